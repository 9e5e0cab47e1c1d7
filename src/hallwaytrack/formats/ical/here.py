"""The places of an event that is known already: what an edited LOCATION means there.

A text that a place of the event is written with is that place. Any other is a new one: a room of
the event's venue where it ends with ", " and that venue's text, else a room of a new venue.
"""

from collections.abc import Iterable
from typing import Any

from hallwaytrack.formats.ical.draft import Draft
from hallwaytrack.formats.ical.mended import is_visible
from hallwaytrack.formats.ical.places import one_line
from hallwaytrack.formats.ical.whole import room_text, venue_text
from hallwaytrack.formats.naming import Names, slug
from hallwaytrack.model.event import Event
from hallwaytrack.model.places import Room, Venue
from hallwaytrack.model.sessions import Booth


class Here:
    """The venues of an event, as they become while its entries are read.

    Args:
        event: The event as it was written.
        booths: Its booths: people meet there, and their ids are those of places.
    """

    def __init__(self, event: Event, booths: Iterable[Booth]) -> None:
        self._before = event.venue
        self._venue = event.venue
        self._others = list(event.other_venues)
        self._booths = tuple(booths)
        self._venue_ids, self._place_ids = Names(), Names()
        for venue in self._venues():
            self._venue_ids.take(venue.id)
            for room in venue.rooms:
                self._place_ids.take(room.id)
        for booth in self._booths:
            self._place_ids.take(booth.id)

    def _venues(self) -> list[Venue]:
        return [*([self._venue] if self._venue else []), *self._others]

    def move_to(self, text: str | None) -> None:
        """Put the event itself elsewhere; nowhere, if there is no text."""
        text = one_line(text or "")
        found = next((v for v in self._others if venue_text(v) == text), None)
        if found is not None:
            self._others.remove(found)
        elif text:
            found = Venue(id=self._venue_ids.take(slug(text, "venue")), name=text)
        if self._venue is not None:
            self._others.append(self._venue)
        self._venue = found

    def room(self, draft: Draft) -> str | None:
        """The id of the room that a VEVENT names, or None where that is the event's venue."""
        text = one_line(draft.values.get("location") or "")
        if not text or (self._venue is not None and text == venue_text(self._venue)):
            return None
        for venue in self._venues():
            for room in venue.rooms:
                if room_text(room, venue, venue_text(venue)) == text:
                    return room.id
        return self._new_room(text)

    def place(self, draft: Draft) -> str | None:
        """The id of the booth or room where a shift is."""
        text = one_line(draft.values.get("location") or "")
        for booth in self._booths:
            if text and text == ", ".join(filter(None, (booth.title, self._text(booth.room)))):
                return booth.id
        return self.room(draft)

    def _text(self, room: str | None) -> str | None:
        """Where a booth in this room is."""
        for venue in self._venues():
            for known in venue.rooms:
                if known.id == room:
                    return room_text(known, venue, venue_text(venue))
        return venue_text(self._venue) if self._venue else None

    def _new_room(self, text: str) -> str:
        venue, name = self._venue, text
        if venue is not None:
            whole = venue_text(venue)
            name = text.removesuffix(f", {whole}")
            # A room called as its venue would be written once, not twice.
            if name in (text, whole, venue.name) or not is_visible(name):
                venue, name = None, text
        if venue is None:
            venue = next((v for v in self._others if venue_text(v) == text), None)
        room = Room(id=self._place_ids.take(slug(name, "room")), name=name)
        if venue is None:
            id = self._venue_ids.take(slug(text, "venue"))
            self._others.append(Venue(id=id, name=text, rooms=(room,)))
        else:
            self._put(venue, venue.replace(rooms=(*venue.rooms, room)))
        return room.id

    def _put(self, old: Venue, new: Venue) -> None:
        if old is self._venue:
            self._venue = new
        else:
            self._others[self._others.index(old)] = new

    def members(self, used: set[str]) -> dict[str, Any]:
        """``venue`` and ``other_venues``; a venue that was left goes if nothing is there."""
        left = self._before
        others = [
            venue
            for venue in self._others
            if left is None or venue.id != left.id or any(room.id in used for room in venue.rooms)
        ]
        return {"venue": self._venue, "other_venues": tuple(others)}
