"""The roster: who helps when, and whether that is enough.

It finds and lists; it moves nobody. All hours are elapsed ones, so that a night in which the clocks
go back counts an hour more, and whatever stands in the event in whatever order gives the same.

- *Planned* are the hours of the shifts that somebody covers (confirmed, checked in or done).
- *Worked* are those between a check-in and its check-out. A shift that is done without both is
  *unrecorded*: how long somebody was there is not known, and not guessed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import fmean, pstdev

from attrs import frozen

from hallwaytrack.model.engagements import NO_TIME, Clash, booth_rooms, clashes_of, engagements
from hallwaytrack.model.event import Event
from hallwaytrack.model.people import Person
from hallwaytrack.model.shifts import HOUR, Shift
from hallwaytrack.model.times import elapsed
from hallwaytrack.model.windows import zone_or_utc

ROUNDING = 1e-6
"""Hours: sums of parts of an hour are not exact."""


@frozen(kw_only=True)
class ShiftCover:
    """A shift, and how many of the people it needs it has.

    Args:
        shift: The shift.
        there: How many people cover it.
    """

    shift: Shift
    there: int

    @property
    def missing(self) -> int:
        """How many people it lacks."""
        return max(0, self.shift.needed - self.there)

    @property
    def extra(self) -> int:
        """How many people it has beyond what it needs."""
        return max(0, self.there - self.shift.needed)


@frozen(kw_only=True)
class Coverage:
    """A stretch of time in which as many people are there from the first minute to the last.

    Args:
        start: In the event's zone.
        end: Not included.
        there: How many people cover the shifts of that time.
        needed: How many these shifts need.
        missing: How many they lack, each by itself: one too many here helps nobody there.
    """

    start: datetime
    end: datetime
    there: int
    needed: int
    missing: int

    @property
    def hours(self) -> float:
        """Its elapsed hours."""
        return elapsed(self.start, self.end) / HOUR


@frozen(kw_only=True)
class VolunteerHours:
    """What a volunteer does.

    Args:
        person: The volunteer.
        shifts: Those they cover, by time.
        planned: Hours of these shifts.
        worked: Hours between check-in and check-out.
        unrecorded: Hours of shifts that are done without both.
        max_hours: How many they want to do at the most; None if they did not say.
    """

    person: Person
    shifts: tuple[Shift, ...]
    planned: float
    worked: float
    unrecorded: float
    max_hours: float | None

    @property
    def is_over(self) -> bool:
        """Whether they have more hours than they want."""
        return self.max_hours is not None and self.planned > self.max_hours + ROUNDING


@frozen(kw_only=True)
class Fairness:
    """How evenly the planned hours lie on the volunteers, whoever has none among them.

    Args:
        least: Hours of whoever has the fewest.
        most: Hours of whoever has the most.
        mean: Hours of all, shared equally.
        deviation: The standard deviation from that, in hours.
    """

    least: float
    most: float
    mean: float
    deviation: float

    @property
    def spread(self) -> float:
        """How many hours lie between the fewest and the most."""
        return self.most - self.least


@frozen(kw_only=True)
class Roster:
    """Who helps when, and whether that is enough.

    Args:
        event: The event.
        shifts: All shifts, by time, then by id.
        coverage: The time from the first shift to the last, where there is a shift at all.
        gaps: The shifts that lack somebody, by time.
        volunteers: What each of them does, by name, then by id.
        fairness: How evenly the hours lie on them; None without volunteers.
        clashes: Whoever has to be in two places at once.
    """

    event: Event
    shifts: tuple[ShiftCover, ...]
    coverage: tuple[Coverage, ...]
    gaps: tuple[ShiftCover, ...]
    volunteers: tuple[VolunteerHours, ...]
    fairness: Fairness | None
    clashes: tuple[Clash, ...]


def roster(event: Event, walking: timedelta = NO_TIME) -> Roster:
    """Who helps when at an event, and whether that is enough.

    Args:
        event: The event.
        walking: The time that it takes to get from one place to another: what follows sooner
            elsewhere is a clash.

    >>> from hallwaytrack import example
    >>> launch = example().event("launch-toronto@heroeshappenhere.example")
    >>> [(gap.shift.id, gap.missing) for gap in roster(launch.amend("set-up", needed=3)).gaps]
    [('set-up', 1)]
    """
    shifts = sorted(event.shifts, key=lambda shift: (shift.start.astimezone(UTC), shift.id))
    covers = tuple(ShiftCover(shift=shift, there=len(shift.covered_by)) for shift in shifts)
    volunteers = tuple(_volunteers(event, shifts))
    people = sorted(volunteer.person.id for volunteer in volunteers)
    return Roster(
        event=event,
        shifts=covers,
        coverage=tuple(_coverage(event, covers)),
        gaps=tuple(cover for cover in covers if cover.missing),
        volunteers=volunteers,
        fairness=_fairness([volunteer.planned for volunteer in volunteers]),
        clashes=tuple(clashes_of(engagements(event, people), walking, booth_rooms(event))),
    )


def _coverage(event: Event, covers: Iterable[ShiftCover]) -> Iterator[Coverage]:
    """One sweep over all starts and ends; neighbours that count the same are one stretch."""
    zone = zone_or_utc(event.timezone)
    changes: dict[datetime, list[int]] = defaultdict(lambda: [0, 0, 0])
    for cover in covers:
        shift, counts = cover.shift, (cover.there, cover.shift.needed, cover.missing)
        for time, sign in ((shift.start, 1), (shift.end, -1)):
            change = changes[time.astimezone(UTC)]
            change[:] = (old + sign * count for old, count in zip(change, counts, strict=True))
    there = needed = missing = 0
    for start, end in pairwise(sorted(time for time, change in changes.items() if any(change))):
        change = changes[start]
        there, needed, missing = there + change[0], needed + change[1], missing + change[2]
        if needed:
            times = {"start": start.astimezone(zone), "end": end.astimezone(zone)}
            yield Coverage(**times, there=there, needed=needed, missing=missing)


def _volunteers(event: Event, shifts: Iterable[Shift]) -> Iterator[VolunteerHours]:
    """What each volunteer does, by name, then by id."""
    covered: dict[str, list[Shift]] = {volunteer.person: [] for volunteer in event.volunteers}
    worked: dict[str, timedelta] = defaultdict(timedelta)
    unrecorded: dict[str, timedelta] = defaultdict(timedelta)
    for shift in shifts:
        for name in shift.covered_by:
            covered[name].append(shift)
        for assignment in shift.assignments:
            came, went = assignment.checked_in_at, assignment.checked_out_at
            if came is not None and went is not None:
                worked[assignment.person] += elapsed(came, went)
            elif assignment.status == "done":
                unrecorded[assignment.person] += elapsed(shift.start, shift.end)
    people = {person.id: person for person in event.people}
    volunteers = [(people[v.person], v) for v in event.volunteers]
    for person, volunteer in sorted(volunteers, key=lambda v: (v[0].name.casefold(), v[0].id)):
        yield VolunteerHours(
            person=person,
            shifts=tuple(covered[person.id]),
            planned=_hours(covered[person.id]),
            worked=worked[person.id] / HOUR,
            unrecorded=unrecorded[person.id] / HOUR,
            max_hours=volunteer.max_hours,
        )


def _hours(shifts: Iterable[Shift]) -> float:
    return sum((elapsed(s.start, s.end) for s in shifts), NO_TIME) / HOUR


def _fairness(hours: Sequence[float]) -> Fairness | None:
    if not hours:
        return None
    least, most = min(hours), max(hours)
    return Fairness(least=least, most=most, mean=fmean(hours), deviation=pstdev(hours))
