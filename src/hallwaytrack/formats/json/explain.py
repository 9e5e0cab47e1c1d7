"""The careful pass: everything that is wrong with a document, each with its JSON Pointer.

It runs only where the fast pass failed or the document is not written as we write it, and stands on
the same rules: a leaf is read by the same function, a member checked by the same rule, an object by
the same ``broken``. So both passes agree. An object with a broken member is looked at all the same,
as a ``partial`` one in which that member is absent, so that one mistake does not hide another.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from itertools import chain, islice
from typing import Any
from zoneinfo import ZoneInfo

from attrs import NOTHING, evolve

from hallwaytrack.errors import NOTHING as ABSENT
from hallwaytrack.errors import HallwayTrackError, Problem, pointer
from hallwaytrack.formats.json import wire
from hallwaytrack.formats.json.versions import MEMBER
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Field, Refused, did_you_mean, fields_of
from hallwaytrack.model.times import zone_of

DEEPEST = 64


class Members(dict[str, Any]):
    """A JSON object that remembers which of its members came more than once."""

    repeated: tuple[str, ...] = ()


def _pairs(pairs: list[tuple[str, Any]]) -> Members:
    members = Members(pairs)
    if len(members) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        members.repeated = tuple(name for name, count in counts.items() if count > 1)
    return members


def parse(data: bytes) -> Any:
    """The JSON value of some bytes.

    Raises:
        Refused: If they are no JSON: not UTF-8, cut off, NaN, too deep.
    """
    try:
        return json.loads(
            data.decode(),
            object_pairs_hook=_pairs,
            parse_constant=_no_constant,
            parse_float=_finite,
        )
    except UnicodeDecodeError as no:
        raise Refused(f"must be UTF-8; byte {no.start} is not") from None
    except json.JSONDecodeError as no:
        raise Refused(f"must be JSON: {no.msg} in line {no.lineno}, column {no.colno}") from None
    except RecursionError:
        raise Refused("must be JSON that is less deeply nested") from None
    except ValueError as no:  # a whole number of thousands of digits
        raise Refused(f"must be JSON with numbers of a lawful size ({no})") from None


def _no_constant(name: str) -> Any:
    raise Refused(f"must be JSON, which has no {name}")


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise Refused(f"must be JSON with numbers that a float can hold, not {text:.40}")
    return number


def has_repeated(data: bytes) -> bool:
    """Whether some object of a document has a member twice."""
    found = False

    def pairs(pairs: list[tuple[str, Any]]) -> None:
        nonlocal found
        found = found or len({name for name, _ in pairs}) < len(pairs)

    json.loads(data, object_pairs_hook=pairs)
    return found


def explain(document: Any, cls: type, most: int) -> list[Problem]:
    """What is wrong with a parsed document of this class, its header aside: the first problems."""
    if not isinstance(document, dict):
        return [Problem(message="a document must be a JSON object", value=document)]
    body = {name: value for name, value in document.items() if name not in (MEMBER, "type")}
    reader = _Reader(most)
    with suppress(_Enough):
        reader.read(body, cls, "")
    return reader.found


def repeated(document: Any, most: int) -> list[Problem]:
    """The members that stand twice in a parsed document: the first problems."""
    return list(islice(_repeated(document, ""), most))


def _repeated(value: Any, place: str, depth: int = 0) -> Iterator[Problem]:
    """Every member that stands twice in its object, wherever in the document that is."""
    if depth > DEEPEST:
        yield Problem(message=f"a document must be nested at most {DEEPEST} deep", place=place)
        return
    for name in getattr(value, "repeated", ()):
        message = f"member {name!r} stands there twice"
        yield Problem(message=message, place=place + pointer(name))
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(inner, dict | list):
                yield from _repeated(inner, place + pointer(step), depth + 1)


class _Enough(Exception):  # noqa: N818 - no error: as many problems are found as are told
    pass


class _Reader:
    """Builds an object from JSON as far as it can be built, and collects what is wrong."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.zone: ZoneInfo | None = None
        self.found: list[Problem] = []
        self.left: dict[str, list[int]] = {}
        """By the place of a list of which items were refused, where the others stand in it."""

    def read(self, value: Any, cls: type, place: str) -> Any:
        """The object, or one with what is broken left out; None if it is no object at all."""
        if not isinstance(value, dict):
            self.tell(f"must be a JSON object ({cls.__name__})", value, place)
            return None
        self.unknown(value, cls, place)
        outer, self.zone = self.zone, _zone_in(value) if cls is Event else self.zone
        before = len(self.found)
        values = {f.name: self.member(f, value, place) for f in fields_of(cls)}
        self.zone = outer
        return self.whole(cls, values, place, self.found[before:])

    def whole(self, cls: type, values: dict[str, Any], place: str, wrong: list[Problem]) -> Any:
        """The object of these members, with the rules between them checked."""
        if any(f.required and f.model and values[f.name] is None for f in fields_of(cls)):
            return None  # what a rule would look into is not there at all
        made = partial(cls, values)
        # Copies, since a partial object's rules look at the parts that are broken, too.
        told = {problem.place for problem in wrong}
        for problem in chain(made.settle(), made.broken()):
            at = self.in_document(place + problem.place)
            if not any(above in told for above in _above(at)):
                self.add(evolve(problem, place=at))
        return made

    def in_document(self, place: str) -> str:
        """A place in an object of which parts were refused, as a place in the document."""
        at = ""
        for step in place.split("/")[1:] if self.left else ():
            left = self.left.get(at)
            at += f"/{step if left is None else left[int(step)]}"
        return at or place

    def unknown(self, members: dict[str, Any], cls: type, place: str) -> None:
        """Tell of members that the class does not have."""
        known = [f.name for f in fields_of(cls)]
        for name in members:
            if name not in known:
                mend = did_you_mean(name, known) or f"known are {', '.join(known)}"
                self.tell(f"unknown member {name!r}", ABSENT, place + pointer(name), mend)

    def member(self, field: Field, members: dict[str, Any], place: str) -> Any:
        """One member's value in the object, or what stands for its absence."""
        at = place + pointer(field.name)
        absent = () if field.many else None if field.required else field.default
        if field.name not in members:
            if field.required:
                self.tell(f"member {field.name!r} is missing", ABSENT, at)
            return absent
        value = members[field.name]
        if value is None:
            self.tell(f"{field.name} must not be null", ABSENT, at, "leave the member out")
            return absent
        if field.many:
            return self.many(field, value, at)
        read = self.item(field, value, at, field.name)
        return absent if read is None else read

    def many(self, field: Field, value: Any, place: str) -> tuple[Any, ...]:
        """The items of a member that holds several."""
        if not isinstance(value, list):
            self.tell(f"{field.name} must be a JSON array", value, place, "write [...]")
            return ()
        read = [
            self.item(field, item, place + pointer(i), f"{field.name}[{i}]")
            for i, item in enumerate(value)
        ]
        left = [i for i, item in enumerate(read) if item is not None]
        if len(left) < len(read):
            self.left[place] = left
        return tuple(read[i] for i in left)

    def item(self, field: Field, value: Any, place: str, label: str) -> Any:
        """One value by its member's rule, or None where it is refused."""
        if field.model:
            return self.read(value, field.model, place)
        try:
            if value == "" and field.optional and field.rule.empty_is_none:
                return None
            return field.rule.check(self.leaf(field, value))
        except Refused as no:
            self.tell(f"{label} {no.wants}", ABSENT if field.private else value, place, no.mend)
        except HallwayTrackError as error:
            for problem in error.problems:
                self.add(problem.within(place))
        return None

    def leaf(self, field: Field, value: Any) -> Any:
        """A plain JSON value as the model's type, its time moved into the event's zone."""
        if value is None:
            raise Refused("must not be null")
        if field.base in wire.TEXTS:
            return wire.TEXTS[field.base](value)
        if field.rule.zoned:
            return self.time(
                wire.when_of(value) if field.base == wire.WHEN else wire.instant_of(value)
            )
        return wire.leaf(value, wire.LEAVES[field.base]) if field.base in wire.LEAVES else value

    def time(self, value: date) -> date:
        """A time in the zone of the event that it is in."""
        if self.zone is None or not isinstance(value, datetime):
            return value
        try:
            return value.astimezone(self.zone)
        except OverflowError:
            raise Refused("must be a time that its zone can tell") from None

    def tell(self, message: str, value: Any, place: str, mend: str = "") -> None:
        """Note a problem."""
        self.add(Problem(message=message, value=value, place=place, mend=mend))

    def add(self, problem: Problem) -> None:
        """Note a problem; with enough of them the reading ends, however long the document is."""
        if len(self.found) >= self.most:
            raise _Enough
        self.found.append(problem)


def _above(place: str) -> Iterator[str]:
    """A place and all that it lies in."""
    while place:
        yield place
        place = place.rpartition("/")[0]


def _zone_in(members: dict[str, Any]) -> ZoneInfo | None:
    name = members.get("timezone")
    try:
        return zone_of(name) if isinstance(name, str) else None
    except Refused:
        return None  # told where the member is checked


def partial(cls: type, values: Mapping[str, Any]) -> Any:
    """An object of a model class whose members are taken as they are."""
    bare: Any = object.__new__(cls)
    for field in fields_of(cls):
        default = None if field.default is NOTHING else field.default
        object.__setattr__(bare, field.name, values.get(field.name, default))
    return bare
