"""From an event to a schedule: the conference, its days, and the talks under their rooms.

- A talk stands under the day and the room in which it starts; before ``day_starts`` it is still the
  day before. What takes place in no room stands under the room "".
- Breaks, and sessions that are cancelled, postponed or without a start, are no talks; what is
  marked as private is not there.
- Every room stands under the first day, so that none is lost; under later days those in use.
- Days are counted from the first day of the conference, and only those with talks are listed.
- Talks that start together stand in the order of their GUIDs, which reading does not change.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from hallwaytrack.formats.frab import ids
from hallwaytrack.formats.frab.describe import (
    NO_ROOM,
    Members,
    Stage,
    clean,
    coded,
    kept_in,
    room_of,
    takes_place,
    talk_of,
    track_of,
)
from hallwaytrack.formats.frab.table import MADE, Dialect
from hallwaytrack.model.event import Event
from hallwaytrack.model.sessions import Session
from hallwaytrack.model.times import DAY, MINUTE
from hallwaytrack.model.windows import zone_or_utc
from hallwaytrack.views.agenda import Column, agenda
from hallwaytrack.views.marked import unmarked

SLOT = re.compile("[0-9]{1,2}:[0-9]{2}(?::[0-9]{1,2})?")


class Sheet(NamedTuple):
    """What is under one room on one day."""

    name: str
    guid: str | None
    talks: list[Members]


class DaySheet(NamedTuple):
    """One day: its members, and its rooms."""

    members: Members
    rooms: list[Sheet]


class Schedule(NamedTuple):
    """A whole schedule: what stands beside the conference, the conference, and the days."""

    version: str
    conference: Members
    days: list[DaySheet]


def schedule_of(event: Event, dialect: Dialect, day_starts: time) -> Schedule:
    """The schedule of an event in one of the two formats."""
    event = unmarked(event)
    stage = Stage(event, dialect)
    planned = agenda(event, "room", day_starts).days
    sheets = {day.date: by_room for day in planned if (by_room := _by_room(day.columns, stage))}
    starts, ends = _day_of(event.start), _day_of(event.end or event.start)
    first, last = min([*sheets, starts]), max([*sheets, ends])
    days = [_bounds(event, on, first, day_starts) for on in sheets or [starts]]
    rooms = [_sheets(sheets.get(on, {}), stage, n == 0) for n, on in enumerate(sheets or [starts])]
    version = kept_in(event).get("version")
    return Schedule(
        clean(version, dialect) if isinstance(version, str) else MADE["version"],
        _conference(event, stage, (last - first).days + 1),
        [DaySheet(day, under) for day, under in zip(days, rooms, strict=True)],
    )


def _by_room(columns: Iterable[Column], stage: Stage) -> dict[str, list[Session]]:
    """The talks of a day by the id of their room; "" for none."""
    found: dict[str, list[Session]] = {}
    for column in columns:
        talks = [session for session in column.sessions if takes_place(session)]
        if talks:
            found.setdefault(column.key if column.key in stage.names else NO_ROOM, []).extend(talks)

    def order(session: Any) -> tuple[datetime, str]:
        return session.start.astimezone(UTC), stage.guids[session.id]

    return {room: sorted(talks, key=order) for room, talks in found.items()}


def _bounds(event: Event, on: date, first: date, day_starts: time) -> Members:
    return {
        "index": (on - first).days + 1,
        "date": on.isoformat(),
        "day_start": _change(event, on, day_starts),
        "day_end": _change(event, on + DAY, day_starts),
    }


def _change(event: Event, on: date, day_starts: time) -> str:
    """When a day begins."""
    change = datetime.combine(on, day_starts, zone_or_utc(event.timezone))
    offset = change.utcoffset()
    is_odd = offset is not None and offset % MINUTE  # before there were time zones
    return (change.astimezone(UTC) if is_odd else change).isoformat()


def _sheets(by_room: dict[str, list[Session]], stage: Stage, is_first: bool) -> list[Sheet]:
    rooms = [
        Sheet(
            stage.names[room.id],
            ids.guid_of(room.id, stage.event_id),
            _talks(by_room.get(room.id, ()), stage),
        )
        for room in stage.rooms
        if is_first or room.id in by_room
    ]
    nowhere = by_room.get(NO_ROOM)
    return [*rooms, Sheet(NO_ROOM, None, _talks(nowhere, stage))] if nowhere else rooms


def _talks(sessions: Iterable[Session], stage: Stage) -> list[Members]:
    return [talk_of(s, s.start, stage) for s in sessions if s.start is not None]


def _conference(event: Event, stage: Stage, days: int) -> Members:
    dialect = stage.dialect
    slot = kept_in(event).get("timeslot_duration")
    is_slot = isinstance(slot, str) and SLOT.fullmatch(slot)
    end = event.end if event.end or dialect.is_xml else _last(event)
    values: Members = {"acronym": stage.acronym, "title": "", "start": event.start.isoformat()}
    if end is not None:
        values["end"] = end.isoformat()
    values["daysCount"] = days
    values["timeslot_duration"] = slot if is_slot else MADE["timeslot_duration"]
    if event.timezone and dialect.zone.fullmatch(event.timezone):
        values["time_zone_name"] = event.timezone
    values |= coded(event, dialect)
    if event.topics:
        values["keywords"] = list(event.topics)
    values["tracks"] = [track_of(track, stage) for track in event.tracks]
    values["rooms"] = [room_of(room, stage) for room in stage.rooms]
    return values


def _last(event: Event) -> date:
    """The end that JSON wants of a conference that has none."""
    ends = [end for s in event.sessions if takes_place(s) and (end := s.end or s.start)]
    if isinstance(event.start, datetime):
        return max([event.start, *ends], key=lambda end: end.astimezone(UTC))
    return max([event.start, *(end.date() for end in ends)])


def _day_of(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when
