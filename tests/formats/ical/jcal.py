"""Content lines as jCal (:rfc:`7265`), to compare what we read with what others read.

It takes our own tree of components, and knows of values what that document says of their types.
"""

from collections.abc import Callable, Iterator
from typing import Any

from hallwaytrack.formats.ical.components import DEFAULT_LIMITS, Component, tree
from hallwaytrack.formats.ical.content import Head, Source
from hallwaytrack.formats.ical.repair import Problems
from hallwaytrack.formats.ical.understood import ITEM, unescaped

TYPES = {
    "date-time": "COMPLETED CREATED DTEND DTSTAMP DTSTART DUE EXDATE LAST-MODIFIED RDATE RECURRENCE-ID",
    "duration": "DURATION REFRESH-INTERVAL TRIGGER",
    "recur": "EXRULE RRULE",
    "uri": "ATTACH CONFERENCE IMAGE SOURCE TZURL URL",
    "cal-address": "ATTENDEE ORGANIZER",
    "utc-offset": "TZOFFSETFROM TZOFFSETTO",
    "integer": "PERCENT-COMPLETE PRIORITY REPEAT SEQUENCE",
    "float": "GEO",
    "period": "FREEBUSY",
    "text": "ACTION CALSCALE CATEGORIES CLASS COLOR COMMENT CONTACT DESCRIPTION LOCATION METHOD NAME"
    " PRODID RELATED-TO REQUEST-STATUS RESOURCES STATUS SUMMARY TRANSP TZID TZNAME UID VERSION",
}
TYPE_OF = {name: type_ for type_, names in TYPES.items() for name in names.split()}
LISTS = ("CATEGORIES", "EXDATE", "FREEBUSY", "RDATE", "RESOURCES")
STRUCTURED = ("GEO", "REQUEST-STATUS")
WORDS = ("freq", "until", "wkst", "byday")
"""Parts of a rule that are no numbers."""


def jcal(data: bytes) -> list[Any]:
    """The component that a file holds, or a list of them where they are several."""
    source = Source(data)
    found = [_component(each) for each in tree(source, Problems(source), DEFAULT_LIMITS)]
    return found[0] if len(found) == 1 else found


def _component(component: Component) -> list[Any]:
    properties = [_property(head, value) for head, value, _ in component.properties]
    return [component.name.lower(), properties, [*map(_component, component.parts)]]


def _property(head: Head, value: str) -> list[Any]:
    type_ = (head.get("VALUE") or TYPE_OF.get(head.name, "unknown")).lower()
    if type_ == "date-time" and "T" not in value:
        type_ = "date"  # as many write it, without saying so
    parameters = {
        name.lower(): values[0] if len(values) == 1 else values
        for name, values in head.parameters.items()
        if name != "VALUE"
    }
    return [head.name.lower(), parameters, type_, *_values(head.name, value, type_)]


def _values(name: str, value: str, type_: str) -> Iterator[Any]:
    read = VALUES.get(type_, str)
    if name in STRUCTURED:
        yield [read(part) for part in value.split(";")]
    elif name in LISTS:
        yield from map(read, ITEM.findall(value))
    else:
        yield read(value)


def _date(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}"


def _time(text: str) -> str:
    return f"{text[:2]}:{text[2:4]}:{text[4:]}"


def _date_time(text: str) -> str:
    day, t, clock = text.partition("T")
    return f"{_date(day)}T{_time(clock)}" if t else _date(day)


def _period(text: str) -> list[str]:
    start, _, end = text.partition("/")
    return [_date_time(start), end if end.startswith("P") else _date_time(end)]


def _offset(text: str) -> str:
    seconds = f":{text[5:]}" if text[5:] else ""
    return f"{text[:3]}:{text[3:5]}{seconds}"


def _rule(text: str) -> dict[str, Any]:
    return dict(_part(*part.split("=", 1)) for part in text.split(";"))


def _part(name: str, text: str) -> tuple[str, Any]:
    name = name.lower()
    if name == "until":
        return name, _date_time(text)
    values = [item if name in WORDS else int(item) for item in text.split(",")]
    return name, values[0] if len(values) == 1 else values


VALUES: dict[str, Callable[[str], Any]] = {
    "boolean": lambda text: text.upper() == "TRUE",
    "date": _date,
    "date-time": _date_time,
    "float": float,
    "integer": int,
    "period": _period,
    "recur": _rule,
    "text": unescaped,
    "time": _time,
    "utc-offset": _offset,
}
