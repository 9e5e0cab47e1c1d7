"""Moving a gathering in time: everything timed in it by the same amount of wall-clock time.

Wall clocks are what people go by: a session at nine stays at nine on either side of a clock change,
though another number of hours has passed then.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.model.entries import entries_of
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.times import elapsed, instant, is_ordered, is_skipped, moment

if TYPE_CHECKING:
    from hallwaytrack.model.event import Event

Place: TypeAlias = Callable[[datetime], datetime]
"""Where a time goes."""
ENTRIES = ("sessions", "booths", "shifts")

E = TypeVar("E", bound=Any)


def naive(when: date) -> datetime:
    """What a wall clock reads then; of a day its midnight."""
    if isinstance(when, datetime):
        return when.replace(tzinfo=None, fold=0)
    return datetime.combine(when, time())


def at_wall(wall: datetime, zone: tzinfo) -> datetime:
    """The instant at which a zone's clocks read a naive time, in their first pass of it.

    A time that they skip is the same time by the offset before the gap (:rfc:`5545`, section 3.3.5)
    and so lies after it.
    """
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def by_wall(amount: timedelta) -> Place:
    """Every time by the same wall-clock amount, past what is skipped."""
    if not amount:
        return lambda moment: moment  # a second pass stays one
    return lambda moment: instant(at_wall(naive(moment) + amount, _zone(moment)))


def by_elapsed(amount: timedelta) -> Place:
    """Every time by the same elapsed amount."""
    return lambda moment: later(moment, amount)


def later(moment: datetime, amount: timedelta) -> datetime:
    """The time in the same zone that is so much later, clock changes counted."""
    return instant((moment.astimezone(UTC) + amount).astimezone(_zone(moment)))


def _zone(moment: datetime) -> tzinfo:
    zone = moment.tzinfo
    assert zone is not None  # noqa: S101 - a model's times all have one; this tells mypy
    return zone


def moved_times(entry: Any, place: Place) -> dict[str, datetime]:
    """The start and end of an entry at another time.

    Its elapsed length is kept where no positive one would remain.
    """
    if entry.start is None:
        return {}
    start = place(entry.start)
    if entry.end is None:
        return {"start": start}
    end = place(entry.end)
    if not is_ordered(start, end):
        end = later(start, elapsed(entry.start, entry.end))
    return {"start": start, "end": end}


def rescheduled(event: E, start: date, end: date | None) -> E:
    """The event at another start, and everything timed in it moved along."""
    start = _new_start(event, start)
    amount = naive(start) - naive(event.start)
    problems: list[Problem] = []
    changes: dict[str, Any] = {name: [] for name in ENTRIES}
    for place, entry in entries_of(event):
        moved = _moved(entry, by_strict_wall(amount, problems, place, _named(entry)))
        changes[place.split("/")[1]].append(_asked_again(moved))
    if end is None:
        end = _new_end(event, start, by_strict_wall(amount, problems, "/end", "the event"))
    if problems:
        raise InvalidValueError(problems)
    return event.replace(start=start, end=end, **changes, **_traces(event, start))  # type: ignore[no-any-return]


def by_strict_wall(amount: timedelta, problems: list[Problem], place: str, who: str) -> Place:
    """Every time by the same wall-clock amount; where that cannot be, a problem is noted."""

    def put(old: datetime) -> datetime:
        try:
            new = (naive(old) + amount).replace(tzinfo=old.tzinfo) if amount else old
            if not is_skipped(new):
                return instant(new)
            wants, value = "would be at a time that a clock change skips", naive(new)
        except (OverflowError, Refused):
            wants, value = "would be in a year that a time cannot be in", old
        mend = "choose another start, or move this on its own first"
        problems.append(Problem(message=f"{who} {wants}", value=value, place=place, mend=mend))
        return old

    return put


def _named(entry: Any) -> str:
    return f"{type(entry).__name__.lower()} {entry.id!r}"


def _moved(entry: Any, place: Place) -> Any:
    times = moved_times(entry, place)
    return entry.replace(**times) if times else entry


def _asked_again(entry: Any) -> Any:
    """A shift whose confirmed volunteers have to say whether the new time suits them."""
    if not any(a.status == "confirmed" for a in getattr(entry, "assignments", ())):
        return entry
    asked = [
        a.replace(status="offered") if a.status == "confirmed" else a for a in entry.assignments
    ]
    return entry.replace(assignments=asked)


def _new_start(event: "Event", start: Any) -> date:
    """The new start in the event's zone; a bare date keeps the time of day."""
    old = event.start
    try:
        if isinstance(old, datetime) and isinstance(start, date):
            if not isinstance(start, datetime):
                start = datetime.combine(start, naive(old).time(), old.tzinfo)
            return instant(instant(start).astimezone(old.tzinfo))
        if isinstance(start, datetime):
            raise Refused("must be a date, as the event's is", "write start.date()")
        return moment(start)
    except Refused as no:
        problem = Problem(message=f"start {no.wants}", value=start, place="/start", mend=no.mend)
        raise InvalidValueError(problem) from None


def _new_end(event: "Event", start: date, place: Place) -> date | None:
    old, end = event.start, event.end
    if end is None:
        return None
    if not isinstance(old, datetime) or not isinstance(end, datetime):
        return start + (end - old)
    assert isinstance(start, datetime)  # noqa: S101 - it is of the old one's kind
    moved = place(end)
    return moved if is_ordered(start, moved) else later(start, elapsed(old, end))


def _traces(event: "Event", start: date) -> dict[str, Any]:
    """What tells that it was moved."""
    traces: dict[str, Any] = {}
    if start != event.start:
        traces["previous_starts"] = (*event.previous_starts, event.start)
    if event.status == "postponed":
        traces |= {"status": "confirmed", "status_reason": None}
    return traces
