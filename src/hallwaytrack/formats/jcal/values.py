"""Values of properties in both directions (:rfc:`7265`, sections 3.4 to 3.6 and 5.2).

``TYPES`` says the type that a property has where VALUE names none. A value that is not of the type
that it claims crosses as it stands, under the type "unknown": so nothing is guessed, nor lost.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from hallwaytrack.formats.ical.understood import ITEM, unescaped
from hallwaytrack.formats.ical.values import escaped
from hallwaytrack.model.fields import Refused

UNKNOWN = "unknown"
TYPES: Mapping[str, str] = {
    **dict.fromkeys(
        ("CALSCALE", "METHOD", "PRODID", "VERSION", "CATEGORIES", "CLASS", "COMMENT"), "text"
    ),
    **dict.fromkeys(("DESCRIPTION", "LOCATION", "RESOURCES", "STATUS", "SUMMARY"), "text"),
    **dict.fromkeys(("TRANSP", "TZID", "TZNAME", "CONTACT", "RELATED-TO", "UID", "ACTION"), "text"),
    **dict.fromkeys(("REQUEST-STATUS", "NAME", "COLOR", "LOCATION-TYPE"), "text"),
    **dict.fromkeys(("PARTICIPANT-TYPE", "RESOURCE-TYPE"), "text"),
    **dict.fromkeys(("COMPLETED", "DTEND", "DUE", "DTSTART", "RECURRENCE-ID"), "date-time"),
    **dict.fromkeys(("EXDATE", "RDATE", "CREATED", "DTSTAMP", "LAST-MODIFIED"), "date-time"),
    **dict.fromkeys(("DURATION", "TRIGGER"), "duration"),
    **dict.fromkeys(("PERCENT-COMPLETE", "PRIORITY", "REPEAT", "SEQUENCE"), "integer"),
    **dict.fromkeys(("TZOFFSETFROM", "TZOFFSETTO"), "utc-offset"),
    **dict.fromkeys(("ATTACH", "TZURL", "URL", "SOURCE"), "uri"),
    **dict.fromkeys(("ATTENDEE", "ORGANIZER", "CALENDAR-ADDRESS"), "cal-address"),
    **dict.fromkeys(("RRULE", "EXRULE"), "recur"),
    "FREEBUSY": "period",
    "GEO": "float",
}
"""What VALUE is by default (:rfc:`5545`, section 3.8; :rfc:`7986`, section 5; :rfc:`9073`)."""
LISTS = ("CATEGORIES", "RESOURCES", "FREEBUSY", "EXDATE", "RDATE")
"""Properties of many values (section 3.4.1.2)."""
STRUCTURES = ("GEO", "REQUEST-STATUS")
"""Properties whose one value has parts, separated by semicolons (section 3.4.1.3)."""

PART = re.compile(r"((?:[^\\;]|\\.|\\$)*)(?:;|$)", re.DOTALL)
DATE = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
TIME = re.compile(r"(\d{2})(\d{2})(\d{2})(Z?)", re.ASCII)
OFFSET = re.compile(r"([+-]\d{2})(\d{2})(\d{2})?", re.ASCII)
NUMBER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
FLOAT = re.compile(r"[+-]?\d{1,300}(?:\.\d{1,300})?", re.ASCII)
BREAK = re.compile(r"\r\n|[\r\n]")
SHOWN_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
DIGITS_ONLY = str.maketrans("", "", "-:")


# From content lines


def type_of(name: str, raw: str, stated: str | None) -> str:
    """The type of a value: what VALUE states, else the property's own.

    A date need not be marked where no time can be meant: many programs do without VALUE=DATE.
    """
    if stated:
        return stated.lower()
    found = TYPES.get(name, UNKNOWN)
    return "date" if found == "date-time" and DATE.fullmatch(raw.partition(",")[0]) else found


def values_of(name: str, kind: str, raw: str) -> tuple[str, list[Any]]:
    """The type and the values of a property's raw text."""
    shown = SHOWN.get(kind)
    if shown is None:
        return kind, [raw]
    try:
        if name in LISTS:
            items = ITEM.findall(raw) if "\\" in raw else raw.split(",")
            return kind, [shown(item) for item in items] or [""]
        if name in STRUCTURES:
            return kind, [[shown(part) for part in _parts(raw)]]
        return kind, [shown(raw)]
    except Refused:
        return UNKNOWN, [raw]


def _parts(raw: str) -> list[str]:
    found = PART.findall(raw)
    return found[:-1] if not raw.endswith(";") and len(found) > 1 else found


def _matched(pattern: re.Pattern[str], raw: str) -> re.Match[str]:
    found = pattern.fullmatch(raw)
    if found is None:
        raise Refused("must be of its type")
    return found


def _date(raw: str) -> str:
    return "-".join(_matched(DATE, raw).groups())


def _time(raw: str) -> str:
    *clock, zulu = _matched(TIME, raw).groups()
    return ":".join(clock) + zulu


def _date_time(raw: str) -> str:
    day, _, clock = raw.partition("T")
    return f"{_date(day)}T{_time(clock)}"


def _period(raw: str) -> list[str]:
    start, slash, end = raw.partition("/")
    if not slash:
        raise Refused("must be a period")
    return [_date_time(start), end if end[:1] in "+-P" else _date_time(end)]


def _offset(raw: str) -> str:
    return ":".join(part for part in _matched(OFFSET, raw).groups() if part)


def _boolean(raw: str) -> bool:
    if raw.upper() not in ("TRUE", "FALSE"):
        raise Refused("must be TRUE or FALSE")
    return raw.upper() == "TRUE"


def _integer(raw: str) -> int:
    return int(_matched(NUMBER, raw.strip())[0])


def _float(raw: str) -> float:
    return float(_matched(FLOAT, raw.strip())[0])


def _recur(raw: str) -> dict[str, Any]:
    """A rule by its parts (section 3.6.10)."""
    rule: dict[str, Any] = {}
    for part in raw.split(";"):
        name, equals, text = part.partition("=")
        if not equals or name.lower() in rule:
            raise Refused("must be a rule")
        rule[name.lower()] = _recur_part(name.upper(), text)
    return rule


def _recur_part(name: str, text: str) -> Any:
    if name == "UNTIL":
        return _date_time(text) if "T" in text else _date(text)
    items = [int(n) if NUMBER.fullmatch(n) else n for n in text.split(",")]
    return items[0] if len(items) == 1 else items


SHOWN: Mapping[str, Callable[[str], Any]] = {
    "text": unescaped,
    "date": _date,
    "date-time": _date_time,
    "time": _time,
    "period": _period,
    "utc-offset": _offset,
    "boolean": _boolean,
    "integer": _integer,
    "float": _float,
    "recur": _recur,
}
"""How a raw text is shown in JSON; those of the other types stand as they are."""


# To content lines


def raw_of(name: str, kind: str, values: list[Any]) -> str:
    """The raw text of a property's values.

    Raises:
        Refused: If a value is not what its type needs.
    """
    write = RAW.get(kind, _as_it_is)
    if name in STRUCTURES and len(values) == 1 and isinstance(values[0], list):
        return ";".join([write(part) for part in values[0]])
    return ",".join([write(value) for value in values])


def stated_type(name: str, kind: str) -> str | None:
    """The VALUE that a property needs, so that its type is known."""
    return None if kind in (UNKNOWN, TYPES.get(name, UNKNOWN)) else kind.upper()


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise Refused("must be a string")
    return value


def _as_it_is(value: Any) -> str:
    """A text without line breaks, which would begin a line of their own."""
    return BREAK.sub(r"\\n", _string(value))


def _text(value: Any) -> str:
    return escaped(BREAK.sub("\n", _string(value)))


def _when(value: Any) -> str:
    text = _as_it_is(value)
    return text.translate(DIGITS_ONLY) if SHOWN_DATE.match(text) or ":" in text else text


def _raw_offset(value: Any) -> str:
    return _as_it_is(value).replace(":", "")


def _raw_period(value: Any) -> str:
    if isinstance(value, list) and len(value) == 2:
        start, end = map(_as_it_is, value)
        return f"{_when(start)}/{end if end[:1] in '+-P' else _when(end)}"
    return _as_it_is(value)


def _raw_number(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused("must be a number")
    # A FLOAT has no exponent (:rfc:`5545`, section 3.3.7), which Python writes small ones with.
    return f"{Decimal(str(value)):f}"


def _raw_boolean(value: Any) -> str:
    if not isinstance(value, bool):
        raise Refused("must be true or false")
    return str(value).upper()


def _raw_rule(value: Any) -> str:
    if not isinstance(value, dict):
        raise Refused("must be an object of a rule's parts")
    return ";".join(f"{_as_it_is(name).upper()}={_rule_part(part)}" for name, part in value.items())


def _rule_part(part: Any) -> str:
    items = part if isinstance(part, list) else [part]
    return ",".join(_when(item) if isinstance(item, str) else _raw_number(item) for item in items)


RAW: Mapping[str, Callable[[Any], str]] = {
    "text": _text,
    "date": _when,
    "date-time": _when,
    "time": _when,
    "period": _raw_period,
    "utc-offset": _raw_offset,
    "boolean": _raw_boolean,
    "integer": _raw_number,
    "float": _raw_number,
    "recur": _raw_rule,
}
"""How a JSON value is written in a content line; strings of the other types as they are."""
