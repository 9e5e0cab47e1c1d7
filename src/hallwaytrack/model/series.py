"""A row of meetings with one template: "the third Tuesday, except in July"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from functools import cached_property
from typing import Any, TypeAlias

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.model import meetings
from hallwaytrack.model.base import Model, frozen
from hallwaytrack.model.entries import basic, uids_of
from hallwaytrack.model.event import Event
from hallwaytrack.model.groups import UserGroup
from hallwaytrack.model.meetings import Meeting
from hallwaytrack.model.parts import amended
from hallwaytrack.model.recurrence import Recurrence
from hallwaytrack.model.times import instant_key, zone_of
from hallwaytrack.model.windows import LATEST, Window, bound, window, zone_or_utc
from hallwaytrack.model.zoning import in_zone

LAST_SECOND = time(23, 59, 59)
TIMED = ("FREQ=HOURLY", "BYHOUR", "BYMINUTE", "BYSECOND")
"""What a rule of days cannot have."""


@frozen(kw_only=True)
class EventSeries(Model):
    """Meetings that recur.

    The template's start is always the first of them, also where the rule does not give it.

    Args:
        template: What every meeting is like, at its first start.
        recurrence: When they are, in the template's zone, or in days if the template is all-day.
        overrides: Meetings that differ: events with the template's id, each with the
            ``occurrence`` that it replaces.
    """

    template: Event
    recurrence: Recurrence
    overrides: Sequence[Event] = ()

    @property
    def id(self) -> str:
        """The template's id."""
        return self.template.id

    @property
    def group(self) -> UserGroup | None:
        """The first of the template's organizers that is a user group, if one is."""
        groups = {group.id: group for group in self.template.groups}
        return next((groups[id] for id in self.template.organizers if id in groups), None)

    # Its meetings

    def between(self, begin: date, end: date) -> tuple[Event, ...]:
        """The meetings that overlap a window, by their start: the template's, or their overrides.

        A meeting that began before and still goes on counts; one without an end is a point.

        Args:
            begin: An aware time, or a date: its midnight in the template's zone, UTC without one.
            end: Of the same kinds; not included.

        Raises:
            InvalidValueError: If a time has no zone, ``end`` is before ``begin``, or a meeting
                that is asked for would go beyond the years that a time can be in.
        """
        return meetings.events_of(self, meetings.between(self, window(begin, end, self._zone)))

    def upcoming(self, now: date, n: int = 10) -> tuple[Event, ...]:
        """The next ``n`` meetings that are not over at ``now``, by their start."""
        return meetings.events_of(self, meetings.upcoming(self, bound(now, self._zone), n))

    def meeting(self, when: date) -> Event:
        """The meeting that was to start on a date, or at a time, wherever it is now.

        A wall time that a clock change skips is named by the time after the gap.

        Raises:
            UnknownIdError: If there is none; the nearest is named.
            InvalidValueError: If several are on that date: the time of one is needed.
        """
        return meetings.meeting_on(self, when)

    def amend(self, when: date, **changes: Any) -> "EventSeries":
        """This series with one meeting changed; a new start keeps the elapsed length."""
        if "occurrence" in changes:
            message = "an occurrence is kept for good, since the world knows a meeting by it"
            mend = "use move to give it another start"
            raise InvalidValueError(Problem(message=message, place="/occurrence", mend=mend))
        return self.put(amended(self.meeting(when), changes))

    def move(self, when: date, to: date) -> "EventSeries":
        """This series with one meeting rescheduled; it is still known by when it was to be.

        A date as the new start keeps the time of day.
        """
        return self.put(self.meeting(when).reschedule(to))

    def cancel(self, when: date, reason: str | None = None) -> "EventSeries":
        """This series with one meeting cancelled: it stays, struck out."""
        return self.put(self.meeting(when).cancel(reason))

    def skip(self, when: date) -> "EventSeries":
        """This series as if one meeting never was, and without what was said of it."""
        occurrence = self.meeting(when).occurrence
        left = [o for key, o in self.overrides_by_key.items() if key != instant_key(occurrence)]
        skipped = (*self.recurrence.skipped, occurrence)
        return self.replace(recurrence=self.recurrence.replace(skipped=skipped), overrides=left)

    def put(self, override: Event) -> "EventSeries":
        """This series with a meeting of its own content; one of the same occurrence is replaced.

        It counts as a meeting even if the rule does not give that occurrence, or skipped it.
        """
        key = instant_key(override.occurrence)
        skipped = [when for when in self.recurrence.skipped if instant_key(when) != key]
        overrides = {**self.overrides_by_key, key: override}
        return self.replace(
            recurrence=self.recurrence.replace(skipped=skipped), overrides=[*overrides.values()]
        )

    @property
    def _zone(self) -> tzinfo:
        return zone_or_utc(self.template.timezone)

    @cached_property
    def skipped_keys(self) -> frozenset[date]:
        """The skipped occurrences, as they compare."""
        return frozenset(map(instant_key, self.recurrence.skipped))

    @cached_property
    def overrides_by_key(self) -> Mapping[Any, Event]:
        """The overrides, by their occurrences as they compare."""
        return {instant_key(override.occurrence): override for override in self.overrides}

    def settle(self) -> Iterable[Problem]:
        """The recurrence is in the template's zone."""
        zone = self.template.timezone
        if zone is None:
            return
        try:
            object.__setattr__(self, "recurrence", in_zone(self.recurrence, zone_of(zone)))
        except InvalidValueError as error:
            yield from (problem.within("/recurrence") for problem in error.problems)

    def broken(self) -> Iterator[Problem]:
        """Template, recurrence and overrides fit together."""
        if self.template.occurrence is not None:
            yield Problem(message="a template replaces no occurrence", place="/template/occurrence")
        yield from self._overrides()
        yield from rule_of_kind(self.template, self.recurrence.rule)
        for place, when in self._times():
            if isinstance(when, datetime) is self.template.is_all_day:
                kind = "a date" if self.template.is_all_day else "a datetime"
                message = f"must be {kind}, as the template's start is"
                yield Problem(message=message, value=when, place=place)
            elif isinstance(when, datetime) and when.fold:
                message = "a meeting must not start in the second pass of a repeated hour"
                yield Problem(message=message, value=when, place=place)
        if all(override.occurrence is not None for override in self.overrides):
            yield from repeated_uids(self.events())

    def _overrides(self) -> Iterator[Problem]:
        seen = set()
        for i, override in enumerate(self.overrides):
            if override.id != self.id:
                message = f"an override has the id of its series, {self.id!r}"
                yield Problem(message=message, value=override.id, place=f"/overrides/{i}/id")
            key = instant_key(override.occurrence)
            if override.occurrence is None or key in seen:
                message = "an override names an occurrence of its own"
                yield Problem(message=message, place=f"/overrides/{i}/occurrence")
            seen.add(key)

    def _times(self) -> Iterator[tuple[str, date]]:
        yield "/template/start", self.template.start
        for name in ("added", "skipped"):
            for i, when in enumerate(getattr(self.recurrence, name)):
                yield f"/recurrence/{name}/{i}", when
        for i, override in enumerate(self.overrides):
            if override.occurrence is not None:
                yield f"/overrides/{i}/occurrence", override.occurrence

    def events(self) -> Iterator[tuple[str, Event]]:
        """Place and value of the template and the overrides."""
        yield "/template", self.template
        yield from ((f"/overrides/{i}", event) for i, event in enumerate(self.overrides))


Gathering: TypeAlias = Event | EventSeries


def meetings_in(gathering: Gathering, within: Window) -> list[Meeting]:
    """An event itself if it overlaps a window, or the meetings of a series that do."""
    if isinstance(gathering, EventSeries):
        return meetings.between(gathering, within)
    starts_at = gathering.starts_at
    meets = within.meets(starts_at, gathering.ends_at)
    return [Meeting(starts_at, gathering)] if meets else []


def next_of(gathering: Gathering, begin: datetime, n: int) -> list[Meeting]:
    """An event itself if it is not over at a time, or the next meetings of a series."""
    if isinstance(gathering, EventSeries):
        return meetings.upcoming(gathering, begin, n)
    return meetings_in(gathering, Window(begin, LATEST))


def event_of(gathering: Gathering, meeting: Meeting) -> Event:
    """What was found, as an event.

    Raises:
        InvalidValueError: If something in it would go beyond the years that a time can be in.
    """
    if isinstance(gathering, EventSeries):
        return meetings.event_of(gathering, meeting.found)
    return gathering


def repeated_uids(events: Iterator[tuple[str, Event]]) -> Iterator[Problem]:
    """A problem for each event that would write a UID which an earlier one writes."""
    seen: dict[str, str] = {}
    for place, event in events:
        own, *children = uids_of(event)
        taken = [uid for uid in children if uid in seen]
        if own in seen and event.occurrence is None:
            taken.append(own)
        for uid in taken:
            message = f"the UID {uid!r} is that of something in {seen[uid]}, too"
            yield Problem(message=message, place=place)
        seen.update(dict.fromkeys((own, *children), place))


def rule_of_kind(template: Event, rule: str | None) -> Iterator[Problem]:
    """Problems where a rule is not of its template's kind (:rfc:`5545`, section 3.3.10).

    UNTIL is a day if the meetings are, else an instant in UTC; days have no BYHOUR.
    """
    if rule is None:
        return
    until, place = meetings.until_of(rule), "/recurrence/rule"
    if template.is_all_day:
        if isinstance(until, datetime):
            message = "UNTIL must be a date, as the template's start is"
            yield Problem(
                message=message, value=rule, place=place, mend=f"write UNTIL={until:%Y%m%d}"
            )
        timed = [part for part in TIMED if part in rule]
        if timed:
            message = f"a rule of days must not have {' or '.join(timed)}"
            yield Problem(message=message, value=rule, place=place, mend="leave it out")
    elif until is not None and getattr(until, "tzinfo", None) is not UTC:
        message = "UNTIL must be an instant in UTC, as the template's start is timed"
        wall = until if isinstance(until, datetime) else datetime.combine(until, LAST_SECOND)
        zone = zone_or_utc(template.timezone)
        mend = f"write UNTIL={basic(bound(wall.replace(tzinfo=zone), zone))}"
        yield Problem(message=message, value=rule, place=place, mend=mend)
