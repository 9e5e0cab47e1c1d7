"""Objects of other people's JSON: asked by type, told by place, and made into models."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallwaytrack import DecodeError, InvalidValueError, Person, Session, Span, at
from hallwaytrack.formats.objects import (
    MAX_PROBLEMS,
    Findings,
    Item,
    items_of,
    key_of,
    line_of,
    made,
    parsed,
    text_of,
)

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


def item(**values: Any) -> Item:
    return Item(values, "/a", Findings())


def told(found: Item) -> list[str]:
    return [f"{p.severity} {p.place} {p.message}" for p in found.findings.told()]


class TestMembers:
    @pytest.mark.parametrize(
        ("method", "value", "expected"),
        [
            ("text", " one\r\ntwo\x00\r", "one\ntwo"),
            ("text", "", None),
            ("text", " \r\n", None),
            ("line", " one\ntwo \x00", "one two"),
            ("line", "\u200b", None),
            ("line", "\ud800x", "x"),
            ("flag", True, True),
            ("flag", False, False),
            ("day", "2008-02-27", date(2008, 2, 27)),
            ("key", 7, "7"),
            ("key", " a ", "a"),
            ("key", "", None),
            *((method, None, None) for method in ("text", "line", "flag", "day", "key")),
        ],
    )
    def test_of_the_right_type(self, method: str, value: Any, expected: Any) -> None:
        found = item(m=value)
        assert getattr(found, method)("m") == expected
        assert told(found) == []

    @pytest.mark.parametrize(
        ("method", "value", "rule"),
        [
            ("text", 3, "m must be a text; it is left out"),
            ("line", ["x"], "m must be a text; it is left out"),
            ("flag", 1, "m must be true or false; it is left out"),
            ("flag", "true", "m must be true or false; it is left out"),
            ("day", 20080227, "m must be a text; it is left out"),
            ("day", "27/02/2008", "m must be a date like 2008-02-27; it is left out"),
            ("key", 1.5, "m must be a text or a whole number; it is left out"),
            ("key", True, "m must be a text or a whole number; it is left out"),
            ("key", 10**30, "m must be a text or a whole number; it is left out"),
            ("key", " ", "m must be a text or a whole number; it is left out"),
        ],
    )
    def test_of_another(self, method: str, value: Any, rule: str) -> None:
        found = item(m=value)
        assert getattr(found, method)("m") is None
        assert told(found) == [f"error /a/m {rule}"]

    def test_keys_in_a_list(self) -> None:
        found = item(m=["a", None, 7])
        assert list(found.keys("m")) == ["a", "7"]
        assert told(found) == ["error /a/m/1 must be a text or a whole number; it is left out"]

    def test_objects_in_a_list(self) -> None:
        found = item(m=[{"x": 1}, 3])
        (inner,) = found.items("m")
        assert (inner.values, inner.place) == ({"x": 1}, "/a/m/0")
        assert told(found) == ["error /a/m/1 must be an object; it is left out"]

    def test_no_list(self) -> None:
        found = item(m={})
        assert list(found.items("m")) == list(found.keys("m")) == []
        assert told(found) == ["error /a/m m must be a list; it is left out"] * 2

    @given(ANYTHING)
    def test_anything_is_read_or_told(self, value: Any) -> None:
        for method in ("text", "line", "flag", "day", "key", "items", "keys"):
            found = item(m=value)
            read = getattr(found, method)("m")
            assert read is None or not isinstance(read, str) or read
            list(read if method in ("items", "keys") else ())


class TestTexts:
    @given(st.text())
    def test_a_line_is_what_a_model_takes(self, text: str) -> None:
        line = line_of(text)
        assert line is None or Person(id="p", name=line).name == line

    @given(st.text(), st.sampled_from(["\r\n", "\r", "\u2028"]))
    def test_a_text_is_what_a_model_takes(self, text: str, end: str) -> None:
        found = text_of(text + end + text)
        assert found is None or Person(id="p", name="P", bio=found).bio == found

    def test_a_key_is_no_float(self) -> None:
        assert key_of(1.0) is None


class TestFindings:
    def test_of_a_hopeless_file_not_everything_is_told(self) -> None:
        findings = Findings()
        assert list(items_of([3] * (MAX_PROBLEMS + 5), "", findings)) == []
        problems = findings.told()
        assert len(problems) == MAX_PROBLEMS + 1
        assert problems[-1].message == "5 more problems are not told one by one"

    def test_what_is_changed_is_a_warning(self) -> None:
        found = item()
        found.tell("changed", is_lost=False)
        assert told(found) == ["warning /a changed"]


class TestMade:
    def test_what_is_refused_is_left_out(self) -> None:
        found = item()
        person = made(
            Person,
            {"id": "ada", "name": "Ada", "url": "ada.example", "image": "x"},
            found,
            {"url": "home"},
        )
        assert person == Person(id="ada", name="Ada")
        assert [line.split(" must ")[0] for line in told(found)] == [
            "error /a/home url",
            "error /a/image image",
        ]

    def test_without_what_it_needs_there_is_none(self) -> None:
        found = item()
        assert made(Person, {"id": "a b", "name": "Ada"}, found, {}) is None
        assert len(told(found)) == 1

    def test_a_rule_between_members(self) -> None:
        start = at("America/Toronto")("2008-02-27 09:00")
        found = item()
        session = made(Session, {"id": "s", "title": "S", "start": start, "end": start}, found, {})
        assert session == Session(id="s", title="S", start=start)
        assert told(found)[0].startswith("error /a/end end must be after")

    def test_what_was_there_keeps_its_other_members(self) -> None:
        old = Person(id="ada", name="Ada", email="ada@example.org", bio="Old")
        found = made(Person, {"name": "Ada L", "bio": None, "url": "x"}, item(), {}, old)
        assert found == Person(id="ada", name="Ada L", email="ada@example.org")

    def test_what_was_there_stays_where_what_it_needs_is_refused(self) -> None:
        old = Person(id="ada", name="Ada")
        assert made(Person, {"name": "\n"}, item(), {}, old) is old

    def test_what_was_there_stays_where_it_is_at_odds_itself(self) -> None:
        """What is refused is then no member that was found."""
        clock = at("America/Toronto")
        old = Span(start=clock("2008-02-27 09:00"), end=clock("2008-02-27 10:00"))
        assert made(Span, {"start": clock("2008-02-27 11:00")}, item(), {}, old) is old


class TestParsed:
    @pytest.mark.parametrize(
        ("data", "told"),
        [
            (b"{", "JSON must be well-formed"),
            (b"", "JSON must be well-formed"),
            (b"[" * 1_000_000, "JSON must not be nested so deep"),
            (b'{"a":' * 100_000, "JSON must not be nested so deep"),
            (b"\xff\xfe\x00", "JSON must be readable"),
            (b"NaN", "NaN is no number of JSON"),
            (b"9" * 10_000, "JSON must be readable"),
        ],
    )
    def test_what_is_no_json(self, data: bytes, told: str) -> None:
        with pytest.raises(DecodeError, match=told):
            parsed(data, "a list", None)

    def test_the_line_is_told(self) -> None:
        with pytest.raises(DecodeError) as error:
            parsed(b"[\n1\n2]", "a list", None)
        assert error.value.problems[0].line == 3

    def test_the_limit(self) -> None:
        assert parsed(b"[1]", "a list", 3) == [1]
        with pytest.raises(DecodeError, match="a list must have at most 2 bytes, got 3"):
            parsed(b"[1]", "a list", 2)

    def test_what_are_no_bytes(self) -> None:
        with pytest.raises(InvalidValueError, match="a list must be given as bytes"):
            parsed("[]", "a list", None)

    def test_with_a_byte_order_mark(self) -> None:
        assert parsed(memoryview(b"\xef\xbb\xbf[1]"), "a list", None) == [1]
