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

    def next_of(self, new: Seen, old: Seen | None, own: Version) -> tuple[Any, bool]:
        """An entry as it is published, beside the version that it has as it is given.

        And whether it is published as it was: a change would have another version.
        """
        entry, (sequence, created, updated) = new.entry, own
        if old is None:
            version = sequence, created, updated or self.now
            return entry if version == own else _with_version(type(entry))(entry, *version), False
        before, first, last = was = VERSION(old.entry)
        if not new.says_as(old) or (created or first) != first:
            if sequence <= before:
                # Beyond the largest integer of iCalendar is no number; the date still tells it.
                sequence = before + 1 if before < LARGEST else LARGEST
            version = sequence, created or first, self.now
        elif last is None and new.key in self.tombstones:
            version = before, first, self.now
        else:
            version = was
        if version != (was if entry is old.entry else own):
            entry = _with_version(type(entry))(entry, *version)
        return entry, version == was


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
    entries: list[Seen]
    changed: list[Key]


def counted(document: Written, count: Count) -> Counted:
    """A document with the versions of all its entries."""
    entries: list[Seen] = []
    changed: list[Key] = []

    def events() -> Iterator[Event]:
        known = count.known
        found, reused = reusing(document, known)
        blocks = blocks_of(found, components=count.components)
        for block, (event, _), again in zip(blocks, gatherings(document), reused, strict=True):
            found = seen_of(block, again.keys)
            keys, olds = [found[0].key, *again.keys], [known.get(found[0].key), *again.olds]
            entries.extend(found)
            own = map(VERSION, (event, *written_of(event)))
            after = []
            for key, each, old, version in zip(keys, found, olds, own, strict=True):
                entry, stays = count.next_of(each, old, version)
                after.append(entry)
                if not stays:
                    changed.append(key)
            yield with_children(after[0], after[1:])

    return Counted(with_all_events(document, list(events())), entries, changed)
