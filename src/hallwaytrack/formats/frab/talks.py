"""The talks of a schedule: each becomes a session."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, get_args
from uuid import NAMESPACE_URL, uuid5

from hallwaytrack.errors import Problem
from hallwaytrack.formats.frab import ids
from hallwaytrack.formats.frab.cast import Cast
from hallwaytrack.formats.frab.clocks import Clocked, Clocks
from hallwaytrack.formats.frab.making import kept, made, simple
from hallwaytrack.formats.frab.places import Rooms, Tracks
from hallwaytrack.formats.frab.table import KEPT
from hallwaytrack.formats.frab.tree import Found, Talk
from hallwaytrack.formats.frab.values import kind_of, line_of, url_of
from hallwaytrack.formats.naming import Names
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.sessions import Material, Session
from hallwaytrack.model.types import url as lawful_url
from hallwaytrack.model.vocabulary import MaterialKind, SessionKind

SESSION_KINDS: tuple[str, ...] = get_args(SessionKind)
MATERIAL_KINDS: tuple[str, ...] = get_args(MaterialKind)
REFERENCES = {
    "paper": "article",
    "blog": "article",
    "media": "recording",
    "video": "recording",
    "audio": "recording",
}
"""The words of schedules for materials; those of the kinds are known, too."""
RECORDINGS = ("recording_url", "video_download_url")
STATES = {"CANCELED": "cancelled", "DELAYED": "confirmed", "DRAFT": "tentative"} | dict.fromkeys(
    ("SUBMITTED", "ACCEPTED"), "tentative"
)
"""The states of version 2 of the JSON schema that are not simply confirmed."""
OFF = ("REJECTED", "WITHDRAWN", "DELETED")
"""States of what is no part of the programme."""
KNOWN = frozenset(
    ("date", "start", "end", "duration", "persons", "participants", "type", "state", *RECORDINGS)
)


class Stage(NamedTuple):
    """What the talks of one schedule share."""

    event_id: str
    acronym: str
    base: str | None
    clocks: Clocks
    cast: Cast
    rooms: Rooms
    tracks: Tracks
    taken: Names
    problems: list[Problem]


def sessions(talks: Iterable[Talk], stage: Stage) -> Iterator[Session]:
    """The sessions, in the order of the file."""
    for talk, clocked in zip(talks, stage.clocks.talks, strict=True):
        session = _session(talk, clocked, stage)
        if session is not None:
            yield session


def _session(talk: Talk, clocked: Clocked, stage: Stage) -> Session | None:
    found = talk.found
    if str(found.get("state")).upper() in OFF:
        return None
    members = simple(Session, found)
    if "title" not in members:
        message = "a talk must have a title; it is left out"
        stage.problems.append(found.problem(message, "title", severity="error"))
        return None
    key = _id(found, stage)
    members["id"] = stage.taken.take(key)
    if members["id"] != key:
        message = f"a talk {key!r} stands there twice; this one is {members['id']!r}"
        stage.problems.append(found.problem(message, "guid"))
    members |= stage.clocks.span(clocked)
    if "start" not in members:
        message = "a talk must have a time; it is not scheduled yet"
        stage.problems.append(found.problem(message, "start"))
    members["room"] = stage.rooms.id_of(_room(talk, stage), found)
    members["track"] = stage.tracks.id_of(found.get("track"), found)
    members |= _words(found) | _references(found, members, stage)
    people = found.get("persons", "participants") or []
    members["contributors"] = stage.cast.contributors(people)
    for name in ("url", "image"):
        members[name] = _url(members.get(name), found, stage)
    _keep(found, members, key, stage)
    return made(Session, members, found, stage.problems)


def _id(found: Found, stage: Stage) -> str:
    """The id of a talk: its GUID, what that was made from, or its number."""
    guid, number = line_of(found.get("guid")), found.get("id")
    key = None if number is None else str(number).strip()
    slug = line_of(found.get("slug"))
    if guid is None:
        return ids.entry_id(key or line_of(found.get("code")) or slug or "talk")
    tail = slug.removeprefix(f"{stage.acronym}-") if slug else None
    return ids.entry_id(ids.recognised(guid, (slug, tail, key), stage.event_id))


def _room(talk: Talk, stage: Stage) -> Any:
    """The room in which a talk stands, else the one that it names."""
    own = talk.found.get("room")
    outer, inner = line_of(talk.room), line_of(own)
    if outer and inner and outer != inner:
        message = f"a talk must name the room in which it stands, {outer!r}, which is taken"
        stage.problems.append(talk.found.problem(message, "room", inner))
    return outer or own


def _words(found: Found) -> dict[str, Any]:
    """The kind, the language, the status, and whether it is recorded."""
    members: dict[str, Any] = {"kind": kind_of(line_of(found.get("type")), SESSION_KINDS)}
    language = line_of(found.get("language"))
    if language:
        members["language"] = language.replace("_", "-")
    silent = found.values.get("do_not_record")
    if isinstance(silent, bool):
        members["recording"] = "opt_out" if silent else "allowed"
    members["status"] = STATES.get(str(found.get("state")).upper(), "confirmed")
    return members


def _references(found: Found, members: dict[str, Any], stage: Stage) -> dict[str, Any]:
    """Links and materials; what is no address goes to ``extra``."""
    links: list[str] = []
    materials: list[Material] = []
    left: dict[str, Any] = {}
    taken = Names()
    told = [(name, each) for name in ("links", "attachments") for each in found.get(name) or ()]
    told += [(name, found) for name in RECORDINGS if found.get(name)]
    for name, each in told:
        is_recording = name in RECORDINGS
        url = _url(url_of(each.get(name if is_recording else "url"), stage.base), each, stage)
        title = None if is_recording else line_of(each.get("title"))
        word = "recording" if is_recording else str(each.get("type") or "").lower()
        if word in ("origin", "feedback"):
            left[f"{word}_url"] = each.get("url")
        elif url is None:
            if not is_recording:
                left.setdefault(name, []).append(dict(each.values))
        elif name == "links" and title in (None, url) and word in ("", "web", "related"):
            links.append(url)
        else:
            id = taken.take(str(uuid5(NAMESPACE_URL, url)))
            kind = _material_kind(word, name)
            material = {"id": id, "title": title or url, "url": url, "kind": kind}
            part = made(Material, material, each, stage.problems)
            materials += [part] if part is not None else []
    members["extra"] = {KEPT: left} if left else {}
    return {"links": links, "materials": materials}


def _material_kind(word: str, name: str) -> str:
    if not word:
        return "link" if name == "links" else "handout"
    return word if word in MATERIAL_KINDS else REFERENCES.get(word, "link")


def _url(value: Any, found: Found, stage: Stage) -> str | None:
    """An address that a model may hold, seen from the schedule's own; None if it is none."""
    url = url_of(value, stage.base)
    try:
        return None if url is None else lawful_url(url)
    except Refused as no:
        if url and not url.startswith("urn:uuid:"):
            stage.problems.append(found.problem(f"url {no.wants}; it is left out", "url", url))
        return None


def _keep(found: Found, members: dict[str, Any], key: str, stage: Stage) -> None:
    """What has no member, but for what the writer makes for itself."""
    number = found.get("id")
    if isinstance(number, str) and ids.NUMBER.fullmatch(number):
        number = int(number)
    guid = ids.guid_of(key, stage.event_id)
    values = {**found.values, "id": number}
    if str(number) == key or number == ids.number_of(guid):
        del values["id"]
    if values.get("slug") in (key, f"{stage.acronym}-{key}", guid.lower()):
        del values["slug"]
    word = line_of(found.get("type"))
    extra = kept(Session, found._replace(values=values), KNOWN, {})
    left = {**extra.get(KEPT, {}), **members["extra"].get(KEPT, {})}
    if word and word != members["kind"]:
        left["type"] = word
    members["extra"] = {KEPT: left} if left else {}
