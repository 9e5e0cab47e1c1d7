"""Which entries of a group are parts of which (:rfc:`8984`, section 4.1.3, relatedTo).

A child is a timed Event object that recurs not, and names another entry of the group as its parent.
Parents are followed up to the entry that has none: that is its event. Rings are no children.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from hallwaytrack.formats.jscalendar.source import Node

RECURRING = ("recurrenceRules", "recurrenceOverrides")


class Gathered:
    """An Event object with its children.

    Attributes:
        node: The object.
        children: Those of its children, in their order.
        parent: Of a child, the UID of its parent.
    """

    __slots__ = ("children", "node", "parent")

    def __init__(self, node: Node) -> None:
        self.node = node
        self.children: list[Gathered] = []
        self.parent = ""


def uid_of(node: Node) -> str:
    """The UID of an object; "" where it has none."""
    found = node.values.get("uid")
    return found if isinstance(found, str) else ""


def gathered(nodes: Iterable[Node]) -> list[Gathered]:
    """The events of a group, each with its children."""
    found = [Gathered(node) for node in nodes]
    by_uid: dict[str, Gathered] = {}
    for each in found:
        by_uid.setdefault(uid_of(each.node), each)
    for each in found:
        each.parent = _parent(each, by_uid)
    roots: dict[int, Gathered | None] = {}
    tops = []
    for each in found:
        root = _root(each, by_uid, roots)
        if root is each or root is None:
            each.parent = ""
            tops.append(each)
        else:
            root.children.append(each)
    return tops


def _parent(each: Gathered, by_uid: Mapping[str, Gathered]) -> str:
    values = each.node.values
    relations = values.get("relatedTo")
    if not isinstance(relations, dict) or any(values.get(name) for name in RECURRING):
        return ""
    if values.get("showWithoutTime") is True:
        return ""
    for uid, relation in relations.items():
        if uid and uid in by_uid and by_uid[uid] is not each and _is_parent(relation):
            return str(uid)
    return ""


def _is_parent(relation: Any) -> bool:
    kinds = relation.get("relation") if isinstance(relation, dict) else None
    return isinstance(kinds, dict) and kinds.get("parent") is True


def _root(
    each: Gathered, by_uid: Mapping[str, Gathered], roots: dict[int, Gathered | None]
) -> Gathered | None:
    """The entry at the end of the parents; None for a ring. Each is followed once."""
    trail: list[Gathered] = []
    at = each
    while id(at) not in roots:
        roots[id(at)] = None
        trail.append(at)
        if not at.parent:
            roots[id(at)] = at
            break
        at = by_uid[at.parent]
    root = roots[id(at)]
    for passed in trail:
        roots[id(passed)] = root
    return root
