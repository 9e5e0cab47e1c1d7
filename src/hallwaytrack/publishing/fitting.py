"""A feed that is no larger than it may be: Google drops those of more than 1 MB.

What is over goes first, the longest ago before the rest, and then what is farthest away. Of an
event its children go before it does; a series goes as a whole, but for what its meetings hold. A
document that is one event or one series keeps that.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeAlias

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.formats.ical.write import END, head
from hallwaytrack.model.event import Event
from hallwaytrack.model.series import EventSeries, Gathering, next_of
from hallwaytrack.publishing.entries import Key, key_of, seen
from hallwaytrack.publishing.trimming import Left, children_of, gatherings_of, parts_of

BREAK = len(b"\r\n")
Worth: TypeAlias = tuple[bool, float]
"""What is worth least comes first."""


def too_much(document: Any, most: int | None, now: datetime, *, components: bool) -> Left:
    """What has to be left out so that the public feed has ``most`` bytes.

    Raises:
        InvalidValueError: If that is not enough, or ``most`` is no number of bytes.
    """
    if most is None:
        return {}
    entries = seen(document, components=components)
    frame = [*head(document), *END]
    size = sum(map(len, frame)) + BREAK * (len(frame) - 1)
    sizes = {key: len(entry.vevent) + BREAK for key, entry in entries.items()}
    total = size + sum(sizes.values())
    left: Left = {}
    for unit in _units(document, now):
        if total <= most:
            break
        for key in unit:
            total -= sizes[key]
            left[key] = entries[key].entry.title, "size"
    if total > most:
        message = "max_bytes is too small for the feed, whatever is left out of it"
        raise InvalidValueError(
            Problem(message=message, value=most, mend=f"{total} bytes would do")
        )
    return left


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
    first = coming[0] if coming else gathering.template
    return _worth(first.starts_at, first.ends_at if coming else first.starts_at, now)


def _worth(start: datetime, end: datetime | None, now: datetime) -> Worth:
    over = end or start
    is_over = over <= now
    return not is_over, over.timestamp() if is_over else -start.timestamp()
