"""The agenda of an event: days, columns, sessions."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import events

from hallwaytrack import (
    Contributor,
    Event,
    InvalidValueError,
    Person,
    Room,
    Session,
    Sponsor,
    Track,
    UserGroup,
    Venue,
    at,
    example,
    speakers,
)
from hallwaytrack.views.agenda import ALL_ROOMS, ELSEWHERE, Agenda, By, agenda

toronto = at("America/Toronto")
WEDNESDAY, THURSDAY = date(2008, 2, 27), date(2008, 2, 28)


def at_launch(clock: str, on: date = WEDNESDAY) -> datetime:
    return toronto(f"{on} {clock}")


def launch(*sessions: Session, **members: Any) -> Event:
    venue = Venue(
        id="v", name="V", rooms=[Room(id="b", name="Hall B"), Room(id="a", name="Hall A")]
    )
    annexe = Venue(id="w", name="W", rooms=[Room(id="c", name="Annexe")])
    return Event(
        id="launch",
        title="Launch",
        start=at_launch("08:00"),
        venue=venue,
        other_venues=[annexe],
        sessions=sessions,
        **members,
    )


def session(id: str, clock: str | None = None, on: date = WEDNESDAY, **members: Any) -> Session:
    start = None if clock is None else at_launch(clock, on)
    return Session(id=id, title=id.upper(), start=start, **members)


def ids(found: Agenda) -> list[tuple[date, str, list[str]]]:
    """Day, column's key and the ids of its sessions."""
    return [
        (day.date, column.key, [s.id for s in column.sessions])
        for day in found.days
        for column in day.columns
    ]


class TestColumns:
    def test_stand_in_the_order_of_the_rooms(self) -> None:
        found = agenda(
            launch(
                session("x", "09:00", room="c"),
                session("y", "10:00", room="a"),
                session("z", "11:00", room="b"),
            )
        )
        assert [(c.key, c.title) for c in found.days[0].columns] == [
            ("b", "Hall B"),
            ("a", "Hall A"),
            ("c", "Annexe"),
        ]

    def test_without_a_session_on_the_day_are_left_out(self) -> None:
        found = agenda(
            launch(session("x", "09:00", room="a"), session("y", "09:00", THURSDAY, room="b"))
        )
        assert ids(found) == [(WEDNESDAY, "a", ["x"]), (THURSDAY, "b", ["y"])]

    def test_of_all_rooms_and_of_none_come_last(self) -> None:
        found = agenda(
            launch(
                session("walk", "08:00"),
                session("keynote", "09:00", all_rooms=True),
                session("talk", "10:00", room="a"),
            )
        )
        assert [(c.key, c.title) for c in found.days[0].columns] == [
            ("a", "Hall A"),
            (ALL_ROOMS, "All rooms"),
            (ELSEWHERE, "Elsewhere"),
        ]

    def test_have_keys_that_no_room_can_have(self) -> None:
        for key in (ALL_ROOMS, ELSEWHERE):
            with pytest.raises(InvalidValueError):
                Room(id=key, name="R")

    def test_hold_sessions_by_instant_then_id(self) -> None:
        found = agenda(
            launch(
                session("b", "10:00", room="a"),
                session("c", "09:00", room="a"),
                session("a", "10:00", room="a"),
            )
        )
        assert ids(found) == [(WEDNESDAY, "a", ["c", "a", "b"])]

    def test_order_a_repeated_hour_by_instant(self) -> None:
        """02:15 in the second pass comes after 02:45 in the first, whatever the wall says."""
        berlin = at("Europe/Berlin")
        event = Event(
            id="e",
            title="E",
            start=berlin("2027-10-30 20:00"),
            sessions=[
                Session(id="second", title="S", start=berlin("2027-10-31 02:15", fold=1)),
                Session(id="first", title="F", start=berlin("2027-10-31 02:45")),
            ],
        )
        assert ids(agenda(event)) == [(date(2027, 10, 30), ELSEWHERE, ["first", "second"])]


class TestBy:
    def test_track(self) -> None:
        tracks = [Track(id="it", name="Infrastructure"), Track(id="dev", name="Development")]
        found = agenda(
            launch(
                session("a", "09:00", track="dev"),
                session("b", "09:00", track="it"),
                session("c", "09:00", all_rooms=True),
                tracks=tracks,
            ),
            by="track",
        )
        assert [(c.title, c.sessions[0].id) for c in found.days[0].columns] == [
            ("Infrastructure", "b"),
            ("Development", "a"),
            ("No track", "c"),
        ]

    def test_person_counts_everyone_who_takes_part_once(self) -> None:
        panel = session(
            "panel",
            "09:00",
            contributors=[
                *speakers("bob", "ada", "group", "sponsor"),
                Contributor(person="bob", role="moderator"),
            ],
        )
        found = agenda(
            launch(
                panel,
                session("lunch", "12:00"),
                people=[Person(id="ada", name="Ada"), Person(id="bob", name="Bob")],
                groups=[UserGroup(id="group", name="Group")],
                sponsors=[Sponsor(id="sponsor", name="Sponsor")],
            ),
            by="person",
        )
        assert [(c.title, [s.id for s in c.sessions]) for c in found.days[0].columns] == [
            ("Ada", ["panel"]),
            ("Bob", ["panel"]),
            ("Group", ["panel"]),
            ("Sponsor", ["panel"]),
            ("Nobody named", ["lunch"]),
        ]

    def test_kind_stands_in_the_order_of_the_vocabulary(self) -> None:
        found = agenda(
            launch(
                session("lunch", "12:00", kind="break"),
                session("floor", "13:00", kind="open_floor"),
                session("keynote", "09:00", kind="keynote", all_rooms=True),
                session("talk", "10:00"),
            ),
            by="kind",
        )
        assert [(c.key, c.title) for c in found.days[0].columns] == [
            ("keynote", "Keynote"),
            ("talk", "Talk"),
            ("open_floor", "Open floor"),
            ("break", "Break"),
        ]

    @pytest.mark.parametrize("by", ["rooms", None, ["room"]])
    def test_anything_else_is_refused(self, by: Any) -> None:
        with pytest.raises(InvalidValueError, match="by must be one of room, track, person, kind"):
            agenda(launch(), by=by)

    def test_the_nearest_is_named(self) -> None:
        with pytest.raises(InvalidValueError, match="did you mean 'room'"):
            agenda(launch(), by="rooms")  # type: ignore[arg-type]


class TestDays:
    def test_after_midnight_belongs_to_the_evening(self) -> None:
        found = agenda(
            launch(
                session("party", "22:00"),
                session("set", "03:59", THURSDAY),
                session("dawn", "04:00", THURSDAY),
            )
        )
        assert ids(found) == [
            (WEDNESDAY, ELSEWHERE, ["party", "set"]),
            (THURSDAY, ELSEWHERE, ["dawn"]),
        ]

    @pytest.mark.parametrize(
        ("starts", "day"),
        [(time(0), THURSDAY), (time(2, 30), THURSDAY), (time(2, 31), WEDNESDAY)],
    )
    def test_begin_when_they_are_said_to(self, starts: time, day: date) -> None:
        found = agenda(launch(session("a", "02:30", THURSDAY)), day_starts=starts)
        assert [d.date for d in found.days] == [day]

    def test_are_those_of_the_event_s_zone(self) -> None:
        late = Session(id="s", title="S", start=datetime(2008, 2, 28, 3, 30, tzinfo=UTC))
        assert agenda(launch(late)).days[0].date == WEDNESDAY

    def test_of_an_all_day_event(self) -> None:
        event = Event(
            id="e",
            title="E",
            start=WEDNESDAY,
            timezone="America/Toronto",
            sessions=[session("a", "09:00")],
        )
        assert ids(agenda(event)) == [(WEDNESDAY, ELSEWHERE, ["a"])]

    @pytest.mark.parametrize("starts", [4, "04:00", time(4, tzinfo=UTC), None])
    def test_begin_at_a_time_without_a_zone(self, starts: Any) -> None:
        with pytest.raises(InvalidValueError, match="day_starts must be a time without a zone"):
            agenda(launch(), day_starts=starts)


class TestAgenda:
    def test_keeps_what_is_not_scheduled_aside_in_its_order(self) -> None:
        found = agenda(launch(session("z"), session("x", "09:00"), session("a", room="a")))
        assert [s.id for s in found.unscheduled] == ["z", "a"]
        assert ids(found) == [(WEDNESDAY, ELSEWHERE, ["x"])]

    def test_of_an_event_without_sessions_is_empty(self) -> None:
        event = launch()
        found = agenda(event, by="track")
        assert (found.days, found.unscheduled) == ((), ())
        assert (found.event, found.by) == (event, "track")

    def test_cannot_be_changed(self) -> None:
        found = agenda(launch(session("x", "09:00")))
        day = found.days[0]
        for record, member in ((found, "by"), (day, "date"), (day.columns[0], "title")):
            with pytest.raises(AttributeError):
                setattr(record, member, None)

    def test_of_the_example(self) -> None:
        event = example().event("launch-toronto@heroeshappenhere.example")
        found = agenda(event)
        titles = [column.title for column in found.days[0].columns]
        assert titles == ["Exhibit hall", "Room 1", "Room 2", "Room 3", "All rooms"]

    @pytest.mark.parametrize("by", ["room", "track", "person", "kind"])
    @given(event=events(), starts=st.times())
    def test_holds_every_session(self, by: By, event: Event, starts: time) -> None:
        found = agenda(event, by=by, day_starts=starts)
        held = Counter(s.id for day in found.days for c in day.columns for s in c.sessions)
        there = [s.id for s in event.sessions if s.start is not None]
        assert sorted(held) == sorted(there)
        assert by == "person" or set(held.values()) <= {1}
        assert sorted([*there, *(s.id for s in found.unscheduled)]) == sorted(
            s.id for s in event.sessions
        )

    @given(event=events(), starts=st.times())
    def test_is_in_order(self, event: Event, starts: time) -> None:
        found = agenda(event, day_starts=starts)
        dates = [day.date for day in found.days]
        assert dates == sorted(set(dates))
        for day in found.days:
            keys = [column.key for column in day.columns]
            assert len(set(keys)) == len(keys)
            for column in day.columns:
                starting = [(s.start, s.id) for s in column.sessions if s.start is not None]
                assert starting == sorted(
                    starting, key=lambda pair: (pair[0].astimezone(UTC), pair[1])
                )
                assert {_day(start, starts) for start, _ in starting} == {day.date}


def _day(start: datetime, starts: time) -> date:
    return start.date() - timedelta(days=start.time() < starts)
