"""Putting parts into events and calendars, taking them out, changing one of them."""

from datetime import UTC, date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.plain import (
    ADA,
    BOB,
    DIRECT_ENERGY,
    END,
    START,
    event,
    refused,
    session,
    shift,
    told,
    toronto,
)
from tests.strategies import events

from hallwaytrack import (
    Booth,
    Calendar,
    Event,
    InvalidValueError,
    Material,
    Note,
    Person,
    Room,
    Sponsor,
    Ticket,
    Tour,
    Track,
    UnknownIdError,
    UserGroup,
    Venue,
    Volunteer,
    speakers,
)
from hallwaytrack.model.parts import collection_of

SLIDES = Material(id="slides", title="Slides")
HOUR = timedelta(hours=1)


class TestPut:
    @pytest.mark.parametrize(
        ("part", "member"),
        [
            (session(), "sessions"),
            (Booth(id="b", title="B"), "booths"),
            (shift(), "shifts"),
            (ADA, "people"),
            (UserGroup(id="g", name="G"), "groups"),
            (Sponsor(id="s", name="S"), "sponsors"),
            (Track(id="t", name="T"), "tracks"),
            (SLIDES, "materials"),
            (Note(id="n", text=""), "notes"),
            (Ticket(name="Early bird"), "tickets"),
        ],
    )
    def test_a_new_part_is_added(self, part: Any, member: str) -> None:
        assert getattr(event().put(part), member) == (part,)

    def test_one_of_the_same_id_is_replaced_in_place(self) -> None:
        before = event(sessions=[session("a"), session("b"), session("c")])
        after = before.put(session("b", title="New"), session("d"))
        assert [(s.id, s.title) for s in after.sessions] == [
            ("a", "Hypervisors"),
            ("b", "New"),
            ("c", "Hypervisors"),
            ("d", "Hypervisors"),
        ]

    def test_any_number_goes_in_at_once(self) -> None:
        after = event().put(
            session(contributors=speakers("ada"), room="b1"),
            ADA,
            DIRECT_ENERGY,
            Volunteer(person="ada"),
        )
        assert after.session("hypervisors").room == "b1"
        assert after.volunteers == (Volunteer(person="ada"),)

    def test_the_last_of_one_id_stays(self) -> None:
        after = event().put(session(title="Old"), session(title="New"))
        assert [s.title for s in after.sessions] == ["New"]

    def test_nothing_changes_nothing(self) -> None:
        assert event().put() == event()

    def test_a_venue_is_the_main_one_or_another_one(self) -> None:
        other = Venue(id="other", name="Other")
        one = event().put(DIRECT_ENERGY)
        two = one.put(other)
        assert (one.venue, one.other_venues) == (DIRECT_ENERGY, ())
        assert (two.venue, two.other_venues) == (DIRECT_ENERGY, (other,))
        renamed = two.put(other.replace(name="Renamed"), DIRECT_ENERGY.replace(name="Main"))
        assert renamed.venue is not None and renamed.venue.name == "Main"
        assert [v.name for v in renamed.other_venues] == ["Renamed"]

    def test_a_volunteer_is_known_by_the_person(self) -> None:
        before = event(people=[ADA], volunteers=[Volunteer(person="ada")])
        assert before.put(Volunteer(person="ada", skills=["Linux"])).volunteers == (
            Volunteer(person="ada", skills=["Linux"]),
        )

    def test_a_ticket_is_known_by_its_name(self) -> None:
        before = event(tickets=[Ticket(name="Early bird"), Ticket(name="Regular")])
        after = before.put(Ticket(name="Early bird", sold_out=True))
        assert [t.sold_out for t in after.tickets] == [True, False]

    def test_tickets_that_are_not_replaced_stay(self) -> None:
        unnamed = [Ticket(url="https://a.example"), Ticket(url="https://b.example")]
        after = event(tickets=unnamed).put(Ticket(name="Early bird"))
        assert after.tickets == (*unnamed, Ticket(name="Early bird"))
        assert event(tickets=unnamed).put(Ticket(sold_out=True)).tickets == (
            *unnamed,
            Ticket(sold_out=True),
        )

    def test_tickets_of_one_name_stay_too(self) -> None:
        same = [Ticket(name="Day", capacity=1), Ticket(name="Day", capacity=2)]
        assert event(tickets=same).put(Ticket(name="Other")).tickets[:2] == tuple(same)

    @pytest.mark.parametrize("part", [Tour(id="t", name="T"), Room(id="r", name="R"), "ada", None])
    def test_what_an_event_does_not_hold_is_refused(self, part: Any) -> None:
        name = type(part).__name__
        with pytest.raises(
            InvalidValueError, match=f"^an event holds no part of the class {name}, got"
        ):
            event().put(part)

    def test_what_a_calendar_does_not_hold_is_refused(self) -> None:
        with pytest.raises(
            InvalidValueError, match="^a calendar holds no part of the class Session"
        ):
            Calendar().put(session())  # type: ignore[arg-type]

    def test_all_rules_are_checked(self) -> None:
        with pytest.raises(InvalidValueError, match="is in room 'b9'"):
            event().put(session(room="b9"))

    def test_the_event_is_as_it_was(self) -> None:
        before = event(sessions=[session()])
        before.put(session(title="New"), session("b"))
        assert before == event(sessions=[session()])

    @given(events())
    def test_what_is_there_already_changes_nothing(self, whole: Event) -> None:
        named = [t for t in whole.tickets if t.name]
        assert whole.put(*whole.sessions, *whole.shifts, *whole.people, *named) == whole


class TestRemove:
    FULL = event(
        people=[ADA, BOB],
        venue=DIRECT_ENERGY,
        sessions=[session("a"), session("b", contributors=speakers("ada"))],
        volunteers=[Volunteer(person="bob")],
        tickets=[Ticket(name="Early bird"), Ticket()],
        materials=[SLIDES],
    )

    def test_by_id(self) -> None:
        assert [s.id for s in self.FULL.remove("a").sessions] == ["b"]

    def test_by_the_part_itself(self) -> None:
        assert [s.id for s in self.FULL.remove(session("a")).sessions] == ["b"]

    def test_a_part_is_known_by_its_class_and_id_only(self) -> None:
        assert [s.id for s in self.FULL.remove(session("a", title="Other")).sessions] == ["b"]

    def test_several_at_once(self) -> None:
        after = self.FULL.remove("a", "b", ADA, SLIDES)
        assert (after.sessions, after.people, after.materials) == ((), (BOB,), ())

    def test_the_venue(self) -> None:
        assert self.FULL.remove("direct-energy").venue is None

    def test_another_venue(self) -> None:
        other = Venue(id="other", name="Other")
        assert self.FULL.put(other).remove("other") == self.FULL

    def test_a_ticket_by_its_name(self) -> None:
        assert self.FULL.remove("Early bird").tickets == (Ticket(),)

    def test_a_ticket_without_a_name_by_itself(self) -> None:
        assert self.FULL.remove(Ticket()).tickets == (Ticket(name="Early bird"),)

    def test_an_id_of_several_parts_is_refused(self) -> None:
        with refused("'bob' is the id of several parts: people, volunteers; give the part itself"):
            self.FULL.remove("bob")
        assert self.FULL.remove(Volunteer(person="bob")).volunteers == ()

    def test_an_id_that_is_not_there_is_told_with_the_nearest_or_all(self) -> None:
        with pytest.raises(UnknownIdError) as near:
            self.FULL.remove("slide")
        assert str(near.value) == "no part has this id, got 'slide'; did you mean 'slides'?"
        with pytest.raises(UnknownIdError) as far:
            event(sessions=[session("a"), session("b")]).remove("xyzzy")
        assert str(far.value) == "no part has this id, got 'xyzzy'; there is a, b"
        with pytest.raises(UnknownIdError) as none:
            event().remove("xyzzy")
        assert str(none.value) == "no part has this id, got 'xyzzy'; there is none"

    def test_a_part_that_is_not_there_is_told(self) -> None:
        with pytest.raises(UnknownIdError, match="no part has this id, got 'c'"):
            self.FULL.remove(session("c"))

    def test_what_something_refers_to_is_not_removed(self) -> None:
        with refused(
            "session 'b' names 'ada'; the event has people: bob (at /sessions/1/contributors/0/person)"
        ):
            self.FULL.remove(ADA)
        assert self.FULL.remove(ADA, "b").people == (BOB,)

    @given(events(), st.data())
    def test_what_was_put_can_be_removed(self, whole: Event, data: st.DataObject) -> None:
        part = data.draw(st.sampled_from([Person(id="new-one", name="N"), session("new-one")]))
        assert whole.put(part).remove(part) == whole


class TestAmend:
    WHOLE = event(
        sessions=[session("a", start=START, end=END), session("b")],
        booths=[Booth(id="booth", title="B")],
        shifts=[shift("s")],
    )

    @pytest.mark.parametrize("id", ["a", "b"])
    def test_a_session(self, id: str) -> None:
        assert self.WHOLE.amend(id, title="New").session(id).title == "New"

    def test_a_booth_and_a_shift(self) -> None:
        assert self.WHOLE.amend("booth", title="New").booth("booth").title == "New"
        assert self.WHOLE.amend("s", needed=3).shift("s").needed == 3

    def test_a_new_start_keeps_the_length(self) -> None:
        moved = self.WHOLE.amend("a", start=START + HOUR).session("a")
        assert (moved.start, moved.end) == (START + HOUR, END + HOUR)

    def test_the_length_is_what_passes(self) -> None:
        # Over the night in which an hour comes twice, three hours end at one that looks like two.
        late = toronto("2008-11-01 23:30")
        moved = self.WHOLE.amend("a", start=late).session("a")
        assert moved.end == toronto("2008-11-02 01:30", fold=1)
        assert moved.end is not None and moved.end.fold == 1
        assert moved.end.astimezone(UTC) - late.astimezone(UTC) == 3 * HOUR

    def test_a_start_in_another_zone_keeps_it_too(self) -> None:
        moved = self.WHOLE.amend("a", start=(START + HOUR).astimezone(UTC)).session("a")
        assert (moved.start, moved.end) == (START + HOUR, END + HOUR)
        assert moved.start is not None and moved.start.tzinfo is START.tzinfo

    def test_a_given_end_counts(self) -> None:
        moved = self.WHOLE.amend("a", start=START - HOUR, end=END).session("a")
        assert (moved.start, moved.end) == (START - HOUR, END)

    def test_without_an_end_none_is_made(self) -> None:
        assert self.WHOLE.amend("b", start=START).session("b").end is None

    def test_no_start_any_more_needs_no_end(self) -> None:
        unscheduled = self.WHOLE.amend("a", start=None, end=None).session("a")
        assert unscheduled.start is None
        with pytest.raises(InvalidValueError, match="^end needs start"):
            self.WHOLE.amend("a", start=None)

    def test_a_naive_start_is_refused(self) -> None:
        with pytest.raises(InvalidValueError, match="^start needs a time zone"):
            self.WHOLE.amend("a", start=START.replace(tzinfo=None))

    def test_an_id_stays(self) -> None:
        with refused(
            "an id is kept for good, since the world knows an entry by it, got 'c';"
            " remove the old one and put a new one"
        ):
            self.WHOLE.amend("a", id="c")
        assert self.WHOLE.amend("a", id="a") == self.WHOLE

    def test_a_room_and_all_rooms_exclude_each_other(self) -> None:
        whole = event(venue=DIRECT_ENERGY, sessions=[session(room="b1")])
        assert whole.amend("hypervisors", all_rooms=True).session("hypervisors").room is None
        everyone = whole.amend("hypervisors", all_rooms=True)
        assert not everyone.amend("hypervisors", room="b2").session("hypervisors").all_rooms

    def test_an_id_that_is_not_there_is_told(self) -> None:
        with pytest.raises(UnknownIdError) as error:
            self.WHOLE.amend("boot", title="New")
        assert str(error.value) == (
            "no session, booth or shift has this id, got 'boot'; did you mean 'booth'?"
        )

    def test_a_name_that_is_no_member_is_told(self) -> None:
        with pytest.raises(TypeError, match="Session has no member 'titel'; did you mean 'title'"):
            self.WHOLE.amend("a", titel="New")

    def test_neither_sequence_nor_updated_is_touched(self) -> None:
        before = event(sequence=3, updated=START, sessions=[session(sequence=2, updated=START)])
        after = before.amend("hypervisors", title="New")
        assert (after.sequence, after.updated) == (3, START)
        assert (after.sessions[0].sequence, after.sessions[0].updated) == (2, START)


class TestAttach:
    WHOLE = event(sessions=[session(materials=[SLIDES])], booths=[Booth(id="b", title="B")])

    def test_a_material_is_added(self) -> None:
        code = Material(id="code", title="Code")
        assert self.WHOLE.attach("hypervisors", code).session("hypervisors").materials == (
            SLIDES,
            code,
        )

    def test_one_of_the_same_id_is_replaced(self) -> None:
        there = SLIDES.replace(url="https://example.org/slides")
        after = self.WHOLE.attach("hypervisors", there)
        assert after.session("hypervisors").materials == (there,)
        assert after.pending_materials() == ()

    @pytest.mark.parametrize("id", ["hypervisor", "b"])
    def test_only_sessions_have_materials(self, id: str) -> None:
        with pytest.raises(UnknownIdError, match="no session has this id"):
            self.WHOLE.attach(id, SLIDES)


class TestCalendar:
    LAUNCH = event(start=START, end=END)
    CALENDAR = Calendar(events=[LAUNCH], groups=[UserGroup(id="g", name="G")])

    def test_put(self) -> None:
        other = event(id="other")
        after = self.CALENDAR.put(other, self.LAUNCH.replace(title="New"), Tour(id="t", name="T"))
        assert [e.title for e in after.events] == ["New", "Launch"]
        assert after.tours == (Tour(id="t", name="T"),)

    def test_remove(self) -> None:
        assert self.CALENDAR.remove("launch@example.org").events == ()
        assert self.CALENDAR.remove(self.LAUNCH, "g") == Calendar()

    def test_amend_keeps_the_length(self) -> None:
        moved = self.CALENDAR.amend("launch@example.org", start=START + HOUR)
        assert moved.event("launch@example.org").end == END + HOUR

    def test_amend_keeps_the_days(self) -> None:
        days = event(start=date(2008, 2, 27), end=date(2008, 2, 29))
        moved = Calendar(events=[days]).amend(days.id, start=date(2008, 3, 31))
        assert moved.event(days.id).end == date(2008, 4, 2)

    def test_amend_from_days_to_times_needs_an_end_of_its_kind(self) -> None:
        days = event(start=date(2008, 2, 27), end=date(2008, 2, 29))
        (problem,) = told(lambda: Calendar(events=[days]).amend(days.id, start=START))
        assert problem.startswith("end must be a datetime, as start is")

    def test_attach(self) -> None:
        after = self.CALENDAR.attach("launch@example.org", SLIDES)
        assert after.event("launch@example.org").materials == (SLIDES,)


@pytest.mark.parametrize(
    ("whole", "part", "member"),
    [(Event, Venue, "other_venues"), (Event, Volunteer, "volunteers"), (Calendar, Event, "events"),
     (Calendar, Person, None)],
)  # fmt: skip
def test_where_parts_are_held(whole: type, part: type, member: str | None) -> None:
    assert collection_of(whole, part) == member
