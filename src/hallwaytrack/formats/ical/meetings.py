"""Series (:rfc:`5545`, section 3.8.5): RRULE, RDATE, EXDATE, and the meetings that were changed."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from hallwaytrack.errors import InvalidValueError
from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical.clocks import in_wall_time
from hallwaytrack.formats.ical.draft import Draft
from hallwaytrack.formats.ical.edits import edited
from hallwaytrack.formats.ical.envelopes import held
from hallwaytrack.formats.ical.identify import Ids
from hallwaytrack.formats.ical.make import zone_of_meeting
from hallwaytrack.formats.ical.relate import Meeting
from hallwaytrack.formats.ical.restored import event
from hallwaytrack.formats.ical.values import basic_time
from hallwaytrack.model.entries import basic
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.recurrence import Recurrence
from hallwaytrack.model.rrule import rule_text
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.times import DAY, instant_key

UNTIL = re.compile(r"(?<=UNTIL=)(\d{8})(?:T(\d{6})(Z?))?", re.ASCII)


def gatherings(meeting: Meeting, ids: Ids) -> Iterator[Event | EventSeries]:
    """What a VEVENT becomes: an event, or a series and what could not be kept in it.

    Raises:
        InvalidValueError: If neither can be made of it.
    """
    if not meeting.recurs:
        yield event(meeting, ids)
        return
    _keep_kind(meeting)
    start = _start(meeting)
    recurrence = _recurrence(meeting, start)
    if recurrence is None:
        yield event(meeting, ids)
        return
    changes, others = _changes(meeting, start)
    template = event(meeting, ids)
    overrides = [event(change, ids, template) for change in _ordered(changes, meeting.draft)]
    yield _series(template, recurrence, overrides, meeting.draft)
    for other in others:
        yield event(other, ids)


def _series(
    template: Event, recurrence: Recurrence, overrides: list[Event], draft: Draft
) -> EventSeries:
    """The series; where its rules refuse when it is now, as it was."""
    try:
        return EventSeries(template=template, recurrence=recurrence, overrides=overrides)
    except InvalidValueError as error:
        recurrence_then, event_then = _written(draft), held(draft, "event", Event)
        if recurrence_then is None or event_then is None:
            raise
        draft.note(repair.EDIT_UNFIT, value=str(error.problems[0]))
        then = template.replace(start=event_then.start, end=event_then.end)
        return EventSeries(template=then, recurrence=recurrence_then, overrides=overrides)


def _ordered(changes: list[Meeting], draft: Draft) -> list[Meeting]:
    """Changes in the order that the data of their series tells, then those that it does not."""
    told = (draft.data or {}).get("overrides")
    if not isinstance(told, list):
        return changes
    places = {when: i for i, when in enumerate(told) if isinstance(when, str)}
    return sorted(changes, key=lambda c: places.get(basic(c.occurrence), len(places)))  # type: ignore[arg-type]


def _keep_kind(meeting: Meeting) -> None:
    """Refuse to make days of times, or the other way, where other meetings are told as before."""
    draft = meeting.draft
    if not (meeting.changes or "added" in draft.values or "skipped" in draft.values):
        return
    then = held(draft, "event", Event) if draft.type == "event_series" else None
    if then is None or type(then.start) is type(draft.values["start"]):
        return
    draft.note(repair.EDIT_UNFIT, value=draft.values["start"])
    ends = then.end if then.end is None or isinstance(then.end, datetime) else then.end + DAY
    draft.values = {**draft.values, "start": then.start, "end": ends}


def _start(meeting: Meeting) -> date:
    """The first start, in the series' zone."""
    start: date = meeting.draft.values["start"]
    zone = zone_of_meeting(meeting)
    return start.astimezone(zone) if isinstance(start, datetime) else start


def _recurrence(meeting: Meeting, start: date) -> Recurrence | None:
    """When a series meets, or None where nothing that can be kept recurs."""
    draft = meeting.draft
    written = _written(draft)
    if written is not None:
        return _with_edits(written, draft, start)
    rule = _rule(draft, start)
    added, skipped = (_times(draft, *names, start) for names in LISTS)
    if rule is None and not added:
        if not (skipped or meeting.changes):
            return None
        added = [start]  # one meeting, that was changed or skipped
    return Recurrence(rule=rule, added=added, skipped=skipped)


def _written(draft: Draft) -> Recurrence | None:
    """The recurrence that the data of a series holds."""
    return held(draft, "recurrence", Recurrence) if draft.type == "event_series" else None


def _with_edits(recurrence: Recurrence, draft: Draft, start: date) -> Recurrence:
    """A recurrence with what was edited of it; what its rules refuse stays as it was."""
    names = edited(draft)
    changes: dict[str, Any] = {}
    if "RRULE" in names:
        rule = _rule(draft, start)
        changes = {"rule": rule} if rule else {}
    for member, prop in LISTS:
        if prop in names:
            changes[member] = _times(draft, member, prop, start)
    try:
        return recurrence.replace(**changes) if changes else recurrence
    except InvalidValueError as error:
        draft.note(repair.EDIT_UNFIT, value=str(error.problems[0]))
        return recurrence


LISTS = (("added", "RDATE"), ("skipped", "EXDATE"))


def _rule(draft: Draft, start: date) -> str | None:
    """The rule in its canonical form, if there is one that the model keeps."""
    draft.put_back(repair.EXCEPTION_RULE, "EXRULE")
    rules = [p for p in draft.component.properties if p[0].name == "RRULE" and p[1].strip()]
    for found in rules[1:]:
        draft.keep(repair.SECOND_RULE, found)
    if not rules:
        return None
    parts = (part.strip() for part in rules[0][1].upper().split(";"))
    text = ";".join(part for part in parts if part)
    try:
        return rule_text(_until_as_the_start(text, start, draft))
    except Refused:
        draft.keep(repair.RULE_UNFIT, rules[0])
        return None


def _until_as_the_start(rule: str, start: date, draft: Draft) -> str:
    """A rule whose UNTIL is of the start's kind (section 3.3.10): a date, or a time in UTC."""
    found = UNTIL.search(rule)
    if not found:
        return rule
    try:
        until = _until(found[1], found[2], bool(found[3]), start)
    except (ValueError, OverflowError):
        return rule  # no day of the calendar, which the rule's own check refuses
    if until != found[0]:
        draft.note(repair.UNTIL_KIND)
    return rule[: found.start()] + until + rule[found.end() :]


def _until(day: str, clock: str | None, is_utc: bool, start: date) -> str:
    if not isinstance(start, datetime):
        return day
    if is_utc:
        return f"{day}T{clock}Z"
    # A bare date includes its whole day.
    wall = datetime.fromisoformat(f"{day}T{clock or '235959'}")
    return basic_time(wall.replace(tzinfo=start.tzinfo).astimezone(UTC)) + "Z"


def _times(draft: Draft, name: str, prop: str, start: date) -> list[date]:
    """The meetings of a list, as the start is: in its zone, or days."""
    given = [when for whens in draft.values.get(name, ()) for when in whens]
    meetings = [_as_the_start(when, start, draft) for when in given]
    if None in meetings:
        draft.put_back(repair.NOT_A_MEETING, prop)
    kept = [meeting for meeting in meetings if meeting is not None]
    if draft.ours:
        return kept  # as it was written, even if that says it twice
    found: dict[Any, date] = {}
    for meeting in kept:
        found.setdefault(instant_key(meeting), meeting)
    return list(found.values())


def _as_the_start(when: date, start: date, draft: Draft) -> date | None:
    """A meeting's time as the start's is; None for one in the second pass of a repeated hour."""
    if isinstance(when, datetime) and isinstance(start, datetime):
        moved = when.astimezone(start.tzinfo)
        return None if moved.fold else moved
    if isinstance(when, datetime):
        draft.note(repair.DAY_OR_TIME)
        return when.date()
    if isinstance(start, datetime):
        draft.note(repair.DAY_OR_TIME)
        zone: Any = start.tzinfo
        clock: time = start.time().replace(fold=0)
        return in_wall_time(datetime.combine(when, clock), zone, draft.note)
    return when


def _changes(meeting: Meeting, start: date) -> tuple[list[Meeting], list[Meeting]]:
    """The changed meetings, each once; and those that are events of their own."""
    found: dict[Any, Meeting] = {}
    others: list[Meeting] = []
    for change in meeting.changes:
        draft = change.draft
        when: Any = change.occurrence
        occurrence = _as_the_start(when, start, draft)
        if occurrence is None or instant_key(occurrence) in found:
            twice = repair.NOT_A_MEETING if occurrence is None else repair.SAME_MEETING
            change.set_apart(twice)
            others.append(change)
            continue
        change.occurrence = occurrence
        found[instant_key(occurrence)] = change
        _note_range(draft)
        draft.put_back(repair.CHANGE_RECURS, "RRULE", "RDATE", "EXDATE", "EXRULE")
    return list(found.values()), others


def _note_range(draft: Draft) -> None:
    for found in draft.component.properties:
        if found[0].name == "RECURRENCE-ID" and found[0].get("RANGE"):
            draft.keep(repair.THIS_AND_FUTURE, found)
