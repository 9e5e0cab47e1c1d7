"""Candidates for one gathering that stands there twice: found, explained, and never merged."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.model.plain import START, event, refused
from tests.strategies import calendars

from hallwaytrack import (
    Calendar,
    Event,
    EventSeries,
    GeoPoint,
    Recurrence,
    UserGroup,
    Venue,
    duplicates,
    merge,
)
from hallwaytrack.views import duplicates as module
from hallwaytrack.views.duplicates import LEAST, NEIGHBOURS, TELLING, Duplicate

WEEK = timedelta(days=7)
VIRTUALIZATION = event(
    id="first-meeting@itprotoronto.ca",
    title="First meeting: Virtualization",
    venue=Venue(id="hall", name="Direct Energy Building"),
)
SAME_ELSEWHERE = event(id="4711@events.example", title="Virtualization (first meeting)")


def of(*gatherings: Event | EventSeries) -> Calendar:
    return Calendar().put(*gatherings)


def series(id: str, rule: str = "FREQ=MONTHLY;BYDAY=3TU", **members: Any) -> EventSeries:
    overrides = members.pop("overrides", ())
    template = event(id=id, **members)
    return EventSeries(template=template, recurrence=Recurrence(rule=rule), overrides=overrides)


def ids(found: tuple[Duplicate, ...]) -> list[tuple[str, str]]:
    return [(each.first.id, each.second.id) for each in found]


class TestCandidates:
    def test_a_pair_with_its_score_and_reasons(self) -> None:
        (found,) = duplicates(of(VIRTUALIZATION, SAME_ELSEWHERE))
        assert (found.first, found.second) == (SAME_ELSEWHERE, VIRTUALIZATION)
        assert found.score == pytest.approx(0.8625, abs=0.001)
        assert found.reasons == ("same start", "same title")

    def test_nothing_is_merged(self) -> None:
        calendar = of(VIRTUALIZATION, SAME_ELSEWHERE)
        duplicates(calendar)
        assert merge(calendar) == calendar

    @pytest.mark.parametrize(
        "other",
        [
            {"title": "Knitting"},
            {"start": START + WEEK},
            {"start": date(2008, 3, 19)},
            {"venue": Venue(id="v", name="Elsewhere", geo=GeoPoint(latitude=0, longitude=0))},
        ],
    )
    def test_two_gatherings(self, other: dict[str, Any]) -> None:
        geo = GeoPoint(latitude=43.63, longitude=-79.42)
        ours = VIRTUALIZATION.replace(venue=VIRTUALIZATION.venue.replace(geo=geo))  # type: ignore[union-attr]
        assert duplicates(of(ours, SAME_ELSEWHERE.replace(**other))) == ()

    def test_an_all_day_entry_of_a_timed_one(self) -> None:
        day = SAME_ELSEWHERE.replace(start=date(2008, 3, 18))
        (found,) = duplicates(of(VIRTUALIZATION, day))
        assert found.reasons == ("overlapping time", "same title")

    def test_found_by_a_link_alone_where_no_word_is_shared(self) -> None:
        url = "https://itprotoronto.ca/march"
        ours, theirs = (
            VIRTUALIZATION.replace(url=url),
            SAME_ELSEWHERE.replace(title="Hypervisors", url=url),
        )
        (found,) = duplicates(of(ours, theirs))
        assert found.reasons == ("same start", "same link")

    def test_found_by_a_venue_alone(self) -> None:
        theirs = SAME_ELSEWHERE.replace(title="Hypervisors", venue=VIRTUALIZATION.venue)
        (found,) = duplicates(of(VIRTUALIZATION, theirs))
        assert found.reasons == ("same start", "same venue")

    def test_a_groups_name_in_a_title_counts_for_nothing(self) -> None:
        group = UserGroup(id="itpro", name="IT Pro Toronto")
        theirs = SAME_ELSEWHERE.replace(title="IT Pro Toronto - First meeting: Virtualization")
        calendar = of(VIRTUALIZATION, theirs)
        (without,) = duplicates(calendar)
        (known,) = duplicates(calendar.put(group))
        assert without.reasons == ("same start", "similar title")
        assert known.reasons == ("same start", "same title")

    def test_the_likeliest_first(self) -> None:
        third = event(id="x@third.example", title="First meeting on Virtualization")
        found = duplicates(of(VIRTUALIZATION, SAME_ELSEWHERE, third))
        assert [each.score for each in found] == sorted((f.score for f in found), reverse=True)
        assert ids(found)[0] == ("4711@events.example", "first-meeting@itprotoronto.ca")
        assert len(found) == 3

    def test_pairs_of_one_score_by_their_ids(self) -> None:
        found = duplicates(of(*(event(id=f"{name}@{name}.example") for name in "cab")))
        assert ids(found) == [
            ("a@a.example", "b@b.example"),
            ("a@a.example", "c@c.example"),
            ("b@b.example", "c@c.example"),
        ]

    def test_what_is_no_calendar(self) -> None:
        with refused("duplicates are looked for in a Calendar, got 'Event'"):
            duplicates(VIRTUALIZATION)  # type: ignore[arg-type]


class TestSeries:
    def test_two_series_of_one_rule_that_began_at_different_times(self) -> None:
        later = series("b@y", start=START + 13 * WEEK)
        (found,) = duplicates(of(series("a@x"), later))
        assert (found.first.id, found.second) == ("a@x", later)
        assert found.reasons == ("same rule", "same title")

    def test_another_time_of_day_is_another_series(self) -> None:
        later = series("b@y", start=START + 13 * WEEK + timedelta(hours=1))
        assert duplicates(of(series("a@x"), later)) == ()

    def test_a_meeting_and_an_event(self) -> None:
        when = START + 5 * WEEK
        moved = event(id="a@x", title="Storage night", start=when, occurrence=when)
        ours = series("a@x", overrides=[moved])
        theirs = event(id="b@y", title="Storage night", start=when)
        (found,) = duplicates(of(ours, theirs))
        assert (found.first, found.second) == (ours, theirs)

    def test_the_meetings_of_one_series_are_no_candidates(self) -> None:
        when = START + 5 * WEEK
        moved = event(id="a@x", start=START, occurrence=when)
        assert duplicates(of(series("a@x", overrides=[moved]))) == ()

    @pytest.mark.parametrize(
        "titles", [("Launch", "Launch of all"), ("Launch of all", "Launch"), ("Launch", "A launch")]
    )
    def test_of_several_meetings_the_likeliest(self, titles: tuple[str, str]) -> None:
        when = START + 5 * WEEK
        moved = event(id="a@x", title=titles[1], start=START, occurrence=when)
        ours = series("a@x", title=titles[0], overrides=[moved])
        (found,) = duplicates(of(ours, event(id="b@y")))
        assert found.reasons == ("same start", "same title")

    def test_a_series_on_dates_has_no_rule(self) -> None:
        listed = EventSeries(template=event(id="a@x"), recurrence=Recurrence(added=[START + WEEK]))
        again = EventSeries(
            template=event(id="b@y", start=START + WEEK),
            recurrence=Recurrence(added=[START + 2 * WEEK]),
        )
        assert duplicates(of(listed, again)) == ()


class TestDecisions:
    """``same_as`` settles a pair: what a person decided is asked no more."""

    @pytest.mark.parametrize(
        ("ours", "theirs"), [(["b@y"], []), ([], ["a@x"]), (["b@y"], ["a@x"]), (["c@z"], ["c@z"])]
    )
    def test_a_decided_pair_is_no_candidate(self, ours: list[str], theirs: list[str]) -> None:
        calendar = of(event(id="a@x", same_as=ours), event(id="b@y", same_as=theirs))
        assert duplicates(calendar) == ()
        assert len(merge(calendar).events) == 1

    def test_along_a_row(self) -> None:
        one, other = event(id="a@x", same_as=["b@y"]), event(id="b@y", same_as=["c@z"])
        assert duplicates(of(one, other, event(id="c@z"))) == ()

    def test_other_pairs_are_asked_about(self) -> None:
        calendar = of(event(id="a@x", same_as=["b@y"]), event(id="b@y"), event(id="c@z"))
        assert ids(duplicates(calendar)) == [("a@x", "c@z"), ("b@y", "c@z")]

    def test_of_one_meeting(self) -> None:
        moved = event(id="a@x", start=START, occurrence=START + 5 * WEEK, same_as=["b@y"])
        away = series("a@x", start=START - 400 * WEEK, overrides=[moved], rule="FREQ=WEEKLY")
        assert duplicates(of(away, event(id="b@y"))) == ()

    def test_as_the_documentation_says(self) -> None:
        calendar = of(event(id="a@x"), event(id="b@y"))
        decided = calendar.amend("a@x", same_as=["b@y"])
        assert duplicates(decided) == ()
        assert [e.id for e in merge(decided).events] == ["a@x"]


class TestProperties:
    TITLES = st.sampled_from(["Launch", "Launch party", "Party", "Launch: a party", "!"])
    FEEDS = st.lists(
        st.builds(
            lambda id, title, hours, source: event(
                id=f"{id}@{source}.example", title=title, start=START + timedelta(hours=hours)
            ),
            st.integers(0, 30),
            TITLES,
            st.integers(0, 1),
            st.sampled_from("xyz"),
        ),
        max_size=12,
        unique_by=lambda e: e.id,
    )

    @given(FEEDS, st.randoms())
    @settings(max_examples=60)
    def test_the_order_of_the_calendar_does_not_matter(
        self, events: list[Event], random: Any
    ) -> None:
        shuffled = random.sample(events, len(events))
        assert duplicates(of(*events)) == duplicates(of(*shuffled))

    @given(FEEDS)
    @settings(max_examples=60)
    def test_small_calendars_miss_no_pair(self, events: list[Event]) -> None:
        """What meeting by words and neighbours leaves out is no candidate."""
        profiles = module._profiles(of(*events))
        likely = {
            module._ordered(a.event.id, b.event.id)
            for i, a in enumerate(profiles)
            for b in profiles[i + 1 :]
            if module.likeness(a, b)[0] >= LEAST
        }
        assert set(ids(duplicates(of(*events)))) == likely

    @given(FEEDS)
    @settings(max_examples=60)
    def test_decided_one_by_one_none_is_left(self, events: list[Event]) -> None:
        calendar = of(*events)
        for found in duplicates(calendar):
            known = (*calendar.event(found.first.id).same_as, found.second.id)
            calendar = calendar.amend(found.first.id, same_as=known)
        assert duplicates(calendar) == ()
        assert duplicates(merge(calendar)) == ()

    @given(calendars())
    @settings(max_examples=60)
    def test_whatever_a_calendar_holds(self, calendar: Calendar) -> None:
        held = {part.id for part in (*calendar.events, *calendar.series)}
        for found in duplicates(calendar):
            assert found.first.id < found.second.id
            assert {found.first.id, found.second.id} <= held
            assert LEAST <= found.score <= 1
            assert found.reasons


class TestCost:
    """Comparisons are counted: a bound for each event, however many there are."""

    @pytest.fixture
    def compared(self, monkeypatch: pytest.MonkeyPatch) -> list[int]:
        counted = [0]

        def counting(one: Any, other: Any, likeness: Any = module.likeness) -> Any:
            counted[0] += 1
            return likeness(one, other)

        monkeypatch.setattr(module, "likeness", counting)
        return counted

    def test_ten_thousand_events_of_two_feeds(self, compared: list[int]) -> None:
        """5,000 gatherings, each in both feeds: all are found, with a comparison or two each."""
        words = ("Virtualization", "Storage", "Queries", "Cloud", "Security")
        events = [
            event(
                id=f"{i}@{source}.example",
                title=f"{words[i % 5]} evening {i}",
                start=START + timedelta(hours=3 * i),
            )
            for i in range(5000)
            for source in ("one", "two")
        ]
        assert len(duplicates(of(*events))) == 5000
        assert compared[0] < 2 * len(events)

    @pytest.mark.parametrize(
        "title", ["Launch", "One title of more than six words for all of them"]
    )
    def test_all_at_once_under_one_title(self, compared: list[int], title: str) -> None:
        events = [event(id=f"e@{i}.example", title=title) for i in range(1000)]
        duplicates(of(*events))
        assert compared[0] <= NEIGHBOURS * TELLING * len(events)
        assert compared[0] < len(events) ** 2 / 5

    def test_forty_rooms_of_one_source_do_not_hide_another(self) -> None:
        rooms = [event(id=f"{i}@conf.example", title=f"Session {i:02}") for i in range(40)]
        found = duplicates(of(*rooms, event(id="x@other.example", title="Session 07")))
        assert ids(found)[0] == ("7@conf.example", "x@other.example")

    def test_hostile_titles(self) -> None:
        """Of a megabyte only the beginning is compared: each of the five stands there four times."""
        titles = ["a " * 500_000, "x" * 100_000, "\ufdfa" * 5000, "漢" * 100_000, "!" * 100_000]
        events = [event(id=f"{i}@{i}.example", title=f"{t}{i}") for i, t in enumerate(titles * 4)]
        found = duplicates(of(*events))
        assert [each.reasons for each in found] == [("same start", "same title")] * 30
