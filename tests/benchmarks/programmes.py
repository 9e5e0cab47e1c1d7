"""One programme as each format holds it.

Most formats hold an event with its sessions. Where one holds no sessions, it is given as many of
what it does hold: confs.tech conferences, and a roster shifts with one volunteer each. Sessionize's
files are made here, as the library does not write them.
"""

from collections.abc import Iterator
from datetime import timedelta

from hallwaytrack import Address, Calendar, Event, Session, Venue, read, write

from . import data, festival, ours
from .data import Plain
from .plain import write_json

INTO = ("roster-csv", "sessionize")
"""The formats that are read into the event which they are about."""


def schedule(talks: int) -> Event:
    """The event of the other benchmarks, as a schedule carries it: without what was cancelled."""
    more = ours.event(data.conference(talks + talks // 50 + 1))
    event: Event = read(write(more, "frab-json")).document
    return event.replace(sessions=event.sessions[:talks])


def held_by(name: str, event: Event) -> Event | Calendar:
    """What is written in a format, or read into."""
    if name == "confs-tech":
        return Calendar(events=list(_conferences(event)))
    if name == "roster-csv":
        return festival.festival(len(event.sessions))
    if name == "sessionize":
        return event.replace(people=(), tracks=(), sessions=(), contributors=())
    return event


def _conferences(event: Event) -> Iterator[Event]:
    address = Address(locality="Toronto", country="CA")
    for day, session in enumerate(event.sessions):
        start = data.OPENS.date() + timedelta(days=day)
        yield Event(
            id=f"{session.id}@example.org",
            title=session.title,
            start=start,
            end=start + timedelta(days=2),
            kind="conference",
            url=f"https://example.org/{day}",
            venue=Venue(id="venue", name="Toronto", address=address),
            languages=["en", "fr"],
        )


def sessionize(event: Event) -> bytes:
    """The view All of Sessionize's API."""
    rooms = event.venue.rooms if event.venue else ()
    tracks = [{"id": track.id, "name": track.name} for track in event.tracks]
    return write_json(
        {
            "sessions": list(map(_session, event.sessions)),
            "speakers": [
                {"id": person.id, "fullName": person.name, "bio": person.bio, "links": []}
                for person in event.people
            ],
            "questions": [],
            "categories": [{"id": "track", "title": "Track", "items": tracks}],
            "rooms": [{"id": room.id, "name": room.name} for room in rooms],
        }
    )


def _session(session: Session) -> Plain:
    start, end = session.start, session.end
    return {
        "id": session.id,
        "title": session.title,
        "description": session.abstract,
        "startsAt": start and f"{start:%Y-%m-%dT%H:%M:%S}",
        "endsAt": end and f"{end:%Y-%m-%dT%H:%M:%S}",
        "isServiceSession": False,
        "isPlenumSession": False,
        "speakers": [each.person for each in session.contributors],
        "categoryItems": [session.track] if session.track else [],
        "questionAnswers": [],
        "roomId": session.room,
        "liveUrl": None,
        "recordingUrl": None,
        "status": "Accepted",
    }
