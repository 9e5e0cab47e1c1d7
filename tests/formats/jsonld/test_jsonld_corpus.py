"""The examples of schema.org itself: what each of them holds."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.formats.ical.reading import CORPUS, with_corpus
from tests.formats.jsonld.pages import told

from hallwaytrack import Address, Calendar, Ticket, VirtualLocation, from_json, read, to_json
from hallwaytrack.formats.registry import format_of

pytestmark = with_corpus
FILES = sorted((CORPUS / "schemaorg").glob("*.json"))


def of(name: str, **options: Any) -> Any:
    return read((CORPUS / "schemaorg" / name).read_bytes(), **options)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
class TestEach:
    def test_it_is_recognised_and_reads(self, path: Any) -> None:
        data = path.read_bytes()
        assert format_of("page", data).name == "jsonld"
        document = read(data, kind=Calendar).document
        assert from_json(to_json(document), Calendar) == document

    def test_what_was_read_is_written_without_a_loss(self, path: Any) -> None:
        document = read(path.read_bytes(), kind=Calendar).document
        assert told(document) == []


class TestContent:
    def test_two_concerts_of_a_band_without_names(self) -> None:
        reading = of("event-02-Event.json")
        first, second = reading.document.events
        assert (first.title, second.title) == ("Foo Fighters", "Foo Fighters")
        assert (first.start, second.start) == (date(2011, 5, 20), date(2011, 5, 23))
        assert (first.id, first.url) == ("foo-fighters-may20-fedexforum", None)
        assert first.venue.name == "Memphis, TN, US"
        assert {p.place for p in reading.problems} == {
            f"/event/{i}/{name}" for i in (0, 1) for name in ("name", "offers", "url")
        }

    def test_where_the_page_stood_makes_its_addresses_whole(self) -> None:
        first = of("event-02-Event.json", source="https://e.org/").document.events[0]
        assert first.url == "https://e.org/foo-fighters-may20-fedexforum"
        ticket = Ticket(url="https://e.org/ticketmaster.com/foofighters/may20-2011")
        assert first.tickets == (ticket,)

    @pytest.mark.parametrize("name", ["event-03-BusinessEvent.json", "event-05-Festival.json"])
    def test_an_event_without_a_start_is_told_and_left_out(self, name: str) -> None:
        reading = of(name)
        assert reading.document == Calendar()
        assert [(p.place, p.severity) for p in reading.problems] == [("/event/startDate", "error")]

    def test_an_opera_on_stage_and_online(self) -> None:
        event = of("issue-1842.json", timezone="America/Chicago").document
        assert event.start == datetime(2025, 7, 22, 0, 0, tzinfo=UTC)
        assert event.attendance == "hybrid"
        assert event.online == (VirtualLocation(url="https://operaonline.stream5.com/"),)
        assert event.venue.name == "Snickerpark Stadium"
        assert event.venue.address == Address(
            street="100 West Snickerpark Dr",
            locality="Snickertown",
            region="PA",
            postal_code="19019",
            country="US",
        )
        assert [group.name for group in event.groups] == [
            "Kira and Morrison Music",
            "Kira and Morrison",
        ]
        assert [c.role for c in event.contributors] == ["performer"]
        (ticket,) = event.tickets
        assert (ticket.price, ticket.currency, ticket.sold_out) == (Decimal(30), "USD", False)
        assert ticket.opens_at == datetime(2024, 5, 21, 17, tzinfo=UTC)

    def test_a_dance_with_the_work_that_is_performed(self) -> None:
        event = of("issue-4468.json").document
        assert (event.title, event.id) == ("Rinse", "https://nac-cna.ca/en/event/38366")
        assert event.venue.address.locality == "Ottawa"
        assert event.people[0].name == "Amrita Hepi"
        assert event.organizers == ("nac-indigenous-theatre",)
        assert event.extra["jsonld"]["workPerformed"]["name"] == "Rinse"
        assert "stage&mdash;recounting" in event.description

    def test_the_olympic_games_are_a_tour_with_stops(self) -> None:
        reading = of("issue-447.json")
        calendar = reading.document
        (games,) = calendar.tours
        assert [e.title for e in calendar.stops(games.id)] == [
            "The London 2012 Summer Olympics",
            "The Rio 2016 Summer Olympics",
        ]
        rowing = calendar.event("http://www.rio2016.com/en/rowing")
        assert (rowing.title, rowing.end) == ("(untitled)", date(2016, 8, 13))
        assert rowing.venue.name == "Lagoa Stadium"
        assert {p.place for p in reading.problems} == {"/2/name", "/2/superEvent"}
