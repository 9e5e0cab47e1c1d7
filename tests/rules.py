"""Random recurrence rules, for tests that ask another library what they give."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from hallwaytrack.model.occurrences import END, never_meets, walls
from hallwaytrack.model.rrule import WEEKDAYS, rule_text

FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY")
COUNTED = ("YEARLY", "MONTHLY")
"""Where the nth weekday can be asked for."""


class Asked(NamedTuple):
    """A rule from a start that it gives, and a stretch of time to ask it about."""

    rule: str
    start: datetime
    first: datetime
    last: datetime


def _numbers(least: int, most: int, negative: bool = False, many: int = 4) -> SearchStrategy[str]:
    number = st.integers(least, most)
    if negative:
        number |= number.map(lambda n: -n)
    return st.lists(number, min_size=1, max_size=many).map(lambda ns: ",".join(map(str, ns)))


@st.composite
def _byday(draw: DrawFn, frequency: str) -> str:
    days = draw(st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4, unique=True))
    if frequency not in COUNTED or draw(st.booleans()):
        return ",".join(days)
    most = 53 if frequency == "YEARLY" and draw(st.booleans()) else 5
    # All with a number or none: dateutil takes "TU,1FR" for a Tuesday that is the first Friday.
    nths = st.integers(1, most) | st.integers(-most, -1)
    return ",".join(f"{draw(nths)}{day}" for day in days)


@st.composite
def rules(draw: DrawFn, frequencies: Sequence[str] = FREQUENCIES) -> str:
    """Canonical rules that fit some day."""
    frequency = draw(st.sampled_from(frequencies))
    parts = {
        "BYMONTH": _numbers(1, 12),
        "BYMONTHDAY": _numbers(1, 31, negative=True),
        "BYDAY": _byday(frequency),
        "BYHOUR": _numbers(0, 23, many=3),
        "BYMINUTE": _numbers(0, 59, many=3),
        "BYSECOND": _numbers(0, 59, many=3),
        "WKST": st.sampled_from(WEEKDAYS),
        "COUNT": st.integers(1, 60).map(str),
    }
    if frequency == "YEARLY":
        # -1 to -50: dateutil gives the last days of a year to week 1, but to no week -52.
        parts["BYWEEKNO"] = _numbers(1, 53) | _numbers(1, 50).map("-".__add__)
    if frequency not in ("MONTHLY", "WEEKLY"):
        parts["BYYEARDAY"] = _numbers(1, 366, negative=True)
    chosen = draw(st.lists(st.sampled_from(sorted(parts)), max_size=3, unique=True))
    text = [f"FREQ={frequency}", *(f"{name}={draw(parts[name])}" for name in chosen)]
    if draw(st.booleans()):
        text.append(f"INTERVAL={draw(st.sampled_from((2, 3, 4, 5, 7, 13, 25)))}")
    # Not WEEKLY: dateutil counts positions in what DTSTART leaves of the first week.
    if len(text) > 1 and frequency != "WEEKLY" and draw(st.integers(0, 3)) == 0:
        text.append(f"BYSETPOS={draw(_numbers(1, 4, negative=True))}")
    rule = rule_text(";".join(text))
    assume(not never_meets(rule))
    return rule


@st.composite
def asked(draw: DrawFn, frequencies: Sequence[str] = FREQUENCIES) -> Asked:
    """A rule, a start, and a window somewhere in the ten years after it, or around it."""
    rule = draw(rules(frequencies))
    earliest = draw(st.datetimes(datetime(1999, 1, 1), datetime(2030, 1, 1)))
    earliest = earliest.replace(microsecond=0)
    plain = ";".join(part for part in rule.split(";") if not part.startswith("COUNT="))
    start = next(walls(plain, earliest, earliest, END), None)
    assume(start is not None and start.year < 2040)
    assert start is not None
    years = 0.1 if "HOURLY" in rule else 10  # how far dateutil may have to walk
    first = start + timedelta(days=draw(st.integers(-50, int(366 * years))))
    length = draw(st.sampled_from((0, 1, 31, 400)))
    return Asked(rule, start, first, first + timedelta(days=min(length, 366 * years)))
