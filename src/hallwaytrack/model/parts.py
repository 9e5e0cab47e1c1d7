"""Putting parts into a whole and taking them out: the verbs that events and calendars share."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from hallwaytrack.errors import InvalidValueError, Problem, UnknownIdError
from hallwaytrack.model.fields import did_you_mean, fields_of
from hallwaytrack.model.groups import UserGroup
from hallwaytrack.model.people import Person, Sponsor, Volunteer
from hallwaytrack.model.places import Venue
from hallwaytrack.model.scopes import listed
from hallwaytrack.model.sessions import Booth, Material, Note, Session, Ticket, Track
from hallwaytrack.model.shifts import Shift
from hallwaytrack.model.times import elapsed

if TYPE_CHECKING:
    from hallwaytrack.model.event import Event

EventPart: TypeAlias = (
    Session | Booth | Shift | Person | UserGroup | Sponsor | Volunteer | Track
    | Material | Note | Ticket | Venue
)  # fmt: skip

W = TypeVar("W", bound=Any)
P = TypeVar("P")
KEYS: Mapping[str, str] = {"Volunteer": "person", "Ticket": "name"}


def key_of(part: Any) -> Any:
    """By what a part is known among those of its class."""
    return getattr(part, KEYS.get(type(part).__name__, "id"))


def collection_of(whole: type, part: type) -> str | None:
    """The member of a class that holds parts of this class."""
    names = [f.name for f in fields_of(whole) if f.many and f.model is part]
    return names[0] if names else None


def find(noun: str, known: Mapping[str, Any], kind: type[P], id: str) -> P:
    """The part of this class and id.

    Raises:
        UnknownIdError: If there is none; what there is is named.
    """
    part = known.get(id)
    if isinstance(part, kind):
        return part
    raise UnknownIdError(unknown(noun, id, [k for k, v in known.items() if isinstance(v, kind)]))


def unknown(noun: str, id: object, known: Iterable[str]) -> Problem:
    """The problem of an id that is not there."""
    names = list(known)
    there = f"there is {listed(names)}" if names else "there is none"
    return Problem(
        message=f"no {noun} has this id", value=id, mend=did_you_mean(id, names) or there
    )


def merged(old: Sequence[P], new: Iterable[P]) -> tuple[P, ...]:
    """``old`` with each of ``new`` in the place of the one with its key, or at the end."""
    kept = list(old)
    places = {key_of(part): i for i, part in enumerate(old)}
    for part in new:
        key = key_of(part)
        if key is not None and key in places:
            kept[places[key]] = part
        else:
            places[key] = len(kept)
            kept.append(part)
    return tuple(kept)


def put(whole: W, parts: Sequence[Any]) -> W:
    """The whole with these parts, in one pass."""
    new: dict[str, list[Any]] = {}
    for part in parts:
        new.setdefault(_home(whole, part), []).append(part)
    changes: dict[str, Any] = {}
    if "other_venues" in new:
        changes = _venues(whole, new.pop("other_venues"))
    changes |= {name: merged(getattr(whole, name), added) for name, added in new.items()}
    return whole.replace(**changes)  # type: ignore[no-any-return]


def _home(whole: Any, part: Any) -> str:
    name = collection_of(type(whole), type(part))
    if name is None:
        holder = type(whole).__name__.lower()
        article = "an" if holder[0] in "aeiou" else "a"
        message = f"{article} {holder} holds no part of the class {type(part).__name__}"
        raise InvalidValueError(Problem(message=message, value=part))
    return name


def _venues(event: "Event", venues: Iterable[Venue]) -> dict[str, Any]:
    main, others = event.venue, event.other_venues
    for venue in venues:
        if main is None or main.id == venue.id:
            main = venue
        else:
            others = merged(others, [venue])
    return {"venue": main, "other_venues": others}


def remove(whole: W, parts: Sequence[Any]) -> W:
    """The whole without these parts, given themselves or by id."""
    gone = [_placed(whole, part) for part in parts]
    changes: dict[str, Any] = {}
    for name in dict.fromkeys(name for name, _ in gone):
        value = getattr(whole, name)
        left = tuple(p for i, p in enumerate(_parts(value)) if (name, i) not in gone)
        changes[name] = left if isinstance(value, tuple) else None
    return whole.replace(**changes)  # type: ignore[no-any-return]


def _placed(whole: Any, part: Any) -> tuple[str, int]:
    """The member that holds a part, and where in it."""
    by_id = isinstance(part, str)
    if not by_id:
        _home(whole, part)
    name = part if by_id else key_of(part)
    there = {
        (field.name, i): p
        for field in fields_of(type(whole))
        if field.model and (field.model.__name__ in KEYS or hasattr(field.model, "id"))
        for i, p in enumerate(_parts(getattr(whole, field.name)))
        if by_id or type(p) is type(part)
    }
    found = [place for place, p in there.items() if p == part]
    found = found or [place for place, p in there.items() if key_of(p) == name]
    if not found:
        known = [key for p in there.values() if (key := key_of(p))]
        raise UnknownIdError(unknown("part", name, known))
    if len(found) > 1 and by_id:
        message = f"{name!r} is the id of several parts: {', '.join(n for n, _ in found)}"
        raise InvalidValueError(Problem(message=message, mend="give the part itself"))
    return found[0]


def _parts(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (() if value is None else (value,))


def amended(entry: W, changes: dict[str, Any]) -> W:
    """An entry or event with changes; a new start without an end keeps the elapsed length."""
    if changes.get("id", entry.id) != entry.id:
        message = "an id is kept for good, since the world knows an entry by it"
        mend = "remove the old one and put a new one"
        raise InvalidValueError(Problem(message=message, value=changes["id"], mend=mend))
    start, old = changes.get("start"), entry.start
    if (
        entry.end is None
        or "end" in changes
        or isinstance(start, datetime) != isinstance(old, datetime)
    ):
        return entry.replace(**changes)  # type: ignore[no-any-return]
    if isinstance(start, datetime) and start.tzinfo is not None:
        end = start.astimezone(UTC) + elapsed(old, entry.end)
        changes = {**changes, "end": end.astimezone(start.tzinfo)}
    elif isinstance(start, date) and not isinstance(start, datetime):
        changes = {**changes, "end": start + (entry.end - old)}
    return entry.replace(**changes)  # type: ignore[no-any-return]
