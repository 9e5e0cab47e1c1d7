"""A feed that is no larger than it may be: Google drops those of more than 1 MB.

What is over goes first, the longest ago before the rest, and then what is farthest away. Of an
event its children go before it does; a series goes as a whole, but for what its meetings hold. A
document that is one event or one series keeps that.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.formats.ical.write import END, head
from hallwaytrack.model.event import Event
from hallwaytrack.model.series import EventSeries, Gathering, event_of, next_of
from hallwaytrack.publishing.entries import Key, key_of, seen
from hallwaytrack.publishing.trimming import (
    Left,
    children_of,
    gatherings_of,
    leaving_out,
    parts_of,
)

BREAK = len(b"\r\n")
Worth: TypeAlias = tuple[bool, float]
"""What is worth least comes first."""


def too_much(document: Any, most: int | None, now: datetime, *, components: bool) -> Left:
    """What has to be left out so that the public feed has ``most`` bytes.

    Raises:
        InvalidValueError: If that is not enough.
    """
    if most is None:
        return {}
    entries = seen(document, components=components)

    def size(left: Collection[Key]) -> int:
        kept = sum(len(entry.vevent) + BREAK for key, entry in entries.items() if key not in left)
        frame = (*head(leaving_out(document, left)), *END)
        return kept + sum(map(len, frame)) + BREAK * (len(frame) - 1)

    if size(()) <= most:
        return {}
    units = list(_units(document, now))
    # The zones of what is left out go with it, so a size is known only once it is out; but each
    # unit makes the feed smaller, so how many have to go is found by halving.
    count = bisect_left(range(len(units)), -most, key=lambda n: -size(_first(units, n)))
    left = _first(units, count)
    if size(left) > most:
        message = "max_bytes is too small for the feed, whatever is left out of it"
        mend = f"{size(left)} bytes would do"
        raise InvalidValueError(Problem(message=message, value=most, mend=mend))
    return {key: (entries[key].entry.title, "size") for key in left}


def _first(units: Sequence[Sequence[Key]], count: int) -> dict[Key, None]:
    """The keys of the first units, in order."""
    return dict.fromkeys(key for unit in units[:count] for key in unit)


def _units(document: Any, now: datetime) -> Iterator[list[Key]]:
    """What can be left out, each with all that has to go with it, in that order."""
    for gathering in sorted(gatherings_of(document), key=lambda g: _worth_of(g, now)):
        parts = parts_of(gathering)
        children = [found for event in parts for found in children_of(event)]
        children.sort(key=lambda found: _worth(found[1].start, found[1].end, now))
        yield from ([key] for key, _ in children)
        if gathering is not document:
            in_series = isinstance(gathering, EventSeries)
            yield [key_of(event, in_series=in_series) for event in parts]


def _worth_of(gathering: Gathering, now: datetime) -> Worth:
    if isinstance(gathering, Event):
        return _worth(gathering.starts_at, gathering.ends_at, now)
    coming = next_of(gathering, now, 1)
    first = event_of(gathering, coming[0]) if coming else gathering.template
    return _worth(first.starts_at, first.ends_at if coming else first.starts_at, now)


def _worth(start: datetime, end: datetime | None, now: datetime) -> Worth:
    over = end or start
    is_over = over <= now
    return not is_over, over.timestamp() if is_over else -start.timestamp()
