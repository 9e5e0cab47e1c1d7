"""Importing the library, against importing icalendar: a fresh interpreter each time."""

import subprocess
import sys

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from .imports import bytecode, import_milliseconds, pulled_in

pytestmark = [pytest.mark.bench, pytest.mark.benchmark(group="import in a fresh interpreter")]


@pytest.mark.parametrize("name", ["sys", "hallwaytrack", "icalendar"])
def test_import(benchmark: BenchmarkFixture, name: str) -> None:
    """The whole process is timed; ``sys`` costs nothing to import and shows the floor."""
    command = [sys.executable, "-c", f"import {name}"]
    with bytecode() as environment:
        how = {"check": True, "env": environment}
        benchmark.pedantic(
            subprocess.run, (command,), how, rounds=15, iterations=1, warmup_rounds=1
        )
    benchmark.extra_info["import_cpu_ms"] = round(import_milliseconds([name], rounds=5)[name], 1)
    benchmark.extra_info["pulled_in"] = pulled_in(name)
