"""Series that tests write."""

from datetime import UTC, date, datetime
from typing import Any

from tests.formats.ical.calendars import feed
from tests.formats.ical.documents import event, hello, session, toronto

from hallwaytrack import Calendar, Event, EventSeries, Recurrence, Room, Venue

THIRD_TUESDAY = "FREQ=MONTHLY;BYDAY=3TU"
HALL = Venue(id="hall", name="Library", rooms=[Room(id="one", name="Room 1")])


def series(rule: str | None = THIRD_TUESDAY, **members: Any) -> EventSeries:
    """A series of which only these members of its template and its recurrence matter."""
    when = {name: members.pop(name) for name in ("added", "skipped") if name in members}
    template = event(**{"id": "m@example.org", "title": "Meeting", **members})
    return EventSeries(template=template, recurrence=Recurrence(rule=rule, **when))


def monthly() -> EventSeries:
    """The third Tuesday, with everything that can be said of a meeting."""
    whole = series(
        end=toronto("2008-03-18 21:00"),
        venue=HALL,
        sessions=[session("welcome", room="one", end=toronto("2008-03-18 19:15"))],
        added=[toronto("2008-07-03 18:00")],
        skipped=[toronto("2008-07-15 18:00"), toronto("2008-08-19 18:00")],
    )
    november = whole.meeting(date(2008, 11, 18)).replace(
        title="Meeting: Storage",
        sessions=[
            session("disks", start=toronto("2008-11-18 18:30"), room="one"),
            session("tapes", uid="tapes@old.example", start=toronto("2008-11-18 19:30")),
        ],
    )
    return (
        whole.put(november)
        .move(date(2008, 4, 15), toronto("2008-04-22 19:00"))
        .cancel(date(2008, 5, 20), "The room is flooded")
    )


def camps() -> EventSeries:
    """Three days every year, but for one, and once somewhere else."""
    whole = series(
        "FREQ=YEARLY",
        id="camp@example.org",
        title="Camp",
        start=date(2008, 7, 30),
        end=date(2008, 8, 1),
        skipped=[date(2009, 7, 30)],
    )
    return whole.amend(date(2010, 7, 30), title="Camp by the sea")


def calls() -> EventSeries:
    """Every other week in UTC, a number of times."""
    start = datetime(2008, 3, 18, 22, tzinfo=UTC)
    return series("FREQ=WEEKLY;INTERVAL=2;COUNT=5", id="call@example.org", start=start)


def on_dates() -> EventSeries:
    """Without a rule."""
    added = [toronto("2008-04-02 19:00"), toronto("2008-11-05 18:00")]
    return series(None, id="dates@example.org", added=added)


def early() -> EventSeries:
    """A series from when Toronto kept other rules for its clocks."""
    return series(id="early@example.org", start=toronto("2005-03-15 18:00"))


def recurring() -> Calendar:
    """All of them that one small VTIMEZONE is right for, beside an event."""
    return feed(hello(), series=[monthly(), camps(), calls(), on_dates()])


def gatherings(document: Calendar | Event | EventSeries) -> list[Event]:
    """Everything that is a VEVENT with a UID of a document's own: events, templates, overrides."""
    if isinstance(document, Event):
        return [document]
    if isinstance(document, EventSeries):
        return [document.template, *document.overrides]
    return [*document.events, *(e for each in document.series for e in gatherings(each))]
