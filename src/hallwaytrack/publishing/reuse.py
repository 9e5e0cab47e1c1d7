"""Previous objects in the place of new ones that differ in nothing but their version.

A source is often read anew for each publication, so that none of its objects is one of the last.
What was written of an object is remembered by its identity: with the previous objects back in
place, only what changed is written, when it is compared and when the feed is made.
"""

from collections.abc import Callable, Mapping
from itertools import repeat
from operator import is_
from typing import Any, NamedTuple

from hallwaytrack.formats.ical.blocks import Written, gatherings
from hallwaytrack.model.base import with_members
from hallwaytrack.model.entries import uids_of_children
from hallwaytrack.model.event import Event
from hallwaytrack.model.extra import NO_EXTRA
from hallwaytrack.model.fields import fields_of, per_class
from hallwaytrack.publishing.entries import Key, Seen, written_of
from hallwaytrack.publishing.rebuilding import with_all_events

COUNTED = ("sequence", "created", "updated")
"""The members that publishing counts, and that say nothing of the event."""
FIRST = ("title", "status", "start", "end")
"""What changes most often is looked at first."""


class Reused(NamedTuple):
    """An event with previous children, by what each is known, and what was known of it."""

    event: Event
    keys: list[Key]
    olds: list[Seen | None]


def reusing(document: Written, known: Mapping[Key, Seen]) -> tuple[Any, list[Reused]]:
    """A document with the previous ones of those of its sessions and booths that did not change."""
    found = [_reused(event, known) for event, _ in gatherings(document)]
    return with_all_events(document, [each.event for each in found]), found


def _reused(event: Event, known: Mapping[Key, Seen]) -> Reused:
    children, zone = list(written_of(event)), event.timezone
    keys: list[Key] = list(zip(uids_of_children(children, event), repeat(None)))
    if not known:
        return Reused(event, keys, [None] * len(keys))
    olds = list(map(known.get, keys))
    is_same = {cls: _same(cls) for cls in {*map(type, children)}}
    reused = [
        old.entry
        if old and is_same[type(child)](child, old.entry) and old.around.event.timezone == zone
        else child
        for child, old in zip(children, olds, strict=True)
    ]
    return Reused(with_children(event, reused), keys, olds)


def with_children(event: Event, children: list[Any]) -> Event:
    """An event with other children in the place of those that have a VEVENT, in its order."""
    left = iter(children)
    changes: dict[str, Any] = {}
    for name in ("sessions", "booths"):
        before = getattr(event, name)
        after = [part if part.start is None else next(left) for part in before]
        if not all(map(is_, before, after)):
            changes[name] = tuple(after)
    return with_members(event, changes) if changes else event


@per_class
def _same(cls: type) -> Callable[[Any, Any], bool]:
    """Whether two of one zone differ in nothing but their version, the first being of a class.

    Most of their members are the same objects. Python takes both passes of a repeated hour for one
    time. Values of other tools are not compared: True and 1 are equal there, and written apart.
    """
    others = [f.name for f in fields_of(cls) if f.name not in (*FIRST, *COUNTED, "extra")]
    tests = [f"(a.{name} is b.{name} or a.{name} == b.{name})" for name in (*FIRST, *others)]
    tests += ["a.extra is NO_EXTRA is b.extra", "a.start.fold == b.start.fold"]
    tests += ["(a.end is None or a.end.fold == b.end.fold)"]
    names: dict[str, Any] = {"cls": cls, "NO_EXTRA": NO_EXTRA}
    rule = f"type(b) is cls and {' and '.join(tests)}"
    exec(f"def same(a, b): return {rule}", names)  # noqa: S102 - names of members
    return names["same"]  # type: ignore[no-any-return]
