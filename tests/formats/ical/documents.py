"""The documents that tests write: one with everything in it, and the smallest ones."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hallwaytrack import (
    Address,
    Booth,
    Contributor,
    Event,
    GeoPoint,
    Material,
    Note,
    Person,
    Room,
    Session,
    Shift,
    Sponsor,
    UserGroup,
    Venue,
    VirtualLocation,
    Volunteer,
    at,
    speakers,
)
from hallwaytrack.model.shifts import Assignment

toronto = at("America/Toronto")
EVENT_ID = "launch@example.org"
SITE = "https://launch.example.org"
ROLES = (
    *("speaker", "host", "facilitator", "moderator", "panelist", "mentor", "organizer"),
    *("note_taker", "interpreter", "performer", "other"),
)
"""All roles; a test holds them against the model's."""

PRIVATE = (
    *("ada@secret.example", "+1 416 555 0199", "allergic to nuts", "Grace Hopper's sister"),
    *("Badge desk volunteer", "bring the keys", "came late", "nobody may read this"),
    *("vera", "Vera Volunteer", "morning-shift", "strong arms"),
)
"""Texts that the conference holds and that may stand in no public feed."""


def stamp(day: int, hour: int = 12) -> datetime:
    """A time of February 2008 in UTC."""
    return datetime(2008, 2, day, hour, tzinfo=UTC)


def event(**members: Any) -> Event:
    """An event of which only these members matter."""
    start = toronto("2008-03-18 18:00")
    return Event(**{"id": "e@example.org", "title": "Launch", "start": start, **members})


def session(id: str = "talk", **members: Any) -> Session:
    """A session, with a start, of which only these members matter."""
    start = toronto("2008-03-18 19:00")
    return Session(**{"id": id, "title": "Hypervisors", "start": start, **members})


def booth(id: str = "booth", **members: Any) -> Booth:
    """A booth, with a start, of which only these members matter."""
    start = toronto("2008-03-18 18:30")
    return Booth(**{"id": id, "title": "User Group area", "start": start, **members})


def hello() -> Event:
    """The event of the README."""
    return Event(
        id="first-meeting@itprotoronto.ca",
        title="First meeting: Virtualization",
        start=toronto("2008-03-18 18:00"),
        end=toronto("2008-03-18 21:00"),
    )


def all_day() -> Event:
    """Three days, without a zone."""
    return Event(
        id="camp@example.org",
        title="Community camp",
        start=date(2008, 7, 30),
        end=date(2008, 8, 1),
        description="Tents, talks & s'mores; bring a torch, a mug\nand a friend.",
        venue=Venue(id="lake", name="Lake Simcoe", geo=GeoPoint(latitude=44.4, longitude=-79.35)),
    )


DIRECT_ENERGY = Venue(
    id="direct-energy",
    name="Direct Energy Building",
    address=Address(
        street="100 Princes' Boulevard",
        locality="Toronto",
        region="ON",
        postal_code="M6K 3C3",
        country="CA",
    ),
    geo=GeoPoint(latitude=43.6333, longitude=-79.41671234),
    url="https://venue.example.org",
    rooms=[
        Room(id="hall-a", name="Hall A", capacity=900),
        Room(
            id="b1",
            name="Room B1",
            online=[VirtualLocation(url="https://stream.example.org/b1", kind="stream")],
        ),
        Room(id="whole", name="Direct Energy Building"),
    ],
)
LIBERTY = Venue(
    id="liberty",
    name="Liberty Grand",
    geo=GeoPoint(latitude=43.63, longitude=-79.42),
    rooms=[Room(id="ballroom", name="Ballroom")],
)
ONLINE = (
    VirtualLocation(url="https://join.example.org/launch"),
    VirtualLocation(url="https://chat.example.org/launch", kind="chat", label='"Back" channel'),
    VirtualLocation(url="tel:+1-416-555-0100", kind="phone", dial_in="+1 416 555 0100"),
)


def conference(**members: Any) -> Event:
    """An event that uses every member which becomes a property, and holds much that may not."""
    everything: dict[str, Any] = {
        "id": EVENT_ID,
        "title": "Heroes Happen Here, Toronto",
        "start": toronto("2008-02-27 08:00"),
        "end": toronto("2008-02-27 17:30"),
        "kind": "launch",
        "subtitle": "A product launch",
        "description": "Three products in one day; details follow at the site.",
        "topics": ["Windows Server 2008", "Backup, restore; and more"],
        "products": ["Windows Server 2008"],
        "venue": DIRECT_ENERGY,
        "other_venues": [LIBERTY],
        "online": ONLINE,
        "people": [
            Person(
                id="ada",
                name="Ada Lovelace",
                url="https://ada.example.org",
                email="ada@secret.example",
                phone="+1 416 555 0199",
            ),
            Person(id="grace", name="Grace Hopper"),
            Person(id="vera", name="Vera Volunteer"),
        ],
        "groups": [
            UserGroup(id="no-mail", name="Silent Group"),
            UserGroup(id="itpro", name='IT Pro "Toronto"', email="hello@itpro.example.org"),
        ],
        "organizers": ["no-mail", "itpro"],
        "contributors": [
            Contributor(person="grace", role="host"),
            Contributor(person="itpro", role="organizer", label="Presented by"),
        ],
        "sponsors": [
            Sponsor(
                id="acme", name="Acme, Inc.", kinds=["venue", "in_kind"], url="https://acme.example"
            ),
            Sponsor(id="bell", name="Bell & Sons"),
        ],
        "sessions": _sessions(),
        "booths": _booths(),
        "volunteers": _volunteers(),
        "shifts": _shifts(),
        "materials": [
            Material(id="map", title='The "map"', url="https://files.example.org/map.pdf"),
            Material(id="photos", title="Photos", kind="photos", expected_on=date(2008, 3, 14)),
        ],
        "notes": [Note(id="secret", text="nobody may read this", private=True, authors=["ada"])],
        "url": SITE,
        "image": "https://launch.example.org/banner.png",
        "tour": "heroes",
        "sequence": 3,
        "created": stamp(1),
        "updated": stamp(20),
    }
    return Event(**{**everything, **members})


def _sessions() -> list[Session]:
    return [
        Session(
            id="keynote",
            title="Keynote",
            kind="keynote",
            start=toronto("2008-02-27 09:00"),
            end=toronto("2008-02-27 10:00"),
            all_rooms=True,
            contributors=[*speakers("ada"), Contributor(person="grace", role="host")],
            status="tentative",
            created=stamp(2),
        ),
        Session(
            id="hypervisors",
            title="Hypervisors: 漢字 and 🎉 make this title long enough for its line to be folded",
            start=toronto("2008-02-27 10:30"),
            end=toronto("2008-02-27 11:30"),
            room="b1",
            abstract="One host, many guests.",
            description="Live migration,\nwith C:\\hosts; and questions.",
            contributors=speakers("ada", "grace"),
            topics=["Virtualization"],
            online=[VirtualLocation(url="https://join.example.org/b1", label="Join: B1, live")],
            materials=[
                Material(id="slides", title="Slides", expected_on=date(2008, 3, 14)),
                Material(id="code", title="Code", url="https://files.example.org/code.zip"),
                Material(id="notes", title="Handout"),
            ],
            url="https://launch.example.org/hypervisors",
            image="https://launch.example.org/hypervisors.png",
            sequence=2,
            created=stamp(3),
            updated=stamp(21),
        ),
        Session(
            id="everyone",
            title="Everyone has a role",
            start=toronto("2008-02-27 12:00"),
            room="whole",
            contributors=[
                *[Contributor(person="ada", role=role) for role in ROLES],  # type: ignore[arg-type]
                Contributor(person="acme", role="other", label="Coffee"),
            ],
        ),
        Session(
            id="cancelled",
            title="Spatial queries",
            start=toronto("2008-02-27 13:00"),
            room="hall-a",
            status="cancelled",
        ),
        Session(
            id="postponed",
            title="Server Core",
            start=toronto("2008-02-27 14:00"),
            status="postponed",
        ),
        Session(id="party", title="Party", start=toronto("2008-02-27 19:00"), room="ballroom"),
        Session(
            id="imported",
            uid="20080227-old, tool; made: it",
            title="Imported",
            start=toronto("2008-02-27 15:00"),
        ),
        Session(id="unscheduled", title="To be scheduled", length=timedelta(minutes=45)),
    ]


def _booths() -> list[Booth]:
    return [
        Booth(
            id="user-groups",
            title="User Group area",
            host="itpro",
            room="hall-a",
            start=toronto("2008-02-27 08:00"),
            end=toronto("2008-02-27 17:00"),
            description="Meet the groups.",
            contributors=[Contributor(person="grace", role="mentor")],
            url="https://launch.example.org/user-groups",
        ),
        Booth(id="always", title="Always open"),
    ]


def _volunteers() -> list[Volunteer]:
    return [
        Volunteer(
            person="vera",
            skills=["strong arms"],
            note="allergic to nuts",
            emergency_contact="Grace Hopper's sister",
        )
    ]


def _shifts() -> list[Shift]:
    return [
        Shift(
            id="morning-shift",
            role="Badge desk volunteer",
            start=toronto("2008-02-27 07:00"),
            end=toronto("2008-02-27 11:00"),
            place="user-groups",
            briefing="bring the keys",
            assignments=[Assignment(person="vera", note="came late")],
        )
    ]
