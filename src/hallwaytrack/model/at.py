"""The helper that makes aware times: ``at("America/Toronto")("2008-03-18 18:00")``.

It gives only times that its zone's clocks show: one that they skip is refused, and of one that they
repeat it gives the first pass, unless the second is asked for.
"""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from attrs import frozen

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.times import instant, is_repeated, zone_name, zone_of

WALL = re.compile(r"(?:(\d{4}-\d{2}-\d{2})(?:[ T]|$))?(?:(\d{2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)


@frozen
class At:
    """A maker of times in one zone; ``at`` makes it."""

    zone: ZoneInfo
    day: date | None = None

    def __call__(self, text: str, *, fold: int = 0) -> datetime:
        """The time of this wall clock reading.

        Args:
            text: "2008-02-27 08:30" or "2008-02-27T08:30:15"; "08:30" where a day was given.
            fold: 1 for the second pass of an hour that the clocks repeat.

        Raises:
            InvalidValueError: If it is no such text, a bare date, or a time that a clock change
                skips; or ``fold=1`` for a time that comes only once.
        """
        try:
            return self._read(text, fold)
        except Refused as no:
            problem = Problem(message=f"a time {no.wants}", value=text, mend=no.mend)
            raise InvalidValueError(problem) from None

    def _read(self, text: str, fold: int) -> datetime:
        found = WALL.fullmatch(text) if isinstance(text, str) else None
        if not found or not text:
            raise Refused("must be written like 2008-02-27 08:30")
        on, hour, minute, second = found.groups()
        if hour is None:
            raise Refused("needs hours and minutes", f"write {text.strip()!r} + ' 08:30'")
        if on is None and self.day is None:
            raise Refused("needs a day", f'write at("{self.zone.key}", day)({text!r})')
        try:
            start = self.day if on is None else date.fromisoformat(on)
            clock = time(int(hour), int(minute), int(second or 0), fold=fold)
        except ValueError as no:
            raise Refused(f"must exist in the calendar ({no})") from None
        moment = datetime.combine(start or date.min, clock, self.zone)
        if fold and not is_repeated(moment):
            raise Refused("has a second pass only where clocks go back", "leave fold=1 out")
        return instant(moment)


def at(zone: str, day: date | str | None = None) -> At:
    """A maker of aware times in one zone.

    Args:
        zone: An IANA name such as "America/Toronto".
        day: A date, so that what it makes needs only hours and minutes.

    Raises:
        InvalidValueError: If the zone is not known, or the day is not a date.

    >>> at("America/Toronto")("2008-03-18 18:00").isoformat()
    '2008-03-18T18:00:00-04:00'
    """
    try:
        place = zone_of(zone_name(zone))
    except Refused as no:
        problem = Problem(message=f"a zone {no.wants}", value=zone, mend=no.mend)
        raise InvalidValueError(problem) from None
    return At(place, None if day is None else _day_of(day))


def _day_of(day: date | str) -> date:
    try:
        if isinstance(day, str):
            return date.fromisoformat(day)
        if isinstance(day, date) and not isinstance(day, datetime):
            return day
    except ValueError:
        pass  # told below, like every other value that is no day
    message = "a day must be a date, or written like 2008-02-27"
    raise InvalidValueError(Problem(message=message, value=day))
