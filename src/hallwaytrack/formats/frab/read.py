"""Reading a schedule: the parts that were found become an event."""

from typing import Any

from hallwaytrack.errors import DecodeError, Problem
from hallwaytrack.formats.frab import from_json, from_xml, ids
from hallwaytrack.formats.frab.cast import Cast
from hallwaytrack.formats.frab.clocks import Clocks, of_conference
from hallwaytrack.formats.frab.making import kept, made, simple
from hallwaytrack.formats.frab.places import Rooms, Tracks
from hallwaytrack.formats.frab.source import MAX_BYTES, check_options, source_of
from hallwaytrack.formats.frab.table import KEPT, MADE
from hallwaytrack.formats.frab.talks import Stage, sessions
from hallwaytrack.formats.frab.tree import Programme
from hallwaytrack.formats.frab.values import line_of, url_of
from hallwaytrack.formats.naming import Names, lawful, slug
from hallwaytrack.formats.registry import Reading
from hallwaytrack.model.event import Event

UNTITLED = "(untitled)"
KNOWN = frozenset(
    (
        *("start", "end", "days", "daysCount", "day_change", "venue", "city", "rooms", "tracks"),
        *("subtitle", "languages", "base_url", "release"),
    )
)
"""Members of a conference that are understood, or follow from the others."""


def read_xml(
    data: bytes,
    *,
    timezone: str | None = None,
    namespace: str | None = None,
    source: str | None = None,
    max_bytes: int | None = MAX_BYTES,
) -> Reading:
    """The event that a ``schedule.xml`` holds, from pentabarf, frab, pretalx, wafer or the like.

    Args:
        data: The bytes, gzipped or not.
        timezone: The IANA name of the zone of its times, where the file names none. Left out, a
            file with offsets gets a zone of that fixed offset, one without any gets UTC.
        namespace: What makes the conference's acronym unique in the world, such as a host name:
            "31c3" becomes "31c3@events.ccc.de".
        source: Where it was read from, a URL.
        max_bytes: More than that, unpacked, is refused; None for no limit.

    Returns:
        The event, and what was mended or could not be taken over, with lines.

    Raises:
        DecodeError: If it is no schedule, or too large; with the line where there is one.
        InvalidValueError: If an argument is not what it should be.
    """
    check_options(timezone, namespace, source)
    programme, problems = from_xml.programme_of(source_of(data, max_bytes))
    return _reading(programme, problems, timezone, namespace, source)


def read_json(
    data: bytes,
    *,
    timezone: str | None = None,
    namespace: str | None = None,
    source: str | None = None,
    max_bytes: int | None = MAX_BYTES,
) -> Reading:
    """The event that a ``schedule.json`` holds; all is as for ``read_xml``, with JSON Pointers.

    Raises:
        DecodeError: If it is no schedule, too large, or none of its talks is as it must be.
        InvalidValueError: If an argument is not what it should be.
    """
    check_options(timezone, namespace, source)
    programme = from_json.programme_of(source_of(data, max_bytes))
    return _reading(programme, [], timezone, namespace, source)


def _reading(
    programme: Programme,
    problems: list[Problem],
    timezone: str | None,
    namespace: str | None,
    source: str | None,
) -> Reading:
    problems += programme.refused
    if programme.refused and not programme.talks:
        raise DecodeError(programme.refused)
    conference = programme.conference
    members = simple(Event, conference)
    acronym = line_of(conference.get("acronym"))
    if "title" not in members:
        problems.append(conference.problem("a conference must have a title", "title"))
    title = members.setdefault("title", acronym or UNTITLED)
    name = lawful(acronym or ids.words_of(title) or slug(title, "event"))
    members["id"] = lawful(f"{name}@{namespace}") if namespace else name
    clocks = Clocks(programme, timezone, problems)
    base = url_of(conference.get("base_url")) or url_of(programme.head.get("base_url"))
    members |= {each: url_of(members[each], base) for each in ("url", "image") if each in members}
    stage = Stage(
        event_id=members["id"],
        acronym=name,
        base=base,
        clocks=clocks,
        cast=Cast(programme.people, problems),
        rooms=Rooms(programme.rooms, members["id"], problems),
        tracks=Tracks(programme.tracks, problems),
        taken=Names(),
        problems=problems,
    )
    members["sessions"] = tuple(sessions(programme.talks, stage))
    members |= {"kind": "conference", "timezone": clocks.zone.key if clocks.zone else None}
    members |= _of_stage(stage, title, programme) | of_conference(programme, clocks)
    members["sources"] = [source] if source else []
    return Reading(_event(members, programme, problems), problems)


def _of_stage(stage: Stage, title: str, programme: Programme) -> dict[str, Any]:
    """What the talks and the lists together tell."""
    conference = programme.conference
    keywords = conference.get("keywords")
    return {
        "tracks": tuple(stage.tracks.tracks.values()),
        "venue": stage.rooms.venue(title, conference),
        "people": stage.cast.people(stage.base),
        "topics": [word for each in keywords if (word := line_of(each))] if keywords else [],
        "languages": conference.get("languages") or [],
        "subtitle": line_of(conference.get("subtitle")),
        "extra": _extra(programme),
    }


def _extra(programme: Programme) -> dict[str, Any]:
    extra: dict[str, Any] = kept(Event, programme.conference, KNOWN, MADE)
    version = programme.head.get("version") or programme.conference.get("release")
    if isinstance(version, str) and version != MADE["version"]:
        extra.setdefault(KEPT, {})["version"] = version
    return extra


def _event(members: dict[str, Any], programme: Programme, problems: list[Problem]) -> Event:
    conference = programme.conference
    if "start" not in members:
        message = "a schedule must have a day: a start of the conference, or a talk with a date"
        raise DecodeError(conference.problem(message, "start", severity="error"))
    event = made(Event, members, conference, problems)
    if event is None:
        raise DecodeError(problems[-1])
    return event
