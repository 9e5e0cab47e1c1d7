"""Events and the people for their shifts: assigned, swapped, and never in two places at once."""

import re
from collections.abc import Sequence
from datetime import UTC, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.plain import DIRECT_ENERGY, refused, told, toronto

from hallwaytrack import (
    Assignment,
    Booth,
    ClashWarning,
    Event,
    InvalidValueError,
    Person,
    Session,
    Shift,
    UnknownIdError,
    Volunteer,
    at,
    speakers,
)
from hallwaytrack.model.engagements import clashes_of, engagements

NAMES = ("ada", "bob", "cleo")
TEN = timedelta(minutes=10)


def on(clock: str) -> Any:
    return toronto(f"2008-03-18 {clock}")


def shift(id: str, start: str, end: str, *people: str, **members: Any) -> Shift:
    assignments = [Assignment(person=person) for person in people]
    members = {"role": "booth", "assignments": assignments, **members}
    return Shift(id=id, start=on(start), end=on(end), **members)


def event(*shifts: Shift, **members: Any) -> Event:
    given = {
        "people": [Person(id=name, name=name.capitalize()) for name in NAMES],
        "volunteers": [Volunteer(person=name) for name in NAMES],
        "venue": DIRECT_ENERGY,
        **members,
    }
    return Event(id="e@example.org", title="Launch", start=on("08:00"), shifts=shifts, **given)


def people_of(event: Event) -> dict[str, list[str]]:
    return {shift.id: [a.person for a in shift.assignments] for shift in event.shifts}


class TestAssign:
    def test_to_a_shift(self) -> None:
        before = event(shift("a", "09:00", "10:00"), shift("b", "10:00", "11:00"))
        after = before.assign("b", "bob", "ada").assign("a", "ada", status="offered")
        assert people_of(after) == {"a": ["ada"], "b": ["bob", "ada"]}
        assert after.shift("a").assignment("ada").status == "offered"
        assert before.replace(shifts=after.shifts) == after
        assert after.sequence == before.sequence and after.updated is None

    def test_who_is_no_volunteer(self) -> None:
        before = event(shift("a", "09:00", "10:00"), volunteers=[Volunteer(person="ada")])
        with refused(
            "shift 'a' is given to volunteer 'bob'; the event has volunteers: ada"
            " (at /shifts/0/assignments/0/person)"
        ):
            before.assign("a", "bob")

    def test_a_shift_that_is_not_there(self) -> None:
        with pytest.raises(UnknownIdError, match="no shift has this id, got 'x'; there is a$"):
            event(shift("a", "09:00", "10:00")).assign("x", "ada")

    def test_nobody(self) -> None:
        before = event(shift("a", "09:00", "10:00"))
        assert before.assign("a") == before


class TestAssignAll:
    def test_many_at_once_are_as_one_by_one(self) -> None:
        before = event(shift("a", "09:00", "10:00"), shift("b", "10:00", "11:00"))
        wanted = {"b": ["ada"], "a": ["bob", "ada"]}
        after = before
        for id, names in wanted.items():
            for name in names:
                after = after.assign(id, name)
        assert before.assign_all(wanted) == after

    def test_every_problem_is_told(self) -> None:
        before = event(shift("a", "09:00", "10:00", "ada"), shift("b", "10:00", "11:00", "bob"))
        assert told(lambda: before.assign_all({"a": ["ada"], "b": ["cleo", "bob"]})) == [
            "ada in shift 'a' is confirmed already;"
            " lawful is offered, withdrawn, checked_in, no_show, done",
            "bob in shift 'b' is confirmed already;"
            " lawful is offered, withdrawn, checked_in, no_show, done",
        ]

    def test_they_must_not_clash_with_each_other(self) -> None:
        before = event(shift("a", "09:00", "11:00"), shift("b", "10:00", "12:00"))
        with pytest.raises(InvalidValueError, match="^ada cannot be at shift 'a'"):
            before.assign_all({"a": ["ada"], "b": ["ada", "bob"]})

    def test_a_lone_name_is_no_list(self) -> None:
        with refused(
            "the people for shift 'a' must be a list, got 'ada'; write ['ada']",
        ):
            event(shift("a", "09:00", "10:00")).assign_all({"a": "ada"})


def talk(**members: Any) -> Session:
    given = {"id": "t", "title": "T", "start": on("10:00"), "end": on("11:00"), "room": "b1"}
    return Session(**{**given, "contributors": speakers("ada"), **members})


def booth(**members: Any) -> Booth:
    given = {"id": "t", "title": "T", "start": on("08:00"), "contributors": speakers("ada")}
    return Booth(**{**given, **members})


class TestClashes:
    def test_are_blocked_and_all_told(self) -> None:
        before = event(
            shift("a", "09:00", "11:00", "ada", "bob", place="b1"),
            shift("b", "10:30", "12:00", place="b2"),
        )
        told_of = " cannot be at shift 'a' (2008-03-18 09:00 to 11:00) and at shift 'b' (2008-03-18"
        rest = ' 10:30 to 12:00); choose somebody else, or say clashes="allow"'
        assert told(lambda: before.assign("b", "bob", "cleo", "ada")) == [
            f"ada{told_of}{rest}",
            f"bob{told_of}{rest}",
        ]

    @pytest.mark.parametrize(
        "other",
        [
            {"sessions": [talk()]},
            {"sessions": [talk(end=None)]},
            {"sessions": [talk(room=None)]},
            {"sessions": [talk(room=None, all_rooms=True)]},
            {"booths": [booth(end=on("11:00"))]},
            {"booths": [booth(start=on("09:30"))]},
        ],
    )
    def test_with_what_else_somebody_does(self, other: dict[str, Any]) -> None:
        before = event(shift("a", "09:00", "10:30", place="b2"), **other)
        with pytest.raises(InvalidValueError, match=r"^ada cannot be at .*booth 't'|session 't'"):
            before.assign("a", "ada")
        assert before.assign("a", "bob")

    @pytest.mark.parametrize(
        "other",
        [
            {"sessions": [talk(start=on("10:30"))]},
            {"sessions": [talk(status="cancelled")]},
            {"sessions": [talk(status="postponed")]},
            {"sessions": [talk(start=None, end=None)]},
            {"sessions": [talk(contributors=speakers("bob"))]},
            {"sessions": [talk()], "status": "cancelled"},
            {"sessions": [talk()], "status": "postponed"},
            {"sessions": [talk(room="b2")]},
            {"booths": [booth()]},
            {"booths": [booth(start=None)]},
        ],
    )
    def test_not_with_what_keeps_nobody_busy(self, other: dict[str, Any]) -> None:
        before = event(shift("a", "09:00", "10:30", place="b2"), **other)
        assert people_of(before.assign("a", "ada")) == {"a": ["ada"]}

    def test_not_with_the_booth_where_a_shift_is(self) -> None:
        long = booth(end=on("18:00"))
        there, elsewhere = shift("a", "09:00", "10:00", place="t"), shift("b", "09:00", "10:00")
        before = event(there, elsewhere, booths=[long])
        assert before.assign("a", "ada")
        with pytest.raises(InvalidValueError, match="^ada cannot be at booth 't'"):
            before.assign("b", "ada")

    def test_two_shifts_at_one_place_clash(self) -> None:
        before = event(
            shift("a", "09:00", "10:00", "ada", place="b1"),
            shift("b", "09:30", "10:30", place="b1"),
        )
        with pytest.raises(InvalidValueError, match="^ada cannot be"):
            before.assign("b", "ada")

    def test_what_touches_does_not_clash(self) -> None:
        before = event(shift("a", "09:00", "10:00", "ada"), shift("b", "10:00", "11:00"))
        assert before.assign("b", "ada")

    def test_in_a_repeated_hour_passes_are_apart(self) -> None:
        first = toronto("2008-11-02 01:00"), toronto("2008-11-02 01:30")
        second = toronto("2008-11-02 01:00", fold=1), toronto("2008-11-02 01:30", fold=1)
        night = event(
            Shift(id="a", role="r", start=first[0], end=first[1]),
            Shift(id="b", role="r", start=second[0], end=second[1]),
        )
        assert night.assign_all({"a": ["ada"], "b": ["ada"]})

    @pytest.mark.parametrize("status", ["applied", "offered", "waitlisted"])
    def test_who_does_not_cover_a_shift_is_free(self, status: Any) -> None:
        before = event(shift("a", "09:00", "10:00", "ada"), shift("b", "09:00", "10:00"))
        assert before.assign("b", "ada", status=status)
        offered = event(shift("a", "09:00", "10:00"), shift("b", "09:00", "10:00"))
        assert offered.assign("a", "ada", status=status).assign("b", "ada")

    @pytest.mark.parametrize(
        ("places", "walking", "clash"),
        [
            (("b1", "b2"), timedelta(), False),
            (("b1", "b2"), TEN, True),
            (("b1", "b2"), timedelta(minutes=5), False),
            (("b1", "b1"), TEN, False),
            ((None, "b1"), TEN, False),
            ((None, None), TEN, False),
            (("stand", "b1"), TEN, True),
            (("stand", "b2"), TEN, False),
            (("bare", "b2"), TEN, True),
        ],
    )
    def test_walking_takes_time(
        self, places: tuple[str | None, str | None], walking: timedelta, clash: bool
    ) -> None:
        before = event(
            shift("a", "09:00", "10:00", "ada", place=places[0]),
            shift("b", "10:05", "11:00", place=places[1]),
            booths=[Booth(id="stand", title="Stand", room="b2"), Booth(id="bare", title="Bare")],
        )
        if clash:
            with pytest.raises(InvalidValueError, match="^ada cannot be at shift 'a'"):
                before.assign("b", "ada", walking=walking)
        else:
            assert before.assign("b", "ada", walking=walking)

    def test_those_of_before_are_let_be(self) -> None:
        before = event(
            shift("a", "09:00", "11:00", "ada"),
            shift("b", "10:00", "12:00", "ada"),
            shift("c", "12:00", "13:00"),
        )
        assert before.assign("c", "ada")

    def test_may_be_allowed(self) -> None:
        before = event(shift("a", "09:00", "11:00", "ada"), shift("b", "10:00", "12:00"))
        assert people_of(before.assign("b", "ada", clashes="allow"))["b"] == ["ada"]

    @pytest.mark.parametrize("verb", ["assign", "assign_all", "swap"])
    def test_may_warn_where_the_verb_is_called(self, verb: str) -> None:
        before = event(
            shift("a", "09:00", "11:00", "ada"),
            shift("b", "10:00", "12:00", "cleo"),
            shift("c", "09:00", "11:00", "bob"),
        )
        calls: dict[str, Sequence[Any]] = {
            "assign": ("b", "ada"),
            "assign_all": ({"b": ["ada"]},),
            "swap": ("b", "cleo", "c", "bob"),
        }
        if verb == "swap":
            before = before.assign("a", "cleo", status="offered")
            before = before.put(before.shift("a").mark("cleo", "confirmed"))
        with pytest.warns(ClashWarning, match=r"^\w+ cannot be at shift 'a'") as caught:
            getattr(before, verb)(*calls[verb], clashes="warn")
        assert [warning.filename for warning in caught] == [__file__]

    def test_a_policy_that_is_none(self) -> None:
        with refused(
            "clashes must be one of block, warn, allow, got 'blok'; did you mean 'block'?"
        ):
            event(shift("a", "09:00", "10:00")).assign("a", clashes="blok")  # type: ignore[arg-type]

    @pytest.mark.parametrize("walking", [10, -TEN])
    def test_walking_is_a_length_of_time(self, walking: Any) -> None:
        with pytest.raises(InvalidValueError, match=r"^walking must be .*minutes=10\)$"):
            event(shift("a", "09:00", "10:00")).assign("a", walking=walking)


class TestSwap:
    def test_two_in_each_others_place(self) -> None:
        a = shift("a", "09:00", "10:00", "ada", "cleo")
        b = shift("b", "09:00", "10:00").replace(
            assignments=[Assignment(person="bob", status="waitlisted", note="late")]
        )
        after = event(a, b).swap("a", "ada", "b", "bob")
        assert after.shift("a").assignments == (
            Assignment(person="bob", note="late"),
            Assignment(person="cleo"),
        )
        assert after.shift("b").assignments == (Assignment(person="ada", status="waitlisted"),)
        assert after.swap("a", "bob", "b", "ada") == event(a, b)

    def test_what_cannot_be(self) -> None:
        done = Assignment(person="ada", status="done")
        before = event(shift("a", "09:00", "10:00", assignments=[done, Assignment(person="bob")]),
                       shift("b", "11:00", "12:00", "bob"))  # fmt: skip
        assert told(lambda: before.swap("a", "ada", "b", "bob")) == [
            "ada in shift 'a' is done, so it cannot be swapped",
            "bob is assigned to shift 'a' already, so there is nothing to swap",
        ]

    def test_who_is_not_there(self) -> None:
        before = event(shift("a", "09:00", "10:00", "ada"), shift("b", "11:00", "12:00"))
        with pytest.raises(UnknownIdError, match="assigned to shift 'b', got 'bob'; nobody is$"):
            before.swap("a", "ada", "b", "bob")
        with pytest.raises(UnknownIdError, match="no shift has this id, got 'c'"):
            before.swap("a", "ada", "c", "bob")

    def test_clashes_are_blocked(self) -> None:
        before = event(
            shift("a", "09:00", "10:00", "ada"),
            shift("b", "11:00", "12:00", "bob"),
            shift("c", "11:30", "12:30", "ada"),
        )
        with pytest.raises(InvalidValueError, match=re.escape("ada cannot be at shift 'b'")):
            before.swap("a", "ada", "b", "bob")
        assert before.swap("a", "ada", "b", "bob", clashes="allow")


HALF_HOUR = timedelta(minutes=30)
HALF_HOURS = st.integers(0, 20)
PLACES = st.sampled_from(["b1", "b2", None])


@st.composite
def staffed(draw: st.DrawFn) -> Event:
    """Events in which people have shifts and sessions at random half hours."""
    start = at("America/Toronto")("2008-11-01 22:00")  # clocks go back at 02:00

    def times() -> dict[str, Any]:
        begins = start.astimezone(UTC) + draw(HALF_HOURS) * HALF_HOUR
        return {"start": begins, "end": begins + draw(st.integers(1, 6)) * HALF_HOUR}

    people = st.lists(st.sampled_from(NAMES), unique=True)
    shifts = [
        Shift(
            id=f"s{i}",
            role="r",
            place=draw(PLACES),
            assignments=[Assignment(person=person) for person in draw(people)],
            **times(),
        )
        for i in range(draw(st.integers(0, 5)))
    ]
    sessions = [
        Session(id=f"t{i}", title="T", room=draw(PLACES), contributors=speakers(*draw(people)),
                **times())
        for i in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    return event(*shifts, sessions=sessions, timezone="America/Toronto").replace(start=start)


def overlap(one: Any, other: Any, gap: timedelta) -> bool:
    """Whether less than a gap lies between two, in either order."""
    starts = one.start.timestamp(), other.start.timestamp()
    ends = one.end.timestamp(), other.end.timestamp()
    length = gap.total_seconds()
    return starts[0] < ends[1] + length and starts[1] < ends[0] + length


def clash(one: Any, other: Any, walking: timedelta) -> bool:
    """Whether nobody can be at both, of which one is a shift."""
    kinds = isinstance(one, Shift), isinstance(other, Shift)
    places = [
        getattr(entry, "room", None) or getattr(entry, "place", None) for entry in (one, other)
    ]
    apart = None in places or places[0] != places[1]
    gap = walking if apart and None not in places else timedelta()
    return any(kinds) and (apart or all(kinds)) and overlap(one, other, gap)


class TestEveryClashIsFound:
    @given(staffed(), st.sampled_from([timedelta(), timedelta(minutes=45)]))
    def test_by_looking_at_all_pairs(self, event: Event, walking: timedelta) -> None:
        found: dict[str, set[str]] = {name: set() for name in NAMES}
        for pair in clashes_of(engagements(event, NAMES), walking):
            assert clash(pair.first, pair.second, walking)
            found[pair.person] |= {pair.first.id, pair.second.id}
        for name in NAMES:
            mine: list[Any] = [s for s in event.shifts if name in s.covered_by]
            mine += [s for s in event.sessions if name in [c.person for c in s.contributors]]
            pairs = [(a, b) for a, b in combinations(mine, 2) if clash(a, b, walking)]
            clashing = {entry.id for both in pairs for entry in both if isinstance(entry, Shift)}
            named = {id for id in found[name] if id[0] == "s"}
            # Whoever has no time to walk is told of the last place that they come from.
            assert (
                named <= clashing and bool(named) == bool(clashing)
                if walking
                else named == clashing
            )
