"""UIDs that two gatherings would write: the world would take them for one entry.

An id is never changed. What another system called a child, its ``uid``, makes way: without it the
UID is made from the ids of the child and its event. Where that is taken as well, as it is if one
event's id looks like the UID of another one's session, the later gathering is left out.
"""

from collections.abc import Sequence
from typing import Any

from hallwaytrack.errors import Problem
from hallwaytrack.model.entries import Entry, entries_of, tail_of
from hallwaytrack.model.event import Event
from hallwaytrack.model.series import EventSeries, Gathering
from hallwaytrack.views.decisions import ID_TAKEN, UID_TAKEN
from hallwaytrack.views.versions import Found


def freed(gatherings: Sequence[Found], problems: list[Problem]) -> list[Found]:
    """The gatherings, no two of which write one UID; what was done for it is told."""
    taken: set[str] = set()
    standing = []
    for found in gatherings:
        uids = {uid for _, event in _events(found.part) for uid in _made_from_ids(event)}
        if uids & taken:
            problems.append(_left_out(found))
        else:
            taken |= uids
            standing.append(found)
    # Only once every UID that cannot change is known do the others take what is left.
    renamed = [_renamed(found, taken, problems) for found in standing]
    return [found for found in renamed if found is not None]


def _events(gathering: Gathering) -> list[tuple[str, Event]]:
    return list(gathering.events()) if isinstance(gathering, EventSeries) else [("", gathering)]


def _made_from_ids(event: Event) -> list[str]:
    tail = tail_of(event)
    return [event.id, *(e.id + tail for _, e in entries_of(event) if e.uid is None)]


def _left_out(found: Found) -> Problem:
    return ID_TAKEN.problem(f"{found.part.id!r}, or what it holds,", found.place)


def _renamed(found: Found, taken: set[str], problems: list[Problem]) -> Found | None:
    """The same with UIDs that are free, all of which are taken now; None if that cannot be."""
    events = []
    for where, event in _events(found.part):
        named = [(place, entry) for place, entry in entries_of(event) if entry.uid is not None]
        clashing = [(place, entry) for place, entry in named if entry.uid in taken]
        made = {entry.id + tail_of(event) for _, entry in clashing}
        taken.update(entry.uid for _, entry in named if entry.uid)
        if made & taken:
            problems.append(_left_out(found))
            return None
        taken |= made
        for place, entry in clashing:
            what = f"{type(entry).__name__.lower()} {entry.id!r}"
            problems.append(UID_TAKEN.problem(what, found.place + where + place))
        events.append(_without_uids(event, [entry for _, entry in clashing]))
    return found._replace(part=_with_events(found.part, events))


def _without_uids(event: Event, entries: Sequence[Entry]) -> Event:
    return event.put(*[entry.replace(uid=None) for entry in entries]) if entries else event


def _with_events(gathering: Any, events: Sequence[Event]) -> Gathering:
    if not isinstance(gathering, EventSeries):
        return events[0]
    template, *overrides = events
    old = (gathering.template, *gathering.overrides)
    if all(a is b for a, b in zip(events, old, strict=True)):
        return gathering
    return gathering.replace(template=template, overrides=overrides)
