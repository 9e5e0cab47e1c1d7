"""One way in and out for all formats."""

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import documents

from hallwaytrack import (
    FORMATS,
    Calendar,
    DecodeError,
    Event,
    EventSeries,
    Format,
    HallwayTrackError,
    InvalidValueError,
    Problem,
    Reading,
    Recurrence,
    Tour,
    UserGroup,
    at,
    example,
    read,
    to_ical,
    to_json,
    write,
)
from hallwaytrack.formats.format import loaded
from hallwaytrack.formats.json import TYPES
from hallwaytrack.formats.registry import format_of, iter_write, named
from hallwaytrack.model.documents import DOCUMENTS

MEETING = Event(
    id="m@example.org", title="Meeting", start=at("America/Toronto")("2008-03-18 18:00")
)
SERIES = EventSeries(template=MEETING, recurrence=Recurrence(rule="FREQ=MONTHLY;BYDAY=3TU"))
TOUR = Tour(id="t", name="Tour")
GROUP = UserGroup(id="g", name="Group")

READABLE = ", ".join(name for name, format in FORMATS.items() if format.reads)
WRITABLE = ", ".join(name for name, format in FORMATS.items() if format.writes)


def shouted(event: Event, *, mark: str = "!") -> bytes:
    return f"SHOUT {event.title.upper()}{mark}".encode()


def unshouted(data: bytes, *, timezone: str = "UTC") -> Reading:
    start = at(timezone)("2008-03-18 18:00")
    event = Event(id="e", title=bytes(data).decode().removeprefix("SHOUT "), start=start)
    return Reading(event, [Problem(message="capitals")])


@pytest.fixture
def shouting(monkeypatch: pytest.MonkeyPatch) -> Format:
    """A format of one's own, entered as a user would."""
    found = Format(
        name="shouting",
        title="Titles in capitals",
        suffixes=(".shout", ".json"),
        media_type="text/plain",
        reader=unshouted,
        writer=shouted,
        kinds=(Event,),
        sniff=lambda head: head.startswith(b"SHOUT"),
    )
    monkeypatch.setitem(FORMATS, "shouting", found)
    return found


class TestFormats:
    @pytest.mark.parametrize("name", FORMATS)
    def test_an_entry_is_whole(self, name: str) -> None:
        entry = FORMATS[name]
        assert entry.name == name == name.lower()
        assert entry.reads or entry.writes
        assert all(re.fullmatch(r"\.[a-z.]+", suffix) for suffix in entry.suffixes)
        assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", entry.media_type)
        assert all(s.endswith(".") and s[0].isupper() for s in entry.cannot_carry)
        assert set(entry.kinds) <= set(DOCUMENTS)

    @pytest.mark.parametrize("name", FORMATS)
    def test_what_it_names_is_there(self, name: str) -> None:
        entry = FORMATS[name]
        for function in (entry.reader, entry.writer, entry.streamer):
            assert function is None or callable(loaded(function))

    def test_json_holds_all_documents_and_loses_nothing(self) -> None:
        assert FORMATS["json"].kinds == DOCUMENTS == tuple(TYPES.values())
        assert FORMATS["json"].cannot_carry == ()
        assert (FORMATS["json"].reads, FORMATS["json"].writes) == (True, True)

    def test_icalendar_holds_what_happens(self) -> None:
        assert FORMATS["ical"].kinds == (Calendar, Event, EventSeries)
        assert (FORMATS["ical"].reads, FORMATS["ical"].writes) == (True, True)

    def test_options_are_those_of_the_function(self, shouting: Format) -> None:
        assert FORMATS["ical"].write_options == ("view", "components", "method")
        told = ("kind", "timezone", "namespace", "source", "limits")
        assert FORMATS["ical"].read_options == told
        assert "max_bytes" in FORMATS["json"].read_options
        assert (shouting.read_options, shouting.write_options) == (("timezone",), ("mark",))

    def test_importing_it_imports_no_format(self) -> None:
        code = (
            "import sys, hallwaytrack.formats.registry as r; r.format_of('a.ics');"
            "print([m for m in ('msgspec', 'dateutil', 'icalendar', 'hallwaytrack.formats.json')"
            " if m in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert done.stdout.strip() == b"[]"


class TestRead:
    @pytest.mark.parametrize("document", [MEETING, SERIES, TOUR, GROUP, Calendar()])
    @pytest.mark.parametrize("format", ["json", None])
    def test_json(self, document: Any, format: str | None) -> None:
        assert read(to_json(document), format) == Reading(document, ())

    @pytest.mark.parametrize("given_as", [bytes, bytearray, memoryview])
    @pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\n\t "])
    def test_bytes_of_any_sort(self, given_as: Any, before: bytes) -> None:
        assert read(given_as(before + to_json(TOUR))).document == TOUR

    def test_options_go_to_the_reader(self) -> None:
        with pytest.raises(DecodeError, match="at most 5 bytes"):
            read(to_json(TOUR), "json", max_bytes=5)
        with pytest.raises(DecodeError, match="read it as Tour"):
            read(to_json(TOUR), kind=Event)

    @pytest.mark.parametrize("data", [b"", b"  ", b"hello", b"[1]", b"<xml/>", b"\xff\xfe{"])
    def test_content_that_is_not_recognised(self, data: bytes) -> None:
        with pytest.raises(
            DecodeError, match=f"of no known format; what can be read is {READABLE}"
        ):
            read(data)

    @pytest.mark.parametrize("data", [b"[]", b"\xef\xbb\xbf [\n]\n"])
    def test_content_that_may_be_of_several_formats(self, data: bytes) -> None:
        told = "the content may be of several formats; say which: confs-tech or sessionize"
        for look in (read, lambda found: format_of("list.json", found), partial(format_of, "-")):
            with pytest.raises(DecodeError, match=told):
                look(data)
        assert read(data, "confs-tech").document == Calendar()

    def test_content_that_may_be_of_one_format(self, monkeypatch: pytest.MonkeyPatch) -> None:
        other = _with(FORMATS["sessionize"], may_be=lambda _: False)
        monkeypatch.setitem(FORMATS, "sessionize", other)
        assert format_of("list.json", b"[]") is FORMATS["confs-tech"]
        assert read(b"[]").document == Calendar()

    @pytest.mark.parametrize("document", [MEETING, SERIES, Calendar(name="All")])
    @pytest.mark.parametrize("format", ["ical", None])
    def test_icalendar(self, document: Any, format: str | None) -> None:
        feed = write(document, "ical")
        assert read(feed, format, kind=type(document)) == Reading(document, ())

    @pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\r\n"])
    def test_icalendar_is_known_by_how_it_begins(self, before: bytes) -> None:
        data = before + b"begin:vcalendar\r\nend:vcalendar\r\n"
        assert read(data).document == Calendar()

    @pytest.mark.parametrize("format", ["shouting", None])
    def test_a_format_that_can_only_be_written(
        self, format: str | None, shouting: Format, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(FORMATS, "shouting", _with(shouting, reader=None))
        told = f"Titles in capitals can only be written, not read; what can be read is {READABLE}"
        with pytest.raises(DecodeError, match=told):
            read(b"SHOUT MEETING!", format)

    def test_an_unknown_format(self) -> None:
        told = f"a format must be one of {', '.join(FORMATS)}, got 'jsn'; did you mean 'json'?"
        with pytest.raises(InvalidValueError, match=re.escape(told)):
            read(b"{}", "jsn")

    @pytest.mark.parametrize("name", [3, b"json", ["json"], ""])
    def test_what_is_no_name_of_a_format(self, name: Any) -> None:
        with pytest.raises(
            InvalidValueError, match=f"a format must be one of {', '.join(FORMATS)}"
        ):
            read(b"{}", name)

    @pytest.mark.parametrize("data", ["{}", None, 3, Path("a.json")])
    def test_what_is_not_bytes(self, data: Any) -> None:
        with pytest.raises(InvalidValueError, match="data must be given as bytes"):
            read(data)

    def test_an_unknown_option(self) -> None:
        told = "JSON is read without an option 'max_byte'; did you mean 'max_bytes'?"
        with pytest.raises(InvalidValueError, match=re.escape(told)):
            read(b"{}", "json", max_byte=3)

    def test_a_zone_where_times_have_their_own(self) -> None:
        told = "JSON is read without an option 'timezone'; it takes kind, max_bytes"
        with pytest.raises(InvalidValueError, match=told):
            read(b"{}", "json", timezone="UTC")

    @given(st.binary(max_size=40))
    def test_nothing_but_our_errors_is_raised(self, data: bytes) -> None:
        for format in (None, *FORMATS):
            try:
                found = read(data, format)
            except HallwayTrackError:
                continue
            assert found.problems  # so few bytes are no whole document


class TestWrite:
    @given(documents())
    def test_json_comes_back(self, document: Any) -> None:
        assert read(write(document, "json"), "json").document == document

    @pytest.mark.parametrize("document", [MEETING, SERIES])
    def test_icalendar(self, document: Any) -> None:
        assert write(document, "ical") == to_ical(document)
        assert write(document, "ical", view="full") == to_ical(document, view="full")

    def test_in_pieces(self) -> None:
        pieces = iter_write(example(), "ical", components=True)
        assert isinstance(pieces, Iterator)
        assert b"".join(pieces) == to_ical(example(), components=True)

    def test_in_pieces_where_the_format_has_only_one(self) -> None:
        assert list(iter_write(TOUR, "json", indent=True)) == [to_json(TOUR, indent=True)]

    @pytest.mark.parametrize("document", [TOUR, GROUP])
    @pytest.mark.parametrize("writer", [write, iter_write])
    def test_a_document_that_it_does_not_hold(self, document: Any, writer: Any) -> None:
        kind = type(document).__name__
        told = f"iCalendar holds no {kind}, only these: Calendar, Event, EventSeries"
        with pytest.raises(InvalidValueError, match=told):
            writer(document, "ical")

    @pytest.mark.parametrize("document", [None, {}, "event", MEETING.title])
    def test_what_is_no_document(self, document: Any) -> None:
        with pytest.raises(InvalidValueError, match="JSON holds no"):
            write(document, "json")

    @pytest.mark.parametrize("writer", [write, iter_write])
    def test_an_unknown_format(self, writer: Any) -> None:
        with pytest.raises(InvalidValueError, match="did you mean 'ical'"):
            writer(MEETING, "iCal")

    @pytest.mark.parametrize("writer", [write, iter_write])
    def test_an_unknown_option(self, writer: Any) -> None:
        told = "iCalendar is written without an option 'component'; did you mean 'components'?"
        with pytest.raises(InvalidValueError, match=re.escape(told)):
            writer(MEETING, "ical", component=True)


class TestFormatOf:
    @pytest.mark.parametrize(
        ("name", "format"),
        [
            ("json", "json"),
            ("ical", "ical"),
            ("talks.json", "json"),
            ("dir.json/TALKS.ICS", "ical"),
            (Path("talks.ics"), "ical"),
            ("talks.jscal.json", "jscalendar"),
            ("talks.jscal", "jscalendar"),
            ("talks.jcal", "jcal"),
        ],
    )
    def test_a_name_or_a_suffix(self, name: Any, format: str) -> None:
        assert format_of(name).name == format

    def test_a_suffix_wins_over_the_content(self) -> None:
        assert format_of("talks.json", b"BEGIN:VCALENDAR").name == "json"

    @pytest.mark.parametrize("name", ["talks", "-", "talks.txt", Path("json")])
    def test_content_where_the_suffix_says_nothing(self, name: Any) -> None:
        assert format_of(name, b"BEGIN:VCALENDAR\r\n").name == "ical"
        assert format_of(name, b" {").name == "json"

    @pytest.mark.parametrize("name", ["talks.doc", "talks", "", Path("json"), ".jso"])
    def test_an_unknown_suffix(self, name: Any) -> None:
        told = (
            r"no format has the suffix of this name, .* known are \.json \(json\), \.ics \(ical\)"
        )
        with pytest.raises(InvalidValueError, match=told):
            format_of(name)

    def test_unknown_content(self) -> None:
        with pytest.raises(DecodeError, match="of no known format"):
            format_of("talks.doc", b"hello")


class TestOwnFormat:
    def test_is_read_and_written(self, shouting: Format) -> None:
        data = write(MEETING, "shouting", mark="?")
        assert data == b"SHOUT MEETING?"
        reading = read(data, "shouting", timezone="America/Toronto")
        assert reading.document.timezone == "America/Toronto"
        assert [p.message for p in reading.problems] == ["capitals"]

    def test_is_recognised_by_its_content(self, shouting: Format) -> None:
        assert read(b"SHOUT MEETING!").document.title == "MEETING!"

    def test_is_told_from_another_of_its_suffix(self, shouting: Format) -> None:
        assert format_of("a.shout") is shouting
        assert format_of("a.json", b"SHOUT") is shouting
        assert format_of("a.json", b"{}").name == "json"
        assert format_of("a.json", b"neither").name == "json"
        assert format_of("a.json").name == "json"

    def test_wins_where_both_recognise_the_content(
        self, shouting: Format, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(FORMATS, "shouting", _with(shouting, sniff=lambda _: True))
        assert format_of("-", b"{}").name == "shouting"

    def test_may_be_named_as_text(self, monkeypatch: pytest.MonkeyPatch) -> None:
        entry = Format(
            name="ours",
            title="Ours",
            suffixes=(),
            media_type="application/json",
            reader="hallwaytrack.formats.json:from_json",
        )
        monkeypatch.setitem(FORMATS, "ours", entry)
        assert read(to_json(TOUR), "ours") == Reading(TOUR)

    def test_that_can_only_be_read(self, shouting: Format, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(FORMATS, "shouting", _with(shouting, writer=None))
        names = WRITABLE
        told = f"Titles in capitals can only be read, not written; what can be written is {names}"
        with pytest.raises(InvalidValueError, match=told):
            write(MEETING, "shouting")

    def test_holds_what_it_says(self, shouting: Format) -> None:
        told = "Titles in capitals holds no Tour, only these: Event"
        with pytest.raises(InvalidValueError, match=told):
            write(TOUR, "shouting")

    def test_is_not_sniffed_unless_it_says_how(self, monkeypatch: pytest.MonkeyPatch) -> None:
        entry = Format(name="x", title="X", suffixes=(".x",), media_type="text/x")
        monkeypatch.setitem(FORMATS, "x", entry)
        assert format_of("a.x") is entry
        assert (entry.reads, entry.writes) == (False, False)
        with pytest.raises(DecodeError):
            read(b"x")

    def test_sees_only_how_a_file_begins(
        self, shouting: Format, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen: list[int] = []

        def sniff(head: bytes) -> bool:
            seen.append(len(head))
            return False

        monkeypatch.setitem(FORMATS, "shouting", _with(shouting, sniff=sniff))
        assert format_of("-", b"{" * 1_000_000) is named("json")
        assert seen == [4096]


def _with(entry: Format, **changes: Any) -> Format:
    members = {f.name: getattr(entry, f.name) for f in entry.__attrs_attrs__}
    return Format(**{**members, **changes})
