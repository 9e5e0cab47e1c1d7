"""Whatever can be built is a valid schedule: by the schemas of c3voc, and by what we know of them."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.frab.schedules import FORMATS, invalid, with_schemas
from tests.strategies import events

from hallwaytrack import Event, InvalidValueError, Room, Session, Venue, at, write

TALK_ELEMENTS = ("room", "title", "type", "date", "start", "duration", "abstract", "track")
TALK_MEMBERS = (
    *("abstract", "date", "duration", "guid", "id", "language", "links", "persons", "room"),
    *("slug", "start", "subtitle", "title", "track", "type", "url"),
)
GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@with_schemas
class TestSchemas:
    @pytest.mark.parametrize("format", FORMATS)
    @given(event=events(), hour=st.integers(0, 23))
    def test_any_event_is_valid(self, format: str, event: Event, hour: int) -> None:
        assert invalid(write(event, format, day_starts=time(hour))) == []


class TestStructure:
    """The same, without the schemas, as far as apps rely on it."""

    @given(event=events())
    def test_xml(self, event: Event) -> None:
        root = ET.fromstring(write(event, "frab-xml"))
        assert [part.tag for part in root][:3] == ["generator", "version", "conference"]
        assert re.fullmatch("[a-z0-9_-]{4,}", root.findtext("conference/acronym"))
        assert root.findall("day")
        for day in root.iter("day"):
            start, end = (datetime.fromisoformat(day.get(name)) for name in ("start", "end"))
            assert start < end and date.fromisoformat(day.get("date")) and int(day.get("index")) > 0
        talks = list(root.iter("event"))
        for name in ("guid", "id"):
            assert max(Counter(talk.get(name) for talk in talks).values(), default=1) == 1
        for talk in talks:
            assert GUID.fullmatch(talk.get("guid")) and int(talk.get("id")) > 0
            assert [name for name in TALK_ELEMENTS if talk.find(name) is None] == []
            assert datetime.fromisoformat(talk.findtext("date")).utcoffset() is not None

    @given(event=events())
    def test_json(self, event: Event) -> None:
        conference = json.loads(write(event, "frab-json"))["schedule"]["conference"]
        assert conference["days"] and conference["daysCount"] > 0 and conference["end"]
        talks = talks_of(conference)
        for name in ("guid", "id"):
            assert max(Counter(talk[name] for talk in talks).values(), default=1) == 1
        for talk in talks:
            assert set(TALK_MEMBERS) <= set(talk)
            assert GUID.fullmatch(talk["guid"]) and talk["id"] > 0
            assert all("public_name" in person for person in talk["persons"])


def talks_of(conference: Any) -> list[Any]:
    days = conference["days"]
    return [talk for day in days for talks in day["rooms"].values() for talk in talks]


BERLIN = at("Europe/Berlin", "2014-12-27")
AFTER = at("Europe/Berlin", "2014-12-28")
HALL = Venue(id="venue", name="31C3", rooms=[Room(id="1", name="One"), Room(id="2", name="Two")])


def party(*starts: datetime, **members: Any) -> Event:
    sessions = [Session(id=f"talk-{n}", title="Talk", start=s) for n, s in enumerate(starts)]
    whole = {"id": "31c3", "title": "31C3", "start": BERLIN("11:00"), "sessions": sessions}
    return Event(**{**whole, **members})


def days_of(event: Event, **options: Any) -> list[Any]:
    """Index, date and starts of each day."""
    root = ET.fromstring(write(event, "frab-xml", **options))
    return [
        (int(day.get("index")), day.get("date"), [s.text for s in day.iter("start")])
        for day in root.iter("day")
    ]


class TestDays:
    def test_a_talk_after_midnight_stands_under_the_day_before(self) -> None:
        event = party(BERLIN("23:00"), AFTER("03:59"), AFTER("04:00"))
        assert days_of(event) == [
            (1, "2014-12-27", ["23:00", "03:59"]),
            (2, "2014-12-28", ["04:00"]),
        ]

    def test_the_hour_can_be_set(self) -> None:
        event = party(BERLIN("23:00"), AFTER("03:59"))
        assert days_of(event, day_starts=time(0)) == [
            (1, "2014-12-27", ["23:00"]),
            (2, "2014-12-28", ["03:59"]),
        ]

    @pytest.mark.parametrize("format", FORMATS)
    @pytest.mark.parametrize("value", [4, "04:00", None])
    def test_what_is_no_hour_is_refused(self, format: str, value: Any) -> None:
        with pytest.raises(InvalidValueError, match="day_starts must be a time without a zone"):
            write(party(), format, day_starts=value)

    def test_days_are_counted_from_the_first_of_the_conference(self) -> None:
        event = party(at("Europe/Berlin")("2014-12-30 10:00"))
        assert days_of(event) == [(4, "2014-12-30", ["10:00"])]

    def test_an_event_without_talks_has_its_first_day(self) -> None:
        assert days_of(party()) == [(1, "2014-12-27", [])]

    def test_every_room_stands_under_the_first_day(self) -> None:
        sessions = [
            Session(id="one", title="Talk", start=BERLIN("11:00"), room="1"),
            Session(id="two", title="Talk", start=AFTER("11:00"), room="1"),
            Session(id="three", title="Talk", start=AFTER("11:00"), all_rooms=True),
        ]
        event = party(sessions=sessions, venue=HALL)
        root = ET.fromstring(write(event, "frab-xml"))
        rooms = [[room.get("name") for room in day.iter("room") if room.get("name") is not None]
                 for day in root.iter("day")]  # fmt: skip
        assert rooms == [["One", "Two"], ["One", ""]]

    def test_a_day_begins_by_the_clock_on_the_wall(self) -> None:
        """The hour of the change is skipped: the day before has 23 hours."""
        toronto = at("America/Toronto")
        start = toronto("2008-03-08 10:00")
        event = party(start, start=start, id="spring")
        day = ET.fromstring(write(event, "frab-xml")).find("day")
        assert (day.get("start"), day.get("end")) == (
            "2008-03-08T04:00:00-05:00",
            "2008-03-09T04:00:00-04:00",
        )

    def test_a_day_before_there_were_zones(self) -> None:
        """Offsets of that time have seconds, which neither format can tell."""
        event = party(start=date(1900, 3, 4), timezone="Europe/Amsterdam", id="early")
        day = ET.fromstring(write(event, "frab-xml")).find("day")
        assert datetime.fromisoformat(day.get("start")).utcoffset().total_seconds() % 60 == 0


class TestWriting:
    def test_guids_are_uuids_that_stay_as_they_are(self) -> None:
        guid = "E9FDF337-3b08-429c-a107-4a965cc4bb85"
        talk = Session(id=guid, title="Talk", start=BERLIN("11:00"))
        named = Session(id="keynote", title="Keynote", start=BERLIN("12:00"))
        event = party(sessions=[talk, named])
        first, second = guids_of(event)
        assert first == guid
        assert second == "956981ef-b6eb-5147-b89a-2a7fff7c6537"
        other_title = party(sessions=[talk, named.replace(title="Else", start=BERLIN("13:00"))])
        assert guids_of(other_title) == [first, second]
        assert guids_of(event.replace(id="32c3")) != [first, second]

    @pytest.mark.parametrize(
        ("id", "xml", "json"),
        [
            ("31c3", "31c3", "31c3"),
            ("test-3", "test-3", "test_3"),
            ("first-meeting@itprotoronto.ca", "first_meeting", "first_meeting"),
            ("m", "m_event", "m_event"),
            ("漢字", "event", "event"),
        ],
    )
    def test_acronyms(self, id: str, xml: str, json: str) -> None:
        event = party(id=id)
        assert f"<acronym>{xml}</acronym>".encode() in write(event, "frab-xml")
        assert f'"acronym":"{json}"'.encode() in write(event, "frab-json")

    def test_numbers_that_talks_bring_are_theirs(self) -> None:
        numbered = {"frab": {"id": 7}}
        sessions = [
            Session(id="one", title="Talk", start=BERLIN("11:00"), extra=numbered),
            Session(id="two", title="Talk", start=BERLIN("12:00"), extra=numbered),
            Session(id="7", title="Talk", start=BERLIN("10:00")),
        ]
        root = ET.fromstring(write(party(sessions=sessions), "frab-xml"))
        numbers = [int(talk.get("id")) for talk in root.iter("event")]
        assert numbers[0] == 7 and len(set(numbers)) == 3

    def test_indented_json_says_the_same(self) -> None:
        event = party(BERLIN("11:00"))
        compact, spread = write(event, "frab-json"), write(event, "frab-json", indent=True)
        assert json.loads(compact) == json.loads(spread)
        assert spread.count(b"\n") > compact.count(b"\n") == 1

    def test_a_talk_is_as_long_as_the_clocks_count(self) -> None:
        """Over a clock change, and with seconds, which only JSON's end and XML's length tell."""
        toronto = at("America/Toronto")
        talk = Session(
            id="night",
            title="Night",
            start=toronto("2008-11-02 00:30"),
            end=toronto("2008-11-02 02:30:10"),
        )
        event = party(sessions=[talk], start=talk.start, id="autumn")
        assert b"<duration>03:00:10</duration>" in write(event, "frab-xml")
        data = write(event, "frab-json")
        assert b'"duration":"03:00","end":"2008-11-02T02:30:10-05:00"' in data


def guids_of(event: Event) -> list[Any]:
    root = ET.fromstring(write(event, "frab-xml"))
    return [talk.get("guid") for talk in root.iter("event")]
