"""JSON of other people's, where any member may be missing, null or of another type.

- An object is asked for its members by type. What is wrong is told with its JSON Pointer, and left
  out; the rest is read.
- Texts come cleaned of what no model holds: other ends of lines, control characters, lone
  surrogates. What is then empty was not there.
- A model is made of what was found. A member that its rules refuse is told and left out; only
  without one that it needs there is no model.
- Of a hopeless file not every fault is told.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, NoReturn, TypeVar

from hallwaytrack.errors import NOTHING, DecodeError, InvalidValueError, Problem, pointer
from hallwaytrack.model.base import Model
from hallwaytrack.model.fields import fields_of
from hallwaytrack.model.types import NOT_IN_LINE, NOT_IN_TEXT

M = TypeVar("M", bound=Model)

MAX_BYTES = 16 * 2**20
MAX_PROBLEMS = 1_000
"""Problems that are told one by one; of the others only how many there were."""
NAMES: Mapping[type, str] = {
    str: "a text",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}


class Findings:
    """What is to be told about a file."""

    def __init__(self) -> None:
        self._told: list[Problem] = []
        self._count = 0

    def add(self, problem: Problem) -> None:
        """Tell this, unless there is too much already."""
        self._count += 1
        if self._count <= MAX_PROBLEMS:
            self._told.append(problem)

    def told(self) -> tuple[Problem, ...]:
        """All of it, in the order in which it was found."""
        more = self._count - len(self._told)
        if not more:
            return tuple(self._told)
        return (*self._told, Problem(message=f"{more} more problems are not told one by one"))


class Item(NamedTuple):
    """One object of a file, its JSON Pointer, and where to tell what is wrong with it."""

    values: Mapping[str, Any]
    place: str
    findings: Findings

    def tell(
        self, message: str, member: str = "", value: object = NOTHING, *, is_lost: bool = True
    ) -> None:
        """A problem of this object, or of a member of it; a warning where nothing is lost."""
        place = self.place + pointer(member) if member else self.place
        severity = "error" if is_lost else "warning"
        problem = Problem(message=message, value=value, place=place, severity=severity)  # type: ignore[arg-type]
        self.findings.add(problem)

    def _typed(self, name: str, kind: type) -> Any:
        value = self.values.get(name)
        if value is None or type(value) is kind:
            return value
        self.tell(f"{name} must be {NAMES[kind]}; it is left out", name, value)
        return None

    def text(self, name: str) -> str | None:
        """A text of any number of lines."""
        value = self._typed(name, str)
        return None if value is None else text_of(value)

    def line(self, name: str) -> str | None:
        """A text of one line."""
        value = self._typed(name, str)
        return None if value is None else line_of(value)

    def flag(self, name: str) -> bool | None:
        """True or false."""
        value: bool | None = self._typed(name, bool)
        return value

    def day(self, name: str) -> date | None:
        """A date, written "2008-02-27"."""
        value = self.line(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.tell(f"{name} must be a date like 2008-02-27; it is left out", name, value)
            return None

    def key(self, name: str) -> str | None:
        """What something is told by: a text or a number, as text."""
        value = self.values.get(name)
        key = key_of(value)
        if key is None and value not in (None, ""):
            self.tell(f"{name} must be a text or a whole number; it is left out", name, value)
        return key

    def keys(self, name: str) -> Iterator[str]:
        """The keys in a list."""
        for i, value in enumerate(self._typed(name, list) or ()):
            key = key_of(value)
            if key is not None:
                yield key
            else:
                message = "must be a text or a whole number; it is left out"
                place = self.place + pointer(name, i)
                self.findings.add(Problem(message=message, value=value, place=place))

    def items(self, name: str) -> Iterator["Item"]:
        """The objects in a list."""
        values = self._typed(name, list) or ()
        yield from items_of(values, self.place + pointer(name), self.findings)


def items_of(values: Iterable[Any], place: str, findings: Findings) -> Iterator[Item]:
    """The objects in a list, which is at ``place``."""
    for i, value in enumerate(values):
        if isinstance(value, dict):
            yield Item(value, place + pointer(i), findings)
        else:
            message = "must be an object; it is left out"
            findings.add(Problem(message=message, value=value, place=place + pointer(i)))


def key_of(value: Any) -> str | None:
    """A text or a whole number as a key; None for anything else, and for what shows nothing."""
    if type(value) is int and abs(value) < 10**18:
        return str(value)
    return line_of(value) if isinstance(value, str) else None


def line_of(value: str) -> str | None:
    """A text as one line; None if it shows nothing."""
    line = NOT_IN_LINE.sub("", " ".join(value.split("\n"))).strip()
    return line if any(c.isprintable() and not c.isspace() for c in line) else None


def text_of(value: str) -> str | None:
    """A text with lines as a model has them; None if it is empty."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return NOT_IN_TEXT.sub("", lines).strip() or None


def parsed(data: Any, what: str, max_bytes: int | None) -> Any:
    """The JSON value that some bytes hold.

    Args:
        data: The bytes.
        what: What messages call it.
        max_bytes: The most that is read; None for no limit.

    Raises:
        InvalidValueError: If they are not given as bytes.
        DecodeError: If they are too many, or no JSON.
    """
    if not isinstance(data, bytes | bytearray | memoryview):
        message, mend = f"{what} must be given as bytes", "read the file with open(path, 'rb')"
        raise InvalidValueError(Problem(message=message, value=data, mend=mend))
    if max_bytes is not None and len(data) > max_bytes:
        mend = "give a larger max_bytes if you trust the data"
        message = f"{what} must have at most {max_bytes} bytes"
        raise DecodeError(Problem(message=message, value=len(data), mend=mend))
    return json_of(bytes(data))


def json_of(data: bytes) -> Any:
    """The JSON value of some bytes, of however many.

    Raises:
        DecodeError: If they are no JSON.
    """
    try:
        return json.loads(data, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        message = f"JSON must be well-formed ({error.msg}, column {error.colno})"
        raise DecodeError(Problem(message=message, line=error.lineno)) from None
    except RecursionError:
        raise DecodeError(Problem(message="JSON must not be nested so deep")) from None
    except ValueError as error:  # bytes of no encoding, or a number of thousands of digits
        raise DecodeError(Problem(message=f"JSON must be readable ({error})")) from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def made(
    cls: type[M],
    members: Mapping[str, Any],
    item: Item,
    words: Mapping[str, str],
    old: M | None = None,
) -> M | None:
    """A model of these members; those that its rules refuse are told and left out.

    Args:
        cls: Its class.
        members: What was found of it.
        item: The object in which they were found.
        words: What the file calls the members that it calls otherwise.
        old: What there was; it keeps the other members, and those that are refused.

    Returns:
        The model; ``old``, or None, if a member that it needs is refused.
    """
    left = dict(members)
    needed = {field.name for field in fields_of(cls) if field.required}
    while True:
        try:
            return cls(**left) if old is None else old.replace(**left)
        except InvalidValueError as error:
            places = [
                (problem.place.partition("/")[2].partition("/")[0], problem)
                for problem in error.problems
            ]
            refused = {name: problem for name, problem in places if name in left}
            for name, problem in refused.items():
                item.tell(
                    f"{problem.message}; it is left out", words.get(name, name), left.pop(name)
                )
            if needed & refused.keys() or not refused:
                return old
