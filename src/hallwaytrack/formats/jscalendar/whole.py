"""An event as its objects need it: keys of its people and places, and what it is part of."""

from collections.abc import Mapping
from typing import Any

from hallwaytrack.formats.jscalendar.values import Keys
from hallwaytrack.model.entries import Entry
from hallwaytrack.model.event import Event, Party
from hallwaytrack.model.places import Room, Venue
from hallwaytrack.model.series import EventSeries


class Whole:
    """What is worked out once for an event and all that it holds.

    Attributes:
        event: The event.
        series: The series whose template or changed meeting it is.
        children: What becomes an entry beside it: all that has a start.
        parties: Its people, groups and sponsors by id.
        party_keys: Their keys in ``participants``.
        venues: Its venues.
        rooms: Its rooms with their venues, by id.
        place_keys: The keys of venues and rooms in ``locations``.
    """

    def __init__(self, event: Event, series: EventSeries | None = None) -> None:
        self.event = event
        self.series = series
        entries: tuple[Entry, ...] = (*event.sessions, *event.booths, *event.shifts)
        self.children = [entry for entry in entries if entry.start is not None]
        parties: tuple[Party, ...] = (*event.people, *event.groups, *event.sponsors)
        self.parties: Mapping[str, Party] = {party.id: party for party in parties}
        keys = Keys()
        self.party_keys = {id: keys.take(id) for id in self.parties}
        self.venues: list[Venue] = [*([event.venue] if event.venue else []), *event.other_venues]
        self.rooms: dict[str, tuple[Room, Venue]] = {}
        self.place_keys: dict[tuple[type[Any], str], str] = {}
        keys = Keys()
        for venue in self.venues:
            self.place_keys[Venue, venue.id] = keys.take(venue.id)
            for room in venue.rooms:
                self.rooms[room.id] = (room, venue)
                self.place_keys[Room, room.id] = keys.take(room.id)
