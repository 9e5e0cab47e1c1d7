"""The people, rooms and tracks of a file, and which of them the event has already."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from hallwaytrack.formats.naming import Names, lawful, slug
from hallwaytrack.formats.objects import Item, line_of, made
from hallwaytrack.formats.sessionize.views import Source
from hallwaytrack.model.event import Event, Party
from hallwaytrack.model.people import Contributor, Person
from hallwaytrack.model.places import Room, Venue
from hallwaytrack.model.sessions import Session, Track

SPEAKER_MEMBERS: Final[Mapping[str, str]] = {
    "id": "id",
    "fullName": "name",
    "bio": "bio",
    "tagLine": "affiliation",
    "profilePicture": "image",
    "links": "links",
}
"""The members of a speaker, and what each becomes."""
WORDS: Final = {ours: theirs for theirs, ours in SPEAKER_MEMBERS.items()}


def names_of(ids: Iterable[str]) -> Names:
    """A scope in which these ids are taken."""
    names = Names()
    for id in ids:
        names.take(id)
    return names


class Cast:
    """The speakers, each of whom is one person of the event.

    Attributes:
        people: Those who were met, by id.
    """

    def __init__(self, into: Event, source: Source) -> None:
        self._known = {person.id: person for person in into.people}
        others: tuple[Party, ...] = (*into.groups, *into.sponsors)
        self._taken = names_of(party.id for party in others)
        self._ids: dict[str, str] = {}
        self.people: dict[str, Person] = {}
        for item in source.speakers:
            self._met(item, _details(item))

    def _met(self, item: Item, details: Mapping[str, Any]) -> str | None:
        key = item.key("id")
        name = item.line("fullName") or item.line("name") or _joined(item)
        if key is None or name is None:
            item.tell("a speaker must have an id and a name; left out")
            return None
        if key not in self._ids:
            id = self._taken.take(lawful(key.replace("@", "-")))
            person = self._known.get(id) or Person(id=id, name=name)
            found = {"name": name, **details}
            self.people[id] = made(Person, found, item, WORDS, person) or person
            self._ids[key] = id
        return self._ids[key]

    def contributors(self, session: Item, old: Session | None) -> tuple[Contributor, ...]:
        """The speakers of a session, and those who do something else in it already."""
        values = session.values.get("speakers")
        if isinstance(values, list) and any(isinstance(value, dict) for value in values):
            found = [self._met(speaker, {}) for speaker in session.items("speakers")]
        else:
            found = [self._named(key, session) for key in session.keys("speakers")]
        others = [c for c in old.contributors if c.role != "speaker"] if old else []
        ids = dict.fromkeys(id for id in found if id is not None)
        return (*(Contributor(person=id) for id in ids), *others)

    def _named(self, key: str, session: Item) -> str | None:
        if key not in self._ids:
            session.tell("a speaker must be in the file; left out", "speakers", key)
        return self._ids.get(key)


def _details(item: Item) -> dict[str, Any]:
    """What the view All tells of a speaker beside the name."""
    links = (link.line("url") for link in item.items("links"))
    return {
        "bio": item.text("bio"),
        "affiliation": item.line("tagLine"),
        "image": item.line("profilePicture"),
        "links": tuple(dict.fromkeys(url for url in links if url)),
    }


def _joined(item: Item) -> str | None:
    names = (item.line("firstName"), item.line("lastName"))
    return line_of(" ".join(name for name in names if name))


class Rooms:
    """The rooms, which are those of the event where it has them by id or by name."""

    def __init__(self, into: Event, source: Source) -> None:
        self._into = into
        venues = [venue for venue in (into.venue, *into.other_venues) if venue is not None]
        rooms = [room for venue in venues for room in venue.rooms]
        self._known = {room.id: room.id for room in rooms}
        self._called = {room.name.casefold(): room.id for room in rooms}
        self._taken = names_of((*self._known, *(booth.id for booth in into.booths)))
        self._new: list[Room] = []
        self._ids: dict[str, str] = {}
        for item in source.rooms:
            self._met(item)

    def _met(self, item: Item) -> None:
        key, name = item.key("id"), item.line("name")
        if key is None or name is None:
            item.tell("a room must have an id and a name; left out")
        elif key not in self._ids:  # GridSmart lists the rooms of each day
            id = self._known.get(lawful(key)) or self._called.get(name.casefold())
            self._ids[key] = id or self._made(lawful(key), name)

    def _made(self, key: str, name: str) -> str:
        room = Room(id=self._taken.take(key), name=name)
        self._new.append(room)
        return room.id

    def id_of(self, session: Item) -> str | None:
        """The room of a session."""
        key = session.key("roomId")
        if key is not None and key not in self._ids:
            session.tell("roomId must be that of a room in the file; left out", "roomId", key)
        return self._ids.get(key or "")

    def venue(self) -> Venue | None:
        """The venue of the event with the rooms that are new."""
        venue = self._into.venue
        if not self._new:
            return venue
        if venue is not None:
            return venue.replace(rooms=(*venue.rooms, *self._new))
        id = names_of(other.id for other in self._into.other_venues).take("venue")
        return Venue(id=id, name=self._into.title, rooms=self._new)


class Tracks:
    """The tracks, which are those of the event where it has them by name.

    Attributes:
        new: Those that it had not.
    """

    def __init__(self, into: Event) -> None:
        self._ids = {track.name.casefold(): track.id for track in into.tracks}
        self._taken = names_of(track.id for track in into.tracks)
        self.new: list[Track] = []

    def id_of(self, name: str) -> str:
        """The track of this name."""
        key = name.casefold()
        if key not in self._ids:
            self._ids[key] = self._taken.take(slug(name, "track"))
            self.new.append(Track(id=self._ids[key], name=name))
        return self._ids[key]
