"""Real schedules: each reads, holds what a person counted in it, and is valid once it is written."""

import csv
import gzip
import json
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.formats.frab.schedules import FORMATS, invalid, length, normal, round_trip, with_schemas
from tests.formats.ical.reading import CORPUS, with_corpus

from hallwaytrack import DecodeError, Event, from_json, losses, read, to_json, write

pytestmark = with_corpus

TABLE = CORPUS / "FACTS.tsv"
ROWS = TABLE.read_text("utf-8").splitlines() if TABLE.exists() else []
FACTS = {row["file"]: row for row in csv.DictReader(ROWS, delimiter="\t")}
ZONES = {"conf-fosdem": "Europe/Brussels", "conf-": "Europe/Berlin"}
"""The zone of a folder, which is known from elsewhere."""
INVALID = "voc-schedule/invalid-example.json"


def schedules() -> list[str]:
    found = [
        *CORPUS.glob("conf-*/*.xml"),
        *CORPUS.glob("conf-*/schedule.json"),
        *CORPUS.glob("engelsystem/*.xml"),
        *CORPUS.glob("voc-schedule/*.json"),
    ]
    names = sorted(str(path.relative_to(CORPUS)) for path in found if "schema" not in path.name)
    return [name for name in names if name != INVALID]


def data_of(name: str) -> bytes:
    return (CORPUS / name).read_bytes()


def zone_of(name: str) -> str | None:
    return next((zone for folder, zone in ZONES.items() if name.startswith(folder)), None)


@cache
def event_of(name: str) -> Event:
    return read(data_of(name), timezone=zone_of(name)).document


def counted(name: str) -> int:
    """How many talks a file holds, by looking at nothing but its letters."""
    text = data_of(name).decode()
    if name.endswith(".xml"):
        return len(re.findall(r"<event\b", text))
    return len(re.findall(r'"guid":[^}]*?"title":|"title":[^}]*?"abstract":', text))


@pytest.mark.parametrize("name", schedules())
class TestEverySchedule:
    def test_it_is_recognised_and_keeps_every_talk(self, name: str) -> None:
        reading = read(data_of(name))
        talks = len(reading.document.sessions)
        assert talks == counted(name) if name.endswith(".xml") else talks > 0
        assert [p for p in reading.problems if p.severity == "error"] == [
            p for p in reading.problems if "a time zone is needed" in p.message
        ]

    def test_problems_have_their_place(self, name: str) -> None:
        for problem in read(data_of(name)).problems:
            assert problem.line if name.endswith(".xml") else problem.place

    def test_it_can_be_stored(self, name: str) -> None:
        event = event_of(name)
        assert from_json(to_json(event), Event) == event

    def test_gzipped_it_is_the_same(self, name: str) -> None:
        assert read(gzip.compress(data_of(name)), timezone=zone_of(name)).document == event_of(name)

    @pytest.mark.parametrize("format", FORMATS)
    def test_written_and_read_again_it_is_stable(self, name: str, format: str) -> None:
        once = round_trip(event_of(name), format)
        assert losses(once, format) == ()
        assert normal(round_trip(once, format)) == normal(once)

    @pytest.mark.parametrize("format", FORMATS)
    @with_schemas
    def test_written_it_is_valid(self, name: str, format: str) -> None:
        assert invalid(write(event_of(name), format)) == []


class TestOriginals:
    """The schemas have something against the real files, or the tests above would show nothing."""

    @with_schemas
    @pytest.mark.parametrize(
        "name", ["conf-ccc/31c3.xml", "conf-froscon2018/schedule.json", INVALID]
    )
    def test_they_are_not_valid(self, name: str) -> None:
        assert invalid(data_of(name))

    @with_schemas
    @pytest.mark.parametrize(
        "name", ["conf-klimacamp2015-frab/schedule.json", "conf-klimacamp2015-frab/schedule.xml"]
    )
    def test_those_of_the_camp_are_not_valid(self, name: str) -> None:
        try:
            assert invalid(data_of(name))
        except SyntaxError as error:  # its XML is not even well-formed
            assert name.endswith(".xml") and "6" in str(error)

    def test_the_invalid_example_is_refused_with_each_place(self) -> None:
        with pytest.raises(DecodeError) as caught:
            read(data_of(INVALID))
        talk = "/schedule/conference/days/0/rooms/Winterchaos/0"
        assert [problem.place for problem in caught.value.problems] == [
            f"{talk}/id",
            f"{talk}/persons/0/id",
            f"{talk}/persons/0/code",
        ]


@pytest.mark.parametrize("name", [name for name in schedules() if name in FACTS])
class TestFacts:
    def test_count(self, name: str) -> None:
        assert len(event_of(name).sessions) == int(FACTS[name]["count"])

    def test_first_start_and_last_end(self, name: str) -> None:
        sessions = event_of(name).sessions
        first = min(s.start.astimezone(UTC) for s in sessions)
        last = max((s.end or s.start).astimezone(UTC) for s in sessions)
        told = [f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in (first, last)]
        assert told == [FACTS[name]["earliest_start_utc"], FACTS[name]["latest_end_utc"]]

    def test_rooms(self, name: str) -> None:
        event = event_of(name)
        names = {event.room(s.room).name for s in event.sessions if s.room}
        assert len(names) == int(FACTS[name]["rooms"])

    def test_speakers(self, name: str) -> None:
        event = event_of(name)
        assert len(event.people) == int(FACTS[name]["speakers"])
        assert {c.person for s in event.sessions for c in s.contributors} == {
            person.id for person in event.people
        }


CAMP = CORPUS / "conf-klimacamp2015-frab"
BERLIN = ZoneInfo("Europe/Berlin")
Gatherings = set[Any]


def of_event(name: str) -> Gatherings:
    event = event_of(f"conf-klimacamp2015-frab/{name}")
    return {(s.start, s.end, event.room(s.room).name) for s in event.sessions}


def of_ical() -> Gatherings:
    events = read((CAMP / "schedule.ics").read_bytes(), "ical").document.events
    return {(e.start, e.end, e.venue.name) for e in events}


def of_events_json() -> Gatherings:
    """frab's list of events, read here: no format of ours is that."""
    events = json.loads((CAMP / "events.json").read_bytes())["conference_events"]["events"]
    return {
        (
            datetime.fromisoformat(e["start_time"]),
            datetime.fromisoformat(e["end_time"]),
            e["room"]["name"],
        )
        for e in events
    }


def of_xcal() -> Gatherings:
    """pentabarf's xCal, read here, too."""

    def moment(text: str) -> datetime:
        return datetime.strptime(text, "%Y%m%dT%H%M%S").replace(tzinfo=BERLIN)

    data = re.sub(rb"[\x00-\x08]", b"", (CAMP / "schedule.xcal").read_bytes())
    return {
        (moment(e.findtext("dtstart")), moment(e.findtext("dtend")), e.findtext("location"))
        for e in ET.fromstring(data).iter("vevent")
    }


class TestExportsOfOneCamp:
    """Six exports of one conference say the same, the XML in spite of its control character."""

    def test_their_times_and_rooms_are_equal(self) -> None:
        sets = [of_event("schedule.xml"), of_event("schedule.json"), of_ical(), of_xcal()]
        assert len(sets[0]) == 106
        for one in sets[1:]:
            assert one == sets[0]

    def test_the_list_of_events_says_the_same_of_those_that_it_has(self) -> None:
        """It was fetched at another time, and has eight fewer."""
        found = of_events_json()
        assert len(found) == 98
        assert found <= of_event("schedule.xml")

    def test_the_list_of_speakers_says_the_same_of_those_that_it_has(self) -> None:
        told = json.loads((CAMP / "speakers.json").read_bytes())["schedule_speakers"]["speakers"]
        numbers = {str(speaker["id"]): speaker["full_public_name"].strip() for speaker in told}
        for name in ("schedule.xml", "schedule.json"):
            people = event_of(f"conf-klimacamp2015-frab/{name}").people
            assert len(people) == 57
            assert numbers.items() <= {person.id: person.name for person in people}.items()

    def test_the_ids_are_the_same_in_xml_and_json(self) -> None:
        ids = [
            {s.id for s in event_of(f"conf-klimacamp2015-frab/{name}").sessions}
            for name in ("schedule.xml", "schedule.json")
        ]
        assert ids[0] == ids[1]

    def test_the_control_character_is_told_with_its_line(self) -> None:
        data = (CAMP / "schedule.xml").read_bytes()
        problem = read(data).problems[0]
        assert "control characters" in problem.message
        assert b"\x06" in data.splitlines()[(problem.line or 0) - 1]


class TestAfterMidnight:
    def test_a_talk_before_the_day_changes_is_on_the_next_day(self) -> None:
        """28C3 gives no dates to its talks, and a day that changes at four in the morning."""
        show = next(s for s in event_of("conf-ccc/28c3.xml").sessions if s.id == "4721")
        assert show.start == datetime(2011, 12, 28, 0, 15, tzinfo=BERLIN)
        assert length(show) == timedelta(hours=1)
