"""What happens at an event: sessions and booths, and what they leave behind."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from hallwaytrack.errors import Problem
from hallwaytrack.model.base import Model, frozen
from hallwaytrack.model.extra import NO_EXTRA
from hallwaytrack.model.people import Contributor
from hallwaytrack.model.places import VirtualLocation
from hallwaytrack.model.scopes import repeated
from hallwaytrack.model.times import ends_after_start
from hallwaytrack.model.types import (
    Color,
    Count,
    Currency,
    Day,
    Duration,
    EntryId,
    Extra,
    Id,
    Instant,
    Lang,
    Line,
    Money,
    PersonId,
    RoomId,
    SessionId,
    Stamp,
    Text,
    TrackId,
    Url,
)
from hallwaytrack.model.vocabulary import MaterialKind, Recording, SessionKind, Status


@frozen(kw_only=True)
class Track(Model):
    """A thread that runs through a programme.

    Args:
        id: Unique among the event's tracks.
        name: As the programme shows it.
        color: A CSS3 name or ``#rrggbb``.
        description: What it is about.
    """

    id: TrackId
    name: Line
    color: Color | None = None
    description: Text | None = None


@frozen(kw_only=True)
class Material(Model):
    """Slides, a recording, code: there already, or still to come.

    Args:
        id: Unique within its session or event.
        title: As a list shows it.
        kind: What it is.
        url: Where it is; none yet means that it is pending.
        expected_on: By which day it should be there.
        published_at: When it was posted.
        language: BCP 47.
        licence: Its name or SPDX id.
    """

    id: Id
    title: Line
    kind: MaterialKind = "link"
    url: Url | None = None
    expected_on: Day | None = None
    published_at: Stamp | None = None
    language: Lang | None = None
    licence: Line | None = None

    @property
    def is_pending(self) -> bool:
        """Whether it is still to come: no url yet."""
        return self.url is None


@frozen(kw_only=True)
class Note(Model):
    """What was written down.

    Args:
        id: Unique within its session or event.
        text: The notes themselves.
        authors: Ids of people, groups or sponsors.
        recorded_at: When it was written.
        shared_with: Who it was passed on to, in words.
        private: Whether it stays with the organisers.
    """

    id: Id
    text: Text
    authors: Sequence[PersonId] = ()
    recorded_at: Stamp | None = None
    shared_with: Sequence[Line] = ()
    private: bool = False


@frozen(kw_only=True)
class Ticket(Model):
    """A way to get in.

    Args:
        name: "Early bird", say.
        url: Where to get it.
        opens_at: When the sale opens.
        closes_at: When it closes.
        price: An amount; 0 is free.
        currency: ISO 4217; needed with a price.
        capacity: How many there are.
        sold_out: Whether none is left.
    """

    name: Line | None = None
    url: Url | None = None
    opens_at: Instant | None = None
    closes_at: Instant | None = None
    price: Money | None = None
    currency: Currency | None = None
    capacity: Count | None = None
    sold_out: bool = False

    def broken(self) -> Iterator[Problem]:
        """A price has a currency, and the sale closes after it opens."""
        if self.price is not None and self.currency is None:
            yield Problem(message="currency is needed with a price", place="/currency")
        if self.opens_at is not None:
            yield from ends_after_start(self.opens_at, self.closes_at, ("opens_at", "closes_at"))


@frozen(kw_only=True)
class CallForSpeakers(Model):
    """Where to offer a talk.

    Args:
        url: The form.
        closes_on: The last day.
    """

    url: Url
    closes_on: Day | None = None


@frozen(kw_only=True)
class Session(Model):
    """One thing of a programme, from a keynote to a coffee break.

    Args:
        id: Unique among the event's sessions, booths and shifts; never made from the title, so that
            a new title stays the same session. No "/".
        title: As the programme shows it.
        kind: What sort of session.
        start: In the event's zone; none while unscheduled.
        end: After ``start``, as an instant; none while open.
        length: The planned length, while unscheduled.
        room: The id of a room; setting it clears ``all_rooms``.
        all_rooms: Whether everyone is there: a keynote, a break.
        part_of: The id of the session that holds it: a lightning round, a discussion with corners.
        track: The id of a track.
        subtitle: A second line.
        abstract: A short text.
        description: The long one.
        contributors: Who does what; ``speakers("ada")``.
        topics: What it is about.
        level: "Beginner", in the organisers' words.
        language: BCP 47.
        status: "tentative", "confirmed", "cancelled" or "postponed".
        online: Where to follow from elsewhere.
        materials: What it leaves behind, or will.
        notes: What was written down.
        recording: Whether it may be recorded.
        recording_licence: Under which licence.
        url: Its page.
        image: Its picture.
        links: Its other pages.
        capacity: How many can take part.
        uid: The UID by which another system named it; else it is derived from the ids.
        sequence: How often its public entry changed; publishing counts it.
        created: When it was made.
        updated: When its public entry changed last; publishing sets it.
        extra: What other tools put there.
    """

    id: EntryId
    title: Line
    kind: SessionKind = "talk"
    start: Instant | None = None
    end: Instant | None = None
    length: Duration | None = None
    room: RoomId | None = None
    all_rooms: bool = False
    part_of: SessionId | None = None
    track: TrackId | None = None
    subtitle: Line | None = None
    abstract: Text | None = None
    description: Text | None = None
    contributors: Sequence[Contributor] = ()
    topics: Sequence[Line] = ()
    level: Line | None = None
    language: Lang | None = None
    status: Status = "confirmed"
    online: Sequence[VirtualLocation] = ()
    materials: Sequence[Material] = ()
    notes: Sequence[Note] = ()
    recording: Recording = "unknown"
    recording_licence: Line | None = None
    url: Url | None = None
    image: Url | None = None
    links: Sequence[Url] = ()
    capacity: Count | None = None
    uid: Line | None = None
    sequence: Count = 0
    created: Stamp | None = None
    updated: Stamp | None = None
    extra: Extra = NO_EXTRA

    # Of two times of one zone Python compares what the clocks show. That misleads where the first
    # one is of the second pass of an hour; the second pass of an end is later still.
    _quick = (
        "not {m}.materials and not {m}.notes and not {m}.all_rooms and ({m}.end is None"
        " or {m}.start is not None and not {m}.start.fold and {m}.start < {m}.end)"
    )

    def settle(self) -> Iterable[Problem]:
        """A room clears ``all_rooms``."""
        if self.all_rooms and self.room is not None:
            object.__setattr__(self, "all_rooms", False)
        return ()

    def with_consequences(self, changes: dict[str, Any]) -> dict[str, Any]:
        """All rooms and one room exclude each other: the one that is set clears the other."""
        return {"room": None, **changes} if changes.get("all_rooms") is True else changes

    def broken(self) -> Iterator[Problem]:
        """An end comes after its start; materials and notes are unique."""
        yield from ends_after_start(self.start, self.end)
        yield from repeated("material", [("/materials", self.materials)])
        yield from repeated("note", [("/notes", self.notes)])


@frozen(kw_only=True)
class Booth(Model):
    """A stand where people are met.

    Args:
        id: Unique among the event's sessions, booths and shifts, and among its rooms. No "/".
        title: "User Group area", say.
        host: The id of the group, sponsor or person whose booth it is.
        room: The id of the room that it stands in.
        start: In the event's zone.
        end: After ``start``.
        status: "tentative", "confirmed", "cancelled" or "postponed".
        description: What happens there.
        contributors: Who does what.
        url: Its page.
        uid: The UID by which another system named it; else it is derived from the ids.
        sequence: How often its public entry changed.
        created: When it was made.
        updated: When its public entry changed last.
        extra: What other tools put there.
    """

    id: EntryId
    title: Line
    host: PersonId | None = None
    room: RoomId | None = None
    start: Instant | None = None
    end: Instant | None = None
    status: Status = "confirmed"
    description: Text | None = None
    contributors: Sequence[Contributor] = ()
    url: Url | None = None
    uid: Line | None = None
    sequence: Count = 0
    created: Stamp | None = None
    updated: Stamp | None = None
    extra: Extra = NO_EXTRA

    def broken(self) -> Iterator[Problem]:
        """An end comes after its start."""
        yield from ends_after_start(self.start, self.end)
