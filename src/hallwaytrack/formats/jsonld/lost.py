"""What of a document is lost in JSON-LD, and what its page will lack.

What the table does not have is left out. What it has is compared, part by part, with what a reader
gets of what was written: parts are known by their ids, others by being equal. So nothing that comes
back otherwise is untold, whichever rule it is by.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from hallwaytrack.errors import Problem, pointer, shown
from hallwaytrack.formats.jsonld.google import lacking, lacking_in_series
from hallwaytrack.formats.jsonld.read import read_jsonld
from hallwaytrack.formats.jsonld.schedule import unsayable
from hallwaytrack.formats.jsonld.table import CARRIES
from hallwaytrack.formats.jsonld.write import Page, to_jsonld
from hallwaytrack.formats.losses import LEFT_OUT, loss
from hallwaytrack.model.base import Model
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Field, fields_of
from hallwaytrack.model.recurrence import Recurrence
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.times import instant_key
from hallwaytrack.views.marked import is_marked, unmarked


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


def _of_one(document: Page, back: Calendar) -> Iterator[Problem]:
    there = (*back.events, *back.series, *back.groups)
    twin = next((each for each in there if type(each) is type(document)), None)
    if twin is None and isinstance(document, EventSeries):
        yield from _first_alone(document, back.events, "")
    else:
        yield from _compared(document, twin, "")


def _of_calendar(calendar: Calendar, back: Calendar) -> Iterator[Problem]:
    """A series that comes back as its first meeting is told as such, and not as left out."""
    known = {series.id for series in back.series}
    alone = [
        (i, series)
        for i, series in enumerate(calendar.series)
        if series.id not in known and not is_marked(series)
    ]
    places = tuple(f"/series/{i}" for i, _ in alone)
    ids = {series.id for _, series in alone}
    events = [event for event in back.events if event.id not in ids]
    rest = back.replace(events=events)
    yield from (p for p in _compared(calendar, rest, "") if p.place not in places)
    for place, (_, series) in zip(places, alone, strict=True):
        yield from _first_alone(series, back.events, place)


def _lacking(document: Page, place: str) -> Iterator[Problem]:
    if isinstance(document, Event):
        yield from lacking(document, place)
    elif isinstance(document, EventSeries):
        yield from lacking_in_series(document, place)
    elif isinstance(document, Calendar):
        for i, event in enumerate(document.events):
            yield from lacking(event, f"{place}/events/{i}")
        for i, series in enumerate(document.series):
            yield from lacking_in_series(series, f"{place}/series/{i}")


def _first_alone(series: EventSeries, events: Sequence[Event], place: str) -> Iterator[Problem]:
    """A series whose rule a schedule cannot say comes back as its first meeting."""
    twin = next(event for event in events if event.id == series.id)
    yield from _compared(series.template, twin, f"{place}/template")
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


def _compared(model: Model, twin: Any, place: str) -> Iterator[Problem]:
    carried = CARRIES.get(type(model), frozenset())
    for field in fields_of(type(model)):
        value, other = getattr(model, field.name), getattr(twin, field.name)
        where = place + pointer(field.name)
        if field.name not in carried:
            if value != field.default:
                yield loss(f"{field.name} {LEFT_OUT}", where)
        elif field.model is None:
            yield from _values(field, value, other, where)
        elif field.many:
            yield from _parts(field, value, other, where)
        else:
            yield from _part(field, value, other, where)


def _values(field: Field, value: Any, other: Any, where: str) -> Iterator[Problem]:
    if instant_key(value) == instant_key(other):
        return
    if other == field.default:
        yield loss(f"{field.name} {LEFT_OUT}", where)
    else:
        yield loss(f"{field.name} comes back as {shown(other)}", where)


def _part(field: Field, value: Any, other: Any, where: str) -> Iterator[Problem]:
    if value is None and other is not None:
        yield loss(f"{field.name} comes back with another", where)
    elif value is not None:
        if other is None or _key(value) != _key(other):
            yield loss(f"{field.name} {LEFT_OUT}", where)
        else:
            yield from _compared(value, other, where)


def _key(part: Any) -> Any:
    """By what a part is known; None where it has no id."""
    if isinstance(part, Event):
        return part.id, instant_key(part.occurrence)
    return getattr(part, "id", None)


def _parts(field: Field, parts: Sequence[Any], others: Sequence[Any], where: str) -> Any:
    if parts == others:
        # Equal, but for what the table does not have; of that nothing can have come back.
        return
    if any(_key(part) is None for part in parts):
        yield from _keyless(field, parts, others, where)
        return
    twins = {_key(other): other for other in others}
    there = [key for part in parts if (key := _key(part)) in twins]
    for i, part in enumerate(parts):
        twin, spot = twins.get(_key(part)), where + pointer(i)
        if twin is None:
            yield loss(f"{field.name} {LEFT_OUT}", spot)
        else:
            yield from _compared(part, twin, spot)
    if [_key(other) for other in others] != there:
        yield loss(f"{field.name} comes back in another order, or with more", where)


def _keyless(field: Field, parts: Sequence[Any], others: Sequence[Any], where: str) -> Any:
    """Parts without ids; each comes back, but perhaps in another order."""
    if sorted(map(repr, parts)) == sorted(map(repr, others)):
        yield loss(f"{field.name} comes back in another order", where)
        return
    for i, (part, other) in enumerate(zip(parts, others, strict=True)):
        yield from _compared(part, other, where + pointer(i))
