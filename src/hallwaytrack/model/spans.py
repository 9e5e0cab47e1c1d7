"""Stretches of time beside each other: which overlap, and what they cover together.

- Times are seconds of UTC, since two aware times of one zone compare by the wall clock in Python:
  in an hour that a clock change repeats, what comes second would come before what came first.
- A stretch does not hold its end: what begins when another one ends does not overlap it.
- What has no end is a point: it takes the second in which it begins, the finest unit there is.
- Sorting is what costs, so that n stretches take n log n, however many of them overlap.
"""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Generic, NamedTuple, TypeAlias, TypeVar

T = TypeVar("T")
POINT = 1.0
"""The seconds that something without an end takes."""
IN_ORDER = itemgetter(0, 1, 2)

Covered: TypeAlias = tuple[float, float]
"""From a second of UTC to another one, which is not included."""


class Stretch(NamedTuple, Generic[T]):
    """From ``start`` to ``end``, in seconds of UTC since 1970.

    Of two that begin and end together the one comes first whose ``id`` does. What is at one
    ``place`` is never in each other's way.
    """

    start: float
    end: float
    id: str
    place: Hashable
    what: T


def stretch(start: datetime, end: datetime | None, id: str, place: Hashable, what: T) -> Stretch[T]:
    """The stretch from an aware time to another one, or the point without one."""
    begins = start.timestamp()
    return Stretch(begins, begins + POINT if end is None else end.timestamp(), id, place, what)


def clashes(
    stretches: Iterable[Stretch[T]], grace: float = 0
) -> Iterator[tuple[Stretch[T], Stretch[T]]]:
    """Each stretch that begins before one at another place is over, after that one.

    Of several that are not over it is the one that goes on longest. So n stretches give less than n
    pairs, whatever their order, and none exactly if no two at different places overlap.

    Args:
        stretches: In any order.
        grace: How many seconds must lie between the end of one and the start of the other.
    """
    first: Stretch[T] | None = None
    second: Stretch[T] | None = None  # the longest after the first, and not where that is
    for each in sorted(stretches, key=IN_ORDER):
        other = second if first is not None and first.place == each.place else first
        if other is not None and each.start < other.end + grace:
            yield other, each
        if first is None or (each.place == first.place and each.end > first.end):
            first = each
        elif each.place == first.place:
            continue
        elif each.end > first.end:
            first, second = each, first
        elif second is None or each.end > second.end:
            second = each


def together(stretches: Iterable[Covered], gap: float = 0) -> list[Covered]:
    """What stretches cover together, in order; those with at most a gap between them are one.

    Args:
        stretches: Starts and ends, in any order.
        gap: The seconds that count as nothing.
    """
    found: list[Covered] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1] + gap:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def lies_within(start: float, end: float, covered: Sequence[Covered]) -> bool:
    """Whether a stretch lies within one of those that ``together`` gave."""
    at = bisect_right(covered, start, key=itemgetter(0))
    return at > 0 and end <= covered[at - 1][1]
