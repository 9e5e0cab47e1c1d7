"""What two worker processes gain over one, with the code of the page on many feeds.

``python -m tests.benchmarks.cluster`` prints it. Workers are up before the clock starts, since a
cluster is started once; what it takes to send work and fetch results is in the time.

On a machine that is busy with something else, two workers share what one could have had, and the
time on the clock says little: the load is told beside it. What the processes themselves used says
how far the work spreads: with a core for each, the busier worker decides.
"""

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, NamedTuple

from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "how-to" / "publish-many-feeds.md"
FEEDS = 600
PARTITIONS = 20
ROUNDS = 5
Names = dict[str, Any]


class Times(NamedTuple):
    """Seconds of one round: on the clock, and of the processor that the busiest process used."""

    clock: float
    processor: float


def names_of_the_page() -> Names:
    """What the page defines, without its files and its cluster."""
    names: Names = {"__name__": "__main__"}
    for block in PAGE.read_text("utf-8").split("```python\n")[1:]:
        code = block.partition("\n```")[0].partition("\nlines = ")[0].partition("\nwith Client")[0]
        if "feeds = [" in code:
            break
        exec(compile(code, str(PAGE), "exec"), names)
    names["print"] = lambda *_: None
    return names


def rounds(page: Names, folder: Path) -> tuple[list[Times], list[Times]]:
    """The rounds of one process alone, and those of two workers, in turn."""
    from dask.distributed import Client

    lines = [page["record_of"](number) for number in range(FEEDS)]
    for part in range(PARTITIONS):
        text = "\n".join(lines[part::PARTITIONS])
        (folder / f"groups-{part}.jsonl").write_text(text, encoding="utf-8")
    alone, together = [], []
    with Client(n_workers=2, threads_per_worker=1, dashboard_address=":0") as client:

        def here() -> list[float]:
            return [process_time()]

        def workers() -> list[float]:
            return list(client.run(process_time).values())

        page["run"](client, f"{folder}/groups-0.jsonl")
        for _ in range(ROUNDS):
            alone.append(_times(lambda: page["publish_all"](map(json.loads, lines)), here))
            together.append(
                _times(lambda: page["run"](client, f"{folder}/groups-*.jsonl"), workers)
            )
    return alone, together


def _times(work: Callable[[], object], used: Callable[[], list[float]]) -> Times:
    before, begun = used(), perf_counter()
    work()
    clock = perf_counter() - begun
    return Times(clock, max(b - a for a, b in zip(before, used(), strict=True)))


def main() -> None:
    """Print the times, the speed-up and the throughput."""
    with tempfile.TemporaryDirectory() as folder:
        alone, together = rounds(names_of_the_page(), Path(folder))
    for name in Times._fields:
        one, two = ([getattr(each, name) for each in every] for every in (alone, together))
        print(f"{name}, alone:", *(f"{each:.2f}" for each in one))
        print(f"{name}, two workers:", *(f"{each:.2f}" for each in two))
        print(f"  {median(one) / median(two):.2f} times as fast with two workers")
        print(f"  {FEEDS / median(one):.0f} feeds a second and core alone,", end=" ")
        print(f"{FEEDS / median(two) / 2:.0f} with two")
    if hasattr(os, "getloadavg"):
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
