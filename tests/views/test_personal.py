"""One person's schedule as a calendar of their own."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from tests.model.test_staffing import event, on, shift, talk
from tests.strategies import events

from hallwaytrack import (
    Address,
    Assignment,
    Booth,
    Calendar,
    Contributor,
    Event,
    Material,
    Note,
    Person,
    Room,
    Session,
    Sponsor,
    UnknownIdError,
    UserGroup,
    Venue,
    VirtualLocation,
    Volunteer,
    example,
    public_view,
    schedule_of,
    speakers,
    to_ical,
    to_json,
)

HALL = Venue(
    id="hall",
    name="Direct Energy Building",
    address=Address(locality="Toronto"),
    rooms=[Room(id="b1", name="Room B1"), Room(id="b2", name="Room B2")],
)
BOOTH = Booth(
    id="area",
    title="User Group area",
    room="b2",
    start=on("08:00"),
    end=on("15:00"),
    contributors=[Contributor(person="cleo", role="host")],
)


def launch(*shifts: Any, **members: Any) -> Event:
    people = [
        Person(id="ada", name="Ada", email="ada@example.org", extra={"shoes": 38}),
        Person(id="bob", name="Bob", phone="+1 416 555 0100"),
        Person(id="cleo", name="Cleo", email="cleo@example.org"),
    ]
    given = {"people": people, "venue": HALL, "url": "https://example.org/launch", **members}
    return event(*shifts, **given).replace(title="Heroes Happen Here")


def entries(event: Event, person: str = "ada") -> Sequence[Event]:
    return schedule_of(event, person).events


class TestScheduleOf:
    def test_is_a_calendar_of_one_person(self) -> None:
        found = schedule_of(launch(), "ada")
        assert found == Calendar(name="Ada: Heroes Happen Here", timezone="America/Toronto")

    def test_holds_what_they_do_by_time(self) -> None:
        busy = launch(
            shift("late", "13:00", "14:00", "ada", "bob"),
            shift("early", "08:00", "09:00", "ada"),
            shift("other", "09:00", "10:00", "bob"),
            sessions=[
                talk(),
                talk(id="u", contributors=speakers("bob")),
                talk(id="v", start=None, end=None),
            ],
            booths=[BOOTH.replace(start=on("07:00"), contributors=speakers("ada"))],
        )
        assert [entry.id for entry in entries(busy)] == [
            "area/e@example.org",
            "early/e@example.org",
            "t/e@example.org",
            "late/e@example.org",
        ]

    @pytest.mark.parametrize(
        ("status", "told"),
        [
            ("confirmed", "confirmed"),
            ("checked_in", "confirmed"),
            ("done", "confirmed"),
            ("offered", "tentative"),
            ("applied", None),
            ("waitlisted", None),
            ("declined", None),
            ("withdrawn", None),
            ("no_show", None),
        ],
    )
    def test_which_shifts(self, status: Any, told: str | None) -> None:
        held = [Assignment(person="ada", status=status)]
        found = entries(launch(shift("a", "09:00", "10:00", assignments=held)))
        assert [entry.status for entry in found] == ([told] if told else [])

    def test_who_hosts_a_booth_is_there(self) -> None:
        found = entries(launch(booths=[BOOTH.replace(host="ada")]))
        assert [entry.title for entry in found] == ["Booth: User Group area, Heroes Happen Here"]

    def test_who_is_not_there(self) -> None:
        with pytest.raises(UnknownIdError, match="no person has this id"):
            schedule_of(launch(), "zed")

    @pytest.mark.parametrize("status", ["cancelled", "postponed"])
    def test_nothing_happens_at_an_event_that_is_off(self, status: Any) -> None:
        off = launch(
            shift("a", "09:00", "10:00", "ada"),
            sessions=[talk()],
            status=status,
            status_reason="Snow",
        )
        assert [(e.status, e.status_reason) for e in entries(off)] == [(status, "Snow")] * 2

    def test_its_own_status_is_told_without_the_events_reason(self) -> None:
        found = entries(launch(sessions=[talk(status="cancelled")], status_reason="Old"))
        assert [(e.status, e.status_reason) for e in found] == [("cancelled", None)]


class TestTitles:
    """Each makes sense alone."""

    @pytest.mark.parametrize(
        ("kind", "title"),
        [
            ("talk", "Talk: T, Heroes Happen Here"),
            ("open_floor", "Open floor: T, Heroes Happen Here"),
            ("other", "T, Heroes Happen Here"),
        ],
    )
    def test_of_a_session(self, kind: Any, title: str) -> None:
        assert entries(launch(sessions=[talk(kind=kind)]))[0].title == title

    def test_of_a_booth(self) -> None:
        found = entries(launch(booths=[BOOTH]), "cleo")
        assert [entry.title for entry in found] == ["Booth: User Group area, Heroes Happen Here"]

    def test_of_a_shift_at_a_booth(self) -> None:
        there = shift("a", "09:00", "10:00", "ada", place="area", role="Answer developers")
        (entry,) = entries(launch(there, booths=[BOOTH]))
        assert entry.title == "Booth: User Group area, Heroes Happen Here"
        assert entry.description == "Answer developers"

    @pytest.mark.parametrize("place", ["b1", None])
    def test_of_a_shift_elsewhere(self, place: str | None) -> None:
        desk = shift("a", "09:00", "10:00", "ada", place=place, role="Welcome desk")
        assert entries(launch(desk))[0].title == "Shift: Welcome desk, Heroes Happen Here"


class TestEntries:
    def test_of_a_session(self) -> None:
        material = Material(id="m", title="Slides")
        session = talk(
            abstract="In short",
            description="At length",
            topics=["LINQ"],
            language="fr",
            url="https://example.org/t",
            materials=[material],
            online=[VirtualLocation(url="https://example.org/join")],
            sequence=4,
            created=on("07:00"),
            updated=on("07:30"),
            notes=[Note(id="n", text="Bring water", authors=["bob"])],
            extra={"x": 1},
        )
        (entry,) = entries(launch(sessions=[session]))
        assert entry == Event(
            id="t/e@example.org",
            title="Talk: T, Heroes Happen Here",
            start=on("10:00"),
            end=on("11:00"),
            description="In short\n\nAt length",
            topics=["LINQ"],
            languages=["fr"],
            url="https://example.org/t",
            materials=[material],
            online=[VirtualLocation(url="https://example.org/join")],
            venue=HALL.replace(name="Room B1, Direct Energy Building", rooms=()),
            people=[Person(id="ada", name="Ada")],
            contributors=speakers("ada"),
            sequence=4,
            created=on("07:00"),
            updated=on("07:30"),
        )

    def test_of_a_shift(self) -> None:
        busy = shift(
            "a", "09:00", "10:30", "ada", "bob", place="b1", role="Welcome desk",
            briefing="Smile.", sequence=2, extra={"x": 1},
        )  # fmt: skip
        (entry,) = entries(launch(busy, sponsors=[Sponsor(id="s", name="S")]))
        assert entry == Event(
            id="a/e@example.org",
            title="Shift: Welcome desk, Heroes Happen Here",
            start=on("09:00"),
            end=on("10:30"),
            description="Welcome desk\n\nSmile.",
            url="https://example.org/launch",
            venue=HALL.replace(name="Room B1, Direct Energy Building", rooms=()),
            sequence=2,
        )

    def test_what_goes_on_without_them(self) -> None:
        slides, video = Material(id="s", title="Slides"), Material(id="v", title="Recording")
        posted = Material(id="p", title="Code", url="https://example.org/code")
        sessions = [
            Session(id="t", title="Servers", start=on("09:00"), materials=[slides, posted, video]),
            Session(id="u", title="Queries", start=on("09:15")),
        ]
        (entry,) = entries(launch(shift("a", "09:00", "10:00", "ada"), sessions=sessions))
        assert entry.description == (
            "booth\n\nMeanwhile:\n- Servers (to follow: Slides, Recording)\n- Queries"
        )

    @pytest.mark.parametrize(
        ("place", "where"),
        [
            ("b1", "Room B1, Direct Energy Building"),
            ("area", "Room B2, Direct Energy Building"),
            ("bare", "Direct Energy Building"),
            (None, "Direct Energy Building"),
            ("c1", "Room C1, Annex"),
        ],
    )
    def test_where_a_shift_is(self, place: str | None, where: str) -> None:
        annex = Venue(id="annex", name="Annex", rooms=[Room(id="c1", name="Room C1")])
        busy = launch(
            shift("a", "09:00", "10:00", "ada", place=place),
            booths=[BOOTH, Booth(id="bare", title="Bare")],
            other_venues=[annex],
        )
        venue = entries(busy)[0].venue
        assert venue is not None and (venue.name, venue.rooms) == (where, ())

    def test_where_a_booth_is(self) -> None:
        venue = entries(launch(booths=[BOOTH]), "cleo")[0].venue
        assert venue is not None and venue.name == "Room B2, Direct Energy Building"

    def test_without_a_venue(self) -> None:
        online = VirtualLocation(url="https://example.org/join")
        found = entries(launch(sessions=[talk(room=None)], venue=None, online=[online]))
        assert (found[0].venue, found[0].online) == (None, (online,))

    def test_groups_and_sponsors_who_take_part(self) -> None:
        group = UserGroup(
            id="g",
            name="G",
            people=[Person(id="x", name="X", email="x@example.org")],
            organizers=["x"],
        )
        sponsor = Sponsor(id="s", name="S")
        session = talk(contributors=speakers("ada", "g", "s"))
        (entry,) = entries(launch(sessions=[session], groups=[group], sponsors=[sponsor]))
        assert entry.groups == (public_view(group),)
        assert entry.sponsors == (sponsor,)

    def test_as_another_system_named_it(self) -> None:
        (entry,) = entries(launch(sessions=[talk(uid="abc@example.com")]))
        assert entry.id == "abc@example.com"

    @pytest.mark.parametrize("uid", ["with space", "x" * 256])
    def test_a_uid_that_no_event_can_have(self, uid: str) -> None:
        sessions = [talk(uid=uid), talk(id="u", uid=f"{uid}!")]
        one, other = entries(launch(sessions=sessions))
        assert len(one.id) == 64 and one.id != other.id


class TestPrivacy:
    """The address of a feed is passed on."""

    def test_of_volunteers_and_speakers(self) -> None:
        busy = launch(
            shift("a", "09:00", "10:00", assignments=[
                Assignment(person="ada", note="is nervous"), Assignment(person="bob", note="is late"),
            ]),
            sessions=[talk(contributors=speakers("ada", "cleo"),
                           notes=[Note(id="n", text="Secret", private=True)])],
            volunteers=[Volunteer(person="ada", note="Comes late", emergency_contact="Her sister"),
                        Volunteer(person="bob")],
            notes=[Note(id="n", text="Internal", private=True)],
        )  # fmt: skip
        found = schedule_of(busy, "ada")
        for data in (to_json(found), to_ical(found)):
            for secret in ("ada@", "555", "Bob", "nervous", "late", "sister", "Secret",
                           "Internal", "shoes", "cleo@"):  # fmt: skip
                assert secret.encode() not in data
        assert b"Cleo" in to_ical(found)

    @given(events())
    def test_of_any_event(self, event: Event) -> None:
        for person in event.people:
            found = schedule_of(event, person.id)
            assert public_view(found) == found
            assert all(not entry.volunteers and not entry.shifts for entry in found.events)
            named = {c.person for s in (*event.sessions, *event.booths) for c in s.contributors}
            assert {p.id for entry in found.events for p in entry.people} <= named


class TestTheStory:
    def test_a_volunteer_at_the_booth(self) -> None:
        launch = example().event("launch-toronto@heroeshappenhere.example")
        morning, pack_up = schedule_of(launch, "mei").events
        assert morning.title == pack_up.title == "Booth: User Group area, Heroes Happen Here"
        assert morning.id == "morning-it-professionals/launch-toronto@heroeshappenhere.example"
        assert morning.description is not None
        assert "- A first look at Windows Server 2008 (to follow: Slides)" in morning.description

    def test_its_feed(self) -> None:
        launch = example().event("launch-toronto@heroeshappenhere.example")
        feed = to_ical(schedule_of(launch, "mei")).decode()
        assert "SUMMARY:Booth: User Group area\\, Heroes Happen Here\r\n" in feed
        assert "LOCATION:Exhibit hall\\, Direct Energy Building\\, Toronto\\, CA\r\n" in feed
