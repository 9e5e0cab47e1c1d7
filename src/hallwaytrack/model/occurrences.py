"""The wall times that a rule gives (:rfc:`5545`, section 3.3.10), from anywhere in its life.

A rule is asked about a stretch of time and answers from there: neither its age nor what its parts
make of it lets the answer take long. dateutil's ``rrule`` gives the same (the tests see to that),
but walks from the first start, and of a rule that nothing fits it walks to the year 9999.

Times here are naive: a wall clock's, in whichever zone. All-day rules use midnights.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby, islice
from math import gcd
from typing import NamedTuple

from hallwaytrack.model.rrule import WEEKDAYS, parts_of
from hallwaytrack.model.times import LAST_YEAR
from hallwaytrack.model.yeardays import Days, days_of, new_year

END = datetime(LAST_YEAR, 12, 31, 23, 59, 59)  # noqa: DTZ001 - a wall time
"""The last time that a meeting can start."""
BY_DAY = ("BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY")
SECOND = timedelta(seconds=1)
SHAPES = range(2001, 2029)
"""Years in which January begins on each weekday after each length of year, leap or not."""


class Pattern(NamedTuple):
    """A rule at a start, as numbers.

    ``hours`` of an HOURLY rule limit, those of the others are what a day gets.
    """

    start: datetime
    frequency: str
    interval: int
    days: Days
    hours: tuple[int, ...]
    clock: tuple[tuple[int, int], ...]
    positions: tuple[int, ...]

    def walls(self, first: datetime, last: datetime) -> Iterator[datetime]:
        """What the rule gives from ``first`` to ``last``, both included, in order."""
        first, last = max(first, self.start), min(last, END)
        for wall in self._all(first, last) if first <= last else ():
            if wall > last:
                return
            if wall >= first:
                yield wall

    def _all(self, first: datetime, last: datetime) -> Iterator[datetime]:
        """The same, and what lies around it in periods that BYSETPOS has to see whole."""
        days = self._days(*self._whole(first, last))
        if self.frequency == "HOURLY":
            cycle, hours_on = _hours(self.start, self.interval, self.hours)
            for day in days if hours_on else ():
                for hour in hours_on.get(day % cycle, ()):
                    yield from self._chosen(self._on(day, (hour,)))
        elif not self.positions:
            for day in days:
                yield from self._on(day, self.hours)
        else:
            for _, together in groupby(days, key=self._period):
                yield from self._chosen(
                    [at for day in together for at in self._on(day, self.hours)]
                )

    def _on(self, day: int, hours: Iterable[int]) -> list[datetime]:
        """The times of a day at these hours."""
        midnight = datetime.fromordinal(day)
        return [
            midnight.replace(hour=hour, minute=minute, second=second)
            for hour in hours
            for minute, second in self.clock
        ]

    def _days(self, first: int, last: int) -> Iterator[int]:
        """The ordinals of the days that the rule allows, from ``first`` to ``last``."""
        phase = self._period(self.start.toordinal())
        for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
            january = new_year(year)
            allowed = days_of(self.days, year)
            begin, end = (
                bisect_left(allowed, first - january),
                bisect_right(allowed, last - january),
            )
            days = [january + n for n in allowed[begin:end]]
            if self.interval == 1 or self.frequency == "HOURLY":
                yield from days
            else:
                yield from (d for d in days if not (self._period(d) - phase) % self.interval)

    def _period(self, day: int) -> int:
        """The number of the year, month, week or day that a day is in."""
        if self.frequency == "WEEKLY":
            return (day - 1 - self.days.week_start) // 7
        if self.frequency not in ("YEARLY", "MONTHLY"):
            return day
        on = date.fromordinal(day)
        return on.year if self.frequency == "YEARLY" else on.year * 12 + on.month

    def _whole(self, first: datetime, last: datetime) -> tuple[int, int]:
        """The first and last day to look at, whole periods where positions are counted."""
        begin, end = first.toordinal(), last.toordinal()
        if self.positions and self.frequency == "YEARLY":
            return new_year(first.year), new_year(last.year + 1) - 1
        if self.positions and self.frequency == "MONTHLY":
            return begin - first.day + 1, end - last.day + 31
        if self.positions and self.frequency == "WEEKLY":
            return begin - 6, end + 6
        return begin, end

    def _chosen(self, walls: list[datetime]) -> list[datetime]:
        """Those at the positions of BYSETPOS, counted from either end."""
        if not self.positions:
            return walls
        count = len(walls)
        places = {n - 1 if n > 0 else count + n for n in self.positions if abs(n) <= count}
        return [walls[place] for place in sorted(places)]


@lru_cache(maxsize=64)
def _hours(
    start: datetime, interval: int, allowed: tuple[int, ...]
) -> tuple[int, Mapping[int, list[int]]]:
    """The hours that lie whole intervals from a start, by the number of their day in a cycle.

    24 steps or fewer lead through a cycle, after which the hours of a day come again.
    """
    steps = 24 // gcd(24, interval)
    cycle = interval * steps // 24
    found: dict[int, list[int]] = {}
    for step in range(steps):
        days, hour = divmod(start.hour + step * interval, 24)
        if not allowed or hour in allowed:
            found.setdefault((start.toordinal() + days) % cycle, []).append(hour)
    return cycle, {day: sorted(hours) for day, hours in found.items()}


@lru_cache(maxsize=1024)
def pattern_of(rule: str, start: datetime) -> Pattern:
    """A canonical rule at a start, which gives what the rule leaves open."""
    parts = parts_of(rule)
    frequency = parts["FREQ"]
    hourly = frequency == "HOURLY"
    minutes = _numbers(parts, "BYMINUTE") or (start.minute,)
    seconds = _numbers(parts, "BYSECOND") or (start.second,)
    return Pattern(
        start=start,
        frequency=frequency,
        interval=int(parts.get("INTERVAL", 1)),
        days=_days(parts, start),
        hours=_numbers(parts, "BYHOUR") or (() if hourly else (start.hour,)),
        clock=tuple((minute, second) for minute in minutes for second in seconds),
        positions=_numbers(parts, "BYSETPOS"),
    )


def _numbers(parts: Mapping[str, str], name: str) -> tuple[int, ...]:
    return tuple(int(n) for n in parts[name].split(",")) if name in parts else ()


def _days(parts: Mapping[str, str], start: datetime) -> Days:
    frequency = parts["FREQ"]
    months, monthdays = _numbers(parts, "BYMONTH"), _numbers(parts, "BYMONTHDAY")
    weekdays = tuple(map(_weekday, parts["BYDAY"].split(","))) if "BYDAY" in parts else ()
    if not any(name in parts for name in BY_DAY):
        # "If BYxxx rule parts are missing, the information is taken from DTSTART."
        if frequency == "YEARLY":
            months = months or (start.month,)
        if frequency in ("YEARLY", "MONTHLY"):
            monthdays = (start.day,)
        elif frequency == "WEEKLY":
            weekdays = ((start.weekday(), 0),)
    if frequency not in ("YEARLY", "MONTHLY"):
        # "The BYDAY rule part MUST NOT be specified with a numeric value" here: it says nothing.
        weekdays = tuple((day, 0) for day, _ in weekdays)
    return Days(
        months=months,
        weeks=_numbers(parts, "BYWEEKNO"),
        yeardays=_numbers(parts, "BYYEARDAY"),
        monthdays=monthdays,
        weekdays=weekdays,
        in_month=frequency == "MONTHLY" or bool(months),
        week_start=WEEKDAYS.index(parts.get("WKST", "MO")),
    )


def _weekday(text: str) -> tuple[int, int]:
    return WEEKDAYS.index(text[-2:]), int(text[:-2] or 0)


def walls(rule: str, start: datetime, first: datetime, last: datetime) -> Iterator[datetime]:
    """What a rule gives from ``first`` to ``last``, both included; its UNTIL is not looked at."""
    if "COUNT=" in rule:
        last = min(last, _last_counted(rule, start))
    return pattern_of(rule, start).walls(first, last)


@lru_cache(maxsize=1024)
def _last_counted(rule: str, start: datetime) -> datetime:
    """The last of COUNT meetings; "the DTSTART property value always counts as the first"."""
    more = int(parts_of(rule)["COUNT"]) - 1
    found = islice(pattern_of(rule, start).walls(start + SECOND, END), more)
    return max(found, default=start)


def never_meets(rule: str) -> bool:
    """Whether a rule fits no time at all, whenever it starts: the 30th of February."""
    at = pattern_of(rule, datetime(SHAPES[0], 1, 1))  # noqa: DTZ001 - a wall time
    return _is_empty(at._replace(interval=1))


@lru_cache(maxsize=1024)
def _is_empty(at: Pattern) -> bool:
    """The same of a pattern: its positions lie beyond its largest period, or no day fits."""
    if not at.positions:
        return not any(days_of(at.days, year) for year in SHAPES)
    wanted, a_day = min(map(abs, at.positions)), len(at.clock) * max(1, len(at.hours))
    if at.frequency == "HOURLY":
        return wanted > len(at.clock)
    days = at._days(new_year(SHAPES[0]), new_year(SHAPES[-1] + 1) - 1)
    periods = (together for _, together in groupby(days, key=at._period))
    return not any(wanted <= a_day * sum(1 for _ in together) for together in periods)
