"""Small feeds to read, and the corpus."""

from pathlib import Path
from typing import Any

import pytest

from hallwaytrack import Calendar, Event, EventSeries, Problem, Session, read

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
"""Real feeds, beside the repository; tests of them are skipped where they are not."""

with_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not there")


def feeds_of_corpus() -> list[Path]:
    return sorted(CORPUS.rglob("*.ics"))


def vevent(*lines: str, uid: str | None = "m@example.org") -> str:
    """A VEVENT on 18 March 2008 at 22:00Z, unless the lines say another start."""
    start = (
        []
        if any(line.upper().startswith("DTSTART") for line in lines)
        else ["DTSTART:20080318T220000Z"]
    )
    head = [] if uid is None else [f"UID:{uid}"]
    return "\r\n".join(["BEGIN:VEVENT", *head, *start, "SUMMARY:Meeting", *lines, "END:VEVENT"])


def feed(*parts: str, prodid: str = "-//Example//EN") -> bytes:
    """A VCALENDAR of these lines and components."""
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{prodid}", *parts, "END:VCALENDAR", ""]
    ).encode()


def calendar(*parts: str, **options: Any) -> Calendar:
    return read(feed(*parts), "ical", **options).document


def event(*lines: str, before: tuple[str, ...] = (), **options: Any) -> Event:
    """The one event of a feed with a VEVENT of these lines."""
    (found,) = calendar(*before, vevent(*lines), **options).events
    return found


def series(*parts: str, **options: Any) -> EventSeries:
    """The one series of a feed of these components, and nothing else."""
    found = calendar(*parts, **options)
    assert not found.events
    return found.series[0]


def session(*lines: str, uid: str = "s1/m@example.org") -> Session:
    """A session of the one event of a feed."""
    child = vevent("RELATED-TO:m@example.org", *lines, uid=uid)
    (found,) = calendar(vevent(), child).events
    return found.sessions[0]


def problems(*parts: str, **options: Any) -> tuple[Problem, ...]:
    return tuple(read(feed(*parts), "ical", **options).problems)


def codes(*parts: str, **options: Any) -> list[str]:
    return [problem.code for problem in problems(*parts, **options)]


def kept(document: Any) -> list[str]:
    """What no member of a model holds, as the lines that it was."""
    return list(document.extra.get("ical", ()))


def entries(document: Calendar) -> list[Event | Session]:
    """Everything that was a VEVENT, in no order that means something."""
    events = [*document.events]
    for found in document.series:
        events += [found.template, *found.overrides]
    return [*events, *(session for each in events for session in each.sessions)]
