"""Reading an Event object with its children as an event with sessions, booths and shifts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hallwaytrack.errors import InvalidValueError
from hallwaytrack.formats.jscalendar.entries import KEPT, TYPE, TYPES, remembered
from hallwaytrack.formats.jscalendar.making import made
from hallwaytrack.formats.jscalendar.people import Cast
from hallwaytrack.formats.jscalendar.places import Places
from hallwaytrack.formats.jscalendar.related import Gathered, uid_of
from hallwaytrack.formats.jscalendar.source import LEFT_OUT, Node, Problems
from hallwaytrack.formats.jscalendar.status import read_status
from hallwaytrack.formats.jscalendar.table import ROWS, Stage
from hallwaytrack.formats.jscalendar.times import is_floating, read_times
from hallwaytrack.formats.jscalendar.values import ID, is_lawful
from hallwaytrack.formats.jscalendar.whole import Whole
from hallwaytrack.formats.naming import Names, lawful
from hallwaytrack.model.base import Model
from hallwaytrack.model.entries import basic, lies_within
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import fields_of
from hallwaytrack.model.sessions import Session

CLASSES: Mapping[str, type[Any]] = {name: cls for cls, name in TYPES.items()}
LISTS: Mapping[type, str] = {cls: f"{name}s" for cls, name in TYPES.items()}


class Child(NamedTuple):
    """A child as it was read, and of what."""

    entry: Any
    node: Node
    uid: str
    parent: str


def read_event(
    node: Node,
    children: Sequence[Gathered],
    id: str,
    default: ZoneInfo | None,
    occurrence: date | None = None,
) -> Event:
    """The event of an object.

    Args:
        node: The object.
        children: Its sessions and the like.
        id: Of the event.
        default: The zone of times that name none.
        occurrence: Of a changed meeting, which meeting it is.

    Raises:
        InvalidValueError: If it can't be read as an event.
    """
    times = read_times(node, default)
    stage = Stage(times, Places(node), Cast(node))
    untold = Node(node.values, node.place, Problems())  # it is read again, and told then
    status = read_status(untold, None)
    zone = ZoneInfo(times.zone) if times.zone else default
    tail = f"/{id}" if occurrence is None else f"/{id}/{basic(occurrence)}"
    found = [*_children(children, stage._replace(status=status), zone, id, tail)]
    members: dict[str, Any] = {"id": id, **_members(Event, node, stage)}
    for cls, name in LISTS.items():
        members[name] = [child.entry for child in found if type(child.entry) is cls]
    if times.zone is None:
        members["timezone"] = next((c.entry.start.tzinfo.key for c in found), None)
    floats = times.is_timed and default is None and is_floating(node)
    if floats:
        mend = f"read in {times.zone}"
        node.tell("the time names no zone that is known", "timeZone", mend=mend)
    event = made(Event, members, node)
    if occurrence is not None:
        event = event.replace(occurrence=occurrence)
    more = {"timeZone": node.values.get("timeZone")} if floats else {}
    return _Keeper(event, stage).kept(node, found, more)


def _members(cls: type[Model], node: Node, stage: Stage) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for row in ROWS[cls]:
        members |= row.read(node, stage)
    return members


def _children(
    children: Sequence[Gathered], stage: Stage, zone: ZoneInfo | None, id: str, tail: str
) -> Iterator[Child]:
    named = _named(children, (tail, f"/{id}"))
    found: list[Child] = []
    for each in children:
        node = each.node
        cls = CLASSES.get(str(node.values.get(TYPE)), Session)
        try:
            own = stage._replace(times=read_times(node, zone))
            entry = made(cls, {**named[node.place], **_members(cls, node, own)}, node)
        except InvalidValueError as error:
            for problem in error.problems:
                node.problems.add(problem)
            node.tell("the entry is no part of an event", mend=LEFT_OUT, severity="error")
            continue
        found.append(Child(entry, node, uid_of(node), each.parent))
    sessions = {c.uid: c.entry for c in found if isinstance(c.entry, Session)}
    for child in found:
        yield _within(child, sessions)


def _within(child: Child, sessions: Mapping[str, Session]) -> Child:
    """A session as a part of the one that is its parent."""
    whole = sessions.get(child.parent)
    if whole is None or not isinstance(child.entry, Session) or whole is child.entry:
        return child
    if not lies_within(child.entry, whole):
        mend = "read as no part of it"
        child.node.tell("a part lies within its session", "relatedTo", mend=mend)
        return child
    return child._replace(entry=child.entry.replace(part_of=whole.id))


def _named(children: Sequence[Gathered], tails: tuple[str, str]) -> dict[str, dict[str, Any]]:
    """The id of each child by its place, and its UID where that does not tell the id.

    The ids that UIDs tell go first: so none of them depends on what else is there.
    """
    names, found = Names(), {}
    for node in [each.node for each in children]:
        name = uid_of(node).removesuffix(tails[0])
        if name != uid_of(node) and _is_id(name) and name not in names:
            found[node.place] = {"id": names.take(name)}
    for node in [each.node for each in children if each.node.place not in found]:
        uid, told = uid_of(node), node.values.get(ID)
        lawfully = lawful(uid or "x").replace("/", "-")
        name = told if isinstance(told, str) and _is_id(told) else lawfully
        found[node.place] = {"id": names.take(name)}
        if uid and not uid.endswith(tails) and is_lawful(uid, UID.rule):
            found[node.place]["uid"] = uid
    return found


UID = next(field for field in fields_of(Session) if field.name == "uid")
ENTRY_ID = next(field for field in fields_of(Session) if field.name == "id")


def _is_id(name: str) -> bool:
    return is_lawful(name, ENTRY_ID.rule)


class _Keeper:
    """Puts what no member holds into the ``extra`` of an event and its children."""

    def __init__(self, event: Event, stage: Stage) -> None:
        self._event = event
        self._stage = stage
        self._whole = Whole(event)

    def kept(self, node: Node, children: Iterable[Child], more: Mapping[str, Any]) -> Event:
        """The event with all of it."""
        nodes = {child.entry.id: child.node for child in children}
        changes: dict[str, Any] = {}
        for name in LISTS.values():
            before = getattr(self._event, name)
            entries = [self._keeping(each, nodes[each.id], {}) for each in before]
            if any(a is not b for a, b in zip(entries, before, strict=True)):
                changes[name] = entries
        found: Event = self._keeping(self._event, node, more)
        return found.replace(**changes) if changes else found

    def _keeping(self, entry: Any, node: Node, more: Mapping[str, Any]) -> Any:
        kept = remembered(entry, self._rekeyed(node.values), self._whole, more)
        return with_extra(entry, kept, node) if kept else entry

    def _rekeyed(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """An object with places and people under the keys that they are written under."""
        whole, stage, found = self._whole, self._stage, dict(values)
        places, people = values.get("locations"), values.get("participants")
        if isinstance(places, dict):
            found["locations"] = {
                whole.place_keys.get(_known(stage.places, key, value), key): value
                for key, value in places.items()
            }
        if isinstance(people, dict):
            found["participants"] = {
                whole.party_keys.get(_known(stage.cast, key, value), key): value
                for key, value in people.items()
            }
        return found


def _known(read: Places | Cast, key: str, value: Any) -> Any:
    return read.known(key, value) if isinstance(value, dict) else None


def with_extra(model: Any, kept: Mapping[str, Any], node: Node) -> Any:
    """A model with what was kept of an object, beside what it has."""
    try:
        return model.replace(extra={KEPT: {**model.extra.get(KEPT, {}), **kept}})
    except InvalidValueError as error:
        node.tell(f"{error.problems[0].message}", mend="what no member holds is left out")
        return model
