"""JSCalendar objects to read, and what was written as objects."""

import json
from typing import Any

from hallwaytrack import Calendar, Event, EventSeries, Problem, Reading, Session, at
from hallwaytrack.formats.jscalendar import from_jscalendar, read_jscalendar, to_jscalendar

toronto = at("America/Toronto")
OURS = "hallwaytrack.github.io:"


def meeting(**properties: Any) -> dict[str, Any]:
    """An Event object on 18 March 2008 at 18:00 in Toronto, with these properties."""
    members = {
        "@type": "Event",
        "uid": "m@example.org",
        "title": "Meeting",
        "start": "2008-03-18T18:00:00",
        "timeZone": "America/Toronto",
        **properties,
    }
    return {name: value for name, value in members.items() if value is not None}


def group(*entries: Any, **properties: Any) -> dict[str, Any]:
    return {"@type": "Group", "uid": "g", **properties, "entries": list(entries)}


def child(
    uid: str = "talk/m@example.org", of: str = "m@example.org", **more: Any
) -> dict[str, Any]:
    """A session of the meeting, an hour later."""
    relation = {of: {"@type": "Relation", "relation": {"parent": True}}}
    start = "2008-03-18T19:00:00"
    return meeting(**{"uid": uid, "title": "Talk", "start": start, "relatedTo": relation, **more})


def reading(found: Any, kind: Any = None, **options: Any) -> Reading:
    return read_jscalendar(json.dumps(found).encode(), kind, **options)


def event(**properties: Any) -> Event:
    return from_jscalendar(json.dumps(meeting(**properties)).encode(), Event)


def series(**properties: Any) -> EventSeries:
    return from_jscalendar(json.dumps(meeting(**properties)).encode(), EventSeries)


def calendar(*entries: Any, **properties: Any) -> Calendar:
    return from_jscalendar(json.dumps(group(*entries, **properties)).encode(), Calendar)


def session(**properties: Any) -> Session:
    (found,) = calendar(meeting(), child(**properties)).events
    return found.sessions[0]


def told(found: Any, kind: Any = None) -> list[tuple[str, str]]:
    """Place and message of each problem."""
    return [(p.place, p.message) for p in reading(found, kind).problems]


def problems(**properties: Any) -> tuple[Problem, ...]:
    return tuple(reading(meeting(**properties)).problems)


def written(document: Any, view: Any = "full") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(to_jscalendar(document, view=view))
    return found


def again(found: Any, view: Any = "full") -> dict[str, Any]:
    """What is written of what is read of an object."""
    return written(reading(found).document, view)
