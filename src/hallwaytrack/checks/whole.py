"""A whole document as the rules look at it: all events that it holds, each with its place."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from hallwaytrack.model import meetings
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.documents import Document
from hallwaytrack.model.event import Event
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.windows import bound, zone_or_utc


class Whole(NamedTuple):
    """A document, and JSON Pointer and value of its events, templates and overrides."""

    document: Document
    events: list[tuple[str, Event]]


def whole_of(document: Document) -> Whole:
    """A document with all of its events, in its order."""
    return Whole(document, list(_events(document)))


def _events(document: Document) -> Iterator[tuple[str, Event]]:
    if isinstance(document, Event):
        yield "", document
    elif isinstance(document, EventSeries):
        yield from document.events()
    elif isinstance(document, Calendar):
        yield from ((f"/events/{i}", event) for i, event in enumerate(document.events))
        for i, series in enumerate(document.series):
            yield from ((f"/series/{i}{place}", event) for place, event in series.events())


def next_starts(document: Document, now: date | None) -> dict[str, datetime | None]:
    """By JSON Pointer, when the next meeting that is like the template of a series starts."""
    if now is None:
        return {}
    if isinstance(document, EventSeries):
        return {"/template": _next_start(document, now)}
    if isinstance(document, Calendar):
        series = enumerate(document.series)
        return {f"/series/{i}/template": _next_start(each, now) for i, each in series}
    return {}


def _next_start(series: EventSeries, now: date) -> datetime | None:
    """None if there is no meeting to come, or it is an override, which is looked at itself."""
    begin = bound(now, zone_or_utc(series.template.timezone))
    # Not the meeting itself: what lies far from its template's start may have no year to be in.
    for meeting in meetings.upcoming(series, begin, 1):
        return None if isinstance(meeting.found, Event) else meeting.starts_at
    return None
