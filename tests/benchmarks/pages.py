"""What a page costs, beside the first feed of the same event: ``python -m tests.benchmarks.pages``.

``to_ical`` remembers what it wrote, so that each round of it begins with an empty memory.
"""

import argparse
import statistics
from collections.abc import Callable
from time import process_time

from hallwaytrack import to_html, to_ical
from hallwaytrack.formats.ical.memory import MEMORY

from . import data, ours
from .data import Plain

SESSIONS = 500
MOST = 3.0
"""How many times as long as writing the feed a page may take."""
MOST_BYTES = 300_000

Race = tuple[Callable[[], object], Callable[[], object]]
"""What to do before the clock starts, and what is timed."""


def races(conference: Plain) -> dict[str, Race]:
    """The feed, the page, and the page with all that it can hold."""
    event = ours.event(conference)
    return {
        "to_ical, the first time": (MEMORY.clear, lambda: to_ical(event)),
        "to_html": (MEMORY.clear, lambda: to_html(event)),
        "to_html, full": (MEMORY.clear, lambda: to_html(event, detail="full")),
    }


def main() -> None:
    """Run every race and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    chosen = races(data.conference(arguments.sessions))
    took: dict[str, list[float]] = {name: [] for name in chosen}
    for _ in range(arguments.rounds + 1):
        for name, (prepare, run) in chosen.items():
            prepare()
            began = process_time()
            run()
            took[name].append(process_time() - began)
    medians = {name: statistics.median(times[1:]) for name, times in took.items()}
    feed = next(iter(medians.values()))
    print(f"{arguments.sessions} sessions, {arguments.rounds} rounds, median CPU time")
    for name, seconds in medians.items():
        print(f"{name:26} {seconds * 1000:8.2f} ms  {seconds / feed:5.2f}")


if __name__ == "__main__":
    main()
