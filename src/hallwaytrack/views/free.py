"""Who could take a shift: free at that time, and able to do what it needs."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from hallwaytrack.model.engagements import NO_TIME, booth_rooms, busy_in, clashes_of, engagements
from hallwaytrack.model.event import Event
from hallwaytrack.model.people import Person, Volunteer
from hallwaytrack.model.shifts import Shift
from hallwaytrack.model.skills import lacking
from hallwaytrack.model.spans import lies_within, together
from hallwaytrack.views.roster import ROUNDING, VolunteerHours, roster

WILLING = ("applied", "offered", "waitlisted")
"""The statuses in which somebody is still to be had for a shift."""


def free_for(event: Event, shift_id: str, walking: timedelta = NO_TIME) -> tuple[Person, ...]:
    """Who could be assigned to a shift, whoever has the fewest hours first, then by name.

    They have said neither yes nor no to it yet; have no other shift, session or booth then; are
    available for all of it; have its skills, whatever their case; and stay within the hours that
    they want to do.

    Args:
        event: The event.
        shift_id: The shift.
        walking: The time that it takes to get from one place to another.

    Raises:
        UnknownIdError: If there is no such shift.

    >>> from hallwaytrack import example
    >>> launch = example().event("launch-toronto@heroeshappenhere.example")
    >>> [person.name for person in free_for(launch, "pack-up")]
    ['Aisha', 'Lucía', 'Dana', 'Ravi']
    """
    shift = event.shift(shift_id)
    asked = {a.person for a in shift.assignments if a.status not in WILLING}
    offers = {volunteer.person: volunteer for volunteer in event.volunteers}
    able = [
        hours
        for hours in roster(event).volunteers
        if hours.person.id not in asked and _can(offers[hours.person.id], hours, shift)
    ]
    busy = set(_busy(event, shift, [hours.person.id for hours in able], walking))
    free = [hours for hours in able if hours.person.id not in busy]
    return tuple(hours.person for hours in sorted(free, key=lambda hours: hours.planned))


def _can(volunteer: Volunteer, hours: VolunteerHours, shift: Shift) -> bool:
    """Whether somebody is available, able, and not over their hours by a shift."""
    spans = together((s.start.timestamp(), s.end.timestamp()) for s in volunteer.available)
    start, end = shift.start.timestamp(), shift.end.timestamp()
    most = volunteer.max_hours
    return (
        not lacking(volunteer, shift)
        and (not spans or lies_within(start, end, spans))
        and (most is None or hours.planned + shift.hours <= most + ROUNDING)
    )


def _busy(event: Event, shift: Shift, people: Sequence[str], walking: timedelta) -> Iterator[str]:
    """Those whom something else needs when the shift would."""
    mine = busy_in(shift)
    busy = {person: [mine, *others] for person, others in engagements(event, people).items()}
    for clash in clashes_of(busy, walking, booth_rooms(event)):
        if shift in (clash.first, clash.second):
            yield clash.person
