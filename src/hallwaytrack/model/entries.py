"""Entries: what becomes a calendar entry of its own, and the UID by which the world knows it.

A UID (:rfc:`7986`, section 5.3) never comes from a title or a time. An event's is its id; a child's
is its own ``uid`` or ``<id>/<event id>``, in an override of a series
``<id>/<series id>/<occurrence>`` with the occurrence as UTC basic time or as YYYYMMDD.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

from hallwaytrack.errors import Problem
from hallwaytrack.model.sessions import Booth, Session
from hallwaytrack.model.shifts import Shift
from hallwaytrack.model.times import is_ordered

if TYPE_CHECKING:
    from hallwaytrack.model.event import Event

Entry: TypeAlias = Session | Booth | Shift
UID = attrgetter("uid")


def tail_of(event: "Event") -> str:
    """What follows a child's id in its UID."""
    if event.occurrence is None:
        return f"/{event.id}"
    return f"/{event.id}/{basic(event.occurrence)}"


def basic(when: date) -> str:
    """A day as YYYYMMDD, an instant as UTC basic time."""
    if isinstance(when, datetime):
        return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{when:%Y%m%d}"


def uid_of(entry: Entry, event: "Event") -> str:
    """The UID of a child of this event."""
    return entry.uid or entry.id + tail_of(event)


def uids_of_children(children: Iterable[Entry], event: "Event") -> list[str]:
    """The UIDs of children of one event, whose tail is made once for all."""
    tail = tail_of(event)
    return [child.uid or child.id + tail for child in children]


def children_of(event: "Event") -> tuple[Entry, ...]:
    """All children of an event, in document order."""
    return (*event.sessions, *event.booths, *event.shifts)


def entries_of(event: "Event") -> Iterator[tuple[str, Entry]]:
    """Place and value of all children, in document order."""
    for name in ("sessions", "booths", "shifts"):
        for i, entry in enumerate(getattr(event, name)):
            yield f"/{name}/{i}", entry


def uids_of(event: "Event") -> list[str]:
    """The UIDs of an event and of all that it holds."""
    children = [child for child in children_of(event) if child.id is not None]
    return [event.id, *uids_of_children(children, event)]


def entry_rules(event: "Event") -> Iterator[Problem]:
    """The rules between an event and its entries."""
    renamed, held = any(map(UID, chain(event.booths, event.shifts))), False
    for session in event.sessions:  # one look at each: there may be 100,000
        if session.uid is not None:
            renamed = True
        if session.part_of is not None:
            held = True
    if renamed:
        yield from _uids(event)
    if held:
        yield from _wholes(event)


def _uids(event: "Event") -> Iterator[Problem]:
    seen = {event.id}
    # An id whose entry has another UID by now derives none, so its old UID may stand beside it.
    renamed = {
        e.id for _, e in entries_of(event) if e.uid and e.id and e.uid != e.id + tail_of(event)
    }
    for place, entry in entries_of(event):
        uid = entry.uid
        if uid is None:
            continue
        tails = [tail for tail in (f"/{event.id}", tail_of(event)) if uid.endswith(tail)]
        if tails and uid.removesuffix(tails[-1]) not in renamed:
            message = f"uid must not end in {tails[0]!r}, as the UIDs derived from ids do"
            yield Problem(message=message, value=uid, place=f"{place}/uid", mend="leave it out")
        elif uid in seen:
            message = f"uid {uid!r} stands there twice; UIDs must be unique"
            yield Problem(message=message, place=f"{place}/uid")
        seen.add(uid)


def _wholes(event: "Event") -> Iterator[Problem]:
    """A session lies within the one that it is part of, and no session holds itself."""
    by_id = {session.id: session for session in event.sessions}
    rings = _rings(by_id)
    for i, session in enumerate(event.sessions):
        whole = by_id.get(session.part_of or "")
        if whole is None:
            continue
        if session.id in rings:
            message = f"session {session.id!r} must not be part of itself"
            yield Problem(message=message, place=f"/sessions/{i}/part_of")
        elif not lies_within(session, whole):
            message = f"session {session.id!r} must lie within {whole.id!r}, which it is part of"
            yield Problem(message=message, value=session.start, place=f"/sessions/{i}/start")


def _rings(by_id: dict[str, Session]) -> set[str]:
    """The sessions that hold themselves, over however many others; each is looked at once."""
    rings: set[str] = set()
    done: set[str] = set()
    for first in by_id:
        trail: list[str] = []
        at = first
        while at in by_id and at not in done:
            done.add(at)
            trail.append(at)
            at = by_id[at].part_of or ""
        if at in trail:
            rings.update(trail[trail.index(at) :])
    return rings


def lies_within(part: Session, whole: Session) -> bool:
    """Whether a session does not begin before another one, nor go on after it."""
    if part.start is None or whole.start is None:
        return True
    if is_ordered(part.start, whole.start):
        return False
    if whole.end is None:
        return True
    last = part.end or part.start
    return not is_ordered(whole.end, last)
