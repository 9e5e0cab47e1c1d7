"""An event as the rules look at it: what is on, with its times in UTC, worked out once.

- What is cancelled or postponed is not on, and neither is anything of such an event.
- A session without a start has no time, and is in nobody's way.
- People are those of the event; a group or a sponsor can be in several places.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from hallwaytrack.checks.nesting import Nesting, nesting_of
from hallwaytrack.checks.policy import Policy
from hallwaytrack.model.event import Event
from hallwaytrack.model.places import Room, Venue
from hallwaytrack.model.sessions import Session
from hallwaytrack.model.shifts import Shift
from hallwaytrack.model.spans import NEW, POINT, Stretch, seconds_in
from hallwaytrack.model.times import is_repeated
from hallwaytrack.model.windows import zone_or_utc

OFF = frozenset(("cancelled", "postponed"))
"""The statuses of what does not happen when it says."""
PAUSES = frozenset(("break", "social", "registration"))
"""The kinds of sessions that have no language, and that nobody asks for the slides of."""


E = TypeVar("E")


class Placed(NamedTuple, Generic[E]):
    """A session, booth or shift, and where it stands in the event.

    ``name`` is the member that holds it, and ``at`` its index there.
    """

    name: str
    at: int
    entry: E

    @property
    def place(self) -> str:
        """Its JSON Pointer, which few are asked for."""
        return f"/{self.name}/{self.at}"

    def __str__(self) -> str:
        entry: Any = self.entry
        return f"{type(entry).__name__.lower()} {entry.id!r}"


OfSession: TypeAlias = Stretch[Placed[Session]]
OfShift: TypeAlias = Stretch[Placed[Shift]]
Taken: TypeAlias = Stretch[Placed[Any]]
"""The time that a session, booth or shift takes."""


class Programme:
    """An event, and what the rules ask of it.

    Args:
        event: The event.
        policy: How strict to be.
        now: The time, if the rules are to know it.
        starts_at: When its next meeting starts, if it is the template of a series; None if there is
            none. An event by itself starts when it says.
    """

    def __init__(
        self, event: Event, policy: Policy, now: datetime | None, starts_at: datetime | None
    ) -> None:
        self.event, self.policy, self.now, self.starts_at = event, policy, now, starts_at

    @cached_property
    def is_off(self) -> bool:
        """Whether all of it is cancelled or postponed."""
        return self.event.status in OFF

    @cached_property
    def sessions(self) -> list[OfSession]:
        """The sessions that are on, with their times; each has a place of its own."""
        return self._taken("sessions", self.event.sessions)

    @cached_property
    def booths(self) -> list[Taken]:
        """The booths that are on, with their times."""
        return self._taken("booths", self.event.booths)

    @cached_property
    def shifts(self) -> list[OfShift]:
        """The shifts with their times."""
        return self._stretches("shifts", enumerate(self.event.shifts))

    def _taken(self, name: str, entries: Sequence[Any]) -> list[Taken]:
        numbered = enumerate(entries)
        return self._stretches(
            name, ((i, e) for i, e in numbered if e.start is not None and e.status not in OFF)
        )

    def _stretches(self, name: str, entries: Iterable[tuple[int, Any]]) -> list[Taken]:
        if self.is_off:
            return []
        told = seconds_in(zone_or_utc(self.event.timezone))  # in which an event has all its times
        found = []
        for i, entry in entries:
            id, end = entry.id, entry.end
            begins = told(entry.start)
            ends = begins + POINT if end is None else told(end)
            what = NEW(Placed, (name, i, entry))
            found.append(NEW(Stretch, (begins, ends, id, id, what)))
        return found

    @cached_property
    def staffed(self) -> list[tuple[OfShift, list[str]]]:
        """The shifts, each with those who cover it: each of them once, by their id."""
        return [(taken, _covering(taken.what.entry)) for taken in self.shifts]

    @cached_property
    def nesting(self) -> Nesting:
        """Which sessions are parts of which."""
        return nesting_of({s.id: s.part_of for s in self.event.sessions if s.part_of})

    @cached_property
    def people(self) -> frozenset[str]:
        """The ids of those who can be in one place only."""
        return frozenset(person.id for person in self.event.people)

    @cached_property
    def venues(self) -> list[Venue]:
        """Where it is."""
        venues = (self.event.venue, *self.event.other_venues)
        return [venue for venue in venues if venue is not None]

    @cached_property
    def rooms(self) -> Mapping[str, Room]:
        """The rooms of all venues."""
        return {room.id: room for venue in self.venues for room in venue.rooms}

    @cached_property
    def walking(self) -> float:
        """The seconds that people need from one place to another."""
        return self.policy.walking.total_seconds()

    @cached_property
    def booth_rooms(self) -> Mapping[Hashable, str]:
        """The rooms in which booths stand."""
        return {booth.id: booth.room for booth in self.event.booths if booth.room is not None}

    @cached_property
    def appearances(self) -> Mapping[str, list[Taken]]:
        """The sessions and booths that each person has a part in, by their id, each at its place.

        A booth is a place of its own. Where nobody says in which room something is, it is at a
        place that nothing else is at, and that no string names.
        """
        found: dict[str, list[Taken]] = defaultdict(list)
        for taken in self.sessions:
            room = taken.what.entry.room
            self._appear(found, at_place(taken, room or (taken.id,)))
        for booth in self.booths:
            self._appear(found, booth)
        return found

    def _appear(self, found: dict[str, list[Taken]], taken: Taken) -> None:
        for person in {contributor.person for contributor in taken.what.entry.contributors}:
            if person in self.people:
                found[person].append(taken)

    @cached_property
    def crew(self) -> Mapping[str, list[OfShift]]:
        """The shifts that each volunteer does, by their id."""
        found: dict[str, list[OfShift]] = defaultdict(list)
        for taken, people in self.staffed:
            for person in people:
                found[person].append(taken)
        return found


def _covering(shift: Shift) -> list[str]:
    """Who covers a shift; most have one."""
    people = [a.person for a in shift.assignments if a.covers]
    return people if len(people) < 2 else sorted(set(people))


def at_place(taken: Taken, place: Hashable) -> Taken:
    """The same stretch at another place."""
    start, end, id, _, what = taken
    return NEW(Stretch, (start, end, id, place, what))


def place_of(person: str, taken: OfShift) -> str:
    """The JSON Pointer of the assignment by which someone covers a shift."""
    named = [a.person if a.covers else None for a in taken.what.entry.assignments]
    return f"{taken.what.place}/assignments/{named.index(person)}"


def clock(time: datetime) -> str:
    """A time as messages tell it: on the clock of the event's zone."""
    zone = f" {time:%Z}" if is_repeated(time) else ""
    return f"{time:%Y-%m-%d %H:%M}{zone}"
