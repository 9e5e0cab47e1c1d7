"""A row of meetings with one template: "the third Tuesday, except in July"."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TypeAlias

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.model.base import Model, frozen
from hallwaytrack.model.entries import uids_of
from hallwaytrack.model.event import Event
from hallwaytrack.model.groups import UserGroup
from hallwaytrack.model.recurrence import Recurrence
from hallwaytrack.model.times import instant_key, zone_of
from hallwaytrack.model.zoning import in_zone


@frozen(kw_only=True)
class EventSeries(Model):
    """Meetings that recur.

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
