"""Models from what was read: what their rules refuse is left out, and told."""

from collections import defaultdict
from typing import Any, TypeVar

from hallwaytrack.errors import InvalidValueError
from hallwaytrack.formats.jscalendar.source import LEFT_OUT, Node
from hallwaytrack.model.base import Model
from hallwaytrack.model.fields import fields_of

M = TypeVar("M", bound=Model)
ROUNDS = 8
"""How often a model is tried: what is wrong between members shows once each member is right."""


def made(cls: type[M], members: dict[str, Any], node: Node) -> M:
    """A model of these members, without those that it refuses.

    Raises:
        InvalidValueError: If that does not help.
    """
    rounds = 0
    while True:
        try:
            return cls(**members)
        except InvalidValueError as error:
            gone: dict[str, set[int]] = defaultdict(set)
            for problem in error.problems:
                name, _, rest = problem.place.removeprefix("/").partition("/")
                index = rest.partition("/")[0]
                if index.isdecimal() and isinstance(members.get(name), list | tuple):
                    gone[name].add(int(index))
                elif name in members and not _is_needed(cls, name):
                    gone[name]  # all of it
                else:
                    continue
                node.tell(problem.message, value=problem.value, mend=LEFT_OUT)
            rounds += 1
            if not gone or rounds == ROUNDS:
                raise
            _leave_out(members, gone)


def _is_needed(cls: type[Model], name: str) -> bool:
    return any(field.required and field.name == name for field in fields_of(cls))


def _leave_out(members: dict[str, Any], gone: dict[str, set[int]]) -> None:
    for name, indices in gone.items():
        if indices:
            members[name] = [v for i, v in enumerate(members[name]) if i not in indices]
        else:
            del members[name]
