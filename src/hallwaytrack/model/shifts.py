"""Who helps when: shifts and the people assigned to them. None of it leaves in a public feed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from hallwaytrack.errors import InvalidValueError, Problem, UnknownIdError
from hallwaytrack.model.base import Model, frozen
from hallwaytrack.model.extra import NO_EXTRA
from hallwaytrack.model.fields import did_you_mean
from hallwaytrack.model.times import elapsed, ends_after_start
from hallwaytrack.model.types import (
    Count,
    EntryId,
    Extra,
    Instant,
    Line,
    PlaceId,
    Positive,
    Private,
    Stamp,
    Text,
    VolunteerId,
)
from hallwaytrack.model.vocabulary import AssignmentStatus

HOUR = timedelta(hours=1)
COVERING: frozenset[AssignmentStatus] = frozenset(("confirmed", "checked_in", "done"))
"""The statuses in which an assignment covers its shift."""
LAWFUL: Final[Mapping[AssignmentStatus | None, Sequence[AssignmentStatus]]] = {
    None: ("applied", "offered", "waitlisted", "confirmed", "checked_in", "done"),
    "applied": ("offered", "waitlisted", "confirmed", "declined", "withdrawn"),
    "offered": ("confirmed", "declined", "withdrawn"),
    "waitlisted": ("offered", "confirmed", "declined", "withdrawn"),
    "confirmed": ("offered", "withdrawn", "checked_in", "no_show", "done"),
    "declined": ("applied", "offered", "confirmed"),
    "withdrawn": ("applied", "offered", "confirmed"),
    "checked_in": ("done", "confirmed"),
    "no_show": ("checked_in", "confirmed", "done"),
    "done": ("checked_in", "confirmed"),
}
"""What may become of an assignment; of None, as what it may begin. The last three can be undone."""


@frozen(kw_only=True)
class Assignment(Model):
    """A volunteer's place in a shift.

    Args:
        person: The id of a volunteer of the event.
        status: How far it has come, from "applied" to "done".
        checked_in_at: When they came.
        checked_out_at: When they went; not before they came.
        note: Private.
    """

    person: VolunteerId
    status: AssignmentStatus = "confirmed"
    checked_in_at: Stamp | None = None
    checked_out_at: Stamp | None = None
    note: Private[Text | None] = None

    def broken(self) -> Iterator[Problem]:
        """Nobody leaves before they came."""
        came, went = self.checked_in_at, self.checked_out_at
        if came is not None and went is not None and went < came:
            message = f"checked_out_at must not be before checked_in_at ({came.isoformat()})"
            yield Problem(message=message, value=went, place="/checked_out_at")

    @property
    def covers(self) -> bool:
        """Whether it counts towards the people that the shift needs."""
        return self.status in COVERING


@frozen(kw_only=True)
class Shift(Model):
    """A stretch of volunteer work in one place.

    Args:
        id: Unique among the event's sessions, booths and shifts. No "/".
        role: What the volunteers do, in the organisers' words.
        start: In the event's zone; seconds are the finest unit.
        end: After ``start``, as an instant.
        needed: How many people.
        place: The id of a room or booth.
        skills: What each of them must be able to do.
        briefing: What they should know.
        assignments: Who does it.
        uid: The UID by which another system named it; else it is derived from the ids.
        sequence: How often its entry changed.
        created: When it was made.
        updated: When its entry changed last.
        extra: What other tools put there.

    Raises:
        InvalidValueError: If a rule of a field's type is broken, or ``end`` is not after ``start``.
    """

    id: EntryId
    role: Line
    start: Instant
    end: Instant
    needed: Positive = 1
    place: PlaceId | None = None
    skills: Sequence[Line] = ()
    briefing: Text | None = None
    assignments: Sequence[Assignment] = ()
    uid: Line | None = None
    sequence: Count = 0
    created: Stamp | None = None
    updated: Stamp | None = None
    extra: Extra = NO_EXTRA

    @property
    def hours(self) -> float:
        """Elapsed hours: a shift across a clock change counts the hours worked."""
        return elapsed(self.start, self.end) / HOUR

    @property
    def covered_by(self) -> tuple[str, ...]:
        """The ids of the people who cover it, each once."""
        return tuple(dict.fromkeys([a.person for a in self.assignments if a.covers]))

    def broken(self) -> Iterator[Problem]:
        """The end is after the start."""
        yield from ends_after_start(self.start, self.end)

    def assign(self, *people: str, status: AssignmentStatus = "confirmed") -> "Shift":
        """This shift with these people assigned to it, in their order, after those who are there.

        Args:
            people: Ids of volunteers. Whoever was assigned before is marked instead.
            status: Of all of them.

        Raises:
            InvalidValueError: If the status is not one in which an assignment begins, or that of
                somebody's assignment cannot become it; with a problem for each of them.
        """
        return self.replace(assignments=_with(self, people, status))

    def mark(self, person: str, status: AssignmentStatus, at: datetime | None = None) -> "Shift":
        """This shift with somebody's assignment in another status.

        Args:
            person: The id of someone who is assigned to it.
            status: A status that theirs may become: nobody is done who has declined.
            at: When they came, for "checked_in", or went, for "done".

        Raises:
            UnknownIdError: If the person is not assigned to it.
            InvalidValueError: If their status cannot become that, or it is none to have a time.
        """
        old = self.assignment(person)
        problems = list(_unlawful(self, person, old, status))
        if at is not None and status not in ("checked_in", "done"):
            message = "at is when somebody came or went, so only for checked_in and done"
            problems.append(Problem(message=message, value=at, mend="leave it out"))
        if problems:
            raise InvalidValueError(problems)
        new = _marked(old, status, at)
        return self.replace(assignments=[new if a is old else a for a in self.assignments])

    def assignment(self, person: str) -> Assignment:
        """The assignment of a person.

        Raises:
            UnknownIdError: If they are not assigned to this shift; who is is named.
        """
        known = {a.person: a for a in self.assignments}
        if person in known:
            return known[person]
        there = f"assigned are {', '.join(known)}" if known else "nobody is"
        message = f"nobody of this id is assigned to shift {self.id!r}"
        mend = did_you_mean(person, known) or there
        raise UnknownIdError(Problem(message=message, value=person, mend=mend))


def _with(shift: Shift, people: Sequence[str], status: AssignmentStatus) -> Sequence[Assignment]:
    """The assignments of a shift with some more people, or those who were there marked."""
    assignments, problems = list(shift.assignments), list[Problem]()
    places = {a.person: i for i, a in enumerate(assignments)}
    for person in people:
        new = Assignment(person=person, status=status)
        place = places.get(person)
        old = None if place is None else assignments[place]
        problems += _unlawful(shift, person, old, status)
        if place is None:
            places[person] = len(assignments)
            assignments.append(new)
        else:
            assignments[place] = _marked(assignments[place], status)
    if problems:
        raise InvalidValueError(problems)
    return assignments


def _unlawful(shift: Shift, person: str, old: Assignment | None, status: str) -> Iterator[Problem]:
    """A problem, if an assignment cannot come into a status."""
    before = old.status if old else None
    if status in LAWFUL[before]:
        return
    who = f"{person} in shift {shift.id!r}"
    if before is None:
        message = f"nobody begins as {status}"
    elif before == status:
        message = f"{who} is {status} already"
    else:
        message = f"{who} is {before}, which does not become {status}"
    yield Problem(message=message, mend=f"lawful is {', '.join(LAWFUL[before])}")


def _marked(old: Assignment, status: AssignmentStatus, at: datetime | None = None) -> Assignment:
    """An assignment in another status, lawful or not, and with the time that goes with it.

    Whoever is checked in has not gone, and whoever is neither there nor done never came.
    """
    if status == "done":
        return old.replace(status=status, checked_out_at=at or old.checked_out_at)
    came = (at or old.checked_in_at) if status == "checked_in" else None
    return old.replace(status=status, checked_in_at=came, checked_out_at=None)
