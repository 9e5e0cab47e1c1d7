"""An event: one gathering, self-contained, with everything that belongs to it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, TypeAlias

from hallwaytrack.errors import Problem, UnknownIdError
from hallwaytrack.model import parts
from hallwaytrack.model.base import Model, frozen
from hallwaytrack.model.entries import entry_rules
from hallwaytrack.model.extra import NO_EXTRA
from hallwaytrack.model.groups import UserGroup
from hallwaytrack.model.life import Lived
from hallwaytrack.model.people import Contributor, Person, Sponsor, Volunteer
from hallwaytrack.model.places import Room, Venue, VirtualLocation
from hallwaytrack.model.scopes import naming, repeated
from hallwaytrack.model.sessions import (
    Booth,
    CallForSpeakers,
    Material,
    Note,
    Session,
    Ticket,
    Track,
)
from hallwaytrack.model.shifts import Shift
from hallwaytrack.model.staffing import Staffed
from hallwaytrack.model.times import DAY, elapsed, ends_after_start
from hallwaytrack.model.types import (
    Count,
    Extra,
    Id,
    Lang,
    Line,
    PersonId,
    Stamp,
    Text,
    Url,
    When,
    Zone,
)
from hallwaytrack.model.vocabulary import Attendance, EventKind, Status
from hallwaytrack.model.windows import midnight, zone_or_utc
from hallwaytrack.model.zoning import settle_zone

Party: TypeAlias = Person | UserGroup | Sponsor
"""Who a ``PersonId`` of an event may name."""


@frozen(kw_only=True)
class Event(Lived, Staffed, Model):
    """A gathering: a meeting, a conference, a tour stop.

    An event is timed (its start an aware ``datetime``) or all-day (its start a ``date``, its end
    the last day). Every time in it is kept in its ``timezone``.

    Args:
        id: Unique in the world and kept for good; "name@domain" is recommended.
        title: As it is announced.
        start: An aware datetime, or a date.
        end: Of the same kind; a date is inclusive. None while open.
        timezone: An IANA name; taken from an aware start whose zone has a name, and needed
            when anything inside is timed.
        kind: What sort of event.
        status: "tentative", "confirmed", "cancelled" or "postponed".
        status_reason: Why it is cancelled or postponed, in words.
        moved_online: Whether it was to be in person and is not any more.
        previous_starts: When it was to start before.
        subtitle: A second line.
        description: What it is about.
        languages: BCP 47.
        topics: What it is about, in keywords.
        products: What it shows.
        audience: Whom it is for.
        venue: Where it is; none while that is to be announced.
        other_venues: Where else it is.
        online: Where it is online.
        people: Everyone whom something in it names.
        groups: The user groups that it names.
        organizers: Ids of groups, people or sponsors.
        contributors: Who does what for the whole of it.
        sponsors: Who supports it.
        tracks: The threads of its programme.
        sessions: Its programme.
        booths: Its booths.
        volunteers: Who offers to help. They leave the library only when asked for.
        shifts: What they do. They leave the library only when asked for.
        materials: What the whole of it leaves behind.
        notes: What was written down.
        tickets: How to get in.
        call_for_speakers: Where to offer a talk.
        url: Its page.
        image: Its picture.
        links: Its other pages.
        code_of_conduct: Where that stands.
        tour: The id of the calendar's tour whose stop it is.
        occurrence: Only in a series: which meeting this one replaces.
        same_as: Ids under which others list the same gathering.
        sources: Where it was read from.
        sequence: How often its public entry changed; publishing counts it.
        created: When it was made.
        updated: When its public entry changed last; publishing sets it.
        extra: What other tools put there.

    Raises:
        InvalidValueError: With every rule that is broken in its ``problems``.
    """

    id: Id
    title: Line
    start: When
    end: When | None = None
    timezone: Zone | None = None
    kind: EventKind = "other"
    status: Status = "confirmed"
    status_reason: Line | None = None
    moved_online: bool = False
    previous_starts: Sequence[When] = ()
    subtitle: Line | None = None
    description: Text | None = None
    languages: Sequence[Lang] = ()
    topics: Sequence[Line] = ()
    products: Sequence[Line] = ()
    audience: Sequence[Line] = ()
    venue: Venue | None = None
    other_venues: Sequence[Venue] = ()
    online: Sequence[VirtualLocation] = ()
    people: Sequence[Person] = ()
    groups: Sequence[UserGroup] = ()
    organizers: Sequence[PersonId] = ()
    contributors: Sequence[Contributor] = ()
    sponsors: Sequence[Sponsor] = ()
    tracks: Sequence[Track] = ()
    sessions: Sequence[Session] = ()
    booths: Sequence[Booth] = ()
    volunteers: Sequence[Volunteer] = ()
    shifts: Sequence[Shift] = ()
    materials: Sequence[Material] = ()
    notes: Sequence[Note] = ()
    tickets: Sequence[Ticket] = ()
    call_for_speakers: CallForSpeakers | None = None
    url: Url | None = None
    image: Url | None = None
    links: Sequence[Url] = ()
    code_of_conduct: Url | None = None
    tour: Id | None = None
    occurrence: When | None = None
    same_as: Sequence[Id] = ()
    sources: Sequence[Url] = ()
    sequence: Count = 0
    created: Stamp | None = None
    updated: Stamp | None = None
    extra: Extra = NO_EXTRA

    def settle(self) -> Iterator[Problem]:
        """The zone, and all times in it."""
        yield from settle_zone(self)

    def broken(self) -> Iterator[Problem]:
        """The rules that hold an event together."""
        yield from ends_after_start(self.start, self.end)
        yield from naming(self)
        yield from entry_rules(self)
        yield from repeated("material", [("/materials", self.materials)])
        yield from repeated("note", [("/notes", self.notes)])

    # Look-ups

    @property
    def is_all_day(self) -> bool:
        """Whether its start is a date."""
        return not isinstance(self.start, datetime)

    @property
    def starts_at(self) -> datetime:
        """The instant of its start; a day counts from midnight in its zone, or UTC without one."""
        return midnight(self.start, zone_or_utc(self.timezone))

    @property
    def ends_at(self) -> datetime | None:
        """The instant at which it is over, not included; None while open."""
        if self.end is None:
            return None
        over = self.end if isinstance(self.end, datetime) else self.end + DAY
        return midnight(over, zone_or_utc(self.timezone))

    @property
    def duration(self) -> timedelta | None:
        """The time that passes from start to end, clock changes counted; None while open."""
        end = self.ends_at
        return None if end is None else elapsed(self.starts_at, end)

    @property
    def attendance(self) -> Attendance:
        """How people take part: "in_person", "online", "hybrid" or "to_be_announced"."""
        if self.moved_online:
            return "online"
        if self.venue is None and not self.other_venues:
            return "online" if self.online else "to_be_announced"
        return "hybrid" if self.online else "in_person"

    @property
    def is_rescheduled(self) -> bool:
        """Whether it was to start at another time before."""
        return bool(self.previous_starts)

    def session(self, id: str) -> Session:
        """The session of this id.

        Raises:
            UnknownIdError: If there is none; the same holds for the look-ups below.
        """
        return parts.find("session", self._by_id, Session, id)

    def booth(self, id: str) -> Booth:
        """The booth of this id."""
        return parts.find("booth", self._by_id, Booth, id)

    def shift(self, id: str) -> Shift:
        """The shift of this id."""
        return parts.find("shift", self._by_id, Shift, id)

    def person(self, id: str) -> Person:
        """The person of this id."""
        return parts.find("person", self._parties, Person, id)

    def group(self, id: str) -> UserGroup:
        """The user group of this id."""
        return parts.find("group", self._parties, UserGroup, id)

    def sponsor(self, id: str) -> Sponsor:
        """The sponsor of this id."""
        return parts.find("sponsor", self._parties, Sponsor, id)

    def room(self, id: str) -> Room:
        """The room of this id, at whichever venue."""
        return parts.find("room", self._rooms, Room, id)

    def track(self, id: str) -> Track:
        """The track of this id."""
        return parts.find("track", {t.id: t for t in self.tracks}, Track, id)

    def speakers(self, session_id: str) -> tuple[Party, ...]:
        """Who speaks in a session, in its order: people, groups or sponsors."""
        contributors = self.session(session_id).contributors
        return tuple(self._parties[c.person] for c in contributors if c.role == "speaker")

    def pending_materials(self) -> tuple[Material, ...]:
        """The materials still to come: the event's own, then each session's."""
        owners: tuple[Event | Session, ...] = (self, *self.sessions)
        return tuple(m for owner in owners for m in owner.materials if m.is_pending)

    @cached_property
    def _by_id(self) -> dict[str, Session | Booth | Shift]:
        parts_: tuple[Session | Booth | Shift, ...] = (*self.sessions, *self.booths, *self.shifts)
        return {part.id: part for part in parts_}

    @cached_property
    def _parties(self) -> dict[str, Party]:
        parties: tuple[Party, ...] = (*self.people, *self.groups, *self.sponsors)
        return {party.id: party for party in parties}

    @cached_property
    def _rooms(self) -> dict[str, Room]:
        venues = (*([self.venue] if self.venue else []), *self.other_venues)
        return {room.id: room for venue in venues for room in venue.rooms}

    # Its parts

    def put(self, *parts_: parts.EventPart) -> "Event":
        """This event with these parts: one of the same class and id is replaced in place.

        Any number of parts goes in in one pass. A venue that is not there yet becomes ``venue``, or
        one of the ``other_venues`` where there is a venue already; a ticket is known by its name.
        """
        return parts.put(self, parts_)

    def remove(self, *parts_: "parts.EventPart | str") -> "Event":
        """This event without these parts, given themselves or by id.

        Raises:
            UnknownIdError: If there is no such part.
            InvalidValueError: If something that stays refers to it, or an id names two parts.
        """
        return parts.remove(self, parts_)

    def amend(self, entry_id: str, **changes: Any) -> "Event":
        """This event with one session, booth or shift changed.

        A new start without an end keeps the elapsed length.
        """
        return self.put(parts.amended(self._entry(entry_id), changes))

    def attach(self, entry_id: str, material: Material) -> "Event":
        """This event with a material at a session; one of the same id is replaced."""
        session = self.session(entry_id)
        return self.put(session.replace(materials=parts.merged(session.materials, [material])))

    def _entry(self, entry_id: str) -> Session | Booth | Shift:
        entry = self._by_id.get(entry_id)
        if entry is None:
            raise UnknownIdError(parts.unknown("session, booth or shift", entry_id, self._by_id))
        return entry
