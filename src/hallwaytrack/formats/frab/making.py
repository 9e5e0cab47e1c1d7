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
ROUNDS = 3
"""How often a model is tried: what is wrong between members shows once each member is right."""


def simple(cls: type[Model], found: Found) -> dict[str, Any]:
    """The members of a class that are read without looking at anything else."""
    values = found.values
    members = {}
    for row in ROWS[cls]:
        if row.codec is not None:
            value = values.get(row.key)
            if value is not None and (read := row.codec.read(value)) is not None:
                members[row.member] = read
    return members


def kept(cls: type[Model], found: Found, known: frozenset[str], made: Mapping[str, Any]) -> Any:
    """What has no member, for ``extra``: all that is not empty.

    Args:
        cls: The class of the part.
        found: The part.
        known: Names that are understood beside those of the table.
        made: What the writer would make for itself, which is nothing to keep.
    """
    understood = {row.key for row in ROWS[cls] if row.member} | known
    left = {
        name: _plain(value)
        for name, value in found.values.items()
        if name not in understood and value not in EMPTY and made.get(name) != value
    }
    return {KEPT: left} if left else {}


def _plain(value: Any) -> Any:
    if isinstance(value, Found):
        return {name: _plain(v) for name, v in value.values.items()}
    return [_plain(v) for v in value] if isinstance(value, list) else value


def made(cls: type[M], members: dict[str, Any], found: Found, problems: list[Problem]) -> M | None:
    """A model of these members; what it refuses is left out and told, or the model is not made."""
    needed = {field.name for field in fields_of(cls) if field.required}
    for _ in range(ROUNDS):
        try:
            return cls(**members)
        except InvalidValueError as error:
            for problem in error.problems:
                _leave_out(cls, problem, members, found, problems)
            if needed & {p.place.split("/")[1] for p in error.problems if p.place}:
                return None
    return None


def _leave_out(
    cls: type[Model],
    problem: Problem,
    members: dict[str, Any],
    found: Found,
    problems: list[Problem],
) -> None:
    name = problem.place.split("/")[1] if problem.place else ""
    if name not in members:
        return
    value = members.pop(name)
    row = next((row for row in ROWS[cls] if row.member == name), None)
    told = f"{problem.message}; it is left out"
    problems.append(found.problem(told, row.key if row else name, problem.value))
    if "extra" in members and name != "extra" and isinstance(value, str | int | float):
        members["extra"] = {KEPT: {**members["extra"].get(KEPT, {}), name: value}}
