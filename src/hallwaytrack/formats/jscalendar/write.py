"""Writing: documents as JSCalendar (:rfc:`8984`).

An event or a series is an Event object. One that holds sessions is a Group of that and of an entry
for each of them, as a calendar program shows them; a calendar is a Group, too.
"""

import json
from collections.abc import Iterator
from typing import Any, Literal, TypeAlias, get_args
from uuid import UUID, uuid5

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.formats.jscalendar.entries import (
    TYPE,
    full_object,
    kept_of,
)
from hallwaytrack.formats.jscalendar.links import links
from hallwaytrack.formats.jscalendar.patches import with_kept
from hallwaytrack.formats.jscalendar.series import series_object
from hallwaytrack.formats.jscalendar.values import EPOCH, typed, utc
from hallwaytrack.formats.jscalendar.whole import Whole
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.documents import declared
from hallwaytrack.model.event import Event
from hallwaytrack.model.series import EventSeries
from hallwaytrack.views.public import public_view

View: TypeAlias = Literal["public", "full"]
Written: TypeAlias = Calendar | Event | EventSeries
NAMESPACE = UUID("5f8ab6b2-6a0c-5e5e-9d83-0e5a5c6e8f11")
"""The space of the UIDs of groups, which have none in the models; it never changes."""
OF_ONE = {Event: "event", EventSeries: "event_series"}
"""What a group says that it is where it stands for one document and its sessions."""


def to_jscalendar(document: Written, *, view: View = "public", indent: bool = False) -> bytes:
    """A document as JSCalendar, in UTF-8.

    The same document always gives the same bytes: ``updated`` is the object's own, else 1970.

    Args:
        document: A Calendar, an Event or an EventSeries.
        view: "public" leaves out emails of people, volunteers and shifts, and addresses that
            another program wrote; "full" does not.
        indent: For people: two spaces a level and a newline at the end.

    Raises:
        InvalidValueError: If it is no such document, or ``view`` is no view.
    """
    if view not in get_args(View):
        raise InvalidValueError(Problem(message="view must be 'public' or 'full'", value=view))
    if not isinstance(document, Written):
        message = "JSCalendar holds a Calendar, an Event or an EventSeries"
        raise InvalidValueError(Problem(message=message, value=type(document).__name__))
    document = declared(document)
    found = _document(document if view == "full" else public_view(document))
    if indent:
        return json.dumps(found, ensure_ascii=False, indent=2).encode() + b"\n"
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _document(document: Written) -> dict[str, Any]:
    if isinstance(document, Calendar):
        return _group(document)
    entries = [*_entries(document)]
    if len(entries) == 1:
        return entries[0]
    first = entries[0]
    return typed(
        "Group",
        uid=str(uuid5(NAMESPACE, document.id)),
        **{TYPE: OF_ONE[type(document)]},
        title=first.get("title"),
        updated=first["updated"],
        entries=entries,
    )


def _group(calendar: Calendar) -> dict[str, Any]:
    kept = kept_of(calendar)
    uid = kept.get("uid")
    written = typed(
        "Group",
        uid=uid if isinstance(uid, str) else group_uid(calendar),
        **group_members(calendar),
    )
    unread = kept.get("entries")
    entries = [found for each in _gatherings(calendar) for found in _entries(each)]
    entries += unread if isinstance(unread, list) else []
    rest = {k: v for k, v in kept.items() if k not in ("uid", "entries", "@type")}
    return with_kept(written, rest) | {"entries": entries}


def group_uid(calendar: Calendar) -> str:
    """The UID of a calendar, by its page or its name."""
    return str(uuid5(NAMESPACE, calendar.url or calendar.name or ""))


def group_members(calendar: Calendar) -> dict[str, Any]:
    """What a calendar says of itself."""
    found = {
        "title": calendar.name,
        "description": calendar.description,
        "updated": utc(calendar.updated or EPOCH),
        "color": calendar.color,
        "links": links(calendar),
    }
    return {k: v for k, v in found.items() if v is not None}


def _gatherings(calendar: Calendar) -> Iterator[Event | EventSeries]:
    yield from calendar.events
    yield from calendar.series


def _entries(gathering: Event | EventSeries) -> Iterator[dict[str, Any]]:
    """An event or series, and its children after it."""
    if isinstance(gathering, EventSeries):
        yield series_object(gathering)
        for event in (gathering.template, *gathering.overrides):
            yield from _children(Whole(event, gathering))
    else:
        whole = Whole(gathering)
        yield full_object(gathering, whole)
        yield from _children(whole)


def _children(whole: Whole) -> Iterator[dict[str, Any]]:
    return (full_object(child, whole) for child in whole.children)
