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
from threading import Lock
from typing import Any, NamedTuple, TypeAlias

from hallwaytrack.formats.ical.blocks import Block, Writer, Written, gatherings
from hallwaytrack.formats.ical.prose import Whole
from hallwaytrack.model.event import Event

MOST_BYTES = 32 * 2**20
"""Of all VEVENTs that are kept: three feeds of 10,000 sessions."""
MOST_ENTRIES = 40_000
"""VEVENTs that are kept, with the objects that they were written from."""
Key: TypeAlias = tuple[Any, ...]


class Kept(NamedTuple):
    """A block that was written, the surroundings of its children, and their bytes by identity."""

    block: Block
    surroundings: tuple[Any, ...]
    by_child: Mapping[int, bytes]
    size: int


class Memory:
    """The blocks that were written last; one serves the whole process."""

    def __init__(self) -> None:
        self._kept: dict[Key, Kept] = {}
        self._lock = Lock()
        self.bytes = 0
        self.entries = 0

    def get(self, key: Key) -> Kept | None:
        """What was kept under a key."""
        return self._kept.get(key)

    def put(self, found: Mapping[Key, Kept]) -> None:
        """Keep blocks, as those that were used last."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            for key, kept in found.items():
                self._drop(key)
                if kept.size <= MOST_BYTES // 2 and len(kept.block.vevents) <= MOST_ENTRIES // 2:
                    self._kept[key] = kept
                    self.bytes += kept.size
                    self.entries += len(kept.block.vevents)
            while self.bytes > MOST_BYTES or self.entries > MOST_ENTRIES:
                self._drop(next(iter(self._kept)))
        finally:
            self._lock.release()

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self.bytes = self.entries = 0

    def _drop(self, key: Key) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self.bytes -= kept.size
            self.entries -= len(kept.block.vevents)


MEMORY = Memory()


def remembered(document: Written, writer: Writer, memory: Memory = MEMORY) -> Iterator[Block]:
    """The blocks of a document, as far as possible those that were written before."""
    used: dict[Key, Kept] = {}
    for event, series in gatherings(document):
        key = (event.id, event.occurrence, writer.full, writer.components)
        kept = memory.get(key)
        tour = writer.tour_of(event)
        if kept is None or not (
            kept.block.event is event
            and kept.block.series is series
            and (kept.block.tour is tour or kept.block.tour == tour)
        ):
            kept = _written(writer, Block(event, series, tour, [], []), kept)
        used[key] = kept
        yield kept.block
    memory.put(used)


def _written(writer: Writer, bare: Block, before: Kept | None) -> Kept:
    """An event written anew, but for those of its children of which the same was written before."""
    whole = writer.whole(bare.event, bare.series)
    children, around = whole.children, surroundings(whole)
    known: Mapping[int, bytes] = {}
    if before is not None and before.surroundings == around:
        known = before.by_child
        whole.children = [child for child in children if id(child) not in known]
    own, *new = writer.vevents(whole, whole.children)
    if known:
        fresh = iter(new)
        new = [known.get(id(child)) or next(fresh) for child in children]
    block = bare._replace(children=children, vevents=[own, *new])
    by_child = dict(zip(map(id, children), new, strict=True))
    return Kept(block, around, by_child, sum(map(len, block.vevents)))


def surroundings(whole: Whole) -> tuple[Any, ...]:
    """All that the bytes of an event's children depend on, besides themselves.

    Equal values give equal bytes; most are the same objects as before, which is seen at once. Times
    are part of none of them: those of a child are in itself, and told in the event's zone.
    """
    event: Event = whole.event
    return (
        whole.tail,
        event.id,
        event.timezone,
        whole.overruling,
        event.venue,
        event.other_venues,
        event.people,
        event.groups,
        event.sponsors,
        event.booths if whole.full else (),
    )
