"""What calendar programs do to a feed of the full view, in a few words."""

import re
from collections.abc import Iterable
from typing import Any

from hallwaytrack import Calendar, Event, EventSeries, Problem, read, to_ical

Lines = list[str]


def unfolded(feed: bytes) -> Lines:
    return feed.decode().replace("\r\n ", "").splitlines()


def joined(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode()


def full(document: Calendar | Event | EventSeries) -> Lines:
    return unfolded(to_ical(document, view="full"))


def span_of(lines: Lines, uid: str, occurrence: str | None = None) -> slice:
    """Where the VEVENT of a UID stands, that of one occurrence or of none."""
    begin = None
    for i, line in enumerate(lines):
        if line == "BEGIN:VEVENT":
            begin = i
        elif line == "END:VEVENT" and begin is not None:
            found = lines[begin : i + 1]
            told = [at.partition(":")[2] for at in found if at.startswith("RECURRENCE-ID")]
            if f"UID:{uid}" in found and told == ([] if occurrence is None else [occurrence]):
                return slice(begin, i + 1)
    raise AssertionError(f"no VEVENT has the UID {uid}")


def edited(
    lines: Lines, uid: str, *, occurrence: str | None = None, **properties: str | None
) -> Lines:
    """A feed with other properties in one VEVENT; None takes one away.

    A property is given by its name, "_" for "-", and by what follows it: ":..." or ";X=Y:...".
    """
    at = span_of(lines, uid, occurrence)
    inside = lines[at]
    for name, rest in properties.items():
        head = name.replace("_", "-")
        inside = [line for line in inside if not re.match(rf"{head}[:;]", line)]
        if rest is not None:
            inside.insert(1, head + rest)
    return [*lines[: at.start], *inside, *lines[at.stop :]]


def without(lines: Lines, uid: str, occurrence: str | None = None) -> Lines:
    """A feed from which someone deleted an entry."""
    at = span_of(lines, uid, occurrence)
    return [*lines[: at.start], *lines[at.stop :]]


def copied(lines: Lines, uid: str, **properties: str | None) -> Lines:
    """A feed with another one of an entry at its end, which a program made by copying it."""
    inside = lines[span_of(lines, uid)]
    alone = edited(["BEGIN:VCALENDAR", *inside], uid, **properties)[1:]
    return [*lines[:-1], *alone, lines[-1]]


def added(lines: Lines, *properties: str) -> Lines:
    """A feed with an entry that a person made."""
    return [*lines[:-1], "BEGIN:VEVENT", *properties, "END:VEVENT", lines[-1]]


def restored(lines: Lines, kind: type = Event, **options: str) -> tuple[Any, list[str]]:
    """What a feed holds, and the codes of the problems that are not for information only."""
    reading = read(joined(lines), "ical", kind=kind, **options)
    return reading.document, [p.code for p in reading.problems if _counts(p)]


def _counts(problem: Problem) -> bool:
    return problem.severity != "info"
