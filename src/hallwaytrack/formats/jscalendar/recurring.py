"""Reading what recurs: rules and overrides (:rfc:`8984`, sections 4.3.3 and 4.3.5) as a series.

No rule is followed here. Each override is a whole event once its patch is applied, so all of them
together are bounded by ``MOST_VALUES``.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from hallwaytrack.errors import InvalidValueError, pointer
from hallwaytrack.formats.jscalendar.entries import OCCURRENCE
from hallwaytrack.formats.jscalendar.events import read_event, with_extra
from hallwaytrack.formats.jscalendar.patches import patched, size
from hallwaytrack.formats.jscalendar.related import RECURRING, Gathered
from hallwaytrack.formats.jscalendar.rules import rule_of
from hallwaytrack.formats.jscalendar.source import KEPT, Node, Problems, array, mapping
from hallwaytrack.formats.jscalendar.values import MIDNIGHT, local_time
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.recurrence import Recurrence
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.times import instant, is_skipped

MOST_VALUES = 1_000_000
"""Values in all changed meetings of a series, each counted whole."""
RULES, OVERRIDES = RECURRING
EXCLUDED = "excludedRecurrenceRules"


def read_gathering(
    found: Gathered, id: str, default: ZoneInfo | None, occurrence: date | None = None
) -> Event | EventSeries:
    """The event or series of an object, or the meeting of a series that is not here.

    Raises:
        InvalidValueError: If it can't be read as either.
    """
    node = found.node
    if node.values.get(EXCLUDED):
        node.tell("a rule of exceptions can't be read", EXCLUDED, mend=KEPT, severity="error")
    if not any(node.values.get(name) for name in RECURRING):
        return read_event(node, found.children, id, default, occurrence)
    of_meeting: dict[str, list[Gathered]] = defaultdict(list)
    overrides = node.get(OVERRIDES, mapping) or {}
    for child in found.children:
        at = child.node.values.get(OCCURRENCE)
        of_meeting[at if isinstance(at, str) and at in overrides else ""].append(child)
    template = read_event(node, of_meeting[""], id, default)
    return _Recurring(node, template, default, of_meeting).series(overrides)


class _Recurring:
    """A template as its recurrence is read."""

    def __init__(
        self,
        node: Node,
        template: Event,
        default: ZoneInfo | None,
        children: Mapping[str, list[Gathered]],
    ) -> None:
        self.node = node
        self.template = template
        self.default = default
        self.children = children
        self.base = {k: v for k, v in node.values.items() if k not in RECURRING}
        self.known = {
            (problem.place.removeprefix(node.place), problem.message)
            for problem in node.problems.all()
        }
        self.left = MOST_VALUES
        self.size = size(self.base)
        self.added: list[date] = []
        self.skipped: list[date] = []
        self.changed: list[Event] = []
        self.unread: dict[str, Any] = {}
        """Overrides that could not be read, as they were."""

    @property
    def zone(self) -> tzinfo | None:
        """The zone of the meetings; None for those of days."""
        return None if self.template.is_all_day else self.template.starts_at.tzinfo

    def series(self, overrides: Mapping[str, Any]) -> Event | EventSeries:
        """The series, or the one event where nothing recurs that a model holds."""
        rule, rest = self._rule()
        for key, patch in overrides.items():
            try:
                self._override(key, patch)
            except (Refused, InvalidValueError) as error:
                self._tell(key, patch, error)
        kept = {RULES: rest} if rest else {}
        template = self._keeping(kept | ({OVERRIDES: self.unread} if self.unread else {}))
        if not (rule or self.added or self.changed or self.skipped):
            return template
        if rule is None and not self.added:
            # Something has to recur: what is changed, or else what is skipped.
            changed = [each.occurrence for each in self.changed if each.occurrence is not None]
            self.added = changed or [*self.skipped]
        try:
            recurrence = Recurrence(rule=rule, added=self.added, skipped=self.skipped)
            return EventSeries(template=template, recurrence=recurrence, overrides=self.changed)
        except InvalidValueError as error:
            message = str(error.problems[0])
            self.node.tell(message, RULES, mend="read as one meeting", severity="error")
            return self._keeping(
                {k: self.node.values[k] for k in RECURRING if self.node.values.get(k)}
            )

    def _keeping(self, kept: dict[str, Any]) -> Event:
        found: Event = with_extra(self.template, kept, self.node) if kept else self.template
        return found

    def _rule(self) -> tuple[str | None, list[Any]]:
        """The first rule that can be read, and the others as they were."""
        found, rest = None, []
        for i, rule in enumerate(self.node.get(RULES, array) or []):
            try:
                text = rule_of(rule, self.zone)
            except Refused as no:
                message = f"a rule {no.wants}"
                self.node.tell(message, RULES, i, value=rule, mend=KEPT, severity="error")
                rest.append(rule)
                continue
            if found is None:
                found = text
            else:
                self.node.tell("a series has one rule", RULES, i, mend=KEPT, severity="error")
                rest.append(rule)
        return found, rest

    def _override(self, key: str, patch: Any) -> None:
        when = self._when(key)
        change = dict(mapping(patch))
        if change.pop("excluded", None) is True:
            self.skipped.append(when)
        elif not change:
            self.added.append(when)
        else:
            self.left -= self.size + size(change)
            if self.left < 0:
                raise Refused(f"must not come to more than {MOST_VALUES} values with the others")
            values = patched({**self.base, "start": key}, change)
            place = self.node.place + pointer(OVERRIDES, key)
            node = Node(values, place, Problems())
            children = self.children.get(key, ())
            self.changed.append(read_event(node, children, self.template.id, self.default, when))
            self._tell_new(node)

    def _tell_new(self, node: Node) -> None:
        """The problems of a changed meeting that the template has not."""
        for problem in node.problems.all():
            if (problem.place.removeprefix(node.place), problem.message) not in self.known:
                self.node.problems.add(problem)

    def _when(self, key: str) -> date:
        """Which meeting a key names."""
        wall = local_time(key)
        if self.zone is None:
            if not key.endswith(MIDNIGHT):
                raise Refused("must name a day by its midnight")
            return wall.date()
        when = wall.replace(tzinfo=self.zone)
        # A time that the clocks skip names the one after the gap.
        return instant(_after_the_gap(when, self.zone) if is_skipped(when) else when)

    def _tell(self, key: str, patch: Any, error: Refused | InvalidValueError) -> None:
        told = error.wants if isinstance(error, Refused) else error.problems[0].message
        message = f"an override {told}"
        self.node.tell(message, OVERRIDES, key, value=patch, mend=KEPT, severity="error")
        self.unread[key] = patch


def _after_the_gap(when: datetime, zone: tzinfo) -> datetime:
    return datetime.fromtimestamp(when.timestamp(), zone)
