"""What an import costs, and what it brings with it: each in an interpreter of its own."""

import statistics
import subprocess
import sys
from collections.abc import Sequence

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
    for _ in range(rounds + 1):
        for name in names:
            took[name].append(float(_output(_TIMED.format(name=name))) * 1000)
    return {name: statistics.median(times[1:]) for name, times in took.items()}


def pulled_in(name: str, candidates: Sequence[str] = HEAVY) -> list[str]:
    """Those candidates that a bare import of this name has loaded."""
    loaded = _output(f"import sys, {name}\nprint(*sys.modules)").split()
    return [candidate for candidate in candidates if candidate in loaded]


def _output(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
