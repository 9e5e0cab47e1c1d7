"""The parts of a document as nodes: by the table what is plain, by a function each what is not.

A node has its ``@type`` first and its properties in the order of the table, so that the same
document gives the same bytes. What is absent is left out, never null.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

from hallwaytrack.formats.jsonld.table import ROWS
from hallwaytrack.formats.jsonld.words import IN_STOCK, SOLD_OUT, iri
from hallwaytrack.model.base import Model
from hallwaytrack.model.event import Event, Party
from hallwaytrack.model.groups import Tour, UserGroup
from hallwaytrack.model.people import Contributor, Person
from hallwaytrack.model.places import Address, Room, Venue, VirtualLocation
from hallwaytrack.model.sessions import Material, Ticket

Members: TypeAlias = dict[str, Any]
ABSENT: tuple[Any, ...] = (None, "", (), [], {})
AS_LISTS = frozenset(("keywords",))
"""Properties in which one text would be taken for a list with commas."""


def node(kind: str, part: Model | None, special: Mapping[str, Any] = {}) -> Members:
    """A node of a type: the plain members of a part, and what is told of the others."""
    told: Members = {}
    for row in ROWS.get(type(part), ()):
        name = row.property
        value = _plain(getattr(part, row.member)) if row.way else None
        value = special.get(name, value)
        if name not in told and name[:1] != "@" and value not in ABSENT:
            told[name] = value if name in AS_LISTS else few(value)
    left = {name: value for name, value in special.items() if value not in ABSENT}
    return {"@type": kind, **told, **{k: few(v) for k, v in left.items() if k not in told}}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def few(value: Any) -> Any:
    """One value as itself, several as a list."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def things(kind: str, property: str, names: Iterable[str]) -> list[Members]:
    """Names as nodes of a type."""
    return [{"@type": kind, property: name} for name in names]


# Places


def place(venue: Venue) -> Members:
    """A venue with its rooms."""
    return node(
        "Place",
        venue,
        {
            "identifier": venue.id,
            "address": address(venue.address),
            "geo": node("GeoCoordinates", venue.geo) if venue.geo else None,
            "containsPlace": [_room(room) for room in venue.rooms],
        },
    )


def address(found: Address | None) -> Members | None:
    """A postal address; None where it has no part."""
    told = node("PostalAddress", found)
    return told if len(told) > 1 else None


def _room(room: Room) -> Members:
    return node("MeetingRoom", room, {"identifier": room.id})


def rooms_of(event: Event) -> dict[str, Members]:
    """Where sessions can be, by the ids of rooms: the room, and the place that has it."""
    found = {}
    for venue in (*([event.venue] if event.venue else []), *event.other_venues):
        told = {"identifier": venue.id, "name": venue.name, "address": address(venue.address)}
        holder = node("Place", None, told)
        for room in venue.rooms:
            special = {"identifier": room.id, "name": room.name, "containedInPlace": holder}
            found[room.id] = node("MeetingRoom", None, special)
    return found


def online(location: VirtualLocation) -> Members:
    """A place online; to join it is what one does there."""
    kind = None if location.kind == "join" else location.kind
    return node("VirtualLocation", location, {"additionalType": kind})


# People


class Cast:
    """Who an event names: told whole at first, by identifier and name from then on."""

    def __init__(self, event: Event) -> None:
        parties: tuple[Party, ...] = (*event.people, *event.groups, *event.sponsors)
        self._parties = {found.id: found for found in parties}
        self._told: set[str] = set()

    def party(self, id: str) -> Members:
        """The node of a person, group or sponsor."""
        found = self._parties[id]
        if id not in self._told:
            self._told.add(id)
            return party(found)
        kind = "Person" if isinstance(found, Person) else "Organization"
        return {"@type": kind, "identifier": found.id, "name": found.name}

    def contributors(self, given: Iterable[Contributor]) -> Members:
        """Who speaks or performs, and who does something else."""
        told: Members = {"performer": [], "contributor": []}
        for each in given:
            found = self.party(each.person)
            is_performer = each.role in ("speaker", "performer")
            name = "performer" if is_performer else "contributor"
            told[name].append(found if _is_plain(each) else _role(each, name, found))
        return told


def _is_plain(contributor: Contributor) -> bool:
    return contributor.role == "speaker" and contributor.label is None


def _role(contributor: Contributor, name: str, found: Members) -> Members:
    word, label = contributor.role, contributor.label
    return node("Role", None, {"additionalType": word, "roleName": label, name: found})


def party(found: Party) -> Members:
    """A person, group or sponsor, whole; nothing that is private is in a row of the table."""
    special: Members = {"identifier": found.id}
    if isinstance(found, Person):
        if found.affiliation:
            special["affiliation"] = {"@type": "Organization", "name": found.affiliation}
        return node("Person", found, special)
    if isinstance(found, UserGroup):
        special["address"] = address(Address(locality=found.locality, country=found.country))
        special["member"] = [party(person) for person in found.people]
    return node("Organization", found, special)


def tour(found: Tour) -> Members:
    """A tour: a series of events without a schedule."""
    organizer = {"@type": "Organization", "name": found.organizer} if found.organizer else None
    about = things("Thing", "name", found.products)
    special = {"identifier": found.id, "organizer": organizer, "about": about}
    return node("EventSeries", found, special)


# What there is to have


def offer(ticket: Ticket) -> Members:
    """A ticket."""
    capacity = ticket.capacity
    special = {
        "validFrom": _plain(ticket.opens_at),
        "validThrough": _plain(ticket.closes_at),
        "price": None if ticket.price is None else f"{ticket.price:f}",
        "inventoryLevel": capacity
        if capacity is None
        else {"@type": "QuantitativeValue", "value": capacity},
        "availability": iri(SOLD_OUT if ticket.sold_out else IN_STOCK),
    }
    return node("Offer", ticket, special)


def is_free(tickets: Iterable[Ticket]) -> bool | None:
    """Whether there is a way in for nothing; None where no ticket tells its price."""
    prices = [ticket.price for ticket in tickets if ticket.price is not None]
    return min(prices) == 0 if prices else None


def material(found: Material) -> Members:
    """A material that is there."""
    kind = None if found.kind == "link" else found.kind
    return node("CreativeWork", found, {"identifier": found.id, "additionalType": kind})
