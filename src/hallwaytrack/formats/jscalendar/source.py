"""JSON as it is read: limits, and objects whose members are taken one by one.

A member of a wrong type is a ``Problem`` at its JSON Pointer, and reads as if it were not there.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn, TypeVar

from hallwaytrack.errors import NOTHING, DecodeError, InvalidValueError, Problem, Severity, pointer
from hallwaytrack.model.fields import Refused

T = TypeVar("T")
MAX_BYTES = 64 * 2**20
"""The size of the largest document that is read unless another limit is given: 64 MiB."""
MAX_DEPTH = 24
"""Objects and arrays in each other, the document being the first; what is kept must fit extra."""
MAX_PROBLEMS = 1_000
BOM = b"\xef\xbb\xbf"
SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
LEFT_OUT, KEPT = "read without it", "it is kept in extra"


class Problems:
    """The problems of one document, bounded in number."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._more = 0

    def add(self, problem: Problem) -> None:
        """Tell one."""
        if len(self._found) < MAX_PROBLEMS:
            self._found.append(problem)
        else:
            self._more += 1

    def all(self) -> tuple[Problem, ...]:
        """All of them, and how many more there were."""
        if not self._more:
            return tuple(self._found)
        more = Problem(message=f"there are {self._more} more problems", severity="info")
        return (*self._found, more)


class Node:
    """An object of the document, with its place."""

    __slots__ = ("place", "problems", "values")

    def __init__(self, values: Mapping[str, Any], place: str, problems: Problems) -> None:
        self.values = values
        self.place = place
        self.problems = problems

    def get(self, name: str, check: Callable[[Any], T | None]) -> T | None:
        """A member as ``check`` gives it; None where it is not there, null or refused."""
        value = self.values.get(name)
        if value is None:
            return None
        try:
            return check(value)
        except Refused as no:
            self.tell(f"{name} {no.wants}", name, value=value, mend=no.mend or LEFT_OUT)
            return None

    def tell(
        self,
        message: str,
        *steps: str | int,
        value: Any = NOTHING,
        mend: str = "",
        severity: Severity = "warning",
    ) -> None:
        """Tell a problem of a member."""
        place = self.place + pointer(*steps)
        self.problems.add(
            Problem(message=message, value=value, place=place, mend=mend, severity=severity)
        )

    def objects(self, name: str) -> Iterator[tuple[str, "Node"]]:
        """The objects of a map, by their keys."""
        for key, value in (self.get(name, mapping) or {}).items():
            if isinstance(value, dict):
                yield key, Node(value, self.place + pointer(name, key), self.problems)
            else:
                self.tell("must be an object", name, key, value=value, mend=LEFT_OUT)

    def object(self, name: str) -> "Node | None":
        """An object."""
        values = self.get(name, mapping)
        return None if values is None else Node(values, self.place + pointer(name), self.problems)


def mapping(value: Any) -> dict[str, Any]:
    """An object."""
    if not isinstance(value, dict):
        raise Refused("must be an object")
    return value


def array(value: Any) -> list[Any]:
    """An array."""
    if not isinstance(value, list):
        raise Refused("must be an array")
    return value


def parsed(data: bytes, max_bytes: int | None, problems: Problems) -> dict[str, Any]:
    """The object that a document is.

    Raises:
        DecodeError: If it is too large, no JSON, nested too deeply, or no object.
        InvalidValueError: If ``data`` is not bytes.
    """
    if not isinstance(data, bytes | bytearray | memoryview):
        message, mend = "JSCalendar must be given as bytes", "read the file with open(path, 'rb')"
        raise InvalidValueError(Problem(message=message, value=data, mend=mend))
    if max_bytes is not None and len(data) > max_bytes:
        message = f"JSCalendar is read up to {max_bytes} bytes, and this has {len(data)}"
        raise DecodeError(Problem(message=message, mend="give a higher max_bytes to read it"))
    raw = bytes(data).removeprefix(BOM)
    try:
        found = _loaded(raw, problems)
    except RecursionError:
        raise DecodeError(_too_deep("")) from None
    except ValueError as wrong:
        raise DecodeError(Problem(message=f"JSCalendar must be JSON: {wrong}")) from None
    if not isinstance(found, dict):
        message, mend = "JSCalendar must be an object", 'it begins {"@type": "Event"'
        raise DecodeError(Problem(message=message, value=found, mend=mend))
    _check_depth(found)
    if SURROGATE.search(raw):  # half of a pair is no character (:rfc:`7493`, section 2.1)
        whole = json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")
        return dict(json.loads(whole))
    return found


def _loaded(raw: bytes, problems: Problems) -> Any:
    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            message = f"a member {twice!r:.80} stands there twice, and the last one counts"
            problems.add(Problem(message=message, severity="warning"))
        return found

    return json.loads(raw, object_pairs_hook=members, parse_constant=_no_constant)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _check_depth(found: dict[str, Any]) -> None:
    level: list[tuple[Any, tuple[Any, ...]]] = [(found, ())]
    for _ in range(MAX_DEPTH):
        level = [
            (inner, (path, step))  # only a problem makes a place of it
            for value, path in level
            for step, inner in (value.items() if isinstance(value, dict) else enumerate(value))
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    steps: list[str | int] = []
    path = level[0][1]
    while path:
        path, step = path
        steps.append(step)
    raise DecodeError(_too_deep(pointer(*reversed(steps))))


def _too_deep(place: str) -> Problem:
    return Problem(message=f"JSCalendar is read up to {MAX_DEPTH} levels deep", place=place)
