"""The programme of an event: the sessions that its children are."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical.draft import Draft
from hallwaytrack.formats.ical.entry import keep_all, keep_relations, members_of
from hallwaytrack.formats.ical.identify import Ids
from hallwaytrack.formats.ical.mended import made
from hallwaytrack.formats.ical.people import Cast
from hallwaytrack.formats.ical.plain import session_maker
from hallwaytrack.formats.ical.recognised import without_prefix
from hallwaytrack.formats.naming import Names
from hallwaytrack.model.places import GeoPoint
from hallwaytrack.model.sessions import Session


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
    """

    ids: Ids
    id: str
    told: str
    tail: str
    zone: ZoneInfo
    places: Rooms
    cast: Cast
    siblings: Names


def sessions(children: Iterable[Draft], stage: Stage, kept: list[str]) -> list[Session]:
    """The sessions of an event; lines of children that may be none are kept.

    A plain one is made here: there are thousands of them, so this says at once what ``_session``
    and what it calls say of any.
    """
    ids, event, told, tail, zone, places, _, siblings = stage
    make = session_maker()
    rooms: dict[tuple[str | None, GeoPoint | None], str | None] = {}
    found: list[Session] = []
    for draft in children:
        plain = draft.plain
        if plain is None and _is_confidential(draft, kept):
            continue
        uid = ids.child(draft, told, event, tail, siblings)
        if plain is None or uid or draft.kept or not plain.is_within(zone):
            found.append(_session(draft, uid, stage))
            continue
        _, _, location, geo, title, status, *others = plain
        if (place := (location, geo)) not in rooms:
            rooms[place] = places.room(draft)
        status = status or draft.feed.default_status
        if status != "confirmed":
            title = without_prefix(title, status)
        found.append(make(draft.id, rooms[place], title, status, *others))
    return found


def _is_confidential(child: Draft, kept: list[str]) -> bool:
    """Whether a child may be a shift whose data a client took out; its lines are kept then."""
    secrecy = child.values.get("secrecy")
    if child.type != "shift" and (secrecy is None or secrecy.upper() != "CONFIDENTIAL"):
        return False
    child.note(repair.CONFIDENTIAL)
    kept += child.component.lines()
    return True


def _session(draft: Draft, uid: str | None, stage: Stage) -> Session:
    """A session, which a child is where our data does not say otherwise."""
    members = members_of(draft, stage.zone)
    if uid is not None:
        members["uid"] = uid
    room = stage.places.room(draft)
    if room is not None:
        members["room"] = room
    values, parts = draft.values, draft.component.parts
    if parts or "attendees" in values:
        members["contributors"] = stage.cast.contributors(draft)
    if len(values.get("relations", ())) > 1:
        keep_relations(draft, parents=1)
    if "comments" in values:
        keep_all(draft, "COMMENT")
    if draft.kept or parts:
        lines = draft.kept_lines()
        if lines:
            members["extra"] = {"ical": lines}
    return made(Session, members, draft)
