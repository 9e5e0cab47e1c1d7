r"""The bridge to icalendar: our documents as its components, and its components as our documents.

All that is built on that package (recurring-ical-events, caldav, icalendar-searcher) takes and
gives these.

- ``to_icalendar`` gives what icalendar parses from ``to_ical``: the same components, properties,
  value types and parameters in the same order, in about a quarter of the time.
- That is so where its parser damages a value, too: in a parameter (LABEL, FILENAME) it takes ``\\``
  for one backslash and ``\,`` for a comma. A program must not find other values by this way than
  by the feed. X- properties, NAME and COLOR it keeps as they stand there, with their escapes.
- ``from_icalendar`` reads the component's properties by our own reader. Nothing else than such a
  parameter is lost on the way there and back.
"""

from collections.abc import Iterable
from typing import Any, TypeVar, cast, overload

import icalendar

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.formats.ical.blocks import Written
from hallwaytrack.formats.ical.parsed import Parsed
from hallwaytrack.formats.ical.read import from_ical
from hallwaytrack.formats.ical.unparsed import lines_of
from hallwaytrack.formats.ical.write import View, iter_ical, to_ical
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.garbage import uncollected
from hallwaytrack.model.series import EventSeries

K = TypeVar("K", Calendar, Event, EventSeries)


def to_icalendar(
    document: Written, *, view: View = "public", components: bool = False
) -> icalendar.Calendar:
    """A document as a calendar of the icalendar package, as that parses it from ``to_ical``.

    Args:
        document: A Calendar, an Event or an EventSeries.
        view: "public" or "full", as for ``to_ical``.
        components: Add PARTICIPANT and VLOCATION components.

    Returns:
        A calendar of its own: changing it changes nothing else.

    Raises:
        InvalidValueError: If it is no such document, another argument is not what it should be, or
            the full view holds a line of another program that icalendar refuses.

    >>> from hallwaytrack import example
    >>> calendar = to_icalendar(example("heroes-happen-here"))
    >>> str(calendar.events[0]["SUMMARY"])
    'Community evening'
    """
    chunks = iter_ical(document, view=view, components=components)
    try:
        with uncollected():
            return _parsed(chunks)
    except Exception:  # one of a foreign line, of any class: icalendar says what becomes of it
        return _by_icalendar(to_ical(document, view=view, components=components))


def _parsed(chunks: Iterable[bytes]) -> icalendar.Calendar:
    parsed = Parsed()
    for chunk in chunks:
        *lines, _ = chunk.replace(b"\r\n ", b"").decode().split("\r\n")
        parsed.read(lines)
    return cast("icalendar.Calendar", parsed.root)


def _by_icalendar(data: bytes) -> icalendar.Calendar:
    try:
        return icalendar.Calendar.from_ical(data)
    except Exception as error:  # its parser raises more than ValueError
        message = "icalendar refuses a line that the document keeps of another program"
        mend = "drop it from extra, or take the public view"
        raise InvalidValueError(Problem(message=message, value=str(error), mend=mend)) from error


@overload
def from_icalendar(
    component: icalendar.Component,
    kind: type[K],
    *,
    timezone: str | None = None,
    namespace: str | None = None,
    source: str | None = None,
) -> K: ...
@overload
def from_icalendar(
    component: icalendar.Component,
    *,
    timezone: str | None = None,
    namespace: str | None = None,
    source: str | None = None,
) -> Calendar: ...
def from_icalendar(
    component: icalendar.Component,
    kind: type[Any] = Calendar,
    *,
    timezone: str | None = None,
    namespace: str | None = None,
    source: str | None = None,
) -> Any:
    """The calendar, event or series that a component of the icalendar package holds.

    It is read as ``from_ical`` reads a file, and may lack what a file needs, such as PRODID.

    Args:
        component: An ``icalendar.Calendar``, or an ``icalendar.Event`` alone.
        kind: Calendar, Event or EventSeries.
        timezone: As for ``from_ical``.
        namespace: As for ``from_ical``.
        source: As for ``from_ical``.

    Raises:
        DecodeError: If it holds something of another kind, or what iCalendar cannot write.
        InvalidValueError: If it is no component, or another argument is not what it should be.

    >>> from datetime import UTC, datetime
    >>> meeting = icalendar.Event()
    >>> meeting.add("uid", "first-meeting@itprotoronto.ca")
    >>> meeting.add("summary", "First meeting")
    >>> meeting.add("dtstart", datetime(2008, 3, 18, 22, 0, tzinfo=UTC))
    >>> from_icalendar(meeting, Event).title
    'First meeting'
    """
    if not isinstance(component, icalendar.Component):
        message, mend = "component must be of icalendar", "read bytes with from_ical"
        raise InvalidValueError(Problem(message=message, value=component, mend=mend))
    # A lone surrogate is no character, and so has no bytes.
    data = "\r\n".join([*lines_of(component), ""]).encode("utf-8", "replace")
    return from_ical(data, kind, timezone=timezone, namespace=namespace, source=source)
