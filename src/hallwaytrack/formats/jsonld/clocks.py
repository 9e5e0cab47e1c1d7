"""The zone of an event that is read, and its times in it.

JSON-LD names no zone but that of a schedule. Times have offsets, of which no place can be guessed,
so they are told in UTC unless the caller names the zone; a time without an offset is taken to be
in that zone, and told where there is none.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hallwaytrack.formats.jsonld.node import Node
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.times import UTC_ZONE, zone_of

MEND = 'give timezone="Area/City"'


class Clocks:
    """The zone of one event.

    Attributes:
        zone: In which its times are told.
        is_used: Whether anything in the event is timed.
    """

    def __init__(self, named: str | None) -> None:
        self._is_named = named is not None
        self.zone: ZoneInfo = zone_of(named) if named else UTC_ZONE
        self.is_used = named is not None

    def instant(self, moment: datetime, node: Node, name: str) -> datetime:
        """A time in the zone; one that a clock change skips is told after the gap."""
        self.is_used = True
        if not self._is_named:
            _tell_of_utc(moment, node, name)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=self.zone)
        return aware.astimezone(UTC).astimezone(self.zone)

    def moment(self, node: Node, name: str) -> date | None:
        """A property that is a time in the zone, or a date."""
        found = node.moment(name)
        return self.instant(found, node, name) if isinstance(found, datetime) else found

    def timed(self, node: Node, name: str) -> datetime | None:
        """A property that must be a time."""
        found = self.moment(node, name)
        if found is not None and not isinstance(found, datetime):
            node.tell(f"{name} needs a time of day; it is left out", name, found)
            return None
        return found


def _tell_of_utc(moment: datetime, node: Node, name: str) -> None:
    """Tell once a page that its times are in UTC for want of a zone."""
    told = "aware" if moment.tzinfo else "naive"
    if told in node.source.told:
        return
    node.source.told.add(told)
    if moment.tzinfo:
        message = "no time zone is named, so that times are in UTC"
        node.tell(message, name, mend=MEND, severity="info")
    else:
        message = "a time needs an offset or a zone; it is taken to be in UTC"
        node.tell(message, name, moment, mend=MEND, severity="error")


def zone_in(schedule: Node | None) -> str | None:
    """The zone that a schedule names; an unknown one is told."""
    name = schedule.line("scheduleTimezone") if schedule else None
    if schedule is None or name is None:
        return None
    try:
        return zone_of(name).key
    except Refused as no:
        schedule.tell(f"scheduleTimezone {no.wants}", "scheduleTimezone", name, mend=no.mend)
        return None
