"""Instants, days, zones and durations."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from hypothesis import given
from hypothesis import strategies as st
from tests.model.plain import START, event, refused, session, told, toronto
from tests.strategies import CHANGES, DURATIONS, ZONES, instants

from hallwaytrack import InvalidValueError, Session, Span
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.times import (
    duration_of,
    duration_text,
    elapsed,
    is_ordered,
    is_repeated,
    is_skipped,
    name_of,
    zone_of,
)

NEW_YORK = ZoneInfo("America/New_York")


class TestNaiveTimes:
    def test_alone(self) -> None:
        with refused(
            "start needs a time zone, got 2008-03-18T18:00:00 (at /start);"
            ' make it with at("Area/City")'
        ):
            session(start=datetime(2008, 3, 18, 18))

    def test_beside_a_timezone_the_mend_names_it(self) -> None:
        with refused(
            "start needs a time zone, got 2008-03-18T18:00:00 (at /start);"
            ' make it with at("Europe/Dublin")'
        ):
            event(start=datetime(2008, 3, 18, 18), timezone="Europe/Dublin")

    def test_beside_an_aware_time_the_mend_names_its_zone(self) -> None:
        with refused(
            "end needs a time zone, got 2008-03-18T19:00:00 (at /end);"
            ' make it with at("America/Toronto")'
        ):
            session(start=START, end=datetime(2008, 3, 18, 19))

    def test_among_several(self) -> None:
        assert told(lambda: event(previous_starts=[START, datetime(2008, 1, 1)])) == [
            "previous_starts[1] needs a time zone, got 2008-01-01T00:00:00 (at /previous_starts/1);"
            ' make it with at("America/Toronto")'
        ]

    def test_a_zone_that_gives_no_offset_is_no_zone(self) -> None:
        class Nowhere(tzinfo):
            def utcoffset(self, _: datetime | None) -> None:
                return None

        with pytest.raises(InvalidValueError, match="^start needs a time zone"):
            session(start=datetime(2008, 3, 18, tzinfo=Nowhere()))


class TestInstants:
    def test_a_skipped_wall_time_is_refused(self) -> None:
        with refused(
            "start is skipped by a clock change in America/Toronto, got 2008-03-09T02:30:00-05:00"
            " (at /start); write a time that exists there"
        ):
            session(start=datetime(2008, 3, 9, 2, 30, tzinfo=ZoneInfo("America/Toronto")))

    @pytest.mark.parametrize("fold", [0, 1])
    @pytest.mark.parametrize(
        ("zone", "wall"),
        [
            ("America/Toronto", (2008, 3, 9, 2, 0)),
            ("America/Toronto", (2008, 3, 9, 2, 59, 59)),
            ("America/Sao_Paulo", (2008, 10, 19, 0, 30)),
            ("Pacific/Apia", (2011, 12, 30, 12)),
            ("Europe/Dublin", (2008, 3, 30, 1, 30)),
            ("Africa/Casablanca", (2026, 3, 22, 2, 30)),
            ("Australia/Lord_Howe", (2008, 10, 5, 2, 15)),
        ],
    )
    def test_skipped_times_are_refused_in_either_fold(
        self, zone: str, wall: tuple[int, int, int, int], fold: int
    ) -> None:
        skipped = datetime(*wall, tzinfo=ZoneInfo(zone), fold=fold)
        with pytest.raises(InvalidValueError, match=f"skipped by a clock change in {zone}"):
            session(start=skipped)

    def test_the_day_of_a_change_is_not_taken_for_a_plain_one(self) -> None:
        # Days without a change are remembered; one with a change must never be.
        zone = ZoneInfo("America/Toronto")
        for hour in (0, 1, 3, 23):
            assert session(start=datetime(2008, 3, 9, hour, tzinfo=zone))
        with pytest.raises(InvalidValueError, match="skipped"):
            session(start=datetime(2008, 3, 9, 2, tzinfo=zone))

    def test_fold_is_put_back_where_it_means_nothing(self) -> None:
        assert session(start=START.replace(fold=1)).start == START
        kept = session(start=START.replace(fold=1)).start
        assert kept is not None and kept.fold == 0

    @pytest.mark.parametrize("hours", [5, -5])
    def test_offsets_with_seconds_are_refused(self, hours: int) -> None:
        local_mean_time = timezone(timedelta(hours=hours, minutes=17, seconds=32))
        with refused(
            f"start must have an offset of whole minutes, got"
            f" {datetime(2008, 3, 18, tzinfo=local_mean_time).isoformat()} (at /start);"
            " write it in UTC"
        ):
            session(start=datetime(2008, 3, 18, tzinfo=local_mean_time))

    def test_offsets_with_seconds_of_a_zone_are_refused(self) -> None:
        with pytest.raises(InvalidValueError, match="must have an offset of whole minutes"):
            session(start=datetime(1970, 1, 1, tzinfo=ZoneInfo("Africa/Monrovia")))

    @pytest.mark.parametrize(
        "zone",
        [tz.tzutc(), tz.tzoffset(None, -14_400), tz.gettz("America/Toronto"), tz.UTC, tz.tzlocal()],
        ids=repr,
    )
    def test_zones_that_cannot_be_hashed(self, zone: tzinfo) -> None:
        start = datetime(2008, 3, 18, 18, tzinfo=zone)
        assert Span(start=start, end=start + timedelta(hours=1)).start == start
        assert event(start=start, timezone="America/Toronto").start == start

    def test_a_subclass_is_kept_as_a_plain_datetime(self) -> None:
        class Timestamp(datetime):
            pass

        kept = session(start=Timestamp(2008, 11, 2, 1, 30, tzinfo=START.tzinfo, fold=1)).start
        assert type(kept) is datetime and kept.fold == 1

    def test_a_zone_of_ones_own_has_its_gaps_too(self) -> None:
        class Summer(tzinfo):
            """Two hours ahead from April 2008 on, one before."""

            def utcoffset(self, when: datetime | None) -> timedelta:
                assert when is not None
                gap = datetime(2008, 4, 1, 2), datetime(2008, 4, 1, 3)
                naive = when.replace(tzinfo=None, fold=0)
                late = naive >= gap[1] or (naive >= gap[0] and when.fold)
                return timedelta(hours=2 if late else 1)

            def dst(self, _: datetime | None) -> timedelta:
                return timedelta()

            def tzname(self, _: datetime | None) -> str:
                return "Summer"

        zone = Summer()
        for day in (1, 2, 1):
            assert session(start=datetime(2008, 4, day, 12, tzinfo=zone))
        with pytest.raises(InvalidValueError, match="is skipped by a clock change"):
            session(start=datetime(2008, 4, 1, 2, 30, tzinfo=zone))

    @given(st.data(), ZONES)
    def test_every_instant_told_in_a_zone_is_kept_as_it_is(
        self, data: st.DataObject, zone: str
    ) -> None:
        when = data.draw(instants(zone))
        kept = session(start=when).start
        assert kept == when and kept.fold == when.fold and kept.tzinfo is when.tzinfo


class TestStamps:
    @pytest.mark.parametrize(
        "value",
        [
            datetime(9998, 12, 31, 23, tzinfo=timezone(timedelta(hours=-5))),
            datetime(1900, 1, 1, tzinfo=timezone(timedelta(hours=5))),
        ],
    )
    def test_it_is_the_time_in_utc_that_has_to_be_in_range(self, value: datetime) -> None:
        with pytest.raises(InvalidValueError, match="updated must be in the years 1900 to 9998"):
            session(updated=value)

    def test_it_is_cut_to_seconds_in_utc(self) -> None:
        odd = timezone(timedelta(microseconds=5))
        kept = session(updated=datetime(2008, 1, 1, tzinfo=odd)).updated
        assert kept == datetime(2007, 12, 31, 23, 59, 59, tzinfo=UTC)

    def test_a_skipped_time_still_names_an_instant(self) -> None:
        kept = session(updated=datetime(2008, 3, 9, 2, 30, tzinfo=START.tzinfo)).updated
        assert kept == datetime(2008, 3, 9, 7, 30, tzinfo=UTC)

    @given(st.datetimes(timezones=st.timezones()))
    def test_what_is_kept_is_kept_again(self, value: datetime) -> None:
        try:
            kept = session(updated=value)
        except InvalidValueError:
            return
        assert kept.updated is not None
        assert kept.updated.tzinfo is UTC and not kept.updated.microsecond
        assert kept.replace() == kept


class TestZones:
    def test_a_name_is_checked_before_any_file_is_opened_by_it(self) -> None:
        for name in ("../zoneinfo/UTC", "/etc/passwd", "UTC\x00", "a" * 10_000, ".", ""):
            with pytest.raises(Refused, match="must be an IANA time zone name"):
                zone_of(name)

    def test_the_nearest_name_is_suggested(self) -> None:
        with pytest.raises(Refused) as no:
            zone_of("America/Torono")
        assert no.value.mend == "did you mean 'America/Toronto'?"

    def test_where_none_is_near_an_example_is(self) -> None:
        with pytest.raises(Refused) as no:
            zone_of("qqqq")
        assert no.value.mend == 'write one like "America/Toronto"'

    @pytest.mark.parametrize(
        ("zone", "name"),
        [
            (UTC, "UTC"),
            (ZoneInfo("UTC"), "UTC"),
            (NEW_YORK, "America/New_York"),
            (timezone(timedelta(hours=-4)), None),
            (timezone(timedelta()), "UTC"),
            (tz.tzutc(), None),
            (None, None),
        ],
    )
    def test_the_name_that_a_zone_carries(self, zone: tzinfo | None, name: str | None) -> None:
        assert name_of(zone) == name

    def test_pytz_calls_it_zone(self) -> None:
        class Pytz(tzinfo):
            zone = "America/Toronto"

        assert name_of(Pytz()) == "America/Toronto"


class TestClockChanges:
    @pytest.mark.parametrize(
        ("zone", "change"), [(zone, text) for zone, texts in CHANGES.items() for text in texts]
    )
    def test_the_changes_that_strategies_aim_at_are_changes(self, zone: str, change: str) -> None:
        after = datetime.fromisoformat(change).replace(tzinfo=UTC)
        before = after - timedelta(seconds=1)
        into = ZoneInfo(zone)
        assert before.astimezone(into).utcoffset() != after.astimezone(into).utcoffset()

    @pytest.mark.parametrize(
        ("wall", "skipped", "repeated"),
        [
            ((2008, 3, 9, 1, 59), False, False),
            ((2008, 3, 9, 2, 0), True, False),
            ((2008, 3, 9, 2, 59), True, False),
            ((2008, 3, 9, 3, 0), False, False),
            ((2008, 11, 2, 0, 59), False, False),
            ((2008, 11, 2, 1, 0), False, True),
            ((2008, 11, 2, 1, 59), False, True),
            ((2008, 11, 2, 2, 0), False, False),
        ],
    )
    def test_gaps_and_folds(
        self, wall: tuple[int, int, int, int, int], skipped: bool, repeated: bool
    ) -> None:
        for fold in (0, 1):
            when = datetime(*wall, tzinfo=START.tzinfo, fold=fold)
            assert is_skipped(when) is skipped
            assert is_repeated(when) is repeated

    def test_naive_times_have_neither(self) -> None:
        assert not is_skipped(datetime(2008, 3, 9, 2, 30))
        assert not is_repeated(datetime(2008, 11, 2, 1, 30))


class TestOrder:
    def test_the_second_pass_is_later_than_the_first(self) -> None:
        first = toronto("2008-11-02 01:30")
        second = toronto("2008-11-02 01:30", fold=1)
        assert is_ordered(first, second) and not is_ordered(second, first)
        assert elapsed(first, second) == timedelta(hours=1)

    def test_a_later_wall_time_may_be_the_earlier_instant(self) -> None:
        second, later_on_the_wall = toronto("2008-11-02 01:10", fold=1), toronto("2008-11-02 01:50")
        assert is_ordered(later_on_the_wall, second)
        assert not is_ordered(second, later_on_the_wall)

    def test_zones_are_compared_by_instant(self) -> None:
        assert is_ordered(START, START.astimezone(UTC) + timedelta(seconds=1))
        assert not is_ordered(START, START.astimezone(UTC))

    @pytest.mark.parametrize(
        ("first", "last", "ordered"),
        [(1, 2, True), (1, 1, True), (2, 1, False)],
    )
    def test_a_day_may_end_where_it_starts(self, first: int, last: int, ordered: bool) -> None:
        assert is_ordered(date(2008, 3, first), date(2008, 3, last)) is ordered

    @pytest.mark.parametrize(
        ("members", "message"),
        [
            (
                {"start": START, "end": START},
                "end must be after start (2008-03-18T18:00:00-04:00), got 2008-03-18T18:00:00-04:00"
                " (at /end)",
            ),
            ({"end": START}, "end needs start, got 2008-03-18T18:00:00-04:00 (at /end)"),
        ],
    )
    def test_ends_of_sessions(self, members: dict[str, Any], message: str) -> None:
        with refused(message):
            session(**members)

    @pytest.mark.parametrize(
        ("start", "end", "message"),
        [
            (
                START,
                date(2008, 3, 19),
                "end must be a datetime, as start is, got 2008-03-19 (at /end)",
            ),
            (
                date(2008, 3, 18),
                START,
                "end must be a date, as start is, got 2008-03-18T18:00:00-04:00 (at /end)",
            ),
            (
                date(2008, 3, 18),
                date(2008, 3, 17),
                "end must be not before start (2008-03-18), got 2008-03-17 (at /end)",
            ),
        ],
    )
    def test_ends_of_events(self, start: Any, end: Any, message: str) -> None:
        with refused(message):
            event(start=start, end=end, timezone="America/Toronto")

    def test_an_end_in_the_second_pass_may_look_earlier(self) -> None:
        start, end = toronto("2008-11-02 01:50"), toronto("2008-11-02 01:10", fold=1)
        assert session(start=start, end=end).end == end
        with pytest.raises(InvalidValueError, match="end must be after start"):
            session(start=end, end=start)


class TestDurations:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("PT45M", timedelta(minutes=45)),
            ("PT1H30M", timedelta(hours=1, minutes=30)),
            ("PT1S", timedelta(seconds=1)),
            ("P1D", timedelta(days=1)),
            ("P1DT2H3M4S", timedelta(days=1, hours=2, minutes=3, seconds=4)),
            ("P999999999D", timedelta(days=999_999_999)),
        ],
    )
    def test_both_ways(self, text: str, value: timedelta) -> None:
        assert duration_text(value) == text
        assert duration_of(text) == value

    @pytest.mark.parametrize(
        ("text", "value"),
        [("P2W", timedelta(weeks=2)), ("PT90M", timedelta(minutes=90)), ("P0D", timedelta()),
         ("PT3600S", timedelta(hours=1)), ("P000000001D", timedelta(days=1))],
    )  # fmt: skip
    def test_other_ways_of_writing_are_read(self, text: str, value: timedelta) -> None:
        assert duration_of(text) == value

    @pytest.mark.parametrize(
        "text",
        [
            *("", "P", "PT", "P1", "1D", "P1DT", "-P1D", "+P1D", "P1M", "P1Y", "PT1.5H", "pt1h"),
            *("P1WT1H", "PT1M1H", "PT٤٥M", "PT45M\n", "P1W1D", 45, None, timedelta(1)),
        ],
        ids=repr,
    )
    def test_what_is_no_duration_is_refused(self, text: Any) -> None:
        with pytest.raises(Refused) as no:
            duration_of(text)
        assert no.value.wants == "must be an ISO 8601 duration"
        assert no.value.mend == 'write one like "PT45M"'

    def test_one_that_python_cannot_hold_is_refused(self) -> None:
        with pytest.raises(Refused, match="must be shorter than a million years"):
            duration_of("P999999999W")

    @given(DURATIONS)
    def test_what_is_written_is_read(self, value: timedelta) -> None:
        assert duration_of(duration_text(value)) == value


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Session(id="s", title="S", start="2008-03-18T18:00"),  # type: ignore[arg-type]
         "start must be a datetime with a time zone"),
        (lambda: event(start="2008-03-18"), "start must be a datetime with a time zone, or a date"),
        (lambda: event(start=1_205_877_600), "start must be a datetime with a time zone, or a date"),
        (lambda: session(start=date(2008, 3, 18)), "start must be a datetime with a time zone"),
    ],
)  # fmt: skip
def test_a_text_or_number_is_no_time(make: Callable[[], object], message: str) -> None:
    with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}, got"):
        make()
