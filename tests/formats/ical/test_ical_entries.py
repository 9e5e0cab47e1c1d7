"""What is written: the feed, its entries, their UIDs, stamps and status.

Each rule was broken once, and lost something.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.formats.ical.calendars import feed
from tests.formats.ical.documents import EVENT_ID, booth, conference, event, session, stamp, toronto
from tests.formats.ical.entries import child, entry, texts, uids
from tests.formats.ical.grammar import calendar_of, entries_of, vevents_of
from tests.formats.ical.programme import programme

from hallwaytrack import (
    Calendar,
    Event,
    InvalidValueError,
    Session,
    UserGroup,
    iter_ical,
    to_ical,
)
from hallwaytrack.model.vocabulary import Status


class TestCalendar:
    def test_prodid_has_no_version_in_it(self) -> None:
        """A new release must not change a feed in which nothing changed."""
        assert not re.search(r"\d", calendar_of(to_ical(Calendar())).text("PRODID"))

    def test_every_member_is_written(self) -> None:
        calendar = calendar_of(to_ical(feed()))
        assert [(each.name, each.text) for each in calendar.properties] == [
            ("VERSION", "2.0"),
            ("PRODID", "-//hallwaytrack//hallwaytrack//EN"),
            ("NAME", "Tech events, Toronto"),
            ("X-WR-CALNAME", "Tech events, Toronto"),
            ("DESCRIPTION", "Launches; meetings\nand more"),
            ("X-WR-CALDESC", "Launches; meetings\nand more"),
            ("URL", "https://calendar.example.org/"),
            ("COLOR", "steelblue"),
            ("IMAGE", "https://calendar.example.org/logo.png"),
            ("LAST-MODIFIED", "20080222T120000Z"),
            ("X-WR-TIMEZONE", "America/Toronto"),
            ("REFRESH-INTERVAL", "PT12H"),
            ("X-PUBLISHED-TTL", "PT12H"),
        ]

    def test_what_is_not_set_is_not_written(self) -> None:
        assert calendar_of(to_ical(Calendar())).names == ["VERSION", "PRODID"]

    def test_method_only_when_asked_for(self) -> None:
        assert not calendar_of(to_ical(feed(conference()))).has("METHOD")
        assert calendar_of(to_ical(event(), method="PUBLISH")).text("METHOD") == "PUBLISH"

    def test_method_stands_before_the_components(self) -> None:
        lines = to_ical(event(), method="PUBLISH").split(b"\r\n")
        assert lines.index(b"METHOD:PUBLISH") < lines.index(b"BEGIN:VTIMEZONE")

    def test_lone_event_gets_no_calendar_name(self) -> None:
        """Outlook would open it as a new calendar."""
        assert calendar_of(to_ical(conference())).names == ["VERSION", "PRODID"]

    def test_events_keep_the_order_of_the_document(self) -> None:
        ids = ["c@example.org", "a@example.org", "b@example.org"]
        calendar = Calendar(events=[event(id=id) for id in ids])
        assert [each.text("UID") for each in entries_of(to_ical(calendar))] == ids


class TestArguments:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"view": "secret"}, "view must be"),
            ({"view": None}, "view must be"),
            ({"method": "REQUEST"}, "method must be"),
            ({"method": "PUBLISH\r\nX-EVIL:1"}, "method must be"),
            ({"method": ""}, "method must be"),
        ],
    )
    @pytest.mark.parametrize("write", [to_ical, iter_ical])
    def test_they_are_checked_before_the_first_chunk(
        self, write: Callable[..., object], arguments: dict[str, Any], message: str
    ) -> None:
        with pytest.raises(InvalidValueError, match=message):
            write(event(), **arguments)

    @pytest.mark.parametrize("document", [None, "BEGIN:VCALENDAR", UserGroup(id="g", name="G")])
    @pytest.mark.parametrize("write", [to_ical, iter_ical])
    def test_what_is_no_document_is_refused(
        self, write: Callable[..., object], document: object
    ) -> None:
        with pytest.raises(InvalidValueError, match="holds a Calendar, an Event or an EventSeries"):
            write(document)


class TestUids:
    def test_an_events_is_its_id(self) -> None:
        assert (
            entries_of(to_ical(event(id="漢字@example.org")))[0].text("UID") == "漢字@example.org"
        )

    @pytest.mark.parametrize("part", [{"sessions": [session("a")]}, {"booths": [booth("a")]}])
    def test_a_childs_is_its_id_a_slash_and_the_events_id(self, part: dict[str, Any]) -> None:
        assert child(event(**part)).text("UID") == "a/e@example.org"

    @pytest.mark.parametrize("part", [session, booth])
    def test_a_childs_own_uid_is_kept(self, part: Callable[..., Any]) -> None:
        """As another system named it; whoever subscribed there sees no second entry."""
        made = part(uid="20080227@old.example, 1")
        member = "sessions" if isinstance(made, Session) else "booths"
        assert child(event(**{member: [made]})).text("UID") == "20080227@old.example, 1"

    def test_neither_title_nor_time_is_in_it(self) -> None:
        before = conference()
        after = before.replace(title="New").amend("keynote", title="New", start=before.start)
        assert uids(before) == uids(after)


class TestStamps:
    @pytest.mark.parametrize(
        ("members", "dtstamp"),
        [
            ({}, "19700101T000000Z"),
            ({"created": stamp(1)}, "20080201T120000Z"),
            ({"created": stamp(1), "updated": stamp(2)}, "20080202T120000Z"),
            ({"updated": stamp(2)}, "20080202T120000Z"),
        ],
    )
    def test_dtstamp_is_the_objects_own(self, members: dict[str, Any], dtstamp: str) -> None:
        """Its updated, else its created, else 1970-01-01; never its parent's, never the clock."""
        own = event(**members)
        inside = event(updated=stamp(20), created=stamp(19), sessions=[session(**members)])
        for found in (entries_of(to_ical(own))[0], child(inside)):
            assert found.text("DTSTAMP") == dtstamp
            assert found.has("CREATED") == ("created" in members)
            assert found.has("LAST-MODIFIED") == ("updated" in members)

    def test_sequence_is_the_objects_own(self) -> None:
        whole = event(sequence=7, sessions=[session(sequence=2)])
        assert [e.text("SEQUENCE") for e in entries_of(to_ical(whole))] == ["7", "2"]

    @pytest.mark.parametrize(
        "change",
        [
            {"start": toronto("2008-02-27 11:00"), "end": toronto("2008-02-27 12:00")},
            {"title": "Hypervisors, moved"},
            {"room": "hall-a"},
            {"updated": stamp(25)},
            {"sequence": 3},
            {"status": "cancelled"},
        ],
    )
    @pytest.mark.parametrize("components", [False, True])
    def test_one_moved_talk_changes_one_vevent(
        self, change: dict[str, Any], components: bool
    ) -> None:
        before = feed(conference())
        after = before.put(conference().amend("hypervisors", **change))
        assert changed(before, after, components=components) == ["hypervisors/" + EVENT_ID]

    @pytest.mark.parametrize("number", [0, 255, 256, 299])
    def test_one_of_many_changes_alone(self, number: int) -> None:
        before = programme(300)
        talk = before.sessions[number]
        after = before.amend(talk.id, title="New", updated=stamp(28))
        assert changed(before, after) == [f"{talk.id}/{before.id}"]

    def test_an_edited_event_changes_no_child(self) -> None:
        """Unless its status, its venue or its id change, which its children tell."""
        after = conference(title="New", updated=stamp(25), url=None, contributors=(), topics=())
        assert changed(conference(), after) == [EVENT_ID]

    def test_a_new_talk_changes_nothing_else(self) -> None:
        before = vevents_of(to_ical(conference()))
        after = vevents_of(to_ical(conference().put(session("new"))))
        assert [vevent for vevent in after if vevent not in before] == [after[-2]]
        assert len(after) == len(before) + 1


def changed(
    before: Event | Calendar, after: Event | Calendar, *, components: bool = False
) -> list[str]:
    """The UIDs whose bytes differ; all that stands outside of VEVENTs may not."""
    pair = [to_ical(document, components=components) for document in (before, after)]
    heads = [data.partition(b"BEGIN:VEVENT")[0] for data in pair]
    assert heads[0] == heads[1]
    old, new = map(vevents_of, pair)
    return [
        each.text("UID") for each, a, b in zip(entries_of(pair[0]), old, new, strict=True) if a != b
    ]


class TestTitlesAndStatus:
    @pytest.mark.parametrize(
        ("status", "title", "written", "transparency"),
        [
            ("tentative", "Launch", "TENTATIVE", None),
            ("confirmed", "Launch", "CONFIRMED", None),
            ("cancelled", "Cancelled: Launch", "CANCELLED", None),
            ("postponed", "Postponed: Launch", "TENTATIVE", "TRANSPARENT"),
        ],
    )
    def test_what_will_not_be_says_so_in_its_title(
        self, status: Status, title: str, written: str, transparency: str | None
    ) -> None:
        """Outlook ignores STATUS in subscriptions."""
        found = entry(event(status=status))
        assert texts(found, "SUMMARY", "STATUS", "TRANSP") == [title, written, transparency]

    @pytest.mark.parametrize(
        ("status", "title", "written"),
        [
            ("cancelled", "Cancelled: Launch", "Cancelled: Launch"),
            ("cancelled", "Cancelled: ", "Cancelled: "),
            ("cancelled", "Postponed: Launch", "Cancelled: Postponed: Launch"),
            ("cancelled", "cancelled: Launch", "Cancelled: cancelled: Launch"),
            ("postponed", "Postponed: Launch", "Postponed: Launch"),
            ("confirmed", "Cancelled: a party", "Cancelled: a party"),
        ],
    )
    def test_a_prefix_that_is_there_is_not_written_twice(
        self, status: Status, title: str, written: str
    ) -> None:
        assert entry(event(status=status, title=title)).text("SUMMARY") == written

    @pytest.mark.parametrize("part", [session, booth])
    @pytest.mark.parametrize(
        ("whole", "own", "title", "written", "transparency"),
        [
            ("cancelled", "confirmed", "Cancelled: x", "CANCELLED", None),
            ("cancelled", "tentative", "Cancelled: x", "CANCELLED", None),
            ("cancelled", "postponed", "Cancelled: x", "CANCELLED", None),
            ("cancelled", "cancelled", "Cancelled: x", "CANCELLED", None),
            ("postponed", "confirmed", "Postponed: x", "TENTATIVE", "TRANSPARENT"),
            ("postponed", "tentative", "Postponed: x", "TENTATIVE", "TRANSPARENT"),
            ("postponed", "postponed", "Postponed: x", "TENTATIVE", "TRANSPARENT"),
            ("postponed", "cancelled", "Cancelled: x", "CANCELLED", None),
            ("tentative", "confirmed", "x", "CONFIRMED", None),
            ("confirmed", "tentative", "x", "TENTATIVE", None),
            ("confirmed", "postponed", "Postponed: x", "TENTATIVE", "TRANSPARENT"),
            ("confirmed", "cancelled", "Cancelled: x", "CANCELLED", None),
        ],
    )
    def test_children_take_over_what_is_cancelled_or_postponed(
        self,
        part: Callable[..., Any],
        whole: Status,
        own: Status,
        title: str,
        written: str,
        transparency: str | None,
    ) -> None:
        """Children of such an event are written with its status unless cancelled themselves."""
        made = part(title="x", status=own)
        member = "sessions" if isinstance(made, Session) else "booths"
        found = child(event(status=whole, **{member: [made]}))
        assert texts(found, "SUMMARY", "STATUS", "TRANSP") == [title, written, transparency]

    def test_the_reason_is_a_comment_of_the_event(self) -> None:
        whole = event(status="cancelled", status_reason="Snow; ice", sessions=[session()])
        assert texts(entry(whole), "COMMENT") == ["Snow; ice"]
        assert texts(child(whole), "COMMENT") == [None]
