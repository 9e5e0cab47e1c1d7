"""Our own public feeds, read and written again: the same bytes, with and without components."""

import pytest
from hypothesis import given, settings
from tests.formats.ical.test_ical_golden import GOLDEN
from tests.strategies import calendars, events

from hallwaytrack import Calendar, Event, example, from_ical, read, to_ical

BOTH = pytest.mark.parametrize("components", [False, True])


@BOTH
class TestReadingWhatWeWrote:
    @settings(max_examples=25)
    @given(event=events())
    def test_an_event(self, components: bool, event: Event) -> None:
        feed = to_ical(event, components=components)
        reading = read(feed, "ical", kind=Event)
        assert to_ical(reading.document, components=components) == feed
        assert reading.problems == ()

    @settings(max_examples=25)
    @given(calendar=calendars())
    def test_a_calendar(self, components: bool, calendar: Calendar) -> None:
        feed = to_ical(calendar, components=components)
        reading = read(feed, "ical")
        assert to_ical(reading.document, components=components) == feed
        assert reading.problems == ()

    @pytest.mark.deep
    @given(calendar=calendars())
    def test_many_calendars(self, components: bool, calendar: Calendar) -> None:
        feed = to_ical(calendar, components=components)
        assert to_ical(from_ical(feed), components=components) == feed

    def test_the_example(self, components: bool) -> None:
        feed = to_ical(example("heroes-happen-here"), components=components)
        assert to_ical(from_ical(feed), components=components) == feed


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("ical/*.ics")), ids=lambda path: path.stem)
def test_golden_feeds(path: object) -> None:
    data = path.read_bytes()
    assert to_ical(from_ical(data), components="components" in path.stem) == data
