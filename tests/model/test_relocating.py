"""Moving an event to another place: online, to another venue, or into another zone."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from tests.model.plain import END, START, event, session, shift
from tests.strategies import events

from hallwaytrack import (
    Booth,
    Event,
    InvalidValueError,
    Room,
    Ticket,
    Venue,
    VirtualLocation,
    at,
)

LINK = VirtualLocation(url="https://example.org/join")
OLD = Venue(id="old", name="Old", rooms=[Room(id="a", name="A"), Room(id="b", name="B")])
NEW = Venue(id="new", name="New", rooms=[Room(id="a", name="A")])
ANNEX = Venue(id="annex", name="Annex", rooms=[Room(id="x", name="X")])


def placed(**members: Any) -> Event:
    """An event with something in each room of its venue, and a shift at a booth."""
    booths = [Booth(id="desk", title="Desk", room="b"), Booth(id="stand", title="Stand", room="x")]
    return event(
        **{
            "venue": OLD,
            "other_venues": [ANNEX],
            "sessions": [session("one", room="a"), session("two", room="b"), session("three")],
            "booths": booths,
            "shifts": [shift("door", place="b"), shift("staff", place="desk")],
            **members,
        }
    )


def rooms(of: Event) -> list[str | None]:
    """Where everything is."""
    entries = (*of.sessions, *of.booths)
    return [*(e.room for e in entries), *(shift.place for shift in of.shifts)]


class TestMoveOnline:
    @pytest.mark.parametrize("online", [LINK, [LINK]])
    def test_it_is_online_and_nowhere_else(self, online: Any) -> None:
        moved = placed().move_online(online)
        assert (moved.moved_online, moved.attendance, moved.online) == (True, "online", (LINK,))
        assert (moved.venue, moved.other_venues) == (None, ())

    def test_nothing_is_in_a_room(self) -> None:
        assert rooms(placed().move_online(LINK)) == [None] * 6 + ["desk"]


class TestRelocate:
    def test_what_is_in_a_room_that_is_there_stays_in_it(self) -> None:
        moved = placed().relocate(NEW)
        assert (moved.venue, moved.other_venues) == (NEW, (ANNEX,))
        assert rooms(moved) == ["a", None, None, None, "x", None, "desk"]

    def test_to_one_of_its_other_venues(self) -> None:
        moved = placed().relocate(ANNEX)
        assert (moved.venue, moved.other_venues) == (ANNEX, ())
        assert rooms(moved) == [None, None, None, None, "x", None, "desk"]

    def test_back_from_online(self) -> None:
        moved = placed().move_online(LINK).relocate(NEW)
        assert (moved.moved_online, moved.attendance) == (False, "hybrid")


class TestInZone:
    def test_the_same_instants(self) -> None:
        moved = event(end=END, sessions=[session(start=START)]).in_zone(
            "Europe/Paris", keep="instant"
        )
        assert (moved.timezone, moved.start, moved.end) == ("Europe/Paris", START, END)
        assert moved.start.isoformat() == "2008-03-18T23:00:00+01:00"
        assert moved.sessions[0].start == START

    def test_the_same_wall_clock(self) -> None:
        paris = at("Europe/Paris")
        moved = event(
            end=END,
            sessions=[session("timed", start=START, end=END), session("loose")],
            shifts=[shift(start=START, end=END)],
            tickets=[Ticket(name="All", opens_at=START)],
        ).in_zone("Europe/Paris", keep="wall")
        there = paris("2008-03-18 18:00")
        assert (moved.timezone, moved.start, moved.end) == (
            "Europe/Paris",
            there,
            paris("2008-03-18 21:00"),
        )
        assert moved.session("timed").start == moved.shifts[0].start == there
        assert moved.tickets[0].opens_at == there

    def test_days_stay(self) -> None:
        days = event(start=date(2008, 3, 18), end=None)
        for keep in ("wall", "instant"):
            moved = days.in_zone("Europe/Paris", keep=keep)  # type: ignore[arg-type]
            assert moved == days.replace(timezone="Europe/Paris")

    @given(events())
    def test_there_and_back_by_instants(self, whole: Event) -> None:
        if whole.timezone is not None:
            moved = whole.in_zone("Asia/Kolkata", keep="instant")
            assert moved.in_zone(whole.timezone, keep="instant") == whole

    def test_a_time_that_is_skipped_there(self) -> None:
        start = at("Europe/Paris")("2008-03-09 02:30")
        night = Event(
            id="e",
            title="E",
            start=start - timedelta(hours=1),
            sessions=[session("s", start=start)],
        )
        with pytest.raises(InvalidValueError) as refused:
            night.in_zone("America/Toronto", keep="wall")
        (problem,) = refused.value.problems
        assert problem.place == "/sessions/0/start"
        assert problem.value == datetime(2008, 3, 9, 2, 30)
        assert "session 's' would be at a time that a clock change skips" in str(problem)

    @pytest.mark.parametrize("keep", ["wall", "instant"])
    def test_no_zone(self, keep: Any) -> None:
        with pytest.raises(InvalidValueError, match="timezone must be an IANA time zone name"):
            event().in_zone("Mars/Olympus", keep=keep)

    def test_what_is_kept_has_to_be_known(self) -> None:
        with pytest.raises(InvalidValueError, match="keep must be 'wall' or 'instant', got 'both'"):
            event().in_zone("Europe/Paris", keep="both")  # type: ignore[arg-type]
