"""The roster: coverage over time, gaps, hours, fairness and clashes."""

import random
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.test_staffing import NAMES, event, on, shift, staffed, talk

from hallwaytrack import Assignment, Event, Person, Shift, Volunteer, at, example, roster
from hallwaytrack.views.roster import Coverage, Fairness, Roster

toronto = at("America/Toronto")


def spans(found: Roster) -> list[tuple[str, str, int, int, int]]:
    """The coverage as people read it."""
    return [
        (f"{c.start:%H:%M}", f"{c.end:%H:%M}", c.there, c.needed, c.missing) for c in found.coverage
    ]


class TestCoverage:
    def test_counts_who_is_there_of_how_many(self) -> None:
        found = roster(
            event(
                shift("a", "09:00", "11:00", "ada", needed=2),
                shift("b", "10:00", "12:00", "bob", "cleo", needed=2),
            )
        )
        assert spans(found) == [
            ("09:00", "10:00", 1, 2, 1),
            ("10:00", "11:00", 3, 4, 1),
            ("11:00", "12:00", 2, 2, 0),
        ]

    def test_one_too_many_here_helps_nobody_there(self) -> None:
        found = roster(
            event(shift("a", "09:00", "10:00", "ada", "bob"), shift("b", "09:00", "10:00"))
        )
        assert spans(found) == [("09:00", "10:00", 2, 2, 1)]
        assert [(c.missing, c.extra) for c in found.shifts] == [(0, 1), (1, 0)]

    def test_without_a_shift_nothing_is_covered(self) -> None:
        found = roster(
            event(shift("b", "11:00", "12:00", "bob"), shift("a", "09:00", "10:00", "ada"))
        )
        assert spans(found) == [("09:00", "10:00", 1, 1, 0), ("11:00", "12:00", 1, 1, 0)]

    def test_a_change_of_guard_is_no_change(self) -> None:
        found = roster(
            event(shift("a", "09:00", "10:00", "ada"), shift("b", "10:00", "11:00", "bob"))
        )
        assert spans(found) == [("09:00", "11:00", 1, 1, 0)]

    def test_a_gap_that_moves_on_is_one(self) -> None:
        found = roster(event(shift("a", "09:00", "10:00"), shift("b", "10:00", "11:00")))
        assert spans(found) == [("09:00", "11:00", 0, 1, 1)]

    @pytest.mark.parametrize(
        ("status", "there"),
        [("confirmed", 1), ("checked_in", 1), ("done", 1), ("offered", 0), ("no_show", 0)],
    )
    def test_counts_who_covers(self, status: Any, there: int) -> None:
        held = [Assignment(person="ada", status=status)]
        found = roster(event(shift("a", "09:00", "10:00", assignments=held)))
        assert spans(found) == [("09:00", "10:00", there, 1, 1 - there)]

    def test_a_night_of_25_hours(self) -> None:
        start, end = toronto("2008-11-02 00:00"), toronto("2008-11-02 03:00")
        night = Shift(
            id="n", role="r", start=start, end=end, assignments=[Assignment(person="ada")]
        )
        (covered,) = roster(event(night)).coverage
        assert (covered.hours, covered.start.tzinfo) == (4.0, start.tzinfo)
        assert roster(event(night)).volunteers[0].planned == 4.0

    def test_of_nothing(self) -> None:
        found = roster(event(people=(), volunteers=()))
        assert found == Roster(
            event=event(people=(), volunteers=()),
            shifts=(),
            coverage=(),
            gaps=(),
            volunteers=(),
            fairness=None,
            clashes=(),
        )


class TestGaps:
    def test_are_the_shifts_that_lack_somebody(self) -> None:
        found = roster(
            event(
                shift("c", "12:00", "13:00", needed=3),
                shift("b", "09:00", "10:00", "bob"),
                shift("a", "09:00", "10:00", "ada", needed=2),
            )
        )
        assert [(gap.shift.id, gap.missing) for gap in found.gaps] == [("a", 1), ("c", 3)]


def hours(*assignments: Assignment, **members: Any) -> list[float]:
    """Planned, worked and unrecorded hours of Ada, whose shifts have two hours each."""
    shifts = [
        shift(f"s{i}", f"{9 + 2 * i:02}:00", f"{11 + 2 * i:02}:00", assignments=[assignment])
        for i, assignment in enumerate(assignments)
    ]
    found = roster(event(*shifts, **members)).volunteers[0]
    return [found.planned, found.worked, found.unrecorded]


def recorded(came: str, went: str, status: Any = "done") -> Assignment:
    return Assignment(person="ada", status=status, checked_in_at=on(came), checked_out_at=on(went))


class TestHours:
    def test_planned_are_those_of_the_shifts_covered(self) -> None:
        found = roster(
            event(
                shift("b", "12:00", "12:30", "ada"),
                shift("a", "09:00", "11:00", "ada", "bob"),
                shift(
                    "c", "14:00", "15:00", assignments=[Assignment(person="ada", status="offered")]
                ),
            )
        ).volunteers
        assert [(v.person.id, v.planned, [s.id for s in v.shifts]) for v in found] == [
            ("ada", 2.5, ["a", "b"]),
            ("bob", 2.0, ["a"]),
            ("cleo", 0.0, []),
        ]

    def test_worked_are_those_from_check_in_to_check_out(self) -> None:
        assert hours(recorded("08:45", "11:15"), recorded("11:30", "12:00")) == [4.0, 3.0, 0.0]

    def test_who_is_there_has_not_worked_yet(self) -> None:
        there = Assignment(person="ada", status="checked_in", checked_in_at=on("09:00"))
        assert hours(there) == [2.0, 0.0, 0.0]

    def test_what_is_not_recorded_is_not_guessed(self) -> None:
        done = Assignment(person="ada", status="done")
        only_out = Assignment(person="ada", status="done", checked_out_at=on("11:00"))
        assert hours(done, only_out, recorded("13:00", "15:00")) == [6.0, 2.0, 4.0]

    def test_who_left_and_withdrew_has_worked(self) -> None:
        assert hours(recorded("09:00", "09:30", status="withdrawn")) == [0.0, 0.5, 0.0]

    def test_volunteers_stand_by_name(self) -> None:
        people = [
            Person(id="x", name="bob"),
            Person(id="b", name="Ada"),
            Person(id="a", name="ada"),
        ]
        found = roster(event(people=people, volunteers=[Volunteer(person=p.id) for p in people]))
        assert [v.person.id for v in found.volunteers] == ["a", "b", "x"]

    @pytest.mark.parametrize(("most", "over"), [(None, False), (2.0, False), (1.5, True)])
    def test_who_has_more_than_they_want(self, most: float | None, over: bool) -> None:
        volunteers = [Volunteer(person="ada", max_hours=most)]
        found = roster(event(shift("a", "09:00", "11:00", "ada"), volunteers=volunteers))
        assert [v.is_over for v in found.volunteers] == [over]

    def test_thirds_of_an_hour_add_up(self) -> None:
        shifts = [shift(f"s{i}", f"{9 + i:02}:00", f"{9 + i:02}:20", "ada") for i in range(3)]
        volunteers = [Volunteer(person="ada", max_hours=1.0)]
        (ada,) = roster(event(*shifts, volunteers=volunteers)).volunteers
        assert (ada.planned, ada.is_over) == (1.0, False)


class TestFairness:
    def test_is_how_evenly_the_hours_lie(self) -> None:
        found = roster(
            event(shift("a", "09:00", "12:00", "ada"), shift("b", "09:00", "12:00", "bob"))
        ).fairness
        assert found is not None
        assert (found.least, found.most, found.mean, found.spread) == (0.0, 3.0, 2.0, 3.0)
        assert found.deviation == pytest.approx(2**0.5)

    def test_of_equal_shares(self) -> None:
        assert roster(event()).fairness == Fairness(least=0, most=0, mean=0, deviation=0)


class TestClashes:
    def test_are_those_of_shifts(self) -> None:
        found = roster(
            event(
                shift("a", "09:00", "10:30", "ada", "bob"),
                shift("b", "09:30", "10:00", "bob"),
                sessions=[talk(), talk(id="u", room="b2")],
            )
        ).clashes
        assert [(c.person, c.first.id, c.second.id) for c in found] == [
            ("ada", "a", "t"),
            ("ada", "a", "u"),
            ("bob", "a", "b"),
        ]

    def test_with_time_to_walk(self) -> None:
        walked = event(
            shift("a", "09:00", "10:00", "ada", place="b1"),
            shift("b", "10:00", "11:00", "ada", place="b2"),
        )
        assert roster(walked).clashes == ()
        assert len(roster(walked, walking=timedelta(minutes=1)).clashes) == 1


class TestTheStory:
    """The booth in the User Group area."""

    def test_is_covered_all_day(self) -> None:
        found = roster(example().event("launch-toronto@heroeshappenhere.example"))
        assert spans(found) == [
            ("08:00", "09:00", 2, 2, 0),
            ("10:30", "12:30", 3, 3, 0),
            ("13:00", "15:00", 3, 3, 0),
            ("15:00", "15:30", 2, 2, 0),
        ]
        assert (found.gaps, found.clashes) == ((), ())
        dana = next(v for v in found.volunteers if v.person.id == "dana")
        assert (dana.planned, dana.unrecorded) == (3.0, 2.0)
        assert dana.worked == pytest.approx(13 / 12)


def shuffled(event: Event, seed: int) -> Event:
    """The same event with its parts in another order."""
    mixed = random.Random(seed)

    def parts(values: Any) -> list[Any]:
        return mixed.sample(values, len(values))

    shifts = [s.replace(assignments=parts(s.assignments)) for s in event.shifts]
    return event.replace(
        shifts=parts(shifts),
        sessions=parts(event.sessions),
        volunteers=parts(event.volunteers),
        people=parts(event.people),
    )


class TestOfAnyEvent:
    @given(staffed())
    def test_coverage_sums_to_the_person_hours_assigned(self, event: Event) -> None:
        found = roster(event)
        assigned = sum(s.hours * len(s.covered_by) for s in event.shifts)
        assert sum(c.hours * c.there for c in found.coverage) == pytest.approx(assigned)
        assert sum(v.planned for v in found.volunteers) == pytest.approx(assigned)
        needed = sum(s.hours * s.needed for s in event.shifts)
        assert sum(c.hours * c.needed for c in found.coverage) == pytest.approx(needed)
        lacking = sum(g.missing * g.shift.hours for g in found.gaps)
        assert sum(c.hours * c.missing for c in found.coverage) == pytest.approx(lacking)

    @given(staffed())
    def test_each_minute_is_covered_as_its_stretch_says(self, event: Event) -> None:
        covered = roster(event).coverage
        for one, other in pairwise(covered):
            pause = other.start.timestamp() - one.end.timestamp()
            assert pause >= 0
            assert pause or _counts(one) != _counts(other)
        for stretch in covered:
            middle = (stretch.start.timestamp() + stretch.end.timestamp()) / 2
            on = [s for s in event.shifts if s.start.timestamp() <= middle < s.end.timestamp()]
            assert stretch.there == sum(len(s.covered_by) for s in on)
            assert stretch.needed == sum(s.needed for s in on)

    @given(staffed(), st.integers())
    def test_the_order_of_its_parts_never_matters(self, event: Event, seed: int) -> None:
        one, other = roster(event), roster(shuffled(event, seed))
        assert one.coverage == other.coverage
        assert one.volunteers != () and one.fairness == other.fairness
        assert [(c.person, c.first.id, c.second.id) for c in one.clashes] == [
            (c.person, c.first.id, c.second.id) for c in other.clashes
        ]
        assert [(g.shift.id, g.missing) for g in one.gaps] == [
            (g.shift.id, g.missing) for g in other.gaps
        ]
        for mine, theirs in zip(one.volunteers, other.volunteers, strict=True):
            assert (mine.person, mine.planned) == (theirs.person, theirs.planned)
            assert [s.id for s in mine.shifts] == [s.id for s in theirs.shifts]

    def test_whom_it_lists(self) -> None:
        assert [v.person.id for v in roster(event()).volunteers] == list(NAMES)


def _counts(stretch: Coverage) -> tuple[int, int, int]:
    return stretch.there, stretch.needed, stretch.missing
