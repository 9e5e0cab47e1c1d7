"""What is read of pages as they are: every way to say a thing, and what is told of what is wrong."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.formats.jsonld.pages import TORONTO, event_node, event_of, page

from hallwaytrack import (
    Address,
    Calendar,
    Contributor,
    DecodeError,
    Event,
    EventSeries,
    GeoPoint,
    InvalidValueError,
    Ticket,
    UserGroup,
    VirtualLocation,
    at,
)
from hallwaytrack.formats.jsonld import read_jsonld

toronto = at(TORONTO)
START = "2008-03-18T18:00:00-04:00"


def problems(**members: Any) -> dict[str, str]:
    found = page(event_node(**members), timezone=TORONTO).problems
    return {problem.place: problem.message for problem in found}


class TestWhereEventsStand:
    NODE = event_node()

    @pytest.mark.parametrize(
        "whole",
        [
            NODE,
            [NODE],
            {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, NODE]},
            [[NODE], {"@type": "WebSite", "name": "Site"}],
            {"@type": "Place", "name": "Hall", "event": [NODE]},
            {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": NODE}]},
            {"@type": "WebPage", "mainEntity": {"@type": "Thing", "subjectOf": NODE}},
        ],
    )
    def test_one_is_an_event(self, whole: Any) -> None:
        found = page(whole).document
        assert isinstance(found, Event)
        assert (found.id, found.title) == ("m", "Meeting")

    def test_several_are_a_calendar(self) -> None:
        found = page([event_node(), event_node(**{"@id": "n", "name": "Other"})]).document
        assert [event.id for event in found.events] == ["m", "n"]

    def test_a_rule_that_its_start_refuses_leaves_the_first_meeting(self) -> None:
        hours = {"startDate": "2008-03-18", "repeatFrequency": "PT1H"}
        reading = page(event_node(startDate="2008-03-18", eventSchedule=hours))
        assert isinstance(reading.document, Event)
        assert reading.problems

    def test_the_same_one_twice_is_one(self) -> None:
        assert isinstance(page([event_node(), event_node()]).document, Event)

    def test_different_ones_of_one_id_get_ids_of_their_own(self) -> None:
        found = page([event_node(), event_node(name="Other"), event_node(name="Third")]).document
        assert [event.id for event in found.events] == ["m", "m-2", "m-3"]

    def test_none_is_an_empty_calendar(self) -> None:
        assert page({"@type": "WebPage", "name": "Nothing here"}).document == Calendar()
        assert page({"@context": "https://schema.org", "@graph": []}).document == Calendar()

    def test_an_organization_alone_is_a_group(self) -> None:
        found = page(
            {
                "@type": "Organization",
                "@id": "g",
                "name": "Group",
                "member": ["Ada", {"@type": "Organization", "name": "Other"}, {"@type": "Person"}],
                "foundingDate": "2008-01-31T00:00:00",
            }
        ).document
        assert isinstance(found, UserGroup)
        assert [person.name for person in found.people] == ["Ada"]
        assert found.founded_on == date(2008, 1, 31)

    def test_the_organization_of_a_page_is_a_group_of_a_calendar(self) -> None:
        whole = {"@graph": [{"@type": "Organization", "name": "Group"}, event_node()]}
        assert isinstance(page(whole).document, Event)
        calendar = page(whole, kind=Calendar).document
        assert [group.id for group in calendar.groups] == ["group"]

    @pytest.mark.parametrize(
        "kind",
        [
            "Event",
            "http://schema.org/Event",
            "https://schema.org/MusicEvent",
            "schema:BusinessEvent",
            "Festival",
            "Hackathon",
            "CourseInstance",
            "ConferenceEvent",
            ["Thing", "SportsEvent"],
            ["foaf:Document", "Event"],
        ],
    )
    def test_types(self, kind: Any) -> None:
        assert isinstance(event_of(**{"@type": kind}), Event)
        node = event_node(type=kind)
        del node["@type"]
        assert isinstance(page(node).document, Event)

    @pytest.mark.parametrize(
        ("kind", "told"),
        [
            ("Hackathon", "hackathon"),
            ("ConferenceEvent", "conference"),
            ("EducationEvent", "workshop"),
            ("SocialEvent", "social"),
            ("MusicEvent", "other"),
        ],
    )
    def test_kinds(self, kind: str, told: str) -> None:
        assert event_of(**{"@type": kind}).kind == told
        assert event_of(**{"@type": kind, "additionalType": "launch"}).kind == "launch"

    def test_expanded_json_ld(self) -> None:
        base = "http://schema.org/"
        found = page(
            [
                {
                    "@type": [f"{base}Event"],
                    f"{base}name": [{"@value": "Meeting"}],
                    f"{base}startDate": [{"@value": START, "@type": f"{base}DateTime"}],
                    f"{base}keywords": [{"@list": [{"@value": "a"}, {"@value": "b"}]}],
                }
            ]
        ).document
        assert (found.title, found.topics) == ("Meeting", ("a", "b"))


class TestKind:
    def test_what_is_asked_for_is_given(self) -> None:
        assert isinstance(page(event_node(), kind=Event).document, Event)
        assert len(page(event_node(), kind=Calendar).document.events) == 1

    def test_what_is_not_there_is_refused(self) -> None:
        with pytest.raises(DecodeError, match="must hold one EventSeries, and holds 0"):
            page(event_node(), kind=EventSeries)
        with pytest.raises(DecodeError, match="holds 2; read it as a Calendar"):
            page([event_node(), event_node(name="Other")], kind=Event)

    def test_a_kind_that_a_page_has_none_of(self) -> None:
        with pytest.raises(InvalidValueError, match="kind must be one of Calendar, Event"):
            page(event_node(), kind=str)


class TestTimes:
    def test_an_offset_alone_is_told_in_utc(self) -> None:
        reading = page(event_node())
        assert reading.document.timezone == "UTC"
        assert reading.document.start == datetime(2008, 3, 18, 22, tzinfo=UTC)
        assert [p.severity for p in reading.problems] == ["info"]

    def test_a_zone_that_the_caller_knows(self) -> None:
        assert event_of().start == toronto("2008-03-18 18:00")
        assert event_of().timezone == TORONTO
        assert problems() == {}

    @pytest.mark.parametrize(
        "text",
        [
            "2008-03-18T18:00",
            "2008-03-18 18:00:00",
            "2008-03-18T18:00:00.123",
            "2008-03-18T22:00:00Z",
            "2008-03-18T18:00:00 -04:00".replace(" -", "-"),
            "2008-03-18T18:00:00-0400",
            "2008-03-19T00:00:00 +02:00",
            " 2008-03-18T18:00:00-04:00 ",
        ],
    )
    def test_ways_to_write_one(self, text: str) -> None:
        assert event_of(startDate=text).start == toronto("2008-03-18 18:00")

    def test_without_an_offset_it_is_told(self) -> None:
        reading = page(event_node(startDate="2008-03-18T18:00", endDate="2008-03-18T19:00"))
        assert reading.document.start == datetime(2008, 3, 18, 18, tzinfo=UTC)
        (problem,) = reading.problems
        assert (problem.place, problem.severity) == ("/startDate", "error")
        assert problem.mend == 'give timezone="Area/City"'

    def test_one_that_a_clock_change_skips_is_after_the_gap(self) -> None:
        assert event_of(startDate="2008-03-09T02:30").start == toronto("2008-03-09 03:30")

    def test_days(self) -> None:
        event = event_of(startDate="2008-03-18", endDate="2008-03-19T12:00:00Z")
        assert (event.start, event.end) == (date(2008, 3, 18), date(2008, 3, 19))

    def test_an_end_without_a_time_of_day_is_left_out(self) -> None:
        assert event_of(endDate="2008-03-18").end is None
        assert "needs a time of day" in problems(endDate="2008-03-18")["/endDate"]

    def test_an_end_at_the_start_is_open(self) -> None:
        assert event_of(endDate="2008-03-18T22:00:00Z").end is None

    def test_an_end_before_the_start_is_left_out(self) -> None:
        assert event_of(endDate="2008-03-18T17:00:00-04:00").end is None
        told = problems(endDate="2008-03-18T17:00:00-04:00")
        assert "end must be after start" in told[""]

    @pytest.mark.parametrize("bad", ["tomorrow", 1205877600, {}, "", "0001-01-01", "9999-12-31"])
    def test_an_event_without_a_start_is_left_out(self, bad: Any) -> None:
        reading = page([event_node(startDate=bad), event_node(name="Other", **{"@id": "n"})])
        assert reading.document.id == "n"
        told = [(p.place, p.message) for p in reading.problems if p.severity == "error"]
        assert told[-1] == ("/0/startDate", "an event must have a startDate; it is left out")

    def test_previous_starts(self) -> None:
        event = event_of(
            eventStatus="https://schema.org/EventRescheduled",
            previousStartDate=["2008-03-17T18:00:00-04:00", "2008-03-16", "never"],
        )
        assert event.previous_starts == (toronto("2008-03-17 18:00"), date(2008, 3, 16))
        assert event.status == "confirmed"


class TestMembers:
    def test_a_name_is_needed(self) -> None:
        node = event_node()
        del node["name"]
        reading = page({"@type": "Place", "name": "Hall", "event": node})
        assert reading.document.title == "Hall"
        assert "/event/name" in {p.place for p in reading.problems}
        assert page(node).document.title == "(untitled)"

    @pytest.mark.parametrize(
        ("members", "id"),
        [
            ({"identifier": "own", "@id": "https://e.org/#a"}, "own"),
            ({"identifier": {"@type": "PropertyValue", "value": 7}, "@id": "x"}, "7"),
            ({"@id": "https://e.org/#a"}, "https://e.org/#a"),
            ({"@id": "_:b0", "url": "https://e.org/a"}, "https://e.org/a"),
            ({"@id": "_:b0"}, "meeting-2008-03-18"),
            ({"@id": "_:b0", "name": "***"}, "event-2008-03-18"),
            ({"identifier": "with space"}, "with-space"),
            ({"identifier": [{}, "", "second"]}, "second"),
        ],
    )
    def test_ids(self, members: Any, id: str) -> None:
        assert event_of(**members).id == id

    def test_a_namespace_makes_ids_unique_in_the_world(self) -> None:
        def ids(**members: Any) -> str:
            return page(event_node(**members), namespace="e.org").document.id

        assert ids() == "m@e.org"
        assert ids(**{"@id": "m@f.org"}) == "m@f.org"
        assert ids(**{"@id": "https://e.org/m"}) == "https://e.org/m"

    @pytest.mark.parametrize(
        ("status", "told"),
        [
            ("https://schema.org/EventCancelled", ("cancelled", False)),
            ("http://schema.org/EventPostponed", ("postponed", False)),
            ("EventScheduled", ("confirmed", False)),
            (["EventRescheduled", "https://schema.org/EventMovedOnline"], ("confirmed", True)),
            ({"@id": "https://schema.org/EventCancelled"}, ("cancelled", False)),
            (7, ("confirmed", False)),
        ],
    )
    def test_statuses(self, status: Any, told: Any) -> None:
        event = event_of(eventStatus=status)
        assert (event.status, event.moved_online) == told

    def test_texts_stay_texts(self) -> None:
        event = event_of(name="A &amp; B <b>c</b>", description="x&mdash;y\r\n\x00z")
        assert event.title == "A &amp; B <b>c</b>"
        assert event.description == "x&mdash;y\nz"

    def test_a_name_over_several_lines_is_one(self) -> None:
        assert event_of(name="  A\n   long\tname\u2028here ").title == "A long name here"
        assert event_of(name=2008).title == "2008"

    @pytest.mark.parametrize(
        ("keywords", "topics"),
        [("a, b,,c ", ("a", "b", "c")), (["a, b", {"name": "c"}], ("a, b", "c")), ([], ())],
    )
    def test_keywords(self, keywords: Any, topics: Any) -> None:
        assert event_of(keywords=keywords).topics == topics

    @pytest.mark.parametrize(
        "image",
        [
            "https://e.org/i.png",
            ["https://e.org/i.png", "https://e.org/j.png"],
            {"@type": "ImageObject", "url": "https://e.org/i.png"},
            {"@type": "ImageObject", "contentUrl": ["https://e.org/i.png"]},
        ],
    )
    def test_images(self, image: Any) -> None:
        assert event_of(image=image).image == "https://e.org/i.png"

    def test_relative_urls_are_seen_from_the_page(self) -> None:
        node = event_node(url="talks/a b", image="/i.png", sameAs=["//["])
        reading = page(node, source="https://e.org/events/")
        assert reading.document.url == "https://e.org/events/talks/a%20b"
        assert reading.document.image == "https://e.org/i.png"
        assert reading.document.sources == ("https://e.org/events/",)
        assert "/sameAs" in {p.place for p in reading.problems}
        alone = page(node)
        assert alone.document.url is None
        assert {"/url", "/image", "/sameAs"} <= {p.place for p in alone.problems}

    def test_languages(self) -> None:
        assert event_of(inLanguage=["en", "fr-CA"]).languages == ("en", "fr-CA")
        language = {"@type": "Language", "name": "not a tag"}
        assert "BCP 47" in problems(inLanguage=language)["/inLanguage"]

    def test_nulls_and_wrong_types_say_nothing(self) -> None:
        names = ("description", "location", "offers", "performer", "organizer", "image", "url",
                 "subEvent", "keywords", "eventStatus", "sponsor", "audience", "about",
                 "superEvent", "inLanguage", "sameAs", "subjectOf", "endDate",
                 "alternateName", "eventSchedule")  # fmt: skip
        plain = event_of()
        wrong: tuple[Any, ...] = (None, [], {}, "", [None], True, 1.5, [[[]]], {"@value": None})
        for bad in wrong:
            event = event_of(**dict.fromkeys(names, bad))
            assert (event.id, event.start) == (plain.id, plain.start)


class TestPlaces:
    def test_a_text_is_a_venue(self) -> None:
        event = event_of(location="Toronto, ON")
        assert event.venue is not None and event.venue.name == "Toronto, ON"

    def test_an_address_may_be_a_text_and_name_the_place(self) -> None:
        event = event_of(location={"@type": "Place", "address": "100 Princes' Blvd, Toronto"})
        assert event.venue.address == Address(street="100 Princes' Blvd, Toronto")
        assert event.venue.name == "100 Princes' Blvd, Toronto"

    def test_a_whole_place(self) -> None:
        event = event_of(
            location={
                "@type": "Place",
                "name": "Hall",
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": "1 Way",
                    "addressLocality": "Toronto",
                    "addressCountry": {"@type": "Country", "name": "CA"},
                    "postalCode": 12345,
                },
                "geo": {"@type": "GeoCoordinates", "latitude": "43.5", "longitude": -79},
                "maximumAttendeeCapacity": "80",
            }
        )
        address = Address(street="1 Way", locality="Toronto", country="CA", postal_code="12345")
        assert event.venue.address == address
        assert event.venue.geo == GeoPoint(latitude=43.5, longitude=-79)
        assert event.venue.capacity == 80

    def test_what_is_no_country_code_is_left_out(self) -> None:
        place = {"@type": "Place", "name": "Hall", "address": {"addressCountry": "Canada"}}
        assert event_of(location=place).venue.address is None
        assert "/location/address/addressCountry" in problems(location=place)

    @pytest.mark.parametrize("bad", [{"latitude": "x"}, {"latitude": 99, "longitude": 0}, {}])
    def test_a_point_that_is_none(self, bad: Any) -> None:
        assert event_of(location={"name": "Hall", "geo": bad}).venue.geo is None

    def test_places_online(self) -> None:
        event = event_of(
            location=[
                "https://e.org/live",
                {"@type": "VirtualLocation", "url": "https://e.org/b", "name": "B"},
                {"@type": "VirtualLocation"},
                {"@type": "VirtualLocation", "url": "live"},
            ]
        )
        assert event.online == (
            VirtualLocation(url="https://e.org/live"),
            VirtualLocation(url="https://e.org/b", label="B"),
        )
        assert event.attendance == "online"

    def test_several_places(self) -> None:
        event = event_of(location=["A", {"name": "B"}, {"@type": "Place"}, "A"])
        assert (event.venue.name, [v.name for v in event.other_venues]) == ("A", ["B"])
        told = problems(location=["A", {"@type": "Place"}])
        assert told["/location/1"] == "a place must have a name or an address; it is left out"

    def test_a_place_elsewhere_on_the_page(self) -> None:
        place = {"@type": "Place", "@id": "#hall", "name": "Hall"}
        whole = {"@graph": [event_node(location={"@id": "#hall"}), place]}
        assert page(whole).document.venue.name == "Hall"
        whole = {"@graph": [event_node(location="#hall"), place]}
        assert page(whole).document.venue.name == "Hall"


class TestPeople:
    def test_ways_to_name_them(self) -> None:
        event = event_of(
            performer=[
                "Ada",
                {"@type": "Person", "name": "Bob", "url": "https://bob.example"},
                {"@type": "MusicGroup", "name": "The Band"},
                {"@type": "Person"},
            ],
            organizer={"@type": "Organization", "name": "IT Pro Toronto"},
            sponsor=["ACME", {"@type": "Organization", "name": "IT Pro Toronto"}],
        )
        assert [p.name for p in event.people] == ["Ada", "Bob"]
        assert [g.name for g in event.groups] == ["IT Pro Toronto", "The Band"]
        assert [s.name for s in event.sponsors] == ["ACME", "IT Pro Toronto"]
        assert event.contributors == (
            Contributor(person="ada"),
            Contributor(person="bob"),
            Contributor(person="the-band", role="performer"),
        )

    def test_one_named_twice_is_one_and_all_that_is_told_is_known(self) -> None:
        event = event_of(
            organizer={"@type": "Person", "@id": "#ada@x", "name": "Ada"},
            performer={"@type": "Person", "@id": "#ada@x", "description": "Wrote notes."},
        )
        (ada,) = event.people
        assert (ada.id, ada.bio) == ("#ada-x", "Wrote notes.")

    @pytest.mark.parametrize(
        ("role", "told"),
        [
            ({"roleName": "Moderator"}, ("moderator", None)),
            ({"roleName": "note taker"}, ("note_taker", None)),
            ({"roleName": "Chair"}, ("other", "Chair")),
            ({"additionalType": "host", "roleName": "Master"}, ("host", "Master")),
            ({}, ("other", None)),
        ],
    )
    def test_roles(self, role: Any, told: Any) -> None:
        node = {"@type": "Role", "contributor": {"@type": "Person", "name": "Ada"}} | role
        (found,) = event_of(contributor=node).contributors
        assert (found.role, found.label) == told
        assert event_of(contributor="Ada").contributors[0].role == "other"


class TestOffers:
    @pytest.mark.parametrize(
        ("price", "amount"),
        [(30, "30"), ("30.00", "30.00"), ("$30", "30"), ("30,50 €", "30.50"), ("Free", "0"),
         (0, "0"), (12.5, "12.5"), ("10-20", None), ("ask", None), (-1, None), (True, None)],
    )  # fmt: skip
    def test_prices(self, price: Any, amount: str | None) -> None:
        offer = {"@type": "Offer", "price": price, "priceCurrency": "CAD"}
        (ticket,) = event_of(offers=offer).tickets
        assert ticket.price == (None if amount is None else Decimal(amount))

    def test_a_price_without_a_currency_is_left_out(self) -> None:
        assert event_of(offers={"price": 30}).tickets == (Ticket(),)
        assert "needs a priceCurrency" in problems(offers={"price": 30})["/offers/price"]

    def test_an_aggregate(self) -> None:
        offer = {"@type": "AggregateOffer", "lowPrice": "10", "priceCurrency": "EUR"}
        assert event_of(offers=offer).tickets[0].price == Decimal(10)

    def test_times_and_stock(self) -> None:
        (ticket,) = event_of(
            offers={
                "availability": "http://schema.org/OutOfStock",
                "availabilityStarts": "2008-03-01T08:00",
                "availabilityEnds": "2008-03-02",
                "inventoryLevel": {"value": 5.0},
            }
        ).tickets
        assert (ticket.sold_out, ticket.capacity) == (True, 5)
        assert (ticket.opens_at, ticket.closes_at) == (toronto("2008-03-01 08:00"), None)

    def test_an_address_alone(self) -> None:
        assert event_of(offers="https://e.org/t").tickets == (Ticket(url="https://e.org/t"),)
        assert event_of(offers="tickets at the door").tickets == ()
        assert "/offers" in problems(offers="tickets at the door")


def sub(id: str, **members: Any) -> dict[str, Any]:
    return {"@type": "Event", "@id": id, "name": id.upper(), "startDate": START} | members


class TestSubEvents:
    def test_they_are_sessions(self) -> None:
        event = event_of(
            location={"@type": "Place", "name": "Hall"},
            subEvent=[
                sub("a", location={"@type": "Place", "name": "Room 1"}, performer="Ada"),
                sub("b", location="Room 1", **{"@type": "SocialEvent"}),
                sub("c", location="Hall", additionalType="keynote"),
                sub("d/e", startDate="2008-03-18"),
            ],
        )
        rooms = [s.room for s in event.sessions]
        assert rooms == ["room-1", "room-1", None, None]
        assert [s.kind for s in event.sessions] == ["talk", "social", "keynote", "talk"]
        assert [s.id for s in event.sessions] == ["a", "b", "c", "d-e"]
        assert event.sessions[3].start is None
        assert [room.name for room in event.venue.rooms] == ["Room 1"]
        assert [p.name for p in event.people] == ["Ada"]

    def test_a_session_in_two_rooms_is_in_the_first(self) -> None:
        places = {"name": "Hall", "containsPlace": ["Room 1", {"@type": "Place"}, "Room 2"]}
        event = event_of(location=places, subEvent=sub("a", location=["Room 2", "Room 1"]))
        assert event.sessions[0].room == "room-2"
        assert [room.name for room in event.venue.rooms] == ["Room 1", "Room 2"]

    def test_a_part_may_wait_for_its_time(self) -> None:
        event = event_of(subEvent=sub("a", subEvent=sub("b", startDate="2008-03-18")))
        assert (event.session("b").start, event.session("b").part_of) == (None, "a")

    def test_where_there_is_no_venue_the_place_of_a_session_is_one(self) -> None:
        event = event_of(subEvent=sub("a", location={"name": "Hall"}))
        assert event.venue.name == "Hall"
        held = {"name": "Room 1", "containedInPlace": {"name": "Annex"}}
        event = event_of(location="Hall", subEvent=sub("a", location=held))
        assert event.other_venues[0].rooms[0].name == "Room 1"

    def test_those_within_are_parts_of_those_that_hold_them(self) -> None:
        event = event_of(subEvent=sub("a", subEvent=[sub("b"), "https://e.org/elsewhere"]))
        assert [(s.id, s.part_of) for s in event.sessions] == [("a", None), ("b", "a")]

    def test_one_at_another_time_is_no_part(self) -> None:
        late = sub("b", startDate="2008-03-20T18:00:00-04:00", superEvent={"@id": "a"})
        whole = sub("a", endDate="2008-03-18T19:00:00-04:00")
        assert event_of(subEvent=[whole, late]).session("b").part_of is None
        early = sub("b", startDate="2008-03-10T18:00:00-04:00", superEvent={"@id": "a"})
        assert event_of(subEvent=[whole, early]).session("b").part_of is None

    def test_none_is_part_of_itself(self) -> None:
        ring = [sub("a", superEvent={"identifier": "b"}), sub("b", superEvent={"identifier": "a"})]
        found = event_of(subEvent=ring).sessions
        assert None in [s.part_of for s in found]
        assert event_of(subEvent=sub("a", superEvent="a")).sessions[0].part_of is None

    def test_what_has_no_name_is_untitled(self) -> None:
        event = event_of(subEvent={"@type": "Event", "startDate": START, "endDate": START})
        assert [(s.id, s.title) for s in event.sessions] == [("session", "(untitled)")]

    def test_those_that_stand_elsewhere_with_a_time_are_sessions(self) -> None:
        talk, day = sub("talk"), sub("day", startDate="2008-03-18")
        reading = page([event_node(subEvent=[{"@id": "talk"}, "day"]), talk, day])
        first, second = reading.document.events
        assert [s.id for s in first.sessions] == ["talk"]
        assert second.id == "day"

    def test_events_that_hold_each_other(self) -> None:
        ring = [sub("a", subEvent={"@id": "b"}), sub("b", subEvent={"@id": "a"})]
        event = page(ring).document
        assert (event.id, [s.id for s in event.sessions]) == ("a", ["b"])

    def test_materials(self) -> None:
        event = event_of(
            subjectOf=[
                {"@type": "CreativeWork", "name": "Slides", "url": "https://e.org/s",
                 "additionalType": "slides", "datePublished": "2008-03-19T00:00:00Z"},
                "https://e.org/article",
                {"@type": "CreativeWork", "name": "No address"},
                {"@type": "CreativeWork", "name": "Slides", "url": "relative"},
            ]
        )  # fmt: skip
        assert [(m.id, m.title, m.kind) for m in event.materials] == [
            ("slides", "Slides", "slides"),
            ("https-e-org-article", "https://e.org/article", "link"),
            ("slides-2", "Slides", "link"),
        ]


class TestTours:
    def test_a_series_without_a_schedule_is_a_tour_and_its_events_are_stops(self) -> None:
        whole = {
            "@type": "EventSeries",
            "@id": "tour",
            "name": "Tour",
            "subEvent": [event_node(), "other"],
        }
        other = event_node(**{"@id": "other", "name": "Other"})
        calendar = page([whole, other]).document
        assert [tour.id for tour in calendar.tours] == ["tour"]
        assert [event.tour for event in calendar.events] == ["tour", "tour"]

    def test_a_stop_names_its_tour(self) -> None:
        tour = {"@type": "EventSeries", "name": "The Tour"}
        assert event_of(superEvent=tour).tour == "the-tour"

    def test_no_other_event_holds_an_event(self) -> None:
        told = problems(superEvent={"@type": "Festival", "name": "F"})
        assert "superEvent is left out" in told["/superEvent"]


def series_of(**schedule: Any) -> Any:
    node = event_node(
        eventSchedule={"@type": "Schedule", "startDate": "2008-03-18", "startTime": "18:00"}
        | schedule
    )
    del node["startDate"]
    return page(node, timezone=TORONTO)


class TestSchedules:
    @pytest.mark.parametrize(
        ("schedule", "rule"),
        [
            ({"repeatFrequency": "P1W"}, "FREQ=WEEKLY"),
            ({"repeatFrequency": "Weekly"}, "FREQ=WEEKLY"),
            ({"repeatFrequency": "p2w", "byDay": "https://schema.org/Tuesday"},
             "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
            ({"repeatFrequency": "P1M", "byDay": ["3TU"]}, "FREQ=MONTHLY;BYDAY=3TU"),
            ({"repeatFrequency": "P1M", "byDay": "Tuesday", "byMonthWeek": 3},
             "FREQ=MONTHLY;BYDAY=3TU"),
            ({"repeatFrequency": "P1M", "byMonthDay": [18, 1], "repeatCount": "3"},
             "FREQ=MONTHLY;COUNT=3;BYMONTHDAY=1,18"),
            ({"repeatFrequency": "P1D", "endDate": "2008-04-01"},
             "FREQ=DAILY;UNTIL=20080402T035959Z"),
            ({"repeatFrequency": "P1D", "endDate": "2008-04-01T18:00"},
             "FREQ=DAILY;UNTIL=20080401T220000Z"),
            ({"repeatFrequency": "P1D", "repeatCount": 1}, "FREQ=DAILY;COUNT=1"),
        ],
    )  # fmt: skip
    def test_rules(self, schedule: Any, rule: str) -> None:
        series = series_of(**schedule).document
        assert isinstance(series, EventSeries)
        assert series.recurrence.rule == rule
        assert series.template.start == toronto("2008-03-18 18:00")

    @pytest.mark.parametrize(
        ("schedule", "place"),
        [
            ({"repeatFrequency": "sometimes"}, "/eventSchedule/repeatFrequency"),
            ({"repeatFrequency": "P1W", "byDay": "Someday"}, "/eventSchedule"),
            (
                {"repeatFrequency": "P1Y", "byMonth": 2, "byMonthDay": 30},
                "/eventSchedule/repeatFrequency",
            ),
        ],
    )
    def test_no_rule_is_one_event(self, schedule: Any, place: str) -> None:
        reading = series_of(**schedule)
        assert isinstance(reading.document, Event)
        assert place in {p.place for p in reading.problems}
        assert isinstance(series_of().document, Event)

    @pytest.mark.parametrize(
        ("schedule", "end"),
        [
            ({"endTime": "21:00"}, "2008-03-18 21:00"),
            ({"endTime": "01:00:00"}, "2008-03-19 01:00"),
            ({"duration": "PT3H", "endTime": "20:00"}, "2008-03-18 21:00"),
            ({"duration": "long", "endTime": "20:00"}, "2008-03-18 20:00"),
            ({"duration": "P9999D"}, None),
            ({"endTime": "99:99"}, None),
        ],
    )
    def test_ends(self, schedule: Any, end: str | None) -> None:
        event = series_of(**schedule).document
        assert event.end == (None if end is None else toronto(end))

    def test_days(self) -> None:
        event = series_of(startTime=None, duration="P2D").document
        assert (event.start, event.end) == (date(2008, 3, 18), date(2008, 3, 19))
        assert series_of(startTime=None, duration="PT3H").document.end is None

    def test_its_zone_is_that_of_its_times(self) -> None:
        schedule = {"startDate": "2008-03-18T18:00", "repeatFrequency": "P1M"}
        zoned = event_node(eventSchedule=schedule | {"scheduleTimezone": TORONTO})
        assert page(zoned).document.template.start == toronto("2008-03-18 18:00")
        zoned = event_node(eventSchedule=schedule | {"scheduleTimezone": "Nowhere/At_All"})
        assert "/eventSchedule/scheduleTimezone" in {p.place for p in page(zoned).problems}

    def test_exceptions_and_meetings_that_differ(self) -> None:
        node = event_node(
            eventSchedule={"repeatFrequency": "P1W", "startDate": START,
                           "exceptDate": ["2008-03-25", "2008-04-01T18:00:00-04:00", "never"]},
            subEvent=[
                event_node(name="Special"),
                event_node(name="The same again"),
                event_node(previousStartDate="2008-04-08", startDate="2008-04-09T18:00:00-04:00"),
                event_node(previousStartDate="never"),
                sub("talk"),
            ],
        )  # fmt: skip
        series = page(node, timezone=TORONTO).document
        skipped = (toronto("2008-03-25 18:00"), toronto("2008-04-01 18:00"))
        assert series.recurrence.skipped == skipped
        assert [o.title for o in series.overrides] == ["Special", "Meeting"]
        assert series.overrides[1].occurrence == toronto("2008-04-08 18:00")
        assert [s.id for s in series.template.sessions] == ["talk"]

    def test_days_that_are_excepted(self) -> None:
        reading = series_of(
            startTime=None, repeatFrequency="P1W", exceptDate="2008-03-25T18:00:00-04:00"
        )
        assert reading.document.recurrence.skipped == (date(2008, 3, 25),)

    def test_a_length_over_a_clock_change_is_the_time_that_passes(self) -> None:
        event = series_of(startDate="2008-03-08", startTime="23:00", duration="PT5H").document
        assert event.end.astimezone(UTC) - event.start.astimezone(UTC) == timedelta(hours=5)


class TestPages:
    def of(self, html: str, **options: Any) -> Any:
        return read_jsonld(html.encode(), **options)

    SCRIPT = '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Event", "@id": "m", "name": "Meeting", "startDate": "2008-03-18T18:00:00Z"}</script>'

    @pytest.mark.parametrize(
        "html",
        [
            f"<!DOCTYPE html><html><head>{SCRIPT}</head></html>",
            f"\n <html>{SCRIPT}",
            f"<html><script>var a = '<b>';</script>{SCRIPT}",
            f"<html>{SCRIPT}".replace(
                "<script", "<SCRIPT\n data-x='>'[:0]".replace("'>'[:0]", "'y'")
            ),
            f"<html>{SCRIPT}".replace(
                '"application/ld+json"', "'Application/LD+JSON; charset=utf-8'"
            ),
            f"<html>{SCRIPT}".replace(">{", ">\n//<![CDATA[\n{").replace("}<", "}\n//]]>\n<"),
            f"<html>{SCRIPT}".replace(">{", "><!--{").replace("}<", "}--><"),
            f"<html>{SCRIPT}".removesuffix("</script>"),
            f"<html><scripture>{SCRIPT}",
        ],
    )
    def test_the_script_is_found(self, html: str) -> None:
        assert self.of(html).document.id == "m"

    @pytest.mark.parametrize(
        "html",
        [
            "<html></html>",
            f"<html><!-- {SCRIPT} -->",
            f"<html><!-- {SCRIPT}",
            "<html><script",
            "<html><script ",
            "<html><script>{}</script>",
            "<html><script type>{}</script>",
        ],
    )
    def test_a_page_without_one(self, html: str) -> None:
        with pytest.raises(DecodeError, match="a page must have a <script type="):
            self.of(html)

    def test_a_broken_script_among_good_ones_is_told_with_its_line(self) -> None:
        html = f'<html>\n<script type="application/ld+json">\n{{,}}\n</script>\n{self.SCRIPT}'
        reading = self.of(html)
        assert reading.document.id == "m"
        assert reading.problems[0].line == 2
        with pytest.raises(DecodeError, match="well-formed"):
            self.of('<html><script type="application/ld+json">{,}</script>')

    def test_places_begin_with_the_number_of_the_script(self) -> None:
        html = f"<html>{self.SCRIPT}{self.SCRIPT.replace('startDate', 'start')}"
        assert "/1/startDate" in {p.place for p in self.of(html).problems}

    def test_bytes_that_are_no_utf_8(self) -> None:
        data = f"<html>{self.SCRIPT}".replace("Meeting", "Réunion").encode("latin-1")
        assert read_jsonld(data).document.title == "R\ufffdunion"


class TestArguments:
    @pytest.mark.parametrize(
        ("options", "match"),
        [
            ({"timezone": "Nowhere"}, "timezone must be an IANA"),
            ({"namespace": "a b"}, "namespace must be an id"),
            ({"source": "e.org"}, "source must be an absolute URL"),
        ],
    )
    def test_wrong_ones(self, options: Any, match: str) -> None:
        with pytest.raises(InvalidValueError, match=match):
            page(event_node(), **options)

    def test_data_that_is_no_bytes(self) -> None:
        with pytest.raises(InvalidValueError, match="JSON-LD must be given as bytes"):
            read_jsonld("{}")
