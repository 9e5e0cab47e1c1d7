"""From an event to a schedule: the objects of ``schedule.json``, from which XML is written, too.

- A talk stands under the day and the room in which it starts; before ``day_starts`` it is still the
  day before. What takes place in no room stands under the room "".
- Breaks, and sessions that are cancelled, postponed or without a start, are no talks.
- Every room stands under the first day, so that none is lost; under later days those in use.
- Days are counted from the first day of the conference, and only those with talks are listed.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from hallwaytrack.formats.frab import ids
from hallwaytrack.formats.frab.read import MADE
from hallwaytrack.formats.frab.table import KEPT, ROWS, Codec, Dialect
from hallwaytrack.formats.frab.talks import SESSION_KINDS
from hallwaytrack.formats.frab.values import NOT_IN_XML, kind_of, length_text, uri_of
from hallwaytrack.model.event import Event, Party
from hallwaytrack.model.people import Person
from hallwaytrack.model.places import Room
from hallwaytrack.model.sessions import Material, Session, Track
from hallwaytrack.model.times import DAY, elapsed
from hallwaytrack.model.windows import zone_or_utc
from hallwaytrack.views.agenda import agenda

NO_ROOM = ""
SLOT = re.compile("[0-9]{1,2}:[0-9]{2}(?::[0-9]{1,2})?")
MINUTE = timedelta(minutes=1)
LONGEST = timedelta(hours=99, minutes=59, seconds=59)
"""The longest talk that XML has room for."""
ROOM_TYPES = (
    "lecturehall", "stage", "workshop", "outside", "online", "project", "bbb", "hangar", "other",
)  # fmt: skip
REFERENCE_WORDS: Mapping[str, str] = {
    "slides": "slides",
    "recording": "media",
    "article": "article",
    "link": "related",
    "handout": "",
}
"""The words for kinds of materials that both schemas know; "" is said by leaving it out."""
Members = dict[str, Any]


class Sheet(NamedTuple):
    """What is under one room on one day."""

    name: str
    guid: str | None
    talks: list[Members]


class DaySheet(NamedTuple):
    """One day: its members, and its rooms."""

    members: Members
    rooms: list[Sheet]


class Schedule(NamedTuple):
    """A whole schedule: what stands beside the conference, the conference, and the days."""

    version: str
    conference: Members
    days: list[DaySheet]


def schedule_of(event: Event, dialect: Dialect, day_starts: time) -> Schedule:
    """The schedule of an event in one of the two formats."""
    return _Writer(event, dialect, day_starts).schedule()


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


def person_of(party: Party, dialect: Dialect) -> Members:
    """A person, group or sponsor as a talk names it."""
    values: Members = {}
    name = _clean(party.name, dialect)
    if ids.is_guid(party.id):
        values["guid"] = party.id
    is_number = ids.NUMBER.fullmatch(party.id) is not None
    if is_number:
        values["id"] = int(party.id)
    if dialect.is_xml:
        return {**values, "name": name}
    kept = party.extra.get(KEPT) if isinstance(party, Person) else None
    code = kept.get("code") if isinstance(kept, Mapping) else None
    if not is_number and dialect.code.fullmatch(party.id):
        code = party.id
    # The schema wants one of two people: frab's, with a number, or pretalx's, without.
    values |= {} if is_number else {"name": name}
    values["public_name"] = name
    if isinstance(code, str) and dialect.code.fullmatch(code) and not (is_number or "guid" in values):
        values["code"] = code
    if isinstance(party, Person):
        links = [{"url": uri} for link in party.links if (uri := _address(link))]
        values |= {"links": links} if links else {}
        values |= _coded(party, dialect)
    return values


def _coded(part: Any, dialect: Dialect) -> Members:
    """The members that are written without looking at anything else, but for the name."""
    members = {}
    for row in ROWS[type(part)]:
        if row.codec is not None and row.stands_in(dialect) and row.member != "name":
            value = getattr(part, row.member)
            written = None if value is None else _written(value, row.codec, dialect)
            if written is not None:
                members[row.key] = written
    return members


def _written(value: Any, codec: Codec, dialect: Dialect) -> Any:
    written = codec.write(value)
    return _clean(written, dialect) if isinstance(written, str) else written


def _clean(text: str, dialect: Dialect) -> str:
    return NOT_IN_XML.sub("", text) if dialect.is_xml else text


def _address(url: str) -> str | None:
    """A link: of the Web as RFC 3986 has it, of another scheme as it is."""
    return uri_of(url) if url[:4].lower() == "http" else url


class _Writer:
    """What the parts of one schedule share while it is composed."""

    def __init__(self, event: Event, dialect: Dialect, day_starts: time) -> None:
        self.event = event
        self.dialect = dialect
        self.day_starts = day_starts
        self.zone = zone_or_utc(event.timezone)
        self.acronym = acronym_of(event.id, dialect)
        venues = (*([event.venue] if event.venue else []), *event.other_venues)
        self.rooms = [room for venue in venues for room in venue.rooms]
        self.names = {room.id: _clean(room.name, dialect) for room in self.rooms}
        self.tracks = {track.id: _clean(track.name, dialect) for track in event.tracks}
        parties = (*event.people, *event.groups, *event.sponsors)
        self.people = {party.id: party for party in parties}
        self.persons: dict[str, Members] = {}
        self.numbers: set[int] = set()
        self.slugs: set[str] = set()
        self.codes: set[str] = set()
        talks = [session for session in event.sessions if takes_place(session)]
        self.guids = {talk.id: ids.guid_of(talk.id, event.id) for talk in talks}
        # What talks bring with them goes first, so that no number made for another takes it.
        wanted = [_kept(talk).get("id") or talk.id for talk in talks]
        self.wanted = {int(n) for n in wanted if ids.NUMBER.fullmatch(str(n))}

    def schedule(self) -> Schedule:
        days = [(day.date, self._sheets(day.columns)) for day in agenda(self.event, "room", self.day_starts).days]
        days = [(on, sheets) for on, sheets in days if sheets]
        first = _day(self.event.start)
        days = days or [(first, {})]
        last = max(days[-1][0], _day(self.event.end or first))
        first = min(days[0][0], first)
        listed = [self._day(on, sheets, first, n == 0) for n, (on, sheets) in enumerate(days)]
        version = _kept(self.event).get("version")
        return Schedule(
            _clean(version, self.dialect) if isinstance(version, str) else MADE["version"],
            self._conference((last - first).days + 1),
            listed,
        )

    # The conference

    def _conference(self, days: int) -> Members:
        event, dialect, kept = self.event, self.dialect, _kept(self.event)
        slot = kept.get("timeslot_duration")
        is_slot = isinstance(slot, str) and SLOT.fullmatch(slot)
        end = event.end if event.end or dialect.is_xml else self._last()
        return {
            "acronym": self.acronym,
            "title": _clean(event.title, dialect),
            "start": event.start.isoformat(),
            **({"end": end.isoformat()} if end else {}),
            "daysCount": days,
            "timeslot_duration": slot if is_slot else MADE["timeslot_duration"],
            **self._zone(),
            **_coded(event, dialect),
            **({"keywords": list(event.topics)} if event.topics and not dialect.is_xml else {}),
            "tracks": [self._track(track) for track in event.tracks],
            "rooms": [self._room(room) for room in self.rooms],
        }

    def _last(self) -> date:
        """The end that JSON wants of a conference that has none."""
        start = self.event.start
        ends = [end for s in self.event.sessions if takes_place(s) and (end := s.end or s.start)]
        last = max(ends, key=lambda end: end.astimezone(UTC), default=None)
        if not isinstance(start, datetime):
            return max(start, last.date()) if last else start
        return max(start, last or start, key=lambda end: end.astimezone(UTC))

    def _zone(self) -> Members:
        name = self.event.timezone
        return {"time_zone_name": name} if name and self.dialect.zone.fullmatch(name) else {}

    def _track(self, track: Track) -> Members:
        is_color = track.color and self.dialect.color.fullmatch(track.color)
        is_slug = self.dialect.track_slug.fullmatch(track.id)
        return {
            "name": self.tracks[track.id],
            **({"slug": track.id} if is_slug else {}),
            **({"color": track.color} if is_color else {}),
        }

    def _room(self, room: Room) -> Members:
        values: Members = {"name": self.names[room.id], "guid": self._room_guid(room)}
        if room.capacity is not None:
            values["capacity"] = room.capacity
        kept = _kept(room)
        slugs = (slug for slug in (kept.get("slug"), room.id) if isinstance(slug, str))
        slug = next(filter(self.dialect.slug.fullmatch, slugs), None)
        if slug is not None:
            values["slug"] = slug
        return values | {n: kept[n] for n, fits in ROOM_FITS.items() if n in kept and fits(kept[n])}

    def _room_guid(self, room: Room) -> str:
        return ids.guid_of(room.id, self.event.id)

    # The days

    def _sheets(self, columns: Any) -> dict[str, list[Session]]:
        """The talks of a day by the id of their room; "" for none."""
        sheets: dict[str, list[Session]] = {}
        for column in columns:
            room = column.key if column.key in self.names else NO_ROOM
            talks = [session for session in column.sessions if takes_place(session)]
            if talks:
                sheets.setdefault(room, []).extend(talks)
        # By GUID where they start together: ids may come back as others, and the order must not.
        return {room: sorted(talks, key=self._order) for room, talks in sheets.items()}

    def _order(self, session: Any) -> tuple[datetime, str]:
        return session.start.astimezone(UTC), self.guids[session.id]

    def _day(
        self, on: date, sheets: dict[str, list[Session]], first: date, is_first: bool
    ) -> DaySheet:
        members = {
            "index": (on - first).days + 1,
            "date": on.isoformat(),
            "day_start": self._change(on),
            "day_end": self._change(on + DAY),
        }
        rooms = [
            Sheet(self.names[r.id], self._room_guid(r), self._talks(sheets.get(r.id, [])))
            for r in self.rooms
            if is_first or r.id in sheets
        ]
        if NO_ROOM in sheets:
            rooms.append(Sheet(NO_ROOM, None, self._talks(sheets[NO_ROOM])))
        return DaySheet(members, rooms)

    def _change(self, on: date) -> str:
        """When a day begins."""
        change = datetime.combine(on, self.day_starts, self.zone)
        offset = change.utcoffset()
        is_odd = offset is not None and offset % MINUTE  # before there were time zones
        return (change.astimezone(UTC) if is_odd else change).isoformat()

    def _talks(self, sessions: list[Session]) -> list[Members]:
        return [self._talk(session) for session in sessions]

    # The talks

    def _talk(self, session: Session) -> Members:
        guid, start = self.guids[session.id], session.start
        assert start is not None  # noqa: S101 - what has none does not take place
        length = elapsed(start, session.end) if session.end else timedelta(0)
        if self.dialect.is_xml:
            length = min(length, LONGEST)
        kept = _kept(session)
        values: Members = {
            "guid": guid,
            "id": self._number(kept.get("id") or session.id, guid),
            **_only("code", kept.get("code"), self.dialect.code, self.codes),
            "date": start.isoformat(),
            "start": _clock(start, self.dialect.is_xml),
            "duration": length_text(length, seconds=self.dialect.is_xml),
            **({"end": session.end.isoformat()} if session.end else {}),
            "room": self.names.get(session.room or "", NO_ROOM),
            **self._slug(session, kept),
            "url": f"urn:uuid:{guid}",
            "title": "",
            "subtitle": None,
            "track": self.tracks.get(session.track or ""),
            "type": _clean(_type(session, kept), self.dialect),
            "language": session.language,
            "abstract": None,
            **self._recording(session),
            "persons": [self._person(c.person) for c in _each_once(session)],
            "links": self._links(session),
            "attachments": self._attachments(session),
        }
        values |= _coded(session, self.dialect)
        for name, fits in TALK_FITS.items():
            if name in kept and fits(kept[name]):
                values[name] = kept[name]
        return values

    def _number(self, wanted: Any, guid: str) -> int:
        """The number that a talk brings, else one that is made from its GUID; each once."""
        number = int(wanted) if ids.NUMBER.fullmatch(str(wanted)) else ids.number_of(guid)
        while number in self.numbers or (number in self.wanted and str(number) != str(wanted)):
            number = number % ids.LARGEST + 1
        self.numbers.add(number)
        return number

    def _slug(self, session: Session, kept: Mapping[str, Any]) -> Members:
        """The slug that a talk brings, else its id, so that a reader finds it again."""
        own = _only("slug", kept.get("slug"), self.dialect.slug, self.slugs)
        if own:
            return own
        for slug in (session.id, f"{self.acronym}-{session.id}"):
            if found := _only("slug", slug, self.dialect.slug, self.slugs):
                return found
        return {} if self.dialect.is_xml else {"slug": self.guids[session.id].lower()}

    def _recording(self, session: Session) -> Members:
        values: Members = {}
        if session.recording != "unknown":
            values["do_not_record"] = session.recording == "opt_out"
        return values

    def _person(self, id: str) -> Members:
        if id not in self.persons:
            self.persons[id] = person_of(self.people[id], self.dialect)
        return self.persons[id]

    def _links(self, session: Session) -> list[Members]:
        links = [{"url": uri} for link in session.links if (uri := _address(link))]
        named = [m for m in session.materials if is_named_link(m)]
        return links + [r for m in named if (r := self._reference(m, ""))]

    def _attachments(self, session: Session) -> list[Members]:
        found = []
        for material in session.materials:
            if not is_named_link(material):
                word = REFERENCE_WORDS.get(material.kind)
                if word is None:
                    word = material.kind if self.dialect.is_xml else "related"
                found.append(self._reference(material, word))
        return [reference for reference in found if reference]

    def _reference(self, material: Material, word: str) -> Members | None:
        url = _address(material.url) if material.url else None
        if url is None:
            return None
        title = _clean(material.title, self.dialect)
        return {"url": url, "title": title, **({"type": word} if word else {})}


def is_named_link(material: Material) -> bool:
    """Whether a material stands among the links: one with a title of its own."""
    return material.kind == "link" and material.title != material.url


def _each_once(session: Session) -> Iterator[Any]:
    seen: set[str] = set()
    for contributor in session.contributors:
        if contributor.person not in seen:
            seen.add(contributor.person)
            yield contributor


def _kept(part: Any) -> Mapping[str, Any]:
    """What a reader put aside."""
    kept = part.extra.get(KEPT)
    return kept if isinstance(kept, Mapping) else {}


def _only(name: str, value: Any, pattern: Any, taken: set[str]) -> Members:
    """A member whose value fits, and is no other talk's."""
    if not isinstance(value, str) or not pattern.fullmatch(value) or value in taken:
        return {}
    taken.add(value)
    return {name: value}


def _type(session: Session, kept: Mapping[str, Any]) -> str:
    word = kept.get("type")
    if isinstance(word, str) and word and kind_of(word, SESSION_KINDS) == session.kind:
        return word
    return session.kind


def _clock(start: datetime, seconds: bool) -> str:
    return f"{start:%H:%M:%S}" if start.second and seconds else f"{start:%H:%M}"


def _day(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_uri(value: Any) -> bool:
    return isinstance(value, str) and uri_of(value) == value


Fits = Callable[[Any], bool]
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
