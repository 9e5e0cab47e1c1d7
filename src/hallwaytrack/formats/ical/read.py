"""Reading: bytes become lines, components, drafts, and at last models.

1. ``content`` and ``components``: one pass over the lines makes the tree.
2. ``feed`` and ``draft``: what each property means, by a table.
3. ``relate``: which VEVENT is an event, a session, a series or a changed meeting.
4. ``make`` and ``meetings``: the models.

What is broken is a ``Problem`` with its line, while the rest is read.
"""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, overload
from zoneinfo import ZoneInfo

from hallwaytrack.errors import DecodeError, InvalidValueError, Problem
from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical.components import DEFAULT_LIMITS, Component, Limits, tree, within
from hallwaytrack.formats.ical.content import Source
from hallwaytrack.formats.ical.draft import Draft
from hallwaytrack.formats.ical.feed import CalendarDraft
from hallwaytrack.formats.ical.identify import Ids, made_uid
from hallwaytrack.formats.ical.meetings import gatherings
from hallwaytrack.formats.ical.relate import Meeting, related
from hallwaytrack.formats.ical.repair import Problems
from hallwaytrack.formats.registry import Reading
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.times import zone_name, zone_of
from hallwaytrack.model.types import identifier
from hallwaytrack.model.types import url as lawful_url

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
        problems, calendar = _read(bytes(data), zone, namespace, source, limits)
    document = calendar if kind is Calendar else _only(calendar, kind, problems)
    return Reading(document, problems.all())


@contextmanager
def uncollected() -> Iterator[None]:
    """Without collections of garbage: there is none while all that is made is kept.

    They would walk the growing tree again and again, a tenth of the whole time.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _read(
    data: bytes, zone: ZoneInfo | None, namespace: str | None, source: str | None, limits: Limits
) -> tuple[Problems, Calendar]:
    within(limits, "max_bytes", len(data))
    text = Source(data.removeprefix(BOM))
    within(limits, "max_lines", len(text.lines))
    if limits.max_line_length is not None and len(data) > limits.max_line_length:
        within(limits, "max_line_length", max(map(len, text.lines)))
    problems = Problems(text)
    for at in text.undecodable:
        problems.add(repair.NOT_UTF8, at, text.lines[at])
    calendars = [
        CalendarDraft(component, problems, zone)
        for component in _calendars(tree(text, problems, limits), problems)
    ]
    return problems, _calendar(calendars, namespace, source)


def _checked(data: Any, kind: Any, timezone: Any, namespace: Any, source: Any) -> ZoneInfo | None:
    """The zone that ``timezone`` names, once all arguments are what they should be."""
    if not isinstance(data, bytes | bytearray | memoryview):
        mend = "write .encode()" if isinstance(data, str) else "read the file with open(path, 'rb')"
        message = "iCalendar must be given as bytes"
        raise InvalidValueError(Problem(message=message, value=data, mend=mend))
    if kind not in KINDS:
        names = ", ".join(cls.__name__ for cls in KINDS)
        raise InvalidValueError(Problem(message=f"kind must be one of {names}", value=kind))
    rules = (
        ("timezone", zone_name, timezone),
        ("namespace", identifier, namespace),
        ("source", lawful_url, source),
    )
    for name, rule, value in rules:
        try:
            if value is not None:
                rule(value)
        except Refused as no:
            message = f"{name} {no.wants}"
            raise InvalidValueError(Problem(message=message, value=value, mend=no.mend)) from None
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


def _calendar(
    calendars: Iterable[CalendarDraft], namespace: str | None, source: str | None
) -> Calendar:
    """One calendar of all that a file holds; the first to tell a member tells it for all."""
    members: dict[str, Any] = {}
    kept: list[str] = []
    drafts: list[Draft] = []
    for calendar in calendars:
        members = {**calendar.members, **members}
        kept += calendar.kept
        drafts += calendar.drafts
    found = list(_gatherings(drafts, namespace, kept))
    if source is not None:
        found = [_from(gathering, source) for gathering in found]
    members["events"] = tuple([g for g in found if isinstance(g, Event)])
    members["series"] = tuple([g for g in found if isinstance(g, EventSeries)])
    members["extra"] = {"ical": kept} if kept else {}
    return Calendar(**members)


def _gatherings(
    drafts: list[Draft], namespace: str | None, kept: list[str]
) -> Iterator[Event | EventSeries]:
    for draft in drafts:
        draft.uid = draft.values.get("uid") or ""
        if not draft.uid:
            draft.note(repair.NO_UID)
            draft.uid = made_uid(draft, namespace)
    meetings = related(drafts)
    counts = Counter(meeting.draft.uid for meeting in meetings if meeting.occurrence is None)
    ids = Ids(namespace, {uid for uid, n in counts.items() if n > 1})
    for meeting in meetings:
        try:
            yield from gatherings(meeting, ids)
        except InvalidValueError as error:
            draft = meeting.draft
            draft.feed.problems.add(
                repair.UNREADABLE, draft.component.at, str(error.problems[0]), draft.uid
            )
            for each in _all_of(meeting):
                kept += each.component.lines()


def _all_of(meeting: Meeting) -> Iterator[Draft]:
    """The VEVENTs of a gathering."""
    for each in (meeting, *meeting.changes):
        yield each.draft
        yield from each.children


def _from(gathering: Event | EventSeries, source: str) -> Event | EventSeries:
    if isinstance(gathering, Event):
        return gathering.replace(sources=(source,))
    return gathering.replace(template=gathering.template.replace(sources=(source,)))


def _only(calendar: Calendar, kind: type[Any], problems: Problems) -> Any:
    """The one event or series that a file holds.

    Raises:
        DecodeError: If there is another number of them, or something else.
    """
    found = [*calendar.events, *calendar.series]
    if len(found) != 1 or type(found[0]) is not kind:
        events, series = len(calendar.events), len(calendar.series)
        holds = f"{events} event{'s' if events != 1 else ''} and {series} series"
        mend = "read it as Calendar"
        message = f"the file holds {holds}, not one {kind.__name__}"
        raise DecodeError(Problem(message=message, mend=mend))
    if calendar != Calendar(events=calendar.events, series=calendar.series):
        problems.add(repair.CALENDAR_LEFT)
    return found[0]
