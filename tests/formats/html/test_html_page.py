"""What is in a page, and how it is built."""

import json
import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from tests.conftest import Golden
from tests.formats.html.pages import Element, parsed
from tests.formats.ical.documents import LIBERTY, conference, hello

from hallwaytrack import (
    Booth,
    Calendar,
    CallForSpeakers,
    Event,
    EventSeries,
    Material,
    Note,
    Person,
    Recurrence,
    Room,
    Session,
    Ticket,
    Tour,
    Track,
    Venue,
    VirtualLocation,
    at,
    example,
    read,
    speakers,
    to_html,
    write,
)

LAUNCH = "launch-toronto@heroeshappenhere.example"
EXAMPLE_FEED = "https://heroeshappenhere.example/feed.ics"
FEED = "https://itprotoronto.ca/events.ics"
toronto = at("America/Toronto")


def series() -> EventSeries:
    """Third Tuesdays, one of them cancelled, one moved."""
    template = hello().replace(url="https://itprotoronto.ca/", subtitle="Monthly")
    rule = Recurrence.monthly(nth=3, weekday="tue")
    found = EventSeries(template=template, recurrence=rule)
    return found.cancel(date(2008, 4, 15)).move(date(2008, 5, 20), date(2008, 5, 27))


def evening(**members: Any) -> Event:
    """A small event, with a programme of two rooms."""
    start = toronto("2008-02-26 18:00")
    everything: dict[str, Any] = {
        "id": "evening",
        "title": "Evening",
        "start": start,
        "end": toronto("2008-02-26 21:00"),
        "venue": Venue(id="v", name="Hall", rooms=[Room(id="a", name="A"), Room(id="b", name="B")]),
        "people": [Person(id="ada", name="Ada", pronouns="she", bio="Counts.", links=[FEED])],
        "tracks": [Track(id="t", name="Tools", color="#00aa00"), Track(id="u", name="Plain")],
        "sessions": [
            Session(id="all", title="Opening", kind="keynote", start=start, all_rooms=True),
            Session(
                id="one",
                title="One",
                start=toronto("2008-02-26 19:00"),
                end=toronto("2008-02-26 20:00"),
                room="a",
                track="t",
                level="beginner",
                language="fr-CA",
                subtitle="First",
                abstract="Short.",
                description="Long.",
                contributors=speakers("ada"),
                notes=[Note(id="n", text="Noted.\n\nTwice.")],
                materials=[
                    Material(id="m", title="Slides"),
                    Material(id="c", title="Code", url=FEED),
                ],
                online=[VirtualLocation(url="tel:+14165550100", kind="phone", dial_in="+1 416")],
                url="https://example.org/one",
            ),
            Session(
                id="two",
                title="Two",
                start=toronto("2008-02-26 19:00"),
                end=toronto("2008-02-26 19:30"),
                room="b",
                part_of="one",
                status="cancelled",
                track="u",
                description="Only this.",
            ),
            Session(id="later", title="Later"),
        ],
    }
    return Event(**{**everything, **members})


def page(document: Any, **options: Any) -> Element:
    return parsed(to_html(document, **options))


def facts(root: Element) -> dict[str, list[str]]:
    """The terms of a page, and what is said of each."""
    rows = [row for found in root.all("dl") for row in found.all("div")]
    return {row.one("dt").text: [said.text for said in row.all("dd")] for row in rows}


def cells(root: Element) -> list[list[str]]:
    """The rows of the only table."""
    return cells_of(root.one("table"))


def cells_of(found: Element) -> list[list[str]]:
    return [[cell.text for cell in row.all("th", "td")] for row in found.all("tr")]


DOCUMENTS = {
    "example": lambda: to_html(example(), feed_url=EXAMPLE_FEED),
    "conference": lambda: to_html(conference()),
    "series": lambda: to_html(series(), now=date(2008, 4, 1)),
    "roster": lambda: to_html(example().event(LAUNCH), roster=True),
    "evening": lambda: to_html(evening()),
    "both": lambda: to_html(Calendar(events=[evening(), conference()], series=[series()])),
    "people": lambda: to_html(conference(), by="person"),
    "nothing": lambda: to_html(Calendar()),
}
every_page = pytest.mark.parametrize("name", DOCUMENTS)


class TestGolden:
    def test_the_page_in_the_docs_is_that_of_today(self, golden: Golden) -> None:
        golden("../../docs/examples/heroes-happen-here.html", DOCUMENTS["example"]())

    @pytest.mark.parametrize("name", ["conference", "series", "roster"])
    def test_bytes(self, golden: Golden, name: str) -> None:
        golden(f"html/{name}.html", DOCUMENTS[name]())

    @every_page
    def test_the_same_bytes_each_time(self, name: str) -> None:
        assert DOCUMENTS[name]() == DOCUMENTS[name]()


class TestStructure:
    @every_page
    def test_landmarks_and_one_heading_of_the_first_level(self, name: str) -> None:
        root = parsed(DOCUMENTS[name]())
        assert root.one("html").attributes["lang"] == "en"
        body = root.one("body")
        outermost = [each.tag for each in body.inside if isinstance(each, Element)]
        assert outermost in (
            ["a", "header", "main", "footer"],
            ["a", "header", "nav", "main", "footer"],
        )
        assert root.one("title").text == root.one("h1").text
        assert root.one("main").attributes["id"] == "main"
        assert body.all("a")[0].attributes["href"] == "#main"

    @every_page
    def test_no_level_of_headings_is_left_out(self, name: str) -> None:
        headings = parsed(DOCUMENTS[name]()).all("h1", "h2", "h3", "h4", "h5", "h6")
        levels = [int(each.tag[1]) for each in headings]
        assert all(b <= a + 1 for a, b in pairwise(levels))

    @every_page
    def test_tables_have_headers(self, name: str) -> None:
        for table in parsed(DOCUMENTS[name]()).all("table"):
            head = table.one("thead").all("th")
            assert {each.attributes["scope"] for each in head} == {"col"}
            for row in table.one("tbody").all("tr"):
                (header,) = row.all("th")
                assert header.attributes["scope"] == "row"
                width = sum(int(c.attributes.get("colspan", 1)) for c in row.all("td"))
                assert width + 1 == len(head)

    @every_page
    def test_what_is_referred_to_is_there_once(self, name: str) -> None:
        everything = parsed(DOCUMENTS[name]()).all()
        ids = [each.attributes["id"] for each in everything if "id" in each.attributes]
        assert len(set(ids)) == len(ids)
        named = {each.attributes.get("aria-labelledby") for each in everything} - {None}
        links = [each.attributes["href"] for each in everything if "href" in each.attributes]
        anchors = {link[1:] for link in links if link.startswith("#")}
        assert named | anchors <= set(ids)

    @every_page
    def test_nothing_is_fetched_and_no_script_runs(self, name: str) -> None:
        root = parsed(DOCUMENTS[name]())
        assert root.all("img", "iframe", "object", "embed", "video", "audio", "form") == []
        assert {each.attributes["type"] for each in root.all("script")} <= {"application/ld+json"}
        names = {n for each in root.all() for n in each.attributes}
        assert not [n for n in names if n.startswith("on") or n in {"src", "style", "srcset"}]
        assert {each.attributes["rel"] for each in root.all("link")} <= {"alternate"}
        assert "url(" not in root.one("style").text

    @every_page
    def test_style_for_screens_dark_small_and_paper(self, name: str) -> None:
        style = parsed(DOCUMENTS[name]()).one("style").text
        for condition in ("(prefers-color-scheme:dark)", "screen and (max-width", "print{"):
            assert f"@media {condition}" in style
        assert style.count("{") == style.count("}")


class TestEvent:
    def test_times_with_the_zone_named(self) -> None:
        root = page(evening())
        assert facts(root)["When"] == [
            "Tue 26 Feb 2008, 18:00 to 21:00 (America/Toronto, UTC-05:00)"
        ]
        assert "Times are those of America/Toronto (UTC-05:00)" in root.text
        times = [each.attributes["datetime"] for each in root.all("time")]
        assert times[:2] == ["2008-02-26T18:00:00-05:00"] * 2

    def test_grid_by_room(self) -> None:
        root = page(evening())
        assert cells(root)[0] == ["Time", "A", "B"]
        assert [row[0] for row in cells(root)[1:]] == ["18:00", "19:00"]
        (opening,) = root.all("tr")[1].all("td")
        assert opening.attributes == {"colspan": "2", "data-in": "All rooms"}
        one, two = root.all("tr")[2].all("td")
        assert (one.attributes, two.attributes) == ({"data-in": "A"}, {"data-in": "B"})
        assert "until 20:00" in one.text and "until 19:30" in two.text
        assert two.text.startswith("Cancelled: Two")

    def test_sessions_that_end_together_say_so_once(self) -> None:
        end = toronto("2008-02-26 20:00")
        root = page(evening().amend("two", end=end))
        assert cells(root)[2][0] == "19:00-20:00"
        assert "until" not in root.one("table").text

    def test_a_session_whole(self) -> None:
        one = page(evening()).by_id("e.one")
        for said in ("First", "Ada", "Tools · beginner", "Slides (to follow)", "Short.", "Noted."):
            assert said in one.text
        assert "Long." not in one.text
        assert one.attributes == {"class": "s et0", "id": "e.one", "lang": "fr-CA"}
        links = {each.text: each.attributes["href"] for each in one.all("a")}
        assert links == {
            "One": "https://example.org/one",
            "Code": FEED,
            "Phone (dial in: +1 416)": "tel:+14165550100",
        }
        assert [p.text for p in one.all("div")[-1].all("p")] == ["Noted.", "Twice."]

    def test_what_it_is_part_of_and_its_description(self) -> None:
        two = page(evening()).by_id("e.two")
        assert "Plain · part of One" in two.text and "Only this." in two.text
        assert two.attributes["class"] == "s"

    def test_colours_of_tracks(self) -> None:
        style = page(evening()).one("style").text
        assert ".et0{border-left-color:#00aa00}" in style and ".et1" not in style

    def test_sessions_without_a_time(self) -> None:
        root = page(evening())
        assert root.by_id("e.later").tag == "div"
        titles = [each.text for each in root.all("h3")]
        assert "At a time to be announced" in titles
        assert "Later" not in root.one("table").text

    @pytest.mark.parametrize(
        ("by", "columns"),
        [
            ("track", ["Time", "Tools", "Plain", "No track"]),
            ("kind", ["Time", "Keynote", "Talk"]),
            ("person", ["Time", "Ada", "Nobody named"]),
        ],
    )
    def test_by_something_else(self, by: Any, columns: list[str]) -> None:
        root = page(evening(), by=by)
        assert cells(root)[0] == columns
        assert "Tuesday 26 February 2008" in root.text
        assert "A · " in root.one("table").text

    def test_without_rooms_there_is_one_column(self) -> None:
        talk = Session(id="s", title="S", start=toronto("2008-02-26 18:00"))
        root = page(evening(sessions=[talk]))
        assert cells(root) == [["Time", "Session"], ["18:00", "S"]]
        (scroll,) = (each for each in root.all("div") if each.attributes.get("class") == "scroll")
        assert "tabindex" not in scroll.attributes
        assert "data-in" not in root.one("td").attributes, "a single column has nothing to tell"

    def test_only_sessions_for_all_rooms(self) -> None:
        talk = Session(id="s", title="S", start=toronto("2008-02-26 18:00"), all_rooms=True)
        root = page(evening(sessions=[talk]))
        assert cells(root) == [["Time", "Session"], ["18:00", "S"]]
        assert root.one("td").attributes == {}

    @pytest.mark.parametrize(
        ("title", "kind", "is_told"),
        [
            ("Opening keynote", "keynote", False),
            ("Open-floor discussion", "open_floor", False),
            ("Registration", "registration", False),
            ("Lunch", "break", True),
            ("Breaking changes", "break", True),
            ("Floor plan", "open_floor", True),
        ],
    )
    def test_a_kind_that_the_title_says_is_not_said_again(
        self, title: str, kind: Any, is_told: bool
    ) -> None:
        told = Session(id="s", title=title, kind=kind, start=toronto("2008-02-26 18:00"))
        said = page(evening(sessions=[told])).by_id("e.s").text.removeprefix(title)
        assert said == (kind.replace("_", " ") if is_told else "")

    def test_many_columns_scroll_by_themselves_and_print_as_cards(self) -> None:
        rooms = [Room(id=f"r{i}", name=f"R{i}") for i in range(6)]
        start = toronto("2008-02-26 18:00")
        talks = [Session(id=f"s{i}", title="S", start=start, room=f"r{i}") for i in range(6)]
        wide = page(evening(venue=Venue(id="v", name="V", rooms=rooms), sessions=talks))
        assert wide.one("table").attributes["class"] == "grid wide"
        (scroll,) = (e for e in wide.all("div") if e.attributes.get("class") == "scroll full")
        assert scroll.attributes["tabindex"] == "0" and scroll.attributes["role"] == "group"
        assert page(evening()).one("table").attributes["class"] == "grid"

    def test_navigation_where_there_are_several_days(self) -> None:
        next_day = Session(id="n", title="N", start=toronto("2008-02-27 10:00"))
        days = page(evening().put(next_day)).one("nav").all("a")
        assert [each.text for each in days] == ["Tue 26 Feb", "Wed 27 Feb"]
        assert page(evening()).all("nav") == []

    def test_all_facts(self) -> None:
        venue = Venue(
            id="v",
            name="Hall",
            directions="By tram.",
            accessibility="No steps.",
            url="https://hall.example",
        )
        event = conference(
            other_venues=[LIBERTY, venue],
            audience=["Developers"],
            languages=["en", "fr"],
            tickets=[
                Ticket(
                    name="Early",
                    price=Decimal(5),
                    currency="CAD",
                    url="https://t.example",
                    sold_out=True,
                ),
                Ticket(price=Decimal(0), currency="CAD", opens_at=toronto("2008-01-01 09:00")),
                Ticket(),
            ],
            call_for_speakers=CallForSpeakers(
                url="https://cfs.example", closes_on=date(2008, 1, 2)
            ),
            code_of_conduct="https://coc.example",
            links=["https://more.example"],
            status="postponed",
            status_reason="Snow",
            previous_starts=[toronto("2008-02-20 08:00")],
        )
        root = page(event)
        said = facts(root)
        assert said["Organized by"] == ["Silent Group", 'IT Pro "Toronto"']
        assert said["With"] == ['Grace Hopper (host), IT Pro "Toronto" (Presented by)']
        assert said["For"] == ["Developers"] and said["Languages"] == ["en, fr"]
        assert said["Tickets"] == [
            "Early, 5 CAD, sold out",
            "free, from Tue 1 Jan 2008, 09:00",
            "Tickets",
        ]
        assert said["Call for speakers"] == ["Open until Wed 2 Jan 2008"]
        assert said["Status"] == ["Postponed: Snow (was to be on Wed 20 Feb 2008, 08:00)"]
        assert said["Materials"] == ['The "map"', "Photos (to follow by Fri 14 Mar 2008)"]
        assert (said["Getting there"], said["Access"]) == (["By tram."], ["No steps."])
        assert said["Code of conduct"] == ["https://coc.example"]
        assert said["More"][1:] == ["https://more.example"]
        assert "Last changed on Wed 20 Feb 2008, 12:00 UTC." in root.one("footer").text

    def test_a_call_without_an_end_and_a_language_that_is_the_pages(self) -> None:
        event = evening(
            call_for_speakers=CallForSpeakers(url="https://cfs.example"),
            languages=["en-CA"],
            contributors=speakers("ada"),
        )
        said = facts(page(event))
        assert said["Call for speakers"] == ["Offer a session"]
        assert "Languages" not in said

    def test_booths_people_and_notes(self) -> None:
        booth = Booth(
            id="b1", title="Area", room="a", start=toronto("2008-02-26 18:00"), status="tentative"
        )
        notes = [Note(id="n", text="Said.", authors=["ada"]), Note(id="m", text="Heard.")]
        root = page(evening(booths=[booth, Booth(id="b2", title="Bare")], notes=notes))
        assert [each.text for each in root.by_id("e-Booths").all()] == []
        text = root.one("main").text
        assert "A, Tue 26 Feb 2008, 18:00, tentative" in text
        assert "she" in text and "Counts." in text
        assert "Said." in text and "Heard." in text


class TestCalendar:
    def test_events_by_time_and_a_section_each(self) -> None:
        root = page(example())
        listed = root.all("table")[0]
        assert [each.text for each in listed.all("a")][:6] == [
            "Community evening",
            "Heroes Happen Here",
            "Heroes Happen Here, Montréal",
            "First meeting: Virtualization",
            "Monthly meeting",
            "Monthly meeting",
        ]
        assert "Tentative: Heroes Happen Here, Montréal" in listed.text
        sections = [each.attributes["aria-labelledby"] for each in root.all("section")]
        assert sections == ["events", "e1", "e2", "e3", "e4", "e5"]

    def test_what_is_over_is_left_out(self) -> None:
        left = page(example(), now=date(2008, 3, 1)).all("section")
        assert [each.one("h2").text for each in left] == [
            "Events",
            "Heroes Happen Here, Montréal",
            "First meeting: Virtualization",
            "Monthly meeting",
        ]

    def test_meetings_among_the_events(self) -> None:
        calendar = Calendar(
            name="Ours",
            description="What we do.",
            url="https://itprotoronto.ca/",
            events=[evening()],
            series=[series()],
            tours=[Tour(id="t", name="Tour", organizer="Us")],
        )
        root = page(calendar, meetings=2, now=date(2008, 2, 1))
        links = [each.attributes["href"] for each in root.all("table")[0].all("a")]
        assert links == ["#e1", "#e2", "#e2"]
        assert facts(root)["More"] == ["https://itprotoronto.ca/"]
        assert "Monthly" in root.one("main").text and "Us" in root.one("main").text

    def test_a_zone_that_all_share_is_told_once(self) -> None:
        root = page(example())
        assert root.by_id("events").text == "Events"
        assert "Times are those of America/Toronto" in root.all("section")[0].text
        assert cells_of(root.all("table")[0])[1][0] == "Tue 26 Feb 2008, 18:30 to 21:00"

    def test_else_each_tells_its_own(self) -> None:
        berlin = at("Europe/Berlin")("2008-02-27 18:00")
        other = Event(id="b", title="B", start=berlin)
        root = page(Calendar(events=[evening(), other]))
        assert "Times are those" not in root.all("section")[0].text
        assert [row[0] for row in cells_of(root.all("table")[0])[1:]] == [
            "Tue 26 Feb 2008, 18:00 to 21:00 (America/Toronto, UTC-05:00)",
            "Wed 27 Feb 2008, 18:00, end to be announced (Europe/Berlin, UTC+01:00)",
        ]

    def test_whole_days_have_no_zone(self) -> None:
        day = Event(id="d", title="D", start=date(2008, 2, 27))
        root = page(Calendar(events=[day]))
        assert "Times are those" not in root.text
        assert cells_of(root.one("table"))[1][0] == "Wed 27 Feb 2008, all day"

    def test_a_group_that_the_calendar_tells_of_is_told_once(self) -> None:
        names = [each.text for each in page(example()).all("li")]
        assert sum(name.startswith("IT Pro Toronto") for name in names) == 1
        (group,) = example().groups
        other = group.replace(name="Another account of it")
        root = page(example().replace(groups=[other], series=[]))
        names = [each.text for each in root.all("li")]
        assert sum(name.startswith("IT Pro Toronto") for name in names) == 2
        assert sum(name.startswith("Another account") for name in names) == 1


class TestSeries:
    def test_next_meetings(self) -> None:
        root = page(series(), now=date(2008, 4, 1), meetings=3)
        whens = [row[0] for row in cells(root)[1:]]
        assert [when.partition(",")[0] for when in whens] == [
            "Tue 15 Apr 2008",
            "Tue 27 May 2008",
            "Tue 17 Jun 2008",
        ]
        assert cells(root)[1][1].startswith("Cancelled: ")
        assert "When" not in facts(root)

    def test_what_the_series_tells_is_not_told_of_each_meeting(self) -> None:
        root = page(series(), now=date(2008, 4, 1), meetings=3)
        assert cells(root)[0] == ["When", "What"]
        assert root.one("table").all("a") == []
        assert facts(root)["Where"] == ["To be announced"]

    def test_a_meeting_with_its_own_page_and_place(self) -> None:
        url, hall = "https://itprotoronto.ca/july", Venue(id="h", name="Hall")
        moved = series().amend(date(2008, 7, 15), url=url, venue=hall)
        root = page(moved, now=date(2008, 6, 1), meetings=2)
        assert [row[-1] for row in cells(root)] == ["Where", "to be announced", "Hall"]
        assert [each.attributes["href"] for each in root.one("table").all("a")] == [url]

    def test_without_now_the_first(self) -> None:
        assert cells(page(series(), meetings=1))[1][0].startswith("Tue 18 Mar 2008, 18:00 to 21:00")


class TestRoster:
    def test_names_and_hours_and_nothing_else_private(self) -> None:
        event = conference()
        root = page(event, roster=True)
        assert "Vera Volunteer" in root.text and "of " in root.text
        for person in event.people:
            assert not person.email or person.email not in root.text
            assert not person.phone or person.phone not in root.text
        assert "nobody may read this" not in root.text
        robots = [e.attributes for e in root.all("meta") if e.attributes.get("name") == "robots"]
        assert [each["content"] for each in robots] == ["noindex"]
        assert root.all("script") == []

    def test_what_is_missing(self) -> None:
        launch = example().event(LAUNCH).amend("set-up", needed=3)
        filled = page(launch, roster=True).all("td")
        short = [e.text for e in filled if "short" in e.attributes.get("class", "").split()]
        assert short == ["2 of 3"]

    def test_without_it_no_volunteer_is_told(self) -> None:
        root = page(conference())
        assert "Vera" not in root.text and "robots" not in to_html(conference()).decode()

    def test_of_an_event_without_shifts(self) -> None:
        root = page(hello(), roster=True)
        assert root.all("table") == [] and root.one("h1").text == f"Roster: {hello().title}"


class TestFeed:
    def test_links_to_subscribe_and_to_download(self) -> None:
        root = page(hello(), feed_url=FEED)
        links = [each.attributes["href"] for each in root.one("header").all("a")]
        assert links == ["webcal://itprotoronto.ca/events.ics", FEED]
        assert root.one("link").attributes["href"] == FEED
        assert root.one("link").attributes["type"] == "text/calendar"

    @pytest.mark.parametrize(
        ("given", "webcal", "web"),
        [
            ("http://a.example/f", "webcal://a.example/f", "http://a.example/f"),
            ("webcal://a.example/f", "webcal://a.example/f", "https://a.example/f"),
            ("HTTPS://a.example/f", "webcal://a.example/f", "https://a.example/f"),
        ],
    )
    def test_from_any_scheme(self, given: str, webcal: str, web: str) -> None:
        links = page(hello(), feed_url=given).one("header").all("a")
        assert [each.attributes["href"] for each in links] == [webcal, web]

    def test_none(self) -> None:
        assert page(hello()).one("header").all("a") == page(hello()).all("link") == []


class TestJsonLd:
    @staticmethod
    def held(root: Element) -> Any:
        return json.loads(root.one("script").text)

    def test_is_that_of_the_public_view(self) -> None:
        assert self.held(page(conference())) == json.loads(write(conference(), "jsonld"))

    def test_is_read_from_the_page_again(self) -> None:
        found = read(to_html(evening()), timezone="America/Toronto").document
        titles = {event.title for event in getattr(found, "events", [found])}
        assert titles == {"Evening"}

    @pytest.mark.parametrize(
        "document", [evening(), series(), Calendar(events=[evening()], series=[series()])]
    )
    def test_brief_without_sessions(self, document: Any) -> None:
        text = to_html(document, detail="brief").decode()
        assert '"name":"One"' not in text and '"Event' in text

    def test_a_calendar_without_what_is_over(self) -> None:
        root = page(example(), now=date(2008, 3, 1))
        assert "Community evening" not in root.one("script").text


class TestDetail:
    def test_brief_is_without_texts_and_people(self) -> None:
        root = page(evening(), detail="brief")
        assert root.all("details") == []
        assert "Counts." not in root.text and "Slides" not in root.text
        assert "Code" in root.by_id("e.one").text

    def test_full_up_to_a_hundred_sessions(self) -> None:
        start = toronto("2008-02-26 18:00")
        talks = [Session(id=f"s{i}", title="S", abstract="Told.", start=start) for i in range(101)]
        assert "Told." in to_html(evening(sessions=talks[:100])).decode()
        assert "Told." not in to_html(evening(sessions=talks)).decode()
        assert "Told." in to_html(evening(sessions=talks), detail="full").decode()

    def test_a_conference_of_500_sessions_is_under_300_kilobytes(self) -> None:
        from tests.benchmarks import data, ours, pages

        made = to_html(ours.event(data.conference(500)), feed_url=FEED)
        assert len(made) < pages.MOST_BYTES
        assert len(re.findall(rb'<div class="s"', made)) == 500
