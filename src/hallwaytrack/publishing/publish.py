"""Publishing: a new state of a document, and the last one that was published, become the next.

1. What is cancelled is left out, where that is the policy.
2. What vanished gets a tombstone.
3. What is marked as private, and what is out of the window, is left out.
4. What changed gets its next version; nothing else counts or dates an entry.
5. What makes the feed too large is left out.

Nothing reads the clock: the same arguments give the same result.
"""

from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any, Generic, Literal, NamedTuple, NoReturn, TypeAlias, TypeVar, get_args

from attrs import frozen

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.formats.ical.write import head
from hallwaytrack.model.base import with_members
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.garbage import uncollected
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.times import stamp
from hallwaytrack.publishing.changes import Change, between
from hallwaytrack.publishing.counting import Count, counted
from hallwaytrack.publishing.entries import KEY, Key, Seen, seen
from hallwaytrack.publishing.fitting import too_much
from hallwaytrack.publishing.standing import standing
from hallwaytrack.publishing.tombstones import Burial, buried
from hallwaytrack.publishing.trimming import (
    Left,
    LeftOut,
    leaving_out,
    out_of,
    the_cancelled,
    the_private,
)
from hallwaytrack.views.marked import is_marked, unmarked

D = TypeVar("D", Calendar, Event, EventSeries)
Policy: TypeAlias = Literal["marked", "left_out"]
KINDS = (Calendar, Event, EventSeries)
UPDATED = attrgetter("entry.updated")
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


class Terms(NamedTuple):
    """The arguments of a publication, checked; ``marked`` is the policy for what is cancelled."""

    now: datetime
    keep: timedelta
    marked: bool
    after: date | None
    before: date | None
    max_bytes: int | None
    components: bool


class State(NamedTuple):
    """A document to publish, the entries before and in it, and those that are left out."""

    document: Any
    known: dict[Key, Seen]
    entries: list[Seen]
    left: Left


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
    at = _checked(new, previous, now, keep_cancelled, cancelled, max_bytes)
    terms = Terms(at, keep_cancelled, cancelled == "marked", after, before, max_bytes, components)
    with uncollected():
        return _next(new, previous, terms).document  # type: ignore[no-any-return]


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
    terms = Terms(at, keep_cancelled, cancelled == "marked", after, before, max_bytes, components)
    with uncollected():
        state = _next(new, previous, terms)
        left_out = [LeftOut(key[0], title, reason) for key, (title, reason) in state.left.items()]
        entries = dict(zip(map(KEY, state.entries), state.entries, strict=True))
        news = between(state.known, entries, state.left)
        return Publication(state.document, news, tuple(left_out))


def _next(new: Any, previous: Any, terms: Terms) -> State:
    """What is published next."""
    components = terms.components
    previous = unmarked(previous)
    known = seen(previous, components=components) if previous is not None else {}
    _in_order(previous, known, terms.now)
    found, mortal, private = _without_marked(new, known)
    left = {} if terms.marked else the_cancelled(found)
    burial = Burial(terms.now, terms.keep, terms.marked)
    found, tombstones = buried(leaving_out(found, left), mortal, burial)
    left = left | private
    if terms.after is not None or terms.before is not None:
        outside = out_of(found, terms.after, terms.before)
        found, left = leaving_out(found, outside), left | outside
    count = Count(known, terms.now, tombstones, components)
    found, entries, changed = counted(found, count)
    excess = too_much(_dated(found, terms.now), terms.max_bytes, terms.now, components=components)
    if excess:
        found, left = leaving_out(found, excess), left | excess
        entries = [entry for entry in entries if entry.key not in excess]
    if isinstance(found, Calendar):
        keys = dict.fromkeys(map(KEY, entries))
        same = list(keys) == list(known) and keys.keys().isdisjoint(changed)
        found = _updated(found, previous, same, terms.now)
    return State(found, known, entries, left)


def _without_marked(new: Any, known: dict[Key, Seen]) -> tuple[Any, dict[Key, Seen], Left]:
    """A document without what is marked as private, what may be gone since, and what is left out.

    What is marked is not gone, so that it leaves no tombstone: not even where it lost its start.
    """
    shown = unmarked(new)
    if shown is new:
        return new, known, {}
    withheld = standing(new).uids - standing(shown).uids
    left: Left = {k: (was.title, "private") for k, was in known.items() if k[0] in withheld}
    mortal = {key: was for key, was in known.items() if key[0] not in withheld}
    return shown, {} if is_marked(new) else mortal, left | the_private(new, shown)


def _dated(found: Any, now: datetime) -> Any:
    """A document as large as it can become: with the time of a calendar."""
    return with_members(found, {"updated": now}) if isinstance(found, Calendar) else found


def _updated(found: Calendar, previous: Calendar | None, same: bool, now: datetime) -> Calendar:
    """A calendar with its ``updated``: now, if any byte of the feed changed."""
    if previous is not None and same:
        as_it_was = with_members(found, {"updated": previous.updated})
        if head(as_it_was) == head(previous):
            return as_it_was
    return with_members(found, {"updated": now})


def _checked(
    new: Any, previous: Any, now: Any, keep: Any, cancelled: Any, max_bytes: Any
) -> datetime:
    """The time of publication, once all arguments are what they should be."""
    kind = next((cls for cls in KINDS if isinstance(new, cls)), None)
    if kind is None:
        _refuse("what is published must be a Calendar, an Event or an EventSeries", new)
    if previous is not None and not isinstance(previous, kind):
        message = f"previous must be of the kind of what is published, {kind.__name__}"
        _refuse(message, previous)
    known, own = getattr(previous, "id", None), getattr(new, "id", None)  # a calendar has none
    if previous is not None and known != own:
        message = f"previous must be an earlier publication of {own!r}"
        _refuse(message, known, "publish calendars, if events come and go")
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


def _refuse(message: str, value: Any, mend: str = "") -> NoReturn:
    shown = type(value).__name__ if isinstance(value, KINDS) else value
    raise InvalidValueError(Problem(message=message, value=shown, mend=mend))


def _in_order(previous: Any, known: dict[Key, Seen], now: datetime) -> None:
    """Refuse a time before the last publication: versions would go back for those who have it."""
    latest = max(filter(None, map(UPDATED, known.values())), default=now)
    own = previous.updated if isinstance(previous, Calendar) else None
    if own is not None and own > latest:
        latest, what = own, "the calendar"
    elif latest > now:
        what = max(key[0] for key, seen in known.items() if seen.entry.updated == latest)
    if latest > now:
        message = f"now must not be before what was published ({what}, {latest.isoformat()})"
        raise InvalidValueError(Problem(message=message, value=now, mend="give a later time"))
