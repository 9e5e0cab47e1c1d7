"""A conference of any number of sessions, made without chance."""

from datetime import datetime, timedelta

from tests.formats.ical.documents import DIRECT_ENERGY, stamp, toronto

from hallwaytrack import Event, Material, Person, Room, Session, speakers


def programme(sessions: int) -> Event:
    """A conference of this many sessions of five days, with everything that a session has."""
    rooms = [Room(id=f"r{n}", name=f"Room {n + 100}") for n in range(12)]
    opens = toronto("2008-05-12 09:00")
    return Event(
        id="conference@example.org",
        title="The conference",
        start=opens,
        end=toronto("2008-05-16 18:00"),
        topics=["Windows Server 2008"],
        venue=DIRECT_ENERGY.replace(rooms=rooms),
        people=[
            Person(id=f"p{n}", name=f"Zoë Ōe {n}", email=f"p{n}@secret.example") for n in range(50)
        ],
        sessions=[_talk(n, opens) for n in range(sessions)],
        updated=stamp(1),
    )


def _talk(n: int, opens: datetime) -> Session:
    slot = n // 12
    starts = opens + timedelta(days=slot // 8 % 5, minutes=75 * (slot % 8))
    return Session(
        id=f"s{n:06}",
        title=f"Talk {n}: naïve sizing, measured",
        start=starts,
        end=starts + timedelta(hours=1),
        room=f"r{n % 12}",
        abstract="Bring a laptop; one question, too.\n\nLicensing, storage and backup. " * 3,
        contributors=speakers(f"p{n % 50}"),
        topics=["Backup, restore", "Virtualization"],
        materials=[Material(id="slides", title="Slides")],
        status="cancelled" if n % 100 == 3 else "confirmed",
        url=f"https://conference.example.org/s{n:06}",
        sequence=n % 4,
        updated=stamp(1 + n % 28),
    )
