"""A list of events by time: those of a calendar, or the next meetings of a series.

- The zone is told once, above the list, where all times are of one.
- A series is told of above its meetings, so that these tell only what is different: a page of their
  own, and where they are if one of them is elsewhere.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from hallwaytrack.formats.html.facts import Said, moment
from hallwaytrack.formats.html.grid import times_of
from hallwaytrack.model.event import Event
from hallwaytrack.views.wording import where


class Listed(NamedTuple):
    """An event in a list: when it is, what, and where."""

    when: Said
    title: str
    status: str
    url: str
    where: str


class Listing(NamedTuple):
    """Events by time.

    Args:
        events: A row each.
        note: The zone of all their times; "" where each tells its own.
        has_places: Whether it tells where they are.
    """

    events: Sequence[Listed]
    note: str
    has_places: bool


def listing(told: Iterable[tuple[Event, str]], *, has_places: bool = True) -> Listing | None:
    """Events, each with what it links to; None if there is none."""
    events = sorted(told, key=lambda each: (each[0].starts_at.astimezone(UTC), each[0].id))
    zones = {str(event.timezone) for event, _ in events if isinstance(event.start, datetime)}
    is_one = len(zones) == 1
    listed = [_listed(event, url, shows_zone=not is_one) for event, url in events]
    note = times_of(zones.pop()) if is_one else ""
    return Listing(listed, note, has_places) if listed else None


def meetings_of(template: Event, meetings: Sequence[Event]) -> Listing | None:
    """The next meetings of a series, below what its template tells."""
    told = ((each, each.url if each.url and each.url != template.url else "") for each in meetings)
    places = {where(each) for each in meetings}
    return listing(told, has_places=places != {where(template)})


def _listed(event: Event, url: str, *, shows_zone: bool) -> Listed:
    status = "" if event.status == "confirmed" else event.status.capitalize()
    when = moment(event) if shows_zone else moment(event)._replace(zone="")
    return Listed(when, event.title, status, url, where(event))
