"""Writing: a document becomes content lines, component by component.

An event is a VEVENT, and each of its sessions and booths with a start is another one; a session
without one has no place in a calendar yet. A series is the VEVENT of its template, which recurs,
and one with a RECURRENCE-ID for each meeting that differs.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal, TypeAlias, get_args

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.formats.ical.blocks import Writer, Written, gatherings
from hallwaytrack.formats.ical.full import Everything
from hallwaytrack.formats.ical.lines import folded
from hallwaytrack.formats.ical.memory import remembered
from hallwaytrack.formats.ical.observances import block_since
from hallwaytrack.formats.ical.properties import lines_of
from hallwaytrack.formats.ical.table import CALENDAR
from hallwaytrack.formats.ical.zones import clock_of
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.documents import declared
from hallwaytrack.model.entries import Entry
from hallwaytrack.model.event import Event
from hallwaytrack.model.garbage import uncollected
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.times import zone_of
from hallwaytrack.views.marked import unmarked

Method: TypeAlias = Literal["PUBLISH"]
View: TypeAlias = Literal["public", "full"]
PRODID = "-//hallwaytrack//hallwaytrack//EN"
"""No version in it: a new release must not change a feed in which nothing changed."""
END = (b"END:VCALENDAR", b"")
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
    object's own ``updated``, else its ``created``, else 1970-01-01. What was written last of an
    event is remembered, up to a limit: where one of its sessions has changed, the others are not
    written again.

    Args:
        document: A Calendar, an Event or an EventSeries. Only a calendar gets a calendar's name.
        view: "public" leaves out emails and phones of people, volunteers, shifts, private notes,
            and what was marked as private in a feed that was read.
            "full" leaves out nothing, and ``from_ical`` reads the same document back; titles and
            descriptions stand there as they are, for people to edit in a calendar program.
        components: Add PARTICIPANT and VLOCATION components (:rfc:`9073`). Clients that read line
            by line take those for the event's own lines, so leave them out of feeds for everyone.
        method: METHOD, for mail; a feed has none.

    Raises:
        InvalidValueError: If it is no such document, or another argument is not what it should be.
    """
    _check(document, view, method)
    full = view == "full"
    document = declared(document) if full else unmarked(document)
    writer = Writer(document, full=full, components=components)
    with uncollected():
        found = head(document, writer.everything, method)
        for block in remembered(document, writer):
            found += block.vevents
        found += END
        return b"\r\n".join(found)


def iter_ical(
    document: Written,
    *,
    view: View = "public",
    components: bool = False,
    method: Method | None = None,
) -> Iterator[bytes]:
    """The bytes of ``to_ical``, in chunks of a few hundred components; the arguments are the same.

    The arguments are checked at once, before the first chunk is asked for. Nothing is remembered
    of what was written, so that memory stays flat.
    """
    _check(document, view, method)
    full = view == "full"
    return _chunks(declared(document) if full else unmarked(document), full, components, method)


def _check(document: Any, view: Any, method: Any) -> None:
    if view not in get_args(View):
        raise InvalidValueError(Problem(message="view must be 'public' or 'full'", value=view))
    if method not in (None, *get_args(Method)):
        raise InvalidValueError(Problem(message="method must be 'PUBLISH' or None", value=method))
    if not isinstance(document, Written):
        message = "iCalendar holds a Calendar, an Event or an EventSeries"
        raise InvalidValueError(Problem(message=message, value=type(document).__name__))


def _chunks(
    document: Written, full: bool, components: bool, method: Method | None
) -> Iterator[bytes]:
    writer = Writer(document, full=full, components=components)
    found = head(document, writer.everything, method)
    for vevents in _few(document, writer):
        found += vevents
        if len(found) >= CHUNK:
            yield b"\r\n".join([*found, b""])
            found = []
    yield b"\r\n".join([*found, *END])


def _few(document: Written, writer: Writer) -> Iterator[list[bytes]]:
    """The VEVENTs of a document, a few at a time."""
    for event, series in gatherings(document):
        whole = writer.whole(event, series)
        yield [writer.event(whole)]
        for at in range(0, len(whole.children), CHUNK):
            yield writer.children(whole, whole.children[at : at + CHUNK])


def head(
    document: Written, everything: Everything | None = None, method: Method | None = None
) -> list[bytes]:
    """What stands before the first VEVENT: the calendar's own properties, and the zones."""
    lines = [b"BEGIN:VCALENDAR", b"VERSION:2.0", folded(f"PRODID:{PRODID}")]
    if method:
        lines.append(folded(f"METHOD:{method}"))
    if isinstance(document, Calendar):
        first = len(lines)
        lines += lines_of(CALENDAR)(document)
        if everything is not None:
            lines += everything.of_calendar(document, lines[first:])
    return [*lines, *_timezones(document, everything is not None)]


def _timezones(document: Written, full: bool) -> Iterator[bytes]:
    """One VTIMEZONE for each zone that a time is written in, sorted."""
    since: dict[str, int] = {}
    for event, series in gatherings(document):
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
