"""Series: a VEVENT that recurs, and one more for each meeting that differs."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from dateutil import tz
from hypothesis import given, settings
from tests.formats.ical.documents import event, session, toronto
from tests.formats.ical.grammar import Component, entries_of
from tests.formats.ical.recurring import calls, camps, early, monthly, on_dates, recurring, series
from tests.strategies import all_series

from hallwaytrack import Calendar, EventSeries, Recurrence, at, from_ical, read, to_ical

RECURRENCE = ("RRULE", "RDATE", "EXDATE")
SERIES = pytest.mark.parametrize("make", [monthly, camps, calls, on_dates, early])


def master(whole: EventSeries) -> Component:
    """The VEVENT that recurs."""
    return entries_of(to_ical(whole))[0]


def lines(component: Component, *names: str) -> list[str]:
    """The properties of these names as "NAME;PARAMETERS:value"."""
    return [
        each.name + "".join(f";{k}={v}" for k, v in each.parameters.items()) + f":{each.value}"
        for each in component.properties
        if each.name in names
    ]


def changes(whole: EventSeries) -> list[Component]:
    """The VEVENTs of its overrides."""
    return [each for each in entries_of(to_ical(whole)) if each.has("RECURRENCE-ID")]


class TestMaster:
    """RFC 5545, section 3.8.5: when it recurs."""

    def test_the_rule_is_the_recurrences_own(self) -> None:
        assert lines(master(series()), *RECURRENCE) == ["RRULE:FREQ=MONTHLY;BYDAY=3TU"]

    def test_lists_have_the_zone_of_the_start(self) -> None:
        """Whatever zone a time was given in."""
        berlin = at("Europe/Berlin")
        whole = series(added=[berlin("2008-04-02 01:00")], skipped=[berlin("2008-11-19 00:00")])
        assert lines(master(whole), "DTSTART", *RECURRENCE) == [
            "DTSTART;TZID=America/Toronto:20080318T180000",
            "RRULE:FREQ=MONTHLY;BYDAY=3TU",
            "RDATE;TZID=America/Toronto:20080401T190000",
            "EXDATE;TZID=America/Toronto:20081118T180000",
        ]

    def test_a_list_is_one_line_and_names_a_meeting_once(self) -> None:
        first, second = toronto("2008-04-02 19:00"), toronto("2008-04-09 19:00")
        assert lines(master(series(added=[second, first, second])), "RDATE") == [
            "RDATE;TZID=America/Toronto:20080409T190000,20080402T190000"
        ]

    def test_days_are_dates(self) -> None:
        assert lines(master(camps()), "DTSTART", "DTEND", *RECURRENCE) == [
            "DTSTART;VALUE=DATE:20080730",
            "DTEND;VALUE=DATE:20080802",
            "RRULE:FREQ=YEARLY",
            "EXDATE;VALUE=DATE:20090730",
        ]

    def test_utc_has_no_zone(self) -> None:
        whole = calls().skip(date(2008, 4, 1))
        assert lines(master(whole), "DTSTART", *RECURRENCE) == [
            "DTSTART:20080318T220000Z",
            "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=5",
            "EXDATE:20080401T220000Z",
        ]

    def test_no_rule_is_written_where_there_is_none(self) -> None:
        assert lines(master(on_dates()), *RECURRENCE) == [
            "RDATE;TZID=America/Toronto:20080402T190000,20081105T180000"
        ]

    def test_nothing_else_recurs(self) -> None:
        """Neither an override nor a child, nor an event beside the series."""
        found = [each for each in entries_of(to_ical(recurring())) if {*RECURRENCE} & {*each.names}]
        assert [each.text("UID") for each in found] == [s.id for s in recurring().series]


class TestOverrides:
    """RFC 5545, section 3.8.4.4: which meeting differs."""

    def test_each_is_a_vevent_of_the_uid_of_its_series(self) -> None:
        assert [each.text("UID") for each in changes(monthly())] == ["m@example.org"] * 3

    def test_a_meeting_is_told_as_the_series_tells_its_start(self) -> None:
        """By when it was to be, wherever it is now."""
        assert sorted(lines(c, "RECURRENCE-ID", "DTSTART")[0] for c in changes(monthly())) == [
            "RECURRENCE-ID;TZID=America/Toronto:20080415T180000",
            "RECURRENCE-ID;TZID=America/Toronto:20080520T180000",
            "RECURRENCE-ID;TZID=America/Toronto:20081118T180000",
        ]
        (moved,) = [c for c in changes(monthly()) if c.text("RECURRENCE-ID") == "20080415T180000"]
        assert lines(moved, "DTSTART", "DTEND") == [
            "DTSTART;TZID=America/Toronto:20080422T190000",
            "DTEND;TZID=America/Toronto:20080422T220000",
        ]

    def test_one_in_another_zone_is_still_told_in_that_of_the_series(self) -> None:
        meeting = series().meeting(date(2008, 4, 15)).replace(timezone="Europe/Berlin")
        (found,) = changes(series().put(meeting))
        assert lines(found, "RECURRENCE-ID", "DTSTART") == [
            "RECURRENCE-ID;TZID=America/Toronto:20080415T180000",
            "DTSTART;TZID=Europe/Berlin:20080416T000000",
        ]

    def test_days_are_told_by_dates(self) -> None:
        (found,) = changes(camps())
        assert lines(found, "RECURRENCE-ID", "DTSTART") == [
            "RECURRENCE-ID;VALUE=DATE:20100730",
            "DTSTART;VALUE=DATE:20100730",
        ]

    def test_a_cancelled_meeting_leaves_the_series_as_it_is(self) -> None:
        whole = series()
        feed = to_ical(whole.cancel(date(2008, 5, 20), "The room is flooded"))
        kept, cancelled = entries_of(feed)
        assert kept == master(whole)
        assert lines(cancelled, "SUMMARY", "STATUS", "COMMENT") == [
            "SUMMARY:Cancelled: Meeting",
            "STATUS:CANCELLED",
            "COMMENT:The room is flooded",
        ]

    def test_a_changed_meeting_changes_no_other_vevent(self) -> None:
        before = entries_of(to_ical(monthly()))
        after = entries_of(to_ical(monthly().amend(date(2008, 9, 16), title="Guests")))
        assert [each for each in before if each not in after] == []
        assert [each.text("UID") for each in after if each not in before] == [
            "m@example.org",
            "welcome/m@example.org/20080916T220000Z",
        ]


class TestChildren:
    def uids(self, whole: EventSeries) -> list[str]:
        return [e.text("UID") for e in entries_of(to_ical(whole)) if e.has("RELATED-TO")]

    def test_the_templates_are_named_by_the_series(self) -> None:
        assert self.uids(series(sessions=[session()])) == ["talk/m@example.org"]

    def test_those_of_a_meeting_are_named_by_its_occurrence_too(self) -> None:
        """In UTC, which no later move and no other zone changes; an own UID stays."""
        assert self.uids(monthly()) == [
            "welcome/m@example.org",
            "disks/m@example.org/20081118T230000Z",
            "tapes@old.example",
            *[f"welcome/m@example.org/{when}" for when in ("20080415T220000Z", "20080520T220000Z")],
        ]

    def test_those_of_a_day_are_named_by_its_date(self) -> None:
        meeting = camps().meeting(date(2010, 7, 30)).replace(timezone="America/Toronto")
        whole = camps().put(meeting.put(session("fire", start=toronto("2010-07-31 21:00"))))
        assert self.uids(whole) == ["fire/camp@example.org/20100730"]

    def test_they_belong_to_the_series(self) -> None:
        children = [e for e in entries_of(to_ical(monthly())) if e.has("RELATED-TO")]
        assert {each.text("RELATED-TO") for each in children} == {"m@example.org"}


class TestZones:
    """RFC 5545, section 3.6.5: the VTIMEZONE tells every meeting, the first and the last."""

    def test_present_rules_need_two_observances(self) -> None:
        assert observances(series()) == 2

    def test_where_the_clocks_kept_other_rules_each_change_is_listed(self) -> None:
        assert observances(early()) > 2
        assert lines(master(early()), "DTSTART") == ["DTSTART;TZID=America/Toronto:20050315T180000"]

    @pytest.mark.parametrize(
        "name",
        [
            *("America/Toronto", "Europe/London", "Europe/Dublin", "Asia/Kathmandu"),
            *("America/Sao_Paulo", "Australia/Lord_Howe", "Europe/Moscow", "Pacific/Apia"),
            *("Africa/Casablanca", "America/St_Johns", "Asia/Kolkata"),
        ],
    )
    def test_every_meeting_has_the_offset_of_its_day(self, name: str) -> None:
        """As dateutil understands the VTIMEZONE, at every noon of a time of many changes."""
        start = at(name)("1970-01-05 12:00")
        whole = series("FREQ=WEEKLY", start=start)
        head, _, _ = to_ical(whole).partition(b"BEGIN:VEVENT")
        theirs = tz.tzical(StringIO(head.decode())).get(name)
        walls = [start.replace(tzinfo=None) + timedelta(weeks=n) for n in range(70 * 52)]
        wrong = [
            wall
            for wall in walls
            if wall.replace(tzinfo=theirs).utcoffset()
            != wall.replace(tzinfo=start.tzinfo).utcoffset()
        ]
        assert wrong == []

    def test_early_lists_count_as_early_meetings(self) -> None:
        added = series("FREQ=DAILY;COUNT=2", added=[toronto("2005-03-15 18:00")])
        skipped = series("FREQ=DAILY;COUNT=2", skipped=[toronto("2005-03-15 18:00")])
        assert observances(added) == observances(skipped) == observances(early())

    def test_the_earliest_of_several_series_counts(self) -> None:
        for both in ([series(), early()], [early(), series()]):
            assert observances(Calendar(series=both)) == observances(early())

    def test_beside_a_series_an_event_needs_no_other_zone(self) -> None:
        both = Calendar(events=[event()], series=[early()])
        assert observances(both) == observances(early())


def observances(document: Calendar | EventSeries) -> int:
    return len(re.findall(rb"BEGIN:(?:STANDARD|DAYLIGHT)", to_ical(document)))


class TestIndependentReader:
    """recurring-ical-events expands what icalendar reads to the same meetings."""

    @SERIES
    @pytest.mark.parametrize("components", [False, True])
    def test_it_sees_the_same_meetings(
        self, make: Callable[[], EventSeries], components: bool
    ) -> None:
        whole = make()
        begin, end = datetime(2005, 1, 1, tzinfo=UTC), datetime(2012, 1, 1, tzinfo=UTC)
        ours = {(m.starts_at.astimezone(UTC), said(m)) for m in whole.between(begin, end)}
        read = icalendar.Calendar.from_ical(to_ical(whole, components=components))
        theirs = {
            (instant(found.start), str(found["SUMMARY"]))
            for found in recurring_ical_events.of(read).between(begin, end)
            if found["UID"] == whole.id
        }
        assert len(ours) > 2
        assert theirs == ours

    def test_it_sees_an_end_with_each_start(self) -> None:
        found = recurring_ical_events.of(icalendar.Calendar.from_ical(to_ical(monthly())))
        lengths = {
            each.end - each.start
            for each in found.between((2008, 1, 1), (2009, 1, 1))
            if each["UID"] == monthly().id
        }
        assert lengths == {timedelta(hours=3)}


def said(meeting: Any) -> str:
    return ("Cancelled: " if meeting.status == "cancelled" else "") + str(meeting.title)


def instant(when: date) -> datetime:
    if isinstance(when, datetime):
        return when.astimezone(UTC)
    return datetime(when.year, when.month, when.day, tzinfo=UTC)


class TestReadingWhatWeWrote:
    @SERIES
    @pytest.mark.parametrize("components", [False, True])
    def test_the_same_series(self, make: Callable[[], EventSeries], components: bool) -> None:
        feed = to_ical(make(), components=components)
        found = from_ical(feed, EventSeries)
        assert to_ical(found, components=components) == feed
        assert found.recurrence == make().recurrence
        assert occurrences(found) == occurrences(make())

    @settings(max_examples=40)
    @given(all_series())
    def test_any_series(self, whole: EventSeries) -> None:
        feed = to_ical(whole)
        reading = read(feed, "ical", kind=EventSeries)
        assert to_ical(reading.document) == feed
        assert reading.problems == ()
        assert reading.document.recurrence == once(whole.recurrence)
        assert occurrences(reading.document) == occurrences(whole)


def occurrences(whole: EventSeries) -> list[date]:
    """Which meetings were changed: by instants, as Python holds repeated hours of zones unequal."""
    return [
        when.astimezone(UTC) if isinstance(when, datetime) else when
        for when in (override.occurrence for override in whole.overrides)
        if when is not None
    ]


def once(recurrence: Recurrence) -> Recurrence:
    lists: Iterator[tuple[str, Any]] = (
        (name, [*dict.fromkeys(getattr(recurrence, name))]) for name in ("added", "skipped")
    )
    return recurrence.replace(**dict(lists))
