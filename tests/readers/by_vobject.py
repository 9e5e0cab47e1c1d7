"""The PyPI package vobject, which hands each VTIMEZONE to dateutil to understand."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, tzinfo
from itertools import takewhile
from typing import Any

import vobject

from .seen import ReadingFailed, Seen, read_by, utc

Zones = Mapping[str, tzinfo | None]


def with_vobject(data: bytes) -> list[Seen]:
    """Read and validate with vobject, each TZID by the file's own VTIMEZONE.

    Raises:
        ReadingFailed: If it raises, or if a TZID has no VTIMEZONE in the file.
    """
    with read_by("vobject"):
        return [seen for calendar in _calendars(data) for seen in _events(calendar)]


def meetings_with_vobject(data: bytes, before: datetime) -> list[datetime]:
    """The meetings of the first VEVENT by its RRULE, RDATE and EXDATE, before a time, in UTC.

    Raises:
        ReadingFailed: As ``with_vobject`` does.
    """
    with read_by("vobject"):
        (calendar,) = _calendars(data)
        zones = _zones(calendar)
        event = calendar.contents["vevent"][0]
        zone = zones.get(_tzid(event.dtstart) or "", UTC)
        # The walk is by the clock on the wall; vobject's own zone may be that of another file.
        walls = (found.replace(tzinfo=zone) for found in event.getrruleset(addRDate=True))
        return [utc(found) for found in takewhile(lambda found: found < before, walls)]


def _calendars(data: bytes) -> list[Any]:
    components = list(vobject.readComponents(data.decode(), validate=True))
    if not components or any(component.name != "VCALENDAR" for component in components):
        raise ReadingFailed("no VCALENDAR")
    return components


def _events(calendar: Any) -> Iterator[Seen]:
    zones = _zones(calendar)
    for event in calendar.contents.get("vevent", []):
        yield _seen(event, zones)


def _zones(calendar: Any) -> Zones:
    return {zone.tzid.value: zone.tzinfo for zone in calendar.contents.get("vtimezone", [])}


def _seen(event: Any, zones: Zones) -> Seen:
    if "dtstart" not in event.contents:
        raise ReadingFailed("a VEVENT has no DTSTART")
    return Seen(
        uid=_text(event, "uid") or "",
        summary=_text(event, "summary") or "",
        start=utc(_zoned(event.dtstart, zones)),
        end=_end(event, zones),
        all_day=not isinstance(event.dtstart.value, datetime),
        status=_text(event, "status"),
        location=_text(event, "location"),
        tzid=_tzid(event.dtstart),
    )


def _text(event: Any, name: str) -> str | None:
    lines = event.contents.get(name)
    return lines[0].value if lines else None


def _tzid(line: Any) -> str | None:
    """vobject moves the parameter out of the way once it has understood the time."""
    tzids = line.params.get("X-VOBJ-ORIGINAL-TZID")
    return tzids[0] if tzids else None


def _zoned(line: Any, zones: Zones) -> date:
    """The value in its file's zone.

    vobject itself keeps the first zone of a name for the whole process, and takes a zone that
    equals UTC from pytz.
    """
    tzid = _tzid(line)
    if tzid is None:
        value: date = line.value
        return value
    if tzid not in zones:
        raise ReadingFailed(f"{line.name} has TZID {tzid}, which has no VTIMEZONE")
    zoned: datetime = line.value.replace(tzinfo=zones[tzid])
    return zoned


def _end(event: Any, zones: Zones) -> datetime | None:
    if "dtend" in event.contents:
        return utc(_zoned(event.dtend, zones))
    if "duration" in event.contents:
        return utc(_zoned(event.dtstart, zones) + event.duration.value)
    return None
