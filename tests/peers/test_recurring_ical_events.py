"""What recurring-ical-events makes of our components is what our series say."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import recurring_ical_events
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject
from tests.rules import Asked, asked

from hallwaytrack import Event, EventSeries, Recurrence, at, from_icalendar, to_icalendar
from hallwaytrack.model.times import is_skipped

FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
ZONES = st.sampled_from(("America/Toronto", "Europe/Dublin", "Australia/Lord_Howe", "UTC"))
WHOLE = st.sampled_from((timedelta(), timedelta(hours=3)))
DAYS = st.integers(0, 3).map(timedelta)
CHANGES = ("keep", "skip", "cancel", "move", "rename")
HOUR = timedelta(hours=1)


def theirs(series: EventSeries, first: date, last: date) -> Counter[Any]:
    """The starts and titles in a window, by recurring-ical-events."""
    found = recurring_ical_events.of(to_icalendar(series)).between(first, last)
    return Counter((e["DTSTART"].dt, str(e["SUMMARY"]), str(e["STATUS"])) for e in found)


def ours(series: EventSeries, first: date, last: date) -> Counter[Any]:
    """The same by ``between``, as the public view tells it."""
    found = series.between(first, last)
    return Counter((e.start, _title(e), e.status.upper()) for e in found)


def _title(meeting: Event) -> str:
    return f"Cancelled: {meeting.title}" if meeting.status == "cancelled" else meeting.title


def since(first: date, found: Counter[Any]) -> Counter[Any]:
    """Those that start in the window.

    Of what goes on when it begins the two differ by an hour where the clocks change: theirs keeps
    the length by the wall clock, ours the exact one.
    """
    return Counter({key: n for key, n in found.items() if key[0] >= first})


def changed(series: EventSeries, first: date, last: date, data: DataObject) -> EventSeries:
    """The series with some meetings of the window skipped, cancelled, moved or renamed."""
    for meeting in series.between(first, last)[:4]:
        when = meeting.occurrence or meeting.start
        change = data.draw(st.sampled_from(CHANGES))
        if change == "skip":
            series = series.skip(when)
        elif change == "cancel":
            series = series.cancel(when)
        elif change == "rename":
            series = series.amend(when, title="Another; with, signs")
        elif change == "move":
            to = meeting.start + (HOUR if isinstance(when, datetime) else timedelta(days=1))
            assume(not isinstance(to, datetime) or not is_skipped(to))
            series = series.move(when, to)
    return series


class TestTheSameMeetings:
    @staticmethod
    def check(series: EventSeries, first: date, last: date, data: DataObject) -> None:
        series = changed(series, first, last, data)
        assert since(first, theirs(series, first, last)) == since(first, ours(series, first, last))

    def timed(self, one: Asked, zone: str, length: timedelta, data: DataObject) -> None:
        home = at(zone).zone
        start = one.start.replace(tzinfo=home)
        assume(not is_skipped(start))
        end = (start.astimezone(UTC) + length).astimezone(home) if length else None
        template = Event(id="weekly@example.org", title="Weekly", start=start, end=end)
        series = EventSeries(template=template, recurrence=Recurrence(rule=one.rule))
        first, last = (wall.replace(tzinfo=home) for wall in (one.first, one.last))
        self.check(series, first, last + timedelta(days=2), data)

    def all_day(self, one: Asked, length: timedelta, data: DataObject) -> None:
        assume(
            not {"BYHOUR", "BYMINUTE", "BYSECOND"}
            & {p[: p.index("=")] for p in one.rule.split(";")}
        )
        start = one.start.date()
        template = Event(id="days@example.org", title="Days", start=start, end=start + length)
        series = EventSeries(template=template, recurrence=Recurrence(rule=one.rule))
        self.check(series, one.first.date(), one.last.date() + timedelta(days=2), data)

    @settings(max_examples=40)
    @given(asked(FREQUENCIES), ZONES, WHOLE, st.data())
    def test_at_times(self, one: Asked, zone: str, length: timedelta, data: DataObject) -> None:
        self.timed(one, zone, length, data)

    @settings(max_examples=25)
    @given(asked(FREQUENCIES), DAYS, st.data())
    def test_on_days(self, one: Asked, length: timedelta, data: DataObject) -> None:
        self.all_day(one, length, data)

    @pytest.mark.deep
    @given(asked(FREQUENCIES), ZONES, WHOLE, st.data())
    def test_at_many_times(
        self, one: Asked, zone: str, length: timedelta, data: DataObject
    ) -> None:
        self.timed(one, zone, length, data)

    @pytest.mark.deep
    @given(asked(FREQUENCIES), DAYS, st.data())
    def test_on_many_days(self, one: Asked, length: timedelta, data: DataObject) -> None:
        self.all_day(one, length, data)


def monthly() -> EventSeries:
    """The third Tuesdays of three months, and one meeting more."""
    toronto = at("America/Toronto")
    template = Event(id="e@example.org", title="Launch", start=toronto("2008-03-18 18:00"))
    added = [toronto("2008-04-01 12:00")]
    recurrence = Recurrence(rule="FREQ=MONTHLY;COUNT=3;BYDAY=3TU", added=added)
    return EventSeries(template=template, recurrence=recurrence)


YEAR = (date(2008, 1, 1), date(2009, 1, 1))


def test_a_meeting_that_was_added() -> None:
    assert theirs(monthly(), *YEAR) == ours(monthly(), *YEAR)
    assert sum(theirs(monthly(), *YEAR).values()) == 4


def test_an_occurrence_is_an_event_again() -> None:
    """Each that it gives can be read by itself."""
    series = monthly().amend(date(2008, 4, 15), title="Another")
    found = recurring_ical_events.of(to_icalendar(series)).between(*YEAR)
    told = {(e.start, e.title) for e in (from_icalendar(each, Event) for each in found)}
    assert told == {(e.start, e.title) for e in series.between(*YEAR)}
