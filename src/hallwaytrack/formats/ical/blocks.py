"""Blocks: the VEVENTs of one event, its own and those of its children.

They are written a few at a time or all at once, as the caller asks for them.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

from hallwaytrack.formats.ical.full import Everything
from hallwaytrack.formats.ical.lines import folded
from hallwaytrack.formats.ical.nested import nested
from hallwaytrack.formats.ical.properties import Properties
from hallwaytrack.formats.ical.whole import Whole
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.entries import Entry
from hallwaytrack.model.event import Event
from hallwaytrack.model.groups import Tour
from hallwaytrack.model.series import EventSeries

Written: TypeAlias = Calendar | Event | EventSeries


class Block(NamedTuple):
    """One event as it is written.

    Attributes:
        event: The event.
        series: The series whose template or changed meeting it is.
        tour: The tour that it names, if the calendar has it.
        children: What is written besides it, in order.
        vevents: The bytes of its own VEVENT, then of each child's, without the last line end.
        size: How many bytes they are.
    """

    event: Event
    series: EventSeries | None
    tour: Tour | None
    children: list[Entry]
    vevents: list[bytes]
    size: int


def gatherings(document: Written) -> Iterator[tuple[Event, EventSeries | None]]:
    """Every event that becomes a VEVENT, with the series that it is of, in document order."""
    if isinstance(document, Calendar):
        yield from ((event, None) for event in document.events)
        for series in document.series:
            yield from gatherings(series)
    elif isinstance(document, EventSeries):
        yield document.template, document
        yield from ((override, document) for override in document.overrides)
    else:
        yield document, None


class Writer:
    """Writes the events of one document."""

    def __init__(self, document: Written, *, full: bool, components: bool) -> None:
        self.full, self.components = full, components
        self.everything = Everything() if full else None
        self._says_more = full or components
        self._tours = {t.id: t for t in document.tours} if isinstance(document, Calendar) else {}
        self._properties = Properties(full=full)

    def tour_of(self, event: Event) -> Tour | None:
        """The tour that an event names, if the calendar has it."""
        return self._tours.get(event.tour or "")

    def whole(self, event: Event, series: EventSeries | None) -> Whole:
        """An event as its entries need it."""
        return Whole(event, self._tours, series, full=self.full)

    def event(self, whole: Whole) -> bytes:
        """The VEVENT of an event itself."""
        [vevent] = self._written(Event, (whole.event,), whole)
        return vevent

    def children(self, whole: Whole, children: Iterable[Entry]) -> list[bytes]:
        """The VEVENTs of some of its children, which stand in their order: class by class."""
        found: list[bytes] = []
        for cls, of_class in groupby(children, type):
            found += self._written(cls, of_class, whole)
        return found

    def _written(self, cls: type, entries: Iterable[Any], whole: Whole) -> list[bytes]:
        more = self._more if self._says_more else None
        return self._properties.of(cls, whole)(entries, whole, more)

    def _more(self, entry: Any, whole: Whole, lines: list[bytes]) -> list[bytes]:
        """What follows the properties of an entry, of which the lines are given."""
        found = [] if self.everything is None else self.everything.of_entry(entry, whole, lines)
        if self.components:
            found += map(folded, nested(entry, whole))
        return found
