"""Where an event that is read is: venues, rooms, places online."""

import re
from collections.abc import Iterable
from typing import Any, get_args

from hallwaytrack.formats.jsonld.making import made, plain
from hallwaytrack.formats.jsonld.node import Node
from hallwaytrack.formats.naming import Names, lawful, slug
from hallwaytrack.model.places import Address, GeoPoint, Room, Venue, VirtualLocation
from hallwaytrack.model.vocabulary import VirtualKind

VIRTUAL_KINDS = get_args(VirtualKind)
WEB = re.compile(r"https?://\S+", re.IGNORECASE)


class Places:
    """The venues of one event, and where it is online, while it is read."""

    def __init__(self) -> None:
        self._venues: dict[str, dict[str, Any]] = {}
        self._nodes: dict[str, Node] = {}
        self._named: dict[str, str] = {}
        self._rooms: dict[tuple[str, str], str] = {}
        self._ids, self._room_ids = Names(), Names()

    def at(self, node: Node) -> list[VirtualLocation]:
        """Note the venues of an event; where it is online is given back."""
        found: list[VirtualLocation] = []
        for location in node.nodes("location"):
            if is_online(location):
                found += _online(location)
            elif self._venue(location) is None:
                location.tell("a place must have a name or an address; it is left out")
        return found

    def room_at(self, node: Node) -> tuple[str | None, list[VirtualLocation]]:
        """The id of the room in which a session is, and where it is online."""
        room: str | None = None
        online: list[VirtualLocation] = []
        for location in node.nodes("location"):
            if is_online(location):
                online += _online(location)
            elif room is None:
                room = self._room_of(location)
        return room, online

    def _room_of(self, location: Node) -> str | None:
        """The id of a room; None of a place that is a venue itself."""
        name = location.text or location.line("name")
        holder = location.node("containedInPlace")
        venue = self._venue(holder) if holder else next(iter(self._venues), None)
        known = self._known(location)
        if known is not None and holder is None:
            return None
        if venue is None or name is None:
            self._venue(location)
            return None
        return self._room(location, name, venue)

    def _known(self, location: Node) -> str | None:
        if location.id:
            return location.id if location.id in self._venues else None
        return self._named.get(location.text or location.line("name") or "")

    def _venue(self, node: Node) -> str | None:
        known = self._known(node)
        if known is not None:
            return known
        address = address_of(node)
        name = node.text or node.line("name") or _name_of(address) or node.line("address")
        if name is None:
            return None
        id = self._ids.take(lawful(node.id or slug(name, "venue")))
        self._nodes[id] = node
        self._named.setdefault(name, id)
        self._venues[id] = {
            **plain(Venue, node),
            "id": id,
            "name": name,
            "address": address,
            "geo": _geo(node),
            "rooms": [],
        }
        for inner in node.nodes("containsPlace"):
            room = inner.text or inner.line("name")
            if room is not None:
                self._room(inner, room, id)
        return id

    def _room(self, node: Node, name: str, venue: str) -> str:
        key = ("id", node.id) if node.id else (venue, name)
        if key not in self._rooms:
            id = self._room_ids.take(lawful(node.id or slug(name, "room")))
            room = made(Room, {**plain(Room, node), "id": id, "name": name}, node)
            self._rooms[key] = id
            self._venues[venue]["rooms"] += [room] if room else []
        return self._rooms[key]

    def venues(self) -> list[Venue]:
        """The venues, with the rooms that were met since."""
        found = (made(Venue, members, self._nodes[id]) for id, members in self._venues.items())
        return [venue for venue in found if venue is not None]


def is_online(location: Node) -> bool:
    """Whether a location is one online: by its type, or as a bare address of the Web."""
    if location.types:
        return "VirtualLocation" in location.types
    return bool(location.text and WEB.fullmatch(location.text))


def _online(location: Node) -> Iterable[VirtualLocation]:
    members = plain(VirtualLocation, location)
    members["url"] = members.get("url") or location.text
    members["kind"] = next((k for k in location.additional if k in VIRTUAL_KINDS), "join")
    if members["url"] is None:
        location.tell("a place online must have a url; it is left out")
        return ()
    found = made(VirtualLocation, members, location)
    return () if found is None else (found,)


def address_of(node: Node) -> Address | None:
    """The address of a place; a text is the street."""
    found = node.node("address")
    if found is None:
        return None
    members = {"street": found.text} if found.text else plain(Address, found)
    address = made(Address, members, found)
    return address if address != Address() else None


def _name_of(address: Address | None) -> str | None:
    return (address.street or address.locality) if address else None


def _geo(node: Node) -> GeoPoint | None:
    found = node.node("geo") or node
    members = plain(GeoPoint, found)
    is_whole = members.get("latitude") is not None and members.get("longitude") is not None
    return made(GeoPoint, members, found) if is_whole else None
