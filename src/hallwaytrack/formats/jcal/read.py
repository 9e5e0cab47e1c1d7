"""Reading: jCal as content lines (:rfc:`7265`, section 4), which iCalendar's reader understands.

Each array that is a property becomes one line, so that a problem of a line is told at the array's
JSON Pointer. An array that is none is a ``Problem``, while the rest is read.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple, NoReturn, TypeAlias, TypeVar, overload

from attrs import evolve

from hallwaytrack.errors import DecodeError, InvalidValueError, Problem, pointer
from hallwaytrack.formats.ical import Limits, read_ical
from hallwaytrack.formats.ical.components import DEFAULT_LIMITS, within
from hallwaytrack.formats.ical.content import NAME, NESTING
from hallwaytrack.formats.ical.lines import parameter
from hallwaytrack.formats.ical.repair import MAX_PROBLEMS
from hallwaytrack.formats.jcal.values import BREAK, raw_of, stated_type
from hallwaytrack.formats.registry import Reading
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.series import EventSeries

K = TypeVar("K", Calendar, Event, EventSeries)
BOM = b"\xef\xbb\xbf"
BARE = re.compile(r"[^\x00-\x1f\x7f\",:;^]+")
"""A value of a parameter that needs no quotes."""
Line: TypeAlias = tuple[str, str]
"""A content line, and the JSON Pointer of what it is made of."""


@overload
def from_jcal(
    data: bytes,
    kind: type[K],
    *,
    timezone: str | None = None,
    namespace: str | None = None,
    source: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> K: ...
@overload
def from_jcal(
    data: bytes,
    *,
    timezone: str | None = None,
    namespace: str | None = None,
    source: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Calendar: ...
def from_jcal(
    data: bytes,
    kind: type[Any] = Calendar,
    *,
    timezone: str | None = None,
    namespace: str | None = None,
    source: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Any:
    """The calendar, event or series that some jCal holds; the arguments are ``from_ical``'s.

    What is broken in it is mended or left out; ``read(data, "jcal")`` tells what that was.

    Raises:
        DecodeError: If it is no jCal, passes a limit, or holds something of another kind.
        InvalidValueError: If ``data`` is not bytes, or another argument is not what it should be.
    """
    return read_jcal(
        data, kind, timezone=timezone, namespace=namespace, source=source, limits=limits
    ).document


def read_jcal(
    data: bytes,
    kind: type[Any] = Calendar,
    *,
    timezone: str | None = None,
    namespace: str | None = None,
    source: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Reading:
    """The same with the problems that were met, each with the JSON Pointer of its place."""
    if not isinstance(data, bytes | bytearray | memoryview):
        message, mend = "jCal must be given as bytes", "read the file with open(path, 'rb')"
        raise InvalidValueError(Problem(message=message, value=data, mend=mend))
    within(limits, "max_bytes", len(data))
    problems: list[Problem] = []
    lines = list(_lines(_parsed(bytes(data)), limits, problems))
    if not lines:
        raise DecodeError(problems)
    # A lone surrogate is no character, and UTF-8 has none.
    made = "\r\n".join([line for line, _ in lines]).encode("utf-8", "replace")
    unsized = evolve(limits, max_bytes=None)
    reading = read_ical(
        made, kind, timezone=timezone, namespace=namespace, source=source, limits=unsized
    )
    told = (_at_its_pointer(problem, lines) for problem in reading.problems)
    return Reading(reading.document, (*problems, *told))


def _at_its_pointer(problem: Problem, lines: list[Line]) -> Problem:
    if problem.line is None:
        return problem
    return evolve(problem, line=None, place=lines[problem.line - 1][1])


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data.removeprefix(BOM), parse_constant=_no_constant)
    except RecursionError:
        raise DecodeError(Problem(message="jCal must not be nested without end")) from None
    except ValueError as wrong:
        raise DecodeError(Problem(message=f"jCal must be JSON: {wrong}")) from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


class _Open(NamedTuple):
    value: Any
    place: str
    depth: int


class _Close(NamedTuple):
    line: str
    place: str


def _lines(found: Any, limits: Limits, problems: list[Problem]) -> Iterator[Line]:
    """The content lines of all components, each property on one.

    Raises:
        DecodeError: If it begins like no jCal, or components stand in each other too deeply.
    """
    waiting: list[_Open | _Close] = [
        _Open(part, place, 1) for part, place in reversed(_roots(found))
    ]
    while waiting:
        part = waiting.pop()
        if isinstance(part, _Close):
            yield part.line, part.place
            continue
        name = _name_of(part, problems)
        if name is None:
            continue
        within(limits, "max_depth", part.depth)
        yield f"BEGIN:{name}", part.place
        yield from _properties(part, problems)
        waiting.append(_Close(f"END:{name}", part.place))
        inner = [*enumerate(part.value[2])]
        waiting += [
            _Open(each, f"{part.place}/2/{i}", part.depth + 1) for i, each in reversed(inner)
        ]


def _roots(found: Any) -> list[tuple[Any, str]]:
    """One component, or several in an array."""
    roots = [(found, "")]
    if isinstance(found, list) and found and not isinstance(found[0], str):
        roots = [(root, pointer(i)) for i, root in enumerate(found)]
    if not any(_is_calendar(root) for root, _ in roots):
        message = 'jCal begins ["vcalendar", and this does not'
        raise DecodeError(Problem(message=message, mend="is it another file?"))
    return roots


def _is_calendar(root: Any) -> bool:
    is_named = isinstance(root, list) and root and isinstance(root[0], str)
    return bool(is_named) and root[0].lower() == "vcalendar"


def _name_of(part: _Open, problems: list[Problem]) -> str | None:
    """The name of a component, in upper case; None where it is none."""
    value = part.value
    is_one = isinstance(value, list) and len(value) == 3 and isinstance(value[0], str)
    if is_one and isinstance(value[1], list) and isinstance(value[2], list):
        name = str(value[0]).upper()
        if NAME.fullmatch(name):
            return name
    _tell(problems, "a component must be [name, [properties], [components]]", value, part.place)
    return None


def _properties(part: _Open, problems: list[Problem]) -> Iterator[Line]:
    for i, found in enumerate(part.value[1]):
        place = f"{part.place}/1/{i}"
        try:
            yield _line(found), place
        except Refused as no:
            _tell(problems, f"a property {no.wants}", found, place)


def _line(found: Any) -> str:
    """The content line that a property is."""
    wanted = "must be [name, {parameters}, type, value]"
    if not isinstance(found, list) or len(found) < 4:
        raise Refused(wanted)
    name, parameters, kind, *values = found
    if not (isinstance(name, str) and isinstance(parameters, dict) and isinstance(kind, str)):
        raise Refused(wanted)
    name = name.upper()
    if not NAME.fullmatch(name) or name in NESTING:
        raise Refused("must have a lawful name")
    stated = stated_type(name, kind.lower())
    if stated is not None and not NAME.fullmatch(stated):
        raise Refused("must have a lawful type")
    head = name + "".join(_parameter(key, value) for key, value in parameters.items())
    return f"{head}{f';VALUE={stated}' if stated else ''}:{raw_of(name, kind.lower(), values)}"


def _parameter(name: str, value: Any) -> str:
    """A parameter; VALUE is told by the type (section 3.5.1)."""
    items = value if isinstance(value, list) else [value]
    if not NAME.fullmatch(name) or not all(isinstance(item, str) for item in items):
        raise Refused("must have parameters that are strings")
    if name.upper() == "VALUE":
        return ""
    return f";{name.upper()}={','.join(map(_parameter_value, items))}"


def _parameter_value(value: str) -> str:
    if BARE.fullmatch(value):
        return value
    quoted = parameter("", BREAK.sub("\n", value)).removeprefix(";=")
    return quoted.replace("\n", "^n")


def _tell(problems: list[Problem], message: str, value: Any, place: str) -> None:
    """One of the first of what was left out; of any more only that there are."""
    if len(problems) < MAX_PROBLEMS:
        mend = "it is left out"
        problems.append(Problem(message=message, value=value, place=place, mend=mend))
    elif len(problems) == MAX_PROBLEMS:
        problems.append(Problem(message="more arrays were left out", severity="info"))
