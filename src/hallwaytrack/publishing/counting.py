"""Counting: which version of each entry is published, and since when.

- What is new keeps its ``sequence``, and has ``updated`` set where it has none.
- What says something else than before gets one more than before, or its own ``sequence`` where
  that is higher, and ``updated`` is now. A ``created`` that was published stays if none is given.
- What says the same has all three as before, so that its bytes stay the same. Where nothing else
  of it changed, either, it is the previous object, so that what was written of it is known again.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from hallwaytrack.formats.ical.blocks import Written
from hallwaytrack.model.base import with_members
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import fields_of, per_class
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.types import LARGEST
from hallwaytrack.publishing.entries import Key, Seen, blocks_of, seen_of

Version: TypeAlias = tuple[int, datetime | None, datetime | None]
"""The sequence, created and updated of an entry."""
COUNTED = ("sequence", "created", "updated")
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

    def version(self, new: Seen) -> Version:
        """The sequence, created and updated that an entry is published with."""
        sequence, created, updated = VERSION(new.entry)
        old = self.known.get(new.key)
        if old is None:
            return sequence, created, updated or self.now
        before, first, last = VERSION(old.entry)
        if new.content != old.content or (created or first) != first:
            # Beyond the largest integer of iCalendar there is no number; the date still tells it.
            return min(max(before + 1, sequence), LARGEST), created or first, self.now
        if last is None and new.key in self.tombstones:
            last = self.now
        return before, first, last

    def stays(self, new: Seen, version: Version) -> bool:
        """Whether an entry is published as it was: a change would have another version."""
        old = self.known.get(new.key)
        return old is not None and VERSION(old.entry) == version

    def child(self, new: Seen, version: Version) -> Any:
        """A child with its version."""
        if self.stays(new, version) and _is_same(new, self.known[new.key]):
            return self.known[new.key].entry
        return versioned(new.entry, version)


def versioned(entry: Any, version: Version) -> Any:
    """An entry with a version; itself, where that is its own."""
    if VERSION(entry) == version:
        return entry
    return with_members(entry, dict(zip(COUNTED, version, strict=True)))


def _is_same(new: Seen, old: Seen) -> bool:
    """Whether a child differs from the previous one in nothing but its version.

    Both say the same, so their times are the same, which Python's comparison does not tell of a
    repeated hour. Values of other tools are not compared: True and 1 are equal, and written apart.
    """
    entry, before = new.entry, old.entry
    if type(entry) is not type(before) or new.around.event.timezone != old.around.event.timezone:
        return False
    members = _members(type(entry))
    return not (entry.extra or before.extra) and bool(members(entry) == members(before))


@per_class
def _members(cls: type) -> Any:
    return attrgetter(*(f.name for f in fields_of(cls) if f.name not in (*COUNTED, "extra")))


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
        for block in blocks_of(document, components=count.components):
            found = list(seen_of(block))
            entries.update((each.key, each) for each in found)
            versions = [count.version(each) for each in found]
            pairs = zip(found, versions, strict=True)
            changed.update(each.key for each, version in pairs if not count.stays(each, version))
            yield _event(block.event, found, versions, count)

    return Counted(_rebuilt(document, events()), entries, changed)


def _rebuilt(document: Written, events: Iterator[Event]) -> Any:
    """A document with other events, which come in its order; nothing else of it changes."""
    if isinstance(document, Event):
        return next(events)
    if isinstance(document, EventSeries):
        template = next(events)
        overrides = tuple([next(events) for _ in document.overrides])
        return with_members(document, {"template": template, "overrides": overrides})
    singles = tuple([next(events) for _ in document.events])
    series = tuple([_rebuilt(each, events) for each in document.series])
    return with_members(document, {"events": singles, "series": series})


def _event(event: Event, found: Sequence[Seen], versions: Sequence[Version], count: Count) -> Event:
    """An event with the versions of itself and its children."""
    dated: Event = versioned(event, versions[0])
    children = map(count.child, found[1:], versions[1:])
    changes: dict[str, Any] = {}
    for name in ("sessions", "booths"):
        before = getattr(event, name)
        after = [part if part.start is None else next(children) for part in before]
        if any(a is not b for a, b in zip(before, after, strict=True)):
            changes[name] = tuple(after)
    if not changes:
        return dated
    return with_members(dated, changes)
