"""An agenda as CSV: a row a session, for a spreadsheet."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given, settings
from tests.conftest import Golden
from tests.strategies import events

from hallwaytrack import (
    DecodeError,
    Event,
    InvalidValueError,
    Person,
    Room,
    Session,
    Sponsor,
    Track,
    UserGroup,
    Venue,
    at,
    example,
    public_view,
    read,
    speakers,
    write,
)
from hallwaytrack.formats.agenda_csv import COLUMNS, MEMBERS, to_agenda_csv
from hallwaytrack.formats.registry import format_of, losses
from hallwaytrack.formats.sheets import restored
from hallwaytrack.model.people import Contributor

clock = at("America/Toronto", "2008-02-27")
LAUNCH = Event(
    id="launch@example.org",
    title="Heroes Happen Here",
    start=clock("08:00"),
    venue=Venue(
        id="hall",
        name="Direct Energy Building",
        rooms=[Room(id="b", name="Room B"), Room(id="a", name="Room A")],
    ),
    other_venues=[Venue(id="pub", name="Pub", rooms=[Room(id="p", name="Upstairs")])],
    tracks=[Track(id="srv", name="Servers")],
    people=[Person(id="ada", name="Ada", email="ada@example.org"), Person(id="bob", name="Bob")],
    groups=[UserGroup(id="itpro", name="IT Pro Toronto")],
    sponsors=[Sponsor(id="acme", name="Acme")],
)


def rows(*sessions: Session, into: Event = LAUNCH) -> list[dict[str, str]]:
    """The rows, as another program reads them."""
    data = to_agenda_csv(into.replace(sessions=sessions))
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def session(id: str = "s", **members: Any) -> Session:
    return Session(**{"id": id, "title": "Hypervisors", **members})


class TestRows:
    def test_every_column(self) -> None:
        given = session(
            start=clock("10:00"),
            end=clock("11:00"),
            room="a",
            track="srv",
            contributors=speakers("ada", "bob"),
            url="https://example.org/hypervisors",
        )
        assert rows(given) == [
            {
                "day": "2008-02-27",
                "start": "10:00",
                "end": "11:00",
                "room": "Room A",
                "track": "Servers",
                "title": "Hypervisors",
                "speakers": "Ada, Bob",
                "url": "https://example.org/hypervisors",
            }
        ]

    def test_what_is_not_known_is_empty(self) -> None:
        (row,) = rows(session())
        assert row == {**dict.fromkeys(COLUMNS, ""), "title": "Hypervisors"}

    @pytest.mark.parametrize(
        ("start", "end", "cells"),
        [
            ("23:00", "2008-02-28 01:30", ("2008-02-27", "23:00", "2008-02-28 01:30")),
            ("09:00:30", "2008-02-27 10:00:00", ("2008-02-27", "09:00:30", "10:00")),
            ("00:00", "2008-02-28 00:00", ("2008-02-27", "00:00", "2008-02-28 00:00")),
        ],
    )
    def test_times(self, start: str, end: str, cells: tuple[str, str, str]) -> None:
        whole = at("America/Toronto")
        (row,) = rows(session(start=clock(start), end=whole(end)))
        assert (row["day"], row["start"], row["end"]) == cells

    @pytest.mark.parametrize(
        ("members", "room"),
        [({"all_rooms": True}, "All rooms"), ({"room": "p"}, "Upstairs"), ({}, "")],
    )
    def test_rooms(self, members: dict[str, Any], room: str) -> None:
        assert rows(session(**members))[0]["room"] == room

    def test_speakers_are_people_groups_and_sponsors(self) -> None:
        others = Contributor(person="bob", role="host")
        (row,) = rows(session(contributors=[*speakers("itpro", "acme"), others]))
        assert row["speakers"] == "IT Pro Toronto, Acme"

    @pytest.mark.parametrize(
        ("status", "title"),
        [
            ("confirmed", "Hypervisors"),
            ("tentative", "Hypervisors"),
            ("cancelled", "Cancelled: Hypervisors"),
            ("postponed", "Postponed: Hypervisors"),
        ],
    )
    def test_what_is_off_says_so(self, status: str, title: str) -> None:
        assert rows(session(status=status))[0]["title"] == title

    def test_without_a_venue(self) -> None:
        assert len(rows(session(), into=Event(id="e", title="E", start=clock("09:00")))) == 1


class TestOrder:
    def test_by_start_then_by_room_as_the_venue_lists_them(self) -> None:
        early, late = {"start": clock("09:00")}, {"start": clock("10:00")}
        given = [
            session("none", title="Z"),
            session("late", room="b", **late),
            session("a", room="a", **early),
            session("b", room="b", **early),
            session("all", all_rooms=True, **early),
            session("none-2", title="A"),
        ]
        listed = [(row["start"], row["room"], row["title"]) for row in rows(*given)]
        assert [each[:2] for each in listed] == [
            ("09:00", "All rooms"),
            ("09:00", "Room B"),
            ("09:00", "Room A"),
            ("10:00", "Room B"),
            ("", ""),
            ("", ""),
        ]
        assert [each[2] for each in listed[-2:]] == ["A", "Z"]

    def test_the_second_pass_of_an_hour_comes_after_the_first(self) -> None:
        toronto = at("America/Toronto")
        second = session("1", title="Second", start=toronto("2008-11-02 01:15", fold=1))
        first = session("2", title="First", start=toronto("2008-11-02 01:45"))
        assert [row["title"] for row in rows(second, first)] == ["First", "Second"]


class TestSafety:
    """A title comes from strangers, and a spreadsheet runs what looks like a formula."""

    @pytest.mark.parametrize(
        "title",
        ["=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(1)", '=HYPERLINK("https://x","y")', "a;=1+1"],
    )
    def test_no_cell_is_a_formula(self, title: str) -> None:
        given = LAUNCH.replace(
            people=[Person(id="ada", name=title)],
            tracks=[Track(id="t", name=title)],
            venue=Venue(id="v", name="V", rooms=[Room(id="r", name=title)]),
        )
        talk = session(title=title, room="r", track="t", contributors=speakers("ada"))
        (row,) = rows(talk, into=given)
        for cell in row.values():
            for part in cell.split(";"):
                assert not part.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert restored(row["title"]) == title

    def test_nothing_private_is_written(self) -> None:
        whole = example().event("launch-toronto@heroeshappenhere.example")
        assert to_agenda_csv(whole) == to_agenda_csv(public_view(whole))

    @given(events())
    @settings(max_examples=30)
    def test_whatever_an_event_holds_is_a_table(self, event: Event) -> None:
        data = to_agenda_csv(event)
        assert data == to_agenda_csv(event)
        text = io.StringIO(data.decode("utf-8-sig"), newline="")
        table = list(csv.reader(text, strict=True))
        assert len(table) == 1 + len(event.sessions)
        assert {len(row) for row in table} == {len(COLUMNS)}


class TestFormat:
    def test_golden(self, golden: Golden) -> None:
        whole = example().event("launch-toronto@heroeshappenhere.example")
        golden("agenda-csv/heroes-happen-here.csv", write(whole, "agenda-csv"))

    def test_golden_of_the_edges(self, golden: Golden) -> None:
        given = [
            session("night", start=clock("23:00"), end=at("America/Toronto")("2008-02-28 01:30")),
            session("off", title='Quotes "and", commas', status="cancelled", start=clock("09:00")),
            session("formula", title="=1+1", contributors=speakers("ada")),
            session("wide", title="漢字 🎉\u00a0é", all_rooms=True, start=clock("09:00")),
        ]
        golden("agenda-csv/edges.csv", write(LAUNCH.replace(sessions=given), "agenda-csv"))

    def test_it_cannot_be_read(self) -> None:
        with pytest.raises(DecodeError, match="CSV of an agenda can only be written"):
            read(b"day,start", "agenda-csv")

    def test_it_is_known_by_its_suffix(self) -> None:
        assert format_of("agenda.csv").name == "agenda-csv"

    def test_it_holds_events_only(self) -> None:
        with pytest.raises(InvalidValueError, match="CSV of an agenda holds no Calendar"):
            write(example(), "agenda-csv")

    def test_names_are_carried_of_what_a_session_names(self) -> None:
        talks = [
            session("a", start=clock("09:00"), room="a", track="srv", contributors=speakers("ada")),
            session("b", start=clock("10:00"), all_rooms=True),
        ]
        assert [p.place for p in losses(LAUNCH.replace(sessions=talks), "agenda-csv")] == [
            *("/id", "/title", "/start", "/timezone"),
            *("/venue/id", "/venue/name", "/venue/rooms/0", "/venue/rooms/1/id"),
            *("/other_venues/0", "/people/0/id", "/people/0/email", "/people/1"),
            *("/groups/0", "/sponsors/0", "/tracks/0/id", "/sessions/0/id", "/sessions/1/id"),
        ]

    @pytest.mark.parametrize(
        ("members", "place", "message"),
        [
            ({"status": "tentative"}, "/status", "status is left out"),
            ({"status": "cancelled"}, "", ""),
            (
                {"contributors": [*speakers("ada"), Contributor(person="bob", role="host")]},
                "/contributors/1",
                "contributors is left out",
            ),
            (
                {"start": at("America/Toronto")("2008-11-02 01:30", fold=1)},
                "/start",
                "start is told without saying that it is the second pass of its hour",
            ),
        ],
    )
    def test_what_a_column_holds_only_in_part(
        self, members: dict[str, Any], place: str, message: str
    ) -> None:
        found = losses(LAUNCH.replace(sessions=[session(**members)]), "agenda-csv")
        told = {p.place: p.message for p in found if p.place.startswith("/sessions/0")}
        del told["/sessions/0/id"]
        assert told == ({f"/sessions/0{place}": message} if place else {})

    def test_an_order_that_is_not_that_of_time(self) -> None:
        late, early = (session(id, start=clock(f"{id}:00")) for id in ("11", "09"))
        found = losses(LAUNCH.replace(sessions=[late, early]), "agenda-csv")
        assert str(found[-1]) == "sessions comes back in another order (at /sessions)"
        ordered = losses(LAUNCH.replace(sessions=[early, late]), "agenda-csv")
        assert "/sessions" not in [p.place for p in ordered]


class TestTable:
    """What the reference says of the columns."""

    @pytest.mark.parametrize("member", sorted(set(MEMBERS.values())))
    def test_a_column_is_made_of_its_member_alone(self, member: str) -> None:
        bare = Session(id="s", title="Servers", start=clock("09:00"), end=clock("10:00"))
        changed = bare.replace(
            **{
                "start": {"start": clock("09:30").replace(day=26)},
                "end": {"end": clock("11:00")},
                "room": {"room": "a"},
                "track": {"track": "srv"},
                "title": {"title": "Queries"},
                "contributors": {"contributors": speakers("ada")},
                "url": {"url": "https://x.example"},
            }[member]
        )
        one, other = (
            next(
                csv.DictReader(
                    io.StringIO(to_agenda_csv(LAUNCH.replace(sessions=[s])).decode("utf-8-sig"))
                )
            )
            for s in (bare, changed)
        )
        differ = {name for name in COLUMNS if one[name] != other[name]}
        if member == "start":  # an end on another day says so
            differ -= {"end"}
        assert differ == {name for name, made_of in MEMBERS.items() if made_of == member}
