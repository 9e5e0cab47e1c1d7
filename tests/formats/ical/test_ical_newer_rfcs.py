"""What came after :rfc:`5545`: parameters, calendar properties, nested components.

A class is a section, and a test's docstring the sentence of it that the test is about.
"""

import re

import pytest
from tests.formats.ical.calendars import feed
from tests.formats.ical.documents import ONLINE, conference, event, session, toronto
from tests.formats.ical.grammar import Component, calendar_of, entries_of, unfolded, vevents_of
from tests.formats.ical.written import Feed, feeds

from hallwaytrack import (
    Booth,
    Calendar,
    Contributor,
    Event,
    Person,
    Room,
    Sponsor,
    UserGroup,
    Venue,
    VirtualLocation,
    speakers,
    to_ical,
)
from hallwaytrack.model.vocabulary import Role


def participants(document: Event, uid: str | None = None) -> list[Component]:
    """The PARTICIPANTs of one entry, of the event itself if none is named."""
    calendar = calendar_of(to_ical(document, components=True))
    return calendar.entry(uid or document.id).inside("PARTICIPANT")


@pytest.fixture(scope="module")
def nested() -> list[Component]:
    """All components of every feed that stand in a VEVENT."""
    return [part for each in feeds() for entry in each.entries for part in entry.components]


class TestRfc6868Section3:
    """Parameter Value Encoding Scheme."""

    @pytest.mark.parametrize(
        ("label", "encoded"),
        [
            ('say "hi"', "say ^'hi^'"),
            ("2^10", "2^^10"),
            ("^n", "^^n"),
            ("^^", "^^^^"),
            ('^"', "^^^'"),
            ("plain, with: separators;", "plain, with: separators;"),
            ("back\\slash\\n", "back\\slash\\n"),
            ("漢字 🎉", "漢字 🎉"),
        ],
    )
    @pytest.mark.parametrize("name", ["LABEL", "CN", "FILENAME", "X-TITLE"])
    def test_values_are_encoded(self, name: str, label: str, encoded: str) -> None:
        """The ^ character is encoded into ^^, and the " character is encoded into ^'."""
        whole = conference(
            online=[VirtualLocation(url="https://example.org/", label=label)],
            groups=[UserGroup(id="itpro", name=label, email="hello@example.org")],
            organizers=["itpro"],
            contributors=(),
            booths=(),
            sessions=(),
            shifts=(),
            materials=[conference().materials[0].replace(title=label)],
            venue=Venue(id="v", name=label, geo=conference().other_venues[0].geo),
            other_venues=(),
        )
        found = [line for line in unfolded(to_ical(whole)) if f";{name}=" in line]
        assert [f';{name}="{encoded}":' in line for line in found] == [True]

    def test_a_calendar_program_decodes_them(self) -> None:
        label = '^n "^" \\N ^^\' end'
        online = [VirtualLocation(url="https://example.org/", label=label)]
        (entry,) = entries_of(to_ical(event(online=online)))
        assert entry.one("CONFERENCE").parameters["LABEL"] == label


class TestRfc7986Section5:
    """Properties."""

    @pytest.mark.parametrize(
        ("name", "other"),
        [("NAME", "X-WR-CALNAME"), ("DESCRIPTION", "X-WR-CALDESC")],
    )
    def test_51_52_name_and_description(self, name: str, other: str) -> None:
        """This property specifies the name of the calendar; some programs know X-WR only."""
        calendar = calendar_of(to_ical(feed()))
        assert calendar.text(name) == calendar.text(other)
        assert calendar.one(name).parameters == {}

    def test_54_the_calendar_was_last_modified_when_it_was_updated(self) -> None:
        """The date and time that the information associated with the calendar was last revised."""
        assert calendar_of(to_ical(feed())).one("LAST-MODIFIED").value == "20080222T120000Z"

    def test_55_url(self) -> None:
        """Where a representation of the calendar can be found."""
        assert calendar_of(to_ical(feed())).one("URL").value == "https://calendar.example.org/"

    def test_57_the_refresh_interval_says_its_type(self) -> None:
        """Value Type: DURATION -- no default, so VALUE=DURATION is REQUIRED."""
        interval = calendar_of(to_ical(feed())).one("REFRESH-INTERVAL")
        assert (interval.parameters, interval.value) == ({"VALUE": "DURATION"}, "PT12H")

    @pytest.mark.parametrize("color", ["red", "LightGoldenrodYellow", "grey"])
    def test_59_a_color_is_a_name(self, color: str) -> None:
        """The value is a case-insensitive color name taken from the CSS3 set of names."""
        assert calendar_of(to_ical(Calendar(color=color))).text("COLOR") == color.lower()

    def test_59_a_color_by_number_is_left_out(self) -> None:
        assert not calendar_of(to_ical(Calendar(color="#4682b4"))).has("COLOR")

    def test_510_an_image_says_its_type(self) -> None:
        """Value Type: URI or BINARY -- no default."""
        calendar = calendar_of(to_ical(feed(conference())))
        images = [each for part in calendar.walk() for each in part.all("IMAGE")]
        assert len(images) == 3
        assert all(image.parameters == {"VALUE": "URI"} for image in images)

    def test_511_a_conference_says_its_type(self) -> None:
        """Value Type: URI -- no default."""
        (entry,) = entries_of(to_ical(event(online=ONLINE)))
        found = entry.all("CONFERENCE")
        assert [each.value for each in found] == [place.url for place in ONLINE]
        assert {each.parameters["VALUE"] for each in found} == {"URI"}

    @pytest.mark.parametrize(
        ("kind", "feature"),
        [("join", "VIDEO"), ("stream", "FEED"), ("chat", "CHAT"), ("phone", "PHONE")],
    )
    def test_63_features(self, kind: str, feature: str) -> None:
        """FEATURE: "AUDIO" / "CHAT" / "FEED" / "MODERATOR" / "PHONE" / "SCREEN" / "VIDEO" """
        place = VirtualLocation(url="https://example.org/", kind=kind)  # type: ignore[arg-type]
        (entry,) = entries_of(to_ical(event(online=[place])))
        assert entry.one("CONFERENCE").parameters == {"VALUE": "URI", "FEATURE": feature}


class TestRfc9073Section7:
    """New Components: they are there only when asked for."""

    def test_there_is_none_by_default(self) -> None:
        for each in feeds():
            if not each.components:
                assert not [part for entry in each.entries for part in entry.components]

    def test_they_come_after_all_properties(self) -> None:
        """eventc = "BEGIN" ":" "VEVENT" CRLF eventprop *alarmc *participantc *locationc ..."""
        for vevent in vevents_of(to_ical(conference(), components=True)):
            names = [line.split(b":")[0].split(b";")[0] for line in vevent.split(b"\r\n")]
            first = names.index(b"BEGIN", 1) if b"BEGIN" in names[1:] else len(names)
            after = set(names[first:]) - {b""}
            allowed = b"BEGIN END UID PARTICIPANT-TYPE SUMMARY DESCRIPTION URL NAME GEO".split()
            assert {name for name in after if not name.startswith(b" ")} <= {*allowed}

    def test_participants_come_before_the_place(self) -> None:
        for each in feeds():
            for entry in each.entries:
                names = [part.name for part in entry.components]
                assert names == sorted(names)
                assert names.count("VLOCATION") <= 1

    def test_they_change_nothing_else(self) -> None:
        """Their lines taken out, the feed is the one without them."""
        for without, within in zip(feeds()[::2], feeds()[1::2], strict=True):
            assert _stripped(within) == without.calendar

    def test_their_uids_are_their_own(self) -> None:
        """UID: the persistent, globally unique identifier."""
        for each in feeds():
            uids = [part.text("UID") for part in each.calendar.walk() if part.has("UID")]
            assert len(set(uids)) == len(uids)

    def test_their_uids_stay_where_the_event_is_edited(self) -> None:
        edited = conference(title="Heroes, again", start=toronto("2008-02-27 07:30"), sequence=9)
        assert _nested_uids(conference()) == _nested_uids(edited)

    def test_their_uids_are_of_the_entry(self) -> None:
        """Equal people of two sessions are two components."""
        people = [Person(id="ada", name="Ada")]
        talks = [session(id, contributors=speakers("ada")) for id in ("a", "b")]
        uids = _nested_uids(event(people=people, sessions=talks))
        assert len(set(uids)) == 2

    def test_a_participant_has_what_it_needs(self, nested: list[Component]) -> None:
        """participanttype and uid are REQUIRED, but MUST NOT occur more than once."""
        for part in (part for part in nested if part.name == "PARTICIPANT"):
            assert part.names.count("UID") == part.names.count("PARTICIPANT-TYPE") == 1
            assert len(set(part.names)) == len(part.names)
            assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", part.text("UID"))

    def test_a_participant_is_of_a_known_type(self, nested: list[Component]) -> None:
        """PARTICIPANT-TYPE (6.2): "ACTIVE" / "SPONSOR" / "PERFORMER" / "SPEAKER" and others."""
        types = {part.text("PARTICIPANT-TYPE") for part in nested if part.name == "PARTICIPANT"}
        assert types == {"ACTIVE", "SPONSOR", "PERFORMER", "SPEAKER"}

    @pytest.mark.parametrize(
        ("role", "kind", "word"),
        [
            ("speaker", "SPEAKER", "speaker"),
            ("performer", "PERFORMER", "performer"),
            ("note_taker", "ACTIVE", "note taker"),
            ("organizer", "ACTIVE", "organizer"),
        ],
    )
    def test_the_role_is_told_as_the_description_tells_it(
        self, role: Role, kind: str, word: str
    ) -> None:
        """Its DESCRIPTION is the word shown in "With:"."""
        ada = Person(id="ada", name="Ada; L", url="https://ada.example.org")
        whole = event(people=[ada], contributors=[Contributor(person="ada", role=role)])
        (part,) = participants(whole)
        assert [(each.name, each.text) for each in part.properties[1:]] == [
            ("PARTICIPANT-TYPE", kind),
            ("SUMMARY", "Ada; L"),
            ("DESCRIPTION", word),
            ("URL", "https://ada.example.org"),
        ]
        (entry,) = entries_of(to_ical(whole))
        assert entry.text("DESCRIPTION") == f"With: Ada; L ({word})"

    def test_other_without_a_label_is_no_word(self) -> None:
        people = [Person(id="ada", name="Ada")]
        contributors = [Contributor(person="ada", role="other")]
        (part,) = participants(event(people=people, contributors=contributors))
        assert part.names == ["UID", "PARTICIPANT-TYPE", "SUMMARY"]

    def test_sponsors_are_participants_of_the_event_alone(self) -> None:
        acme = Sponsor(id="acme", name="Acme", kinds=["donated_technology", "money"])
        whole = event(sponsors=[acme], sessions=[session()])
        (part,) = participants(whole)
        assert part.text("PARTICIPANT-TYPE") == "SPONSOR"
        assert part.text("DESCRIPTION") == "donated technology, money"
        assert not participants(whole, f"talk/{whole.id}")

    def test_the_host_of_a_booth_is_a_participant(self) -> None:
        group = UserGroup(id="itpro", name="IT Pro", url="https://itpro.example.org")
        start = toronto("2008-03-18 18:00")
        booth = Booth(id="area", title="Area", host="itpro", start=start)
        (part,) = participants(event(groups=[group], booths=[booth]), "area/e@example.org")
        assert (part.text("SUMMARY"), part.text("DESCRIPTION")) == ("IT Pro", "host")

    def test_a_participant_has_no_address(self, nested: list[Component]) -> None:
        """CALENDAR-ADDRESS (6.4) is left out: an address is private."""
        names = {name for part in nested for name in part.names}
        assert names <= {"UID", "PARTICIPANT-TYPE", "SUMMARY", "DESCRIPTION", "URL", "NAME", "GEO"}

    def test_a_place_has_its_name_and_point(self) -> None:
        """uid is REQUIRED; description, geo, loctype and name are OPTIONAL."""
        calendar = calendar_of(to_ical(conference(), components=True))
        (venue,) = calendar.entry(conference().id).inside("VLOCATION")
        assert [(each.name, each.value) for each in venue.properties[1:]] == [
            ("NAME", "Direct Energy Building"),
            ("GEO", "43.6333;-79.416712"),
        ]
        (room,) = calendar.entry("party/launch@example.org").inside("VLOCATION")
        assert [(each.name, each.value) for each in room.properties[1:]] == [
            ("NAME", "Ballroom"),
            ("GEO", "43.63;-79.42"),
        ]

    def test_a_shift_has_none(self) -> None:
        data = to_ical(conference(), view="full", components=True)
        shifts = [each for each in calendar_of(data).entries if each.has("CLASS")]
        assert [len(each.components) for each in shifts] == [0] * len(conference().shifts)

    def test_without_a_place_there_is_no_vlocation(self) -> None:
        venue = Venue(id="v", name="V", rooms=[Room(id="r", name="R")])
        calendar = calendar_of(to_ical(event(other_venues=[venue]), components=True))
        assert not calendar.entries[0].components


def _stripped(feed: Feed) -> Component:
    """A feed without what stands in its VEVENTs."""
    parts = [
        Component(part.name, part.properties, [] if part.name == "VEVENT" else part.components)
        for part in feed.calendar.components
    ]
    return Component(feed.calendar.name, feed.calendar.properties, parts)


def _nested_uids(document: Event) -> list[str]:
    calendar = calendar_of(to_ical(document, components=True))
    return [part.text("UID") for entry in calendar.entries for part in entry.components]
