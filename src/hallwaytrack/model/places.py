"""Where things happen: addresses, venues with their rooms, and places online."""

from collections.abc import Iterator, Sequence

from hallwaytrack.errors import Problem
from hallwaytrack.model.base import Model, frozen
from hallwaytrack.model.extra import NO_EXTRA
from hallwaytrack.model.scopes import repeated
from hallwaytrack.model.types import (
    Count,
    Country,
    Extra,
    Id,
    Latitude,
    Line,
    Longitude,
    Phone,
    PlaceId,
    Text,
    Url,
)
from hallwaytrack.model.vocabulary import VirtualKind


@frozen(kw_only=True)
class Address(Model):
    """A postal address; every part is optional.

    Args:
        street: Number and street, in the order of the place.
        locality: The town or city.
        region: The province or state.
        postal_code: As the post writes it.
        country: ISO 3166-1 alpha-2, such as "CA".
    """

    street: Line | None = None
    locality: Line | None = None
    region: Line | None = None
    postal_code: Line | None = None
    country: Country | None = None


@frozen(kw_only=True)
class GeoPoint(Model):
    """A point on the earth, in WGS 84 degrees.

    Args:
        latitude: -90 to 90, north positive.
        longitude: -180 to 180, east positive.
    """

    latitude: Latitude
    longitude: Longitude


@frozen(kw_only=True)
class VirtualLocation(Model):
    """A place online.

    Args:
        url: Where it is; a ``tel:`` URL for a phone conference.
        kind: "join" (take part), "stream" (watch), "chat" or "phone".
        label: What people call it.
        dial_in: A number to call in by; it is public.
    """

    url: Url
    kind: VirtualKind = "join"
    label: Line | None = None
    dial_in: Phone | None = None


@frozen(kw_only=True)
class Room(Model):
    """A room of a venue.

    Args:
        id: Unique among the event's rooms and booths.
        name: As the door says it.
        capacity: How many people it holds.
        floor: Where in the building.
        accessibility: Steps, lifts, hearing loops, in words.
        online: Where to follow from elsewhere what happens in it.
        extra: What other tools put there.
    """

    id: PlaceId
    name: Line
    capacity: Count | None = None
    floor: Line | None = None
    accessibility: Text | None = None
    online: Sequence[VirtualLocation] = ()
    extra: Extra = NO_EXTRA


@frozen(kw_only=True)
class Venue(Model):
    """A building or a site, with its rooms.

    Args:
        id: Unique among the event's venues.
        name: As people know it.
        address: Where the post finds it.
        geo: Where a map shows it.
        url: Its own page.
        capacity: How many people it holds.
        rooms: Its rooms, in the order in which a programme shows them.
        accessibility: How to get in and about, in words.
        directions: How to get there, in words.
    """

    id: Id
    name: Line
    address: Address | None = None
    geo: GeoPoint | None = None
    url: Url | None = None
    capacity: Count | None = None
    rooms: Sequence[Room] = ()
    accessibility: Text | None = None
    directions: Text | None = None

    def broken(self) -> Iterator[Problem]:
        """Room ids are unique."""
        yield from repeated("room", [("/rooms", self.rooms)])
