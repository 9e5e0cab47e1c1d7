"""What must be unique, and where a reference leads."""

from typing import Any

import pytest
from hypothesis import given
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
)
from tests.strategies import events

from hallwaytrack import (
    Assignment,
    Booth,
    Contributor,
    Event,
    InvalidValueError,
    Material,
    Note,
    Person,
    Room,
    Sponsor,
    Track,
    UserGroup,
    Venue,
    Volunteer,
    speakers,
)
from hallwaytrack.model.scopes import (
    SCOPES,
    ids,
    members,
    naming,
    refers,
)
from hallwaytrack.model.walks import paths

ITPRO = UserGroup(id="itpro", name="IT Pro Toronto")
ACME = Sponsor(id="acme", name="Acme")
BOOTH = Booth(id="area", title="User Group area")
OTHER = Venue(id="other", name="Other", rooms=[Room(id="o1", name="O1")])
ADA_HELPS = Volunteer(person="ada")

TWICE: dict[str, tuple[dict[str, Any], str, str]] = {
    "people": ({"people": [ADA, BOB, ADA]}, "person, group or sponsor 'ada'", "/people/2/id"),
    "groups": ({"groups": [ITPRO, ITPRO]}, "person, group or sponsor 'itpro'", "/groups/1/id"),
    "sponsors": ({"sponsors": [ACME, ACME]}, "person, group or sponsor 'acme'", "/sponsors/1/id"),
    "a person and a group": (
        {"people": [ADA], "groups": [ITPRO.replace(id="ada")]},
        "person, group or sponsor 'ada'",
        "/groups/0/id",
    ),
    "a group and a sponsor": (
        {"groups": [ITPRO], "sponsors": [ACME.replace(id="itpro")]},
        "person, group or sponsor 'itpro'",
        "/sponsors/0/id",
    ),
    "rooms of two venues": (
        {"venue": DIRECT_ENERGY, "other_venues": [OTHER.replace(rooms=DIRECT_ENERGY.rooms[:1])]},
        "room or booth 'b1'",
        "/other_venues/0/rooms/0/id",
    ),
    "a room and a booth": (
        {"venue": DIRECT_ENERGY, "booths": [BOOTH.replace(id="b2")]},
        "room or booth 'b2'",
        "/booths/0/id",
    ),
    "venues": ({"venue": OTHER, "other_venues": [OTHER.replace(rooms=())]}, "venue 'other'",
               "/other_venues/0/id"),
    "sessions": ({"sessions": [session(), session()]}, "session, booth or shift 'hypervisors'",
                 "/sessions/1/id"),
    "a session and a booth": (
        {"sessions": [session("area")], "booths": [BOOTH]},
        "session, booth or shift 'area'",
        "/booths/0/id",
    ),
    "a booth and a shift": (
        {"booths": [BOOTH], "shifts": [shift("area")]},
        "session, booth or shift 'area'",
        "/shifts/0/id",
    ),
    "tracks": ({"tracks": [Track(id="t", name="T"), Track(id="t", name="U")]}, "track 't'",
               "/tracks/1/id"),
    "volunteers": (
        {"people": [ADA], "volunteers": [ADA_HELPS, ADA_HELPS]},
        "volunteer 'ada'",
        "/volunteers/1/person",
    ),
    "materials": (
        {"materials": [Material(id="m", title="M"), Material(id="m", title="N")]},
        "material 'm'",
        "/materials/1/id",
    ),
    "notes": ({"notes": [Note(id="n", text=""), Note(id="n", text="")]}, "note 'n'", "/notes/1/id"),
}  # fmt: skip


class TestUniqueness:
    @pytest.mark.parametrize("case", TWICE)
    def test_what_stands_there_twice_is_refused(self, case: str) -> None:
        given_members, who, place = TWICE[case]
        with refused(f"{who} stands there twice; ids must be unique (at {place})"):
            event(**given_members)

    def test_every_repetition_is_told(self) -> None:
        assert len(told(lambda: event(people=[ADA, ADA, ADA, BOB, BOB]))) == 3

    def test_one_id_may_stand_in_several_scopes(self) -> None:
        assert event(
            id="a",
            people=[Person(id="a", name="A")],
            venue=Venue(id="a", name="A", rooms=[Room(id="a", name="A")]),
            tracks=[Track(id="a", name="A")],
            sessions=[session("a", materials=[Material(id="a", title="A")])],
            materials=[Material(id="a", title="A")],
            notes=[Note(id="a", text="A")],
        )

    def test_materials_are_unique_within_their_owner_only(self) -> None:
        slides = Material(id="m", title="M")
        assert event(
            materials=[slides],
            sessions=[session("a", materials=[slides]), session("b", materials=[slides])],
        )

    def test_people_of_a_group_are_in_its_own_scope(self) -> None:
        assert event(people=[ADA], groups=[ITPRO.replace(people=[ADA], organizers=["ada"])])


ASTRAY: dict[str, tuple[dict[str, Any], str]] = {
    "a room": (
        {"venue": DIRECT_ENERGY, "sessions": [session(room="b9")]},
        "session 'hypervisors' is in room 'b9'; venue 'direct-energy' has rooms: b1, b2"
        " (at /sessions/0/room)",
    ),
    "a room of several venues": (
        {"venue": DIRECT_ENERGY, "other_venues": [OTHER], "sessions": [session(room="b9")]},
        "session 'hypervisors' is in room 'b9'; venue 'direct-energy' has rooms: b1, b2;"
        " venue 'other' has rooms: o1 (at /sessions/0/room)",
    ),
    "a room without any": (
        {"sessions": [session(room="b9")]},
        "session 'hypervisors' is in room 'b9'; the event has no room (at /sessions/0/room)",
    ),
    "a booth is no room": (
        {"booths": [BOOTH], "sessions": [session(room="area")]},
        "session 'hypervisors' is in room 'area'; the event has no room (at /sessions/0/room)",
    ),
    "a booth's room": (
        {"venue": DIRECT_ENERGY, "booths": [BOOTH.replace(room="b9")]},
        "booth 'area' is in room 'b9'; venue 'direct-energy' has rooms: b1, b2 (at /booths/0/room)",
    ),
    "a booth's host": (
        {"booths": [BOOTH.replace(host="itpro")]},
        "booth 'area' names 'itpro'; the event has no person, group or sponsor (at /booths/0/host)",
    ),
    "a speaker": (
        {"people": [ADA], "groups": [ITPRO], "sessions": [session(contributors=speakers("eve"))]},
        "session 'hypervisors' names 'eve'; the event has people: ada; the event has groups: itpro"
        " (at /sessions/0/contributors/0/person)",
    ),
    "a contributor of the event": (
        {"contributors": [Contributor(person="eve", role="host")]},
        "event 'launch@example.org' names 'eve'; the event has no person, group or sponsor"
        " (at /contributors/0/person)",
    ),
    "an organizer": (
        {"sponsors": [ACME], "organizers": ["eve"]},
        "event 'launch@example.org' names 'eve'; the event has sponsors: acme (at /organizers/0)",
    ),
    "an author": (
        {"notes": [Note(id="n", text="", authors=["eve"])]},
        "note 'n' names 'eve'; the event has no person, group or sponsor (at /notes/0/authors/0)",
    ),
    "an author of a session's note": (
        {"sessions": [session(notes=[Note(id="n", text="", authors=["eve"])])]},
        "note 'n' names 'eve'; the event has no person, group or sponsor"
        " (at /sessions/0/notes/0/authors/0)",
    ),
    "a track": (
        {"tracks": [Track(id="infra", name="I")], "sessions": [session(track="dev")]},
        "session 'hypervisors' is on track 'dev'; the event has tracks: infra"
        " (at /sessions/0/track)",
    ),
    "a session that holds it": (
        {"sessions": [session(part_of="floor"), session("other")]},
        "session 'hypervisors' is part of session 'floor'; the event has sessions: hypervisors, other"
        " (at /sessions/0/part_of)",
    ),
    "a booth holds no session": (
        {"booths": [BOOTH], "sessions": [session(part_of="area")]},
        "session 'hypervisors' is part of session 'area'; the event has sessions: hypervisors"
        " (at /sessions/0/part_of)",
    ),
    "a volunteer": (
        {"groups": [ITPRO], "volunteers": [Volunteer(person="itpro")]},
        "event 'launch@example.org' names person 'itpro'; the event has no person"
        " (at /volunteers/0/person)",
    ),
    "an assignment": (
        {"people": [ADA, BOB], "volunteers": [ADA_HELPS],
         "shifts": [shift(assignments=[Assignment(person="bob")])]},
        "shift 'morning' is given to volunteer 'bob'; the event has volunteers: ada"
        " (at /shifts/0/assignments/0/person)",
    ),
    "a place": (
        {"venue": DIRECT_ENERGY, "booths": [BOOTH], "shifts": [shift(place="b9")]},
        "shift 'morning' is at 'b9'; venue 'direct-energy' has rooms: b1, b2; the event has booths:"
        " area (at /shifts/0/place)",
    ),
}  # fmt: skip


class TestReferences:
    @pytest.mark.parametrize("case", ASTRAY)
    def test_an_id_that_leads_nowhere_is_refused_with_what_exists(self, case: str) -> None:
        given_members, message = ASTRAY[case]
        with refused(message):
            event(**given_members)

    def test_each_leads_where_it_may(self) -> None:
        assert event(
            people=[ADA, BOB],
            groups=[ITPRO],
            sponsors=[ACME],
            venue=DIRECT_ENERGY,
            other_venues=[OTHER],
            tracks=[Track(id="infra", name="I")],
            organizers=["itpro", "ada", "acme"],
            contributors=speakers("itpro", "acme", "bob"),
            sessions=[
                session("floor", start=START, end=END, room="o1", contributors=speakers("acme")),
                session("corner", part_of="floor", track="infra", room="b1"),
            ],
            booths=[BOOTH.replace(host="itpro", room="b2")],
            volunteers=[ADA_HELPS],
            shifts=[
                shift("one", place="area", assignments=[Assignment(person="ada")]),
                shift("two", place="b1"),
            ],
            notes=[Note(id="n", text="", authors=["itpro", "ada"])],
        )

    def test_many_existing_ones_are_listed_in_part(self) -> None:
        rooms = [Room(id=f"r{n}", name="R") for n in range(20)]
        (problem,) = told(
            lambda: event(venue=Venue(id="v", name="V", rooms=rooms), sessions=[session(room="x")])
        )
        assert problem == (
            "session 'hypervisors' is in room 'x'; venue 'v' has rooms: r0, r1, r2, r3, r4, r5, r6,"
            " r7, r8, r9, r10, r11 and 8 more (at /sessions/0/room)"
        )

    def test_the_documented_message(self) -> None:
        with pytest.raises(InvalidValueError) as error:
            event(venue=DIRECT_ENERGY, sessions=[session(room="b9")])
        (problem,) = error.value.problems
        assert problem.message == (
            "session 'hypervisors' is in room 'b9'; venue 'direct-energy' has rooms: b1, b2"
        )

    def test_every_one_is_told(self) -> None:
        problems = told(
            lambda: event(
                sessions=[
                    session("a", room="x", track="y", part_of="z", contributors=speakers("v", "w"))
                ]
            )
        )
        assert len(problems) == 5

    def test_tours_and_ids_under_which_others_list_it_are_no_references(self) -> None:
        assert event(tour="nowhere", same_as=["elsewhere"])


class TestTheTable:
    @pytest.mark.parametrize("name", SCOPES)
    def test_its_paths_lead_through_an_event(self, name: str) -> None:
        whole = event(
            people=[ADA],
            venue=DIRECT_ENERGY,
            sessions=[session()],
            booths=[BOOTH],
            tracks=[Track(id="t", name="T")],
            volunteers=[ADA_HELPS],
        )
        assert ids(whole, SCOPES[name])

    def test_members_come_with_their_places(self) -> None:
        whole = event(venue=DIRECT_ENERGY, other_venues=[OTHER])
        assert [place for place, _ in members(whole, "venue.rooms")] == [
            "/venue/rooms/0",
            "/venue/rooms/1",
        ]
        assert [place for place, _ in members(whole, "other_venues.rooms")] == [
            "/other_venues/0/rooms/0"
        ]
        assert list(members(event(), "venue")) == []

    def test_every_way_to_a_reference_is_known(self) -> None:
        ways = {".".join(name for name, _ in path.steps) for path in paths(Event, refers)}
        assert ways == {
            "organizers",
            "contributors.person",
            "sessions.room",
            "sessions.part_of",
            "sessions.track",
            "sessions.contributors.person",
            "sessions.notes.authors",
            "booths.host",
            "booths.room",
            "booths.contributors.person",
            "volunteers.person",
            "shifts.place",
            "shifts.assignments.person",
            "notes.authors",
        }

    @given(events())
    def test_nothing_is_wrong_with_a_whole_event(self, whole: Event) -> None:
        assert not list(naming(whole))
