"""What speaks for two entries being one gathering, and how much."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from tests.model.plain import START, event
from tests.strategies import URLS, events

from hallwaytrack import Event, GeoPoint, UserGroup, Venue, VirtualLocation, at
from hallwaytrack.views.duplicates import LEAST
from hallwaytrack.views.likeness import (
    WEIGHTS,
    is_one_source,
    kilometres,
    likeness,
    link_of,
    profile_of,
)
from hallwaytrack.views.titles import words_of

HOUR = timedelta(hours=1)
DAY = date(2008, 3, 18)
TORONTO, OTTAWA = (
    GeoPoint(latitude=43.63, longitude=-79.42),
    GeoPoint(latitude=45.4, longitude=-75.7),
)
NEARBY = GeoPoint(latitude=43.631, longitude=-79.421)
GROUP = UserGroup(id="itpro", name="IT Pro Toronto")


def hall(name: str = "Direct Energy Building", geo: GeoPoint | None = None) -> Venue:
    return Venue(id="hall", name=name, geo=geo)


def pair(one: dict[str, Any], other: dict[str, Any]) -> tuple[float, tuple[str, ...]]:
    """The likeness of two events of two sources of which only these members matter."""
    first = event(**{"id": "a@one.example", **one})
    second = event(**{"id": "b@two.example", **other})
    names = frozenset(words_of(g.name) for e in (first, second) for g in e.groups)
    found = likeness(profile_of(first, names), profile_of(second, names))
    assert found == likeness(profile_of(second, names), profile_of(first, names))
    return found


class TestReasons:
    """Each leaves a part of the doubt: two that leave a half each leave a quarter."""

    @pytest.mark.parametrize(
        ("one", "other", "reasons", "score"),
        [
            ({}, {}, ["same start", "same title"], 0.8625),
            ({}, {"title": "LAUNCH!"}, ["same start", "same title"], 0.8625),
            ({}, {"title": "Other"}, ["same start"], 0.45),
            (
                {"title": "Launch of servers"},
                {"title": "Launch of databases"},
                ["same start", "similar title"],
                1 - 0.55 * (1 - 0.75 * (2 / 3) ** 2),
            ),
            (
                {"end": START + 2 * HOUR},
                {"start": START + HOUR},
                ["overlapping time", "same title"],
                1 - 0.8 * 0.25,
            ),
            (
                {"title": "A", "url": "https://www.example.org/launch/"},
                {"title": "B", "url": "http://example.org/launch?utm_source=mail"},
                ["same start", "same link"],
                1 - 0.55 * 0.4,
            ),
            (
                {"title": "A", "venue": hall()},
                {"title": "B", "venue": hall("direct energy BUILDING")},
                ["same start", "same venue"],
                1 - 0.55 * 0.7,
            ),
            (
                {"title": "A", "venue": hall(geo=TORONTO)},
                {"title": "B", "venue": hall("The hall", NEARBY)},
                ["same start", "near venue"],
                1 - 0.55 * 0.75,
            ),
            (
                {"title": "A", "groups": [GROUP], "organizers": ["itpro"]},
                {
                    "title": "B",
                    "groups": [GROUP.replace(id="it", name="IT PRO, Toronto")],
                    "organizers": ["it"],
                },
                ["same start", "same organizer"],
                1 - 0.55 * 0.75,
            ),
        ],
    )
    def test_a_known_pair(
        self, one: dict[str, Any], other: dict[str, Any], reasons: list[str], score: float
    ) -> None:
        found, told = pair(one, other)
        assert told == tuple(reasons)
        assert found == pytest.approx(score, abs=0.0006)

    def test_a_link_to_an_online_place_counts(self) -> None:
        online = [VirtualLocation(url="https://meet.example/launch")]
        assert "same link" in pair({"online": online}, {"url": "https://meet.example/launch"})[1]

    def test_a_groups_name_in_the_title_is_no_part_of_it(self) -> None:
        one = {"title": "IT Pro Toronto: Virtualization", "groups": [GROUP]}
        assert "same title" in pair(one, {"title": "Virtualization"})[1]

    def test_two_groups_have_a_meetup_of_their_own(self) -> None:
        one = {"title": "IT Pro Toronto Meetup", "groups": [GROUP]}
        other = {"title": "Python Meetup", "groups": [UserGroup(id="py", name="Python")]}
        assert pair(one, other)[1] == ("same start",)

    def test_neither_a_time_nor_a_place_is_enough_to_be_worth_a_look(self) -> None:
        assert max(WEIGHTS[r] for r in WEIGHTS if r.endswith(("start", "time", "rule"))) < LEAST
        assert pair({"title": "A", "venue": hall()}, {"title": "B", "venue": hall("B")})[0] < LEAST


class TestTime:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ({}, {"start": START + HOUR}),
            ({"end": START + HOUR}, {"start": START + HOUR}),
            ({"start": DAY}, {"start": DAY + timedelta(days=1)}),
            ({"start": DAY}, {"start": START + timedelta(days=1)}),
            ({"start": DAY, "end": DAY + timedelta(days=2)}, {"start": START - timedelta(days=1)}),
        ],
    )
    def test_at_other_times_nothing_else_counts(
        self, one: dict[str, Any], other: dict[str, Any]
    ) -> None:
        assert pair(one, other) == (0.0, ())

    @pytest.mark.parametrize(
        ("one", "other", "reason"),
        [
            ({"start": DAY}, {"start": DAY}, "same start"),
            ({"start": DAY}, {}, "overlapping time"),
            ({"start": DAY, "timezone": "America/Toronto"}, {}, "overlapping time"),
            ({"start": DAY}, {"start": at("Asia/Tokyo")("2008-03-18 08:00")}, "overlapping time"),
            (
                {"start": DAY},
                {"start": at("Pacific/Honolulu")("2008-03-18 20:00")},
                "overlapping time",
            ),
            (
                {"start": DAY - timedelta(days=1), "end": DAY},
                {"start": DAY, "end": DAY + timedelta(days=1)},
                "overlapping time",
            ),
            ({}, {"start": at("Europe/Berlin")("2008-03-18 23:00")}, "same start"),
        ],
    )
    def test_days_and_instants(
        self, one: dict[str, Any], other: dict[str, Any], reason: str
    ) -> None:
        assert pair(one, other)[1][0] == reason

    def test_the_two_passes_of_a_repeated_hour_are_two_times(self) -> None:
        toronto = at("America/Toronto")
        first, second = (toronto("2008-11-02 01:30", fold=fold) for fold in (0, 1))
        assert pair({"start": first}, {"start": second}) == (0.0, ())

    def test_a_rule_counts_whenever_it_began(self) -> None:
        one = profile_of(event(id="a@x"), frozenset(), "FREQ=WEEKLY 18:00")
        later = event(id="b@y", start=START + timedelta(days=7))
        other = profile_of(later, frozenset(), "FREQ=WEEKLY 18:00")
        assert likeness(one, other)[1] == ("same rule", "same title")
        same_source = profile_of(later.replace(id="b@x"), frozenset(), "FREQ=WEEKLY 18:00")
        assert likeness(one, same_source) == (0.0, ())


class TestPlace:
    def test_what_is_far_apart_is_two(self) -> None:
        venues = {"venue": hall(geo=TORONTO)}, {"venue": hall(geo=OTTAWA)}
        assert pair(*venues) == (0.0, ())

    def test_but_one_link_is_one_gathering(self) -> None:
        url = "https://example.org/launch"
        found = pair(
            {"venue": hall(geo=TORONTO), "url": url}, {"venue": hall("B", OTTAWA), "url": url}
        )
        assert found[1] == ("same start", "same title", "same link")

    def test_venues_that_have_nothing_in_common_leave_a_doubt(self) -> None:
        unknown, elsewhere = (
            pair({"venue": hall()}, {}),
            pair({"venue": hall()}, {"venue": hall("B")}),
        )
        assert elsewhere[1] == unknown[1]
        assert elsewhere[0] == pytest.approx(0.8 * unknown[0], abs=0.001)

    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            ((43.65, -79.38), (45.42, -75.70), 352),  # Toronto, Ottawa
            ((0, 179.5), (0, -179.5), 111.2),
            ((90, 0), (-90, 0), 20015),
            ((43.65, -79.38), (43.65, -79.38), 0),
        ],
    )
    def test_kilometres(
        self, one: tuple[float, float], other: tuple[float, float], expected: float
    ) -> None:
        a, b = (GeoPoint(latitude=p[0], longitude=p[1]) for p in (one, other))
        assert kilometres(a, b) == pytest.approx(expected, rel=0.005)


class TestOneSource:
    """Of one list, two rooms at one time are two talks."""

    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            ({"id": "a@x"}, {"id": "b@x"}, True),
            ({"id": "a@x"}, {"id": "b@y"}, False),
            ({"id": "a"}, {"id": "b"}, True),
            ({"id": "a@x", "sources": ["https://x"]}, {"id": "b@x"}, False),
            (
                {"id": "a@x", "sources": ["https://p", "https://q"]},
                {"id": "b@y", "sources": ["https://q"]},
                True,
            ),
        ],
    )
    def test_by_what_was_noted_else_by_the_ids(
        self, one: dict[str, Any], other: dict[str, Any], expected: bool
    ) -> None:
        assert is_one_source(event(**one), event(**other)) is expected

    def test_there_titles_must_agree(self) -> None:
        one, other = {"id": "a@x", "title": "Launch of servers"}, {"id": "b@x"}
        assert pair(one, {**other, "title": "Launch of databases"}) == (0.0, ())
        assert pair(one, {**other, "title": "Launch of Servers"})[1] == ("same start", "same title")


class TestLinks:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("https://Example.org/a/", "http://www.example.org/a"),
            ("https://example.org/?id=1&utm_medium=x&fbclid=2", "https://example.org?id=1"),
            ("https://example.org/?ref=home&id=1", "https://example.org/?id=1"),
        ],
    )
    def test_one_page(self, one: str, other: str) -> None:
        assert link_of(one) == link_of(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("https://example.org/?id=1", "https://example.org/?id=2"),
            ("https://example.org/A", "https://example.org/a"),
            ("https://example.org/?href=1", "https://example.org/"),
        ],
    )
    def test_two_pages(self, one: str, other: str) -> None:
        assert link_of(one) != link_of(other)

    def test_what_only_looks_like_an_address(self) -> None:
        assert link_of("https://[half/a") == "https://[half/a"

    @given(URLS)
    def test_of_any_url(self, url: str) -> None:
        assert isinstance(link_of(url), str)


class TestProperties:
    @given(events(), events())
    @settings(max_examples=50)
    def test_the_order_does_not_matter_and_the_score_is_a_share(
        self, one: Event, other: Event
    ) -> None:
        a, b = (profile_of(each, frozenset()) for each in (one, other))
        score, reasons = likeness(a, b)
        assert (score, reasons) == likeness(b, a)
        assert 0 <= score <= 1
        assert bool(reasons) is (score > 0)

    @given(events())
    @settings(max_examples=30)
    def test_an_event_is_like_itself(self, event: Event) -> None:
        profile = profile_of(event, frozenset())
        score, reasons = likeness(profile, profile)
        assert reasons[:2] == ("same start", "same title")
        assert score >= 0.86
