"""What an import costs, and what it brings with it: each in an interpreter of its own."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

HEAVY = ("icalendar", "msgspec", "click", "rich")
"""What ``import hallwaytrack`` should leave for the function that needs it."""

_TIMED = """
import time
began = time.process_time()
import {name}
print(time.process_time() - began)
"""


def import_milliseconds(names: Sequence[str], *, rounds: int) -> dict[str, float]:
    """The median CPU time of each import, the names taken in turn so that all share the noise.

    One round before them goes uncounted: it writes the bytecode and warms the disk's cache.
    """
    took: dict[str, list[float]] = {name: [] for name in names}
    with bytecode() as environment:
        for _ in range(rounds + 1):
            for name in names:
                printed = _output(_TIMED.format(name=name), environment)
                took[name].append(float(printed) * 1000)
    return {name: statistics.median(times[1:]) for name, times in took.items()}


def pulled_in(name: str, candidates: Sequence[str] = HEAVY) -> list[str]:
    """Those candidates that a bare import of this name has loaded."""
    loaded = _output(f"import sys, {name}\nprint(*sys.modules)").split()
    return [candidate for candidate in candidates if candidate in loaded]


@contextmanager
def bytecode() -> Iterator[Mapping[str, str]]:
    """An environment whose interpreters keep bytecode, in a folder of their own.

    Where PYTHONDONTWRITEBYTECODE is set, whatever was installed without bytecode would be compiled
    in each of them, and what is measured is the compiler.
    """
    with tempfile.TemporaryDirectory() as folder:
        kept = {n: v for n, v in os.environ.items() if n != "PYTHONDONTWRITEBYTECODE"}
        yield {**kept, "PYTHONPYCACHEPREFIX": folder}


def _output(code: str, environment: Mapping[str, str] | None = None) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, check=True, capture_output=True, text=True, env=environment
    ).stdout
