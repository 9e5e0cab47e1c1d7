"""Values (:rfc:`8984`, section 1.4) in both directions, and names of this library's own."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hallwaytrack.formats.naming import Names
from hallwaytrack.model.fields import Refused, Rule
from hallwaytrack.model.places import GeoPoint
from hallwaytrack.model.times import DAY
from hallwaytrack.model.types import NOT_IN_LINE, NOT_IN_TEXT, line
from hallwaytrack.model.types import text as lawful_text

OURS = "hallwaytrack.github.io:"
"""What a property or role of this library's own begins with (section 3.3): its domain."""
ID = f"{OURS}id"
"""The id of what stands under a key that can't be it."""
UNTITLED, UNNAMED = "(untitled)", "(unnamed)"
"""What has no title, or no name, is called so; and is written without one."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
KEY = re.compile(r"[A-Za-z0-9_-]{1,255}", re.ASCII)
NOT_IN_KEY = re.compile(r"[^A-Za-z0-9_-]+", re.ASCII)
LOCAL = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?", re.ASCII)
UTC_TIME = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?Z", re.ASCII)
DURATION = re.compile(
    r"P(?=.)(?:(?P<weeks>\d{1,6})W)?(?:(?P<days>\d{1,6})D)?"
    r"(?:T(?=.)(?:(?P<hours>\d{1,9})H)?(?:(?P<minutes>\d{1,9})M)?(?:(?P<seconds>\d{1,9})(?:\.\d+)?S)?)?",
    re.ASCII,
)
GEO = re.compile(r"geo:([+-]?[\d.]{1,400}),([+-]?[\d.]{1,400})(?:[,;].*)?", re.ASCII | re.DOTALL)
LARGEST = 2**53
MIDNIGHT = "T00:00:00"


class Keys:
    """The keys of one map (section 1.4.1, Id): an id where it is lawful, else one made from it."""

    def __init__(self) -> None:
        self._taken = Names()

    def take(self, id: str) -> str:
        """A key that is not taken."""
        if KEY.fullmatch(id):
            return self._taken.take(id)
        return self._taken.take(NOT_IN_KEY.sub("-", id)[:200].strip("-") or "x")


def typed(kind: str, /, **members: Any) -> dict[str, Any]:
    """An object of a type, without the members that are None."""
    return {"@type": kind, **{k: v for k, v in members.items() if v is not None}}


def given_title(text: str) -> str | None:
    """A title; None for one that was made up."""
    return None if text == UNTITLED else text


def given_name(text: str) -> str | None:
    """A name; None for one that was made up."""
    return None if text == UNNAMED else text


# Checks of what is read


def string(value: Any) -> str:
    """A text that is not empty."""
    if not isinstance(value, str):
        raise Refused("must be a string")
    return value


def boolean(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Refused("must be true or false")
    return value


def whole(value: Any) -> int:
    """An UnsignedInt (section 1.4.3)."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < LARGEST:
        raise Refused("must be a whole number, and not negative")
    return value


def words(value: Any) -> list[str]:
    """The keys of a set, which is a map to true."""
    if not isinstance(value, dict) or not all(v is True for v in value.values()):
        raise Refused("must be an object whose every member is true")
    return list(value)


def one_of(known: Collection[str]) -> Callable[[Any], str]:
    """A check that a text is one of these."""

    def check(value: Any) -> str:
        if string(value) not in known:
            raise Refused(f"must be one of {', '.join(known)}")
        return str(value)

    return check


def set_of(found: Iterable[str]) -> dict[str, bool] | None:
    """A set as a map to true; None for an empty one."""
    return dict.fromkeys(found, True) or None


def mended(value: Any) -> str | None:
    """A text without what may stand in no text of a model."""
    return NOT_IN_TEXT.sub("", string(value).replace("\r\n", "\n").replace("\r", "\n")) or None


def one_line(value: Any) -> str | None:
    """A text of one line; None where nothing of it is to be seen."""
    try:
        return line(value)
    except Refused:
        kept = " ".join(part for part in re.split(r"\s+", string(value)) if part)
        kept = NOT_IN_LINE.sub("", kept)
    try:
        return line(kept)
    except Refused:
        return None


def name_in(values: Mapping[str, Any]) -> str:
    """The name of a place or person, as it is read."""
    name = values.get("name")
    return (one_line(name) if isinstance(name, str) else None) or UNNAMED


def is_lawful(value: str, rule: Rule) -> bool:
    """Whether a model takes a text as it is."""
    try:
        rule.check(value)
    except Refused:
        return False
    return True


def tidy(value: Any) -> str | None:
    """A text of many lines, lawful."""
    found = mended(value)
    return None if found is None else lawful_text(found)


# Times


def local(when: date) -> str:
    """A LocalDateTime (section 1.4.4): a wall time, or the midnight of a day."""
    if isinstance(when, datetime):
        return when.replace(tzinfo=None, fold=0).isoformat()
    return f"{when.isoformat()}{MIDNIGHT}"


def utc(when: datetime) -> str:
    """A UTCDateTime (section 1.4.5)."""
    return f"{when.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"


def _time(pattern: re.Pattern[str], value: Any, wanted: str) -> datetime:
    found = pattern.fullmatch(string(value))
    try:
        if found:
            return datetime.fromisoformat(found[1])
    except ValueError:
        pass  # a day that the calendar lacks
    raise Refused(f"must be written like {wanted}")


def local_time(value: Any) -> datetime:
    """A wall time, without its zone; fractions of seconds are cut."""
    return _time(LOCAL, value, "2008-03-18T18:00:00")


def utc_time(value: Any) -> datetime:
    """An instant in UTC; fractions of seconds are cut."""
    return _time(UTC_TIME, value, "2008-03-18T22:00:00Z").replace(tzinfo=UTC)


def exactly(length: timedelta) -> str:
    """A duration of this many seconds; days would be those of the calendar (section 1.4.6)."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "H"), (minutes, "M"), (seconds, "S"))
    return "PT" + ("".join(f"{n}{unit}" for n, unit in parts if n) or "0S")


def days(count: int) -> str:
    """A duration of days."""
    return f"P{count}D"


def duration(value: Any) -> tuple[int, timedelta]:
    """Days of the calendar, and the time beside them (section 1.4.6)."""
    found = DURATION.fullmatch(string(value))
    if not found:
        raise Refused("must be a duration such as PT1H30M")
    n = {unit: int(text) for unit, text in found.groupdict(default="0").items()}
    rest = timedelta(hours=n["hours"], minutes=n["minutes"], seconds=n["seconds"])
    return n["weeks"] * 7 + n["days"], rest


def last_day(start: date, count: int) -> date | None:
    """The last of these days; None where there are none, or time ends before."""
    try:
        return start + (count - 1) * DAY if count > 0 else None
    except OverflowError:
        return None


# Places


def _degrees(number: float) -> str:
    return format(Decimal(repr(float(number))), "f")


def geo(point: GeoPoint | None) -> str | None:
    """A ``geo:`` URI (:rfc:`5870`), which has no exponents."""
    return None if point is None else f"geo:{_degrees(point.latitude)},{_degrees(point.longitude)}"


def point(value: Any) -> GeoPoint:
    """The point of a ``geo:`` URI."""
    found = GEO.fullmatch(string(value))
    try:
        if found:
            return GeoPoint(latitude=float(found[1]), longitude=float(found[2]))
    except ValueError:
        pass  # beyond the poles, or no numbers
    raise Refused("must be a geo: URI such as geo:43.63,-79.42")


def plain(value: Any) -> Any:
    """What ``extra`` holds, as JSON writers take it."""
    if isinstance(value, Mapping):
        return {k: plain(v) for k, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, tuple | list) else value
