"""What properties mean to the models: RFC 5545, section 3.8; RFC 7986; RFC 9073; what others write."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.formats.ical.reading import calendar, codes, event, feed, kept, session, vevent

from hallwaytrack import (
    Contributor,
    Event,
    GeoPoint,
    InvalidValueError,
    Session,
    VirtualLocation,
    from_ical,
    public_view,
    to_ical,
    to_json,
)
from hallwaytrack.formats.ical.clocks import Clocks
from hallwaytrack.formats.ical.components import Component
from hallwaytrack.formats.ical.draft import Draft, Feed
from hallwaytrack.formats.ical.mended import made
from hallwaytrack.formats.ical.repair import Problems
from hallwaytrack.formats.ical.write import PRODID


def ours(*lines: str) -> Any:
    """The event that a feed with our own PRODID holds."""
    return from_ical(feed(vevent(*lines), prodid=PRODID)).events[0]


def child(*lines: str) -> str:
    return vevent("RELATED-TO:m@example.org", *lines, uid="s1/m@example.org")


class TestTexts:
    """Section 3.3.11: a backslash escapes itself, ";", "," and, as "n" or "N", a line break."""

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (r"a\, b\; c\nd\Ne", "a, b; c\nd\ne"),
            (r"\\n", r"\n"),
            (r"\\\nx", "\\\nx"),
            (r"C:\\temp\\new", r"C:\temp\new"),
            (r"\:\"\x", r"\:\"\x"),
            ("a\\", "a\\"),
            ("a\\\\", "a\\"),
        ],
    )
    def test_unescaping(self, value: str, text: str) -> None:
        assert event(f"DESCRIPTION:{value}").description == text

    def test_lists(self) -> None:
        found = event(r"CATEGORIES:a\,b,c\;d,, e ", r"CATEGORIES:f\\,g")
        assert found.topics == ("a,b", "c;d", "e", "f\\", "g")

    def test_spaces_around_texts_say_nothing_but_in_our_own_feeds(self) -> None:
        assert event("LOCATION: XOR ").venue.name == "XOR"
        assert ours("LOCATION: XOR ").venue.name == " XOR "

    def test_no_title(self) -> None:
        part = vevent().replace("SUMMARY:Meeting", "SUMMARY:")
        assert calendar(part).events[0].title == "(untitled)"
        assert codes(part) == ["IC501"]

    @pytest.mark.parametrize(
        ("written", "title", "told"),
        [
            ("a\x06b", "ab", "IC502"),
            (r"a\nb", "a b", "IC503"),
            (r"a\n\nb", "a b", "IC503"),
            ("a\u0085b", "ab", "IC502"),
            ("\u200d", "(untitled)", "IC501"),
        ],
    )
    def test_a_title_of_one_line(self, written: str, title: str, told: str) -> None:
        part = vevent().replace("SUMMARY:Meeting", f"SUMMARY:{written}")
        assert calendar(part).events[0].title == title
        assert told in codes(part)

    def test_controls_in_other_texts(self) -> None:
        found = event("DESCRIPTION:a\x06b", "CATEGORIES:x\x06y,z")
        assert (found.description, found.topics) == ("ab", ("xy", "z"))
        assert codes(vevent("CATEGORIES:x\x06,\x06,z")) == ["IC507"]

    @pytest.mark.parametrize(
        "line", ["URL:/c/calendar", "URL:here and there", "IMAGE:nothing", "SEQUENCE:-1"]
    )
    def test_what_the_model_refuses_is_kept(self, line: str) -> None:
        assert kept(event(line)) == [line]
        assert codes(vevent(line)) == ["IC507"]


class TestMending:
    def test_parts_that_do_not_fit_each_other_are_refused(self) -> None:
        """They were made before, and so there is no member to mend."""
        talk = Session(id="talk", title="Talk")
        members = {"id": "a", "title": "b", "start": datetime(2008, 3, 18, 22, tzinfo=UTC)}
        draft = Draft(Component("VEVENT", 0), Feed(Clocks({}, None), Problems.none(), False, ""))
        with pytest.raises(InvalidValueError, match="'talk' stands there twice"):
            made(Event, {**members, "timezone": "UTC", "sessions": [talk, talk]}, draft)


class TestStatus:
    @pytest.mark.parametrize(
        ("line", "status"),
        [("STATUS:TENTATIVE", "tentative"), ("STATUS:cancelled", "cancelled"), ("STATUS:CANCELED", "cancelled"), ("X:y", "confirmed")],
    )  # fmt: skip
    def test_status(self, line: str, status: str) -> None:
        assert event(line).status == status

    @pytest.mark.parametrize(
        ("written", "status", "title"),
        [
            ("Cancelled: X", "CANCELLED", "X"),
            ("Cancelled: Cancelled: X", "CANCELLED", "Cancelled: Cancelled: X"),
            ("Cancelled: ", "CANCELLED", "Cancelled: "),
            ("Cancelled: X", "CONFIRMED", "Cancelled: X"),
            ("Postponed: X", "CANCELLED", "Postponed: X"),
            ("Postponed: X", "TENTATIVE", "Postponed: X"),
        ],
    )
    def test_our_prefixes(self, written: str, status: str, title: str) -> None:
        part = vevent(f"STATUS:{status}").replace("SUMMARY:Meeting", f"SUMMARY:{written}")
        found = from_ical(feed(part, prodid=PRODID)).events[0]
        assert (found.title, found.status) == (title, status.lower())
        assert calendar(part).events[0].title == written.strip()

    def test_postponed(self) -> None:
        part = vevent("STATUS:TENTATIVE", "TRANSP:TRANSPARENT").replace(
            "Meeting", "Postponed: Meeting"
        )
        found = from_ical(feed(part, prodid=PRODID)).events[0]
        assert (found.title, found.status, kept(found)) == ("Meeting", "postponed", [])
        other = calendar(part).events[0]
        assert (other.status, kept(other)) == ("tentative", ["TRANSP:TRANSPARENT"])

    def test_what_is_the_default_is_not_kept(self) -> None:
        assert kept(event("TRANSP:OPAQUE", "CLASS:PUBLIC")) == []

    @pytest.mark.parametrize("secrecy", ["PRIVATE", "confidential", "X-TEAM"])
    def test_what_is_marked_as_private_is_told(self, secrecy: str) -> None:
        """No member says it, so that the line stays: the public view goes by it."""
        line = f"CLASS:{secrecy}"
        assert codes(vevent(line)) == ["IC509"]
        assert kept(event(line)) == [line]

    def test_a_comment_is_the_reason_of_what_is_cancelled(self) -> None:
        assert event("STATUS:CANCELLED", "COMMENT:Snow", "COMMENT:more").status_reason == "Snow"
        assert kept(event("STATUS:CANCELLED", "COMMENT:Snow", "COMMENT:more")) == ["COMMENT:more"]
        assert kept(event("COMMENT:Snow")) == ["COMMENT:Snow"]
        assert ours("COMMENT:Snow").status_reason == "Snow"

    def test_a_reason_of_several_lines(self) -> None:
        assert event("STATUS:CANCELLED", r"COMMENT:Snow\nand ice").status_reason == "Snow and ice"


class TestPlaces:
    def test_a_venue(self) -> None:
        found = event("LOCATION:XOR", "GEO:42.58;14.09").venue
        assert (found.id, found.name, found.geo) == (
            "xor",
            "XOR",
            GeoPoint(latitude=42.58, longitude=14.09),
        )

    def test_apples_place(self) -> None:
        line = 'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE="XOR, Pescara":geo:42.58,14.09'
        found = event(line).venue
        assert (found.name, found.geo.latitude) == ("XOR, Pescara", 42.58)
        assert event("X-APPLE-STRUCTURED-LOCATION;X-TITLE=XOR:").venue.name == "XOR"

    def test_a_point_without_a_name(self) -> None:
        assert event("GEO:42.5;14").venue.name == "42.5, 14.0"
        assert codes(vevent("GEO:42.5;14")) == ["IC504"]

    def test_several_lines(self) -> None:
        assert (
            event(r"LOCATION:Hall\n1 Main St\,\nToronto").venue.name == "Hall, 1 Main St, Toronto"
        )
        assert event("LOCATION:\u200d").venue is None
        assert event("LOCATION:\x06").venue is None

    @pytest.mark.parametrize(
        ("lines", "room", "venue"),
        [
            (["LOCATION:Room 1\\, Hall"], "Room 1", "Hall"),
            (["LOCATION:Hall"], None, None),
            (["X-A:b"], None, None),
            (["LOCATION:\x06"], None, None),
            (["LOCATION:Elsewhere"], "Elsewhere", "Elsewhere"),
            (["LOCATION:Room 1\\, Hall", "GEO:1;2"], "Room 1, Hall", "Room 1, Hall"),
            (["LOCATION:Hall\\, Hall"], "Hall, Hall", "Hall, Hall"),
            (["LOCATION:Lab\\, Annex", "BEGIN:VLOCATION", "NAME:Lab", "END:VLOCATION"], "Lab", "Annex"),
            (["LOCATION:Lab\\, Lab", "BEGIN:VLOCATION", "NAME:Lab", "END:VLOCATION"], "Lab", "Lab"),
        ],
    )  # fmt: skip
    def test_rooms(self, lines: list[str], room: str | None, venue: str | None) -> None:
        found = calendar(vevent("LOCATION:Hall"), child(*lines)).events[0]
        (each,) = found.sessions
        assert (each.room and found.room(each.room).name) == room
        homes = [
            v.name
            for v in (found.venue, *found.other_venues)
            if each.room in [r.id for r in v.rooms]
        ]
        assert homes == ([venue] if venue else [])

    def test_vlocation(self) -> None:
        """RFC 9073, section 7.2."""
        inner = ["BEGIN:VLOCATION", "UID:1", "NAME:Hall", "GEO:1;2", "X-A:b", "END:VLOCATION"]
        found = event("LOCATION:Hall\\, 1 Main St", *inner)
        assert (found.venue.name, found.venue.address.street) == ("Hall", "1 Main St")
        assert (found.venue.geo.latitude, kept(found)) == (1.0, inner)
        assert event("BEGIN:VLOCATION", "NAME:Hall", "END:VLOCATION").venue.name == "Hall"


class TestOnline:
    ZOOM = "https://us02web.zoom.us/j/123?pwd=x"

    @pytest.mark.parametrize(
        ("line", "url", "venue"),
        [
            (f"X-GOOGLE-CONFERENCE:{ZOOM}", ZOOM, None),
            (f"X-MICROSOFT-SKYPETEAMSMEETINGURL:{ZOOM}", ZOOM, None),
            (f"URL:{ZOOM}", ZOOM, None),
            (f"LOCATION:{ZOOM}", ZOOM, None),
            (f"LOCATION:Zoom Meeting: {ZOOM}", ZOOM, None),
            (f"LOCATION:Room 3 or {ZOOM}", ZOOM, f"Room 3 or {ZOOM}"),
            ("LOCATION:https://meet.google.com/abc-defg-hij", "https://meet.google.com/abc-defg-hij", None),
            ("LOCATION:https://teams.microsoft.com/l/meetup-join/1", "https://teams.microsoft.com/l/meetup-join/1", None),
        ],
    )  # fmt: skip
    def test_links_by_which_one_joins(self, line: str, url: str, venue: str | None) -> None:
        found = event(line)
        assert found.online == (VirtualLocation(url=url),)
        assert (found.venue and found.venue.name) == venue

    @pytest.mark.parametrize(
        "line",
        ["URL:https://example.org/", "X-GOOGLE-CONFERENCE:", "LOCATION:https://example.org/"],
    )
    def test_no_such_link(self, line: str) -> None:
        assert event(line).online == ()

    def test_each_link_once(self) -> None:
        assert (
            len(
                event(f"URL:{self.ZOOM}", f"LOCATION:{self.ZOOM}", f"CONFERENCE:{self.ZOOM}").online
            )
            == 1
        )

    @pytest.mark.parametrize(
        ("line", "place"),
        [
            ("CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Hall:https://x.org", VirtualLocation(url="https://x.org", label="Hall")),
            ("CONFERENCE;FEATURE=FEED:https://x.org", VirtualLocation(url="https://x.org", kind="stream")),
            ("CONFERENCE;FEATURE=PHONE,VIDEO:https://x.org", VirtualLocation(url="https://x.org")),
            ('CONFERENCE;FEATURE=CHAT;LABEL="a^nb: c":https://x.org', VirtualLocation(url="https://x.org", kind="chat", label="a b: c")),
            ("CONFERENCE;FEATURE=PHONE;LABEL=:tel:+1-416-555-0100", VirtualLocation(url="tel:+1-416-555-0100", kind="phone")),
        ],
    )  # fmt: skip
    def test_conference(self, line: str, place: VirtualLocation) -> None:
        """RFC 7986, section 5.11."""
        assert event(line).online == (place,)


class TestMaterials:
    @pytest.mark.parametrize(
        ("line", "title"),
        [
            ('ATTACH;FILENAME="Slides: day 1":https://x.org/a.pdf', "Slides: day 1"),
            ("ATTACH;X-FILENAME=b.pdf:https://x.org/a.pdf", "b.pdf"),
            ("ATTACH:https://x.org/my%20slides.pdf", "my slides.pdf"),
            ("ATTACH:https://x.org/", "https://x.org/"),
        ],
    )
    def test_what_is_attached(self, line: str, title: str) -> None:
        (found,) = event(line).materials
        assert found.title == title

    def test_ids_are_unique(self) -> None:
        found = event("ATTACH:https://x.org/a", "ATTACH:https://y.org/a").materials
        assert [m.id for m in found] == ["a", "a-2"]

    def test_what_stands_in_the_file_is_kept(self) -> None:
        line = f"ATTACH;ENCODING=BASE64;VALUE=BINARY:{base64.b64encode(b'hello').decode()}"
        assert kept(event(line)) == [line]
        assert codes(vevent(line)) == ["IC506", "IC115"]
        assert kept(event("ATTACH:CID:part1")) == ["ATTACH:CID:part1"]


class TestPeople:
    def test_an_organizer_is_a_person_whose_address_is_private(self) -> None:
        found = event("ORGANIZER;CN=Metro Olografix:MAILTO:info%2Bx@olografix.org")
        (person,) = found.people
        assert (person.id, person.name, person.email) == (
            "metro-olografix",
            "Metro Olografix",
            "info+x@olografix.org",
        )
        assert found.organizers == ("metro-olografix",)
        assert b"olografix.org" not in to_json(public_view(found))
        assert b"olografix.org" not in to_ical(found)

    def test_in_our_feeds_it_is_a_group(self) -> None:
        found = ours('ORGANIZER;CN="Loud, Inc.":mailto:hello@loud.example')
        assert (found.groups[0].name, found.groups[0].email) == ("Loud, Inc.", "hello@loud.example")

    @pytest.mark.parametrize(
        ("line", "name", "email"),
        [
            ("ORGANIZER:mailto:a@x.org", "(unnamed)", "a@x.org"),
            ("ORGANIZER;CN=a@x.org:mailto:a@x.org", "(unnamed)", "a@x.org"),
            ("ORGANIZER;CN=Ada:a@x.org", "Ada", "a@x.org"),
            ("ORGANIZER:kc2015", "kc2015", None),
            ("ORGANIZER;CN=X\\:mailto:x@example.org", "X\\", "x@example.org"),
            ("ORGANIZER;CN=Ada:mailto:nobody", "Ada", None),
        ],
    )
    def test_names_and_addresses(self, line: str, name: str, email: str | None) -> None:
        (person,) = event(line).people
        assert (person.name, person.email) == (name, email)

    def test_a_url_as_an_address(self) -> None:
        assert event("ORGANIZER;CN=Ada:https://ada.example").people[0].url == "https://ada.example"

    def test_attendees(self) -> None:
        found = event(
            "ORGANIZER;CN=Eve:mailto:e@x.org", "ATTENDEE;CN=Eve;ROLE=CHAIR:mailto:e@x.org",
            "ATTENDEE;ROLE=CHAIR;CN=Ada:mailto:a@x.org", "ATTENDEE;CN=Bob:mailto:b@x.org",
            "ATTENDEE;ROLE=NON-PARTICIPANT;CN=Cy:mailto:c@x.org",
            "ATTENDEE;PARTSTAT=DECLINED;CN=Dee:mailto:d@x.org", "ATTENDEE;CUTYPE=ROOM;CN=R1:mailto:r@x.org",
        )  # fmt: skip
        assert [p.name for p in found.people] == ["Eve", "Ada", "Bob", "Cy", "Dee"]
        assert found.contributors == (
            Contributor(person="ada", role="host"),
            Contributor(person="bob", role="other", label="participant"),
        )
        room = "ATTENDEE;CUTYPE=ROOM;CN=R1:mailto:r@x.org"
        assert codes(vevent(room)) == ["IC508"]
        assert kept(event(room)) == [room]
        assert session("ATTENDEE;CN=Bob:mailto:b@x.org").contributors[0].person == "bob"

    @pytest.mark.parametrize(
        ("kind", "word", "role", "label"),
        [
            ("SPEAKER", None, "speaker", None),
            ("SPEAKER", "keynote", "speaker", "keynote"),
            ("PERFORMER", "performer", "performer", None),
            ("PLANNER-CONTACT", None, "organizer", None),
            ("ACTIVE", "note taker", "note_taker", None),
            ("ACTIVE", "speaker", "other", "speaker"),
            ("ACTIVE", "juggler", "other", "juggler"),
            ("ACTIVE", None, "other", None),
            ("CONTACT", None, "other", "contact"),
            ("INACTIVE", None, None, None),
            ("SPONSOR", None, "other", None),
        ],
    )
    def test_participants(
        self, kind: str, word: str | None, role: str | None, label: str | None
    ) -> None:
        """RFC 9073, section 7.1."""
        words = [f"DESCRIPTION:{word}"] if word else []
        found = session(
            "BEGIN:PARTICIPANT",
            "UID:1",
            f"PARTICIPANT-TYPE:{kind}",
            "SUMMARY:Ada",
            *words,
            "END:PARTICIPANT",
        )
        expected = (Contributor(person="ada", role=role, label=label),) if role else ()
        assert (found.contributors, kept(found)) == (expected, [])

    @pytest.mark.parametrize("name", ["ada@x.org", "ada\x7f@x.org", "'ada@x.org'"])
    def test_an_address_is_no_name_but_in_our_own_feeds(self, name: str) -> None:
        """There it is what somebody is called, and was public before."""
        lines = "BEGIN:PARTICIPANT", f"SUMMARY:{name}", "END:PARTICIPANT"
        assert event(*lines).people[0].name == "(unnamed)"
        assert "ada" in ours(*lines).people[0].name

    def test_a_link_of_a_participant_that_is_none(self) -> None:
        """It is not the event's own link that is kept then."""
        found = event(
            *("URL:https://x.org/", "BEGIN:PARTICIPANT", "SUMMARY:Ada", "URL:here"),
            "END:PARTICIPANT",
        )
        assert (found.url, kept(found)) == ("https://x.org/", [])
        assert found.people[0].url is None

    def test_a_participants_address_is_private(self) -> None:
        found = event(
            "BEGIN:PARTICIPANT", "CALENDAR-ADDRESS;CN=Ada:mailto:a@x.org", "END:PARTICIPANT"
        )
        assert (found.people[0].name, found.people[0].email) == ("Ada", "a@x.org")

    def test_sponsors_of_an_event(self) -> None:
        def sponsor(name: str, word: str) -> list[str]:
            return [
                "BEGIN:PARTICIPANT",
                "PARTICIPANT-TYPE:SPONSOR",
                f"SUMMARY:{name}",
                f"DESCRIPTION:{word}",
                "URL:https://x.org",
                "END:PARTICIPANT",
            ]

        found = event(*sponsor("Acme", "money\\, in kind"), *sponsor("", "cake")).sponsors
        assert [(s.name, s.kinds) for s in found] == [
            ("Acme", ("money", "in_kind")),
            ("(unnamed)", ()),
        ]
        assert codes(vevent(*sponsor("Acme", "cake"))) == ["IC507"]

    def test_what_else_a_participant_says_is_kept(self) -> None:
        lines = ["BEGIN:PARTICIPANT", "SUMMARY:Ada", "X-A:b", "END:PARTICIPANT"]
        assert kept(event(*lines)) == lines


class TestCalendar:
    def test_its_members(self) -> None:
        found = calendar(
            "X-WR-CALNAME:Feed", "X-WR-CALDESC:All of it", "X-APPLE-CALENDAR-COLOR:#F57802FF", "URL:https://x.org",
            "IMAGE;VALUE=URI:https://x.org/a.png", "LAST-MODIFIED:20080101T000000Z", "X-PUBLISHED-TTL:PT12H",
            "X-WR-TIMEZONE:Eastern Standard Time", "X-WR-RELCALID:1", "CALSCALE:GREGORIAN",
        )  # fmt: skip
        assert (found.name, found.description, found.color) == ("Feed", "All of it", "#f57802")
        assert (found.url, found.image) == ("https://x.org", "https://x.org/a.png")
        assert (found.updated, found.refresh_interval) == (
            datetime(2008, 1, 1, tzinfo=UTC),
            timedelta(hours=12),
        )
        assert (found.timezone, kept(found)) == ("America/New_York", ["X-WR-RELCALID:1"])

    def test_two_names(self) -> None:
        assert kept(calendar("X-WR-CALNAME:A", "NAME:A")) == []
        found = calendar("X-WR-CALNAME:A", "NAME:B")
        assert (found.name, kept(found)) == ("B", ["X-WR-CALNAME:A"])

    def test_what_cannot_be_read(self) -> None:
        lines = ["COLOR:nocolor", "X-PUBLISHED-TTL:often", "REFRESH-INTERVAL:PT0S"]
        assert set(codes(*lines)) == {"IC115", "IC507"}
        assert calendar("REFRESH-INTERVAL:PT0S").refresh_interval is None

    def test_a_broken_component_line(self) -> None:
        assert codes("VTIMEZONE: Europe/Rome") == ["IC110"]

    def test_an_event_names_its_tour(self) -> None:
        assert event("X-HALLWAYTRACK-TOUR:heroes").tour == "heroes"
