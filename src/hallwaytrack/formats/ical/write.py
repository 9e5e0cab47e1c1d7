"""Writing: a document becomes content lines, component by component.

An event is a VEVENT, and each of its sessions and booths with a start is another one; a session
without one has no place in a calendar yet.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal, TypeAlias, get_args

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.formats.ical.lines import folded
from hallwaytrack.formats.ical.nested import nested
from hallwaytrack.formats.ical.properties import Step, Steps, properties, step_of
from hallwaytrack.formats.ical.prose import Component, Whole
from hallwaytrack.formats.ical.table import CALENDAR
from hallwaytrack.formats.ical.zones import clock_of
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.sessions import Booth, Session

Method: TypeAlias = Literal["PUBLISH"]
PRODID = "-//hallwaytrack//hallwaytrack//EN"
"""No version in it: a new release must not change a feed in which nothing changed."""
NO_FULL_VIEW = "iCalendar with everything in it is not written yet; JSON holds it"
HEAD = tuple(map(step_of, CALENDAR))
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
    lines = _head(document, method)
    full = CHUNK
    for entry, steps, whole in _components(document):
        lines.append(b"BEGIN:VEVENT")
        properties(lines, entry, steps, whole)
        if components:
            lines += map(folded, nested(entry, whole))
        lines.append(b"END:VEVENT")
        full -= 1
        if not full:
            yield b"\r\n".join([*lines, b""])
            lines, full = [], CHUNK
    yield b"\r\n".join([*lines, b"END:VCALENDAR", b""])


def _head(document: Calendar | Event, method: Method | None) -> list[bytes]:
    lines = [b"BEGIN:VCALENDAR", b"VERSION:2.0", folded(f"PRODID:{PRODID}")]
    if method:
        lines.append(folded(f"METHOD:{method}"))
    if isinstance(document, Calendar):
        properties(lines, document, HEAD, None)
    return [*lines, *_timezones(document)]


def _events(document: Calendar | Event) -> Iterable[Event]:
    return (document,) if isinstance(document, Event) else document.events


def _components(
    document: Calendar | Event,
) -> Iterator[tuple[Component, tuple[Step, ...], Whole]]:
    """Everything that becomes a VEVENT, in document order, with its properties and its event."""
    tours = {t.id: t for t in document.tours} if isinstance(document, Calendar) else {}
    steps = Steps()
    for event in _events(document):
        whole = Whole(event, tours)
        yield event, steps.of(Event, whole), whole
        if whole.children:
            of_child = {cls: steps.of(cls, whole) for cls in (Session, Booth)}
            for child in whole.children:
                yield child, of_child[type(child)], whole


def _timezones(document: Calendar | Event) -> Iterator[bytes]:
    """One VTIMEZONE for each zone that a time is written in, sorted."""
    blocks: dict[str, str] = {}
    for event in _events(document):
        name = event.timezone
        if name and name not in blocks and any(map(_is_told, _times(event))):
            blocks[name] = clock_of(event.starts_at.tzinfo).block
    return (blocks[name].encode() for name in sorted(blocks))


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
