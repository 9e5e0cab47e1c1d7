"""Golden files, byte for byte; and what an independent reader makes of each."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import get_args

import pytest
from tests.conftest import GOLDEN, Golden
from tests.formats.ical.calendars import everywhere, feed, organizers, statuses
from tests.formats.ical.documents import (
    DIRECT_ENERGY,
    ROLES,
    all_day,
    conference,
    hello,
)
from tests.formats.ical.grammar import entries_of
from tests.formats.ical.recurring import early, gatherings, monthly, recurring
from tests.readers import with_icalendar

from hallwaytrack import Calendar, Event, EventSeries, example, to_ical
from hallwaytrack.model.vocabulary import Role

Make = Callable[[], Event | EventSeries | Calendar]

FILES: Mapping[str, tuple[Make, bool]] = {
    "hello": (hello, False),
    "all-day": (all_day, False),
    "conference": (conference, False),
    "conference-components": (conference, True),
    "calendar": (lambda: feed(conference(), all_day(), hello()), False),
    "empty-calendar": (Calendar, False),
    "statuses": (statuses, False),
    "organizers": (organizers, False),
    "zones": (everywhere, False),
    "series": (recurring, False),
    "series-alone": (monthly, False),
    "series-components": (monthly, True),
    "series-of-old": (early, False),
    "heroes-happen-here": (example, False),
    "heroes-happen-here-components": (example, True),
}


@pytest.mark.parametrize("name", FILES)
class TestGolden:
    def test_the_bytes_are_those_of_the_file(self, name: str, golden: Golden) -> None:
        make, components = FILES[name]
        golden(f"ical/{name}.ics", to_ical(make(), components=components))

    def test_an_independent_reader_reads_it(self, name: str) -> None:
        make, components = FILES[name]
        document = make()
        told = [
            (entry.id, entry.starts_at.astimezone(UTC))
            if not entry.is_all_day
            else (entry.id, datetime.combine(entry.start, datetime.min.time(), UTC))
            for entry in gatherings(document)
        ]
        seen = with_icalendar(to_ical(document, components=components))
        assert [each for each in told if each not in [(s.uid, s.start) for s in seen]] == []


class TestDocuments:
    """The golden files show what they are meant to show."""

    def test_the_readme_shows_the_hello(self) -> None:
        readme = (GOLDEN.parents[1] / "README.md").read_text(encoding="utf-8")
        assert to_ical(hello()).decode().replace("\r\n", "\n") in readme

    def test_the_conference_has_every_property_of_the_table(self) -> None:
        whole = conference(status="postponed", status_reason="Snow")
        everything = feed(whole, series=[monthly()])
        names = {name for entry in entries_of(to_ical(everything)) for name in entry.names}
        assert names == {
            *("UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND"),
            *("SUMMARY", "DESCRIPTION", "LOCATION", "GEO", "X-APPLE-STRUCTURED-LOCATION"),
            *("STATUS", "TRANSP", "URL", "CATEGORIES", "IMAGE", "ATTACH", "CONFERENCE"),
            *("COMMENT", "ORGANIZER", "RELATED-TO", "X-HALLWAYTRACK-TOUR"),
            *("RECURRENCE-ID", "RRULE", "RDATE", "EXDATE"),
        }

    def test_the_conference_has_every_role(self) -> None:
        assert set(ROLES) == set(get_args(Role))

    def test_the_conference_has_rooms_of_two_venues(self) -> None:
        assert conference().venue == DIRECT_ENERGY
        assert conference().room("ballroom") in conference().other_venues[0].rooms
