"""Stretches of time beside each other: which overlap, and what they cover together.

- Times are seconds of UTC, since two aware times of one zone compare by the wall clock in Python:
  in an hour that a clock change repeats, what comes second would come before what came first.
- A stretch does not hold its end: what begins when another one ends does not overlap it.
- What has no end is a point: it takes the second in which it begins, the finest unit there is.
- Sorting is what costs, so that n stretches take n log n, however many of them overlap.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, tzinfo
from functools import lru_cache, partial
from operator import itemgetter
from typing import Generic, NamedTuple, TypeAlias, TypeVar

T = TypeVar("T")
POINT = 1.0
"""The seconds that something without an end takes."""
IN_ORDER = itemgetter(0, 1, 2)
EPOCH = date(1970, 1, 1).toordinal()
NEW = tuple.__new__
"""Makes a named tuple of its values in half of the time that its class takes."""
DAY = 86_400
DAYS_REMEMBERED = 4096

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
    begins = seconds(start)
    ends = begins + POINT if end is None else seconds(end)
    return NEW(Stretch, (begins, ends, id, place, what))


def seconds(at: datetime) -> float:
    """A time of an event in seconds of UTC."""
    return seconds_in(at.tzinfo)(at)


@lru_cache(maxsize=256)
def seconds_in(zone: tzinfo | None) -> Callable[[datetime], float]:
    """What tells times of this zone in seconds of UTC, in an eighth of the time of ``timestamp``.

    Python subtracts times of one zone by what the clock on the wall shows, where that is the same
    object: a zone that was unpickled may be another one.
    """
    first = datetime(1970, 1, 1, tzinfo=zone)
    offset_on = lru_cache(maxsize=DAYS_REMEMBERED)(partial(_offset, zone))

    def told(at: datetime) -> float:
        if at.tzinfo is not zone:
            return at.timestamp()
        passed = at - first
        offset = offset_on(passed.days)
        if offset is None:
            return at.timestamp()
        return passed.days * DAY + passed.seconds - offset

    return told


def _offset(zone: tzinfo | None, day: int) -> float | None:
    """The seconds from UTC on a day on which the clocks do not change: nearly all of them."""
    edges = (time(), time(23, 59, 59))
    of_day = date.fromordinal(EPOCH + day)
    offsets = {
        datetime.combine(of_day, edge.replace(fold=fold), zone).utcoffset()
        for edge in edges
        for fold in (0, 1)
    }
    offset = offsets.pop()
    return None if offsets or offset is None else offset.total_seconds()


class _Longest(Generic[T]):
    """Of the stretches so far, the one that goes on longest, and the one that does elsewhere."""

    __slots__ = ("first", "second")

    def __init__(self) -> None:
        self.first: Stretch[T] | None = None
        self.second: Stretch[T] | None = None

    def add(self, each: Stretch[T]) -> None:
        first = self.first
        if first is None or (each.place == first.place and each.end > first.end):
            self.first = each
        elif each.place == first.place:
            return
        elif each.end > first.end:
            self.first, self.second = each, first
        elif self.second is None or each.end > self.second.end:
            self.second = each

    def elsewhere(self, each: Stretch[T]) -> Stretch[T] | None:
        """The longest of those that are not where this one is."""
        first = self.first
        return self.second if first is not None and first.place == each.place else first


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
    second: Stretch[T] | None = None
    for each in sorted(stretches, key=IN_ORDER):  # in line what _Longest does: nearly all is here
        if first is None:
            first = each
            continue
        start, end, _, place, _ = each
        is_there = place == first.place
        other = second if is_there else first
        if other is not None and start < other.end + grace:
            yield other, each
        if end > first.end:
            first, second = each, second if is_there else first
        elif not is_there and (second is None or end > second.end):
            second = each


def crossings(
    ones: Iterable[Stretch[T]], others: Iterable[Stretch[T]], grace: float = 0
) -> Iterator[tuple[Stretch[T], Stretch[T]]]:
    """The same of two kinds of stretches that are in each other's way, and not in their own."""
    sides: tuple[_Longest[T], _Longest[T]] = _Longest(), _Longest()
    pool = [*((each, 0) for each in ones), *((each, 1) for each in others)]
    for each, side in sorted(pool, key=lambda item: (IN_ORDER(item[0]), item[1])):
        other = sides[1 - side].elsewhere(each)
        if other is not None and each.start < other.end + grace:
            yield other, each
        sides[side].add(each)


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
