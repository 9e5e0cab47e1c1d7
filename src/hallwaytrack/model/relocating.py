"""Moving a gathering to another place: online, to another venue, or into another zone.

What was in a room that is no longer there is in no room, until it gets another.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, get_args

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.model.base import Model
from hallwaytrack.model.fields import fields_of
from hallwaytrack.model.moving import at_wall, naive
from hallwaytrack.model.places import Venue, VirtualLocation
from hallwaytrack.model.times import is_skipped, zone_of
from hallwaytrack.model.walks import paths
from hallwaytrack.model.zoning import holds_times, is_zoned

if TYPE_CHECKING:
    from hallwaytrack.model.event import Event

E = TypeVar("E", bound=Any)
Kept: TypeAlias = Literal["wall", "instant"]
"""What stays the same in another zone: what clocks show, or when it is."""


def moved_online(event: E, online: tuple[VirtualLocation, ...]) -> E:
    """The event online, and in no venue any more."""
    return event.replace(  # type: ignore[no-any-return]
        moved_online=True, online=online, venue=None, other_venues=(), **_without_rooms(event, ())
    )


def relocated(event: E, venue: Venue) -> E:
    """The event at a venue, which is none of its others any more."""
    others = tuple(other for other in event.other_venues if other.id != venue.id)
    changes = _without_rooms(event, (venue, *others))
    return event.replace(moved_online=False, venue=venue, other_venues=others, **changes)  # type: ignore[no-any-return]


def _without_rooms(event: "Event", venues: tuple[Venue, ...]) -> dict[str, Any]:
    """The entries without references to rooms that no venue has."""
    rooms = {room.id for venue in venues for room in venue.rooms}
    places = {None, *rooms, *(booth.id for booth in event.booths)}
    return {
        "sessions": [s if s.room in places else s.replace(room=None) for s in event.sessions],
        "booths": [b if b.room in places else b.replace(room=None) for b in event.booths],
        "shifts": [s if s.place in places else s.replace(place=None) for s in event.shifts],
    }


def rezoned(event: E, zone: str, keep: Kept) -> E:
    """The event in another zone."""
    if keep not in get_args(Kept):
        words = " or ".join(map(repr, get_args(Kept)))
        raise InvalidValueError(Problem(message=f"keep must be {words}", value=keep))
    moved = event.replace(timezone=zone)
    if keep == "instant":
        return moved  # type: ignore[no-any-return]
    there = zone_of(zone)
    problems = list(_skipped(event, lambda when: naive(when).replace(tzinfo=there)))
    if problems:
        raise InvalidValueError(problems)
    changes = _moved(event, lambda when: at_wall(naive(when), there))
    return event.replace(**changes | {"timezone": zone})  # type: ignore[no-any-return]


def _skipped(event: "Event", put: Callable[[datetime], datetime]) -> Iterator[Problem]:
    """A problem for each time that the clocks of another zone skip."""
    for path in paths(type(event), is_zoned):
        for place, holders, when in path.places(event):
            if isinstance(when, datetime) and is_skipped(put(when)):
                who = f"{type(holders[-1]).__name__.lower()} {getattr(holders[-1], 'id', '')!r}"
                message = f"{who} would be at a time that a clock change skips"
                mend = 'move this on its own first, or say keep="instant"'
                yield Problem(message=message, value=naive(when), place=place, mend=mend)


def _moved(part: Model, put: Callable[[datetime], datetime]) -> dict[str, Any]:
    """The members of a part that hold times, with all of them put elsewhere."""

    def moved(item: Any) -> Any:
        if isinstance(item, Model):
            changes = _moved(item, put)
            return item.replace(**changes) if changes else item
        return put(item) if isinstance(item, datetime) else item

    changes: dict[str, Any] = {}
    for field in fields_of(type(part)):
        value: date | Model | tuple[Any, ...] | None = getattr(part, field.name)
        if value and (is_zoned(field) or holds_times(field)):
            changes[field.name] = tuple(map(moved, value)) if field.many else moved(value)  # type: ignore[arg-type]
    return changes
