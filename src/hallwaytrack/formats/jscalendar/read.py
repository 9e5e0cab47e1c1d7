"""Reading: JSCalendar (:rfc:`8984`) as events, series and calendars.

1. ``source``: bytes become one object, within limits.
2. ``related``: which entry of a group is part of which.
3. ``events`` and ``recurring``: what the properties mean, by ``table``.

What no member of a model holds stays in ``extra["jscalendar"]``, and is written again.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, TypeVar, overload
from zoneinfo import ZoneInfo

from hallwaytrack.errors import DecodeError, InvalidValueError, Problem, pointer
from hallwaytrack.formats.jscalendar.entries import HANDLED, TYPE
from hallwaytrack.formats.jscalendar.events import with_extra
from hallwaytrack.formats.jscalendar.links import read_links
from hallwaytrack.formats.jscalendar.making import made
from hallwaytrack.formats.jscalendar.patches import beyond
from hallwaytrack.formats.jscalendar.recurring import read_gathering
from hallwaytrack.formats.jscalendar.related import Gathered, gathered, uid_of
from hallwaytrack.formats.jscalendar.source import (
    KEPT,
    MAX_BYTES,
    Node,
    Problems,
    array,
    parsed,
)
from hallwaytrack.formats.jscalendar.times import read_occurrence
from hallwaytrack.formats.jscalendar.values import EPOCH, OURS, one_line, string, tidy, utc_time
from hallwaytrack.formats.jscalendar.write import OF_ONE, Written, group_members, group_uid
from hallwaytrack.formats.naming import Names, lawful
from hallwaytrack.formats.registry import Reading
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.times import zone_name, zone_of

K = TypeVar("K", Calendar, Event, EventSeries)
KINDS = (Calendar, Event, EventSeries)


@overload
def from_jscalendar(
    data: bytes,
    kind: type[K],
    *,
    timezone: str | None = None,
    max_bytes: int | None = MAX_BYTES,
) -> K: ...
@overload
def from_jscalendar(
    data: bytes,
    kind: None = None,
    *,
    timezone: str | None = None,
    max_bytes: int | None = MAX_BYTES,
) -> Written: ...
def from_jscalendar(
    data: bytes,
    kind: type[Any] | None = None,
    *,
    timezone: str | None = None,
    max_bytes: int | None = MAX_BYTES,
) -> Any:
    """The event, series or calendar that some JSCalendar holds.

    What is broken in it is mended or left out; ``read(data, "jscalendar")`` tells what that was.

    Args:
        data: The bytes.
        kind: Calendar, Event or EventSeries; left out, it is what the document is: a Group is a
            Calendar, unless it is one event with its sessions as this library writes it.
        timezone: The IANA name of the zone of times that float; left out, it is UTC.
        max_bytes: The size of the largest document to read; None for any.

    Raises:
        DecodeError: If it is no JSCalendar, passes a limit, or holds something of another kind;
            with the JSON Pointer of each problem.
        InvalidValueError: If ``data`` is not bytes, or another argument is not what it should be.
    """
    return read_jscalendar(data, kind, timezone=timezone, max_bytes=max_bytes).document


def read_jscalendar(
    data: bytes,
    kind: type[Any] | None = None,
    *,
    timezone: str | None = None,
    max_bytes: int | None = MAX_BYTES,
) -> Reading:
    """The same with the problems that were met; arguments and errors as of ``from_jscalendar``."""
    zone = _checked(kind, timezone)
    problems = Problems()
    root = Node(parsed(data, max_bytes, problems), "", problems)
    known = root.values.get("@type")
    if known not in ("Event", "Group"):
        message, mend = "@type must be Event or Group", "tasks are not read"
        raise DecodeError(Problem(message=message, value=known, place="/@type", mend=mend))
    if kind is None and known == "Group" and root.values.get(TYPE) not in OF_ONE.values():
        kind = Calendar
    entries = _Entries(root, known == "Group", zone, kind is not Calendar)
    document = entries.calendar() if kind is Calendar else entries.only(kind)
    return Reading(document, problems.all())


def _checked(kind: Any, timezone: Any) -> ZoneInfo | None:
    if kind is not None and kind not in KINDS:
        names = ", ".join(cls.__name__ for cls in KINDS)
        raise InvalidValueError(Problem(message=f"kind must be one of {names}", value=kind))
    try:
        return None if timezone is None else zone_of(zone_name(timezone))
    except Refused as no:
        message = f"timezone {no.wants}"
        raise InvalidValueError(Problem(message=message, value=timezone, mend=no.mend)) from None


class _Entries:
    """The entries of a document as they are read.

    Attributes:
        found: The events and series.
        unread: The objects that are none, as they were.
    """

    def __init__(self, root: Node, is_group: bool, zone: ZoneInfo | None, is_one: bool) -> None:
        self._root = root
        self._is_group = is_group
        self._zone = zone
        self._is_one = is_one
        self._ids = Names()
        self.found: list[Event | EventSeries] = []
        self.unread: list[Any] = []
        nodes = [*self._nodes()] if is_group else [root]
        for each in gathered(nodes):
            self._read(each)

    def _nodes(self) -> Iterator[Node]:
        for i, value in enumerate(self._root.get("entries", array) or []):
            if isinstance(value, dict) and value.get("@type", "Event") == "Event":
                yield Node(value, pointer("entries", i), self._root.problems)
                continue
            told = value.get("@type") if isinstance(value, dict) else value
            message = "an entry must be an Event object"
            severity = "info" if told == "Task" else "error"
            self._root.tell(
                message,
                "entries",
                i,
                value=told,
                mend=KEPT,
                severity=severity,  # type: ignore[arg-type]
            )
            self.unread.append(value)

    def _read(self, each: Gathered) -> None:
        node = each.node
        try:
            # A calendar holds no meeting of a series that it lacks.
            occurrence = read_occurrence(node) if self._is_one else None
            self.found.append(read_gathering(each, self._id(node), self._zone, occurrence))
        except InvalidValueError as error:
            if not self._is_group:
                raise DecodeError(error.problems) from None
            for problem in error.problems:
                node.problems.add(problem)
            node.tell("the entry can't be read as an event", mend=KEPT, severity="error")
            self.unread += [node.values, *(child.node.values for child in each.children)]

    def _id(self, node: Node) -> str:
        """The id of an event: its UID, or one made from what it is."""
        uid = node.get("uid", string)
        if not uid:
            mend = "an id is made from its title and start"
            node.tell("an event needs a uid", "uid", mend=mend)
            told = repr([node.values.get("title"), node.values.get("start")])
            uid = sha256(told.encode("utf-8", "replace")).hexdigest()[:32]
        id = self._ids.take(lawful(uid), "#")
        if id != uid and node.values.get("uid"):
            node.tell("a uid must be unique, and lawful as an id", "uid", mend=f"read as {id:.80}")
        return id

    def only(self, kind: type[Any] | None) -> Event | EventSeries:
        """The one event or series of a document.

        Raises:
            DecodeError: If there is another number of them, or something else.
        """
        if len(self.found) != 1 or (kind is not None and type(self.found[0]) is not kind):
            events = sum(isinstance(each, Event) for each in self.found)
            series = len(self.found) - events
            wanted = kind.__name__ if kind else "event"
            holds = f"{events} event{'s' if events != 1 else ''} and {series} series"
            message, mend = f"the document holds {holds}, not one {wanted}", "read it as Calendar"
            raise DecodeError(Problem(message=message, mend=mend))
        if self._is_group and (self.unread or TYPE not in self._root.values):
            message = "what a group says beside its event is no part of it"
            self._root.tell(message, mend="read it as Calendar", severity="info")
        return self.found[0]

    def calendar(self) -> Calendar:
        """All of them, and what the group says of itself."""
        members: dict[str, Any] = dict(self._members()) if self._is_group else {}
        members["events"] = [each for each in self.found if isinstance(each, Event)]
        members["series"] = [each for each in self.found if isinstance(each, EventSeries)]
        calendar = made(Calendar, members, self._root)
        if not self._is_group:
            return calendar
        told = self._root.values
        rest = {
            name: value
            for name, value in told.items()
            if name not in (*HANDLED, "entries") and not name.startswith(OURS)
        }
        kept = beyond(rest, group_members(calendar))
        if uid_of(self._root) not in ("", group_uid(calendar)):
            kept["uid"] = uid_of(self._root)
        if self.unread:
            kept["entries"] = self.unread
        found: Calendar = with_extra(calendar, kept, self._root) if kept else calendar
        return found

    def _members(self) -> Mapping[str, Any]:
        root = self._root
        updated = root.get("updated", utc_time)
        return {
            "name": root.get("title", one_line),
            "description": root.get("description", tidy),
            "updated": None if updated == EPOCH else updated,
            "color": root.get("color", string),
            **read_links(root, ("url", "image")),
        }
