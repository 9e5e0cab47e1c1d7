"""What of a document is lost in JSON-LD, and what its page will lack.

A page is compared with what a reader gets of it. What it will lack is no loss, and told as advice.
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from hallwaytrack.errors import Problem
from hallwaytrack.formats.comparing import differing
from hallwaytrack.formats.jsonld.google import lacking, lacking_in_series
from hallwaytrack.formats.jsonld.read import read_jsonld
from hallwaytrack.formats.jsonld.schedule import unsayable
from hallwaytrack.formats.jsonld.write import Page, to_jsonld
from hallwaytrack.formats.losses import LEFT_OUT, loss
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.groups import UserGroup
from hallwaytrack.model.recurrence import Recurrence
from hallwaytrack.model.series import EventSeries
from hallwaytrack.views.marked import is_marked, unmarked

_One: TypeAlias = Event | EventSeries | UserGroup


def lost_in_jsonld(document: Page) -> Iterator[Problem]:
    """A warning for everything that a page with this document does not carry, or lacks."""
    if is_marked(document):
        yield loss("all but its times is left out: it is marked as private", "")
        document = unmarked(document)
    back = read_jsonld(to_jsonld(document), kind=Calendar, max_bytes=None).document
    if isinstance(document, Calendar):
        yield from _of_calendar(document, back)
    else:
        yield from _of_one(document, back)
    yield from _lacking(document, "")


def _of_one(document: _One, back: Calendar) -> Iterator[Problem]:
    if isinstance(document, EventSeries) and not back.series:
        yield from _first_alone(document, back.events, "")
    else:
        there: tuple[_One, ...] = (*back.events, *back.series, *back.groups)
        yield from differing(document, next(each for each in there if each.id == document.id))


def _of_calendar(calendar: Calendar, back: Calendar) -> Iterator[Problem]:
    """A series that comes back as its first meeting is told as such, and not as left out."""
    known = {series.id for series in back.series}
    alone = [
        (i, series)
        for i, series in enumerate(calendar.series)
        if series.id not in known and not is_marked(series)
    ]
    places = [f"/series/{i}" for i, _ in alone]
    untold = {*places, "/series"} if alone and not back.series else {*places}
    ids = {series.id for _, series in alone}
    events = [event for event in back.events if event.id not in ids]
    rest = back.replace(events=events)
    yield from (p for p in differing(calendar, rest) if p.place not in untold)
    if alone and not back.series:
        for i, series in enumerate(calendar.series):
            if is_marked(series):
                yield loss(f"series {LEFT_OUT}", f"/series/{i}")
    for place, (_, series) in zip(places, alone, strict=True):
        yield from _first_alone(series, back.events, place)


def _lacking(document: Page, place: str) -> Iterator[Problem]:
    if isinstance(document, Event):
        yield from lacking(document, place)
    elif isinstance(document, EventSeries):
        yield from lacking_in_series(document, place)
    elif isinstance(document, Calendar):
        for i, event in enumerate(document.events):
            if not is_marked(event):
                yield from lacking(event, f"{place}/events/{i}")
        for i, series in enumerate(document.series):
            if not is_marked(series):
                yield from lacking_in_series(series, f"{place}/series/{i}")


def _first_alone(series: EventSeries, events: Sequence[Event], place: str) -> Iterator[Problem]:
    """A series whose rule a schedule cannot say comes back as its first meeting."""
    twin = next(event for event in events if event.id == series.id)
    yield from differing(series.template, twin, f"{place}/template")
    yield from _of_recurrence(series.recurrence, f"{place}/recurrence")
    if series.overrides:
        yield loss(f"overrides {LEFT_OUT}: without its rule it is no series", f"{place}/overrides")


def _of_recurrence(recurrence: Recurrence, place: str) -> Iterator[Problem]:
    if recurrence.rule is not None:
        parts = ", ".join(unsayable(recurrence.rule))
        message = f"rule {LEFT_OUT}, and only the first meeting told: a Schedule has no {parts}"
        yield loss(message, f"{place}/rule")
    for name in ("added", "skipped"):
        if getattr(recurrence, name):
            yield loss(f"{name} {LEFT_OUT}", f"{place}/{name}")
