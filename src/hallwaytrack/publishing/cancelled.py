"""Whole events and series that vanished: as they were, with everything in them cancelled.

They are written the same, whether they were kept as JSON or read back from the feed. A title is
that which a reader of the feed understands; and where the calendar calls the tour otherwise by now,
or no more, the description says what it said.
"""

from collections.abc import Collection, Sequence
from typing import Any

from hallwaytrack.formats.ical import prose
from hallwaytrack.formats.ical.recognised import without_prefix
from hallwaytrack.formats.ical.whole import Whole
from hallwaytrack.model.entries import entries_of, uid_of
from hallwaytrack.model.event import Event
from hallwaytrack.model.groups import Tour
from hallwaytrack.model.series import EventSeries
from hallwaytrack.publishing.entries import Seen
from hallwaytrack.views.removal import without


def cancelled(gone: Seen, taken: Collection[str], tours: Sequence[Tour]) -> Event | EventSeries:
    """An event or series that vanished.

    Args:
        gone: Its VEVENT, or that of the template.
        taken: UIDs that stand elsewhere by now; its children of those are left out.
        tours: Those of the new calendar.
    """
    block = gone.around.block
    before = {block.tour.id: block.tour} if block.tour else {}
    names = {tour.id: tour.name for tour in tours}

    def off(event: Event) -> Event:
        whole = Whole(event, before, block.series)
        moved = [e.id for _, e in entries_of(event) if uid_of(e, event) in taken]
        members: dict[str, Any] = {"title": _title(event, whole), "status": "cancelled"}
        if whole.tour and names.get(whole.tour.id) != whole.tour.name:
            members["description"] = prose.description(event, whole)
        for name in ("sessions", "booths"):
            members[name] = [
                child.replace(title=_title(child, whole), status="cancelled")
                for child in getattr(event, name)
            ]
        return without(event.replace(**members), moved)

    if block.series is None:
        return off(block.event)
    template, *overrides = [off(event) for _, event in block.series.events()]
    return block.series.replace(template=template, overrides=overrides)


def _title(entry: Any, whole: Whole) -> str:
    return without_prefix(prose.title(entry, whole), prose.status(entry, whole))
