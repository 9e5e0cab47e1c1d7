"""JSON-LD among the formats."""

import json
from pathlib import Path

import pytest
from tests.formats.jsonld.pages import event_node

from hallwaytrack import FORMATS, Calendar, InvalidValueError, Tour, example, losses, to_json, write
from hallwaytrack.formats.registry import format_of

ENTRY = FORMATS["jsonld"]


class TestEntry:
    def test_options(self) -> None:
        assert ENTRY.write_options == ("indent",)
        known = ("kind", "timezone", "namespace", "source", "max_bytes")
        assert ENTRY.read_options == known

    def test_it_holds_no_tour_alone(self) -> None:
        with pytest.raises(InvalidValueError, match="JSON-LD holds no Tour"):
            write(Tour(id="t", name="T"), "jsonld")

    def test_the_suffix(self) -> None:
        assert format_of("event.jsonld") is ENTRY

    def test_losses_of_the_example_are_of_the_members_that_are_not_carried(self) -> None:
        places = {p.place for p in losses(example(), "jsonld")}
        assert {"/name", "/events/1/booths", "/events/1/volunteers"} <= places


class TestSniff:
    @pytest.mark.parametrize(
        "text",
        [
            json.dumps(event_node()),
            json.dumps([event_node()], indent=2),
            json.dumps({"@context": {"@vocab": "http://schema.org/"}, "@graph": []}),
            "\n <!DOCTYPE HTML><html>",
            "<html lang='en'>",
        ],
    )
    def test_what_it_takes(self, text: str) -> None:
        assert format_of("page", text.encode()) is ENTRY

    @pytest.mark.parametrize(
        "data",
        [
            to_json(Calendar(extra={"@context": "https://schema.org"})),
            b'{"@type": "Event", "uid": "a", "updated": "2020-01-01T00:00:00Z"}',
            b'{"@context": "https://www.w3.org/ns/activitystreams"}',
            b'{"schedule": {"conference": {"acronym": "a", "days": []}}}',
            b"<?xml version='1.0'?><schedule>",
            b"BEGIN:VCALENDAR",
            b"<htmlx>",
            b"",
        ],
    )
    def test_what_it_does_not_take(self, data: bytes) -> None:
        assert not ENTRY.sniff(data)

    def test_no_file_of_another_format_is_taken(self) -> None:
        golden = Path(__file__).parents[2] / "golden"
        for path in golden.rglob("*.*"):
            assert ENTRY.sniff(path.read_bytes()[:4096]) is (path.suffix in {".jsonld", ".html"}), (
                path
            )
