"""Calendars: what must be unique in one, and its look-ups."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from tests.model.plain import END, START, event, refused, session, told
from tests.strategies import calendars

from hallwaytrack import (
    Booth,
    Calendar,
    Event,
    EventSeries,
    InvalidValueError,
    Recurrence,
    Tour,
    UnknownIdError,
    UserGroup,
)

WEEKLY = Recurrence(rule="FREQ=WEEKLY")
HEROES = Tour(id="heroes", name="Heroes Happen {Here}")
ITPRO = UserGroup(id="itpro", name="IT Pro Toronto")
SERIES = EventSeries(template=event(id="weekly"), recurrence=WEEKLY)


class TestUniqueness:
    def test_of_groups(self) -> None:
        with refused("group 'itpro' stands there twice; ids must be unique (at /groups/1/id)"):
            Calendar(groups=[ITPRO, ITPRO])

    def test_of_tours(self) -> None:
        with refused("tour 'heroes' stands there twice; ids must be unique (at /tours/1/id)"):
            Calendar(tours=[HEROES, HEROES])

    def test_of_events(self) -> None:
        with refused(
            "event or series 'launch@example.org' stands there twice; ids must be unique"
            " (at /events/1/id)"
        ):
            Calendar(events=[event(), event(title="Other")])

    def test_of_events_and_series_together(self) -> None:
        with refused(
            "event or series 'weekly' stands there twice; ids must be unique (at /series/0/template/id)"
        ):
            Calendar(events=[event(id="weekly")], series=[SERIES])

    def test_a_group_and_a_tour_may_share_one(self) -> None:
        assert Calendar(groups=[ITPRO], tours=[HEROES.replace(id="itpro")])

    def test_of_uids_in_different_events(self) -> None:
        with refused("the UID 'u' is that of something in /events/0, too (at /events/1)"):
            Calendar(
                events=[
                    event(id="a", sessions=[session("s", uid="u")]),
                    event(id="b", booths=[Booth(id="b", title="B", uid="u")]),
                ]
            )

    def test_of_a_uid_and_the_id_of_an_event(self) -> None:
        one, other = event(id="a", sessions=[session("s", uid="b")]), event(id="b")
        with refused("the UID 'b' is that of something in /events/0, too (at /events/1)"):
            Calendar(events=[one, other])
        with refused("the UID 'b' is that of something in /events/0, too (at /events/1)"):
            Calendar(events=[other, one])

    def test_of_an_id_that_looks_like_the_uid_of_a_child(self) -> None:
        with pytest.raises(
            InvalidValueError, match="the UID 's/a' is that of something in /events/0"
        ):
            Calendar(events=[event(id="a", sessions=[session("s")]), event(id="s/a")])

    def test_of_uids_in_events_and_series(self) -> None:
        template = event(id="weekly", sessions=[session("s", uid="u")])
        with refused("the UID 'u' is that of something in /events/0, too (at /series/0/template)"):
            Calendar(
                events=[event(sessions=[session("s", uid="u")])],
                series=[EventSeries(template=template, recurrence=WEEKLY)],
            )

    def test_an_override_shares_that_of_its_series(self) -> None:
        override = event(id="weekly", occurrence=START + timedelta(days=7))
        assert Calendar(series=[SERIES.replace(overrides=[override])])


def test_only_an_event_of_a_series_replaces_an_occurrence() -> None:
    with refused("only an event of a series replaces an occurrence (at /events/0/occurrence)"):
        Calendar(events=[event(occurrence=START)])


def test_all_breaks_are_told() -> None:
    assert (
        len(
            told(
                lambda: Calendar(
                    groups=[ITPRO, ITPRO],
                    tours=[HEROES, HEROES],
                    events=[event(), event(), event(id="x", occurrence=START)],
                )
            )
        )
        == 4
    )


def test_an_empty_one_is_lawful() -> None:
    assert repr(Calendar()) == "Calendar()"


class TestLookUps:
    CALENDAR = Calendar(
        groups=[ITPRO],
        tours=[HEROES, Tour(id="other", name="Other")],
        events=[
            event(id="second", tour="heroes", start=START + timedelta(days=1)),
            event(id="elsewhere", tour="other"),
            event(id="first", tour="heroes", start=START),
            event(id="day", tour="heroes", start=date(2008, 3, 19)),
        ],
        series=[SERIES],
    )

    def test_what_is_there_is_found(self) -> None:
        assert self.CALENDAR.event("first").id == "first"
        assert self.CALENDAR.group("itpro") == ITPRO
        assert self.CALENDAR.tour("heroes") == HEROES
        assert self.CALENDAR.series_of("weekly") == SERIES

    @pytest.mark.parametrize(
        ("name", "id", "message"),
        [
            ("event", "frist", "no event has this id, got 'frist'; did you mean 'first'\\?"),
            ("event", "weekly", "no event has this id, got 'weekly'; there is second, elsewhere, first, day"),
            ("group", "zzz", "no group has this id, got 'zzz'; there is itpro"),
            ("tour", "zzz", "no tour has this id, got 'zzz'; there is heroes, other"),
            ("series_of", "first", "no series has this id, got 'first'; there is weekly"),
        ],
    )  # fmt: skip
    def test_what_is_not_there_is_told(self, name: str, id: str, message: str) -> None:
        with pytest.raises(UnknownIdError, match=f"^{message}$"):
            getattr(self.CALENDAR, name)(id)

    def test_stops_of_a_tour_come_by_their_start(self) -> None:
        assert [e.id for e in self.CALENDAR.stops("heroes")] == ["first", "day", "second"]
        with pytest.raises(UnknownIdError, match="no tour has this id"):
            self.CALENDAR.stops("nowhere")

    def test_stops_of_a_tour_without_events(self) -> None:
        with pytest.raises(UnknownIdError):
            Calendar().stops("nowhere")
        assert Calendar(tours=[HEROES]).stops("heroes") == ()

    @given(calendars())
    def test_everything_in_a_calendar_is_found(self, found: Calendar) -> None:
        assert all(found.event(e.id) is e for e in found.events)
        assert all(found.series_of(s.id) is s for s in found.series)
        assert all(found.group(g.id) is g for g in found.groups)
        assert all(found.tour(t.id) is t for t in found.tours)


class TestWindows:
    CALENDAR = Calendar(
        events=[
            event(id="b", start=START, end=END),
            event(id="a", start=START),
            event(id="day", start=date(2008, 3, 25), timezone="America/Toronto"),
        ],
        series=[SERIES],
    )

    def test_events_and_meetings_come_by_start_and_id(self) -> None:
        found = self.CALENDAR.between(date(2008, 3, 18), date(2008, 3, 26))
        assert [e.id for e in found] == ["a", "b", "weekly", "day", "weekly"]
        assert self.CALENDAR.between(date(2008, 3, 19), date(2008, 3, 20)) == ()

    def test_what_goes_on_counts(self) -> None:
        an_hour_later = START + timedelta(hours=1)
        assert [e.id for e in self.CALENDAR.between(an_hour_later, END)] == ["b"]

    def test_a_date_is_a_midnight_in_the_calendars_zone_or_in_each_ones(self) -> None:
        """18:00 in Toronto is the next morning in Tokyo."""
        day = (date(2008, 3, 18), date(2008, 3, 19))
        assert [e.id for e in self.CALENDAR.between(*day)] == ["a", "b", "weekly"]
        tokyo = self.CALENDAR.replace(timezone="Asia/Tokyo")
        assert tokyo.between(*day) == ()
        assert [e.id for e in tokyo.upcoming(date(2008, 3, 19), 3)] == ["a", "b", "weekly"]

    def test_upcoming(self) -> None:
        found = self.CALENDAR.upcoming(START + timedelta(hours=1), n=4)
        assert [(e.id, e.starts_at.day) for e in found] == [
            *(("b", 18), ("day", 25), ("weekly", 25), ("weekly", 1))
        ]
        assert len(self.CALENDAR.upcoming(START)) == 10
        assert Calendar().upcoming(START) == ()

    @pytest.mark.parametrize(
        ("rule", "template"),
        [
            ("DAILY", event(id="late", start=date(9998, 12, 30), end=date(9998, 12, 31))),
            ("YEARLY", event(id="long", start=START, end=START.replace(year=9998))),
            ("YEARLY", event(id="far", sessions=[session(start=START.replace(year=9998))])),
        ],
    )
    def test_a_meeting_that_cannot_be_spoils_only_answers_that_it_is_in(
        self, rule: str, template: Event
    ) -> None:
        """Its series came with somebody's feed, and the first one of it is lawful."""
        absurd = EventSeries(template=template, recurrence=Recurrence(rule=f"FREQ={rule}"))
        calendar = self.CALENDAR.put(absurd)
        there = [template.id] if template.id != "late" else []
        assert {e.id for e in calendar.between(date(2008, 3, 18), date(2009, 3, 1))} == {
            *("a", "b", "day", "weekly", *there)
        }
        ids = [e.id for e in calendar.upcoming(START, n=50)]
        assert ids.count("weekly") == 50 - 3 - len(there)
        absurd_date = template.start + timedelta(days=1 if rule == "DAILY" else 365)
        with pytest.raises(InvalidValueError, match=f"in the years 1900 to 9998.*'{template.id}'"):
            calendar.between(absurd_date, absurd_date + timedelta(days=1))
