"""Sessionize's JSON API, version 2: the views All and GridSmart, read into an event.

- The file has no id, title or zone: the event that it is read into has them. Times are by the
  clock on the wall there, or in the zone that the caller names.
- What it says of a session or speaker is taken over; what else the event knows of them (materials,
  notes, an email) stays, and so do sessions that are not in the file.
- Rooms and tracks that the event has already, by id or by name, are those of the event. A new room
  is one of its venue.
- A category called a track, a level or a format gives the session's ``track``, ``level`` and
  ``kind``; all others are topics. A service session is a break, a plenum session is in all rooms.
- Answers to a session's questions stay in ``extra["sessionize"]["answers"]``, by question.

What it cannot carry: ``registry.SESSIONIZE_CANNOT_CARRY``.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.formats.naming import lawful
from hallwaytrack.formats.objects import MAX_BYTES, Findings, Item, made, parsed
from hallwaytrack.formats.registry import Reading
from hallwaytrack.formats.sessionize.parts import Cast, Rooms, Tracks, names_of
from hallwaytrack.formats.sessionize.views import Source, source_of
from hallwaytrack.model.at import At, at
from hallwaytrack.model.entries import Entry
from hallwaytrack.model.event import Event
from hallwaytrack.model.places import VirtualLocation
from hallwaytrack.model.sessions import Material, Session

KEPT: Final = "sessionize"
TRACK = re.compile(r"\btracks?\b", re.IGNORECASE)
LEVEL = re.compile(r"\blevels?\b", re.IGNORECASE)
FORMAT = re.compile(r"\b(?:formats?|types?)\b", re.IGNORECASE)
KINDS: Final[Mapping[str, str]] = {
    "keynote": "keynote",
    "workshop": "workshop",
    "panel": "panel",
    "lightning": "lightning",
    "demo": "demo",
    "discussion": "discussion",
}
"""Words in a session's format, and the kind that each means."""
STATUSES: Final[Mapping[str, str]] = {
    "accepted": "confirmed",
    "accept_queue": "tentative",
    "nominated": "tentative",
    "waitlisted": "tentative",
    "decline_queue": "tentative",
    "declined": "cancelled",
}
SESSION_MEMBERS: Final[Mapping[str, str]] = {
    "id": "id",
    "title": "title",
    "description": "abstract",
    "startsAt": "start",
    "endsAt": "end",
    "isServiceSession": "kind",
    "isPlenumSession": "all_rooms",
    "roomId": "room",
    "speakers": "contributors",
    "categoryItems": "topics",
    "status": "status",
    "liveUrl": "online",
    "recordingUrl": "materials",
    "questionAnswers": "extra",
}
"""The members of a session, and what each becomes."""
WORDS: Final = {ours: theirs for theirs, ours in SESSION_MEMBERS.items()}


def read_sessionize(
    data: bytes,
    *,
    into: Event | None = None,
    timezone: str | None = None,
    max_bytes: int | None = MAX_BYTES,
) -> Reading:
    """An event with the programme that Sessionize has of it.

    Args:
        data: The bytes of the view All or GridSmart.
        into: The event.
        timezone: The IANA name of the zone of its times; left out, that of the event.
        max_bytes: The most that is read; None for no limit.

    Returns:
        The event, and what could not be taken over, with JSON Pointers.

    Raises:
        DecodeError: If it is neither of the views, or too large.
        InvalidValueError: If there is no event or no zone, or what the event holds does not fit
            what was read, such as a part of a session that has moved.
    """
    if not isinstance(into, Event):
        message, mend = "a programme is read into the event that it is of", "give into=event"
        raise InvalidValueError(Problem(message=message, value=into, mend=mend))
    zone = timezone or into.timezone
    if zone is None:
        message, mend = "the times of Sessionize name no zone", 'give timezone="Area/City"'
        raise InvalidValueError(Problem(message=message, mend=mend))
    findings = Findings()
    source = source_of(parsed(data, "a programme", max_bytes), findings)
    stage = _Stage(into, at(zone), source)
    sessions = list(stage.sessions())
    whole = into.replace(timezone=into.timezone or zone, venue=stage.rooms.venue())
    whole = whole.put(*stage.cast.people.values(), *stage.tracks.new, *sessions)
    return Reading(whole, findings.told())


class _Stage:
    """The event that is read into, and what of its people, rooms and tracks is in the file."""

    def __init__(self, into: Event, clock: At, source: Source) -> None:
        self._clock = clock
        self._source = source
        self._old = {session.id: session for session in into.sessions}
        others: tuple[Entry, ...] = (*into.booths, *into.shifts)
        self._taken = names_of(entry.id for entry in others)
        self.cast = Cast(into, source)
        self.rooms = Rooms(into, source)
        self.tracks = Tracks(into)

    def sessions(self) -> Iterator[Session]:
        """The sessions of the file, each once."""
        met: dict[str, Mapping[str, Any]] = {}
        for item in self._source.sessions:
            key, title = item.key("id"), item.line("title")
            if key is None or title is None:
                item.tell("a session must have an id and a title; it is left out")
            elif key not in met:
                met[key] = item.values
                yield self._session(key, title, item)
            elif met[key] != item.values:  # a plenum session stands in several rooms
                item.tell("a session of this id was there before; this one is left out", "id", key)

    def _session(self, key: str, title: str, item: Item) -> Session:
        id = self._taken.take(lawful(key.replace("/", "-")))
        old = self._old.get(id)
        is_plenum, room = bool(item.flag("isPlenumSession")), self.rooms.id_of(item)
        answers = self._source.answers_of(item)
        extra = old.extra if old else {}
        members = {
            "title": title,
            "abstract": item.text("description"),
            "start": self._time(item, "startsAt"),
            "end": self._time(item, "endsAt"),
            "room": None if is_plenum else room,
            "all_rooms": is_plenum,
            "contributors": self.cast.contributors(item, old),
            "status": _status(item),
            "extra": {**extra, KEPT: {"answers": answers}} if answers else extra,
            **self._tagged(item, old),
            **_links(item, old),
        }
        session = old or Session(id=id, title=title)
        return made(Session, members, item, WORDS, session) or session

    def _time(self, item: Item, name: str) -> datetime | None:
        text = item.line(name)
        if text is None:
            return None
        try:
            moment = datetime.fromisoformat(text).replace(microsecond=0)
        except ValueError:
            message = f"{name} must be a time like 2024-04-20T09:00:00; it is left out"
            item.tell(message, name, text)
            return None
        if moment.tzinfo is not None:
            return moment
        try:
            return self._clock(moment.isoformat(" "))
        except InvalidValueError as error:
            item.tell(f"{name}: {error.problems[0].message}; it is left out", name, text)
            return None

    def _tagged(self, item: Item, old: Session | None) -> dict[str, Any]:
        """Track, level, kind and topics."""
        found: dict[str, Any] = {"track": None, "level": None}
        topics = []
        for tag in self._source.tags_of(item):
            kind = _kind(tag.name) if FORMAT.search(tag.category) else None
            if TRACK.search(tag.category) and found["track"] is None:
                found["track"] = self.tracks.id_of(tag.name)
            elif LEVEL.search(tag.category) and found["level"] is None:
                found["level"] = tag.name
            elif kind is not None:
                found.setdefault("kind", kind)
            else:
                topics.append(tag.name)
        if item.flag("isServiceSession"):
            found["kind"] = "break"
        elif old is not None and old.kind == "break":
            found.setdefault("kind", "talk")
        return {**found, "topics": tuple(dict.fromkeys(topics))}


def _status(item: Item) -> str:
    status = item.line("status")
    if status is None:
        return "confirmed"
    if status.casefold() not in STATUSES:
        item.tell("status is not known, and read as confirmed", "status", status, is_lost=False)
    return STATUSES.get(status.casefold(), "confirmed")


def _kind(name: str) -> str | None:
    return next((kind for word, kind in KINDS.items() if word in name.casefold()), None)


def _links(item: Item, old: Session | None) -> dict[str, Any]:
    """Where it is streamed and where it was recorded; other places and materials stay."""
    members: dict[str, Any] = {}
    live, recorded = item.line("liveUrl"), item.line("recordingUrl")
    if live:
        place = made(VirtualLocation, {"url": live, "kind": "stream"}, item, {"url": "liveUrl"})
        others = [each for each in old.online if each.url != live] if old else []
        members["online"] = (*others, *([place] if place else []))
    if recorded:
        given = {"id": "recording", "title": "Recording", "kind": "recording", "url": recorded}
        material = made(Material, given, item, {"url": "recordingUrl"})
        kept = [each for each in old.materials if each.id != "recording"] if old else []
        members["materials"] = (*kept, *([material] if material else []))
    return members
