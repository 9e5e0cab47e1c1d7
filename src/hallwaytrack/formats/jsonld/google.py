"""What Google asks of an event on a page, and a document would leave the page without.

Source: https://developers.google.com/search/docs/appearance/structured-data/event. A name is always
there. A page without what is required is not shown among events; what is recommended makes it
shown better.
"""

from collections.abc import Iterator

from hallwaytrack.errors import Problem
from hallwaytrack.model.event import Event
from hallwaytrack.model.series import EventSeries

RECOMMENDED = (
    ("description", "description"),
    ("endDate", "end"),
    ("image", "image"),
    ("offers", "tickets"),
    ("organizer", "organizers"),
    ("performer", "contributors"),
)
"""The properties, and the members of an event that give them."""


def lacking(event: Event, place: str) -> Iterator[Problem]:
    """An "info" for each property that the page will lack, at the member that would give it."""
    venues = (*([event.venue] if event.venue else []), *event.other_venues)
    if not event.online and not any(venue.address for venue in venues):
        wanted = "location with an address or a url, which Google requires"
        yield _lacking(f"a {wanted}", f"{place}/{'venue' if venues else 'online'}")
    roles = {contributor.role for contributor in event.contributors}
    for property, member in RECOMMENDED:
        is_there = bool(getattr(event, member))
        if property == "performer":
            is_there = not roles.isdisjoint(("speaker", "performer"))
        if not is_there:
            yield _lacking(f"{property}, which Google recommends", f"{place}/{member}")


def lacking_in_series(series: EventSeries, place: str) -> Iterator[Problem]:
    """The same for a series, whose times are in its schedule."""
    wanted = "startDate, which Google requires: a series has it in its schedule"
    mend = "write its meetings one by one: Calendar(events=...) of series.upcoming(now)"
    yield _lacking(wanted, f"{place}/template/start", mend)
    yield from lacking(series.template, f"{place}/template")


def _lacking(what: str, place: str, mend: str = "") -> Problem:
    return Problem(message=f"the page lacks {what}", place=place, mend=mend, severity="info")
