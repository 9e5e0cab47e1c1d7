"""From drafts to models: an event with its sessions.

Every time of an event is in its zone before a model is made, so that none has to be moved later.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple, Protocol
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical.clocks import after, in_wall_time
from hallwaytrack.formats.ical.draft import Draft
from hallwaytrack.formats.ical.identify import Ids
from hallwaytrack.formats.ical.mended import is_visible, made
from hallwaytrack.formats.ical.people import Cast
from hallwaytrack.formats.ical.places import Places
from hallwaytrack.formats.ical.plain import Plain, session_maker
from hallwaytrack.formats.ical.recognised import (
    joins,
    takes_no_time,
    title_and_status,
    without_prefix,
)
from hallwaytrack.formats.ical.relate import Meeting
from hallwaytrack.formats.naming import Names, slug
from hallwaytrack.model.entries import basic
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.sessions import Material, Session
from hallwaytrack.model.times import DAY, MINUTE, UTC_ZONE, is_ordered, name_of

COPIED = frozenset(
    ("title", "description", "url", "image", "sequence", "created", "updated", "start", "end",
     "online")
)  # fmt: skip
"""Values that are members of the same name."""
PATH = re.compile(r"^[^:/?#]+:(?://[^/?#]*)?|[?#].*", re.DOTALL)
"""What of a URL is not its path (:rfc:`3986`, appendix B)."""
ODD_OFFSETS_UNTIL = 1973
"""Offsets with seconds, in which no instant can be told, ended in 1972 everywhere."""


class Rooms(Protocol):
    """What knows the rooms of an event."""

    def room(self, draft: Draft) -> str | None:
        """The id of the room in which a session is, or None where it is where its event is."""


class Stage(NamedTuple):
    """What an event and its sessions share while they are made.

    Attributes:
        ids: Those of the file.
        id: That of the event.
        told: What follows an id in the UIDs that the file derived.
        tail: What does from now on.
        zone: In which all times are.
        siblings: The ids of its sessions, booths and shifts.
        rooms: Those of the places of plain sessions.
    """

    ids: Ids
    id: str
    told: str
    tail: str
    zone: ZoneInfo
    places: Rooms
    cast: Cast
    siblings: Names
    rooms: dict[Any, str | None]


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
    stage = Stage(ids, draft.id, meeting.tail, tail, zone, places, cast, Names(), {})
    members = _members(draft, stage.zone) | _of_event(meeting, stage)
    if series is not None:
        members["occurrence"] = meeting.occurrence
        if isinstance(meeting.occurrence, datetime):
            members.setdefault("timezone", name_of(meeting.occurrence.tzinfo))
    confidential: list[str] = []
    members["sessions"] = tuple(
        [session(c, stage) for c in meeting.children if not is_confidential(c, confidential)]
    )
    members |= places.members() | cast.members()
    _keep_relations(draft, parents=0)
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
        _keep_all(draft, "COMMENT", after=1 if first else 0)
    return members


def _is_off(draft: Draft) -> bool:
    return (draft.values.get("status") or draft.feed.default_status) == "cancelled"


def _keep_all(draft: Draft, name: str, after: int = 0) -> None:
    """Leave all properties of a name but the first ones as they were."""
    found = [p for p in draft.component.properties if p[0].name == name]
    draft.kept += found[after:]


def _keep_relations(draft: Draft, parents: int) -> None:
    """Leave RELATED-TO as it was, but for the one that names a child's parent."""
    relations = [p for p in draft.component.properties if p[0].name == "RELATED-TO"]
    for found in relations:
        is_parent = (found[0].get("RELTYPE") or "PARENT").upper() == "PARENT"
        if is_parent and parents:
            parents -= 1
        else:
            draft.kept.append(found)


def is_confidential(child: Draft, kept: list[str]) -> bool:
    """Whether a child may be a shift whose data a client took out; its lines are kept then."""
    if child.plain:
        return False
    secrecy = child.values.get("secrecy")
    if child.type != "shift" and (secrecy is None or secrecy.upper() != "CONFIDENTIAL"):
        return False
    child.note(repair.CONFIDENTIAL)
    kept += child.component.lines()
    return True


def session(draft: Draft, stage: Stage) -> Session:
    """A session, which a child is where our data does not say otherwise."""
    uid = stage.ids.child(draft, stage.told, stage.id, stage.tail, stage.siblings)
    plain = draft.plain
    if plain is not None and uid is None and plain.is_within(stage.zone):
        return _plain(draft.id, plain, draft, stage)
    members = _members(draft, stage.zone)
    if uid is not None:
        members["uid"] = uid
    room = stage.places.room(draft)
    if room is not None:
        members["room"] = room
    values, parts = draft.values, draft.component.parts
    if parts or "attendees" in values:
        members["contributors"] = stage.cast.contributors(draft)
    if len(values.get("relations", ())) > 1:
        _keep_relations(draft, parents=1)
    if "comments" in values:
        _keep_all(draft, "COMMENT")
    if draft.kept or parts:
        lines = draft.kept_lines()
        if lines:
            members["extra"] = {"ical": lines}
    return made(Session, members, draft)


def _plain(id: str, plain: Plain, draft: Draft, stage: Stage) -> Session:
    """A session of values that its rules allow, which so are not asked again."""
    _, _, location, geo, title, status, *others = plain
    status = status or draft.feed.default_status
    if status != "confirmed":
        title = without_prefix(title, status)
    place = location, geo
    if place not in stage.rooms:
        stage.rooms[place] = stage.places.room(draft)
    return session_maker()(id, stage.rooms[place], title, status, *others)


def _members(draft: Draft, zone: ZoneInfo) -> dict[str, Any]:
    """The members that an event and a session both have."""
    values = draft.values
    members = {name: value for name, value in values.items() if name in COPIED}
    members["id"] = draft.id
    members["title"], members["status"] = title_and_status(draft)
    if "topics" in values and len(values["topics"]) > 1:
        members["topics"] = [topic for topics in values["topics"] for topic in topics]
    elif "topics" in values:
        (members["topics"],) = values["topics"]
    times(members, draft, zone)
    if not draft.ours:
        members["online"] = [*values.get("online", ()), *joins(draft)]
    if "attachments" in values:
        members["materials"] = list(_materials(draft))
    if "transparency" in values or "secrecy" in values:
        _keep_what_no_member_says(draft, members["status"])
    return members


def times(members: dict[str, Any], draft: Draft, zone: ZoneInfo) -> None:
    """Put start and end into the zone; an end that is none is left out."""
    start: date = members["start"]
    if isinstance(start, datetime) and start.tzinfo is not zone:
        start = members["start"] = start.astimezone(zone)
    end: date | None = members.pop("end", None)
    if end is None and "duration" in draft.values:
        end = _after(draft, start)
    if end is None:
        return
    if type(end) is not type(start):
        end = _as_the_start(end, start, draft)
    if isinstance(end, datetime):
        if end.tzinfo is not zone:
            end = end.astimezone(zone)
    else:
        end -= DAY
    if is_ordered(start, end):
        members["end"] = end
    else:
        draft.note(repair.EMPTY_END)


def _after(draft: Draft, start: date) -> date | None:
    try:
        end, fits = after(start, draft.values["duration"])
    except Refused:
        draft.put_back(repair.BAD_VALUE, "DURATION")
        return None
    if end is None:
        draft.note(repair.EMPTY_END)
    elif not fits:
        draft.note(repair.MIXED_END)
    return end


def _as_the_start(end: date, start: date, draft: Draft) -> date:
    """An end of the start's kind: the last day that has a time, or a day's first moment."""
    draft.note(repair.MIXED_END)
    if isinstance(end, datetime):
        is_midnight = not (end.hour or end.minute or end.second)
        return end.date() if is_midnight else end.date() + DAY
    zone: Any = start.tzinfo  # type: ignore[attr-defined]
    return in_wall_time(datetime.combine(end, time()), zone, draft.note)


def _materials(draft: Draft) -> Iterable[Material]:
    """What is attached; without a name it is called as its link ends."""
    ids = Names()
    for attachment in draft.values["attachments"]:
        name = attachment.name
        if not name or not is_visible(name):
            path = PATH.sub("", attachment.url).rstrip("/")
            name = unquote(path.rpartition("/")[2]) or attachment.url
        members = {"id": ids.take(slug(name, "material")), "title": name, "url": attachment.url}
        yield made(Material, members, draft)


def _keep_what_no_member_says(draft: Draft, status: str) -> None:
    """Leave TRANSP and CLASS as they are, unless the status or the default says the same."""
    for found in draft.component.properties:
        name, value = found[0].name, found[1].strip().upper()
        if name == "TRANSP" and value != "OPAQUE":
            if not (status == "postponed" and takes_no_time(draft)):
                draft.kept.append(found)
        elif name == "CLASS" and value != "PUBLIC":
            draft.keep(repair.SECRET, found)
