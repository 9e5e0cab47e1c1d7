"""The meetings of a series: which there are, what each is like, and how one comes to differ.

- The template's start is always a meeting, the first, also where the rule does not give it
  (:rfc:`5545`, section 3.8.5.3); so COUNT counts it.
- A skipped meeting never was, whatever else names it. An override counts as a meeting even where
  the rule does not give its occurrence; it is found where it is now, not where it was.
- A rule gives wall times. One that a clock change skips is the time after the gap, and one that
  comes twice its first pass; two meetings that so fall together are one.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, NamedTuple

from hallwaytrack.errors import InvalidValueError, Problem, UnknownIdError
from hallwaytrack.model.base import with_members
from hallwaytrack.model.entries import entry_rules
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.moving import (
    ENTRIES,
    Place,
    at_wall,
    by_elapsed,
    by_wall,
    later,
    moved_times,
    naive,
)
from hallwaytrack.model.occurrences import walls
from hallwaytrack.model.rrule import parts_of
from hallwaytrack.model.times import DAY, FIRST_YEAR, LAST_YEAR, elapsed, instant_key, moment
from hallwaytrack.model.windows import LATEST, Window, bound, midnight, zone_or_utc

if TYPE_CHECKING:
    from hallwaytrack.model.event import Event
    from hallwaytrack.model.series import EventSeries

LAST_DAY = date(LAST_YEAR, 12, 31)
FIRST_LOOK = 32 * DAY
YEAR = 366 * DAY
MARGIN = 2 * DAY
"""More than any zone is from UTC and any clock change skips."""


class Meeting(NamedTuple):
    """A meeting found: when it starts now, and the occurrence that it is or its override."""

    starts_at: datetime
    found: "date | Event"


def occurrences(series: "EventSeries", within: Window) -> list[date]:
    """When meetings start by the rule, the template and what is added, in order.

    They are aware times in the template's zone, or days. What is skipped is left out, what an
    override replaces is not.
    """
    template = series.template
    zone = zone_or_utc(template.timezone)
    given = (template.start, *series.recurrence.added, *_by_rule(series, within, zone))
    by_key = {instant_key(when): when for when in given}
    return [
        when
        for key, when in sorted(by_key.items())
        if key not in series.skipped_keys and within.begin <= midnight(when, zone) < within.end
    ]


def _by_rule(series: "EventSeries", within: Window, zone: tzinfo) -> Iterator[date]:
    rule, start = series.recurrence.rule, series.template.start
    if rule is None:
        return
    first, last = (naive(at.astimezone(zone)) for at in within)
    until = until_of(rule)
    if until is not None:
        last = min(last, naive(bound(until, zone).astimezone(zone)))
    for wall in walls(rule, naive(start), first - MARGIN, last + MARGIN):
        when = at_wall(wall, zone) if isinstance(start, datetime) else wall.date()
        # A wall time may be before UNTIL's, and its instant after: beside a clock change.
        if until is None or instant_key(when) <= until:
            yield when


def until_of(rule: str) -> date | None:
    """The UNTIL of a canonical rule: an instant in UTC, a naive time, or a day."""
    text = parts_of(rule).get("UNTIL")
    if text is None:
        return None
    found = datetime.fromisoformat(text)
    return found if "T" in text else found.date()


def meeting_at(template: "Event", start: date) -> "Event":
    """The template's meeting at one of its occurrences.

    It has the template's elapsed length ("the same exact duration will apply to all the members",
    :rfc:`5545`, section 3.8.5.3); its entries move by the same wall-clock amount. UIDs that other
    systems gave to the template's entries are the template's alone.

    Raises:
        InvalidValueError: If something in it would go beyond the years that a time can be in.
    """
    try:
        amount = naive(start) - naive(template.start)
        meeting = _moved(template, start, by_wall(amount))
        if any(session.part_of for session in meeting.sessions) and any(entry_rules(meeting)):
            # A gap has torn a session out of the one that holds it: move them all alike instead.
            zone = zone_or_utc(template.timezone)
            passed = elapsed(midnight(template.start, zone), midnight(start, zone))
            meeting = _moved(template, start, by_elapsed(passed))
    except (Refused, OverflowError):
        message = f"the meeting must end, and all in it, in the years {FIRST_YEAR} to {LAST_YEAR}"
        mend = f"bring all that is in {template.id!r} nearer to its start, or end the rule before"
        raise InvalidValueError(Problem(message=message, value=start, mend=mend)) from None
    return meeting


def _moved(template: "Event", start: date, place: Place) -> "Event":
    members: dict[str, Any] = {"start": start, "end": end_of(template, start), "occurrence": start}
    for name in ENTRIES:
        entries = getattr(template, name)
        if entries:
            members[name] = tuple([_entry(entry, place) for entry in entries])
    return with_members(template, members)


def _entry(entry: Any, place: Place) -> Any:
    changes: Mapping[str, Any] = moved_times(entry, place)
    if entry.uid is not None:
        changes = {**changes, "uid": None}
    return with_members(entry, changes) if changes else entry


def end_of(template: "Event", start: date) -> date | None:
    """When the template's meeting of this start ends."""
    first, end = template.start, template.end
    if end is None:
        return None
    if isinstance(first, datetime) and isinstance(end, datetime) and isinstance(start, datetime):
        return later(start, elapsed(first, end))
    return moment(start + (end - first))


def _over(template: "Event", start: date, zone: tzinfo) -> datetime | None:
    """The instant at which the meeting of a start is over, without making the meeting."""
    first, end = template.start, template.end
    if end is None:
        return None
    if isinstance(start, datetime):
        return start.astimezone(UTC) + min(template.duration or DAY, LATEST - start)
    return midnight(start + min(end - first, LAST_DAY - start) + DAY, zone)


def between(series: "EventSeries", within: Window) -> list[Meeting]:
    """The meetings that overlap a window, by their start."""
    template = series.template
    zone = zone_or_utc(template.timezone)
    reach = MARGIN + (template.duration or timedelta())
    found = [
        Meeting(starts_at, when)
        for when in occurrences(series, within.widened(reach, timedelta()))
        if instant_key(when) not in series.overrides_by_key
        and within.meets(starts_at := midnight(when, zone), _over(template, when, zone))
    ]
    found += [
        Meeting(override.starts_at, override)
        for key, override in series.overrides_by_key.items()
        if key not in series.skipped_keys and within.meets(override.starts_at, override.ends_at)
    ]
    return sorted(found, key=lambda meeting: meeting.starts_at.astimezone(UTC))


def upcoming(series: "EventSeries", begin: datetime, n: int) -> list[Meeting]:
    """The first ``n`` meetings that are not over at ``begin``, which is in UTC."""
    span = FIRST_LOOK
    while True:
        within = Window(begin, begin).widened(timedelta(), span)
        found = between(series, within)
        if len(found) >= n or within.end >= LATEST:
            return found[:n]
        span *= 4


def events_of(series: "EventSeries", meetings: Iterable[Meeting]) -> tuple["Event", ...]:
    """Meetings as events: their overrides, or the template's at their time."""
    return tuple([event_of(series, meeting.found) for meeting in meetings])


def event_of(series: "EventSeries", found: "date | Event") -> "Event":
    """One of them."""
    return meeting_at(series.template, found) if isinstance(found, date) else found


def meeting_on(series: "EventSeries", when: date) -> "Event":
    """The meeting that a date, or the instant of its start, names.

    Raises:
        UnknownIdError: If there is none; the nearest is named.
        InvalidValueError: If a date names several, or the name is of another kind than the series.
    """
    template = series.template
    _is_a_name(template, when)
    zone = zone_or_utc(template.timezone)
    at = bound(when, zone)
    known = occurrences(series, Window(at, at).widened(MARGIN, MARGIN))
    overrides = {k: o for k, o in series.overrides_by_key.items() if k not in series.skipped_keys}
    whens = {instant_key(w): w for w in known} | {k: _told(k, zone) for k in overrides}
    named = [key for key, w in whens.items() if _names(when, w)]
    if not named:
        raise UnknownIdError(_no_meeting(series, when, at))
    if len(named) > 1:
        times = ", ".join(f"{whens[key]:%H:%M}" for key in sorted(named))
        message = f"{len(named)} meetings are on this date, at {times}"
        raise InvalidValueError(Problem(message=message, value=when, mend="give the time of one"))
    return overrides.get(named[0]) or meeting_at(template, whens[named[0]])


def _is_a_name(template: "Event", when: Any) -> None:
    if not isinstance(when, date):
        message = "a meeting is named by a date, or by the time at which it starts"
        raise InvalidValueError(
            Problem(message=message, value=when, mend="write date(2008, 3, 18)")
        )
    if template.is_all_day and isinstance(when, datetime):
        message = "a meeting of an all-day series is named by a date"
        mend = f"write date({when.year}, {when.month}, {when.day})"
        raise InvalidValueError(Problem(message=message, value=when, mend=mend))


def _told(key: date, zone: tzinfo) -> date:
    """The occurrence of an override in the zone of its series: its own may be another."""
    return key.astimezone(zone) if isinstance(key, datetime) else key


def _names(name: date, occurrence: date) -> bool:
    if isinstance(name, datetime):
        return bool(instant_key(name) == instant_key(occurrence))
    return naive(occurrence).date() == name


def _no_meeting(series: "EventSeries", when: date, at: datetime) -> Problem:
    """What to say of a date without a meeting: the meetings nearest to it, a year around."""
    near = occurrences(series, Window(at, at).widened(YEAR, YEAR))
    zone = zone_or_utc(series.template.timezone)
    near.sort(key=lambda w: abs(midnight(w, zone) - at))
    mend = f"the nearest is on {naive(near[0]):%Y-%m-%d}" if near else "there is none near it"
    return Problem(message="no meeting of the series is then", value=when, mend=mend)
