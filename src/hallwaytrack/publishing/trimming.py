"""What is left out of a feed: the private, what is out of a window, and by policy the cancelled.

- Nothing of it leaves a tombstone, as it is not gone.
- A session or booth is left out by itself, an event with all that it holds: where the window is
  concerned, only if nothing in it meets the window. A document that is one event or one series
  keeps that, whatever it is.
- A changed meeting that is cancelled is skipped: without its VEVENT it would be as the series has
  it. For the same reason a series keeps all its changed meetings, or goes as a whole.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, Literal, TypeAlias

from attrs import frozen

from hallwaytrack.errors import printable
from hallwaytrack.formats.ical.prose import status
from hallwaytrack.formats.ical.whole import Whole
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.entries import uids_of_children
from hallwaytrack.model.event import Event
from hallwaytrack.model.series import EventSeries, Gathering, next_of
from hallwaytrack.model.times import instant_key
from hallwaytrack.model.windows import EARLIEST, LATEST, Window, bound, window, zone_or_utc
from hallwaytrack.publishing.entries import Key, key_of, written_of
from hallwaytrack.views.removal import without

Reason: TypeAlias = Literal["cancelled", "private", "over", "later", "size"]
WORDS: Mapping[Reason, str] = {
    "cancelled": "cancelled",
    "private": "marked as private in the feed that it was read from",
    "over": "over before the window begins",
    "later": "not begun when the window ends",
    "size": "too much for the size of the feed",
}
Left: TypeAlias = dict[Key, tuple[str, Reason]]
"""The keys of VEVENTs that are left out, with their titles and why."""


@frozen
class LeftOut:
    """Something that a document holds and its feed does not.

    Args:
        uid: By which the world knows it, or would know it.
        title: Its title.
        reason: "cancelled", "private", "over", "later" (both of a window) or "size".
    """

    uid: str
    title: str
    reason: Reason

    @property
    def why(self) -> str:
        """The reason in words: "over before the window begins"."""
        return WORDS[self.reason]

    def __str__(self) -> str:
        return printable(f'"{self.title}" is left out: {self.why}')


def parts_of(gathering: Gathering) -> tuple[Event, ...]:
    """An event, or the template and the changed meetings of a series."""
    if isinstance(gathering, Event):
        return (gathering,)
    return gathering.template, *gathering.overrides


def gatherings_of(document: Any) -> tuple[Gathering, ...]:
    """The events and series of a document."""
    return (*document.events, *document.series) if isinstance(document, Calendar) else (document,)


def children_of(event: Event) -> Iterator[tuple[Key, Any]]:
    """The children of an event that have a VEVENT, with their keys."""
    children = list(written_of(event))
    uids = uids_of_children(children, event)
    return (((uid, None), child) for uid, child in zip(uids, children, strict=True))


def the_cancelled(document: Any) -> Left:
    """What is written as cancelled."""
    left: Left = {}
    for gathering in gatherings_of(document):
        alone = gathering is document
        in_series = isinstance(gathering, EventSeries)
        first, *_ = parts = parts_of(gathering)
        for event in parts:
            whole = Whole(event, {})
            goes = event.status == "cancelled" or (first.status == "cancelled" and not alone)
            if goes and not (alone and event is first):
                left[key_of(event, in_series=in_series)] = event.title, "cancelled"
            for key, child in children_of(event):
                if goes or status(child, whole) == "cancelled":
                    left[key] = child.title, "cancelled"
    return left


def the_private(document: Any, public: Any) -> Left:
    """What a document has and it does not without what is marked as private."""
    shown = dict(_titles(public))
    return {key: (title, "private") for key, title in _titles(document) if key not in shown}


def _titles(document: Any) -> Iterator[tuple[Key, str]]:
    for gathering in gatherings_of(document):
        in_series = isinstance(gathering, EventSeries)
        for event in parts_of(gathering):
            yield key_of(event, in_series=in_series), event.title
            yield from ((key, child.title) for key, child in children_of(event))


def out_of(document: Any, after: date | None, before: date | None) -> Left:
    """What does not meet the window from ``after`` to ``before``.

    Raises:
        InvalidValueError: If one has no time zone, or the window ends before it begins.
    """
    left: Left = {}
    home = document.timezone if isinstance(document, Calendar) else None
    for gathering in gatherings_of(document):
        event = parts_of(gathering)[0]
        zone = zone_or_utc(home or event.timezone)
        begin = EARLIEST if after is None else bound(after, zone)
        within = window(begin, LATEST if before is None else bound(before, zone), zone)
        left |= _out_of(gathering, within, alone=gathering is document)
    return left


def _out_of(gathering: Gathering, within: Window, *, alone: bool) -> Left:
    """What of one event or series does not meet a window."""
    left: Left = {}
    children = 0
    parts = parts_of(gathering)
    for event in parts:
        for key, child in children_of(event):
            children += 1
            if not within.meets(child.start, child.end):
                left[key] = child.title, _side(child.end or child.start, within)
    if alone or len(left) < children or _meets(gathering, within):
        return left
    in_series = isinstance(gathering, EventSeries)
    side = _side(parts[0].ends_at or parts[0].starts_at, within)
    if in_series:
        side = "later" if next_of(gathering, within.begin, 1) else "over"
    own: Left = {key_of(e, in_series=in_series): (e.title, side) for e in parts}
    return own | left


def _meets(gathering: Gathering, within: Window) -> bool:
    """Whether an event, or a meeting of a series, meets a window."""
    if isinstance(gathering, Event):
        return within.meets(gathering.starts_at, gathering.ends_at)
    # The first that is not over when the window begins: a series may meet for ever.
    return any(m.starts_at < within.end for m in next_of(gathering, within.begin, 1))


def _side(over: Any, within: Window) -> Reason:
    return "over" if over <= within.begin else "later"


def leaving_out(document: Any, left: Collection[Key]) -> Any:
    """A document without the entries of these keys."""
    if not left:
        return document
    if not isinstance(document, Calendar):
        return _trimmed(document, left)
    return document.replace(
        events=[_trimmed(e, left) for e in document.events if (e.id, None) not in left],
        series=[_trimmed(s, left) for s in document.series if (s.id, None) not in left],
    )


def _trimmed(gathering: Gathering, left: Collection[Key]) -> Gathering:
    if isinstance(gathering, Event):
        return _without(gathering, left)
    overrides, skipped = [], list(gathering.recurrence.skipped)
    known = set(map(instant_key, skipped))
    for override in gathering.overrides:
        if key_of(override, in_series=True) not in left:
            overrides.append(_without(override, left))
        elif instant_key(override.occurrence) not in known:
            skipped.append(override.occurrence)  # type: ignore[arg-type]
    return gathering.replace(
        template=_without(gathering.template, left),
        overrides=overrides,
        recurrence=gathering.recurrence.replace(skipped=skipped),
    )


def _without(event: Event, left: Collection[Key]) -> Event:
    gone = {child.id for key, child in children_of(event) if key in left}
    return without(event, gone)
