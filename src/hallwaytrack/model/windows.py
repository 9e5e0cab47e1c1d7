"""Stretches of time to look at: half-open, and met by what overlaps them."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.model.times import AWARE, FIRST_YEAR, LAST_YEAR, UTC_ZONE, zone_of

EARLIEST = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
LATEST = datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)


class Window(NamedTuple):
    """From ``begin``, which is in it, to ``end``, which is not; both in UTC."""

    begin: datetime
    end: datetime

    def meets(self, start: datetime, end: datetime | None) -> bool:
        """Whether what lasts from ``start`` to ``end`` overlaps it; without an end it is a point.

        An end is not included, either: what ends when the window begins is over.
        """
        goes_on = end is not None and end > self.begin and self.begin < self.end
        return start < self.end and (start >= self.begin or goes_on)

    def widened(self, before: timedelta, after: timedelta) -> "Window":
        """It and what lies around it, as far as the years go."""
        begin = self.begin - min(before, max(self.begin - EARLIEST, timedelta()))
        return Window(begin, self.end + min(after, max(LATEST - self.end, timedelta())))


def midnight(when: date, zone: tzinfo) -> datetime:
    """A time itself; of a day the first moment in the zone, past a midnight that is skipped."""
    if isinstance(when, datetime):
        return when
    return datetime.combine(when, time(), zone).astimezone(UTC).astimezone(zone)


def zone_or_utc(name: str | None) -> tzinfo:
    """The zone of a name, UTC without one."""
    return zone_of(name) if name else UTC_ZONE


def window(begin: date, end: date, zone: tzinfo) -> Window:
    """The window between two aware times; a date stands for its midnight in the zone.

    Raises:
        InvalidValueError: If one has no time zone, or ``end`` is before ``begin``.
    """
    found = Window(bound(begin, zone), bound(end, zone))
    if found.end < found.begin:
        message = f"a window must not end before it begins ({begin.isoformat()})"
        raise InvalidValueError(Problem(message=message, value=end, mend="swap the two"))
    return found


def bound(when: date, zone: tzinfo) -> datetime:
    """One end of a window in UTC, within the years that a time can be in."""
    if not isinstance(when, date):
        message = "a window must begin and end with a datetime or a date"
        raise InvalidValueError(Problem(message=message, value=when, mend=AWARE))
    if isinstance(when, datetime) and when.tzinfo is None:
        message = "a window must begin and end with times that have a zone"
        raise InvalidValueError(Problem(message=message, value=when, mend=AWARE))
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        # At either end of the calendar there is no room to tell a time in another zone.
        return EARLIEST if when.year < FIRST_YEAR else LATEST
    return midnight(when, zone).astimezone(UTC)
