"""Volunteers: whether what they do fits what they said they can."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from hallwaytrack.checks.programme import Programme, place_of
from hallwaytrack.checks.registry import Found, rule
from hallwaytrack.model.people import Volunteer
from hallwaytrack.model.scopes import listed
from hallwaytrack.model.spans import Covered, lies_within, seconds, together

HOUR = 3600
ROUNDING = 1e-6
"""Hours: sums of parts of an hour are not exact."""


@rule(
    "HT203",
    "error",
    why="They said that they cannot come then.",
    mend="give the shift to someone else, or ask them again",
)
def outside_availability(programme: Programme) -> Iterator[Found]:
    """A volunteer has a shift at a time for which they did not offer themselves."""
    available: dict[str, list[Covered]] = {
        volunteer.person: together(
            (seconds(span.start), seconds(span.end)) for span in volunteer.available
        )
        for volunteer in programme.event.volunteers
        if volunteer.available
    }
    if not available:
        return
    for taken, people in programme.staffed:
        for person in people:
            offered = available.get(person)
            if offered is not None and not lies_within(taken.start, taken.end, offered):
                message = f"volunteer {person!r} is not available for all of {taken.what}"
                yield Found(place_of(person, taken), message, taken.what.entry.start)


def _volunteers(programme: Programme) -> Iterator[tuple[str, Volunteer]]:
    for i, volunteer in enumerate(programme.event.volunteers):
        yield f"/volunteers/{i}", volunteer


@rule(
    "HT204",
    "warning",
    why="They said how much they can give, and are asked for more.",
    mend="give some of their shifts to others",
)
def too_many_hours(programme: Programme) -> Iterator[Found]:
    """A volunteer has more hours than they offered."""
    for place, volunteer in _volunteers(programme):
        most = volunteer.max_hours
        if most is None:
            continue
        hours = sum((s.end - s.start) / HOUR for s in programme.crew.get(volunteer.person, ()))
        if hours > most + ROUNDING:
            message = f"volunteer {volunteer.person!r} has {hours:g} hours and offered {most:g}"
            yield Found(f"{place}/max_hours", message)


@rule(
    "HT205",
    "warning",
    why="Who is tired makes mistakes, and does not come back next year.",
    mend="put a break between the shifts, or give one to someone else",
)
def without_rest(programme: Programme) -> Iterator[Found]:
    """A volunteer works for too long without a break."""
    longest = programme.policy.longest.total_seconds()
    # A break of just that length is one.
    gap = max(programme.policy.rest.total_seconds() - 1, 0)
    for place, volunteer in _volunteers(programme):
        shifts = programme.crew.get(volunteer.person, ())
        by_start = {taken.start: taken.what for taken in shifts}
        for start, end in together(((s.start, s.end) for s in shifts), gap):
            if end - start > longest:
                hours = (end - start) / HOUR
                since = by_start[start]
                message = f"volunteer {volunteer.person!r} works {hours:g} hours on end"
                yield Found(place, f"{message}, from {since} on", since.entry.start)


@rule(
    "HT206",
    "warning",
    why="Whoever comes with a question gets no answer.",
    mend="assign someone who can, or note the skill with the volunteer",
)
def without_a_skill(programme: Programme) -> Iterator[Found]:
    """A volunteer lacks a skill that their shift needs."""
    if not any(shift.skills for shift in programme.event.shifts):
        return
    known = _skills(programme)
    for taken, people in programme.staffed:
        needed = taken.what.entry.skills
        for person in people if needed else ():
            lacking = [skill for skill in needed if folded(skill) not in known[person]]
            if lacking:
                message = f"volunteer {person!r} lacks a skill that {taken.what} needs"
                yield Found(place_of(person, taken), f"{message}: {listed(lacking)}")


def _skills(programme: Programme) -> Mapping[str, frozenset[str]]:
    volunteers = programme.event.volunteers
    return {v.person: frozenset(map(folded, v.skills)) for v in volunteers}


@lru_cache(maxsize=1_000)
def folded(skill: str) -> str:
    """A skill as people compare it, whatever its case and spaces."""
    return " ".join(skill.casefold().split())
