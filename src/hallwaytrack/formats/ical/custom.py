"""A VTIMEZONE of a feed's own (:rfc:`5545`, section 3.6.5): what its times are in UTC.

It is used only where its name is that of no IANA zone. What it says is worked out once, for yearly
rules, and only as far as ``LAST_YEAR``; no rule is expanded without end.
"""

import calendar
import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from hallwaytrack.formats.ical.components import Component
from hallwaytrack.formats.ical.zones import WEEKDAYS
from hallwaytrack.model.fields import Refused

FIRST_YEAR, LAST_YEAR = 1899, 2100
"""Rules are worked out between these; what lies beyond is as in the nearest of them."""
MOST_OBSERVANCES = 100
OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?", re.ASCII)
TIME = re.compile(r"\d{8}T\d{6}Z?", re.ASCII)
BYDAY = re.compile(r"([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)", re.ASCII)
MONTH_DAYS = re.compile(r"-?\d{1,2}(?:,-?\d{1,2})*", re.ASCII)


class Onset(NamedTuple):
    """When an offset begins, as the wall time before, and the two offsets."""

    wall: datetime
    before: timedelta
    after: timedelta


class CustomZone:
    """The onsets of a zone, in order."""

    def __init__(self, onsets: list[Onset]) -> None:
        if not onsets:
            raise Refused("must have an observance")
        self.onsets = sorted(onsets)
        self._walls = [onset.wall for onset in self.onsets]

    def utc(self, wall: datetime) -> datetime:
        """A wall time in UTC, naive.

        A skipped time is read by the offset before the gap, a repeated one is the first pass
        (section 3.3.5).
        """
        at = bisect_right(self._walls, wall) - 1
        if at < 0:
            return wall - self.onsets[0].before
        onset = self.onsets[at]
        # As lengths: an onset may stand at the end of the calendar.
        is_skipped = wall - onset.wall < onset.after - onset.before
        return wall - (onset.before if is_skipped else onset.after)


def custom_zone(component: Component) -> tuple[CustomZone, bool]:
    """The zone that a VTIMEZONE describes, and whether all of it could be read.

    Raises:
        Refused: If none of it can.
    """
    onsets: list[Onset] = []
    whole = len(component.parts) <= MOST_OBSERVANCES
    for part in component.parts[:MOST_OBSERVANCES]:
        try:
            onsets += _onsets(part)
        except (Refused, ValueError, OverflowError):
            whole = False
    return CustomZone(onsets), whole


def _onsets(part: Component) -> Iterator[Onset]:
    """All onsets of a STANDARD or DAYLIGHT."""
    before, after = (_offset(part.get(name)) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
    start = _time(part.get("DTSTART") or "", timedelta(0))
    walls = {start}
    for head, value, _ in part.properties:
        if head.name == "RDATE":
            walls |= {_time(text, before) for text in value.split(",")}
        elif head.name == "RRULE":
            walls |= set(_yearly(start, value, before))
    yield from (Onset(wall, before, after) for wall in walls)


def _offset(text: str | None) -> timedelta:
    """A UTC offset (section 3.3.14)."""
    found = OFFSET.fullmatch((text or "").strip())
    if not found:
        raise Refused("must be an offset such as -0500")
    sign, hours, minutes, seconds = found.groups(default="0")
    total = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds))
    return -total if sign == "-" else total


def _time(text: str, offset: timedelta) -> datetime:
    text = text.strip()
    if not TIME.fullmatch(text):
        raise Refused("must be a time such as 19701025T030000")
    wall = datetime.fromisoformat(text[:15])
    return wall + offset if text.endswith("Z") else wall


def _yearly(start: datetime, rule: str, offset: timedelta) -> Iterator[datetime]:
    """The onsets of a yearly rule: one day of one month, as all real zones have it."""
    parts = dict(part.split("=", 1) for part in rule.strip().upper().split(";") if "=" in part)
    if parts.pop("FREQ", "") != "YEARLY" or parts.pop("INTERVAL", "1") != "1":
        raise Refused("must recur yearly")
    month = int(parts.pop("BYMONTH", start.month))
    byday, month_days = parts.pop("BYDAY", ""), parts.pop("BYMONTHDAY", "")
    until, count = parts.pop("UNTIL", ""), int(parts.pop("COUNT", LAST_YEAR))
    parts.pop("WKST", "")
    for name, number in (("BYHOUR", start.hour), ("BYMINUTE", start.minute), ("BYSECOND", 0)):
        if parts.get(name, "") == str(number):  # as Lotus Notes says it again
            del parts[name]
    if parts or not 1 <= month <= 12:
        raise Refused("must name one day of one month")
    # A UNTIL in UTC; a date counts to its end.
    until = until or f"{LAST_YEAR}1231"
    last = _time(until if "T" in until else f"{until}T235959", offset)
    for year in range(max(start.year, FIRST_YEAR), min(LAST_YEAR + 1, start.year + count)):
        day = _day(year, month, byday, month_days, start.day)
        if day is not None and start <= (wall := datetime.combine(day, start.time())) <= last:
            yield wall


def _day(year: int, month: int, byday: str, month_days: str, day: int) -> date | None:
    """The day of a year that BYDAY and BYMONTHDAY choose."""
    days = calendar.monthrange(year, month)[1]
    if month_days and not MONTH_DAYS.fullmatch(month_days):
        raise Refused("must list days of the month")
    numbers = [int(n) for n in month_days.split(",")] if month_days else []
    wanted = [n if n > 0 else days + 1 + n for n in numbers] or ([] if byday else [day])
    if not byday:
        return next((date(year, month, n) for n in wanted if 1 <= n <= days), None)
    found = BYDAY.fullmatch(byday)
    if not found:
        raise Refused("must have one day such as -1SU")
    weekday = (WEEKDAYS.index(found[2]) - 1) % 7
    first = 1 + (weekday - date(year, month, 1).weekday()) % 7
    matching = [n for n in range(first, days + 1, 7) if not wanted or n in wanted]
    nth = int(found[1] or 1)
    at = nth - 1 if nth > 0 else len(matching) + nth
    return date(year, month, matching[at]) if 0 <= at < len(matching) else None
