"""What two worker processes gain over one, with the code of the page on many feeds.

``python -m tests.benchmarks.cluster`` prints it. Workers are up before the clock starts, since a
cluster is started once; what it takes to send work and fetch results is in the time. A machine that
is busy with something else gives each process less than a core, so look at the load that is told.
"""

import json
import os
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "how-to" / "publish-many-feeds.md"
FEEDS = 600
PARTITIONS = 20
ROUNDS = 5
Names = dict[str, Any]


def names_of_the_page() -> Names:
    """What the page defines, without its files and its cluster."""
    names: Names = {"__name__": "__main__"}
    for block in PAGE.read_text("utf-8").split("```python\n")[1:]:
        code = block.partition("\n```")[0].partition("\nlines = ")[0].partition("\nwith Client")[0]
        if "feeds = [" in code:
            break
        exec(compile(code, str(PAGE), "exec"), names)  # noqa: S102 - the page is ours
    return names


def race(page: Names, folder: Path) -> tuple[float, float]:
    """Seconds for one process alone, then for two workers, medians of some rounds in turn."""
    from dask.distributed import Client

    lines = [page["record_of"](number) for number in range(FEEDS)]
    for part in range(PARTITIONS):
        text = "\n".join(lines[part::PARTITIONS])
        (folder / f"groups-{part}.jsonl").write_text(text, encoding="utf-8")
    page["print"] = lambda *_: None
    alone, together = [], []
    with Client(n_workers=2, threads_per_worker=1, dashboard_address=":0") as client:
        page["run"](client, f"{folder}/groups-0.jsonl")
        for _ in range(ROUNDS):
            alone.append(_seconds(lambda: page["publish_all"](map(json.loads, lines))))
            together.append(_seconds(lambda: page["run"](client, f"{folder}/groups-*.jsonl")))
    print("alone:", *(f"{each:.2f}" for each in alone))
    print("two workers:", *(f"{each:.2f}" for each in together))
    return median(alone), median(together)


def _seconds(work: Any) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def main() -> None:
    """Print the times, the speed-up and the throughput."""
    with tempfile.TemporaryDirectory() as folder:
        alone, together = race(names_of_the_page(), Path(folder))
    print(f"{alone / together:.2f} times as fast with two workers")
    print(f"{FEEDS / alone:.0f} feeds a second alone, {FEEDS / together / 2:.0f} a core with two")
    if hasattr(os, "getloadavg"):
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
