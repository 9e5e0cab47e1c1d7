"""Clashes, at their edges and against the plain definition: all pairs."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from tests.checks.clean import later

from hallwaytrack import (
    Assignment,
    Booth,
    Event,
    Person,
    Policy,
    Problem,
    Room,
    Session,
    Shift,
    Venue,
    Volunteer,
    at,
    check,
    speakers,
)

AT = at("America/Toronto", "2008-11-02")
"""A day on which one o'clock comes twice."""


def event(*parts: Any, **members: Any) -> Event:
    """An event of that day, with three rooms and two people who volunteer."""
    rooms = [Room(id=f"b{n}", name=f"Room {n}") for n in (1, 2, 3)]
    return Event(
        id="e@example.org",
        title="Event",
        start=AT("00:00"),
        end=AT("23:00"),
        languages=["en"],
        venue=Venue(id="hall", name="Hall", rooms=rooms),
        people=[Person(id="ada", name="Ada"), Person(id="bob", name="Bob")],
        volunteers=[Volunteer(person="ada"), Volunteer(person="bob")],
        **members,
    ).put(*parts)


def talk(id: str, start: Any, end: Any = None, **members: Any) -> Session:
    start, end = (AT(time) if isinstance(time, str) else time for time in (start, end or None))
    return Session(id=id, title=id, start=start, end=end, **members)


def shift(id: str, start: str, end: str, *people: str, **members: Any) -> Shift:
    assigned = [Assignment(person=person) for person in people]
    return Shift(
        id=id,
        role="Help",
        start=AT(start),
        end=AT(end),
        needed=len(people) or 1,
        assignments=assigned,
        **members,
    )


def clashes(document: Event, **policy: Any) -> list[Problem]:
    """The clashes alone."""
    return [p for p in check(document, policy=Policy(**policy)) if p.code[:4] == "HT10"]


def codes(document: Event, **policy: Any) -> list[str]:
    return [p.code for p in clashes(document, **policy)]


class TestRooms:
    def test_message_says_what_is_there_and_until_when(self) -> None:
        found = clashes(
            event(
                talk("linq", "10:30", "11:30", room="b1"),
                talk("hypervisors", "10:00", "11:00", room="b1"),
            )
        )
        assert [str(problem) for problem in found] == [
            "session 'linq' is in room 'b1' while session 'hypervisors' is there, until "
            "2008-11-02 11:00 (at /sessions/0); give one of them another room or time"
        ]

    @pytest.mark.parametrize(
        ("first", "second", "clash"),
        [
            (("10:00", "11:00"), ("11:00", "12:00"), False),
            (("10:00", "11:00"), ("10:59", "12:00"), True),
            (("10:00", "11:00"), ("10:00", None), True),
            (("10:00", "11:00"), ("11:00", None), False),
            (("10:00", None), ("10:00", None), True),
            (("10:00", None), ("10:01", "10:30"), False),
            (("10:00", "11:00"), (None, None), False),
        ],
    )
    def test_edges(self, first: Any, second: Any, clash: bool) -> None:
        both = event(talk("a", *first, room="b1"), talk("b", *second, room="b1"))
        assert codes(both) == ["HT101"] * clash

    def test_the_second_pass_of_an_hour_is_another_hour(self) -> None:
        """By the clock on the wall the second talk begins before the first one is over."""
        second = AT("01:30", fold=1)
        first = talk("a", "01:30", AT("01:15", fold=1), room="b1")
        assert codes(event(first, talk("b", second, "02:30", room="b1"))) == []
        early = talk("b", AT("01:10", fold=1), "02:30", room="b1")
        found = clashes(event(first, early))
        assert [p.code for p in found] == ["HT101"]
        assert "until 2008-11-02 01:15 EST" in found[0].message

    @pytest.mark.parametrize("status", ["cancelled", "postponed"])
    def test_what_is_off_is_in_nobodys_way(self, status: Any) -> None:
        a, b = talk("a", "10:00", "11:00", room="b1"), talk("b", "10:00", "11:00", room="b1")
        assert codes(event(a, b.replace(status=status))) == []
        assert codes(event(a, b, status=status)) == []
        assert codes(event(a, b.replace(status="tentative"))) == ["HT101"]

    def test_a_booth_shares_its_room(self) -> None:
        booth = Booth(id="x", title="Booth", room="b1", start=AT("09:00"), end=AT("17:00"))
        other = booth.replace(id="y")
        assert codes(event(booth, other, talk("a", "10:00", "11:00", room="b1"))) == []


class TestAllRooms:
    def test_takes_every_room(self) -> None:
        keynote = talk("keynote", "09:00", "10:00", all_rooms=True)
        found = clashes(
            event(
                keynote,
                talk("a", "09:30", "10:30", room="b1"),
                talk("b", "08:00", "09:30", room="b2"),
                talk("c", "10:00", "11:00", room="b2"),
                talk("nowhere", "09:00", "10:00"),
            )
        )
        assert [(p.code, p.place, p.severity) for p in found] == [
            ("HT102", "/sessions/1", "warning"),
            ("HT102", "/sessions/2", "warning"),
        ]

    def test_excludes_another(self) -> None:
        both = [talk(id, "09:00", "10:00", all_rooms=True) for id in ("a", "b")]
        assert codes(event(*both)) == ["HT102"]

    def test_lets_its_parts_be(self) -> None:
        evening = talk("floor", "19:00", "21:00", all_rooms=True)
        corners = [
            talk(f"c{n}", "19:30", "20:30", room=f"b{n}", part_of="floor") for n in (1, 2, 3)
        ]
        assert codes(event(evening, *corners)) == []


class TestPeople:
    def test_two_sessions(self) -> None:
        a = talk("a", "10:00", "11:00", room="b1", contributors=speakers("ada", "bob"))
        b = talk("b", "10:30", "11:30", room="b2", contributors=speakers("ada"))
        found = clashes(event(a, b))
        assert [(p.code, p.place) for p in found] == [("HT103", "/sessions/1")]
        assert found[0].message == (
            "session 'b' needs 'ada' while session 'a' does, until 2008-11-02 11:00"
        )

    def test_a_session_and_a_booth(self) -> None:
        booth = Booth(id="x", title="Booth", start=AT("09:00"), contributors=speakers("ada"))
        a = talk("a", "09:00", "11:00", room="b1", contributors=speakers("ada"))
        found = clashes(event(booth, a))
        assert [p.code for p in found] == ["HT103"]
        assert found[0].message.endswith("while booth 'x' does, which has no end")

    def test_in_one_room_it_is_the_rooms_clash_alone(self) -> None:
        a = talk("a", "10:00", "11:00", room="b1", contributors=speakers("ada"))
        assert codes(event(a, a.replace(id="b"))) == ["HT101"]

    def test_two_roles_in_one_session_are_one(self) -> None:
        a = talk("a", "10:00", "11:00", contributors=speakers("ada", "ada"))
        assert codes(event(a)) == []

    def test_the_part_is_no_other_place_than_the_whole(self) -> None:
        whole = talk("a", "10:00", "12:00", room="b1", contributors=speakers("ada"))
        part = talk("b", "10:00", "11:00", room="b2", part_of="a", contributors=speakers("ada"))
        assert codes(event(whole, part)) == []
        assert codes(event(whole, part, part.replace(id="c", room="b3"))) == ["HT103"]


class TestVolunteers:
    a = talk("a", "10:00", "11:00", room="b1", contributors=speakers("ada"))

    def test_a_shift_during_the_own_session(self) -> None:
        found = clashes(event(self.a, shift("h", "10:30", "11:30", "ada", "bob")))
        assert [(p.code, p.place, p.severity) for p in found] == [("HT104", "/shifts/0", "error")]

    def test_at_the_place_of_the_session_or_booth_it_is_one_place(self) -> None:
        booth = Booth(
            id="x",
            title="Booth",
            start=AT("09:00"),
            end=AT("17:00"),
            contributors=speakers("bob"),
        )
        door = shift("h", "09:30", "11:30", "ada", place="b1")
        desk = shift("d", "08:00", "12:00", "bob", place="x")
        assert codes(event(self.a, booth, door, desk)) == []

    def test_two_shifts_at_one_place_are_two(self) -> None:
        both = [shift(id, "10:00", "11:00", "bob", place="b1") for id in ("h", "i")]
        assert codes(event(*both)) == ["HT104"]

    def test_whose_other_clashes_are_none_of_the_shift(self) -> None:
        b = self.a.replace(id="b", room="b2")
        assert codes(event(self.a, b, shift("h", "12:00", "13:00", "ada"))) == ["HT103"]

    def test_only_those_who_cover_it(self) -> None:
        off = shift("h", "10:30", "11:30", "ada")
        asked = off.replace(assignments=[Assignment(person="ada", status="offered")])
        assert codes(event(self.a, asked)) == []

    @pytest.mark.parametrize(
        ("handling", "severities"), [("block", ["error"]), ("warn", ["warning"]), ("allow", [])]
    )
    def test_policy(self, handling: Any, severities: list[str]) -> None:
        both = event(self.a, shift("h", "10:30", "11:30", "ada"))
        assert [p.severity for p in clashes(both, volunteers=handling)] == severities
        assert codes(both, volunteers=handling, levels={"HT104": "off"}) == []


class TestWalking:
    five = timedelta(minutes=5)

    @pytest.mark.parametrize(
        ("room", "starts", "told"),
        [
            ("b2", "11:00", "leaves 'ada' 0 min to come from session 'a'"),
            ("b2", "11:04", "leaves 'ada' 4 min to come from session 'a'"),
            ("b2", "11:05", None),
            ("b1", "11:00", None),
            (None, "11:00", None),
        ],
    )
    def test_takes_time_between_rooms(self, room: Any, starts: str, told: Any) -> None:
        a = talk("a", "10:00", "11:00", room="b1", contributors=speakers("ada"))
        b = talk("b", starts, "12:00", room=room, contributors=speakers("ada"))
        messages = [p.message for p in clashes(event(a, b), walking=self.five)]
        assert messages == ([f"session 'b' {told}"] if told else [])
        assert codes(event(a, b)) == []

    def test_a_booth_is_as_near_as_its_room(self) -> None:
        a = talk("a", "10:00", "11:00", room="b1", contributors=speakers("ada"))
        for room, told in (("b1", []), ("b2", ["HT103"]), (None, ["HT103"])):
            booth = Booth(id="x", title="X", room=room, start=AT("11:00"), end=AT("12:00"))
            both = event(a, booth.replace(contributors=speakers("ada")))
            assert codes(both, walking=self.five) == told

    def test_what_overlaps_is_told_once(self) -> None:
        a = talk("a", "10:00", "11:00", room="b1", contributors=speakers("ada"))
        b = talk("b", "10:58", "12:00", room="b2", contributors=speakers("ada"))
        assert [p.message for p in clashes(event(a, b), walking=self.five)] == [
            "session 'b' needs 'ada' while session 'a' does, until 2008-11-02 11:00"
        ]

    def test_to_a_shift(self) -> None:
        a = talk("a", "10:00", "11:00", room="b1", contributors=speakers("ada"))
        assert codes(event(a, shift("h", "11:00", "12:00", "ada", place="b2"))) == []
        found = clashes(
            event(a, shift("h", "11:00", "12:00", "ada", place="b2")), walking=self.five
        )
        assert [p.code for p in found] == ["HT104"]


# Against all pairs


@st.composite
def nested(draw: DrawFn) -> list[Session]:
    """Sessions in two rooms, some within others, which lie within those."""
    base = datetime(2008, 11, 2, 4, tzinfo=UTC).astimezone(AT.zone)
    found: list[Session] = []
    for number in range(draw(st.integers(0, 8))):
        whole = draw(st.sampled_from([None, *found]))
        if whole is None or whole.start is None or whole.end is None:
            start = later(base, timedelta(minutes=draw(st.integers(0, 10)) * 10))
            end = later(start, timedelta(minutes=draw(st.integers(1, 6)) * 10))
        else:
            start, end = whole.start, whole.end
            half = (end.astimezone(UTC) - start.astimezone(UTC)) // timedelta(seconds=2)
            if half and draw(st.booleans()):
                middle = later(start, timedelta(seconds=half))
                start, end = draw(st.sampled_from(((start, middle), (middle, end))))
        found.append(
            Session(
                id=f"s{number}",
                title="Talk",
                start=start,
                end=end,
                room=draw(st.sampled_from(("b1", "b2"))),
                part_of=whole.id if whole else None,
                contributors=draw(st.sampled_from(((), speakers("ada"), speakers("ada", "bob")))),
            )
        )
    return found


def holds(whole: Session, part: Session, by_id: dict[str, Session]) -> bool:
    """Whether one holds the other, at any depth."""
    while part.part_of is not None:
        part = by_id[part.part_of]
        if part is whole:
            return True
    return False


def in_the_way(sessions: list[Session]) -> list[tuple[Session, Session]]:
    """By the definition: all pairs that overlap, and of which neither holds the other."""
    by_id = {s.id: s for s in sessions}
    return [
        (a, b)
        for i, a in enumerate(sessions)
        for b in sessions[i + 1 :]
        if a.start.astimezone(UTC) < b.end.astimezone(UTC)
        and b.start.astimezone(UTC) < a.end.astimezone(UTC)
        and not holds(a, b, by_id)
        and not holds(b, a, by_id)
    ]


class TestAllPairs:
    @given(nested())
    def test_a_room_that_clashes_is_told(self, sessions: list[Session]) -> None:
        told = [p for p in check(event(*sessions)) if p.code == "HT101"]
        pairs = [(a.id, b.id) for a, b in in_the_way(sessions) if a.room == b.room]
        found = set()
        for problem in told:
            late = sessions[int(problem.place.split("/")[2])].id
            other = problem.message.split("while session '")[1].split("'")[0]
            assert (late, other) in pairs or (other, late) in pairs
            found.add(late)
        rooms = {s.id: s.room for s in sessions}
        assert {rooms[id] for id in found} == {rooms[a] for a, _ in pairs}

    @given(nested())
    def test_a_person_in_two_places_is_told(self, sessions: list[Session]) -> None:
        """Nobody says in which room anything is, so that each is at a place of its own."""
        sessions = [session.replace(room=None) for session in sessions]
        told = [p for p in check(event(*sessions)) if p.code == "HT103"]
        wanted = {
            (one.person, frozenset((a.id, b.id)))
            for a, b in in_the_way(sessions)
            for one in a.contributors
            if one in b.contributors
        }
        found = set()
        for problem in told:
            late = sessions[int(problem.place.split("/")[2])].id
            person, other = problem.message.split("'")[3:6:2]
            assert (person, frozenset((late, other))) in wanted
            found.add(person)
        assert found == {person for person, _ in wanted}

    @given(nested(), st.data())
    def test_every_shift_in_the_way_is_told(self, sessions: list[Session], data: Any) -> None:
        """As what begins later, or as what it clashes with; and nothing else is told."""
        base = datetime(2008, 11, 2, 4, tzinfo=UTC).astimezone(AT.zone)
        shifts = []
        for n in range(data.draw(st.integers(1, 5))):
            start = later(base, timedelta(minutes=data.draw(st.integers(0, 10)) * 10))
            end = later(start, timedelta(minutes=data.draw(st.integers(1, 6)) * 10))
            place = data.draw(st.sampled_from(("b1", "b2", None)))
            made = shift(f"h{n}", "10:00", "11:00", "ada", place=place)
            shifts.append(made.replace(start=start, end=end))
        entries = [*sessions, *shifts]
        pairs = {
            frozenset((one.id, other.id))
            for one in shifts
            for other in entries
            if other is not one
            and one.start.astimezone(UTC) < other.end.astimezone(UTC)
            and other.start.astimezone(UTC) < one.end.astimezone(UTC)
            and (
                isinstance(other, Shift)
                or (
                    "ada" in [c.person for c in other.contributors]
                    and (one.place is None or one.place != other.room)
                )
            )
        }
        told = [p for p in check(event(*entries)) if p.code == "HT104"]
        found = {frozenset(p.message.split("'")[1:6:4]) for p in told}
        assert found <= pairs
        ids = {s.id for s in shifts}
        assert ids & frozenset().union(*found) == ids & frozenset().union(*pairs)

    def test_any_depth_is_gone_through(self) -> None:
        first = talk("s0", "10:00", "11:00", room="b1", contributors=speakers("ada"))
        deep = [first.replace(id=f"s{n}", part_of=f"s{n - 1}") for n in range(1, 3000)]
        assert codes(event(first, *deep)) == []
        assert codes(event(first, *deep, first.replace(id="x"))) == ["HT101"]
