"""Whether what is told of losses is the whole truth of a document and of what came back of it.

``judged`` gives the places where the two differ although no loss is told there, and the places
where one is told although nothing differs. It is written apart from what tells the losses, and
knows of those only their places and what their words mean:

- "is left out": what stands there is gone, with all that is in it.
- "comes back with more", "in another order": so it is of the list as a whole, and of no more.
- anything else: it comes back otherwise, with all that is in it.

Which part came back for which is not told: the pairing counts in which the fewest places are wrong.
A reference inside an event comes back if it leads to what came back for the part it led to.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import Any, NamedTuple

from hallwaytrack import Event, Problem
from hallwaytrack.formats.losses import LEFT_OUT, REORDERED, WITH_MORE
from hallwaytrack.model.fields import Field, fields_of
from hallwaytrack.model.scopes import SCOPES, members
from hallwaytrack.model.times import instant_key

MOST = 5
"""Parts of a list that are tried in every order."""
Told = Mapping[str, Sequence[str]]
"""By place what is told of it."""
Ids = Mapping[str, Mapping[str, str]] | None
"""By scope what became of each id; None while references do not count."""


class Wrong(NamedTuple):
    """Places that are wrong about a document."""

    unsaid: list[str]
    untrue: list[str]


def judged(document: Any, back: Any, problems: Sequence[Problem]) -> Wrong:
    """What is wrong with the losses that are told of a document.

    Args:
        document: What was written.
        back: What came back; None if nothing did.
        problems: The losses.
    """
    told: dict[str, list[str]] = {}
    for problem in problems:
        told.setdefault(problem.place, []).append(problem.message)
    if back is None:
        return Wrong([] if "" in told else [""], [])
    found = _models(document, back, "", told, {})
    return Wrong(found.unsaid, [place for place in told if not found.seen.get(place)])


class _Found:
    """What was found of a part of a document.

    Attributes:
        unsaid: The places that differ untold.
        seen: By place whether something differs there.
        pairs: By identity each part, with what came back for it.
    """

    def __init__(self) -> None:
        self.unsaid: list[str] = []
        self.seen: dict[str, bool] = {}
        self.pairs: dict[int, Any] = {}

    def add(self, other: "_Found", *, is_said: bool = False) -> None:
        self.unsaid += [] if is_said else other.unsaid
        self.seen |= other.seen
        self.pairs |= other.pairs


def _models(model: Any, other: Any, place: str, told: Told, ids: Ids) -> _Found:
    if isinstance(model, Event) and ids is not None:
        ids = _ids(model, _members(model, other, place, told, None).pairs)
    return _members(model, other, place, told, ids)


def _ids(event: Event, pairs: Mapping[int, Any]) -> Ids:
    return {
        name: {
            getattr(part, scope.key): getattr(pairs[id(part)], scope.key)
            for path in scope.members
            for _, part in members(event, path)
            if id(part) in pairs
        }
        for name, scope in SCOPES.items()
    }


def _members(model: Any, other: Any, place: str, told: Told, ids: Ids) -> _Found:
    found = _Found()
    found.pairs[id(model)] = other
    for field in fields_of(type(model)):
        if field.refers_to and ids is None:
            continue
        where = f"{place}/{field.name}"
        value, twin = _renamed(field, getattr(model, field.name), ids), getattr(other, field.name)
        words = told.get(where, ())
        differs = bool(instant_key(value) != instant_key(twin))
        found.seen[where] = differs
        if any(LEFT_OUT in word for word in words):
            found.seen[where] = differs and twin == field.default
        elif any(not word.endswith((REORDERED, WITH_MORE)) for word in words):
            continue
        elif field.many:
            found.add(_lists(field, value, twin, where, told, ids))
        elif field.model and value is not None and twin is not None:
            found.add(_models(value, twin, where, told, ids))
        elif differs:
            found.unsaid.append(where)
    return found


def _renamed(field: Field, value: Any, ids: Ids) -> Any:
    known = (ids or {}).get(field.refers_to or "", {})
    if not known:
        return value
    return tuple(known.get(each, each) for each in value) if field.many else known.get(value, value)


def _lists(
    field: Field, values: Sequence[Any], others: Sequence[Any], place: str, told: Told, ids: Ids
) -> _Found:
    fates = [told.get(f"{place}/{i}", ()) for i in range(len(values))]
    gone = {i for i, words in enumerate(fates) if any(LEFT_OUT in word for word in words)}
    loose = {i for i, words in enumerate(fates) if words} - gone
    rest = [i for i in range(len(values)) if i not in gone]
    items = {
        (i, n): _items(field, values[i], others[n], f"{place}/{i}", told, ids)
        for i in rest
        for n in range(len(others))
    }

    def paired(pairs: Mapping[int, int]) -> _Found:
        found = _Found()
        for i, n in pairs.items():
            found.add(items[i, n], is_said=i in loose)
        left = [others[n] for n in range(len(others)) if n not in pairs.values()]
        found.unsaid += [f"{place}/{i}" for i in rest if i not in pairs and i not in loose]
        found.seen |= {f"{place}/{i}": values[i] not in left for i in gone}
        found.seen |= {f"{place}/{i}": instant_key(values) != instant_key(others) for i in loose}
        words = " ".join(told.get(place, ()))
        more = len(left) > len(loose - pairs.keys())
        order = [pairs[i] for i in sorted(pairs) if i not in loose]
        moved = order != sorted(order)
        if more > (WITH_MORE in words) or moved > (REORDERED in words):
            found.unsaid.append(place)
        found.seen[place] = more >= (WITH_MORE in words) and moved >= (REORDERED in words)
        return found

    inside = [each for each in told if f"{each}/".startswith(f"{place}/")]

    def wrongs(found: _Found) -> int:
        return len(found.unsaid) + sum(not found.seen.get(each) for each in inside)

    best = paired(_likely(items, is_plain=not field.model))
    if wrongs(best) and len(others) <= MOST:
        best = min((best, *map(paired, _pairings(rest, range(len(others))))), key=wrongs)
    return best


def _items(field: Field, value: Any, other: Any, place: str, told: Told, ids: Ids) -> _Found:
    if field.model:
        return _models(value, other, place, told, ids)
    found = _Found()
    if instant_key(value) != instant_key(other):
        found.unsaid.append(place)
    return found


def _likely(items: Mapping[tuple[int, int], _Found], *, is_plain: bool) -> dict[int, int]:
    """Each with another, by the fewest unsaid differences, then by the fewest differences."""

    def cost(pair: tuple[int, int]) -> Any:
        return len(items[pair].unsaid), sum(items[pair].seen.values()), pair

    pairs: dict[int, int] = {}
    for i, n in sorted(items, key=cost):
        if i in pairs or n in pairs.values() or (is_plain and items[i, n].unsaid):
            continue
        pairs[i] = n
    return pairs


def _pairings(some: Sequence[int], others: Sequence[int]) -> Iterator[dict[int, int]]:
    if len(some) > len(others):
        yield from ({i: n for n, i in pairs.items()} for pairs in _pairings(others, some))
        return
    for chosen in permutations(others, len(some)):
        yield dict(zip(some, chosen, strict=True))
