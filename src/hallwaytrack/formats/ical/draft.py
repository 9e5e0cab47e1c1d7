"""A VEVENT as it was read: what its properties mean, by one table, before it is known what it is.

Nothing is lost on the way: a property that no row knows, that cannot be read, or that stands once
too often is ``kept`` as the line that it was.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from hallwaytrack.errors import NOTHING, InvalidValueError
from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical import understood as u
from hallwaytrack.formats.ical.clocks import Clocks
from hallwaytrack.formats.ical.components import KNOWN, Component
from hallwaytrack.formats.ical.content import Head, Property, Understand, raw_line
from hallwaytrack.formats.ical.plain import Plain
from hallwaytrack.formats.ical.repair import Problems, Repair
from hallwaytrack.model.fields import Refused


class Read(NamedTuple):
    """How a property is read: into which value of a draft, by what, and whether it may repeat.

    The values of a ``shared`` one are met again and again in a feed: its reader remembers them in
    the head, and is not asked twice.
    """

    value: str
    read: Understand
    many: bool = False
    shared: bool = False


def _shared(value: str, read: Understand, many: bool = False) -> Read:
    return Read(value, u.remembered(read), many, shared=True)


DATA = "X-HALLWAYTRACK-DATA"
"""The property that carries whole objects in the full view."""
IGNORED = Read("", u.raw)
"""What says nothing that the model does not say otherwise."""

ENTRY: Mapping[str, Read] = {
    "UID": Read("uid", u.text),
    "DTSTAMP": IGNORED,
    "CREATED": Read("created", u.stamp),
    "LAST-MODIFIED": Read("updated", u.stamp),
    "SEQUENCE": _shared("sequence", u.whole),
    "DTSTART": Read("start", u.when, shared=True),
    "DTEND": Read("end", u.when, shared=True),
    "DURATION": Read("duration", u.raw),
    "SUMMARY": Read("title", u.text),
    "DESCRIPTION": Read("description", u.text),
    "LOCATION": _shared("location", u.text),
    "GEO": _shared("geo", u.geo),
    "X-APPLE-STRUCTURED-LOCATION": Read("apple", u.apple),
    "STATUS": _shared("status", u.status),
    "TRANSP": _shared("transparency", u.raw),
    "CLASS": Read("secrecy", u.raw),
    "URL": Read("url", u.uri),
    "CATEGORIES": _shared("topics", u.texts, many=True),
    "IMAGE": Read("image", u.uri),
    "ATTACH": Read("attachments", u.attachment, many=True),
    "CONFERENCE": Read("online", u.conference, many=True),
    "X-GOOGLE-CONFERENCE": Read("joins", u.uri, many=True),
    "X-MICROSOFT-SKYPETEAMSMEETINGURL": Read("joins", u.uri, many=True),
    "COMMENT": Read("comments", u.text, many=True),
    "ORGANIZER": Read("organizer", u.party),
    "ATTENDEE": Read("attendees", u.party, many=True),
    "RELATED-TO": _shared("relations", u.relation, many=True),
    "RECURRENCE-ID": Read("occurrence", u.when),
    "RRULE": Read("rules", u.raw, many=True),
    "RDATE": Read("added", u.whens, many=True),
    "EXDATE": Read("skipped", u.whens, many=True),
    "EXRULE": IGNORED,
    "X-HALLWAYTRACK-TOUR": Read("tour", u.text),
    DATA: Read("data", u.verbatim, many=True),
}
"""The properties of a VEVENT that mean something to a model; the rest stays as it is."""


class Feed:
    """What all components of one VCALENDAR share.

    Attributes:
        ours: Whether this library wrote it.
        clocks: Its zones.
        problems: Those of the file.
        is_clear: Whether there are no controls in its texts.
        default_status: Of what has none: METHOD:CANCEL (:rfc:`5546`, section 3.2.5) cancels.
    """

    def __init__(self, clocks: Clocks, problems: Problems, ours: bool, method: str) -> None:
        self.clocks = clocks
        self.problems = problems
        self.ours = ours
        self.is_clear = problems.source.is_clear
        self.default_status = "cancelled" if method == "CANCEL" else "confirmed"


class Draft:
    """A component with its values.

    Attributes:
        values: What its properties mean, by the names of the table.
        plain: The same of one that holds nothing out of the ordinary.
        kept: Properties that stay as they were.
        table: By which it was read.
        uid: That of the file, or one made for it.
        id: What it gets as the id of its model.
        data: The envelope that it carries, opened.
    """

    __slots__ = (
        "_reading", "_values", "component", "data", "feed", "id", "kept", "ours", "plain", "table",
        "uid",
    )  # fmt: skip

    def __init__(self, component: Component, feed: Feed, plain: Plain | None = None) -> None:
        self.component = component
        self.feed = feed
        self.ours = feed.ours
        self.kept: list[Property] = []
        self.plain = plain
        self._values: dict[str, Any] | None = None if plain else {}
        self.uid = plain.uid if plain else ""
        self.id = ""
        self._reading: Property | None = None
        self.data: dict[str, Any] | None = None
        self.table: Mapping[str, Read] = ENTRY

    @property
    def values(self) -> dict[str, Any]:
        """What its properties mean; a plain one is read for them when they are asked for."""
        found = self._values
        if found is None:
            found = self._values = {}
            self.read(ENTRY)
        return found

    @values.setter
    def values(self, values: dict[str, Any]) -> None:
        self._values = values

    @property
    def start(self) -> date:
        """When it begins, if that was told."""
        return self.plain.start if self.plain else self.values["start"]

    @property
    def type(self) -> str:
        """What the envelope says that it is; nothing without one."""
        return self.data["type"] if self.data else ""

    def read(self, table: Mapping[str, Read]) -> None:
        """Read all properties by a table."""
        self.table = table
        for found in self.component.properties:
            head, text, _ = self._reading = found
            row = table.get(head.name)
            if row is None:
                self.kept.append(found)
            elif row.value:
                try:
                    value = head.memo.get(text) if row.shared else None
                    if value is None:
                        value = row.read(head, text, self)
                except (Refused, InvalidValueError):
                    if text.strip():  # nothing says nothing
                        self.keep(repair.BAD_VALUE, found)
                    continue
                self._put(row, value, found)

    def _put(self, row: Read, value: Any, found: Property) -> None:
        values = self.values
        if row.value not in values:
            values[row.value] = [value] if row.many else value
        elif row.many:
            values[row.value].append(value)
        else:
            self.keep(repair.REPEATED, found)

    def note(self, what: Repair, head: Head | None = None, value: object = NOTHING) -> None:
        """Tell of a repair at the component, or at the property that is read, if given its head."""
        at = self.component.at
        if head is not None and self._reading is not None:
            at, value = self._reading[2], raw_line(self._reading)
        self.feed.problems.add(what, at, value, self._uid_there())

    def keep(self, what: Repair, found: Property) -> None:
        """Leave a property as the line that it was, and tell it."""
        self.kept.append(found)
        self.tell(what, found)

    def tell(self, what: Repair, found: Property) -> None:
        """Tell of a repair at a property."""
        self.feed.problems.add(what, found[2], raw_line(found), self._uid_there())

    def _uid_there(self) -> str:
        if self.uid or self.feed.problems.is_full:
            return self.uid
        return self.component.get("UID") or ""

    def put_back(self, what: Repair, *names: str) -> None:
        """Leave the properties of these names as the lines that they were."""
        known = set(map(id, self.kept))
        for found in self.component.properties:
            if found[0].name in names and id(found) not in known:
                self.keep(what, found)

    def drop_broken_lines(self) -> None:
        """Take out lines that bear the name of a component."""
        for found in [f for f in self.kept if f[0].name in KNOWN]:
            self.kept.remove(found)
            self.feed.problems.add(repair.BROKEN_LINE, found[2], raw_line(found), self.uid)

    def kept_lines(self) -> list[str]:
        """The lines that no model has a member for, those of inner components last."""
        lines = list(map(raw_line, self.kept))
        for part in self.component.parts:
            if part.is_kept:
                lines += part.lines()
        return lines
