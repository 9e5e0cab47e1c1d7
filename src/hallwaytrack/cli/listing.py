"""Events one after the other, each with its day and time: what comes next, and one person's day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from attrs import frozen
from rich.console import RenderableType
from rich.text import Text

from hallwaytrack.cli import words
from hallwaytrack.cli.programme import (
    ASIDE,
    GAP,
    HEADING,
    TIME,
    TITLE,
    WARNING,
    line,
    title_of,
)
from hallwaytrack.cli.words import Known, material, plain
from hallwaytrack.model.event import Event
from hallwaytrack.views import wording
from hallwaytrack.views.missed import missed_by
from hallwaytrack.views.personal import parts_of, schedule_of
from hallwaytrack.views.roster import roster

INDENT = 2


@frozen
class Listed:
    """One line of a list.

    Args:
        event: What is listed.
        told: What stands below its title, line by line.
    """

    event: Event
    told: Sequence[str | Text]


def upcoming(name: str | None, events: Iterable[Event], width: int) -> Iterator[RenderableType]:
    """The meetings of a calendar, by day."""
    listed = [Listed(event, list(_about(event))) for event in events]
    yield Text(plain(f"Upcoming: {name}" if name else "Upcoming"), style=TITLE)
    if not listed:
        yield "No events."
    yield from _by_day(listed, width)


def _about(event: Event) -> Iterator[str | Text]:
    """Who holds an event, and where; what is to be known of it."""
    known = Known(event)
    hosts = ", ".join(known.people[id] for id in event.organizers)
    where = words.where(event)
    where = f"place {where}" if where == wording.TO_BE_ANNOUNCED else where
    yield ", ".join(filter(None, (hosts, where)))
    if event.previous_starts or event.status_reason:
        yield words.status(event)
    if pending := known.pending(event):
        yield Text(f"To follow: {pending}", style=WARNING)


def personal(event: Event, person_id: str, width: int) -> Iterator[RenderableType]:
    """What somebody does at an event, how long, and what they miss."""
    calendar = schedule_of(event, person_id)
    yield Text(plain(calendar.name or ""), style=TITLE)
    parts = parts_of(event, person_id)
    roles = [getattr(part.entry, "role", "") for part in parts]
    listed = [
        Listed(entry, [", ".join(filter(None, (plain(role), _place(entry))))])
        for entry, role in zip(calendar.events, roles, strict=True)
    ]
    if not listed:
        yield "Nothing to do."
    yield from _by_day(listed, width)
    yield from _missed(event, person_id, width)
    for hours in roster(event).volunteers:
        if hours.person.id == person_id:
            yield ""
            yield Text(f"Hours: {words.hours(hours)}")


def _place(event: Event) -> str:
    return words.where(event) if event.venue or event.online else ""


def _missed(event: Event, person_id: str, width: int) -> Iterator[RenderableType]:
    for i, session in enumerate(missed_by(event, person_id)):
        if not i:
            yield ""
            yield Text("Missed meanwhile", style=f"{TITLE} {HEADING}")
        text = Text(plain(session.title))
        if pending := ", ".join(material(m) for m in session.materials if m.is_pending):
            text.append(f"\nTo follow: {pending}", style=WARNING)
        yield line(["-", text], [1, width - INDENT], gap=1)


def _by_day(listed: Iterable[Listed], width: int) -> Iterator[RenderableType]:
    """Headings of days, and below each its events."""
    entries = list(listed)
    zones = {entry.event.timezone for entry in entries if isinstance(entry.event.start, datetime)}
    time_width = max([TIME, *(len(_time(entry.event)) for entry in entries)])
    on: date | None = None
    for entry in entries:
        day = _day(entry.event)
        if day != on:
            on = day
            yield ""
            yield Text(wording.long_day(day), style=f"{TITLE} {HEADING}")
        text = title_of(entry.event)
        for told in entry.told:
            if told:
                text.append("\n")
                text.append(told if isinstance(told, Text) else Text(told, style=ASIDE))
        if len(zones) > 1 and isinstance(entry.event.start, datetime):
            text.append(f"\nTimes are those of {entry.event.timezone}", style=ASIDE)
        yield line([_time(entry.event), text], [time_width, width - time_width - GAP])


def _day(event: Event) -> date:
    start = event.start
    return start.date() if isinstance(start, datetime) else start


def _time(event: Event) -> str:
    start, end = event.start, event.end
    if isinstance(start, datetime):
        return wording.stretch(start, end if isinstance(end, datetime) else None, start.date())
    if end is None or end == start:
        return "all day"
    return f"to {wording.day(end)}"
