"""From what was found to models: members by the table, and what the rules of a model refuse.

A model is made through its constructor. What that refuses is left out, told, and kept in ``extra``
where the model has one; only a part whose needed members are refused is not made at all.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.formats.frab.table import KEPT, ROWS
from hallwaytrack.formats.frab.tree import EMPTY, Found
from hallwaytrack.model.base import Model
from hallwaytrack.model.fields import fields_of

M = TypeVar("M", bound=Model)
READ = {
    cls: tuple((row.member, row.key, row.codec.read) for row in rows if row.codec is not None)
    for cls, rows in ROWS.items()
}
UNDERSTOOD = {cls: frozenset(row.key for row in rows if row.member) for cls, rows in ROWS.items()}
"""Per class, what is read by the table alone, and the names in a file that have a member."""


def simple(cls: type[Model], found: Found) -> dict[str, Any]:
    """The members of a class that are read without looking at anything else."""
    values = found.values
    members = {}
    for member, key, read in READ[cls]:
        value = values.get(key)
        if value is not None and (value := read(value)) is not None:
            members[member] = value
    return members


def kept(cls: type[Model], found: Found, known: frozenset[str], made: Mapping[str, Any]) -> Any:
    """What has no member, for ``extra``: all that is not empty.

    Args:
        cls: The class of the part.
        found: The part.
        known: Names that are understood beside those of the table.
        made: What the writer would make for itself, which is nothing to keep.
    """
    understood = UNDERSTOOD[cls]
    left = {
        name: value
        for name, value in found.values.items()
        if name not in understood
        and name not in known
        and value not in EMPTY
        and made.get(name) != value
    }
    return {KEPT: left} if left else {}


def made(cls: type[M], members: dict[str, Any], found: Found, problems: list[Problem]) -> M | None:
    """A model of these members; what it refuses is left out and told, or the model is not made."""
    needed = {field.name for field in fields_of(cls) if field.required}
    while True:
        try:
            return cls(**members)
        except InvalidValueError as error:
            names = {problem.place.split("/")[1] for problem in error.problems}
            is_whole = not needed & names and not names.isdisjoint(members)
            for problem in error.problems:
                _leave_out(cls, problem, members, found, problems)
            if not is_whole:
                return None


def _leave_out(
    cls: type[Model],
    problem: Problem,
    members: dict[str, Any],
    found: Found,
    problems: list[Problem],
) -> None:
    name = problem.place.split("/")[1]
    if name not in members:
        return  # left out before: several things were wrong with it
    value = members.pop(name)
    row = next((row for row in ROWS[cls] if row.member == name), None)
    told = f"{problem.message}; it is left out"
    problems.append(found.problem(told, row.key if row else name, problem.value))
    if "extra" in members and name != "extra" and isinstance(value, str | int | float):
        members["extra"] = {KEPT: {**members["extra"].get(KEPT, {}), name: value}}
