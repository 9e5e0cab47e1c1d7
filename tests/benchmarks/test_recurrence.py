"""A month of a weekly series, by its age: the answer should not take longer every year."""

from time import process_time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from .recurring import AGES, WAYS

pytestmark = [
    pytest.mark.bench,
    pytest.mark.benchmark(group="a month of a weekly series", timer=process_time),
]


@pytest.mark.parametrize("age", AGES)
@pytest.mark.parametrize("library", WAYS)
def test_a_month(benchmark: BenchmarkFixture, library: str, age: int) -> None:
    """Four or five meetings, whichever the age."""
    ask = WAYS[library](age)
    found = benchmark.pedantic(ask, rounds=30, iterations=5, warmup_rounds=1)
    assert len(found) in (4, 5)
