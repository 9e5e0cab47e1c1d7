"""A roster as CSV, in both directions."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given
from tests.conftest import Golden
from tests.model.test_staffing import event, on, shift, talk
from tests.strategies import events

from hallwaytrack import (
    FORMATS,
    Assignment,
    Booth,
    DecodeError,
    Event,
    InvalidValueError,
    Person,
    Shift,
    Volunteer,
    at,
    example,
    read,
    write,
)

HEADER = "shift,role,start,end,place,needed,person,name,status,checked_in_at,checked_out_at"


def planned() -> Event:
    """A morning, and an afternoon with a place that is still free."""
    bob = Assignment(
        person="bob",
        status="done",
        checked_in_at=on("08:55"),
        checked_out_at=on("12:10"),
        note="Needs a chair",
    )
    return event(
        shift("afternoon", "13:00", "15:00", "cleo", role="Answer developers", needed=2),
        shift("morning", "09:00", "12:00", role="Set up", place="b1").replace(
            assignments=[Assignment(person="ada", status="withdrawn"), bob]
        ),
        people=[
            Person(id="ada", name="Ada", email="ada@example.org", phone="+1 416 555 0100"),
            Person(id="bob", name="Bob"),
            Person(id="cleo", name="Zoë, la grande"),
        ],
    )


def hostile() -> Event:
    """Everything that people may name is a formula."""
    formula = "=cmd|' /C calc'!A0"
    return Event(
        id="e@example.org",
        title="E",
        start=on("08:00"),
        people=[Person(id="=ada", name=f"{formula};=1"), Person(id="-bob", name="'+1")],
        volunteers=[Volunteer(person="=ada"), Volunteer(person="-bob")],
        booths=[Booth(id="@booth", title="=B")],
        shifts=[
            Shift(
                id="+one",
                role=f'{formula}, "really"; @SUM(1)',
                start=on("09:00"),
                end=on("10:00"),
                place="@booth",
                assignments=[Assignment(person="=ada"), Assignment(person="-bob")],
            )
        ],
    )


def night() -> Event:
    """Shifts in both passes of an hour that comes twice."""
    toronto = at("America/Toronto")
    first, second = toronto("2008-11-02 01:30"), toronto("2008-11-02 01:30", fold=1)
    return event(
        Shift(id="one", role="r", start=toronto("2008-11-02 00:30"), end=first),
        Shift(id="two", role="r", start=first, end=second),
        Shift(id="three", role="r", start=second, end=toronto("2008-11-02 02:30")),
    )


GOLDEN: dict[str, Callable[[], Event]] = {
    "planned": planned,
    "hostile": hostile,
    "night": night,
    "empty": event,
    "heroes-happen-here": lambda: example().event("launch-toronto@heroeshappenhere.example"),
}


class TestGolden:
    @pytest.mark.parametrize("name", GOLDEN)
    def test_is_written(self, name: str, golden: Golden) -> None:
        golden(f"roster-csv/{name}.csv", write(GOLDEN[name](), "roster-csv"))

    @pytest.mark.parametrize("name", GOLDEN)
    def test_comes_back(self, name: str) -> None:
        made = GOLDEN[name]()
        bare = made.replace(shifts=[s.replace(assignments=()) for s in made.shifts])
        data = write(made, "roster-csv")
        assert read(data, into=made).document == made
        again = read(data, into=bare).document
        assert write(again, "roster-csv") == data


class TestPrivacy:
    def test_neither_addresses_nor_notes_are_written(self) -> None:
        data = write(planned(), "roster-csv")
        assert not any(secret in data for secret in (b"ada@", b"555", b"chair"))
        assert FORMATS["roster-csv"].is_private


def has_pairs(event: Event) -> bool:
    """Whether somebody stands in a shift twice, which a file cannot tell from a slip."""
    return any(len({a.person for a in s.assignments}) < len(s.assignments) for s in event.shifts)


class TestRoundTrip:
    @given(events())
    def test_any_event(self, event: Event) -> None:
        assume(not has_pairs(event))
        reading = read(write(event, "roster-csv"), "roster-csv", into=event)
        assert (reading.document, reading.problems) == (event, ())


def table(*rows: str, header: str = "shift,person") -> bytes:
    return "\n".join([header, *rows]).encode()


def told(data: bytes, into: Event | None = None, **options: Any) -> list[tuple[int | None, str]]:
    """The problems for which a file is refused, with their lines."""
    with pytest.raises(DecodeError) as error:
        read(data, "roster-csv", into=into or planned(), **options)
    assert all(not problem.place for problem in error.value.problems)
    return [(problem.line, str(problem)) for problem in error.value.problems]


def held(event: Event, id: str = "morning") -> list[tuple[str, str]]:
    return [(a.person, a.status) for a in event.shift(id).assignments]


class TestReading:
    def test_what_it_names_is_as_it_says_and_the_rest_stays(self) -> None:
        before = planned()
        after = read(table("morning,cleo", "morning,bob"), into=before).document
        assert held(after) == [("cleo", "confirmed"), ("bob", "done")]
        assert after.shift("morning").assignment("bob") == before.shift("morning").assignment("bob")
        assert after.shift("afternoon") == before.shift("afternoon")

    def test_a_row_without_a_person_names_its_shift(self) -> None:
        assert held(read(table("morning,"), into=planned()).document) == []

    def test_a_column_says_all_of_its_member(self) -> None:
        data = table(
            "morning,bob,,", "morning,ada,checked_in,2008-03-18 09:01",
            header="shift,person,status,checked_in_at",
        )  # fmt: skip
        after = read(data, into=planned()).document.shift("morning")
        assert after.assignment("bob") == Assignment(
            person="bob", status="done", checked_out_at=on("12:10"), note="Needs a chair"
        )
        assert after.assignment("ada") == Assignment(
            person="ada", status="checked_in", checked_in_at=on("09:01")
        )

    def test_a_shift_is_changed(self) -> None:
        data = table(
            "morning,bob, Get ready,2008-03-18T08:30:00-04:00,2008-03-18T16:00:30Z,b2,3",
            "morning,ada,,,,,",
            header="shift,person,role,start,end,place,needed",
        )
        assert read(data, into=planned()).document.shift("morning") == Shift(
            id="morning",
            role=" Get ready",
            start=on("08:30"),
            end=on("12:00:30"),
            place="b2",
            needed=3,
            assignments=planned().shift("morning").assignments[::-1],
        )

    def test_a_time_without_an_offset_is_in_the_zone_of_the_event(self) -> None:
        data = table("one,,2008-11-02 01:30", header="shift,person,end")
        assert read(data, into=night()).document == night()

    @pytest.mark.parametrize("encode", ["utf-8", "utf-8-sig", "utf-16"])
    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    def test_as_spreadsheets_save_it(self, encode: str, separator: str) -> None:
        text = f"Shift{separator}Person{separator}T-shirt\r\nmorning{separator}ada{separator}M\r\n"
        reading = read(text.encode(encode), into=planned())  # known by its content
        assert held(reading.document) == [("ada", "withdrawn")]

    def test_after_a_line_for_excel(self) -> None:
        after = read(b"sep=;\r\nshift;person\r\nmorning;ada\r\n", into=planned()).document
        assert held(after) == [("ada", "withdrawn")]


class TestBadInput:
    """All that is wrong is told with its line, and nothing is taken over."""

    def test_ids_that_are_not_there(self) -> None:
        data = table("morning,adda", "mornin,ada", ",ada", "afternoon,zed", "morning,bob")
        assert told(data) == [
            (2, "the event has no volunteer of this id, got 'adda'; did you mean 'ada'?"),
            (3, "the event has no shift of this id, got 'mornin'; did you mean 'morning'?"),
            (4, "a row needs a shift"),
            (5, "the event has no volunteer of this id, got 'zed'; it has ada, bob, cleo"),
        ]

    def test_an_event_without_any(self) -> None:
        bare = event(people=(), volunteers=())
        assert told(table("a,b"), bare) == [
            (2, "the event has no shift of this id, got 'a'; it has none")
        ]

    def test_a_person_who_is_no_volunteer(self) -> None:
        into = planned().replace(shifts=[shift("morning", "09:00", "10:00")]).remove(
            Volunteer(person="cleo")
        )  # fmt: skip
        assert told(table("morning,cleo"), into) == [
            (2, "the event has no volunteer of this id, got 'cleo'; it has ada, bob")
        ]

    def test_somebody_twice(self) -> None:
        assert told(table("morning,ada", "afternoon,ada", "morning,ada")) == [
            (4, "ada is assigned to shift 'morning' on line 2 already")
        ]

    def test_details_of_nobody(self) -> None:
        data = table("morning,,Ada,", "morning,,,done", header="shift,person,name,status")
        assert told(data) == [
            (2, "a row with name needs a person, got 'Ada'; write the id of a volunteer"),
            (3, "a row with status needs a person, got 'done'; write the id of a volunteer"),
        ]

    @pytest.mark.parametrize(
        ("column", "cell", "message"),
        [
            ("status", "don", "status must be one of applied, .*, got 'don'; did you mean 'done'"),
            ("checked_in_at", "9 am", "a time must be written like 2008-02-27T08:30:00-05:00, got"),
            ("checked_in_at", "2008-02-30 09:00", "must exist in the calendar"),
            ("checked_in_at", "2008-02-30T09:00:00Z", "must exist in the calendar"),
            ("checked_in_at", "2008-03-09 02:30", "is skipped by a clock change"),
            ("checked_in_at", "0001-01-01T00:00:00+14:00", "must exist in the calendar"),
            ("checked_in_at", "0001-01-02T00:00:00+14:00", "must be in the years 1900 to 9998"),
            ("checked_out_at", "2008-03-18 08:00", "checked_out_at must not be before"),
            ("start", "27.02.2008 08:00", "a time must be written like"),
            ("start", "2008-03-18 12:00", "^shift 'morning': end must be after start"),
            ("end", "2008-03-18 08:00", "^shift 'morning': end must be after start"),
            ("needed", "two", "needed must be a whole number from 1, got 'two'"),
            ("needed", "0", "^shift 'morning': needed must be a whole number from 1 to .*, got 0"),
            ("needed", "9" * 5_000, "needed must be a whole number from 1"),
            ("role", "a\x07b", "^shift 'morning': role must be one line"),
            ("place", "b9", "no room or booth of this id, got 'b9'; it has b1, b2"),
        ],
    )
    def test_a_cell(self, column: str, cell: str, message: str) -> None:
        with pytest.raises(DecodeError, match=message) as error:
            read(table(f"morning,bob,{cell}", header=f"shift,person,{column}"), into=planned())
        assert [problem.line for problem in error.value.problems] == [2]

    def test_rows_that_say_different_things_of_a_shift(self) -> None:
        data = table("morning,ada,2", "morning,bob,3", header="shift,person,needed")
        assert told(data) == [
            (3, "needed of shift 'morning' is another one on line 2, got '3'; make them the same")
        ]

    def test_more_cells_than_columns(self) -> None:
        assert told(table("morning,ada,,x", "morning,bob,,")) == [
            (2, "a row must not have more cells than there are columns")
        ]

    def test_no_more_than_a_hundred_are_told(self) -> None:
        assert len(told(table(*["x,y"] * 500))) == 100

    @pytest.mark.parametrize("into", [None, "launch", example()])
    def test_without_an_event(self, into: Any) -> None:
        with pytest.raises(
            InvalidValueError, match="^a roster is read into the event .*into=event"
        ):
            read(table("morning,ada"), into=into)

    def test_too_large(self) -> None:
        with pytest.raises(DecodeError, match="no more than 10 bytes"):
            read(table("morning,ada"), "roster-csv", into=planned(), max_bytes=10)


class TestClashes:
    def before(self) -> Event:
        return event(
            shift("a", "09:00", "11:00", "ada"),
            shift("b", "10:00", "12:00", "bob"),
            sessions=[talk(start=on("11:30"), end=on("12:00"))],
        )

    TOLD = (
        "ada cannot be at shift 'a' (2008-03-18 09:00 to 11:00)"
        " and at shift 'b' (2008-03-18 10:00 to 12:00); choose somebody else"
    )
    WITH_TALK = (
        "ada cannot be at shift 'b' (2008-03-18 10:00 to 12:00)"
        " and at session 't' (2008-03-18 11:30 to 12:00); choose somebody else"
    )

    def test_are_blocked_where_nobody_says_otherwise(self) -> None:
        assert told(table("b,bob", "b,ada"), self.before()) == [(3, self.TOLD), (3, self.WITH_TALK)]
        assert told(table("b,ada", "a,ada"), self.before()) == [(3, self.TOLD), (2, self.WITH_TALK)]

    def test_may_be_told(self) -> None:
        reading = read(table("b,ada"), into=self.before(), clashes="warn")
        assert held(reading.document, "b") == [("ada", "confirmed")]
        assert [(p.severity, p.line, str(p)) for p in reading.problems] == [
            ("warning", 2, self.TOLD),
            ("warning", 2, self.WITH_TALK),
        ]

    def test_may_be_allowed(self) -> None:
        reading = read(table("b,ada"), into=self.before(), clashes="allow")
        assert (held(reading.document, "b"), reading.problems) == ([("ada", "confirmed")], ())

    def test_those_of_before_are_let_be(self) -> None:
        before = read(table("b,ada"), into=self.before(), clashes="allow").document
        assert read(write(before, "roster-csv"), into=before).document == before

    def test_by_a_shift_at_another_time(self) -> None:
        data = table("a,ada,2008-03-18 11:45", header="shift,person,end")
        assert told(data, self.before()) == [
            (
                2,
                "ada cannot be at shift 'a' (2008-03-18 09:00 to 11:45)"
                " and at session 't' (2008-03-18 11:30 to 12:00); choose somebody else",
            )
        ]

    def test_a_policy_that_is_none(self) -> None:
        with pytest.raises(InvalidValueError, match="^clashes must be one of block, warn, allow"):
            read(table("b,ada"), into=self.before(), clashes="no")
