"""``schedule.xml`` as it is found: elements become the members that ``schedule.json`` has."""

from collections.abc import Iterable, Mapping
from typing import Any

from hallwaytrack.errors import DecodeError, Problem
from hallwaytrack.formats.frab.elements import Element, root_of
from hallwaytrack.formats.frab.table import CONFERENCE, TALK
from hallwaytrack.formats.frab.tree import Found, Programme, Talk

REFERENCES = ("links", "attachments")
PEOPLE = ("persons", "speakers", "participants")
RECORDING = {
    "license": "recording_license",
    "optout": "do_not_record",
    "url": "recording_url",
    "link": "recording_url",
}
"""What stands in ``<recording>``, by its name in JSON."""
TRUTH: Mapping[str, bool] = {"true": True, "1": True, "false": False, "0": False}
TEXTS = frozenset(row.xml for row in (*CONFERENCE, *TALK)) | {"date", "start", "duration"}
"""What is a text, even where markup stands in it that should have been escaped."""
ELEMENTS = ("day", "tracks", "track", "room", "rooms")
"""What is no member of a conference or schedule, but a part with rows of its own."""


def programme_of(data: bytes) -> tuple[Programme, list[Problem]]:
    """The parts of a schedule, and what was mended in the XML.

    Raises:
        DecodeError: If it cannot be read, or is no schedule.
    """
    root, problems = root_of(data)
    conference = next(root.all("conference"), None)
    if root.tag != "schedule" or conference is None:
        what = f"<{root.tag}>" if root.tag != "schedule" else "<schedule> without <conference>"
        message = "XML of a schedule must hold <schedule> and in it <conference>"
        raise DecodeError(Problem(message=message, value=what, line=root.line))
    days = [*root.all("day"), *conference.all("day")]
    rooms = [room for day in days for room in day.all("room")]
    tracks = [track for whole in (conference, root) for track in _tracks(whole)]
    return Programme(
        head=_found(root, _members(e for e in root if e is not conference)),
        conference=_found(conference, _members(conference)),
        rooms=[_found(room, room.attributes) for room in rooms if room.attributes.get("name")],
        tracks=[_found(t, {"name": t.text, **t.attributes}) for t in tracks],
        people=[],
        days=[_found(day, _day(day.attributes)) for day in days],
        talks=[talk for day in days for talk in _talks(day)],
        refused=[],
    ), problems


def _found(element: Element, values: Mapping[str, Any]) -> Found:
    return Found(values, "", element.line)


def _tracks(whole: Element) -> Iterable[Element]:
    yield from whole.all("track")
    for each in whole.all("tracks"):
        yield from each.all("track")


def _members(elements: Iterable[Element]) -> dict[str, Any]:
    return {e.tag: _value(e) for e in elements if e.tag not in ELEMENTS}


def _value(element: Element) -> Any:
    """The text of an element, or what its attributes and elements hold by name."""
    if element.tag in TEXTS or (element.is_leaf and not element.attributes):
        return element.text
    values: dict[str, Any] = dict(element.attributes)
    for part in element:
        values.setdefault(part.tag, _value(part))
    if element.is_leaf and element.text.strip():
        values["text"] = element.text
    return values


def _day(attributes: Mapping[str, str]) -> dict[str, str]:
    names = {"start": "day_start", "end": "day_end"}
    return {names.get(name, name): value for name, value in attributes.items()}


def _talks(day: Element) -> Iterable[Talk]:
    found = _found(day, _day(day.attributes))
    for part in day:
        if part.tag == "event":
            yield Talk(_found(part, _talk(part)), found)
        elif part.tag == "room":
            name = part.attributes.get("name")
            for event in part.all("event"):
                yield Talk(_found(event, _talk(event)), found, name)


def _talk(event: Element) -> dict[str, Any]:
    values: dict[str, Any] = dict(event.attributes)
    for part in event:
        tag = part.tag
        if tag in PEOPLE:
            values["persons"] = [_found(p, _person(p)) for p in part]
        elif tag in REFERENCES:
            values[tag] = [_found(p, _reference(p)) for p in part]
        elif tag == "recording" and not part.is_leaf:
            values |= {RECORDING.get(p.tag, p.tag): _truth(p.text) for p in part}
        else:
            values.setdefault(tag, _value(part))
    return values


def _truth(text: str) -> Any:
    return TRUTH.get(text.strip().lower(), text)


def _person(person: Element) -> dict[str, Any]:
    if person.is_leaf:
        return {**person.attributes, "name": person.text or person.attributes.get("name", "")}
    return {**person.attributes, **{part.tag: _value(part) for part in person}}


def _reference(link: Element) -> dict[str, Any]:
    url = link.attributes.get("href") or link.attributes.get("url") or link.text
    return {"title": link.text, "type": link.attributes.get("type"), "url": url}
