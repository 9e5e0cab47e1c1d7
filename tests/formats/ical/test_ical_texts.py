"""What is written: members, places, links and descriptions.

Each rule was broken once, and lost something.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.formats.ical.calendars import feed
from tests.formats.ical.documents import (
    DIRECT_ENERGY,
    LIBERTY,
    ONLINE,
    booth,
    conference,
    event,
    session,
)
from tests.formats.ical.entries import child, entry, texts, uids
from tests.formats.ical.grammar import calendar_of, entries_of

from hallwaytrack import (
    Address,
    Calendar,
    Contributor,
    Event,
    Material,
    Person,
    Room,
    Session,
    Sponsor,
    Tour,
    Track,
    UserGroup,
    Venue,
    VirtualLocation,
    speakers,
    to_ical,
)
from hallwaytrack.formats.ical.table import ROWS
from hallwaytrack.model.vocabulary import Status

ADDRESS = "100 Princes' Boulevard, Toronto, ON, M6K 3C3, CA"
WHOLE = f"Direct Energy Building, {ADDRESS}"
AT_LIBERTY = {"venue": DIRECT_ENERGY, "other_venues": [LIBERTY]}


class TestMembers:
    def test_categories_are_topics_only(self) -> None:
        """Neither track, kind, level, products nor audience."""
        talk = session(
            topics=["Virtualization", "Backup, restore"],
            kind="workshop",
            level="advanced",
            track="t",
        )
        whole = event(
            topics=["IPv6"],
            products=["Windows"],
            audience=["developers"],
            languages=["en"],
            tracks=[Track(id="t", name="Servers")],
            sessions=[talk],
        )
        assert entry(whole).one("CATEGORIES").texts == ["IPv6"]
        assert child(whole).one("CATEGORIES").texts == ["Virtualization", "Backup, restore"]

    def test_without_topics_there_are_no_categories(self) -> None:
        whole = event(kind="launch", products=["Windows"], sessions=[session()])
        assert not any(each.has("CATEGORIES") for each in entries_of(to_ical(whole)))

    def test_materials_with_a_url_are_attached(self) -> None:
        slides = Material(id="s", title="Slides, PDF", url="https://example.org/s.pdf")
        pending = Material(id="p", title="Photos")
        whole = event(materials=[slides, pending], sessions=[session(materials=[pending, slides])])
        for found in entries_of(to_ical(whole)):
            attached = found.one("ATTACH")
            assert attached.value == "https://example.org/s.pdf"
            assert attached.parameters == {"FILENAME": "Slides, PDF"}

    def test_only_a_group_that_has_an_email_is_the_organizer(self) -> None:
        people = [Person(id="ada", name="Ada", email="ada@secret.example")]
        groups = [
            UserGroup(id="silent", name="Silent"),
            UserGroup(id="loud", name="Loud", email="hello@loud.example"),
            UserGroup(id="later", name="Later", email="hello@later.example"),
        ]
        acme = [Sponsor(id="acme", name="Acme")]
        for organizers, address in (
            (["ada", "acme", "silent", "loud", "later"], "mailto:hello@loud.example"),
            (["later", "loud"], "mailto:hello@later.example"),
            (["ada", "silent", "acme"], None),
            ([], None),
        ):
            whole = event(people=people, groups=groups, sponsors=acme, organizers=organizers)
            found = entry(whole.put(session()))
            assert texts(found, "ORGANIZER") == [address]

    def test_an_address_is_a_uri(self) -> None:
        """Characters that begin another part of a mailto URI are encoded (RFC 6068, section 2)."""
        group = UserGroup(id="g", name="G", email="a?b%c&d@example.org")
        found = entry(event(groups=[group], organizers=["g"]))
        assert found.text("ORGANIZER") == "mailto:a%3Fb%25c%26d@example.org"

    def test_a_tour_is_named(self) -> None:
        tour = Tour(id="heroes", name="Heroes Happen Here")
        whole = event(tour="heroes", sessions=[session()])
        first, second = entries_of(to_ical(Calendar(tours=[tour], events=[whole])))
        assert texts(first, "X-HALLWAYTRACK-TOUR", "DESCRIPTION") == [
            *("heroes", "Tour: Heroes Happen Here"),
        ]
        assert texts(second, "X-HALLWAYTRACK-TOUR", "DESCRIPTION") == [None, None]
        assert texts(entry(whole), "X-HALLWAYTRACK-TOUR", "DESCRIPTION") == ["heroes", None]

    @pytest.mark.parametrize("part", [session, booth])
    def test_a_child_is_related_to_its_event(self, part: Callable[..., Any]) -> None:
        """With the default RELTYPE, which is PARENT."""
        made = part()
        member = "sessions" if isinstance(made, Session) else "booths"
        related = child(event(**{member: [made]})).one("RELATED-TO")
        assert (related.text, related.parameters) == ("e@example.org", {})

    def test_an_event_is_related_to_nothing(self) -> None:
        assert not entry(conference()).has("RELATED-TO")

    def test_without_a_start_there_is_no_vevent(self) -> None:
        """A VEVENT without DTSTART is invalid."""
        whole = event(sessions=[session(start=None), session("b")], booths=[booth(start=None)])
        assert uids(whole) == ["e@example.org", "b/e@example.org"]

    def test_sessions_come_before_booths_in_the_order_of_the_document(self) -> None:
        whole = event(sessions=[session("z"), session("a")], booths=[booth("y"), booth("b")])
        assert [uid.partition("/")[0] for uid in uids(whole)[1:]] == ["z", "a", "y", "b"]

    def test_an_open_end_is_no_dtend(self) -> None:
        assert not entry(event()).has("DTEND")

    def test_times_are_told_in_the_zone_of_the_event(self) -> None:
        start = datetime(2008, 3, 18, 22, tzinfo=UTC)
        whole = event(start=start, timezone="Asia/Kathmandu", sessions=[session(start=start)])
        for found in entries_of(to_ical(whole)):
            assert found.one("DTSTART").value == "20080319T034500"
            assert found.one("DTSTART").parameters == {"TZID": "Asia/Kathmandu"}


class TestPlaces:
    @pytest.mark.parametrize(
        ("room", "location"),
        [
            (None, WHOLE),
            ("b1", f"Room B1, {WHOLE}"),
            ("whole", WHOLE),
            ("ballroom", "Ballroom, Liberty Grand"),
        ],
    )
    @pytest.mark.parametrize("part", [session, booth])
    def test_location_is_room_and_venue(
        self, part: Callable[..., Any], room: str | None, location: str
    ) -> None:
        """Room name, ", ", venue text; once where they are the same."""
        made = part(room=room)
        member = "sessions" if isinstance(made, Session) else "booths"
        assert child(event(**AT_LIBERTY, **{member: [made]})).text("LOCATION") == location

    def test_a_room_of_the_venues_whole_text_stands_there_once(self) -> None:
        address = Address(locality="Toronto")
        room = Room(id="r", name="Hall, Toronto")
        venue = Venue(id="v", name="Hall", address=address, rooms=[room])
        whole = event(venue=venue, sessions=[session(room="r")])
        assert child(whole).text("LOCATION") == "Hall, Toronto"

    @pytest.mark.parametrize(
        ("address", "text"),
        [
            (None, "V"),
            (Address(), "V"),
            (Address(country="CA"), "V, CA"),
            (
                Address(postal_code="M6K", street="1 A St", locality="Toronto"),
                "V, 1 A St, Toronto, M6K",
            ),
        ],
    )
    def test_venue_text_is_the_name_then_the_parts_of_its_address(
        self, address: Address | None, text: str
    ) -> None:
        venue = Venue(id="v", name="V", address=address)
        assert entry(event(venue=venue)).text("LOCATION") == text

    def test_the_event_has_the_point_of_its_venue(self) -> None:
        found = entry(event(**AT_LIBERTY))
        assert found.text("GEO") == "43.6333;-79.416712"
        apple = found.one("X-APPLE-STRUCTURED-LOCATION")
        assert apple.value == "geo:43.6333,-79.416712"
        assert apple.parameters == {"VALUE": "URI", "X-TITLE": found.text("LOCATION")}

    @pytest.mark.parametrize(
        ("room", "point"), [(None, None), ("b1", None), ("ballroom", "43.63;-79.42")]
    )
    def test_a_child_has_a_point_only_at_another_venue(
        self, room: str | None, point: str | None
    ) -> None:
        found = child(event(**AT_LIBERTY, sessions=[session(room=room)]))
        assert texts(found, "GEO") == [point]
        assert found.has("X-APPLE-STRUCTURED-LOCATION") == (point is not None)
        if point:
            apple = found.one("X-APPLE-STRUCTURED-LOCATION")
            assert apple.parameters["X-TITLE"] == found.text("LOCATION")

    def test_another_venue_without_a_point_gives_none(self) -> None:
        whole = event(
            venue=DIRECT_ENERGY,
            other_venues=[LIBERTY.replace(geo=None)],
            sessions=[session(room="ballroom")],
        )
        assert texts(child(whole), "GEO", "X-APPLE-STRUCTURED-LOCATION") == [None, None]

    def test_a_venue_without_a_point_has_no_apple_location(self) -> None:
        found = entry(event(venue=DIRECT_ENERGY.replace(geo=None)))
        assert texts(found, "GEO", "X-APPLE-STRUCTURED-LOCATION") == [None, None]

    def test_without_a_venue_there_is_no_location(self) -> None:
        whole = event(other_venues=[LIBERTY], sessions=[session()])
        for found in entries_of(to_ical(whole)):
            assert texts(found, "LOCATION", "GEO") == [None, None]

    def test_one_of_several_rooms_is_at_its_own_venue_without_a_main_one(self) -> None:
        whole = event(other_venues=[LIBERTY], sessions=[session(room="ballroom")])
        assert texts(child(whole), "LOCATION", "GEO") == ["Ballroom, Liberty Grand", "43.63;-79.42"]


class TestOnline:
    def test_a_place_is_a_conference_and_a_line_of_the_description(self) -> None:
        found = entry(event(online=ONLINE))
        assert found.text("DESCRIPTION").split("\n") == [
            "Join: https://join.example.org/launch",
            '"Back" channel: https://chat.example.org/launch',
            "Call: tel:+1-416-555-0100 (dial in: +1 416 555 0100)",
        ]
        assert len(found.all("CONFERENCE")) == 3

    def test_a_session_has_the_places_of_its_room(self) -> None:
        own = VirtualLocation(url="https://join.example.org/own")
        found = child(event(venue=DIRECT_ENERGY, sessions=[session(room="b1", online=[own])]))
        urls = [each.value for each in found.all("CONFERENCE")]
        assert urls == ["https://join.example.org/own", "https://stream.example.org/b1"]
        assert found.text("DESCRIPTION").split("\n") == [f"Join: {urls[0]}", f"Watch: {urls[1]}"]

    def test_a_booth_has_the_places_of_its_room(self) -> None:
        found = child(event(venue=DIRECT_ENERGY, booths=[booth(room="b1")]))
        assert found.one("CONFERENCE").value == "https://stream.example.org/b1"

    def test_one_url_is_told_once(self) -> None:
        same = VirtualLocation(url="https://stream.example.org/b1", label="Here")
        found = child(event(venue=DIRECT_ENERGY, sessions=[session(room="b1", online=[same])]))
        assert found.one("CONFERENCE").parameters["LABEL"] == "Here"
        assert found.text("DESCRIPTION") == "Here: https://stream.example.org/b1"

    def test_a_session_elsewhere_has_none_of_its_events_places(self) -> None:
        assert not child(event(online=ONLINE, sessions=[session()])).has("CONFERENCE")


class TestDescription:
    def test_the_last_paragraph_is_generated(self) -> None:
        """Clients show that."""
        assert entry(conference()).text("DESCRIPTION").split("\n\n") == [
            "Three products in one day; details follow at the site.",
            "Join: https://join.example.org/launch\n"
            '"Back" channel: https://chat.example.org/launch\n'
            "Call: tel:+1-416-555-0100 (dial in: +1 416 555 0100)\n"
            'With: Grace Hopper (host), IT Pro "Toronto" (Presented by)\n'
            "Sponsors: Acme, Inc. (venue, in kind), Bell & Sons\n"
            "Materials to follow: Photos (by 2008-03-14)",
        ]

    def test_an_abstract_comes_before_the_description(self) -> None:
        talk = session(abstract="Short.", description="Long.")
        assert child(event(sessions=[talk])).text("DESCRIPTION") == "Short.\n\nLong."

    def test_an_abstract_that_the_description_holds_is_not_written_twice(self) -> None:
        talk = session(abstract="Short.", description="Before. Short. After.")
        assert child(event(sessions=[talk])).text("DESCRIPTION") == "Before. Short. After."

    @pytest.mark.parametrize(
        ("role", "label", "told"),
        [
            ("speaker", None, "With: Ada (speaker)"),
            ("note_taker", None, "With: Ada (note taker)"),
            ("other", None, "With: Ada"),
            ("other", "Coffee", "With: Ada (Coffee)"),
            ("host", "Master of ceremonies", "With: Ada (Master of ceremonies)"),
        ],
    )
    def test_contributors_are_told_with_their_role(
        self, role: Any, label: str | None, told: str
    ) -> None:
        contributors = [Contributor(person="ada", role=role, label=label)]
        people = [Person(id="ada", name="Ada")]
        whole = event(people=people, sessions=[session(contributors=contributors)])
        assert child(whole).text("DESCRIPTION") == told

    def test_the_host_of_a_booth_comes_first(self) -> None:
        people = [Person(id="ada", name="Ada"), Person(id="bob", name="Bob")]
        stand = booth(host="bob", contributors=speakers("ada"))
        found = child(event(people=people, booths=[stand]))
        assert found.text("DESCRIPTION") == "With: Bob (host), Ada (speaker)"

    def test_nothing_to_tell_is_no_description(self) -> None:
        assert not entry(event()).has("DESCRIPTION")

    @pytest.mark.parametrize(
        "text",
        [
            "Watch https://stream.example.org/b1 live",
            "With: Ada (speaker)",
            "Notes\n\nWith: Ada (speaker)\nmore",
            "Materials to follow: Slides",
            "see (https://stream.example.org/b1),\nWith: Ada (speaker)\nMaterials to follow: Slides",
        ],
    )
    def test_what_is_there_already_is_not_written_again(self, text: str) -> None:
        """A link is there if its URL is in the text, any other line if it is a line of it."""
        found = child(self._talk(text)).text("DESCRIPTION")
        assert found.startswith(text)
        for told in ("https://stream.example.org/b1", "With: Ada (speaker)", "Materials to follow"):
            assert found.count(told) == 1

    def test_what_is_only_part_of_a_line_is_written(self) -> None:
        found = child(self._talk("Enjoy it With: Ada (speaker)!")).text("DESCRIPTION")
        assert found.split("\n")[2:] == [
            "Watch: https://stream.example.org/b1",
            "With: Ada (speaker)",
            "Materials to follow: Slides",
        ]

    @staticmethod
    def _talk(text: str) -> Event:
        talk = session(
            room="b1",
            description=text,
            contributors=speakers("ada"),
            materials=[Material(id="s", title="Slides")],
        )
        people = [Person(id="ada", name="Ada")]
        return event(venue=DIRECT_ENERGY, people=people, sessions=[talk])


class TestNothingMore:
    """What other libraries write, and what must not be there."""

    @pytest.mark.parametrize(
        "name", ["ATTENDEE", "CONTACT", "CLASS", "PRIORITY", "VALARM", "X-HALLWAYTRACK-DATA"]
    )
    @pytest.mark.parametrize("components", [False, True])
    def test_it_is_not_in_a_public_feed(self, name: str, components: bool) -> None:
        """Never ATTENDEE in a public feed: it would ask people for an answer."""
        calendar = calendar_of(to_ical(feed(conference()), components=components))
        assert name not in {each for part in calendar.walk() for each in (part.name, *part.names)}

    @pytest.mark.parametrize("status", ["confirmed", "postponed"])
    def test_the_order_of_properties_is_that_of_the_table(self, status: Status) -> None:
        order = [*[row.name for row in ROWS[Event]], "RELATED-TO"]
        for found in entries_of(to_ical(feed(conference(status=status, status_reason="x")))):
            assert found.names == sorted(found.names, key=order.index)
