"""hallwaytrack's side of each race: plain data to checked models, and models to bytes and back."""

from hallwaytrack import (
    Address,
    Contributor,
    Event,
    Person,
    Room,
    Session,
    Track,
    Venue,
    from_ical,
    from_json,
    to_ical,
    to_icalendar,
    to_json,
)

from .data import Plain

__all__ = [
    "event",
    "event_from_ical",
    "event_from_json",
    "ical_bytes",
    "to_ical",
    "to_icalendar",
    "to_json",
]


def ical_bytes(conference: Plain) -> bytes:
    """The whole way that the peers are timed on: plain data, validated objects, bytes."""
    return to_ical(event(conference))


def event_from_ical(data: bytes) -> Event:
    """The whole way from bytes to validated models, with the problems that were met."""
    return from_ical(data, Event)


def event_from_json(data: bytes) -> Event:
    """The class asked for is the class returned, so the benchmark reads one kind only."""
    return from_json(data, Event)


def event(conference: Plain) -> Event:
    """Every object is made by its own constructor, so every rule of ``models.md`` is checked."""
    parts: Plain = {
        "venue": _venue(conference["venue"]),
        "people": [Person(**person) for person in conference["people"]],
        "tracks": [Track(**track) for track in conference["tracks"]],
        "sessions": [_session(session) for session in conference["sessions"]],
    }
    return Event(**(conference | parts))


def _venue(venue: Plain) -> Venue:
    rooms = [Room(**room) for room in venue["rooms"]]
    return Venue(**(venue | {"address": Address(**venue["address"]), "rooms": rooms}))


def _session(session: Plain) -> Session:
    contributors = [Contributor(**contributor) for contributor in session["contributors"]]
    return Session(**(session | {"contributors": contributors}))
