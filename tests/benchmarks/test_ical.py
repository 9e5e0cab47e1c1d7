"""Writing iCalendar: plain data, validated objects, bytes; and reading it: bytes to objects."""

from collections.abc import Callable
from datetime import UTC
from functools import partial
from time import process_time
from typing import Any

import icalendar
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from hallwaytrack import Event, from_ical, to_ical
from hallwaytrack.formats.ical import Limits

from . import data, ours, peers
from .data import Plain

pytestmark = pytest.mark.bench

WRITERS = [
    ours.ical_bytes,
    peers.icalendar_bytes,
    peers.ical_bytes,
    peers.ics_bytes,
    peers.vobject_bytes,
]


def _library(write: Callable[[Plain], bytes]) -> str:
    """``ours.ical_bytes`` beside ``peers.ical_bytes``, which is another library's."""
    return f"{write.__module__.rpartition('.')[2]}.{write.__name__}"


@pytest.mark.benchmark(group="iCalendar from plain data, 1,000 sessions", timer=process_time)
@pytest.mark.parametrize("write", WRITERS, ids=_library)
def test_all_on_1000(
    benchmark: BenchmarkFixture, small_conference: Plain, write: Callable[[Plain], bytes]
) -> None:
    """A tenth of the sessions, which take the peers a tenth of the time."""
    written = benchmark.pedantic(write, (small_conference,), rounds=5, warmup_rounds=1)
    _note(benchmark, small_conference, written)


@pytest.mark.benchmark(group="iCalendar from plain data, 10,000 sessions", timer=process_time)
@pytest.mark.parametrize("write", WRITERS, ids=_library)
def test_all_on_10000(
    benchmark: BenchmarkFixture, conference: Plain, write: Callable[[Plain], bytes]
) -> None:
    """A session takes the same time among ten times as many: compare ``us_a_session``."""
    written = benchmark.pedantic(write, (conference,), rounds=5, warmup_rounds=1)
    _note(benchmark, conference, written)


@pytest.mark.benchmark(group="icalendar's components, 1,000 sessions", timer=process_time)
@pytest.mark.parametrize("way", ["to_icalendar", "from_ical", "add"])
def test_components_of_1000(benchmark: BenchmarkFixture, small_conference: Plain, way: str) -> None:
    """From the model, from its feed, and by hand."""
    event = ours.event(small_conference)
    feed = ours.to_ical(event)
    ways: dict[str, Callable[[], icalendar.Calendar]] = {
        "to_icalendar": lambda: ours.to_icalendar(event),
        "from_ical": lambda: peers.icalendar_parsed(feed),
        "add": lambda: peers.icalendar_added(small_conference),
    }
    made = benchmark.pedantic(ways[way], rounds=5, warmup_rounds=1)
    assert len(made.events) == len(small_conference["sessions"]) + 1


@pytest.mark.parametrize("write", WRITERS[1:], ids=_library)
def test_peer_says_what_we_say(write: Callable[[Plain], bytes]) -> None:
    """The race is fair only while every library writes the same properties and values."""
    conference = data.conference(100)
    assert _said(write(conference)) == _said(ours.ical_bytes(conference))


READERS = [
    ours.event_from_ical,
    peers.read_by_icalendar,
    peers.read_by_ical,
    peers.read_by_ical_stream,
    peers.read_by_vobject,
]


@pytest.mark.benchmark(group="iCalendar to objects, 1,000 sessions", timer=process_time)
@pytest.mark.parametrize("read", READERS, ids=_library)
def test_reading_1000(
    benchmark: BenchmarkFixture, small_conference: Plain, read: Callable[[bytes], object]
) -> None:
    """The same bytes for all, which are ours."""
    benchmark.pedantic(read, (ours.ical_bytes(small_conference),), rounds=5, warmup_rounds=1)
    _note_time(benchmark, small_conference)


@pytest.mark.benchmark(group="iCalendar to objects", timer=process_time)
@pytest.mark.parametrize("sessions", [10_000, 100_000])
def test_reading_many(benchmark: BenchmarkFixture, sessions: int) -> None:
    """A session takes the same time among ten times as many: compare ``us_a_session``."""
    conference = data.conference(sessions)
    feed, limits = ours.ical_bytes(conference), Limits(max_bytes=None)
    read = partial(from_ical, limits=limits)
    event = benchmark.pedantic(read, (feed, Event), rounds=3, warmup_rounds=1)
    assert len(event.sessions) == sessions
    _note_time(benchmark, conference)


def test_what_is_read_is_all_there() -> None:
    """The race is fair only while nothing is left out."""
    conference = data.conference(100)
    event = ours.event_from_ical(ours.ical_bytes(conference))
    assert ours.ical_bytes(conference) == to_ical(event)


def _said(feed: bytes) -> dict[str, dict[str, Any]]:
    """Properties by UID, as one reader understands them; times as instants, as ics drops zones."""
    events = icalendar.Calendar.from_ical(feed).events
    return {str(event["UID"]): {name: _value(event, name) for name in event} for event in events}


def _value(event: icalendar.Event, name: str) -> object:
    if name == "CATEGORIES":  # one property or several, and ics keeps a set of them
        return sorted(event.categories)
    value = event.decoded(name)
    return value.astimezone(UTC) if hasattr(value, "astimezone") else str(value)


def _note(benchmark: BenchmarkFixture, conference: Plain, written: bytes) -> None:
    """The sizes differ, so each case says what one session took and how much it wrote."""
    sessions = len(conference["sessions"])
    # One more BEGIN than sessions: the event's own.
    assert written.count(b"BEGIN:VEVENT") == sessions + 1
    benchmark.extra_info["bytes_a_session"] = len(written) // sessions
    _note_time(benchmark, conference)


def _note_time(benchmark: BenchmarkFixture, conference: Plain) -> None:
    if benchmark.stats:  # absent under --benchmark-disable
        took = benchmark.stats.stats.median / len(conference["sessions"]) * 1e6
        benchmark.extra_info["us_a_session"] = round(took, 2)
