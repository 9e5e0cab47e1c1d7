"""One day of an agenda, laid out for some width: a table with a column a room, or else a list.

A session that fills all rooms goes across the table.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TypeAlias

from attrs import frozen
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from hallwaytrack.cli.words import Known, details, plain
from hallwaytrack.model.event import Event
from hallwaytrack.model.sessions import Session
from hallwaytrack.views.agenda import ALL_ROOMS, By, Column, Day
from hallwaytrack.views.wording import clock, stretch

TIME, GAP = 11, 2
"""The width of "18:00-21:00", and of the space between columns."""
NARROWEST, WIDEST = 18, 48
"""Of a column: less is hard to read, and more leaves its lines far apart."""
TITLE, HEADING, ASIDE, WARNING = "bold", "cyan", "dim", "yellow"
STYLES: Mapping[str, str] = {"cancelled": "strike", "postponed": "strike", "tentative": "italic"}

Cells: TypeAlias = Mapping[str, Sequence[Session]]
"""The sessions that start at one instant, by the key of their column."""


@frozen
class Page:
    """A day, and what laying it out takes; what is worked out is worked out once."""

    day: Day
    by: By
    known: Known
    width: int

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the table."""
        return [column for column in self.day.columns if column.key != ALL_ROOMS]

    @cached_property
    def sessions(self) -> list[Session]:
        """All sessions of the day, each once, by instant."""
        found = {s.id: s for column in self.day.columns for s in column.sessions}
        return sorted(found.values(), key=lambda s: (_start(s).astimezone(UTC), s.id))

    @cached_property
    def time_width(self) -> int:
        """As wide as the longest time of the day."""
        return max(TIME, *(len(self.time(session)) for session in self.sessions))

    @cached_property
    def column_width(self) -> int:
        """Of the table's columns; 0 where a table does not fit, or has only one column."""
        n = len(self.columns)
        left = self.width - self.time_width - GAP * n
        return min(left // n, WIDEST) if n > 1 and left >= NARROWEST * n else 0

    def time(self, session: Session) -> str:
        """When a session is, on this day."""
        return stretch(_start(session), session.end, self.day.date)


def _start(session: Session) -> datetime:
    """The start of a session, which has one: it stands in an agenda."""
    if session.start is None:
        raise ValueError(f"session {session.id!r} is not scheduled")
    return session.start


def day_of(page: Page) -> Iterator[RenderableType]:
    """A day's sessions."""
    if page.column_width:
        return _table(page)
    return _list(page, page.sessions) if page.by == "room" else _lists(page)


def _lists(page: Page) -> Iterator[RenderableType]:
    for column in page.day.columns:
        yield Text(plain(column.title), style=HEADING)
        yield from _list(page, column.sessions)


def _list(page: Page, sessions: Sequence[Session]) -> Iterator[RenderableType]:
    time = page.time_width
    for session in sessions:
        yield line([page.time(session), _told(session, page)], [time, page.width - time - GAP])


def _table(page: Page) -> Iterator[RenderableType]:
    columns, time = page.columns, page.time_width
    widths = [time, *[page.column_width] * len(columns)]
    yield line(["", *(Text(plain(c.title), style=HEADING) for c in columns)], widths)
    for cells in _rows(page):
        for session in cells.get(ALL_ROOMS, ()):
            across = sum(widths[1:]) + GAP * (len(columns) - 1)
            yield line([page.time(session), _told(session, page)], [time, across])
        if set(cells) - {ALL_ROOMS}:
            yield line(_row(page, cells), widths)


def _rows(page: Page) -> list[Cells]:
    """The rows of the table, in the order of their instants."""
    rows: dict[datetime, dict[str, list[Session]]] = {}
    for column in page.day.columns:
        for session in column.sessions:
            row = rows.setdefault(_start(session).astimezone(UTC), {})
            row.setdefault(column.key, []).append(session)
    return [rows[instant] for instant in sorted(rows)]


def _row(page: Page, cells: Cells) -> Iterator[str | Text]:
    sessions = [s for key, found in cells.items() if key != ALL_ROOMS for s in found]
    together = len({page.time(session) for session in sessions}) == 1
    yield page.time(sessions[0]) if together else clock(_start(sessions[0]), page.day.date)
    for column in page.columns:
        told = [_told(s, page, until=not together) for s in cells.get(column.key, ())]
        yield Text("\n\n").join(told)


def _told(session: Session, page: Page, until: bool = False) -> Text:
    """A session: its title, and below it what else there is to know."""
    text = title_of(session)
    if until and session.end is not None:
        text.append(f"\nuntil {clock(session.end, page.day.date)}", style=ASIDE)
    is_under_room = page.by == "room" and page.column_width and not session.all_rooms
    if told := details(session, page.known, with_room=not is_under_room):
        text.append(f"\n{told}", style=ASIDE)
    if pending := page.known.pending(session):
        text.append(f"\nTo follow: {pending}", style=WARNING)
    return text


def title_of(session: Session | Event) -> Text:
    """The title, with its status before it where that is not the usual one."""
    usual = session.status == "confirmed"
    prefix = "" if usual else f"{session.status.capitalize()}: "
    style = TITLE if usual else f"{TITLE} {STYLES[session.status]}"
    return Text.assemble(prefix, (plain(session.title), style))


def line(cells: Iterable[str | Text], widths: Sequence[int], gap: int = GAP) -> Table:
    """Some cells beside each other, each as wide as it must be."""
    grid = Table.grid(padding=0)
    row: list[Text] = []
    # The gaps are columns, too: versions of rich do not agree on the width of padding.
    for cell, width in zip(cells, widths, strict=True):
        if row:
            grid.add_column(width=gap)
            row.append(Text())
        grid.add_column(width=width, overflow="fold")
        row.append(Text(cell) if isinstance(cell, str) else cell)
    grid.add_row(*row)
    return grid
