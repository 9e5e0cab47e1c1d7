"""A weekly series asked for the meetings of one month, at some age, by us and by others.

``rrule`` gives bare times and walks from the first one; recurring-ical-events, parsed beforehand,
gives components, as we give events.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from dateutil.rrule import WEEKLY, rrule

from hallwaytrack import Event, EventSeries, Recurrence

AGES = (1, 10, 60)
"""Years from a series' first meeting to the month asked about."""
MONTH = timedelta(days=31)
TORONTO = ZoneInfo("America/Toronto")
LATEST = datetime(2032, 3, 1, tzinfo=TORONTO)

Ask = Callable[[], object]


def first_of(age: int) -> datetime:
    """The first meeting of a series of this age."""
    return datetime(LATEST.year - age, 2, 17, 18, tzinfo=TORONTO)


def ours(age: int) -> Ask:
    """Events with all that the template says."""
    start = first_of(age)
    template = Event(
        id="weekly@example.org", title="Weekly", start=start, end=start + timedelta(hours=3)
    )
    series = EventSeries(template=template, recurrence=Recurrence.weekly())
    return lambda: series.between(LATEST, LATEST + MONTH)


def by_rrule(age: int) -> Ask:
    """Bare wall times, made anew: a walk is remembered only where one asks for a cache."""
    rule = rrule(WEEKLY, dtstart=first_of(age).replace(tzinfo=None))
    begin = LATEST.replace(tzinfo=None)
    return lambda: rule.between(begin, begin + MONTH)


def by_recurring_ical_events(age: int) -> Ask:
    """Components, from a calendar parsed beforehand."""
    event = icalendar.Event()
    event.add("uid", "weekly@example.org")
    event.add("dtstamp", datetime(2000, 1, 1, tzinfo=UTC))
    event.add("dtstart", first_of(age))
    event.add("dtend", first_of(age) + timedelta(hours=3))
    event.add("rrule", {"freq": "weekly"})
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    query = recurring_ical_events.of(calendar)
    return lambda: query.between(LATEST, LATEST + MONTH)


WAYS: Mapping[str, Callable[[int], Ask]] = {
    "hallwaytrack": ours,
    "python-dateutil": by_rrule,
    "recurring-ical-events": by_recurring_ical_events,
}
