"""Shifts and who covers them."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from tests.model.plain import END, START, refused, shift, told, toronto

from hallwaytrack import Assignment, InvalidValueError, UnknownIdError
from hallwaytrack.model.shifts import LAWFUL
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


STATUSES: tuple[AssignmentStatus, ...] = get_args(AssignmentStatus)
CHANGES = [(old, new) for old in STATUSES for new in STATUSES]


class TestAssign:
    def test_people_come_in_their_order(self) -> None:
        assigned = shift().assign("bob", "ada").assign("cleo", status="offered")
        assert assigned.assignments == (
            Assignment(person="bob"),
            Assignment(person="ada"),
            Assignment(person="cleo", status="offered"),
        )
        assert assigned.covered_by == ("bob", "ada")

    def test_nothing_else_changes(self) -> None:
        before = shift(sequence=3, updated=START)
        assert before.assign("ada").replace(assignments=()) == before
        assert before.assign() == before

    @pytest.mark.parametrize("status", STATUSES)
    def test_how_an_assignment_may_begin(self, status: AssignmentStatus) -> None:
        if status in LAWFUL[None]:
            assert shift().assign("ada", status=status).assignment("ada").status == status
        else:
            with pytest.raises(
                InvalidValueError, match=f"^nobody begins as {status}; lawful is app"
            ):
                shift().assign("ada", status=status)

    def test_who_is_there_is_marked(self) -> None:
        applied = shift(assignments=[Assignment(person="ada", status="applied", note="n")])
        assert applied.assign("ada").assignments == (Assignment(person="ada", note="n"),)

    def test_all_who_cannot_be_are_told(self) -> None:
        before = shift(
            assignments=[Assignment(person="ada"), Assignment(person="bob", status="done")]
        )
        assert told(lambda: before.assign("cleo", "ada", "bob", "cleo", status="offered")) == [
            "bob in shift 'morning' is done, which does not become offered;"
            " lawful is checked_in, confirmed",
            "cleo in shift 'morning' is offered already; lawful is confirmed, declined, withdrawn",
        ]

    def test_a_status_that_is_none(self) -> None:
        with pytest.raises(InvalidValueError, match="^status must be one of applied, "):
            shift().assign("ada", status="confirmd")  # type: ignore[arg-type]

    def test_somebody_twice_covers_once(self) -> None:
        both = [Assignment(person="ada"), Assignment(person="ada", status="done")]
        assert shift(assignments=both).covered_by == ("ada",)


class TestMark:
    @pytest.mark.parametrize(("old", "new"), CHANGES)
    def test_over_one_table(self, old: AssignmentStatus, new: AssignmentStatus) -> None:
        before = shift(assignments=[Assignment(person="ada", status=old)])
        if new in LAWFUL[old]:
            assert before.mark("ada", new).assignment("ada").status == new
        else:
            with pytest.raises(InvalidValueError, match=f"^ada in shift 'morning' is {old}"):
                before.mark("ada", new)

    def test_the_table_names_every_status_once(self) -> None:
        assert set(LAWFUL) == {None, *STATUSES}
        assert all(len(set(LAWFUL[status])) == len(LAWFUL[status]) for status in STATUSES)
        assert all(status not in LAWFUL[status] for status in STATUSES)

    def test_every_status_can_come_about(self) -> None:
        reached = set(LAWFUL[None])
        while more := {new for old in reached for new in LAWFUL[old]} - reached:
            reached |= more
        assert reached == set(STATUSES)

    def test_a_day_at_the_booth(self) -> None:
        came, went = START - timedelta(minutes=5), END + timedelta(minutes=10)
        day = shift().assign("ada", "bob").mark("ada", "checked_in", at=came)
        assert day.assignment("ada").checked_in_at == came
        done = day.mark("ada", "done", at=went)
        assert done.assignment("ada") == Assignment(
            person="ada", status="done", checked_in_at=came, checked_out_at=went
        )
        assert done.assignment("bob") == Assignment(person="bob")

    def test_without_a_time_it_is_not_known(self) -> None:
        done = shift().assign("ada").mark("ada", "checked_in").mark("ada", "done")
        assert done.assignment("ada") == Assignment(person="ada", status="done")

    @pytest.mark.parametrize(
        ("status", "came", "went"),
        [("checked_in", START, None), ("confirmed", None, None)],
    )
    def test_a_mistake_is_undone(
        self, status: AssignmentStatus, came: datetime | None, went: datetime | None
    ) -> None:
        done = Assignment(person="ada", status="done", checked_in_at=START, checked_out_at=END)
        undone = shift(assignments=[done]).mark("ada", status).assignment("ada")
        assert (undone.checked_in_at, undone.checked_out_at) == (came, went)

    def test_who_goes_before_they_came(self) -> None:
        with pytest.raises(InvalidValueError, match="^checked_out_at must not be before"):
            shift().assign("ada").mark("ada", "checked_in", at=END).mark("ada", "done", at=START)

    def test_a_time_that_has_no_place(self) -> None:
        assert told(lambda: shift().assign("ada").mark("ada", "applied", at=START)) == [
            "ada in shift 'morning' is confirmed, which does not become applied;"
            " lawful is offered, withdrawn, checked_in, no_show, done",
            "at is when somebody came or went, so only for checked_in and done,"
            " got 2008-03-18T18:00:00-04:00; leave it out",
        ]

    def test_who_is_not_there(self) -> None:
        with pytest.raises(UnknownIdError, match="shift 'morning', got 'ad'; did you mean 'ada'"):
            shift().assign("ada", "bob").mark("ad", "done")
        with pytest.raises(UnknownIdError, match="got 'cleo'; assigned are ada, bob$"):
            shift().assign("ada", "bob").mark("cleo", "done")
        with pytest.raises(UnknownIdError, match="got 'ada'; nobody is$"):
            shift().mark("ada", "done")
