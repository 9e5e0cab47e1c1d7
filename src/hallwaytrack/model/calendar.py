"""A calendar: the events of one or many groups, as a feed or a site shows them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, tzinfo
from typing import Any, TypeAlias

from attrs import evolve

from hallwaytrack.errors import Problem
from hallwaytrack.model import parts
from hallwaytrack.model.base import Model, frozen
from hallwaytrack.model.event import Event
from hallwaytrack.model.extra import NO_EXTRA
from hallwaytrack.model.groups import Tour, UserGroup
from hallwaytrack.model.meetings import Meeting
from hallwaytrack.model.scopes import repeated
from hallwaytrack.model.series import (
    EventSeries,
    Gathering,
    event_of,
    meetings_in,
    next_of,
    repeated_uids,
)
from hallwaytrack.model.sessions import Material
from hallwaytrack.model.types import Color, Duration, Extra, Line, Stamp, Text, Url, Zone
from hallwaytrack.model.windows import bound, window, zone_or_utc

CalendarPart: TypeAlias = Event | EventSeries | UserGroup | Tour


@frozen(kw_only=True)
class Calendar(Model):
    """Events, series, and the groups and tours that they belong to.

    Args:
        name: As a calendar program lists it.
        description: What it holds.
        url: Its page.
        timezone: The zone in which to show it.
        refresh_interval: How often a subscriber may ask for it again.
        color: A CSS3 name or ``#rrggbb``.
        image: Its picture.
        groups: The user groups whose calendar it is.
        tours: The tours that its events are stops of.
        events: Single events.
        series: Meetings that recur.
        updated: When its public feed changed last; publishing sets it.
        extra: What other tools put there.
    """

    name: Line | None = None
    description: Text | None = None
    url: Url | None = None
    timezone: Zone | None = None
    refresh_interval: Duration | None = None
    color: Color | None = None
    image: Url | None = None
    groups: Sequence[UserGroup] = ()
    tours: Sequence[Tour] = ()
    events: Sequence[Event] = ()
    series: Sequence[EventSeries] = ()
    updated: Stamp | None = None
    extra: Extra = NO_EXTRA

    def broken(self) -> Iterator[Problem]:
        """Groups, tours, gatherings and UIDs are unique, and no event replaces an occurrence."""
        yield from repeated("group", [("/groups", self.groups)])
        yield from repeated("tour", [("/tours", self.tours)])
        gatherings = [("/events", self.events), ("/series", self.series)]
        problems = list(repeated("event or series", gatherings))
        for problem in problems:  # a series has its template's id
            in_series = problem.place.startswith("/series/")
            place = problem.place.removesuffix("/id") + "/template/id"
            yield evolve(problem, place=place) if in_series else problem
        for i, event in enumerate(self.events):
            if event.occurrence is not None:
                message = "only an event of a series replaces an occurrence"
                yield Problem(message=message, place=f"/events/{i}/occurrence")
        if not problems:
            yield from repeated_uids(self._all_events())

    def _all_events(self) -> Iterator[tuple[str, Event]]:
        yield from ((f"/events/{i}", event) for i, event in enumerate(self.events))
        for i, series in enumerate(self.series):
            yield from ((f"/series/{i}{place}", event) for place, event in series.events())

    def event(self, id: str) -> Event:
        """The event of this id.

        Raises:
            UnknownIdError: If there is none; the same holds for the look-ups below.
        """
        return parts.find("event", {e.id: e for e in self.events}, Event, id)

    def group(self, id: str) -> UserGroup:
        """The user group of this id."""
        return parts.find("group", {g.id: g for g in self.groups}, UserGroup, id)

    def tour(self, id: str) -> Tour:
        """The tour of this id."""
        return parts.find("tour", {t.id: t for t in self.tours}, Tour, id)

    def series_of(self, id: str) -> EventSeries:
        """The series of this id."""
        return parts.find("series", {s.id: s for s in self.series}, EventSeries, id)

    def stops(self, tour_id: str) -> tuple[Event, ...]:
        """The events of a tour, by their start."""
        tour = self.tour(tour_id)
        stops = [event for event in self.events if event.tour == tour.id]
        return tuple(sorted(stops, key=lambda e: (e.starts_at.timestamp(), e.id)))

    def between(self, begin: date, end: date) -> tuple[Event, ...]:
        """The events and the meetings of series that overlap a window, by start, then by id.

        What began before and still goes on counts; what has no end is a point.

        Args:
            begin: An aware time, or a date: its midnight in the calendar's zone, where that has
                none in each event's, and in UTC without any.
            end: Of the same kinds; not included.

        Raises:
            InvalidValueError: If a time has no zone, ``end`` is before ``begin``, or a meeting
                in the window would go beyond the years that a time can be in.
        """
        return _in_order(
            (gathering, found)
            for gathering in self._gatherings()
            for found in meetings_in(gathering, window(begin, end, self._zone_for(gathering)))
        )

    def upcoming(self, now: date, n: int = 10) -> tuple[Event, ...]:
        """The next ``n`` events and meetings that are not over at ``now``, in the same order."""
        return _in_order(
            (
                (gathering, found)
                for gathering in self._gatherings()
                for found in next_of(gathering, bound(now, self._zone_for(gathering)), n)
            ),
            n,
        )

    def _gatherings(self) -> tuple[Gathering, ...]:
        return (*self.events, *self.series)

    def _zone_for(self, gathering: Gathering) -> tzinfo:
        event = gathering if isinstance(gathering, Event) else gathering.template
        return zone_or_utc(self.timezone or event.timezone)

    def put(self, *parts_: CalendarPart) -> "Calendar":
        """This calendar with these parts: one of the same class and id is replaced in place."""
        return parts.put(self, parts_)

    def remove(self, *parts_: "CalendarPart | str") -> "Calendar":
        """This calendar without these parts, given themselves or by id.

        Raises:
            UnknownIdError: If there is no such part.
            InvalidValueError: If an id names two parts.
        """
        return parts.remove(self, parts_)

    def amend(self, event_id: str, **changes: Any) -> "Calendar":
        """This calendar with one event changed; a new start keeps the elapsed length."""
        return self.put(parts.amended(self.event(event_id), changes))

    def attach(self, event_id: str, material: Material) -> "Calendar":
        """This calendar with a material at an event; one of the same id is replaced."""
        return self.put(self.event(event_id).put(material))


def _in_order(
    found: Iterable[tuple[Gathering, Meeting]], n: int | None = None
) -> tuple[Event, ...]:
    """The first of them as events: one that cannot be made spoils no answer that it is not in."""
    ordered = sorted(found, key=lambda each: (each[1].starts_at.astimezone(UTC), each[0].id))
    return tuple([event_of(gathering, meeting) for gathering, meeting in ordered[:n]])
