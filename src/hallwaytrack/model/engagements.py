"""Where people have to be, and when: the shifts that they cover, their sessions and their booths.

- What overlaps at two places clashes, and so do two shifts at one. Who stands at a booth all day
  may have shifts there.
- What is known to be at two places also clashes where less time lies between than it takes to walk.
- What is cancelled, postponed or not scheduled keeps nobody busy; what has no end is a point.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from datetime import timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from hallwaytrack.model.sessions import Booth, Session
from hallwaytrack.model.shifts import Shift
from hallwaytrack.model.spans import IN_ORDER, Stretch, clashes, stretch

if TYPE_CHECKING:
    from hallwaytrack.model.event import Event

Entry: TypeAlias = Session | Booth | Shift
Busy: TypeAlias = Stretch[Entry]
OFF = ("cancelled", "postponed")
NO_TIME = timedelta(0)


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


def clashes_of(busy: Mapping[str, Iterable[Busy]], walking: timedelta = NO_TIME) -> Iterator[Clash]:
    """The clashes of people in which a shift has a part, person by person, by time.

    Every shift that overlaps something is told, but not with everything that it overlaps: what
    begins before others are over stands beside the one that goes on longest, so that n entries give
    no more than a few times n clashes. Of several that are too near to walk the last is told.

    Args:
        busy: As ``engagements`` gives it.
        walking: The time that it takes to get from one place to another.
    """
    for person, mine in busy.items():
        found = {
            (one.start, other.start, one.id, other.id): Clash(person, one.what, other.what)
            for one, other in _pairs(list(mine), walking.total_seconds())
        }
        yield from (found[key] for key in sorted(found))


def _pairs(mine: list[Busy], walking: float) -> Iterator[tuple[Busy, Busy]]:
    shifts = [each for each in mine if isinstance(each.what, Shift)]
    yield from clashes(each._replace(place=each.id) for each in shifts)
    yield from _beside(mine, 0)
    if walking:
        yield from clashes((each for each in shifts if isinstance(each.place, str)), walking)
        yield from _beside([each for each in mine if isinstance(each.place, str)], walking)


def _beside(mine: Iterable[Busy], gap: float) -> Iterator[tuple[Busy, Busy]]:
    """Shifts, and what else there is at other places before they are over, or the reverse."""
    longest: dict[bool, list[Busy]] = {True: [], False: []}
    for each in sorted(mine, key=IN_ORDER):
        is_shift = isinstance(each.what, Shift)
        others = (other for other in longest[not is_shift] if other.place != each.place)
        other = next(others, None)
        if other is not None and each.start < other.end + gap:
            yield other, each
        # Of each kind the two at different places that go on longest: one is not where the next is.
        by_end = sorted([*longest[is_shift], each], key=attrgetter("end"), reverse=True)
        apart = [one for one in by_end[1:] if one.place != by_end[0].place]
        longest[is_shift] = [by_end[0], *apart[:1]]
