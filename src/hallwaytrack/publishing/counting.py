"""Counting: which version of each entry is published, and since when.

- What is new keeps its ``sequence``, and has ``updated`` set where it has none.
- What says something else than before gets one more than before, or its own ``sequence`` where
  that is higher, and ``updated`` is now. A ``created`` that was published stays if none is given.
- What says the same has all three as before, so that its bytes stay the same.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from hallwaytrack.formats.ical.blocks import Written, gatherings
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import per_class
from hallwaytrack.model.making import changer
from hallwaytrack.model.types import LARGEST
from hallwaytrack.publishing.entries import Key, Seen, blocks_of, seen_of, written_of
from hallwaytrack.publishing.rebuilding import with_all_events
from hallwaytrack.publishing.reuse import COUNTED, reusing, with_children

Version: TypeAlias = tuple[int, datetime | None, datetime | None]
"""The sequence, created and updated of an entry."""
VERSION = attrgetter(*COUNTED)
KEY, ENTRY = attrgetter("key"), attrgetter("entry")


class Count(NamedTuple):
    """How to count one publication.

    Attributes:
        known: What was published before.
        now: When this is published.
        tombstones: The keys of what stands there only to be cancelled. One without ``updated`` gets
            it, as its age is counted from there.
        components: Whether the feed has components.
    """

    known: Mapping[Key, Seen]
    now: datetime
    tombstones: Collection[Key]
    components: bool

    def version(self, new: Seen, own: Version) -> tuple[Version, bool]:
        """The version that an entry is published with, beside that which is its own.

        And whether it is published as it was: a change would have another version.
        """
        old = self.known.get(new.key)
        sequence, created, updated = own
        if old is None:
            return (sequence, created, updated or self.now), False
        before, first, last = was = VERSION(old.entry)
        if not new.says_as(old) or (created or first) != first:
            # Beyond the largest integer of iCalendar there is no number; the date still tells it.
            version = min(max(before + 1, sequence), LARGEST), created or first, self.now
        elif last is None and new.key in self.tombstones:
            version = before, first, self.now
        else:
            version = was
        return version, version == was


def versioned(entry: Any, version: Version) -> Any:
    """An entry with a version; itself, where that is its own."""
    if VERSION(entry) == version:
        return entry
    return _with_version(type(entry))(entry, *version)


@per_class
def _with_version(cls: type[Any]) -> Callable[..., Any]:
    return changer(cls, COUNTED)


class Counted(NamedTuple):
    """A document with its versions.

    Attributes:
        document: The document.
        entries: Its VEVENTs, as they were before they were counted.
        changed: Those of them that are not as they were published before.
    """

    document: Any
    entries: dict[Key, Seen]
    changed: set[Key]


def counted(document: Written, count: Count) -> Counted:
    """A document with the versions of all its entries."""
    entries: dict[Key, Seen] = {}
    changed: set[Key] = set()

    def events() -> Iterator[Event]:
        blocks = blocks_of(reusing(document, count.known), components=count.components)
        for block, (event, _) in zip(blocks, gatherings(document), strict=True):
            found = list(seen_of(block))
            own = map(VERSION, (event, *written_of(event)))
            entries.update(zip(map(KEY, found), found, strict=True))
            versions = []
            for each, version in zip(found, own, strict=True):
                next_version, stays = count.version(each, version)
                versions.append(next_version)
                if not stays:
                    changed.add(each.key)
            _, *children = map(versioned, map(ENTRY, found), versions)
            yield with_children(versioned(event, versions[0]), children)

    return Counted(with_all_events(document, list(events())), entries, changed)
