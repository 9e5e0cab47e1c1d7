"""The small documents that the tests of publishing start from, and how they look at feeds."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.formats.ical.grammar import Component, calendar_of

from hallwaytrack import Booth, Calendar, Event, EventSeries, Recurrence, Session, at, to_ical

toronto = at("America/Toronto", "2008-02-27")
ID = "launch@itpro.example"
NOW = datetime(2008, 1, 7, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def session(id: str = "talk", hour: int = 9, **members: Any) -> Session:
    start = toronto(f"{hour:02}:00")
    return Session(**{"id": id, "title": id.title(), "start": start, **members})


def booth(id: str = "desk", hour: int = 8, **members: Any) -> Booth:
    return Booth(id=id, title=id.title(), start=toronto(f"{hour:02}:00"), **members)


def event(*sessions: Session, **members: Any) -> Event:
    start = toronto("08:00")
    return Event(**{"id": ID, "title": "Launch", "start": start, "sessions": sessions, **members})


def calendar(*events: Event, **members: Any) -> Calendar:
    return Calendar(events=events, **members)


def series(*overrides: Event, **members: Any) -> EventSeries:
    """A weekly series of three meetings."""
    template = event(id="weekly@itpro.example", **members)
    rule = Recurrence(rule="FREQ=WEEKLY;COUNT=3")
    return EventSeries(template=template, recurrence=rule, overrides=overrides)


def entry(document: Any, uid: str) -> Component:
    """The VEVENT of a UID."""
    return calendar_of(to_ical(document)).entry(uid)


def uids(document: Any) -> list[str]:
    """The UIDs in the order of the feed."""
    return [each.text("UID") for each in calendar_of(to_ical(document)).entries]


def version(document: Any, uid: str) -> tuple[int, str]:
    """The SEQUENCE and the LAST-MODIFIED of a UID."""
    found = entry(document, uid)
    return int(found.text("SEQUENCE")), found.text("LAST-MODIFIED")
