"""What publishing and writing again cost, beside writing the same feed for the first time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hallwaytrack import Event, iter_ical, publish, to_ical
from hallwaytrack.formats.ical.memory import MEMORY

from . import ours
from .data import Plain

NOW = datetime(2009, 1, 1, tzinfo=UTC)
MOST_TO_PUBLISH = 3.0
"""How many times as long as writing the feed its publication may take."""
MOST_FOR_ONE = 0.1
"""What part of the first time one changed session of all may take."""
RACES = {
    "write": None,
    "to_ical, the first time": None,
    "to_ical, one changed": MOST_FOR_ONE,
    "publish, the first time": MOST_TO_PUBLISH,
    "publish, one changed": MOST_TO_PUBLISH,
    "publish, all changed": MOST_TO_PUBLISH,
    "publish, half removed": MOST_TO_PUBLISH,
    "to_ical of what was published, one changed": MOST_FOR_ONE,
}
"""The races, and how many times as long as the first each may take."""
Race = tuple[Callable[[], object], Callable[[], object]]
"""What to do before the clock starts, and what is timed."""


def races(conference: Plain) -> dict[str, Race]:
    """Each race with what has to be done before it, outside of its time."""
    whole = ours.event(conference)
    # Sources know nothing of versions: publishing counts them.
    source = whole.replace(
        sessions=[s.replace(sequence=0, updated=None) for s in whole.sessions], updated=None
    )
    one = _copy(source).amend(source.sessions[len(source.sessions) // 2].id, title="Another title")
    every = source.replace(sessions=[s.replace(title=f"{s.title}!") for s in source.sessions])
    half = source.replace(sessions=source.sessions[::2])
    amended = source.amend(source.sessions[0].id, title="Another title")
    first = publish(source, None, NOW)
    second = publish(one, first, NOW + timedelta(days=1))

    def next_of(new: Event) -> Callable[[], object]:
        return lambda: publish(new, first, NOW + timedelta(days=1))

    return {
        "write": (MEMORY.clear, lambda: b"".join(iter_ical(first))),
        "to_ical, the first time": (MEMORY.clear, lambda: to_ical(first)),
        "to_ical, one changed": (_written(source), lambda: to_ical(amended)),
        "publish, the first time": (MEMORY.clear, lambda: publish(source, None, NOW)),
        "publish, one changed": (MEMORY.clear, next_of(one)),
        "publish, all changed": (MEMORY.clear, next_of(every)),
        "publish, half removed": (MEMORY.clear, next_of(half)),
        "to_ical of what was published, one changed": (_written(first), lambda: to_ical(second)),
    }


def _copy(event: Event) -> Event:
    """The same in other objects, as if it had been read again."""
    return event.replace(sessions=[s.replace() for s in event.sessions])


def _written(event: Event) -> Callable[[], object]:
    def write() -> object:
        MEMORY.clear()
        return to_ical(event)

    return write
