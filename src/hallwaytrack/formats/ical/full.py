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
from typing import Any

from hallwaytrack.formats.ical.components import KNOWN
from hallwaytrack.formats.ical.content import head_of, split_line
from hallwaytrack.formats.ical.draft import DATA
from hallwaytrack.formats.ical.lines import folded
from hallwaytrack.formats.ical.shown import Mirror
from hallwaytrack.formats.ical.values import escaped
from hallwaytrack.formats.ical.whole import Whole
from hallwaytrack.formats.json.versions import CURRENT, MEMBER, name_of
from hallwaytrack.formats.json.wire import encode_part, to_bytes
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
UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
"""What JSON holds as it is, and some programs take for the end of a line, or drop."""
NOT_IN_A_LINE = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Everything:
    """Makes the lines that carry whole objects; one for a document."""

    def __init__(self) -> None:
        self._mirror = Mirror()

    def of_entry(self, entry: Any, whole: Whole, lines: Sequence[bytes]) -> Iterator[bytes]:
        """The lines of an entry, after those that show it."""
        yield from _put_back(entry.extra, lines)
        envelope: dict[str, Any] = {"type": TYPES[type(entry)]}
        body = {}
        if isinstance(entry, Event):
            body["event"] = encode_part(entry, CHILDREN)
            envelope |= {"order": _order(entry, CHILDREN), **_of_series(entry, whole, body)}
            body |= _loose(entry)
        else:
            envelope["of"] = whole.tail[1:]
            body[envelope["type"]] = encode_part(entry, ())
        envelope["shown"] = self._mirror.digests(lines)
        yield from _carried(envelope, body)

    def of_calendar(self, calendar: Calendar, lines: Sequence[bytes]) -> Iterator[bytes]:
        """The lines of a calendar, after its own properties."""
        yield from _put_back(calendar.extra, lines)
        envelope = {"type": "calendar", "order": _order(calendar, GATHERINGS)}
        yield from _carried(envelope, {"calendar": encode_part(calendar, GATHERINGS)})


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
            loose.append(b'"%b":[%b]' % (name.encode(), b",".join(parts)))
    return {"loose": b"{%b}" % b",".join(loose)} if loose else {}


def _carried(envelope: Mapping[str, Any], body: Mapping[str, bytes]) -> Iterator[bytes]:
    """An envelope in pieces."""
    head = to_bytes({MEMBER: name_of(CURRENT), **envelope})
    parts = (b',"%b":%b' % (name.encode(), part) for name, part in body.items())
    text = b"".join((head[:-1], *parts, b"}")).decode()
    if not text.isascii():
        text = UNSAFE.sub(lambda found: _escape(found[0]), text)
    pieces = [_safe_end(text[i : i + PIECE]) for i in range(0, len(text), PIECE)]
    for k, piece in enumerate(pieces, 1):
        yield folded(f"{DATA}:{k}/{len(pieces)} {escaped(piece)}")


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
