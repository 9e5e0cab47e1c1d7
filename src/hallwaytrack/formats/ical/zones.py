"""VTIMEZONE (:rfc:`5545`, section 3.6.5): one small block a zone, made from the zone alone.

A TZif file ends in a POSIX rule that holds for good (:rfc:`8536`, section 3.3). At most one
STANDARD and one DAYLIGHT say the same, in some 340 bytes that never run out. Where that rule tells
a time wrong (before it came into force, in Casablanca's Ramadan) the time is written in UTC. So
every time that is written with a TZID reads right from the block itself, and no observance has to
be listed.
"""

import importlib.resources
import re
import struct
import zoneinfo
from calendar import isleap
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

FIRST_YEAR = 1970
"""The year in which the blocks begin; a time is written with a TZID from the next year on."""
LAST_YEAR = 2400
"""The last year of times with a TZID; readers give up expanding a rule somewhere beyond."""
REMEMBERED = 10_000
WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

NAME = r"(<[A-Za-z0-9+-]+>|[A-Za-z]+)"
OFFSET = r"([+-]?\d{1,3}(?::\d{2}(?::\d{2})?)?)"
ONSET = rf",M(\d{{1,2}})\.(\d)\.(\d)(?:/{OFFSET})?"
POSIX = re.compile(rf"{NAME}{OFFSET}(?:{NAME}{OFFSET}?{ONSET}{ONSET})?")


class Onset(NamedTuple):
    """When a clock change comes each year: the nth weekday of a month, and seconds after midnight.

    ``week`` 5 is the last. The seconds may reach into a day before or after (:rfc:`8536`, 3.3.1).
    """

    month: int
    week: int
    weekday: int
    seconds: int

    @property
    def days_off(self) -> int:
        """How many days after that weekday the change comes."""
        return self.seconds // 86_400

    def days(self) -> tuple[int, int]:
        """The first and last day of the month on which the change can come."""
        last = LENGTHS[self.month - 1]
        first = last - 6 if self.week == 5 else 7 * self.week - 6
        return first + self.days_off, first + 6 + self.days_off

    def plain(self) -> "Onset":
        """The nearest onset that recurrence rules can say.

        A change some days off its weekday is the change of another weekday, between two days of the
        month. Where those reach into another month, as in Cairo, the nth such weekday is near
        enough: the days between are told wrong by it, and so are written in UTC.
        """
        first, last = self.days()
        if not self.days_off or (first >= 1 and last <= LENGTHS[self.month - 1]):
            return self
        weekday = (self.weekday + self.days_off) % 7
        return Onset(self.month, self.week, weekday, self.seconds % 86_400)

    def rule(self) -> str:
        """The onset as the parts of an RRULE."""
        month = f"FREQ=YEARLY;BYMONTH={self.month}"
        weekday = WEEKDAYS[(self.weekday + self.days_off) % 7]
        if self.days_off:
            first, last = self.days()
            days = ",".join(str(day) for day in range(first, last + 1))
            return f"{month};BYMONTHDAY={days};BYDAY={weekday}"
        return f"{month};BYDAY={-1 if self.week == 5 else self.week}{weekday}"

    def posix(self) -> str:
        """The onset as a POSIX rule writes it."""
        return f"M{self.month}.{self.week}.{self.weekday}/{_clock(self.seconds)}"

    def first(self, year: int) -> datetime:
        """The onset of a year, as the wall time before the change."""
        first, last = self._range(year)
        weekday = (self.weekday - 1) % 7
        day = last if self.week == 5 else first
        step = -1 if self.week == 5 else 1
        while day.weekday() != weekday:
            day += timedelta(days=step)
        return datetime.combine(day, time()) + timedelta(seconds=self.seconds)

    def _range(self, year: int) -> tuple[date, date]:
        leap = self.month == 2 and isleap(year)
        last = LENGTHS[self.month - 1] + leap
        start = last - 6 if self.week == 5 else 7 * self.week - 6
        return date(year, self.month, start), date(year, self.month, start + 6)


class Yearly(NamedTuple):
    """The rule at the end of a TZif file: two names and offsets, and when they change."""

    standard: str
    offset: int
    daylight: str = ""
    summer_offset: int = 0
    begins: Onset | None = None
    ends: Onset | None = None

    def posix(self) -> str:
        """The rule as POSIX writes it."""
        text = f"{_quoted(self.standard)}{_clock(-self.offset)}"
        if self.begins is None or self.ends is None:
            return text
        summer = f"{_quoted(self.daylight)}{_clock(-self.summer_offset)}"
        return f"{text}{summer},{self.begins.posix()},{self.ends.posix()}"


def _quoted(name: str) -> str:
    return name if name.isalpha() else f"<{name}>"


def _clock(seconds: int) -> str:
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _seconds(text: str | None, default: int = 0) -> int:
    if text is None:
        return default
    sign = -1 if text.startswith("-") else 1
    hours, minutes, seconds = (*map(int, text.lstrip("+-").split(":")), 0, 0)[:3]
    return sign * (hours * 3600 + minutes * 60 + seconds)


def yearly_of(footer: str) -> Yearly | None:
    """The rule of a footer, or None where it has none that can be said; then times are in UTC."""
    found = POSIX.fullmatch(footer)
    if not found:
        return None
    name, offset, summer, summer_offset, *onsets = found.groups()
    standard = -_seconds(offset)
    if not summer:
        return Yearly(name.strip("<>"), standard)
    return Yearly(
        name.strip("<>"),
        standard,
        summer.strip("<>"),
        -_seconds(summer_offset) if summer_offset else standard + 3600,
        _onset(*onsets[:4]).plain(),
        _onset(*onsets[4:]).plain(),
    )


def _onset(month: str, week: str, weekday: str, at: str | None) -> Onset:
    return Onset(int(month), int(week), int(weekday), _seconds(at, default=7200))


def footer_of(name: str) -> str:
    """The last line of the TZif file that zoneinfo reads for a zone."""
    for folder in zoneinfo.TZPATH:
        path = Path(folder, name)
        if path.is_file():
            return _last_line(path.read_bytes())
    *package, file = name.split("/")
    resource = importlib.resources.files("tzdata.zoneinfo").joinpath(*package, file)
    return _last_line(resource.read_bytes())


def _last_line(data: bytes) -> str:
    lines = data.rsplit(b"\n", 2)
    return lines[1].decode("ascii", "replace") if len(lines) == 3 and not lines[2] else ""


# TZif version 2 without a transition: the rule alone, so that zoneinfo can tell times by it.
_HEADER = struct.Struct(">4sc15x6l")


def zone_of_rule(rule: Yearly) -> ZoneInfo:
    """A zone in which the rule holds for all times."""
    name = rule.standard.encode() + b"\0"
    block = _HEADER.pack(b"TZif", b"2", 0, 0, 0, 0, 1, len(name)) + struct.pack(
        ">lbb", rule.offset, 0, 0
    )
    return ZoneInfo.from_file(BytesIO((block + name) * 2 + f"\n{rule.posix()}\n".encode()))


class Clock:
    """What one zone's small block tells, and the block itself.

    Attributes:
        name: The zone's, or None for a bare offset.
        rule: What the block says, or None where times are in UTC.
        block: The VTIMEZONE, or "" where times are in UTC.
    """

    def __init__(self, name: str | None) -> None:
        self.name = name
        self.rule = None if name in (None, "UTC") else yearly_of(footer_of(str(name)))
        self.block = block_of(str(name), self.rule) if self.rule else ""
        self._rule = zone_of_rule(self.rule) if self.rule else None
        self._days = Remembered[int, bool]()

    def tells(self, moment: datetime) -> bool:
        """Whether a time of this zone reads right from the block, as one time and no other.

        A time that comes twice does not: of its two readings some readers take the first, as
        section 3.3.5 says, and libical and ical.js the second.
        """
        if self._rule is None or not FIRST_YEAR < moment.year <= LAST_YEAR:
            return False
        day = moment.toordinal()
        whole = self._days.get(day)
        if whole is None:
            edges = (time(), time(23, 59, 59))
            offsets = [self._offsets(datetime.combine(moment, t, moment.tzinfo)) for t in edges]
            whole = self._days[day] = len({*offsets[0], *offsets[1]}) == 1
        return whole or len(self._offsets(moment)) == 1

    def _offsets(self, moment: datetime) -> set[timedelta | None]:
        """All that a wall time may mean, in the zone itself and by the block's rule."""
        zones = (moment.tzinfo, self._rule)
        return {moment.replace(tzinfo=z, fold=fold).utcoffset() for z in zones for fold in (0, 1)}


K = TypeVar("K")
V = TypeVar("V")


class Remembered(dict[K, V]):
    """A dict that forgets all when it is full, so that no feed can make it grow for good."""

    def __setitem__(self, key: K, value: V) -> None:
        if len(self) >= REMEMBERED:
            self.clear()
        super().__setitem__(key, value)


@lru_cache(maxsize=1024)
def clock_of(zone: tzinfo | None) -> Clock:
    """The clock of a zone; of UTC and of bare offsets one that tells nothing."""
    return Clock(None if zone is UTC else getattr(zone, "key", None))


def block_of(name: str, rule: Yearly) -> str:
    """A VTIMEZONE, its lines joined by CRLF."""
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}", *rule_lines(rule, FIRST_YEAR)]
    return "\r\n".join([*lines, "END:VTIMEZONE"])


def rule_lines(rule: Yearly, year: int) -> Iterator[str]:
    """The observances of a rule from a year on."""
    offset, summer_offset = timedelta(seconds=rule.offset), timedelta(seconds=rule.summer_offset)
    if rule.begins is None or rule.ends is None:
        start = datetime.combine(date(year, 1, 1), time())
        yield from observance("STANDARD", start, "", offset, offset, rule.standard)
        return
    to_summer = (rule.begins, offset, summer_offset, rule.daylight)
    to_standard = (rule.ends, summer_offset, offset, rule.standard)
    for onset, before, after, label in (to_standard, to_summer):
        # Dublin's "standard" time is its summer; clients expect DAYLIGHT to be ahead.
        kind = "DAYLIGHT" if after > before else "STANDARD"
        yield from observance(kind, onset.first(year), onset.rule(), before, after, label)


def observance(
    kind: str, start: datetime, rule: str, before: timedelta, after: timedelta, label: str
) -> Iterator[str]:
    """The lines of a STANDARD or DAYLIGHT component; the start is by the clock before it."""
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{start:%Y%m%dT%H%M%S}"
    if rule:
        yield f"RRULE:{rule}"
    yield f"TZOFFSETFROM:{_offset(before)}"
    yield f"TZOFFSETTO:{_offset(after)}"
    yield f"TZNAME:{label}"
    yield f"END:{kind}"


def _offset(offset: timedelta) -> str:
    """A UTC offset (section 3.3.14)."""
    seconds = int(offset.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    text = f"{sign}{seconds // 3600:02}{seconds // 60 % 60:02}"
    return f"{text}{seconds % 60:02}" if seconds % 60 else text
