"""What happens to an event: it moves in time or space, is postponed, or is called off."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from hallwaytrack.model import moving, relocating
from hallwaytrack.model.places import Venue, VirtualLocation
from hallwaytrack.model.relocating import Kept


class Lived:
    """The verbs of an event's life."""

    __slots__ = ()

    if TYPE_CHECKING:

        def replace(self, **changes: Any) -> Self: ...

    def reschedule(self, start: date, end: date | None = None) -> Self:
        """This event at another start, everything timed in it moved by the same wall-clock time.

        The previous start is noted, confirmed volunteers are asked again ("offered"), and a
        postponed event becomes confirmed.

        Args:
            start: Of the same kind; a date for a timed event keeps the time of day.
            end: Else it moves, too; where no positive length would remain, the elapsed one is kept.

        Raises:
            InvalidValueError: If something would be at a time that a clock change skips.
        """
        return moving.rescheduled(self, start, end)

    def postpone(self, reason: str | None = None) -> Self:
        """This event postponed: it will be, at a time that is not known."""
        return self.replace(status="postponed", status_reason=reason)

    def cancel(self, reason: str | None = None) -> Self:
        """This event cancelled: it stays, struck out."""
        return self.replace(status="cancelled", status_reason=reason)

    def move_online(self, online: VirtualLocation | Sequence[VirtualLocation]) -> Self:
        """This event online and at no venue: nothing in it is in a room any more.

        Args:
            online: Where; one or several.
        """
        places = (online,) if isinstance(online, VirtualLocation) else tuple(online)
        return relocating.moved_online(self, places)

    def relocate(self, venue: Venue) -> Self:
        """This event at another venue; what is in a room that is not there is in none any more."""
        return relocating.relocated(self, venue)

    def in_zone(self, zone: str, *, keep: Kept) -> Self:
        """This event in another time zone.

        Args:
            zone: An IANA name.
            keep: "instant" tells the same times by other clocks; "wall" has everything at the same
                hour there, at another time.

        Raises:
            InvalidValueError: If there is no such zone, or something would be at a time that its
                clocks skip.
        """
        return relocating.rezoned(self, zone, keep)
