"""Changes between two publications, as people tell them.

Entries are paired by what the world knows them by, and compared by what their VEVENTs say: what is
not public is no change. One entry may have changed in several ways, each of which is told. What
vanished is cancelled, unless it was already, and a changed meeting that vanished is as its series
has it again.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Literal, NamedTuple, TypeAlias

from attrs import frozen

from hallwaytrack.errors import InvalidValueError, Problem, printable
from hallwaytrack.formats.ical import prose
from hallwaytrack.formats.ical.blocks import Written
from hallwaytrack.formats.ical.table import ROWS
from hallwaytrack.model.times import instant_key
from hallwaytrack.publishing.entries import Key, Seen, seen
from hallwaytrack.publishing.trimming import the_private
from hallwaytrack.views.marked import unmarked
from hallwaytrack.views.wording import span

Kind: TypeAlias = Literal["added", "moved", "cancelled", "relocated", "edited"]
NAME = re.compile(rb"[A-Z-]*")
OFF = {"cancelled": "is cancelled", "postponed": "is postponed"}
ELSEWHERE = frozenset(
    ("DTSTART", "DTEND", "RECURRENCE-ID", "LOCATION", "GEO", "X-APPLE-STRUCTURED-LOCATION",
     "CONFERENCE", "STATUS", "TRANSP", "SUMMARY", "ATTACH")
)  # fmt: skip
"""Properties whose changes are told in words of their own."""
MEMBERS = {
    row.name: row.member.replace("_", " ")
    for rows in ROWS.values()
    for row in rows
    if row.name not in ELSEWHERE
} | {"RELATED-TO": "event", "ORGANIZER": "organizer", "RRULE": "rule", "RDATE": "added dates",
     "EXDATE": "skipped dates", "COMMENT": "reason"}  # fmt: skip
"""What people call what each of the other properties tells."""


class Told(NamedTuple):
    """What happened, the old and the new in words, and the sentence after the title."""

    kind: Kind
    before: str | None
    after: str | None
    text: str
    subject: str | None = None


@frozen
class Change:
    """One thing that changed for subscribers.

    ``str(change)`` is the sentence in which a person would tell it.

    Args:
        kind: "added", "moved", "cancelled", "relocated" or "edited".
        uid: Of the entry.
        title: Its title now.
        before: What it was, in words: when, where, the title; None where that is not one text.
        after: What it is now, likewise.
        text: The sentence.
        event: The UID of the event that the entry belongs to; None for an event's own.
    """

    kind: Kind
    uid: str
    title: str
    before: str | None
    after: str | None
    text: str
    event: str | None = None

    def __str__(self) -> str:
        return self.text


def changes(old: Written, new: Written) -> tuple[Change, ...]:
    """What changed between two states of a document, in the order of the new one.

    Args:
        old: A Calendar, an Event or an EventSeries, as JSON or the public feed kept it.
        new: A later state of it.

    Raises:
        InvalidValueError: If one is no such document, or they are of two kinds.
    """
    if not isinstance(old, Written) or type(old) is not type(new):
        message = "changes are found between two calendars, two events or two series"
        kinds = f"{type(old).__name__} and {type(new).__name__}"
        raise InvalidValueError(Problem(message=message, value=kinds))
    public = unmarked(new)
    return between(seen(unmarked(old)), seen(public), the_private(new, public))


def between(
    old: Mapping[Key, Seen], new: Mapping[Key, Seen], left: Collection[Key] = ()
) -> tuple[Change, ...]:
    """The changes between entries; those of the keys that are ``left`` out did not vanish."""
    found = [change for each in new.values() for change in _of(old.get(each.key), each)]
    for key, gone in old.items():
        if key not in new and key not in left:
            found += _changes(gone, _vanished(gone))
    return tuple(found)


def _of(old: Seen | None, new: Seen) -> Iterable[Change]:
    if old is None:
        return _changes(new, _added(new))
    if old.says_as(new):
        return ()
    told = list(_told(old, new)) or [Told("edited", None, None, "has changed in its details")]
    return _changes(new, told)


def _changes(seen: Seen, told: Iterable[Told]) -> list[Change]:
    event = None if seen.is_event else seen.around.event.id
    return [
        Change(
            each.kind,
            seen.key[0],
            seen.title,
            each.before,
            each.after,
            printable(f'"{each.subject or seen.title}" {each.text}'),
            event,
        )
        for each in told
    ]


def _added(new: Seen) -> Iterator[Told]:
    facts = [_when(new, with_zone=True), *filter(None, [_where(new)])]
    off = OFF.get(new.status)
    text = f"is new: {', '.join(facts)}"
    yield Told("added", None, facts[0], f"{text}; it {off}" if off else text)


def _vanished(gone: Seen) -> Iterator[Told]:
    if gone.key[1] is not None:
        yield Told("edited", None, None, f"of {_when(gone)} is as its series has it again")
    elif gone.status != "cancelled":
        yield Told("cancelled", _when(gone), None, f"is cancelled; it was to be on {_when(gone)}")


def _told(old: Seen, new: Seen) -> Iterator[Told]:
    """How one entry changed, the most important first; what is off says nothing else."""
    yield from _status(old, new)
    if old.status != new.status and (old.status in OFF or new.status in OFF):
        return
    if instant_key(_times(old)) != instant_key(_times(new)):
        before, after = _when(old), _when(new)
        yield Told("moved", before, after, f"moved from {before} to {after}")
    yield from _place(old, new)
    if old.title != new.title:
        text = f'is called "{new.title}" now'
        yield Told("edited", old.title, new.title, text, subject=old.title)
    yield from _materials(old, new)
    was, now = _properties(old), _properties(new)
    names = [word for name, word in MEMBERS.items() if was.get(name) != now.get(name)]
    if _zone(old) != _zone(new):
        yield Told("edited", _zone(old), _zone(new), f"is told in the time of {_zone(new)} now")
    if names:
        yield Told("edited", None, None, f"has changed in its {_listed(dict.fromkeys(names))}")


def _status(old: Seen, new: Seen) -> Iterator[Told]:
    before, after = old.status, new.status
    if before == after:
        return
    if after == "cancelled":
        yield Told("cancelled", _when(old), None, f"is cancelled; it was to be on {_when(old)}")
    elif after in OFF:
        yield Told("moved", _when(old), None, f"is postponed; it was to be on {_when(old)}")
    elif before in OFF:
        facts = [_when(new, with_zone=True), *filter(None, [_where(new)])]
        yield Told("edited", before, after, f"is on again: {', '.join(facts)}")
    else:
        yield Told("edited", before, after, f"is {after} now")


def _times(seen: Seen) -> tuple[date | None, date | None]:
    return seen.entry.start, seen.entry.end


def _when(seen: Seen, *, with_zone: bool = False) -> str:
    start = seen.entry.start
    text = span(start, seen.entry.end)  # type: ignore[arg-type]
    zone = with_zone and isinstance(start, datetime)
    return f"{text} ({seen.around.event.timezone})" if zone else text


def _zone(seen: Seen) -> str | None:
    return seen.around.event.timezone if isinstance(seen.entry.start, datetime) else None


def _place(old: Seen, new: Seen) -> Iterator[Told]:
    before, after = _where(old), _where(new)
    if before != after:
        text = f"moved from {before} to {after}"
        if before is None or after is None:
            text = f"is at {after}" if after else f"is not at {before} any more"
        yield Told("relocated", before, after, text)
    was, now = _online(old), _online(new)
    if was != now:
        then, links = ", ".join(was) or None, ", ".join(now) or None
        yield Told("relocated", then, links, f"is online at {links or 'no link any more'}")


def _where(seen: Seen) -> str | None:
    return prose.location(seen.entry, seen.around.whole)


def _online(seen: Seen) -> tuple[str, ...]:
    return tuple(place.url for place in prose.online_of(seen.entry, seen.around.whole))


def _materials(old: Seen, new: Seen) -> Iterator[Told]:
    before, after = _posted(old), _posted(new)
    added = {url: title for url, title in after.items() if before.get(url) != title}
    if added:
        told = ", ".join(f"{title} ({url})" for url, title in added.items())
        yield Told("edited", None, told, f"has new materials: {told}")
    gone = [title for url, title in before.items() if url not in after]
    if gone:
        yield Told("edited", ", ".join(gone), None, f"has no more: {', '.join(gone)}")


def _posted(seen: Seen) -> dict[str, str]:
    found: Any = getattr(seen.entry, "materials", ())
    return {m.url: m.title for m in found if m.url is not None}


def _properties(seen: Seen) -> dict[str, list[bytes]]:
    """The lines of each property, unfolded, but for those of inner components."""
    own = seen.content.partition(b"\r\nBEGIN:")[0].replace(b"\r\n ", b"")
    found: dict[str, list[bytes]] = {}
    for line in own.split(b"\r\n"):
        found.setdefault(NAME.match(line)[0].decode(), []).append(line)  # type: ignore[index]
    return found


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
