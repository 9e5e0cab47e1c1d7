"""What must be unique, and where a reference leads: one table.

An event is self-contained. Inside it things name each other by id; an id that leads nowhere is
refused, with what exists named.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from hallwaytrack.errors import Problem
from hallwaytrack.model.fields import Field, per_class
from hallwaytrack.model.walks import paths, walk

LISTED = 12


class Scope(NamedTuple):
    """Where ids of one kind live.

    ``members`` are the paths of the collections from the event; ``says`` is how a part that refers
    there is told; a scope of its own is ``unique``, a selection of another one is not.
    """

    noun: str
    says: str
    members: tuple[str, ...]
    unique: bool = False
    key: str = "id"


SCOPES: Mapping[str, Scope] = {
    "person": Scope("person, group or sponsor", "names", ("people", "groups", "sponsors"), True),
    "human": Scope("person", "names person", ("people",)),
    "volunteer": Scope("volunteer", "is given to volunteer", ("volunteers",), True, "person"),
    "place": Scope("room or booth", "is at", ("venue.rooms", "other_venues.rooms", "booths"), True),
    "room": Scope("room", "is in room", ("venue.rooms", "other_venues.rooms")),
    "venue": Scope("venue", "is at venue", ("venue", "other_venues"), True),
    "entry": Scope("session, booth or shift", "belongs to", ("sessions", "booths", "shifts"), True),
    "session": Scope("session", "is part of session", ("sessions",)),
    "track": Scope("track", "is on track", ("tracks",), True),
}
INSIDE_A_GROUP = "member"
"""The scope of a group's organizers: its own people, wherever the group stands."""


def members(whole: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Place and part of everything that a path such as "other_venues.rooms" leads to."""
    name, _, rest = path.partition(".")
    value = getattr(whole, name)
    if value is None:
        return
    found = (
        [(f"/{name}", value)]
        if not isinstance(value, tuple)
        else [(f"/{name}/{i}", part) for i, part in enumerate(value)]
    )
    for place, part in found:
        if not rest:
            yield place, part
        else:
            yield from ((place + inner, item) for inner, item in members(part, rest))


def ids(whole: Any, scope: Scope) -> list[str]:
    """The ids that a scope holds, in document order."""
    found: list[str] = []
    for path in scope.members:
        first, _, rest = path.partition(".")
        value = getattr(whole, first)
        if not value:  # an event of a community's calendar has few of its members
            continue
        parts = value if isinstance(value, tuple) else (value,)
        if rest:
            parts = tuple(chain.from_iterable(map(attrgetter(rest), parts)))
        found += map(attrgetter(scope.key), parts)
    return found


def repeated(
    noun: str, collections: Iterable[tuple[str, Sequence[Any]]], key: str = "id"
) -> Iterator[Problem]:
    """A problem for each part whose id an earlier one has; an id that is None doesn't count."""
    seen: set[str] = set()
    for place, parts in collections:
        for i, part in enumerate(parts):
            name = getattr(part, key)
            if name is not None and name in seen:
                yield _taken(noun, name, f"{place}/{i}/{key}")
            seen.add(name)


def _taken(noun: str, name: str, place: str) -> Problem:
    return Problem(message=f"{noun} {name!r} stands there twice; ids must be unique", place=place)


def naming(event: Any) -> Iterator[Problem]:
    """The rules of an event's ids: each is there once, and what refers to one finds it."""
    known: dict[str, set[str]] = {}
    yield from not_unique(event, known)
    yield from leading_nowhere(event, known)


def not_unique(event: Any, known: dict[str, set[str]]) -> Iterator[Problem]:
    """Every id of an event that an earlier part of the same scope has; all are noted."""
    for kind, scope in SCOPES.items():
        if not scope.unique:
            continue
        names = ids(event, scope)
        known[kind] = set(names)
        if len(known[kind]) == len(names):
            continue
        seen: set[str] = set()
        for path in scope.members:
            for place, part in members(event, path):
                name = getattr(part, scope.key)
                if name is not None and name in seen:
                    yield _taken(scope.noun, name, f"{place}/{scope.key}")
                seen.add(name)


def refers(field: Field) -> bool:
    """Whether a member names something of the event."""
    return field.refers_to not in (None, INSIDE_A_GROUP)


def leading_nowhere(event: Any, known: dict[str, set[str]]) -> Iterator[Problem]:
    """A problem for each reference of an event that leads to no id that is known."""
    named: dict[str, set[str]] = {name: set() for name in SCOPES}
    _gatherer(type(event))((event,), named)
    named = {name: found for name, found in named.items() if found}
    known |= {name: set(ids(event, SCOPES[name])) for name in named if name not in known}
    stray = {name for name in named if not known[name].issuperset(named[name])}
    for path in paths(type(event), refers) if stray else ():
        name = str(path.field.refers_to)
        if name in stray:
            existing = _existing(event, SCOPES[name])
            for place, holders, id in path.places(event):
                if id not in known[name]:
                    yield _stray(SCOPES[name], place, holders, f"{id!r}; {existing}")


@per_class
def _gatherer(cls: type) -> Callable[..., None]:
    """What gathers the ids that parts of a class refer to, by their scope."""
    scopes = {path.field.refers_to for path in paths(cls, refers)}
    first = "; ".join(f"add_{scope} = named[{scope!r}].add" for scope in sorted(map(str, scopes)))
    return walk(cls, refers, lambda field: f"add_{field.refers_to}(value)", "named", first=first)


def _stray(scope: Scope, place: str, holders: list[Any], what: str) -> Problem:
    owner = next(holder for holder in reversed(holders) if hasattr(holder, "id"))
    who = f"{type(owner).__name__.lower()} {owner.id!r}"
    return Problem(message=f"{who} {scope.says} {what}", place=place)


def listed(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return f"{', '.join(map(str, names[:LISTED]))}{more}"


def _existing(event: Any, scope: Scope) -> str:
    """What there is to refer to, collection by collection."""
    told = []
    for path in scope.members:
        holder, _, name = path.rpartition(".")
        for _, whole in members(event, holder) if holder else [("", event)]:
            names = [getattr(part, scope.key) for _, part in members(whole, name)]
            if names:
                who = f"venue {whole.id!r}" if holder else "the event"
                told.append(f"{who} has {name}: {listed(names)}")
    return "; ".join(told) or f"the event has no {scope.noun}"
