"""The grid of a programme: for each day a table with a row a time and a column a room.

- A row is an instant at which something starts. What fills all rooms has a row of its own, across
  the table.
- The row's header tells until when, too, where everything in it ends together; else each session
  tells its own end.
- Each cell knows the title of its column, which stands in the cell where a small screen shows the
  table as cards; of a single column it would say nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from hallwaytrack.formats.html.facts import Said, is_foreign, material, online, side_by_side
from hallwaytrack.model.event import Event, Party
from hallwaytrack.model.sessions import Session
from hallwaytrack.views.agenda import ALL_ROOMS, ELSEWHERE, Agenda, By, Day, agenda
from hallwaytrack.views.wording import clock, long_day, offset, stretch, who

WIDEST = 5
"""Columns that fit on paper; a table of more is printed as cards."""


class Told(NamedTuple):
    """A session as a page shows it.

    Args:
        title: Its title.
        url: Its own page; "" for none.
        subtitle: A second line; "" for none.
        status: In words, where it is not the usual one.
        id: Its anchor; "" where it stands in several columns.
        until: Until when, where that differs from its neighbours.
        who: Who takes part.
        aside: What else is worth a line.
        text: Its abstract, or description; "" in a brief page.
        mark: The class of its track's colour.
        language: Its language, where that is not the page's.
        notes: What was written down.
        links: Where it is online, and its materials.
    """

    title: str
    url: str
    subtitle: str
    status: str
    id: str
    until: str
    who: str
    aside: str
    text: str
    mark: str
    language: str
    notes: Sequence[str]
    links: Sequence[Said]


class Cell(NamedTuple):
    """What happens in one column at one time."""

    column: str
    span: int
    sessions: Sequence[Told]


class Row(NamedTuple):
    """What starts at one time."""

    start: str
    time: str
    cells: Sequence[Cell]


class Grid(NamedTuple):
    """One day.

    Args:
        id: Its anchor.
        title: The day in words.
        short: The same for the navigation.
        note: The zone of its times.
        offset: How far that is from UTC.
        columns: The titles of the columns.
        rows: By time.
        is_wide: Whether it is too wide for paper.
    """

    id: str
    title: str
    short: str
    note: str
    offset: str
    columns: Sequence[str]
    rows: Sequence[Row]
    is_wide: bool


class Names:
    """What is worked out once for an event.

    Args:
        event: The event.
        by: What makes a column.
        prefix: What makes its anchors unique in the page.
        brief: Whether abstracts are left out.
    """

    def __init__(self, event: Event, by: By, prefix: str, brief: bool) -> None:
        venues = (*([event.venue] if event.venue else []), *event.other_venues)
        self.event, self.by, self.prefix, self.brief = event, by, prefix, brief
        parties: tuple[Party, ...] = (*event.people, *event.groups, *event.sponsors)
        self.parties = {party.id: party.name for party in parties}
        self.rooms = {room.id: room.name for venue in venues for room in venue.rooms}
        self.titles = {session.id: session.title for session in event.sessions}
        self.tracks = {track.id: track.name for track in event.tracks}
        marked = (track for track in event.tracks if track.color)
        self.marks = {track.id: f"{prefix}t{i}" for i, track in enumerate(marked)}

    def colors(self) -> Iterator[tuple[str, str]]:
        """The classes of tracks, and their colours, which are names or ``#rrggbb``."""
        for track in self.event.tracks:
            if track.id in self.marks:
                yield self.marks[track.id], str(track.color)

    def told(self, session: Session, until: str = "") -> Told:
        """A session as the page shows it."""
        language = session.language
        takes_part = () if self.by == "person" else session.contributors
        return Told(
            title=session.title,
            url=session.url or "",
            subtitle=session.subtitle or "",
            status=session.status.capitalize() if session.status != "confirmed" else "",
            id=f"{self.prefix}.{session.id}" if self.by != "person" else "",
            until=until,
            who=side_by_side(who(takes_part, self.parties)),
            aside=side_by_side(" · ".join(self._asides(session))),
            text="" if self.brief else session.abstract or session.description or "",
            mark=self.marks.get(session.track or "", ""),
            language=language if language and is_foreign(language) else "",
            notes=() if self.brief else [note.text for note in session.notes],
            links=[*self._links(session)] if session.online or session.materials else (),
        )

    def _links(self, session: Session) -> Iterator[Said]:
        yield from map(online, session.online)
        yield from (material(m) for m in session.materials if m.url or not self.brief)

    def _asides(self, session: Session) -> Iterator[str]:
        if self.by != "room" and session.room is not None:
            yield self.rooms[session.room]
        if self.by != "track" and session.track is not None:
            yield self.tracks[session.track]
        if self.by != "kind" and session.kind not in {"talk", "other"} and not _is_said(session):
            yield session.kind.replace("_", " ")
        if session.level:
            yield session.level
        if session.part_of:
            yield f"part of {self.titles[session.part_of]}"


def times_of(zone: str) -> str:
    """What is said once where all times are of one zone."""
    return f"Times are those of {zone}"


def _is_said(session: Session) -> bool:
    """Whether a title says what kind of session it is: "Opening keynote"."""
    return {*session.kind.split("_")} <= {*re.findall(r"\w+", session.title.lower())}


def grids_of(names: Names) -> tuple[Sequence[Grid], Sequence[Cell]]:
    """The days of a programme, and the sessions without a time."""
    found: Agenda = agenda(names.event, names.by)
    days = [_grid(each, f"{names.prefix}-{each.date}", names) for each in found.days]
    return days, [Cell("", 1, [names.told(session)]) for session in found.unscheduled]


def _grid(found: Day, id: str, names: Names) -> Grid:
    columns = {c.key: c.title for c in found.columns if c.key != ALL_ROOMS}
    if list(columns) in ([], [ELSEWHERE]):
        columns = {ELSEWHERE: "Session"}
    first = _start(found.columns[0].sessions[0])
    return Grid(
        id=id,
        title=long_day(found.date),
        short=f"{found.date:%a} {found.date.day} {found.date:%b}",
        note=times_of(str(names.event.timezone)),
        offset=f"({offset(first)})",
        columns=list(columns.values()),
        rows=list(_rows(found, columns, names)),
        is_wide=len(columns) > WIDEST,
    )


def _rows(found: Day, columns: Mapping[str, str], names: Names) -> Iterator[Row]:
    starts: dict[datetime, dict[str, list[Session]]] = {}
    for column in found.columns:
        for session in column.sessions:
            at_once = starts.setdefault(_start(session).astimezone(UTC), {})
            at_once.setdefault(column.key, []).append(session)
    for instant in sorted(starts):
        cells = starts[instant]
        everywhere = cells.pop(ALL_ROOMS, [])
        if everywhere:
            title = "All rooms" if len(columns) > 1 else ""
            yield _row([(title, everywhere)], len(columns), found.date, names)
        if cells:
            titles = columns if len(columns) > 1 else dict.fromkeys(columns, "")
            told = [(title, cells.get(key, [])) for key, title in titles.items()]
            yield _row(told, 1, found.date, names)


def _row(cells: Iterable[tuple[str, Sequence[Session]]], span: int, on: date, names: Names) -> Row:
    found = list(cells)
    sessions = [session for _, each in found for session in each]
    start, ends = _start(sessions[0]), {session.end for session in sessions}
    together = len(ends) == 1
    return Row(
        start=start.isoformat(),
        time=stretch(start, sessions[0].end, on) if together else clock(start, on),
        cells=[
            Cell(title, span, [names.told(s, "" if together else _until(s, on)) for s in each])
            for title, each in found
        ],
    )


def _until(session: Session, on: date) -> str:
    return f"until {clock(session.end, on)}" if session.end else ""


def _start(session: Session) -> Any:
    """The start of a session, which has one: it stands in an agenda."""
    return session.start
