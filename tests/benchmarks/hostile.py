"""What a megabyte takes that is as hard on the reader as it can be: ``python -m tests.benchmarks.hostile``.

Each feed's time a byte, as a ratio to the median of all; none should take more than a hundred times
as long.
"""

import argparse
import statistics
import time
from contextlib import suppress

from tests.formats.ical.heavy import NAMES, heavy

from hallwaytrack import DecodeError, read

MOST = 100


def nanoseconds_a_byte(name: str, size: int) -> float:
    """CPU time of one reading."""
    data = heavy(name, size)
    began = time.process_time()
    with suppress(DecodeError):
        read(data, "ical")
    return (time.process_time() - began) / len(data) * 1e9


def main() -> None:
    """Print the slowest first, and how time grew from a quarter of the size."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--bytes", type=int, default=10**6)
    size = parser.parse_args().bytes
    took = {}
    for name in NAMES:
        quarter = nanoseconds_a_byte(name, size // 4)
        took[name] = nanoseconds_a_byte(name, size), quarter
    median = statistics.median(whole for whole, _ in took.values())
    print(f"{size} bytes; median {median:.0f} ns a byte")
    for name, (whole, quarter) in sorted(took.items(), key=lambda item: -item[1][0]):
        verdict = "" if whole <= MOST * median else f"  MISSED: at most {MOST} times"
        grown = whole / quarter if quarter else 1
        print(f"  {name:36}{whole:10.0f} ns{whole / median:8.1f} times, grown {grown:.1f}{verdict}")


if __name__ == "__main__":
    main()
