"""Who helps when: shifts and the people assigned to them. None of it leaves in a public feed."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from hallwaytrack.errors import Problem
from hallwaytrack.model.base import Model, frozen
from hallwaytrack.model.times import elapsed, ends_after_start
from hallwaytrack.model.types import (
    NO_EXTRA,
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

    def broken(self) -> Iterator[Problem]:
        """The end is after the start."""
        yield from ends_after_start(self.start, self.end)
