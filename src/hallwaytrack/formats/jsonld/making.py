"""From a node to a model: plain members by the table, and what the rules of a model refuse.

What a rule refuses is left out and told; only a part that lacks a member it needs is not made.
"""

from typing import Any, TypeVar

from hallwaytrack.errors import InvalidValueError
from hallwaytrack.formats.jsonld.node import Node
from hallwaytrack.formats.jsonld.table import ROWS
from hallwaytrack.model.base import Model
from hallwaytrack.model.fields import Field, Refused, fields_of

M = TypeVar("M", bound=Model)
LEFT_OUT = "it is left out"


def plain(cls: type[Model], node: Node) -> dict[str, Any]:
    """The members of a class that are read without looking at anything else."""
    return {
        row.member: getattr(node, row.way)(row.property)
        for row in ROWS[cls]
        if row.way and row.property in node.values
    }


def made(cls: type[M], members: dict[str, Any], node: Node) -> M | None:
    """A model of these members, without those that it refuses; None if it needs one of them."""
    fields = {field.name: field for field in fields_of(cls)}
    kept = {
        name: value
        for name, given in members.items()
        if (value := _lawful(cls, fields[name], given, node)) not in (None, ())
    }
    if not all(name in kept for name, field in fields.items() if field.required):
        return None
    while True:
        try:
            return cls(**kept)
        except InvalidValueError as error:
            names = {problem.place.split("/")[1] for problem in error.problems}
            refused = [n for n in kept if n in names and not fields[n].required]
            for problem in error.problems:
                mend = problem.mend
                node.tell(f"{problem.message}; {LEFT_OUT}", "", problem.value, mend=mend)
            if not refused:
                return None
            for name in refused:
                del kept[name]


def _lawful(cls: type, field: Field, value: Any, node: Node) -> Any:
    if value is None:
        return None
    if not field.many:
        return _checked(cls, field, value, node)
    found = (_checked(cls, field, item, node) for item in value)
    return tuple(item for item in found if item is not None)


def _checked(cls: type, field: Field, value: Any, node: Node) -> Any:
    try:
        return field.rule.check(value)
    except Refused as no:
        rows = ROWS.get(cls, ())
        name = next((row.property for row in rows if row.member == field.name), field.name)
        at = name if name in node.values else ""
        node.tell(f"{name} {no.wants}; {LEFT_OUT}", at, value, mend=no.mend)
        return None
