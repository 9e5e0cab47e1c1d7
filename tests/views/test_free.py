"""Who could take a shift."""

from datetime import timedelta
from typing import Any

import pytest
from tests.model.test_staffing import event, on, shift, talk

from hallwaytrack import Assignment, Event, Span, UnknownIdError, Volunteer, free_for


def free(event: Event, id: str = "a", **options: Any) -> list[str]:
    return [person.id for person in free_for(event, id, **options)]


def with_ada(*shifts: Any, **offer: Any) -> Event:
    return event(*shifts, volunteers=[Volunteer(person="ada", **offer)])


TEN = shift("a", "10:00", "11:00")


class TestFreeFor:
    def test_everyone_by_their_hours_then_by_name(self) -> None:
        busy = shift("b", "08:00", "09:00", "ada")
        assert free(event(TEN, busy)) == ["bob", "cleo", "ada"]

    @pytest.mark.parametrize(
        ("status", "is_free"),
        [
            ("applied", True),
            ("offered", True),
            ("waitlisted", True),
            ("confirmed", False),
            ("declined", False),
            ("withdrawn", False),
            ("checked_in", False),
            ("no_show", False),
            ("done", False),
        ],
    )
    def test_not_who_has_answered(self, status: Any, is_free: bool) -> None:
        asked = TEN.replace(assignments=[Assignment(person="ada", status=status)])
        assert free(with_ada(asked)) == (["ada"] if is_free else [])

    def test_not_who_has_something_else_then(self) -> None:
        assert free(event(TEN, shift("b", "10:30", "12:00", "bob"), sessions=[talk()])) == ["cleo"]

    def test_who_has_time_to_walk(self) -> None:
        here, there = TEN.replace(place="b1"), shift("b", "09:00", "09:55", "ada", place="b2")
        assert free(with_ada(here, there)) == ["ada"]
        assert free(with_ada(here, there), walking=timedelta(minutes=6)) == []

    def test_clashes_of_other_shifts_do_not_count(self) -> None:
        others = [shift("b", "08:00", "09:00", "ada"), shift("c", "08:30", "09:30", "ada")]
        assert free(with_ada(TEN, *others)) == ["ada"]

    @pytest.mark.parametrize(
        ("spans", "is_free"),
        [
            ([("10:00", "11:00")], True),
            ([("10:30", "11:00"), ("09:00", "10:30")], True),
            ([("10:00", "10:30")], False),
            ([("12:00", "13:00")], False),
        ],
    )
    def test_who_is_available_for_all_of_it(
        self, spans: list[tuple[str, str]], is_free: bool
    ) -> None:
        available = [Span(start=on(start), end=on(end)) for start, end in spans]
        assert free(with_ada(TEN, available=available)) == (["ada"] if is_free else [])

    @pytest.mark.parametrize(
        ("skills", "is_free"),
        [(["first aid", "till"], True), (["FIRST  Aid"], True), (["till"], False), ([], False)],
    )
    def test_who_is_able(self, skills: list[str], is_free: bool) -> None:
        skilled = TEN.replace(skills=["First aid"])
        assert free(with_ada(skilled, skills=skills)) == (["ada"] if is_free else [])

    @pytest.mark.parametrize(("most", "is_free"), [(2.0, True), (1.5, False)])
    def test_who_wants_that_many_hours(self, most: float, is_free: bool) -> None:
        before = with_ada(TEN, shift("b", "08:00", "09:00", "ada"), max_hours=most)
        assert free(before) == (["ada"] if is_free else [])

    def test_whoever_it_names_can_be_assigned(self) -> None:
        before = event(TEN, shift("b", "10:30", "12:00", "bob"), sessions=[talk()])
        assert before.assign("a", *free(before)).shift("a").covered_by == ("cleo",)

    def test_a_shift_that_is_not_there(self) -> None:
        with pytest.raises(UnknownIdError, match="no shift has this id"):
            free_for(event(TEN), "b")
