"""What rules give (:rfc:`5545`, section 3.3.10), beside dateutil's walk from the first start."""

from datetime import datetime, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from tests.rules import Asked, asked

from hallwaytrack.model.occurrences import END, never_meets, walls
from hallwaytrack.model.rrule import rule_text

START = datetime(2008, 3, 18, 18)


def given_by(rule: str, start: datetime = START, most: int = 5) -> list[str]:
    """The first times of a rule, as text."""
    found = walls(rule_text(rule), start, start, END)
    return [f"{wall:%Y-%m-%d %H:%M}" for wall in islice(found, most)]


class TestBesideDateutil:
    @staticmethod
    def check(one: Asked) -> None:
        rule = rrulestr(one.rule, dtstart=one.start)
        assert rule[0] == one.start
        expected = rule.between(one.first, one.last, inc=True)
        assert list(walls(one.rule, one.start, one.first, one.last)) == expected

    @given(asked())
    def test_any_rule_gives_the_same_in_any_window(self, one: Asked) -> None:
        self.check(one)

    @pytest.mark.deep
    @given(asked())
    def test_many_rules_do(self, one: Asked) -> None:
        self.check(one)

    @pytest.mark.parametrize(
        "rule",
        [
            *("FREQ=YEARLY", "FREQ=MONTHLY", "FREQ=WEEKLY", "FREQ=DAILY", "FREQ=HOURLY"),
            *("FREQ=YEARLY;BYMONTH=2", "FREQ=MONTHLY;BYMONTH=2,4", "FREQ=WEEKLY;BYMONTH=1"),
            *("FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO,SU", "FREQ=YEARLY;BYWEEKNO=-1;WKST=SU"),
            *("FREQ=YEARLY;BYYEARDAY=1,366,-1,-366", "FREQ=YEARLY;INTERVAL=4;BYYEARDAY=366"),
            *("FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=29,30,31;BYSETPOS=-1"),
            *("FREQ=MONTHLY;BYDAY=5FR", "FREQ=YEARLY;BYDAY=53TU", "FREQ=YEARLY;BYDAY=-53MO"),
            *("FREQ=DAILY;BYHOUR=9,18;BYMINUTE=0,30;BYSETPOS=2,-1", "FREQ=HOURLY;BYHOUR=9"),
            *("FREQ=HOURLY;INTERVAL=7;BYHOUR=1,2,3", "FREQ=HOURLY;INTERVAL=49"),
            *("FREQ=HOURLY;BYMINUTE=0,20,40;BYSETPOS=1,-1", "FREQ=WEEKLY;INTERVAL=2;WKST=SU"),
        ],
    )
    @pytest.mark.parametrize(
        "start", [START, datetime(2012, 2, 29, 23, 59), datetime(1999, 12, 31)]
    )
    def test_a_start_need_not_fit(self, rule: str, start: datetime) -> None:
        rule, last = rule_text(rule), start + timedelta(days=800)
        expected = rrulestr(rule, dtstart=start).between(start, last, inc=True)
        assert list(walls(rule, start, start, last)) == expected


class TestBesideTheText:
    """Where the RFC says otherwise than dateutil, or dateutil says nothing."""

    def test_a_weekday_with_a_number_stands_beside_one_without(self) -> None:
        assert given_by("FREQ=MONTHLY;BYDAY=TU,1FR", most=6) == [
            *("2008-03-18 18:00", "2008-03-25 18:00", "2008-04-01 18:00"),
            *("2008-04-04 18:00", "2008-04-08 18:00", "2008-04-15 18:00"),
        ]

    def test_positions_are_counted_in_the_whole_first_week(self) -> None:
        """The 18th is the second of the three days of its week; the 20th is its last."""
        rule = "FREQ=WEEKLY;BYDAY=MO,TU,TH;BYSETPOS=-1"
        assert given_by(rule, most=2) == ["2008-03-20 18:00", "2008-03-27 18:00"]
        rule = "FREQ=WEEKLY;BYDAY=MO,TU,TH;BYSETPOS=1"
        assert given_by(rule, most=2) == ["2008-03-24 18:00", "2008-03-31 18:00"]

    def test_a_number_where_none_may_be_says_nothing(self) -> None:
        assert given_by("FREQ=WEEKLY;BYDAY=3TU") == given_by("FREQ=WEEKLY;BYDAY=TU")

    def test_the_start_counts_as_the_first(self) -> None:
        """Section 3.3.10: "The DTSTART property value always counts as the first occurrence."."""
        assert given_by("FREQ=WEEKLY;COUNT=3;BYDAY=WE") == ["2008-03-19 18:00", "2008-03-26 18:00"]
        assert given_by("FREQ=WEEKLY;COUNT=3;BYDAY=TU") == [
            *("2008-03-18 18:00", "2008-03-25 18:00", "2008-04-01 18:00")
        ]
        assert given_by("FREQ=WEEKLY;COUNT=1;BYDAY=WE") == []

    def test_days_at_the_end_of_a_year_may_be_of_the_first_week(self) -> None:
        """By either number: 2009 begins on a Thursday and has 53 weeks."""
        expected = ["2008-12-29 18:00", "2008-12-30 18:00", "2008-12-31 18:00", "2009-01-01 18:00"]
        assert given_by("FREQ=YEARLY;BYWEEKNO=1", most=4) == expected
        assert given_by("FREQ=YEARLY;BYWEEKNO=-53", most=4) == expected


class TestNothingTakesLong:
    """What has no end, or no match, ends."""

    @pytest.mark.parametrize(
        "rule",
        [
            *("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31"),
            *("FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30,31", "FREQ=YEARLY;BYMONTH=1;BYYEARDAY=200"),
            *("FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=20", "FREQ=YEARLY;BYWEEKNO=30;BYMONTH=1"),
            *("FREQ=MONTHLY;BYDAY=3TU;BYSETPOS=2", "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=-6"),
            *("FREQ=DAILY;BYSETPOS=2", "FREQ=HOURLY;BYMINUTE=0,30;BYSETPOS=3"),
            *("FREQ=WEEKLY;BYSETPOS=2", "FREQ=MONTHLY;BYSETPOS=-2"),
        ],
    )
    def test_a_rule_that_fits_no_time_is_known(self, rule: str) -> None:
        assert never_meets(rule_text(rule))

    @pytest.mark.parametrize(
        "rule",
        [
            *("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYYEARDAY=-366"),
            *("FREQ=YEARLY;BYWEEKNO=53;BYMONTH=1", "FREQ=YEARLY;BYWEEKNO=-53;BYMONTH=12"),
            *("FREQ=MONTHLY;BYDAY=5TU;BYMONTH=2", "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=5"),
            *("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=TU", "FREQ=HOURLY;BYSETPOS=1"),
        ],
    )
    def test_a_rule_that_fits_a_rare_one_is_not_taken_for_it(self, rule: str) -> None:
        assert not never_meets(rule_text(rule))

    @pytest.mark.parametrize(
        "rule",
        [
            "FREQ=HOURLY;INTERVAL=2;BYHOUR=3",
            "FREQ=HOURLY;INTERVAL=99998;BYHOUR=3;BYMONTH=2;BYMONTHDAY=29",
            "FREQ=DAILY;INTERVAL=7;BYDAY=FR",
            "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29",
            "FREQ=MONTHLY;INTERVAL=12;BYMONTH=4",
        ],
    )
    def test_one_that_fits_none_from_its_start_ends(self, rule: str) -> None:
        assert given_by(rule, datetime(2009, 3, 18, 18)) == []

    def test_a_window_far_away_is_answered_from_there(self) -> None:
        rule = rule_text("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,TH")
        far = [datetime(9000, 1, 1), datetime(9000, 2, 1)]
        found = list(walls(rule, START, *far))
        assert all((wall - START).days // 7 % 3 == 0 for wall in found if wall.weekday() == 1)
        assert [wall.weekday() for wall in found] in ([1, 3, 1, 3], [1, 3], [3, 1, 3])

    def test_a_count_beyond_the_calendar_ends_with_it(self) -> None:
        found = list(walls("FREQ=YEARLY;COUNT=99999", START, datetime(9990, 1, 1), END))
        assert found == [START.replace(year=year) for year in range(9990, 9999)]

    @given(st.datetimes(), st.datetimes())
    def test_nothing_comes_before_the_start_or_after_the_calendar(
        self, first: datetime, last: datetime
    ) -> None:
        found = walls("FREQ=YEARLY", START, first, last)
        assert all(max(START, first) <= wall <= min(last, END) for wall in found)
