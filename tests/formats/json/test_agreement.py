"""The fast pass and the careful pass agree on every document, however it was damaged.

Valid documents are damaged in their structure (members dropped, added, renamed, doubled, nulled or
given the value of another; letters of times changed; ids swapped) and in their bytes. Then:

- what the fast pass reads, the careful pass finds nothing wrong with, and reads as the same;
- where the fast pass fails, the careful pass finds at least one problem;
- each problem has a place that exists, or that of a member which is missing;
- what is read passes the constructors: each of its objects is made again of its own members;
- nothing is raised but ``DecodeError``.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import Any, NamedTuple, TypeAlias, TypeVar
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from tests.strategies import MODELS, Document, documents

from hallwaytrack import (
    Calendar,
    DecodeError,
    Event,
    EventSeries,
    Problem,
    from_json,
    to_json,
)
from hallwaytrack.formats.json import TYPES, reading, wire
from hallwaytrack.formats.json.explain import has_repeated
from hallwaytrack.formats.json.versions import CURRENT, MEMBER, name_of
from hallwaytrack.model.base import Model
from hallwaytrack.model.fields import fields_of

# Documents as trees that can hold what a parsed one cannot: a member twice, and numbers as written.


class Obj(list[tuple[str, Any]]):
    """A JSON object as its members in order, some of them perhaps twice."""


class Raw(str):
    """A value by its JSON text."""


def tree(data: bytes) -> Any:
    """The tree of a document."""
    return json.loads(data, object_pairs_hook=Obj)


def text(value: Any) -> str:
    """The JSON text of a tree."""
    if isinstance(value, Raw):
        return str.__str__(value)
    if isinstance(value, Obj):
        return "{%s}" % ",".join(f"{json.dumps(k)}:{text(v)}" for k, v in value)
    if isinstance(value, list):
        return f"[{','.join(map(text, value))}]"
    return json.dumps(value, ensure_ascii=False)


class Spot(NamedTuple):
    """A value in a tree: what holds it, and where in that."""

    holder: Any
    at: int

    @property
    def value(self) -> Any:
        """What stands there."""
        item = self.holder[self.at]
        return item[1] if isinstance(self.holder, Obj) else item

    def put(self, value: Any) -> None:
        """Let this stand there instead."""
        if isinstance(self.holder, Obj):
            self.holder[self.at] = (self.holder[self.at][0], value)
        else:
            self.holder[self.at] = value


def spots(value: Any) -> Iterator[Spot]:
    """Every value in a tree but the whole."""
    if isinstance(value, list):
        for at in range(len(value)):
            spot = Spot(value, at)
            yield spot
            yield from spots(spot.value)


TIMES = (
    *("2008-03-18", "2008-03-18T18:00:00-04:00", "2008-03-18T22:00:00Z", "2008-03-18T18:00:00"),
    *("2008-03-09T02:30:00-05:00", "2008-11-02T01:30:00-05:00", "2008-03-18t18:00:00z"),
    *("2008-03-18 18:00:00-04:00", "2008-03-18T18:00:00.5Z", "2008-03-18T18:00:00.9999999Z"),
    *("2008-03-18T18:00:00-04:00:30", "2008-03-18T18:00:00-0400", "2008-03-18T18:00Z"),
    *("2008-03-18T24:00:00Z", "2008-03-18T23:59:60Z", "2008-02-30", "2008-02-30T12:00:00Z"),
    *("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59Z", "0000-01-01"),
    *("9999-12-31T23:59:59-23:59", "1899-12-31T23:59:59Z", "1900-01-01T00:00:00+14:00"),
    *("9998-12-31T23:59:59-05:00", "1970-01-01T00:00:00Z", "1899-12-31", "9999-12-31"),
    *("2008-03-18T18:00:00+24:00", "2008-03-18T18:00:00+00:60", "2008-03-18T18:00:00−04:00"),
    *("20080318T180000Z", "2008-03-1٨", "+2008-03-18", "2008-3-18"),
)
TEXTS = (
    *("", " ", "\u00a0", "a", "a b", "a@b", "a/b", "a\nb", "\x7f", "\x85", "\u2028", "x" * 300),
    *("PT45M", "PT0S", "P1W", "P1Y", "P999999999W", "25.00", "1E+2", "1e-7", "-1", "0x1", "٢٥"),
    *("1e999", "1_0", "NaN", "America/Toronto", "Africa/Monrovia", "UTC", "Europe/Dublin"),
    *(
        "Nowhere/At_All",
        "../etc",
        "talk",
        "event",
        "calendar",
        "confirmed",
        "link",
        "red",
        "#ABCDEF",
    ),
    *(
        "https://example.org",
        "javascript:alert(1)",
        "ada@example.org",
        "en",
        "CA",
        "CAD",
        "1.0",
        "1.7",
    ),
    *(
        "0.9",
        "2.0",
        "01.0",
        "1.0 ",
        "1",
        "FREQ=WEEKLY",
        "freq=weekly",
        "FREQ=SECONDLY",
        "ada",
        "b1",
    ),
)
RAWS = tuple(
    map(
        Raw,
        (
            *(
                "0",
                "1",
                "-1",
                "1.0",
                "1.5",
                "1e2",
                "1E400",
                "-0",
                "-0.0",
                "1e-400",
                "2147483648",
                "NaN",
            ),
            *("9223372036854775807", "9223372036854775808", "-9223372036854775809", "Infinity"),
            *(
                "1" + "0" * 400,
                "1" * 5_000,
                "0.1" + "0" * 400,
                "01",
                "+1",
                "1.",
                ".5",
                "0x10",
                "tru",
            ),
            *(
                '"\\ud800"',
                '"\\ud83d\\ude00"',
                '"\\udc00\\ud800"',
                '"\\u0000"',
                '"\\x"',
                '"\n"',
                "'a'",
            ),
            *('{"a":1,"a":2}', "[1,]", "{,}", "[" * 40 + "]" * 40, "[" * 2_000 + "]" * 2_000),
            '{"\\ud800":1}',
        ),
    )
)
PLAIN: tuple[Any, ...] = (
    None,
    True,
    False,
    [],
    [1],
    [None],
    ["a"],
    Obj(),
    Obj([("a", 1)]),
    [[]],
    [Obj()],
)
VALUES = (
    st.sampled_from(TIMES)
    | st.sampled_from(TEXTS)
    | st.sampled_from(RAWS)
    | st.sampled_from(PLAIN).map(deepcopy)  # what goes into a tree may be damaged in turn
)

KNOWN_NAMES = sorted(
    {field for cls in MODELS for field in cls.__annotations__} | {MEMBER, "type"}  # type: ignore[attr-defined]
)
NAMES = st.sampled_from(KNOWN_NAMES) | st.sampled_from(
    ("", "titel", "Title", "a/b~c", "漢字", "\u2028", "__class__", "id ", "x" * 300, "null")
)

Mutation: TypeAlias = Callable[[DrawFn, Any], None]


def _spot(draw: DrawFn, whole: Any, wanted: Callable[[Spot], bool] = lambda _: True) -> Spot | None:
    found = [spot for spot in spots(whole) if wanted(spot)]
    # Deep places are many, and so drawn more often, which is where most rules are.
    return found[draw(st.integers(0, len(found) - 1))] if found else None


def _object(draw: DrawFn, whole: Any) -> Obj:
    inner = [s.value for s in spots(whole) if isinstance(s.value, Obj)]
    return draw(st.sampled_from([whole, *inner]))  # type: ignore[no-any-return]


def drop(draw: DrawFn, whole: Any) -> None:
    """Leave out a member or an item."""
    spot = _spot(draw, whole)
    if spot:
        del spot.holder[spot.at]


def add(draw: DrawFn, whole: Any) -> None:
    """Add a member of any name."""
    _object(draw, whole).append((draw(NAMES), draw(VALUES)))


def rename(draw: DrawFn, whole: Any) -> None:
    """Give a member another name."""
    spot = _spot(draw, whole, lambda s: isinstance(s.holder, Obj))
    if spot:
        spot.holder[spot.at] = (draw(NAMES), spot.value)


def double(draw: DrawFn, whole: Any) -> None:
    """Let a member or an item stand there twice, with the same value or another one."""
    spot = _spot(draw, whole)
    if spot:
        value = draw(st.just(spot.value) | VALUES)
        item = (spot.holder[spot.at][0], value) if isinstance(spot.holder, Obj) else value
        spot.holder.insert(draw(st.integers(0, len(spot.holder))), item)


def replace(draw: DrawFn, whole: Any) -> None:
    """Put another value in the place of one."""
    spot = _spot(draw, whole)
    if spot:
        spot.put(draw(VALUES))


def replace_alike(draw: DrawFn, whole: Any) -> None:
    """Put another text in the place of one: a time for a time, where it is one."""
    spot = _spot(draw, whole, lambda s: isinstance(s.value, str))
    if spot:
        is_time = spot.value[:2] in ("19", "20", "21") and spot.value[4:5] == "-"
        spot.put(draw(st.sampled_from(TIMES if is_time else TEXTS)))


def null(draw: DrawFn, whole: Any) -> None:
    """Put null in the place of a value."""
    spot = _spot(draw, whole)
    if spot:
        spot.put(None)


def letter(draw: DrawFn, whole: Any) -> None:
    """Change, drop or add one letter of a text."""
    spot = _spot(draw, whole, lambda s: isinstance(s.value, str))
    if spot:
        value: str = spot.value
        at = draw(st.integers(0, len(value)))
        new = draw(st.sampled_from([*"0123459-+:TZtz. /@~\n", "", "é", "\ud800", "\x00", "٣"]))
        spot.put(value[:at] + new + value[at + draw(st.integers(0, 1)) :])


def swap(draw: DrawFn, whole: Any) -> None:
    """Let two values change places, ids for the most part."""
    wanted = draw(st.sampled_from(["id", "text", "any"]))

    def fits(spot: Spot) -> bool:
        if wanted == "any":
            return not isinstance(spot.value, list)
        is_id = isinstance(spot.holder, Obj) and spot.holder[spot.at][0] in IDS
        return isinstance(spot.value, str) and (is_id or wanted == "text")

    one, other = _spot(draw, whole, fits), _spot(draw, whole, fits)
    if one and other:
        first, second = one.value, other.value
        one.put(second)
        other.put(first)


IDS = {
    "id",
    "person",
    "room",
    "place",
    "track",
    "part_of",
    "host",
    "uid",
    "start",
    "end",
    "occurrence",
}


def transplant(draw: DrawFn, whole: Any) -> None:
    """Put a copy of some part of the document somewhere else in it."""
    source, target = _spot(draw, whole), _spot(draw, whole)
    if source and target:
        target.put(
            tree(text(source.value).encode("utf-8", "surrogatepass")) if _parses(source) else None
        )


def _parses(spot: Spot) -> bool:
    try:
        json.loads(text(spot.value))
    except (ValueError, RecursionError):
        return False
    return True


MUTATIONS: Sequence[Mutation] = (
    *(drop, add, rename, double, replace, replace, replace_alike, replace_alike),
    *(null, letter, letter, swap, swap, transplant),
)


def _in_bytes(draw: DrawFn, data: bytes) -> bytes:
    """Flip, delete, insert or cut off bytes."""
    at = draw(st.integers(0, max(0, len(data) - 1)))
    kind = draw(st.sampled_from(["flip", "delete", "insert", "cut", "double"]))
    if kind == "flip" and data:
        return (
            data[:at]
            + bytes([data[at] ^ draw(st.sampled_from([1, 2, 32, 128, 255]))])
            + data[at + 1 :]
        )
    if kind == "delete":
        return data[:at] + data[at + draw(st.integers(1, 4)) :]
    if kind == "insert":
        extra = (
            b"\x00",
            b"\xff",
            b"\xc0\x80",
            b"\xed\xa0\x80",
            b"\xef\xbb\xbf",
            b'"',
            b"{",
            b",",
            b" ",
            b"0",
        )
        return data[:at] + draw(st.sampled_from(extra)) + data[at:]
    return data[:at] if kind == "cut" else data + data[at:]


@st.composite
def damaged(draw: DrawFn) -> tuple[bytes, type[Document]]:
    """The bytes of a document, damaged, and the class to read."""
    document = draw(documents())
    whole = tree(to_json(document))
    for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
        draw(st.sampled_from(MUTATIONS))(draw, whole)
    # A lone surrogate is written as bytes that are no UTF-8.
    data = text(whole).encode("utf-8", "surrogatepass")
    if draw(st.integers(0, 9)) == 9:
        data = _in_bytes(draw, data)
    return data, type(document)


# The two passes


def fast(data: bytes, cls: type[Document]) -> Document | None:
    """What the fast pass reads, or None where it fails."""
    try:
        document, name, _ = reading.decode(data, cls)
        return document if TYPES[name] is cls else None  # type: ignore[no-any-return]
    except (*wire.Failures, LookupError):
        return None


def careful(data: bytes, cls: type[Document]) -> tuple[Document | None, Sequence[Problem]]:
    """What the careful pass reads, and what it finds wrong."""
    with patch.object(reading, "decode", side_effect=ValueError("pass")):
        try:
            return from_json(data, cls), ()  # type: ignore[type-var]
        except DecodeError as error:
            assert error.problems
            return None, error.problems


def steps(place: str) -> list[str]:
    """The steps of a JSON Pointer."""
    return [s.replace("~1", "/").replace("~0", "~") for s in place.split("/")[1:]]


def resolve(whole: Any, path: Sequence[str]) -> Any:
    """What a pointer leads to in a parsed document; a LookupError where that is nowhere."""
    for step in path:
        whole = whole[int(step)] if isinstance(whole, list) else whole[step]
    return whole


def check_place(whole: Any, problem: Problem) -> None:
    """The place of a problem exists, or is that of a member which is missing."""
    path = steps(problem.place)
    try:
        resolve(whole, path)
    except (LookupError, ValueError, TypeError):
        assert isinstance(resolve(whole, path[:-1]), dict), problem
        assert any(word in problem.message for word in ("missing", "need", "an occurrence")), (
            problem
        )


def check(data: bytes, cls: type[Document]) -> None:
    """Both passes agree on these bytes."""
    quick = fast(data, cls)
    slow, problems = careful(data, cls)
    for problem in problems:
        assert str(problem).isprintable()
    if problems and problems[0].place:
        whole = json.loads(data)
        for problem in problems:
            check_place(whole, problem)
    if quick is None:
        assert problems or json.loads(data)[MEMBER] != name_of(CURRENT)
    elif has_repeated(data):
        assert any("stands there twice" in problem.message for problem in problems)
    else:
        assert not problems
        assert slow == quick and repr(slow) == repr(quick)
    try:
        read: Document | None = from_json(data, cls)  # type: ignore[type-var]
    except DecodeError as error:
        assert error.problems == problems
        read = None
    assert read == slow
    if read is not None:
        assert from_json(to_json(read)) == read
        again = made_again(read)
        assert again == read and repr(again) == repr(read) and hash(again) == hash(read)


M = TypeVar("M", bound=Model)


def made_again(model: M) -> M:
    """An object made by the constructors of all that it holds, of members that are none of its own.

    No member may be changed by that: what is read is in canonical form.
    """
    members: dict[str, Any] = {}
    for field in fields_of(type(model)):
        value = getattr(model, field.name)
        if field.model and value is not None:
            value = [made_again(v) for v in value] if field.many else made_again(value)
        members[field.name] = [*value] if field.many else value
    made = type(model)(**members)
    for field in fields_of(type(model)):
        assert type(getattr(made, field.name)) is type(getattr(model, field.name))
    return made


EVENT = b'"id":"e","title":"E","start":"2008-03-18"'
SERIES = b'{"template":{%s},"recurrence":{"rule":"FREQ=WEEKLY"}}' % EVENT
FOUND: Sequence[tuple[type[Document], bytes]] = (
    # What the passes, or places, once disagreed about.
    (Calendar, b'"type":"calendar","series":[{"recurrence":{"rule":"FREQ=WEEKLY"}}]'),
    (Calendar, b'"type":"calendar","series":[%s,%s]' % (SERIES, SERIES)),
    (
        EventSeries,
        b'"type":"event_series","template":{"id":"e","title":"E","start":"1973-01-01T00:00:00Z",'
        b'"timezone":"Africa/Monrovia"},"recurrence":{"added":["1970-01-01T00:00:00Z"]}',
    ),
    (Event, b'"type":"event",%s,"tickets":[{"price":"1e-7","currency":"CAD"}]' % EVENT),
    (Event, b'"type":"event",%s,"updated":"9998-12-31T23:00:00-05:00"' % EVENT),
    (
        Event,
        b'"type":"event",%s,"sessions":[{"id":"s","title":"S","uid":"u"}],"booths":[{"title":"B"}]'
        % EVENT,
    ),
    # What msgspec reads otherwise than the format has it.
    (Event, b'"type":"event",%s,"subtitle":null' % EVENT),
    (Event, b'"type":"event",%s,"title":"F"' % EVENT),
    (Event, b'"type":"event",%s,"updated":"2008-03-18T18:00:00"' % EVENT),
    (Event, b'"type":"event",%s,"updated":"2008-03-18T18:00:00-04:00:30"' % EVENT),
    (Event, b'"type":"event",%s,"sequence":1.0' % EVENT),
    (Event, b'"type":"event",%s,"sequence":1e2' % EVENT),
    (Event, b'"type":"event",%s,"extra":{"a":1e400}' % EVENT),
    (Event, b'"type":"event",%s,"extra":{"a":18446744073709551616}' % EVENT),
    (Event, b'"type":"event",%s,"extra":{"a":null,"b":{"c":1,"c":2}}' % EVENT),
    (Event, b'"type":"event",%s,"moved_online":1' % EVENT),
    (Event, b'"type":"event",%s,"description":"\\ud800"' % EVENT),
    (Event, b'"type":"event",%s,"sessions":[["a"],{"id":"b","title":"B","part_of":"c"}]' % EVENT),
    (Event, b'"type":"calendar"'),
    (Calendar, b'"type":["calendar"]'),
)


@pytest.mark.parametrize(("kind", "members"), FOUND)
def test_both_passes_agree_on_what_was_found(kind: type[Document], members: bytes) -> None:
    check(b'{"hallwaytrack":"1.0",%s}' % members, kind)


def test_places_are_those_of_the_document_beside_refused_parts() -> None:
    sessions = b'"sessions":[["a"],{"id":"b","title":"B","part_of":"c"},7,{"id":"b","title":"B"}]'
    _, problems = careful(b'{"hallwaytrack":"1.0","type":"event",%s,%s}' % (EVENT, sessions), Event)
    assert [problem.place for problem in problems] == [
        "/sessions/0",
        "/sessions/2",
        "/sessions/3/id",
        "/sessions/1/part_of",
    ]


@settings(max_examples=150)
@given(damaged())
def test_both_passes_agree(case: tuple[bytes, type[Document]]) -> None:
    check(*case)


@pytest.mark.deep
@settings(settings.get_profile("deep"))
@given(damaged())
def test_both_passes_agree_deep(case: tuple[bytes, type[Document]]) -> None:
    check(*case)


@settings(max_examples=30)
@given(documents())
def test_both_passes_read_whole_documents(document: Document) -> None:
    data = to_json(document)
    assert fast(data, type(document)) == document
    assert careful(data, type(document)) == (document, ())
