"""Venues and rooms as locations (:rfc:`8984`, section 4.2.5).

An event has a location for each venue, and one for each room that says within which. A session has
that of its room and that of the room's venue, or the event's own.
"""

from collections.abc import Mapping
from typing import Any

from hallwaytrack.formats.jscalendar.links import links, read_links
from hallwaytrack.formats.jscalendar.making import made
from hallwaytrack.formats.jscalendar.source import Node
from hallwaytrack.formats.jscalendar.values import (
    ID,
    OURS,
    UNNAMED,
    boolean,
    geo,
    given_name,
    name_in,
    one_line,
    point,
    string,
    tidy,
    typed,
)
from hallwaytrack.formats.jscalendar.whole import Whole
from hallwaytrack.formats.naming import Names, lawful
from hallwaytrack.model.places import Address, Room, Venue

WITHIN, ADDRESS, ASIDE = f"{OURS}within", f"{OURS}address", f"{OURS}otherVenue"
ADDRESS_PARTS = ("street", "locality", "region", "postal_code", "country")


def locations(whole: Whole) -> dict[str, Any] | None:
    """The locations of an event."""
    found: dict[str, Any] = {}
    for venue in whole.venues:
        found |= _venue(venue, whole)
        for room in venue.rooms:
            found |= _room(room, venue, whole)
    return found or None


def locations_of(entry: Any, whole: Whole) -> dict[str, Any] | None:
    """Those of a session, booth or shift."""
    room, venue = whole.rooms.get(_room_of(entry) or "", (None, whole.event.venue))
    found: dict[str, Any] = {}
    if room is not None and venue is not None:
        found |= _room(room, venue, whole)
    if venue is not None:
        found |= _venue(venue, whole)
    return found or None


def _room_of(entry: Any) -> str | None:
    name: str | None = getattr(entry, "room", None) or getattr(entry, "place", None)
    return name


def _entry(cls: type[Any], place: Any, whole: Whole, **members: Any) -> dict[str, Any]:
    key = whole.place_keys[cls, place.id]
    location = typed("Location", name=given_name(place.name))
    if key != place.id:
        location[ID] = place.id
    return {key: location | {k: v for k, v in members.items() if v is not None}}


def _room(room: Room, venue: Venue, whole: Whole) -> dict[str, Any]:
    return _entry(Room, room, whole, **{WITHIN: whole.place_keys[Venue, venue.id]})


def _venue(venue: Venue, whole: Whole) -> dict[str, Any]:
    address = venue.address
    description = "\n\n".join(part for part in (_one_line(address), venue.directions) if part)
    ours = {ADDRESS: None if address is None else _address(address)}
    if whole.event.venue is None and venue is whole.venues[0]:
        ours[ASIDE] = True  # type: ignore[assignment]
    return _entry(
        Venue,
        venue,
        whole,
        description=description or None,
        coordinates=geo(venue.geo),
        links=links(venue),
        **ours,
    )


def _address(address: Address) -> dict[str, Any]:
    parts = {name: getattr(address, name) for name in ADDRESS_PARTS}
    return {name: part for name, part in parts.items() if part is not None}


def _one_line(address: Address | None) -> str:
    return "" if address is None else ", ".join(_address(address).values())


class Places:
    """The places of an event as they are read.

    A key is one of its object alone: what a session has under the key of another place of its
    event, by another name, is a place of its own.

    Attributes:
        venues: Its venues by their keys.
        rooms: The ids of its rooms by their keys.
    """

    def __init__(self, node: Node) -> None:
        self._node = node
        self._venue_ids, self._room_ids = Names(), Names()
        self._rooms_of: dict[str, list[Room]] = {}
        self.venues: dict[str, Venue] = {}
        self.rooms: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._aside = False
        found = [*node.objects("locations")]
        keys = {key for key, place in found if not isinstance(place.values.get(WITHIN), str)}
        for key, place in found:
            if key in keys:
                self._add_venue(key, place)
        for key, place in found:
            if key not in keys:
                self._add_room(key, place)

    def _add_venue(self, key: str, place: Node) -> None:
        name, address = _name(place), self._address(place)
        directions = place.get("description", tidy)
        line = _one_line(address)
        if line and directions is not None:
            directions = directions.removeprefix(line).removeprefix("\n\n")
        members = {
            "id": self._venue_ids.take(
                lawful(place.get(ID, string) or key.partition("\n")[0] or "x")
            ),
            "name": name,
            "address": address,
            "geo": place.get("coordinates", point),
            "directions": directions or None,
            **read_links(place, ("url",)),
        }
        self._names[key] = name
        if not self.venues:
            self._aside = bool(place.get(ASIDE, boolean))
        self.venues[key] = made(Venue, members, place)
        self._rooms_of[key] = []

    def _address(self, place: Node) -> Address | None:
        node = place.object(ADDRESS)
        if node is None:
            return None
        parts = {name: node.get(name, one_line) for name in ADDRESS_PARTS}
        return made(Address, {k: v for k, v in parts.items() if v}, node)

    def _add_room(self, key: str, place: Node) -> None:
        within = place.values[WITHIN]
        if within not in self.venues:
            self._add_venue(key, place)
            return
        id = self._room_ids.take(_id(key, place))
        self._rooms_of[within].append(Room(id=id, name=_name(place)))
        self.rooms[key], self._names[key] = id, name_in(place.values)

    def room(self, node: Node) -> str | None:
        """The room of a session; a place that its event does not know is another venue."""
        for plain, place in node.objects("locations"):
            key = self._key(plain, place.values)
            if key in self.rooms:
                return self.rooms[key]
            if key not in self.venues:
                self._add_venue(key, place)
                venue = self.venues[key]
                id = self._room_ids.take(venue.id)
                self._rooms_of[key].append(Room(id=id, name=venue.name))
                self.rooms[key] = id
                return id
        return None

    def _key(self, key: str, values: Mapping[str, Any]) -> str:
        name = name_in(values)
        return key if self._names.get(key, name) == name else f"{key}\n{name}"

    def known(self, key: str, values: Mapping[str, Any]) -> tuple[type[Any], str] | None:
        """The class and id of what was read under a key."""
        key = self._key(key, values)
        if key in self.rooms:
            return Room, self.rooms[key]
        return (Venue, self.venues[key].id) if key in self.venues else None

    def members(self) -> dict[str, Any]:
        """``venue`` and ``other_venues``, once all sessions were asked for their rooms."""
        found = [
            venue.replace(rooms=self._rooms_of[key]) if self._rooms_of[key] else venue
            for key, venue in self.venues.items()
        ]
        main = [] if self._aside else found[:1]
        return {"venue": main[0] if main else None, "other_venues": found[len(main) :]}


def _id(key: str, place: Node) -> str:
    """The id that a place has, or its key is."""
    return lawful(place.get(ID, string) or key.partition("\n")[0] or "x")


def _name(place: Node) -> str:
    """The name of a place; an example of the specification (section 6.9) calls it title."""
    name = place.get("name", one_line) or place.get("title", one_line)
    if name is None:
        place.tell("a place needs a name", mend=f"it is called {UNNAMED}", severity="info")
    return name or UNNAMED
