"""What a person edited in a calendar program: each property whose digest no longer holds.

It sets exactly its member, and nothing else. That a property is gone counts only where people take
it away; programs leave out the others. CLASS has no member: a mark as private stays in ``extra``.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from hallwaytrack.errors import InvalidValueError
from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical.draft import Draft
from hallwaytrack.formats.ical.entry import times
from hallwaytrack.formats.ical.here import Here
from hallwaytrack.formats.ical.mended import lawful
from hallwaytrack.formats.ical.shown import digests
from hallwaytrack.formats.ical.table import EDITABLE, FULL_ROWS
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import fields_of
from hallwaytrack.model.sessions import Booth, Session
from hallwaytrack.model.shifts import Shift
from hallwaytrack.model.types import line
from hallwaytrack.views.marked import LINES, PUBLIC, is_marked

E = TypeVar("E", bound=Event | Session | Booth | Shift)
TAKEN_AWAY = frozenset(("DTEND", "DESCRIPTION", "LOCATION", "EXDATE", "RDATE"))
ELSEWHERE = frozenset(("LOCATION", "RRULE", "RDATE", "EXDATE"))
"""What sets no member of an event itself, but its venues, or those of its series."""
TIMES = frozenset(("DTSTART", "DTEND"))


def edited(draft: Draft) -> list[str]:
    """The names of the properties that say something else than when they were written."""
    shown = (draft.data or {}).get("shown")
    before: Mapping[str, str] = shown if isinstance(shown, dict) else {}
    now = digests(draft)
    return [
        name
        for name in EDITABLE
        if now.get(name) != before.get(name) and (name in now or name in TAKEN_AWAY)
    ]


def with_edits(entry: E, draft: Draft, zone: ZoneInfo | None, here: Here) -> E:
    """An entry with what was edited of it; what its rules refuse stays as it was, and is told.

    Args:
        entry: As it was written; the place of an event is left to ``here``.
        draft: What its VEVENT says now.
        zone: In which its times are; None where nothing in its event is timed yet.
        here: The places of its event.
    """
    entry, names = _with_mark(entry, draft), edited(draft)
    if isinstance(entry, Event):
        if "LOCATION" in names:
            here.move_to(draft.values.get("location"))
        names = [name for name in names if name not in ELSEWHERE]
    if not names:
        return entry
    changes = _changes(entry, names, draft, zone, here)
    for some in changes:
        try:
            entry = entry.replace(**some)  # type: ignore[assignment]  # of the same class
        except InvalidValueError as error:
            draft.note(repair.EDIT_UNFIT, value=str(error.problems[0]))
    return entry


def _with_mark(entry: E, draft: Draft) -> E:
    """An entry that somebody marked as private since; shifts are written as that."""
    secrecy: str = draft.values.get("secrecy", PUBLIC)
    if isinstance(entry, Shift) or secrecy.strip().upper() == PUBLIC or is_marked(entry):
        return entry
    draft.note(repair.SECRET, value=f"CLASS:{secrecy}")
    lines = entry.extra.get(LINES)
    kept = (*(lines if isinstance(lines, tuple) else ()), f"CLASS:{secrecy}")
    return entry.replace(extra={**entry.extra, LINES: kept})  # type: ignore[return-value]


def _changes(
    entry: E, names: Iterable[str], draft: Draft, zone: ZoneInfo | None, here: Here
) -> list[dict[str, Any]]:
    """The changes, each by itself: start and end go together."""
    members = {row.name: row.member for row in FULL_ROWS[type(entry)] if row.editable}
    changes: list[dict[str, Any]] = []
    if TIMES & {*names}:
        changes.append(_times(entry, names, draft, zone))
    for name in names:
        if name in TIMES:
            continue
        if name not in members:
            draft.note(repair.EDIT_UNFIT, value=name)
        elif name == "LOCATION":
            found = here.place(draft) if isinstance(entry, Shift) else here.room(draft)
            changes.append({members[name]: found})
        else:
            changes.append({members[name]: _value(entry, name, members[name], draft)})
    return changes


def _times(
    entry: Event | Session | Booth | Shift,
    names: Iterable[str],
    draft: Draft,
    zone: ZoneInfo | None,
) -> dict[str, Any]:
    start = draft.values["start"]
    if zone is None and isinstance(start, datetime):
        zone = start.tzinfo  # type: ignore[assignment]  # read by our clocks
    now: dict[str, Any] = {"start": start, "end": draft.values.get("end")}
    times(now, draft, zone)  # type: ignore[arg-type]  # days need none
    changes: dict[str, Any] = {}
    if "DTSTART" in names:
        changes["start"] = now["start"]
    if "DTEND" in names or type(now["start"]) is not type(entry.start):
        changes["end"] = now.get("end")
    return changes


VALUES = {"SUMMARY": "title", "DESCRIPTION": "description", "STATUS": "status", "URL": "url"}


def _value(entry: Any, name: str, member: str, draft: Draft) -> Any:
    """What a property says, without what may not stand in the member."""
    if name == "CATEGORIES":
        value: Any = [topic for topics in draft.values["topics"] for topic in topics]
    else:
        value = draft.values.get(VALUES[name])
    field = next(field for field in fields_of(type(entry)) if field.name == member)
    is_line = field.rule.check is line
    items = [
        lawful(item, field.rule.check, is_line) for item in (value if field.many else (value,))
    ]
    if field.many:
        return [item for item in items if item is not None]
    return value if items[0] is None else items[0]
