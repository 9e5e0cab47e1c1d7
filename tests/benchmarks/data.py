"""A conference of any number of sessions, as plain data that every library starts from.

Nothing is random: two calls give equal data, so a difference between two runs is the code's or the
machine's. The member names are those of hallwaytrack's models, so that a peer which takes a whole
document (pydantic) is handed it as it is. Times are aware ``datetime``s, the rest is strings,
integers, lists and dicts, and no member stands at its default.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Plain = dict[str, Any]

ZONE = "America/Toronto"
EVENT_ID = "launch-2008@itprotoronto.ca"
SITE = "https://itprotoronto.ca/launch-2008"

DAYS = 5
SLOTS_A_DAY = 8
SLOT = timedelta(minutes=75)
TALK = timedelta(minutes=60)
OPENS = datetime(2008, 5, 12, 9, 0, tzinfo=ZoneInfo(ZONE))
PUBLISHED = datetime(2008, 4, 1, 14, 30, tzinfo=UTC)

VENUE_NAME = "Direct Energy Centre"
ADDRESS = {
    "street": "100 Princes' Boulevard",
    "locality": "Toronto",
    "region": "ON",
    "postal_code": "M6K 3C3",
    "country": "CA",
}

FIRST_NAMES = (
    "Ada", "Grace", "Zoë", "François", "Linus", "Radia", "Søren", "Mei", "Priya", "Tomáš",
    "Barbara", "Kwame", "Noor",
)  # fmt: skip
LAST_NAMES = (
    "Lovelace", "Hopper", "Bélanger", "O'Neill", "Tremblay", "Nguyễn", "Perlman", "Østergård",
    "Okafor", "Iyer", "Novák",
)  # fmt: skip
EMPLOYERS = ("Northern Hosting", "Université de Montréal", "Bluewater Bank", "City of Toronto")
TRACKS = ("Servers", "Tools", "Databases", "Networks", "Security", "Careers")
TOPICS = (
    "Virtualization", "Windows Server 2008", "Visual Studio 2008", "SQL Server 2008", "PowerShell",
    "Backup, restore", "Identity", "Mentoring", "IPv6", "Clustering", "Testing",
)  # fmt: skip
LEVELS = ("introductory", "intermediate", "advanced")
SUBJECTS = (
    "Hypervisors", "Failover clusters", "Read-only domain controllers", "Spatial queries",
    "LINQ", "Network access protection", "Server Core", "Transparent encryption", "Café metrics",
)  # fmt: skip
ANGLES = (
    "from the pilot to production", "in a small shop", "what we would do again", "on old hardware",
    "for people who were on call last night", "measured, not guessed", "without a downtime window",
)  # fmt: skip
SENTENCES = (
    "We moved forty servers onto four hosts in one weekend, and kept notes of what broke.",
    "Bring a laptop, a charger and one question; the labs need neither an account nor a licence.",
    "Licensing, storage and backup each get their own half; the slides hold the price lists.",
    "The demo runs on hardware that most of us have: two cores, four gigabytes, one slow disk.",
    "Measure first, then buy; naïve sizing cost us a quarter of the budget, and a résumé.",
    "You will leave with a checklist, a script and the phone number of somebody who has done it.",
    "Failures are part of the talk: a split cluster, a full journal, and one very long weekend.",
    "We compare three ways to do it, say which one we run, and why we would not choose it again.",
    "Questions go on cards during the talk; the last fifteen minutes belong to them, and to you.",
    "No vendor pays for this hour; the opinions, the mistakes and the numbers are our own.",
    "Half of the room will be new to it, so we begin with the words: host, guest, quorum; then go.",
)


def conference(sessions: int) -> Plain:
    """An event with this many sessions, its rooms, tracks and speakers: all it refers to."""
    people = sessions * 2 // 3 + 2
    rooms = -(-sessions // (DAYS * SLOTS_A_DAY))
    return {
        "id": EVENT_ID,
        "title": "Heroes Happen Here, Toronto",
        "start": OPENS,
        "end": _starts(DAYS * SLOTS_A_DAY - 1) + TALK,
        "timezone": ZONE,
        "kind": "conference",
        "description": "Five days for IT professionals and developers; details follow at the site.",
        "topics": ["Windows Server 2008", "Visual Studio 2008", "SQL Server 2008"],
        "venue": _venue(rooms),
        "people": [_person(number) for number in range(people)],
        "tracks": [{"id": f"t{i}", "name": name} for i, name in enumerate(TRACKS)],
        "sessions": [_session(number, rooms, people) for number in range(sessions)],
        "url": SITE,
        "sequence": 3,
        "updated": PUBLISHED,
    }


def _venue(rooms: int) -> Plain:
    return {
        "id": "direct-energy",
        "name": VENUE_NAME,
        "address": ADDRESS,
        "rooms": [
            {"id": f"r{number}", "name": f"Room {number + 100}", "capacity": 40 + number % 7 * 20}
            for number in range(rooms)
        ],
    }


def _person(number: int) -> Plain:
    """A speaker; every third one gave an address, which is private in our models."""
    first, last = _pick(FIRST_NAMES, number), _pick(LAST_NAMES, number * 3)
    person: Plain = {
        "id": f"p{number}",
        "name": f"{first} {last}",
        "affiliation": _pick(EMPLOYERS, number),
    }
    if number % 3 == 0:
        person["email"] = f"speaker{number}@itprotoronto.ca"
    return person


def _session(number: int, rooms: int, people: int) -> Plain:
    """One talk: 15 to 17 members given, among them those that become a VEVENT of about 1 kB."""
    starts = _starts(number // rooms)
    session: Plain = {
        "id": f"s{number:05}",
        "title": f"{_pick(SUBJECTS, number)}: {_pick(ANGLES, number * 5)} ({number})",
        "start": starts,
        "end": starts + TALK,
        "room": f"r{number % rooms}",
        "track": f"t{number % len(TRACKS)}",
        "abstract": _abstract(number),
        "contributors": [{"person": f"p{speaker}"} for speaker in _speakers(number, people)],
        "topics": [_pick(TOPICS, number), _pick(TOPICS, number + 3), _pick(TOPICS, number + 7)],
        "level": _pick(LEVELS, number),
        "language": "fr-CA" if number % 9 == 0 else "en-CA",
        "url": f"{SITE}/sessions/s{number:05}",
        "sequence": 1 + number % 4,
        "updated": PUBLISHED + timedelta(minutes=number),
    }
    if number % 10 == 0:
        session["kind"] = "workshop"
    if number % 25 == 7:
        session["status"] = "tentative"
    if number % 100 == 3:
        session["status"] = "cancelled"
    return session


def _starts(slot: int) -> datetime:
    """Wall-clock arithmetic: the same hours every day."""
    day, in_day = divmod(slot, SLOTS_A_DAY)
    return OPENS + timedelta(days=day) + in_day * SLOT


def _abstract(number: int) -> str:
    """Four or five sentences in two paragraphs: about 400 characters, newlines among them."""
    chosen = [_pick(SENTENCES, number * 7 + step * (1 + number % 10)) for step in range(5)]
    return " ".join(chosen[:2]) + "\n\n" + " ".join(chosen[2 : 4 + number % 2])


def _speakers(number: int, people: int) -> list[int]:
    """One speaker, or two for every other session."""
    first, second = number % people, (number * 7 + 3) % people
    return [first, second] if number % 2 and first != second else [first]


def _pick(choices: tuple[str, ...], number: int) -> str:
    return choices[number % len(choices)]
