"""What a component shows that people edit, as a reader understands it, and a digest of each.

A calendar program writes the same thing in many ways: a time in UTC or by another zone's clock, a
DURATION for a DTEND, a text with other escapes, lists in another order. What is compared is what
all of them mean, so that only an edit counts as one.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any, TypeAlias

from hallwaytrack.formats.ical.clocks import Clocks, after
from hallwaytrack.formats.ical.components import Component
from hallwaytrack.formats.ical.content import FOLDED, Head, head_of
from hallwaytrack.formats.ical.draft import ENTRY, Draft, Feed
from hallwaytrack.formats.ical.repair import Problems
from hallwaytrack.formats.ical.table import EDITABLE
from hallwaytrack.formats.ical.values import basic_date, basic_time
from hallwaytrack.formats.ical.zones import Remembered
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.rrule import rule_text
from hallwaytrack.model.times import is_ordered

Digests: TypeAlias = dict[str, str]
"""Of each property that is there, by its name."""
EMPTY = blake2b(digest_size=8)
"""The digest of nothing yet."""
READ = {name: ENTRY[name] for name in (*EDITABLE, "DURATION")}


def digests(draft: Draft) -> Digests:
    """What the properties of a component mean, one digest each."""
    found: Digests = {}
    for name, understood in UNDERSTOOD.items():
        meaning = understood(draft.values)
        if meaning is not None:
            found[name] = _digest(meaning)
    return found


def _digest(meaning: str) -> str:
    digest = EMPTY.copy()  # in two thirds of the time that making one takes
    digest.update(meaning.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _text(name: str) -> Callable[[Mapping[str, Any]], str | None]:
    def understood(values: Mapping[str, Any]) -> str | None:
        text = values.get(name)
        return _as_passed_on(text) or None if text else None

    return understood


def _as_passed_on(text: str) -> str:
    r"""A text without what programs change: spaces around it, U+FEFF, and a backslash before N.

    icalendar reads the text ``\N``, however it is escaped, as a line break, and drops U+FEFF.
    """
    return text.replace("\\N", "\n").replace("\ufeff", "").strip()


def _instant(when: date) -> str:
    if isinstance(when, datetime):
        return basic_time(when.astimezone(UTC))
    return basic_date(when)


def _start(values: Mapping[str, Any]) -> str | None:
    return _instant(values["start"]) if "start" in values else None


def _end(values: Mapping[str, Any]) -> str | None:
    end = end_of(values)
    return None if end is None else _instant(end)


def end_of(values: Mapping[str, Any]) -> date | None:
    """The end that DTEND or DURATION tells, not included; None where it is no end."""
    start, end = values.get("start"), values.get("end")
    if end is None and start is not None and "duration" in values:
        try:
            end, _ = after(start, values["duration"])
        except Refused:
            return None
    if end is None or start is None or type(end) is not type(start):
        return end
    return end if is_ordered(start, end) and end != start else None


def _topics(values: Mapping[str, Any]) -> str | None:
    found = [_as_passed_on(topic) for topics in values.get("topics", ()) for topic in topics]
    return "\n".join(sorted(found)) if found else None


def _rule(values: Mapping[str, Any]) -> str | None:
    rules = values.get("rules")
    if not rules:
        return None
    try:
        return rule_text(rules[0])
    except Refused:
        return str(rules[0])


def _times(name: str) -> Callable[[Mapping[str, Any]], str | None]:
    def understood(values: Mapping[str, Any]) -> str | None:
        found = {_instant(when) for whens in values.get(name, ()) for when in whens}
        return ",".join(sorted(found)) if found else None

    return understood


UNDERSTOOD: Mapping[str, Callable[[Mapping[str, Any]], str | None]] = {
    "DTSTART": _start,
    "DTEND": _end,
    "SUMMARY": _text("title"),
    "DESCRIPTION": _text("description"),
    "LOCATION": _text("location"),
    "CATEGORIES": _topics,
    "STATUS": lambda values: values.get("status"),
    "URL": _text("url"),
    "RRULE": _rule,
    "RDATE": _times("added"),
    "EXDATE": _times("skipped"),
}
"""What each property that people edit means, as one text."""


class Edited(dict[bytes, str]):
    """By what a line begins with, the name of its property if people edit it, else ""."""

    def __init__(self) -> None:
        super().__init__()
        self.heads: dict[bytes, Head] = {}

    def __missing__(self, raw: bytes) -> str:
        head = head_of(raw.decode())
        name = self[raw] = head.name if head is not None and head.name in READ else ""
        if head is not None and name:
            self.heads[raw] = head
        return name


class Mirror:
    """Reads what was just written, as the reader of the file will.

    What is compared later is then never understood by another function than before. Entries share
    many of their lines, so that each of those is read once.
    """

    def __init__(self) -> None:
        feed = Feed(Clocks({}, None), Problems.none(), ours=True, method="")
        self._draft = Draft(Component("VEVENT", 0), feed)
        self._edited = Edited()
        self._known: Remembered[bytes, bytes] = Remembered()

    def members(self, lines: Iterable[bytes]) -> list[bytes]:
        """The digests of a component of these lines, as the members of a JSON object.

        Each property that people edit is one line, and DTSTART stands right before DTEND.
        """
        edited, known = self._edited, self._known
        found: list[bytes] = []
        before = b""
        for line in lines:
            member = known.get(line)
            if member is None:
                name = edited[line.partition(b":")[0]]
                member = self._member(name, line, before) if name else b""
            if member:
                found.append(member)
            before = line
        return found

    def _member(self, name: str, line: bytes, before: bytes) -> bytes:
        """The member of a line that is not known by itself."""
        if name == "DTEND":  # whether it is an end, the start says
            line = b"%b\n%b" % (before, line)
            if line in self._known:
                return self._known[line]
        meaning = UNDERSTOOD[name](self._read(line))
        member = b"" if meaning is None else f'"{name}":"{_digest(meaning)}"'.encode()
        if READ[name].shared:
            self._known[line] = member
        return member

    def _read(self, lines: bytes) -> dict[str, Any]:
        """The values of a property, and of what else it depends on."""
        values: dict[str, Any] = {}
        for line in lines.replace(FOLDED, b"").split(b"\n"):
            raw, _, rest = line.partition(b":")
            head = self._edited.heads[raw]
            row = READ[head.name]
            value = row.read(head, rest.decode(), self._draft)
            values[row.value] = [value] if row.many else value
        return values
