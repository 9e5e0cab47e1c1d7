"""The meetings of a series: found in windows, named, and changed one by one."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st
from tests.model.plain import END, START, event, refused, session, shift, toronto
from tests.rules import Asked, asked
from tests.strategies import all_series

from hallwaytrack import (
    Assignment,
    Booth,
    Event,
    EventSeries,
    InvalidValueError,
    Person,
    Recurrence,
    UnknownIdError,
    Volunteer,
    at,
)
from hallwaytrack.model.entries import basic
from hallwaytrack.model.times import is_skipped
from hallwaytrack.model.windows import window

TUESDAYS = Recurrence.monthly(nth=3, weekday="tue", except_months=[7])
APRIL, MAY, JUNE = date(2008, 4, 15), date(2008, 5, 20), date(2008, 6, 17)
YEAR = (date(2008, 1, 1), date(2009, 1, 1))


def series(recurrence: Recurrence = TUESDAYS, **members: Any) -> EventSeries:
    """A series of three hours a meeting, if not told otherwise."""
    return EventSeries(template=event(**{"end": END, **members}), recurrence=recurrence)


def by_rule(rule: str, **members: Any) -> EventSeries:
    return series(Recurrence.from_rule(rule), **members)


def starts(found: Sequence[Event]) -> list[str]:
    """When meetings start, by the wall clock."""
    return [f"{e.start:%m-%d}" if e.is_all_day else f"{e.start:%m-%d %H:%M}" for e in found]


class TestBetween:
    def test_the_third_tuesday_except_in_july(self) -> None:
        assert [f"{e.start:%m-%d}" for e in series().between(*YEAR)] == [
            *("03-18", "04-15", "05-20", "06-17", "08-19", "09-16", "10-21", "11-18", "12-16")
        ]

    def test_a_meeting_keeps_its_wall_clock_time(self) -> None:
        hours = [e.starts_at.astimezone(UTC).hour for e in series().between(*YEAR)]
        assert hours == [22, 22, 22, 22, 22, 22, 22, 23, 23]

    def test_it_has_all_of_the_template_but_its_times(self) -> None:
        found = series(title="IT Pro", topics=["Virtualization"]).between(*YEAR)[1]
        assert found == event(
            title="IT Pro",
            topics=["Virtualization"],
            start=toronto("2008-04-15 18:00"),
            end=toronto("2008-04-15 21:00"),
            occurrence=toronto("2008-04-15 18:00"),
        )

    def test_the_window_is_half_open(self) -> None:
        monthly = series(end=None)
        first, second = START, toronto("2008-04-15 18:00")
        assert starts(monthly.between(first, second)) == ["03-18 18:00"]
        assert starts(monthly.between(first, second + timedelta(seconds=1))) == [
            *("03-18 18:00", "04-15 18:00")
        ]
        assert monthly.between(first, first) == ()
        assert series().between(first + timedelta(hours=1), first + timedelta(hours=1)) == ()

    def test_a_meeting_that_goes_on_counts_and_one_that_is_over_does_not(self) -> None:
        assert starts(series().between(toronto("2008-03-18 20:59"), MAY)) == [
            *("03-18 18:00", "04-15 18:00")
        ]
        assert starts(series().between(END, MAY)) == ["04-15 18:00"]

    def test_one_without_an_end_is_a_point(self) -> None:
        assert starts(series(end=None).between(toronto("2008-03-18 18:01"), MAY)) == ["04-15 18:00"]

    def test_one_may_be_longer_than_the_time_to_the_next(self) -> None:
        long = by_rule("FREQ=DAILY", end=START + timedelta(days=3))
        assert starts(long.between(toronto("2008-04-01 12:00"), toronto("2008-04-01 13:00"))) == [
            *("03-29 18:00", "03-30 18:00", "03-31 18:00")
        ]

    def test_days(self) -> None:
        days = series(start=date(2008, 3, 18), end=date(2008, 3, 19))
        found = days.between(date(2008, 4, 16), date(2008, 5, 20))
        assert [(e.start, e.end, e.occurrence) for e in found] == [
            (date(2008, 4, 15), date(2008, 4, 16), date(2008, 4, 15))
        ]
        assert days.between(date(2008, 4, 17), date(2008, 5, 20)) == ()

    def test_dates_are_midnights_in_the_series_zone(self) -> None:
        late = series(start=toronto("2008-03-18 23:30"), end=None)
        assert starts(late.between(date(2008, 3, 18), date(2008, 3, 19))) == ["03-18 23:30"]
        assert (
            late.between(datetime(2008, 3, 18, tzinfo=UTC), datetime(2008, 3, 19, tzinfo=UTC)) == ()
        )

    def test_the_start_counts_though_the_rule_does_not_give_it(self) -> None:
        assert starts(by_rule("FREQ=WEEKLY;COUNT=3;BYDAY=WE").between(*YEAR)) == [
            *("03-18 18:00", "03-19 18:00", "03-26 18:00")
        ]

    def test_without_a_rule_there_are_the_start_and_what_is_added(self) -> None:
        added = [toronto("2008-05-06 19:00"), toronto("2008-04-01 18:00"), START]
        assert starts(series(Recurrence.on_dates(*added)).between(*YEAR)) == [
            *("03-18 18:00", "04-01 18:00", "05-06 19:00")
        ]

    def test_what_is_added_and_given_is_one_and_what_is_skipped_none(self) -> None:
        twice = TUESDAYS.replace(
            added=[toronto("2008-04-15 18:00"), toronto("2008-04-16 18:00")],
            skipped=[START, toronto("2008-05-20 18:00"), toronto("2008-04-16 18:00")],
        )
        assert starts(series(twice).between(date(2008, 1, 1), date(2008, 7, 1))) == [
            *("04-15 18:00", "06-17 18:00")
        ]

    def test_until_is_an_instant_and_included(self) -> None:
        """22:00Z is 18:00 in Toronto."""
        until = "FREQ=MONTHLY;UNTIL=20080520T{}Z;BYDAY=3TU"
        assert len(by_rule(until.format("220000")).between(*YEAR)) == 3
        assert len(by_rule(until.format("215959")).between(*YEAR)) == 2

    def test_until_is_a_day_and_included(self) -> None:
        days = by_rule("FREQ=MONTHLY;UNTIL=20080520;BYDAY=3TU", start=date(2008, 3, 18), end=None)
        assert starts(days.between(*YEAR)) == ["03-18", "04-15", "05-20"]

    @pytest.mark.parametrize("until", ["99991231T235959Z", "00010101T000000Z"])
    @pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
    def test_until_may_be_at_either_end_of_the_calendar(self, until: str, zone: str) -> None:
        there = by_rule(f"FREQ=MONTHLY;UNTIL={until}", start=at(zone)("2008-03-18 18:00"), end=None)
        assert len(there.between(*YEAR)) == (10 if until[0] == "9" else 1)

    @pytest.mark.parametrize(
        ("begin", "end", "message"),
        [
            (
                datetime(2008, 1, 1),
                APRIL,
                "a window must begin and end with times that have a zone",
            ),
            (APRIL, "2008-05-01", "a window must begin and end with a datetime or a date"),
            (MAY, APRIL, r"a window must not end before it begins \(2008-05-20\)"),
        ],
    )
    def test_no_window(self, begin: Any, end: Any, message: str) -> None:
        with pytest.raises(InvalidValueError, match=f"^{message}"):
            series().between(begin, end)

    def test_the_whole_calendar(self) -> None:
        few = by_rule("FREQ=YEARLY;COUNT=3")
        whole = (date.min, date.max)
        assert len(few.between(*whole)) == 3
        assert len(by_rule("FREQ=YEARLY;INTERVAL=1000").between(*whole)) == 8
        assert (
            len(few.between(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)))
            == 3
        )

    def test_a_meeting_beyond_the_calendar_is_refused(self) -> None:
        last = by_rule("FREQ=DAILY", start=date(9998, 12, 30), end=date(9998, 12, 31))
        with refused(
            "the meeting must end, and all in it, in the years 1900 to 9998, got 9998-12-31; bring"
            " all that is in 'launch@example.org' nearer to its start, or end the rule before"
        ):
            last.between(date(9998, 12, 31), date.max)
        timed = by_rule(
            "FREQ=DAILY", start=toronto("9998-12-29 18:00"), end=toronto("9998-12-31 18:00")
        )
        with pytest.raises(InvalidValueError, match="in the years 1900 to 9998"):
            timed.between(date(9998, 12, 30), date.max)
        far = by_rule("FREQ=YEARLY", sessions=[session(start=toronto("9998-01-01 12:00"))])
        with pytest.raises(InvalidValueError, match="in the years 1900 to 9998"):
            far.between(date(5000, 1, 1), date(5001, 1, 1))


class TestClockChanges:
    """Toronto's clocks skip 2008-03-09 02:00 to 03:00 and repeat 2008-11-02 01:00 to 02:00."""

    def test_a_skipped_time_is_the_time_after_the_gap(self) -> None:
        daily = by_rule(
            "FREQ=DAILY", start=toronto("2008-03-08 02:30"), end=toronto("2008-03-08 03:00")
        )
        found = daily.between(date(2008, 3, 8), date(2008, 3, 11))
        assert starts(found) == ["03-08 02:30", "03-09 03:30", "03-10 02:30"]
        assert [e.duration for e in found] == [timedelta(minutes=30)] * 3
        assert (
            daily.meeting(toronto("2008-03-09 03:30"))
            == daily.meeting(date(2008, 3, 9))
            == found[1]
        )
        assert starts(
            daily.skip(date(2008, 3, 9)).between(date(2008, 3, 8), date(2008, 3, 11))
        ) == [*("03-08 02:30", "03-10 02:30")]

    def test_two_that_fall_together_are_one_and_the_order_is_that_of_instants(self) -> None:
        rule = "FREQ=DAILY;BYHOUR=2,3;BYMINUTE=0,30"
        rows = by_rule(rule, start=toronto("2008-03-08 02:00"), end=None)
        assert starts(rows.between(date(2008, 3, 9), date(2008, 3, 10))) == [
            *("03-09 03:00", "03-09 03:30")
        ]

    def test_a_repeated_hour_has_its_meetings_once(self) -> None:
        hourly = by_rule("FREQ=HOURLY", start=toronto("2008-11-01 23:00"), end=None)
        found = hourly.between(toronto("2008-11-01 23:00"), toronto("2008-11-02 03:00"))
        assert starts(found) == ["11-01 23:00", "11-02 00:00", "11-02 01:00", "11-02 02:00"]
        assert not any(e.starts_at.fold for e in found)

    def test_until_is_compared_as_an_instant(self) -> None:
        """The second 01:15 is after the first 01:30; 02:30, skipped, is after the real 03:10."""
        rows = by_rule(
            f"FREQ=DAILY;UNTIL={basic(toronto('2008-11-02 01:15', fold=1))}",
            start=toronto("2008-11-01 01:30"),
            end=None,
        )
        assert starts(rows.between(*YEAR)) == ["11-01 01:30", "11-02 01:30"]
        rows = by_rule(
            f"FREQ=DAILY;UNTIL={basic(toronto('2008-03-09 03:10'))}",
            start=toronto("2008-03-08 02:30"),
            end=None,
        )
        assert starts(rows.between(*YEAR)) == ["03-08 02:30"]

    def test_days_that_a_zone_skips_are_still_two(self) -> None:
        """Samoa had no 2011-12-30."""
        days = by_rule(
            "FREQ=DAILY;COUNT=3", start=date(2011, 12, 29), end=None, timezone="Pacific/Apia"
        )
        assert starts(days.between(date(2011, 1, 1), date(2012, 1, 1))) == [
            "12-29",
            "12-30",
            "12-31",
        ]
        times = by_rule(
            "FREQ=DAILY;COUNT=3", start=at("Pacific/Apia")("2011-12-29 18:00"), end=None
        )
        assert starts(times.between(date(2011, 1, 1), date(2012, 1, 1))) == [
            "12-29 18:00",
            "12-31 18:00",
        ]

    def test_a_meeting_over_a_change_has_the_same_exact_length(self) -> None:
        """Section 3.8.5.3: "the same exact duration will apply to all the members"."""
        weekly = by_rule(
            "FREQ=WEEKLY", start=toronto("2008-03-01 18:00"), end=toronto("2008-03-02 18:00")
        )
        second = weekly.between(date(2008, 3, 8), date(2008, 3, 9))[0]
        assert second.end == toronto("2008-03-09 19:00") and second.duration == timedelta(days=1)


class TestEntries:
    """Sessions, booths and shifts move by the same wall-clock amount."""

    def test_they_move(self) -> None:
        template = {
            "sessions": [
                session("talk", start=START, end=END),
                session("later"),
                session("open", start=START),
            ],
            "booths": [Booth(id="booth", title="Booth", start=START)],
            "shifts": [shift("door", assignments=[Assignment(person="ada")])],
            "people": [Person(id="ada", name="Ada")],
            "volunteers": [Volunteer(person="ada")],
        }
        (found,) = series(**template).between(date(2008, 11, 1), date(2008, 12, 1))
        start, end = toronto("2008-11-18 18:00"), toronto("2008-11-18 21:00")
        assert (found.session("talk").start, found.session("talk").end) == (start, end)
        assert found.session("later") == session("later")
        assert (found.session("open").start, found.session("open").end) == (start, None)
        assert found.booth("booth").start == found.shift("door").start == start
        assert found.shift("door").assignments[0].status == "confirmed"

    def test_a_session_stays_at_nine_over_a_change(self) -> None:
        weekly = by_rule(
            "FREQ=WEEKLY",
            start=toronto("2008-03-01 18:00"),
            sessions=[session(start=toronto("2008-03-02 09:00"))],
            end=None,
        )
        assert weekly.meeting(date(2008, 3, 8)).sessions[0].start == toronto("2008-03-09 09:00")

    def test_a_length_that_a_gap_would_turn_is_kept(self) -> None:
        night = by_rule(
            "FREQ=DAILY",
            start=toronto("2008-03-08 01:00"),
            end=None,
            sessions=[session(start=toronto("2008-03-08 02:30"), end=toronto("2008-03-08 03:00"))],
        )
        found = night.meeting(date(2008, 3, 9)).sessions[0]
        assert (found.start, found.end) == (
            toronto("2008-03-09 03:30"),
            toronto("2008-03-09 04:00"),
        )

    def test_a_part_that_a_gap_would_tear_out_moves_with_its_whole(self) -> None:
        whole = session("whole", start=toronto("2008-03-08 01:00"), end=toronto("2008-03-08 03:00"))
        part = session(
            "part",
            part_of="whole",
            start=toronto("2008-03-08 01:30"),
            end=toronto("2008-03-08 02:30"),
        )
        night = by_rule("FREQ=DAILY", start=whole.start, end=None, sessions=[whole, part])
        found = night.meeting(date(2008, 3, 9))
        assert found.replace() == found
        assert found.session("whole").end == toronto("2008-03-09 04:00")
        assert found.session("part").end == toronto("2008-03-09 03:30")
        assert night.meeting(date(2008, 3, 10)).session("part").end == toronto("2008-03-10 02:30")

    def test_the_first_meeting_is_the_template(self) -> None:
        """A session in the second pass of an hour stays there."""
        second = toronto("2008-11-02 01:30", fold=1)
        night = by_rule(
            "FREQ=DAILY",
            start=toronto("2008-11-02 00:30"),
            end=None,
            sessions=[session(start=second)],
        )
        assert night.meeting(date(2008, 11, 2)).sessions == night.template.sessions
        assert night.meeting(date(2008, 11, 3)).sessions[0].start == toronto("2008-11-03 01:30")

    def test_a_foreign_uid_is_the_templates_alone(self) -> None:
        foreign = series(sessions=[session("a", uid="u@there"), session("b", start=START)])
        assert foreign.meeting(APRIL).session("a").uid is None
        assert foreign.amend(APRIL, title="Other").overrides[0].session("a").uid is None


class TestUpcoming:
    def test_what_goes_on_is_the_first(self) -> None:
        assert starts(series().upcoming(toronto("2008-05-20 20:00"), 3)) == [
            *("05-20 18:00", "06-17 18:00", "08-19 18:00")
        ]
        assert starts(series().upcoming(toronto("2008-05-20 21:00"), 1)) == ["06-17 18:00"]

    def test_a_date_is_a_midnight(self) -> None:
        assert starts(series().upcoming(date(2008, 3, 18), 1)) == ["03-18 18:00"]

    def test_far_away_and_over(self) -> None:
        leap = by_rule(
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", start=toronto("2008-02-29 18:00"), end=None
        )
        assert [e.starts_at.year for e in leap.upcoming(date(2095, 1, 1), 3)] == [2096, 2104, 2108]
        assert by_rule("FREQ=WEEKLY;COUNT=3").upcoming(date(2009, 1, 1), 3) == ()
        assert series().upcoming(date.max, 3) == ()

    def test_a_moved_meeting_is_found_where_it_is(self) -> None:
        moved = series().move(APRIL, date(2008, 6, 1))
        assert starts(moved.upcoming(date(2008, 4, 1), 3)) == [
            *("05-20 18:00", "06-01 18:00", "06-17 18:00")
        ]


class TestNaming:
    def test_by_date_and_by_instant(self) -> None:
        found = series().meeting(APRIL)
        assert found.start == found.occurrence == toronto("2008-04-15 18:00")
        assert series().meeting(datetime(2008, 4, 15, 22, tzinfo=UTC)) == found

    def test_the_date_is_the_wall_clocks(self) -> None:
        """22:30 in Toronto is the next day in UTC."""
        late = series(start=toronto("2008-03-18 22:30"), end=None)
        assert late.meeting(APRIL).starts_at.astimezone(UTC).day == 16

    def test_a_moved_one_is_named_by_when_it_was_to_be(self) -> None:
        moved = series().move(APRIL, date(2008, 4, 22))
        assert moved.meeting(APRIL).start == toronto("2008-04-22 18:00")
        with pytest.raises(UnknownIdError):
            moved.meeting(date(2008, 4, 22))

    def test_one_that_is_not_there(self) -> None:
        with refused(
            "no meeting of the series is then, got 2008-07-15; the nearest is on 2008-06-17"
        ):
            series().meeting(date(2008, 7, 15))
        with refused("no meeting of the series is then, got 2018-07-15; there is none near it"):
            by_rule("FREQ=WEEKLY;COUNT=2").meeting(date(2018, 7, 15))
        with pytest.raises(UnknownIdError, match="no meeting of the series is then"):
            series().meeting(toronto("2008-04-15 18:30"))

    def test_several_on_one_date_need_the_time(self) -> None:
        twice = by_rule("FREQ=DAILY;BYHOUR=9,18")
        with refused(
            "2 meetings are on this date, at 09:00, 18:00, got 2008-04-15; give the time of one"
        ):
            twice.meeting(APRIL)
        assert twice.meeting(toronto("2008-04-15 09:00")).start == toronto("2008-04-15 09:00")

    def test_days_are_named_by_dates(self) -> None:
        days = series(start=date(2008, 3, 18), end=None)
        assert days.meeting(APRIL).start == APRIL
        with refused(
            "a meeting of an all-day series is named by a date, got 2008-04-15T18:00:00-04:00;"
            " write date(2008, 4, 15)"
        ):
            days.meeting(toronto("2008-04-15 18:00"))

    def test_nothing_else_is_a_name(self) -> None:
        with refused(
            "a meeting is named by a date, or by the time at which it starts, got '2008-04-15';"
            " write date(2008, 3, 18)"
        ):
            series().meeting("2008-04-15")  # type: ignore[arg-type]
        with pytest.raises(InvalidValueError, match="times that have a zone"):
            series().meeting(datetime(2008, 4, 15, 18))


class TestVerbs:
    def test_amend(self) -> None:
        amended = series().amend(APRIL, title="Guests", start=toronto("2008-04-15 19:00"))
        (override,) = amended.overrides
        assert (override.title, override.end) == ("Guests", toronto("2008-04-15 22:00"))
        assert override.occurrence == toronto("2008-04-15 18:00")
        assert amended.meeting(APRIL) is override
        assert [e.title for e in amended.between(APRIL, JUNE)] == ["Guests", "Launch"]
        again = amended.amend(APRIL, title="Guest")
        assert [e.title for e in again.overrides] == ["Guest"]

    def test_an_occurrence_is_kept_for_good(self) -> None:
        with refused(
            "an occurrence is kept for good, since the world knows a meeting by it (at /occurrence);"
            " use move to give it another start"
        ):
            series().amend(APRIL, occurrence=START)

    def test_move_takes_the_sessions_along_and_keeps_the_identity(self) -> None:
        moved = series(sessions=[session(start=START)]).move(APRIL, toronto("2008-04-16 19:00"))
        (override,) = moved.overrides
        assert override.start == override.sessions[0].start == toronto("2008-04-16 19:00")
        assert override.end == toronto("2008-04-16 22:00")
        assert override.occurrence == toronto("2008-04-15 18:00")
        assert override.previous_starts == (toronto("2008-04-15 18:00"),)
        assert starts(moved.between(APRIL, date(2008, 4, 16))) == []
        again = moved.move(APRIL, date(2008, 4, 17))
        assert [(e.start, e.occurrence) for e in again.overrides] == [
            (toronto("2008-04-17 19:00"), toronto("2008-04-15 18:00"))
        ]

    def test_cancel_leaves_it_struck_out(self) -> None:
        cancelled = series().cancel(APRIL, "No room")
        assert [e.status for e in cancelled.between(APRIL, JUNE)] == ["cancelled", "confirmed"]
        assert cancelled.meeting(APRIL).status_reason == "No room"

    def test_skip_makes_it_never_have_been(self) -> None:
        skipped = series().amend(APRIL, title="Guests").cancel(MAY).skip(APRIL)
        assert starts(skipped.between(*YEAR))[:2] == ["03-18 18:00", "05-20 18:00"]
        assert [e.status for e in skipped.overrides] == ["cancelled"]
        assert skipped.recurrence.skipped == (toronto("2008-04-15 18:00"),)
        with pytest.raises(UnknownIdError):
            skipped.skip(APRIL)

    def test_the_start_and_what_is_added_can_be_skipped(self) -> None:
        added = series(Recurrence.on_dates(toronto("2008-04-01 18:00")))
        none = added.skip(date(2008, 3, 18)).skip(date(2008, 4, 1))
        assert none.between(*YEAR) == ()

    def test_put_brings_a_skipped_one_back(self) -> None:
        back = series().skip(APRIL).put(event(occurrence=toronto("2008-04-15 18:00"), title="Back"))
        assert back.meeting(APRIL).title == "Back" and back.recurrence.skipped == ()

    def test_an_override_counts_where_the_rule_gives_nothing(self) -> None:
        extra = event(start=toronto("2008-07-20 18:00"), occurrence=toronto("2008-07-15 18:00"))
        assert series().put(extra).meeting(date(2008, 7, 15)) == extra
        assert extra in series().put(extra).between(*YEAR)

    def test_an_override_in_another_zone_is_named_by_the_series_date(self) -> None:
        tokyo = event(
            start=at("Asia/Tokyo")("2008-04-16 12:00"), occurrence=toronto("2008-04-15 18:00")
        )
        assert series().put(tokyo).meeting(APRIL) == tokyo

    def test_an_override_of_a_skipped_meeting_never_was(self) -> None:
        """As recurring-ical-events has it: EXDATE takes a meeting with all that is said of it."""
        april = toronto("2008-04-15 18:00")
        hidden = EventSeries(
            template=event(),
            recurrence=TUESDAYS.replace(skipped=[april]),
            overrides=[event(occurrence=april)],
        )
        assert starts(hidden.between(APRIL, JUNE)) == ["05-20 18:00"]
        with pytest.raises(UnknownIdError):
            hidden.meeting(APRIL)

    def test_no_verb_touches_what_publishing_counts(self) -> None:
        counted = series(sequence=3, updated=START)
        for changed in (
            counted.amend(APRIL, title="x"),
            counted.move(APRIL, date(2008, 4, 16)),
            counted.cancel(APRIL),
        ):
            assert changed.template == counted.template
            assert {(e.sequence, e.updated) for e in changed.overrides} == {
                (3, counted.template.updated)
            }

    def test_put_wants_an_event_with_an_occurrence(self) -> None:
        with pytest.raises(InvalidValueError, match="an override names an occurrence of its own"):
            series().put(event())


WHOLE = st.sampled_from((timedelta(), timedelta(hours=3), timedelta(days=2)))
ZONES = st.sampled_from(("America/Toronto", "Europe/Dublin", "Australia/Lord_Howe", "UTC"))


class TestBesideRecurringIcalEvents:
    @staticmethod
    def check(one: Asked, zone: str, length: timedelta, skip: int) -> None:
        start = one.start.replace(tzinfo=at(zone).zone)
        if is_skipped(start):
            return
        rule, moved = one.rule, length or None
        template = event(
            start=start, end=moved and (start.astimezone(UTC) + length).astimezone(start.tzinfo)
        )
        made = EventSeries(template=template, recurrence=Recurrence(rule=rule))
        first, last = (
            wall.replace(tzinfo=start.tzinfo) for wall in (one.first, one.last + timedelta(days=2))
        )
        found = made.between(first, last)
        left = [e for i, e in enumerate(found) if not skip or i % skip]
        made = made.replace(
            recurrence=made.recurrence.replace(skipped=[e.start for e in found if e not in left])
        )
        assert list(made.between(first, last)) == left
        expected = recurring_ical_events.of(icalendar.Calendar.from_ical(as_ical(made)))
        instants = {e["DTSTART"].dt.astimezone(UTC) for e in expected.between(first, last)}
        # It keeps the wall-clock length, we the exact one, so what goes on may differ by an hour.
        ours = {e.starts_at.astimezone(UTC) for e in left}
        assert {at for at in instants if at >= first} == {at for at in ours if at >= first}

    @given(asked(("YEARLY", "MONTHLY", "WEEKLY", "DAILY")), ZONES, WHOLE, st.integers(0, 3))
    def test_the_same_meetings_start_in_a_window(
        self, one: Asked, zone: str, length: timedelta, skip: int
    ) -> None:
        self.check(one, zone, length, skip)

    @pytest.mark.deep
    @given(asked(("YEARLY", "MONTHLY", "WEEKLY", "DAILY")), ZONES, WHOLE, st.integers(0, 3))
    def test_many_do(self, one: Asked, zone: str, length: timedelta, skip: int) -> None:
        self.check(one, zone, length, skip)


def as_ical(made: EventSeries) -> str:
    """A series without overrides as iCalendar, times with their zone's name."""
    template, zone = made.template, made.template.timezone
    lines = [f"UID:{made.id}", "DTSTAMP:20080101T000000Z", f"RRULE:{made.recurrence.rule}"]
    for name, when in (("DTSTART", template.start), ("DTEND", template.end)):
        if when is not None:
            lines.append(f"{name};TZID={zone}:{when:%Y%m%dT%H%M%S}")
    lines += [f"EXDATE:{basic(when)}" for when in made.recurrence.skipped]
    inner = "\r\n".join(lines)
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tests//EN\r\nBEGIN:VEVENT\r\n"
    return f"{head}{inner}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


@given(all_series())
def test_every_meeting_is_one_that_the_rules_allow(made: EventSeries) -> None:
    """What is made without checks passes them, and is what its name gives."""
    try:
        upcoming = made.upcoming(date(1969, 1, 1), 3)
    except InvalidValueError as error:
        assert "in the years 1900 to 9998" in str(error)  # a session lies far from its template
        return
    for meeting in upcoming:
        assert meeting.replace() == meeting
        assert meeting.occurrence is not None
        assert made.meeting(meeting.occurrence) == meeting
        assert made.put(meeting).meeting(meeting.occurrence) == meeting
        assert meeting not in made.skip(meeting.occurrence).upcoming(date(1969, 1, 1), 3)


@given(all_series(), st.integers(-400, 4000), st.integers(0, 90))
def test_a_window_has_what_overlaps_it(made: EventSeries, offset: int, days: int) -> None:
    begin = date(2008, 1, 1) + timedelta(days=offset)
    end = begin + timedelta(days=days)
    try:
        found = made.between(begin, end)
        wider = made.between(begin - timedelta(days=900), end + timedelta(days=900))
    except InvalidValueError as error:
        assert "in the years 1900 to 9998" in str(error)  # a booth lies far from its template
        return
    within = window(begin, end, at(made.template.timezone or "UTC").zone)
    assert list(found) == [e for e in wider if within.meets(e.starts_at, e.ends_at)]
