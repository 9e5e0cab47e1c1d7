"""What stands in a document, written or not: by its UIDs, and where a tombstone may be put."""

from collections.abc import Iterator
from functools import cached_property
from itertools import repeat
from typing import TypeAlias

from hallwaytrack.formats.ical.blocks import Written, gatherings
from hallwaytrack.model.entries import Entry, children_of, tail_of, uids_of_children
from hallwaytrack.model.event import Event
from hallwaytrack.model.sessions import Booth, Session
from hallwaytrack.model.shifts import Shift
from hallwaytrack.publishing.entries import Key, key_of

Loose: TypeAlias = Session | Booth
"""A session or booth without a start, which has no VEVENT."""


class Standing:
    """The UIDs of a document.

    Attributes:
        written: Those of VEVENTs, and of shifts, which have one in the full view.
        loose: Those of sessions and booths without a start, with the key of their event.
        tails: The key of each event by what follows an id in the UIDs derived in it.
        children: The key of each event with the UIDs of its children.
    """

    def __init__(self) -> None:
        self.written: set[str] = set()
        self.loose: dict[str, tuple[Key, Loose]] = {}
        self.tails: dict[str, Key] = {}
        self.children: list[tuple[Key, list[str]]] = []

    @cached_property
    def homes(self) -> dict[Key, Key]:
        """The key of the event in which each UID stands, and of events their own."""
        homes: dict[Key, Key] = {}
        for key, uids in self.children:
            homes[key] = key
            for child in zip(uids, repeat(None)):
                homes.setdefault(child, key)
        return homes

    @property
    def uids(self) -> set[str]:
        """All of them."""
        return {*self.written, *self.loose}

    def home(self, parent: Key, uid: str) -> Key | None:
        """The event for a child of this one: itself, its series, or what has its UID now.

        Of the meetings of a series, it is that of which the child's own UID tells.
        """
        told = self.tails.get(uid.partition("/")[2])
        if told is not None and told[0] == parent[0]:
            return told
        return self.homes.get(parent) or self.homes.get((parent[0], None))


def events_by_key(document: Written) -> Iterator[tuple[Key, Event]]:
    """Every event of a document, with that by which its VEVENT is known."""
    for event, series in gatherings(document):
        yield key_of(event, in_series=series is not None), event


def standing(document: Written) -> Standing:
    """What stands in a document."""
    found = Standing()
    for key, event in events_by_key(document):
        found.written.add(event.id)
        found.tails[tail_of(event)[1:]] = key
        entries = children_of(event)
        uids = uids_of_children(entries, event)
        found.children.append((key, uids))
        if [entry for entry in entries if entry.start is None]:
            loose = {uid: (key, e) for uid, e in zip(uids, entries, strict=True) if _is_loose(e)}
            found.loose.update(loose)  # type: ignore[arg-type]
            uids = [uid for uid in uids if uid not in loose]
        found.written.update(uids)
    return found


def _is_loose(entry: Entry) -> bool:
    return entry.start is None and not isinstance(entry, Shift)
