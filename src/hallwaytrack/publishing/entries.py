"""Entries as subscribers see them: each VEVENT of the public view, by what the world knows it by.

A VEVENT is known by its UID, and one of a changed meeting by its RECURRENCE-ID, too. What it says
is compared without SEQUENCE, DTSTAMP, LAST-MODIFIED and CREATED, which say nothing of the event.
They stand before all the rest but the UID, so that what is left is one piece of the bytes.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from itertools import repeat
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from hallwaytrack.formats.ical import prose
from hallwaytrack.formats.ical.blocks import Block, Writer, Written
from hallwaytrack.formats.ical.memory import remembered
from hallwaytrack.formats.ical.recognised import without_prefix
from hallwaytrack.formats.ical.whole import PREFIXES, Component, Whole
from hallwaytrack.model.entries import basic, uids_of_children
from hallwaytrack.model.event import Event
from hallwaytrack.model.sessions import Booth, Session
from hallwaytrack.model.vocabulary import Status

Key: TypeAlias = tuple[str, str | None]
"""A UID, and the occurrence of a changed meeting."""
SEQUENCE, LINE_END = b"\r\nSEQUENCE:", b"\r\n"
BEFORE = len(b"BEGIN:VEVENT\r\nUID:\r\nDTSTAMP:19700101T000000Z")
"""Octets before SEQUENCE at the least."""
AFTER = len(SEQUENCE)
SAID = tuple(PREFIXES.values())
"""What a title may begin with where another one is written with that before it."""


class Around:
    """The event that entries belong to."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.event = block.event
        tours = {block.tour.id: block.tour} if block.tour else {}
        self._tours = tours

    @cached_property
    def whole(self) -> Whole:
        """The event as its entries need it."""
        return Whole(self.event, self._tours, self.block.series)

    @property
    def key(self) -> Key:
        """By what its own VEVENT is known."""
        return key_of(self.event, in_series=self.block.series is not None)


class Seen(NamedTuple):
    """One VEVENT, with what it was written from."""

    key: Key
    entry: Component
    around: Around
    vevent: bytes

    @property
    def content(self) -> bytes:
        """What it says, without what counts its versions."""
        return self.vevent[_after_version(self.vevent) :]

    def says_as(self, other: "Seen") -> bool:
        """Whether both say the same, whatever their versions.

        Most that do not have another title, and no prefix can make up for that, or another length.
        """
        mine, its = self.vevent, other.vevent
        if mine is its:  # as it is where an object was not written again
            return True
        title, other_title = self.entry.title, other.entry.title
        if title != other_title and not (title.startswith(SAID) or other_title.startswith(SAID)):
            return False
        here = mine.index(LINE_END, mine.index(SEQUENCE, BEFORE) + AFTER)  # _after_version, in line
        there = its.index(LINE_END, its.index(SEQUENCE, BEFORE) + AFTER)
        return len(mine) - here == len(its) - there and mine[here:] == its[there:]

    @property
    def is_event(self) -> bool:
        """Whether it is an event's own, and no child's."""
        return self.entry is self.around.event

    @property
    def status(self) -> Status:
        """The status that it is written with."""
        return prose.status(self.entry, self.around.whole)  # type: ignore[return-value]

    @property
    def title(self) -> str:
        """The title that a reader of the feed understands."""
        whole = self.around.whole
        if self.entry.status == "confirmed" and whole.overruling is None:  # as most are
            return self.entry.title
        return without_prefix(prose.title(self.entry, whole), self.status)


def _after_version(vevent: bytes) -> int:
    return vevent.index(LINE_END, vevent.index(SEQUENCE, BEFORE) + AFTER)


KEY = attrgetter("key")
_SEEN: Callable[[Any], Seen] = partial(tuple.__new__, Seen)


def key_of(event: Event, *, in_series: bool) -> Key:
    """By what an event's VEVENT is known."""
    changes = in_series and event.occurrence is not None
    return event.id, basic(event.occurrence) if changes else None  # type: ignore[arg-type]


def written_of(event: Event) -> Iterator[Session | Booth]:
    """The children of an event that have a VEVENT in the public view, in its order."""
    children: tuple[Session | Booth, ...] = (*event.sessions, *event.booths)
    return (child for child in children if child.start is not None)


def blocks_of(document: Written, *, components: bool) -> Iterator[Block]:
    """The document event by event, in its public view."""
    return remembered(document, Writer(document, full=False, components=components))


def seen_of(block: Block, keys: Iterable[Key] | None = None) -> list[Seen]:
    """The VEVENTs of one event, its own first; ``keys`` are those of its children, if at hand."""
    around = Around(block)
    own, *rest = block.vevents
    if keys is None:
        keys = zip(uids_of_children(block.children, block.event), repeat(None))
    # Without a call of Python's for each: there are 100,000.
    children = map(_SEEN, zip(keys, block.children, repeat(around), rest))
    return [Seen(around.key, block.event, around, own), *children]


def seen(document: Written, *, components: bool = False) -> dict[Key, Seen]:
    """All VEVENTs of a document, in its order."""
    entries: dict[Key, Seen] = {}
    for block in blocks_of(document, components=components):
        found = seen_of(block)
        entries.update(zip(map(KEY, found), found, strict=True))
    return entries
