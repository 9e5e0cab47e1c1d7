"""The places of one event: LOCATION becomes a venue, or a room of one.

A session is in a room of its event's venue where its LOCATION ends with that venue's text and it
has no GEO of its own; else it is in a room of another venue.
"""

from typing import Any

from hallwaytrack.formats.ical.draft import Draft
from hallwaytrack.formats.ical.mended import LINE_BREAKS, is_visible, made
from hallwaytrack.formats.ical.recognised import Where, where
from hallwaytrack.formats.ical.whole import venue_text
from hallwaytrack.formats.naming import Names, slug
from hallwaytrack.model.places import Address, GeoPoint, Room, Venue
from hallwaytrack.model.types import NOT_IN_LINE


class Places:
    """The venues and rooms of an event, as its VEVENTs name them."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._venue_ids = Names()
        self._room_ids = Names()
        self._known: dict[tuple[Any, ...], str | None] = {}
        self._others: dict[tuple[str, str | None, GeoPoint | None], tuple[str, dict[str, str]]] = {}
        self._rooms: dict[str, str] = {}
        self._venue = self._main(where(draft))
        self._text = "" if self._venue is None else venue_text(self._venue)

    def _main(self, place: Where) -> Venue | None:
        """The venue of the event itself."""
        text = place.text or place.name
        if text is None or not (text := one_line(text)):
            return None
        name, street = text, None
        if place.name and text.startswith(f"{place.name}, "):
            name, street = place.name, text[len(place.name) + 2 :]
        return self._made(name, street, place.geo, {})

    def room(self, draft: Draft) -> str | None:
        """The id of the room in which a session is, or None where it is where its event is."""
        values = draft.values
        if not draft.component.parts and "apple" not in values:
            key: tuple[Any, ...] = (values.get("location"), values.get("geo"))
            if key in self._known:
                return self._known[key]
            found = self._known[key] = self._room(where(draft))
            return found
        return self._room(where(draft))

    def _room(self, place: Where) -> str | None:
        if place.text is None or not (text := one_line(place.text)):
            return None
        if self._venue is not None and place.geo is None:
            name = self._name_here(text, place.name)
            if name is not None:
                return self._id(self._rooms, name) if name else None
        return self._elsewhere(text, place)

    def _name_here(self, text: str, name: str | None) -> str | None:
        """The name of a room at the event's venue; "" for the venue itself, None elsewhere."""
        if text == self._text:
            is_room = name == text and self._venue is not None and name != self._venue.name
            return text if is_room else ""
        room = text.removesuffix(f", {self._text}")
        # A room called as its venue would be written once, not twice.
        is_told = room not in (text, self._text) and is_visible(room)
        return room if is_told and self._venue and room != self._venue.name else None

    def _elsewhere(self, text: str, place: Where) -> str:
        venue, street, room = text, None, text
        if place.name and text.startswith(f"{place.name}, "):
            room, rest = place.name, text[len(place.name) + 2 :]
            venue, street = (rest, None) if rest != room else (room, rest)
        key = (venue, street, place.geo)
        if key not in self._others:
            self._others[key] = self._venue_ids.take(slug(venue, "venue")), {}
        return self._id(self._others[key][1], room)

    def _id(self, rooms: dict[str, str], name: str) -> str:
        if name not in rooms:
            rooms[name] = self._room_ids.take(slug(name, "room"))
        return rooms[name]

    def members(self) -> dict[str, Any]:
        """``venue`` and ``other_venues``, once all sessions were asked for their rooms."""
        found: dict[str, Any] = {}
        if self._venue is not None:
            found["venue"] = (
                self._venue.replace(rooms=self._made_rooms(self._rooms))
                if self._rooms
                else self._venue
            )
        if self._others:
            found["other_venues"] = [
                self._made(name, street, geo, rooms, id)
                for (name, street, geo), (id, rooms) in self._others.items()
            ]
        return found

    def _made(
        self,
        name: str,
        street: str | None,
        geo: GeoPoint | None,
        rooms: dict[str, str],
        id: str | None = None,
    ) -> Venue:
        members = {
            "id": id or self._venue_ids.take(slug(name, "venue")),
            "name": name,
            "address": Address(street=street) if street else None,
            "geo": geo,
            "rooms": self._made_rooms(rooms),
        }
        return made(Venue, members, self._draft)

    def _made_rooms(self, rooms: dict[str, str]) -> tuple[Room, ...]:
        return tuple(Room(id=id, name=name) for name, id in rooms.items())


def one_line(text: str) -> str:
    """A place in one line: its lines joined by commas, without control characters."""
    if text.isprintable():
        return text if is_visible(text) else ""
    lines = (part.strip(" ,") for part in text.translate(TO_LINES).split("\n"))
    kept = ", ".join(part for part in lines if part) if "\n" in text else text
    found = NOT_IN_LINE.sub("", kept.translate(LINE_BREAKS))
    return found if is_visible(found) else ""


TO_LINES = str.maketrans(dict.fromkeys("\r\u2028\u2029", "\n"))
