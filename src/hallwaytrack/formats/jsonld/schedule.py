"""A recurrence as a ``Schedule`` of schema.org, and back.

A schedule says how often, on which days and in which months, from when to when. What else a rule of
iCalendar can say it has no words for (``BYSETPOS``, weeks and days of the year, times of day); such
a rule is not written at all, since without that part it would give other meetings.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hallwaytrack.formats.jsonld.describe import Members, node
from hallwaytrack.formats.jsonld.node import Node
from hallwaytrack.formats.jsonld.table import RULE_PARTS
from hallwaytrack.formats.jsonld.values import clock_of, moment_of
from hallwaytrack.formats.jsonld.words import DAYS, bare
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.rrule import parts_of, rule_text
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.times import DAY, duration_of, duration_text, elapsed

UNITS = {"YEARLY": "P{}Y", "MONTHLY": "P{}M", "WEEKLY": "P{}W", "DAILY": "P{}D", "HOURLY": "PT{}H"}
FREQUENCIES = {
    **{unit.replace("{}", ""): name for name, unit in UNITS.items()},
    **{name: name for name in UNITS},
}
FREQUENCY = re.compile(r"(PT?)(\d{1,5})([YMWDH])", re.ASCII)
UNTIL = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", re.ASCII)
LONGEST = timedelta(days=366)
"""Of a meeting; what is longer is a mistake."""
LAST_SECOND = time(23, 59, 59)


def unsayable(rule: str) -> list[str]:
    """The parts of a rule that a schedule has no words for."""
    return [name for name in parts_of(rule) if name not in RULE_PARTS]


def schedule_node(series: EventSeries) -> Members:
    """The schedule of a series: its first meeting, and how the others follow."""
    template, recurrence = series.template, series.recurrence
    start, end = template.start, template.end
    rule = recurrence.rule
    told: Members = {
        "startDate": f"{start:%Y-%m-%d}",
        **_clock(start, end),
        "scheduleTimezone": template.timezone,
        **(_sayable(rule) if rule and not unsayable(rule) else {}),
        "exceptDate": [when.isoformat() for when in recurrence.skipped],
    }
    return node("Schedule", None, told)


def _clock(start: date, end: date | None) -> Members:
    if not isinstance(start, datetime):
        return {"duration": duration_text(end - start + DAY) if end is not None else None}
    told = {"startTime": start.time().isoformat()}
    if isinstance(end, datetime):
        length = elapsed(start, end)
        told["duration"] = duration_text(length)
        if length < DAY:
            told["endTime"] = end.time().isoformat()
    return told


def _sayable(rule: str) -> Members:
    parts = parts_of(rule)
    numbers = {
        name: [int(n) for n in parts[part].split(",")] if part in parts else None
        for part, name in RULE_PARTS.items()
        if part in ("BYMONTH", "BYMONTHDAY")
    }
    return {
        "repeatFrequency": UNITS[parts["FREQ"]].format(parts.get("INTERVAL", "1")),
        "byDay": parts["BYDAY"].split(",") if "BYDAY" in parts else None,
        **numbers,
        "repeatCount": int(parts["COUNT"]) if "COUNT" in parts else None,
        "endDate": UNTIL.sub(_iso, parts["UNTIL"]) if "UNTIL" in parts else None,
    }


def _iso(found: re.Match[str]) -> str:
    year, month, day, hour, minute, second, utc = found.groups()
    clock = f"T{hour}:{minute}:{second}{utc}" if hour else ""
    return f"{year}-{month}-{day}{clock}"


# Reading


def rule_of(schedule: Node, start: date) -> str | None:
    """The rule that a schedule tells; None where it tells no frequency, or none that is lawful.

    Args:
        schedule: The schedule.
        start: Of the first meeting, in whose zone the last one is, too.
    """
    frequency = _frequency(schedule)
    if frequency is None:
        return None
    parts = {
        **frequency,
        "COUNT": schedule.count("repeatCount"),
        "UNTIL": _until(schedule, start),
        "BYMONTH": _numbers(schedule, "byMonth"),
        "BYMONTHDAY": _numbers(schedule, "byMonthDay"),
        "BYDAY": _days(schedule),
    }
    text = ";".join(f"{k}={v}" for k, v in parts.items() if v not in (None, "", "1"))
    try:
        return rule_text(text)
    except Refused as no:
        message = f"the rule {text!r:.60} of this schedule {no.wants}; it is left out"
        schedule.tell(message, mend=no.mend)
        return None


def _frequency(schedule: Node) -> dict[str, str] | None:
    text = schedule.line("repeatFrequency")
    if text is None:
        return None
    found = FREQUENCY.fullmatch(text.upper())
    if found:
        name, interval = FREQUENCIES.get(found[1] + found[3]), found[2]
    else:
        name, interval = FREQUENCIES.get(bare(text).upper()), "1"
    if name is None:
        message = "repeatFrequency must be a duration such as P1W; the schedule is left out"
        schedule.tell(message, "repeatFrequency", text)
        return None
    return {"FREQ": name, "INTERVAL": str(int(interval))}


def _numbers(schedule: Node, name: str) -> str:
    return ",".join(str(value) for value, _ in schedule.all(name))


def _days(schedule: Node) -> str:
    words = [bare(line) for line in schedule.lines("byDay")]
    days = [DAYS.get(word, word) for word in words]
    weeks = [str(value) for value, _ in schedule.all("byMonthWeek")]
    if weeks and all(day.isalpha() for day in days):
        days = [f"{week}{day}" for week in weeks for day in days]
    return ",".join(days)


def _until(schedule: Node, start: date) -> str | None:
    """The last moment at which a meeting can start: a day, or in UTC (:rfc:`5545`, 3.3.10)."""
    last = schedule.moment("endDate")
    if last is None:
        return None
    if not isinstance(start, datetime):
        return f"{last:%Y%m%d}"
    if not isinstance(last, datetime):
        last = datetime.combine(last, LAST_SECOND)
    aware = last if last.tzinfo else last.replace(tzinfo=start.tzinfo)
    return f"{aware.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def span_of(schedule: Node, start: date | None) -> tuple[date | None, Any]:
    """The first start of a schedule, and its end or length, or neither.

    Args:
        schedule: The schedule.
        start: What the event itself says, where it does.
    """
    first = moment_of(schedule.get("startDate")) or start
    clock = clock_of(schedule.get("startTime"))
    if first is not None and clock is not None:
        zone = first.tzinfo if isinstance(first, datetime) else None
        first = datetime.combine(first, clock, zone)
    return first, _length(schedule) or (clock_of(schedule.get("endTime")) if clock else None)


def _length(schedule: Node) -> timedelta | None:
    text = schedule.get("duration")
    try:
        length = duration_of(text) if text is not None else None
    except Refused as no:
        schedule.tell(f"duration {no.wants}; it is left out", "duration", text)
        return None
    return length if length and length <= LONGEST else None


def ended(start: date, how: timedelta | time | None, last: date | None) -> date | None:
    """The end of a meeting, as a local time or the last day.

    Args:
        start: Of the meeting; aware where it has a time.
        how: Its length, or the time of day at which it ends.
        last: What the event itself says, where the schedule does not.
    """
    if how is None:
        return last
    if not isinstance(start, datetime):
        return start + how - DAY if isinstance(how, timedelta) and how >= DAY else None
    if isinstance(how, timedelta):
        return (start.astimezone(UTC) + how).astimezone(start.tzinfo)
    end = datetime.combine(start, how, start.tzinfo)
    return end if end > start else end + DAY
