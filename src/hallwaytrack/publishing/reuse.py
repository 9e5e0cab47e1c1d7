"""Previous objects in the place of new ones that differ in nothing but their version.

A source is often read anew for each publication, so that none of its objects is one of the last.
What was written of an object is remembered by its identity: with the previous objects back in
place, only what changed is written, when it is compared and when the feed is made.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

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


def reusing(document: Written, known: Mapping[Key, Seen]) -> Any:
    """A document with the previous ones of those of its sessions and booths that did not change."""
    if not known:
        return document
    return with_all_events(document, list(_events(document, known)))


def _events(document: Written, known: Mapping[Key, Seen]) -> Iterator[Event]:
    for event, _ in gatherings(document):
        children = list(written_of(event))
        olds = [known.get((uid, None)) for uid in uids_of_children(children, event)]
        reused = [_reused(*pair, event.timezone) for pair in zip(children, olds, strict=True)]
        yield with_children(event, reused)


def with_children(event: Event, children: list[Any]) -> Event:
    """An event with other children in the place of those that have a VEVENT, in its order."""
    left = iter(children)
    changes: dict[str, Any] = {}
    for name in ("sessions", "booths"):
        before = getattr(event, name)
        after = [part if part.start is None else next(left) for part in before]
        if any(a is not b for a, b in zip(before, after, strict=True)):
            changes[name] = tuple(after)
    return with_members(event, changes) if changes else event


def _reused(child: Any, old: Seen | None, zone: str | None) -> Any:
    if old is None or old.around.event.timezone != zone:
        return child
    return old.entry if _is_same(child, old.entry) else child


def _is_same(child: Any, before: Any) -> bool:
    """Whether two of one zone differ in nothing but their version.

    Python takes both passes of a repeated hour for one time. Values of other tools are not
    compared: True and 1 are equal there, and written apart.
    """
    if type(child) is not type(before):
        return False
    if child.extra is not NO_EXTRA or before.extra is not NO_EXTRA:
        return False
    return _says_as(type(child))(child, before) and _passes(child) == _passes(before)


@per_class
def _says_as(cls: type) -> Callable[[Any, Any], bool]:
    """Whether two of a class say the same, member by member: most are the same objects."""
    others = [f.name for f in fields_of(cls) if f.name not in (*FIRST, *COUNTED, "extra")]
    tests = (f"(a.{name} is b.{name} or a.{name} == b.{name})" for name in (*FIRST, *others))
    names: dict[str, Any] = {}
    exec(f"def says(a, b): return {' and '.join(tests)}", names)  # noqa: S102 - names of members
    return names["says"]  # type: ignore[no-any-return]


def _passes(child: Any) -> tuple[int, int]:
    return child.start.fold, child.end.fold if child.end else 0
