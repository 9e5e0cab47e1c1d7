"""What nobody writes in good faith: an error or a reading, never a crash, never without bound."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.jsonld.pages import event_node, page, written

from hallwaytrack import Calendar, DecodeError, Event, Reading, read, write
from hallwaytrack.formats.jsonld import jsonld_text, read_jsonld
from hallwaytrack.formats.jsonld.node import MOST_PROBLEMS

NAMES = (
    "@id", "@type", "@graph", "@value", "@list", "type", "identifier", "name", "startDate",
    "endDate", "location", "address", "geo", "offers", "price", "organizer", "performer",
    "contributor", "sponsor", "subEvent", "superEvent", "eventSchedule", "repeatFrequency",
    "exceptDate", "previousStartDate", "eventStatus", "keywords", "image", "url", "member",
    "subjectOf", "inLanguage", "containsPlace", "containedInPlace", "event", "additionalType",
)  # fmt: skip
SCALARS = st.sampled_from(
    ("Event", "EventSeries", "Person", "Organization", "Role", "Place", "VirtualLocation", "a",
     "#x", "", " ", "P1W", "2008-03-18", "2008-03-18T18:00:00-04:00", "https://e.org", "\ud800",
     "\x00", "\u2028", None, True, 0, -1, 1.5, 10**30, "https://schema.org/EventCancelled")
)  # fmt: skip
VALUES: Any = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5)
        | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5).map(lambda m: event_node() | m)
    ),
    max_leaves=20,
)


class TestAnything:
    @given(value=VALUES)
    def test_any_json_reads_or_is_refused(self, value: Any) -> None:
        try:
            reading = page(value, source="https://e.org/")
        except DecodeError:
            return
        assert isinstance(reading, Reading)
        if isinstance(reading.document, Event | Calendar):
            assert write(reading.document, "jsonld")

    @given(text=st.text(st.sampled_from("<>!-/ script\"'=typ{}[]\n&;")))
    def test_any_page_reads_or_is_refused(self, text: str) -> None:
        with pytest.raises(DecodeError):
            read_jsonld(f"<html>{text}".encode())

    @given(data=st.binary(max_size=40))
    def test_any_bytes_are_refused(self, data: bytes) -> None:
        try:
            assert isinstance(read_jsonld(data), Reading)
        except DecodeError as error:
            assert error.problems


class TestDepth:
    @pytest.mark.parametrize(
        "text",
        [
            "[" * 10_000 + "]" * 10_000,
            '{"a":' * 10_000 + "1" + "}" * 10_000,
            "[" * 70 + "]" * 70,
            "[" * 1_000_000,
        ],
    )
    def test_deep_nesting_is_refused(self, text: str) -> None:
        with pytest.raises(DecodeError, match="nested at most 64 deep|well-formed"):
            read_jsonld(text.encode())

    def test_sub_events_in_sub_events(self) -> None:
        node = event_node(**{"@id": "e"})
        for i in range(50):
            node = event_node(**{"@id": f"e{i}", "subEvent": node})
        sessions = page(node).document.sessions
        assert len(sessions) == 50
        assert sum(s.part_of is None for s in sessions) > 1  # deeper than any programme

    def test_a_number_of_thousands_of_digits(self) -> None:
        with pytest.raises(DecodeError, match="number of thousands of digits"):
            read_jsonld(b'{"@type": "Event", "name": ' + b"9" * 5000 + b"}")

    def test_not_a_number_is_nothing(self) -> None:
        data = json.dumps(event_node(location={"name": "A", "geo": {"latitude": float("nan")}}))
        assert read_jsonld(data.encode()).document.venue.geo is None


class TestSize:
    def test_more_bytes_than_asked_for(self) -> None:
        data = json.dumps(event_node()).encode()
        with pytest.raises(DecodeError, match="at most 10 bytes"):
            read_jsonld(data, max_bytes=10)
        assert read_jsonld(data, max_bytes=None).document.id == "m"

    @pytest.mark.parametrize("character", [" ", "x", "\n", "<", "\u2028", "&lt;"])
    def test_ten_megabytes_of_one_text(self, character: str) -> None:
        text = character * (10_000_000 // len(character.encode()))
        node = event_node(name="x" + text, description=f"{text}.", location=text)
        event = page(node, max_bytes=None).document
        assert page(written(event), max_bytes=None).document.description == event.description

    @pytest.mark.parametrize(
        "piece",
        ["<script", "<script>", "<!--", "-->", "<script type=application/ld+json>", "</script"],
    )
    def test_pages_of_nothing_but_tags(self, piece: str) -> None:
        with pytest.raises(DecodeError):
            read_jsonld(b"<html>" + piece.encode() * 300_000)

    def test_a_long_tag_is_no_script(self) -> None:
        tag = f"<script {'a=b ' * 10_000} type=application/ld+json>"
        with pytest.raises(DecodeError, match="a page must have"):
            read_jsonld(f"<html>{tag}{{}}</script>".encode())

    def test_a_long_name_is_refused(self) -> None:
        with pytest.raises(DecodeError, match="names of members must have at most 255"):
            page(event_node(**{"x" * 256: 1}))

    def test_problems_end_somewhere(self) -> None:
        reading = page([event_node(startDate="x")] * 3_000)
        assert len(reading.problems) == MOST_PROBLEMS

    def test_what_is_referred_to_again_and_again_is_not_read_each_time(self) -> None:
        place = {"@id": "#p", "@type": "Place", "name": "P", "containsPlace": ["R"] * 10_000}
        events = [event_node(**{"@id": f"e{i}", "location": {"@id": "#p"}}) for i in range(500)]
        calendar = page([place, *events]).document
        assert calendar.events[0].venue is not None
        assert calendar.events[-1].venue is None

    def test_many_of_one_id(self) -> None:
        events = [event_node(name=f"Meeting {i}") for i in range(2_000)]
        assert len({event.id for event in page(events).document.events}) == 2_000


class TestBreakingOut:
    TEXTS = (
        "</script>",
        "</SCRIPT >",
        "<!--",
        "<!-- <script>",
        "]]>",
        "\u2028\u2029",
        "&lt;/script>",
    )

    @pytest.mark.parametrize("text", TEXTS)
    def test_a_text_stays_within_its_element(self, text: str) -> None:
        event = page(event_node(description=f"a{text}b", keywords=[f"a{text}b"])).document
        html = f'<!doctype html><script type="application/ld+json">{jsonld_text(event)}</script>'
        assert html.count("<script") == html.lower().count("</script>") == 1
        assert read(html.encode()).document.description == f"a{text}b"
