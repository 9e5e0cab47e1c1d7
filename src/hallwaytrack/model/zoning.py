"""Every time of an event is in the event's zone: finding the zone, and moving times into it.

What holds times is read from the annotations, so that a new member with a time is moved, too.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import attrs

from hallwaytrack.errors import InvalidValueError, Problem, pointer
from hallwaytrack.model.base import Model
from hallwaytrack.model.fields import Field, Refused, fields_of, per_class
from hallwaytrack.model.times import name_of, zone_of
from hallwaytrack.model.walks import paths, walk

M = TypeVar("M", bound=Model)
NEEDED = 'write timezone="Area/City"'


def is_zoned(field: Field) -> bool:
    """Whether a member is a time that an event keeps in its zone, or a day."""
    return field.rule.zoned


@per_class
def _are_in_zone(cls: type) -> Callable[..., bool]:
    """Whether all times of parts of a class are in a zone, or days, which are in none."""
    return walk(cls, is_zoned, _time_is_in_zone, "zone", last="return True")


def _time_is_in_zone(field: Field) -> str:
    zone = "value.tzinfo" if field.base is datetime else "getattr(value, 'tzinfo', zone)"
    return f"if {zone} is not zone: return False"


def in_zone(part: M, zone: ZoneInfo) -> M:
    """The same part with its times in ``zone``; itself, where they are already.

    Raises:
        InvalidValueError: If a time cannot be told in that zone, such as one of a year in which its
            offset had seconds.
    """
    if _are_in_zone(type(part))((part,), zone):
        return part
    changes: dict[str, Any] = {}
    for field in fields_of(type(part)):
        move = _moved if is_zoned(field) else in_zone if holds_times(field) else None
        value = getattr(part, field.name)
        if move and value:
            many = field.many
            changes[field.name] = (
                tuple([move(v, zone) for v in value]) if many else move(value, zone)
            )
    return attrs.evolve(part, **changes)  # type: ignore[misc]


def holds_times(field: Field) -> bool:
    """Whether a member is a part in which there may be such times."""
    return bool(field.model and paths(field.model, is_zoned))


def _moved(value: Any, zone: ZoneInfo) -> Any:
    if isinstance(value, datetime) and value.tzinfo is not zone:
        return value.astimezone(zone)
    return value


def settle_zone(event: Any) -> Iterator[Problem]:
    """Give an event its zone, and its times that zone; tell what cannot be told in it."""
    name = event.timezone or name_of(getattr(event.start, "tzinfo", None))
    if name is None:
        yield from _zone_is_needed(event)
        return
    try:
        zone = zone_of(name)
    except Refused as no:
        yield Problem(message=f"timezone {no.wants}", value=name, place="/timezone", mend=no.mend)
        return
    object.__setattr__(event, "timezone", name)
    for field in fields_of(type(event)):
        value = getattr(event, field.name)
        if value and not _is_in_zone(field, value, zone):
            yield from _settle(event, field, zone)


def _is_in_zone(field: Field, value: Any, zone: ZoneInfo) -> bool:
    """Whether all times of a member are in a zone."""
    values = value if field.many else (value,)
    if is_zoned(field):
        return all(getattr(time, "tzinfo", zone) is zone for time in values)
    return not holds_times(field) or _are_in_zone(field.model)(values, zone)


def _zone_is_needed(event: Any) -> Iterator[Problem]:
    """A problem, if there is a time at all."""
    for path in paths(type(event), is_zoned):
        if not getattr(event, path.steps[0][0]):
            continue
        for place, _, time in path.places(event):
            if isinstance(time, datetime):
                only = place == "/start"
                what = "the start has only an offset" if only else f"there is a time at {place}"
                message = f"timezone is needed: {what}"
                yield Problem(message=message, value=time, place="/timezone", mend=NEEDED)
                return


def _settle(event: Any, field: Field, zone: ZoneInfo) -> Iterator[Problem]:
    """Move one member's times into the zone."""
    value = getattr(event, field.name)
    settled: list[Any] = []
    for i, item in enumerate(value if field.many else (value,)):
        place = pointer(field.name, i) if field.many else pointer(field.name)
        try:
            settled.append(_settled(field, item, zone))
        except InvalidValueError as error:
            yield from (problem.within(place) for problem in error.problems)
        except Refused as no:
            yield Problem(message=f"{field.name} {no.wants}", value=item, place=place, mend=no.mend)
    if len(settled) == len(value if field.many else (value,)):
        object.__setattr__(event, field.name, tuple(settled) if field.many else settled[0])


def _settled(field: Field, item: Any, zone: ZoneInfo) -> Any:
    if isinstance(item, Model):
        return in_zone(item, zone)
    moved = _moved(item, zone)
    return item if moved is item else field.rule.check(moved)
