"""Recurrence rules in their canonical form (:rfc:`5545`, section 3.3.10)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from tests.model.plain import START, refused
from tests.strategies import RULES, RULES_UNTIL_A_DAY, RULES_UNTIL_AN_INSTANT

from hallwaytrack import InvalidValueError, Recurrence, at


def kept(rule: str) -> str | None:
    """A rule in the form in which a recurrence keeps it."""
    return Recurrence(rule=rule).rule


class TestRecurrence:
    def test_it_needs_a_rule_or_added_meetings(self) -> None:
        with refused("a recurrence needs a rule or added meetings (at /rule)"):
            Recurrence()
        with refused("a recurrence needs a rule or added meetings (at /rule)"):
            Recurrence(skipped=[START])
        assert Recurrence(added=[START]).rule is None

    def test_meetings_are_times_or_days(self) -> None:
        assert Recurrence(added=[START, date(2008, 4, 15)]).added == (START, date(2008, 4, 15))
        with pytest.raises(
            InvalidValueError, match=r"^added\[1\] must be a datetime with a time zone"
        ):
            Recurrence(added=[START, "2008-04-15"])  # type: ignore[list-item]


class TestTheCanonicalForm:
    @pytest.mark.parametrize("rule", [*RULES, *RULES_UNTIL_A_DAY, *RULES_UNTIL_AN_INSTANT])
    def test_is_kept_as_it_is(self, rule: str) -> None:
        assert kept(rule) == rule

    @pytest.mark.parametrize(
        ("written", "canonical"),
        [
            ("RRULE:FREQ=MONTHLY;BYDAY=3TU", "FREQ=MONTHLY;BYDAY=3TU"),
            ("freq=monthly;byday=3tu", "FREQ=MONTHLY;BYDAY=3TU"),
            ("BYDAY=3TU;FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=3TU"),
            ("FREQ=MONTHLY;BYDAY=+3TU", "FREQ=MONTHLY;BYDAY=3TU"),
            ("FREQ=MONTHLY;BYDAY=03TU", "FREQ=MONTHLY;BYDAY=3TU"),
            ("FREQ=WEEKLY;BYDAY=TH,TU,TH", "FREQ=WEEKLY;BYDAY=TU,TH"),
            ("FREQ=WEEKLY;INTERVAL=1", "FREQ=WEEKLY"),
            ("FREQ=WEEKLY;INTERVAL=02", "FREQ=WEEKLY;INTERVAL=2"),
            ("FREQ=WEEKLY;WKST=MO", "FREQ=WEEKLY"),
            ("FREQ=WEEKLY;WKST=SU", "FREQ=WEEKLY;WKST=SU"),
            ("FREQ=YEARLY;BYMONTH=12,1,+3", "FREQ=YEARLY;BYMONTH=1,3,12"),
            ("FREQ=MONTHLY;BYMONTHDAY=-1,15", "FREQ=MONTHLY;BYMONTHDAY=-1,15"),
            ("FREQ=DAILY;UNTIL=20081231", "FREQ=DAILY;UNTIL=20081231"),
            ("FREQ=DAILY;UNTIL=20081231T235959Z", "FREQ=DAILY;UNTIL=20081231T235959Z"),
        ],
    )
    def test_of_other_ways_of_writing(self, written: str, canonical: str) -> None:
        assert kept(written) == canonical
        assert kept(canonical) == canonical

    def test_equal_rules_make_equal_recurrences(self) -> None:
        assert Recurrence(rule="BYDAY=3TU;FREQ=MONTHLY") == Recurrence(
            rule="freq=monthly;byday=3tu"
        )

    @given(
        st.permutations(["FREQ=YEARLY", "BYMONTH=3,11", "BYDAY=-1SU,2MO", "COUNT=7", "WKST=SU"]),
        st.sampled_from([str.upper, str.lower]),
    )
    def test_of_any_order(self, parts: list[str], case: Any) -> None:
        canonical = "FREQ=YEARLY;COUNT=7;BYMONTH=3,11;BYDAY=2MO,-1SU;WKST=SU"
        assert kept(case(";".join(parts))) == canonical

    @pytest.mark.parametrize(
        "rule",
        [
            "WKST=MO;BYDAY=TH,3TU;FREQ=MONTHLY;COUNT=5;INTERVAL=1",
            "FREQ=YEARLY;BYWEEKNO=20,-1;COUNT=4",
            "FREQ=YEARLY;BYYEARDAY=-1,1;COUNT=4",
            "FREQ=MONTHLY;BYDAY=FR,TH,WE,TU,MO;BYSETPOS=-1;COUNT=6",
            "FREQ=DAILY;BYHOUR=20,9;BYMINUTE=30;BYSECOND=0;COUNT=4",
        ],
    )
    def test_means_the_same_as_what_was_written(self, rule: str) -> None:
        start = datetime(2008, 3, 18, 18)
        canonical = kept(rule)
        assert canonical is not None
        assert list(rrulestr(canonical, dtstart=start)) == list(rrulestr(rule, dtstart=start))


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("rule", "message"),
        [
            ("BYDAY=3TU", 'rule must have a FREQ, got \'BYDAY=3TU\' (at /rule); write one like "FREQ=MONTHLY;BYDAY=3TU"'),
            (
                "FREQ=SECONDLY",
                "rule must have a FREQ of YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY, got 'FREQ=SECONDLY'"
                " (at /rule)",
            ),
            (
                "FREQ=WEEKLY;COUNT=1;UNTIL=20081231",
                "rule must not have both COUNT and UNTIL, got 'FREQ=WEEKLY;COUNT=1;UNTIL=20081231'"
                " (at /rule)",
            ),
            (
                "FREQ=WEEKLY;FREQ=DAILY",
                "rule must have parts only once, not 'FREQ=DAILY', got 'FREQ=WEEKLY;FREQ=DAILY'"
                " (at /rule)",
            ),
        ],
    )  # fmt: skip
    def test_with_its_message(self, rule: str, message: str) -> None:
        with refused(message):
            kept(rule)

    @pytest.mark.parametrize(
        "rule",
        [
            *(
                "",
                ";",
                "FREQ",
                "FREQ=",
                "FREQ=MINUTELY",
                "FREQ=FORTNIGHTLY",
                "RRULE:RRULE:FREQ=DAILY",
            ),
            *(
                "FREQ=WEEKLY;",
                "FREQ=WEEKLY;;COUNT=1",
                "FREQ=WEEKLY;X-FOO=1",
                "FREQ=WEEKLY; COUNT=1",
            ),
            *(
                "FREQ=WEEKLY;COUNT=0",
                "FREQ=WEEKLY;COUNT=-1",
                "FREQ=WEEKLY;COUNT=1.5",
                "FREQ=WEEKLY;COUNT=",
            ),
            *("FREQ=WEEKLY;COUNT=100000", "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;COUNT=٣"),
            *(
                "FREQ=WEEKLY;UNTIL=2008-12-31",
                "FREQ=WEEKLY;UNTIL=99999999",
                "FREQ=WEEKLY;UNTIL=20080230",
            ),
            *(
                "FREQ=WEEKLY;UNTIL=20081231T250000Z",
                "FREQ=WEEKLY;UNTIL=٢٠٠٨٠١٠١",
                "FREQ=WEEKLY;UNTIL=",
            ),
            *("FREQ=MONTHLY;BYMONTH=0", "FREQ=MONTHLY;BYMONTH=13", "FREQ=MONTHLY;BYMONTH=-1"),
            *("FREQ=MONTHLY;BYMONTH=1_0", "FREQ=MONTHLY;BYMONTH= 2", "FREQ=MONTHLY;BYMONTH=1,,2"),
            *(
                "FREQ=MONTHLY;BYMONTHDAY=0",
                "FREQ=MONTHLY;BYMONTHDAY=32",
                "FREQ=MONTHLY;BYMONTHDAY=-32",
            ),
            *("FREQ=MONTHLY;BYDAY=3XX", "FREQ=MONTHLY;BYDAY=54TU", "FREQ=MONTHLY;BYDAY=TU 3"),
            *("FREQ=MONTHLY;BYDAY=", "FREQ=MONTHLY;BYDAY=TU,", "FREQ=MONTHLY;BYDAY=0TU"),
            *("FREQ=YEARLY;BYWEEKNO=54", "FREQ=YEARLY;BYYEARDAY=367", "FREQ=YEARLY;BYSETPOS=0"),
            *("FREQ=DAILY;BYHOUR=24", "FREQ=DAILY;BYMINUTE=60", "FREQ=DAILY;BYSECOND=60"),
            *(
                "FREQ=WEEKLY;WKST=XX",
                "FREQ=WEEKLY\n",
                "FREQ=WEEKLY\r\nATTENDEE:x",
                "FREQ=WEEKLY\x00",
            ),
            "DTSTART:20080318T180000Z\nRRULE:FREQ=WEEKLY",
            "FREQ=MONTHLY;BYMONTHDAY=" + ",".join(["1"] * 1_000),
        ],
        ids=lambda rule: ascii(rule[:40]),
    )
    def test_whatever_is_no_rule(self, rule: str) -> None:
        with pytest.raises(InvalidValueError, match="^rule must"):
            kept(rule)

    @pytest.mark.parametrize(
        "rule", [5, b"FREQ=WEEKLY", ["FREQ=WEEKLY"], datetime(2008, 1, 1, tzinfo=UTC)]
    )
    def test_what_is_no_text(self, rule: Any) -> None:
        with pytest.raises(InvalidValueError, match="^rule must be an RRULE text of at most 1000"):
            kept(rule)

    @given(st.text(alphabet="FREQ=WEEKLY;COUNTBYDAY0123,-+TU \n\u0131\u017f", max_size=30))
    def test_anything_is_refused_or_ascii(self, rule: str) -> None:
        try:
            canonical = kept(f"FREQ=WEEKLY;{rule}")
        except InvalidValueError:
            return
        assert canonical is not None and canonical.isascii() and canonical.isprintable()
        assert kept(canonical) == canonical


class TestRulesThatWouldTakeLong:
    @pytest.mark.parametrize(
        "rule",
        [
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=HOURLY;BYMONTH=4;BYMONTHDAY=31",
            "FREQ=MONTHLY;BYDAY=3TU;BYSETPOS=2",
        ],
    )
    def test_one_that_fits_no_day_is_refused(self, rule: str) -> None:
        with refused(
            f"rule must fit a day that exists, got {rule!r} (at /rule); no calendar has such a day"
        ):
            kept(rule)

    def test_so_is_one_of_a_thousand_times_a_day(self) -> None:
        minutes = ",".join(map(str, range(60)))
        with pytest.raises(InvalidValueError, match="^rule must give at most 288 meetings a day"):
            kept(f"FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE={minutes}")
        with pytest.raises(InvalidValueError, match="^rule must give at most 288 meetings a day"):
            kept(f"FREQ=HOURLY;BYMINUTE={minutes}")
        assert kept(f"FREQ=HOURLY;BYHOUR=1,2;BYMINUTE={minutes}")
        assert kept("FREQ=HOURLY;BYMINUTE=0,5,10,15,20,25,30,35,40,45,50,55")


TORONTO = at("America/Toronto")


class TestBuilders:
    @pytest.mark.parametrize(
        ("built", "rule"),
        [
            (Recurrence.monthly(), "FREQ=MONTHLY"),
            (Recurrence.monthly(nth=3, weekday="tue"), "FREQ=MONTHLY;BYDAY=3TU"),
            (Recurrence.monthly(nth=-1, weekday="fri"), "FREQ=MONTHLY;BYDAY=-1FR"),
            (Recurrence.monthly(nth=[3, 1], weekday="wed"), "FREQ=MONTHLY;BYDAY=1WE,3WE"),
            (
                Recurrence.monthly(nth=3, weekday="tue", except_months=[7]),
                "FREQ=MONTHLY;BYMONTH=1,2,3,4,5,6,8,9,10,11,12;BYDAY=3TU",
            ),
            (
                Recurrence.monthly(on_day=-1, except_months=range(2, 12)),
                "FREQ=MONTHLY;BYMONTH=1,12;BYMONTHDAY=-1",
            ),
            (
                Recurrence.monthly(on_day=15, every=2, count=6),
                "FREQ=MONTHLY;INTERVAL=2;COUNT=6;BYMONTHDAY=15",
            ),
            (Recurrence.monthly(until=date(2008, 12, 31)), "FREQ=MONTHLY;UNTIL=20081231"),
            (
                Recurrence.monthly(until=TORONTO("2008-12-31 23:59")),
                "FREQ=MONTHLY;UNTIL=20090101T045900Z",
            ),
            (Recurrence.weekly(), "FREQ=WEEKLY"),
            (Recurrence.weekly("thu", "tue", count=8), "FREQ=WEEKLY;COUNT=8;BYDAY=TU,TH"),
            (Recurrence.weekly(until=date(2008, 12, 31)), "FREQ=WEEKLY;UNTIL=20081231"),
            (Recurrence.every_n_weeks(2, "sun"), "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU"),
            (Recurrence.every_n_weeks(1), "FREQ=WEEKLY"),
            (Recurrence.yearly(), "FREQ=YEARLY"),
            (Recurrence.yearly(month=10, nth=1, weekday="mon"), "FREQ=YEARLY;BYMONTH=10;BYDAY=1MO"),
            (
                Recurrence.yearly(month=2, on_day=29, every=4, count=3),
                "FREQ=YEARLY;INTERVAL=4;COUNT=3;BYMONTH=2;BYMONTHDAY=29",
            ),
            (Recurrence.from_rule("RRULE:freq=daily"), "FREQ=DAILY"),
        ],
    )
    def test_rules(self, built: Recurrence, rule: str) -> None:
        assert built == Recurrence(rule=rule)

    def test_on_dates(self) -> None:
        assert Recurrence.on_dates(date(2008, 4, 1), date(2008, 5, 6)) == Recurrence(
            added=[date(2008, 4, 1), date(2008, 5, 6)]
        )
        with refused("a recurrence needs a rule or added meetings (at /rule)"):
            Recurrence.on_dates()

    @pytest.mark.parametrize(
        ("build", "message"),
        [
            (
                lambda: Recurrence.monthly(nth=3, weekday="tues"),
                "a weekday must be one of mon, tue, wed, thu, fri, sat, sun, got 'tues' (at /weekday);"
                " did you mean 'tue'?",
            ),
            (
                lambda: Recurrence.weekly("Tuesday"),
                "a weekday must be one of mon, tue, wed, thu, fri, sat, sun, got 'Tuesday'"
                " (at /weekday); did you mean 'tue'?",
            ),
            (
                lambda: Recurrence.weekly(1),
                "a weekday must be one of mon, tue, wed, thu, fri, sat, sun, got 1 (at /weekday)",
            ),
            (
                lambda: Recurrence.monthly(nth=3),
                'nth and weekday go together, got 3 (at /nth); write nth=3, weekday="tue"',
            ),
            (
                lambda: Recurrence.yearly(month=3, weekday="tue"),
                "nth and weekday go together, got 'tue' (at /weekday);"
                ' write nth=3, weekday="tue"',
            ),
            (
                lambda: Recurrence.monthly(nth=6, weekday="tue"),
                "nth must be a whole number from 1 to 5, or negative, from the end, got 6 (at /nth);"
                " write nth=-1 for the last",
            ),
            (
                lambda: Recurrence.monthly(nth=[], weekday="tue"),
                "nth must be a whole number from 1 to 5, or negative, from the end, got [] (at /nth);"
                " write nth=-1 for the last",
            ),
            (
                lambda: Recurrence.monthly(on_day=0),
                "on_day must be a whole number from 1 to 31, or negative, from the end, got 0"
                " (at /on_day); write on_day=-1 for the last",
            ),
            (
                lambda: Recurrence.monthly(on_day=13, nth=2, weekday="fri"),
                "on_day and weekday exclude each other, got 13 (at /on_day); leave one out",
            ),
            (
                lambda: Recurrence.monthly(except_months=[13]),
                "a month must be a whole number from 1 to 12, got 13 (at /except_months);"
                " write 7 for July",
            ),
            (
                lambda: Recurrence.monthly(except_months=7),
                "except_months must be a list of months, got 7 (at /except_months); write [7]",
            ),
            (
                lambda: Recurrence.monthly(except_months=[*range(1, 13)]),
                "some month must be left, got [1, 2, 3, 4, 5, 6, ...] (at /except_months);"
                " leave one out",
            ),
            (
                lambda: Recurrence.yearly(month=True),
                "a month must be a whole number from 1 to 12, got True (at /month);"
                " write 7 for July",
            ),
            (
                lambda: Recurrence.yearly(on_day=5),
                "a day of the year needs its month, got None (at /month); write month=10",
            ),
            (
                lambda: Recurrence.weekly(until=datetime(2008, 12, 31)),
                "until needs a time zone, got 2008-12-31T00:00:00 (at /until);"
                ' make it with at("Area/City")',
            ),
            (
                lambda: Recurrence.weekly(until="20081231"),
                "until must be an aware datetime or a date, got '20081231' (at /until);"
                " write date(2008, 12, 31)",
            ),
            (
                lambda: Recurrence.every_n_weeks(0),
                "rule must have a number from 1 to 99999, not '0',"
                " got 'FREQ=WEEKLY;INTERVAL=0' (at /rule)",
            ),
            (
                lambda: Recurrence.weekly(count=3, until=date(2008, 12, 31)),
                "rule must not have both COUNT and UNTIL,"
                " got 'FREQ=WEEKLY;INTERVAL=1;COUNT=3;UNTIL=20081231' (at /rule)",
            ),
        ],
    )
    def test_what_cannot_be_built(self, build: Any, message: str) -> None:
        with refused(message):
            build()
