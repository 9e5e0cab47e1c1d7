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
from hallwaytrack.model.spans import Stretch, clashes, stretch

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

    What begins before something else is over stands beside what goes on longest, so that everything
    that clashes is told, and n entries never give n times n clashes.

    Args:
        busy: As ``engagements`` gives it.
        walking: The time that it takes to get from one place to another.
    """
    for person, stretches in busy.items():
        mine = list(stretches)
        shifts = [each._replace(place=each.id) for each in mine if isinstance(each.what, Shift)]
        if not shifts:
            continue
        pairs = [*clashes(mine), *clashes(shifts)]
        if walking:
            known = [each for each in mine if isinstance(each.place, str)]
            pairs += clashes(known, walking.total_seconds())
        found = {(a.start, b.start, a.id, b.id): Clash(person, a.what, b.what) for a, b in pairs}
        for key in sorted(found):
            if isinstance(found[key].first, Shift) or isinstance(found[key].second, Shift):
                yield found[key]
