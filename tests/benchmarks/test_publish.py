"""Publishing and writing again, against writing the feed for the first time."""

from collections.abc import Callable
from time import process_time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from . import publishing
from .data import Plain

pytestmark = pytest.mark.bench


@pytest.mark.benchmark(group="publishing 10,000 sessions", timer=process_time)
@pytest.mark.parametrize("name", publishing.RACES)
def test_on_10000(benchmark: BenchmarkFixture, conference: Plain, name: str) -> None:
    """Compare with "write": publishing takes three times as long at most, one changed a tenth."""
    prepare, run = publishing.races(conference)[name]
    benchmark.pedantic(run, setup=_setup(prepare), rounds=5, warmup_rounds=1)


def _setup(prepare: Callable[[], object]) -> Callable[[], None]:
    def setup() -> None:
        prepare()

    return setup
