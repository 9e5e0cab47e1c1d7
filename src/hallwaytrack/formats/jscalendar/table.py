"""One table: which members are which properties. Writer, reader and docs loop over it.

A row gives the properties of an object, the members of a model that they are made of, and a
function for each direction. The order of the rows is that of the properties.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, get_args

from hallwaytrack.formats.jscalendar import links, people, places
from hallwaytrack.formats.jscalendar.source import Node
from hallwaytrack.formats.jscalendar.status import STATUS, read_status, status
from hallwaytrack.formats.jscalendar.times import Times, occurrence, times
from hallwaytrack.formats.jscalendar.values import (
    EPOCH,
    OURS,
    UNTITLED,
    given_title,
    one_line,
    one_of,
    set_of,
    tidy,
    utc,
    utc_time,
    words,
)
from hallwaytrack.formats.jscalendar.values import (
    whole as whole_number,
)
from hallwaytrack.formats.jscalendar.whole import Whole
from hallwaytrack.model.event import Event
from hallwaytrack.model.sessions import Booth, Session
from hallwaytrack.model.shifts import Shift
from hallwaytrack.model.vocabulary import EventKind, SessionKind

KIND, NEEDED = f"{OURS}kind", f"{OURS}needed"


class Stage(NamedTuple):
    """What reading an entry needs: its times, and what is known of its event.

    ``status`` is the status of the event, which that of its entries was written with.
    """

    times: Times
    places: places.Places
    cast: people.Cast
    status: str | None = None
    ids: Mapping[str, str] = {}


Write = Callable[[Any, Whole], Mapping[str, Any]]
Read = Callable[[Node, Stage], Mapping[str, Any]]


class Row(NamedTuple):
    """Properties, the members that they are made of, and how both are."""

    properties: Sequence[str]
    members: Sequence[str]
    write: Write
    read: Read


def _plain(name: str, member: str, write: Callable[[Any], Any], read: Callable[[Any], Any]) -> Row:
    """A property that is one member; what it is written as None, is left out."""

    def written(entry: Any, _: Whole) -> Mapping[str, Any]:
        value = getattr(entry, member)
        shown = None if value is None else write(value)
        return {} if shown is None else {name: shown}

    def understood(node: Node, _: Stage) -> Mapping[str, Any]:
        value = node.get(name, read)
        return {} if value is None else {member: value}

    return Row((name,), (member,), written, understood)


def _same(value: Any) -> Any:
    return value


def _title(member: str) -> Row:
    """A title; models need one, JSCalendar does not."""
    row = _plain("title", member, given_title, one_line)

    def read(node: Node, stage: Stage) -> Mapping[str, Any]:
        found = row.read(node, stage)
        if not found:
            mend = f"it is called {UNTITLED}"
            node.tell("an event needs a title", mend=mend, severity="info")
        return found or {member: UNTITLED}

    return row._replace(read=read)


def _description(member: str) -> Row:
    return _plain("description", member, _same, tidy)


def _session_text(session: Any, _: Whole) -> Mapping[str, Any]:
    """What it is about: the abstract, then the description, each once."""
    parts = dict.fromkeys(part for part in (session.abstract, session.description) if part)
    return {"description": "\n\n".join(parts)} if parts else {}


def _updated(entry: Any, _: Whole) -> Mapping[str, Any]:
    """It is mandatory (section 4.1.6), and nothing here reads the clock."""
    return {"updated": utc(entry.updated or EPOCH)}


def _read_updated(node: Node, _: Stage) -> Mapping[str, Any]:
    found = node.get("updated", utc_time)
    return {} if found is None or found == EPOCH else {"updated": found}


def _read_times(_: Node, stage: Stage) -> Mapping[str, Any]:
    start, end, zone = stage.times
    return {"start": start, "end": end, "timezone": zone}


def _occurrence(event: Any, whole: Whole) -> Mapping[str, Any]:
    return {} if whole.series is not None else occurrence(event)


def _read_part_times(_: Node, stage: Stage) -> Mapping[str, Any]:
    return {"start": stage.times.start, "end": stage.times.end}


def _read_status(node: Node, stage: Stage) -> Mapping[str, Any]:
    return {"status": read_status(node, stage.status)}


def _keywords(value: Any) -> list[str]:
    return [word for found in words(value) if (word := one_line(found))]


def _kind(words_: Any, default: str) -> Row:
    return _plain(
        KIND, "kind", lambda kind: None if kind == default else kind, one_of(get_args(words_))
    )


def _links(*members: str) -> Row:
    def write(entry: Any, _: Whole) -> Mapping[str, Any]:
        found = links.links(entry)
        return {"links": found} if found else {}

    return Row(("links",), members, write, lambda node, _: links.read_links(node, members))


def _online(entry: Any, _: Whole) -> Mapping[str, Any]:
    found = links.places_online(entry.online)
    return {"virtualLocations": found} if found else {}


def _read_online(node: Node, _: Stage) -> Mapping[str, Any]:
    return {"online": [*links.read_places_online(node)]}


def _map(name: str, write: Callable[..., Any], *, of_event: bool) -> Write:
    """A map of objects, made for the event alone or for any entry of it."""

    def written(entry: Any, whole: Whole) -> Mapping[str, Any]:
        found = write(whole) if of_event else write(entry, whole)
        return {name: found} if found else {}

    return written


def _read_room(node: Node, stage: Stage) -> Mapping[str, Any]:
    return {"room": stage.places.room(node)}


def _read_place(node: Node, stage: Stage) -> Mapping[str, Any]:
    return {"place": stage.places.room(node)}


def _read_contributors(node: Node, stage: Stage) -> Mapping[str, Any]:
    return stage.cast.of_entry(node, is_booth=False)


def _read_booth(node: Node, stage: Stage) -> Mapping[str, Any]:
    return stage.cast.of_entry(node, is_booth=True)


def _read_assignments(node: Node, stage: Stage) -> Mapping[str, Any]:
    return {"assignments": stage.cast.of_shift(node)}


def _nothing(_: Node, __: Stage) -> Mapping[str, Any]:
    return {}


def _confidential(_: Any, __: Whole) -> Mapping[str, Any]:
    return {"privacy": "private"}


CREATED = _plain("created", "created", utc, utc_time)
UPDATED = Row(("updated",), ("updated",), _updated, _read_updated)
SEQUENCE = _plain("sequence", "sequence", lambda n: n or None, whole_number)
KEYWORDS = _plain("keywords", "topics", set_of, _keywords)
WHEN = ("start", "timeZone", "duration", "showWithoutTime")
TIMES = Row(WHEN, ("start", "end"), times, _read_part_times)
STATED = Row(("status", "freeBusyStatus", STATUS), ("status",), status, _read_status)
ONLINE = Row(("virtualLocations",), ("online",), _online, _read_online)
LOCATIONS = _map("locations", places.locations_of, of_event=False)
PARTICIPANTS = _map("participants", people.participants_of, of_event=False)
EVENT_LOCATIONS = _map("locations", places.locations, of_event=True)
EVENT_PARTICIPANTS = _map("participants", people.participants, of_event=True)
CAST = ("people", "groups", "sponsors", "organizers", "contributors", "volunteers")

ROWS: Mapping[type, tuple[Row, ...]] = {
    Event: (
        _kind(EventKind, "other"),
        _title("title"),
        _description("description"),
        CREATED,
        UPDATED,
        SEQUENCE,
        TIMES._replace(members=("start", "end", "timezone"), read=_read_times),
        # It is read before all others, since the UIDs of sessions are made of it.
        Row(("recurrenceId", "recurrenceIdTimeZone"), ("occurrence",), _occurrence, _nothing),
        STATED,
        KEYWORDS,
        Row(
            ("locations",),
            ("venue", "other_venues"),
            EVENT_LOCATIONS,
            lambda _, stage: stage.places.members(),
        ),
        ONLINE,
        _links("url", "image", "links", "materials"),
        Row(("participants",), CAST, EVENT_PARTICIPANTS, lambda _, stage: stage.cast.members()),
    ),
    Session: (
        _kind(SessionKind, "talk"),
        _title("title"),
        Row(
            ("description",),
            ("description",),
            _session_text,
            _description("description").read,
        ),
        CREATED,
        UPDATED,
        SEQUENCE,
        TIMES,
        STATED,
        KEYWORDS,
        Row(("locations",), ("room",), LOCATIONS, _read_room),
        ONLINE,
        _links("url", "image", "links", "materials"),
        Row(("participants",), ("contributors",), PARTICIPANTS, _read_contributors),
    ),
    Booth: (
        _title("title"),
        _description("description"),
        CREATED,
        UPDATED,
        SEQUENCE,
        TIMES,
        STATED,
        Row(("locations",), ("room",), LOCATIONS, _read_room),
        _links("url"),
        Row(("participants",), ("host", "contributors"), PARTICIPANTS, _read_booth),
    ),
    Shift: (
        _title("role"),
        _description("briefing"),
        CREATED,
        UPDATED,
        SEQUENCE,
        TIMES,
        _plain(NEEDED, "needed", _same, whole_number),
        Row(("privacy",), (), _confidential, _nothing),
        Row(("locations",), ("place",), LOCATIONS, _read_place),
        Row(("participants",), ("assignments",), PARTICIPANTS, _read_assignments),
    ),
}
"""The properties of an Event object, by the class of what becomes one."""
