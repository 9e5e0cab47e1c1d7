"""An event in words: its times, places, people and status, as plain text.

Only ASCII is added to what the document says, so that every terminal and every file can show it.
"""

from datetime import date, datetime, timedelta
from functools import cached_property

from hallwaytrack.errors import printable
from hallwaytrack.model.event import Event, Party
from hallwaytrack.model.fields import fields_of
from hallwaytrack.model.people import Contributor
from hallwaytrack.model.places import Address, Venue, VirtualLocation
from hallwaytrack.model.sessions import Booth, Material, Session
from hallwaytrack.model.shifts import Assignment, Shift
from hallwaytrack.views.roster import VolunteerHours
from hallwaytrack.views.wording import clock, day, stretch

TO_BE_ANNOUNCED = "to be announced"
BIDI = {c: printable(chr(c)) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
"""Characters that turn the direction of all that follows, and so rearrange a table: escaped."""


def plain(text: str) -> str:
    """A text of the document as the terminal may have it."""
    return text.translate(BIDI)


def when(event: Event) -> str:
    """When an event is, with the zone by name."""
    start, end = event.start, event.end
    if not isinstance(start, datetime):
        last = f" to {day(end)}" if end is not None and end != start else ""
        return f"{day(start)}{last}, all day"
    return f"{day(start)}, {clock(start)}{_until(start, end)} ({event.timezone}, {_offset(start)})"


def _until(start: datetime, end: date | None) -> str:
    if not isinstance(end, datetime):
        return f", end {TO_BE_ANNOUNCED}"
    return f" to {clock(end) if end.date() == start.date() else f'{day(end)}, {clock(end)}'}"


def _offset(time: datetime) -> str:
    text = f"{time:%z}"
    return f"UTC{text[:3]}:{text[3:5]}"


def where(event: Event) -> str:
    """Where an event is."""
    venues = (*([event.venue] if event.venue else []), *event.other_venues)
    places = "; ".join(map(_venue, venues))
    if event.moved_online:
        return f"online, moved there from {places}" if places else "online"
    if places:
        return f"{places}, and online" if event.online else places
    return "online" if event.online else TO_BE_ANNOUNCED


def _venue(venue: Venue) -> str:
    """A venue by its name and address, from the street to the country."""
    address = venue.address
    parts = [getattr(address, field.name) for field in fields_of(Address)] if address else []
    return plain(", ".join(filter(None, (venue.name, *parts))))


def status(event: Event) -> str:
    """Whether an event is on, and what is known of why not."""
    reason = f": {plain(event.status_reason)}" if event.status_reason else ""
    before = ", ".join(
        f"{day(start)}, {clock(start)}" if isinstance(start, datetime) else day(start)
        for start in event.previous_starts
    )
    return f"{event.status}{reason}{f' (was to be on {before})' if before else ''}"


def place_online(place: VirtualLocation) -> str:
    """A place online in one line."""
    dial_in = f" (dial in: {place.dial_in})" if place.dial_in else ""
    return plain(f"{place.label or place.kind}: {place.url}{dial_in}")


def material(pending: Material) -> str:
    """A material that is still to come."""
    on = pending.expected_on
    return plain(pending.title) + (f" (by {on.day} {on:%b %Y})" if on else "")


def length(time: timedelta) -> str:
    """A length: "1 h 30 min"."""
    minutes = int(time.total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    return " ".join(f"{n} {unit}" for n, unit in ((hours, "h"), (rest, "min")) if n) or "0 min"


def length_of_hours(number: float) -> str:
    """A number of hours: "1 h 30 min"."""
    return length(timedelta(seconds=round(number * 3600)))


def hours(volunteer: VolunteerHours) -> str:
    """How much a volunteer does: "3 h planned, 1 h 5 min worked"."""
    told = [f"{length_of_hours(volunteer.planned)} planned"]
    if volunteer.is_over and volunteer.max_hours is not None:
        told[0] += f" ({length_of_hours(volunteer.max_hours)} wanted)"
    if volunteer.worked:
        told.append(f"{length_of_hours(volunteer.worked)} worked")
    if volunteer.unrecorded:
        told.append(f"{length_of_hours(volunteer.unrecorded)} done without a record")
    return ", ".join(told)


class Known:
    """What an event's ids stand for, worked out once an event."""

    def __init__(self, event: Event) -> None:
        self.event = event

    @cached_property
    def people(self) -> dict[str, str]:
        """The names of people, groups and sponsors."""
        event = self.event
        parties: tuple[Party, ...] = (*event.people, *event.groups, *event.sponsors)
        return {party.id: plain(party.name) for party in parties}

    @cached_property
    def places(self) -> dict[str, str]:
        """The names of rooms and booths."""
        event = self.event
        venues = (*([event.venue] if event.venue else []), *event.other_venues)
        rooms = {room.id: plain(room.name) for venue in venues for room in venue.rooms}
        return rooms | {booth.id: plain(booth.title) for booth in event.booths}

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles of sessions."""
        return {session.id: plain(session.title) for session in self.event.sessions}

    def room(self, session: Session) -> str:
        """Where a session is; "" if nobody says."""
        return "all rooms" if session.all_rooms else self.places.get(session.room or "", "")

    def who(self, session: Session | Booth) -> str:
        """Who takes part: speakers by their names alone, others with what they do."""
        return ", ".join(map(self._contributor, session.contributors))

    def _contributor(self, contributor: Contributor) -> str:
        word = plain(contributor.word)
        name = self.people[contributor.person]
        return f"{name} ({word})" if word and word != "speaker" else name

    def pending(self, owner: Event | Session) -> str:
        """The materials that something still owes."""
        return ", ".join(material(m) for m in owner.materials if m.is_pending)

    def booth(self, booth: Booth) -> str:
        """A booth in one line."""
        host = self.people.get(booth.host or "", "")
        room = self.places.get(booth.room or "", "")
        start = booth.start
        hours = f"{day(start)}, {stretch(start, booth.end, start.date())}" if start else ""
        return ", ".join(filter(None, (plain(booth.title), host, room, hours, self.who(booth))))

    def staffing(self, shift: Shift) -> str:
        """How many of the people that a shift needs it has, and who they are."""
        there = len(shift.covered_by)
        names = self.who_helps(shift)
        return f"{there} of {shift.needed} filled{f': {names}' if names else ''}"

    def who_helps(self, shift: Shift) -> str:
        """Who is assigned to a shift, with what is unusual about it."""
        return ", ".join(map(self._volunteer, shift.assignments))

    def _volunteer(self, assignment: Assignment) -> str:
        name = self.people[assignment.person]
        said = assignment.status.replace("_", " ")
        return name if assignment.status == "confirmed" else f"{name} ({said})"


def details(session: Session, known: Known, with_room: bool) -> str:
    """What stands below a session's title: where, who, and what it is part of."""
    room = known.room(session) if with_room else ""
    whole = f"part of {known.titles[session.part_of]}" if session.part_of else ""
    return ", ".join(filter(None, (room, known.who(session), whole)))
