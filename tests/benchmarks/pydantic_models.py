"""hallwaytrack's Event as a lean pydantic v2 model: the peer of the JSON benchmarks.

The members and their names are those of our models, the rules lighter: texts are not empty, numbers
have their bounds, times carry an offset, kinds are ``Literal``, unknown members are refused and
objects are frozen. It knows no identifiers or control characters, no language tags or real time
zones, converts no time into the event's zone, and does not follow ids: what hallwaytrack checks
beyond that, hallwaytrack pays for alone.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter

from .data import Plain

Line = Annotated[str, Field(min_length=1)]
Text = Annotated[str, Field(min_length=1)]
Id = Annotated[str, Field(min_length=1, max_length=255)]
Url = Annotated[str, Field(min_length=1)]
Zone = Annotated[str, Field(min_length=1)]
Lang = Annotated[str, Field(min_length=2)]
Count = Annotated[int, Field(ge=0)]
Positive = Annotated[int, Field(ge=1)]
Moment = AwareDatetime | date

Status = Literal["tentative", "confirmed", "cancelled", "postponed"]
Role = Literal[
    "speaker", "host", "facilitator", "moderator", "panelist", "mentor", "organizer", "note_taker",
    "interpreter", "performer", "other",
]  # fmt: skip
SessionKind = Literal[
    "keynote", "talk", "breakout", "workshop", "panel", "lightning", "discussion", "demo",
    "open_floor", "break", "social", "registration", "other",
]  # fmt: skip
EventKind = Literal[
    "launch", "conference", "tour_stop", "meeting", "community_evening", "workshop", "hackathon",
    "unconference", "social", "other",
]  # fmt: skip
MaterialKind = Literal["slides", "recording", "code", "handout", "photos", "article", "link"]
SponsorKind = Literal[
    "money", "venue", "catering", "in_kind", "media", "mentoring", "donated_technology"
]
AssignmentStatus = Literal[
    "applied", "offered", "waitlisted", "confirmed", "declined", "withdrawn", "checked_in",
    "no_show", "done",
]  # fmt: skip


class Model(BaseModel):
    """What every model here shares."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Kept(Model):
    """What a publisher needs to know of a thing."""

    sequence: Count = 0
    created: AwareDatetime | None = None
    updated: AwareDatetime | None = None
    extra: dict[str, Any] = {}


class Entry(Kept):
    """The entry fields; only an event's parts can have a UID that is not their id."""

    uid: Line | None = None


class Address(Model):
    street: Line | None = None
    locality: Line | None = None
    region: Line | None = None
    postal_code: Line | None = None
    country: Line | None = None


class GeoPoint(Model):
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class Span(Model):
    start: AwareDatetime
    end: AwareDatetime


class VirtualLocation(Model):
    url: Url
    kind: Literal["join", "stream", "chat", "phone"] = "join"
    label: Line | None = None
    dial_in: Line | None = None


class Room(Model):
    id: Id
    name: Line
    capacity: Count | None = None
    floor: Line | None = None
    accessibility: Text | None = None
    online: tuple[VirtualLocation, ...] = ()
    extra: dict[str, Any] = {}


class Venue(Model):
    id: Id
    name: Line
    address: Address | None = None
    geo: GeoPoint | None = None
    url: Url | None = None
    capacity: Count | None = None
    rooms: tuple[Room, ...] = ()
    accessibility: Text | None = None
    directions: Text | None = None


class Person(Model):
    id: Id
    name: Line
    bio: Text | None = None
    affiliation: Line | None = None
    pronouns: Line | None = None
    url: Url | None = None
    image: Url | None = None
    links: tuple[Url, ...] = ()
    email: Line | None = None
    phone: Line | None = None
    extra: dict[str, Any] = {}


class Contributor(Model):
    person: Id
    role: Role = "speaker"
    label: Line | None = None


class Volunteer(Model):
    person: Id
    roles: tuple[Line, ...] = ()
    skills: tuple[Line, ...] = ()
    available: tuple[Span, ...] = ()
    max_hours: Annotated[float, Field(gt=0)] | None = None
    note: Text | None = None
    emergency_contact: Line | None = None


class Track(Model):
    id: Id
    name: Line
    color: Line | None = None
    description: Text | None = None


class Material(Model):
    id: Id
    title: Line
    kind: MaterialKind = "link"
    url: Url | None = None
    expected_on: date | None = None
    published_at: AwareDatetime | None = None
    language: Lang | None = None
    licence: Line | None = None


class Note(Model):
    id: Id
    text: Text
    authors: tuple[Id, ...] = ()
    recorded_at: AwareDatetime | None = None
    shared_with: tuple[Line, ...] = ()
    private: bool = False


class Sponsor(Model):
    id: Id
    name: Line
    tier: Line | None = None
    kinds: tuple[SponsorKind, ...] = ()
    url: Url | None = None
    image: Url | None = None


class Ticket(Model):
    name: Line | None = None
    url: Url | None = None
    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None
    price: Annotated[Decimal, Field(ge=0)] | None = None
    currency: Line | None = None
    capacity: Count | None = None
    sold_out: bool = False


class CallForSpeakers(Model):
    url: Url
    closes_on: date | None = None


class Session(Entry):
    id: Id
    title: Line
    kind: SessionKind = "talk"
    start: AwareDatetime | None = None
    end: AwareDatetime | None = None
    length: timedelta | None = None
    room: Id | None = None
    all_rooms: bool = False
    part_of: Id | None = None
    track: Id | None = None
    subtitle: Line | None = None
    abstract: Text | None = None
    description: Text | None = None
    contributors: tuple[Contributor, ...] = ()
    topics: tuple[Line, ...] = ()
    level: Line | None = None
    language: Lang | None = None
    status: Status = "confirmed"
    online: tuple[VirtualLocation, ...] = ()
    materials: tuple[Material, ...] = ()
    notes: tuple[Note, ...] = ()
    recording: Literal["allowed", "opt_out", "unknown"] = "unknown"
    recording_licence: Line | None = None
    url: Url | None = None
    image: Url | None = None
    links: tuple[Url, ...] = ()
    capacity: Count | None = None


class Booth(Entry):
    id: Id
    title: Line
    host: Id | None = None
    room: Id | None = None
    start: AwareDatetime | None = None
    end: AwareDatetime | None = None
    status: Status = "confirmed"
    description: Text | None = None
    contributors: tuple[Contributor, ...] = ()
    url: Url | None = None


class Assignment(Model):
    person: Id
    status: AssignmentStatus = "confirmed"
    checked_in_at: AwareDatetime | None = None
    checked_out_at: AwareDatetime | None = None
    note: Text | None = None


class Shift(Entry):
    id: Id
    role: Line
    start: AwareDatetime
    end: AwareDatetime
    needed: Positive = 1
    place: Id | None = None
    skills: tuple[Line, ...] = ()
    briefing: Text | None = None
    assignments: tuple[Assignment, ...] = ()


class UserGroup(Model):
    id: Id
    name: Line
    description: Text | None = None
    url: Url | None = None
    email: Line | None = None
    topics: tuple[Line, ...] = ()
    locality: Line | None = None
    country: Line | None = None
    founded_on: date | None = None
    status: Literal["forming", "active", "dormant", "closed"] = "active"
    people: tuple[Person, ...] = ()
    organizers: tuple[Id, ...] = ()
    image: Url | None = None
    links: tuple[Url, ...] = ()
    extra: dict[str, Any] = {}


class Event(Kept):
    """The document; its first two members are the head of every JSON file of hallwaytrack."""

    hallwaytrack: Literal["1.0"]
    type: Literal["event"]
    id: Id
    title: Line
    start: Moment
    end: Moment | None = None
    timezone: Zone | None = None
    kind: EventKind = "other"
    status: Status = "confirmed"
    status_reason: Line | None = None
    moved_online: bool = False
    previous_starts: tuple[Moment, ...] = ()
    subtitle: Line | None = None
    description: Text | None = None
    languages: tuple[Lang, ...] = ()
    topics: tuple[Line, ...] = ()
    products: tuple[Line, ...] = ()
    audience: tuple[Line, ...] = ()
    venue: Venue | None = None
    other_venues: tuple[Venue, ...] = ()
    online: tuple[VirtualLocation, ...] = ()
    people: tuple[Person, ...] = ()
    groups: tuple[UserGroup, ...] = ()
    organizers: tuple[Id, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    sponsors: tuple[Sponsor, ...] = ()
    tracks: tuple[Track, ...] = ()
    sessions: tuple[Session, ...] = ()
    booths: tuple[Booth, ...] = ()
    volunteers: tuple[Volunteer, ...] = ()
    shifts: tuple[Shift, ...] = ()
    materials: tuple[Material, ...] = ()
    notes: tuple[Note, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    call_for_speakers: CallForSpeakers | None = None
    url: Url | None = None
    image: Url | None = None
    links: tuple[Url, ...] = ()
    code_of_conduct: Url | None = None
    tour: Id | None = None
    occurrence: Moment | None = None
    same_as: tuple[Id, ...] = ()
    sources: tuple[Url, ...] = ()


ADAPTER = TypeAdapter(Event)


def event(conference: Plain) -> Event:
    """Plain data to checked models, all in pydantic's core."""
    return Event.model_validate({"hallwaytrack": "1.0", "type": "event", **conference})


def to_json(document: Event) -> bytes:
    """As the library's own documents are written: members at their default are left out."""
    return document.model_dump_json(exclude_defaults=True).encode()


def to_json_by_adapter(document: Event) -> bytes:
    """The same straight to bytes, which only an adapter offers: pydantic's fastest way out."""
    return ADAPTER.dump_json(document, exclude_defaults=True)


def from_json(data: bytes) -> Event:
    """Bytes to checked models."""
    return Event.model_validate_json(data)
