"""Where people have to be, and when: the shifts that they cover, their sessions and their booths.

- What overlaps at two places clashes, and so do two shifts at one. Who stands at a booth all day
  may have shifts there.
- What is known to be at two places also clashes where less time lies between than it takes to walk.
- What is cancelled, postponed or not scheduled keeps nobody busy; what has no end is a point.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from hallwaytrack.model.sessions import Booth, Session
from hallwaytrack.model.shifts import Shift
from hallwaytrack.model.spans import Stretch, clashes, crossings, stretch

if TYPE_CHECKING:
    from hallwaytrack.model.event import Event

Entry: TypeAlias = Session | Booth | Shift
Busy: TypeAlias = Stretch[Entry]
OFF = ("cancelled", "postponed")
NO_TIME = timedelta(0)
NO_ROOMS: Mapping[str, str] = {}


class Clash(NamedTuple):
    """Two entries that a person cannot both be at: ``first`` begins first."""

    person: str
    first: Entry
    second: Entry


def engagements(event: "Event", people: Collection[str]) -> dict[str, list[Busy]]:
    """What keeps each of these people busy, in one pass over the event."""
    found: dict[str, list[Busy]] = {person: [] for person in people}
    if event.status in OFF:
        return found
    for shift in event.shifts:
        there = found.keys() & shift.covered_by
        if there:
            _keep_busy(found, there, busy_in(shift))
    entries: tuple[Session | Booth, ...] = (*event.sessions, *event.booths)
    for entry in entries:
        if entry.start is None or entry.status in OFF:
            continue
        there = {c.person for c in entry.contributors if c.person in found}
        if there:
            _keep_busy(found, there, stretch(entry.start, entry.end, entry.id, _at(entry), entry))
    return found


def busy_in(shift: Shift) -> Busy:
    """The time that a shift takes of whoever covers it."""
    return stretch(shift.start, shift.end, shift.id, _at(shift), shift)


def _keep_busy(found: dict[str, list[Busy]], people: Iterable[str], busy: Busy) -> None:
    for person in people:
        found[person].append(busy)


def _at(entry: Entry) -> Hashable:
    """Where an entry is: its room or booth, or a place by itself, which is no text."""
    if isinstance(entry, Booth):
        return entry.id
    return (entry.place if isinstance(entry, Shift) else entry.room) or (entry.id,)


def booth_rooms(event: "Event") -> dict[str, str]:
    """By the id of each booth the room in which it stands, so that nobody walks within a room."""
    return {booth.id: booth.room for booth in event.booths if booth.room is not None}


def clashes_of(
    busy: Mapping[str, Iterable[Busy]],
    walking: timedelta = NO_TIME,
    rooms: Mapping[str, str] = NO_ROOMS,
) -> Iterator[Clash]:
    """The clashes of people in which a shift has a part, person by person, by time.

    Every shift that overlaps something is told, but not with everything that it overlaps: what
    begins before others are over stands beside the one that goes on longest, so that n entries give
    no more than a few times n clashes. Of several that are too near to walk the last is told.

    Args:
        busy: As ``engagements`` gives it.
        walking: The time that it takes to get from one place to another.
        rooms: As ``booth_rooms`` gives them.
    """
    for person, mine in busy.items():
        found = {
            (one.start, other.start, one.id, other.id): Clash(person, one.what, other.what)
            for one, other in _pairs(list(mine), walking.total_seconds(), rooms)
        }
        yield from (found[key] for key in sorted(found))


def _pairs(
    mine: list[Busy], walking: float, rooms: Mapping[str, str]
) -> Iterator[tuple[Busy, Busy]]:
    shifts = [each for each in mine if isinstance(each.what, Shift)]
    others = [each for each in mine if not isinstance(each.what, Shift)]
    # Nobody does two shifts at a time, not even at one place.
    yield from clashes(each._replace(place=each.id) for each in shifts)
    yield from crossings(shifts, others)
    if walking:
        near, far = _known(shifts, rooms), _known(others, rooms)
        yield from clashes(near, walking)
        yield from crossings(near, far, walking)


def _known(stretches: Iterable[Busy], rooms: Mapping[str, str]) -> list[Busy]:
    """Those whose place is known, a booth's being its room."""
    known = [each for each in stretches if isinstance(each.place, str)]
    return [each._replace(place=rooms.get(str(each.place), each.place)) for each in known]
