"""``merge`` and ``conflicts``: a union by id, and nothing lost without a word."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.model.plain import START, event, refused, session
from tests.strategies import calendars

from hallwaytrack import (
    Calendar,
    Event,
    EventSeries,
    Problem,
    Recurrence,
    Tour,
    UserGroup,
    conflicts,
    merge,
)
from hallwaytrack.views.decisions import DECISIONS
from hallwaytrack.views.merging import merged

OLD, NEW = datetime(2008, 3, 1, tzinfo=UTC), datetime(2008, 3, 2, tzinfo=UTC)
WEEK = timedelta(days=7)


def of(*events: Event, **members: Any) -> Calendar:
    """A calendar of these events."""
    return Calendar(events=events, **members)


def only(calendar: Calendar) -> Event:
    (found,) = calendar.events
    return found


def codes(*given: Calendar) -> list[str]:
    return [problem.code for problem in conflicts(*given)]


def series(**members: Any) -> EventSeries:
    given = {"template": event(), "recurrence": Recurrence(rule="FREQ=WEEKLY"), **members}
    return EventSeries(**given)


def meeting(week: int = 1, **members: Any) -> Event:
    """A meeting of the series that differs from its template."""
    when = START + week * WEEK
    return event(start=when, occurrence=when, **members)


class TestProperties:
    """A merge is a union; calendars of which ``same_as`` speaks are settled by it first."""

    @given(calendars())
    def test_with_an_empty_calendar(self, calendar: Calendar) -> None:
        settled = merge(calendar)
        assert merge(settled, Calendar()) == merge(Calendar(), settled) == settled

    @given(calendars())
    def test_with_itself(self, calendar: Calendar) -> None:
        settled = merge(calendar)
        assert merge(settled, settled) == settled
        assert conflicts(settled, settled) == ()

    @given(calendars())
    def test_alone_it_stays_what_it_is(self, calendar: Calendar) -> None:
        if not any(e.same_as for e in (*calendar.events, *(s.template for s in calendar.series))):
            assert merge(calendar) == calendar

    def test_a_source_that_stands_there_twice_is_no_change(self) -> None:
        twice = Calendar(events=[event(sources=["https://a.example", "https://a.example"])])
        assert merge(twice) == merge(twice, twice) == twice

    @given(calendars(), calendars())
    def test_no_id_is_lost_and_none_is_new(self, one: Calendar, other: Calendar) -> None:
        def ids(calendar: Calendar) -> set[str]:
            return {part.id for part in (*calendar.events, *calendar.series)}

        result = merged([one, other])
        untold = [p for p in result.problems if p.code in ("MG106", "MG107")]
        assert ids(result.calendar) <= ids(one) | ids(other)
        assert len(ids(one) | ids(other)) == len(ids(result.calendar)) + len(untold)
        assert sum(result.taken) == len(ids(result.calendar))

    VERSIONS = st.lists(
        st.builds(
            lambda id, sequence, updated, title, same_as: event(
                id=id, sequence=sequence, updated=updated, title=title, same_as=same_as
            ),
            st.sampled_from("abcd"),
            st.integers(0, 1),
            st.sampled_from([None, OLD, NEW]),
            st.sampled_from(["one", "other"]),
            st.lists(st.sampled_from("abcdx"), max_size=1),
        ),
        max_size=3,
        unique_by=lambda e: e.id,
    ).map(lambda events: of(*events))

    @given(VERSIONS, VERSIONS)
    def test_versions_do_not_depend_on_the_order(self, one: Calendar, other: Calendar) -> None:
        if not {"MG101", "MG107"} & set(codes(one, other)):
            there, back = merge(one, other), merge(other, one)
            for found in there.events:
                same = back.event(found.id)
                assert set(found.same_as) == set(same.same_as)
                assert found.replace(same_as=()) == same.replace(same_as=())
            assert len(there.events) == len(back.events)

    @given(VERSIONS, VERSIONS, VERSIONS)
    def test_steps_do_not_matter(self, a: Calendar, b: Calendar, c: Calendar) -> None:
        plain = [of(*(e.replace(same_as=()) for e in each.events)) for each in (a, b, c)]
        a, b, c = plain
        assert merge(merge(a, b), c) == merge(a, merge(b, c)) == merge(a, b, c)

    @staticmethod
    def _recurring(sequence: int, title: str, meetings: dict[int, tuple[int, str]]) -> Calendar:
        """A calendar of one version of a series and of its changed meetings."""
        overrides = [
            meeting(week, sequence=n, title=changed) for week, (n, changed) in meetings.items()
        ]
        template = event(sequence=sequence, title=title)
        return Calendar(series=[series(template=template, overrides=overrides)])

    SERIES = st.builds(
        _recurring,
        st.integers(0, 2),
        st.sampled_from(["one", "other"]),
        st.dictionaries(
            st.integers(1, 4), st.tuples(st.integers(0, 2), st.sampled_from(["a", "b"])), max_size=3
        ),
    )

    @given(SERIES, SERIES)
    def test_meetings_do_not_depend_on_the_order(self, one: Calendar, other: Calendar) -> None:
        if not conflicts(one, other):
            (there,), (back,) = merge(one, other).series, merge(other, one).series
            assert (there.template, set(there.overrides)) == (back.template, set(back.overrides))

    @given(SERIES, SERIES, SERIES)
    def test_steps_do_not_matter_to_a_series(self, a: Calendar, b: Calendar, c: Calendar) -> None:
        """As long as none skips a meeting: what an older version changed is not brought back."""
        assert merge(merge(a, b), c) == merge(a, merge(b, c)) == merge(a, b, c)

    @given(SERIES, SERIES)
    def test_each_meeting_stays_in_its_newest_version(self, one: Calendar, other: Calendar) -> None:
        given = [m for calendar in (one, other) for m in calendar.series[0].overrides]
        for found in merge(one, other).series[0].overrides:
            versions = [m.sequence for m in given if m.occurrence == found.occurrence]
            assert found.sequence == max(versions)

    @given(calendars(), calendars())
    def test_what_was_merged_is_merged(self, one: Calendar, other: Calendar) -> None:
        both = merge(one, other)
        assert merge(both, both) == merge(both) == both
        assert conflicts(both) == ()

    @settings(max_examples=30)
    @given(st.permutations([of(event(id=id)) for id in "abc"]))
    def test_the_order_is_that_of_first_appearance(self, given: list[Calendar]) -> None:
        wanted = [only(calendar).id for calendar in given]
        assert [e.id for e in merge(*given, *reversed(given)).events] == wanted


class TestVersions:
    @pytest.mark.parametrize(
        ("newer", "older"),
        [
            ({"sequence": 2}, {"sequence": 1, "updated": NEW}),
            ({"sequence": 1, "updated": NEW}, {"sequence": 1, "updated": OLD}),
            ({"updated": OLD}, {}),
        ],
    )
    def test_the_newer_stays_in_either_order(self, newer: Any, older: Any) -> None:
        new, old = event(title="New", **newer), event(title="Old", **older)
        assert only(merge(of(new), of(old))) is new
        assert only(merge(of(old), of(new))) is new
        assert conflicts(of(new), of(old)) == ()

    def test_equal_versions_that_differ_are_told(self) -> None:
        one, other = event(title="One"), event(title="Other", url="https://example.org")
        assert only(merge(of(one), of(other))) is one
        assert conflicts(of(one), of(other)) == (
            Problem(
                message="event 'launch@example.org' differs from the same version of it",
                place="/1/events/0",
                mend="kept that of calendar 0; they differ in title, url",
                code="MG101",
            ),
        )

    def test_an_instant_is_the_same_in_its_zone_only(self) -> None:
        toronto = event(start=START)
        utc = event(start=START.astimezone(UTC), timezone="UTC")
        (problem,) = conflicts(of(toronto), of(utc))
        assert problem.mend.endswith("differ in timezone")

    def test_no_conflict_of_what_is_out_of_date(self) -> None:
        versions = (event(title="A"), event(title="B"), event(title="C", sequence=1))
        assert conflicts(*map(of, versions)) == ()

    def test_names_of_the_calendars(self) -> None:
        found = merged([of(event()), of(event(title="Other"))], ["a.ics", "b.ics"])
        assert found.problems[0].mend.startswith("kept that of a.ics")
        assert found.taken == (1, 0)

    def test_decisions_and_sources_outlive_versions(self) -> None:
        old = event(same_as=["b@y"], sources=["https://a.example"])
        new = event(sequence=3, same_as=["c@z"], sources=["https://b.example"])
        found = only(merge(of(old), of(new)))
        assert (found.sequence, found.same_as) == (3, ("b@y", "c@z"))
        assert found.sources == ("https://a.example", "https://b.example")
        assert conflicts(of(event(same_as=["b@y"])), of(event())) == ()

    def test_groups_and_tours_have_no_version(self) -> None:
        group, tour = UserGroup(id="itpro", name="IT Pro"), Tour(id="heroes", name="Heroes")
        one = Calendar(groups=[group], tours=[tour])
        other = Calendar(groups=[group.replace(name="X")], tours=[tour.replace(name="Y")])
        assert merge(one, other) == one
        assert [(p.code, p.place, p.message[:15]) for p in conflicts(one, other)] == [
            ("MG101", "/1/groups/0", "group 'itpro' d"),
            ("MG101", "/1/tours/0", "tour 'heroes' d"),
        ]

    def test_what_is_no_calendar(self) -> None:
        message = (
            "what is merged must be a Calendar, got 'Event' (at /1); "
            "put a document by itself into one: Calendar().put(event)"
        )
        with refused(message):
            merge(Calendar(), event())  # type: ignore[arg-type]

    def test_nothing(self) -> None:
        assert merge() == Calendar()


class TestSeries:
    def test_the_newer_template_brings_its_recurrence(self) -> None:
        old = series()
        new = series(
            template=event(sequence=1), recurrence=Recurrence(rule="FREQ=MONTHLY;BYDAY=3TU")
        )
        for held in ([old], [new]), ([new], [old]):
            assert merge(*(Calendar(series=s) for s in held)).series == (new,)

    def test_equal_templates_that_differ(self) -> None:
        one = series()
        other = series(
            template=event(title="Other"), recurrence=Recurrence(rule="FREQ=DAILY;COUNT=2")
        )
        (problem,) = conflicts(Calendar(series=[one]), Calendar(series=[other]))
        assert problem.message == "series 'launch@example.org' differs from the same version of it"
        assert problem.mend == "kept that of calendar 0; they differ in title, recurrence"

    def test_each_meeting_is_compared_for_itself(self) -> None:
        moved = meeting(1, title="Moved", sequence=1)
        one = Calendar(series=[series(overrides=[meeting(1), meeting(2)])])
        other = Calendar(series=[series(overrides=[meeting(3), moved])])
        found = merge(one, other).series[0].overrides
        assert found == (moved, meeting(2), meeting(3))
        assert conflicts(one, other) == ()

    def test_of_which_nothing_changed_is_the_same_object(self) -> None:
        whole = series(overrides=[meeting(1)])
        assert merge(Calendar(series=[whole]), Calendar(series=[series()])).series[0] is whole

    def test_equal_meetings_that_differ(self) -> None:
        one = Calendar(series=[series(overrides=[meeting(1)])])
        other = Calendar(series=[series(overrides=[meeting(2), meeting(1, title="Other")])])
        (problem,) = conflicts(one, other)
        assert (problem.code, problem.place) == ("MG101", "/1/series/0/overrides/1")

    def test_what_the_newer_skips_does_not_come_back(self) -> None:
        old = Calendar(series=[series(overrides=[meeting(1), meeting(2)])])
        rule = Recurrence(rule="FREQ=WEEKLY", skipped=[START + WEEK])
        new = Calendar(series=[series(template=event(sequence=1), recurrence=rule)])
        assert merge(old, new).series[0].overrides == (meeting(2),)

    def test_what_the_newer_skips_and_yet_changes_stays(self) -> None:
        """Its own override says more than its own exception."""
        rule = Recurrence(rule="FREQ=WEEKLY", skipped=[START + WEEK])
        odd = series(recurrence=rule, overrides=[meeting(1)])
        assert merge(Calendar(series=[odd]), Calendar(series=[series()])).series[0].overrides == (
            meeting(1),
        )

    def test_meetings_that_do_not_fit_are_told(self) -> None:
        timed = Calendar(series=[series(overrides=[meeting(1)])])
        days = series(template=event(start=date(2008, 3, 18), sequence=1))
        all_day = Calendar(series=[days])
        assert merge(timed, all_day).series == (days,)
        (problem,) = conflicts(timed, all_day)
        assert (problem.code, problem.severity) == ("MG104", "error")
        assert problem.place == "/0/series/0/overrides/0"

    def test_decisions_outlive_versions(self) -> None:
        old = Calendar(series=[series(template=event(same_as=["b@y"]))])
        new = Calendar(series=[series(template=event(sequence=1))])
        assert merge(old, new).series[0].template.same_as == ("b@y",)

    def test_an_event_that_became_a_series(self) -> None:
        old, new = of(event(same_as=["b@y"])), Calendar(series=[series(template=event(sequence=1))])
        found = merge(old, new)
        assert (len(found.events), len(found.series)) == (0, 1)
        assert found.series[0].template.same_as == ("b@y",)
        (problem,) = conflicts(old, new)
        assert (problem.code, problem.severity, problem.place) == ("MG103", "info", "/0/events/0")
        assert problem.mend == "kept that of calendar 1"

    def test_an_event_and_a_series_of_one_version(self) -> None:
        one, other = of(event()), Calendar(series=[series()])
        assert merge(one, other) == one
        assert [(p.code, p.severity) for p in conflicts(one, other)] == [("MG102", "error")]


class TestSameAs:
    OURS, THEIRS = event(id="a@x", same_as=["b@y"]), event(id="b@y", title="Theirs")

    def test_an_alias_is_left_out_and_told(self) -> None:
        assert merge(of(self.OURS), of(self.THEIRS)).events == (self.OURS,)
        assert merge(of(self.THEIRS), of(self.OURS)).events == (self.OURS,)
        assert conflicts(of(self.OURS), of(self.THEIRS)) == (
            Problem(
                message="'b@y' is the same as another by same_as",
                place="/1/events/0",
                mend="left this one out, kept 'a@x'",
                code="MG107",
                severity="info",
            ),
        )

    def test_nothing_is_merged_without_a_decision(self) -> None:
        assert len(merge(of(event(id="a")), of(event(id="b"))).events) == 2

    def test_of_two_that_name_each_other_the_first_stays(self) -> None:
        theirs = self.THEIRS.replace(same_as=["a@x"])
        assert only(merge(of(theirs), of(self.OURS))).id == "b@y"

    def test_a_row_of_aliases(self) -> None:
        theirs = self.THEIRS.replace(same_as=["c@z"])
        found = merge(of(self.OURS), of(theirs), of(event(id="c@z")))
        assert only(found) == self.OURS.replace(same_as=["b@y", "c@z"])
        assert only(merge(merge(of(self.OURS), of(theirs)), of(event(id="c@z")))).id == "a@x"

    def test_two_that_share_an_alias_which_is_not_there(self) -> None:
        other = event(id="c@z", same_as=["b@y"])
        assert only(merge(of(self.OURS), of(other))).same_as == ("b@y", "c@z")

    def test_a_series_for_an_event(self) -> None:
        ours = series(template=event(id="a@x", same_as=["b@y", "c@z"]))
        theirs = self.THEIRS.replace(same_as=["d@w"])
        found = merge(Calendar(series=[ours]), of(theirs))
        assert (found.events, len(found.series)) == ((), 1)
        assert found.series[0].template.same_as == ("b@y", "c@z", "d@w")

    def test_one_that_names_itself_among_others_goes_by_its_own_id(self) -> None:
        odd = event(id="a@x", same_as=["a@x", "b@y"])
        assert only(merge(of(self.THEIRS), of(odd))).id == "a@x"

    def test_a_gathering_that_names_itself(self) -> None:
        odd = event(id="a@x", same_as=["a@x"])
        assert merge(of(odd)).events == (odd,)


class TestUids:
    """An id is never changed; what another system called a child makes way."""

    LAUNCH = event(id="launch", sessions=[session("s", uid="talk-1")])

    def test_two_children_of_one_uid(self) -> None:
        other = event(id="other", sessions=[session("s", uid="talk-1"), session("t", uid="t-2")])
        found = merge(of(self.LAUNCH), of(other))
        assert found.event("launch") is self.LAUNCH
        assert [s.uid for s in found.event("other").sessions] == [None, "t-2"]
        (problem,) = conflicts(of(self.LAUNCH), of(other))
        assert (problem.code, problem.severity) == ("MG105", "warning")
        assert problem.place == "/1/events/0/sessions/0"

    def test_a_child_that_is_an_event_elsewhere(self) -> None:
        found = merge(of(self.LAUNCH), of(event(id="talk-1")))
        assert [e.id for e in found.events] == ["launch", "talk-1"]
        assert found.event("launch").session("s").uid is None

    def test_a_child_in_a_series(self) -> None:
        whole = series(
            template=event(id="row"),
            overrides=[meeting(1, id="row", sessions=[session("s", uid="talk-1")])],
        )
        found = merge(of(self.LAUNCH), Calendar(series=[whole])).series[0]
        assert found.overrides[0].session("s").uid is None
        (problem,) = conflicts(of(self.LAUNCH), Calendar(series=[whole]))
        assert problem.place == "/1/series/0/overrides/0/sessions/0"

    def test_an_id_like_the_uid_of_a_child(self) -> None:
        launch = event(id="launch", sessions=[session("s")])
        assert merge(of(launch), of(event(id="s/launch"))).events == (launch,)
        (problem,) = conflicts(of(launch), of(event(id="s/launch")))
        assert (problem.code, problem.severity, problem.place) == ("MG106", "error", "/1/events/0")

    def test_a_uid_that_was_made_on_the_way_is_taken_too(self) -> None:
        other = event(id="other", sessions=[session("s", uid="talk-1")])
        third = event(id="third", sessions=[session("s", uid="s/other")])
        found = merge(of(self.LAUNCH), of(other), of(third))
        assert [e.sessions[0].uid for e in found.events] == ["talk-1", None, None]
        assert codes(of(self.LAUNCH), of(other), of(third)) == ["MG105", "MG105"]

    def test_a_child_for_which_no_uid_is_free(self) -> None:
        other = event(id="other", sessions=[session("s", uid="talk-1")])
        third = event(id="s/other")
        found = merge(of(self.LAUNCH), of(third), of(other))
        assert [e.id for e in found.events] == ["launch", "s/other"]
        assert codes(of(self.LAUNCH), of(third), of(other)) == ["MG106"]


class TestDecisionTable:
    def test_each_has_a_code_of_its_own_and_says_what_was_done(self) -> None:
        assert [d.code for d in DECISIONS] == [f"MG{101 + i}" for i in range(len(DECISIONS))]
        assert all(d.met and d.done for d in DECISIONS)


class TestOwnWords:
    def test_the_first_that_says_anything(self) -> None:
        one = Calendar(name="All groups", updated=OLD)
        other = Calendar(name="IT Pro", description="Monthly", updated=NEW)
        found = merge(Calendar(), one, other)
        assert (found.name, found.description, found.updated) == ("All groups", None, NEW)
        (problem,) = conflicts(Calendar(), one, other)
        assert (problem.code, problem.severity, problem.place) == ("MG108", "info", "/2")
        assert str(problem) == (
            "calendar 2 says something else of itself (at /2); kept what calendar 1 says"
        )
