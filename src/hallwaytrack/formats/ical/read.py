"""Reading: bytes become lines, components, drafts, and at last models.

1. ``content`` and ``components``: one pass over the lines makes the tree.
2. ``feed`` and ``draft``: what each property means, by a table.
3. ``relate``: which VEVENT is an event, a session, a series or a changed meeting.
4. ``make``, ``programme`` and ``meetings``: the models.

VEVENTs that look alike take a shorter way, to the same end: ``shapes`` finds them in the text,
``alike`` reads a property of many at a time, and ``plain`` sessions are made without a second look.

What is broken is a ``Problem`` with its line, while the rest is read.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, TypeVar, overload
from zoneinfo import ZoneInfo

from hallwaytrack.errors import DecodeError, InvalidValueError, Problem
from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical.components import DEFAULT_LIMITS, Component, Limits, tree, within
from hallwaytrack.formats.ical.content import Source
from hallwaytrack.formats.ical.draft import DATA, Draft
from hallwaytrack.formats.ical.feed import CalendarDraft
from hallwaytrack.formats.ical.identify import Ids, made_uid
from hallwaytrack.formats.ical.meetings import gatherings
from hallwaytrack.formats.ical.relate import CHILDREN, Meeting, related
from hallwaytrack.formats.ical.repair import Problems
from hallwaytrack.formats.ical.restored import in_order, lists_of
from hallwaytrack.formats.options import check_options
from hallwaytrack.formats.registry import Reading
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import fields_of
from hallwaytrack.model.garbage import uncollected
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.times import zone_of

BOM = b"\xef\xbb\xbf"
K = TypeVar("K", Calendar, Event, EventSeries)
KINDS = (Calendar, Event, EventSeries)


@overload
def from_ical(
    data: bytes,
    kind: type[K],
    *,
    timezone: str | None = None,
    namespace: str | None = None,
    source: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> K: ...
@overload
def from_ical(
    data: bytes,
    *,
    timezone: str | None = None,
    namespace: str | None = None,
    source: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Calendar: ...
def from_ical(
    data: bytes,
    kind: type[Any] = Calendar,
    *,
    timezone: str | None = None,
    namespace: str | None = None,
    source: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Any:
    """The calendar, event or series that some iCalendar holds.

    What is broken in it is mended or left out; ``read(data, "ical")`` tells what that was.

    Args:
        data: The bytes.
        kind: Calendar, Event or EventSeries.
        timezone: The IANA name of the zone of times that name none; left out, X-WR-TIMEZONE is it,
            and UTC where there is none.
        namespace: What makes UIDs such as "1" unique in the world, such as "pyvo.cz": that becomes
            the id "1@pyvo.cz". UIDs with an "@", and UUIDs, are unique already.
        source: Where it was read from, a URL: one of the ``sources`` of each event.
        limits: How much is read before the reader gives up.

    Raises:
        DecodeError: If it is no iCalendar, passes a limit, or holds something of another kind.
        InvalidValueError: If ``data`` is not bytes, or another argument is not what it should be.
    """
    return read_ical(
        data, kind, timezone=timezone, namespace=namespace, source=source, limits=limits
    ).document


def read_ical(
    data: bytes,
    kind: type[Any] = Calendar,
    *,
    timezone: str | None = None,
    namespace: str | None = None,
    source: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Reading:
    """The same with the problems that were met; arguments and errors as of ``from_ical``."""
    zone = _checked(data, kind, timezone, namespace, source)
    with uncollected():
        problems, members = _read(bytes(data), zone, namespace, source, limits)
        document = Calendar(**members) if kind is Calendar else _only(members, kind, problems)
    return Reading(document, problems.all())


def _read(
    data: bytes, zone: ZoneInfo | None, namespace: str | None, source: str | None, limits: Limits
) -> tuple[Problems, dict[str, Any]]:
    within(limits, "max_bytes", len(data))
    text = Source(data.removeprefix(BOM))
    problems = Problems(text)
    found = tree(text, problems, limits)
    for at, line in text.undecodable.items():
        problems.add(repair.NOT_UTF8, at, line)
    calendars = [CalendarDraft(each, problems, zone) for each in _calendars(found, problems)]
    return problems, _all_members(calendars, namespace, source)


def _checked(data: Any, kind: Any, timezone: Any, namespace: Any, source: Any) -> ZoneInfo | None:
    """The zone that ``timezone`` names, once all arguments are what they should be."""
    if not isinstance(data, bytes | bytearray | memoryview):
        mend = "write .encode()" if isinstance(data, str) else "read the file with open(path, 'rb')"
        message = "iCalendar must be given as bytes"
        raise InvalidValueError(Problem(message=message, value=data, mend=mend))
    if kind not in KINDS:
        names = ", ".join(cls.__name__ for cls in KINDS)
        raise InvalidValueError(Problem(message=f"kind must be one of {names}", value=kind))
    check_options(timezone, namespace, source)
    return None if timezone is None else zone_of(timezone)


def _calendars(roots: Iterable[Component], problems: Problems) -> list[Component]:
    """The VCALENDARs of a file; events that stand in none are read as if they stood in one."""
    found = [root for root in roots if root.name == "VCALENDAR"]
    bare = [root for root in roots if root.name == "VEVENT"]
    for root in roots:
        if root.name != "VCALENDAR":
            problems.add(repair.NO_CALENDAR, root.at, root.name, root.get("UID") or "")
    if bare:
        loose = Component("VCALENDAR", bare[0].at)
        loose.parts = bare
        found.append(loose)
    if not found:
        message, mend = "iCalendar begins BEGIN:VCALENDAR, and this has none", "is it another file?"
        raise DecodeError(Problem(message=message, mend=mend))
    return found


def _all_members(
    calendars: Sequence[CalendarDraft], namespace: str | None, source: str | None
) -> dict[str, Any]:
    """The members of one Calendar of all that a file holds; the first to tell one tells it."""
    parts = [lines for calendar in calendars for lines in calendar.parts]
    drafts = [draft for calendar in calendars for draft in calendar.drafts]
    found = list(_gatherings(drafts, namespace, parts))
    if source is not None:
        found = [_from(gathering, source) for gathering in found]
    written = next((calendar for calendar in calendars if calendar.restored), None)
    members = _members(calendars, parts) if written is None else _as_written(written, parts)
    order = _order(written)
    events = [g for g in found if isinstance(g, Event)]
    series = [g for g in found if isinstance(g, EventSeries)]
    members["events"] = in_order(events, order.get("events", ()))
    members["series"] = in_order(series, order.get("series", ()))
    return members


def _members(calendars: Iterable[CalendarDraft], parts: Iterable[Iterable[str]]) -> dict[str, Any]:
    """What the properties of the calendars say, and the lines of what is no event."""
    members: dict[str, Any] = {}
    kept: list[str] = []
    for calendar in calendars:
        members = {**calendar.members, **members}
        kept += calendar.kept
    kept += chain.from_iterable(parts)
    return {**members, "extra": {"ical": kept} if kept else {}}


def _as_written(calendar: CalendarDraft, parts: Iterable[Sequence[str]]) -> dict[str, Any]:
    """What the data of a calendar says, and the lines of components that came since."""
    written: Any = calendar.restored
    members = {field.name: getattr(written, field.name) for field in fields_of(Calendar)}
    known = written.extra.get("ical", ())
    known = list(known) if isinstance(known, Sequence) and not isinstance(known, str) else []
    there = {line.upper() for line in known if isinstance(line, str)}
    new = [line for lines in parts if not there.issuperset(map(str.upper, lines)) for line in lines]
    if new:
        members["extra"] = {**written.extra, "ical": [*known, *new]}
    return members


def _order(written: CalendarDraft | None) -> dict[str, list[Any]]:
    data = written.draft.data if written is not None else None
    return lists_of((data or {}).get("order"))


def _gatherings(
    drafts: list[Draft], namespace: str | None, parts: list[list[str]]
) -> Iterator[Event | EventSeries]:
    for draft in drafts:
        draft.uid = draft.uid or draft.values.get("uid") or ""
        if not draft.uid:
            draft.note(repair.NO_UID)
            draft.uid = made_uid(draft, namespace)
    meetings = related(drafts)
    counts = Counter(meeting.draft.uid for meeting in meetings if meeting.occurrence is None)
    ids = Ids(namespace, {uid for uid, n in counts.items() if n > 1})
    for meeting in meetings:
        if meeting.draft.type in CHILDREN:
            meeting.draft.put_back(repair.NO_EVENT, DATA)
            if meeting.draft.type == "shift":  # nobody else's business, and so no event
                parts.append([*meeting.draft.component.lines()])
                continue
        try:
            yield from gatherings(meeting, ids)
        except InvalidValueError as error:
            draft = meeting.draft
            draft.feed.problems.add(
                repair.UNREADABLE, draft.component.at, str(error.problems[0]), draft.uid
            )
            parts += ([*each.component.lines()] for each in _all_of(meeting))


def _all_of(meeting: Meeting) -> Iterator[Draft]:
    """The VEVENTs of a gathering."""
    for each in (meeting, *meeting.changes):
        yield each.draft
        yield from each.children


def _from(gathering: Event | EventSeries, source: str) -> Event | EventSeries:
    if isinstance(gathering, EventSeries):
        return gathering.replace(template=_from(gathering.template, source))
    if source in gathering.sources:
        return gathering
    return gathering.replace(sources=(*gathering.sources, source))


def _only(members: Mapping[str, Any], kind: type[Any], problems: Problems) -> Any:
    """The one event or series that a file holds.

    Raises:
        DecodeError: If there is another number of them, or something else.
    """
    found = [*members["events"], *members["series"]]
    if len(found) != 1 or type(found[0]) is not kind:
        events, series = len(members["events"]), len(members["series"])
        holds = f"{events} event{'s' if events != 1 else ''} and {series} series"
        mend = "read it as Calendar"
        message = f"the file holds {holds}, not one {kind.__name__}"
        raise DecodeError(Problem(message=message, mend=mend))
    if any(members[name] for name in members.keys() - {"events", "series"}):
        problems.add(repair.CALENDAR_LEFT)
    return found[0]
