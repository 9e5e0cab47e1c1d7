"""The schedules among the formats: recognised, converted, and told apart from our own JSON."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from tests.formats.frab.schedules import FORMATS, as_json, talk_json, talk_xml, xml
from tests.strategies import documents, events

from hallwaytrack import (
    Booth,
    DecodeError,
    Event,
    Session,
    Shift,
    at,
    from_json,
    losses,
    read,
    to_json,
    write,
)
from hallwaytrack.cli.main import cli
from hallwaytrack.formats.registry import format_of

BERLIN = at("Europe/Berlin", "2014-12-27")
EVENT = Event(
    id="31c3",
    title="31C3",
    start=BERLIN("11:00"),
    kind="conference",
    sessions=[Session(id="keynote", title="A New Dawn", start=BERLIN("11:30"))],
)
XML, JSON = xml(talk_xml()), as_json(talk_json())


class TestSniffing:
    @pytest.mark.parametrize(
        "data",
        [
            XML,
            b"\n <!-- a schedule --> " + XML,
            b'<?xml version="1.0"?>\n<!DOCTYPE schedule>' + XML,
            b"\xef\xbb\xbf" + XML,
            XML.decode().encode("utf-16"),
            XML.decode().encode("utf-16-be"),
            gzip.compress(XML, mtime=0),
        ],
    )
    def test_xml(self, data: bytes) -> None:
        assert format_of("-", data).name == "frab-xml"
        assert format_of("schedule.xml", data).name == "frab-xml"

    @pytest.mark.parametrize(
        "data",
        [
            JSON,
            b"\n " + JSON,
            b"\xef\xbb\xbf" + JSON,
            b'{"$schema": "x", "generator": {"name": "hallwaytrack"}, ' + JSON[1:],
            gzip.compress(JSON, mtime=0),
        ],
    )
    def test_json(self, data: bytes) -> None:
        assert format_of("-", data).name == "frab-json"
        assert format_of("schedule.json", data).name == "frab-json"

    @pytest.mark.parametrize(
        "data",
        [
            b"<feed/>",
            b"<schedules/>",
            b"<svg>",
            gzip.compress(b"<feed/>", mtime=0),
            b"\x1f\x8b",
            b"schedule",
        ],
    )
    def test_something_else(self, data: bytes) -> None:
        with pytest.raises(DecodeError, match="of no known format"):
            format_of("-", data)

    @pytest.mark.parametrize(
        "data", [b'{"conference_events": {"version": "1"}}', b'{"schedule": "conference"}', b"{}"]
    )
    def test_other_json(self, data: bytes) -> None:
        assert format_of("-", data).name == "json"

    @given(documents())
    def test_our_own_json_is_not_taken_for_one(self, document: Any) -> None:
        assert format_of("-", to_json(document)).name == "json"

    def test_our_own_json_that_holds_one(self) -> None:
        event = EVENT.replace(extra={"schedule": {"conference": {"acronym": "x"}}})
        assert format_of("event.json", to_json(event)).name == "json"

    @given(events())
    def test_what_we_write(self, event: Event) -> None:
        for format in FORMATS:
            assert format_of("-", write(event, format)).name == format


class TestLosses:
    def test_of_an_event_that_is_carried_whole(self) -> None:
        for format in FORMATS:
            named = EVENT.replace(end=BERLIN("12:00"))
            assert losses(named, format) == ()

    @pytest.mark.parametrize("format", FORMATS)
    def test_breaks_booths_and_shifts(self, format: str) -> None:
        event = EVENT.replace(
            end=BERLIN("12:00"),
            sessions=[
                *EVENT.sessions,
                Session(id="lunch", title="Lunch", kind="break", start=BERLIN("12:00")),
                Session(id="off", title="Off", status="cancelled", start=BERLIN("13:00")),
                Session(id="later", title="Later"),
            ],
            booths=[Booth(id="booth", title="Booth")],
            shifts=[Shift(id="shift", role="Help", start=BERLIN("12:00"), end=BERLIN("13:00"))],
        )
        assert [(p.place, p.message) for p in losses(event, format)] == [
            ("/sessions/1", "sessions is left out: a break is no talk"),
            ("/sessions/2", "sessions is left out: it is cancelled"),
            ("/sessions/3", "sessions is left out: it has no start"),
            ("/booths", "booths is left out"),
            ("/shifts", "shifts is left out"),
        ]

    def test_what_comes_back_as_something_else(self) -> None:
        event = EVENT.replace(id="31c3@ccc.de", kind="other", end=None)
        told = {p.place: p.message for p in losses(event, "frab-json")}
        assert told["/id"] == "id comes back as '31c3'"
        assert told["/kind"] == "kind comes back as 'conference'"
        assert told["/end"] == "end comes back as 2014-12-27T11:30:00+01:00"
        assert told["/sessions/0/id"].startswith("id comes back as ")

    def test_a_licence_without_a_word_on_recording(self) -> None:
        """XML cannot say that nothing is known."""
        event = EVENT.amend("keynote", recording_licence="CC0")
        assert [p.place for p in losses(event, "frab-xml")] == ["/sessions/0/recording"]

    def test_a_talk_that_is_longer_than_xml_can_say(self) -> None:
        event = EVENT.amend("keynote", end=at("Europe/Berlin")("2014-12-31 15:30"))
        assert [p.place for p in losses(event, "frab-xml")] == ["/sessions/0/end"]
        assert losses(event.replace(end=at("Europe/Berlin")("2015-01-01 00:00")), "frab-json") == ()


def run(*arguments: str) -> Any:
    return CliRunner().invoke(cli, arguments)


class TestCommandLine:
    @pytest.mark.parametrize("name", ["schedule.xml", "schedule"])
    def test_a_schedule_becomes_our_json(self, tmp_path: Path, name: str) -> None:
        source, target = tmp_path / name, tmp_path / "event.json"
        source.write_bytes(XML)
        done = run("convert", str(source), str(target), "--timezone", "Europe/Berlin")
        assert (done.exit_code, done.output) == (0, "")
        event = from_json(target.read_bytes(), Event)
        assert event.sessions[0].start == BERLIN("10:00")

    def test_json_is_known_by_its_content(self, tmp_path: Path) -> None:
        source, target = tmp_path / "schedule.json", tmp_path / "schedule.xml"
        source.write_bytes(JSON)
        assert (
            run("convert", str(source), str(target), "--timezone", "Europe/Berlin").exit_code == 0
        )
        assert read(target.read_bytes()).document.timezone == "Europe/Berlin"

    def test_a_schedule_is_written_by_its_suffix_or_name(self, tmp_path: Path) -> None:
        source, target = tmp_path / "event.json", tmp_path / "schedule.xml"
        source.write_bytes(to_json(EVENT))
        assert run("convert", str(source), str(target)).exit_code == 0
        assert target.read_bytes() == write(EVENT, "frab-xml")
        named = tmp_path / "schedule.json"
        assert run("convert", str(source), str(named), "--to", "frab-json").exit_code == 0
        assert named.read_bytes() == write(EVENT, "frab-json")

    def test_problems_are_told_with_their_place(self, tmp_path: Path) -> None:
        source = tmp_path / "schedule.xml"
        source.write_bytes(xml("\n", talk_xml(title="")))
        done = run("convert", str(source), str(tmp_path / "event.json"))
        assert done.exit_code == 1
        assert "schedule.xml:2: a talk must have a title; it is left out" in done.output
