"""One table: which member is which property. Writer, reader and the docs' tables loop over it.

A row says a property's name, the member it is made of, and the codec of its value. Where the public
view shows something else than the bare member, or several members make one property, ``shown`` is
the function that makes it. The order of the rows is the order of the lines.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple, TypeAlias

from hallwaytrack.formats.ical import prose
from hallwaytrack.formats.ical.prose import Whole
from hallwaytrack.formats.ical.values import (
    APPLE,
    ATTACHMENT,
    CONFERENCE,
    DURATION,
    END,
    EPOCH,
    GEO,
    IMAGE,
    INTEGER,
    RAW,
    STAMP,
    STATUS,
    TEXT,
    TEXTS,
    TYPED_DURATION,
    URI,
    WHEN,
    Write,
)
from hallwaytrack.model.event import Event
from hallwaytrack.model.sessions import Booth, Session

Shown = Callable[[Any, Whole], Any]


How: TypeAlias = Literal["plain", "shared", "many"]
"""How a property becomes lines.

A "shared" value stands in many entries of an event, and is worked out once; of "many" each item of
the value has a line of its own.
"""


class Row(NamedTuple):
    """A property: its name, the member it is made of, and how its value is written.

    ``shown`` takes the object and its event, and gives what the public view shows; without it that
    is the member itself. Where ``needed`` says that no child of an event has the property, it is
    not looked for in each. It is ``editable`` where changing it in a calendar program changes the
    member.
    """

    name: str
    member: str
    write: Write
    shown: Shown | None = None
    how: How = "plain"
    needed: Callable[[Whole], Any] | None = None
    editable: bool = False


def _uid(entry: Any, whole: Whole) -> str:
    return entry.id if entry is whole.event else entry.uid or entry.id + whole.tail


def _stamp(entry: Any, _: Whole) -> Any:
    """The object's own time, never its parent's and never the clock's."""
    return entry.updated or entry.created or EPOCH


def _start(entry: Any, _: Whole) -> Any:
    return _one_pass(entry.start)


def _end(entry: Any, _: Whole) -> Any:
    return _one_pass(entry.end)


def _one_pass(when: Any) -> Any:
    """A time as no other time is equal to it: Python holds both passes of a repeated hour equal."""
    return when.astimezone(UTC) if isinstance(when, datetime) and when.fold else when


def _parent(_: Any, whole: Whole) -> str:
    return whole.event.id


def _any(member: str) -> Callable[[Whole], bool]:
    """Whether any child of an event has this member."""
    return lambda whole: any(getattr(child, member, None) for child in whole.children)


def _anywhere_else(whole: Whole) -> Any:
    return whole.event.other_venues


def _anything_online(whole: Whole) -> bool:
    return whole.is_online


def _anything_postponed(whole: Whole) -> bool:
    return any(prose.status(child, whole) == "postponed" for child in whole.children)


def _color_name(calendar: Any, _: Any) -> str | None:
    """A colour by its CSS3 name; a number is none (:rfc:`7986`, section 5.9)."""
    return None if calendar.color and calendar.color.startswith("#") else calendar.color


ENTRY = (
    Row("UID", "id", TEXT, shown=_uid),
    Row("DTSTAMP", "updated", STAMP, shown=_stamp, how="shared"),
    Row("CREATED", "created", STAMP, needed=_any("created")),
    Row("LAST-MODIFIED", "updated", STAMP, how="shared"),
    Row("SEQUENCE", "sequence", INTEGER, how="shared"),
    Row("DTSTART", "start", WHEN, shown=_start, how="shared", editable=True),
    Row("DTEND", "end", END, shown=_end, how="shared", editable=True),
    Row("SUMMARY", "title", TEXT, shown=prose.title, editable=True),
    Row("DESCRIPTION", "description", TEXT, shown=prose.description, editable=True),
    Row("LOCATION", "room", TEXT, shown=prose.location, how="shared", editable=True),
    Row("GEO", "venue", GEO, shown=prose.geo, needed=_anywhere_else),
    Row(
        "X-APPLE-STRUCTURED-LOCATION",
        "venue",
        APPLE,
        shown=prose.structured_location,
        needed=_anywhere_else,
    ),
    Row("STATUS", "status", STATUS, shown=prose.status, how="shared", editable=True),
    Row("TRANSP", "status", TEXT, shown=prose.transparency, needed=_anything_postponed),
    Row("URL", "url", URI, editable=True),
)
"""The properties that events, sessions and booths have."""

PROGRAMME = (
    Row("CATEGORIES", "topics", TEXTS, how="shared", editable=True),
    Row("IMAGE", "image", IMAGE, needed=_any("image")),
    Row(
        "ATTACH",
        "materials",
        ATTACHMENT,
        shown=prose.posted,
        how="many",
        needed=_any("materials"),
    ),
)
"""Those that events and sessions have."""

ONLINE = Row(
    "CONFERENCE",
    "online",
    CONFERENCE,
    shown=prose.online_of,
    how="many",
    needed=_anything_online,
)
PARENT = Row("RELATED-TO", "id", TEXT, shown=_parent, how="shared")

ROWS: Mapping[type, tuple[Row, ...]] = {
    Event: (
        *ENTRY,
        *PROGRAMME,
        ONLINE,
        Row("COMMENT", "status_reason", TEXT),
        Row("ORGANIZER", "organizers", RAW, shown=prose.organizer),
        Row("X-HALLWAYTRACK-TOUR", "tour", TEXT),
    ),
    Session: (*ENTRY, *PROGRAMME, ONLINE, PARENT),
    Booth: (*ENTRY, ONLINE, PARENT),
}
"""The properties of a VEVENT, by the class of what becomes one."""

CALENDAR = (
    Row("NAME", "name", TEXT),
    Row("X-WR-CALNAME", "name", TEXT),
    Row("DESCRIPTION", "description", TEXT),
    Row("X-WR-CALDESC", "description", TEXT),
    Row("URL", "url", URI),
    Row("COLOR", "color", TEXT, shown=_color_name),
    Row("IMAGE", "image", IMAGE),
    Row("LAST-MODIFIED", "updated", STAMP),
    Row("X-WR-TIMEZONE", "timezone", TEXT),
    Row("REFRESH-INTERVAL", "refresh_interval", TYPED_DURATION),
    Row("X-PUBLISHED-TTL", "refresh_interval", DURATION),
)
"""The properties of the VCALENDAR of a Calendar; a lone Event has none of them."""
