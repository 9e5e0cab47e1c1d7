"""An agenda as CSV: one row a session, for people who work in a spreadsheet.

- By start, then by room; what has no start yet comes last.
- Days and times are those of the event's zone, each in a cell of its own: 2008-02-27, 09:00. An end
  on another day has that day before it. Seconds are written where there are any.
- A session that is cancelled or postponed says so before its title.
- A session in all rooms has "All rooms" for its room.

What it cannot carry: ``registry.AGENDA_CSV_CANNOT_CARRY``.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from hallwaytrack.formats.sheets import sheet
from hallwaytrack.model.event import Event, Party
from hallwaytrack.model.sessions import Session
from hallwaytrack.views.marked import unmarked

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
    places = {id: i for i, id in enumerate(rooms)}
    sessions = sorted(event.sessions, key=lambda session: _order(session, places))
    return sheet([COLUMNS, *(_row(session, rooms, tracks, names) for session in sessions)])


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
    speakers = [names[c.person] for c in session.contributors if c.role == "speaker"]
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
