"""When an event is (:rfc:`8984`, sections 1.4.4 to 1.4.6, 4.7.1, 5.1): wall times and their zone.

A wall time can't say that it is the second pass of a repeated hour, so such a start is in UTC.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.formats.jscalendar.source import Node
from hallwaytrack.formats.jscalendar.values import (
    OURS,
    boolean,
    days,
    duration,
    exactly,
    last_day,
    local,
    local_time,
    string,
)
from hallwaytrack.formats.jscalendar.whole import Whole
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.times import DAY, elapsed, instant, is_skipped, zone_of

ZONE = f"{OURS}timeZone"
"""The zone of an event whose start is in UTC."""
NO_TIME = timedelta(0)


def times(entry: Any, whole: Whole) -> dict[str, Any]:
    """The start of an entry, its zone and its duration."""
    start, end, zone = entry.start, entry.end, whole.event.timezone
    if not isinstance(start, datetime):
        length = None if end is None else days((end - start + DAY).days)
        found = {"start": local(start), "timeZone": zone, "duration": length}
        return {k: v for k, v in found.items() if v} | {"showWithoutTime": True}
    found = {"start": local(start), "timeZone": zone}
    if start.fold:
        found = {"start": local(start.astimezone(UTC)), "timeZone": "UTC"}
        if entry is whole.event:
            found[ZONE] = zone
    if end is not None:
        found["duration"] = exactly(elapsed(start, end))
    return found


def occurrence(event: Event) -> dict[str, Any]:
    """Which meeting of a series that is not here an event is (sections 4.3.1 and 4.3.2)."""
    when = event.occurrence
    if not isinstance(when, datetime):
        return {} if when is None else {"recurrenceId": local(when)}
    zone = "UTC" if when.fold else _name(when.tzinfo)
    told = when.astimezone(UTC) if when.fold else when
    return {"recurrenceId": local(told), "recurrenceIdTimeZone": zone}


def read_occurrence(node: Node) -> date | None:
    """The same as it is read; without a zone it is a day, or in the zone of the start."""
    wall = node.get("recurrenceId", local_time)
    if wall is None:
        return None
    zone = _zone(node, "recurrenceIdTimeZone") or _zone(node, "timeZone")
    if zone is None or (
        node.values.get("showWithoutTime") is True and "recurrenceIdTimeZone" not in node.values
    ):
        return wall.date()
    return wall.replace(tzinfo=zone)


class Times(NamedTuple):
    """What was read: a start and an end, and the zone that an event of them has."""

    start: date
    end: date | None
    zone: str | None

    @property
    def is_timed(self) -> bool:
        """Whether the start is no day."""
        return isinstance(self.start, datetime)


def read_times(node: Node, default: ZoneInfo | None) -> Times:
    """The times of an entry; one without a zone is in ``default``, else in UTC.

    Raises:
        InvalidValueError: If it has no start that a model could have.
    """
    wall = node.get("start", local_time)
    if wall is None:
        raise InvalidValueError(
            Problem(message="an event needs a start", place=f"{node.place}/start")
        )
    zone = _zone(node, "timeZone")
    count, rest = node.get("duration", duration) or (0, NO_TIME)
    if node.get("showWithoutTime", boolean) and wall.time() == time() and not rest:
        zone = zone or default
        start = wall.date()
        return Times(start, last_day(start, count), zone.key if zone else None)
    start = _resolved(wall, zone or default or ZoneInfo("UTC"), node)
    end = _end(wall, start, count, rest, node)
    home = _zone(node, ZONE)
    if home is not None and start.tzinfo is not None and _name(start.tzinfo) == "UTC":
        start, end = start.astimezone(home), end and end.astimezone(home)
    return Times(start, end, _name(start.tzinfo))


def _name(zone: tzinfo | None) -> str:
    return str(zone)


def is_floating(node: Node) -> bool:
    """Whether no zone is named, or none that is known."""
    name = node.values.get("timeZone")
    try:
        return not isinstance(name, str) or not zone_of(name)
    except Refused:
        return True


def _zone(node: Node, name: str) -> ZoneInfo | None:
    found = node.get(name, string)
    try:
        return None if found is None else zone_of(found)
    except Refused:
        node.tell("nobody knows the zone", name, value=found, mend="read without it")
        return None


def _resolved(wall: datetime, zone: ZoneInfo, node: Node) -> datetime:
    """A wall time in a zone, or in UTC where no model tells it in that zone."""
    found = wall.replace(tzinfo=zone)
    try:
        if is_skipped(found):
            mend = "read by the offset before it"
            node.tell("a clock change skips the time", "start", value=wall, mend=mend)
            found = found.astimezone(UTC).astimezone(zone)
        try:
            return instant(found)
        except Refused:
            return instant(found.astimezone(ZoneInfo("UTC")))
    except (Refused, OverflowError) as no:
        told = no.wants if isinstance(no, Refused) else "must be a time of this calendar"
        place = f"{node.place}/start"
        raise InvalidValueError(Problem(message=f"start {told}", value=wall, place=place)) from None


def _end(
    wall: datetime, start: datetime, count: int, rest: timedelta, node: Node
) -> datetime | None:
    """Days are counted on the calendar, the time beside them on a clock (section 1.4.6)."""
    try:
        zone = start.tzinfo
        begin = start if not count else (start + count * DAY).replace(fold=0)
        end = (begin.astimezone(UTC) + rest).astimezone(zone)
        return instant(end) if end.astimezone(UTC) > start.astimezone(UTC) else None
    except (OverflowError, Refused):
        node.tell("an end must be a time that there is", "duration", mend="read as no end")
        return None
