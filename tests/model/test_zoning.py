"""Every time of an event is in the event's zone."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from tests.model.plain import (
    ADA,
    END,
    START,
    event,
    refused,
    session,
    shift,
    times_in,
    told,
    toronto,
)
from tests.strategies import events

from hallwaytrack import (
    Booth,
    Event,
    InvalidValueError,
    Session,
    Shift,
    Span,
    Ticket,
    Volunteer,
    at,
)
from hallwaytrack.model.zoning import in_zone

EDT = timezone(timedelta(hours=-4))
TORONTO = ZoneInfo("America/Toronto")


class TestTheZoneOfAnEvent:
    def test_it_is_that_of_an_aware_start(self) -> None:
        assert event().timezone == "America/Toronto"
        assert event(start=datetime(2008, 3, 18, 22, tzinfo=UTC)).timezone == "UTC"
        assert event(start=datetime(2008, 3, 18, 22, tzinfo=ZoneInfo("UTC"))).timezone == "UTC"

    def test_the_one_given_wins(self) -> None:
        moved = event(start=START, timezone="Europe/Dublin")
        assert moved.timezone == "Europe/Dublin"
        assert moved.start == START and moved.start.tzinfo is ZoneInfo("Europe/Dublin")  # type: ignore[union-attr]

    def test_days_need_none(self) -> None:
        assert event(start=date(2008, 3, 18)).timezone is None

    def test_days_may_have_one(self) -> None:
        assert event(start=date(2008, 3, 18), timezone="Europe/Dublin").timezone == "Europe/Dublin"

    def test_a_fixed_offset_asks_for_one(self) -> None:
        with refused(
            "timezone is needed: the start has only an offset, got 2008-03-18T18:00:00-04:00"
            ' (at /timezone); write timezone="Area/City"'
        ):
            event(start=datetime(2008, 3, 18, 18, tzinfo=EDT))

    def test_a_fixed_offset_beside_one_is_moved(self) -> None:
        kept = event(start=datetime(2008, 3, 18, 18, tzinfo=EDT), timezone="America/Toronto")
        assert kept == event()

    @pytest.mark.parametrize(
        ("place", "members"),
        [
            ("/sessions/0/start", {"sessions": [session(start=START)]}),
            ("/shifts/0/start", {"shifts": [shift()]}),
            ("/booths/0/start", {"booths": [Booth(id="b", title="B", start=START)]}),
            ("/tickets/0/opens_at", {"tickets": [Ticket(opens_at=START)]}),
            ("/previous_starts/0", {"previous_starts": [START]}),
            ("/occurrence", {"occurrence": START}),
            (
                "/volunteers/0/available/0/start",
                {
                    "people": [ADA],
                    "volunteers": [Volunteer(person="ada", available=[Span(start=START, end=END)])],
                },
            ),
        ],
    )
    def test_days_with_something_timed_inside_need_one(
        self, place: str, members: dict[str, Any]
    ) -> None:
        (problem,) = told(lambda: event(start=date(2008, 3, 18), **members))
        assert problem.startswith(f"timezone is needed: there is a time at {place}, got")
        assert event(start=date(2008, 3, 18), timezone="America/Toronto", **members)

    def test_an_unknown_one_is_refused_with_the_nearest(self) -> None:
        with refused(
            "timezone must be an IANA time zone name, got 'America/Torono' (at /timezone);"
            " did you mean 'America/Toronto'?"
        ):
            event(timezone="America/Torono")

    def test_a_start_in_a_zone_of_an_unknown_name_is_refused(self) -> None:
        class Narnia(ZoneInfo):
            @property
            def key(self) -> str:
                return "Narnia/Lantern_Waste"

        start = datetime(2008, 3, 18, tzinfo=Narnia.no_cache("Europe/Dublin"))
        (problem,) = told(lambda: event(start=start))
        assert problem.startswith(
            "timezone must be an IANA time zone name, got 'Narnia/Lantern_Waste'"
        )


class TestTimesAreMoved:
    def test_of_sessions_shifts_booths_and_all_the_rest(self) -> None:
        there = at("Europe/Dublin")
        start, end = there("2008-03-18 22:00"), there("2008-03-19 01:00")
        moved = event(
            start=start,
            end=end,
            timezone="America/Toronto",
            previous_starts=[start],
            occurrence=start,
            people=[ADA],
            sessions=[session(start=start, end=end)],
            booths=[Booth(id="b", title="B", start=start, end=end)],
            shifts=[Shift(id="s", role="R", start=start, end=end)],
            volunteers=[Volunteer(person="ada", available=[Span(start=start, end=end)])],
            tickets=[Ticket(opens_at=start, closes_at=end)],
        )
        times = list(times_in(moved))
        assert len(times) == 14
        assert all(time.tzinfo is TORONTO for time in times)
        assert {time.isoformat() for time in times} == {
            "2008-03-18T18:00:00-04:00",
            "2008-03-18T21:00:00-04:00",
        }

    def test_parts_that_are_there_already_stay_the_same_objects(self) -> None:
        part = session(start=START, end=END)
        assert event(sessions=[part]).sessions[0] is part
        assert in_zone(part, TORONTO) is part

    def test_parts_given_are_not_changed(self) -> None:
        part = session(start=START.astimezone(UTC))
        assert event(sessions=[part]).sessions[0] is not part
        assert part.start is not None and part.start.tzinfo is UTC

    def test_stamps_stay_in_utc(self) -> None:
        kept = event(updated=START, sessions=[session(created=START)])
        assert kept.updated is not None and kept.updated.tzinfo is UTC
        assert kept.sessions[0].created is not None and kept.sessions[0].created.tzinfo is UTC

    def test_into_the_second_pass(self) -> None:
        moved = event(start=datetime(2008, 11, 2, 6, 30, tzinfo=UTC), timezone="America/Toronto")
        assert moved.start == toronto("2008-11-02 01:30", fold=1)
        assert moved.start.fold == 1  # type: ignore[union-attr]

    def test_a_zone_that_is_not_cached_is_moved_into_the_one_that_is(self) -> None:
        other = ZoneInfo.no_cache("America/Toronto")
        kept = event(start=START.replace(tzinfo=other))
        assert isinstance(kept.start, datetime) and kept.start.tzinfo is TORONTO

    @given(events())
    def test_in_every_event(self, found: Event) -> None:
        zone = ZoneInfo(found.timezone) if found.timezone else None
        assert all(time.tzinfo is zone for time in times_in(found))

    @given(events())
    def test_an_event_told_in_another_zone_holds_the_same_instants(self, found: Event) -> None:
        if found.timezone is None:
            return
        moved = found.replace(timezone="Asia/Kathmandu")
        assert [t.astimezone(UTC) for t in times_in(moved)] == [
            t.astimezone(UTC) for t in times_in(found)
        ]
        assert moved.replace(timezone=found.timezone) == found


class TestWhatAZoneCannotTell:
    MONROVIA = "Africa/Monrovia"  # at -00:44:30 until 1972

    @pytest.mark.parametrize(
        ("place", "members"),
        [
            ("/start", {"start": datetime(1970, 1, 1, tzinfo=UTC)}),
            ("/previous_starts/0", {"previous_starts": [datetime(1970, 1, 1, tzinfo=UTC)]}),
            ("/sessions/0/start", {"sessions": [session(start=datetime(1970, 1, 1, tzinfo=UTC))]}),
        ],
    )
    def test_an_offset_with_seconds_is_refused_with_its_place(
        self, place: str, members: dict[str, Any]
    ) -> None:
        problems = told(lambda: event(timezone=self.MONROVIA, **members))
        assert len(problems) == 1
        assert "must have an offset of whole minutes" in problems[0]
        assert f"(at {place})" in problems[0]

    def test_a_year_out_of_range_is_refused_with_its_place(self) -> None:
        last = datetime(9998, 12, 31, 23, tzinfo=UTC)
        problems = told(
            lambda: event(
                timezone="Asia/Kathmandu", sessions=[Session(id="s", title="S", start=last)]
            )
        )
        assert len(problems) == 1
        assert "must be in the years 1900 to 9998" in problems[0]
        assert "(at /sessions/0/start)" in problems[0]

    def test_several_are_told_at_once(self) -> None:
        early = datetime(1970, 1, 1, tzinfo=UTC)
        problems = told(
            lambda: event(start=early, timezone=self.MONROVIA, sessions=[session(start=early)])
        )
        assert len(problems) == 2

    def test_nothing_is_changed_by_a_refusal(self) -> None:
        part = session(start=datetime(1970, 1, 1, tzinfo=UTC))
        with pytest.raises(InvalidValueError):
            event(timezone=self.MONROVIA, sessions=[part])
        assert part == session(start=datetime(1970, 1, 1, tzinfo=UTC))
