"""Small schedules to read, the schemas to be valid by, and events that a schedule carries whole."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import jsonschema
import pytest
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from lxml import etree
from tests.formats.ical.reading import CORPUS
from tests.strategies import CHANGES, DAYS, LENGTHS, LINES, TEXTS, instants

from hallwaytrack import (
    Contributor,
    Event,
    Material,
    Person,
    Room,
    Session,
    Track,
    Venue,
    read,
    write,
)

SCHEMAS = CORPUS / "voc-schedule"
with_schemas = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas are not there")
FORMATS = ("frab-xml", "frab-json")


def talk_xml(inner: str = "", attributes: str = 'id="1"', **members: str | None) -> str:
    """An event of a ``schedule.xml``; a member that is None is left out."""
    given = {"start": "10:00", "duration": "01:00", "title": "Talk"} | members
    elements = "".join(f"<{n}>{v}</{n}>" for n, v in given.items() if v is not None)
    return f"<event {attributes}>{elements}{inner}</event>"


def xml(
    *talks: str,
    conference: str = "<title>Conf</title><acronym>conf</acronym>",
    day: str = 'index="1" date="2014-12-27"',
    head: str = "",
    room: str = "Saal 1",
) -> bytes:
    """A ``schedule.xml`` of one day and one room."""
    return (
        f"<schedule>{head}<conference>{conference}</conference>"
        f'<day {day}><room name="{room}">{"".join(talks)}</room></day></schedule>'
    ).encode()


def talk_json(**members: Any) -> dict[str, Any]:
    """A talk of a ``schedule.json``."""
    return {
        "id": 1,
        "date": "2014-12-27T10:00:00+01:00",
        "start": "10:00",
        "duration": "01:00",
        "title": "Talk",
    } | members


def as_json(*talks: Any, schedule: Any = {}, room: str = "Saal 1", **conference: Any) -> bytes:  # noqa: B006
    """A ``schedule.json`` of one day and one room."""
    days = [{"index": 1, "date": "2014-12-27", "rooms": {room: talks}}]
    whole = {"title": "Conf", "acronym": "conf", "days": days} | conference
    return json.dumps({"schedule": {"version": "1", "conference": whole} | schedule}).encode()


def event_of(data: bytes, **options: Any) -> Event:
    return read(data, **options).document


def session_of(data: bytes, **options: Any) -> Session:
    """The one session of a schedule."""
    (session,) = event_of(data, **options).sessions
    return session


def length(session: Session) -> timedelta:
    assert session.start is not None and session.end is not None
    return session.end - session.start


@cache
def xsd() -> Any:
    return etree.XMLSchema(etree.parse(SCHEMAS / "schedule.xml.xsd"))


@cache
def json_schema() -> Any:
    return jsonschema.Draft6Validator(json.loads((SCHEMAS / "schema.json").read_text("utf-8")))


def invalid(data: bytes) -> list[str]:
    """What the schema of c3voc has against a schedule."""
    if data.lstrip()[:1] == b"{":
        errors = json_schema().iter_errors(json.loads(data))
        return [f"{error.json_path}: {error.message}" for error in errors]
    xsd().validate(etree.fromstring(data))
    return [str(error) for error in xsd().error_log]


def normal(event: Event) -> Event:
    """An event with its parts in an order of their own: a schedule has another."""
    sessions = [
        session.replace(
            materials=sorted(session.materials, key=lambda m: m.id),
            links=sorted(session.links),
        )
        for session in event.sessions
    ]
    return event.replace(
        sessions=sorted(sessions, key=lambda s: s.id),
        people=sorted(event.people, key=lambda p: p.id),
    )


# Events that a schedule carries whole


def _plain(text: str) -> bool:
    return text == text.strip() and "\ufffe" not in text and "\uffff" not in text


NAMES = LINES.filter(_plain)
LONG = TEXTS.filter(lambda text: bool(text) and _plain(text))
UUIDS = st.sampled_from([str(uuid5(NAMESPACE_URL, name)) for name in "abcdefgh"])
SLUGS = st.sampled_from(("keynote", "hypervisors", "open-floor", "4721", "31"))
WEB = st.sampled_from(("https://example.org", "http://example.org/a?b=c,d;e&f=%20#g"))
LINKS = WEB | st.sampled_from(("mailto:info@example.org", "geo:43.6333,-79.4167"))
COMMON_KINDS = ("slides", "recording", "article", "link", "handout")
KINDS = ("keynote", "talk", "workshop", "panel", "lightning", "open_floor", "social", "other")


def _optional(draw: DrawFn, members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: draw(value) for name, value in members.items() if draw(st.booleans())}


@st.composite
def _materials(draw: DrawFn, kinds: tuple[str, ...]) -> list[Material]:
    urls = draw(st.lists(LINKS, unique=True, max_size=2))
    return [
        Material(
            id=str(uuid5(NAMESPACE_URL, url)),
            title=draw(NAMES.filter(bool)),
            url=url,
            kind=draw(st.sampled_from(kinds)),
        )
        for url in urls
    ]


@st.composite
def _session(draw: DrawFn, zone: str, id: str, is_xml: bool, frame: Mapping[str, Any]) -> Session:
    start = draw(instants(zone))
    end = (start.astimezone(UTC) + draw(LENGTHS)).astimezone(start.tzinfo)
    recording = draw(st.sampled_from(("allowed", "opt_out", "unknown")))
    licence = {"recording_licence": NAMES} if recording != "unknown" or not is_xml else {}
    kinds = (*COMMON_KINDS, "code", "photos") if is_xml else COMMON_KINDS
    members = {
        "end": st.just(end),
        "kind": st.sampled_from(KINDS),
        "room": st.sampled_from([None, *frame["rooms"]]),
        "track": st.sampled_from([None, *frame["tracks"]]),
        "contributors": st.lists(st.sampled_from(frame["people"]), unique=True, max_size=2).map(
            lambda names: [Contributor(person=name) for name in names]
        ),
        "subtitle": NAMES,
        "abstract": LONG,
        "description": LONG,
        "language": st.sampled_from(("en", "de", "fr-CA")),
        "url": WEB,
        "image": WEB,
        "links": st.lists(LINKS, unique=True, max_size=2),
        "materials": _materials(kinds),
        "extra": st.just({"frab": {"feedback_url": "https://example.org/feedback"}}),
    } | licence
    return Session(
        id=id, title=draw(NAMES), start=start, recording=recording, **_optional(draw, members)
    )


def _day_after(start: Any) -> Any:
    if not isinstance(start, datetime):
        return start + timedelta(days=1)
    return (start.astimezone(UTC) + timedelta(days=1)).astimezone(start.tzinfo)


@st.composite
def carried_events(draw: DrawFn, format: str) -> Event:
    """Events of which a schedule loses nothing: its table's members, with ids that it has room for."""
    is_xml = format == "frab-xml"
    zone = draw(st.sampled_from(tuple(CHANGES)))
    title = draw(NAMES)
    names = draw(st.lists(st.sampled_from(("Saal 1", "Café", "<b>&amp;</b>", "漢字")), unique=True))
    ids = draw(st.lists(UUIDS, min_size=len(names), max_size=len(names), unique=True))
    rooms = [
        Room(
            id=id, name=name, **({} if is_xml else _optional(draw, {"capacity": st.integers(0, 9)}))
        )
        for id, name in zip(ids, names, strict=True)
    ]
    tracks = [
        Track(id="ccc", name="CCC & friends", **_optional(draw, {"color": st.just("#00ff7f")})),
        Track(id="hardware-making", name="Hardware"),
    ][: draw(st.integers(0, 2))]
    person: dict[str, Any] = {"url": WEB, "image": WEB, "bio": LONG}
    people = [
        Person(id=id, name=name, **({} if is_xml else _optional(draw, person)))
        for id, name in (
            ("1544", "erdgeist"),
            (draw(UUIDS), "Ada"),
            ("grace-hopper", "Grace Hopper"),
        )
    ]
    frame = {
        "rooms": [room.id for room in rooms],
        "tracks": [track.id for track in tracks],
        "people": [person.id for person in people],
    }
    session_ids = draw(st.lists(UUIDS | SLUGS, unique=True, max_size=3))
    if is_xml:  # its slugs are longer
        session_ids = [id for id in session_ids if id != "31"]
    sessions = [draw(_session(zone, id, is_xml, frame)) for id in session_ids]
    named = {c.person for session in sessions for c in session.contributors}
    start = draw(DAYS | instants(zone))
    json_only = {"description": LONG, "topics": st.lists(NAMES, max_size=2)}
    after = {"end": _day_after(start)} if not is_xml or draw(st.booleans()) else {}
    return Event(
        id=draw(st.sampled_from(("31c3", "froscon2018", "fosdem_2024"))),
        title=title,
        start=start,
        timezone=zone,
        kind="conference",
        venue=Venue(id="venue", name=title, rooms=rooms) if rooms else None,
        tracks=tracks,
        people=[person for person in people if person.id in named],
        sessions=sessions,
        **after,
        **_optional(draw, {"url": WEB, "image": WEB} | ({} if is_xml else json_only)),
    )


def round_trip(event: Event, format: str) -> Event:
    return read(write(event, format), format).document


def parts_of(event: Event) -> Iterator[Any]:
    yield from event.sessions
    yield from event.people
    yield from event.tracks
