"""One Event object (:rfc:`8984`, section 5.1): an event, or a session, booth or shift of it.

What a child is, and of what, is told by ``relatedTo``: a session of the session that it is part of,
everything else of its event.
"""

from collections.abc import Mapping
from typing import Any

from hallwaytrack.formats.jscalendar.patches import beyond, with_kept
from hallwaytrack.formats.jscalendar.related import RECURRING
from hallwaytrack.formats.jscalendar.table import ROWS
from hallwaytrack.formats.jscalendar.values import ID, OURS, local, plain
from hallwaytrack.formats.jscalendar.whole import Whole
from hallwaytrack.model.entries import uid_of
from hallwaytrack.model.sessions import Booth, Session
from hallwaytrack.model.shifts import Shift

KEPT = "jscalendar"
"""The name in ``extra`` under which stands what no member holds."""
TYPE, OCCURRENCE = f"{OURS}type", f"{OURS}occurrence"
TYPES: Mapping[type, str] = {Session: "session", Booth: "booth", Shift: "shift"}


def entry_object(entry: Any, whole: Whole) -> dict[str, Any]:
    """What the members of a model make; what is kept beside them is not in it."""
    found: dict[str, Any] = {"@type": "Event"}
    if entry is whole.event:
        found["uid"] = entry.id
    else:
        found |= _as_child(entry, whole)
    for row in ROWS[type(entry)]:
        found |= row.write(entry, whole)
    return found


def _as_child(entry: Any, whole: Whole) -> dict[str, Any]:
    event = whole.event
    parent = event.id
    part_of = getattr(entry, "part_of", None)
    if part_of is not None and event.session(part_of).start is not None:
        parent = uid_of(event.session(part_of), event)
    found: dict[str, Any] = {"uid": uid_of(entry, event), TYPE: TYPES[type(entry)]}
    if entry.uid is not None:
        found[ID] = entry.id
    if event.occurrence is not None and whole.series is not None:
        zone = whole.series.template.starts_at.tzinfo
        when: Any = event.occurrence
        found[OCCURRENCE] = local(when.astimezone(zone) if hasattr(when, "tzinfo") else when)
    found["relatedTo"] = {parent: {"@type": "Relation", "relation": {"parent": True}}}
    return found


def full_object(entry: Any, whole: Whole) -> dict[str, Any]:
    """The same with what was kept beside it."""
    found = entry_object(entry, whole)
    kept = kept_of(entry)
    if not kept:
        return found
    if "timeZone" in kept and getattr(entry, "timezone", None) == "UTC":
        # The time floats, or is in a zone that nobody else knows.
        zone = kept["timeZone"]
        found = {k: v for k, v in found.items() if k != "timeZone"}
        found |= {"timeZone": zone} if isinstance(zone, str) else {}
    # The rules of a series are put together where it is written.
    apart = (*APART, *RECURRING) if whole.series is not None else APART
    return with_kept(found, {k: v for k, v in kept.items() if k not in apart})


APART = ("timeZone", "uid", "@type")
"""What is not put back as it was kept."""


def kept_of(model: Any) -> dict[str, Any]:
    """What was kept of a model."""
    kept = model.extra.get(KEPT)
    if not isinstance(kept, Mapping):
        return {}
    found: dict[str, Any] = plain(kept)
    return found


def remembered(
    entry: Any, found: Mapping[str, Any], whole: Whole, more: Mapping[str, Any]
) -> dict[str, Any]:
    """What to keep of an object that was read as ``entry``: all that its members do not make."""
    told = {k: v for k, v in found.items() if k not in HANDLED and not k.startswith(OURS)}
    return beyond(told, entry_object(entry, whole)) | dict(more)


HANDLED = (*RECURRING, "@type", "uid")
"""What is kept by those who read it."""
