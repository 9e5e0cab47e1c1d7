"""A VCALENDAR as it is read: its own properties, its zones, and the drafts of its events."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical import understood as u
from hallwaytrack.formats.ical.alike import read_drafts
from hallwaytrack.formats.ical.clocks import Clocks, iana_zone
from hallwaytrack.formats.ical.components import Component
from hallwaytrack.formats.ical.content import Head, Property, raw_line
from hallwaytrack.formats.ical.draft import DATA, Draft, Feed, Read
from hallwaytrack.formats.ical.envelopes import held, open_data
from hallwaytrack.formats.ical.mended import made
from hallwaytrack.formats.ical.repair import Problems, Repair
from hallwaytrack.formats.ical.write import PRODID
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.fields import Refused

TRANSPORT = ("VERSION", "PRODID", "CALSCALE", "METHOD")
"""Properties about the file, not about what is in it."""
PUBLISHING = ("", "PUBLISH")


def _color(_: Head, value: str, __: Draft) -> str:
    """A colour; of Apple's eight digits the last two say how opaque it is."""
    value = value.strip()
    return value[:7] if value.startswith("#") and len(value) == 9 else value


def _refresh(_: Head, value: str, __: Draft) -> timedelta | None:
    found = u.duration(_, value, __)
    return found or None


CALENDAR: Mapping[str, Read] = {
    **dict.fromkeys(TRANSPORT, Read("", u.raw)),
    DATA: Read("data", u.verbatim, many=True),
    "NAME": Read("name", u.text),
    "X-WR-CALNAME": Read("name", u.text),
    "DESCRIPTION": Read("description", u.text),
    "X-WR-CALDESC": Read("description", u.text),
    "URL": Read("url", u.uri),
    "COLOR": Read("color", _color),
    "X-APPLE-CALENDAR-COLOR": Read("color", _color),
    "IMAGE": Read("image", u.uri),
    "LAST-MODIFIED": Read("updated", u.stamp),
    "X-WR-TIMEZONE": Read("timezone", u.raw),
    "REFRESH-INTERVAL": Read("refresh_interval", _refresh),
    "X-PUBLISHED-TTL": Read("refresh_interval", _refresh),
}
"""The properties of a VCALENDAR; of two for one member the first that is understood counts."""
TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE")


class CalendarDraft:
    """A VCALENDAR with its values and the drafts of its VEVENTs.

    Attributes:
        members: The members of a Calendar that its properties tell.
        kept: Lines that no member tells.
        parts: Those of components that are no events.
        restored: What the data of the full view says.
        drafts: Of the VEVENTs that have a start.
    """

    def __init__(self, component: Component, problems: Problems, zone: ZoneInfo | None) -> None:
        self.component = component
        self.problems = problems
        self.drafts: list[Draft] = []
        self.kept: list[str] = []
        self.parts: list[list[str]] = []
        self.restored: Calendar | None = None
        clocks = Clocks(_own_zones(component), zone)
        product = component.get("PRODID")
        self.feed = Feed(clocks, problems, product == PRODID, self._method())
        self.draft = Draft(component, self.feed)
        self.members = self._members()
        home = self._home()
        self._make_lawful()
        if clocks.floating is None:
            clocks.floating = home
        self._read_events()

    def _method(self) -> str:
        method = (self.component.get("METHOD") or "").strip().upper()
        if method not in PUBLISHING:
            self._note(repair.METHOD, "METHOD")
        return method

    def _members(self) -> dict[str, Any]:
        """The members of a Calendar; a line that says the same again is not kept."""
        draft = self.draft
        draft.read({name: row for name, row in CALENDAR.items() if not _is_second(name)})
        draft.table = CALENDAR
        seconds = [found for found in draft.kept if found[0].name in CALENDAR]
        draft.kept = [found for found in draft.kept if found[0].name not in CALENDAR]
        draft.drop_broken_lines()
        for found in seconds:
            self._second(found)
        if "data" in draft.values:
            open_data(draft)
            if draft.data is not None:
                self.restored = held(draft, "calendar", Calendar)
            del draft.values["data"]
        return {name: value for name, value in draft.values.items() if value is not None}

    def _make_lawful(self) -> None:
        """Mend what a Calendar would refuse, or keep it as the line that it was."""
        made(Calendar, self.members, self.draft)
        self.kept += map(raw_line, self.draft.kept)

    def _second(self, found: Property) -> None:
        """A property for a member that another one tells, too."""
        head, text, _ = found
        row = CALENDAR[head.name]
        try:
            value = row.read(head, text, self.draft)
        except Refused:
            self.draft.keep(repair.BAD_VALUE, found)
            return
        known = self.draft.values.setdefault(row.value, value)
        if known != value:
            self.draft.kept.append(found)

    def _home(self) -> ZoneInfo | None:
        """The zone that X-WR-TIMEZONE names; its name is put as IANA writes it."""
        name = self.members.pop("timezone", None)
        if not name:
            return None
        zone = iana_zone(name, lambda what: self._note(what, "X-WR-TIMEZONE"))
        if zone is None:
            self._note(repair.UNKNOWN_ZONE, "X-WR-TIMEZONE")
            self.kept.append(f"X-WR-TIMEZONE:{name}")
            return None
        self.members["timezone"] = zone.key
        return zone

    def _note(self, what: Repair, name: str) -> None:
        at = next((at for head, _, at in self.component.properties if head.name == name), None)
        self.problems.add(what, at, self.component.get(name))

    def _read_events(self) -> None:
        events = [part for part in self.component.parts if part.name == "VEVENT"]
        clocks = self.feed.clocks
        if clocks.floating is not None and not self.feed.ours and not any(_tzids(events)):
            # A feed of Google's tells all its times in UTC, and here where they are at home.
            clocks.utc = clocks.floating
        drafts = read_drafts(events, self.feed)
        for part in self.component.parts:
            if part.name == "VEVENT":
                draft = next(drafts)
                if draft.plain or self._has_start(draft):
                    self.drafts.append(draft)
            elif part.name != "VTIMEZONE":
                self.problems.add(repair.OTHER_COMPONENT, part.at, part.name, _uid(part))
                self.parts.append([*part.lines()])

    def _has_start(self, draft: Draft) -> bool:
        """Whether a VEVENT can be read at all; its data is opened."""
        if "data" in draft.values:
            open_data(draft)
        if "start" in draft.values:
            return True
        self.problems.add(repair.NO_START, draft.component.at, uid=_uid(draft.component))
        self.parts.append([*draft.component.lines()])
        return False


def _is_second(name: str) -> bool:
    """Whether a property tells a member that one before it in the table tells, too."""
    first = next(known for known, row in CALENDAR.items() if row.value == CALENDAR[name].value)
    return bool(CALENDAR[name].value) and first != name


def _uid(component: Component) -> str:
    return component.get("UID") or ""


def _tzids(events: Iterable[Component]) -> Iterator[str]:
    for event in events:
        for head, _, _ in event.properties:
            if head.name in TIMES and (tzid := head.get("TZID")):
                yield tzid


def _own_zones(component: Component) -> dict[str, Component]:
    """The VTIMEZONEs of a calendar by their names; of several the first."""
    found: dict[str, Component] = {}
    for part in component.parts:
        if part.name == "VTIMEZONE":
            found.setdefault((part.get("TZID") or "").strip(), part)
    return found
