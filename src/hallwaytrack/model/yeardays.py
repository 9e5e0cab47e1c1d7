"""The days of a year that the BY parts of a rule allow (:rfc:`5545`, section 3.3.10).

A year's days are the bits of one whole number, the first of January the lowest. What a part allows
is a handful of bits, so that asking a rule about a year takes microseconds, however the rule is
made; a rule that nothing fits cannot keep anyone busy. The Gregorian calendar repeats after 400
years, weekdays included.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

CYCLE = 400
"""Years after which dates fall on the same weekdays again."""
WEEK = 0b1111111
EVERY_WEEK = sum(1 << (7 * week) for week in range(54))


class Days(NamedTuple):
    """Which days a rule allows: each list limits them, an empty one does not.

    ``weekdays`` are pairs of a weekday (0 is Monday) and which of them it is, 0 for each; they are
    counted within the month where ``in_month`` says so, else within the year.
    """

    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    yeardays: tuple[int, ...] = ()
    monthdays: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    in_month: bool = True
    week_start: int = 0


def new_year(year: int) -> int:
    """The ordinal of the first of January, also of years that ``date`` does not know."""
    before = year - 1
    return before * 365 + before // 4 - before // 100 + before // 400 + 1


def length_of(year: int) -> int:
    """The days of a year."""
    return new_year(year + 1) - new_year(year)


def days_of(days: Days, year: int) -> tuple[int, ...]:
    """The allowed days of a year in their order, 0 the first of January."""
    return _allowed(days, year % CYCLE + CYCLE)


@lru_cache(maxsize=2048)
def _allowed(days: Days, year: int) -> tuple[int, ...]:
    limits = (
        (days.months, _in_months),
        (days.weeks, _in_weeks),
        (days.yeardays, _on_yeardays),
        (days.monthdays, _on_monthdays),
        (days.weekdays, _on_weekdays),
    )
    left = (1 << length_of(year)) - 1
    for wanted, limit in limits:
        if wanted and left:
            left &= limit(days, year)
    return tuple(_bits(left))


def _bits(mask: int) -> Iterable[int]:
    return (i for i, bit in enumerate(reversed(bin(mask))) if bit == "1")


@lru_cache(maxsize=2)
def _months(length: int) -> tuple[tuple[int, int], ...]:
    """The first day and the length of each month of a year of 365 or 366 days."""
    year = 2000 if length == length_of(2000) else 2001
    firsts = [date(year, month, 1).toordinal() - new_year(year) for month in range(1, 13)]
    return tuple((first, after - first) for first, after in pairwise([*firsts, length]))


def _in_months(days: Days, year: int) -> int:
    months = _months(length_of(year))
    return sum(
        ((1 << length) - 1) << first for first, length in (months[m - 1] for m in days.months)
    )


def _on_monthdays(days: Days, year: int) -> int:
    mask = 0
    for first, length in _months(length_of(year)):
        for n in days.monthdays:
            if abs(n) <= length:
                mask |= 1 << (first + (n - 1 if n > 0 else length + n))
    return mask


def _on_yeardays(days: Days, year: int) -> int:
    length = length_of(year)
    found = (n - 1 if n > 0 else length + n for n in days.yeardays if abs(n) <= length)
    return sum(1 << day for day in set(found))


def _on_weekdays(days: Days, year: int) -> int:
    spans = _months(length_of(year)) if days.in_month else ((0, length_of(year)),)
    january = new_year(year) - 1  # ordinal 1 is a Monday
    mask = 0
    for weekday, nth in days.weekdays:
        if not nth:
            mask |= EVERY_WEEK << (weekday - january) % 7
            continue
        for first, length in spans:
            start = first + (weekday - january - first) % 7
            count = (first + length - start + 6) // 7
            if abs(nth) <= count:
                mask |= 1 << (start + 7 * (nth - 1 if nth > 0 else count + nth))
    return mask


def _first_week(year: int, week_start: int) -> int:
    """The ordinal of the first day of week 1: the first with four days or more in the year."""
    fourth = new_year(year) + 3
    return fourth - (fourth - 1 - week_start) % 7


def _in_weeks(days: Days, year: int) -> int:
    """The days of these weeks; those at either end of a year may be of its neighbour's weeks."""
    mask = 0
    for whose in (year - 1, year, year + 1):
        first = _first_week(whose, days.week_start)
        count = (_first_week(whose + 1, days.week_start) - first) // 7
        for n in days.weeks:
            if abs(n) <= count:
                shift = first + 7 * (n - 1 if n > 0 else count + n) - new_year(year)
                mask |= WEEK << shift if shift >= 0 else WEEK >> min(-shift, 7)
    return mask
