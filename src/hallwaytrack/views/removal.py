"""Taking sessions and booths out of an event, with what refers to them."""

from collections.abc import Collection, Mapping
from typing import Any

from hallwaytrack.model.entries import Entry, tail_of
from hallwaytrack.model.event import Event
from hallwaytrack.model.sessions import Booth, Session
from hallwaytrack.model.shifts import Shift


def without(event: Event, gone: Collection[str]) -> Event:
    """An event without the entries of these ids; itself, where there are none.

    What was part of such a session stands alone, and volunteers of such a booth have no place.
    An entry that bears the UID which the event derives from such an id takes the id, too.
    """
    if not gone:
        return event
    entries: tuple[Entry, ...] = (*event.sessions, *event.booths, *event.shifts)
    tail = tail_of(event)
    ids: dict[str | None, str | None] = dict.fromkeys(gone)
    for entry in entries:
        name = (entry.uid or "").removesuffix(tail)
        if name != entry.uid and name in gone and entry.id not in gone:
            ids[entry.id] = name
    kept = [_under(ids, entry) for entry in entries if entry.id not in gone]
    return event.replace(
        sessions=[_at("part_of", ids, e) for e in kept if isinstance(e, Session)],
        booths=[e for e in kept if isinstance(e, Booth)],
        shifts=[_at("place", ids, e) for e in kept if isinstance(e, Shift)],
    )


def _under(ids: Mapping[str | None, str | None], entry: Any) -> Any:
    """An entry under the id that it has now; its UID is derived from a new one."""
    return entry.replace(id=ids[entry.id], uid=None) if entry.id in ids else entry


def _at(member: str, ids: Mapping[str | None, str | None], entry: Any) -> Any:
    """An entry that refers to another by the id that this has now."""
    old = getattr(entry, member)
    return entry.replace(**{member: ids[old]}) if old in ids else entry
