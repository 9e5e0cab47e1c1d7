"""One calendar of a town, made of the feeds of its groups.

    python aggregator.py town.ics group-a.ics group-b.json ...

merges the files in the order given and writes ``town.ics``. On the standard error it tells what was
repaired in a feed, where two feeds disagree about an event and which version stayed, and what looks
like one gathering under two ids, for a person to settle with ``same_as``. A feed that cannot be
read is told and left out: one broken group does not take the town's calendar down.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from hallwaytrack import (
    Calendar,
    DecodeError,
    Event,
    EventSeries,
    conflicts,
    duplicates,
    merge,
    read,
    to_ical,
)


def calendar_of(document: object) -> Calendar:
    """Any document as a calendar."""
    if isinstance(document, Calendar):
        return document
    if isinstance(document, Event | EventSeries):
        return Calendar().put(document)
    raise TypeError(f"a calendar, an event or a series is needed, not {type(document).__name__}")


def loaded(path: Path) -> tuple[Calendar, list[str]]:
    """What a file holds, and what to tell about it."""
    try:
        reading = read(path.read_bytes())
        calendar = calendar_of(reading.document)
    except (OSError, DecodeError, TypeError) as error:
        return Calendar(), [f"{path.name}: left out: {error}"]
    return calendar, [f"{path.name}: {p}" for p in reading.problems if p.severity != "info"]


def disagreements(calendars: Iterable[Calendar]) -> Iterator[str]:
    """What the merge decided, and what it could not decide."""
    given = tuple(calendars)
    for problem in conflicts(*given):
        yield f"conflict: {problem}"
    for pair in duplicates(merge(*given)):
        yield f"maybe one: {pair.first.id} and {pair.second.id} ({', '.join(pair.reasons)})"


def aggregate(paths: Iterable[Path]) -> tuple[Calendar, list[str]]:
    """The calendar of all feeds, and what a person should know."""
    told: list[str] = []
    calendars = []
    for path in paths:
        calendar, problems = loaded(path)
        calendars.append(calendar)
        told += problems
    return merge(*calendars), [*told, *disagreements(calendars)]


if __name__ == "__main__":
    town, told = aggregate(map(Path, sys.argv[2:]))
    Path(sys.argv[1]).write_bytes(to_ical(town))
    print(*told, sep="\n", file=sys.stderr)
