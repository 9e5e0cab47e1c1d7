"""What of one event is lost in a schedule: told by the table, and by reading what was written.

What the table does not have is left out. What it has is compared with what a reader gets: the two
are told apart by the GUIDs of talks, the names of rooms and tracks, what tells people, and the
addresses of materials. So nothing is lost untold, whichever rule it is lost by.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeVar

from hallwaytrack.errors import Problem, pointer, shown
from hallwaytrack.formats.frab import ids
from hallwaytrack.formats.frab.cast import person_key
from hallwaytrack.formats.frab.describe import person_of, takes_place
from hallwaytrack.formats.frab.read import read_json, read_xml
from hallwaytrack.formats.frab.table import JSON, ROWS, XML, Dialect
from hallwaytrack.formats.frab.tree import Found
from hallwaytrack.formats.frab.values import NOT_IN_XML
from hallwaytrack.formats.frab.write import write_json, write_xml
from hallwaytrack.formats.losses import LEFT_OUT, Carries, Fate, left_out, loss
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Field, fields_of
from hallwaytrack.model.sessions import Session
from hallwaytrack.model.times import instant_key

T = TypeVar("T")
NO_TALK = "is left out: no break is a talk, nor what has no start or is off"


def lost_in_xml(event: Event) -> Iterator[Problem]:
    """A warning for everything in an event that ``schedule.xml`` does not carry."""
    return _lost(event, read_xml(write_xml(event)).document, XML)


def lost_in_json(event: Event) -> Iterator[Problem]:
    """A warning for everything in an event that ``schedule.json`` does not carry."""
    return _lost(event, read_json(write_json(event)).document, JSON)


def _lost(event: Event, back: Event, dialect: Dialect) -> Iterator[Problem]:
    twins = _Twins(event, back, dialect)
    carries: Carries = {
        cls: {
            row.member: _fate(cls, row.member, twins)
            for row in rows
            if row.member and row.stands_in(dialect)
        }
        | (
            {"extra": partial(_extra_fate, twins)}
            if any(f.name == "extra" for f in fields_of(cls))
            else {}
        )
        for cls, rows in ROWS.items()
    }
    yield from left_out(event, carries)
    yield from twins.made_up()


def _fate(cls: type, member: str, twins: "_Twins") -> Fate:
    field = next(f for f in fields_of(cls) if f.name == member)
    if field.model:
        return partial(_part_fate, twins)
    return partial(_value_fate, twins, field)


def _part_fate(twins: "_Twins", part: Any, owner: Any) -> str:
    if twins.of(part, owner) is not None:
        return ""
    return NO_TALK if isinstance(part, Session) and not takes_place(part) else LEFT_OUT


def _value_fate(twins: "_Twins", field: Field, value: Any, owner: Any) -> str:
    other = getattr(twins.of(owner), field.name)
    if field.many:
        return "" if value in other else "comes back as another, or not at all"
    wanted = twins.ids.get((field.refers_to, value), value) if field.refers_to else value
    if instant_key(other) == instant_key(wanted):
        return ""
    return LEFT_OUT if other == field.default else f"comes back as {shown(other)}"


def _extra_fate(twins: "_Twins", value: Any, owner: Any) -> str:
    return "" if twins.of(owner).extra == value else "is not kept, or not all of it"


class _Twins:
    """What each part of an event is in the event that was read back."""

    def __init__(self, event: Event, back: Event, dialect: Dialect) -> None:
        self.dialect = dialect
        self._pairs: dict[int, tuple[Any, Any]] = {}
        self._inside: dict[tuple[int, int], Any] = {}
        self.ids: dict[tuple[str | None, str], str] = {}
        self._add(event, back)
        rooms = _rooms(back)
        if event.venue and back.venue:
            self._add(event.venue, back.venue)
        self._match(_rooms(event), rooms, self._name, "room")
        self._match(event.tracks, back.tracks, self._name, "track")
        parties = (*event.people, *event.groups, *event.sponsors)
        self._match(parties, back.people, self._person, "person")
        guids = (partial(_guid, event.id), partial(_guid, back.id))
        self._match(event.sessions, back.sessions, guids[0], None, guids[1])
        for session, other in [p for p in self._pairs.values() if isinstance(p[0], Session)]:
            self._within(session, session.contributors, other.contributors, self._contributor, _who)
            self._within(session, session.materials, other.materials, _what, _what)

    def of(self, part: Any, owner: Any = None) -> Any:
        """The part that came back for one; None if none did."""
        if (id(owner), id(part)) in self._inside:
            return self._inside[id(owner), id(part)]
        pair = self._pairs.get(id(part))
        return None if pair is None else pair[1]

    def _add(self, part: Any, other: Any) -> None:
        self._pairs[id(part)] = (part, other)

    def _match(
        self,
        parts: Iterable[T],
        others: Iterable[Any],
        key: Callable[[T], Any],
        scope: str | None,
        other_key: Callable[[Any], Any] | None = None,
    ) -> None:
        left = {(other_key or key)(other): other for other in reversed([*others])}
        for part in parts:
            other = left.pop(key(part), None)
            if other is not None:
                self._add(part, other)
                self.ids[scope, part.id] = other.id  # type: ignore[attr-defined]

    def _within(
        self,
        owner: Any,
        parts: Iterable[T],
        others: Iterable[Any],
        key: Callable[[T], Any],
        other_key: Callable[[Any], Any],
    ) -> None:
        left = {other_key(other): other for other in reversed([*others])}
        for part in parts:
            other = left.pop(key(part), None)
            self._inside[id(owner), id(part)] = other
            if other is not None:
                self._add(part, other)

    def _name(self, part: Any) -> str:
        return NOT_IN_XML.sub("", part.name).strip(" ")

    def _person(self, party: Any) -> str | None:
        return person_key(Found(person_of(party, self.dialect)))

    def _contributor(self, contributor: Any) -> Any:
        return self.ids.get(("person", contributor.person))

    def made_up(self) -> Iterator[Problem]:
        """What comes back where there was nothing."""
        event, back = next(iter(self._pairs.values()))
        if event.end is None and back.end is not None:
            yield loss(f"end comes back as {shown(back.end)}", "/end")
        if event.kind != back.kind and event.kind == "other":
            yield loss(f"kind comes back as {back.kind!r}", "/kind")
        for i, session in enumerate(event.sessions):
            twin = self.of(session)
            if twin is not None and session.recording == "unknown" != twin.recording:
                place = pointer("sessions", i, "recording")
                yield loss(f"recording comes back as {twin.recording!r}", place)


def _rooms(event: Event) -> list[Any]:
    venues = (*([event.venue] if event.venue else []), *event.other_venues)
    return [room for venue in venues for room in venue.rooms]


def _guid(event_id: str, session: Session) -> str:
    return ids.guid_of(session.id, event_id)


def _who(contributor: Any) -> Any:
    return contributor.person


def _what(material: Any) -> Any:
    return material.url, material.title
