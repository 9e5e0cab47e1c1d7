"""The fast pass: from the structs that msgspec reads to checked models.

One function a class, made from its fields, builds a model of its struct. A document says many
things more than once, and each of them is checked once:

- A time is moved into the event's zone once, however many sessions share it.
- A reference, a language, a list of topics is looked up by its text; the models share the result.
- A part of nothing but texts, such as a contributor, is one object wherever it is said.

What msgspec has checked in full, a closed vocabulary or a number, is not checked again.
"""

from collections.abc import Callable
from datetime import date, datetime
from itertools import count
from typing import Any, get_args
from zoneinfo import ZoneInfo

from hallwaytrack.formats.json import wire
from hallwaytrack.formats.json.versions import MEMBER
from hallwaytrack.model.base import draft_of, rules_asked
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import IN_LINE, Check, Field, Rule, fields_of, per_class
from hallwaytrack.model.garbage import uncollected
from hallwaytrack.model.members import check_of, slow_check_of
from hallwaytrack.model.times import instant, moment, zone_of
from hallwaytrack.model.types import Country, Currency, Lang, Text


def decode(data: bytes, cls: type) -> tuple[Any, str, bool]:
    """A document, the type that it says it is of, and whether it is written as we write it.

    Raises:
        wire.Failures: If anything is wrong with it; ``explain`` then says what.
    """
    with uncollected():
        return _decoded(data, cls)


def _decoded(data: bytes, cls: type) -> tuple[Any, str, bool]:
    struct, canonical, clear = wire.decode(data, cls)
    memory = Memory(clear)
    document = _maker(cls, cls in wire.HOLDERS)(struct, Times(None), memory)
    return document, struct.type, canonical and memory.canonical


def from_builtins(document: dict[str, Any], cls: type) -> Any:
    """The model of a parsed document in which nothing is wrong; for upgraded ones."""
    body = {name: value for name, value in document.items() if name not in (MEMBER, "type")}
    return part_of(body, cls, None)


def part_of(body: Any, cls: type, zone: ZoneInfo | None) -> Any:
    """The model of a parsed object that ``writing.encode_part`` wrote, its times in a zone.

    Raises:
        wire.Failures: If anything is wrong with it.
    """
    return _maker(cls, False)(wire.converted(body, cls), Times(zone), Memory())


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
    no text holds what the rule of ``Text`` forbids. Its parts are ``canonical`` as long as each is
    written as we write it.
    """

    def __init__(self, clear: bool = False) -> None:
        self.clear = clear
        self.canonical = True
        self.parts: dict[Any, Any] = {}

    def __getattr__(self, name: str) -> Known:
        known = Known(REMEMBERED[name])
        setattr(self, name, known)
        return known


REMEMBERED: dict[str, Check] = {}
"""The attributes of ``Memory``, with the check of each."""
_numbers = count()
IS_TEXT = "type({v}) is str and "
"""What tests of texts begin with, and msgspec has seen to."""
TEXT, *FEW = (get_args(annotated)[1] for annotated in (Text, Lang, Country, Currency))
"""The rule of long texts, and those of texts of which a document holds few that differ."""


def _remembered(field: Field) -> str:
    """The attribute of ``Memory`` with what a member's check has passed."""
    name = _attribute(field.rule, field.many)
    REMEMBERED.setdefault(name, check_of(field))
    return name


@per_class
def _attribute(rule: Rule, many: bool) -> str:
    return f"{'tuples' if many else 'values'}{next(_numbers)}"


# Making models


@per_class
def _maker(cls: type, opened: bool) -> Callable[[Any, Times, Memory], Any]:
    """A function that builds a checked model from its struct, made from the fields.

    The struct may be an opened one, with the parts of its lists as their bytes.

    It does what the constructor does, in one go: each member is checked and put into its slot, then
    the rules between members are asked. The constructor's 30 keyword arguments alone would take as
    long as all of that.
    """
    names: dict[str, Any] = {**IN_LINE, "new": cls.__new__, "cls": cls, "draft": draft_of(cls)}
    names |= {"times_of": _times, "refuse": _refuse}
    lines = ["def make(struct, times, memory):", " made = new(draft)"]
    if cls is Event:
        lines.append(" times = times_of(struct)")
    for i, field in enumerate(fields_of(cls)):
        made = _made(i, field, names, opened)
        lines += (f" value = struct.{field.name}", f" made.{field.name} = {made}")
    lines.append(" made.__class__ = cls")
    if wire.is_of_texts(cls):
        lines.append(" memory.parts[struct] = made")
    lines += rules_asked(cls, "made", "return made", "refuse()")
    exec("\n".join([*lines, " return made"]), names)  # noqa: S102 - names of members only
    return names["make"]  # type: ignore[no-any-return]


def _made(i: int, field: Field, names: dict[str, Any], opened: bool) -> str:
    """The expression for a member's value; what it names is added to ``names``."""
    names |= {f"default{i}": field.default, f"check{i}": _check(field, opened)}
    if wire.is_checked(field):
        return "value"
    if opened and wire.is_apart(field):
        names[f"check{i}"] = _part_maker(field.model)
        given = f"tuple([check{i}(raw, times, memory) for raw in value])"
    elif field.model or field.rule.zoned:
        one = _item(i, field, "item" if field.many else "value")
        given = f"tuple([{one} for item in value])" if field.many else one
    elif field.many or field.refers_to or field.rule in FEW:
        given = f"memory.{_remembered(field)}[value]"
    else:
        given = _tested(i, field, names)
    if field.required:
        return given
    if field.many:
        return f"{given} if value else default{i}"
    return f"default{i} if value is None else {given}"


def _check(field: Field, opened: bool) -> Callable[..., Any]:
    """What makes a member's value, or one of its items, of what the struct holds."""
    if field.model:
        return _maker(field.model, opened and field.model in wire.HOLDERS)
    check = check_of(field)
    if field.base in wire.TEXTS:
        read = wire.TEXTS[field.base]
        return lambda text: check(read(text))
    return check


@per_class
def _part_maker(cls: type) -> Callable[[Any, Times, Memory], Any]:
    """What makes the model of a part of its bytes.

    Part by part, each struct is used up while it is in the processor's cache, and its memory serves
    for the next one. All structs of a document before all its models take a third longer.
    """
    decode, encode = wire.codec_of(cls)
    make = _maker(cls, cls in wire.HOLDERS)

    def make_part(raw: Any, times: Times, memory: Memory) -> Any:
        struct = decode(raw)
        if encode(struct) != bytes(raw):
            memory.canonical = False
        return make(struct, times, memory)

    return make_part


def _item(i: int, field: Field, name: str) -> str:
    """The expression for a time or a part."""
    if field.rule.zoned:
        return f"times.when({name})" if field.base == wire.WHEN else f"times[{name}]"
    make = f"check{i}({name}, times, memory)"
    return f"memory.parts.get({name}) or {make}" if wire.is_of_texts(field.model) else make


def _tested(i: int, field: Field, names: dict[str, Any]) -> str:
    """The expression for a plain value: itself, where a quick test tells that it is lawful."""
    quick = field.rule.quick
    if quick is None or field.base in wire.TEXTS:
        return f"check{i}(value)"
    names |= {f"ask{i}": quick.ask, f"check{i}": slow_check_of(field)}
    test = quick.test.removeprefix(IS_TEXT).format(v="value", ask=f"ask{i}")
    if field.rule is TEXT:
        test = f"value and memory.clear or {test}"
    return f"value if {test} else check{i}(value)"


def _refuse() -> None:
    raise ValueError("a rule is broken")
