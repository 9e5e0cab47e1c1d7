"""Calendars that tests write."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.formats.ical.documents import event, session, stamp

from hallwaytrack import Calendar, Event, Person, Tour, UserGroup


def feed(*events: Event, **members: Any) -> Calendar:
    """A calendar in which every member that becomes a property is set."""
    everything: dict[str, Any] = {
        "name": "Tech events, Toronto",
        "description": "Launches; meetings\nand more",
        "url": "https://calendar.example.org/",
        "timezone": "America/Toronto",
        "refresh_interval": timedelta(hours=12),
        "color": "SteelBlue",
        "image": "https://calendar.example.org/logo.png",
        "tours": [Tour(id="heroes", name="Heroes Happen Here")],
        "events": events,
        "updated": stamp(22),
    }
    return Calendar(**{**everything, **members})


SNOW = "Closed for snow, all day; sorry"


def statuses() -> Calendar:
    """Every status an event can have, each with a session of every status."""
    return feed(
        *(
            event(
                id=f"{status}@example.org",
                status=status,
                status_reason=SNOW if status in ("cancelled", "postponed") else None,
                sessions=[
                    session(each, status=each)
                    for each in ("tentative", "confirmed", "cancelled", "postponed")
                ],
                updated=stamp(20),
            )
            for status in ("tentative", "confirmed", "cancelled", "postponed")
        ),
        name="Statuses",
    )


def organizers() -> Calendar:
    """Organizers that are named and organizers that are not."""
    silent = UserGroup(id="silent", name="Silent")
    loud = UserGroup(id="loud", name="Loud, Inc.", email="hello@loud.example")
    ada = Person(id="ada", name="Ada", email="ada@secret.example")
    return Calendar(
        events=[
            event(id="group@example.org", groups=[loud], organizers=["loud"]),
            event(id="silent@example.org", groups=[silent], organizers=["silent"]),
            event(id="person@example.org", people=[ada], organizers=["ada"]),
            event(
                id="second@example.org",
                people=[ada],
                groups=[silent, loud],
                organizers=["ada", "silent", "loud"],
            ),
        ]
    )


def everywhere() -> Calendar:
    """Times for which there is no TZID, and a VTIMEZONE for each of the others."""
    return Calendar(
        events=[
            event(id="utc@example.org", start=datetime(2008, 3, 18, 22, tzinfo=UTC)),
            event(id="zone@example.org"),
            event(id="london@example.org", timezone="Europe/London"),
            event(id="early@example.org", start=datetime(1969, 7, 20, 20, tzinfo=UTC)),
            event(id="kathmandu@example.org", timezone="Asia/Kathmandu"),
            event(
                id="second-pass@example.org",
                start=datetime(2008, 11, 2, 6, 30, tzinfo=UTC),
                timezone="America/Toronto",
            ),
        ]
    )
