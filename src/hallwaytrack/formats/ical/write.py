"""Writing: a document becomes content lines, component by component.

An event is a VEVENT, and each of its sessions and booths with a start is another one; a session
without one has no place in a calendar yet.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, get_args

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.formats.ical.lines import WIDTH, folded
from hallwaytrack.formats.ical.nested import nested
from hallwaytrack.formats.ical.prose import Component, Whole
from hallwaytrack.formats.ical.table import CALENDAR, ROWS, Row
from hallwaytrack.formats.ical.zones import clock_of
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.sessions import Booth, Session

Method: TypeAlias = Literal["PUBLISH"]
PRODID = "-//hallwaytrack//hallwaytrack//EN"
"""No version in it: a new release must not change a feed in which nothing changed."""
NO_FULL_VIEW = "iCalendar with everything in it is not written yet; JSON holds it"
EMPTY: Final = ()
CHUNK = 256
"""Components a chunk: large enough to join quickly, small enough to keep memory flat."""


def to_ical(
    document: Calendar | Event,
    *,
    view: Literal["public"] = "public",
    components: bool = False,
    method: Method | None = None,
) -> bytes:
    """A document as iCalendar (:rfc:`5545`), in UTF-8 with CRLF.

    The same document always gives the same bytes: nothing reads the clock, and DTSTAMP is the
    object's own ``updated``, else its ``created``, else 1970-01-01.

    Args:
        document: A Calendar or an Event. A lone event gets no calendar name.
        view: "public" leaves out emails and phones of people, volunteers, shifts, private notes.
        components: Add PARTICIPANT and VLOCATION components (:rfc:`9073`). Clients that read line
            by line take those for the event's own lines, so leave them out of feeds for everyone.
        method: METHOD, for mail; a feed has none.

    Raises:
        InvalidValueError: If it is no such document, or a calendar with recurring series, which
            are not written yet.
    """
    return b"".join(iter_ical(document, view=view, components=components, method=method))


def iter_ical(
    document: Calendar | Event,
    *,
    view: Literal["public"] = "public",
    components: bool = False,
    method: Method | None = None,
) -> Iterator[bytes]:
    """The bytes of ``to_ical``, in chunks of a few hundred components; the arguments are the same.

    The arguments are checked at once, before the first chunk is asked for.
    """
    if view != "public":
        raise InvalidValueError(
            Problem(message="view must be 'public'", value=view, mend=NO_FULL_VIEW)
        )
    if method not in (None, *get_args(Method)):
        raise InvalidValueError(Problem(message="method must be 'PUBLISH' or None", value=method))
    if not isinstance(document, Calendar | Event):
        message = "iCalendar holds a Calendar or an Event"
        raise InvalidValueError(Problem(message=message, value=type(document).__name__))
    if isinstance(document, Calendar) and document.series:
        message = "recurring series are not written to iCalendar yet"
        mend = "write the calendar without them: calendar.replace(series=())"
        raise InvalidValueError(Problem(message=message, place="/series", mend=mend))
    return _chunks(document, components, method)


def _chunks(document: Calendar | Event, components: bool, method: Method | None) -> Iterator[bytes]:
    lines = [*_head(document, method)]
    full = CHUNK
    for entry, rows, whole in _components(document):
        lines.append("BEGIN:VEVENT")
        _properties(lines, entry, rows, whole)
        if components:
            lines += map(folded, nested(entry, whole))
        lines.append("END:VEVENT")
        full -= 1
        if not full:
            lines.append("")
            yield "\r\n".join(lines).encode()
            lines, full = [], CHUNK
    lines += ("END:VCALENDAR", "")
    yield "\r\n".join(lines).encode()


def _head(document: Calendar | Event, method: Method | None) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:{PRODID}"
    if method:
        yield f"METHOD:{method}"
    if isinstance(document, Calendar):
        lines: list[str] = []
        _properties(lines, document, CALENDAR, None)
        yield from lines
    yield from _timezones(document)


def _events(document: Calendar | Event) -> Iterable[Event]:
    return (document,) if isinstance(document, Event) else document.events


def _components(
    document: Calendar | Event,
) -> Iterator[tuple[Any, tuple[Row, ...], Whole]]:
    """Everything that becomes a VEVENT, in document order, with its rows and its event."""
    tours = {t.id: t for t in document.tours} if isinstance(document, Calendar) else {}
    for event in _events(document):
        whole = Whole(event, tours)
        yield event, ROWS[Event], whole
        rows: dict[type, tuple[Row, ...]] = {
            cls: tuple(r for r in ROWS[cls] if r.needed is None or r.needed(whole))
            for cls in ((Session, Booth) if whole.children else ())
        }
        for child in whole.children:
            yield child, rows[type(child)], whole


def _timezones(document: Calendar | Event) -> Iterator[str]:
    """One VTIMEZONE for each zone that a time is written in, sorted."""
    blocks: dict[str, str] = {}
    for event in _events(document):
        name = event.timezone
        if name and name not in blocks and any(map(_is_told, _times(event))):
            blocks[name] = clock_of(event.starts_at.tzinfo).block
    return (blocks[name] for name in sorted(blocks))


def _times(event: Event) -> Iterator[datetime]:
    """The times of an event that are written."""
    parts: tuple[Component, ...] = (event, *event.sessions, *event.booths)
    for part in parts:
        if isinstance(part.start, datetime):
            yield part.start
            if isinstance(part.end, datetime):
                yield part.end


def _is_told(time: datetime) -> bool:
    """Whether a time is written in its zone; the others are in UTC."""
    return clock_of(time.tzinfo).tells(time)


def _properties(lines: list[str], entry: Any, rows: Iterable[Row], whole: Any) -> None:
    """The lines of an object's properties: the hot path, 20 rows for each of 100,000 sessions."""
    append = lines.append
    for name, member, write, shown, how, _, _ in rows:
        value = getattr(entry, member) if shown is None else shown(entry, whole)
        if value is None or value is EMPTY:
            continue
        if how == "plain":
            line = name + write(value)
            append(line if len(line) <= WIDTH and line.isascii() else folded(line))
        elif how == "short":
            append(name + write(value))
        elif how == "shared":
            text = whole.lines.get((name, value))
            if text is None:
                text = whole.lines[name, value] = folded(name + write(value))
            append(text)
        else:
            lines += [folded(name + write(item)) for item in value]
