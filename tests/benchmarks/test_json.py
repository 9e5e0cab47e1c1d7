"""JSON against pydantic v2: the same document of 10,000 sessions, the same members."""

import json
from time import process_time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from . import data, ours, pydantic_models
from .data import Plain

pytestmark = pytest.mark.bench

MAKING = pytest.mark.benchmark(group="models from plain data", timer=process_time)
WRITING = pytest.mark.benchmark(group="JSON from models", timer=process_time)
READING = pytest.mark.benchmark(group="models from JSON", timer=process_time)


@pytest.fixture(scope="module")
def document(conference: Plain) -> bytes:
    """What both sides read: the library's own output, which pydantic's model takes as it is."""
    return ours.to_json(ours.event(conference))


@MAKING
def test_making_hallwaytrack(benchmark: BenchmarkFixture, conference: Plain) -> None:
    """Every rule of the models, references included."""
    event = benchmark.pedantic(ours.event, (conference,), rounds=5, warmup_rounds=1)
    assert len(event.sessions) == len(conference["sessions"])


@MAKING
def test_making_pydantic(benchmark: BenchmarkFixture, conference: Plain) -> None:
    """Types, lengths and kinds."""
    event = benchmark.pedantic(pydantic_models.event, (conference,), rounds=5, warmup_rounds=1)
    assert len(event.sessions) == len(conference["sessions"])


@WRITING
def test_writing_hallwaytrack(benchmark: BenchmarkFixture, conference: Plain) -> None:
    """From models made beforehand."""
    event = ours.event(conference)
    assert benchmark.pedantic(ours.to_json, (event,), rounds=5, warmup_rounds=1)


@WRITING
def test_writing_pydantic(benchmark: BenchmarkFixture, conference: Plain) -> None:
    """From models made beforehand."""
    event = pydantic_models.event(conference)
    assert benchmark.pedantic(pydantic_models.to_json, (event,), rounds=5, warmup_rounds=1)


@WRITING
def test_writing_pydantic_by_adapter(benchmark: BenchmarkFixture, conference: Plain) -> None:
    """Its fastest way: bytes without a ``str`` between."""
    event, write = pydantic_models.event(conference), pydantic_models.to_json_by_adapter
    assert benchmark.pedantic(write, (event,), rounds=5, warmup_rounds=1)


@READING
def test_reading_hallwaytrack(benchmark: BenchmarkFixture, document: bytes) -> None:
    """Into checked models, their times in the event's zone."""
    assert benchmark.pedantic(ours.event_from_json, (document,), rounds=5, warmup_rounds=1)


@READING
def test_reading_pydantic(benchmark: BenchmarkFixture, document: bytes) -> None:
    """Into checked models, their times at a fixed offset."""
    assert benchmark.pedantic(pydantic_models.from_json, (document,), rounds=5, warmup_rounds=1)


def test_pydantic_says_what_we_say() -> None:
    """The race is fair only while both write the same members and values."""
    conference = data.conference(100)
    written = ours.to_json(ours.event(conference))
    again = pydantic_models.to_json(pydantic_models.from_json(written))
    assert json.loads(again) == json.loads(written)
