"""What RFC 8984 lets stand where, written down from its sections without a look at our code.

``broken`` gives every place at which an object is not what the specification says of its type.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

Check: TypeAlias = Callable[[Any, str], Iterator[str]]
ID = re.compile(r"[A-Za-z0-9_-]{1,255}", re.ASCII)
OTHERS = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+:\S+", re.ASCII)
"""Section 3.3: vendor-specific properties and values begin with a domain and a colon."""


def _matching(pattern: str) -> Check:
    def check(value: Any, place: str) -> Iterator[str]:
        if not isinstance(value, str) or not re.fullmatch(pattern, value, re.ASCII | re.DOTALL):
            yield place

    return check


def _instance(*types: type) -> Check:
    def check(value: Any, place: str) -> Iterator[str]:
        if type(value) not in types:
            yield place

    return check


def _word(*words: str) -> Check:
    def check(value: Any, place: str) -> Iterator[str]:
        if value not in words and not (isinstance(value, str) and OTHERS.fullmatch(value)):
            yield place

    return check


def _zone(value: Any, place: str) -> Iterator[str]:
    if not isinstance(value, str) or ZoneInfo(value).key != value:
        yield place


def _map(item: Check, key: Check | None = None) -> Check:
    def check(value: Any, place: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield place
            return
        for name, each in value.items():
            if key is not None:
                yield from key(name, f"{place}/{name}")
            yield from item(each, f"{place}/{name}")

    return check


def _array(item: Check) -> Check:
    def check(value: Any, place: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield place
            return
        for i, each in enumerate(value):
            yield from item(each, f"{place}/{i}")

    return check


def _true(value: Any, place: str) -> Iterator[str]:
    if value is not True:
        yield place


def _object(name: str) -> Check:
    def check(value: Any, place: str) -> Iterator[str]:
        yield from broken(value, place, name)

    return check


def _number(least: int, most: int = 2**53 - 1) -> Check:
    def check(value: Any, place: str) -> Iterator[str]:
        if type(value) is not int or not least <= value <= most or value == 0 > least:
            yield place

    return check


STRING, BOOLEAN = _instance(str), _instance(bool)
IDS = _matching(ID.pattern)
LOCAL = _matching(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
UTC = _matching(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
DURATION = _matching(
    r"P(?:\d+D(?:T(?:\d+H(?:\d+M)?(?:\d+S)?|\d+M(?:\d+S)?|\d+S))?"
    r"|T(?:\d+H(?:\d+M)?(?:\d+S)?|\d+M(?:\d+S)?|\d+S)|\d+W)"
)
URI = _matching(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
COMMON: Mapping[str, Check] = {
    "uid": _matching(r".+"),
    "updated": UTC,
    "created": UTC,
    "sequence": _number(0),
    "title": STRING,
    "description": STRING,
    "links": _map(_object("Link"), IDS),
    "keywords": _map(_true),
    "color": STRING,
}
OBJECTS: Mapping[str, Mapping[str, Check]] = {
    "Group": {**COMMON, "entries": _array(_object("Event"))},
    "Event": {
        **COMMON,
        "relatedTo": _map(_object("Relation")),
        "start": LOCAL,
        "timeZone": _zone,
        "duration": DURATION,
        "showWithoutTime": BOOLEAN,
        "status": _word("confirmed", "cancelled", "tentative"),
        "freeBusyStatus": _word("free", "busy"),
        "privacy": _word("public", "private", "secret"),
        "locations": _map(_object("Location"), IDS),
        "virtualLocations": _map(_object("VirtualLocation"), IDS),
        "participants": _map(_object("Participant"), IDS),
        "recurrenceId": LOCAL,
        "recurrenceIdTimeZone": _zone,
        "recurrenceRules": _array(_object("RecurrenceRule")),
        "recurrenceOverrides": _map(_instance(dict), LOCAL),
    },
    "Relation": {"relation": _map(_true, _word("first", "next", "child", "parent"))},
    "Link": {
        "href": URI,
        "rel": _word("describedby", "icon", "enclosure"),
        "title": STRING,
    },
    "Location": {
        "name": STRING,
        "description": STRING,
        "coordinates": _matching(r"geo:-?\d+(\.\d+)?,-?\d+(\.\d+)?"),
        "links": _map(_object("Link"), IDS),
    },
    "VirtualLocation": {
        "name": STRING,
        "uri": URI,
        "features": _map(
            _true, _word("audio", "chat", "feed", "moderator", "phone", "screen", "video")
        ),
    },
    "Participant": {
        "name": STRING,
        "email": _matching(r"[^@\s]+@[^@\s]+"),
        "description": STRING,
        "kind": _word("individual", "group", "resource", "location"),
        "roles": _map(
            _true, _word("owner", "attendee", "optional", "informational", "chair", "contact")
        ),
        "participationStatus": _word(
            "needs-action", "accepted", "declined", "tentative", "delegated"
        ),
        "links": _map(_object("Link"), IDS),
    },
    "RecurrenceRule": {
        "frequency": _word("yearly", "monthly", "weekly", "daily", "hourly"),
        "interval": _number(1),
        "count": _number(1),
        "until": LOCAL,
        "firstDayOfWeek": _word("mo", "tu", "we", "th", "fr", "sa", "su"),
        "byDay": _array(_object("NDay")),
        "byMonth": _array(_matching(r"\d+L?")),
        "byMonthDay": _array(_number(-31, 31)),
        "byYearDay": _array(_number(-366, 366)),
        "byWeekNo": _array(_number(-53, 53)),
        "byHour": _array(_number(0, 23)),
        "byMinute": _array(_number(0, 59)),
        "bySecond": _array(_number(0, 60)),
        "bySetPosition": _array(_number(-366, 366)),
    },
    "NDay": {
        "day": _word("mo", "tu", "we", "th", "fr", "sa", "su"),
        "nthOfPeriod": _number(-53, 53),
    },
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "Group": ("uid", "updated", "entries"),
    "Event": ("uid", "updated", "start"),
    "Link": ("href",),
    "VirtualLocation": ("uri",),
    "Participant": ("roles",),
    "RecurrenceRule": ("frequency",),
    "NDay": ("day",),
}


def broken(value: Any, place: str = "", name: str = "") -> Iterator[str]:
    """Where an object is not what the specification says of its type."""
    if not isinstance(value, dict) or value.get("@type") != (name or value.get("@type")):
        yield f"{place}/@type"
        return
    name = value["@type"]
    yield from (f"{place}/{each}" for each in NEEDED.get(name, ()) if each not in value)
    for each, inner in value.items():
        check = OBJECTS[name].get(each)
        if check is not None:
            yield from check(inner, f"{place}/{each}")
        elif each != "@type" and not OTHERS.fullmatch(each):
            yield f"{place}/{each}"


def patches(found: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every override of a document that changes something, with its event."""
    for event in found.get("entries", [found]):
        for at, patch in event.get("recurrenceOverrides", {}).items():
            if patch not in ({}, {"excluded": True}):
                yield {**event, "start": at}, patch


def misled(base: dict[str, Any], patch: Mapping[str, Any]) -> Iterator[str]:
    """Pointers that break a rule of PatchObjects (section 1.4.9)."""
    for path in patch:
        if any(other.startswith(f"{path}/") for other in patch):
            yield path
        at: Any = base
        *parents, _ = [step.replace("~1", "/").replace("~0", "~") for step in path.split("/")]
        for step in parents:
            at = at.get(step) if isinstance(at, dict) else None
        if not isinstance(at, dict):
            yield path
