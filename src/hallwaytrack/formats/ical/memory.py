"""What was written last: a server writes the same feed again and again, and little of it changes.

- Of each event in each view, what was written last is kept: the event, its children, their bytes.
- An object is known by its identity, which is cheap and enough, as models never change. The objects
  themselves are kept, so that no other one can take the place of one that is gone.
- An event that is the same object, in the same series and with the same tour, is written the same.
- A child is written the same where, besides itself, all that its bytes depend on is equal: that is
  its ``surroundings``.
- What is kept is bounded, in bytes and in entries. What was used longest ago is forgotten first,
  and an event too large for half of it is never kept, so that it pushes nothing out.

Threads share what is kept. A block is never changed once it is made, and is found, put in or taken
out by one operation of a dict, so a writer sees all of a block or none of it, and what two threads
write at once is at worst written twice. Only putting in counts what there is, under a lock. A
writer that finds it taken does not wait: it has its bytes, and leaves the memory as it is, also in
a forked process in which nobody will ever release the lock.
"""

from collections.abc import Iterator, Mapping
from operator import is_
from threading import Lock
from typing import Any, NamedTuple, TypeAlias

from hallwaytrack.formats.ical.blocks import Block, Writer, Written, gatherings
from hallwaytrack.formats.ical.whole import PREFIXES, Whole
from hallwaytrack.model.entries import Entry, basic
from hallwaytrack.model.event import Event

MOST_BYTES = 64 * 2**20
"""Of all VEVENTs that are kept: feeds of 10,000 sessions, six in public and three in full."""
MOST_ENTRIES = 40_000
"""VEVENTs that are kept, with the objects that they were written from."""
FEW = 16
"""Children that may have changed in place; with more of them, some are rather in other places."""
FIRST = 256
"""Children of which one stands beside its place where some were put in or taken out before it."""
Key: TypeAlias = tuple[Any, ...]


class Memory:
    """The blocks that were written last; one serves the whole process."""

    def __init__(self) -> None:
        self._kept: dict[Key, Block] = {}
        self._lock = Lock()
        self.bytes = 0
        self.entries = 0

    def get(self, key: Key) -> Block | None:
        """What was kept under a key."""
        return self._kept.get(key)

    def put(self, blocks: Mapping[Key, Block]) -> None:
        """Keep blocks, as those that were used last."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            for key, block in blocks.items():
                if key in self._kept:
                    self._drop(key)
                entries = len(block.vevents)
                if block.size <= MOST_BYTES // 2 and entries <= MOST_ENTRIES // 2:
                    self._kept[key] = block
                    self.bytes += block.size
                    self.entries += entries
            while self.bytes > MOST_BYTES or self.entries > MOST_ENTRIES:
                self._drop(next(iter(self._kept)))
        finally:
            self._lock.release()

    def forget(self, key: Key) -> None:
        """Let go of what was kept under a key."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            if key in self._kept:
                self._drop(key)
        finally:
            self._lock.release()

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self.bytes = self.entries = 0

    def _drop(self, key: Key) -> None:
        gone = self._kept.pop(key)
        self.bytes -= gone.size
        self.entries -= len(gone.vevents)


MEMORY = Memory()


def remembered(document: Written, writer: Writer, memory: Memory = MEMORY) -> Iterator[Block]:
    """The blocks of a document, as far as possible those that were written before."""
    used: dict[Key, Block] = {}
    for event, series in gatherings(document):
        key = (event.id, event.occurrence, writer.full, writer.components)
        tour = writer.tour_of(event) if event.tour else None
        block = memory.get(key)
        if block is None or not (
            block.event is event
            and block.series is series
            and (block.tour is tour or block.tour == tour)
        ):
            whole = writer.whole(event, series)
            kept = _kept(block, whole) if block else None
            if block and kept is None:  # what is of no use makes room for what is written now
                block = None
                memory.forget(key)
            block = _written(writer, whole, kept)
        used[key] = block
        yield block
    memory.put(used)


class Kept(NamedTuple):
    """What is known of an event's children: the bytes of each, but for those that are new.

    Attributes:
        vevents: The bytes of each child; of one that is new, anything.
        new: Where those stand that have to be written.
        size: How many bytes the others are.
    """

    vevents: list[Any]
    new: list[int]
    size: int


def _written(writer: Writer, whole: Whole, kept: Kept | None) -> Block:
    """An event written anew, but for those of its children of which the bytes are known."""
    children = whole.children
    if kept:
        whole.children = [children[at] for at in kept.new]
    own, new = writer.event(whole), writer.children(whole, whole.children)
    # Most events of most calendars are one VEVENT, and a sum takes three times as long.
    size = len(own) + sum(map(len, new)) if new else len(own)
    if kept is None:
        return Block(whole.event, whole.series, whole.tour, children, [own, *new], size)
    for at, vevent in zip(kept.new, new, strict=True):
        kept.vevents[at] = vevent
    vevents = [own, *kept.vevents]
    return Block(whole.event, whole.series, whole.tour, children, vevents, size + kept.size)


def _kept(before: Block, whole: Whole) -> Kept | None:
    """What was written before of an event's children; None where nothing is of use.

    Where a feed was read again all its children are new, which is seen much sooner than whether the
    people around them are equal.
    """
    kept = _same(before, whole.children)
    if kept and surroundings(before.event, whole.full) == surroundings(whole.event, whole.full):
        return kept
    return None


def _same(before: Block, children: list[Entry]) -> Kept | None:
    """The bytes of those children that are the same objects as before.

    All but a few mostly stand where they stood, which is seen a third sooner than by their ids. It
    is None where none of them does, nor one of the first stands beside that: then all seem to be
    new, and ids of 10,000 are more than a processor has at hand.
    """
    were, (own, *vevents) = before.children, before.vevents
    same = bytes(map(is_, were, children))
    changed = same.count(False)
    if len(were) == len(children) and changed <= FEW:
        new: list[int] = []
        while len(new) < changed:
            new.append(same.index(False, new[-1] + 1 if new else 0))
        gone = len(own) + sum([len(vevents[at]) for at in new])
        return Kept(vevents, new, before.size - gone) if changed < len(same) else None
    first, firsts = were[:FIRST], children[:FIRST]
    if True in same or any(map(is_, first[1:], firsts)) or any(map(is_, first, firsts[1:])):
        by_id = dict(zip(map(id, were), vevents, strict=True))
        vevents = list(map(by_id.get, map(id, children)))  # type: ignore[arg-type]
        new = [at for at, vevent in enumerate(vevents) if vevent is None]
        return Kept(vevents, new, sum(map(len, filter(None, vevents))))
    return None


def surroundings(event: Event, full: bool) -> tuple[Any, ...]:
    """All that the bytes of an event's children depend on, besides themselves.

    Equal values give equal bytes; most are the same objects as before, which is seen at once. Times
    are part of none of them: those of a child are in itself, and told in the event's zone.
    """
    return (
        event.id,
        event.occurrence and basic(event.occurrence),
        event.timezone,
        event.status if event.status in PREFIXES else None,
        event.venue,
        event.other_venues,
        event.people,
        event.groups,
        event.sponsors,
        event.booths if full else (),
    )
