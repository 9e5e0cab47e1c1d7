"""Recurrence rules (:rfc:`8984`, section 4.3.3): RRULE texts as objects, and back.

``until`` is a wall time in the event's zone there, and an instant in UTC here.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

from hallwaytrack.formats.jscalendar.source import mapping
from hallwaytrack.formats.jscalendar.values import local, local_time, string
from hallwaytrack.model.entries import basic
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.rrule import BYDAY, parts_of, rule_text

NUMBERS: Mapping[str, str] = {
    "BYWEEKNO": "byWeekNo",
    "BYYEARDAY": "byYearDay",
    "BYMONTHDAY": "byMonthDay",
    "BYHOUR": "byHour",
    "BYMINUTE": "byMinute",
    "BYSECOND": "bySecond",
    "BYSETPOS": "bySetPosition",
}
"""Parts that are lists of numbers in both."""
GIVEN: Mapping[str, tuple[str, ...]] = {
    "@type": ("RecurrenceRule",),
    "rscale": ("gregorian",),
    "skip": ("omit",),
}
"""Members that may say only what goes without saying."""


def rule_object(text: str, zone: tzinfo | None) -> dict[str, Any]:
    """The RecurrenceRule of a canonical RRULE text; its zone is None for meetings of days."""
    parts = parts_of(text)
    rule: dict[str, Any] = {"@type": "RecurrenceRule", "frequency": parts["FREQ"].lower()}
    for part, name in (("INTERVAL", "interval"), ("COUNT", "count")):
        if part in parts:
            rule[name] = int(parts[part])
    if "WKST" in parts:
        rule["firstDayOfWeek"] = parts["WKST"].lower()
    if "BYDAY" in parts:
        rule["byDay"] = [_nday(day) for day in parts["BYDAY"].split(",")]
    if "BYMONTH" in parts:
        rule["byMonth"] = parts["BYMONTH"].split(",")
    for part, name in NUMBERS.items():
        if part in parts:
            rule[name] = [int(n) for n in parts[part].split(",")]
    if "UNTIL" in parts:
        rule["until"] = _until(parts["UNTIL"], zone)
    return rule


def _nday(text: str) -> dict[str, Any]:
    found = BYDAY.fullmatch(text)
    nth, day = found.groups() if found else (None, text)
    return {"@type": "NDay", "day": day.lower()} | ({"nthOfPeriod": int(nth)} if nth else {})


def _until(text: str, zone: tzinfo | None) -> str:
    when = datetime.fromisoformat(text)
    if zone is None or "T" not in text:
        return local(when.date())
    return local(when.replace(tzinfo=UTC).astimezone(zone))


def rule_of(value: Any, zone: tzinfo | None) -> str:
    """The RRULE text of a RecurrenceRule.

    Raises:
        Refused: If it is no such object, or a rule that no series has.
    """
    rule = mapping(value)
    parts = {}
    for name, found in rule.items():
        if name in GIVEN:
            if found not in GIVEN[name]:
                raise Refused(f"must have the {name} {GIVEN[name][0]}")
        elif found is not None:
            if name not in MEMBERS:
                raise Refused(f"must have no {name[:40]!r}")
            part, text = MEMBERS[name]
            parts[part] = text(found) if part != "UNTIL" else _raw_until(found, zone)
    return rule_text(";".join(f"{part}={text}" for part, text in parts.items()))


def _word(value: Any) -> str:
    return string(value).upper()


def _number(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 99_999:
        raise Refused("must have whole numbers")
    return str(value)


def _list(one: Callable[[Any], str]) -> Callable[[Any], str]:
    def text(value: Any) -> str:
        if not isinstance(value, list):
            raise Refused("must have arrays")
        return ",".join(map(one, value))

    return text


def _day(value: Any) -> str:
    day = mapping(value)
    nth = day.get("nthOfPeriod")
    return f"{'' if nth is None else _number(nth)}{_word(day.get('day'))}"


def _raw_until(value: Any, zone: tzinfo | None) -> str:
    when = local_time(value)
    if zone is None:
        return f"{when:%Y%m%d}"
    try:
        return basic(when.replace(tzinfo=zone))
    except OverflowError:
        raise Refused("must end within the years that there are") from None


MEMBERS: Mapping[str, tuple[str, Callable[[Any], str]]] = {
    "frequency": ("FREQ", _word),
    "interval": ("INTERVAL", _number),
    "count": ("COUNT", _number),
    "until": ("UNTIL", _word),
    "firstDayOfWeek": ("WKST", _word),
    "byDay": ("BYDAY", _list(_day)),
    "byMonth": ("BYMONTH", _list(_word)),
    **{name: (part, _list(_number)) for part, name in NUMBERS.items()},
}
"""The part of an RRULE that each member is."""
