"""Sessionize: the views All and GridSmart, read into an event."""

import csv
import json
from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import Golden
from tests.formats.ical.reading import CORPUS
from tests.formats.sessionize.programme import (
    ADA,
    ALL,
    BOB,
    EVENT,
    GRID,
    KEYNOTE,
    LUNCH,
    TALK,
    all_view,
    grid,
    one_session,
)
from tests.formats.test_objects import ANYTHING
from tests.strategies import events

from hallwaytrack import (
    Booth,
    Contributor,
    DecodeError,
    Event,
    InvalidValueError,
    Material,
    Person,
    Reading,
    Room,
    Session,
    Shift,
    Sponsor,
    Track,
    UserGroup,
    Venue,
    VirtualLocation,
    at,
    from_json,
    read,
    to_json,
)
from hallwaytrack.formats.registry import format_of
from hallwaytrack.formats.sessionize.parts import SPEAKER_MEMBERS
from hallwaytrack.formats.sessionize.read import (
    KINDS,
    SESSION_MEMBERS,
    STATUSES,
    read_sessionize,
)
from hallwaytrack.model.fields import fields_of
from hallwaytrack.model.vocabulary import SessionKind, Status

toronto = at("America/Toronto")
TABLE = CORPUS / "FACTS.tsv"
FACTS = [
    row
    for row in csv.DictReader(
        TABLE.read_text("utf-8").splitlines() if TABLE.exists() else [], delimiter="\t"
    )
    if row["file"].startswith("sessionize/")
]
with_corpus = pytest.mark.skipif(not FACTS, reason="the corpus is not here")


def taken(data: bytes, into: Event = EVENT, **options: Any) -> Event:
    """The event that is read of data in which nothing is wrong."""
    reading = read_sessionize(data, into=into, **options)
    assert reading.problems == ()
    event: Event = reading.document
    return event


def told(reading: Reading) -> list[str]:
    return [f"{p.severity} {p.place} {p.message}" for p in reading.problems]


class TestTables:
    """The tables of the documentation say what the reader does, and of whole members only."""

    def test_of_sessions(self) -> None:
        assert set(SESSION_MEMBERS) <= set(KEYNOTE)
        assert set(SESSION_MEMBERS.values()) <= {field.name for field in fields_of(Session)}

    def test_of_speakers(self) -> None:
        assert set(SPEAKER_MEMBERS) <= set(ALL["speakers"][0])
        assert set(SPEAKER_MEMBERS.values()) <= {field.name for field in fields_of(Person)}

    def test_of_kinds_and_statuses(self) -> None:
        assert set(KINDS.values()) <= set(get_args(SessionKind))
        assert set(STATUSES.values()) <= set(get_args(Status))


class TestSessions:
    def test_a_plenum_session_is_in_all_rooms(self) -> None:
        assert taken(all_view()).session("1001") == Session(
            id="1001",
            title="Keynote: Heroes",
            kind="keynote",
            abstract="What is new.\n\n* Servers\n* Databases",
            start=toronto("2008-02-27 09:00"),
            end=toronto("2008-02-27 09:45"),
            all_rooms=True,
            track="main-track",
            contributors=[Contributor(person=ADA), Contributor(person=BOB)],
            online=[VirtualLocation(url="https://live.example/1001", kind="stream")],
            extra={"sessionize": {"answers": {"Short title": "heroes"}}},
        )

    def test_a_talk_with_track_level_and_topics(self) -> None:
        assert taken(all_view()).session("1002") == Session(
            id="1002",
            title="Hypervisors, from the inside",
            start=toronto("2008-02-27 10:00"),
            end=toronto("2008-02-27 11:00"),
            room="101",
            track="servers",
            level="Intermediate",
            topics=["Session (60 minutes)", "Virtualization"],
            status="tentative",
            contributors=[Contributor(person=BOB)],
            materials=[
                Material(
                    id="recording",
                    title="Recording",
                    kind="recording",
                    url="https://video.example/1002",
                )
            ],
        )

    def test_a_service_session_is_a_break(self) -> None:
        lunch = taken(all_view()).session(LUNCH["id"])
        assert (lunch.kind, lunch.all_rooms, lunch.contributors) == ("break", True, ())

    def test_one_without_a_time_is_not_planned_yet(self) -> None:
        assert taken(all_view()).session("1003").start is None

    @pytest.mark.parametrize(
        ("format", "kind"),
        [
            ("Keynote", "keynote"),
            ("Lightning talk", "lightning"),
            ("Half-day WORKSHOP", "workshop"),
            ("Panel", "panel"),
            ("Demo", "demo"),
            ("Round-table discussion", "discussion"),
            ("Session", "talk"),
        ],
    )
    def test_kinds_by_the_words_of_the_format(self, format: str, kind: str) -> None:
        categories = [{"title": "Session format", "items": [{"id": 1, "name": format}]}]
        sessions = [{**TALK, "categoryItems": [1]}]
        data = all_view(sessions=sessions, categories=categories)
        assert taken(data).session("1002").kind == kind

    def test_a_second_track_or_level_is_a_topic(self) -> None:
        session = taken(one_session(categoryItems=[21, 22, 31, 31])).session("1002")
        assert (session.track, session.level) == ("main-track", "Intermediate")
        assert session.topics == ("Servers", "Intermediate")

    @pytest.mark.parametrize(
        ("status", "expected"),
        [
            (None, "confirmed"),
            ("Accepted", "confirmed"),
            ("Accept_Queue", "tentative"),
            ("Nominated", "tentative"),
            ("Declined", "cancelled"),
        ],
    )
    def test_statuses(self, status: str | None, expected: str) -> None:
        assert taken(one_session(status=status)).session("1002").status == expected

    def test_an_id_that_an_entry_cannot_have(self) -> None:
        assert taken(one_session(id="a/b c")).sessions[0].id == "a-b-c"

    def test_answers_by_number_where_the_question_is_not_there(self) -> None:
        answers = [{"questionId": 9, "answerValue": "x"}, {"questionId": 7, "answerValue": None}]
        session = taken(one_session(questionAnswers=answers)).sessions[0]
        assert session.extra == {"sessionize": {"answers": {"9": "x"}}}


class TestTimes:
    def test_are_by_the_clock_of_the_event(self) -> None:
        start = taken(all_view()).session("1001").start
        assert start == datetime(2008, 2, 27, 14, tzinfo=UTC)

    def test_or_of_the_zone_that_is_given(self) -> None:
        event = taken(all_view(), timezone="Europe/Berlin")
        start = event.session("1001").start
        assert start == datetime(2008, 2, 27, 8, tzinfo=UTC)
        assert event.timezone == "America/Toronto"

    def test_an_all_day_event_takes_the_zone(self) -> None:
        into = Event(id="e", title="E", start=date(2008, 2, 27))
        assert taken(all_view(), into, timezone="Europe/Berlin").timezone == "Europe/Berlin"

    def test_with_an_offset(self) -> None:
        data = one_session(startsAt="2008-02-27T10:00:00.5+01:00", endsAt="2008-02-27T10:00:00Z")
        session = taken(data).sessions[0]
        assert session.start == datetime(2008, 2, 27, 9, tzinfo=UTC)
        assert session.end == datetime(2008, 2, 27, 10, tzinfo=UTC)

    def test_the_repeated_hour_is_the_first_pass(self) -> None:
        data = one_session(startsAt="2008-11-02T01:30:00", endsAt="2008-11-02T03:00:00")
        start = taken(data).sessions[0].start
        assert start is not None
        assert start.astimezone(UTC) == datetime(2008, 11, 2, 5, 30, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("time", "problem"),
        [
            ("soon", "error /sessions/0/startsAt startsAt must be a time like 2024-04-20T09:00:00"),
            ("2008-03-09T02:30:00", "error /sessions/0/startsAt startsAt: "),
            ("0001-01-01T00:00:00", "error /sessions/0/startsAt startsAt: "),
            (5, "error /sessions/0/startsAt startsAt must be a text"),
        ],
    )
    def test_that_cannot_be(self, time: Any, problem: str) -> None:
        reading = read_sessionize(one_session(startsAt=time, endsAt=None), into=EVENT)
        assert reading.document.sessions[0].start is None
        (line,) = told(reading)
        assert line.startswith(problem)

    def test_without_any_zone(self) -> None:
        into = Event(id="e", title="E", start=date(2008, 2, 27))
        with pytest.raises(InvalidValueError, match="the times of Sessionize name no zone"):
            read_sessionize(all_view(), into=into)

    def test_in_a_zone_that_there_is_not(self) -> None:
        with pytest.raises(InvalidValueError, match="a zone must"):
            read_sessionize(all_view(), into=EVENT, timezone="Mars/Olympus")


class TestSpeakers:
    def test_a_speaker_with_everything(self) -> None:
        assert taken(all_view()).person(ADA) == Person(
            id=ADA,
            name="Ada Lovelace",
            bio="Wrote the first program.",
            affiliation="Analyst, Engine Works",
            image="https://img.example/ada.jpg",
            links=["https://ada.example", "https://twitter.com/ada"],
        )

    def test_a_name_in_two_parts(self) -> None:
        speakers = [{"id": ADA, "firstName": "Ada", "lastName": None}, ALL["speakers"][1]]
        assert taken(all_view(speakers=speakers)).person(ADA).name == "Ada"

    def test_an_id_like_an_address(self) -> None:
        speakers = [{"id": "ada@example.org", "fullName": "Ada"}]
        data = all_view(sessions=[{**TALK, "speakers": ["ada@example.org"]}], speakers=speakers)
        assert taken(data).speakers("1002")[0].id == "ada-example.org"

    def test_an_id_that_a_group_has(self) -> None:
        others = {
            "groups": [UserGroup(id=ADA, name="Group")],
            "sponsors": [Sponsor(id=BOB, name="Sponsor")],
        }
        found = taken(all_view(), EVENT.replace(**others))
        assert [person.id for person in found.people] == [f"{ADA}-2", f"{BOB}-2"]
        assert found.session("1002").contributors[0].person == f"{BOB}-2"


class TestPlaces:
    def test_rooms_make_a_venue_where_there_is_none(self) -> None:
        assert taken(all_view()).venue == Venue(
            id="venue",
            name="Heroes Happen Here",
            rooms=[Room(id="100", name="Hall"), Room(id="101", name="Room 1")],
        )

    def test_of_an_id_that_is_free(self) -> None:
        into = EVENT.replace(other_venues=[Venue(id="venue", name="Pub")])
        found = taken(all_view(), into).venue
        assert found is not None
        assert found.id == "venue-2"

    def test_rooms_are_those_of_the_event_by_id_and_by_name(self) -> None:
        hall = Venue(id="hall", name="Hall", rooms=[Room(id="main", name="HALL", capacity=900)])
        pub = Venue(id="pub", name="Pub", rooms=[Room(id="101", name="Upstairs")])
        found = taken(all_view(), EVENT.replace(venue=hall, other_venues=[pub]))
        assert (found.venue, found.other_venues) == (hall, (pub,))
        assert found.session("1002").room == "101"

    def test_new_rooms_are_of_the_venue(self) -> None:
        hall = Venue(id="hall", name="Direct Energy Building", rooms=[Room(id="x", name="X")])
        booth = Booth(id="100", title="User Group area")
        found = taken(all_view(), EVENT.replace(venue=hall, booths=[booth])).venue
        assert found is not None
        assert [room.id for room in found.rooms] == ["x", "100-2", "101"]

    def test_tracks_are_those_of_the_event_by_name(self) -> None:
        tracks = [Track(id="srv", name="SERVERS"), Track(id="main-track", name="Another")]
        found = taken(all_view(), EVENT.replace(tracks=tracks))
        assert found.session("1002").track == "srv"
        assert found.session("1001").track == "main-track-2"
        assert found.tracks[:2] == tuple(tracks)


class TestAgain:
    """What the file says is taken over; what else is known stays."""

    def test_the_same_file_changes_nothing(self) -> None:
        once = taken(all_view())
        assert taken(all_view(), once) == once
        assert taken(grid(), taken(grid())) == taken(grid())

    def test_what_people_added_stays(self) -> None:
        event = taken(all_view())
        slides = Material(id="slides", title="Slides", url="https://slides.example")
        stream = VirtualLocation(url="https://chat.example", kind="chat")
        host = Contributor(person=ADA, role="moderator")
        talk = event.session("1002")
        known = event.put(
            talk.replace(
                materials=[*talk.materials, slides],
                contributors=[*talk.contributors, host],
                extra={"other": 1},
            ),
            event.session("1001").replace(online=[stream]),
            event.person(ADA).replace(email="ada@example.org", pronouns="she"),
            Session(id="own", title="Our own"),
        )
        again = taken(all_view(), known)
        assert [m.id for m in again.session("1002").materials] == ["slides", "recording"]
        assert again.session("1002").contributors[-1] == host
        assert again.session("1002").extra == {"other": 1}
        assert again.session("1001").online[0] == stream
        assert len(again.session("1001").online) == 2
        assert again.person(ADA).email == "ada@example.org"
        assert again.session("own").title == "Our own"

    def test_what_is_gone_from_a_session_goes(self) -> None:
        event = taken(all_view())
        gone: dict[str, Any] = {
            "description": None,
            "categoryItems": [],
            "startsAt": None,
            "endsAt": None,
        }
        session = taken(one_session(**gone), event).session("1002")
        assert (session.start, session.track, session.level) == (None, None, None)

    def test_a_talk_that_became_a_plenum_session(self) -> None:
        event = taken(all_view())
        session = taken(one_session(isPlenumSession=True), event).session("1002")
        assert (session.all_rooms, session.room) == (True, None)
        back = taken(one_session(), taken(one_session(isPlenumSession=True), event))
        assert (back.session("1002").all_rooms, back.session("1002").room) == (False, "101")

    def test_a_break_that_became_a_talk(self) -> None:
        event = taken(one_session(isServiceSession=True))
        assert event.session("1002").kind == "break"
        assert taken(one_session(), event).session("1002").kind == "talk"

    def test_a_kind_that_people_chose_stays(self) -> None:
        event = taken(one_session())
        chosen = event.amend("1002", kind="demo")
        assert taken(one_session(), chosen).session("1002").kind == "demo"

    def test_an_entry_of_another_kind_keeps_its_id(self) -> None:
        clock = at("America/Toronto", "2008-02-27")
        shift = Shift(id="1002", role="Staff", start=clock("09:00"), end=clock("10:00"))
        into = EVENT.replace(booths=[Booth(id="1001", title="Booth")], shifts=[shift])
        found = taken(all_view(), into)
        assert {"1001-2", "1002-2"} <= {session.id for session in found.sessions}

    def test_a_part_that_the_new_time_leaves_behind(self) -> None:
        event = taken(all_view())
        start = toronto("2008-02-27 10:00")
        corner = Session(id="corner", title="Corner", part_of="1002", start=start)
        moved = one_session(startsAt="2008-02-27T15:00:00", endsAt="2008-02-27T16:00:00")
        with pytest.raises(InvalidValueError, match="'corner' must lie within '1002'"):
            read_sessionize(moved, into=event.put(corner))


class TestGridSmart:
    def test_the_same_programme_as_in_the_other_view(self) -> None:
        """But for what it has not: answers, and all of a speaker but the name."""
        whole, found = taken(all_view()), taken(grid())
        assert {s.id for s in found.sessions} == {"1001", "1002", LUNCH["id"]}
        for session in found.sessions:
            assert session == whole.session(session.id).replace(extra={})
        assert found.people == (
            Person(id=ADA, name="Ada Lovelace"),
            Person(id=BOB, name="Bob Martin"),
        )
        assert (found.venue, found.tracks) == (whole.venue, whole.tracks)

    def test_a_speakers_details_stay(self) -> None:
        whole = taken(all_view())
        assert taken(grid(), whole).people == whole.people

    def test_one_session_that_stands_there_twice_and_differs(self) -> None:
        days = json.loads(grid())
        days[0]["rooms"][1]["sessions"][1]["title"] = "Supper"
        reading = read_sessionize(json.dumps(days).encode(), into=EVENT)
        assert reading.document.session(LUNCH["id"]).title == "Lunch"
        assert told(reading) == [
            "error /0/rooms/1/sessions/1/id a session of this id was there before; "
            "this one is left out"
        ]


class TestProblems:
    """One bad item among good ones is told by its place, and no more than that is lost."""

    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            ({"title": 3}, "/sessions/0/title title must be a text"),
            ({"endsAt": "2008-02-27T09:00:00"}, "/sessions/0/endsAt end must be after"),
            ({"roomId": 999}, "/sessions/0/roomId roomId must be that of a room"),
            ({"roomId": [1]}, "/sessions/0/roomId roomId must be a text or a whole number"),
            ({"speakers": ["nobody"]}, "/sessions/0/speakers a speaker must be in the file"),
            ({"speakers": [ADA, None]}, "/sessions/0/speakers/1 must be a text or a whole"),
            ({"speakers": [{"id": "x"}]}, "/sessions/0/speakers/0 a speaker must have an id"),
            ({"categoryItems": [999]}, "/sessions/0/categoryItems a category must be in the file"),
            ({"isPlenumSession": "no"}, "/sessions/0/isPlenumSession isPlenumSession must be true"),
            ({"liveUrl": "live"}, "/sessions/0/liveUrl url must be an absolute URL"),
            ({"recordingUrl": "x"}, "/sessions/0/recordingUrl url must be an absolute URL"),
            ({"status": "Lost"}, "/sessions/0/status status is not known"),
        ],
    )
    def test_of_a_session(self, changes: dict[str, Any], problem: str) -> None:
        sessions = [{**TALK, **changes}, KEYNOTE]
        reading = read_sessionize(all_view(sessions=sessions), into=EVENT)
        assert reading.document.session("1001").title == "Keynote: Heroes"
        line = told(reading)[0]
        assert line.partition(" ")[2].startswith(problem)

    @pytest.mark.parametrize(
        "session", [3, {}, {"id": "1"}, {"title": "x"}, {"id": [], "title": "x"}]
    )
    def test_of_what_is_no_session(self, session: Any) -> None:
        reading = read_sessionize(all_view(sessions=[session, KEYNOTE]), into=EVENT)
        assert [s.id for s in reading.document.sessions] == ["1001"]
        assert all(problem.place.startswith("/sessions/0") for problem in reading.problems)
        assert reading.problems

    @pytest.mark.parametrize(
        ("member", "value", "problem"),
        [
            ("speakers", [{"id": ADA}], "/speakers/0 a speaker must have an id and a name"),
            (
                "speakers",
                [{"id": ADA, "fullName": "A", "links": 3}],
                "/speakers/0/links links must",
            ),
            (
                "speakers",
                [{"id": ADA, "fullName": "A", "profilePicture": "x"}],
                "/speakers/0/profilePicture image must be an absolute URL",
            ),
            ("rooms", [{"id": 100}], "/rooms/0 a room must have an id and a name"),
            ("rooms", {}, "/rooms rooms must be a list"),
            ("categories", [3], "/categories/0 must be an object"),
        ],
    )
    def test_of_the_lists(self, member: str, value: Any, problem: str) -> None:
        reading = read_sessionize(all_view(**{member: value}), into=EVENT)
        assert len(reading.document.sessions) == 4
        assert any(line.partition(" ")[2].startswith(problem) for line in told(reading))

    @pytest.mark.parametrize("data", [b"{}", b"[3]", b'[{"date":"x"}]', b'{"sessions":{}}', b"1"])
    def test_neither_of_the_views(self, data: bytes) -> None:
        with pytest.raises(DecodeError, match="must be the view All or GridSmart"):
            read_sessionize(data, into=EVENT)

    @pytest.mark.parametrize("into", [None, "launch"])
    def test_without_an_event(self, into: Any) -> None:
        with pytest.raises(InvalidValueError, match="give into=event"):
            read_sessionize(all_view(), into=into)

    def test_the_limit(self) -> None:
        with pytest.raises(DecodeError, match="a programme must have at most 10 bytes"):
            read_sessionize(all_view(), into=EVENT, max_bytes=10)


class TestHostile:
    SESSION = st.dictionaries(st.sampled_from([*SESSION_MEMBERS, "categories"]), ANYTHING)
    MEMBERS = st.dictionaries(
        st.sampled_from(["speakers", "rooms", "categories", "questions"]),
        ANYTHING | st.lists(st.dictionaries(st.sampled_from([*SPEAKER_MEMBERS, "name"]), ANYTHING)),
    )

    @given(st.lists(SESSION, max_size=3), MEMBERS)
    def test_any_type_anywhere(self, sessions: list[Any], members: dict[str, Any]) -> None:
        data = json.dumps({**ALL, **members, "sessions": [*sessions, KEYNOTE]}).encode()
        event = read_sessionize(data, into=EVENT).document
        assert event.session("1001").title == "Keynote: Heroes"

    @given(SESSION)
    def test_any_type_anywhere_in_a_grid(self, changes: dict[str, Any]) -> None:
        event = read_sessionize(grid(changes), into=EVENT).document
        assert event.session("1002").title == TALK["title"]

    @given(events())
    @settings(max_examples=30)
    def test_into_any_event(self, into: Event) -> None:
        if into.timezone is not None and not any(s.part_of for s in into.sessions):
            event = read_sessionize(all_view(), into=into).document
            assert len(event.sessions) == len(into.sessions) + 4
            assert from_json(to_json(event), Event) == event

    def test_ten_thousand_sessions(self) -> None:
        sessions = [{**TALK, "id": str(i)} for i in range(10_000)]
        assert len(taken(all_view(sessions=sessions)).sessions) == 10_000


class TestSniffing:
    @pytest.mark.parametrize(
        "data", [all_view(), grid(), json.dumps(ALL).encode(), json.dumps(GRID).encode()]
    )
    def test_it_is_known_by_its_content(self, data: bytes) -> None:
        assert format_of("x.json", data).name == "sessionize"
        assert read(data, into=EVENT).document == taken(data)

    @pytest.mark.parametrize(
        "data",
        [
            to_json(taken(all_view()), indent=True),
            b'{"sessions": [], "hallwaytrack": "1.0"}',
            b'{"schedule": {"conference": {"days": [{"date": "2008-02-27", "rooms": {}}]}}}',
            b'[{"@context": "https://schema.org"}]',
            b'{"@context": "https://schema.org", "sessions": []}',
            b'[{"name": "X", "startDate": "2024-01-01"}]',
            b"{}",
        ],
    )
    def test_other_json_is_not_taken_for_it(self, data: bytes) -> None:
        assert format_of("x.json", data).name != "sessionize"


class TestGolden:
    """What is read of a file, as our JSON; the files are in tests/golden/sessionize, too."""

    @pytest.mark.parametrize(("name", "data"), [("all", all_view()), ("gridsmart", grid())])
    def test_what_is_read(self, name: str, data: bytes, golden: Golden) -> None:
        golden(f"sessionize/{name}-source.json", data)
        golden(f"sessionize/{name}.json", to_json(taken(data), indent=True))


@with_corpus
class TestCorpus:
    INTO = Event(
        id="gab@example.org", title="Global Azure", start=at("Europe/Vienna")("2024-04-20 09:00")
    )

    @pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["file"])
    def test_it_holds_what_a_person_counted(self, fact: dict[str, str]) -> None:
        event = taken((CORPUS / fact["file"]).read_bytes(), self.INTO)
        assert len(event.sessions) == int(fact["count"])
        starts = [s.start for s in event.sessions if s.start]
        ends = [s.end for s in event.sessions if s.end]
        assert min(starts) == datetime.fromisoformat(fact["earliest_start_utc"])
        assert max(ends) == datetime.fromisoformat(fact["latest_end_utc"])
        assert event.venue is not None
        assert len(event.venue.rooms) == int(fact["rooms"])
        named = {c.person for s in event.sessions for c in s.contributors}
        assert len(named) == len(event.people) == int(fact["speakers"])
        assert sum(s.kind == "break" for s in event.sessions) == 0
