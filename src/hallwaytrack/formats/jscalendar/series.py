"""Series as events that recur (:rfc:`8984`, sections 4.3.3 and 4.3.5): writing.

A changed meeting is a patch of what the template is at that time, an added one an empty patch, and
a skipped one is excluded.
"""

from datetime import date, datetime
from typing import Any

from hallwaytrack.formats.jscalendar.entries import full_object, kept_of
from hallwaytrack.formats.jscalendar.patches import patch_of
from hallwaytrack.formats.jscalendar.rules import rule_object
from hallwaytrack.formats.jscalendar.values import OURS, local
from hallwaytrack.formats.jscalendar.whole import Whole
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.times import instant_key

CHANGED = f"{OURS}changed"
"""Marks a changed meeting of which nothing else is a property."""


def wall(when: date | None, series: EventSeries) -> str:
    """When a meeting is, in the zone of its series."""
    if isinstance(when, datetime):
        return local(when.astimezone(series.template.starts_at.tzinfo))
    return local(when) if when else ""


def series_object(series: EventSeries) -> dict[str, Any]:
    """The Event object of a series."""
    template, recurrence = series.template, series.recurrence
    base = full_object(template, Whole(template, series))
    kept = kept_of(template)
    rules = [value for value in [kept.get("recurrenceRules")] if isinstance(value, list)]
    base["recurrenceRules"] = rules[0] if rules else []
    if recurrence.rule is not None:
        zone = None if template.is_all_day else template.starts_at.tzinfo
        base["recurrenceRules"] = [rule_object(recurrence.rule, zone), *base["recurrenceRules"]]
    if not base["recurrenceRules"]:
        del base["recurrenceRules"]
    overrides = _overrides(series, base)
    lost = kept.get("recurrenceOverrides")
    overrides = {**(lost if isinstance(lost, dict) else {}), **overrides}
    return base | ({"recurrenceOverrides": overrides} if overrides else {})


def _overrides(series: EventSeries, base: dict[str, Any]) -> dict[str, Any]:
    """In the order of the model; of two for one meeting the change counts, then the skipping."""
    found: dict[str, Any] = {}
    changed = series.overrides_by_key.keys()
    for when in series.recurrence.added:
        if instant_key(when) not in changed and instant_key(when) not in series.skipped_keys:
            found[wall(when, series)] = {}
    for when in series.recurrence.skipped:
        if instant_key(when) not in changed:
            found[wall(when, series)] = {"excluded": True}
    for override in series.overrides:
        at = wall(override.occurrence, series)
        there = full_object(override, Whole(override, series))
        # One whose sessions alone are others has no other properties: an empty patch adds.
        found[at] = patch_of({**base, "start": at}, there) or {CHANGED: True}
    return found
