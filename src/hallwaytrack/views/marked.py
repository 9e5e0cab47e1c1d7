"""What somebody marked as private in the program that it was read from.

- iCalendar marks by CLASS, JSCalendar by ``privacy``. No member says it, so what counts is what was
  kept of it in ``extra``. A word that is not known is taken for private (:rfc:`5545`, section
  3.8.1.3, and :rfc:`8984`, section 4.4.3).
- A marked event, series, session or booth is not there, and neither is what is part of it. A marked
  meeting of a series is skipped, since without it that one would be as the template has it.
- A document that is marked itself keeps its times, its status and by what it is known: that is what
  others may see of a private object (:rfc:`8984`, section 4.4.3).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from operator import is_
from typing import Any, Final, TypeVar

from hallwaytrack.model.base import Model, with_members
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.documents import declared
from hallwaytrack.model.event import Event
from hallwaytrack.model.extra import NO_EXTRA
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.sessions import Booth, Session
from hallwaytrack.model.times import instant_key
from hallwaytrack.views.removal import without

M = TypeVar("M", bound=Model)

LINES: Final = "ical"
"""The member of ``extra`` that holds lines of a feed as they were."""
MARK: Final[Mapping[str, Any]] = {LINES: ("CLASS:PRIVATE",)}
"""The ``extra`` of what is made of something that is marked."""
CLASS = re.compile(r"CLASS[;:]", re.IGNORECASE)
PUBLIC: Final = "PUBLIC"
TITLE: Final = "(private)"
SHOWN: Final = (
    *("id", "start", "end", "timezone", "occurrence", "length", "status"),
    *("uid", "sequence", "created", "updated"),
)
"""The members that a marked document keeps."""


def is_marked(part: Any) -> bool:
    """Whether an event, series, session or booth is marked as private."""
    if isinstance(part, EventSeries):
        part = part.template
    if not isinstance(part, Event | Session | Booth) or not part.extra:
        return False
    return any(word.upper() != PUBLIC for word in _words(part.extra))


def _words(extra: Mapping[str, Any]) -> Iterator[str]:
    """What each format says of who may see it."""
    kept = extra.get("jscalendar")
    if isinstance(kept, Mapping) and isinstance(kept.get("privacy"), str):
        yield kept["privacy"]
    depth, lines = 0, extra.get(LINES)
    for line in lines if isinstance(lines, tuple) else ():
        name = line[:6].upper() if isinstance(line, str) else ""
        depth += (name == "BEGIN:") - name.startswith("END:")
        if not depth and CLASS.match(name):  # that of a component in it is that one's own
            yield line.rpartition(":")[2].strip()


def marked_in(event: Event) -> set[str]:
    """The ids of an event's sessions and booths that are marked, or part of one that is."""
    entries: Iterator[Session | Booth] = chain(event.sessions, event.booths)
    found = more = {
        entry.id for entry in entries if entry.extra is not NO_EXTRA and is_marked(entry)
    }
    while more:
        more = {session.id for session in event.sessions if session.part_of in found} - found
        found = found | more
    return found


def unmarked(document: M) -> M:
    """The document without what is marked as private; itself, where nothing is."""
    document = declared(document)
    if is_marked(document):
        return bare(document)
    found: Any = open_parts(document)
    if isinstance(found, Calendar):
        events = tuple([open_parts(event) for event in found.events])
        found = _with(found, events=events, series=tuple([_series(each) for each in found.series]))
    elif isinstance(found, EventSeries):
        found = _series(found)
    return found  # type: ignore[no-any-return]


def _series(series: EventSeries) -> Any:
    found = open_parts(series)
    overrides = tuple([open_parts(override) for override in found.overrides])
    return _with(found, template=open_parts(found.template), overrides=overrides)


def _with(model: Any, **members: Any) -> Any:
    """A model with other members; itself, where they are the same objects as before."""
    changes = {n: value for n, value in members.items() if not _same(value, getattr(model, n))}
    # What is left of a valid document is valid.
    return with_members(model, changes) if changes else model


def _same(value: Any, old: Any) -> bool:
    if not isinstance(value, tuple):
        return value is old
    return len(value) == len(old) and all(map(is_, value, old))


def open_parts(model: M) -> M:
    """A model without those of its own parts that are marked; itself, where none is."""
    open_ = OPENED.get(type(model))
    return open_(model) if open_ else model


def _calendar(calendar: Calendar) -> Any:
    events = tuple([event for event in calendar.events if not is_marked(event)])
    series = tuple([each for each in calendar.series if not is_marked(each)])
    return _with(calendar, events=events, series=series)


def _meetings(series: EventSeries) -> EventSeries:
    marked = [override for override in series.overrides if is_marked(override)]
    if not marked:
        return series
    skipped = {instant_key(when): when for when in series.recurrence.skipped}
    skipped |= {instant_key(override.occurrence): override.occurrence for override in marked}
    return series.replace(
        overrides=[override for override in series.overrides if not is_marked(override)],
        recurrence=series.recurrence.replace(skipped=[*skipped.values()]),
    )


def _entries(event: Event) -> Event:
    return without(event, marked_in(event))


OPENED: Final[Mapping[type, Callable[[Any], Any]]] = {
    Calendar: _calendar,
    EventSeries: _meetings,
    Event: _entries,
}
"""The classes whose parts may be marked, and how each is freed of them."""


def bare(document: M) -> M:
    """A marked document as others may see it."""
    if isinstance(document, EventSeries):
        template, *overrides = map(bare, (document.template, *document.overrides))
        return document.replace(template=template, overrides=overrides)
    shown = {name: getattr(document, name) for name in SHOWN if hasattr(document, name)}
    return type(document)(title=TITLE, **shown)
