"""What a format leaves out of a document: one walk over any document, by a table of its members.

A format enters the classes and members that it carries, each with None where it is carried whole::

    CARRIES = {Event: {"title": None, "sessions": None}, Session: {"title": None, "url": web_only}}

- A member that is not in the table is lost wherever it is not at its default.
- A function in place of None is given a value and the model that holds it, one item at a time where
  there are many, and says in words what happens to it; "" where nothing does.
- Parts (a venue's rooms, a session's materials) are looked at by the row of their own class.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from hallwaytrack.errors import Problem, pointer
from hallwaytrack.model.base import Model
from hallwaytrack.model.fields import fields_of

Fate: TypeAlias = Callable[[Any, Any], str]
"""What becomes of a value, in words, given it and its owner; "" where it is carried whole."""
Carries: TypeAlias = Mapping[type, Mapping[str, Fate | None]]
"""The members that a format carries, class by class."""
LEFT_OUT = "is left out"
REORDERED = "comes back in another order"
WITH_MORE = "comes back with more"


def left_out(model: Model, carries: Carries, place: str = "") -> Iterator[Problem]:
    """A warning for each member of a document or its parts that a format does not carry whole.

    Args:
        model: The document, or a part of it.
        carries: What the format carries.
        place: Where the model stands in its document.
    """
    known = carries.get(type(model), {})
    for field in fields_of(type(model)):
        value = getattr(model, field.name)
        if value == field.default:
            continue
        where = place + pointer(field.name)
        if field.name not in known:
            yield loss(f"{field.name} {LEFT_OUT}", where)
            continue
        items = enumerate(value) if field.many else ((None, value),)
        for i, item in items:
            spot = where if i is None else where + pointer(i)
            fate = known[field.name]
            told = fate(item, model) if fate else ""
            if told:
                yield loss(f"{field.name} {told}", spot)
            elif field.model:
                yield from left_out(item, carries, spot)


def loss(message: str, place: str) -> Problem:
    """The warning of something that a format does not carry."""
    return Problem(message=message, place=place, severity="warning")
