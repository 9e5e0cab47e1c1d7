"""When things are: the zone of a schedule, and the start and end of each talk.

- The zone is the one that the file names, else the one that the caller does. A file with neither
  has at most offsets. Which place has them is not guessed: where all are the same, the zone is that
  fixed offset (``Etc/GMT-1``), so that days and clocks are as in the file; else it is UTC.
- A talk has a date of its own, or that of its day; then a start before the day changes is on the
  next day of the calendar.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hallwaytrack.errors import Problem
from hallwaytrack.formats.frab.tree import Found, Programme, Talk
from hallwaytrack.formats.frab.values import clock_of, length_of, line_of, moment_of
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.times import DAY, UTC_ZONE, instant_key, zone_of

HOUR = timedelta(hours=1)
MEND = 'give timezone="Area/City"'
NOTHING = timedelta(0)


class Clocked(NamedTuple):
    """When a talk is, as the file says it: perhaps without a zone, perhaps not at all."""

    start: datetime | None
    end: datetime | None
    length: timedelta | None


class Clocks:
    """What the times of one schedule have in common.

    Attributes:
        zone: Of all of them; None where there is no time at all.
        day_change: When a day ends, where the file says so.
    """

    def __init__(self, programme: Programme, timezone: str | None, problems: list[Problem]) -> None:
        conference = programme.conference
        self.day_change = clock_of(conference.get("day_change"))
        generator = programme.head.get("generator")
        name = generator.get("name") if isinstance(generator, dict) else generator
        self.days_first = "pretalx" in str(name).lower()
        self.talks = [self._clocked(talk) for talk in programme.talks]
        ends = [moment_of(conference.get(name)) for name in ("start", "end")]
        self.times = [c.start for c in self.talks if c.start is not None]
        self.times += [end for end in ends if isinstance(end, datetime)]
        self.zone = _named(conference, problems) or (zone_of(timezone) if timezone else None)
        if self.zone is None and self.times:
            self.zone = _of_offsets(self.times, conference, problems)

    def _clocked(self, talk: Talk) -> Clocked:
        found = talk.found
        end = moment_of(found.get("end"))
        return Clocked(
            start=self._start(found, talk.day),
            end=end if isinstance(end, datetime) else None,
            length=length_of(found.get("duration"), days_first=self.days_first),
        )

    def _start(self, found: Found, day: Found | None) -> datetime | None:
        for name in ("date", "start"):
            moment = moment_of(found.get(name))
            if isinstance(moment, datetime):
                return moment
        clock = clock_of(found.get("start"))
        own = moment_of(found.get("date"))
        if clock is None:
            return None
        if own is not None:
            return datetime.combine(own, clock)
        return self._on_day(day, clock)

    def _on_day(self, day: Found | None, clock: time) -> datetime | None:
        on = moment_of(day.get("date")) if day is not None else None
        begins = moment_of(day.get("day_start", "start")) if day is not None else None
        if on is None:
            on = begins
        if on is None:
            return None
        start = datetime.combine(on, clock)
        if isinstance(begins, datetime):
            is_next = start < begins.replace(tzinfo=None)
        else:
            is_next = self.day_change is not None and clock < self.day_change
        return start + DAY if is_next else start

    def instant(self, moment: datetime) -> datetime:
        """A time in the zone; one that a clock change skips is told after the gap."""
        zone = self.zone or UTC_ZONE
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return aware.astimezone(UTC).astimezone(zone)

    def span(self, clocked: Clocked) -> dict[str, Any]:
        """The start of a talk, and its end where there is one."""
        if clocked.start is None:
            return {}
        start = self.instant(clocked.start)
        if clocked.end is not None:
            return {"start": start, "end": self.instant(clocked.end)}
        if clocked.length is None or clocked.length <= NOTHING:
            return {"start": start}
        return {"start": start, "end": self.instant(start.astimezone(UTC) + clocked.length)}


def _named(conference: Found, problems: list[Problem]) -> ZoneInfo | None:
    name = line_of(conference.get("time_zone_name"))
    try:
        return zone_of(name) if name else None
    except Refused as no:
        problems.append(
            conference.problem(f"time_zone_name {no.wants}", "time_zone_name", name, mend=no.mend)
        )
        return None


def _of_offsets(times: Iterable[datetime], conference: Found, problems: list[Problem]) -> ZoneInfo:
    offsets = {moment.utcoffset() for moment in times}
    if None in offsets:
        message = "a time zone is needed, as times name none; they are taken to be in UTC"
        problems.append(conference.problem(message, "time_zone_name", mend=MEND, severity="error"))
        return UTC_ZONE
    offset = next(iter(offsets)) if len(offsets) == 1 else None
    name = _fixed(offset) if offset else "UTC"
    message = f"no time zone is named, so that times are in {name}"
    problems.append(conference.problem(message, "time_zone_name", mend=MEND))
    return zone_of(name)


def _fixed(offset: timedelta) -> str:
    """The name of a fixed offset of whole hours; their signs are those of POSIX, turned round."""
    hours, rest = divmod(offset, HOUR)
    if rest or not -12 <= hours <= 14:
        return "UTC"
    return f"Etc/GMT{-hours:+d}"


def of_conference(programme: Programme, clocks: Clocks) -> dict[str, date]:
    """The start and end of an event: both days, or both times; {} if nothing tells the start."""
    conference = programme.conference
    start, end = (moment_of(conference.get(name)) for name in ("start", "end"))
    if start is None:
        days = [on for day in programme.days if (on := moment_of(day.get("date"))) is not None]
        starts = [clocks.instant(moment) for moment in clocks.times]
        start = min((_day(on) for on in days), default=None)
        start = start or min((s.date() for s in starts), default=None)
    if start is None:
        return {}
    if isinstance(start, datetime) and (end is None or isinstance(end, datetime)):
        start, end = clocks.instant(start), clocks.instant(end or start)
        # What ends as it starts is open: JSON has no other way to say so.
        is_open = instant_key(start) == instant_key(end)
        return {"start": start} if is_open else {"start": start, "end": end}
    return {"start": _day(start)} | ({} if end is None else {"end": _day(end)})


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
