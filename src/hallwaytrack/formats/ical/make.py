"""From drafts to models: an event with its sessions."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical.draft import Draft
from hallwaytrack.formats.ical.entry import keep_all, keep_relations, members_of
from hallwaytrack.formats.ical.identify import Ids
from hallwaytrack.formats.ical.mended import made
from hallwaytrack.formats.ical.people import Cast
from hallwaytrack.formats.ical.places import Places
from hallwaytrack.formats.ical.programme import Stage, sessions
from hallwaytrack.formats.ical.relate import Meeting
from hallwaytrack.formats.naming import Names
from hallwaytrack.model.entries import basic
from hallwaytrack.model.event import Event
from hallwaytrack.model.times import MINUTE, UTC_ZONE, name_of

ODD_OFFSETS_UNTIL = 1973
"""Offsets with seconds, in which no instant can be told, ended in 1972 everywhere."""


def zone_of_meeting(meeting: Meeting) -> ZoneInfo:
    """The first zone among the times of an event and of its children; else UTC."""
    drafts = (meeting.draft, *meeting.children)
    zone = next((z for draft in drafts for z in _zones(draft)), UTC_ZONE)
    early = [draft for draft in drafts if draft.start.year <= ODD_OFFSETS_UNTIL]
    if all(_fits(draft, zone) for draft in early):
        return zone
    meeting.draft.note(repair.ZONE_UNFIT)
    return UTC_ZONE


def _zones(draft: Draft) -> Iterator[ZoneInfo]:
    plain = draft.plain
    whens = (plain.start, plain.end) if plain else map(draft.values.get, ("start", "end"))
    for when in whens:
        if isinstance(when, datetime) and when.tzinfo is not UTC_ZONE:
            yield when.tzinfo  # type: ignore[misc]


def _fits(draft: Draft, zone: ZoneInfo) -> bool:
    """Whether the times of a VEVENT can be told in a zone."""
    whens = (draft.values["start"], draft.values.get("end"))
    there = [w.astimezone(zone).utcoffset() for w in whens if isinstance(w, datetime)]
    return not any(offset % MINUTE for offset in there if offset is not None)


def event(meeting: Meeting, ids: Ids, series: str | None = None) -> Event:
    """An event.

    Args:
        meeting: Its VEVENT, with its children.
        ids: Those of the file.
        series: The id of the series of which it changes a meeting.

    Raises:
        InvalidValueError: If no event can be made of it.
    """
    draft = meeting.draft
    draft.id = series or ids.gathering(draft, meeting.occurrence)
    places, cast = Places(draft), Cast(draft)
    tail, zone = _tail(meeting, draft.id), zone_of_meeting(meeting)
    stage = Stage(ids, draft.id, meeting.tail, tail, zone, places, cast, Names())
    members = members_of(draft, stage.zone) | _of_event(meeting, stage)
    if series is not None:
        members["occurrence"] = meeting.occurrence
        if isinstance(meeting.occurrence, datetime):
            members.setdefault("timezone", name_of(meeting.occurrence.tzinfo))
    confidential: list[str] = []
    members["sessions"] = tuple(sessions(meeting.children, stage, confidential))
    members |= places.members() | cast.members()
    keep_relations(draft, parents=0)
    kept = [*draft.kept_lines(), *confidential]
    members["extra"] = {"ical": kept} if kept else {}
    return made(Event, members, draft)


def _tail(meeting: Meeting, id: str) -> str:
    """What follows an id in the UIDs of an event's children."""
    if meeting.occurrence is None or meeting.orphan:
        return f"/{id}"
    return f"/{id}/{basic(meeting.occurrence)}"


def _of_event(meeting: Meeting, stage: Stage) -> dict[str, Any]:
    """The members that only an event has."""
    draft, clocks = meeting.draft, meeting.draft.feed.clocks
    members: dict[str, Any] = {"contributors": stage.cast.contributors(draft, with_sponsors=True)}
    is_timed = isinstance(draft.values["start"], datetime) or meeting.children
    if is_timed:
        members["timezone"] = stage.zone.key
    elif clocks.floating is not None and not draft.ours:
        members["timezone"] = clocks.floating.key
    if "tour" in draft.values:
        members["tour"] = draft.values["tour"]
    if "comments" in draft.values:
        first = draft.values["comments"][0] if draft.ours or _is_off(draft) else None
        if first:
            members["status_reason"] = first
        keep_all(draft, "COMMENT", after=1 if first else 0)
    return members


def _is_off(draft: Draft) -> bool:
    return (draft.values.get("status") or draft.feed.default_status) == "cancelled"
