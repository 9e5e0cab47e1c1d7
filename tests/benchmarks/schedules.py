"""Each format beside a plain ElementTree pass, in one run: ``python -m tests.benchmarks.schedules``.

A conference of the size of FOSDEM 2024 (674 talks) is read and written in each format, in turn with
what others do:

- ElementTree, in one pass over all elements and attributes of its schedule.xml, to plain dicts and
  from them. All are measured by it, and each format by the plain pass over its own syntax, too.
- c3voc-schedule-tools, the library of those who keep the format. It reads JSON into dicts and knows
  the first and last talk; it checks nothing, and reads no XML. It asks for versions of icalendar
  and lxml that are older than ours, yet what is run here works with ours, so that it is installed
  with ``pip install --no-deps c3voc-schedule-tools``. Without it, its lines are left out.

``--file schedule.xml`` takes a real conference instead.
"""

import argparse
import contextlib
import gc
import io
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from hallwaytrack import FORMATS, Event, Format, iter_ical, read, write

from .plain import PLAIN, Pass
from .programmes import INTO, held_by, schedule, sessionize
from .ratios import Case, Races, cpu_seconds

TALKS = 674
WARM_UP_TALKS = 20
READING, WRITING = "reading: bytes to validated models", "writing: models to bytes"
PLAINLY = "plain"
"""The way of a case that reads or writes a format's syntax, and makes no sense of it."""


def races(event: Event) -> Races:
    """Reading and writing in each format; what a race starts from is made outside of its time."""
    found: Races = {READING: [], WRITING: []}
    as_xml, (read_xml, write_xml) = write(event, "frab-xml"), PLAIN["xml"]
    found[READING].append(Case("ElementTree", partial(read_xml, as_xml)))
    found[WRITING].append(Case("ElementTree", partial(write_xml, read_xml(as_xml))))
    for title, case in _voc(event):
        found[title].append(case)
    for format in FORMATS.values():
        for title, case in _of(format, event):
            found[title].append(case)
    return found


def _of(format: Format, event: Event) -> Iterator[tuple[str, Case]]:
    """What is run of a format: ours, and after it the plain pass over the same bytes."""
    name, syntax = format.name, plain_pass(format)
    document = held_by(name, event)
    data = write(document, name) if format.writes else sessionize(event)
    if format.reads:
        options = {"into": document} if name in INTO else {}
        yield READING, Case(name, partial(read, data, name, **options))
        if syntax:
            yield READING, Case(name, partial(syntax[0], data), way=PLAINLY)
    if format.writes:
        yield WRITING, Case(name, _writing(document, name))
        if syntax:
            yield WRITING, Case(name, partial(syntax[1], syntax[0](data)), way=PLAINLY)


def _writing(document: Any, name: str) -> Callable[[], bytes]:
    """Writing for the first time: ``to_ical`` would remember what it wrote before."""
    if name == "ical":
        return lambda: b"".join(iter_ical(document))
    return partial(write, document, name)


def plain_pass(format: Format) -> Pass | None:
    """The plain pass over a format's syntax; HTML has none."""
    return PLAIN.get(format.media_type.replace("+", "/").rpartition("/")[2])


def _voc(event: Event) -> Iterator[tuple[str, Case]]:
    made = voc_schedule()
    if made is None:
        return
    as_json = write(event, "frab-json")
    peer = made(json.loads(as_json))
    peer.generator = {"name": "voc"}  # else it looks for a git repository of its own
    name, write_json = "c3voc-schedule-tools", PLAIN["json"][1]
    yield READING, Case(name, lambda: made(json.loads(as_json)), way="JSON")
    yield WRITING, Case(name, lambda: write_json(peer.json()), way="JSON")
    yield WRITING, Case(name, peer.xml, way="XML")


def voc_schedule() -> Callable[[Any], Any] | None:
    """The schedule class of c3voc-schedule-tools, if it can be imported; it prints as it works."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            from voc.schedule import Schedule
    except ImportError:
        return None
    return lambda parsed: Schedule(json=parsed)


def table(races: Races, seconds: dict[str, list[float]], talks: int) -> Iterable[str]:
    """The lines to print: a line a format, with its time as a multiple of what it is measured by."""
    for title, cases in races.items():
        took = seconds[title]
        plain = {c.library: t for c, t in zip(cases, took, strict=True) if c.way == PLAINLY}
        yield f"\n{title}"
        yield f"  {'':28}{'us a talk':>12}{'of ElementTree':>18}{'of a plain pass':>18}"
        for case, time in zip(cases, took, strict=True):
            if case.way != PLAINLY:
                line = f"  {f'{case.library} {case.way}':28}{time / talks * 1e6:12.2f}"
                own = f"{time / plain[case.library]:18.2f}" if case.library in plain else ""
                yield f"{line}{time / took[0]:18.2f}{own}"


def main() -> None:
    """Run every race and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--talks", type=int, default=TALKS)
    parser.add_argument("--file", type=Path, help="a schedule to take instead")
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    cpu_seconds(races(schedule(WARM_UP_TALKS)), rounds=1)
    if arguments.file:
        event = read(arguments.file.read_bytes()).document
    else:
        event = schedule(arguments.talks)
    chosen, talks = races(event), len(event.sessions)
    gc.freeze()  # no case's collections walk what all cases start from
    seconds = cpu_seconds(chosen, arguments.rounds)
    print(f"{talks} talks, {arguments.rounds} rounds, median CPU time")
    print("\n".join(table(chosen, seconds, talks)))


if __name__ == "__main__":
    main()
