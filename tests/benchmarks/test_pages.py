"""A page of 500 sessions, against the feed of the same event."""

from time import process_time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from . import data, pages

pytestmark = pytest.mark.bench
RACES = pages.races(data.conference(pages.SESSIONS))


@pytest.mark.benchmark(group="a page of 500 sessions", timer=process_time)
@pytest.mark.parametrize("name", RACES)
def test_on_500(benchmark: BenchmarkFixture, name: str) -> None:
    """Compare with the feed: the page takes three times as long at most."""
    prepare, run = RACES[name]

    def setup() -> None:
        prepare()

    assert benchmark.pedantic(run, setup=setup, rounds=5, warmup_rounds=1)
