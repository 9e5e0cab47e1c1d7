"""Writing JSON-LD: an event with its programme, a series with its schedule, a calendar as a graph.

Always the public view, and always the same text of the same document.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

from hallwaytrack.formats.jsonld import describe
from hallwaytrack.formats.jsonld.describe import Cast, Members, few, node, things
from hallwaytrack.formats.jsonld.schedule import schedule_node
from hallwaytrack.formats.jsonld.script import text_of
from hallwaytrack.formats.jsonld.table import KEPT
from hallwaytrack.formats.jsonld.words import (
    ATTENDANCE,
    CONTEXT,
    EVENT_TYPES,
    MOVED_ONLINE,
    RESCHEDULED,
    SCHEDULED,
    SESSION_TYPES,
    STATUSES,
    iri,
)
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.groups import UserGroup
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.sessions import Session
from hallwaytrack.model.times import instant_key
from hallwaytrack.views.public import public_view

Page: TypeAlias = Calendar | Event | EventSeries | UserGroup
"""What a page can carry."""
STATUS_WORDS = {status: word for word, status in STATUSES.items()}


def to_jsonld(document: Page, *, indent: bool = False) -> bytes:
    r"""A document as JSON-LD in the words of schema.org, in UTF-8.

    It is always the public view, and safe within a ``<script>`` element of a page.

    Args:
        document: An event, a series, a user group, or a calendar: those together, as a graph.
        indent: Spread it over lines, for people to read.

    >>> from hallwaytrack import UserGroup
    >>> to_jsonld(UserGroup(id="itpro", name="IT Pro Toronto"))
    b'{"@context":"https://schema.org","@type":"Organization","identifier":"itpro","name":"IT Pro Toronto"}\n'
    """  # noqa: E501 - what is printed cannot be wrapped
    return f"{jsonld_text(document, indent=indent)}\n".encode()


def jsonld_text(document: Page, *, indent: bool = False) -> str:
    """The same as a text without a newline at its end, for a template of a page.

    What is between the tags of a script element must not be escaped by the template.
    """
    return text_of({"@context": CONTEXT, **_node(public_view(document))}, indent=indent)


def _node(document: Page) -> Members:
    if isinstance(document, Calendar):
        return {"@graph": _graph(document)}
    if isinstance(document, EventSeries):
        return _series(document, {})
    return _event(document, {}) if isinstance(document, Event) else describe.party(document)


def _graph(calendar: Calendar) -> list[Members]:
    tours = {tour.id: tour.name for tour in calendar.tours}
    return [
        *map(describe.party, calendar.groups),
        *map(describe.tour, calendar.tours),
        *(_event(event, tours) for event in calendar.events),
        *(_series(series, tours) for series in calendar.series),
    ]


def _series(series: EventSeries, tours: dict[str, str]) -> Members:
    """A series: its template without times, which the schedule has; meetings that differ."""
    whole = _event(series.template, tours)
    dropped = ("startDate", "endDate", "subEvent")
    told = {name: value for name, value in whole.items() if name not in dropped}
    inside = [*_list(whole.get("subEvent")), *(_event(o, tours) for o in series.overrides)]
    told |= {"@type": "EventSeries", "eventSchedule": schedule_node(series)}
    return told | ({"subEvent": few(inside)} if inside else {})


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _event(event: Event, tours: dict[str, str]) -> Members:
    cast = Cast(event)
    venues = (*([event.venue] if event.venue else []), *event.other_venues)
    mode = ATTENDANCE.get(event.attendance)
    written = {s.id: s.title for s in event.sessions if s.start is not None}
    special = {
        "identifier": event.id,
        "startDate": event.start.isoformat(),
        "endDate": event.end.isoformat() if event.end is not None else None,
        "previousStartDate": [when.isoformat() for when in _previous(event)],
        "eventStatus": [iri(word) for word in _statuses(event)],
        "location": [*map(describe.place, venues), *map(describe.online, event.online)],
        "offers": [describe.offer(ticket) for ticket in event.tickets],
        "organizer": [cast.party(id) for id in event.organizers],
        **cast.contributors(event.contributors),
        "sponsor": [cast.party(sponsor.id) for sponsor in event.sponsors],
        "about": things("Thing", "name", event.products),
        "audience": things("Audience", "audienceType", event.audience),
        "subjectOf": [describe.material(m) for m in event.materials if not m.is_pending],
        "superEvent": _tour(event.tour, tours),
        "additionalType": event.kind if event.kind != "other" else None,
        "eventAttendanceMode": iri(mode) if mode else None,
        "isAccessibleForFree": describe.is_free(event.tickets),
    }
    rooms = describe.rooms_of(event)
    special["subEvent"] = [
        _session(session, rooms, cast, written) for session in event.sessions if session.start
    ]
    told = node(EVENT_TYPES.get(event.kind, "Event"), event, special)
    return told | {k: v for k, v in _kept(event).items() if k not in told and k[:1] != "@"}


def _statuses(event: Event) -> list[str]:
    word = STATUS_WORDS.get(event.status)
    told = [word] if word else []
    told += [RESCHEDULED] if event.is_rescheduled else []
    told += [MOVED_ONLINE] if event.moved_online else []
    return told or [SCHEDULED]


def _previous(event: Event) -> list[date]:
    """When it was to start before; first of all, the meeting of a series that it replaces."""
    when, previous = event.occurrence, [*event.previous_starts]
    if when is None or not (previous or instant_key(when) != instant_key(event.start)):
        return previous
    return [when, *(p for p in previous if instant_key(p) != instant_key(when))]


def _tour(id: str | None, names: dict[str, str]) -> Members | None:
    if id is None:
        return None
    return node("EventSeries", None, {"identifier": id, "name": names.get(id)})


def _kept(event: Event) -> Members:
    kept = event.extra.get(KEPT)
    return dict(kept) if isinstance(kept, Mapping) else {}


def _session(
    session: Session, rooms: Mapping[str, Members], cast: Cast, written: Mapping[str, str]
) -> Members:
    room = [] if session.room is None else [rooms[session.room]]
    word = STATUS_WORDS.get(session.status)
    whole = session.part_of if session.part_of in written else None
    special = {
        "identifier": session.id,
        "startDate": session.start.isoformat() if session.start else None,
        "endDate": session.end.isoformat() if session.end else None,
        "eventStatus": iri(word) if word else None,
        "location": [*room, *map(describe.online, session.online)],
        **cast.contributors(session.contributors),
        "subjectOf": [describe.material(m) for m in session.materials if not m.is_pending],
        "superEvent": node("Event", None, {"identifier": whole, "name": written[whole]})
        if whole
        else None,
        "additionalType": session.kind if session.kind != "talk" else None,
    }
    return node(SESSION_TYPES.get(session.kind, "Event"), session, special)
