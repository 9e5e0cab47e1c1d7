"""Laying out a document for a terminal of some width.

Rules and boxes are done without: what is read in a terminal is also mailed, logged and searched.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TypeAlias

from rich.console import RenderableType
from rich.text import Text

from hallwaytrack.cli import words
from hallwaytrack.cli.programme import (
    ASIDE,
    GAP,
    HEADING,
    TITLE,
    WARNING,
    Page,
    day_of,
    line,
    title_of,
)
from hallwaytrack.cli.words import Known, plain
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.groups import Tour, UserGroup
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.sessions import Session
from hallwaytrack.model.shifts import Shift
from hallwaytrack.views import wording
from hallwaytrack.views.agenda import By, agenda

LABEL = 10
ALARMS = {"cancelled": "bold red", "postponed": "bold red", "tentative": WARNING}
BLANK = ""

Facts: TypeAlias = Iterable[tuple[str, str | Text]]
"""Labels, and what goes beside them; a fact that is empty is left out."""


def draw(document: Any, by: By, width: int) -> Iterator[RenderableType]:
    """A document, piece by piece."""
    if isinstance(document, Calendar):
        yield from _calendar(document, by, width)
    elif isinstance(document, EventSeries):
        yield from _series(document, by, width)
    elif isinstance(document, UserGroup):
        yield from _card(document.name, _group(document), width)
    elif isinstance(document, Tour):
        yield from _card(document.name, _tour(document), width)
    else:
        yield from _event(document, by, width)


def _calendar(calendar: Calendar, by: By, width: int) -> Iterator[RenderableType]:
    entries: list[tuple[float, str, Event | EventSeries]] = [
        *((event.starts_at.timestamp(), event.id, event) for event in calendar.events),
        *((s.template.starts_at.timestamp(), s.id, s) for s in calendar.series),
    ]
    if calendar.name:
        yield Text(plain(calendar.name), style=f"{TITLE} underline")
    if not entries:
        yield "No events."
    for i, (*_, entry) in enumerate(sorted(entries)):
        if i or calendar.name:
            yield BLANK
        yield from draw(entry, by, width)


def _series(series: EventSeries, by: By, width: int) -> Iterator[RenderableType]:
    recurrence = series.recurrence
    facts = [
        ("Repeats", recurrence.rule or ""),
        ("Also on", ", ".join(map(_date_of, recurrence.added))),
        ("Not on", ", ".join(map(_date_of, recurrence.skipped))),
    ]
    yield from _event(series.template, by, width, facts)
    for override in series.overrides:
        yield BLANK
        yield from _event(override, by, width, [("Instead of", _date_of(override.occurrence))])


def _date_of(when: Any) -> str:
    """The day of a day or instant."""
    return wording.day(date(when.year, when.month, when.day))


def _card(
    name: str, facts: Facts, width: int, subtitle: str | None = None
) -> Iterator[RenderableType]:
    yield Text(plain(name), style=TITLE)
    if subtitle:
        yield Text(plain(subtitle))
    for label, fact in facts:
        if fact:
            text = plain(fact) if isinstance(fact, str) else fact
            yield line([Text(label, style=ASIDE), text], [LABEL, width - LABEL - GAP])


def _group(group: UserGroup) -> Facts:
    names = {person.id: person.name for person in group.people}
    yield "Where", ", ".join(filter(None, (group.locality, group.country)))
    yield "Status", group.status
    yield "Organizers", ", ".join(names[id] for id in group.organizers)
    yield "Topics", ", ".join(group.topics)
    yield "Page", group.url or ""


def _tour(tour: Tour) -> Facts:
    yield "Organizer", tour.organizer or ""
    yield "Products", ", ".join(tour.products)
    yield "Page", tour.url or ""


def _event(event: Event, by: By, width: int, more: Facts = ()) -> Iterator[RenderableType]:
    known = Known(event)
    yield from _card(event.title, [*_facts(event, known), *more], width, event.subtitle)
    found = agenda(event, by)
    for day in found.days:
        yield BLANK
        yield Text(wording.long_day(day.date), style=f"{TITLE} {HEADING}")
        yield from day_of(Page(day, by, known, width))
    yield from _section("Not scheduled yet", (_loose(s, known) for s in found.unscheduled), width)
    yield from _section("Booths", (Text(known.booth(booth)) for booth in event.booths), width)
    shifts = sorted(event.shifts, key=lambda shift: (shift.start.timestamp(), shift.id))
    yield from _section("Shifts", (_shift(shift, known) for shift in shifts), width)


def _facts(event: Event, known: Known) -> Facts:
    yield "When", wording.when(event)
    yield "Where", words.where(event)
    yield "Online", "\n".join(map(words.place_online, event.online))
    yield "Status", Text(words.status(event), style=ALARMS.get(event.status, ""))
    yield "Page", event.url or ""
    yield "To follow", Text(known.pending(event), style=WARNING)


def _section(heading: str, entries: Iterable[Text], width: int) -> Iterator[RenderableType]:
    """A heading and what goes below it; nothing where nothing does."""
    for i, entry in enumerate(entries):
        if not i:
            yield BLANK
            yield Text(heading, style=f"{TITLE} {HEADING}")
        yield line(["-", entry], [1, width - 2], gap=1)


def _loose(session: Session, known: Known) -> Text:
    text = title_of(session)
    length = wording.length(session.length) if session.length else ""
    for told in filter(None, (length, words.details(session, known, with_room=True))):
        text.append(f", {told}", style=ASIDE)
    if pending := known.pending(session):
        text.append(f", to follow: {pending}", style=WARNING)
    return text


def _shift(shift: Shift, known: Known) -> Text:
    start = shift.start
    time = f"{wording.day(start.date())}, {wording.stretch(start, shift.end, start.date())}"
    place = known.places.get(shift.place or "", "")
    told = ", ".join(filter(None, (time, plain(shift.role), place)))
    short = len(shift.covered_by) < shift.needed
    return Text.assemble(f"{told}: ", (known.staffing(shift), WARNING if short else ""))
