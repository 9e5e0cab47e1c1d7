"""An event in words: its times, places, people and status, as plain text.

Only ASCII is added to what the document says, so that every terminal and every file can show it.
"""

from functools import cached_property

from hallwaytrack.errors import printable
from hallwaytrack.model.event import Event, Party
from hallwaytrack.model.places import VirtualLocation
from hallwaytrack.model.sessions import Booth, Material, Session
from hallwaytrack.model.shifts import Shift
from hallwaytrack.views import wording
from hallwaytrack.views.roster import VolunteerHours
from hallwaytrack.views.wording import day, length_of_hours, stretch

BIDI = {c: printable(chr(c)) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
"""Characters that turn the direction of all that follows, and so rearrange a table: escaped."""


def plain(text: str) -> str:
    """A text of the document as the terminal may have it."""
    return text.translate(BIDI)


def where(event: Event) -> str:
    """Where an event is."""
    return plain(wording.where(event))


def status(event: Event) -> str:
    """Whether an event is on, and what is known of why not."""
    return plain(wording.status(event))


def place_online(place: VirtualLocation) -> str:
    """A place online in one line."""
    dial_in = f" (dial in: {place.dial_in})" if place.dial_in else ""
    return plain(f"{place.label or place.kind}: {place.url}{dial_in}")


def material(pending: Material) -> str:
    """A material that is still to come."""
    on = pending.expected_on
    return plain(pending.title) + (f" (by {on.day} {on:%b %Y})" if on else "")


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
        return plain(wording.who(session.contributors, self.people))

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
        return plain(wording.who_helps(shift, self.people))


def details(session: Session, known: Known, with_room: bool) -> str:
    """What stands below a session's title: where, who, and what it is part of."""
    room = known.room(session) if with_room else ""
    whole = f"part of {known.titles[session.part_of]}" if session.part_of else ""
    return ", ".join(filter(None, (room, known.who(session), whole)))
