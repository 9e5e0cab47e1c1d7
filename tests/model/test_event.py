"""An event's own look-ups and what it knows of itself."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from tests.model.plain import (
    ADA,
    BOB,
    DIRECT_ENERGY,
    END,
    START,
    event,
    session,
    shift,
    told,
    toronto,
)
from tests.strategies import events

from hallwaytrack import (
    Booth,
    Contributor,
    Event,
    Material,
    Sponsor,
    Track,
    UnknownIdError,
    UserGroup,
    Venue,
    VirtualLocation,
    speakers,
)

ONLINE = [VirtualLocation(url="https://example.org/join")]
FULL = event(
    venue=DIRECT_ENERGY,
    other_venues=[Venue(id="other", name="Other")],
    people=[ADA, BOB],
    groups=[UserGroup(id="itpro", name="IT Pro Toronto")],
    sponsors=[Sponsor(id="acme", name="Acme")],
    tracks=[Track(id="infra", name="Infrastructure")],
    sessions=[session(), session("keynote")],
    booths=[Booth(id="area", title="User Group area")],
    shifts=[shift()],
)


class TestTimes:
    def test_of_a_timed_event(self) -> None:
        timed = event(end=END)
        assert not timed.is_all_day
        assert (timed.starts_at, timed.ends_at) == (START, END)
        assert timed.duration == timedelta(hours=3)

    def test_of_an_open_one(self) -> None:
        assert event().ends_at is None and event().duration is None

    def test_of_days(self) -> None:
        days = event(start=date(2008, 2, 27), end=date(2008, 2, 28), timezone="America/Toronto")
        assert days.is_all_day
        assert days.starts_at == toronto("2008-02-27 00:00")
        assert days.ends_at == toronto("2008-02-29 00:00")
        assert days.duration == timedelta(days=2)

    def test_of_days_without_a_zone(self) -> None:
        day = event(start=date(2008, 2, 27), end=date(2008, 2, 27))
        assert day.starts_at == datetime(2008, 2, 27, tzinfo=UTC)
        assert day.ends_at == datetime(2008, 2, 28, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("zone", "day", "starts", "hours"),
        [
            ("America/Toronto", date(2008, 3, 9), "2008-03-09T00:00:00-05:00", 23),
            ("America/Toronto", date(2008, 11, 2), "2008-11-02T00:00:00-04:00", 25),
            ("America/Sao_Paulo", date(2008, 10, 19), "2008-10-19T01:00:00-02:00", 23),
            ("Pacific/Apia", date(2011, 12, 29), "2011-12-29T00:00:00-10:00", 24),
            ("Pacific/Apia", date(2011, 12, 30), "2011-12-31T00:00:00+14:00", 0),
            ("Antarctica/Troll", date(2008, 3, 30), "2008-03-30T00:00:00+00:00", 22),
        ],
    )
    def test_of_a_day_on_which_the_clocks_change(
        self, zone: str, day: date, starts: str, hours: int
    ) -> None:
        changing = event(start=day, end=day, timezone=zone)
        assert changing.starts_at.isoformat() == starts
        assert changing.duration == timedelta(hours=hours)

    def test_a_duration_counts_what_passes(self) -> None:
        night = event(start=toronto("2008-11-02 00:00"), end=toronto("2008-11-02 03:00"))
        assert night.duration == timedelta(hours=4)

    @pytest.mark.parametrize("last", [date(9998, 12, 31), date(1900, 1, 1)])
    def test_at_the_edges_of_time(self, last: date) -> None:
        edge = event(start=last, end=last, timezone="UTC")
        assert edge.duration == timedelta(days=1)

    @given(events())
    def test_of_any_event(self, found: Event) -> None:
        assert found.starts_at.tzinfo is not None
        assert (found.ends_at is None) == (found.end is None)
        if found.duration is not None:
            assert found.duration > timedelta(0) or found.is_all_day


class TestAttendance:
    @pytest.mark.parametrize(
        ("members", "attendance"),
        [
            ({}, "to_be_announced"),
            ({"online": ONLINE}, "online"),
            ({"venue": DIRECT_ENERGY}, "in_person"),
            ({"other_venues": [DIRECT_ENERGY]}, "in_person"),
            ({"venue": DIRECT_ENERGY, "online": ONLINE}, "hybrid"),
            ({"venue": DIRECT_ENERGY, "moved_online": True}, "online"),
            ({"moved_online": True}, "online"),
        ],
    )
    def test_how_people_take_part(self, members: dict[str, Any], attendance: str) -> None:
        assert event(**members).attendance == attendance


def test_an_event_that_was_to_start_before_is_rescheduled() -> None:
    assert not event().is_rescheduled
    assert event(previous_starts=[toronto("2008-03-11 18:00")]).is_rescheduled
    assert event(previous_starts=[date(2008, 3, 11)]).is_rescheduled


class TestLookUps:
    @pytest.mark.parametrize(
        ("name", "id"),
        [
            ("session", "hypervisors"),
            ("session", "keynote"),
            ("booth", "area"),
            ("shift", "morning"),
            ("person", "ada"),
            ("group", "itpro"),
            ("sponsor", "acme"),
            ("room", "b2"),
            ("track", "infra"),
        ],
    )
    def test_what_is_there_is_found(self, name: str, id: str) -> None:
        assert getattr(FULL, name)(id).id == id

    @pytest.mark.parametrize(
        ("name", "id", "message"),
        [
            ("session", "hypervisor", "no session has this id, got 'hypervisor'; did you mean 'hypervisors'?"),
            ("session", "xyzzy", "no session has this id, got 'xyzzy'; there is hypervisors, keynote"),
            ("session", "area", "no session has this id, got 'area'; there is hypervisors, keynote"),
            ("booth", "keynote", "no booth has this id, got 'keynote'; there is area"),
            ("shift", "zzz", "no shift has this id, got 'zzz'; there is morning"),
            ("person", "itpro", "no person has this id, got 'itpro'; there is ada, bob"),
            ("group", "ada", "no group has this id, got 'ada'; there is itpro"),
            ("sponsor", "ada", "no sponsor has this id, got 'ada'; there is acme"),
            ("room", "b9", "no room has this id, got 'b9'; there is b1, b2"),
            ("track", "zzz", "no track has this id, got 'zzz'; there is infra"),
            ("track", None, "no track has this id, got None; there is infra"),
        ],
    )  # fmt: skip
    def test_what_is_not_there_is_told(self, name: str, id: Any, message: str) -> None:
        with pytest.raises(UnknownIdError, match=rf"\A{re.escape(message)}\Z"):
            getattr(FULL, name)(id)

    @pytest.mark.parametrize(
        "name", ["session", "booth", "shift", "person", "group", "sponsor", "room", "track"]
    )
    def test_where_there_is_none_that_is_said(self, name: str) -> None:
        with pytest.raises(
            UnknownIdError, match=f"^no {name} has this id, got 'a'; there is none$"
        ):
            getattr(event(), name)("a")

    def test_many_are_listed_in_part(self) -> None:
        many = event(sessions=[session(f"s{n}") for n in range(20)])
        with pytest.raises(UnknownIdError, match="there is s0, s1, .*, s11 and 8 more$"):
            many.session("xyzzy")

    def test_the_error_is_a_key_error_and_a_value_error(self) -> None:
        with pytest.raises(KeyError):
            FULL.session("xyzzy")
        with pytest.raises(ValueError, match="^no session has this id"):
            FULL.session("xyzzy")

    def test_a_new_event_looks_up_its_own_parts(self) -> None:
        assert FULL.session("keynote")
        after = FULL.replace(sessions=[session("new")])
        assert after.session("new").id == "new"
        with pytest.raises(UnknownIdError):
            after.session("keynote")


class TestSpeakers:
    def test_they_come_in_the_order_of_the_session(self) -> None:
        talk = session(
            contributors=[*speakers("acme", "bob"), Contributor(person="ada", role="host")]
        )
        assert [s.id for s in FULL.put(talk).speakers("hypervisors")] == ["acme", "bob"]

    def test_a_session_may_have_none(self) -> None:
        assert FULL.speakers("keynote") == ()

    def test_a_session_that_is_not_there_is_told(self) -> None:
        with pytest.raises(UnknownIdError, match="no session has this id"):
            FULL.speakers("area")


def test_pending_materials_come_from_the_event_then_from_each_session() -> None:
    def material(id: str, url: str | None = None) -> Material:
        return Material(id=id, title=id, url=url)

    whole = event(
        materials=[material("event"), material("there", "https://example.org")],
        sessions=[
            session("a", materials=[material("a1", "https://example.org"), material("a2")]),
            session("b", materials=[material("b1")]),
        ],
    )
    assert [m.id for m in whole.pending_materials()] == ["event", "a2", "b1"]


class TestDaysAndTimes:
    def test_previous_starts_may_be_of_either_kind(self) -> None:
        assert len(event(previous_starts=[date(2008, 3, 11), START]).previous_starts) == 2

    def test_details_follow_eventually(self) -> None:
        announced = Event(id="first@itprotoronto.ca", title="Virtualization", start=START)
        assert announced.venue is None and announced.end is None

    def test_a_datetime_is_never_taken_for_a_day(self) -> None:
        assert told(lambda: event(start=date(2008, 3, 18), end=START, timezone="UTC"))
