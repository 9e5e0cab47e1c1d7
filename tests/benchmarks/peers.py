"""The four iCalendar libraries of the field, each from plain data to bytes through its own objects.

Each writes the same properties of the same sessions, in the fastest way that its documentation
shows; the zone's VTIMEZONE is asked for by name, once, where a library would otherwise search all
properties for it. What a session's texts say (``_entries``) is composed here as hallwaytrack
composes it, and is counted: a program that uses these libraries has to do it too.

What makes a peer unlike the others:

- icalendar converts and keeps values as its own types, checks little, and folds and escapes right.
- ical validates with pydantic, serializes to JSON, reads that JSON back and encodes the result; its
  lines end with LF alone, and it gets no credit or blame for that here.
- ics drops the zone (times are written in UTC), doesn't fold, and keeps events in a set, so that
  their order differs from run to run; SEQUENCE and RELATED-TO are content lines made by hand.
- vobject knows the zones of pytz by name and its own UTC, not those of zoneinfo and datetime, so
  each time is converted first.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import ical.calendar
import ical.event
import ical.timezone
import icalendar
import ics
import ics.grammar.parse
import pytz
import vobject
from ical.calendar_stream import IcsCalendarStream
from ical.types import RelatedTo

from .data import VENUE_NAME, ZONE, Plain

PRODID = "-//hallwaytrack//benchmarks//EN"
TORONTO = pytz.timezone(ZONE)


class Entry(NamedTuple):
    """The values of one VEVENT, as any program would hand them to a library."""

    uid: str
    updated: datetime
    start: datetime
    end: datetime
    summary: str
    description: str
    location: str
    url: str
    categories: list[str]
    status: str
    sequence: int
    parent: str | None


def icalendar_bytes(conference: Plain) -> bytes:
    """``Event.add`` for each property, then ``Calendar.to_ical``."""
    return icalendar_added(conference).to_ical()


def icalendar_parsed(feed: bytes) -> icalendar.Calendar:
    """The components of a feed that is there already."""
    return icalendar.Calendar.from_ical(feed)


def icalendar_added(conference: Plain) -> icalendar.Calendar:
    """``Event.add`` for each property."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add_component(icalendar.Timezone.from_tzid(ZONE))
    for entry in _entries(conference):
        calendar.add_component(_icalendar_event(entry))
    return calendar


def _icalendar_event(entry: Entry) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.updated)
    event.add("dtstart", entry.start)
    event.add("dtend", entry.end)
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("location", entry.location)
    event.add("url", entry.url)
    event.add("categories", entry.categories)
    event.add("status", entry.status)
    event.add("sequence", entry.sequence)
    event.add("last-modified", entry.updated)
    if entry.parent:
        event.add("related-to", entry.parent)
    return event


def ical_bytes(conference: Plain) -> bytes:
    """``ical.event.Event``, a pydantic model, then ``IcsCalendarStream.calendar_to_ics``."""
    calendar = ical.calendar.Calendar(prodid=PRODID)
    calendar.timezones.append(ical.timezone.Timezone.from_tzif(ZONE))
    calendar.events.extend(map(_ical_event, _entries(conference)))
    return IcsCalendarStream.calendar_to_ics(calendar).encode()


def _ical_event(entry: Entry) -> ical.event.Event:
    return ical.event.Event(
        uid=entry.uid,
        dtstamp=entry.updated,
        start=entry.start,
        end=entry.end,
        summary=entry.summary,
        description=entry.description,
        location=entry.location,
        url=entry.url,
        categories=entry.categories,
        status=entry.status,
        sequence=entry.sequence,
        last_modified=entry.updated,
        related_to=[RelatedTo(uid=entry.parent)] if entry.parent else [],
    )


def ics_bytes(conference: Plain) -> bytes:
    """``ics.Event`` in a calendar's set, then ``Calendar.serialize``; it writes no VTIMEZONE."""
    calendar = ics.Calendar(events=map(_ics_event, _entries(conference)), creator=PRODID)
    return calendar.serialize().encode()


def _ics_event(entry: Entry) -> ics.Event:
    event = ics.Event(
        uid=entry.uid,
        created=entry.updated,  # which ics writes as DTSTAMP
        begin=entry.start,
        end=entry.end,
        name=entry.summary,
        description=entry.description,
        location=entry.location,
        url=entry.url,
        categories=entry.categories,
        status=entry.status,
        last_modified=entry.updated,
    )
    line = ics.grammar.parse.ContentLine
    event.extra.append(line("SEQUENCE", value=str(entry.sequence)))
    if entry.parent:
        event.extra.append(line("RELATED-TO", value=entry.parent))
    return event


def vobject_bytes(conference: Plain) -> bytes:
    """``add(name).value = ...`` for each property, then ``serialize``, which adds VTIMEZONE."""
    calendar = vobject.iCalendar()
    calendar.add("prodid").value = PRODID
    for entry in _entries(conference):
        _add_vobject_event(calendar, entry)
    return calendar.serialize().encode()


def _add_vobject_event(calendar: vobject.base.Component, entry: Entry) -> None:
    event = calendar.add("vevent")
    event.add("uid").value = entry.uid
    updated = entry.updated.astimezone(vobject.icalendar.utc)
    event.add("dtstamp").value = updated
    event.add("dtstart").value = entry.start.astimezone(TORONTO)
    event.add("dtend").value = entry.end.astimezone(TORONTO)
    event.add("summary").value = entry.summary
    event.add("description").value = entry.description
    event.add("location").value = entry.location
    event.add("url").value = entry.url
    event.add("categories").value = entry.categories
    event.add("status").value = entry.status
    event.add("sequence").value = str(entry.sequence)
    event.add("last-modified").value = updated
    if entry.parent:
        event.add("related-to").value = entry.parent


def _entries(conference: Plain) -> Iterator[Entry]:
    """The event, then its sessions, with the words that a calendar program shows."""
    people = {person["id"]: person["name"] for person in conference["people"]}
    venue = ", ".join((VENUE_NAME, *conference["venue"]["address"].values()))
    places = {room["id"]: f"{room['name']}, {venue}" for room in conference["venue"]["rooms"]}
    event_id = conference["id"]
    yield _entry(conference, event_id, conference["description"], venue, parent=None)
    for session in conference["sessions"]:
        speakers = (f"{people[c['person']]} (speaker)" for c in session["contributors"])
        text = f"{session['abstract']}\n\nWith: {', '.join(speakers)}"
        uid = f"{session['id']}/{event_id}"
        yield _entry(session, uid, text, places[session["room"]], parent=event_id)


def _entry(item: Plain, uid: str, description: str, location: str, parent: str | None) -> Entry:
    status = item.get("status", "confirmed").upper()
    title = item["title"]
    return Entry(
        uid=uid,
        updated=item["updated"],
        start=item["start"],
        end=item["end"],
        summary=f"Cancelled: {title}" if status == "CANCELLED" else title,
        description=description,
        location=location,
        url=item["url"],
        categories=item["topics"],
        status=status,
        sequence=item["sequence"],
        parent=parent,
    )
