"""What a format loses of a document, found by reading back what was written.

So nothing is lost untold, whichever rule of the format it is lost by.

- Parts are known again by their ids; where those are others, by being equal but for them, and at
  last by what such a part cannot be without: a title, a name, an address.
- A member that has its default again is left out; one that has another value says which.
- Of a list there may come back fewer, which are told one by one, and more, or another order, which
  are told of the whole.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from hallwaytrack.errors import Problem, pointer, shown
from hallwaytrack.formats.losses import LEFT_OUT, REORDERED, WITH_MORE, loss
from hallwaytrack.model.base import Model
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Field, fields_of
from hallwaytrack.model.times import instant_key


def differing(was: Model, comes: Model, place: str = "") -> Iterator[Problem]:
    """A warning for each thing that does not come back as it was.

    Args:
        was: What was written.
        comes: What came back, of the same class.
        place: Where it stands in its document.
    """
    for field in fields_of(type(was)):
        old, new = getattr(was, field.name), getattr(comes, field.name)
        where = place + pointer(field.name)
        if field.model and field.many:
            yield from _parts(field, old, new, where)
        elif field.model and old is not None and new is not None:
            yield from differing(old, new, where)
        elif instant_key(old) != instant_key(new):
            how = LEFT_OUT if new == field.default else f"comes back as {shown(new)}"
            yield loss(f"{field.name} {how}", where)


def _parts(
    field: Field, parts: Sequence[Any], others: Sequence[Any], where: str
) -> Iterator[Problem]:
    if parts == others:
        return
    if not others:
        yield loss(f"{field.name} {LEFT_OUT}", where)
        return
    twins = twins_of(parts, others)
    for i, part in enumerate(parts):
        if i in twins:
            yield from differing(part, others[twins[i]], where + pointer(i))
        else:
            yield loss(f"{field.name} {LEFT_OUT}", where + pointer(i))
    if len(twins) < len(others):
        yield loss(f"{field.name} {WITH_MORE}", where)
    there = [twins[i] for i in sorted(twins)]
    if there != sorted(there):
        yield loss(f"{field.name} {REORDERED}", where)


def twins_of(parts: Sequence[Model], others: Sequence[Model]) -> Mapping[int, int]:
    """By the index of each part that came back, the index of what came back for it."""
    twins: dict[int, int] = {}
    for key in (_id, _all_but_id, _needed):
        left: dict[Any, list[int]] = {}
        for n in {*range(len(others))}.difference(twins.values()):
            left.setdefault(key(others[n]), []).append(n)
        for i, part in enumerate(parts):
            if i not in twins and (found := left.get(key(part))):
                twins[i] = found.pop(0)
    return twins


def _id(part: Any) -> Any:
    """By what a part is known; each is one of its own where there is no such thing."""
    if isinstance(part, Event):
        return part.id, instant_key(part.occurrence)
    return getattr(part, "id", None) or id(part)


def _all_but_id(part: Model) -> Any:
    return _values(part, lambda field: field.name != "id")


def _needed(part: Model) -> Any:
    """What is told of every such part, its id aside."""
    return _values(part, lambda field: field.name != "id" and field.required)


def _values(part: Model, wanted: Callable[[Field], bool]) -> Any:
    told = (getattr(part, field.name) for field in fields_of(type(part)) if wanted(field))
    return tuple(map(instant_key, told))
