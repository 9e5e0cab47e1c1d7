"""The full view: each component carries its whole object, and digests of what it shows of it.

``X-HALLWAYTRACK-DATA`` holds an envelope, a JSON object in pieces, each a property of its own that
begins ``k/n ``::

    {"hallwaytrack": "1.0", "type": "session", "of": "<its event>", "session": {...},
     "shown": {"DTSTART": "<digest>", ...}}

- An event's own entry leaves out what has an entry of its own, and says in which ``order`` those
  come; what can have none, for want of a start, rides in it as ``loose``.
- A series' entry is its template's, with the ``recurrence``; each changed meeting has its own.
- The calendar's holds what is no event, and the ``order`` of those.

What a reader does with it stands in ``restored``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from hallwaytrack.formats.ical.components import KNOWN
from hallwaytrack.formats.ical.content import head_of, split_line
from hallwaytrack.formats.ical.draft import DATA
from hallwaytrack.formats.ical.lines import WIDTH, cut, folded
from hallwaytrack.formats.ical.shown import Mirror
from hallwaytrack.formats.ical.values import escaped_line
from hallwaytrack.formats.ical.whole import Whole
from hallwaytrack.formats.json.versions import CURRENT, MEMBER, name_of
from hallwaytrack.formats.json.writing import encode_part, to_bytes
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.entries import basic
from hallwaytrack.model.event import Event
from hallwaytrack.model.sessions import Booth, Session
from hallwaytrack.model.shifts import Shift

PIECE = 19_990
"""Characters of a piece at the most: longer lines were cut by programs that passed them on."""
TYPES: Mapping[type, str] = {Session: "session", Booth: "booth", Shift: "shift", Event: "event"}
CHILDREN = ("sessions", "booths", "shifts")
GATHERINGS = ("events", "series")
KINDS_OF_CHILDREN = 256
"""Heads of envelopes that are remembered: all sessions of an event have the same."""
RAW_DATA = DATA.encode()
UNSAFE_CHARACTERS = "".join(map(chr, (*range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF)))
"""What JSON holds as it is, and no line may hold, or some programs drop or take for its end."""
UNSAFE = re.compile(f"[{UNSAFE_CHARACTERS}]")
UNSAFE_LEADS = bytes({character.encode()[0] for character in UNSAFE_CHARACTERS})
"""The octets that those begin with in UTF-8: most data has none of them, which is soon seen."""
NOT_IN_A_LINE = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Everything:
    """Makes the lines that carry whole objects; one for a document."""

    def __init__(self) -> None:
        self._mirror = Mirror()

    def of_entry(self, entry: Any, whole: Whole, lines: Sequence[bytes]) -> list[bytes]:
        """The lines of an entry, after those that show it."""
        if isinstance(entry, Event):
            head, body = _of_event(entry, whole)
        else:
            name = TYPES[type(entry)]
            head, body = _head_of_child(name, whole.tail), [_member(name, encode_part(entry, ()))]
        shown = b'"shown":{%b}' % b",".join(self._mirror.members(lines))
        data = _carried(head, shown, *body)
        return [*_put_back(entry.extra, lines), *data] if entry.extra else data

    def of_calendar(self, calendar: Calendar, lines: Sequence[bytes]) -> list[bytes]:
        """The lines of a calendar, after its own properties."""
        head = _head({"type": "calendar", "order": _order(calendar, GATHERINGS)})
        data = _carried(head, _member("calendar", encode_part(calendar, GATHERINGS)))
        return [*_put_back(calendar.extra, lines), *data]


def _head(envelope: Mapping[str, Any]) -> bytes:
    """What an envelope begins with, left open for its other members."""
    return to_bytes({MEMBER: name_of(CURRENT), **envelope})[:-1]


@lru_cache(maxsize=KINDS_OF_CHILDREN)
def _head_of_child(name: str, tail: str) -> bytes:
    return _head({"type": name, "of": tail[1:]})


def _member(name: str, part: bytes) -> bytes:
    return b'"%b":%b' % (name.encode(), part)


def _of_event(event: Event, whole: Whole) -> tuple[bytes, list[bytes]]:
    """The head of an event's own envelope, and the members that are its body."""
    head = {"type": "event", "order": _order(event, CHILDREN)}
    body = {"event": encode_part(event, CHILDREN)}
    head |= _of_series(event, whole, body)
    body |= _loose(event)
    return _head(head), [_member(name, part) for name, part in body.items()]


def _order(whole: Any, names: Iterable[str]) -> dict[str, list[str]]:
    return {name: [p.id for p in parts] for name in names if (parts := getattr(whole, name))}


def _of_series(event: Event, whole: Whole, body: dict[str, bytes]) -> dict[str, Any]:
    """What the entry of a template says of its series; an event of its own says nothing."""
    series = whole.series
    if series is None or event is not series.template:
        return {}
    body["recurrence"] = encode_part(series.recurrence, ())
    overrides = [basic(o.occurrence) for o in series.overrides if o.occurrence is not None]
    return {"type": "event_series", "overrides": overrides}


def _loose(event: Event) -> dict[str, bytes]:
    """The children that have no entry of their own."""
    loose: list[bytes] = []
    for name in ("sessions", "booths"):
        parts = [encode_part(part, ()) for part in getattr(event, name) if part.start is None]
        if parts:
            loose.append(_member(name, b"[%b]" % b",".join(parts)))
    return {"loose": b"{%b}" % b",".join(loose)} if loose else {}


def _carried(head: bytes, *members: bytes) -> list[bytes]:
    """An envelope in pieces; most are one, of nothing that has to be looked at as text."""
    raw = b"%b,%b}" % (head, b",".join(members))
    if len(raw) <= PIECE and not any(lead in raw for lead in UNSAFE_LEADS):
        return [_piece(1, 1, raw)]
    text = UNSAFE.sub(lambda found: _escape(found[0]), raw.decode())
    pieces = [_safe_end(text[i : i + PIECE]) for i in range(0, len(text), PIECE)]
    return [_piece(k, len(pieces), piece.encode()) for k, piece in enumerate(pieces, 1)]


def _piece(k: int, n: int, piece: bytes) -> bytes:
    """A line of the data: a piece of so many."""
    raw = b"%b:%d/%d %b" % (RAW_DATA, k, n, escaped_line(piece))
    return raw if len(raw) <= WIDTH else cut(raw)


def _safe_end(piece: str) -> str:
    """A piece that no program shortens by the space at its end; outside of texts JSON has none."""
    return piece[:-1] + _escape(piece[-1]) if piece[-1].isspace() else piece


def _escape(character: str) -> str:
    return f"\\u{ord(character):04x}"


def _put_back(extra: Mapping[str, Any], lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines that were read and that no member holds, but for those of properties that are shown.

    They come from a file, or from anybody: one that is no line, or a component that does not end
    where it began, is left to the data.
    """
    kept = extra.get("ical", ())
    if not isinstance(kept, Sequence) or isinstance(kept, str) or not kept:
        return
    names = {re.split(b"[;:]", line, maxsplit=1)[0].decode() for line in lines} | {DATA}
    for line in _whole_components(kept):
        head = head_of((split_line(line) or ("",))[0])
        if head is not None and (head.nesting or head.name not in names):
            yield folded(line)


def _whole_components(kept: Iterable[Any]) -> Iterator[str]:
    """The lines, those of a component only if all of it is there."""
    waiting: list[str] = []
    open_: list[str] = []
    for line in kept:
        if not isinstance(line, str) or NOT_IN_A_LINE.search(line) or ":" not in line:
            continue
        name, _, value = line.partition(":")
        name, value = name.strip().upper(), value.strip().upper()
        if name == "BEGIN" and (open_ or value not in KNOWN - {"VALARM"}):
            open_.append(value)
        elif name == "END" and open_ and open_[-1] == value:
            open_.pop()
        elif name in ("BEGIN", "END"):
            return
        waiting.append(line)
        if not open_:
            yield from waiting
            waiting.clear()
