"""``schedule.json`` as it is found, in both versions of its schema.

A member that is there must be of its JSON type: where a talk's is not, that talk is refused, with
the place of each fault. Version 2 has its talks and people in lists of their own, and names a
talk's room and track by objects.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from hallwaytrack.errors import DecodeError, Problem, pointer
from hallwaytrack.formats.frab.tree import Found, Programme, Talk

CODE = re.compile("[A-Z0-9]+")
Types = Mapping[str, tuple[type, ...]]
TEXT, NUMBER, LIST, TRUTH = (str,), (int,), (list,), (bool,)
TALK_TYPES: Types = {
    **dict.fromkeys(("guid", "code", "start", "end", "slug", "url", "title", "subtitle"), TEXT),
    **dict.fromkeys(("date", "type", "language", "abstract", "description"), TEXT),
    **dict.fromkeys(("recording_license", "feedback_url", "origin_url"), TEXT),
    **dict.fromkeys(("persons", "participants", "links", "attachments"), LIST),
    **dict.fromkeys(("room", "track", "logo"), (str, dict)),
    "id": NUMBER,
    "duration": (str, int),
    "do_not_record": TRUTH,
    "do_not_stream": (bool, str),
}
PERSON_TYPES: Types = {
    **dict.fromkeys(("guid", "code", "name", "public_name", "full_public_name"), TEXT),
    **dict.fromkeys(("biography", "url", "role"), TEXT),
    "avatar": (str, dict),
    "id": NUMBER,
    "links": LIST,
}
REFERENCE_TYPES: Types = dict.fromkeys(("url", "title", "type"), TEXT)
PARTS: Mapping[str, Types] = {
    "persons": PERSON_TYPES,
    "participants": PERSON_TYPES,
    "links": REFERENCE_TYPES,
    "attachments": REFERENCE_TYPES,
}
NAMES: Mapping[type, str] = {
    str: "a text",
    int: "a whole number",
    list: "a list",
    bool: "true or false",
    dict: "an object",
}


def programme_of(data: bytes) -> Programme:
    """The parts of a schedule.

    Raises:
        DecodeError: If it cannot be read, or is no schedule.
    """
    whole = _object(_parsed(data), "")
    place = "/schedule" if "schedule" in whole else ""
    schedule = _object(whole.get("schedule", whole), place)
    if "conference" not in schedule:
        message = "JSON of a schedule must hold a conference"
        raise DecodeError(Problem(message=message, place=place or "/schedule"))
    conference = Found(
        _object(schedule["conference"], f"{place}/conference"), f"{place}/conference"
    )
    inside = conference if "days" in conference.values else Found(schedule, place)
    days = [*_objects(inside, "days")]
    refused: list[Problem] = []
    rooms = [Found({"name": name}, day.place) for day in days for name in _by_room(day)]
    talks = [*_of_days(days, refused), *_of_list(Found(schedule, place), refused)]
    return Programme(
        head=Found({"generator": whole.get("generator"), **schedule}, place),
        conference=conference,
        rooms=[*_objects(conference, "rooms"), *_objects(Found(schedule, place), "rooms"), *rooms],
        tracks=[*_objects(conference, "tracks")],
        people=[*_objects(Found(schedule, place), "persons")],
        days=days,
        talks=talks,
        refused=refused,
    )


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        message = f"JSON must be well-formed ({error.msg}, column {error.colno})"
        raise DecodeError(Problem(message=message, line=error.lineno)) from None
    except RecursionError:
        raise DecodeError(Problem(message="JSON must not be nested so deep")) from None
    except ValueError as error:  # bytes of no encoding, or a number of thousands of digits
        raise DecodeError(Problem(message=f"JSON must be readable ({error})")) from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _object(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        message = "JSON of a schedule must have an object here"
        raise DecodeError(Problem(message=message, value=value, place=place))
    return value


def _objects(whole: Found, name: str) -> Iterator[Found]:
    """The objects in a list."""
    values = whole.values.get(name)
    for i, value in enumerate(values if isinstance(values, list) else ()):
        if isinstance(value, dict):
            yield Found(value, whole.place + pointer(name, i))


def _by_room(day: Found) -> Mapping[str, Any]:
    rooms = day.values.get("rooms")
    return rooms if isinstance(rooms, dict) else {}


def _of_days(days: list[Found], refused: list[Problem]) -> Iterator[Talk]:
    for day in days:
        for name, talks in _by_room(day).items():
            for i, talk in enumerate(talks if isinstance(talks, list) else ()):
                place = day.place + pointer("rooms", name, i)
                if (found := _talk(talk, place, refused)) is not None:
                    yield Talk(found, day, name)


def _of_list(schedule: Found, refused: list[Problem]) -> Iterator[Talk]:
    talks = schedule.values.get("events")
    for i, talk in enumerate(talks if isinstance(talks, list) else ()):
        found = _talk(talk, schedule.place + pointer("events", i), refused)
        if found is not None:
            yield Talk(found)


def _talk(talk: Any, place: str, refused: list[Problem]) -> Found | None:
    """A talk whose members are of their types; else None, and what is wrong is told."""
    before = len(refused)
    _check(talk, TALK_TYPES, place, refused)
    for name, types in PARTS.items() if isinstance(talk, dict) else ():
        parts = talk.get(name)
        for i, part in enumerate(parts if isinstance(parts, list) else ()):
            _check(part, types, place + pointer(name, i), refused)
    if len(refused) > before:
        return None
    lists = {
        name: [Found(part, place + pointer(name, i)) for i, part in enumerate(talk[name])]
        for name in PARTS
        if talk.get(name)
    }
    return Found({**talk, **lists}, place)


def _check(value: Any, types: Types, place: str, refused: list[Problem]) -> None:
    if type(value) is not dict:
        refused.append(Problem(message="must be an object", value=value, place=place))
        return
    for name, member in value.items():
        wanted = types.get(name)
        if wanted is not None and member is not None and type(member) not in wanted:
            message = f"{name} must be {' or '.join(NAMES[t] for t in wanted)}"
        elif name == "code" and member and not CODE.fullmatch(member):
            message = "code must be capital letters and digits"
        else:
            continue
        refused.append(Problem(message=message, value=member, place=place + pointer(name)))
