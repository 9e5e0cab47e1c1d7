"""The helper that makes aware times."""

from datetime import UTC, date, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.plain import START, refused, toronto
from tests.strategies import ZONES, instants

from hallwaytrack import InvalidValueError, at


class TestAt:
    """``at(zone)`` makes times, and refuses what would be guessed."""

    @pytest.mark.parametrize(
        ("text", "made"),
        [
            ("2008-02-27 08:30", "2008-02-27T08:30:00-05:00"),
            ("2008-02-27T08:30", "2008-02-27T08:30:00-05:00"),
            ("2008-02-27 08:30:15", "2008-02-27T08:30:15-05:00"),
            ("2008-03-18 18:00", "2008-03-18T18:00:00-04:00"),
            ("1970-01-01 00:00", "1970-01-01T00:00:00-05:00"),
            ("2199-12-31 23:59:59", "2199-12-31T23:59:59-05:00"),
        ],
    )
    def test_a_wall_clock_reading(self, text: str, made: str) -> None:
        assert toronto(text).isoformat() == made
        assert toronto(text).tzinfo is ZoneInfo("America/Toronto")

    def test_the_second_pass(self) -> None:
        assert toronto("2008-11-02 01:30").isoformat() == "2008-11-02T01:30:00-04:00"
        assert toronto("2008-11-02 01:30", fold=1).isoformat() == "2008-11-02T01:30:00-05:00"

    @pytest.mark.parametrize("day", [date(2008, 2, 27), "2008-02-27"])
    def test_of_a_day(self, day: date | str) -> None:
        assert at("America/Toronto", day)("08:30") == toronto("2008-02-27 08:30")
        assert at("America/Toronto", day)("2008-03-18 18:00") == START

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (
                "2008-03-09 02:30",
                "a time is skipped by a clock change in America/Toronto, got '2008-03-09 02:30';"
                " write a time that exists there",
            ),
            (
                "2008-02-27",
                "a time needs hours and minutes, got '2008-02-27'; write '2008-02-27' + ' 08:30'",
            ),
            (
                "08:30",
                "a time needs a day, got '08:30'; write at(\"America/Toronto\", day)('08:30')",
            ),
            ("", "a time must be written like 2008-02-27 08:30, got ''"),
            ("8:30", "a time must be written like 2008-02-27 08:30, got '8:30'"),
            (
                "2008-02-27 08:30Z",
                "a time must be written like 2008-02-27 08:30, got '2008-02-27 08:30Z'",
            ),
            (
                "2008-02-27 08:30:15.5",
                "a time must be written like 2008-02-27 08:30, got '2008-02-27 08:30:15.5'",
            ),
            (
                "27/02/2008 08:30",
                "a time must be written like 2008-02-27 08:30, got '27/02/2008 08:30'",
            ),
            (None, "a time must be written like 2008-02-27 08:30, got None"),
            (START, "a time must be written like 2008-02-27 08:30, got 2008-03-18T18:00:00-04:00"),
        ],
    )
    def test_what_is_no_time_is_refused(self, text: Any, message: str) -> None:
        with refused(message):
            toronto(text)

    @pytest.mark.parametrize(
        "text", ["2008-02-30 08:30", "2008-13-01 08:30", "2008-02-27 24:00", "2008-02-27 08:60"]
    )
    def test_what_the_calendar_lacks_is_refused(self, text: str) -> None:
        with pytest.raises(InvalidValueError, match="^a time must exist in the calendar"):
            toronto(text)

    @pytest.mark.parametrize("text", ["2008-02-27 ０8:30", "٢٠٠٨-02-27 08:30", "2008-02-27 08:3٠"])
    def test_digits_are_ascii(self, text: str) -> None:
        with pytest.raises(InvalidValueError, match="^a time must be written like"):
            toronto(text)

    def test_a_second_pass_where_there_is_none_is_refused(self) -> None:
        with refused(
            "a time has a second pass only where clocks go back, got '2008-02-27 08:30';"
            " leave fold=1 out"
        ):
            toronto("2008-02-27 08:30", fold=1)

    def test_a_zone_that_is_not_known_is_refused(self) -> None:
        with refused(
            "a zone must be an IANA time zone name, got 'America/Torono'; did you mean"
            " 'America/Toronto'?"
        ):
            at("America/Torono")

    @pytest.mark.parametrize("zone", [None, 5, UTC, ZoneInfo("UTC")], ids=repr)
    def test_a_zone_is_given_by_its_name(self, zone: Any) -> None:
        with pytest.raises(InvalidValueError, match="^a zone must be the name of a time zone"):
            at(zone)

    @pytest.mark.parametrize("day", ["27 February", "", 5, 1.5, time(), START], ids=repr)
    def test_a_day_is_a_date(self, day: Any) -> None:
        with pytest.raises(InvalidValueError, match="^a day must be"):
            at("America/Toronto", day)

    def test_the_years_are_those_of_instants(self) -> None:
        with pytest.raises(InvalidValueError, match="must be in the years 1900 to 9998"):
            toronto("1899-12-31 12:00")

    def test_two_makers_of_one_zone_are_equal(self) -> None:
        assert at("America/Toronto") == toronto and hash(at("America/Toronto")) == hash(toronto)

    @given(st.data(), ZONES)
    def test_every_instant_of_a_zone_can_be_written(self, data: st.DataObject, zone: str) -> None:
        when = data.draw(instants(zone))
        again = at(zone)(f"{when:%Y-%m-%d %H:%M:%S}", fold=when.fold)
        assert again.astimezone(UTC) == when.astimezone(UTC) and again.fold == when.fold
