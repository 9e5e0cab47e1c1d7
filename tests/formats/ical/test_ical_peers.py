"""The feeds that icalendar and recurring-ical-events test themselves with, against icalendar.

For every VEVENT that icalendar reads: the same UID, start, end, summary and rule. Where ours is
another, ``REASONS`` says why it is right.
"""

import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import icalendar
import pytest

from hallwaytrack import Calendar, DecodeError, Event, InvalidValueError, Recurrence, read
from hallwaytrack.model.entries import uid_of

Row = tuple[Any, ...]


def feeds(package: str) -> list[Path]:
    spec = find_spec(package)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    return sorted(path for folder in folders for path in Path(folder).rglob("*.ics"))


FEEDS = [*feeds("icalendar"), *feeds("recurring_ical_events")]

UID, START, END, TITLE, RULE = range(5)
LEAKED = "TZID of another feed's VTIMEZONE: icalendar remembers it for the whole process"
ENDS = "an end of another kind than the start is read as the same kind, as RFC 5545, 3.6.1, wants"
ROWS_OF_CHANGE = "a change of one meeting does not recur itself; its rule is kept in extra"
AT_HOME = "floating times are in X-WR-TIMEZONE"
DIFFER = {LEAKED: (START, END), AT_HOME: (START, END), ENDS: (END,), ROWS_OF_CHANGE: (RULE,)}
"""What is another by reason; all else is the same."""
NO_CALENDAR = ("issue_178_custom_component_contains_other",)
"""What holds an event in a component of its own invention, and no VCALENDAR."""
REASONS = {
    "issue_526_calendar_with_event_subset": LEAKED,
    "issue_526_calendar_with_events": LEAKED,
    "issue_526_calendar_with_shuffeled_events": LEAKED,
    "issue_526_calendar_with_different_events": LEAKED,
    "issue_148_edge_case_1": ROWS_OF_CHANGE,
    "issue_148_edge_case_2": ROWS_OF_CHANGE,
    "issue_163_deleted_modification": ROWS_OF_CHANGE,
    "issue_164_duplicated_event": ROWS_OF_CHANGE,
    "issue_253_additional_recurrence_id": ROWS_OF_CHANGE,
    "issue_253_edge_case_1": ROWS_OF_CHANGE,
    "issue_253_recurrence_id_included": ROWS_OF_CHANGE,
    "issue_201_mixed_datetime_and_date": ENDS,
    "issue_201_test_matrix": ENDS,
    "issue_86_x_wr_timezone_without_time_zone_in_dt": AT_HOME,
}


@pytest.mark.parametrize("path", FEEDS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_it_reads(path: Path) -> None:
    try:
        reading = read(path.read_bytes(), "ical")
    except DecodeError as error:
        assert "has none" in str(error)
        return
    assert all(problem.code for problem in reading.problems)


@pytest.mark.parametrize("path", FEEDS, ids=lambda p: f"{p.parent.name}-{p.stem}")
@pytest.mark.filterwarnings("ignore")
def test_it_means_what_icalendar_reads(path: Path) -> None:
    data = path.read_bytes()
    theirs: Counter[Row] = Counter()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs.update(_theirs(data))
    except (ValueError, IndexError):
        pytest.skip("icalendar does not read it")
    try:
        reading = read(data, "ical")
    except DecodeError:
        assert not theirs or path.stem in NO_CALENDAR
        return
    ours = Counter(_ours(reading.document, reading.problems))
    if path.stem not in REASONS:
        assert not theirs - ours
        return
    but = DIFFER[REASONS[path.stem]]
    assert theirs - ours
    assert not _without(theirs, but) - _without(ours, but)


def _without(rows: Counter[Row], but: tuple[int, ...]) -> Counter[Row]:
    """The rows without some of their members."""
    found: Counter[Row] = Counter()
    for row, n in rows.items():
        found[tuple(each for i, each in enumerate(row) if i not in but)] += n
    return found


def _theirs(data: bytes) -> Iterator[Row]:
    for found in icalendar.Calendar.from_ical(data, multiple=True):
        for event in found.walk("VEVENT"):
            start = event.get("DTSTART")
            if isinstance(start, list):
                start = start[0]
            if not _is_time(start):
                continue  # none, or no date
            end = _their_end(event, start.dt)
            rules = event.get("RRULE")
            rule = rules[0] if isinstance(rules, list) else rules
            text = _rule(rule.to_ical().decode() if rule else None)
            yield _row(str(event.get("UID") or ""), start.dt, end, event.get("SUMMARY"), text)


def _their_end(event: icalendar.Event, start: date) -> date | None:
    end = event.get("DTEND")
    if _is_time(end):
        return end.dt
    length = event.get("DURATION")
    return start + length.dt if _is_time(length) else None


def _is_time(value: Any) -> bool:
    try:
        return hasattr(value, "dt")
    except ValueError:  # of a broken property
        return False


def _ours(document: Calendar, problems: Any) -> Iterator[Row]:
    for event in document.events:
        yield from _of_event(event, None)
    for series in document.series:
        yield from _of_event(series.template, series.recurrence.rule)
        for override in series.overrides:
            yield from _of_event(override, None)


def _of_event(event: Event, rule: str | None) -> Iterator[Row]:
    end = event.end
    if end is not None and not isinstance(end, datetime):
        end += timedelta(days=1)
    yield _row(event.id, event.start, end, event.title, _rule(rule))
    for session in event.sessions:
        yield _row(uid_of(session, event), session.start, session.end, session.title, None)


def _row(uid: str, start: date, end: date | None, title: Any, rule: str | None) -> Row:
    uid = uid.partition("#")[0].replace(" ", "-")  # an id has no space, and is unique
    if not uid or len(uid) == 36:
        uid = "made"  # of what has none, and UUIDs of others alike
    title = " ".join(str(title or "").split()).replace("(untitled)", "")
    begins, ends = _instant(start), _instant(end)
    if type(ends) is type(begins) and ends <= begins:
        ends = None  # an end that is none
    return uid, begins, ends, title, rule


def _instant(when: date | None) -> Any:
    """Times in no zone are read in UTC here, where nobody knows another one."""
    if isinstance(when, datetime):
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return when


def _rule(text: str | None) -> str | None:
    """A rule in its canonical form without UNTIL, which is brought to the start's kind."""
    try:
        rule = Recurrence(rule=text).rule if text else None
    except InvalidValueError:
        return None
    return ";".join(part for part in (rule or "").split(";") if "UNTIL" not in part) or None
