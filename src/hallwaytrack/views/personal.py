"""What one person has to do at an event, as a calendar of their own.

- Its entries are the sessions and booths that the person has a part in, and their shifts: those
  that they cover, and as tentative those that they are offered. What has no start is left out.
- A title makes sense alone, among the entries of a whole year: "Booth: User Group area, Heroes
  Happen Here". A shift at a booth has the booth's title, and its own role in the description.
- Nothing private is in it, not even the person's own phone number, since the address of a feed is
  passed on: no assignments or notes, and of other people only those whom the programme names. What
  is marked as private stays so marked.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC
from hashlib import sha256
from typing import Any, NamedTuple

from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.engagements import OFF, Entry
from hallwaytrack.model.entries import uid_of
from hallwaytrack.model.event import Event
from hallwaytrack.model.extra import NO_EXTRA
from hallwaytrack.model.places import Venue, VirtualLocation
from hallwaytrack.model.sessions import Booth, Session
from hallwaytrack.model.shifts import Shift
from hallwaytrack.model.vocabulary import Status
from hallwaytrack.views.marked import MARK, TITLE, is_marked, marked_in, open_parts
from hallwaytrack.views.missed import missed_in
from hallwaytrack.views.public import public_view

LONGEST_ID = 255


class Part(NamedTuple):
    """What somebody has to do, and whether it is on."""

    entry: Entry
    status: Status


def schedule_of(event: Event, person_id: str) -> Calendar:
    """The calendar of one person at an event, to be written as a feed of their own.

    Its entries keep the UIDs of what they are made of, so that a subscriber sees a shift move.

    Args:
        event: The event.
        person_id: One of its people.

    Raises:
        UnknownIdError: If there is no such person.

    >>> from hallwaytrack import example
    >>> launch = example().event("launch-toronto@heroeshappenhere.example")
    >>> [entry.title for entry in schedule_of(launch, "lucia").events]
    ['Booth: User Group area, Heroes Happen Here']
    """
    person = event.person(person_id)
    marked = marked_in(event)
    entries = [
        _entry(part, event, person_id, is_private=is_marked(event) or _is_in(part.entry, marked))
        for part in parts_of(event, person_id)
    ]
    title = TITLE if is_marked(event) else event.title
    return Calendar(name=f"{person.name}: {title}", timezone=event.timezone, events=entries)


def _is_in(entry: Entry, marked: Collection[str]) -> bool:
    """Whether something is marked, or is a shift at what is."""
    return entry.id in marked or (isinstance(entry, Shift) and entry.place in marked)


def parts_of(event: Event, person_id: str) -> list[Part]:
    """What somebody has to do at an event, by time."""
    overruling = event.status if event.status in OFF else None
    found = [
        (entry.start.astimezone(UTC), entry.id, Part(entry, overruling or status))
        for entry, status in _parts(event, person_id)
        if entry.start is not None
    ]
    return [part for *_, part in sorted(found)]


def _parts(event: Event, person_id: str) -> Iterator[tuple[Entry, Status]]:
    entries: tuple[Session | Booth, ...] = (*event.sessions, *event.booths)
    for entry in entries:
        host = entry.host if isinstance(entry, Booth) else None
        if person_id in (host, *(contributor.person for contributor in entry.contributors)):
            yield entry, entry.status
    for shift in event.shifts:
        if person_id in shift.covered_by:
            yield shift, "confirmed"
        elif any(a.person == person_id and a.status == "offered" for a in shift.assignments):
            yield shift, "tentative"


def _entry(part: Part, event: Event, person_id: str, *, is_private: bool) -> Event:
    """An event by itself of what somebody has to do."""
    entry = part.entry
    members = (
        _of_shift(entry, event, person_id)
        if isinstance(entry, Shift)
        else _of_programme(entry, event)
    )
    assert entry.start is not None  # noqa: S101 - a part has a start; this tells mypy
    return Event(
        id=_id(entry, event),
        title=title_of(entry, event),
        start=entry.start,
        end=entry.end,
        timezone=event.timezone,
        status=part.status,
        status_reason=event.status_reason if part.status == event.status else None,
        extra=MARK if is_private else NO_EXTRA,
        venue=_venue(entry, event),
        sequence=entry.sequence,
        created=entry.created,
        updated=entry.updated,
        **members,
    )


def title_of(entry: Entry, event: Event) -> str:
    """A title that makes sense without the rest of the event."""
    booths = {booth.id: booth.title for booth in event.booths}
    if isinstance(entry, Session):
        kind, what = entry.kind.replace("_", " ").capitalize(), entry.title
    elif isinstance(entry, Booth):
        kind, what = "Booth", entry.title
    elif entry.place in booths:
        kind, what = "Booth", booths[entry.place]
    else:
        kind, what = "Shift", entry.role
    return f"{what}, {event.title}" if kind == "Other" else f"{kind}: {what}, {event.title}"


def _id(entry: Entry, event: Event) -> str:
    """The UID by which the event's own feed knows it, as far as it can be an event's id."""
    uid = uid_of(entry, event)
    if len(uid) <= LONGEST_ID and uid.isprintable() and " " not in uid:
        return uid
    return sha256(uid.encode()).hexdigest()


def _of_programme(entry: Session | Booth, event: Event) -> dict[str, Any]:
    """What a session or booth tells everyone, and who takes part in it."""
    named = {contributor.person for contributor in entry.contributors}
    members: dict[str, Any] = {
        "description": entry.description,
        "contributors": entry.contributors,
        "url": entry.url or event.url,
        "online": _online(entry, event),
    }
    for name in ("people", "groups", "sponsors"):
        members[name] = [_public(p) for p in getattr(event, name) if p.id in named]
    if isinstance(entry, Session):
        told = dict.fromkeys(filter(None, (entry.abstract, entry.description)))
        members["description"] = "\n\n".join(told)
        members["topics"] = entry.topics
        members["languages"] = [entry.language] if entry.language else ()
        members["materials"] = entry.materials
    return members


def _public(party: Any) -> Any:
    """A person, group or sponsor as anyone may see them; nobody knows what extra holds."""
    public = public_view(party)
    return public.replace(extra=NO_EXTRA) if hasattr(public, "extra") else public


def _online(entry: Session | Booth, event: Event) -> Iterable[VirtualLocation]:
    own = entry.online if isinstance(entry, Session) else ()
    return own or event.online


def _of_shift(shift: Shift, event: Event, person_id: str) -> dict[str, Any]:
    """What a volunteer should know of a shift."""
    paragraphs = [shift.role, shift.briefing, _meanwhile(shift, event, person_id)]
    return {"description": "\n\n".join(filter(None, paragraphs)), "url": event.url}


def _meanwhile(shift: Shift, event: Event, person_id: str) -> str:
    """What goes on without them, and what of it is to follow."""
    lines = []
    for session in missed_in(open_parts(event), [shift], person_id):
        pending = ", ".join(m.title for m in session.materials if m.is_pending)
        lines.append(f"- {session.title}{f' (to follow: {pending})' if pending else ''}")
    return "\n".join(["Meanwhile:", *lines]) if lines else ""


def _venue(entry: Entry, event: Event) -> Venue | None:
    """The venue, its name that of the room before it."""
    rooms: Mapping[str, str | None] = {booth.id: booth.room for booth in event.booths}
    if isinstance(entry, Session):
        room_id = entry.room
    else:
        room_id = rooms.get(entry.id) if isinstance(entry, Booth) else entry.place
        room_id = rooms.get(room_id or "", room_id)
    venues = (*([event.venue] if event.venue else []), *event.other_venues)
    for venue in venues:
        for room in venue.rooms:
            if room.id == room_id:
                return venue.replace(name=f"{room.name}, {venue.name}", rooms=())
    return event.venue and event.venue.replace(rooms=())
