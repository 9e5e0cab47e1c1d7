"""What is written, property by property, as schema.org and Google define it."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.formats.jsonld.pages import event_of, told, written

from hallwaytrack import (
    Address,
    Calendar,
    Contributor,
    Event,
    EventSeries,
    GeoPoint,
    Material,
    Person,
    Recurrence,
    Room,
    Session,
    Sponsor,
    Ticket,
    Tour,
    UserGroup,
    Venue,
    VirtualLocation,
    at,
    losses,
    speakers,
)
from hallwaytrack.formats.jsonld import jsonld_text, to_jsonld
from hallwaytrack.formats.jsonld.table import ROWS
from hallwaytrack.model.fields import fields_of

TORONTO = at("America/Toronto", "2008-03-18")
VENUE = Venue(
    id="direct-energy",
    name="Direct Energy Building",
    address=Address(street="100 Princes' Blvd", locality="Toronto", country="CA"),
    geo=GeoPoint(latitude=43.6333, longitude=-79.4167),
    rooms=[Room(id="b1", name="Room 1", capacity=80, floor="2")],
)


def meeting(**members: Any) -> Event:
    return Event(**{"id": "m@example.org", "title": "Meeting", "start": TORONTO("18:00")} | members)


def of(**members: Any) -> Any:
    return written(meeting(**members))


def iri(word: str) -> str:
    return f"https://schema.org/{word}"


class TestEvent:
    def test_what_is_absent_is_absent(self) -> None:
        assert of() == {
            "@context": "https://schema.org",
            "@type": "Event",
            "identifier": "m@example.org",
            "name": "Meeting",
            "startDate": "2008-03-18T18:00:00-04:00",
            "eventStatus": iri("EventScheduled"),
        }

    def test_a_day_is_a_date_and_the_last_one_is_included(self) -> None:
        found = of(start=date(2008, 3, 18), end=date(2008, 3, 19))
        assert (found["startDate"], found["endDate"]) == ("2008-03-18", "2008-03-19")

    @pytest.mark.parametrize(
        ("members", "words"),
        [
            ({"status": "cancelled"}, "EventCancelled"),
            ({"status": "postponed"}, "EventPostponed"),
            ({"status": "tentative"}, "EventScheduled"),
            ({"moved_online": True}, "EventMovedOnline"),
            ({"previous_starts": [TORONTO("17:00")]}, "EventRescheduled"),
            (
                {"previous_starts": [TORONTO("17:00")], "moved_online": True},
                ["EventRescheduled", "EventMovedOnline"],
            ),
        ],
    )
    def test_statuses(self, members: Any, words: Any) -> None:
        wanted = [iri(w) for w in words] if isinstance(words, list) else iri(words)
        assert of(**members)["eventStatus"] == wanted

    def test_when_it_was_to_be_is_told(self) -> None:
        found = of(previous_starts=[TORONTO("17:00")])
        assert found["previousStartDate"] == "2008-03-18T17:00:00-04:00"

    @pytest.mark.parametrize(
        ("members", "word"),
        [
            ({"venue": VENUE}, "OfflineEventAttendanceMode"),
            ({"online": [VirtualLocation(url="https://e.org")]}, "OnlineEventAttendanceMode"),
            (
                {"venue": VENUE, "online": [VirtualLocation(url="https://e.org")]},
                "MixedEventAttendanceMode",
            ),
        ],
    )
    def test_attendance(self, members: Any, word: str) -> None:
        assert of(**members)["eventAttendanceMode"] == iri(word)

    def test_places(self) -> None:
        online = VirtualLocation(url="https://e.org", kind="stream", label="Stream")
        place, virtual = of(venue=VENUE, online=[online])["location"]
        assert place["address"] == {
            "@type": "PostalAddress",
            "streetAddress": "100 Princes' Blvd",
            "addressLocality": "Toronto",
            "addressCountry": "CA",
        }
        assert place["geo"] == {
            "@type": "GeoCoordinates",
            "latitude": 43.6333,
            "longitude": -79.4167,
        }
        assert place["containsPlace"] == {
            "@type": "MeetingRoom",
            "identifier": "b1",
            "name": "Room 1",
            "maximumAttendeeCapacity": 80,
            "floorLevel": "2",
        }
        assert virtual == {
            "@type": "VirtualLocation",
            "url": "https://e.org",
            "name": "Stream",
            "additionalType": "stream",
        }

    def test_offers(self) -> None:
        ticket = Ticket(
            name="Early bird",
            url="https://e.org/t",
            price=Decimal("25.00"),
            currency="CAD",
            opens_at=TORONTO("08:00"),
            closes_at=TORONTO("09:00"),
            capacity=50,
            sold_out=True,
        )
        found = of(tickets=[ticket])
        assert found["offers"] == {
            "@type": "Offer",
            "name": "Early bird",
            "url": "https://e.org/t",
            "validFrom": "2008-03-18T08:00:00-04:00",
            "validThrough": "2008-03-18T09:00:00-04:00",
            "price": "25.00",
            "priceCurrency": "CAD",
            "inventoryLevel": {"@type": "QuantitativeValue", "value": 50},
            "availability": iri("SoldOut"),
        }
        assert found["isAccessibleForFree"] is False

    def test_one_way_in_for_nothing_makes_it_free(self) -> None:
        free = Ticket(price=Decimal(0), currency="CAD")
        assert of(tickets=[free])["isAccessibleForFree"] is True
        assert of(tickets=[free])["offers"]["availability"] == iri("InStock")
        assert "isAccessibleForFree" not in of(tickets=[Ticket(name="At the door")])

    def test_who_does_what(self) -> None:
        found = of(
            people=[
                Person(id="ada", name="Ada", affiliation="Analytical", email="ada@example.org"),
                Person(id="bob", name="Bob"),
            ],
            groups=[UserGroup(id="itpro", name="IT Pro Toronto", locality="Toronto")],
            sponsors=[Sponsor(id="acme", name="ACME", url="https://acme.example")],
            organizers=["itpro"],
            contributors=[
                *speakers("ada"),
                Contributor(person="bob", role="moderator"),
                Contributor(person="ada", role="other", label="Host of the evening"),
            ],
        )
        address = {"@type": "PostalAddress", "addressLocality": "Toronto"}
        assert found["organizer"] == {
            "@type": "Organization",
            "identifier": "itpro",
            "name": "IT Pro Toronto",
            "address": address,
        }
        assert found["performer"] == {
            "@type": "Person",
            "identifier": "ada",
            "name": "Ada",
            "affiliation": {"@type": "Organization", "name": "Analytical"},
        }
        short = {"@type": "Person", "identifier": "ada", "name": "Ada"}
        assert found["contributor"] == [
            {
                "@type": "Role",
                "additionalType": "moderator",
                "contributor": {"@type": "Person", "identifier": "bob", "name": "Bob"},
            },
            {
                "@type": "Role",
                "additionalType": "other",
                "roleName": "Host of the evening",
                "contributor": short,
            },
        ]
        assert found["sponsor"]["name"] == "ACME"

    def test_keywords_are_a_list_so_that_commas_are_no_others(self) -> None:
        assert of(topics=["Servers, virtual"])["keywords"] == ["Servers, virtual"]

    def test_words_of_its_own(self) -> None:
        found = of(
            kind="hackathon", subtitle="Second line", languages=["en", "fr-CA"],
            products=["Windows Server 2008"], audience=["Developers"],
            links=["https://e.org/a"], url="https://e.org", image="https://e.org/i.png",
            materials=[Material(id="s", title="Slides", kind="slides", url="https://e.org/s"),
                       Material(id="p", title="Pending")],
        )  # fmt: skip
        assert (found["@type"], found["additionalType"]) == ("Hackathon", "hackathon")
        assert found["alternateName"] == "Second line"
        assert found["inLanguage"] == ["en", "fr-CA"]
        assert found["about"] == {"@type": "Thing", "name": "Windows Server 2008"}
        assert found["audience"] == {"@type": "Audience", "audienceType": "Developers"}
        assert found["sameAs"] == "https://e.org/a"
        assert found["subjectOf"] == {
            "@type": "CreativeWork",
            "identifier": "s",
            "name": "Slides",
            "url": "https://e.org/s",
            "additionalType": "slides",
        }

    def test_properties_without_a_member_survive(self) -> None:
        event = event_of(doorTime="17:30", typicalAgeRange="18-")
        assert event.extra["jsonld"] == {"doorTime": "17:30", "typicalAgeRange": "18-"}
        assert written(event)["doorTime"] == "17:30"

    def test_they_do_not_take_the_place_of_ours(self) -> None:
        event = meeting(extra={"jsonld": {"name": "Another", "@type": "Person"}, "a": 1})
        assert (written(event)["name"], written(event)["@type"]) == ("Meeting", "Event")
        assert written(event.replace(extra={"jsonld": "no mapping"}))["name"] == "Meeting"


class TestSession:
    def test_a_session_is_a_sub_event_in_its_room(self) -> None:
        talk = Session(
            id="t",
            title="Talk",
            kind="workshop",
            start=TORONTO("18:30"),
            end=TORONTO("19:00"),
            room="b1",
            status="cancelled",
            capacity=0,
        )
        later = Session(id="later", title="Later")
        found = of(venue=VENUE, sessions=[talk, later])["subEvent"]
        assert found == {
            "@type": "EducationEvent",
            "identifier": "t",
            "name": "Talk",
            "startDate": "2008-03-18T18:30:00-04:00",
            "endDate": "2008-03-18T19:00:00-04:00",
            "eventStatus": iri("EventCancelled"),
            "location": {
                "@type": "MeetingRoom",
                "identifier": "b1",
                "name": "Room 1",
                "containedInPlace": {
                    "@type": "Place",
                    "identifier": "direct-energy",
                    "address": {
                        "@type": "PostalAddress",
                        "streetAddress": "100 Princes' Blvd",
                        "addressLocality": "Toronto",
                        "addressCountry": "CA",
                    },
                    "name": "Direct Energy Building",
                },
            },
            "maximumAttendeeCapacity": 0,
            "additionalType": "workshop",
        }

    def test_a_part_names_its_whole(self) -> None:
        whole = Session(id="w", title="Whole", start=TORONTO("18:00"))
        part = Session(id="p", title="Part", start=TORONTO("18:00"), part_of="w")
        found = of(sessions=[whole, part])["subEvent"][1]
        assert found["superEvent"] == {"@type": "Event", "identifier": "w", "name": "Whole"}


class TestSeries:
    def test_the_third_tuesday_except_in_july(self) -> None:
        rule = Recurrence.monthly(nth=3, weekday="tue", except_months=[7], count=10)
        series = EventSeries(
            template=meeting(end=TORONTO("21:00")),
            recurrence=rule.replace(skipped=[at("America/Toronto")("2008-04-15 18:00")]),
        )
        found = written(series)
        assert found["@type"] == "EventSeries"
        assert "startDate" not in found
        assert "endDate" not in found
        assert found["eventSchedule"] == {
            "@type": "Schedule",
            "startDate": "2008-03-18",
            "startTime": "18:00:00",
            "duration": "PT3H",
            "endTime": "21:00:00",
            "scheduleTimezone": "America/Toronto",
            "repeatFrequency": "P1M",
            "byDay": "3TU",
            "byMonth": [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12],
            "repeatCount": 10,
            "exceptDate": "2008-04-15T18:00:00-04:00",
        }

    @pytest.mark.parametrize(
        ("rule", "member", "value"),
        [
            ("FREQ=WEEKLY;INTERVAL=2", "repeatFrequency", "P2W"),
            ("FREQ=DAILY", "repeatFrequency", "P1D"),
            ("FREQ=YEARLY", "repeatFrequency", "P1Y"),
            ("FREQ=HOURLY;INTERVAL=6", "repeatFrequency", "PT6H"),
            ("FREQ=MONTHLY;BYMONTHDAY=-1", "byMonthDay", -1),
            ("FREQ=DAILY;UNTIL=20081231T225959Z", "endDate", "2008-12-31T22:59:59Z"),
        ],
    )
    def test_rules(self, rule: str, member: str, value: Any) -> None:
        series = EventSeries(template=meeting(), recurrence=Recurrence(rule=rule))
        assert written(series)["eventSchedule"][member] == value
        assert told(series) == []

    def test_days_end_on_a_day(self) -> None:
        rule = Recurrence(rule="FREQ=DAILY;UNTIL=20081231")
        series = EventSeries(template=meeting(start=date(2008, 3, 18)), recurrence=rule)
        assert written(series)["eventSchedule"]["endDate"] == "2008-12-31"
        assert told(series) == []

    def test_a_rule_that_a_schedule_cannot_say_is_not_written_in_part(self) -> None:
        rule = Recurrence(rule="FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1")
        series = EventSeries(template=meeting(), recurrence=rule)
        assert "byDay" not in written(series)["eventSchedule"]
        lost = {p.place: p.message for p in told(series)}
        assert "has no BYSETPOS" in lost["/recurrence/rule"]

    def test_what_else_is_lost_then_is_told(self) -> None:
        rule = Recurrence(rule="FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1")
        series = EventSeries(template=meeting(), recurrence=rule).cancel(date(2008, 3, 18))
        alone = Calendar(series=[series.replace(recurrence=Recurrence.on_dates(TORONTO("20:00")))])
        assert {p.place for p in told(series)} >= {"/recurrence/rule", "/overrides"}
        assert {p.place for p in told(alone)} >= {
            "/series/0/recurrence/added",
            "/series/0/overrides",
        }
        assert "/series/0" not in {p.place for p in told(alone)}

    def test_added_meetings_are_told(self) -> None:
        rule = Recurrence(rule="FREQ=MONTHLY", added=[TORONTO("20:00")])
        series = EventSeries(template=meeting(), recurrence=rule)
        assert [p.place for p in told(series)] == ["/recurrence/added"]

    def test_a_meeting_that_differs_is_a_sub_event_with_the_start_it_was_to_have(self) -> None:
        rule = Recurrence.monthly(nth=3, weekday="tue")
        series = EventSeries(template=meeting(), recurrence=rule)
        moved = series.amend(date(2008, 3, 18), start=TORONTO("19:00"))
        found = written(moved)["subEvent"]
        assert found["startDate"] == "2008-03-18T19:00:00-04:00"
        assert found["previousStartDate"] == "2008-03-18T18:00:00-04:00"

    def test_all_day(self) -> None:
        template = meeting(start=date(2008, 3, 18), end=date(2008, 3, 19))
        series = EventSeries(template=template, recurrence=Recurrence(rule="FREQ=YEARLY"))
        assert written(series)["eventSchedule"] == {
            "@type": "Schedule",
            "startDate": "2008-03-18",
            "duration": "P2D",
            "repeatFrequency": "P1Y",
        }
        assert told(series) == []

    def test_a_meeting_of_more_than_a_day_has_no_end_time(self) -> None:
        template = meeting(end=at("America/Toronto")("2008-03-20 18:00"))
        series = EventSeries(template=template, recurrence=Recurrence(rule="FREQ=YEARLY"))
        assert "endTime" not in written(series)["eventSchedule"]
        assert told(series) == []


class TestCalendar:
    def test_it_is_a_graph(self) -> None:
        calendar = Calendar(
            groups=[UserGroup(id="g", name="Group")],
            tours=[Tour(id="t", name="Tour", organizer="ACME", products=["P"])],
            events=[meeting(tour="t")],
        )
        group, tour, event = written(calendar)["@graph"]
        assert (group["@type"], tour["@type"]) == ("Organization", "EventSeries")
        assert tour["organizer"] == {"@type": "Organization", "name": "ACME"}
        assert event["superEvent"] == {
            "@type": "EventSeries",
            "identifier": "t",
            "name": "Tour",
        }


class TestLosses:
    def test_another_venue_becomes_the_venue(self) -> None:
        lost = {p.place: p.message for p in told(meeting(other_venues=[VENUE]))}
        assert lost["/venue"].startswith("venue comes back as Venue(id=")
        assert lost["/other_venues"] == "other_venues is left out"

    def test_an_address_of_nothing_is_none(self) -> None:
        lost = {p.place for p in told(meeting(venue=VENUE.replace(address=Address())))}
        assert lost == {"/venue/address", "/timezone"}

    def test_who_speaks_comes_first(self) -> None:
        people = [Person(id="bob", name="Bob"), Person(id="ada", name="Ada")]
        roles = [Contributor(person="bob", role="host"), *speakers("ada")]
        lost = {p.place: p.message for p in told(meeting(people=people, contributors=roles))}
        assert lost["/contributors"] == "contributors comes back in another order"
        assert lost["/people"] == "people comes back in another order"

    def test_what_a_part_without_an_id_loses_is_told_in_its_place(self) -> None:
        online = [VirtualLocation(url="https://e.org", dial_in="911")]
        assert "/online/0/dial_in" in {p.place for p in told(meeting(online=online))}

    def test_a_zone_is_told(self) -> None:
        assert [str(p) for p in told(meeting())] == ["timezone comes back as 'UTC' (at /timezone)"]


class TestScript:
    HOSTILE = "</script><script>alert(1)</script> <!-- & --> \u2028\u2029]]>"

    def test_no_text_breaks_out_of_a_script_element(self) -> None:
        event = meeting(
            title=self.HOSTILE.replace("\u2028\u2029", ""),
            description=self.HOSTILE,
            url="https://e.org/</script>",
            extra={"jsonld": {"</script>": self.HOSTILE}},
        )
        text = jsonld_text(event)
        assert not set("<>&\u2028\u2029") & set(text)
        assert json.loads(text)["description"] == self.HOSTILE
        assert json.loads(text)["</script>"] == self.HOSTILE

    def test_the_text_is_the_bytes_without_the_last_newline(self) -> None:
        event = meeting(title="Café 🎉")
        assert jsonld_text(event).encode() + b"\n" == to_jsonld(event)
        assert "Café 🎉" in jsonld_text(event)

    def test_nothing_private_is_written(self) -> None:
        event = meeting(
            people=[Person(id="ada", name="Ada", email="ada@example.org", phone="911")],
            organizers=["ada"],
        )
        assert b"ada@" not in to_jsonld(event)
        assert b"911" not in to_jsonld(event)


class TestGoogle:
    def lacks(self, document: Any) -> dict[str, str]:
        found = [p for p in losses(document, "jsonld") if p.severity == "info"]
        words = ((p.place, p.message.removeprefix("the page lacks ").split()) for p in found)
        return {place: told[told[0] == "a"] for place, told in words}

    def test_a_bare_event(self) -> None:
        assert self.lacks(meeting()) == {
            "/online": "location",
            "/description": "description,",
            "/end": "endDate,",
            "/image": "image,",
            "/tickets": "offers,",
            "/organizers": "organizer,",
            "/contributors": "performer,",
        }

    def test_a_venue_needs_an_address(self) -> None:
        venue = VENUE.replace(address=None)
        assert "/venue" in self.lacks(meeting(venue=venue))
        assert "/venue" not in self.lacks(meeting(venue=VENUE))
        assert "/online" not in self.lacks(meeting(venue=VENUE))

    def test_an_event_with_all_lacks_nothing(self) -> None:
        event = meeting(
            end=TORONTO("21:00"),
            description="What it is about.",
            image="https://e.org/i.png",
            online=[VirtualLocation(url="https://e.org")],
            people=[Person(id="ada", name="Ada")],
            organizers=["ada"],
            contributors=speakers("ada"),
            tickets=[Ticket(url="https://e.org")],
        )
        assert self.lacks(event) == {}
        assert self.lacks(Calendar(events=[event])) == {}

    def test_a_series_has_no_start_date(self) -> None:
        series = EventSeries(template=meeting(), recurrence=Recurrence(rule="FREQ=MONTHLY"))
        assert self.lacks(series)["/template/start"] == "startDate,"
        assert "/series/0/template/start" in self.lacks(Calendar(series=[series]))


def test_the_table_names_members_that_there_are() -> None:
    for cls, rows in ROWS.items():
        names = {field.name for field in fields_of(cls)}
        assert {row.member for row in rows} <= names
