"""An event as its entries need it: what is worked out once and used by each of them."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple, TypeAlias

from hallwaytrack.formats.ical.values import escaped_line
from hallwaytrack.model.entries import Entry, tail_of
from hallwaytrack.model.event import Event, Party
from hallwaytrack.model.groups import Tour
from hallwaytrack.model.people import ROLE_WORDS, Contributor
from hallwaytrack.model.places import Address, Room, Venue
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.sessions import Booth, Session

Component: TypeAlias = Event | Session | Booth
"""What becomes a VEVENT."""

PREFIXES = {"cancelled": "Cancelled: ", "postponed": "Postponed: "}
"""What stands before the title of what will not be: Outlook ignores STATUS in subscriptions."""
FEW = 8
"""Children are few where there are as many people for each."""
IN_ROLE = {role: f" ({word})" if word else "" for role, word in ROLE_WORDS.items()}


class Place(NamedTuple):
    """A room as its entries need it: with its venue, and its LOCATION."""

    room: Room
    venue: Venue
    text: str


class Whole:
    """An event as its entries need it: what is worked out once and used by every child."""

    def __init__(
        self,
        event: Event,
        tours: Mapping[str, Tour],
        series: EventSeries | None = None,
        *,
        full: bool = False,
    ) -> None:
        self.event = event
        self.full = full
        self.series = series
        """The series whose template or changed meeting the event is."""
        children = chain[Entry](event.sessions, event.booths, event.shifts if full else ())
        self.children = [child for child in children if child.start is not None]
        """Those that are to be written: what is remembered of others is left out at the very first,
        as what is worked out below depends on them."""
        self.tail = tail_of(event)
        self.tour = tours.get(event.tour) if event.tour else None
        self.venue_text = None if event.venue is None else venue_text(event.venue)
        self.overruling = event.status if event.status in PREFIXES else None
        """The status that every child takes over: nothing happens at a cancelled event."""

    @cached_property
    def parties(self) -> dict[str, Party]:
        """Who may be named, by their ids."""
        event = self.event
        parties: tuple[Party, ...] = (*event.people, *event.groups, *event.sponsors)
        return {party.id: party for party in parties}

    @cached_property
    def rare(self) -> set[str]:
        """Which of created, image, materials, online, and the status postponed, some child has.

        Few have any. One look at each child takes less than one for each of those words.
        """
        rare: set[str] = set()
        for child in self.children:
            if child.created is not None:
                rare.add("created")
            if isinstance(child, Session):
                if child.image is not None:
                    rare.add("image")
                if child.materials:
                    rare.add("materials")
                if child.online:
                    rare.add("online")
                if child.status == "postponed":
                    rare.add("postponed")
            elif isinstance(child, Booth) and child.status == "postponed":
                rare.add("postponed")
        return rare

    @cached_property
    def is_online(self) -> bool:
        """Whether anything that is written of it can be followed from elsewhere."""
        rooms = (place.room.online for place in self.rooms.values())
        return bool(self.event.online) or "online" in self.rare or any(rooms)

    @cached_property
    def rooms(self) -> dict[str | None, "Place"]:
        """Each room with its venue and its LOCATION."""
        venues = (*([self.event.venue] if self.event.venue else []), *self.event.other_venues)
        return {
            room.id: Place(room, venue, room_text(room, venue, told))
            for venue in venues
            for told in [venue_text(venue)]
            for room in venue.rooms
        }

    @cached_property
    def locations(self) -> dict[str | None, str]:
        """The LOCATION of each room."""
        return {id: place.text for id, place in self.rooms.items()}

    @cached_property
    def names(self) -> dict[str, str]:
        """Their names."""
        event = self.event
        parties: tuple[Party, ...] = (*event.people, *event.groups, *event.sponsors)
        return {party.id: party.name for party in parties}

    @cached_property
    def speakers(self) -> dict[str, bytes] | None:
        """Who speaks, by id, as it is written: ``Ada Lovelace (speaker)``.

        None where anything can be followed from elsewhere, as descriptions tell of that first, and
        for a few of many children, of which to escape all names would take longer.
        """
        if self.is_online or len(self.children) * FEW < len(self.event.people):
            return None
        told = "\0".join([name + IN_ROLE["speaker"] for name in self.names.values()])
        return dict(zip(self.names, escaped_line(told.encode()).split(b"\0"), strict=False))

    def told(self, contributors: Sequence[Contributor]) -> str:
        """Contributors as "Ada Lovelace (speaker), Bob (host)"."""
        names = self.names
        told = [
            f"{names[c.person]} ({c.label})" if c.label else names[c.person] + IN_ROLE[c.role]
            for c in contributors
        ]
        return ", ".join(told)


def venue_text(venue: Venue) -> str:
    """A venue in one line: its name, then the parts of its address."""
    return ", ".join([venue.name, *address_parts(venue.address)])


def address_parts(address: Address | None) -> list[str]:
    """The parts of an address that are there, from the street to the country."""
    if address is None:
        return []
    parts = (
        address.street, address.locality, address.region, address.postal_code, address.country
    )  # fmt: skip
    return [part for part in parts if part]


def room_text(room: Room, venue: Venue, told: str) -> str:
    """A room in one line, with its venue as that is told; once, where both are the same."""
    return told if room.name in (venue.name, told) else f"{room.name}, {told}"
