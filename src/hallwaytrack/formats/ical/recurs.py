"""When an event is, and when it is again: what the properties of a series tell."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from hallwaytrack.formats.ical.whole import Whole
from hallwaytrack.model.recurrence import Recurrence


def recurring_start(event: Any, whole: Whole) -> Any:
    """The start of a template, which stands in the zone of its series whatever the clocks do."""
    return (event.start,) if _recurrence(event, whole) else None


def single_start(event: Any, whole: Whole) -> Any:
    """The start of what does not recur."""
    return None if _recurrence(event, whole) else event.start


def _recurrence(event: Any, whole: Whole) -> Recurrence | None:
    """When a series meets; its template alone tells that."""
    series = whole.series
    return series.recurrence if series is not None and event is series.template else None


def rule(event: Any, whole: Whole) -> Any:
    """The rule of a series."""
    recurrence = _recurrence(event, whole)
    return recurrence and recurrence.rule


def added(event: Any, whole: Whole) -> Any:
    """Meetings that the rule does not give, each once."""
    recurrence = _recurrence(event, whole)
    return recurrence and _once(recurrence.added)


def skipped(event: Any, whole: Whole) -> Any:
    """Meetings that the rule gives and that never were, each once."""
    recurrence = _recurrence(event, whole)
    return recurrence and _once(recurrence.skipped)


def _once(whens: Iterable[date]) -> tuple[date, ...]:
    return tuple(dict.fromkeys(whens))


def occurrence(event: Any, whole: Whole) -> Any:
    """Which meeting an override replaces, told as the master's start is."""
    when = event.occurrence
    if when is None or whole.series is None:
        return None
    if isinstance(when, datetime):
        return (when.astimezone(whole.series.template.starts_at.tzinfo),)
    return (when,)
