"""The smallest objects that the rules allow, for tests that are about one member of them."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from hallwaytrack import (
    Event,
    InvalidValueError,
    Person,
    Room,
    Session,
    Shift,
    Venue,
    at,
)
from hallwaytrack.model.base import Model
from hallwaytrack.model.fields import fields_of

toronto = at("America/Toronto")
START, END = toronto("2008-03-18 18:00"), toronto("2008-03-18 21:00")

ADA, BOB = Person(id="ada", name="Ada Lovelace"), Person(id="bob", name="Bob")
DIRECT_ENERGY = Venue(
    id="direct-energy",
    name="Direct Energy Building",
    rooms=[Room(id="b1", name="Room B1"), Room(id="b2", name="Room B2")],
)


def event(**members: Any) -> Event:
    """An event of which only these members matter."""
    return Event(**{"id": "launch@example.org", "title": "Launch", "start": START, **members})


def session(id: str = "hypervisors", **members: Any) -> Session:
    """A session of which only these members matter."""
    return Session(**{"id": id, "title": "Hypervisors", **members})


def shift(id: str = "morning", **members: Any) -> Shift:
    """A shift of which only these members matter."""
    return Shift(**{"id": id, "role": "booth staff", "start": START, "end": END, **members})


def refused(message: str) -> Any:
    """Expects an ``InvalidValueError`` of exactly this message."""
    return pytest.raises(InvalidValueError, match=rf"\A{re.escape(message)}\Z")


def told(make: Callable[[], object]) -> list[str]:
    """All problems that keep something from being made."""
    with pytest.raises(InvalidValueError) as error:
        make()
    return [str(problem) for problem in error.value.problems]


def times_in(model: Model) -> Iterator[datetime]:
    """Every instant of an object and its parts that an event keeps in its zone."""
    for field in fields_of(type(model)):
        value = getattr(model, field.name)
        for item in value if field.many else (value,):
            if isinstance(item, Model):
                yield from times_in(item)
            elif field.rule.zoned and isinstance(item, datetime):
                yield item
