"""References that lead nowhere any more, since someone deleted what they led to."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, TypeVar

from hallwaytrack.model.base import Model
from hallwaytrack.model.entries import lies_within
from hallwaytrack.model.fields import Field, fields_of
from hallwaytrack.model.scopes import SCOPES, ids, refers
from hallwaytrack.model.sessions import Session

M = TypeVar("M", bound=Model)
Known = Mapping[str, frozenset[str]]


def known_in(members: Mapping[str, Any]) -> Known:
    """What there is to refer to among an event's members, by scope."""
    whole = SimpleNamespace(**members)
    return {name: frozenset(ids(whole, scope)) for name, scope in SCOPES.items()}


def without_lost(model: M, known: Known) -> M | None:
    """A model without references that lead nowhere; None if it is nothing without them."""
    changes: dict[str, Any] = {}
    for field in fields_of(type(model)):
        value = getattr(model, field.name)
        if value is None or not (refers(field) or field.model):
            continue
        items = [_kept(item, field, known) for item in (value if field.many else (value,))]
        left = tuple(item for item in items if item is not None)
        if len(left) == len(items) and all(
            a is b for a, b in zip(left, _tuple(value), strict=True)
        ):
            continue
        if field.required and not left:
            return None
        changes[field.name] = left if field.many else next(iter(left), None)
    return model.replace(**changes) if changes else model


def _kept(item: Any, field: Field, known: Known) -> Any:
    if field.model:
        return without_lost(item, known)
    return item if item in known[str(field.refers_to)] else None


def _tuple(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def torn_out(sessions: Mapping[str, Session]) -> list[str]:
    """The sessions that no longer lie within the one that they are part of."""
    return [
        session.id
        for session in sessions.values()
        if (whole := sessions.get(session.part_of or "")) is not None
        and not lies_within(session, whole)
    ]
