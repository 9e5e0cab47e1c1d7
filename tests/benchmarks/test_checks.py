"""The checks, beside writing the feed of the same event."""

from collections.abc import Callable
from time import process_time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from hallwaytrack import Event, check, to_ical

from .festival import crowded, festival

pytestmark = [
    pytest.mark.bench,
    pytest.mark.benchmark(group="checks, as many shifts as sessions", timer=process_time),
]


@pytest.mark.parametrize("size", [10_000, 20_000])
@pytest.mark.parametrize("made", [festival, crowded])
def test_check(benchmark: BenchmarkFixture, made: Callable[[int], Event], size: int) -> None:
    """It grows as n log n, also where everything is at once."""
    found = benchmark.pedantic(check, (made(size),), rounds=5, warmup_rounds=1)
    assert bool(found) is (made is crowded)


def test_feed(benchmark: BenchmarkFixture) -> None:
    """What the checks are compared with: they take less time than writing it twice."""
    written = benchmark.pedantic(to_ical, (festival(10_000),), rounds=5, warmup_rounds=1)
    assert written.count(b"BEGIN:VEVENT") == 10_001
