"""Which VEVENT is an event, a session of one, a meeting of a series, or a change of that meeting.

- A child names the VEVENT of an event as its parent, is timed, and recurs not. A parent has no
  parent in the file itself: so there are neither cycles nor grandchildren.
- A change has a RECURRENCE-ID and the UID of a VEVENT without one, which so becomes a series.
- Everything else is an event of its own, and its relations stay in ``extra``.
"""

from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date, datetime

from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical.draft import Draft
from hallwaytrack.formats.ical.repair import Repair
from hallwaytrack.model.entries import basic

CHILDREN = ("session", "booth", "shift")
GATHERINGS = ("event", "event_series")
"""What our data calls a child, and what it calls none."""


class Meeting:
    """A VEVENT that is no child, with the VEVENTs that belong to it."""

    __slots__ = ("changes", "children", "draft", "occurrence", "orphan")

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.children: list[Draft] = []
        self.changes: list[Meeting] = []
        self.occurrence: date | None = draft.values.get("occurrence")
        self.orphan = False

    def set_apart(self, why: Repair) -> None:
        """Make a change that belongs to no series an event of its own."""
        self.orphan = True
        self.draft.put_back(why, "RECURRENCE-ID")

    @property
    def tail(self) -> str:
        """What follows a child's id in its UID, if that was derived from it."""
        if self.occurrence is None or self.orphan:
            return self.draft.uid
        return f"{self.draft.uid}/{basic(self.occurrence)}"

    @property
    def recurs(self) -> bool:
        """Whether it is a series."""
        told = self.draft.type == "event_series" and self.occurrence is None
        return told or recurs(self.draft) or bool(self.changes)


def recurs(draft: Draft) -> bool:
    """Whether a VEVENT has a rule, or lists of meetings."""
    values = draft.values
    return "rules" in values or "added" in values or "skipped" in values


def parent_of(draft: Draft) -> str | None:
    """The UID that a VEVENT names as its parent's."""
    if draft.plain:
        uid, kind = draft.plain.relations
        return uid if kind == "PARENT" else None
    for uid, kind in draft.values.get("relations", ()):
        if kind == "PARENT":
            return uid  # type: ignore[no-any-return]
    return None


def related(drafts: Sequence[Draft]) -> list[Meeting]:
    """The gatherings of a file, in its order, with their children and changes.

    What our data calls a child is one wherever its event is; without it, it stands alone.
    """
    uids = {draft.uid for draft in drafts}
    parents = [parent_of(draft) for draft in drafts]
    below = {
        draft.uid for draft, p in zip(drafts, parents, strict=True) if _is_below(draft, p, uids)
    }
    meetings: list[Meeting] = []
    children: list[tuple[int, str | None, Draft]] = []
    places: dict[str, list[tuple[int, Meeting]]] = {}
    for at, (draft, parent) in enumerate(zip(drafts, parents, strict=True)):
        may_be = parent in uids and parent not in below and _may_be_child(draft)
        if may_be or draft.type in CHILDREN:
            children.append((at, parent, draft))
        else:
            meeting = Meeting(draft)
            meetings.append(meeting)
            places.setdefault(draft.uid, []).append((at, meeting))
    gatherings = _with_changes(meetings, places)
    told = _told_by_uid(places)
    for at, uid, child in children:
        found = _parent(child, at, uid, places, told)
        if found is None:
            gatherings.append(Meeting(child))
        else:
            found.children.append(child)
    return gatherings


def _is_below(draft: Draft, parent: str | None, uids: Container[str]) -> bool:
    """Whether a VEVENT has a parent in the file, and so can be none."""
    if draft.data is None:
        return parent in uids
    return draft.type in CHILDREN or (parent in uids and draft.type not in GATHERINGS)


def _may_be_child(draft: Draft) -> bool:
    if draft.plain:
        return True
    values = draft.values
    timed = isinstance(values["start"], datetime)
    is_plain = timed and "occurrence" not in values and not recurs(draft)
    return is_plain and draft.type not in GATHERINGS


def _with_changes(
    meetings: Iterable[Meeting], places: dict[str, list[tuple[int, Meeting]]]
) -> list[Meeting]:
    """The gatherings alone, each change with the series that it changes."""
    gatherings: list[Meeting] = []
    masters: dict[str, Meeting] = {}
    for uid, found in places.items():
        own = [meeting for _, meeting in found if meeting.occurrence is None]
        if own:
            masters[uid] = next(filter(lambda m: recurs(m.draft), own), own[0])
    for meeting in meetings:
        master = masters.get(meeting.draft.uid)
        if meeting.occurrence is not None and master is not None:
            master.changes.append(meeting)
            continue
        if meeting.occurrence is not None:
            meeting.set_apart(repair.ORPHANED)
        gatherings.append(meeting)
    return gatherings


def _told_by_uid(places: Mapping[str, Sequence[tuple[int, Meeting]]]) -> dict[str, Meeting]:
    """The meetings by what follows a child's id in its UID, where that tells one alone."""
    told: dict[str, Meeting] = {}
    twice = set()
    for candidates in places.values():
        for _, meeting in candidates:
            tail = meeting.tail
            if tail in told:
                twice.add(tail)
            told[tail] = meeting
    return {tail: meeting for tail, meeting in told.items() if tail not in twice}


def _parent(
    child: Draft,
    at: int,
    uid: str | None,
    places: Mapping[str, Sequence[tuple[int, Meeting]]],
    told: Mapping[str, Meeting],
) -> Meeting | None:
    """The VEVENT that a child belongs to.

    Its data says it, or its own UID tells which it is of those with its parent's UID; else it is
    the one written last before it, or the first.
    """
    if child.data is not None and (found := told.get(str(child.data.get("of")))):
        return found
    candidates = places.get(uid or "", ())
    if len(candidates) < 2:
        return candidates[0][1] if candidates else None
    found = told.get(child.uid.partition("/")[2])
    if found is not None and found.draft.uid == uid:
        return found
    before = bisect_left(candidates, at, key=lambda place: place[0])
    return candidates[max(before - 1, 0)][1]
