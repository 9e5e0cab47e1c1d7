"""What a format loses of a document, found by reading back what was written.

So nothing is lost untold, whichever rule of the format it is lost by.

- Parts are known again by their ids; where those are others, by being equal but for them, and at
  last by what such a part cannot be without: a title, a name, an address.
- A member that has its default again is left out; one that has another value says which.
- Of a list there may come back fewer, which are told one by one, and more, or another order, which
  are told of the whole.
- Inside an event a reference leads to a part: an id that came back as another one is told of the
  part, and not of all that refer to it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from hallwaytrack.errors import Problem, pointer, shown
from hallwaytrack.formats.losses import LEFT_OUT, REORDERED, WITH_MORE, loss
from hallwaytrack.model.base import Model
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Field, fields_of, per_class
from hallwaytrack.model.scopes import SCOPES, members
from hallwaytrack.model.times import instant_key

Ids: TypeAlias = Mapping[str, Mapping[str, str]]
"""By the name of a scope what its ids have become."""
Key: TypeAlias = Callable[[Any], Any]
"""By what a part is known."""


def differing(
    was: Model, comes: Model, place: str = "", *, becomes: Key = lambda part: part.id
) -> Iterator[Problem]:
    """A warning for each thing that does not come back as it was.

    Args:
        was: What was written.
        comes: What came back, of the same class.
        place: Where it stands in its document.
        becomes: The id that a format makes of that of a part, where it is known to make another.
    """
    yield from _Comparing(becomes).models(was, comes, place, {})


class _Comparing:
    def __init__(self, becomes: Key) -> None:
        self._becomes = becomes

    def models(self, was: Any, comes: Any, place: str, ids: Ids) -> Iterator[Problem]:
        if isinstance(was, Event):
            ids = _ids(was, dict(self._pairs(was, comes)))
        for field, step, is_model in _steps(type(was)):
            old, new = getattr(was, field.name), getattr(comes, field.name)
            if old is new and not field.refers_to:
                continue
            if is_model and field.many:
                yield from self._parts(field, old, new, place + step, ids)
            elif is_model and old is not None and new is not None:
                yield from self.models(old, new, place + step, ids)
            elif instant_key(_renamed(field, old, ids)) != instant_key(new):
                how = LEFT_OUT if new == field.default else f"comes back as {shown(new)}"
                yield loss(f"{field.name} {how}", place + step)

    def _parts(
        self, field: Field, parts: Sequence[Any], others: Sequence[Any], where: str, ids: Ids
    ) -> Iterator[Problem]:
        if parts and not others:
            yield loss(f"{field.name} {LEFT_OUT}", where)
            return
        twins = self._twins(parts, others)
        for i, part in enumerate(parts):
            if i in twins:
                yield from self.models(part, others[twins[i]], where + pointer(i), ids)
            else:
                yield loss(f"{field.name} {LEFT_OUT}", where + pointer(i))
        if len(twins) < len(others):
            yield loss(f"{field.name} {WITH_MORE}", where)
        there = [twins[i] for i in sorted(twins)]
        if there != sorted(there):
            yield loss(f"{field.name} {REORDERED}", where)

    def _twins(self, parts: Sequence[Any], others: Sequence[Any]) -> Mapping[int, int]:
        """By the index of each part that came back, the index of what came back for it."""
        if not (parts and others):
            return {}
        twins: dict[int, int] = {}
        keys: list[tuple[Key, Key]] = [(_all_but_id, _all_but_id), (_needed, _needed)]
        if hasattr(parts[0], "id"):
            keys.insert(0, (_id, self._id))
        left = [*range(len(others))]
        for of_other, of_part in keys:
            known: dict[Any, list[int]] = {}
            for n in reversed(left):
                known.setdefault(of_other(others[n]), []).append(n)
            for i, part in enumerate(parts):
                if i not in twins and (found := known.get(of_part(part))):
                    twins[i] = found.pop()
            left = sorted(n for found in known.values() for n in found)
            if not left or len(twins) == len(parts):
                break
        return twins

    def _id(self, part: Any) -> Any:
        return _occurring(part, self._becomes(part))

    def _pairs(self, was: Any, comes: Any) -> Iterator[tuple[int, Any]]:
        """By identity the parts of a model, each with what came back for it."""
        yield id(was), comes
        for field, _, is_model in _steps(type(was)):
            if not is_model:
                continue
            old, new = getattr(was, field.name), getattr(comes, field.name)
            if field.many:
                for i, n in self._twins(old, new).items():
                    yield from self._pairs(old[i], new[n])
            elif old is not None and new is not None:
                yield from self._pairs(old, new)


@per_class
def _steps(cls: type) -> tuple[tuple[Field, str, bool], ...]:
    """The members of a class, each with its step of a pointer, and whether it is of models."""
    return tuple((field, pointer(field.name), bool(field.model)) for field in fields_of(cls))


def _ids(event: Event, pairs: Mapping[int, Any]) -> Ids:
    """What has become of the ids of an event's parts."""
    return {
        name: {
            getattr(part, scope.key): getattr(pairs[id(part)], scope.key)
            for path in scope.members
            for _, part in members(event, path)
            if id(part) in pairs
        }
        for name, scope in SCOPES.items()
    }


def _renamed(field: Field, value: Any, ids: Ids) -> Any:
    """A reference as it has to come back."""
    known = ids.get(field.refers_to or "")
    if not known:
        return value
    return tuple([known.get(id, id) for id in value]) if field.many else known.get(value, value)


def _id(part: Any) -> Any:
    return _occurring(part, part.id)


def _occurring(part: Any, id: str) -> Any:
    """An id; of a meeting of a series with which of them it is."""
    return (id, instant_key(part.occurrence)) if isinstance(part, Event) else id


def _all_but_id(part: Model) -> Any:
    return _values(part, lambda field: field.name != "id")


def _needed(part: Model) -> Any:
    """What is told of every such part, its id aside."""
    return _values(part, lambda field: field.name != "id" and field.required)


def _values(part: Model, wanted: Callable[[Field], bool]) -> Any:
    told = (getattr(part, field.name) for field in fields_of(type(part)) if wanted(field))
    return tuple(map(instant_key, told))
