"""Of several versions of one thing, the one that stays.

The versions come in the order in which their calendars were given. Choosing is a maximum in which
the first of equals wins, so it does not matter in which steps a number of calendars is merged.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

import attrs

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.model.event import Event
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.times import instant_key
from hallwaytrack.views.aliases import event_of
from hallwaytrack.views.decisions import BECAME, DIFFERS, NOT_JOINED, OTHER_KIND

GATHERED: Final = ("same_as", "sources")
"""The members of an event that are united over all its versions, and so never in conflict."""
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Found(NamedTuple):
    """A part of one of the calendars: the part, the calendar's number, and its place there."""

    part: Any
    number: int
    place: str


class Choice(NamedTuple):
    """What stays, and what was decided against the others."""

    kept: Found
    problems: Sequence[Problem] = ()


Names = Sequence[str]
"""What messages call the calendars, by their number."""


def version_of(event: Event) -> tuple[int, datetime]:
    """By which of two versions is newer: none has no ``updated`` and is older than one that has."""
    return event.sequence, event.updated or LONG_AGO


def first(found: Sequence[Found], names: Names) -> Choice:
    """Of groups or tours, which have no version, the one given first."""
    kept, *others = found
    return Choice(kept, [p for other in others for p in _conflict(kept, other, names)])


def newest(found: Sequence[Found], names: Names) -> Choice:
    """Of the versions of an event or a series the newest, with what the others know of it."""
    kept = _newest(found)
    kind = type(kept.part)
    problems = [_changed(kept, other, names) for other in found if type(other.part) is not kind]
    alike = [each for each in found if type(each.part) is kind]
    choose = _newest_series if kind is EventSeries else _newest_event
    choice = choose(alike, names)
    whole = _knowing(choice.kept.part, [event_of(each.part) for each in found])
    return Choice(choice.kept._replace(part=whole), [*problems, *choice.problems])


def _newest(found: Iterable[Found]) -> Found:
    return max(found, key=_version)  # of equal ones the first


def _version(found: Found) -> tuple[int, datetime]:
    return version_of(event_of(found.part))


def _changed(kept: Found, other: Found, names: Names) -> Problem:
    decision = OTHER_KIND if _version(kept) == _version(other) else BECAME
    return decision.problem(_named(other), other.place, f"kept that of {names[kept.number]}")


def _newest_event(found: Sequence[Found], names: Names) -> Choice:
    kept = _newest(found)
    equal = [each for each in found if each is not kept and _version(each) == _version(kept)]
    return Choice(kept, [p for other in equal for p in _conflict(kept, other, names)])


def _conflict(kept: Found, other: Found, names: Names) -> Iterator[Problem]:
    members = list(_differing(kept.part, other.part))
    if members:
        done = f"kept that of {names[kept.number]}; they differ in {', '.join(members)}"
        yield DIFFERS.problem(_named(other), other.place, done)


def _differing(one: Any, other: Any) -> Iterator[str]:
    """The members in which two of one class differ; of a series those of its template, too."""
    if isinstance(one, EventSeries):
        yield from _differing(one.template, other.template)
        yield from () if one.recurrence == other.recurrence else ("recurrence",)
        return
    for field in attrs.fields(type(one)):
        if field.name not in GATHERED:
            key: Callable[[Any], Any] = field.eq_key or (lambda value: value)
            if key(getattr(one, field.name)) != key(getattr(other, field.name)):
                yield field.name


def _named(found: Found) -> str:
    part = found.part
    noun = {"EventSeries": "series", "UserGroup": "group"}.get(type(part).__name__)
    return f"{noun or type(part).__name__.lower()} {part.id!r}"


def _knowing(whole: Any, versions: Sequence[Event]) -> Any:
    """An event or series with the aliases and sources of all its versions."""
    if isinstance(whole, EventSeries):
        template = _knowing(whole.template, versions)
        return whole if template is whole.template else whole.replace(template=template)
    united = {
        name: tuple(dict.fromkeys(value for v in versions for value in getattr(v, name)))
        for name in GATHERED
    }
    # What names one twice says nothing new by that, and stays as it is.
    changes = {n: v for n, v in united.items() if v != tuple(dict.fromkeys(getattr(whole, n)))}
    return whole.replace(**changes) if changes else whole


def _newest_series(found: Sequence[Found], names: Names) -> Choice:
    """The newest template with its recurrence, and the newest of each changed meeting."""
    kept, problems = _newest_event(found, names)
    choices = [_newest_event(versions, names) for versions in _meetings(found, kept)]
    problems = [*problems, *(p for choice in choices for p in choice.problems)]
    overrides = tuple(choice.kept.part for choice in choices)
    if overrides == kept.part.overrides:
        return Choice(kept, problems)
    try:
        return Choice(kept._replace(part=kept.part.replace(overrides=overrides)), problems)
    except InvalidValueError:
        # Meetings of an older version, made for days when the newer one has times.
        left = [choice.kept for choice in choices if choice.kept.number != kept.number]
        lost = [NOT_JOINED.problem(_named(each), each.place) for each in left]
        return Choice(kept, [*problems, *lost])


def _meetings(found: Iterable[Found], kept: Found) -> Iterable[list[Found]]:
    """The changed meetings of all versions of a series, those of one occurrence together."""
    skipped = set(map(instant_key, kept.part.recurrence.skipped))
    meetings: dict[Any, list[Found]] = {}
    for series in found:
        is_older = _version(series) < _version(kept)
        for i, meeting in enumerate(series.part.overrides):
            occurrence = instant_key(meeting.occurrence)
            if not (is_older and occurrence in skipped):
                place = f"{series.place}/overrides/{i}"
                meetings.setdefault(occurrence, []).append(Found(meeting, series.number, place))
    return meetings.values()
