"""Our own public feeds, read and written again: the same bytes, with and without components."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from tests.formats.ical.test_ical_golden import GOLDEN
from tests.strategies import all_series, calendars, events

from hallwaytrack import Calendar, Event, EventSeries, example, from_ical, read, to_ical

BOTH = pytest.mark.parametrize("components", [False, True])
MANY = settings(max_examples=10_000)


def comes_back(document: Event | EventSeries | Calendar, components: bool) -> None:
    """Its public feed reads without a problem, and is written with the same bytes."""
    feed = to_ical(document, components=components)
    reading = read(feed, "ical", kind=type(document))
    assert to_ical(reading.document, components=components) == feed
    assert reading.problems == ()


@BOTH
class TestReadingWhatWeWrote:
    @settings(max_examples=25)
    @given(event=events())
    def test_an_event(self, components: bool, event: Event) -> None:
        comes_back(event, components)

    @settings(max_examples=25)
    @given(series=all_series())
    def test_a_series(self, components: bool, series: EventSeries) -> None:
        comes_back(series, components)

    @settings(max_examples=25)
    @given(calendar=calendars())
    def test_a_calendar(self, components: bool, calendar: Calendar) -> None:
        comes_back(calendar, components)

    def test_the_example(self, components: bool) -> None:
        comes_back(example("heroes-happen-here"), components)


@BOTH
@pytest.mark.deep
class TestReadingMuchThatWeWrote:
    @MANY
    @given(event=events())
    def test_events(self, components: bool, event: Event) -> None:
        comes_back(event, components)

    @MANY
    @given(series=all_series())
    def test_series(self, components: bool, series: EventSeries) -> None:
        comes_back(series, components)

    @MANY
    @given(calendar=calendars())
    def test_calendars(self, components: bool, calendar: Calendar) -> None:
        comes_back(calendar, components)


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("ical/*.ics")), ids=lambda path: path.stem)
def test_golden_feeds(path: Path) -> None:
    data = path.read_bytes()
    assert to_ical(from_ical(data), components="components" in path.stem) == data
