"""1,500 assignments to 500 shifts, every result checked."""

from time import process_time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from .rosters import NEEDED, SHIFTS, event, plan, ways

pytestmark = [
    pytest.mark.bench,
    pytest.mark.benchmark(group="a roster of 1,500 assignments", timer=process_time),
]


@pytest.mark.parametrize("way", ways())
def test_a_roster(benchmark: BenchmarkFixture, way: str) -> None:
    """Each starts from an event that was made beforehand."""
    assert benchmark.pedantic(ways()[way], rounds=3, warmup_rounds=1)


def test_both_ways_fill_every_shift_as_planned() -> None:
    """The race is fair only while both do the same, and all of it."""
    both = ways()["at once"](), ways()["one by one"]()
    assert both[0] == both[1]
    filled = {shift.id: list(shift.covered_by) for shift in both[0].shifts}
    assert filled == plan() and len(filled) == SHIFTS
    assert sum(map(len, filled.values())) == SHIFTS * NEEDED == 1_500
    assert not any(shift.assignments for shift in event().shifts)
