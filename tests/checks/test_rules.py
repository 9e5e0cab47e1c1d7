"""The rules one by one, at their edges; what each finds at all is in ``test_planted``."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.checks.test_clashes import AT, event, shift, talk

from hallwaytrack import (
    Calendar,
    Event,
    EventSeries,
    Material,
    Policy,
    Problem,
    Recurrence,
    Room,
    Session,
    Span,
    Ticket,
    Tour,
    UserGroup,
    Venue,
    VirtualLocation,
    Volunteer,
    at,
    check,
    example,
)
from hallwaytrack.model.documents import Document

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def told(code: str, document: Document, now: Any = None, **policy: Any) -> list[Problem]:
    return [p for p in check(document, now, Policy(**policy)) if p.code == code]


class TestOutside:
    @pytest.mark.parametrize(
        ("start", "end", "place"),
        [
            ("08:59", "09:30", "/sessions/0/start"),
            ("09:00", "17:00", None),
            ("16:00", "17:01", "/sessions/0/end"),
            ("16:59", None, None),
            ("17:00", None, "/sessions/0/start"),
        ],
    )
    def test_of_the_event(self, start: str, end: Any, place: Any) -> None:
        day = event(talk("a", start, end)).replace(start=AT("09:00"), end=AT("17:00"))
        assert [p.place for p in told("HT105", day)] == ([place] if place else [])

    def test_an_open_event_has_no_end_to_be_after(self) -> None:
        late = event(talk("a", "23:30")).replace(end=None)
        assert told("HT105", late) == []

    def test_of_days_the_last_one_is_whole(self) -> None:
        days = event(talk("a", "23:30")).replace(start=date(2008, 11, 1), end=date(2008, 11, 2))
        assert told("HT105", days) == []
        assert len(told("HT105", days.replace(end=date(2008, 11, 1)))) == 1

    def test_a_shift_may_be(self) -> None:
        early = event(shift("h", "08:00", "09:00", "ada")).replace(start=AT("09:00"))
        assert [p.severity for p in told("HT106", early)] == ["info"]

    @pytest.mark.parametrize(
        ("whole", "says"),
        [
            ({"status": "cancelled"}, "is cancelled"),
            ({"status": "postponed"}, "is postponed"),
            ({"start": None, "end": None}, "has no time yet"),
            ({"end": AT("10:30")}, "is over at 2008-11-02 10:30"),
            ({}, None),
            ({"end": None}, None),
        ],
    )
    def test_of_the_whole(self, whole: Any, says: Any) -> None:
        parts = [
            talk("floor", "10:00", "12:00").replace(**whole),
            talk("corner", "10:30", part_of="floor"),
        ]
        found = told("HT107", event(*parts))
        wanted = [f"session 'corner' is on, and 'floor', which holds it, {says}"] if says else []
        assert [p.message for p in found] == wanted


class TestCapacity:
    @pytest.mark.parametrize(("people", "found"), [(80, 0), (81, 1), (None, 0)])
    def test_of_a_room(self, people: Any, found: int) -> None:
        room = Room(id="b1", name="Room 1", capacity=80)
        full = event(talk("a", "10:00", room="b1", capacity=people))
        venue = Venue(id="hall", name="Hall", rooms=[room])
        assert len(told("HT108", full.replace(venue=venue))) == found
        assert told("HT108", full) == []

    def test_of_the_venues(self) -> None:
        venues = [Venue(id=id, name=id, capacity=50) for id in ("a", "b")]
        sold = Event(
            id="e",
            title="E",
            start=AT("10:00"),
            venue=venues[0],
            other_venues=venues[1:],
            tickets=[Ticket(capacity=100), Ticket()],
        )
        more = sold.replace(tickets=[*sold.tickets, Ticket(capacity=1)])
        assert told("HT109", sold) == []
        assert [(p.place, p.value) for p in told("HT109", more)] == [("/tickets", 101)]
        online = VirtualLocation(url="https://example.org")
        assert told("HT109", more.replace(online=[online])) == []
        assert told("HT109", more.replace(other_venues=[Venue(id="c", name="c")])) == []
        assert told("HT109", more.cancel()) == []


class TestStaffing:
    def test_counts_people_and_not_assignments(self) -> None:
        twice = shift("h", "10:00", "11:00", "ada", "ada")
        assert len(told("HT201", event(twice))) == 1
        assert told("HT202", event(twice)) == []
        assert told("HT202", event(twice.replace(needed=1))) == []

    def test_of_an_event_that_is_off_nothing_is_told(self) -> None:
        empty = event(shift("h", "10:00", "11:00"))
        assert len(told("HT201", empty)) == 1
        assert told("HT201", empty.cancel()) == []


class TestMissed:
    """On a shift from 10:00 to 11:00."""

    def missed(self, *sessions: Session, place: str | None = None) -> list[str]:
        crew = shift("h", "10:00", "11:00", "bob", "ada", place=place)
        return [p.message for p in told("HT207", event(*sessions, crew))]

    def test_names_the_first_that_begins(self) -> None:
        sessions = [
            talk("long", "09:00", "12:00"),
            talk("b", "10:30", "11:30"),
            talk("a", "10:30", "11:30"),
            talk("before", "09:00", "10:00"),
            talk("after", "11:00", "12:00"),
        ]
        wanted = ["on shift 'h' ada, bob miss session 'a' and 2 more"]
        assert self.missed(*sessions) == self.missed(*reversed(sessions)) == wanted

    def test_names_one_that_began_before_where_none_begins(self) -> None:
        sessions = [
            talk("over", "09:30", "09:45"),
            talk("long", "08:00", "12:00"),
            talk("later", "09:50", "10:10"),
        ]
        assert self.missed(*sessions) == ["on shift 'h' ada, bob miss session 'long' and 1 more"]
        assert self.missed(talk("long", "08:00", "12:00")) == [
            "on shift 'h' ada, bob miss session 'long'"
        ]

    def test_whoever_is_in_the_room_misses_nothing(self) -> None:
        both = [talk("a", "10:00", "10:30", room="b1"), talk("b", "10:00", "10:30", room="b2")]
        assert self.missed(*both, place="b1") == []
        assert len(self.missed(*both, place="b3")) == 1

    def test_nobody_misses_a_break_or_a_part_twice(self) -> None:
        pause = talk("tea", "10:00", "10:30", kind="break")
        whole = talk("whole", "10:00", "11:00")
        part = talk("part", "10:00", "10:30", part_of="whole")
        assert self.missed(pause) == []
        assert self.missed(whole, part) == ["on shift 'h' ada, bob miss session 'whole'"]

    def test_someone_alone(self) -> None:
        alone = event(talk("a", "10:00"), shift("h", "10:00", "11:00", "ada"))
        assert [p.message for p in told("HT207", alone)] == ["on shift 'h' ada misses session 'a'"]


class TestVolunteers:
    def crew(self, *shifts: Any, **ada: Any) -> Event:
        return event(*shifts, Volunteer(person="ada", **ada))

    def test_available_in_parts_that_touch(self) -> None:
        spans = [Span(start=AT(a), end=AT(b)) for a, b in (("12:00", "14:00"), ("10:00", "12:00"))]
        inside = self.crew(shift("h", "11:00", "13:00", "ada"), available=spans)
        assert told("HT203", inside) == []
        apart = self.crew(shift("h", "11:00", "14:01", "ada"), available=spans)
        assert [(p.place, p.severity) for p in told("HT203", apart)] == [
            ("/shifts/0/assignments/0", "error")
        ]

    def test_the_place_is_the_assignment_that_counts(self) -> None:
        asked = shift("h", "11:00", "13:00", "ada", "ada")
        first, second = asked.assignments
        declined = asked.replace(assignments=[first.replace(status="declined"), second])
        spans = [Span(start=AT("14:00"), end=AT("15:00"))]
        found = told("HT203", self.crew(declined, available=spans))
        assert [p.place for p in found] == ["/shifts/0/assignments/1"]

    def test_hours_are_those_that_pass(self) -> None:
        """From 00:30 to 01:30 in the second pass are two hours; thirds of one add up."""
        night = shift("h", "00:30", "02:00", "ada").replace(end=AT("01:30", fold=1))
        assert told("HT204", self.crew(night, max_hours=2)) == []
        assert [p.message for p in told("HT204", self.crew(night, max_hours=1.5))] == [
            "volunteer 'ada' has 2 hours and offered 1.5"
        ]
        thirds = [shift(f"h{n}", f"1{n}:00", f"1{n}:20", "ada") for n in range(3)]
        assert told("HT204", self.crew(*thirds, max_hours=1)) == []

    @pytest.mark.parametrize(("begins", "found"), [("13:29", 1), ("13:30", 0)])
    def test_a_break_of_the_length_is_one(self, begins: str, found: int) -> None:
        day = self.crew(shift("h", "09:00", "13:00", "ada"), shift("i", begins, "17:00", "ada"))
        assert len(told("HT205", day)) == found
        assert told("HT205", day, longest=timedelta(hours=8)) == []
        assert len(told("HT205", day, rest=HOUR)) == 1

    def test_six_hours_are_not_too_long(self) -> None:
        assert told("HT205", self.crew(shift("h", "09:00", "15:00", "ada"))) == []
        found = told("HT205", self.crew(shift("h", "09:00", "15:01", "ada")))
        assert [(p.place, p.message) for p in found] == [
            ("/volunteers/0", "volunteer 'ada' works 6.01667 hours on end, from shift 'h' on")
        ]
        # Without any rest asked for, shifts that only touch are not one.
        two = self.crew(shift("h", "09:00", "13:00", "ada"), shift("i", "13:00", "17:00", "ada"))
        assert len(told("HT205", two, rest=timedelta())) == 1

    def test_skills_are_compared_as_people_do(self) -> None:
        needs = shift("h", "10:00", "11:00", "ada", skills=["First Aid", "French"])
        assert told("HT206", self.crew(needs, skills=["first  aid", "FRENCH"])) == []
        found = told("HT206", self.crew(needs, skills=["French"]))
        assert [p.message for p in found] == [
            "volunteer 'ada' lacks a skill that shift 'h' needs: First Aid"
        ]


class TestReadiness:
    soon = Event(id="e@x", title="E", start=AT("18:00"), languages=["en"], updated=AT("00:00"))

    @pytest.mark.parametrize(
        ("now", "near"),
        [
            (None, False),
            (AT("18:01"), False),
            (AT("18:00"), True),
            (date(2008, 11, 2), True),
            (date(2008, 10, 20), True),
            (date(2008, 10, 19), False),
            (at("America/Toronto")("2008-10-19 19:00"), True),  # the clocks go back in between
            (at("America/Toronto")("2008-10-19 18:59"), False),
        ],
    )
    def test_a_near_event_needs_a_venue_and_an_end(self, now: Any, near: bool) -> None:
        found = [p.code for p in check(self.soon, now)]
        assert found == ["HT302", "HT303"] * near
        assert [p.code for p in check(self.soon.cancel(), now)] == []

    def test_a_place_online_will_do(self) -> None:
        online = self.soon.replace(online=[VirtualLocation(url="https://example.org")])
        assert told("HT302", online, AT("17:00")) == []

    @pytest.mark.parametrize(
        ("now", "late"),
        [
            (date(2008, 11, 5), False),
            (date(2008, 11, 6), True),
            (datetime(2008, 11, 6, 4, 59, tzinfo=UTC), False),  # still the 5th in Toronto
            (datetime(2008, 11, 6, 5, tzinfo=UTC), True),
        ],
    )
    def test_materials_have_their_day_in_the_events_zone(self, now: Any, late: bool) -> None:
        slides = Material(id="m", title="Slides", expected_on=date(2008, 11, 5))
        owes = self.soon.replace(materials=[slides])
        assert [p.place for p in told("HT301", owes, now)] == ["/materials/0/expected_on"] * late

    def test_only_what_is_pending_and_on_is_overdue(self) -> None:
        slides = Material(id="m", title="Slides", expected_on=date(2008, 11, 5))
        there = slides.replace(url="https://example.org")
        some_day = slides.replace(expected_on=None)
        now = date(2008, 12, 1)
        for parts in (there, some_day, talk("a", "18:00", materials=[there])):
            assert told("HT301", self.soon.put(parts), now) == []
        owes = self.soon.put(talk("a", "18:00", materials=[slides]))
        assert [p.place for p in told("HT301", owes, now)] == [
            "/sessions/0/materials/0/expected_on"
        ]
        assert told("HT301", owes.put(owes.sessions[0].replace(status="cancelled")), now) == []
        assert told("HT301", owes.postpone(), now) == []

    @pytest.mark.parametrize(
        ("languages", "spoken", "message"),
        [
            ([], [], "event 'e@x' has no language"),
            (["en"], [None, None], None),
            ([], ["en", "fr"], None),
            ([], ["en", None], "session 's1' does not say its language, and event 'e@x' has none"),
            (
                ["en", "fr"],
                [None, None],
                "2 sessions, 's0' the first of them, do not say theirs, and event 'e@x' has several",
            ),
            (["en", "fr"], [], None),
            (["en", "fr"], ["en"], None),
        ],
    )
    def test_languages(self, languages: Any, spoken: Any, message: Any) -> None:
        sessions = [
            Session(id=f"s{n}", title="Talk", language=language)
            for n, language in enumerate(spoken)
        ]
        pause = Session(id="tea", title="Tea", kind="break")
        spoken_of = self.soon.replace(languages=languages, sessions=[*sessions, pause])
        assert [p.message for p in told("HT304", spoken_of)] == ([message] if message else [])
        assert told("HT304", spoken_of.cancel()) == []

    def test_updated(self) -> None:
        sessions = [talk(id, "18:00") for id in "cba"]
        draft = self.soon.replace(updated=None, sessions=[*sessions, Session(id="x", title="X")])
        assert [(p.place, p.message) for p in told("HT305", draft)] == [
            ("/sessions", "3 sessions, 'a' the first of them, have no updated in event 'e@x'"),
            ("/updated", "event 'e@x' has no updated"),
        ]


class TestSeries:
    template = Event(
        id="monthly@x",
        title="Monthly",
        start=at("America/Toronto")("2008-03-18 18:00"),
        languages=["en"],
        updated=AT("00:00"),
    )
    series = EventSeries(template=template, recurrence=Recurrence(rule="FREQ=MONTHLY;BYDAY=3TU"))

    def test_the_next_meeting_is_what_nears(self) -> None:
        now = date(2008, 6, 10)
        assert [(p.code, p.place) for p in check(self.series, now)] == [
            ("HT302", "/template/venue"),
            ("HT303", "/template/end"),
        ]
        assert check(self.series, date(2008, 5, 25)) == ()
        assert [p.place for p in told("HT302", Calendar(series=[self.series]), now)] == [
            "/series/0/template/venue"
        ]

    def test_a_meeting_that_differs_is_looked_at_itself(self) -> None:
        series = self.series.amend(date(2008, 6, 17), title="Elsewhere")
        assert [p.place for p in check(series, date(2008, 6, 10))] == [
            "/overrides/0/venue",
            "/overrides/0/end",
        ]
        cancelled = self.series.cancel(date(2008, 6, 17))
        assert check(cancelled, date(2008, 6, 10)) == ()

    def test_of_a_meeting_that_cannot_be_only_the_start_is_asked(self) -> None:
        """Its session would be in 1890."""
        template = self.template.replace(start=at("America/Toronto")("2038-01-01 18:00")).put(
            Session(id="s", title="Talk", start=at("America/Toronto")("1925-01-01 18:00"))
        )
        early = at("America/Toronto")("2003-01-01 18:00")
        series = EventSeries(template=template, recurrence=Recurrence(added=[early]))
        assert [p.place for p in told("HT302", series, early)] == ["/template/venue"]

    def test_what_is_over_needs_nothing(self) -> None:
        once = self.series.replace(recurrence=Recurrence(rule="FREQ=DAILY;COUNT=2"))
        assert check(once, date(2009, 1, 1)) == ()


class TestDocuments:
    def test_a_tour_is_one_of_the_calendars(self) -> None:
        stop = TestReadiness.soon.replace(tour="heros", end=AT("20:00"))
        calendar = Calendar(events=[stop], tours=[Tour(id="heroes", name="Heroes")])
        found = told("HT401", calendar)
        assert [(p.place, p.severity) for p in found] == [("/events/0/tour", "error")]
        assert "did you mean 'heroes'?" in found[0].message
        assert told("HT401", calendar.amend("e@x", tour="heroes")) == []
        assert told("HT401", stop) == []

    def test_groups_that_differ_are_told_once(self) -> None:
        groups = [UserGroup(id="g", name=name) for name in ("One", "One", "Two", "Three")]
        events = [
            TestReadiness.soon.replace(id=f"e{n}@x", groups=[group])
            for n, group in enumerate(groups)
        ]
        assert [(p.place, p.message) for p in told("HT402", Calendar(events=events))] == [
            ("/events/2/groups/0", "group 'g' stands there in 3 versions that differ")
        ]
        assert told("HT402", Calendar(groups=groups[:1], events=events[:2])) == []

    def test_groups_of_a_series_count(self) -> None:
        one, two = (UserGroup(id="g", name=name) for name in ("One", "Two"))
        template = TestSeries.template.replace(groups=[one])
        series = TestSeries.series.replace(template=template)
        differing = series.amend(date(2008, 6, 17), groups=[two])
        assert told("HT402", series) == []
        assert [p.place for p in told("HT402", differing)] == ["/overrides/0/groups/0"]
        assert len(told("HT402", Calendar(groups=[two], series=[series]))) == 1

    def test_one_gathering_twice(self) -> None:
        one = TestReadiness.soon.replace(id="a@x")
        other = one.replace(id="b@y", sources=["https://example.org"])
        found = told("HT403", Calendar(events=[other, one]))
        assert [p.place for p in found] == ["/events/0"]
        assert found[0].message == "'a@x' and 'b@y' may be one (0.863: same start, same title)"
        settled = other.replace(same_as=["a@x"])
        assert told("HT403", Calendar(events=[settled, one])) == []
        series = TestSeries.series
        twice = [series, series.replace(template=series.template.replace(id="b@y"))]
        assert [p.place for p in told("HT403", Calendar(series=twice))] == ["/series/0/template"]


class TestExample:
    def test_those_at_the_booth_miss_the_breakouts(self) -> None:
        found = told("HT207", example())
        assert len(found) == 4
        assert all("miss" in p.message and "breakout" in p.message for p in found)

    def test_nothing_worse_is_told(self) -> None:
        assert {p.severity for p in check(example())} == {"info"}

    def test_materials_past_their_date_are_listed(self) -> None:
        assert told("HT301", example(), date(2008, 3, 14)) == []
        assert len(told("HT301", example(), date(2008, 3, 15))) == 8
