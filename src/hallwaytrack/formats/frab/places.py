"""The rooms and tracks of a schedule: named by its talks, and listed apart in newer ones."""

from typing import Any

from hallwaytrack.errors import Problem
from hallwaytrack.formats.frab import ids
from hallwaytrack.formats.frab.making import kept, made, simple
from hallwaytrack.formats.frab.tree import Found
from hallwaytrack.formats.frab.values import line_of
from hallwaytrack.formats.naming import Names, lawful, slug
from hallwaytrack.model.places import Address, Room, Venue
from hallwaytrack.model.sessions import Track

VENUE_ID = "venue"
"""The id of the venue of a schedule, which at most names it."""
NO_NAMES: frozenset[str] = frozenset()


class Rooms:
    """The rooms by their names: those listed apart first."""

    def __init__(self, listed: list[Found], event_id: str, problems: list[Problem]) -> None:
        self._event_id = event_id
        self._problems = problems
        self._taken = Names()
        self._rooms: dict[str, Room] = {}
        self._by_guid: dict[str, str] = {}
        named: dict[str, Found] = {}
        for found in listed:  # what is said last of a room is said where its talks are, and is less
            name = line_of(found.get("name"))
            if name and len(found.values) > len(named[name].values if name in named else ()):
                named[name] = found
        for name, found in named.items():
            self._add(name, found)

    def id_of(self, value: Any, talk: Found) -> str | None:
        """The id of a room that a talk names by its name or, in version 2, by its GUID."""
        if isinstance(value, dict):
            known = self._by_guid.get(str(value.get("guid")))
            name = known or line_of(value.get("name"))
        else:
            name = line_of(value)
        if name is None:
            return None
        if name not in self._rooms:
            self._add(name, talk._replace(values={"name": name}))
        return self._rooms[name].id

    def _add(self, name: str, found: Found) -> None:
        guid, own = line_of(found.get("guid")), slug(name, "room")
        listed = line_of(found.get("slug"))
        id = own
        if guid is not None:
            known = ids.recognised(guid, (listed, own), self._event_id)
            id = own if known in self._taken else known  # some files give all rooms one GUID
            self._by_guid.setdefault(guid, name)
        id = self._taken.take(lawful(id))
        members = simple(Room, found) | {"id": id, "name": name}
        capacity = found.get("capacity")
        if isinstance(capacity, float) and capacity.is_integer():
            capacity = int(capacity)
        if capacity is not None:
            members["capacity"] = capacity
        members["extra"] = kept(Room, found, NO_NAMES, {"slug": id})
        room = made(Room, members, found, self._problems)
        self._rooms[name] = room or Room(id=id, name=name)

    def venue(self, title: str, conference: Found) -> Venue | None:
        """The venue with all rooms; None where there is neither a room nor a name."""
        name, city = line_of(conference.get("venue")), line_of(conference.get("city"))
        if not (self._rooms or name or city):
            return None
        address = Address(locality=city) if city else None
        rooms = tuple(self._rooms.values())
        return Venue(id=VENUE_ID, name=name or title, address=address, rooms=rooms)


class Tracks:
    """The tracks by their names: those listed apart first."""

    def __init__(self, listed: list[Found], problems: list[Problem]) -> None:
        self._problems = problems
        self._taken = Names()
        self.tracks: dict[str, Track] = {}
        self._by_slug: dict[str, str] = {}
        for found in listed:
            name = line_of(found.get("name"))
            if name and name not in self.tracks:
                self._add(name, found)

    def id_of(self, value: Any, talk: Found) -> str | None:
        """The id of a track that a talk names by its name or, in version 2, by its slug."""
        if isinstance(value, dict):
            name = self._by_slug.get(str(value.get("slug"))) or line_of(value.get("name"))
        else:
            name = line_of(value)
        if name is None:
            return None
        if name not in self.tracks:
            self._add(name, talk._replace(values={"name": name}))
        return self.tracks[name].id

    def _add(self, name: str, found: Found) -> None:
        own = line_of(found.get("slug"))
        if own:
            self._by_slug.setdefault(own, name)
        id = self._taken.take(lawful(own or slug(name, "track")))
        color = found.get("color") or _light(found.get("colors"))
        members: dict[str, Any] = {"id": id, "name": name}
        if color:
            members["color"] = color
        track = made(Track, members, found, self._problems)
        self.tracks[name] = track or Track(id=id, name=name)


def _light(colors: Any) -> Any:
    return colors.get("light") if isinstance(colors, dict) else None
