"""Shifts and who covers them."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from tests.model.plain import END, START, refused, shift, toronto

from hallwaytrack import Assignment, InvalidValueError
from hallwaytrack.model.vocabulary import AssignmentStatus


class TestShift:
    def test_hours(self) -> None:
        assert shift().hours == 3.0

    def test_hours_count_the_repeated_hour(self) -> None:
        night = shift(start=toronto("2008-11-02 00:00"), end=toronto("2008-11-02 03:00"))
        assert night.hours == 4.0

    def test_hours_leave_out_the_skipped_hour(self) -> None:
        night = shift(start=toronto("2008-03-09 00:00"), end=toronto("2008-03-09 04:00"))
        assert night.hours == 3.0

    def test_its_end_is_after_its_start_as_an_instant(self) -> None:
        first, second = toronto("2008-11-02 01:30"), toronto("2008-11-02 01:30", fold=1)
        assert shift(start=first, end=second).hours == 1.0
        with pytest.raises(InvalidValueError, match="^end must be after start"):
            shift(start=second, end=first)

    def test_it_needs_somebody(self) -> None:
        assert shift().needed == 1
        with pytest.raises(InvalidValueError, match="^needed must be a whole number from 1"):
            shift(needed=0)

    @pytest.mark.parametrize("member", ["start", "end"])
    def test_its_times_are_required(self, member: str) -> None:
        with pytest.raises(
            InvalidValueError, match=f"^{member} must be a datetime with a time zone"
        ):
            shift(**{member: None})


class TestAssignment:
    @pytest.mark.parametrize("status", get_args(AssignmentStatus))
    def test_who_is_confirmed_or_came_covers_a_shift(self, status: AssignmentStatus) -> None:
        covers = Assignment(person="ada", status=status).covers
        assert covers is (status in {"confirmed", "checked_in", "done"})

    def test_nobody_leaves_before_they_came(self) -> None:
        assert Assignment(person="ada", checked_in_at=START, checked_out_at=START)
        with refused(
            "checked_out_at must not be before checked_in_at (2008-03-19T01:00:00+00:00),"
            " got 2008-03-18T22:00:00+00:00 (at /checked_out_at)"
        ):
            Assignment(person="ada", checked_in_at=END, checked_out_at=START)

    def test_when_somebody_came_may_be_unknown(self) -> None:
        left = Assignment(person="ada", checked_out_at=START).checked_out_at
        assert left == datetime(2008, 3, 18, 22, tzinfo=UTC)

    def test_a_second_pass_is_no_step_back(self) -> None:
        came = toronto("2008-11-02 01:50")
        left = toronto("2008-11-02 01:10", fold=1)
        kept = Assignment(person="ada", checked_in_at=came, checked_out_at=left)
        assert kept.checked_in_at is not None and kept.checked_out_at is not None
        assert kept.checked_out_at - kept.checked_in_at == timedelta(minutes=20)
