"""Lines and components as they are read: RFC 5545, sections 3.1, 3.2 and 3.6; RFC 6868; limits."""

import gc
from typing import Any

import pytest
from tests.formats.ical.reading import calendar, codes, event, feed, kept, problems, session, vevent

from hallwaytrack import (
    Calendar,
    DecodeError,
    Event,
    EventSeries,
    InvalidValueError,
    from_ical,
    read,
)
from hallwaytrack.formats.ical import Limits
from hallwaytrack.formats.ical.content import Source, head_of, split_line
from hallwaytrack.formats.ical.repair import MAX_PROBLEMS, REPAIRS


def title(data: bytes) -> str:
    return from_ical(data).events[0].title


class TestFolding:
    """Section 3.1: "Any sequence of CRLF followed immediately by a single linear white-space
    character is ignored (i.e., removed) when processing the content type."
    """

    @pytest.mark.parametrize("fold", ["\r\n ", "\r\n\t", "\n ", "\n\t"])
    @pytest.mark.parametrize("text", ["Meeting of all", "Zoë, François", "多摩川で会う", "🎈🎉"])
    def test_a_fold_anywhere_even_within_a_character(self, fold: str, text: str) -> None:
        data = feed(vevent()).replace(
            b"SUMMARY:Meeting", b"SUMMARY:" + text.replace(",", r"\,").encode()
        )
        if "\r" not in fold:
            data = data.replace(b"\r\n", b"\n")
        at = data.index(b"SUMMARY:")
        for cut in range(at, at + 9 + len(text.encode())):
            folded = data[:cut] + fold.encode() + data[cut:]
            assert title(folded) == text

    def test_only_the_first_space_belongs_to_the_fold(self) -> None:
        assert (
            title(feed("BEGIN:VEVENT\r\nDTSTART:20080318\r\nSUMMARY:a\r\n  b\r\nEND:VEVENT"))
            == "a b"
        )

    @pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\r\r\n"])
    def test_any_line_end(self, end: str) -> None:
        assert title(feed(vevent()).replace(b"\r\n", end.encode())) == "Meeting"

    def test_mixed_line_ends(self) -> None:
        data = feed(vevent("LOCATION:here")).replace(b"LOCATION:here\r\n", b"LOCATION:he\n re\n")
        assert from_ical(data).events[0].venue.name == "here"

    def test_a_lone_return_beside_a_lone_feed(self) -> None:
        """Together they are no line end, and the feed ends the line before the next one."""
        data = feed(vevent("X-A:b", "LOCATION:here")).replace(b"X-A:b\r\n", b"X-A:b\rc\n")
        (event,) = from_ical(data).events
        assert event.venue is not None and event.venue.name == "here"

    @pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
    def test_line_numbers_are_those_of_the_file(self, end: str) -> None:
        data = feed("X-A:b\r\n c\r\n\td", "", vevent("STATUS:SO-SO")).replace(b"\r\n", end.encode())
        (found,) = read(data, "ical").problems
        assert data.split(end.encode())[(found.line or 0) - 1] == b"STATUS:SO-SO"

    def test_a_byte_order_mark_and_empty_lines(self) -> None:
        assert title(b"\xef\xbb\xbf\r\n\r\n" + feed(vevent()) + b"\r\n\r\n") == "Meeting"

    def test_bytes_that_are_no_utf_8_are_those_of_windows(self) -> None:
        data = feed(vevent(), vevent("LOCATION:Caf~", uid="b@example.org")).replace(b"~", b"\xe9")
        reading = read(data, "ical")
        assert reading.document.events[1].venue.name == "Café"
        assert [(p.code, p.line) for p in reading.problems] == [("IC102", 13)]


class TestProperties:
    """Section 3.1: ``name *(";" param ) ":" value CRLF``; names are not case-sensitive."""

    def test_names_in_any_case(self) -> None:
        data = b"begin:vcalendar\r\nbegin:Vevent\r\ndtstart;value=date:20080318\r\nsummary:x\r\nend:vevent\r\nend:vcalendar"
        assert title(data) == "x"

    @pytest.mark.parametrize(
        ("line", "head", "value"),
        [
            ('A;B="x:y":z', 'A;B="x:y"', "z"),
            ('A;B="x:y",c:z', 'A;B="x:y",c', "z"),
            ('A;B="x:z', 'A;B="x', "z"),
            ("A:b:c", "A", "b:c"),
            ('A:"b:c', "A", '"b:c'),
            ("CN=X\\:mailto:x", "CN=X\\", "mailto:x"),
        ],
    )
    def test_the_colon_that_counts(self, line: str, head: str, value: str) -> None:
        assert split_line(line) == (head, value)

    @pytest.mark.parametrize("line", ["", "A", 'A;B="x:y"'])
    def test_a_line_without_one(self, line: str) -> None:
        assert split_line(line) is None or line.count('"') == 2

    @pytest.mark.parametrize(
        ("raw", "name", "parameters"),
        [
            ("dtstart;tzid=Europe/Berlin", "DTSTART", {"TZID": ["Europe/Berlin"]}),
            ('A;B="x;y","z";C=d', "A", {"B": ["x;y", "z"], "C": ["d"]}),
            ("A;B=1;B=2;C", "A", {"B": ["1", "2"], "C": []}),
            ("A;B=^n^^^'^x", "A", {"B": ['\n^"^x']}),
            ("A;CN=\"^^Ж 4 <>\\'^'^n:\"", "A", {"CN": ["^Ж 4 <>\\'\"\n:"]}),
        ],
    )
    def test_parameters(self, raw: str, name: str, parameters: dict[str, list[str]]) -> None:
        """RFC 6868: "^n" is a newline, "^^" a caret, "^'" a quote; any other caret is one."""
        found = head_of(raw)
        assert (found.name, found.parameters) == (name, parameters)

    @pytest.mark.parametrize("raw", ["", ";A=b", "A B", "Ä"])
    def test_no_head(self, raw: str) -> None:
        assert head_of(raw) is None

    def test_a_line_that_is_no_property(self) -> None:
        (found,) = problems(vevent("this is none"))
        assert (found.code, found.line, found.value, found.uid) == (
            "IC101", 8, "this is none", "m@example.org",
        )  # fmt: skip
        assert found.severity == "error"

    def test_a_property_that_an_empty_line_tears(self) -> None:
        data = feed(vevent()).replace(b"SUMMARY:Meeting", b"SUMMARY\r\n\r\n :Torn")
        reading = read(data, "ical")
        assert reading.document.events[0].title == "Torn"
        assert [p.code for p in reading.problems] == ["IC116"]

    @pytest.mark.parametrize("rest", ["LOCATION", "LOCATION\r\n!x", "LOCATION\r\n;"])
    def test_a_name_alone(self, rest: str) -> None:
        assert set(codes(vevent(*rest.split("\r\n")))) == {"IC101"}
        assert codes(*rest.split("\r\n"))[0] == "IC101"

    def test_a_name_alone_at_the_end(self) -> None:
        assert [p.code for p in read(feed() + b"LOCATION", "ical").problems] == ["IC101"]

    def test_unknown_properties_are_kept_as_they_were(self) -> None:
        lines = ['X-Foo;Bar="a;b":c\\,d', "NEW-ONE:1", "GROUP1.X-TEST;VALUE=TEXT:test!"]
        assert kept(event(*lines)) == lines
        assert kept(session(*lines)) == lines
        assert kept(calendar(*lines)) == lines

    def test_a_property_that_may_stand_once(self) -> None:
        found = event("SUMMARY:Another")
        assert (found.title, kept(found)) == ("Meeting", ["SUMMARY:Another"])
        assert codes(vevent("SUMMARY:Another")) == ["IC114"]

    def test_a_value_that_cannot_be_read(self) -> None:
        for line in ("STATUS:SO-SO", "GEO:north", "SEQUENCE:one", "CREATED:once", "CREATED:20081399T000000Z",
                     "CREATED;VALUE=DATE:20080101", "DTEND:tomorrow", "GEO:91;0", "GEO:0;181"):  # fmt: skip
            assert kept(event(line)) == [line]
            assert codes(vevent(line)) == ["IC115"]

    @pytest.mark.parametrize(
        "line",
        [
            "URL:",
            "STATUS:",
            "GEO:",
            "DTEND:",
            "LOCATION: ",
            "DESCRIPTION:",
            "CATEGORIES:",
            "IMAGE:",
        ],
    )
    def test_an_empty_value_says_nothing(self, line: str) -> None:
        assert event(line) == event()
        assert codes(vevent(line)) == []


class TestComponents:
    """Section 3.6."""

    def test_other_components_are_kept(self) -> None:
        todo = ["BEGIN:VTODO", "UID:1", "BEGIN:VALARM", "X:y", "END:VALARM", "END:VTODO"]
        assert kept(calendar(*todo)) == todo
        assert codes(*todo) == ["IC107"]

    def test_alarms_are_kept_with_their_event(self) -> None:
        alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT1H", "END:VALARM"]
        assert kept(event(*alarm)) == alarm
        assert kept(session(*alarm)) == alarm

    def test_an_event_without_a_start_is_kept(self) -> None:
        lines = ["BEGIN:VEVENT", "UID:a", "SUMMARY:When?", "END:VEVENT"]
        assert kept(calendar(*lines)) == lines
        assert [(p.code, p.line, p.uid) for p in problems(*lines)] == [("IC109", 4, "a")]

    def test_a_component_that_is_not_closed(self) -> None:
        found = read(feed(vevent()).replace(b"END:VEVENT\r\nEND:VCALENDAR\r\n", b""), "ical")
        assert found.document.events[0].title == "Meeting"
        assert [p.code for p in found.problems] == ["IC104", "IC104"]
        assert codes(vevent("BEGIN:VALARM")) == ["IC104"]

    @pytest.mark.parametrize("end", ["", "END:VEVNET", "BEGIN:VALARM"])
    def test_an_event_that_was_cut_off_swallows_no_other(self, end: str) -> None:
        cut = vevent(uid="1@x.org").replace("END:VEVENT", end)
        found = read(feed(cut, vevent(uid="2@x.org")), "ical")
        assert [each.id for each in found.document.events] == ["1@x.org", "2@x.org"]
        assert "IC104" in [p.code for p in found.problems]

    def test_a_component_of_another_program_may_hold_an_event(self) -> None:
        lines = ["BEGIN:X-A", "BEGIN:VEVENT", "UID:1", "END:VEVENT", "END:X-A"]
        assert kept(calendar(*lines)) == lines

    def test_an_end_that_closes_nothing(self) -> None:
        assert codes("END:VEVENT", vevent()) == ["IC103"]

    def test_a_component_outside_of_a_calendar(self) -> None:
        found = read(vevent().encode(), "ical")
        assert found.document.events[0].title == "Meeting"
        assert [p.code for p in found.problems] == ["IC106"]

    def test_a_property_outside_of_a_calendar(self) -> None:
        assert [p.code for p in read(b"X-A:b\r\n" + feed(), "ical").problems] == ["IC105"]

    def test_several_calendars(self) -> None:
        one = feed("X-WR-CALNAME:One", vevent(uid="1@x.org"))
        two = feed("X-WR-CALNAME:Two", "COLOR:red", vevent(uid="2@x.org"))
        found = from_ical(one + two)
        assert (found.name, found.color) == ("One", "red")
        assert [each.id for each in found.events] == ["1@x.org", "2@x.org"]

    def test_a_calendar_that_was_cut_off(self) -> None:
        one = feed(vevent(uid="1@x.org")).replace(b"END:VCALENDAR\r\n", b"")
        found = read(one + feed(vevent(uid="2@x.org")), "ical")
        assert [each.id for each in found.document.events] == ["1@x.org", "2@x.org"]
        assert [p.code for p in found.problems] == ["IC104"]

    def test_method(self) -> None:
        assert codes("METHOD:PUBLISH") == []
        assert codes("METHOD:REQUEST") == ["IC111"]
        assert calendar("METHOD:CANCEL", vevent()).events[0].status == "cancelled"

    def test_missing_version_and_product(self) -> None:
        data = feed(vevent()).replace(b"VERSION:2.0\r\nPRODID:-//Example//EN\r\n", b"")
        assert read(data, "ical").problems == ()


class TestErrors:
    @pytest.mark.parametrize(
        "data", [b"", b"hello", b"BEGIN:VTODO\r\nEND:VTODO\r\n", b"\x00\xff", b"{}"]
    )
    def test_no_calendar(self, data: bytes) -> None:
        with pytest.raises(DecodeError, match="begins BEGIN:VCALENDAR, and this has none"):
            from_ical(data)

    def test_a_text(self) -> None:
        with pytest.raises(InvalidValueError, match=r"must be given as bytes.*write \.encode\(\)"):
            from_ical("BEGIN:VCALENDAR")

    def test_a_path(self) -> None:
        with pytest.raises(InvalidValueError, match=r"read the file with open\(path, 'rb'\)"):
            from_ical(3)

    @pytest.mark.parametrize("made", [bytes, bytearray, memoryview])
    def test_bytes_of_any_sort(self, made: Any) -> None:
        assert title(made(feed(vevent()))) == "Meeting"

    @pytest.mark.parametrize(
        ("options", "told"),
        [
            ({"timezone": "Berlin"}, "timezone must be an IANA time zone name"),
            ({"timezone": 3}, "timezone must be the name"),
            ({"namespace": "a b"}, "namespace must be an id"),
            ({"source": "here"}, "source must be an absolute URL"),
            ({"kind": int}, "kind must be one of Calendar, Event, EventSeries"),
        ],
    )
    def test_arguments(self, options: dict[str, Any], told: str) -> None:
        with pytest.raises(InvalidValueError, match=told):
            from_ical(feed(), **options)

    @pytest.mark.parametrize(
        ("limit", "most", "data"),
        [
            ("max_bytes", 99, feed("X-A:" + "b" * 99)),
            ("max_lines", 4, feed("X-A:b")),
            ("max_line_length", 50, feed("X-A:" + "b" * 99)),
            ("max_depth", 2, feed(vevent("BEGIN:VALARM", "END:VALARM"))),
            ("max_components", 2, feed(vevent("BEGIN:VALARM", "END:VALARM"))),
        ],
    )
    def test_limits(self, limit: str, most: int, data: bytes) -> None:
        told = rf"read up to {most} .*, and this has more; give higher limits: Limits\({limit}="
        with pytest.raises(DecodeError, match=told):
            from_ical(data, limits=Limits(**{limit: most}))
        assert from_ical(data, limits=Limits(**{limit: None}))
        assert read(data, "ical", limits=Limits(**{limit: 10_000})).document

    def test_deep_nesting_is_refused_and_never_recurses(self) -> None:
        data = feed(vevent(*["BEGIN:X"] * 50_000))
        with pytest.raises(DecodeError, match="up to 16 depth"):
            from_ical(data)
        found = read(data, "ical", limits=Limits(max_depth=None)).document.events[0]
        assert len(kept(found)) == 100_000

    def test_problems_are_bounded(self) -> None:
        found = problems(*["!"] * (MAX_PROBLEMS + 7))
        assert len(found) == MAX_PROBLEMS + 1
        assert found[-1].message == "7 more like this: the line is no property"

    def test_the_collector_of_garbage_is_as_it_was(self) -> None:
        assert gc.isenabled()
        gc.disable()
        try:
            from_ical(feed())
            assert not gc.isenabled()
        finally:
            gc.enable()
        with pytest.raises(DecodeError):
            from_ical(b"")
        assert gc.isenabled()


class TestKinds:
    SERIES = vevent("RRULE:FREQ=WEEKLY")

    def test_the_class_asked_for(self) -> None:
        assert isinstance(from_ical(feed(vevent())), Calendar)
        assert from_ical(feed(vevent()), Event).title == "Meeting"
        assert from_ical(feed(self.SERIES), EventSeries).template.title == "Meeting"

    @pytest.mark.parametrize(
        ("parts", "kind", "holds"),
        [
            ([], Event, "0 events and 0 series, not one Event"),
            ([vevent(uid="1"), vevent(uid="2")], Event, "2 events and 0 series, not one Event"),
            ([vevent()], EventSeries, "1 event and 0 series, not one EventSeries"),
            ([SERIES], Event, "0 events and 1 series, not one Event"),
        ],
    )
    def test_another_kind(self, parts: list[str], kind: Any, holds: str) -> None:
        with pytest.raises(DecodeError, match=f"the file holds {holds}; read it as Calendar"):
            from_ical(feed(*parts), kind)

    def test_what_is_the_calendars_own_is_told(self) -> None:
        assert codes("X-WR-CALNAME:Feed", vevent(), kind=Event) == ["IC113"]
        assert codes(vevent(), kind=Event) == []


class TestRepairs:
    def test_codes_are_unique(self) -> None:
        assert len({repair.code for repair in REPAIRS}) == len(REPAIRS) > 50

    @pytest.mark.parametrize("end", ["\r\n", "\n"])
    def test_lines_are_told_wherever_they_are(self, end: str) -> None:
        """Also far into a file, of which some is read at a time, and behind lines that go on."""
        data = feed(*(vevent("X-A:b\r\n c\r\n d", uid=f"{n}@x.org") for n in range(2_000)))
        for n in (100, 900, 1_990):
            data = data.replace(b"UID:%d@" % n, b"X-B:caf\xe9\r\nUID:%d@" % n)
        data = data.replace(b"\r\n", end.encode())
        told = [n for n, line in enumerate(data.split(end.encode()), 1) if b"\xe9" in line]
        assert [problem.line for problem in read(data, "ical").problems] == told

    def test_source_counts_lines_once(self) -> None:
        source = Source(b"A:b\r\n c\r\nD:e")
        assert [source.number(0), source.number(1)] == [1, 3]
