"""What the template is given: a page, in the words and the order in which it shows them.

- A page has one event, or those of a calendar, each in a section of its own with its programme.
- A series is told by its template and its next meetings.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from attrs import field, frozen

from hallwaytrack.formats.html.facts import Fact, Said, facts_of, moment
from hallwaytrack.formats.html.grid import Cell, Grid, Names, grids_of
from hallwaytrack.formats.html.listing import Listing, listing, meetings_of
from hallwaytrack.formats.html.rosters import Helper, Shifts, helpers_of, shifts_of
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.groups import UserGroup
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.sessions import Booth, Note
from hallwaytrack.model.windows import EARLIEST
from hallwaytrack.views.agenda import By
from hallwaytrack.views.roster import roster
from hallwaytrack.views.wording import day, stretch, who

FULL_UP_TO = 100
"""Sessions whose abstracts a page holds unless it is told otherwise; of more it shows the grid."""


@frozen(kw_only=True)
class Asked:
    """What a page is asked to show.

    Args:
        by: What makes a column of a programme.
        now: What is over then is left out of a calendar; None for nothing.
        meetings: How many meetings of a series it lists.
        brief: Whether it leaves out abstracts, notes and people.
    """

    by: By
    now: date | None
    meetings: int
    brief: bool


class Described(NamedTuple):
    """A person, group, sponsor, tour or booth: a name, what is short to say of it, and a text."""

    name: str
    url: str
    aside: str
    text: str
    links: Sequence[str] = ()


class List(NamedTuple):
    """A list of such, below a heading."""

    title: str
    items: Sequence[Described]


@frozen(kw_only=True)
class Section:
    """An event or a series.

    Args:
        id: Its anchor.
        title: As it is announced.
        subtitle: A second line; "" for none.
        text: What it is about.
        facts: When, where and the like.
        meetings: The next of a series; None if it is none.
        days: The programme.
        unscheduled: Sessions without a time, each in a cell of its own.
        lists: Booths, people and sponsors.
        colors: The classes of its tracks.
    """

    id: str
    title: str
    subtitle: str = ""
    text: str = ""
    facts: Sequence[Fact] = ()
    meetings: Listing | None = None
    days: Sequence[Grid] = ()
    unscheduled: Sequence[Cell] = ()
    lists: Sequence[List] = ()
    colors: Sequence[tuple[str, str]] = field(factory=tuple)


@frozen(kw_only=True)
class Page:
    """A page.

    Args:
        title: Its heading.
        subtitle: A second line; "" for none.
        text: What it is about.
        facts: When, where and the like.
        listed: What a calendar holds; None of an event, a series and an empty calendar.
        sections: Events and series.
        lists: Groups and tours.
        shifts: Those of a roster, by day.
        helpers: The volunteers of a roster.
        updated: When it changed last; "" if nobody says.
    """

    title: str
    subtitle: str = ""
    text: str = ""
    facts: Sequence[Fact] = ()
    listed: Listing | None = None
    sections: Sequence[Section] = ()
    lists: Sequence[List] = ()
    shifts: Sequence[Shifts] = ()
    helpers: Sequence[Helper] = ()
    updated: str = ""


def page_of(document: Calendar | Event | EventSeries, asked: Asked) -> Page:
    """The page of a document, which is the public view of it already."""
    if isinstance(document, Calendar):
        return _calendar(document, asked)
    section = _section(document, "e", asked)
    updated = None if isinstance(document, EventSeries) else document.updated
    return Page(
        title=section.title,
        subtitle=section.subtitle,
        text=section.text,
        sections=[section],
        updated=_stamp(updated),
    )


def current(calendar: Calendar, now: date | None) -> Calendar:
    """A calendar without the events that are over."""
    if now is None:
        return calendar
    left = {event.id for event in calendar.upcoming(now, len(calendar.events) + 1)}
    return calendar.replace(events=[event for event in calendar.events if event.id in left])


def _calendar(calendar: Calendar, asked: Asked) -> Page:
    gatherings: list[Event | EventSeries] = [*calendar.events, *calendar.series]
    groups = calendar.groups
    sections = [_section(each, f"e{i}", asked, groups) for i, each in enumerate(gatherings, 1)]
    told: list[tuple[Event, str]] = []
    for each, section in zip(gatherings, sections, strict=True):
        events = _meetings(each, asked) if isinstance(each, EventSeries) else (each,)
        told += ((event, f"#{section.id}") for event in events)
    return Page(
        title=calendar.name or "Calendar",
        text=calendar.description or "",
        facts=[Fact("More", [Said(calendar.url, calendar.url)])] if calendar.url else [],
        listed=listing(told),
        sections=sections,
        lists=[*_lists("Groups", map(_party, groups)), *_lists("Tours", _tours(calendar))],
        updated=_stamp(calendar.updated),
    )


def _meetings(series: EventSeries, asked: Asked) -> tuple[Event, ...]:
    return series.upcoming(EARLIEST if asked.now is None else asked.now, asked.meetings)


def _section(
    found: Event | EventSeries, id: str, asked: Asked, told: Sequence[UserGroup] = ()
) -> Section:
    """The section of an event or a series, on a page that tells of some groups by itself."""
    is_series = isinstance(found, EventSeries)
    event = found.template if isinstance(found, EventSeries) else found
    names = Names(event, asked.by, id, asked.brief)
    days, unscheduled = grids_of(names)
    meetings = _meetings(found, asked) if isinstance(found, EventSeries) else ()
    facts = facts_of(event, names.parties)
    return Section(
        id=id,
        title=event.title,
        subtitle=event.subtitle or "",
        text=event.description or "",
        facts=facts[1:] if is_series else facts,  # when the first meeting was, the list tells
        meetings=meetings_of(event, meetings),
        days=days,
        unscheduled=unscheduled,
        lists=list(_parts(event, names, asked, told)),
        colors=list(names.colors()),
    )


def _parts(event: Event, names: Names, asked: Asked, told: Sequence[UserGroup]) -> Iterator[List]:
    yield from _lists("Booths", (_booth(booth, names) for booth in event.booths))
    if not asked.brief:
        yield from _lists("People", map(_party, event.people))
        yield from _lists("Groups", (_party(each) for each in event.groups if each not in told))
        yield from _lists("Notes", (_note(note, names) for note in event.notes))
    yield from _lists("Sponsors", map(_party, event.sponsors))


def _lists(title: str, items: Iterable[Described]) -> Iterator[List]:
    told = list(items)
    if told:
        yield List(title, told)


def _booth(booth: Booth, names: Names) -> Described:
    start = booth.start
    hours = f"{day(start)}, {stretch(start, booth.end, start.date())}" if start else ""
    told = [
        names.parties.get(booth.host or "", ""),
        names.rooms.get(booth.room or "", ""),
        hours,
        who(booth.contributors, names.parties),
        booth.status if booth.status != "confirmed" else "",
    ]
    aside = ", ".join(filter(None, told))
    return Described(booth.title, booth.url or "", aside, booth.description or "")


def _note(note: Note, names: Names) -> Described:
    authors = ", ".join(names.parties[id] for id in note.authors)
    return Described(authors or "Notes", "", "", note.text)


ASIDES = ("pronouns", "affiliation", "tier", "locality", "country")
TEXTS = ("bio", "description")


def _party(party: object) -> Described:
    """A person, group or sponsor, each with those of these members that it has."""
    asides, texts = ([getattr(party, n, None) or "" for n in names] for names in (ASIDES, TEXTS))
    url, links = getattr(party, "url", None) or "", getattr(party, "links", ())
    name = str(getattr(party, "name", ""))
    return Described(name, url, ", ".join(filter(None, asides)), "".join(texts), links)


def _tours(calendar: Calendar) -> Iterator[Described]:
    for tour in calendar.tours:
        yield Described(tour.name, tour.url or "", tour.organizer or "", tour.description or "")


def _stamp(time: datetime | None) -> str:
    return f"{day(time)}, {time:%H:%M} UTC" if time else ""


def roster_page(event: Event) -> Page:
    """The page of an event's roster."""
    found, names = roster(event), Names(event, "room", "e", brief=True)
    return Page(
        title=f"Roster: {event.title}",
        facts=[Fact("When", [moment(event)])],
        shifts=shifts_of(found, names),
        helpers=helpers_of(found),
    )
