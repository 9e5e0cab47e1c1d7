"""Blocks: the VEVENTs of one event, its own and those of its children.

They are written one by one, so that a caller can hold a few of them at a time, or all of one event.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

from hallwaytrack.formats.ical.full import Everything
from hallwaytrack.formats.ical.lines import folded
from hallwaytrack.formats.ical.nested import nested
from hallwaytrack.formats.ical.properties import Properties, Put
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
        return self._vevent(whole.event, self._properties.of(Event, whole), whole)

    def children(self, whole: Whole) -> Iterator[bytes]:
        """The VEVENTs of its children."""
        of_child: dict[type, Put] = {}
        for child in whole.children:
            put = of_child.get(type(child))
            if put is None:
                put = of_child[type(child)] = self._properties.of(type(child), whole)
            yield self._vevent(child, put, whole)

    def _vevent(self, entry: Any, put: Put, whole: Whole) -> bytes:
        lines = [b"BEGIN:VEVENT"]
        put(lines, entry, whole)
        if self._says_more:
            lines += self._more(entry, whole, lines)
        lines.append(b"END:VEVENT")
        return b"\r\n".join(lines)

    def _more(self, entry: Any, whole: Whole, lines: list[bytes]) -> list[bytes]:
        """What follows the properties of an entry, of which the lines are given."""
        found = [] if self.everything is None else self.everything.of_entry(entry, whole, lines)
        if self.components:
            found += map(folded, nested(entry, whole))
        return found
