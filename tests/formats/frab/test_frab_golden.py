"""Golden files, byte for byte; and what an independent reader makes of each."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.conftest import Golden
from tests.formats.ical.documents import all_day, conference, hello

from hallwaytrack import (
    Event,
    Material,
    Person,
    Room,
    Session,
    Track,
    Venue,
    at,
    example,
    speakers,
    write,
)
from hallwaytrack.formats.frab.describe import takes_place

SUFFIXES = {"frab-xml": "xml", "frab-json": "json"}


def congress() -> Event:
    """Two days, a night between them, and all that a schedule has room for."""
    first, second = (at("Europe/Berlin", f"2014-12-{day}") for day in (27, 28))
    talks = [
        Session(
            id="29aecfd7-2e44-4f49-ab86-29b5e0877325",
            title="31C3 Keynote",
            kind="keynote",
            start=first("11:30"),
            end=first("12:30"),
            room="saal-1",
            track="ccc",
            subtitle="A New Dawn",
            abstract="Tea, biscuits & <b>computers</b>",
            description="First.\n\nSecond.",
            contributors=speakers("1544", "ada-lovelace"),
            language="en",
            recording="allowed",
            recording_licence="CC BY 4.0",
            url="https://events.ccc.de/congress/2014/keynote",
            image="https://events.ccc.de/congress/2014/keynote.png",
            links=["https://media.ccc.de/"],
            materials=[
                Material(id="a", title="Notes", url="https://events.ccc.de/congress/notes"),
                Material(id="b", title="Folien", kind="slides", url="https://example.org/é.pdf"),
                Material(id="c", title="Recording", kind="recording"),
            ],
            extra={"frab": {"id": 6571, "slug": "31c3-6571-keynote", "type": "Keynote"}},
        ),
        Session(
            id="night",
            title="Hacker Jeopardy",
            kind="social",
            start=second("00:15"),
            end=second("02:15"),
            room="saal-2",
            recording="opt_out",
        ),
        Session(id="lunch", title="Lunch", kind="break", start=second("12:00")),
        Session(id="closing", title="Closing \"gears\"", start=second("18:00"), all_rooms=True),
    ]  # fmt: skip
    return Event(
        id="31c3",
        title="31. Chaos Communication Congress",
        start=first("11:00"),
        end=second("18:30"),
        kind="conference",
        description="A new dawn.",
        topics=["hacking", "society"],
        url="https://events.ccc.de/congress/2014/",
        venue=Venue(
            id="venue",
            name="31. Chaos Communication Congress",
            rooms=[
                Room(id="saal-1", name="Saal 1", capacity=3000),
                Room(id="saal-2", name="Saal 2"),
            ],
        ),
        tracks=[Track(id="ccc", name="CCC", color="#00ff7f")],
        people=[
            Person(id="1544", name="erdgeist"),
            Person(
                id="ada-lovelace", name="Ada Lovelace", bio="Wrote notes.", email="a@example.org"
            ),
        ],
        sessions=talks,
        extra={"frab": {"version": "1.5 To shine in a bright light"}},
    )


FILES: Mapping[str, Callable[[], Event]] = {
    "congress": congress,
    "conference": conference,
    "hello": hello,
    "all-day": all_day,
    "community-evening": lambda: example().events[0],
    "launch": lambda: example().events[1],
}


def seen_in_xml(data: bytes) -> Iterator[tuple[str, datetime, timedelta, str]]:
    """Title, start, length and room of each talk, by the standard library."""
    for talk in ET.fromstring(data).iter("event"):
        found: Any = talk.findtext
        hours, minutes = found("duration").split(":")[:2]
        length = timedelta(hours=int(hours), minutes=int(minutes))
        yield found("title"), datetime.fromisoformat(found("date")), length, found("room")


def seen_in_json(data: bytes) -> Iterator[tuple[str, datetime, timedelta, str]]:
    for day in json.loads(data)["schedule"]["conference"]["days"]:
        for room, talks in day["rooms"].items():
            for talk in talks:
                start = datetime.fromisoformat(talk["date"])
                end = datetime.fromisoformat(talk.get("end") or talk["date"])
                yield talk["title"], start, end.astimezone(UTC) - start.astimezone(UTC), room


@pytest.mark.parametrize("format", SUFFIXES)
@pytest.mark.parametrize("name", FILES)
class TestGolden:
    def test_the_bytes_are_those_of_the_file(self, name: str, format: str, golden: Golden) -> None:
        options = {"indent": True} if format == "frab-json" else {}
        data = write(FILES[name](), format, **options)
        golden(f"{format}/{name}.{SUFFIXES[format]}", data)

    def test_an_independent_reader_reads_it(self, name: str, format: str) -> None:
        event = FILES[name]()
        told = [
            (
                session.title,
                session.start,
                session.end.astimezone(UTC) - session.start.astimezone(UTC)
                if session.end and session.start
                else timedelta(0),
                event.room(session.room).name if session.room else "",
            )
            for session in event.sessions
            if takes_place(session)
        ]
        seen = seen_in_xml if format == "frab-xml" else seen_in_json
        key: Any = str
        assert sorted(seen(write(event, format)), key=key) == sorted(told, key=key)

    def test_nothing_private_is_in_it(self, name: str, format: str) -> None:
        event = FILES[name]()
        data = write(event, format).decode()
        for person in event.people:
            assert person.email is None or person.email not in data
