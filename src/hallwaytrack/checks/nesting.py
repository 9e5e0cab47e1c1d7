"""Sessions in sessions: a part does not clash with the one that holds it, at whatever depth.

All sessions get numbers as a walk through them enters and leaves (an Euler tour), so that of any
few of them the ones that hold others are found by sorting, however deep they are in each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias, TypeVar

from hallwaytrack.model.spans import Stretch

T = TypeVar("T")
Nesting: TypeAlias = Mapping[str, tuple[int, int]]
"""For sessions that hold or are held: the number of its entry, and the highest one within it."""


def nesting_of(part_of: Mapping[str, str]) -> Nesting:
    """The nesting of sessions, from the one that each part is part of."""
    parts: dict[str, list[str]] = defaultdict(list)
    for part, whole in part_of.items():
        parts[whole].append(part)
    entered: dict[str, int] = {}
    found: dict[str, tuple[int, int]] = {}
    waiting = [whole for whole in parts if whole not in part_of]
    while waiting:
        id = waiting[-1]
        if id not in entered:
            entered[id] = len(entered)
            waiting += parts.get(id, ())
        else:
            found[id] = entered[id], len(entered) - 1
            waiting.pop()
    return found


def families(pool: list[Stretch[T]], nesting: Nesting) -> Iterable[list[Stretch[T]]]:
    """A pool in groups: what nothing in the pool holds, and the parts of each one that holds some.

    What overlaps a part, and is no part itself, overlaps the whole: so it is enough to look for
    clashes within each group. Where a part lies outside, its whole lasts as long as it does.
    """
    if len(pool) < 2 or not nesting:
        return (pool,)
    nested = [each for each in pool if each.id in nesting]
    if len(nested) < 2:
        return (pool,)
    groups: dict[str, list[Stretch[T]]] = defaultdict(list)
    groups[""] = [each for each in pool if each.id not in nesting]
    held = list(_held(nested, nesting))
    spans = {each.id: (each.start, each.end) for each in nested}
    for each, holder in reversed(held):
        start, end = spans[each.id]
        groups[holder].append(each._replace(start=start, end=end))
        if holder:
            spans[holder] = min(start, spans[holder][0]), max(end, spans[holder][1])
    return groups.values()


def _held(nested: list[Stretch[T]], nesting: Nesting) -> Iterator[tuple[Stretch[T], str]]:
    """Each of them with the id of the nearest that holds it, "" if none does; wholes first."""
    around: list[str] = []
    for each in sorted(nested, key=lambda s: nesting[s.id]):
        while around and nesting[around[-1]][1] < nesting[each.id][0]:
            around.pop()
        yield each, around[-1] if around else ""
        around.append(each.id)
