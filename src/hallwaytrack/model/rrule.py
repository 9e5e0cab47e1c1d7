"""The text of a recurrence rule (:rfc:`5545`, section 3.3.10), in one canonical form.

Canonical means: upper case, the parts in one order, lists sorted and without repetition, and
``INTERVAL=1`` and ``WKST=MO`` left out, which say nothing. SECONDLY and MINUTELY rules are refused,
and lists of times that come to more than ``MOST_A_DAY``: nobody meets that often, and one such rule
can keep a machine busy for hours.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from hallwaytrack.model.fields import Refused
from hallwaytrack.model.patterns import pattern

FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
UNTIL = pattern(r"\d{8}(?:T\d{6}Z?)?", re.ASCII)
BYDAY = pattern(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
NUMBERS = pattern(r"[+-]?\d{1,5}(?:,[+-]?\d{1,5})*", re.ASCII)
LONGEST = 1_000
"""Characters of a rule: longer than any that a person writes."""
MOST_A_DAY = 288
"""Meetings that a rule may give on one day: one every five minutes."""


def _frequency(text: str) -> str:
    if text not in FREQUENCIES:
        raise Refused(f"must have a FREQ of {', '.join(FREQUENCIES)}")
    return text


def _numbers(least: int, most: int, negative: bool = False) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not NUMBERS.fullmatch(text):
            raise Refused(f"must list whole numbers, not {text!r:.40}")
        found = sorted({int(n) for n in text.split(",")})
        if not all(least <= (abs(n) if negative else n) <= most for n in found):
            raise Refused(f"must have numbers from {least} to {most}, not {text!r:.40}")
        return ",".join(map(str, found))

    return check


def _number(text: str) -> str:
    if not text.isdecimal() or not text.isascii() or not 1 <= int(text) <= 99_999:
        raise Refused(f"must have a number from 1 to 99999, not {text!r:.40}")
    return str(int(text))


def _days(text: str) -> str:
    found = [BYDAY.fullmatch(day) for day in text.split(",")]
    days = {(WEEKDAYS.index(m[2]), int(m[1] or 0)) for m in found if m}
    nths = [int(m[1]) for m in found if m and m[1]]
    if not all(found) or not all(1 <= abs(nth) <= 53 for nth in nths):
        raise Refused(f"must have days like TU, 3TU or -1FR, not {text!r:.40}")
    return ",".join(f"{nth or ''}{WEEKDAYS[day]}" for day, nth in sorted(days))


def _until(text: str) -> str:
    try:
        if UNTIL.fullmatch(text):
            datetime.fromisoformat(text)
            return text
    except ValueError:
        pass  # a day that the calendar lacks, told like a text of another shape
    raise Refused(f"must have an UNTIL like 20081231 or 20081231T235959Z, not {text!r:.40}")


def _weekday(text: str) -> str:
    if text not in WEEKDAYS:
        raise Refused(f"must have a WKST of {', '.join(WEEKDAYS)}")
    return text


PARTS: Mapping[str, Callable[[str], str]] = {
    "FREQ": _frequency,
    "INTERVAL": _number,
    "COUNT": _number,
    "UNTIL": _until,
    "BYMONTH": _numbers(1, 12),
    "BYWEEKNO": _numbers(1, 53, negative=True),
    "BYYEARDAY": _numbers(1, 366, negative=True),
    "BYMONTHDAY": _numbers(1, 31, negative=True),
    "BYDAY": _days,
    "BYHOUR": _numbers(0, 23),
    "BYMINUTE": _numbers(0, 59),
    "BYSECOND": _numbers(0, 59),
    "BYSETPOS": _numbers(1, 366, negative=True),
    "WKST": _weekday,
}
SAYS_NOTHING = {("INTERVAL", "1"), ("WKST", "MO")}


def rule_text(value: Any) -> str:
    """The canonical text of a recurrence rule."""
    if not isinstance(value, str) or len(value) > LONGEST:
        raise Refused(f"must be an RRULE text of at most {LONGEST} characters")
    given: dict[str, str] = {}
    for part in value.upper().removeprefix("RRULE:").split(";"):
        name, _, text = part.partition("=")
        if name not in PARTS or name in given:
            again = "only once" if name in given else f"of {', '.join(PARTS)}"
            raise Refused(f"must have parts {again}, not {part!r:.40}")
        given[name] = PARTS[name](text)
    if "FREQ" not in given:
        raise Refused("must have a FREQ", 'write one like "FREQ=MONTHLY;BYDAY=3TU"')
    if "COUNT" in given and "UNTIL" in given:
        raise Refused("must not have both COUNT and UNTIL")
    if times_a_day(given) > MOST_A_DAY:
        raise Refused(f"must give at most {MOST_A_DAY} meetings a day")
    kept = [(name, given[name]) for name in PARTS if name in given]
    return ";".join(f"{name}={text}" for name, text in kept if (name, text) not in SAYS_NOTHING)


def parts_of(text: str) -> dict[str, str]:
    """The parts of a canonical text, by name."""
    return dict(part.split("=") for part in text.split(";"))


def times_a_day(parts: Mapping[str, str]) -> int:
    """How many times a day the BYHOUR, BYMINUTE and BYSECOND of a rule can name at most."""
    hours = 24 if parts["FREQ"] == "HOURLY" and "BYHOUR" not in parts else 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        hours *= parts.get(name, "").count(",") + 1
    return hours
