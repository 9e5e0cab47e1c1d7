"""hallwaytrack models tech-community events, and writes and reads them in the field's formats.

>>> from hallwaytrack import Event, at
>>> toronto = at("America/Toronto")
>>> Event(id="first-meeting@itprotoronto.ca", title="First meeting: Virtualization",
...       start=toronto("2008-03-18 18:00"), end=toronto("2008-03-18 21:00")).duration
datetime.timedelta(seconds=10800)
"""

import importlib
from typing import TYPE_CHECKING, Any

from hallwaytrack.errors import (
    DecodeError,
    HallwayTrackError,
    InvalidValueError,
    Problem,
    UnknownIdError,
)
from hallwaytrack.model.at import at
from hallwaytrack.model.event import Event
from hallwaytrack.model.groups import Tour, UserGroup
from hallwaytrack.model.people import Contributor, Person, Span, Sponsor, Volunteer, speakers
from hallwaytrack.model.places import Address, GeoPoint, Room, Venue, VirtualLocation
from hallwaytrack.model.sessions import (
    Booth,
    CallForSpeakers,
    Material,
    Note,
    Session,
    Ticket,
    Track,
)
from hallwaytrack.model.shifts import Assignment, Shift
from hallwaytrack.model.staffing import ClashWarning

if TYPE_CHECKING:
    from hallwaytrack.checks.checking import check
    from hallwaytrack.checks.policy import Policy
    from hallwaytrack.examples import example
    from hallwaytrack.formats.html import to_html
    from hallwaytrack.formats.ical import from_ical, iter_ical, to_ical
    from hallwaytrack.formats.ical.bridge import from_icalendar, to_icalendar
    from hallwaytrack.formats.json import from_json, json_schema, to_json
    from hallwaytrack.formats.jsonld import jsonld_text, to_jsonld
    from hallwaytrack.formats.registry import FORMATS, Format, Reading, losses, read, write
    from hallwaytrack.model.calendar import Calendar
    from hallwaytrack.model.recurrence import Recurrence
    from hallwaytrack.model.series import EventSeries
    from hallwaytrack.publishing.changes import Change, changes
    from hallwaytrack.publishing.http import feed_headers, not_modified
    from hallwaytrack.publishing.publish import Publication, publish, published
    from hallwaytrack.publishing.trimming import LeftOut
    from hallwaytrack.views.agenda import agenda
    from hallwaytrack.views.duplicates import duplicates
    from hallwaytrack.views.free import free_for
    from hallwaytrack.views.merging import conflicts, merge
    from hallwaytrack.views.missed import missed_by
    from hallwaytrack.views.personal import schedule_of
    from hallwaytrack.views.public import public_view
    from hallwaytrack.views.roster import roster

__version__ = "1.0.0"

__all__ = [
    "FORMATS",
    "Address",
    "Assignment",
    "Booth",
    "Calendar",
    "CallForSpeakers",
    "Change",
    "ClashWarning",
    "Contributor",
    "DecodeError",
    "Event",
    "EventSeries",
    "Format",
    "GeoPoint",
    "HallwayTrackError",
    "InvalidValueError",
    "LeftOut",
    "Material",
    "Note",
    "Person",
    "Policy",
    "Problem",
    "Publication",
    "Reading",
    "Recurrence",
    "Room",
    "Session",
    "Shift",
    "Span",
    "Sponsor",
    "Ticket",
    "Tour",
    "Track",
    "UnknownIdError",
    "UserGroup",
    "Venue",
    "VirtualLocation",
    "Volunteer",
    "agenda",
    "at",
    "changes",
    "check",
    "conflicts",
    "duplicates",
    "example",
    "feed_headers",
    "free_for",
    "from_ical",
    "from_icalendar",
    "from_json",
    "iter_ical",
    "json_schema",
    "jsonld_text",
    "losses",
    "merge",
    "missed_by",
    "not_modified",
    "public_view",
    "publish",
    "published",
    "read",
    "roster",
    "schedule_of",
    "speakers",
    "to_html",
    "to_ical",
    "to_icalendar",
    "to_json",
    "to_jsonld",
    "write",
]

LAZY = {
    "Calendar": "hallwaytrack.model.calendar",
    "EventSeries": "hallwaytrack.model.series",
    "Recurrence": "hallwaytrack.model.recurrence",
    "Policy": "hallwaytrack.checks.policy",
    "check": "hallwaytrack.checks.checking",
    "example": "hallwaytrack.examples",
    "from_json": "hallwaytrack.formats.json",
    "json_schema": "hallwaytrack.formats.json",
    "jsonld_text": "hallwaytrack.formats.jsonld",
    "to_json": "hallwaytrack.formats.json",
    "to_jsonld": "hallwaytrack.formats.jsonld",
    "from_ical": "hallwaytrack.formats.ical",
    "iter_ical": "hallwaytrack.formats.ical",
    "to_html": "hallwaytrack.formats.html",
    "to_ical": "hallwaytrack.formats.ical",
    "from_icalendar": "hallwaytrack.formats.ical.bridge",
    "to_icalendar": "hallwaytrack.formats.ical.bridge",
    "agenda": "hallwaytrack.views.agenda",
    "conflicts": "hallwaytrack.views.merging",
    "duplicates": "hallwaytrack.views.duplicates",
    "free_for": "hallwaytrack.views.free",
    "merge": "hallwaytrack.views.merging",
    "missed_by": "hallwaytrack.views.missed",
    "public_view": "hallwaytrack.views.public",
    "roster": "hallwaytrack.views.roster",
    "schedule_of": "hallwaytrack.views.personal",
    "Change": "hallwaytrack.publishing.changes",
    "LeftOut": "hallwaytrack.publishing.trimming",
    "Publication": "hallwaytrack.publishing.publish",
    "changes": "hallwaytrack.publishing.changes",
    "feed_headers": "hallwaytrack.publishing.http",
    "not_modified": "hallwaytrack.publishing.http",
    "publish": "hallwaytrack.publishing.publish",
    "published": "hallwaytrack.publishing.publish",
    "FORMATS": "hallwaytrack.formats.registry",
    "Format": "hallwaytrack.formats.registry",
    "Reading": "hallwaytrack.formats.registry",
    "losses": "hallwaytrack.formats.registry",
    "read": "hallwaytrack.formats.registry",
    "write": "hallwaytrack.formats.registry",
}
"""Names that bring more with them than an event does; they are imported when first asked for."""


def __getattr__(name: str) -> Any:
    if name not in LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(LAZY[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *LAZY})
