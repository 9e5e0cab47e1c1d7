"""An agenda as CSV: one row a session, for people who work in a spreadsheet.

- By start, then by room; what has no start yet comes last.
- Days and times are those of the event's zone, each in a cell of its own: 2008-02-27, 09:00. An end
  on another day has that day before it. Seconds are written where there are any.
- A session that is cancelled or postponed says so before its title.
- A session in all rooms has "All rooms" for its room.

What it cannot carry: ``registry.AGENDA_CSV_CANNOT_CARRY``.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from hallwaytrack.errors import Problem, pointer
from hallwaytrack.formats.losses import LEFT_OUT, REORDERED, Carries, Fate, left_out, loss
from hallwaytrack.formats.sheets import sheet
from hallwaytrack.model.event import Event, Party
from hallwaytrack.model.groups import UserGroup
from hallwaytrack.model.people import Contributor, Person, Sponsor
from hallwaytrack.model.places import Room, Venue
from hallwaytrack.model.sessions import Session, Track
from hallwaytrack.views.marked import is_marked, marked_in, unmarked

MEMBERS: Final[Mapping[str, str]] = {
    "day": "start",
    "start": "start",
    "end": "end",
    "room": "room",
    "track": "track",
    "title": "title",
    "speakers": "contributors",
    "url": "url",
}
"""The columns, and the member of a session that each is made of."""
COLUMNS: Final = tuple(MEMBERS)
ALL_ROOMS: Final = "All rooms"
BEFORE_TITLE: Final[Mapping[str, str]] = {"cancelled": "Cancelled: ", "postponed": "Postponed: "}


def to_agenda_csv(event: Event) -> bytes:
    """The sessions of an event as CSV, without what is marked as private.

    >>> from hallwaytrack import example
    >>> launch = example().event("launch-toronto@heroeshappenhere.example")
    >>> print(to_agenda_csv(launch).decode("utf-8-sig").splitlines()[0])
    day,start,end,room,track,title,speakers,url
    """
    event = unmarked(event)
    rooms = _rooms(event)
    tracks = {track.id: track.name for track in event.tracks}
    parties: tuple[Party, ...] = (*event.people, *event.groups, *event.sponsors)
    names = {party.id: party.name for party in parties}
    rows = (_row(session, rooms, tracks, names) for session in _in_order(event, rooms))
    return sheet([COLUMNS, *rows])


def _in_order(event: Event, rooms: Iterable[str]) -> list[Session]:
    places = {id: i for i, id in enumerate(rooms)}
    return sorted(event.sessions, key=lambda session: _order(session, places))


def _rooms(event: Event) -> Mapping[str, str]:
    venues = [venue for venue in (event.venue, *event.other_venues) if venue is not None]
    return {room.id: room.name for venue in venues for room in venue.rooms}


def _order(session: Session, places: Mapping[str, int]) -> tuple[Any, ...]:
    room = -1 if session.room is None else places[session.room]
    if session.start is None:
        return True, session.title, session.id
    return False, session.start.astimezone(UTC), room, session.title, session.id


def _row(
    session: Session, rooms: Mapping[str, str], tracks: Mapping[str, str], names: Mapping[str, str]
) -> tuple[str, ...]:
    start, end = session.start, session.end
    speakers = [names[c.person] for c in session.contributors if _is_told(c)]
    room = ALL_ROOMS if session.all_rooms else rooms.get(session.room or "", "")
    return (
        f"{start:%Y-%m-%d}" if start else "",
        _clock(start) if start else "",
        _end(end, start) if end and start else "",
        room,
        tracks.get(session.track or "", ""),
        BEFORE_TITLE.get(session.status, "") + session.title,
        ", ".join(speakers),
        session.url or "",
    )


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"


def _end(end: datetime, start: datetime) -> str:
    day = "" if end.date() == start.date() else f"{end:%Y-%m-%d} "
    return day + _clock(end)


def _is_told(contributor: Contributor) -> bool:
    return contributor.role == "speaker"


# What is lost


def lost_in_agenda_csv(event: Event) -> Iterator[Problem]:
    """A warning for everything in an event that is not in the table."""
    shown = unmarked(event)
    hidden = {s.id for s in event.sessions} if is_marked(event) else marked_in(event)
    yield from left_out(event, _carries(shown, hidden))
    if _in_order(shown, _rooms(shown)) != list(shown.sessions):
        yield loss(f"sessions {REORDERED}", pointer("sessions"))


def _carries(event: Event, hidden: Collection[str]) -> Carries:
    """The columns, and the names that they hold: of what the sessions name, and no more."""
    told = {c.person for s in event.sessions for c in s.contributors if _is_told(c)}
    told |= {session.track for session in event.sessions if session.track}
    rooms = {session.room for session in event.sessions}

    def party(part: Any, _: Any) -> str:
        return "" if part.id in told else LEFT_OUT

    def room(part: Room, _: Any) -> str:
        return "" if part.id in rooms else LEFT_OUT

    def venue(part: Venue, _: Any) -> str:
        return "" if any(not room(each, part) for each in part.rooms) else LEFT_OUT

    return {
        Event: {
            "sessions": lambda s, _: LEFT_OUT if s.id in hidden else "",
            **dict.fromkeys(("tracks", "people", "groups", "sponsors"), party),
            **dict.fromkeys(("venue", "other_venues"), venue),
        },
        Session: {**dict.fromkeys((*MEMBERS.values(), "all_rooms")), **FATES},
        Contributor: dict.fromkeys(("person", "role")),
        Venue: {"rooms": room},
        **{cls: {"name": None} for cls in (Room, Track, Person, UserGroup, Sponsor)},
    }


def _clock_fate(when: datetime, _: Session) -> str:
    return "is told without saying that it is the second pass of its hour" if when.fold else ""


FATES: Final[Mapping[str, Fate]] = {
    "start": _clock_fate,
    "end": _clock_fate,
    "status": lambda status, _: "" if status in BEFORE_TITLE else LEFT_OUT,
    "contributors": lambda contributor, _: "" if _is_told(contributor) else LEFT_OUT,
}
"""What becomes of what the columns hold only in part."""
