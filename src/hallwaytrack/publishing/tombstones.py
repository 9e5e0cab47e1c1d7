"""Tombstones: what vanished stays for a while, cancelled, so that every subscriber is told.

- What vanished is told by its UID. One that is still written anywhere leaves no tombstone.
- A child keeps its title, start, end and the entry fields. It stands at the end of its event, or of
  the series whose changed meeting that was, as a session, whatever it was: so it is the same,
  whether the previous publication was kept as JSON or read back from the feed.
- One that still stands without a start is postponed, in its own place.
- An event or series stays whole, with all that it holds cancelled. A changed meeting leaves no
  tombstone: without it the meeting is as the series has it.
- What was told for long enough goes: its age counts from ``updated``, as it was published.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hallwaytrack.formats.naming import Names
from hallwaytrack.model.base import with_members
from hallwaytrack.model.entries import children_of, tail_of
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.making import maker
from hallwaytrack.model.sessions import Session
from hallwaytrack.model.times import instant, zone_of
from hallwaytrack.model.types import entry_id
from hallwaytrack.model.vocabulary import Status
from hallwaytrack.publishing.cancelled import cancelled
from hallwaytrack.publishing.entries import Key, Seen
from hallwaytrack.publishing.rebuilding import with_events
from hallwaytrack.publishing.standing import Loose, Standing, standing

KEPT = ("start", "end", "sequence", "created", "updated", "extra")
ALL_KEPT = attrgetter(*KEPT)
UID = attrgetter("uid")


class Stone(NamedTuple):
    """What vanished from an event, and what it is now; ``place`` is where it still stands."""

    seen: Seen
    status: Status
    place: Loose | None


class Buried(NamedTuple):
    """A document with tombstones, and the keys of those."""

    document: Any
    keys: frozenset[Key]


class Burial(NamedTuple):
    """How long tombstones stay.

    Attributes:
        now: When this is published.
        keep: For how long they stay.
        marked: Whether what is cancelled is shown at all.
    """

    now: datetime
    keep: timedelta
    marked: bool

    def stays(self, gone: Seen, status: Status) -> bool:
        """Whether what vanished is still told; what was not told yet has no age."""
        if status == "cancelled" and not self.marked:
            return False
        updated = gone.entry.updated
        if updated is None or self.now - updated < self.keep or gone.status != status:
            return self.keep > timedelta()
        return False


def buried(new: Any, known: Mapping[Key, Seen], burial: Burial) -> Buried:
    """A document with tombstones of what was known and vanished.

    Args:
        new: The new state.
        known: The VEVENTs of the previous publication.
        burial: How long they stay.
    """
    here = standing(new)
    there = here.written
    missing = (s for (uid, when), s in known.items() if when is None and uid not in there)
    stones: dict[Key, list[Stone]] = {}
    wholes = []
    for gone in missing:
        home, stone = _stone(gone, here)
        if not burial.stays(gone, stone.status):
            continue
        if home is not None:
            stones.setdefault(home, []).append(stone)
        elif gone.is_event and gone.key[0] not in here.loose:
            wholes.append(gone)
    found = with_events(new, {key: _with(stones[key]) for key in stones})
    keys = [stone.seen.key for each in stones.values() for stone in each]
    if wholes:
        found = found.put(*[cancelled(whole, here.uids, new.tours) for whole in wholes])
        keys += [whole.key for whole in wholes]
    return Buried(found, frozenset(keys))


def _stone(gone: Seen, here: Standing) -> tuple[Key | None, Stone]:
    """What vanished as a tombstone, and the event for it: None if that vanished with it."""
    uid = gone.key[0]
    if uid in here.loose:
        home, place = here.loose[uid]
        status: Status = "cancelled" if place.status == "cancelled" else "postponed"
        timed = isinstance(gone.entry.start, datetime)
        return home if timed else None, Stone(gone, status, place)
    home_ = None if gone.is_event else here.home(gone.around.key, uid)
    return home_, Stone(gone, "cancelled", None)


def _with(stones: Sequence[Stone]) -> Any:
    """What puts tombstones into an event."""

    def put(event: Event) -> Event:
        zone = event.timezone or stones[0].seen.around.event.timezone
        home = zone_of(zone) if zone else None
        astray = [stone for stone in stones if _astray(stone.seen.entry, home)]
        fitting = [s for s in stones if home and _fits(s.seen.entry, home)] if astray else stones
        in_place = {s.place.id: _member(s, s.place) for s in fitting if s.place is not None}
        names, tail = Names(entry.id for entry in children_of(event)), tail_of(event)
        found = [_session(s, tail, names) for s in fitting if s.place is None]
        added = [session for session in found if session is not None]
        if zone == event.timezone and not (astray or in_place or any(map(UID, added))):
            # They have ids of their own and refer to nothing, so that no rule is left to ask.
            return with_members(event, {"sessions": (*event.sessions, *added)})
        free = [s.replace(part_of=None) if s.part_of in in_place else s for s in event.sessions]
        return event.replace(
            timezone=zone,
            sessions=[*(in_place.get(s.id, s) for s in free), *added],
            booths=[in_place.get(b.id, b) for b in event.booths],
        )

    return put


def _astray(entry: Any, home: ZoneInfo | None) -> list[datetime]:
    """The times of what vanished that are told in another zone."""
    return [t for t in (entry.start, entry.end) if t is not None and t.tzinfo is not home]


def _fits(entry: Any, home: ZoneInfo) -> bool:
    """Whether its times can be told in a zone: before 1973 some had offsets with seconds."""
    try:
        for time in _astray(entry, home):
            instant(time.astimezone(home))
    except Refused:
        return False
    return True


def _members(stone: Stone) -> dict[str, Any]:
    kept = zip(KEPT, ALL_KEPT(stone.seen.entry), strict=True)
    return {**dict(kept), "title": stone.seen.title, "status": stone.status}


def _member(stone: Stone, place: Loose) -> Loose:
    """One that stands in its own place, where its id and UID are."""
    return type(place)(id=place.id, uid=place.uid, **_members(stone))


def _session(stone: Stone, tail: str, names: Names) -> Session | None:
    """One at the end of its event; None where the event can derive its UID, and does not."""
    uid, own = stone.seen.key[0], stone.seen.entry.id
    name = uid.removesuffix(tail)
    if name == uid:
        return _session_of(stone, names.take(own), uid)
    try:
        if name != own:
            entry_id(name)
    except Refused:
        return None
    id = names.take(name)
    return _session_of(stone, id, None if id == name else uid)


def _session_of(stone: Stone, id: str, uid: str | None) -> Session:
    seen = stone.seen
    return _maker()(id, uid, seen.title, stone.status, *ALL_KEPT(seen.entry))


@cache
def _maker() -> Callable[..., Session]:
    """What makes a session of members that a constructor has passed before."""
    return maker(Session, ("id", "uid", "title", "status", *KEPT))
