"""jCal: the content lines of iCalendar in JSON, and back."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import Golden
from tests.formats.ical.documents import conference, event, hello, toronto
from tests.formats.ical.reading import CORPUS, feeds_of_corpus, with_corpus
from tests.formats.ical.recurring import monthly, recurring
from tests.readers import needs_icaljs, with_icalendar, with_icaljs
from tests.strategies import all_series, calendars, events

from hallwaytrack import (
    Calendar,
    DecodeError,
    Event,
    EventSeries,
    GeoPoint,
    InvalidValueError,
    Session,
    Venue,
    example,
    from_ical,
    read,
    to_ical,
    write,
)
from hallwaytrack.formats.ical import Limits
from hallwaytrack.formats.ical.repair import MAX_PROBLEMS
from hallwaytrack.formats.jcal import from_jcal, jcal_of, read_jcal, to_jcal

PAIRS = sorted((CORPUS / "conformance/ical.js/parser").glob("*.ics"))
GUESSED = ("boolean.ics", "float.ics", "integer.ics")
"""Files with a value that is not of its type: ical.js makes it false or 0, and we keep it."""
WRITTEN: dict[str, Callable[[], Any]] = {
    "hello": hello,
    "conference": conference,
    "series": recurring,
    "heroes-happen-here": example,
}


def written(*properties: Any, components: Any = ()) -> bytes:
    """A calendar with one event of these properties."""
    vevent = [
        "vevent",
        [
            ["uid", {}, "text", "e@example.org"],
            ["dtstart", {"tzid": "America/Toronto"}, "date-time", "2008-03-18T18:00:00"],
            *properties,
        ],
        [],
    ]
    return json.dumps(["vcalendar", [], [vevent, *components]]).encode()


def only(*properties: Any) -> Event:
    return from_jcal(written(*properties), Event)


def properties(data: bytes) -> dict[str, list[Any]]:
    """The properties of the first component inside a calendar, by name."""
    return {found[0]: found for found in json.loads(data)[2][0][1]}


def lines(*content: str) -> list[Any]:
    feed = "\r\n".join(["BEGIN:VCALENDAR", *content, "END:VCALENDAR", ""])
    return jcal_of(feed.encode())[0][1]


@with_corpus
class TestConformance:
    """The pairs of iCalendar and jCal that ical.js tests itself with."""

    @pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
    def test_lines_become_the_arrays_beside_them(self, path: Path) -> None:
        wanted = json.loads(path.with_suffix(".json").read_bytes())
        found = json.loads(json.dumps(jcal_of(path.read_bytes())))
        whole = found[0] if len(found) == 1 else found
        if path.name in GUESSED:
            kept = [each for each in whole[1] if each[2] == "unknown"]
            assert len(kept) == 1
            whole[1], wanted[1] = (
                [each for each in side if each[0] != kept[0][0]] for side in (whole[1], wanted[1])
            )
        assert whole == wanted

    @pytest.mark.parametrize("path", feeds_of_corpus(), ids=lambda p: str(p.relative_to(CORPUS)))
    def test_a_real_feed_means_the_same_in_json(self, path: Path) -> None:
        data = path.read_bytes()
        roots = jcal_of(data)
        if any(root[0] == "vcalendar" for root in roots):
            calendars = [root for root in roots if root[0] == "vcalendar"]
            there = read_jcal(json.dumps(calendars).encode())
            assert to_ical(there.document) == to_ical(read(data, "ical").document)


class TestGolden:
    @pytest.mark.parametrize("name", WRITTEN)
    def test_the_bytes_are_those_of_the_file(self, name: str, golden: Golden) -> None:
        golden(f"jcal/{name}.jcal", to_jcal(WRITTEN[name](), indent=True))

    @pytest.mark.readers
    @needs_icaljs
    @pytest.mark.parametrize("name", WRITTEN)
    def test_icaljs_reads_what_it_reads_in_icalendar(self, name: str) -> None:
        document = WRITTEN[name]()
        assert with_icaljs(to_jcal(document)) == with_icaljs(to_ical(document))


@pytest.mark.readers
class TestReaders:
    @needs_icaljs
    @settings(max_examples=10)  # each starts a node
    @given(events())
    def test_icaljs_reads_any_event_as_in_icalendar(self, whole: Event) -> None:
        assert with_icaljs(to_jcal(whole)) == with_icaljs(to_ical(whole))

    def test_icalendar_reads_what_it_reads_in_icalendar(self) -> None:
        from icalendar import Calendar as Other

        whole = conference()
        there = Other.from_jcal(json.loads(to_jcal(whole))).to_ical()
        assert with_icalendar(there) == with_icalendar(to_ical(whole))


class TestRoundTrip:
    @pytest.mark.deep
    @given(events() | all_series() | calendars())
    def test_many_are_the_same_documents(self, document: Any) -> None:
        assert from_jcal(to_jcal(document, view="full"), type(document)) == document

    @given(events() | all_series() | calendars())
    def test_the_full_view_is_the_same_document(self, document: Any) -> None:
        assert from_jcal(to_jcal(document, view="full"), type(document)) == document

    @given(events() | all_series() | calendars(), st.booleans())
    def test_the_public_view_is_what_it_is_in_icalendar(
        self, document: Any, components: bool
    ) -> None:
        feed = to_ical(document, components=components)
        found = read_jcal(to_jcal(document, components=components))
        assert found.document == read(feed, "ical").document
        assert to_ical(found.document, components=components) == feed

    @given(events())
    def test_the_same_event_gives_the_same_bytes(self, whole: Event) -> None:
        assert to_jcal(whole) == to_jcal(whole.replace())

    def test_it_is_known_by_its_content(self) -> None:
        assert read(b' [ "VCALENDAR", [], [] ]').document == Calendar()
        assert read(b'[["vcalendar", [], []]]').document == Calendar()
        data = write(monthly(), "jcal", view="full")
        assert read(data, kind=EventSeries).document == monthly()


class TestSection33Components:
    """ "Each component is an array of a name, properties and components"."""

    def test_names_are_in_lower_case(self) -> None:
        name, _, parts = json.loads(to_jcal(hello()))
        assert (name, [part[0] for part in parts]) == ("vcalendar", ["vtimezone", "vevent"])


class TestSection34Properties:
    """ "Each individual iCalendar property is represented by an array with four fixed elements"."""

    def test_name_parameters_type_value(self) -> None:
        found = properties(
            b'["x",[],%s]' % json.dumps(json.loads(to_jcal(hello()))[2][1:]).encode()
        )
        assert found["dtstart"] == [
            *("dtstart", {"tzid": "America/Toronto"}),
            *("date-time", "2008-03-18T18:00:00"),
        ]
        assert found["sequence"] == ["sequence", {}, "integer", 0]
        assert found["summary"] == ["summary", {}, "text", "First meeting: Virtualization"]

    def test_a_property_of_many_values_has_more_elements(self) -> None:
        assert lines(r"CATEGORIES:a\,b,c") == [["categories", {}, "text", "a,b", "c"]]
        assert only(["categories", {}, "text", "a,b", "c"]).topics == ("a,b", "c")

    def test_a_structured_value_is_an_array(self) -> None:
        assert lines("GEO:43.6;-79.4", r"REQUEST-STATUS:2.0;a\;b;") == [
            ["geo", {}, "float", [43.6, -79.4]],
            ["request-status", {}, "text", ["2.0", "a;b", ""]],
        ]
        venue = only(["geo", {}, "float", [43.6, -79.4]], ["location", {}, "text", "Hall"]).venue
        assert venue
        assert venue.geo
        assert (venue.geo.latitude, venue.geo.longitude) == (43.6, -79.4)

    def test_a_number_has_no_exponent_in_a_content_line(self) -> None:
        """Near the equator JSON has one."""
        point = GeoPoint(latitude=0.000081, longitude=-79.4)
        event = hello().replace(venue=Venue(id="ship", name="Ship", geo=point))
        data = to_jcal(event)
        assert b"[8.1e-05,-79.4]" in data
        assert from_jcal(data, Event).extra == {}
        assert from_jcal(data, Event).venue == event.venue


class TestSection35Parameters:
    def test_of_many_values_they_are_an_array(self) -> None:
        (found,) = lines('X-A;P="a,b",c;Q=d:v')
        assert found == ["x-a", {"p": ["a,b", "c"], "q": "d"}, "unknown", "v"]

    @pytest.mark.parametrize("value", ["plain", 'a "b"', "a^b", "a:b;c,d", "a\nb", "漢字", ""])
    def test_they_come_back(self, value: str) -> None:
        online = ["conference", {"label": value or "x"}, "uri", "https://example.org"]
        wanted = " ".join((value or "x").split("\n"))
        assert only(online).online[0].label == wanted

    def test_value_is_told_by_the_type(self) -> None:
        day = only(["x-a", {}, "unknown", "b"]).replace(
            start=date(2008, 3, 18), end=None, extra={}, timezone=None
        )
        assert properties(to_jcal(day))["dtstart"] == ["dtstart", {}, "date", "2008-03-18"]
        assert from_jcal(to_jcal(day), Event) == day
        assert only(["x-a", {"value": "DATE"}, "text", "b"]).extra == {
            "ical": ("X-A;VALUE=TEXT:b",)
        }


class TestSection36Types:
    @pytest.mark.parametrize(
        ("line", "shown"),
        [
            ("X-A;VALUE=BOOLEAN:TRUE", ["boolean", True]),
            ("X-A;VALUE=BOOLEAN:false", ["boolean", False]),
            ("X-A;VALUE=BINARY:QUJD", ["binary", "QUJD"]),
            ("X-A;VALUE=INTEGER:-7", ["integer", -7]),
            ("X-A;VALUE=FLOAT:1.5", ["float", 1.5]),
            ("X-A;VALUE=DATE:20080318", ["date", "2008-03-18"]),
            ("X-A;VALUE=TIME:180000Z", ["time", "18:00:00Z"]),
            ("X-A;VALUE=UTC-OFFSET:-0500", ["utc-offset", "-05:00"]),
            ("X-A;VALUE=DATE-TIME:20080318T180000Z", ["date-time", "2008-03-18T18:00:00Z"]),
            (
                "X-A;VALUE=PERIOD:20080318T180000Z/PT1H",
                ["period", ["2008-03-18T18:00:00Z", "PT1H"]],
            ),
            (
                "X-A;VALUE=PERIOD:20080318T180000/20080318T190000",
                ["period", ["2008-03-18T18:00:00", "2008-03-18T19:00:00"]],
            ),
            (
                "X-A;VALUE=RECUR:FREQ=DAILY;UNTIL=20081231T000000Z;BYDAY=MO,1TU;INTERVAL=2",
                [
                    "recur",
                    {
                        "freq": "DAILY",
                        "until": "2008-12-31T00:00:00Z",
                        "byday": ["MO", "1TU"],
                        "interval": 2,
                    },
                ],
            ),
            (
                "X-A;VALUE=RECUR:FREQ=DAILY;UNTIL=20081231",
                ["recur", {"freq": "DAILY", "until": "2008-12-31"}],
            ),
            ("X-A;VALUE=URI:https://example.org/a,b;c", ["uri", "https://example.org/a,b;c"]),
            (r"X-A:a\,b;c", ["unknown", r"a\,b;c"]),
            (r"X-A;VALUE=TEXT:a\,b\;c\nd", ["text", "a,b;c\nd"]),
        ],
    )
    def test_each_has_its_own_form_and_comes_back(self, line: str, shown: list[Any]) -> None:
        assert lines(line) == [["x-a", {}, *shown]]
        wanted = line.replace("false", "FALSE")
        assert only(["x-a", {}, *shown]).extra == {"ical": (wanted,)}

    @pytest.mark.parametrize(
        "line",
        [
            "X-A;VALUE=DATE:tomorrow",
            "X-A;VALUE=DATE-TIME:20080318",
            "X-A;VALUE=PERIOD:20080318T180000Z",
            "X-A;VALUE=RECUR:FREQ",
            "X-A;VALUE=RECUR:FREQ=DAILY;FREQ=DAILY",
            "X-A;VALUE=BOOLEAN:maybe",
            "X-A;VALUE=FLOAT:1e400",
            "X-A;VALUE=INTEGER:" + "9" * 5000,
        ],
    )
    def test_what_is_not_of_its_type_stands_as_it_is(self, line: str) -> None:
        assert lines(line) == [["x-a", {}, "unknown", line.partition(":")[2]]]

    def test_a_period_that_is_one_text_is_read(self) -> None:
        """As some libraries write it."""
        found = only(["x-a", {}, "period", "2008-03-18T18:00:00Z/PT1H"])
        assert found.extra == {"ical": ("X-A;VALUE=PERIOD:2008-03-18T18:00:00Z/PT1H",)}

    def test_an_array_of_nothing_is_written_as_nothing(self) -> None:
        assert lines("CATEGORIES:", "GEO:") == [
            ["categories", {}, "text", ""],
            ["geo", {}, "unknown", ""],
        ]


class TestHostile:
    @pytest.mark.parametrize(
        ("data", "told"),
        [
            (b"", "must be JSON"),
            (b"[", "must be JSON"),
            (b'["vcalendar",[],[]', "must be JSON"),
            (b"\xff", "must be JSON"),
            (b'["vcalendar",[["x",{},"float",NaN]],[]]', "NaN is no JSON"),
            (b"[" * 100_000, "nested without end"),
            (b"{}", 'jCal begins \\["vcalendar"'),
            (b"[]", 'jCal begins \\["vcalendar"'),
            (b'["vcard",[],[]]', 'jCal begins \\["vcalendar"'),
            (b'["vcalendar"]', "a component must be"),
            (b'["vcalendar",[],[],[]]', "a component must be"),
            (b'["vcalendar",[],[' * 17 + b"]]" * 17, "up to 16 depth"),
        ],
    )
    def test_what_is_no_jcal_is_refused(self, data: bytes, told: str) -> None:
        with pytest.raises(DecodeError, match=told):
            read_jcal(data)

    def test_only_bytes_are_read(self) -> None:
        with pytest.raises(InvalidValueError, match="given as bytes"):
            read_jcal("[]")
        assert from_jcal(memoryview(b"\xef\xbb\xbf" + to_jcal(hello())), Event) == hello()

    @pytest.mark.parametrize(
        ("found", "told"),
        [
            (5, "a property must be [name, {parameters}, type, value]"),
            (["x"], "a property must be [name, {parameters}, type, value]"),
            (["x", [], "text", "a"], "a property must be [name, {parameters}, type, value]"),
            (["a b", {}, "text", "a"], "a property must have a lawful name"),
            (["begin", {}, "text", "vevent"], "a property must have a lawful name"),
            (["x", {}, "a b", "a"], "a property must have a lawful type"),
            (["x", {"a b": "c"}, "text", "a"], "a property must have parameters that are strings"),
            (["x", {"a": 1}, "text", "a"], "a property must have parameters that are strings"),
            (["x", {}, "text", 1], "a property must be a string"),
            (["x", {}, "float", "1"], "a property must be a number"),
            (["x", {}, "integer", True], "a property must be a number"),
            (["x", {}, "boolean", 1], "a property must be true or false"),
            (["x", {}, "recur", "FREQ=DAILY"], "a property must be an object of a rule's parts"),
            (["x", {}, "recur", {"freq": [None]}], "a property must be a number"),
        ],
    )
    def test_a_broken_property_is_told_at_its_pointer(self, found: Any, told: str) -> None:
        reading = read_jcal(written(found, ["summary", {}, "text", "Meeting"]))
        assert [(p.message, p.place) for p in reading.problems] == [(told, "/2/0/1/2")]
        assert reading.document.events[0].title == "Meeting"

    def test_a_broken_component_is_told_at_its_pointer(self) -> None:
        reading = read_jcal(written(components=[5, ["a b", [], []], ["vevent", {}, []]]))
        told = [p.place for p in reading.problems if p.message.startswith("a component must be")]
        assert told == ["/2/1", "/2/2", "/2/3"]
        assert len(reading.document.events) == 1

    def test_what_icalendar_refuses_is_told_at_its_pointer(self) -> None:
        reading = read_jcal(written(["sequence", {}, "integer", 10**12]))
        told = {(p.code, p.place, p.line) for p in reading.problems}
        assert ("IC115", "/2/0/1/2", None) in told

    def test_a_problem_of_the_whole_has_no_place(self) -> None:
        data = to_jcal(Calendar(name="All", events=[hello()]))
        (found,) = read_jcal(data, Event).problems
        assert (found.code, found.place) == ("IC113", "")

    def test_problems_are_bounded(self) -> None:
        reading = read_jcal(written(*[5] * (MAX_PROBLEMS + 10)))
        found = [p for p in reading.problems if not p.code]
        assert len(found) == MAX_PROBLEMS + 1
        assert found[-1].message == "more arrays were left out"

    @pytest.mark.parametrize(
        "text",
        ["\ud800", "a\r\nEND:VEVENT", "\x00\x1f", "\u2028BEGIN:VEVENT", "漢" * 1_000_000],
        ids=["surrogate", "lines", "controls", "separator", "long"],
    )
    def test_a_text_stays_in_its_line(self, text: str) -> None:
        for kind in ("text", "unknown", "uri"):
            reading = read_jcal(written(["x-a", {"p": text}, kind, text]))
            assert len(reading.document.events) == 1

    def test_limits_are_those_of_icalendar(self) -> None:
        big = written(["description", {}, "text", "x" * 10_000_000])
        with pytest.raises(DecodeError, match="line length"):
            read_jcal(big)
        assert read_jcal(big, limits=Limits(max_line_length=None)).document.events
        with pytest.raises(DecodeError, match="bytes"):
            read_jcal(big, limits=Limits(max_bytes=1000))

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
            | st.sampled_from(["vevent", "uid", "text", "recur", "dtstart", "period", "geo"]),
            lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
            max_leaves=20,
        )
    )  # fmt: skip
    def test_wrong_types_anywhere_are_problems(self, found: Any) -> None:
        try:
            data = json.dumps(
                ["vcalendar", [found], [["vevent", [found], [found]]]], allow_nan=False
            )
        except ValueError:
            return
        assert isinstance(read_jcal(data.encode()).document, Calendar)


def test_series_keep_their_times() -> None:
    found = from_jcal(to_jcal(monthly(), view="full"), EventSeries)
    assert found.between(datetime(2008, 1, 1, tzinfo=UTC), datetime(2009, 1, 1, tzinfo=UTC))
    assert found == monthly()


def test_sessions_are_sessions() -> None:
    talk = Session(id="talk", title="Talk", start=toronto("2008-03-18 19:00"))
    whole = event(end=toronto("2008-03-18 21:00"), sessions=[talk])
    assert from_jcal(to_jcal(whole), Event) == from_ical(to_ical(whole), Event)
    assert from_jcal(to_jcal(whole)).events[0].sessions[0].title == "Talk"
