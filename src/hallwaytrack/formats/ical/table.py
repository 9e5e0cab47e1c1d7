"""One table: which member is which property. The writer is compiled from it, the docs loop over it.

A row says a property's name, the member it is made of, and the codec of its value. Where the public
view shows something else than the bare member, or several members make one property, ``shown`` is
the function that makes it. The order of the rows is the order of the lines.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from hallwaytrack.formats.ical import prose, recurs
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
    RECURRING,
    RULE,
    STAMP,
    STATUS,
    TEXT,
    TEXTS,
    TYPED_DURATION,
    URI,
    WHEN,
    Write,
)
from hallwaytrack.formats.ical.whole import Whole
from hallwaytrack.model.event import Event
from hallwaytrack.model.sessions import Booth, Session
from hallwaytrack.model.shifts import Shift

Shown = Callable[[Any, Whole], Any]


How: TypeAlias = Literal["plain", "shared", "same", "time", "when", "many"]
"""How a property becomes lines.

A "shared" value stands in many entries of an event, and is worked out once; so does a "time", of
which the second pass is told in UTC, as Python holds both passes of a repeated hour equal. A "when"
is a time or a day. What is the "same" stands in each. Of "many" each item of the value has a line
of its own.
"""


class Row(NamedTuple):
    """A property: its name, the member it is made of, and how its value is written.

    ``shown`` takes the object and its event, and gives what the public view shows; without it that
    is the member itself. Where ``needed`` says that no child of an event has the property, it is
    not looked for in each. It is ``editable`` where changing it in a calendar program changes the
    member. ``quick`` is an expression that gives the same as ``shown`` for most entries, mostly
    without a call, and None for those that have to be shown; it may call ``raw``, which gives the
    line in bytes. ``once`` is a statement before the first entry, which names what they ask for.
    """

    name: str
    member: str
    write: Write
    shown: Shown | None = None
    how: How = "plain"
    needed: Callable[[Whole], Any] | None = None
    editable: bool = False
    quick: str = ""
    raw: Callable[..., bytes | None] | None = None
    once: str = ""


def _uid(child: Any, whole: Whole) -> str:
    uid: str = child.uid or child.id + whole.tail
    return uid


def _stamp(entry: Any, _: Whole) -> Any:
    """The object's own time, never its parent's and never the clock's."""
    return entry.updated or entry.created or EPOCH


def _parent(_: Any, whole: Whole) -> str:
    return whole.event.id


def _any(member: str) -> Callable[[Whole], bool]:
    """Whether any child of an event has this member."""
    return lambda whole: member in whole.rare


def _anywhere_else(whole: Whole) -> Any:
    return whole.event.other_venues


def _anything_online(whole: Whole) -> bool:
    return whole.is_online


def _anything_postponed(whole: Whole) -> bool:
    return whole.overruling == "postponed" or "postponed" in whole.rare


def _confidential(_: Any, __: Whole) -> str:
    return ":CONFIDENTIAL"


def _color_name(calendar: Any, _: Any) -> str | None:
    """A colour by its CSS3 name; a number is none (:rfc:`7986`, section 5.9)."""
    return None if calendar.color and calendar.color.startswith("#") else calendar.color


UID = Row("UID", "id", TEXT)
NAMED = (
    UID,
    Row("DTSTAMP", "updated", STAMP, shown=_stamp, quick="entry.updated or entry.created or EPOCH"),
    Row("CREATED", "created", STAMP, needed=_any("created")),
    Row("LAST-MODIFIED", "updated", STAMP),
    Row("SEQUENCE", "sequence", INTEGER, how="shared"),
)
"""What says which entry it is, and which state of it."""
CHILD = (
    UID._replace(shown=_uid, quick="entry.uid or entry.id + tail", once="tail = whole.tail"),
    *NAMED[1:],
)
"""The same of what is in an event."""

BEGINS = Row("DTSTART", "start", WHEN, how="time", editable=True)
ENDS = Row("DTEND", "end", END, how="time", editable=True)
RECURS = (
    Row("RECURRENCE-ID", "occurrence", RECURRING, shown=recurs.occurrence),
    BEGINS._replace(shown=recurs.single_start, how="when"),
    BEGINS._replace(shown=recurs.recurring_start, write=RECURRING, how="plain"),
    ENDS._replace(how="when"),
    Row("RRULE", "recurrence", RULE, shown=recurs.rule, editable=True),
    Row("RDATE", "recurrence", RECURRING, shown=recurs.added, editable=True),
    Row("EXDATE", "recurrence", RECURRING, shown=recurs.skipped, editable=True),
)
"""When an event is, and when it is again."""

TOLD = (
    Row(
        "SUMMARY",
        "title",
        TEXT,
        shown=prose.title,
        editable=True,
        quick="entry.title if entry.status == 'confirmed' and not overruling else None",
        once="overruling = whole.overruling",
    ),
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
    Row(
        "STATUS",
        "status",
        STATUS,
        shown=prose.status,
        how="shared",
        editable=True,
        quick="None if overruling else entry.status",
        once="overruling = whole.overruling",
    ),
    Row("TRANSP", "status", TEXT, shown=prose.transparency, needed=_anything_postponed),
    Row("URL", "url", URI, editable=True),
)
"""What it is, where, and whether; events, sessions and booths tell it alike."""

TOLD_OF_BOOTH = tuple(
    row._replace(quick="location_of(entry.room)", once="location_of = whole.locations.get")
    if row.name == "LOCATION"
    else row
    for row in TOLD
)
"""The same of what may have a room."""
TOLD_OF_SESSION = tuple(
    row._replace(
        quick="{raw}(entry, speakers)", raw=prose.described, once="speakers = whole.speakers"
    )
    if row.name == "DESCRIPTION"
    else row
    for row in TOLD_OF_BOOTH
)

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
PARENT = Row("RELATED-TO", "id", TEXT, shown=_parent, how="same")

ROWS: Mapping[type, tuple[Row, ...]] = {
    Event: (
        *NAMED,
        *RECURS,
        *TOLD,
        *PROGRAMME,
        ONLINE,
        Row("COMMENT", "status_reason", TEXT),
        Row("ORGANIZER", "organizers", RAW, shown=prose.organizer),
        Row("X-HALLWAYTRACK-TOUR", "tour", TEXT),
    ),
    Session: (*CHILD, BEGINS, ENDS, *TOLD_OF_SESSION, *PROGRAMME, ONLINE, PARENT),
    Booth: (*CHILD, BEGINS, ENDS, *TOLD_OF_BOOTH, ONLINE, PARENT),
}
"""The properties of a VEVENT in the public view, by the class of what becomes one."""

BARE = ("SUMMARY", "DESCRIPTION")


def _bare(row: Row) -> Row:
    """The row of the member as it is."""
    return row._replace(shown=None, quick="", raw=None, once="")


FULL_ROWS: Mapping[type, tuple[Row, ...]] = {
    **{
        cls: tuple(_bare(row) if row.name in BARE else row for row in rows)
        for cls, rows in ROWS.items()
    },
    Shift: (
        *CHILD,
        BEGINS,
        ENDS,
        Row("SUMMARY", "role", TEXT, editable=True),
        Row("DESCRIPTION", "briefing", TEXT, editable=True),
        Row("LOCATION", "place", TEXT, shown=prose.place_of_shift, how="shared", editable=True),
        Row("CLASS", "id", RAW, shown=_confidential),
        PARENT,
    ),
}
"""Those of the full view: titles and descriptions as they are, and shifts, which are nobody else's
business."""

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

EDITABLE = tuple(dict.fromkeys(r.name for rows in ROWS.values() for r in rows if r.editable))
"""The properties that people edit in calendar programs."""
