"""The full view: everything comes back, and an edit in a calendar program is that edit alone."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import icalendar
import pytest
import vobject
from hypothesis import given, settings
from tests.formats.ical.documents import toronto
from tests.formats.ical.editing import (
    added,
    copied,
    edited,
    full,
    joined,
    restored,
    span_of,
    unfolded,
    without,
)
from tests.strategies import all_series, calendars, events

from hallwaytrack import (
    Address,
    Assignment,
    Booth,
    Calendar,
    Event,
    EventSeries,
    Material,
    Person,
    Recurrence,
    Room,
    Session,
    Shift,
    Tour,
    UserGroup,
    Venue,
    Volunteer,
    example,
    from_ical,
    from_icalendar,
    iter_ical,
    read,
    speakers,
    to_ical,
    to_icalendar,
)
from hallwaytrack.formats.ical.full import PIECE
from hallwaytrack.formats.ical.lines import WIDTH, folded

DEEP = settings(max_examples=10_000)
Document = Calendar | Event | EventSeries


def comes_back(document: Document) -> None:
    reading = read(to_ical(document, view="full"), "ical", kind=type(document))
    assert reading.document == document
    assert not [p for p in reading.problems if str(p.code).startswith("IC6")]


class TestEverythingComesBack:
    @given(event=events())
    def test_events(self, event: Event) -> None:
        comes_back(event)

    @given(series=all_series())
    def test_series(self, series: EventSeries) -> None:
        comes_back(series)

    @given(calendar=calendars())
    def test_calendars(self, calendar: Calendar) -> None:
        comes_back(calendar)

    @pytest.mark.deep
    @DEEP
    @given(event=events())
    def test_many_events(self, event: Event) -> None:
        comes_back(event)

    @pytest.mark.deep
    @DEEP
    @given(series=all_series())
    def test_many_series(self, series: EventSeries) -> None:
        comes_back(series)

    @pytest.mark.deep
    @DEEP
    @given(calendar=calendars())
    def test_many_calendars(self, calendar: Calendar) -> None:
        comes_back(calendar)

    def test_the_example(self) -> None:
        comes_back(example("heroes-happen-here"))

    def test_what_a_json_document_holds_as_well(self) -> None:
        calendar = example("heroes-happen-here")
        feed = to_ical(calendar, view="full")
        assert to_ical(from_ical(feed), view="full") == feed


def by_icalendar(feed: bytes) -> bytes:
    return icalendar.Calendar.from_ical(feed).to_ical()


def by_vobject(feed: bytes) -> bytes:
    return vobject.readOne(feed.decode()).serialize().encode()


@pytest.mark.parametrize("save", [by_icalendar, by_vobject])
class TestSavedByOtherPrograms:
    """What they change themselves (folds, escapes, order, names of zones) counts as no edit."""

    @settings(max_examples=20)
    @given(calendar=calendars())
    def test_calendars(self, save: Callable[[bytes], bytes], calendar: Calendar) -> None:
        assert from_ical(save(to_ical(calendar, view="full"))) == calendar

    @pytest.mark.deep
    @settings(max_examples=2_000)
    @given(calendar=calendars())
    def test_many_calendars(self, save: Callable[[bytes], bytes], calendar: Calendar) -> None:
        assert from_ical(save(to_ical(calendar, view="full"))) == calendar

    @pytest.mark.parametrize("text", ["\ufeff", "a\ufeffb", "\ufeffa"])
    def test_a_mark_of_the_byte_order(self, save: Callable[[bytes], bytes], text: str) -> None:
        """Which icalendar drops."""
        calendar = Calendar(events=[LAUNCH.replace(description=text)])
        assert from_ical(save(to_ical(calendar, view="full"))) == calendar

    def test_the_example(self, save: Callable[[bytes], bytes]) -> None:
        calendar = example("heroes-happen-here")
        assert from_ical(save(to_ical(calendar, view="full"))) == calendar


DIRECT = Venue(
    id="direct-energy",
    name="Direct Energy Building",
    address=Address(locality="Toronto"),
    rooms=[Room(id="b1", name="Room B1"), Room(id="b2", name="Room B2", capacity=80)],
)
LIBERTY = Venue(id="liberty", name="Liberty Grand")


def launch(**members: Any) -> Event:
    """A launch with everything that an edit may touch, and much that it may not."""
    day = {
        "id": "launch@example.org",
        "title": "Heroes Happen Here",
        "start": toronto("2008-02-27 08:30"),
        "end": toronto("2008-02-27 17:00"),
        "kind": "launch",
        "venue": DIRECT,
        "other_venues": [LIBERTY],
        "people": [
            Person(id="ada", name="Ada", email="ada@secret.example"),
            Person(id="rus", name="Russell", phone="911"),
        ],
        "volunteers": [Volunteer(person="rus", note="left-handed")],
        "tracks": [],
        "sessions": [
            Session(
                id="keynote",
                title="Keynote",
                start=toronto("2008-02-27 09:00"),
                end=toronto("2008-02-27 10:00"),
                all_rooms=True,
            ),
            Session(
                id="hyper-v",
                title="Hyper-V",
                start=toronto("2008-02-27 10:30"),
                end=toronto("2008-02-27 12:00"),
                room="b1",
                level="300",
                topics=["Virtualization"],
                description="Bring a laptop.",
                contributors=speakers("ada"),
                materials=[Material(id="slides", title="Slides")],
                url="https://example.org/hyper-v",
            ),
            Session(id="later", title="To be scheduled", room="b2"),
            Session(
                id="demo",
                title="Demo",
                start=toronto("2008-02-27 11:00"),
                end=toronto("2008-02-27 11:30"),
                room="b1",
                part_of="hyper-v",
            ),
        ],
        "booths": [
            Booth(
                id="user-groups",
                title="User Group area",
                room="b2",
                start=toronto("2008-02-27 08:30"),
                end=toronto("2008-02-27 17:00"),
            )
        ],
        "shifts": [
            Shift(
                id="morning",
                role="Booth staff",
                start=toronto("2008-02-27 08:00"),
                end=toronto("2008-02-27 12:00"),
                place="user-groups",
                briefing="Wear the shirt.",
                assignments=[Assignment(person="rus", note="parks at the back")],
            )
        ],
    }
    return Event(**{**day, **members})


LAUNCH = launch()
HYPER_V = "hyper-v/launch@example.org"


def after(uid: str, expected: list[str] | None = None, **properties: str | None) -> Event:
    """The launch after an edit of one entry; the codes of the problems are as expected."""
    found, codes = restored(edited(full(LAUNCH), uid, **properties))
    assert codes == (expected or [])
    return found


class TestEditsOfASession:
    """One edit sets exactly its member."""

    @pytest.mark.parametrize(
        ("properties", "changes"),
        [
            (
                {
                    "DTSTART": ";TZID=America/Toronto:20080227T130000",
                    "DTEND": ";TZID=America/Toronto:20080227T143000",
                },
                {"start": toronto("2008-02-27 13:00"), "end": toronto("2008-02-27 14:30")},
            ),
            ({"DTEND": ":20080227T180000Z"}, {"end": toronto("2008-02-27 13:00")}),
            ({"DTEND": None, "DURATION": ":PT2H"}, {"end": toronto("2008-02-27 12:30")}),
            ({"DTEND": None}, {"end": None}),
            ({"DTSTART": ":20080227T153030Z"}, {"start": toronto("2008-02-27 10:30:30")}),
            ({"SUMMARY": ":Hyper-V\\, in depth"}, {"title": "Hyper-V, in depth"}),
            ({"DESCRIPTION": ":Two\\nlines"}, {"description": "Two\nlines"}),
            ({"DESCRIPTION": None}, {"description": None}),
            ({"LOCATION": ":Room B2\\, Direct Energy Building\\, Toronto"}, {"room": "b2"}),
            ({"LOCATION": ":Direct Energy Building\\, Toronto"}, {"room": None}),
            ({"LOCATION": None}, {"room": None}),
            ({"CATEGORIES": ":Virtualization,Storage"}, {"topics": ["Virtualization", "Storage"]}),
            ({"STATUS": ":CANCELLED"}, {"status": "cancelled"}),
            ({"URL": ":https://example.org/new"}, {"url": "https://example.org/new"}),
        ],
        ids=str,
    )
    def test_one_edit(self, properties: dict[str, str | None], changes: dict[str, Any]) -> None:
        sessions = [s.replace(**changes) if s.id == "hyper-v" else s for s in LAUNCH.sessions]
        expected = []
        if changes.get("end") == toronto("2008-02-27 14:30"):  # and so the demo is outside
            sessions = [s.replace(part_of=None) for s in sessions]
            expected = ["IC606"]
        assert after(HYPER_V, expected, **properties) == LAUNCH.replace(sessions=sessions)

    def test_the_same_in_other_words_is_no_edit(self) -> None:
        lines = edited(
            full(LAUNCH),
            HYPER_V,
            DTSTART=":20080227T153000Z",
            DTEND=None,
            DURATION=":PT90M",
            SUMMARY=";LANGUAGE=en:Hyper-V ",
            URL=";VALUE=URI:https://example.org/hyper-v",
            CATEGORIES=":Virtualization",
            STATUS=None,
            X_PROGRAM=":was here",
        )
        assert restored(lines) == (LAUNCH, [])

    def test_a_room_that_is_new_at_the_venue(self) -> None:
        found = after(HYPER_V, LOCATION=":Theatre\\, Direct Energy Building\\, Toronto")
        assert found.session("hyper-v").room == "theatre"
        assert found.venue == DIRECT.replace(
            rooms=[*DIRECT.rooms, Room(id="theatre", name="Theatre")]
        )

    def test_a_place_that_is_new(self) -> None:
        found = after(HYPER_V, LOCATION=":The pub")
        venue = Venue(id="the-pub", name="The pub", rooms=[Room(id="the-pub", name="The pub")])
        assert found.session("hyper-v").room == "the-pub"
        assert found.other_venues == (LIBERTY, venue)

    def test_another_venue_of_the_event(self) -> None:
        found = after(HYPER_V, LOCATION=":Liberty Grand")
        room = Room(id="liberty-grand", name="Liberty Grand")
        assert found.session("hyper-v").room == "liberty-grand"
        assert found.other_venues == (LIBERTY.replace(rooms=[room]),)

    def test_a_room_ends_being_in_all_rooms(self) -> None:
        found = after(
            "keynote/launch@example.org", LOCATION=":Room B1\\, Direct Energy Building\\, Toronto"
        )
        assert found.session("keynote") == LAUNCH.session("keynote").replace(room="b1")
        assert not found.session("keynote").all_rooms

    def test_a_title_without_what_no_title_holds(self) -> None:
        assert after(HYPER_V, SUMMARY=":Two\\nlines").session("hyper-v").title == "Two lines"

    @pytest.mark.parametrize(
        "properties",
        [
            {"DTSTART": ";VALUE=DATE:20080227", "DTEND": ";VALUE=DATE:20080228"},
            {"URL": ":not a url"},
        ],
        ids=str,
    )
    def test_what_the_rules_refuse_stays_as_it_was(self, properties: dict[str, str]) -> None:
        found, codes = restored(edited(full(LAUNCH), HYPER_V, **properties))
        assert found == LAUNCH
        assert "IC603" in codes

    def test_a_rule_for_a_session_is_refused(self) -> None:
        assert after(HYPER_V, ["IC603"], RRULE=":FREQ=DAILY") == LAUNCH


class TestEditsOfOtherEntries:
    def test_a_booth(self) -> None:
        found = after("user-groups/launch@example.org", SUMMARY=":Communities")
        assert found == LAUNCH.put(LAUNCH.booth("user-groups").replace(title="Communities"))

    def test_a_shift(self) -> None:
        found = after(
            "morning/launch@example.org",
            SUMMARY=":Greeters",
            DESCRIPTION=":Smile.",
            LOCATION=":Room B1\\, Direct Energy Building\\, Toronto",
            DTEND=":20080227T180000Z",
        )
        shift = LAUNCH.shift("morning").replace(
            role="Greeters", briefing="Smile.", place="b1", end=toronto("2008-02-27 13:00")
        )
        assert found == LAUNCH.put(shift)

    def test_a_shift_goes_to_a_booth(self) -> None:
        elsewhere = LAUNCH.put(LAUNCH.shift("morning").replace(place="b1"))
        place = ":User Group area\\, Room B2\\, Direct Energy Building\\, Toronto"
        lines = edited(full(elsewhere), "morning/launch@example.org", LOCATION=place)
        assert restored(lines) == (LAUNCH, [])

    def test_booths_in_no_room_are_at_the_venue(self) -> None:
        loose = LAUNCH.put(
            LAUNCH.booth("user-groups").replace(room=None),
            LAUNCH.shift("morning").replace(place=None),
        )
        place = ":User Group area\\, Direct Energy Building\\, Toronto"
        found, _ = restored(edited(full(loose), "morning/launch@example.org", LOCATION=place))
        assert found.shift("morning").place == "user-groups"

    def test_the_status_of_a_shift_is_none(self) -> None:
        assert after("morning/launch@example.org", ["IC603"], STATUS=":CANCELLED") == LAUNCH


class TestEditsOfAnEvent:
    UID = "launch@example.org"

    @pytest.mark.parametrize(
        ("properties", "changes"),
        [
            ({"SUMMARY": ":Launch"}, {"title": "Launch"}),
            ({"STATUS": ":CANCELLED"}, {"status": "cancelled"}),
            ({"DTEND": ":20080227T230000Z"}, {"end": toronto("2008-02-27 18:00")}),
            ({"DESCRIPTION": ":All day"}, {"description": "All day"}),
            ({"CATEGORIES": ":Windows"}, {"topics": ["Windows"]}),
            ({"LOCATION": ":Liberty Grand"}, {"venue": LIBERTY, "other_venues": [DIRECT]}),
            (
                {"LOCATION": ":Exhibition Place"},
                {
                    "venue": Venue(id="exhibition-place", name="Exhibition Place"),
                    "other_venues": [LIBERTY, DIRECT],
                },
            ),
            ({"LOCATION": None}, {"venue": None, "other_venues": [LIBERTY, DIRECT]}),
        ],
        ids=str,
    )
    def test_one_edit(self, properties: dict[str, str | None], changes: dict[str, Any]) -> None:
        assert after(self.UID, **properties) == LAUNCH.replace(**changes)

    def test_a_venue_that_nothing_refers_to_goes(self) -> None:
        empty = LAUNCH.replace(sessions=[], booths=[], shifts=[])
        found, _ = restored(edited(full(empty), self.UID, LOCATION=":Liberty Grand"))
        assert (found.venue, found.other_venues) == (LIBERTY, ())

    def test_an_event_without_a_venue_gets_one(self) -> None:
        nowhere = Event(id="e@example.org", title="E", start=toronto("2008-03-18 18:00"))
        found, _ = restored(edited(full(nowhere), "e@example.org", LOCATION=":Room 1"))
        assert found == nowhere.replace(venue=Venue(id="room-1", name="Room 1"))

    def test_an_all_day_event_gets_times(self) -> None:
        allday = Event(id="e@example.org", title="E", start=date(2008, 3, 18))
        lines = edited(
            full(allday), "e@example.org", DTSTART=":20080318T220000Z", DTEND=":20080318T230000Z"
        )
        found, codes = restored(lines)
        assert codes == []
        assert found.start == datetime.fromisoformat("2008-03-18T22:00:00Z")
        assert found.duration is not None and found.duration.total_seconds() == 3600

    def test_days_end_inclusively(self) -> None:
        allday = Event(id="e@example.org", title="E", start=date(2008, 3, 18))
        found, _ = restored(edited(full(allday), "e@example.org", DTEND=";VALUE=DATE:20080321"))
        assert found == allday.replace(end=date(2008, 3, 20))

    def test_entries_keep_their_room_and_take_one_of_the_new_venue(self) -> None:
        lines = edited(full(LAUNCH), self.UID, LOCATION=":Exhibition Place")
        lines = edited(lines, HYPER_V, LOCATION=":Hall A\\, Exhibition Place")
        found, _ = restored(lines)
        assert found.venue.rooms == (Room(id="hall-a", name="Hall A"),)
        assert found.session("hyper-v").room == "hall-a"
        assert found.session("demo").room == "b1"
        assert found.other_venues == (LIBERTY, DIRECT)


class TestWhatPeopleAddAndDelete:
    def test_a_deleted_entry_is_gone(self) -> None:
        found, codes = restored(without(full(LAUNCH), "keynote/launch@example.org"))
        assert (found, codes) == (LAUNCH.remove("keynote"), [])

    def test_references_to_a_deleted_entry_are_told(self) -> None:
        lines = without(full(LAUNCH), "user-groups/launch@example.org")
        found, codes = restored(without(lines, HYPER_V))
        assert found.session("demo") == LAUNCH.session("demo").replace(part_of=None)
        assert found.shift("morning") == LAUNCH.shift("morning").replace(place=None)
        assert codes == ["IC604", "IC604"]

    def test_references_of_what_has_no_entry_are_told(self) -> None:
        waiting = LAUNCH.put(LAUNCH.session("later").replace(part_of="keynote"))
        found, codes = restored(without(full(waiting), "keynote/launch@example.org"))
        assert (found, codes) == (LAUNCH.remove("keynote"), ["IC604"])

    def test_a_child_in_another_event_leaves_what_only_its_own_has(self) -> None:
        other = Event(id="other@example.org", title="Other", start=toronto("2008-02-27 08:00"))
        lines = full(Calendar(events=[LAUNCH, other]))
        lines = edited(lines, HYPER_V, RELATED_TO=":other@example.org")
        data = lines[span_of(lines, HYPER_V)]
        moved = [line.replace('"of":"launch@example.org"', '"of":"?"') for line in data]
        at = span_of(lines, HYPER_V)
        found, codes = restored([*lines[: at.start], *moved, *lines[at.stop :]], Calendar)
        (session,) = found.events[1].sessions
        assert (session.level, session.room, session.contributors) == ("300", None, ())
        assert "IC604" in codes

    def test_a_part_that_left_its_whole(self) -> None:
        found = after(
            "demo/launch@example.org",
            ["IC606"],
            DTSTART=":20080227T200000Z",
            DTEND=":20080227T203000Z",
        )
        moved = LAUNCH.session("demo").replace(
            start=toronto("2008-02-27 15:00"), end=toronto("2008-02-27 15:30"), part_of=None
        )
        assert found == LAUNCH.put(moved)

    def test_an_added_session(self) -> None:
        lines = added(
            full(LAUNCH),
            "UID:party-42",
            "DTSTART:20080227T220000Z",
            "SUMMARY:Party",
            "LOCATION:Room B2\\, Direct Energy Building\\, Toronto",
            "RELATED-TO:launch@example.org",
            "ATTENDEE;CN=Ada;ROLE=CHAIR:mailto:ada@secret.example",
            "ATTENDEE;CN=Grace;ROLE=CHAIR:mailto:grace@example.org",
        )
        found, codes = restored(lines)
        party = found.session("party-42")
        assert (party.title, party.room, party.uid) == ("Party", "b2", "party-42")
        assert [c.person for c in party.contributors] == ["ada", "grace"]
        assert codes == []
        assert found.remove("party-42", "grace") == LAUNCH

    @pytest.mark.parametrize(
        ("location", "rooms"),
        [
            ("\\, Hall", [", Hall"]),
            ("\u200b\\, Hall", ["\u200b, Hall"]),
            ("Hall\\, Hall", ["Hall, Hall"]),
            ("Attic\\, Hall", ["Attic"]),
        ],
    )
    def test_added_sessions_in_a_room_that_is_none_of_the_venue(
        self, location: str, rooms: list[str]
    ) -> None:
        """A room has a name that shows, and is called otherwise than its venue."""
        whole = LAUNCH.replace(
            venue=Venue(id="hall", name="Hall"), sessions=[], booths=[], shifts=[]
        )
        lines = full(whole)
        for i in range(30):  # as many as are read together
            lines = added(
                lines,
                f"UID:new-{i}",
                "DTSTART:20080227T220000Z",
                "SUMMARY:Added",
                f"LOCATION:{location}",
                "RELATED-TO:launch@example.org",
            )
        found, codes = restored(lines)
        assert (len(found.sessions), codes) == (30, [])
        venues = [v for v in (found.venue, *found.other_venues) if v is not None]
        assert [room.name for venue in venues for room in venue.rooms] == rooms

    def test_an_added_session_has_an_id_of_its_own(self) -> None:
        lines = added(
            full(LAUNCH),
            "UID:later",
            "DTSTART:20080227T220000Z",
            "SUMMARY:Another",
            "RELATED-TO:launch@example.org",
        )
        found, _ = restored(lines)
        assert found.session("later") == LAUNCH.session("later")
        assert found.session("later-2").title == "Another"

    def test_an_all_day_event_gets_a_session(self) -> None:
        allday = Event(id="e@example.org", title="E", start=date(2008, 3, 18))
        lines = added(
            full(allday),
            "UID:s",
            "DTSTART;TZID=America/Toronto:20080318T180000",
            "SUMMARY:S",
            "RELATED-TO:e@example.org",
        )
        found, _ = restored(lines)
        assert found.timezone == "America/Toronto"
        assert found.sessions[0].start == toronto("2008-03-18 18:00")

    def test_what_may_be_a_shift_is_kept_as_lines(self) -> None:
        lines = added(
            full(LAUNCH),
            "UID:s",
            "DTSTART:20080318T180000Z",
            "CLASS:CONFIDENTIAL",
            "RELATED-TO:launch@example.org",
        )
        found, codes = restored(lines)
        assert codes == ["IC305"]
        assert "UID:s" in found.extra["ical"]
        assert found.replace(extra={}) == LAUNCH

    def test_a_copied_session_is_another_one(self) -> None:
        lines = copied(
            full(LAUNCH), HYPER_V, UID=":copy-1", DTSTART=":20080228T153000Z",
            DTEND=":20080228T163000Z",
        )  # fmt: skip
        found, _ = restored(lines)
        twin = found.session("copy-1")
        assert (twin.uid, twin.level) == ("copy-1", "300")
        assert found.remove("copy-1") == LAUNCH

    def test_a_doubled_session_is_another_one(self) -> None:
        found, codes = restored(copied(full(LAUNCH), HYPER_V))
        assert codes == ["IC302"]
        assert found.session("hyper-v-2").level == "300"
        assert found.remove("hyper-v-2") == LAUNCH

    def test_a_doubled_session_with_a_uid_of_its_own(self) -> None:
        named = LAUNCH.put(LAUNCH.session("hyper-v").replace(uid="42"))
        found, _ = restored(copied(full(named), "42"))
        assert found.session("hyper-v-2").uid is None
        assert found.remove("hyper-v-2") == named

    def test_an_event_that_is_added(self) -> None:
        lines = added(
            full(Calendar(name="Toronto", events=[LAUNCH])),
            "UID:new@example.org", "DTSTART:20080318T220000Z", "SUMMARY:New",
        )  # fmt: skip
        found, codes = restored(lines, Calendar)
        assert (found.name, codes) == ("Toronto", [])
        assert found.events[0] == LAUNCH
        assert found.events[1].title == "New"

    def test_a_copied_event_takes_its_entries_if_they_name_it(self) -> None:
        lines = copied(full(Calendar(events=[LAUNCH])), "launch@example.org", UID=":copy@x")
        lines = edited(lines, HYPER_V, RELATED_TO=":copy@x", X_HALLWAYTRACK_DATA=None)
        found, _ = restored(lines, Calendar)
        assert [e.id for e in found.events] == ["launch@example.org", "copy@x"]
        assert found.events[1].sessions[1].title == "Hyper-V"
        assert found.events[1].sessions[0] == LAUNCH.session("later")
        assert found.events[1].kind == "launch"

    def test_components_of_a_calendar_that_came_since(self) -> None:
        kept = Calendar(extra={"ical": ["BEGIN:VTODO", "UID:t1", "END:VTODO"], "tool": {"a": 1}})
        todo = ["BEGIN:VTODO", "UID:t2", "END:VTODO"]
        lines = full(kept)
        found, _ = restored([*lines[:-1], *todo, lines[-1]], Calendar)
        assert found.extra == {"ical": (*kept.extra["ical"], *todo), "tool": {"a": 1}}

    def test_an_extra_of_another_kind_gives_way(self) -> None:
        lines = full(Calendar(extra={"ical": "a text"}))
        todo = ["BEGIN:VTODO", "UID:t2", "END:VTODO"]
        found, _ = restored([*lines[:-1], *todo, lines[-1]], Calendar)
        assert found.extra == {"ical": tuple(todo)}


class TestUidsOfOthers:
    """An entry may have the UID that another one's id would give, where that has its own."""

    @pytest.mark.parametrize("start", [toronto("2008-03-18 18:00"), None])
    @pytest.mark.parametrize("turn", [1, -1])
    def test_come_back(self, start: datetime | None, turn: int) -> None:
        sessions = [
            Session(id="s", title="S", start=start, uid="17@elsewhere"),
            Session(id="s-2", title="S", start=toronto("2008-03-18 18:00"), uid="s/e@example.org"),
        ]
        comes_back(
            Event(
                id="e@example.org",
                title="E",
                start=toronto("2008-03-18 18:00"),
                sessions=sessions[::turn],
            )
        )

    def test_are_derived_again_where_that_one_is_gone(self) -> None:
        start = toronto("2008-03-18 18:00")
        event = Event(
            id="e@example.org", title="E", start=start,
            sessions=[
                Session(id="s", title="S", start=start, uid="17@elsewhere"),
                Session(id="s-2", title="S", start=start, uid="s/e@example.org"),
            ],
        )  # fmt: skip
        found, _ = restored(without(full(event), "17@elsewhere"))
        assert [(s.id, s.uid) for s in found.sessions] == [("s-2", None)]


class TestOrder:
    def test_is_that_of_the_data(self) -> None:
        lines = full(Calendar(events=[LAUNCH, Event(id="e", title="E", start=date(2008, 3, 18))]))
        first = span_of(lines, "launch@example.org")
        begin = first.start
        entries = "\n".join(lines[begin:-1]).split("\nEND:VEVENT")
        entries = [f"{e.strip()}\nEND:VEVENT" for e in entries if e.strip()]
        turned = [*lines[:begin], *"\n".join(reversed(entries)).split("\n"), lines[-1]]
        found, _ = restored(turned, Calendar)
        assert found == restored(lines, Calendar)[0]

    @pytest.mark.parametrize("order", ['"order":7', '"order":{"sessions":[1,null,"?"],"booths":1}'])
    def test_any_other_order_is_that_of_the_file(self, order: str) -> None:
        lines = [re.sub(r'"order":\{[^}]*\}', order, _plain(line)) for line in full(LAUNCH)]
        found, codes = restored(list(map(_escaped, lines)))
        assert codes == []
        assert {s.id for s in found.sessions} == {s.id for s in LAUNCH.sessions}


def _plain(line: str) -> str:
    return line.replace("\\,", ",") if line.startswith("X-HALLWAYTRACK-DATA") else line


def _escaped(line: str) -> str:
    return line.replace(",", "\\,") if line.startswith("X-HALLWAYTRACK-DATA") else line


class TestDamagedData:
    """Without data that can be used a feed is read as any other."""

    @pytest.mark.parametrize(
        ("old", "new", "code"),
        [
            ('{"hallwaytrack"', '{"hallwaytrack', "IC601"),
            ('"hallwaytrack":"1.0"', '"hallwaytrack":"2.0"', "IC602"),
            ('"kind":"launch"', '"kind":"party"', "IC601"),
            ('"id":"later"', '"id":7', "IC601"),
            ("1/1 ", "1/2 ", "IC601"),
            ("1/1 ", "x/1 ", "IC601"),
            ("1/1 ", "", "IC601"),
            ('"type":"event"', '"type":7', "IC601"),
        ],
    )
    def test_of_an_event(self, old: str, new: str, code: str) -> None:
        lines = full(LAUNCH)
        at = span_of(lines, "launch@example.org")
        inside = [_escaped(_plain(line).replace(old, new, 1)) for line in lines[at]]
        found, codes = restored([*lines[: at.start], *inside, *lines[at.stop :]])
        assert code in codes
        assert (found.title, found.kind) == ("Heroes Happen Here", "other")
        assert [s.title for s in found.sessions] == [
            "Keynote",
            "Hyper-V",
            "Demo",
            "User Group area",
        ]

    def test_of_a_session(self) -> None:
        found = after(HYPER_V, ["IC601"], X_HALLWAYTRACK_DATA=":1/1 {}")
        session = found.session("hyper-v")
        assert (session.title, session.room, session.level) == ("Hyper-V", "b1", None)
        assert [s.id for s in found.sessions] == [s.id for s in LAUNCH.sessions]

    def test_of_an_event_leaves_a_session_that_names_it_in_its_data_alone(self) -> None:
        lines = edited(full(LAUNCH), "launch@example.org", X_HALLWAYTRACK_DATA=None)
        found, _ = restored(edited(lines, HYPER_V, RELATED_TO=None))
        assert "Hyper-V" in [s.title for s in found.sessions]

    def test_of_a_shift_is_no_session(self) -> None:
        found = after(
            "morning/launch@example.org", ["IC305", "IC601"], X_HALLWAYTRACK_DATA=":1/1 {}"
        )
        assert not found.shifts
        assert "SUMMARY:Booth staff" in found.extra["ical"]

    def test_of_a_calendar(self) -> None:
        lines = full(Calendar(name="Toronto", groups=[UserGroup(id="it", name="IT")]))
        lines = [line.replace('"it"', "7") for line in lines]
        found, codes = restored(lines, Calendar)
        assert (found.name, found.groups, codes) == ("Toronto", (), ["IC601"])

    def test_of_a_recurrence(self) -> None:
        lines = [_escaped(_plain(s).replace('"rule":"F', '"rule":"?')) for s in full(MONTHLY)]
        found, codes = restored(lines, EventSeries)
        assert found.recurrence.rule == MONTHLY.recurrence.rule
        assert "IC601" in codes

    def test_digests_of_another_kind_make_every_property_an_edit(self) -> None:
        lines = [re.sub(r'"shown":\{[^}]*\}', '"shown":1', _plain(line)) for line in full(LAUNCH)]
        found, _ = restored(list(map(_escaped, lines)))
        assert [s.title for s in found.sessions] == [s.title for s in LAUNCH.sessions]

    def test_of_an_event_leaves_a_shift_alone_whose_class_is_gone_too(self) -> None:
        lines = edited(full(LAUNCH), "launch@example.org", X_HALLWAYTRACK_DATA=None)
        found, codes = restored(edited(lines, "morning/launch@example.org", CLASS=None))
        assert "Booth staff" not in [s.title for s in found.sessions]
        assert codes == ["IC305"]


class TestEntriesWithoutTheirEvent:
    def alone(self, uid: str) -> tuple[Calendar, list[str]]:
        lines = full(LAUNCH)
        inside = lines[span_of(lines, uid)]
        found, codes = restored([*lines[:3], *inside, "END:VCALENDAR"], Calendar)
        return found, codes

    def test_a_session_is_an_event(self) -> None:
        found, codes = self.alone(HYPER_V)
        assert [e.title for e in found.events] == ["Hyper-V"]
        assert "IC605" in codes

    def test_a_shift_is_none(self) -> None:
        found, codes = self.alone("morning/launch@example.org")
        assert found.events == ()
        assert "SUMMARY:Booth staff" in found.extra["ical"]
        assert "IC605" in codes


MEETING = Event(
    id="monthly@example.org",
    title="Monthly",
    kind="meeting",
    start=toronto("2008-03-18 18:00"),
    end=toronto("2008-03-18 21:00"),
    sessions=[
        Session(id="talk", title="Talk", start=toronto("2008-03-18 18:30"), level="200", uid="t-1"),
    ],
)
MONTHLY = EventSeries(
    template=MEETING,
    recurrence=Recurrence(
        rule="FREQ=MONTHLY;BYDAY=3TU",
        added=[toronto("2008-07-22 18:00")],
        skipped=[toronto("2008-07-15 18:00")],
    ),
).amend(date(2008, 4, 15), title="April", status="tentative")


class TestEditsOfASeries:
    UID = "monthly@example.org"

    @pytest.mark.parametrize(
        ("properties", "changes"),
        [
            ({"RRULE": ":FREQ=MONTHLY;BYDAY=2TU"}, {"rule": "FREQ=MONTHLY;BYDAY=2TU"}),
            ({"EXDATE": None}, {"skipped": []}),
            (
                {"EXDATE": ":20080715T220000Z,20080819T220000Z"},
                {"skipped": [toronto("2008-07-15 18:00"), toronto("2008-08-19 18:00")]},
            ),
            ({"RDATE": None}, {"added": []}),
            ({"RDATE": ":20080723T220000Z"}, {"added": [toronto("2008-07-23 18:00")]}),
            ({"RRULE": None}, {}),
        ],
        ids=str,
    )
    def test_one_edit(self, properties: dict[str, str | None], changes: dict[str, Any]) -> None:
        found, codes = restored(edited(full(MONTHLY), self.UID, **properties), EventSeries)
        assert codes == []
        assert found == MONTHLY.replace(recurrence=MONTHLY.recurrence.replace(**changes))

    def test_a_rule_that_cannot_be_kept(self) -> None:
        lines = edited(full(MONTHLY), self.UID, RRULE=":FREQ=SECONDLY")
        found, codes = restored(lines, EventSeries)
        assert (found, codes) == (MONTHLY, ["IC401"])

    def test_no_meeting_left(self) -> None:
        dates = MONTHLY.replace(
            recurrence=Recurrence(added=[toronto("2008-07-22 18:00")]), overrides=()
        )
        found, codes = restored(edited(full(dates), self.UID, RDATE=None), EventSeries)
        assert (found, codes) == (dates, ["IC603"])

    def test_a_series_that_becomes_one_of_days(self) -> None:
        lines = edited(
            full(MONTHLY), self.UID,
            RRULE=":FREQ=MONTHLY;UNTIL=20090101;BYDAY=3TU", DTSTART=";VALUE=DATE:20080318",
        )  # fmt: skip
        found, codes = restored(lines, EventSeries)
        assert found.template == MONTHLY.template
        assert found.recurrence.rule == "FREQ=MONTHLY;UNTIL=20090102T045959Z;BYDAY=3TU"
        assert codes == ["IC603"]

    def test_a_series_of_a_rule_alone_becomes_one_of_days(self) -> None:
        plain = EventSeries(
            template=MEETING.replace(sessions=[]), recurrence=Recurrence(rule="FREQ=MONTHLY")
        )
        lines = edited(
            full(plain), self.UID, DTSTART=";VALUE=DATE:20080318", DTEND=";VALUE=DATE:20080319"
        )
        found, codes = restored(lines, EventSeries)
        assert (found.template.start, found.template.end, codes) == (
            date(2008, 3, 18), date(2008, 3, 18), [],
        )  # fmt: skip

    def test_what_a_series_of_days_cannot_have(self) -> None:
        hourly = EventSeries(
            template=MEETING.replace(sessions=[]),
            recurrence=Recurrence(rule="FREQ=DAILY;BYHOUR=18,20"),
        )
        lines = edited(full(hourly), self.UID, DTSTART=";VALUE=DATE:20080318", DTEND=None)
        assert restored(lines, EventSeries) == (hourly, ["IC603"])

    def test_a_changed_meeting(self) -> None:
        lines = edited(
            full(MONTHLY), self.UID, occurrence="20080415T180000",
            DTSTART=":20080416T220000Z", DTEND=":20080417T010000Z",
        )  # fmt: skip
        found, codes = restored(lines, EventSeries)
        april = MONTHLY.overrides[0].replace(
            start=toronto("2008-04-16 18:00"), end=toronto("2008-04-16 21:00")
        )
        assert (found, codes) == (MONTHLY.replace(overrides=[april]), [])

    def test_a_changed_meeting_is_taken_back(self) -> None:
        lines = without(full(MONTHLY), self.UID, "20080415T180000")
        lines = without(lines, "talk/monthly@example.org/20080415T220000Z")
        assert restored(lines, EventSeries) == (MONTHLY.replace(overrides=()), [])

    def test_a_meeting_that_a_program_copied_from_its_series(self) -> None:
        lines = full(MONTHLY)
        inside = lines[span_of(lines, self.UID)]
        gone = ("RRULE", "RDATE", "EXDATE", "DTSTART", "DTEND", "SUMMARY")
        copy = [line for line in inside if not line.startswith(gone)]
        copy[1:1] = [
            "RECURRENCE-ID;TZID=America/Toronto:20080520T180000",
            "DTSTART;TZID=America/Toronto:20080521T190000",
            "DTEND;TZID=America/Toronto:20080521T210000",
            "SUMMARY:In May",
        ]
        found, codes = restored([*lines[:-1], *copy, lines[-1]], EventSeries)
        may = MONTHLY.meeting(date(2008, 5, 20)).replace(
            title="In May", start=toronto("2008-05-21 19:00"), end=toronto("2008-05-21 21:00")
        )
        assert (found, codes) == (MONTHLY.put(may), [])

    def test_an_event_that_a_person_made_recur(self) -> None:
        lines = edited(full(LAUNCH), "launch@example.org", RRULE=":FREQ=YEARLY")
        found, codes = restored(lines, EventSeries)
        assert codes == []
        assert found == EventSeries(template=LAUNCH, recurrence=Recurrence(rule="FREQ=YEARLY"))

    def test_a_meeting_without_its_series_is_an_event(self) -> None:
        lines = full(MONTHLY)
        april = lines[span_of(lines, self.UID, "20080415T180000")]
        found, codes = restored([*lines[:3], *april, "END:VCALENDAR"], Calendar)
        (event,) = found.events
        assert (event.title, event.kind, event.occurrence) == ("April", "meeting", None)
        assert event.id == f"{self.UID}#20080415T220000Z"
        assert codes == ["IC304"]
        assert restored(full(found), Calendar) == (found, [])

    def test_a_meeting_without_its_series_is_the_same_event_ever_after(self) -> None:
        lines = ["DTSTART:20080415T220000Z", "RECURRENCE-ID:20080415T220000Z", "SUMMARY:April"]
        lines = ["BEGIN:VEVENT", "UID:monthly@example.org", *lines, "END:VEVENT"]
        found, _ = restored(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"], Calendar)
        again, _ = restored(full(found), Calendar)
        assert again == found
        assert restored(full(again), Calendar)[0] == found

    @pytest.mark.parametrize("told", ['"overrides":1', '"overrides":[1]'])
    def test_any_other_order_of_changes(self, told: str) -> None:
        lines = [re.sub(r'"overrides":\[[^\]]*\]', told, _plain(line)) for line in full(MONTHLY)]
        assert restored(list(map(_escaped, lines)), EventSeries) == (MONTHLY, [])


class TestOptions:
    def test_a_source_is_added_once(self) -> None:
        event = LAUNCH.replace(sources=["https://example.org/a"])
        for source, sources in (
            ("https://example.org/a", ("https://example.org/a",)),
            ("https://example.org/b", ("https://example.org/a", "https://example.org/b")),
        ):
            found, _ = restored(full(event), source=source)
            assert found.sources == sources

    def test_a_namespace_names_what_is_local(self) -> None:
        local = Event(
            id="1", title="E", start=toronto("2008-03-18 18:00"),
            sessions=[Session(id="s", title="S", start=toronto("2008-03-18 18:00"))],
        )  # fmt: skip
        found, _ = restored(full(local), namespace="example.org")
        assert found == local.replace(id="1@example.org")

    def test_an_occurrence_without_its_series_stays(self) -> None:
        april = MONTHLY.overrides[0]
        assert restored(full(april)) == (april, [])


class TestSeveralCalendars:
    def test_the_first_tells_what_they_are(self) -> None:
        one = Calendar(name="One", tours=[Tour(id="t", name="T")], events=[LAUNCH])
        two = Calendar(name="Two", series=[MONTHLY])
        found, codes = restored([*full(one), *full(two)], Calendar)
        assert (found, codes) == (one.replace(series=[MONTHLY]), [])


class TestPrivacy:
    def test_the_public_view_has_none_of_it(self) -> None:
        feed = to_ical(LAUNCH).decode()
        for secret in (
            "secret.example",
            "Booth staff",
            "left-handed",
            "HALLWAYTRACK-DATA",
            "parks",
        ):
            assert secret not in feed

    @pytest.mark.parametrize("kept", [None, ["X-A:1"], "junk"])
    def test_a_mark_that_somebody_made_since_stays(self, kept: Any) -> None:
        """Else the next feed would show what they hid in their calendar program."""
        lines, more = kept if isinstance(kept, list) else [], {"ical": kept} if kept else {}
        launch = LAUNCH.put(LAUNCH.session("hyper-v").replace(extra=more)).replace(extra=more)
        found = full(launch)
        for uid, word in ((HYPER_V, "private"), (launch.id, "CONFIDENTIAL")):
            found = edited(found, uid, CLASS=f":{word}")
        again, codes = restored(found)
        assert codes == ["IC509", "IC509"]
        assert again.extra["ical"] == (*lines, "CLASS:CONFIDENTIAL")
        assert again.session("hyper-v").extra["ical"] == (*lines, "CLASS:private")
        assert again.shifts == launch.shifts
        assert restored(full(again)) == (again, [])

    def test_public_is_no_mark(self) -> None:
        assert restored(edited(full(LAUNCH), HYPER_V, CLASS=":PUBLIC")) == (LAUNCH, [])

    def test_shifts_are_confidential(self) -> None:
        lines = full(LAUNCH)
        assert "CLASS:CONFIDENTIAL" in lines[span_of(lines, "morning/launch@example.org")]


class TestTheWayItIsCarried:
    def test_long_data_goes_in_pieces(self) -> None:
        event = LAUNCH.replace(notes=[], description="漢字🎉, " * 20_000)
        lines = full(event)
        pieces = [line for line in lines if line.startswith("X-HALLWAYTRACK-DATA:")]
        assert max(map(len, pieces)) < 40_100  # each character escaped
        assert restored(lines) == (event, [])

    @pytest.mark.parametrize("character", ["\x7f", "\x80", "\x85", "\x9f", "\u2028", "\ufeff"])
    @pytest.mark.parametrize("text", ["cafe", "café"])
    def test_what_ends_a_line_for_some_programs_is_escaped(self, text: str, character: str) -> None:
        """Also DEL, which no line may hold (section 3.1)."""
        event = LAUNCH.replace(notes=[], extra={"tool": f"{text}{character}"})
        feed = to_ical(event, view="full")
        assert character not in feed.decode()
        assert from_ical(feed, kind=Event) == event

    @pytest.mark.parametrize("character", ["x", "é", "\u2028", "€"])
    def test_pieces_are_folded_at_every_length(self, character: str) -> None:
        """The last one may be a short line, or one that is just as long as a line may be."""
        lasts = set()
        for length in range(PIECE - 1_200, PIECE):
            text = character + "x" * (length - 1)
            event = LAUNCH.replace(sessions=[], shifts=[], booths=[], description=text)
            feed = to_ical(event, view="full")
            lines = feed.decode().replace("\r\n ", "").split("\r\n")
            assert feed == b"\r\n".join(map(folded, lines))
            lasts |= {len(line) for line in lines if line.startswith("X-HALLWAYTRACK-DATA:2/2")}
        assert {WIDTH - 1, WIDTH, WIDTH + 1} <= lasts

    def test_pieces_may_come_in_any_order_and_twice(self) -> None:
        event = LAUNCH.replace(description="x" * 50_000)
        lines = full(event)
        at = span_of(lines, "launch@example.org")
        inside = lines[at]
        pieces = [line for line in inside if line.startswith("X-HALLWAYTRACK-DATA")]
        others = [line for line in inside if line not in pieces]
        turned = [*others[:-1], *reversed(pieces), pieces[0], others[-1]]
        assert len(pieces) > 2
        assert restored([*lines[: at.start], *turned, *lines[at.stop :]]) == (event, [])

    @pytest.mark.parametrize("times", [0, 2])
    def test_escapes_may_be_lost_or_doubled(self, times: int) -> None:
        event = LAUNCH.replace(description='a, b; c \\ "d"\n', extra={"n": ["\\n", "\\\\,"]})
        lines = full(event)
        for i, line in enumerate(lines):
            if line.startswith("X-HALLWAYTRACK-DATA:"):
                lines[i] = _unescaped(line) if times == 0 else _again(line)
        assert restored(lines) == (event, [])

    def test_lines_that_were_forgotten_are_read_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        calendar = example("heroes-happen-here")
        feed = to_ical(calendar, view="full")
        monkeypatch.setattr("hallwaytrack.formats.ical.zones.REMEMBERED", 2)
        assert b"".join(iter_ical(calendar, view="full")) == feed

    def test_nothing_of_it_is_private_to_one_machine(self) -> None:
        feed = to_ical(LAUNCH, view="full")
        assert joined(unfolded(feed)) == joined(full(launch()))


def _unescaped(line: str) -> str:
    return re.sub(r"\\([\\,;])", r"\1", line)


def _again(line: str) -> str:
    return re.sub(r"([\\,;])", r"\\\1", line)


class TestLinesThatAreKept:
    """What no member holds is a line of the feed again, if it is one that can be."""

    @pytest.mark.parametrize(
        ("kept", "written"),
        [
            (["X-NOTE;X-P=1:a\\, b"], ["X-NOTE;X-P=1:a\\, b"]),
            (["BEGIN:VALARM", "ACTION:DISPLAY", "END:VALARM"], ["ACTION:DISPLAY"]),
            (["BEGIN:X-A", "BEGIN:X-B", "X-C:1", "END:X-B", "END:X-A"], ["BEGIN:X-B", "X-C:1"]),
            (["SUMMARY:Another"], []),
            (["DTSTAMP:20080318T220000Z"], []),
            (["BEGIN:VEVENT", "UID:smuggled", "END:VEVENT"], []),
            (["BEGIN:X-A", "X-C:1", "END:X-B", "X-D:1"], []),
            (["X-D:1", "END:VEVENT", "X-C:1"], ["X-D:1"]),
            (["BEGIN:X-A", "X-C:1"], []),
            (["X-C:1\r\nX-D:1", "X-D:\x00", "X-E:\u2028", "no line", 7, None, ["X-F:1"]], []),
            (["é:1", ":1", ";:1"], []),
            ("X-C:1", []),
            ({"X-C": 1}, []),
            (7, []),
        ],
        ids=str,
    )
    def test_of_an_event(self, kept: Any, written: list[str]) -> None:
        event = Event(id="e", title="E", start=date(2008, 3, 18), extra={"ical": kept})
        lines = full(event)
        assert restored(lines) == (event, [])
        shown = [line for line in lines if not line.startswith("X-HALLWAYTRACK-DATA")]
        plain = [s for s in full(event.replace(extra={})) if not s.startswith("X-HALLWAYTRACK")]
        assert [line for line in written if line not in shown] == []
        new = [line for line in shown if line not in plain]
        assert bool(new) == bool(written)
        assert lines.count("BEGIN:VEVENT") == 1

    @pytest.mark.parametrize("place", ["1/1x", "/1", "1/", "1", "²/2", "9" * 20 + "/1"])
    def test_a_piece_says_which_it_is(self, place: str) -> None:
        found = after(HYPER_V, ["IC601"], X_HALLWAYTRACK_DATA=f":{place} {{}}")
        assert found.session("hyper-v").level is None

    def test_a_duration_that_is_none(self) -> None:
        found, codes = restored(edited(full(LAUNCH), HYPER_V, DTEND=None, DURATION=":P1"))
        assert found.session("hyper-v").end is None
        assert "IC115" in codes

    def test_a_calendar_of_a_newer_version(self) -> None:
        lines = [s.replace('"1.0"', '"9.0"') for s in full(Calendar(name="Toronto"))]
        assert restored(lines, Calendar)[1] == ["IC602"]


class TestTheBridge:
    @settings(max_examples=20)
    @given(calendar=calendars())
    def test_components_of_icalendar_carry_it_all(self, calendar: Calendar) -> None:
        assert from_icalendar(to_icalendar(calendar, view="full")) == calendar
