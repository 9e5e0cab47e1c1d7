"""What of a model stands where in a schedule: one table for ``schedule.json``, XML and the docs.

A row is a member of a model and where it stands, as a path. A row without a member is something of
the format's own that the model has no place for: it is kept in ``extra["frab"]`` under its name in
JSON, and written from there. What is in no row is not written at all.

The format is that of https://c3voc.de/wiki/schedule; its XSD and JSON schema say what is lawful.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from hallwaytrack.formats.frab.values import line_of, text_of, uri_of, url_of
from hallwaytrack.model.event import Event
from hallwaytrack.model.people import Contributor, Person
from hallwaytrack.model.places import Room, Venue
from hallwaytrack.model.sessions import Material, Session, Track

KEPT = "frab"
"""The member of ``extra`` for what the model has no place for."""

MADE: Mapping[str, str] = {"timeslot_duration": "00:05", "version": "1"}
"""What a writer puts where a schedule needs something and nothing is known."""


class Codec(NamedTuple):
    """How a value is read, and how written; None where there is nothing to read or write."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any]


def _itself(value: Any) -> Any:
    return value


LINE = Codec(line_of, _itself)
TEXT = Codec(text_of, _itself)
URL = Codec(url_of, uri_of)


class Row(NamedTuple):
    """A member, and where it stands.

    Attributes:
        member: Of the model; "" for what is kept in ``extra``.
        json: Its path in ``schedule.json``; "" where it does not stand there.
        xml: Its path in XML, "@" before an attribute; "" where it does not stand there.
        codec: How it is read and written, where that needs nothing but the value.
        shown: What the docs say about it.
    """

    member: str
    json: str
    xml: str
    codec: Codec | None = None
    shown: str = ""

    def stands_in(self, dialect: "Dialect") -> bool:
        """Whether a format carries it; what stands nowhere is known without being written."""
        return bool(self.xml if dialect.is_xml else self.json) or not (self.json or self.xml)

    @property
    def key(self) -> str:
        """Its name among what was found."""
        return (self.json or self.xml).rpartition(".")[2]


CONFERENCE = (
    Row("id", "acronym", "acronym", None, "An id that is an acronym, such as `froscon2018`."),
    Row("title", "title", "title", LINE),
    Row("start", "start", "start", None, "A day, or a time."),
    Row("end", "end", "end", None, "JSON needs one: the last day, where it is open."),
    Row("timezone", "time_zone_name", "time_zone_name", None, "JSON has no room for all names."),
    Row("url", "url", "url", URL, "Of the Web."),
    Row("image", "logo", "logo", URL, "Of the Web."),
    Row("description", "description", "", TEXT),
    Row("topics", "keywords", ""),
    Row("tracks", "tracks", "track"),
    Row("venue", "rooms", "day.room", None, "Its rooms."),
    Row("people", "persons", "person", None, "Those whom a session names."),
    Row("sessions", "days.rooms", "day.room.event", None, "Those that take place; no breaks."),
    Row("kind", "", "", None, "Always a conference."),
    Row("", "version", "version"),
    Row("", "timeslot_duration", "timeslot_duration"),
)
ROOM = (
    Row("id", "guid", "@guid", None, "A UUID, or what the name makes."),
    Row("name", "name", "@name", LINE),
    Row("capacity", "capacity", ""),
    Row("", "description", ""),
    Row("", "slug", ""),
    Row("", "stream_id", ""),
    Row("", "type", ""),
    Row("", "url", ""),
    Row("", "features", ""),
)
TRACK = (
    Row("id", "slug", "@slug"),
    Row("name", "name", "@name", LINE),
    Row("color", "color", "@color", None, "In XML only `#rrggbb`."),
)
PERSON = (
    Row("id", "guid", "@guid", None, "A UUID, a number or what the name makes."),
    Row("name", "name", "text", LINE),
    Row("bio", "biography", "", TEXT),
    Row("url", "url", "", URL),
    Row("image", "avatar", "", URL),
    Row("links", "links", ""),
    Row("", "code", ""),
)
TALK = (
    Row("id", "guid", "@guid", None, "A UUID; else the UUID that the id makes."),
    Row("", "id", "@id"),
    Row("", "code", "@code"),
    Row("start", "date", "date", None, "Beside it `start`, the time of day."),
    Row("end", "end", "duration", None, "JSON has `duration`, too."),
    Row("room", "room", "room", None, "By its name."),
    Row("title", "title", "title", LINE),
    Row("subtitle", "subtitle", "subtitle", LINE),
    Row("kind", "type", "type", None, "Another word for the same kind is kept."),
    Row("track", "track", "track", None, "By its name."),
    Row("language", "language", "language"),
    Row("abstract", "abstract", "abstract", TEXT),
    Row("description", "description", "description", TEXT),
    Row("", "slug", "slug"),
    Row("image", "logo", "logo", URL, "Of the Web."),
    Row("recording", "do_not_record", "recording.optout"),
    Row("recording_licence", "recording_license", "recording.license", LINE),
    Row("contributors", "persons", "persons.person"),
    Row("links", "links", "links.link"),
    Row("materials", "attachments", "attachments.attachment", None, "Those with a url."),
    Row("url", "url", "url", URL, "Of the Web."),
    Row("", "feedback_url", "feedback_url"),
    Row("", "origin_url", "origin_url"),
    Row("", "do_not_stream", ""),
)
CONTRIBUTOR = (Row("person", "persons", "persons.person"), Row("role", "", "", None, "Speaker."))
MATERIAL = (
    Row("id", "", "", None, "What the url makes."),
    Row("title", "title", "text", LINE),
    Row("kind", "type", "@type", None, "JSON has no word for code and photos."),
    Row("url", "url", "@href"),
)
VENUE = (
    Row("id", "", "", None, "Always `venue`."),
    Row("name", "", "", None, "The conference's title."),
    Row("rooms", "rooms", "day.room"),
)

ROWS: Mapping[type, tuple[Row, ...]] = {
    Event: CONFERENCE,
    Venue: VENUE,
    Room: ROOM,
    Track: TRACK,
    Person: PERSON,
    Session: TALK,
    Contributor: CONTRIBUTOR,
    Material: MATERIAL,
}
"""What is carried, class by class."""


class Dialect(NamedTuple):
    """What one of the two allows, by its own schema.

    Attributes:
        name: Of the format.
        is_xml: Whether it is XML.
        acronym: Of a conference.
        track_slug: Of a track.
        slug: Of a talk.
        code: Of a talk, as pretalx gives it.
        zone: The names of zones.
        color: The colours of tracks.
    """

    name: str
    is_xml: bool
    acronym: re.Pattern[str]
    track_slug: re.Pattern[str]
    slug: re.Pattern[str]
    code: re.Pattern[str]
    zone: re.Pattern[str]
    color: re.Pattern[str]


XML = Dialect(
    name="frab-xml",
    is_xml=True,
    acronym=re.compile("[a-z0-9_-]{4,}"),
    track_slug=re.compile("[a-z][a-z0-9-]+"),
    slug=re.compile(r"[a-z0-9_]{4,}-[a-z0-9\-_]{4,}"),
    code=re.compile("[0-9A-Z]{6}"),
    zone=re.compile(".*"),
    color=re.compile("#[0-9a-f]{6}"),
)
JSON = Dialect(
    name="frab-json",
    is_xml=False,
    acronym=re.compile("[a-z0-9_-][a-z0-9_]{3,}(?:-2[0-9]{3}-[a-z]+)?"),
    track_slug=re.compile("[a-z0-9_-]+[a-z0-9]"),
    slug=re.compile("[a-z0-9_-]+[a-z0-9]"),
    code=re.compile("[A-Z0-9]+"),
    zone=re.compile("[A-Z][a-z]+/[A-Z][a-z]+.*|.*UTC"),
    color=re.compile(".*"),
)
