"""The parts of an event as a schedule describes them: talks, people, rooms, tracks.

Each is an object of ``schedule.json``, from which XML is written, too. What the rules of the format
refuse is left out; ``lost.py`` tells it.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from re import Pattern
from typing import Any, TypeAlias

from hallwaytrack.formats.frab import ids
from hallwaytrack.formats.frab.table import KEPT, ROWS, Dialect
from hallwaytrack.formats.frab.talks import SESSION_KINDS
from hallwaytrack.formats.frab.values import NOT_IN_XML, kind_of, length_text, uri_of
from hallwaytrack.model.event import Event, Party
from hallwaytrack.model.people import Person
from hallwaytrack.model.places import Room
from hallwaytrack.model.sessions import Material, Session, Track
from hallwaytrack.model.times import elapsed

Members: TypeAlias = dict[str, Any]
Fits: TypeAlias = Callable[[Any], bool]
NO_ROOM = ""
NO_TIME = timedelta(0)
LONGEST = timedelta(hours=99, minutes=59, seconds=59)
"""The longest talk that XML has room for."""
REFERENCE_WORDS: Mapping[str, str] = {
    "slides": "slides",
    "recording": "media",
    "article": "article",
    "link": "related",
    "handout": "",
}
"""The words for kinds of materials that both schemas know; "" is said by leaving it out."""


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_uri(value: Any) -> bool:
    return isinstance(value, str) and uri_of(value) == value


ROOM_TYPES = (
    *("lecturehall", "stage", "workshop", "outside", "online", "project", "bbb", "hangar"),
    "other",
)
ROOM_FITS: Mapping[str, Fits] = {
    "description": _is_text,
    "stream_id": _is_text,
    "type": lambda value: value in ROOM_TYPES,
    "url": _is_uri,
}
TALK_FITS: Mapping[str, Fits] = {
    "feedback_url": _is_uri,
    "origin_url": _is_uri,
    "do_not_stream": lambda value: isinstance(value, bool | str),
}
"""What is kept beside the members, and written only if the schema allows it."""


class Stage:
    """What the parts of one schedule share while they are described."""

    def __init__(self, event: Event, dialect: Dialect) -> None:
        self.event_id = event.id
        self.dialect = dialect
        self.acronym = acronym_of(event.id, dialect)
        venues = (*([event.venue] if event.venue else []), *event.other_venues)
        self.rooms: list[Room] = [room for venue in venues for room in venue.rooms]
        self.names = {room.id: clean(room.name, dialect) for room in self.rooms}
        self.tracks = {track.id: clean(track.name, dialect) for track in event.tracks}
        parties: tuple[Party, ...] = (*event.people, *event.groups, *event.sponsors)
        self.parties = {party.id: party for party in parties}
        self.persons: dict[str, Members] = {}
        self.taken: dict[str, set[Any]] = {"id": set(), "slug": set(), "code": set()}
        talks = [session for session in event.sessions if takes_place(session)]
        self.guids = {talk.id: ids.guid_of(talk.id, event.id) for talk in talks}
        # What talks bring with them goes first, so that no number made for another takes it.
        brought = (str(kept_in(talk).get("id") or talk.id) for talk in talks)
        self.brought = {int(number) for number in brought if ids.NUMBER.fullmatch(number)}

    def only(self, name: str, value: Any, pattern: Pattern[str]) -> Members:
        """A member, if its value fits and is no other talk's."""
        taken = self.taken[name]
        if not isinstance(value, str) or not pattern.fullmatch(value) or value in taken:
            return {}
        taken.add(value)
        return {name: value}


def takes_place(session: Session) -> bool:
    """Whether a session is a talk of the schedule."""
    return (
        session.start is not None
        and session.kind != "break"
        and session.status in ("tentative", "confirmed")
    )


def acronym_of(event_id: str, dialect: Dialect) -> str:
    """An event's id as an acronym: itself, or the words of what stands before the "@"."""
    if dialect.acronym.fullmatch(event_id):
        return event_id
    words = ids.words_of(event_id.partition("@")[0])
    return words if len(words) >= len("31c3") else f"{words}_event".lstrip("_")


def clean(text: str, dialect: Dialect) -> str:
    """A text as the format can hold it."""
    return NOT_IN_XML.sub("", text) if dialect.is_xml else text


def kept_in(part: Any) -> Mapping[str, Any]:
    """What a reader put aside for a part."""
    kept = part.extra.get(KEPT)
    return kept if isinstance(kept, Mapping) else {}


def coded(part: Any, dialect: Dialect) -> Members:
    """The members that are written without looking at anything else."""
    members = {}
    for row in ROWS[type(part)]:
        if row.codec is not None and row.stands_in(dialect):
            value = getattr(part, row.member)
            written = None if value is None else row.codec.write(value)
            if written is not None:
                members[row.key] = clean(written, dialect)
    return members


def address(url: str) -> str | None:
    """A link: of the Web as :rfc:`3986` has it, of another scheme as it is."""
    return uri_of(url) if url[:4].lower() == "http" else url


# People, rooms, tracks


def person_of(party: Party, dialect: Dialect) -> Members:
    """A person, group or sponsor as a talk names it."""
    name = clean(party.name, dialect)
    values: Members = {"guid": party.id} if ids.is_guid(party.id) else {}
    is_number = ids.NUMBER.fullmatch(party.id) is not None
    if is_number:
        values["id"] = int(party.id)
    if dialect.is_xml:
        return {**values, "name": name}
    if not values:
        code = kept_in(party).get("code") if isinstance(party, Person) else None
        codes = [code for code in (party.id, code) if isinstance(code, str)]
        fitting = next(filter(dialect.code.fullmatch, codes), None)
        values |= {"code": fitting} if fitting else {}
    if isinstance(party, Person):
        links = [{"url": uri} for link in party.links if (uri := address(link))]
        values |= coded(party, dialect) | ({"links": links} if links else {})
        del values["name"]
    # The schema wants one of two people: frab's, with a number, or pretalx's, with a name.
    values |= {"public_name": name} if is_number else {"name": name, "public_name": name}
    return values


def track_of(track: Track, stage: Stage) -> Members:
    """A track in the list of the conference."""
    dialect = stage.dialect
    values: Members = {"name": stage.tracks[track.id]}
    if dialect.track_slug.fullmatch(track.id):
        values["slug"] = track.id
    if track.color and dialect.color.fullmatch(track.color):
        values["color"] = track.color
    return values


def room_of(room: Room, stage: Stage) -> Members:
    """A room in the list of the conference."""
    values: Members = {"name": stage.names[room.id], "guid": ids.guid_of(room.id, stage.event_id)}
    if room.capacity is not None:
        values["capacity"] = room.capacity
    kept = kept_in(room)
    slugs = (slug for slug in (kept.get("slug"), room.id) if isinstance(slug, str))
    slug = next(filter(stage.dialect.slug.fullmatch, slugs), None)
    values |= {} if slug is None else {"slug": slug}
    return values | fitting(kept, ROOM_FITS)


def fitting(kept: Mapping[str, Any], rules: Mapping[str, Fits]) -> Members:
    """What was kept and the schema allows."""
    return {name: kept[name] for name, fits in rules.items() if name in kept and fits(kept[name])}


# Talks


def talk_of(session: Session, start: datetime, stage: Stage) -> Members:
    """A session that takes place."""
    guid, kept, dialect = stage.guids[session.id], kept_in(session), stage.dialect
    length = elapsed(start, session.end) if session.end else NO_TIME
    length = min(length, LONGEST) if dialect.is_xml else length
    persons = dict.fromkeys(c.person for c in session.contributors)
    values: Members = {
        "guid": guid,
        "id": _number(kept.get("id") or session.id, guid, stage),
        **stage.only("code", kept.get("code"), dialect.code),
        "date": start.isoformat(),
        "start": _clock(start, dialect),
        "duration": length_text(length, seconds=dialect.is_xml),
        **({"end": session.end.isoformat()} if session.end else {}),
        "room": stage.names.get(session.room or "", NO_ROOM),
        **_slug(session, kept, stage),
        "url": f"urn:uuid:{guid}",
        "subtitle": None,
        "track": stage.tracks.get(session.track or ""),
        "type": clean(_type(session, kept), dialect),
        "language": session.language,
        "abstract": None,
        "persons": [_person(id, stage) for id in persons],
        "links": list(_links(session, stage)),
        "attachments": list(_attachments(session, stage)),
    }
    if session.recording != "unknown":
        values["do_not_record"] = session.recording == "opt_out"
    return values | coded(session, dialect) | fitting(kept, TALK_FITS)


def _number(wanted: Any, guid: str, stage: Stage) -> int:
    """The number that a talk brings, else one that is made from its GUID; each once."""
    text, taken = str(wanted), stage.taken["id"]
    number = int(text) if ids.NUMBER.fullmatch(text) else ids.number_of(guid)
    while number in taken or (number in stage.brought and str(number) != text):
        number = number % ids.LARGEST + 1
    taken.add(number)
    return number


def _slug(session: Session, kept: Mapping[str, Any], stage: Stage) -> Members:
    """The slug that a talk brings, else its id, so that a reader finds it again."""
    for slug in (kept.get("slug"), session.id, f"{stage.acronym}-{session.id}"):
        if found := stage.only("slug", slug, stage.dialect.slug):
            return found
    return {} if stage.dialect.is_xml else {"slug": stage.guids[session.id].lower()}


def _type(session: Session, kept: Mapping[str, Any]) -> str:
    """The word that a talk brings for its kind, else the kind."""
    word = kept.get("type")
    if isinstance(word, str) and word and kind_of(word, SESSION_KINDS) == session.kind:
        return word
    return session.kind


def _clock(start: datetime, dialect: Dialect) -> str:
    return f"{start:%H:%M:%S}" if start.second and dialect.is_xml else f"{start:%H:%M}"


def _person(id: str, stage: Stage) -> Members:
    if id not in stage.persons:
        stage.persons[id] = person_of(stage.parties[id], stage.dialect)
    return stage.persons[id]


def is_named_link(material: Material) -> bool:
    """Whether a material stands among the links: one with a title of its own."""
    return material.kind == "link" and material.title != material.url


def _links(session: Session, stage: Stage) -> Iterator[Members]:
    yield from ({"url": uri} for link in session.links if (uri := address(link)))
    for material in session.materials:
        if is_named_link(material):
            yield from _reference(material, "", stage)


def _attachments(session: Session, stage: Stage) -> Iterator[Members]:
    for material in session.materials:
        if not is_named_link(material):
            other = material.kind if stage.dialect.is_xml else "related"
            yield from _reference(material, REFERENCE_WORDS.get(material.kind, other), stage)


def _reference(material: Material, word: str, stage: Stage) -> Iterator[Members]:
    url = address(material.url) if material.url else None
    if url is not None:
        title = clean(material.title, stage.dialect)
        yield {"url": url, "title": title, **({"type": word} if word else {})}
