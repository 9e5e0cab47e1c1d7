"""Assigning people to the shifts of an event: one by one, many at once, or two against each other.

What nobody can do, being in two places at once, is refused unless the caller says otherwise;
whether somebody is available, able and not over their hours is for ``roster`` and ``check`` to
tell, since organisers have their reasons.
"""

import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import chain
from typing import Any, Literal, Self, TypeAlias, TypeVar, get_args

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.model.engagements import (
    NO_TIME,
    Clash,
    Entry,
    booth_rooms,
    clashes_of,
    engagements,
)
from hallwaytrack.model.fields import did_you_mean
from hallwaytrack.model.shifts import COVERING, Assignment, Shift
from hallwaytrack.model.times import elapsed
from hallwaytrack.model.vocabulary import AssignmentStatus

E = TypeVar("E", bound=Any)
Clashes: TypeAlias = Literal["block", "warn", "allow"]
"""What becomes of an assignment by which somebody has to be in two places at once."""
SWAPPED: Sequence[AssignmentStatus] = ("applied", "offered", "waitlisted", "confirmed")
"""The statuses of what is still to come."""


class ClashWarning(UserWarning):
    """Somebody has to be in two places at once, and the caller wants to hear of it."""


class Staffed:
    """The verbs by which an event gets people for its shifts."""

    __slots__ = ()

    def assign(
        self,
        shift_id: str,
        *people: str,
        status: AssignmentStatus = "confirmed",
        clashes: Clashes = "block",
        walking: timedelta = NO_TIME,
    ) -> Self:
        """This event with people assigned to a shift; ``assign_all`` does it for many shifts.

        Args:
            shift_id: The shift.
            people: Ids of the event's volunteers. Whoever was assigned before is marked instead.
            status: Of all of them.
            clashes: What to do where somebody would have to be in two places at once: "block" it,
                "warn" with a ``ClashWarning``, or "allow" it. A shift that somebody does not cover
                yet, being "offered" it, say, clashes with nothing.
            walking: The time that it takes to get from one place to another.

        Raises:
            UnknownIdError: If there is no such shift.
            InvalidValueError: If somebody is no volunteer, is assigned already, or would have to be
                in two places at once; with a problem for each.
        """
        return assigned(self, {shift_id: people}, status, clashes, walking)

    def assign_all(
        self,
        people: Mapping[str, Sequence[str]],
        *,
        status: AssignmentStatus = "confirmed",
        clashes: Clashes = "block",
        walking: timedelta = NO_TIME,
    ) -> Self:
        """This event with people assigned to many shifts at once, all of them or nobody.

        Args:
            people: Ids of volunteers by the id of a shift.
            status: As for ``assign``, like the rest, and what is raised.
            clashes: The same.
            walking: The same.
        """
        return assigned(self, people, status, clashes, walking)

    def swap(
        self,
        shift_id: str,
        person: str,
        other_shift_id: str,
        other_person: str,
        *,
        clashes: Clashes = "block",
        walking: timedelta = NO_TIME,
    ) -> Self:
        """This event with two people in each other's place.

        Each place keeps its status, so that both shifts are covered as they were before; what was
        noted about a person goes with them.

        Raises:
            UnknownIdError: If there is no such shift, or somebody is not assigned to theirs.
            InvalidValueError: If somebody has come already or never will, is in the other shift,
                too, or would have to be in two places at once.
        """
        return swapped(self, (shift_id, person), (other_shift_id, other_person), clashes, walking)


def swapped(
    event: E, one: tuple[str, str], other: tuple[str, str], clashes: Clashes, walking: timedelta
) -> E:
    """The event with two people, each named with their shift, in each other's place."""
    shifts = event.shift(one[0]), event.shift(other[0])
    places = shifts[0].assignment(one[1]), shifts[1].assignment(other[1])
    problems = [
        *_not_swapped(shifts[0], places[0], other[1]),
        *_not_swapped(shifts[1], places[1], one[1]),
    ]
    if problems:
        raise InvalidValueError(problems)
    new: E = event.put(_with(shifts[0], *places), _with(shifts[1], *reversed(places)))
    return _settled(event, new, {one[1], other[1]}, clashes, walking)


def _not_swapped(shift: Shift, place: Assignment, comes: str) -> Iterator[Problem]:
    """Why somebody cannot have this place in a shift."""
    if place.status not in SWAPPED:
        message = f"{place.person} in shift {shift.id!r} is {place.status}, so it cannot be swapped"
        yield Problem(message=message)
    if any(a.person == comes for a in shift.assignments):
        message = f"{comes} is assigned to shift {shift.id!r} already, so there is nothing to swap"
        yield Problem(message=message)


def _with(shift: Shift, place: Assignment, comes: Assignment) -> Shift:
    new = place.replace(person=comes.person, note=comes.note)
    return shift.replace(assignments=[new if a is place else a for a in shift.assignments])


def assigned(
    event: E,
    people: Mapping[str, Sequence[str]],
    status: AssignmentStatus,
    clashes: Clashes,
    walking: timedelta,
) -> E:
    """The event with people assigned to shifts."""
    shifts: list[Shift] = []
    problems: list[Problem] = []
    for shift_id, names in people.items():
        if isinstance(names, str):
            message, mend = (
                f"the people for shift {shift_id!r} must be a list",
                f"write [{names!r}]",
            )
            raise InvalidValueError(Problem(message=message, value=names, mend=mend))
        shift = event.shift(shift_id)
        try:
            shifts.append(shift.assign(*names, status=status))
        except InvalidValueError as error:
            problems += error.problems
    if problems:
        raise InvalidValueError(problems)
    covering = set(chain.from_iterable(people.values())) if status in COVERING else set()
    new: E = event.put(*shifts)
    return _settled(event, new, covering, clashes, walking)


def _settled(old: Any, new: E, people: set[str], clashes: Clashes, walking: timedelta) -> E:
    """The new event, where no clash speaks against it; called by what a verb calls."""
    problems = list(map(problem_of, new_clashes(old, new, people, clashes, walking)))
    if problems and clashes == "block":
        raise InvalidValueError(problems)
    for problem in problems:
        warnings.warn(str(problem), ClashWarning, stacklevel=4)
    return new


def new_clashes(
    old: Any, new: Any, people: Collection[str], clashes: Clashes, walking: timedelta = NO_TIME
) -> Iterator[Clash]:
    """The clashes of these people by which a changed event differs from the old one.

    Args:
        old: The event before.
        new: The same after some people were assigned to its shifts.
        people: Those people.
        clashes: The policy; nothing is looked for if it is "allow".
        walking: The time that it takes to get from one place to another.

    Raises:
        InvalidValueError: If there is no such policy.
    """
    _check(clashes, walking)
    if clashes == "allow" or not people:
        return
    before = {shift.id: shift for shift in old.shifts}
    for clash in clashes_of(engagements(new, sorted(people)), walking, booth_rooms(new)):
        if not all(
            _was_there(entry, clash.person, before) for entry in (clash.first, clash.second)
        ):
            yield clash


def _check(clashes: Any, walking: Any) -> None:
    words = get_args(Clashes)
    if clashes not in words:
        message = f"clashes must be one of {', '.join(words)}"
        mend = did_you_mean(clashes, words)
        raise InvalidValueError(Problem(message=message, value=clashes, mend=mend))
    if not isinstance(walking, timedelta) or walking < NO_TIME:
        message, mend = "walking must be a length of time", "write timedelta(minutes=10)"
        raise InvalidValueError(Problem(message=message, value=walking, mend=mend))


def _was_there(entry: Entry, person: str, before: Mapping[str, Shift]) -> bool:
    """Whether an entry kept somebody busy before, and at the same time."""
    if not isinstance(entry, Shift):
        return True
    old = before.get(entry.id)
    if old is None or person not in old.covered_by:
        return False
    return not (elapsed(old.start, entry.start) or elapsed(old.end, entry.end))


def problem_of(clash: Clash) -> Problem:
    """A clash in words."""
    first, second = _told(clash.first), _told(clash.second)
    message = f"{clash.person} cannot be at {first} and at {second}"
    mend = 'choose somebody else, or say clashes="allow"'
    return Problem(message=message, mend=mend)


def _told(entry: Entry) -> str:
    times = "" if entry.start is None else f" ({entry.start:%Y-%m-%d %H:%M}"
    until = ")" if entry.end is None else f" to {entry.end:%H:%M})"
    return f"{type(entry).__name__.lower()} {entry.id!r}{times}{until}"
