"""``schedule.json`` as it is found, in both versions of its schema.

A member that is there must be of its JSON type. Where what a talk is told by is not (``NEEDED``),
that talk is refused, with the place of each fault; anything else is left out, and told. Version 2
has its talks and people in lists of their own, names a talk's room and track by objects, and may
give a text in several languages.
"""

import re
from collections.abc import Container, Iterator, Mapping
from typing import Any, NamedTuple

from hallwaytrack.errors import DecodeError, Problem, pointer
from hallwaytrack.formats.frab.tree import Found, Problems, Programme, Talk
from hallwaytrack.formats.objects import json_of

CODE = re.compile("[A-Z0-9]+")
DIGITS = re.compile("[0-9]{1,15}")
Types = Mapping[str, tuple[type, ...]]
TEXT, NUMBER, LIST, TRUTH = (str,), (int,), (list,), (bool,)
TALK_TYPES: Types = {
    **dict.fromkeys(("guid", "code", "start", "end", "slug", "url", "title", "subtitle"), TEXT),
    **dict.fromkeys(("date", "type", "language"), TEXT),
    **dict.fromkeys(("abstract", "description"), (str, dict)),
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
NEEDED = frozenset(("guid", "title", "name", *PARTS))
"""The members without which it would not be known what a talk is."""
NEEDED_OF_PEOPLE = NEEDED | {"id"}
"""And who is meant: a number that is none may name anybody."""
BARE = {"persons": "name", "participants": "name", "links": "url", "attachments": "url"}
"""What a part is that is only a text."""
NAMES: Mapping[type, str] = {
    str: "a text",
    int: "a whole number",
    list: "a list",
    bool: "true or false",
    dict: "an object",
}


class Faults(NamedTuple):
    """What is wrong: with talks that are refused, and with members that are left out."""

    refused: list[Problem]
    told: list[Problem]


def programme_of(data: bytes) -> tuple[Programme, list[Problem]]:
    """The parts of a schedule, and what was left out of its talks.

    Raises:
        DecodeError: If it cannot be read, or is no schedule.
    """
    whole = _object(json_of(data), "")
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
    faults = Faults(Problems(), Problems())
    rooms = [Found({"name": name}, day.place) for day in days for name in _by_room(day)]
    talks = [*_of_days(days, faults), *_of_list(Found(schedule, place), faults)]
    return Programme(
        head=Found({"generator": whole.get("generator"), **schedule}, place),
        conference=conference,
        rooms=[*_objects(conference, "rooms"), *_objects(Found(schedule, place), "rooms"), *rooms],
        tracks=[*_objects(conference, "tracks")],
        people=[*_objects(Found(schedule, place), "persons")],
        days=days,
        talks=talks,
        refused=faults.refused,
    ), faults.told


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


def _of_days(days: list[Found], faults: Faults) -> Iterator[Talk]:
    for day in days:
        for name, talks in _by_room(day).items():
            for i, talk in enumerate(talks if isinstance(talks, list) else ()):
                place = day.place + pointer("rooms", name, i)
                if (found := _talk(talk, place, faults)) is not None:
                    yield Talk(found, day, name)


def _of_list(schedule: Found, faults: Faults) -> Iterator[Talk]:
    talks = schedule.values.get("events")
    for i, talk in enumerate(talks if isinstance(talks, list) else ()):
        found = _talk(talk, schedule.place + pointer("events", i), faults)
        if found is not None:
            yield Talk(found)


def _talk(talk: Any, place: str, faults: Faults) -> Found | None:
    """A talk with what is of its type; None if it is refused, and what is wrong is told."""
    before = len(faults.refused)
    values = _checked(talk, TALK_TYPES, NEEDED, place, faults)
    for name, types in PARTS.items():
        needed = NEEDED_OF_PEOPLE if types is PERSON_TYPES else NEEDED
        parts = []
        for i, part in enumerate(values.get(name) or ()):
            spot = place + pointer(name, i)
            whole = {BARE[name]: part} if type(part) is str else part
            parts.append(Found(_checked(whole, types, needed, spot, faults), spot))
        if parts:
            values[name] = parts
    for name in ("abstract", "description"):
        if type(values.get(name)) is dict:
            values[name] = _in_language(values[name], values.get("language"))
    return Found(values, place) if len(faults.refused) == before else None


def _in_language(texts: dict[str, Any], language: Any) -> Any:
    """Of a text in several languages the one in that of the talk, else the first."""
    return texts.get(language) or next(iter(texts.values()), None)


def _checked(
    value: Any, types: Types, needed: Container[str], place: str, faults: Faults
) -> dict[str, Any]:
    """The members that are of their types; a number may be told as a text."""
    if type(value) is not dict:
        faults.refused.append(Problem(message="must be an object", value=value, place=place))
        return {}
    kept = {}
    for name, member in value.items():
        wanted = types.get(name)
        if wanted is NUMBER and type(member) is str and DIGITS.fullmatch(member):
            kept[name] = int(member)
            continue
        if wanted is not None and member is not None and type(member) not in wanted:
            message = f"{name} must be {' or '.join(NAMES[t] for t in wanted)}"
        elif name == "code" and member and not CODE.fullmatch(member):
            message = "code must be capital letters and digits"
        else:
            kept[name] = member
            continue
        _tell(message, member, place + pointer(name), faults, is_needed=name in needed)
    return kept


def _tell(message: str, value: Any, place: str, faults: Faults, *, is_needed: bool) -> None:
    if is_needed:
        faults.refused.append(Problem(message=message, value=value, place=place))
    else:
        told = f"{message}; it is left out"
        faults.told.append(Problem(message=told, value=value, place=place, severity="warning"))
