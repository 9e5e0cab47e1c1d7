"""The full view as it is read: whole objects, with what a person edited since.

An event is what its data says. Its children are those whose VEVENTs are still there, in the order
that the data tells, and those that a person added. What someone deleted is gone, and so are the
references to it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from hallwaytrack.errors import InvalidValueError
from hallwaytrack.formats.ical import make, repair
from hallwaytrack.formats.ical.draft import Draft
from hallwaytrack.formats.ical.edits import with_edits
from hallwaytrack.formats.ical.envelopes import held, held_all
from hallwaytrack.formats.ical.full import CHILDREN, TYPES
from hallwaytrack.formats.ical.here import Here
from hallwaytrack.formats.ical.identify import Ids
from hallwaytrack.formats.ical.lost import known_in, torn_out, without_lost
from hallwaytrack.formats.ical.people import Cast
from hallwaytrack.formats.ical.programme import Stage, sessions
from hallwaytrack.formats.ical.relate import GATHERINGS, Meeting
from hallwaytrack.formats.naming import Names
from hallwaytrack.model.entries import Entry, tail_of
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import fields_of
from hallwaytrack.model.meetings import meeting_at
from hallwaytrack.model.sessions import Booth, Session
from hallwaytrack.model.shifts import Shift
from hallwaytrack.model.times import zone_of

CLASSES: Mapping[str, type[Entry]] = {word: cls for cls, word in TYPES.items() if cls is not Event}
HOME: Mapping[type[Entry], str] = dict(zip((Session, Booth, Shift), CHILDREN, strict=True))
Order = Mapping[str, Sequence[Any]]
P = TypeVar("P", bound=Any)


class Written(NamedTuple):
    """An event as it was written.

    Attributes:
        draft: Its VEVENT.
        event: Without its children.
        loose: Children that have no VEVENT.
        order: The ids of all children.
    """

    draft: Draft
    event: Event
    loose: Sequence[Entry]
    order: Order


class Child(NamedTuple):
    """A child as it was written, and its VEVENT."""

    entry: Entry
    draft: Draft


def event(meeting: Meeting, ids: Ids, template: Event | None = None) -> Event:
    """An event, from its data where it has some.

    Args:
        meeting: Its VEVENT, with its children.
        ids: Those of the file.
        template: That of the series of which it changes a meeting.

    Raises:
        InvalidValueError: If no event can be made of it.
    """
    written = _written(meeting, template)
    if written is None:
        return make.event(meeting, ids, template.id if template else None)
    draft = meeting.draft
    draft.id = template.id if template else ids.gathering(draft, _told_by_id(meeting, written))
    base = written.event.replace(id=draft.id, occurrence=_occurrence(meeting, written.event))
    zone = zone_of(base.timezone) if base.timezone else None
    known = [Child(part, child) for child in meeting.children if (part := _part(child, zone))]
    booths = [e for e in (*written.loose, *(c.entry for c in known)) if isinstance(e, Booth)]
    here, cast = Here(base, booths), Cast(draft, base)
    base = with_edits(base, draft, zone, here)
    stage = Stage(
        ids, draft.id, meeting.tail, tail_of(base), zone or make.zone_of_meeting(meeting), here,
        cast, Names(),
    )  # fmt: skip
    for entry in written.loose:
        stage.siblings.take(entry.id)
    known = _all_known(known, stage, {entry.id for entry in written.loose if entry.uid})
    own = {id(child.draft) for child in known}
    new, kept = _added([c for c in meeting.children if id(c) not in own], stage)
    if new and base.timezone is None:
        base = base.replace(timezone=stage.zone.key)
    changes = {**cast.members(), **_with_lines(base, kept)}
    return _whole(base.replace(**changes), written, known, new, here)


def _written(meeting: Meeting, template: Event | None) -> Written | None:
    """What the data of a VEVENT says; None without any that can be used."""
    draft, occurrence = meeting.draft, meeting.occurrence
    if draft.data is None or draft.type not in GATHERINGS:
        return None
    order, bodies = lists_of(draft.data.get("order")), lists_of(draft.data.get("loose"))
    base = held(draft, "event", Event)
    if base is None:
        return None
    if template is not None and base.occurrence is None and occurrence is not None:
        return _copied(draft, meeting_at(template, occurrence), order)
    zone = zone_of(base.timezone) if base.timezone else None
    loose: list[Entry] = []
    for cls, name in HOME.items():
        found = held_all(draft, bodies.get(name, ()), cls, zone)
        if found is None:
            return None
        loose += found
    return Written(draft, base, loose, order)


def _copied(draft: Draft, meeting: Event, order: Order) -> Written:
    """A meeting that a program copied from its series, and with it all that is in it."""
    entries = [entry for name in CHILDREN for entry in getattr(meeting, name)]
    return Written(draft, meeting.replace(**dict.fromkeys(CHILDREN, ())), entries, order)


def lists_of(value: Any) -> dict[str, list[Any]]:
    """The lists of an object that should hold nothing else."""
    if not isinstance(value, dict):
        return {}
    return {name: items for name, items in value.items() if isinstance(items, list)}


def _occurrence(meeting: Meeting, base: Event) -> Any:
    """Which meeting of its series an event is: RECURRENCE-ID alone says it."""
    if meeting.orphan:
        return None
    return base.occurrence if meeting.occurrence is None else meeting.occurrence


def _told_by_id(meeting: Meeting, written: Written) -> date | None:
    """Which meeting an event was, to tell it from others; None where its id says so already."""
    is_known = written.event.occurrence is None and written.event.id == meeting.draft.uid
    return None if is_known else meeting.occurrence


def _part(child: Draft, zone: ZoneInfo | None) -> Entry | None:
    """A child as its data says; None without any that can be used."""
    cls = CLASSES.get(child.type)
    return held(child, child.type, cls, zone) if cls else None


def _all_known(known: Sequence[Child], stage: Stage, renamed: set[str]) -> list[Child]:
    """The children under their ids; last those whose UIDs are derived from ids of others."""
    derived = (f"/{stage.id}", stage.tail)
    found: dict[int, Child] = {}
    for at in sorted(range(len(known)), key=lambda i: (known[i].entry.uid or "").endswith(derived)):
        child = found[at] = _known(known[at], stage, renamed)
        if child.entry.uid is not None:
            renamed.add(child.entry.id)
    return [found[at] for at in range(len(known))]


def _known(child: Child, stage: Stage, renamed: Collection[str]) -> Child:
    """A child under its id, and with its UID, if the file has it under those still."""
    entry, draft = child
    data = draft.data or {}
    if draft.uid in (entry.uid, f"{entry.id}/{data.get('of')}"):
        draft.id = entry.id
        uid = stage.ids.known_child(draft, entry.uid, stage.id, stage.tail, stage.siblings, renamed)
    else:  # a program made another one of it
        uid = stage.ids.child(draft, stage.told, stage.id, stage.tail, stage.siblings)
    if (draft.id, uid) == (entry.id, entry.uid):
        return child
    return Child(entry.replace(id=draft.id, uid=uid), draft)


def _added(children: Iterable[Draft], stage: Stage) -> tuple[list[Session], list[str]]:
    """The sessions that a person added, and the lines of what may be none."""
    kept: list[str] = []
    return sessions(children, stage, kept), kept


def _with_lines(base: Event, kept: Sequence[str]) -> dict[str, Any]:
    if not kept:
        return {}
    return {"extra": {**base.extra, "ical": [*base.extra.get("ical", ()), *kept]}}


def _whole(
    base: Event, written: Written, known: Iterable[Child], new: Iterable[Session], here: Here
) -> Event:
    """The event with its children as they are now, without references that lead nowhere."""
    zone = zone_of(base.timezone) if base.timezone else None
    children = [Child(with_edits(entry, draft, zone, here), draft) for entry, draft in known]
    entries = [*written.loose, *new, *(child.entry for child in children)]
    members = _members(entries, written.order, here)
    try:
        return base.replace(**members)
    except InvalidValueError:
        told = {child.entry.id: child.draft for child in children}
        return base.replace(**_mended(base, members, told, written.draft))


def _members(entries: Iterable[Entry], order: Order, here: Here) -> dict[str, Any]:
    """The children by class, in their order, and the places that they are in."""
    found: dict[str, dict[str, Entry]] = {name: {} for name in CHILDREN}
    for entry in entries:
        found[HOME[type(entry)]][entry.id] = entry
    members: dict[str, Any] = {
        name: in_order(parts.values(), order.get(name, ())) for name, parts in found.items()
    }
    used = {*(e.room for e in (*members["sessions"], *members["booths"]))}
    used |= {shift.place for shift in members["shifts"]}
    return members | here.members(used)


def in_order(parts: Iterable[P], order: Iterable[Any]) -> tuple[P, ...]:
    """Parts in an order of their ids; those that are not told of come last."""
    left = {part.id: part for part in parts}
    first = [left.pop(id) for id in order if isinstance(id, str) and id in left]
    return (*first, *left.values())


def _mended(
    base: Event, members: Mapping[str, Any], told: Mapping[str, Draft], draft: Draft
) -> dict[str, Any]:
    """The members without references that lead nowhere, or to a whole that no longer holds it."""
    known = known_in({f.name: getattr(base, f.name) for f in fields_of(Event)} | dict(members))
    changes = dict(members)
    for name in CHILDREN:
        kept: list[Any] = []
        for entry in members[name]:
            left = without_lost(entry, known)
            if left is not entry:
                told.get(entry.id, draft).note(repair.LOST_REFERENCE)
            kept.append(left)
        changes[name] = tuple(kept)
    torn = torn_out({session.id: session for session in changes["sessions"]})
    for id in torn:
        told[id].note(repair.TORN_OUT)
    changes["sessions"] = tuple(
        s.replace(part_of=None) if s.id in torn else s for s in changes["sessions"]
    )
    return changes
