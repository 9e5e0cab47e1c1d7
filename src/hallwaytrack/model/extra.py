"""``extra``: what other tools put into an object, JSON values that cannot change.

Numbers are those that every JSON parser reads alike, texts those that have a UTF-8, and what is
nested is frozen all the way down, to a depth that no recursion suffers from.
"""

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

from hallwaytrack.model.fields import Refused


class FrozenMap(Mapping[str, Any]):
    """A mapping that cannot change, with its members in the order of their names.

    It equals any mapping of the same members, and hashes and pickles.
    """

    __slots__ = ("_members",)
    _members: dict[str, Any]

    def __init__(self, members: Mapping[str, Any] = {}) -> None:
        object.__setattr__(self, "_members", {k: members[k] for k in sorted(members)})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __getitem__(self, key: str) -> Any:
        return self._members[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def __hash__(self) -> int:
        return hash(tuple(self._members.items()))

    def __repr__(self) -> str:
        return repr(self._members)

    def __reduce__(self) -> str | tuple[type["FrozenMap"], tuple[dict[str, Any]]]:
        return "NO_EXTRA" if self is NO_EXTRA else (FrozenMap, (self._members,))


NO_EXTRA = FrozenMap()
DEEPEST = 32


def extra(value: Any) -> FrozenMap:
    """JSON values under names, frozen all the way down."""
    if type(value) is FrozenMap and (value is NO_EXTRA or not value):
        return NO_EXTRA
    if not isinstance(value, Mapping):
        raise Refused("must be a mapping of JSON values")
    frozen = _frozen(value, 0)
    return frozen if frozen else NO_EXTRA


def _frozen(value: Any, depth: int) -> Any:
    if value is None or value is True or value is False:
        return value
    if depth > DEEPEST:
        raise Refused(f"must be nested at most {DEEPEST} deep")
    if isinstance(value, str):
        return _encodable(value)
    if isinstance(value, int):
        if -(2**63) <= value < 2**63:
            return int(value)
        raise Refused("must hold whole numbers of 64 bits at most", "write it as a text")
    if isinstance(value, float):
        if isfinite(value):
            return float(value)
        raise Refused("must hold finite numbers only: JSON has no NaN and no infinity")
    if isinstance(value, Mapping):
        return FrozenMap({_name_of(k): _frozen(v, depth + 1) for k, v in value.items()})
    if isinstance(value, list | tuple):
        return tuple([_frozen(v, depth + 1) for v in value])
    raise Refused(f"must hold JSON values only, not a {type(value).__name__}")


def _name_of(key: Any) -> str:
    if isinstance(key, str):
        return _encodable(key)
    raise Refused(f"must name its members with texts, not {key!r:.40}")


def _encodable(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Refused("must hold text without lone surrogates") from None
    return value if type(value) is str else str.__str__(value)
