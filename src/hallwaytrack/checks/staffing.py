"""Staffing: whether shifts have whom they need, and what those miss who do them.

Only those count who cover a shift: confirmed, checked in or done.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from hallwaytrack.checks.programme import PAUSES, OfShift, Programme, Taken
from hallwaytrack.checks.registry import Found, rule
from hallwaytrack.model.scopes import listed
from hallwaytrack.model.spans import IN_ORDER


@rule(
    "HT201",
    "warning",
    why="Those who come do the work of those who are missing.",
    mend="assign more people, or lower needed",
)
def understaffed(programme: Programme) -> Iterator[Found]:
    """A shift has fewer people than it needs."""
    for taken, people in programme.staffed:
        if len(people) < taken.what.entry.needed:
            yield _counted(taken, people)


@rule(
    "HT202",
    "warning",
    why="People give their time, and find nothing to do.",
    mend="ask some of them elsewhere, or raise needed",
)
def overstaffed(programme: Programme) -> Iterator[Found]:
    """A shift has more people than it needs."""
    for taken, people in programme.staffed:
        if len(people) > taken.what.entry.needed:
            yield _counted(taken, people)


def _counted(taken: OfShift, people: Sequence[str]) -> Found:
    message = f"{taken.what} needs {taken.what.entry.needed} and has {len(people)}"
    return Found(f"{taken.what.place}/assignments", message)


@rule(
    "HT207",
    "info",
    why="They are owed what the others saw.",
    mend="attach the sessions' materials and recordings, and send them there",
)
def missed_sessions(programme: Programme) -> Iterator[Found]:
    """Those on a shift miss sessions, as nothing is on where they are."""
    missable = _Missable(programme)
    for taken, people in programme.staffed:
        if not people or missable.at(taken.what.entry.place, taken):
            continue
        count, first = missable.all.during(taken)
        if count:
            more = f" and {count - 1} more" if count > 1 else ""
            verb = "misses" if len(people) == 1 else "miss"
            message = f"on {taken.what} {listed(people)} {verb} {first}{more}"
            yield Found(taken.what.place, message)


class _Running:
    """Sessions by their times, to be asked in log n how many are on, and which is one of them."""

    def __init__(self, pool: list[Taken]) -> None:
        self.pool = sorted(pool, key=IN_ORDER)
        self.starts = [taken.start for taken in self.pool]
        self.ends = sorted(taken.end for taken in self.pool)
        self.longest: list[Taken] = []
        for taken in self.pool:
            goes_on = self.longest and self.longest[-1].end >= taken.end
            self.longest.append(self.longest[-1] if goes_on else taken)

    def during(self, taken: Taken) -> tuple[int, Any]:
        """How many are on, and the first to begin; if none begins, one that has begun before."""
        before = bisect_left(self.starts, taken.start)
        until = bisect_left(self.starts, taken.end)
        count = until - bisect_right(self.ends, taken.start)
        if not count:
            return 0, None
        return count, (self.pool[before] if before < until else self.longest[before - 1]).what


class _Missable:
    """The sessions that someone can miss: those with content, a whole for all of its parts."""

    def __init__(self, programme: Programme) -> None:
        pool: list[Taken] = []
        by_room: dict[str, list[Taken]] = defaultdict(list)
        for taken in programme.sessions:
            session = taken.what.entry
            if session.kind not in PAUSES and not session.part_of:
                pool.append(taken)
                if session.room is not None:
                    by_room[session.room].append(taken)
        self.all = _Running(pool)
        self.by_room = {room: _Running(held) for room, held in by_room.items()}

    def at(self, room: str | None, taken: Taken) -> bool:
        """Whether someone who is in a room then is at one of them."""
        return room in self.by_room and self.by_room[room].during(taken)[0] > 0
