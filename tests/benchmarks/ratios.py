"""The project's speed against its peers, as ratios: ``python -m tests.benchmarks.ratios``.

All cases of a race run in one process and take turns, so that a noisy machine slows all alike: read
the ratios, not the microseconds. Each race has a process of its own, as what it starts from and
leaves behind lies in the way of another. Times are CPU times, the median over the rounds, with a
collection of garbage before each. A case first runs once on a few sessions, uncounted, as imports
and the tables of a first call are made once in a program's life.
"""

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from typing import Any, NamedTuple

from hallwaytrack import Event, check, iter_ical

from . import data, festival, ours, peers, publishing, pydantic_models, recurring, rosters
from .data import Plain
from .imports import import_milliseconds, pulled_in

IMPORT_ROUNDS = 15
MONTHS = 20
"""Questions a round: one alone is too quick for the clock."""
MOST_GROWN = 1.5
"""How many times as long as for a series of a year the oldest may take."""
MOST_DOUBLED = 2.4
"""How many times as long the checks may take on twice as much: n log n is 2.15."""
MOST_FEEDS = 2
"""How many times as long as writing the feed the checks may take."""
WARM_UP_SESSIONS = 20


class Case(NamedTuple):
    """One race of one library."""

    library: str
    run: Callable[[], object]
    target: float | None = None
    """How many times as fast as this peer the project means to be; None where it has no aim."""
    way: str = ""
    """Which of the library's ways it is, where it runs in several."""


Races = dict[str, list[Case]]


def _writing(conference: Plain) -> list[Case]:
    return [
        Case("hallwaytrack", lambda: ours.ical_bytes(conference)),
        Case("icalendar", lambda: peers.icalendar_bytes(conference), target=15),
        Case("ical", lambda: peers.ical_bytes(conference), target=10),
        Case("ics", lambda: peers.ics_bytes(conference), target=6),
        Case("vobject", lambda: peers.vobject_bytes(conference)),
    ]


def _components(conference: Plain) -> list[Case]:
    event = ours.event(conference)
    feed = ours.to_ical(event)
    return [
        Case("hallwaytrack", lambda: ours.to_icalendar(event)),
        Case("icalendar", lambda: peers.icalendar_parsed(feed), target=3, way="from_ical"),
        Case("icalendar", lambda: peers.icalendar_added(conference), way="add"),
    ]


def _reading(conference: Plain) -> list[Case]:
    feed = ours.ical_bytes(conference)
    return [
        Case("hallwaytrack", lambda: ours.event_from_ical(feed)),
        Case("icalendar", lambda: peers.read_by_icalendar(feed), target=15),
        Case("ical", lambda: peers.read_by_ical(feed), target=10),
        Case("ical", lambda: peers.read_by_ical_stream(feed), way="CalendarStream"),
        Case("vobject", lambda: peers.read_by_vobject(feed)),
    ]


def _making(conference: Plain) -> list[Case]:
    return [
        Case("hallwaytrack", lambda: ours.event(conference)),
        Case("pydantic", lambda: pydantic_models.event(conference)),
    ]


def _json_writing(conference: Plain) -> list[Case]:
    event, peer = ours.event(conference), pydantic_models.event(conference)
    return [
        Case("hallwaytrack", lambda: ours.to_json(event)),
        Case("pydantic", lambda: pydantic_models.to_json(peer), target=1.5),
        Case("pydantic", lambda: pydantic_models.to_json_by_adapter(peer), way="TypeAdapter"),
    ]


def _json_reading(conference: Plain) -> list[Case]:
    document = ours.to_json(ours.event(conference))
    return [
        Case("hallwaytrack", lambda: ours.event_from_json(document)),
        Case("pydantic", lambda: pydantic_models.from_json(document), target=1),
    ]


RACES: Mapping[str, Callable[[Plain], list[Case]]] = {
    "iCalendar: plain data to bytes, through validated objects": _writing,
    "icalendar's components: from a model, from its feed, from plain data": _components,
    "iCalendar: bytes to validated objects": _reading,
    "models: plain data to validated objects": _making,
    "JSON writing: models to bytes": _json_writing,
    "JSON reading: bytes to validated models": _json_reading,
}
"""The cases of each race, ours first; what they start from is made here, outside of their times."""


def cpu_seconds(races: Races, rounds: int) -> dict[str, list[float]]:
    """The median time of every case, a race's title to its cases' times in their order."""
    took: dict[str, list[list[float]]] = {title: [[] for _ in races[title]] for title in races}
    for _ in range(rounds):
        for title, cases in races.items():
            for case, times in zip(cases, took[title], strict=True):
                times.append(_timed(case.run))
    return {title: [statistics.median(times) for times in took[title]] for title in races}


def _timed(run: Callable[[], object]) -> float:
    """The result is dropped after the clock has stopped: freeing it is not the library's work."""
    gc.collect()
    began = time.process_time()
    result = run()
    took = time.process_time() - began
    del result
    return took


def race_table(title: str, sessions: int, rounds: int) -> Iterable[str]:
    """The lines to print of a race: a title, then one line a library."""
    cpu_seconds({title: RACES[title](data.conference(WARM_UP_SESSIONS))}, rounds=1)
    cases = RACES[title](data.conference(sessions))
    gc.freeze()  # no case's collections walk what all cases start from
    seconds = cpu_seconds({title: cases}, rounds)[title]
    yield f"\n{title}"
    yield f"  {'':28}{'us a session':>14}{'times ours':>12}   target"
    for case, took in zip(cases, seconds, strict=True):
        ratio = took / seconds[0]
        name = f"{_named(case.library)} {case.way}"
        line = f"  {name:28}{took / sessions * 1e6:14.2f}{ratio:12.2f}"
        yield f"{line}   {_verdict(case, ratio)}".rstrip()


def _named(library: str) -> str:
    """With its version; a checkout on the path, never installed, has none."""
    try:
        return f"{library} {version(library)}"
    except PackageNotFoundError:
        return library


def _verdict(case: Case, ratio: float) -> str:
    if case.target is None:
        return ""
    return f"at least {case.target:g}: {'met' if ratio >= case.target else 'MISSED'}"


def _months(ask: Callable[[], object]) -> list[object]:
    return [ask() for _ in range(MONTHS)]


def month_table(rounds: int) -> Iterable[str]:
    """A month of a weekly series by its age, ours beside others', and beside our youngest."""
    yield "\na month of a weekly series, by its age in years: us, times ours of that age"
    asks = {name: [way(age) for age in recurring.AGES] for name, way in recurring.WAYS.items()}
    races = {
        name: [Case(name, partial(_months, ask)) for ask in of_age] for name, of_age in asks.items()
    }
    cpu_seconds(races, rounds=1)
    seconds = cpu_seconds(races, rounds)
    yield f"  {'':28}{''.join(f'{age:>22}' for age in recurring.AGES)}"
    first = seconds["hallwaytrack"]
    for name, took in seconds.items():
        cells = [
            f"{t / MONTHS * 1e6:12.1f}{t / own:10.2f}" for t, own in zip(took, first, strict=True)
        ]
        yield f"  {_named(name):28}{''.join(cells)}"
    grown = first[-1] / first[0]
    yield f"  ours, oldest to youngest: {grown:.2f}   {_at_most(grown, MOST_GROWN)}"


def check_table(sessions: int, rounds: int) -> Iterable[str]:
    """The checks by the size of the event, and beside writing its feed."""
    yield f"\nchecks, us a session, of {sessions // 2}, {sessions} and {sessions * 2} with as many shifts"
    sizes = (sessions // 2, sessions, sessions * 2)
    for name, made in (("clean", festival.festival), ("all at once", festival.crowded)):
        events = [made(size) for size in sizes]
        cases = [Case(name, partial(check, event)) for event in events]
        feed = Case("feed", partial(_afresh, events[1]))
        seconds = cpu_seconds({name: [*cases, feed]}, rounds)[name]
        cells = [f"{t / size * 1e6:12.2f}" for t, size in zip(seconds, sizes, strict=False)]
        doubled, feeds = seconds[2] / seconds[1], seconds[1] / seconds[3]
        yield f"  {name:28}{''.join(cells)}"
        yield f"  {sizes[2]} to {sizes[1]}: {doubled:.2f}   {_at_most(doubled, MOST_DOUBLED)}"
        if name == "clean":
            yield f"  to writing the feed: {feeds:.2f}   {_at_most(feeds, MOST_FEEDS)}"


def _afresh(event: Event) -> bytes:
    """The feed of an event, in chunks: ``to_ical`` would remember what it wrote before."""
    return b"".join(iter_ical(event))


def _at_most(ratio: float, most: float) -> str:
    return f"at most {most:g}: {'met' if ratio <= most else 'MISSED'}"


def roster_table(rounds: int) -> Iterable[str]:
    """1,500 assignments to 500 shifts, and what is made of them, in seconds."""
    yield "\na roster of 1,500 assignments to 500 shifts: CPU seconds"
    ways = {name: [Case(name, run)] for name, run in rosters.ways().items()}
    cpu_seconds(ways, rounds=1)
    for name, (took,) in cpu_seconds(ways, rounds).items():
        most = rosters.MOST_SECONDS.get(name)
        verdict = "" if most is None else f"at most {most:g}: {'met' if took < most else 'MISSED'}"
        yield f"  {name:28}{took:14.3f}   {verdict}".rstrip()


def publishing_table(sessions: int, rounds: int) -> Iterable[str]:
    """What publishing costs, as a part of writing the feed for the first time."""
    yield "\npublishing: us a session, times the first writing"
    cases = publishing.races(data.conference(sessions))
    took: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, (prepare, run) in cases.items():
            prepare()
            took[name].append(_timed(run))
    seconds = {name: statistics.median(times) for name, times in took.items()}
    for name, most in publishing.RACES.items():
        ratio = seconds[name] / seconds["write"]
        line = f"  {name:44}{seconds[name] / sessions * 1e6:10.2f}{ratio:8.2f}"
        verdict = f"   at most {most:g}: {'met' if ratio <= most else 'MISSED'}" if most else ""
        yield f"{line}{verdict}"


def import_table() -> Iterable[str]:
    """Our import beside icalendar's, and what ours loaded that it should leave for later."""
    yield f"\nimport, CPU milliseconds, median of {IMPORT_ROUNDS} fresh interpreters, in turn"
    took = import_milliseconds(("hallwaytrack", "icalendar"), rounds=IMPORT_ROUNDS)
    for name, milliseconds in took.items():
        ratio = milliseconds / took["hallwaytrack"]
        yield f"  {_named(name):28}{milliseconds:14.1f}{ratio:12.2f}"
    yield f"  import hallwaytrack pulled in: {', '.join(pulled_in('hallwaytrack')) or 'none'}"


def _lines(section: Callable[..., Iterable[str]], *arguments: Any) -> list[str]:
    """What a process of its own prints of a section."""
    return list(section(*arguments))


def main() -> None:
    """Run every race and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--sessions", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    size = arguments.sessions, arguments.rounds
    sections: list[tuple[Any, ...]] = [(race_table, title, *size) for title in RACES]
    sections += [(publishing_table, *size), (month_table, size[1]), (check_table, *size)]
    sections += [(roster_table, size[1]), (import_table,)]
    print(f"{size[0]} sessions, {size[1]} rounds, median CPU time")
    for section in sections:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            print("\n".join(pool.submit(_lines, *section).result()), flush=True)


if __name__ == "__main__":
    main()
