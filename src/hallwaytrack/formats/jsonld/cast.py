"""Who is in an event that is read: people, groups and sponsors, each once.

They are known by what they are identified by, else by class and name. The first mention that tells
a member counts, so that one place may tell all and the others only the name.
"""

from typing import Any

from hallwaytrack.formats.jsonld.making import made, plain
from hallwaytrack.formats.jsonld.node import Node
from hallwaytrack.formats.jsonld.words import is_organization
from hallwaytrack.formats.naming import Names, lawful, slug
from hallwaytrack.model.base import Model
from hallwaytrack.model.fields import fields_of
from hallwaytrack.model.groups import UserGroup
from hallwaytrack.model.people import Contributor, Person, Sponsor
from hallwaytrack.model.vocabulary import Role

ROLES = frozenset(Role.__args__)  # type: ignore[attr-defined]
BANDS = ("MusicGroup", "PerformingGroup", "DanceGroup", "TheaterGroup")


class Cast:
    """The parties of one event, while it is read."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, ...], str] = {}
        self._found: dict[str, tuple[type[Model], dict[str, Any], Node]] = {}
        self._taken = Names()

    def party(self, node: Node, otherwise: type[Model]) -> str | None:
        """The id of a person, group or sponsor; None, and told, where nothing names it.

        Args:
            node: What stands for it.
            otherwise: Its class, where its type does not tell.
        """
        name = node.text or node.line("name")
        cls = _class_of(node, otherwise)
        key = ("id", node.id) if node.id else ("name", cls.__name__, name or "")
        if name is None and key not in self._ids:
            node.tell("a person or organization must have a name; it is left out")
            return None
        if key not in self._ids:
            wanted = lawful(node.id or slug(name or "", "person")).replace("@", "-")
            self._ids[key] = self._taken.take(wanted)
        id = self._ids[key]
        first, members, at = self._found.get(id, (cls, {}, node))
        known = {field.name for field in fields_of(first)}
        told = {k: v for k, v in members_of(first, node).items() if k in known}
        named = {"name": name} | {k: v for k, v in told.items() if v not in (None, [], ())}
        self._found[id] = (first, named | members, at)
        return id

    def contributors(self, node: Node) -> list[Contributor]:
        """Who performs in something, and who contributes."""
        found = []
        for property in ("performer", "actor", "contributor"):
            for each in node.nodes(property):
                contributor = self._contributor(each, property)
                if contributor is not None:
                    found.append(contributor)
        return found

    def _contributor(self, node: Node, property: str) -> Contributor | None:
        inner = node.node(property) if "Role" in node.types else None
        id = self.party(inner or node, Person)
        if id is None:
            return None
        if inner is None:
            word, label = ("other" if property == "contributor" else "speaker"), None
            word = "performer" if set(BANDS) & set(node.types) else word
        else:
            word, label = _role(node)
        return made(Contributor, {"person": id, "role": word, "label": label}, node)

    def of(self, cls: type[Model]) -> list[Any]:
        """The parties of a class, in the order in which they were met."""
        found = [(id, f) for id, f in self._found.items() if f[0] is cls]
        parties = (made(c, {**members, "id": id}, node) for id, (c, members, node) in found)
        return [party for party in parties if party is not None]


def _class_of(node: Node, otherwise: type[Model]) -> type[Model]:
    if "Person" in node.types:
        return Person
    if is_organization(node.types) or set(BANDS) & set(node.types):
        return Sponsor if otherwise is Sponsor else UserGroup
    return otherwise


def _role(node: Node) -> tuple[str, str | None]:
    """The role that a ``Role`` tells, and the word for it."""
    word, label = next(iter(node.additional), ""), node.line("roleName")
    if word in ROLES:
        return word, label
    own = (label or "").casefold().replace(" ", "_")
    return (own, None) if own in ROLES else ("other", label)


def members_of(cls: type[Model], node: Node) -> dict[str, Any]:
    """The members of a party that its node tells."""
    found = plain(cls, node)
    if cls is UserGroup:
        address = node.node("address")
        if address is not None:
            found["locality"] = address.line("addressLocality")
            found["country"] = address.line("addressCountry")
        found["people"] = _members(node)
    return found


def _members(node: Node) -> list[Person]:
    taken, people = Names(), []
    for each in node.nodes("member"):
        name = each.text or each.line("name")
        if name is None or is_organization(each.types):
            continue
        id = taken.take(lawful(each.id or slug(name, "person")).replace("@", "-"))
        person = made(Person, {"name": name, **plain(Person, each), "id": id}, each)
        people += [person] if person else []
    return people


def group_of(node: Node) -> UserGroup | None:
    """An organization that stands by itself."""
    name = node.line("name")
    id = lawful(node.id or slug(name or "", "group")).replace("@", "-")
    return made(UserGroup, {"name": name, **members_of(UserGroup, node), "id": id}, node)
