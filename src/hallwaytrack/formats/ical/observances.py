"""The real observances of a zone (:rfc:`5545`, section 3.6.5), where its small block is wrong.

A single time that the block tells wrong is written in UTC. A series recurs by the clock on the wall
and can't be: where its zone kept other rules since it began (Toronto before 2007, Casablanca in
Ramadan) its file lists each change of the clocks, and the rule from its first true year on.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hallwaytrack.formats.ical.zones import (
    FIRST_YEAR,
    Yearly,
    clock_of,
    observance,
    rule_lines,
    zone_of_rule,
)
from hallwaytrack.model.times import zone_of

LAST_CHANGE = 2100
"""The year after which zones are taken to keep their rules: none has announced a change beyond."""
SECOND = timedelta(seconds=1)
STEP = timedelta(days=4)
"""Less than any two changes of the clocks are apart, Ramadan's among them."""


class Change(NamedTuple):
    """A change of the clocks: when, from which offset to which, and what the new time is called."""

    at: datetime
    before: timedelta
    after: timedelta
    is_summer: bool
    label: str


def block_since(name: str, year: int) -> str:
    """The VTIMEZONE of a zone for a file with a series that began in a year.

    It is the small block where that tells all times from then on.
    """
    zone = zone_of(name)
    clock = clock_of(zone)
    first_true = _first_true_year(name)
    if clock.rule is not None and year >= first_true:
        return clock.block
    return _listed(zone, clock.rule, min(year, FIRST_YEAR), first_true)


@lru_cache(maxsize=256)
def _first_true_year(name: str) -> int:
    """The first year from which on the small block of a zone is right for good."""
    zone, rule = zone_of(name), clock_of(zone_of(name)).rule
    if rule is None:
        return LAST_CHANGE
    told = zone_of_rule(rule)
    for year in range(LAST_CHANGE, FIRST_YEAR - 1, -1):
        if _offset(zone, _new_year(year)) != _offset(told, _new_year(year)):
            return year + 1
        if [c[:3] for c in changes(zone, year)] != [c[:3] for c in changes(told, year)]:
            return year + 1
    return FIRST_YEAR


def _new_year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)


def changes(zone: ZoneInfo, year: int) -> Iterator[Change]:
    """The changes of the clocks in a year, in their order."""
    day, end = _new_year(year), _new_year(year + 1)
    offset = _offset(zone, day)
    while day < end:
        after = _offset(zone, min(day + STEP, end))
        if after != offset:
            at = _change(zone, day, min(day + STEP, end), offset)
            local = at.astimezone(zone)
            yield Change(at, offset, after, bool(local.dst()), local.tzname() or "")
            offset = after
        day += STEP


def _change(zone: ZoneInfo, low: datetime, high: datetime, before: timedelta) -> datetime:
    """The instant between two at which an offset ends."""
    while high - low > SECOND:
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    return high


@lru_cache(maxsize=256)
def _listed(zone: ZoneInfo, rule: Yearly | None, first: int, first_true: int) -> str:
    start = _new_year(first)
    local = start.astimezone(zone)
    offset = _offset(zone, start)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone.key}"]
    kind = "DAYLIGHT" if local.dst() else "STANDARD"
    lines += observance(kind, _wall(start, offset), "", offset, offset, local.tzname() or "")
    for year in range(first, first_true):
        for change in changes(zone, year):
            kind = "DAYLIGHT" if change.is_summer else "STANDARD"
            wall = _wall(change.at, change.before)
            lines += observance(kind, wall, "", change.before, change.after, change.label)
    if rule is not None and rule.begins is not None and first_true < LAST_CHANGE:
        # Without summer time the last change holds for good.
        lines += rule_lines(rule, first_true)
    return "\r\n".join([*lines, "END:VTIMEZONE"])


def _wall(at: datetime, offset: timedelta) -> datetime:
    """An instant by the clock before a change, without a zone."""
    return (at + offset).replace(tzinfo=None)
