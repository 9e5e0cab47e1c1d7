"""Moving an event: everything timed in it goes along by the wall clock."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.plain import END, START, event, refused, session, shift, told, toronto
from tests.strategies import events

from hallwaytrack import (
    Assignment,
    Booth,
    Event,
    InvalidValueError,
    Person,
    Ticket,
    Volunteer,
)
from hallwaytrack.model.vocabulary import AssignmentStatus

APRIL = toronto("2008-04-15 19:00")


def night(**members: Any) -> Event:
    """An event before the night of 2008-03-09, whose clocks skip 02:00 to 03:00."""
    return event(**{"start": toronto("2008-03-08 01:00"), **members})


class TestReschedule:
    def test_everything_timed_moves_by_the_wall_clock(self) -> None:
        moved = event(
            end=END,
            sessions=[session("a", start=START, end=END), session("b"), session("c", start=START)],
            booths=[Booth(id="booth", title="Booth", start=START, end=END)],
            shifts=[shift("door", start=START - timedelta(hours=1))],
        ).reschedule(APRIL)
        assert (moved.start, moved.end) == (APRIL, toronto("2008-04-15 22:00"))
        assert moved.session("a").start == moved.booth("booth").start == APRIL
        assert moved.session("c") == session("c", start=APRIL)
        assert moved.session("b") == session("b")
        assert moved.shift("door").start == toronto("2008-04-15 18:00")

    def test_across_a_clock_change(self) -> None:
        """18:00 stays 18:00, though another number of hours has passed."""
        moved = event(sessions=[session(start=START)]).reschedule(date(2008, 11, 18))
        assert moved.start == moved.sessions[0].start == toronto("2008-11-18 18:00")

    def test_nothing_else_moves(self) -> None:
        tickets = [Ticket(name="All", opens_at=START, closes_at=END)]
        assert event(tickets=tickets).reschedule(APRIL).tickets == tuple(tickets)

    def test_the_previous_start_is_noted(self) -> None:
        moved = event().reschedule(APRIL).reschedule(START)
        assert moved.previous_starts == (START, APRIL)
        assert event().reschedule(START) == event()

    def test_an_end_may_be_given(self) -> None:
        assert event(end=END).reschedule(APRIL, APRIL + timedelta(hours=1)).duration == timedelta(
            hours=1
        )
        with pytest.raises(InvalidValueError, match=r"end must be after start"):
            event(end=END).reschedule(APRIL, APRIL)

    def test_a_start_in_another_zone_is_told_in_the_events(self) -> None:
        assert event(end=END).reschedule(APRIL.astimezone(UTC)) == event(end=END).reschedule(APRIL)

    def test_days(self) -> None:
        moved = event(start=date(2008, 3, 18), end=date(2008, 3, 19)).reschedule(date(2008, 4, 1))
        assert (moved.start, moved.end) == (date(2008, 4, 1), date(2008, 4, 2))
        assert event(start=date(2008, 3, 18)).reschedule(date(2008, 4, 1)).end is None

    def test_confirmed_volunteers_are_asked_again(self) -> None:
        names: dict[str, AssignmentStatus] = {"ada": "confirmed", "bob": "waitlisted"}
        moved = event(
            people=[Person(id=id, name=id) for id in names],
            volunteers=[Volunteer(person=id) for id in names],
            shifts=[
                shift("a", assignments=[Assignment(person=i, status=s) for i, s in names.items()]),
                shift("b"),
            ],
        ).reschedule(APRIL)
        assert [a.status for a in moved.shift("a").assignments] == ["offered", "waitlisted"]

    def test_a_postponed_event_is_on_again(self) -> None:
        postponed = event().postpone("Snow")
        assert (postponed.status, postponed.status_reason) == ("postponed", "Snow")
        moved = postponed.reschedule(APRIL)
        assert (moved.status, moved.status_reason) == ("confirmed", None)

    def test_a_cancelled_one_stays_cancelled(self) -> None:
        moved = event().cancel("Snow").reschedule(APRIL)
        assert (moved.status, moved.status_reason) == ("cancelled", "Snow")

    def test_a_skipped_time_is_refused_and_what_would_be_there_is_named(self) -> None:
        late = night(
            end=toronto("2008-03-08 02:45"),
            sessions=[session("a", start=toronto("2008-03-08 02:30"))],
        )
        assert told(lambda: late.reschedule(date(2008, 3, 9))) == [
            "session 'a' would be at a time that a clock change skips, got 2008-03-09T02:30:00"
            " (at /sessions/0); choose another start, or move this on its own first",
            "the event would be at a time that a clock change skips, got 2008-03-09T02:45:00"
            " (at /end); choose another start, or move this on its own first",
        ]
        with pytest.raises(InvalidValueError, match="start is skipped by a clock change"):
            event(start=toronto("2008-03-08 02:30")).reschedule(date(2008, 3, 9))

    def test_where_no_positive_length_would_remain_the_elapsed_one_is_kept(self) -> None:
        """From 01:50 to the second 01:20 is half an hour, on that night alone."""
        start, end = toronto("2008-11-02 01:50"), toronto("2008-11-02 01:20", fold=1)
        moved = event(start=start, end=end, sessions=[session(start=start, end=end)]).reschedule(
            date(2008, 11, 4)
        )
        assert moved.end == moved.sessions[0].end == toronto("2008-11-04 02:20")

    @pytest.mark.parametrize(
        ("start", "message"),
        [
            (datetime(2008, 4, 15, 18), "start needs a time zone, got 2008-04-15T18:00:00 (at /start); make it with at(\"Area/City\")"),
            ("2008-04-15", "start must be a datetime with a time zone, or a date, got '2008-04-15' (at /start); make it with at(\"Area/City\")"),
        ],
    )  # fmt: skip
    def test_no_start(self, start: Any, message: str) -> None:
        with refused(message):
            event().reschedule(start)

    def test_a_time_for_an_event_of_days(self) -> None:
        with refused(
            "start must be a date, as the event's is, got 2008-04-15T19:00:00-04:00 (at /start);"
            " write start.date()"
        ):
            event(start=date(2008, 3, 18)).reschedule(APRIL)

    def test_beyond_the_calendar(self) -> None:
        far = event(sessions=[session("a", start=toronto("9998-12-01 12:00"))])
        for later in (date(2009, 3, 18), date(2108, 3, 18)):
            with pytest.raises(
                InvalidValueError, match="session 'a' would be in a year that a time cannot be in"
            ):
                far.reschedule(later)

    @given(events(), st.integers(-3000, 3000))
    def test_there_and_back(self, one: Event, days: int) -> None:
        start = one.start + timedelta(days=days)
        try:
            moved = one.reschedule(start.date() if isinstance(start, datetime) else start)
        except InvalidValueError as error:
            assert all(
                "would be" in p.message or "skipped" in p.message or "lie within" in p.message
                for p in error.problems
            )
            return
        assert [s.id for s in moved.sessions] == [s.id for s in one.sessions]
        assert (moved.sequence, moved.updated, moved.id) == (one.sequence, one.updated, one.id)
        assert all(
            (a.start is None) is (b.start is None)
            for a, b in zip(moved.sessions, one.sessions, strict=True)
        )
