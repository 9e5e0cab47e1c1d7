"""confs.tech: lists of conferences, both ways."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import GOLDEN, Golden
from tests.formats.ical.reading import CORPUS
from tests.formats.test_objects import ANYTHING
from tests.strategies import calendars, events

from hallwaytrack import (
    Address,
    Calendar,
    CallForSpeakers,
    DecodeError,
    Event,
    InvalidValueError,
    Reading,
    Room,
    Venue,
    VirtualLocation,
    at,
    from_json,
    merge,
    read,
    to_json,
    write,
)
from hallwaytrack.formats.confstech import MEMBERS, read_confs_tech, to_confs_tech
from hallwaytrack.formats.registry import format_of, losses

FILES = sorted(CORPUS.glob("confs-tech/*.json"))
COUNTED = {"2016-javascript.json": 77, "2020-python.json": 22, "2024-python.json": 26}
"""The conferences in each file, by ``grep -c '"name"'``."""
with_corpus = pytest.mark.skipif(not FILES, reason="the corpus is not here")

WHOLE = {
    "name": "PyCascades",
    "url": "https://www.pycascades.com",
    "startDate": "2024-04-05",
    "endDate": "2024-04-08",
    "city": "Seattle, WA",
    "country": "U.S.A.",
    "online": True,
    "locales": "EN,ES",
    "offersSignLanguageOrCC": False,
    "cocUrl": "https://2024.pycascades.com/about/code-of-conduct",
    "cfpUrl": "https://pretalx.com/pycascades-2024/cfp",
    "cfpEndDate": "2024-01-04",
    "twitter": "@pycascades",
    "mastodon": "@pycascades@fosstodon.org",
    "bluesky": "@pycascades.bsky.social",
    "discountCode": "HALLWAY",
}
"""A conference with every member, in the order in which they are written."""
LEAST = {
    "name": "JSConf",
    "url": "https://jsconf.example/2016",
    "startDate": "2016-02-29",
    "endDate": "2016-02-29",
}


def one(**members: Any) -> Reading:
    """The reading of a list of one conference."""
    return read_confs_tech(json.dumps([{**LEAST, **members}]).encode())


def event_of(**members: Any) -> Event:
    reading = one(**members)
    assert reading.problems == ()
    return reading.document.events[0]


def told(reading: Reading) -> list[str]:
    return [f"{p.severity} {p.place} {p.message}" for p in reading.problems]


def conference(**members: Any) -> Event:
    """An event that a list carries whole."""
    start = date(2024, 4, 5)
    given = {"start": start, "end": start, "kind": "conference", "url": "https://x.example"}
    return Event(**{"id": "x.example-2024@confs.tech", "title": "X", **given, **members})


class TestReading:
    def test_a_conference_with_every_member(self) -> None:
        found = event_of(**WHOLE)
        assert found == Event(
            id="pycascades.com-2024@confs.tech",
            title="PyCascades",
            url="https://www.pycascades.com",
            start=date(2024, 4, 5),
            end=date(2024, 4, 8),
            kind="conference",
            venue=Venue(
                id="seattle-wa",
                name="Seattle, WA",
                address=Address(locality="Seattle, WA", country="US"),
            ),
            online=[VirtualLocation(url="https://www.pycascades.com")],
            languages=["en", "es"],
            code_of_conduct="https://2024.pycascades.com/about/code-of-conduct",
            call_for_speakers=CallForSpeakers(
                url="https://pretalx.com/pycascades-2024/cfp", closes_on=date(2024, 1, 4)
            ),
            links=[
                "https://twitter.com/pycascades",
                "https://fosstodon.org/@pycascades",
                "https://bsky.app/profile/pycascades.bsky.social",
            ],
            extra={"confs-tech": {"offersSignLanguageOrCC": False, "discountCode": "HALLWAY"}},
        )

    def test_that_is_every_member_of_the_table(self) -> None:
        assert set(MEMBERS) == WHOLE.keys() - {"discountCode"}

    def test_the_last_day_is_included(self) -> None:
        found = event_of(startDate="2024-04-05", endDate="2024-04-08")
        assert found.ends_at is not None
        assert found.ends_at.date() == date(2024, 4, 9)

    def test_one_without_a_last_day(self) -> None:
        assert event_of(endDate=None).end is None

    def test_only_online_has_no_venue(self) -> None:
        found = event_of(online=True)
        assert (found.venue, found.attendance) == (None, "online")

    def test_a_country_without_a_city(self) -> None:
        venue = event_of(country="Germany").venue
        assert venue == Venue(id="germany", name="Germany", address=Address(country="DE"))

    def test_languages_with_spaces_between(self) -> None:
        assert event_of(locales="EN, UK,").languages == ("en", "uk")

    def test_the_topic_is_that_of_the_file(self) -> None:
        reading = read_confs_tech(json.dumps([LEAST, WHOLE]).encode(), topic="python")
        assert [event.topics for event in reading.document.events] == [("python",)] * 2

    def test_a_topic_that_is_none(self) -> None:
        with pytest.raises(InvalidValueError, match="topic must be one line"):
            read_confs_tech(b"[]", topic="a\nb")

    def test_an_empty_list(self) -> None:
        assert read_confs_tech(b"[]") == Reading(Calendar())


class TestIds:
    def test_of_the_url_and_the_year(self) -> None:
        assert event_of().id == "jsconf.example-2016-2016@confs.tech"
        assert event_of(url="HTTP://www.A.example/b/").id == "A.example-b-2016@confs.tech"

    def test_neither_name_nor_days_change_it(self) -> None:
        assert event_of(name="Other", startDate="2016-01-01", city="Rome").id == event_of().id

    def test_of_the_name_where_there_is_no_url(self) -> None:
        assert event_of(url=None).id == "jsconf-2016@confs.tech"
        assert event_of(url=None, name="🎉").id == "conference-2016@confs.tech"

    def test_of_the_first_day_where_the_year_is_there_twice(self) -> None:
        """Whichever of them comes first in the list."""
        both = [LEAST, {**LEAST, "startDate": "2016-11-01", "endDate": "2016-11-01"}]
        for listed in (both, both[::-1]):
            found = read_confs_tech(json.dumps(listed).encode()).document
            assert {e.id for e in found.events} == {
                "jsconf.example-2016-2016-02-29@confs.tech",
                "jsconf.example-2016-2016-11-01@confs.tech",
            }

    def test_in_the_lists_of_two_topics_it_is_one(self) -> None:
        data = json.dumps([LEAST]).encode()
        lists = [read_confs_tech(data, topic=topic).document for topic in ("css", "javascript")]
        assert len(merge(*lists).events) == 1

    def test_a_long_url(self) -> None:
        found = event_of(url=f"https://example.org/{'x' * 300}")
        assert len(found.id) <= 255

    def test_of_the_same_twice(self) -> None:
        found = read_confs_tech(json.dumps([LEAST, LEAST]).encode()).document
        first, second = (event.id for event in found.events)
        assert second == f"{first}#2"


class TestProblems:
    """Told with the place and left out or kept; the other conferences are read."""

    @pytest.mark.parametrize(
        ("members", "problem"),
        [
            ({"endDate": "soon"}, "error /0/endDate endDate must be a date like 2008-02-27"),
            ({"endDate": "2016-02-28"}, "error /0/endDate end must be not before start"),
            ({"url": "jsconf.example"}, "error /0/url url must be an absolute URL"),
            ({"online": "yes"}, "error /0/online online must be true or false"),
            ({"online": True, "url": None}, "error /0/online online needs a url"),
            ({"locales": "english please"}, "error /0/locales languages[0] must be a BCP 47"),
            ({"cocUrl": 3}, "error /0/cocUrl cocUrl must be a text"),
            ({"cfpUrl": "x"}, "error /0/cfpUrl url must be an absolute URL"),
            ({"cfpEndDate": "2016-01-01"}, "error /0/cfpEndDate cfpEndDate needs a cfpUrl"),
            ({"country": "Atlantis"}, "warning /0/country country is not known"),
            ({"country": "Scotland"}, "warning /0/country country is read as GB"),
            ({"twitter": "pycon"}, "warning /0/twitter twitter is no account"),
            ({"offersSignLanguageOrCC": 1}, "error /0/offersSignLanguageOrCC offersSign"),
            ({"deep": json.loads("[" * 50 + "]" * 50)}, "error /0/extra extra must"),
        ],
    )
    def test_of_one_member(self, members: dict[str, Any], problem: str) -> None:
        reading = one(**members)
        assert len(reading.document.events) == 1
        (line,) = told(reading)
        assert line.startswith(problem)

    @pytest.mark.parametrize("missing", ["name", "startDate"])
    def test_of_one_conference(self, missing: str) -> None:
        data = json.dumps([LEAST, {**LEAST, missing: None}, 3, LEAST]).encode()
        reading = read_confs_tech(data)
        assert len(reading.document.events) == 2
        assert told(reading) == [
            "error /1 a conference must have a name and a startDate; it is left out",
            "error /2 must be an object; it is left out",
        ]

    def test_a_day_that_no_model_takes(self) -> None:
        reading = one(startDate="0001-01-01", endDate="0001-01-01")
        assert reading.document.events == ()
        assert told(reading)[0].startswith("error /0/startDate start must")

    def test_unknown_countries_and_handles_are_written_again(self) -> None:
        odd = {"country": "Atlantis", "twitter": "pycon", "city": "Poseidonis"}
        back = json.loads(to_confs_tech(one(**odd).document))
        assert back == [{**LEAST, **odd, "online": False}]

    @pytest.mark.parametrize("data", [b"{}", b'"x"', b"null", b'{"conferences":[]}'])
    def test_what_is_no_list(self, data: bytes) -> None:
        with pytest.raises(DecodeError, match=r"confs\.tech JSON must be a list of conferences"):
            read_confs_tech(data)

    def test_the_limit(self) -> None:
        with pytest.raises(DecodeError, match="a list of conferences must have at most 3 bytes"):
            read_confs_tech(b"[{}]", max_bytes=3)


class TestWriting:
    def test_every_member_in_its_order(self) -> None:
        found = event_of(**WHOLE)
        (back,) = json.loads(to_confs_tech(found))
        assert list(back.items()) == list(WHOLE.items())

    @pytest.mark.parametrize(
        ("start", "end", "days"),
        [
            ("2008-02-27 09:00", "2008-02-27 17:00", ("2008-02-27", "2008-02-27")),
            ("2008-02-27 09:00", "2008-02-29 17:00", ("2008-02-27", "2008-02-29")),
            ("2008-02-27 18:00", "2008-02-28 00:00", ("2008-02-27", "2008-02-27")),
            ("2008-02-27 18:00", "2008-02-28 00:01", ("2008-02-27", "2008-02-28")),
            ("2008-02-27 18:00", None, ("2008-02-27", "2008-02-27")),
            ("2008-02-27 00:00", None, ("2008-02-27", "2008-02-27")),
        ],
    )
    def test_days_are_those_of_the_wall(
        self, start: str, end: str | None, days: tuple[str, str]
    ) -> None:
        clock = at("Asia/Tokyo")
        timed = conference(start=clock(start), end=clock(end) if end else None)
        (back,) = json.loads(to_confs_tech(timed))
        assert (back["startDate"], back["endDate"]) == days

    def test_without_a_url_it_is_left_out(self) -> None:
        calendar = Calendar(events=[conference(id="a", url=None), conference()])
        assert len(json.loads(to_confs_tech(calendar))) == 1

    def test_nothing_private_is_written(self) -> None:
        (back,) = json.loads(to_confs_tech(conference(people=[])))
        assert set(back) <= set(MEMBERS)

    @pytest.mark.parametrize("name", ["conferences"])
    def test_golden(self, name: str, golden: Golden) -> None:
        golden(f"confs-tech/{name}.json", to_confs_tech(golden_calendar()))

    def test_an_independent_reader_reads_it(self) -> None:
        """The rules of the repository's own check, as far as they are about one conference."""
        for each in json.loads((GOLDEN / "confs-tech" / "conferences.json").read_bytes()):
            assert {"name", "url", "startDate", "endDate"} <= set(each)
            assert re.fullmatch(r"https?://[^?]+", each["url"])
            assert date.fromisoformat(each["startDate"]) <= date.fromisoformat(each["endDate"])
            assert each["online"] or {"city", "country"} <= set(each)
            assert "" not in each.values()


def golden_calendar() -> Calendar:
    clock = at("America/Toronto")
    return Calendar(
        name="Not in the list",
        events=[
            *read_confs_tech(
                json.dumps([WHOLE, {**LEAST, "city": "Rome", "country": "Italy"}]).encode()
            ).document.events,
            conference(
                id="launch",
                title='Quotes "and" naïve 漢字',
                start=clock("2008-02-27 08:00"),
                end=clock("2008-02-27 16:00"),
                venue=Venue(
                    id="hall",
                    name="Direct Energy Building",
                    address=Address(street="100 Princes' Blvd", locality="Toronto", country="CA"),
                ),
                languages=["en", "fr-CA"],
                topics=["Virtualization"],
            ),
            conference(id="nowhere", url=None),
        ],
    )


class TestLosses:
    """What is told as lost is lost, and what is not told comes back."""

    @pytest.mark.parametrize(
        ("members", "places"),
        [
            ({}, []),
            ({"id": "other"}, ["/id"]),
            ({"topics": ["python"]}, ["/topics"]),
            ({"end": None}, ["/end"]),
            ({"kind": "other"}, ["/kind"]),
            ({"online": [VirtualLocation(url="https://meet.example")]}, ["/online/0", "/online"]),
            ({"links": ["https://example.org"]}, ["/links"]),
            ({"extra": {"other": 1}}, ["/extra"]),
            ({"occurrence": date(2024, 4, 5)}, ["/occurrence"]),
            ({"url": None}, [""]),
            (
                {"venue": Venue(id="rome", name="Rome", address=Address(locality="Rome"))},
                [],
            ),
            (
                {
                    "venue": Venue(
                        id="rome",
                        name="Rome",
                        address=Address(locality="Rome", street="Via Appia"),
                        rooms=[Room(id="r", name="R")],
                    )
                },
                ["/venue/address/street", "/venue/rooms"],
            ),
        ],
    )
    def test_of_an_event(self, members: dict[str, Any], places: list[str]) -> None:
        found = losses(conference(**members), "confs-tech")
        assert [problem.place for problem in found] == places
        assert {problem.severity for problem in found} <= {"warning"}

    def test_of_a_calendar(self) -> None:
        calendar = Calendar(
            name="X", events=[conference(url=None), conference(id="y", topics=["a"])]
        )
        assert [(p.place, p.message) for p in losses(calendar, "confs-tech")] == [
            ("/name", "name is left out"),
            ("/events/0", "an event without a url is left out"),
            ("/events/1/id", "id comes back as 'x.example-2024@confs.tech'"),
            ("/events/1/topics", "topics is left out"),
        ]

    @given(events())
    @settings(max_examples=25)
    def test_an_event_of_which_nothing_is_lost_comes_back(self, event: Event) -> None:
        if not losses(event, "confs-tech"):
            assert read(write(event, "confs-tech"), "confs-tech").document.events == (event,)

    @given(calendars())
    @settings(max_examples=25)
    def test_whatever_a_calendar_holds_is_written_and_read(self, calendar: Calendar) -> None:
        data = write(calendar, "confs-tech")
        assert data == write(calendar, "confs-tech")
        found = read(data, "confs-tech").document
        assert len(found.events) == sum(event.url is not None for event in calendar.events)
        tuple(losses(calendar, "confs-tech"))


LINES = st.sampled_from(["PyCon", 'A "quoted" name', "漢字 🎉", "Zürich, Ünïcode", "x" * 300])
DAYS = st.dates(date(1970, 1, 1), date(2199, 12, 27))
HOSTS = st.sampled_from(["a.example", "www.b.example/2024", "c.example/x/y", "d.example"])


@st.composite
def listed(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Lists of conferences as the repository's rules have them."""
    found = []
    for host in draw(st.lists(HOSTS, unique=True, max_size=4)):
        first = draw(DAYS)
        members: dict[str, Any] = {
            "name": draw(LINES),
            "url": f"https://{host}",
            "startDate": first.isoformat(),
            "endDate": first.replace(day=min(first.day + draw(st.integers(0, 3)), 28)).isoformat()
            if first.day < 26
            else first.isoformat(),
            "online": draw(st.booleans()),
        }
        if draw(st.booleans()) or not members["online"]:
            members |= {"city": draw(LINES), "country": draw(st.sampled_from(["U.K.", "Japan"]))}
        optional = {key: value for key, value in WHOLE.items() if key not in LEAST}
        for key in draw(st.lists(st.sampled_from(sorted(optional)), unique=True)):
            if key not in ("city", "country", "online", "cfpEndDate"):
                members[key] = optional[key]
        found.append(members)
    return found


class TestRoundTrip:
    @given(listed())
    def test_a_list_comes_back(self, given: list[dict[str, Any]]) -> None:
        reading = read_confs_tech(json.dumps(given).encode())
        assert reading.problems == ()
        data = to_confs_tech(reading.document)
        assert json.loads(data) == given
        assert read_confs_tech(data).document == reading.document
        assert losses(reading.document, "confs-tech") == ()

    def test_a_list_of_nothing_comes_back(self) -> None:
        assert read(write(Calendar(), "confs-tech"), "confs-tech") == Reading(Calendar())

    @given(listed())
    def test_it_is_stored_as_json(self, given: list[dict[str, Any]]) -> None:
        found = read_confs_tech(json.dumps(given).encode()).document
        assert from_json(to_json(found), Calendar) == found


class TestHostile:
    @given(st.lists(st.dictionaries(st.sampled_from([*MEMBERS, "x"]), ANYTHING)))
    def test_any_type_anywhere(self, given: list[dict[str, Any]]) -> None:
        reading = read_confs_tech(json.dumps(given).encode())
        read_confs_tech(to_confs_tech(reading.document))

    def test_ten_thousand_of_one_id(self) -> None:
        data = json.dumps([LEAST] * 10_000).encode()
        found = read_confs_tech(data).document
        assert len({event.id for event in found.events}) == 10_000


class TestSniffing:
    def test_it_is_known_by_its_content(self) -> None:
        data = to_confs_tech(golden_calendar())
        assert format_of("2024.json", data).name == "confs-tech"
        assert format_of("-", b"\xef\xbb\xbf" + data).name == "confs-tech"

    @pytest.mark.parametrize(
        "data",
        [
            to_json(conference(), indent=True),
            b'[{"@context": "https://schema.org", "name": "X", "startDate": "2008-02-27"}]',
            b'{"schedule": {"conference": {"name": "X", "startDate": "2008-02-27"}}}',
            b'[{"name": "X"}]',
            b'[{"name": "X", "sub": {"startDate": ""}}]',
        ],
    )
    def test_other_json_is_not_taken_for_it(self, data: bytes) -> None:
        assert format_of("x.json", data).name != "confs-tech"


@with_corpus
class TestCorpus:
    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
    def test_a_real_list_comes_back(self, path: Path) -> None:
        """But for "online": false, which older lists leave out, and spaces between languages."""
        given = json.loads(path.read_bytes())
        reading = read(path.read_bytes())
        assert reading.problems == ()
        for each in given:
            each.setdefault("online", False)
            if "locales" in each:
                each["locales"] = each["locales"].replace(" ", "")
        assert json.loads(to_confs_tech(reading.document)) == given
        assert losses(reading.document, "confs-tech") == ()

    @pytest.mark.parametrize("name", COUNTED)
    def test_it_holds_what_was_counted(self, name: str) -> None:
        found = read((CORPUS / "confs-tech" / name).read_bytes()).document.events
        assert len(found) == COUNTED[name]
        assert all(str(event.start.year) in name for event in found)
