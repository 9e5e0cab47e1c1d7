"""A document with some of its events changed."""

from collections.abc import Callable, Mapping
from typing import Any

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


def _changed(event: Event, changes: Mapping[Key, Change], *, in_series: bool = False) -> Event:
    change = changes.get(key_of(event, in_series=in_series))
    return change(event) if change else event
