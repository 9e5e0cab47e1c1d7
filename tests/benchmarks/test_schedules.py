"""A conference of 674 talks in each format; ``python -m tests.benchmarks.schedules`` compares."""

from collections.abc import Callable
from time import process_time
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from hallwaytrack import FORMATS, Calendar, read, write

from .plain import PLAIN
from .programmes import INTO, held_by, schedule, sessionize
from .ratios import Case
from .schedules import PLAINLY, READING, TALKS, WRITING, plain_pass, races

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def cases() -> dict[tuple[str, str], Case]:
    """Ours, by what they do and in which format."""
    found = races(schedule(TALKS))
    return {
        (title, case.library): case
        for title, all_cases in found.items()
        for case in all_cases
        if case.way != PLAINLY
    }


@pytest.mark.benchmark(group="reading 674 talks", timer=process_time)
@pytest.mark.parametrize("name", ["ElementTree", *(f.name for f in FORMATS.values() if f.reads)])
def test_reading(
    benchmark: BenchmarkFixture, cases: dict[tuple[str, str], Case], name: str
) -> None:
    """Compare with ElementTree: one pass over the schedule.xml."""
    _timed(benchmark, cases[READING, name].run)


@pytest.mark.benchmark(group="writing 674 talks", timer=process_time)
@pytest.mark.parametrize("name", ["ElementTree", *(f.name for f in FORMATS.values() if f.writes)])
def test_writing(
    benchmark: BenchmarkFixture, cases: dict[tuple[str, str], Case], name: str
) -> None:
    """Compare with ElementTree: one pass from dicts to the schedule.xml."""
    _timed(benchmark, cases[WRITING, name].run)


def _timed(benchmark: BenchmarkFixture, run: Callable[[], Any]) -> None:
    assert benchmark.pedantic(run, rounds=5, warmup_rounds=1)


@pytest.mark.parametrize("name", [f.name for f in FORMATS.values() if f.reads])
def test_what_is_read_is_all_there(name: str) -> None:
    """The race is fair only while nothing is left out."""
    event = schedule(100)
    document = held_by(name, event)
    data = write(document, name) if FORMATS[name].writes else sessionize(event)
    found = read(data, name, **({"into": document} if name in INTO else {}))
    assert not [problem for problem in found.problems if problem.severity != "info"]
    if name == "roster-csv":
        assert found.document == document
        return
    events = found.document.events if isinstance(found.document, Calendar) else [found.document]
    parts = events if name == "confs-tech" else events[0].sessions
    assert [part.title for part in parts] == [session.title for session in event.sessions]


@pytest.mark.parametrize("name", [f.name for f in FORMATS.values() if f.writes and plain_pass(f)])
def test_plain_pass_holds_all_values(name: str) -> None:
    """Else what a format is measured by is too quick."""
    data = write(held_by(name, schedule(100)), name)
    read_plainly, write_plainly = plain_pass(FORMATS[name]) or PLAIN["json"]
    values = read_plainly(data)
    assert read_plainly(write_plainly(values)) == values
