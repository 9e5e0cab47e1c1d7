"""Opening the envelopes of the full view, whatever was done to them on their way."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical.draft import DATA, Draft
from hallwaytrack.formats.ical.understood import unescaped
from hallwaytrack.formats.json.reading import part_of
from hallwaytrack.formats.json.versions import CURRENT, MEMBER, name_of
from hallwaytrack.formats.json.wire import Failures, from_bytes
from hallwaytrack.model.base import Model

M = TypeVar("M", bound=Model)

LONGEST_PLACE = 15
"""Characters of "k/n" at the most."""


def _as_it_is(text: str) -> str:
    return text


def _twice(text: str) -> str:
    return unescaped(unescaped(text))


WAYS: tuple[Callable[[str], str], ...] = (unescaped, _as_it_is, _twice)
"""A program may take what it does not know for a text, or not, and so change its escapes."""


def open_data(draft: Draft) -> None:
    """Put into a draft what its envelope holds; a damaged one is told."""
    pieces: list[str] = draft.values["data"]
    found = next(_opened(pieces), None)
    if found is None:
        _refuse(draft, repair.DATA_BROKEN)
    elif found.get(MEMBER) != name_of(CURRENT):
        _refuse(draft, repair.DATA_NEWER)
    else:
        draft.data = found


def _refuse(draft: Draft, what: repair.Repair) -> None:
    """Leave the lines of an envelope that cannot be used as they were."""
    draft.put_back(what, DATA)


def held(draft: Draft, member: str, cls: type[M], zone: ZoneInfo | None = None) -> M | None:
    """The model that a member of an envelope holds, its times in a zone.

    None if it holds none, or a damaged one: that is told, and the envelope counts no more.
    """
    found = held_all(draft, [(draft.data or {}).get(member)], cls, zone)
    return found[0] if found else None


def held_all(
    draft: Draft, bodies: Iterable[Any], cls: type[M], zone: ZoneInfo | None
) -> list[M] | None:
    """The models of several parsed objects; None if one of them is damaged."""
    try:
        return [part_of(body, cls, zone) for body in bodies]
    except Failures:
        _refuse(draft, repair.DATA_BROKEN)
        draft.data = None
        return None


def _opened(pieces: Iterable[str]) -> Iterator[dict[str, Any]]:
    for way in WAYS:
        text = joined(map(way, pieces))
        if text is None:
            continue
        try:
            found = from_bytes(text.encode("utf-8", "surrogatepass"))
        except Failures:
            continue
        if isinstance(found, dict) and isinstance(found.get("type"), str):
            yield found


def joined(pieces: Iterable[str]) -> str | None:
    """The text that pieces make, or None if one is missing."""
    found: dict[int, str] = {}
    total = 0
    for piece in pieces:
        place, space, text = piece.strip("\r\n").lstrip().partition(" ")
        k, slash, n = place.partition("/")
        if not (space and slash and len(place) <= LONGEST_PLACE and (k + n).isdecimal()):
            return None
        if not (k and n and place.isascii()):
            return None
        found.setdefault(int(k), text)
        total = int(n)
    if len(found) != total or sorted(found) != list(range(1, total + 1)):
        return None
    return "".join(found[k] for k in range(1, total + 1))
