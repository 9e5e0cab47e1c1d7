"""Publishing: a new state of a document, and the last one that was published, become the next.

1. What is cancelled is left out, where that is the policy.
2. What vanished gets a tombstone.
3. What is out of the window is left out.
4. What changed gets its next version; nothing else counts or dates an entry.
5. What makes the feed too large is left out.

Nothing reads the clock: the same arguments give the same result.
"""

from datetime import date, datetime, timedelta
from typing import Any, Generic, Literal, TypeAlias, TypeVar, get_args

from attrs import frozen

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.formats.ical.write import head
from hallwaytrack.model.base import with_members
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.times import stamp
from hallwaytrack.publishing.changes import Change, between
from hallwaytrack.publishing.counting import Count, counted
from hallwaytrack.publishing.entries import Key, Seen, seen
from hallwaytrack.publishing.fitting import too_much
from hallwaytrack.publishing.tombstones import Burial, buried
from hallwaytrack.publishing.trimming import Left, LeftOut, leaving_out, out_of, the_cancelled

D = TypeVar("D", Calendar, Event, EventSeries)
Policy: TypeAlias = Literal["marked", "left_out"]
KEEP_CANCELLED = timedelta(days=30)


@frozen
class Publication(Generic[D]):
    """What is to be published.

    Args:
        document: The document with its versions and tombstones: write it, and keep it, or what was
            written, as the ``previous`` of the next publication.
        changes: What changed for subscribers.
        left_out: What the new state holds and the document does not.
    """

    document: D
    changes: tuple[Change, ...]
    left_out: tuple[LeftOut, ...]


def publish(
    new: D,
    previous: D | None,
    now: datetime,
    *,
    keep_cancelled: timedelta = KEEP_CANCELLED,
    cancelled: Policy = "marked",
    after: date | None = None,
    before: date | None = None,
    max_bytes: int | None = None,
    components: bool = False,
) -> D:
    """A new state of a document as it is published after the previous one.

    Only what changed in public gets a higher ``sequence`` and a new ``updated``; what did not keeps
    its exact bytes. What vanished stays for a while, cancelled.

    Args:
        new: The new state: a Calendar, an Event or an EventSeries.
        previous: What was published last, as it was returned, or as it is read from its JSON or its
            public feed; None for the first publication.
        now: When this is published, with a time zone.
        keep_cancelled: How long what vanished stays; ``timedelta(0)`` for not at all.
        cancelled: "marked" shows what is cancelled as that, "left_out" leaves it out.
        after: Leave out what is over by then: an aware time, or a date, whose midnight is in the
            calendar's zone, else in the event's.
        before: Leave out what begins then or later, likewise.
        max_bytes: Leave out what makes the public feed larger: what is over longest ago, then what
            is farthest away. Google drops feeds of more than 1 MB.
        components: Whether the feed is written with components.

    Raises:
        InvalidValueError: If ``previous`` is of another kind, or another event or series; if it was
            published after ``now``; or if another argument is not what it should be.
    """
    return published(
        new,
        previous,
        now,
        keep_cancelled=keep_cancelled,
        cancelled=cancelled,
        after=after,
        before=before,
        max_bytes=max_bytes,
        components=components,
    ).document


def published(
    new: D,
    previous: D | None,
    now: datetime,
    *,
    keep_cancelled: timedelta = KEEP_CANCELLED,
    cancelled: Policy = "marked",
    after: date | None = None,
    before: date | None = None,
    max_bytes: int | None = None,
    components: bool = False,
) -> Publication[D]:
    """The same with what changed, and what was left out; arguments and errors as of ``publish``."""
    at = _checked(new, previous, now, keep_cancelled, cancelled, max_bytes)
    known = seen(previous, components=components) if previous is not None else {}
    _in_order(previous, known, at)
    marked = cancelled == "marked"
    left = {} if marked else the_cancelled(new)
    found, tombstones = buried(leaving_out(new, left), known, Burial(at, keep_cancelled, marked))
    if after is not None or before is not None:
        outside = out_of(found, after, before)
        found, left = leaving_out(found, outside), left | outside
    found = counted(found, Count(known, at, tombstones, components))
    found, left = _fitted(found, left, max_bytes, at, components)
    entries = seen(found, components=components)
    if isinstance(found, Calendar):
        found = _updated(found, previous, known, entries, at)
    out = [LeftOut(key[0], title, reason) for key, (title, reason) in left.items()]
    return Publication(found, between(known, entries, left), tuple(out))


def _fitted(
    found: Any, left: Left, max_bytes: int | None, now: datetime, components: bool
) -> tuple[Any, Left]:
    """A document of the size that it may have; a calendar's ``updated`` takes its part of it."""
    if max_bytes is None:
        return found, left
    whole = with_members(found, {"updated": now}) if isinstance(found, Calendar) else found
    excess = too_much(whole, max_bytes, now, components=components)
    return leaving_out(found, excess), left | excess


def _updated(
    found: Calendar,
    previous: Any,
    known: dict[Key, Seen],
    entries: dict[Key, Seen],
    now: datetime,
) -> Calendar:
    """A calendar with its ``updated``: now, if any byte of the feed changed."""
    if previous is not None:
        same = with_members(found, {"updated": previous.updated})
        vevents, before = ([s.vevent for s in e.values()] for e in (entries, known))
        if vevents == before and head(same) == head(previous):
            return same
    return with_members(found, {"updated": now})


def _checked(
    new: Any, previous: Any, now: Any, keep: Any, cancelled: Any, max_bytes: Any
) -> datetime:
    """The time of publication, once all arguments are what they should be."""
    if type(new) not in (Calendar, Event, EventSeries):
        _refuse("what is published must be a Calendar, an Event or an EventSeries", new)
    if previous is not None and type(previous) is not type(new):
        kind = type(new).__name__
        _refuse(f"previous must be of the kind of what is published, {kind}", previous)
    if previous is not None and not isinstance(new, Calendar) and previous.id != new.id:
        message = f"previous must be an earlier publication of {new.id!r}"
        _refuse(message, previous.id, "publish calendars, if events come and go")
    if not isinstance(keep, timedelta) or keep < timedelta():
        _refuse("keep_cancelled must be a timedelta of 0 or more", keep, "write timedelta(days=30)")
    if cancelled not in get_args(Policy):
        _refuse("cancelled must be 'marked' or 'left_out'", cancelled)
    if max_bytes is not None and (type(max_bytes) is not int or max_bytes < 1):
        _refuse("max_bytes must be a whole number of bytes", max_bytes)
    try:
        return stamp(now)
    except Refused as no:
        _refuse(f"now {no.wants}", now, no.mend)
    raise AssertionError


def _refuse(message: str, value: Any, mend: str = "") -> None:
    shown = type(value).__name__ if isinstance(value, Calendar | Event | EventSeries) else value
    raise InvalidValueError(Problem(message=message, value=shown, mend=mend))


def _in_order(previous: Any, known: dict[Key, Seen], now: datetime) -> None:
    """Refuse a time before the last publication: versions would go back for those who have it."""
    stamps = [(entry.entry.updated, key[0]) for key, entry in known.items()]
    if isinstance(previous, Calendar):
        stamps.append((previous.updated, "the calendar"))
    latest, what = max(((u, w) for u, w in stamps if u is not None), default=(now, ""))
    if latest > now:
        message = f"now must not be before what was published ({what}, {latest.isoformat()})"
        raise InvalidValueError(Problem(message=message, value=now, mend="give a later time"))
