"""The fast pass: from the structs that msgspec reads to checked models.

One function a class, made from its fields, builds a model of its struct. A document says many
things more than once, and each of them is checked once:

- A time is moved into the event's zone once, however many sessions share it.
- A reference, a language, a list of topics is looked up by its text; the models share the result.
- A part of nothing but texts, such as a contributor, is one object wherever it is said.

What msgspec has checked in full, a closed vocabulary or a number, is not checked again.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import count
from typing import Any, get_args
from zoneinfo import ZoneInfo

from hallwaytrack.formats.json import wire
from hallwaytrack.formats.json.versions import MEMBER
from hallwaytrack.model.base import draft_of, rules_of
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Check, Field, check_of, fields_of, per_class
from hallwaytrack.model.times import instant, moment, zone_of
from hallwaytrack.model.types import NO_EXTRA, Country, Currency, Lang, Text


def decode(data: bytes, cls: type) -> tuple[Any, str, bool]:
    """A document, the type that it says it is of, and whether it is written as we write it.

    Raises:
        wire.Failures: If anything is wrong with it; ``explain`` then says what.
    """
    with _no_garbage():
        return _decoded(data, cls)


def _decoded(data: bytes, cls: type) -> tuple[Any, str, bool]:
    struct, canonical, clear = wire.decode(data, cls)
    return _maker(cls)(struct, Times(None), Memory(clear)), struct.type, canonical


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Python does not search what is just being made for garbage: a sixth of the time of reading.

    The objects of a document refer to each other one way, so that none of them needs the search.
    What is made only on the way to them should be gone by the end, as the search then comes.
    """
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


def from_builtins(document: dict[str, Any], cls: type) -> Any:
    """The model of a parsed document in which nothing is wrong; for upgraded ones."""
    body = {name: value for name, value in document.items() if name not in (MEMBER, "type")}
    return part_of(body, cls, None)


def part_of(body: Any, cls: type, zone: ZoneInfo | None) -> Any:
    """The model of a parsed object that ``wire.encode_part`` wrote, its times in a zone.

    Raises:
        wire.Failures: If anything is wrong with it.
    """
    return _maker(cls)(wire.converted(body, cls), Times(zone), Memory())


# What was met before


class Times(dict[str, datetime]):
    """The times of one event, by their text: in its zone, and each checked once."""

    def __init__(self, zone: ZoneInfo | None) -> None:
        super().__init__()
        self.zone = zone

    def __missing__(self, text: str) -> datetime:
        time = wire.instant_of(text)
        checked = self[text] = instant(time if self.zone is None else time.astimezone(self.zone))
        return checked

    def when(self, text: str) -> date:
        """An instant or a day."""
        return moment(wire.day_of(text)) if len(text) == 10 else self[text]


def _times(struct: Any) -> Times:
    """The times of an event's struct, in the zone that it names."""
    return Times(None if struct.timezone is None else zone_of(struct.timezone))


class Known(dict[Any, Any]):
    """The values that one check has passed in a document."""

    def __init__(self, check: Check) -> None:
        super().__init__()
        self.check = check

    def __missing__(self, value: Any) -> Any:
        checked = self[value] = self.check(value)
        return checked


class Memory:
    """What a document has said so far: its parts of texts, and what each check has passed.

    The last are attributes, which come to be when they are first asked for. In a ``clear`` document
    no text holds what the rule of ``Text`` forbids.
    """

    def __init__(self, clear: bool = False) -> None:
        self.clear = clear
        self.parts: dict[Any, Any] = {}

    def __getattr__(self, name: str) -> Known:
        known = Known(REMEMBERED[name])
        setattr(self, name, known)
        return known


REMEMBERED: dict[str, Check] = {}
"""The attributes of ``Memory``, with the check of each."""
_numbers = count()
TEXT, *FEW = (get_args(annotated)[1] for annotated in (Text, Lang, Country, Currency))
"""The rule of long texts, and those of texts of which a document holds few that differ."""


@per_class
def _remembered(check: Check, many: bool) -> str:
    """The attribute of ``Memory`` with what a check has passed, or tuples of it."""
    name = f"known{next(_numbers)}"
    REMEMBERED[name] = (lambda values: tuple([check(v) for v in values])) if many else check
    return name


# Making models


@per_class
def _maker(cls: type) -> Callable[[Any, Times, Memory], Any]:
    """A function that builds a checked model from its struct, made from the fields.

    It does what the constructor does, in one go: each member is checked and put into its slot, then
    the rules between members are asked. The constructor's 30 keyword arguments alone would take as
    long as all of that.
    """
    names: dict[str, Any] = {"new": cls.__new__, "cls": cls, "draft": draft_of(cls)}
    names |= {"times_of": _times, "refuse": _refuse}
    lines = ["def make(struct, times, memory):", " made = new(draft)"]
    if cls is Event:
        lines.append(" times = times_of(struct)")
    for i, field in enumerate(fields_of(cls)):
        names |= {f"default{i}": field.default, f"check{i}": _check(field)}
        lines += (f" value = struct.{field.name}", f" made.{field.name} = {_made(i, field)}")
    lines.append(" made.__class__ = cls")
    lines += (f" for _ in made.{rule}(): refuse()" for rule in rules_of(cls))
    if wire.is_of_texts(cls):
        lines.append(" memory.parts[struct] = made")
    exec("\n".join([*lines, " return made"]), names)  # noqa: S102 - names of members only
    return names["make"]  # type: ignore[no-any-return]


def _check(field: Field) -> Callable[..., Any]:
    """What makes a member's value, or one of its items, of what the struct holds."""
    if field.model:
        return _maker(field.model)
    if field.base in wire.TEXTS:
        read, check = wire.TEXTS[field.base], field.rule.check
        return lambda text: check(read(text))
    return check_of(field)


def _made(i: int, field: Field) -> str:
    """The expression for a member's value."""
    one = _item(i, field).format("item" if field.many else "value")
    if field.many and (field.model or field.rule.zoned):
        one = f"tuple([{one} for item in value])"
    if field.required or one == "value":
        return one
    if field.many or field.default is NO_EXTRA:
        return f"{one} if value else default{i}"
    if field.optional:
        empty = " or value == ''" if field.rule.empty_is_none else ""
        return f"None if value is None{empty} else {one}"
    return f"default{i} if value is default{i} else {one}"


def _item(i: int, field: Field) -> str:
    """The expression for a value that is there; for all of them, where they are plain values."""
    if field.rule.zoned:
        return "times.when({})" if field.base == wire.WHEN else "times[{}]"
    if field.model:
        make = f"check{i}({{0}}, times, memory)"
        return f"memory.parts.get({{0}}) or {make}" if wire.is_of_texts(field.model) else make
    if wire.is_checked(field):
        return "value"
    if field.many or field.refers_to or field.rule in FEW:
        return f"memory.{_remembered(field.rule.check, field.many)}[value]"
    if field.rule is TEXT:
        return f"value if memory.clear else check{i}(value)"
    return f"check{i}(value)"


def _refuse() -> None:
    raise ValueError("a rule is broken")
