"""A document with other events in it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from hallwaytrack.formats.ical.blocks import Written
from hallwaytrack.model.base import with_members
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.series import EventSeries
from hallwaytrack.publishing.entries import Key, key_of

Change = Callable[[Event], Event]


def with_events(document: Any, changes: Mapping[Key, Change]) -> Any:
    """A document in which each of these events is changed; itself, where none is."""
    if not changes:
        return document
    if isinstance(document, Calendar):
        return document.replace(
            events=[_changed(event, changes) for event in document.events],
            series=[with_events(series, changes) for series in document.series],
        )
    if isinstance(document, EventSeries):
        events = [_changed(event, changes, in_series=True) for _, event in document.events()]
        return document.replace(template=events[0], overrides=events[1:])
    return _changed(document, changes)


def with_all_events(document: Written, events: Sequence[Event]) -> Any:
    """A document with other events, which are given in its order; nothing else of it changes."""
    return _with(document, iter(events))


def _with(document: Written, events: Iterator[Event]) -> Any:
    if isinstance(document, Event):
        return next(events)
    if isinstance(document, EventSeries):
        template = next(events)
        overrides = tuple([next(events) for _ in document.overrides])
        return with_members(document, {"template": template, "overrides": overrides})
    singles = tuple([next(events) for _ in document.events])
    series = tuple([_with(each, events) for each in document.series])
    return with_members(document, {"events": singles, "series": series})


def _changed(event: Event, changes: Mapping[Key, Change], *, in_series: bool = False) -> Event:
    change = changes.get(key_of(event, in_series=in_series))
    return change(event) if change else event
