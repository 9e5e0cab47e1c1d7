"""Time: the rules of instants, days and durations, and zones.

- An instant is an aware ``datetime`` with a wall time that exists and a whole-minute offset. Two
  aware times of one zone compare by wall clock in Python, so everything that compares, orders,
  measures or hashes here goes through UTC.
- Of a time that a clock change repeats, ``fold=1`` is the second pass (:pep:`495`); anywhere else
  ``fold`` means nothing and is put back to 0.
- Nothing here asks the machine for the time or its zone.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from hallwaytrack.errors import Problem
from hallwaytrack.model.fields import Quick, Refused, did_you_mean

D = TypeVar("D", bound=date)
FIRST_YEAR, LAST_YEAR = 1900, 9998
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
REMEMBERED = 100_000
"""Days that are remembered of a zone before they are forgotten again."""
ZONES_REMEMBERED = 256
"""Zones of which they are."""
UTC_ZONE = ZoneInfo("UTC")

ZONE_NAME = re.compile(r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*")
NOT_A_PLACE = re.compile(r"(?:posix|right)/.*|posixrules|localtime|Factory")
"""Files of a zone directory that name the machine's own setting, or another way to count."""

AWARE = 'make it with at("Area/City")'


def instant(value: Any) -> datetime:
    """The rule of ``Instant``."""
    return value if is_plain(value) else _instant(value)


def _instant(value: Any) -> datetime:
    moment = _aware(value)
    if moment.microsecond:
        raise Refused("must be in whole seconds", "write .replace(microsecond=0)")
    offset, other = moment.utcoffset(), moment.replace(fold=not moment.fold).utcoffset()
    if offset is None or offset % MINUTE:
        raise Refused("must have an offset of whole minutes", "write it in UTC")
    if offset == other:
        if type(moment.tzinfo) in (ZoneInfo, timezone):
            _note_plain_day(moment)
        return moment.replace(fold=0) if moment.fold else moment
    if is_skipped(moment):
        zone = name_of(moment.tzinfo) or moment.tzinfo
        raise Refused(f"is skipped by a clock change in {zone}", "write a time that exists there")
    return moment


class _PlainDays(dict[tzinfo | None, set[int]]):
    """The days met in a zone on which its clocks do not change: nearly all, and checked once."""

    def __missing__(self, zone: tzinfo | None) -> set[int]:
        if len(self) >= ZONES_REMEMBERED:
            self.clear()
        days = self[zone] = set()
        return days


PLAIN_DAYS = _PlainDays()


# Other zones than these may have no hash to be remembered by, as dateutil's have none.
INSTANT_QUICK = Quick(
    "type({v}) is datetime and type(zone_ := {v}.tzinfo) in ZONES and not {v}.microsecond"
    " and not {v}.fold and {v}.toordinal() in {ask}(zone_, ())",
    PLAIN_DAYS.get,
)
is_plain = INSTANT_QUICK.of_one()


def _note_plain_day(moment: datetime) -> None:
    edges = (
        moment.replace(hour=0, minute=0, second=0),
        moment.replace(hour=23, minute=59, second=59),
    )
    offsets = {edge.replace(fold=fold).utcoffset() for edge in edges for fold in (0, 1)}
    if len(offsets) == 1:
        days = PLAIN_DAYS[moment.tzinfo]
        if len(days) > REMEMBERED:
            days.clear()
        days.add(moment.toordinal())


STAMP_QUICK = Quick(
    "type({v}) is datetime and {v}.tzinfo is UTC and not {v}.microsecond"
    f" and {FIRST_YEAR} <= {{v}}.year <= {LAST_YEAR}"
)


def stamp(value: Any) -> datetime:
    """The rule of ``Stamp``: cut to seconds and kept in UTC."""
    return _within_years(_aware(value).astimezone(UTC).replace(microsecond=0))


def day(value: Any) -> date:
    """The rule of ``Day``: a date, and not a datetime, which Python takes for one."""
    if type(value) is date:
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return date(value.year, value.month, value.day)
    raise Refused("must be a date without a time", "write date(2008, 3, 18)")


def moment(value: Any) -> date:
    """The rule of "Instant or Day"."""
    if isinstance(value, datetime):
        return instant(value)
    if not isinstance(value, date):
        raise Refused("must be a datetime with a time zone, or a date", AWARE)
    return _within_years(day(value))


def duration(value: Any) -> timedelta:
    """The rule of ``Duration``: positive and in whole seconds."""
    if not isinstance(value, timedelta):
        raise Refused("must be a timedelta", "write timedelta(minutes=45)")
    if value <= timedelta(0) or value.microseconds:
        raise Refused("must be positive and in whole seconds")
    return timedelta(value.days, value.seconds)


def _aware(value: Any) -> datetime:
    if not isinstance(value, datetime):
        raise Refused("must be a datetime with a time zone", AWARE)
    if value.tzinfo is None or value.utcoffset() is None:
        raise Refused("needs a time zone", AWARE)
    _within_years(value)
    if type(value) is datetime:
        return value
    parts = value.timetuple()[:6]
    return datetime(*parts, value.microsecond, tzinfo=value.tzinfo, fold=value.fold)


def _within_years(value: D) -> D:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Refused(f"must be in the years {FIRST_YEAR} to {LAST_YEAR}")
    return value


def is_skipped(moment: datetime) -> bool:
    """Whether a clock change leaves this wall time out (:pep:`495`)."""
    first, second = moment.replace(fold=0).utcoffset(), moment.replace(fold=1).utcoffset()
    return first is not None and second is not None and first < second


def is_repeated(moment: datetime) -> bool:
    """Whether a clock change gives this wall time twice (:pep:`495`)."""
    first, second = moment.replace(fold=0).utcoffset(), moment.replace(fold=1).utcoffset()
    return first is not None and second is not None and first > second


def zone_name(value: Any) -> str:
    """The rule of ``Zone``: an IANA name that zoneinfo knows."""
    if not isinstance(value, str):
        raise Refused("must be the name of a time zone", 'write "America/Toronto"')
    zone_of(value)
    return str.__str__(value)


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """The zone of a name; the name is checked before any file is opened by it."""
    wanted = "must be an IANA time zone name"
    if not ZONE_NAME.fullmatch(name) or NOT_A_PLACE.fullmatch(name):
        raise Refused(wanted, 'write one like "America/Toronto"')
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError) as gone:
        mend = did_you_mean(name, known_zones())
        raise Refused(wanted, mend or 'write one like "America/Toronto"') from gone


@lru_cache(maxsize=1)
def known_zones() -> tuple[str, ...]:
    """All names, to suggest one: listing them reads the whole zone directory."""
    return tuple(sorted(available_timezones()))


def name_of(zone: tzinfo | None) -> str | None:
    """The IANA name that a time's zone carries, or None for a bare offset.

    zoneinfo calls it ``key``, pytz ``zone``.
    """
    if zone is UTC:
        return "UTC"
    name = getattr(zone, "key", None) or getattr(zone, "zone", None)
    return name if isinstance(name, str) else None


def instant_key(value: Any) -> Any:
    """What equality and hashing count: the instant, so that a second pass is another time."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, tuple):
        return tuple([instant_key(v) for v in value])
    return value


def elapsed(start: datetime, end: datetime) -> timedelta:
    """The time that passes between two instants, clock changes counted."""
    return end.astimezone(UTC) - start.astimezone(UTC)


def is_ordered(start: date, end: date) -> bool:
    """Whether ``end`` may end what ``start`` starts: later, or for days not earlier."""
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return start <= end
    if start.tzinfo is end.tzinfo and not start.fold and not end.fold:
        return start < end  # first passes of one zone: the wall clock tells their order
    return start.astimezone(UTC) < end.astimezone(UTC)


def ends_after_start(
    start: date | None, end: date | None, names: tuple[str, str] = ("start", "end")
) -> Iterable[Problem]:
    """The rule between a start and an end, for any pair of members."""
    if end is None:
        return
    first, last = names
    if start is None:
        yield Problem(message=f"{last} needs {first}", value=end, place=f"/{last}")
    elif isinstance(start, datetime) is not isinstance(end, datetime):
        kind = "a datetime" if isinstance(start, datetime) else "a date"
        yield Problem(message=f"{last} must be {kind}, as {first} is", value=end, place=f"/{last}")
    elif not is_ordered(start, end):
        after = "after" if isinstance(start, datetime) else "not before"
        message = f"{last} must be {after} {first} ({start.isoformat()})"
        yield Problem(message=message, value=end, place=f"/{last}")


UNITS = re.compile(
    r"P(?=\d|T\d)(?:(?P<weeks>\d{1,9})W|(?:(?P<days>\d{1,9})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,9})H)?(?:(?P<minutes>\d{1,9})M)?(?:(?P<seconds>\d{1,9})S)?)?)",
    re.ASCII,
)


def duration_text(value: timedelta) -> str:
    """A duration as :rfc:`5545` (section 3.3.6) and ISO 8601 both write it.

    >>> duration_text(timedelta(hours=1, minutes=30))
    'PT1H30M'
    """
    hours, rest = divmod(value.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    units = (f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n)
    clock = f"{hours}H0M{seconds}S" if hours and seconds and not minutes else "".join(units)
    days = f"{value.days}D" if value.days else ""
    return f"P{days}{f'T{clock}' if clock else ''}"


def duration_of(text: Any) -> timedelta:
    """The duration that a text such as "PT45M", "P1DT2H" or "P2W" tells."""
    found = UNITS.fullmatch(text) if isinstance(text, str) else None
    if not found:
        raise Refused("must be an ISO 8601 duration", 'write one like "PT45M"')
    try:
        return timedelta(**{unit: int(n) for unit, n in found.groupdict(default="0").items()})
    except OverflowError:
        raise Refused("must be shorter than a million years") from None
