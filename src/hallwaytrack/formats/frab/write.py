"""Writing a schedule: the composed one as JSON or as XML, always with the same bytes."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import time
from typing import Any
from xml.sax.saxutils import escape

from hallwaytrack.formats.frab.compose import DaySheet, Schedule, schedule_of
from hallwaytrack.formats.frab.describe import Members
from hallwaytrack.formats.frab.table import CONFERENCE, JSON, TALK, XML, Row
from hallwaytrack.model.event import Event
from hallwaytrack.views.agenda import DAY_STARTS

GENERATOR = "hallwaytrack"
"""Without a version: a new release must not change a schedule in which nothing changed."""
SCHEMA = "https://c3voc.de/schedule/schema.json"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
PARTS = frozenset(("tracks", "rooms", "persons", "links", "attachments", "days.rooms"))
SIMPLE = tuple(row for row in TALK if row.key not in PARTS and "recording" not in row.xml)
ATTRIBUTES = tuple(row for row in SIMPLE if row.xml.startswith("@"))
ELEMENTS = tuple(row for row in SIMPLE if row.xml and not row.xml.startswith("@"))
NEEDED = frozenset(("room", "title", "type", "abstract", "track"))
"""The elements of a talk that the XSD wants even where they are empty."""


def write_json(event: Event, *, day_starts: time = DAY_STARTS, indent: bool = False) -> bytes:
    """An event as ``schedule.json``, valid by the schema of c3voc (version 1), in UTF-8.

    Args:
        event: The event. What is private in it is not part of the format.
        day_starts: When a day of the schedule begins, by the clock on the wall: a talk before it
            stands under the day before.
        indent: Spread it over lines, for people to read.

    Raises:
        InvalidValueError: If ``day_starts`` is not a time without a zone.
    """
    schedule = schedule_of(event, JSON, day_starts)
    days = [{**day.members, "rooms": _by_name(day)} for day in schedule.days]
    whole = {
        "$schema": SCHEMA,
        "generator": {"name": GENERATOR},
        "schedule": {
            "version": schedule.version,
            "conference": {**schedule.conference, "days": days},
        },
    }
    separators = None if indent else (",", ":")
    text = json.dumps(
        whole, ensure_ascii=False, indent=2 if indent else None, separators=separators
    )
    return text.encode() + b"\n"


def _by_name(day: DaySheet) -> dict[str, list[Members]]:
    """Rooms of one name stand together: JSON tells rooms by nothing else."""
    rooms: dict[str, list[Members]] = {}
    for sheet in day.rooms:
        rooms.setdefault(sheet.name, []).extend(sheet.talks)
    return rooms


def write_xml(event: Event, *, day_starts: time = DAY_STARTS) -> bytes:
    """An event as ``schedule.xml``, valid by the XSD of c3voc, in UTF-8.

    Arguments and errors are as for ``write_json``.
    """
    return ("\n".join(_lines(schedule_of(event, XML, day_starts))) + "\n").encode()


def _lines(schedule: Schedule) -> Iterator[str]:
    yield DECLARATION
    yield "<schedule>"
    yield f'<generator name="{GENERATOR}"/>'
    yield _element("version", schedule.version)
    yield "<conference>"
    yield from _conference(schedule.conference)
    yield "</conference>"
    for day in schedule.days:
        yield from _day(day)
    yield "</schedule>"


def _conference(members: Members) -> Iterator[str]:
    for row in CONFERENCE:
        if row.xml and row.key not in PARTS and row.key in members:
            yield _element(row.xml, members[row.key])
    yield _element("days", members["daysCount"])
    for track in members["tracks"]:
        yield f"<track{_attributes(track)}/>"


def _day(day: DaySheet) -> Iterator[str]:
    names = {"day_start": "start", "day_end": "end"}
    yield f"<day{_attributes({names.get(n, n): v for n, v in day.members.items()})}>"
    for sheet in day.rooms:
        yield f"<room{_attributes({'name': sheet.name, 'guid': sheet.guid})}>"
        for talk in sheet.talks:
            yield from _talk(talk)
        yield "</room>"
    yield "</day>"


def _talk(talk: Members) -> Iterator[str]:
    yield f"<event{_attributes({row.xml[1:]: talk.get(row.key) for row in ATTRIBUTES})}>"
    for row in ELEMENTS:
        value = talk.get(_key(row))
        if row.xml == "url" and value == f"urn:uuid:{talk['guid']}":
            continue  # only JSON needs an address of what has none
        if value is not None or row.xml in NEEDED:
            yield _element(row.xml, "" if value is None else value)
        if row.xml == "date":
            yield _element("start", talk["start"])
    yield from _recording(talk)
    yield from _parts("persons", (_person(person) for person in talk["persons"]))
    for name in ("links", "attachments"):
        yield from _parts(name, (_reference(name[:-1], each) for each in talk[name]))
    yield "</event>"


def _key(row: Row) -> str:
    return row.xml if row.xml == "duration" else row.key


def _recording(talk: Members) -> Iterator[str]:
    licence, silent = talk.get("recording_license"), talk.get("do_not_record")
    if licence is not None or silent is not None:
        yield "<recording>"
        yield _element("license", licence or "")
        yield _element("optout", "true" if silent else "false")
        yield "</recording>"


def _parts(name: str, parts: Iterable[str]) -> Iterator[str]:
    yield f"<{name}>"
    yield from parts
    yield f"</{name}>"


def _person(person: Members) -> str:
    attributes = {name: person.get(name) for name in ("id", "guid")}
    return f"<person{_attributes(attributes)}>{escape(person['name'])}</person>"


def _reference(tag: str, reference: Members) -> str:
    attributes = {"href": reference["url"], "type": reference.get("type")}
    text = escape(reference.get("title") or reference["url"])
    return f"<{tag}{_attributes(attributes)}>{text}</{tag}>"


def _element(tag: str, value: Any) -> str:
    return f"<{tag}>{escape(str(value))}</{tag}>"


def _attributes(values: Mapping[str, Any]) -> str:
    told = ((name, str(value)) for name, value in values.items() if value is not None)
    return "".join(f' {name}="{escape(value, QUOTE)}"' for name, value in told)


QUOTE = {'"': "&quot;"}
