"""Writing: a document becomes content lines, component by component.

An event is a VEVENT, and each of its sessions and booths with a start is another one; a session
without one has no place in a calendar yet. A series is the VEVENT of its template, which recurs,
and one with a RECURRENCE-ID for each meeting that differs.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal, TypeAlias, get_args

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.formats.ical.full import Everything
from hallwaytrack.formats.ical.lines import folded
from hallwaytrack.formats.ical.nested import nested
from hallwaytrack.formats.ical.observances import block_since
from hallwaytrack.formats.ical.properties import Step, Steps, properties, step_of
from hallwaytrack.formats.ical.prose import Whole
from hallwaytrack.formats.ical.table import CALENDAR
from hallwaytrack.formats.ical.zones import clock_of
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.entries import Entry
from hallwaytrack.model.event import Event
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.times import zone_of

Method: TypeAlias = Literal["PUBLISH"]
View: TypeAlias = Literal["public", "full"]
Written: TypeAlias = Calendar | Event | EventSeries
PRODID = "-//hallwaytrack//hallwaytrack//EN"
"""No version in it: a new release must not change a feed in which nothing changed."""
HEAD = tuple(map(step_of, CALENDAR))
CHUNK = 256
"""Components a chunk: large enough to join quickly, small enough to keep memory flat."""
NO_SERIES = 9999
"""Later than any year: the small VTIMEZONE is right for times that don't recur."""


def to_ical(
    document: Written,
    *,
    view: View = "public",
    components: bool = False,
    method: Method | None = None,
) -> bytes:
    """A document as iCalendar (:rfc:`5545`), in UTF-8 with CRLF.

    The same document always gives the same bytes: nothing reads the clock, and DTSTAMP is the
    object's own ``updated``, else its ``created``, else 1970-01-01.

    Args:
        document: A Calendar, an Event or an EventSeries. Only a calendar gets a calendar's name.
        view: "public" leaves out emails and phones of people, volunteers, shifts, private notes.
            "full" leaves out nothing, and ``from_ical`` reads the same document back; titles and
            descriptions stand there as they are, for people to edit in a calendar program.
        components: Add PARTICIPANT and VLOCATION components (:rfc:`9073`). Clients that read line
            by line take those for the event's own lines, so leave them out of feeds for everyone.
        method: METHOD, for mail; a feed has none.

    Raises:
        InvalidValueError: If it is no such document, or another argument is not what it should be.
    """
    return b"".join(iter_ical(document, view=view, components=components, method=method))


def iter_ical(
    document: Written,
    *,
    view: View = "public",
    components: bool = False,
    method: Method | None = None,
) -> Iterator[bytes]:
    """The bytes of ``to_ical``, in chunks of a few hundred components; the arguments are the same.

    The arguments are checked at once, before the first chunk is asked for.
    """
    if view not in get_args(View):
        raise InvalidValueError(Problem(message="view must be 'public' or 'full'", value=view))
    if method not in (None, *get_args(Method)):
        raise InvalidValueError(Problem(message="method must be 'PUBLISH' or None", value=method))
    if not isinstance(document, Written):
        message = "iCalendar holds a Calendar, an Event or an EventSeries"
        raise InvalidValueError(Problem(message=message, value=type(document).__name__))
    return _chunks(document, view == "full", components, method)


def _chunks(
    document: Written, full: bool, components: bool, method: Method | None
) -> Iterator[bytes]:
    everything = Everything() if full else None
    lines = _head(document, everything, method)
    room = CHUNK
    for entry, steps, whole in _components(document, full):
        lines.append(b"BEGIN:VEVENT")
        first = len(lines)
        properties(lines, entry, steps, whole)
        if everything is not None:
            lines += everything.of_entry(entry, whole, lines[first:])
        if components:
            lines += map(folded, nested(entry, whole))
        lines.append(b"END:VEVENT")
        room -= 1
        if not room:
            yield b"\r\n".join([*lines, b""])
            lines, room = [], CHUNK
    yield b"\r\n".join([*lines, b"END:VCALENDAR", b""])


def _head(
    document: Written, everything: Everything | None, method: Method | None
) -> list[bytes]:
    lines = [b"BEGIN:VCALENDAR", b"VERSION:2.0", folded(f"PRODID:{PRODID}")]
    if method:
        lines.append(folded(f"METHOD:{method}"))
    if isinstance(document, Calendar):
        first = len(lines)
        properties(lines, document, HEAD, None)
        if everything is not None:
            lines += everything.of_calendar(document, lines[first:])
    return [*lines, *_timezones(document, everything is not None)]


def _gatherings(document: Written) -> Iterator[tuple[Event, EventSeries | None]]:
    """Every event that becomes a VEVENT, with the series that it is of."""
    if isinstance(document, Calendar):
        yield from ((event, None) for event in document.events)
        for series in document.series:
            yield from _gatherings(series)
    elif isinstance(document, EventSeries):
        yield document.template, document
        yield from ((override, document) for override in document.overrides)
    else:
        yield document, None


def _components(
    document: Written, full: bool
) -> Iterator[tuple[Any, tuple[Step, ...], Whole]]:
    """Everything that becomes a VEVENT, in document order, with its properties and its event."""
    tours = {t.id: t for t in document.tours} if isinstance(document, Calendar) else {}
    steps = Steps(full=full)
    for event, series in _gatherings(document):
        whole = Whole(event, tours, series, full=full)
        yield event, steps.of(Event, whole), whole
        if whole.children:
            of_child = {cls: steps.of(cls, whole) for cls in set(map(type, whole.children))}
            for child in whole.children:
                yield child, of_child[type(child)], whole


def _timezones(document: Written, full: bool) -> Iterator[bytes]:
    """One VTIMEZONE for each zone that a time is written in, sorted."""
    since: dict[str, int] = {}
    for event, series in _gatherings(document):
        name = event.timezone
        if not name or name == "UTC":
            continue
        if series is not None and event is series.template and not event.is_all_day:
            since[name] = min(since.get(name, NO_SERIES), _first_year(series))
        elif name not in since and any(map(_is_told, _times(event, full))):
            since[name] = NO_SERIES
    for name in sorted(since):
        block = clock_of(zone_of(name)).block
        if since[name] != NO_SERIES:
            block = block_since(name, since[name])
        yield block.encode()


def _first_year(series: EventSeries) -> int:
    """The year of the first time of a series, its lists and changes included."""
    zone = series.template.starts_at.tzinfo
    recurrence = series.recurrence
    occurrences = (o.occurrence for o in series.overrides)
    times = (series.template.start, *recurrence.added, *recurrence.skipped, *occurrences)
    return min(t.astimezone(zone).year for t in times if isinstance(t, datetime))


def _times(event: Event, full: bool) -> Iterator[datetime]:
    """The times of an event that are written."""
    parts: tuple[Event | Entry, ...] = (event, *event.sessions, *event.booths)
    if full:
        parts += tuple(event.shifts)
    for part in parts:
        if isinstance(part.start, datetime):
            yield part.start
            if isinstance(part.end, datetime):
                yield part.end


def _is_told(time: datetime) -> bool:
    """Whether a time is written in its zone; the others are in UTC."""
    return clock_of(time.tzinfo).tells(time)
