"""Clashes: two things in one room, and one person in two places.

- What touches does not clash, unless the policy gives people time to walk.
- A part does not clash with the session that holds it.
- An open end is a point: a session without an end clashes with what is on when it begins.
- Of several things in the way of one, it is told with the one that goes on longest.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeAlias

from hallwaytrack.checks.nesting import families
from hallwaytrack.checks.policy import HANDLINGS
from hallwaytrack.checks.programme import OfSession, OfShift, Programme, Taken, at_place, clock
from hallwaytrack.checks.registry import Found, rule
from hallwaytrack.errors import Severity
from hallwaytrack.model.spans import clashes, crossings

Pair: TypeAlias = tuple[Taken, Taken]
"""Of two that clash, the one that begins first, and the one that begins later."""
IN_A_ROOM = ""


@rule(
    "HT101",
    "error",
    why="Two audiences would stand at one door.",
    mend="give one of them another room or time",
)
def room_clashes(programme: Programme) -> Iterator[Found]:
    """Two sessions are in one room at the same time."""
    by_room: dict[str, list[OfSession]] = defaultdict(list)
    for taken in programme.sessions:
        room = taken.what.entry.room
        if room is not None:
            by_room[room].append(taken)
    for room, pool in by_room.items():
        for group in families(pool, programme.nesting):
            for one, other in clashes(group):
                yield _told(other, f"is in room {room!r} while {one.what} is there, {_until(one)}")


@rule(
    "HT102",
    "warning",
    why="A keynote or a break for all leaves nobody to come.",
    mend="move it, or give the other one a room in place of all_rooms",
)
def beside_all_rooms(programme: Programme) -> Iterator[Found]:
    """A session runs while another one is in all rooms."""
    if not any(map(_is_everywhere, programme.sessions)):
        return
    # What is in one room or another stands at one place here, as it does not clash with each other.
    pool: list[OfSession] = [
        taken if _is_everywhere(taken) else at_place(taken, IN_A_ROOM)
        for taken in programme.sessions
        if _is_everywhere(taken) or taken.what.entry.room is not None
    ]
    for group in families(pool, programme.nesting):
        for one, other in clashes(group):
            whole, late = (one, other) if _is_everywhere(one) else (other, one)
            yield _told(late, f"runs while {whole.what} is in all rooms, {_until(whole)}")


def _is_everywhere(taken: OfSession) -> bool:
    return taken.what.entry.all_rooms


@rule(
    "HT103",
    "error",
    why="One of two audiences would wait in vain.",
    mend="move one of them, or let someone else do it",
)
def people_in_two_places(programme: Programme) -> Iterator[Found]:
    """A person has two sessions or booths at the same time."""
    for person, pool in programme.appearances.items():
        for one, other in _in_two_places(pool, programme):
            yield _told(other, _while(person, one, other))


@rule(
    "HT104",
    "error",
    why="The shift stays empty, or the session does.",
    mend="give the shift to someone else; the policy volunteers=warn or allow asks for less",
)
def volunteers_in_two_places(programme: Programme) -> Iterator[Found]:
    """A volunteer has a shift while another shift, a session or a booth has them."""
    severity = HANDLINGS[programme.policy.volunteers]
    if severity is None:
        return
    for person, crewed in programme.crew.items():
        for one, other in _of_a_shift(person, crewed, programme):
            yield _told(other, _while(person, one, other), severity)


def _of_a_shift(person: str, crewed: list[OfShift], programme: Programme) -> Iterable[Pair]:
    """The clashes of one person's shifts: what begins later is told once."""
    # Nobody does two shifts at a time, not even at one place.
    if person not in programme.appearances and not programme.walking:
        return clashes(crewed)
    shifts = [at_place(taken, taken.what.entry.place or (taken.id,)) for taken in crewed]
    others = programme.appearances.get(person, [])
    pairs = chain(clashes(crewed), crossings(shifts, others))
    if programme.walking:
        near, far = _known(shifts, programme), _known(others, programme)
        pairs = chain(
            pairs, clashes(near, programme.walking), crossings(near, far, programme.walking)
        )
    found: dict[str, Pair] = {}
    for one, other in pairs:
        found.setdefault(other.id, (one, other))
    return found.values()


def _in_two_places(pool: list[Taken], programme: Programme) -> Iterator[Pair]:
    """The clashes of one person's stretches: what overlaps, then what is too far to walk."""
    if len(pool) < 2:
        return
    for group in families(pool, programme.nesting):
        late = set()
        for one, other in clashes(group):
            late.add(other.id)
            yield one, other
        if programme.walking:
            known = _known(group, programme)
            near = clashes(known, programme.walking)
            yield from (pair for pair in near if pair[1].id not in late)


def _known(pool: Iterable[Taken], programme: Programme) -> list[Taken]:
    """Those whose place someone says, a booth's being the room in which it stands."""
    rooms = programme.booth_rooms
    return [at_place(t, rooms.get(t.place, t.place)) for t in pool if isinstance(t.place, str)]


def _while(person: str, one: Taken, other: Taken) -> str:
    if other.start >= one.end:
        minutes = (other.start - one.end) / 60
        return f"leaves {person!r} {minutes:g} min to come from {one.what}"
    return f"needs {person!r} while {one.what} does, {_until(one)}"


def _until(taken: Taken) -> str:
    end = taken.what.entry.end
    return "which has no end" if end is None else f"until {clock(end)}"


def _told(taken: Taken, message: str, severity: Severity | None = None) -> Found:
    return Found(taken.what.place, f"{taken.what} {message}", severity=severity)
