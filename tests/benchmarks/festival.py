"""The conference of the other benchmarks with a crew: as many shifts as sessions, and no clash.

Every room has a speaker and two volunteers of its own, who take turns at its door.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from hallwaytrack import Assignment, Event, Person, Session, Shift, Span, Volunteer, speakers

from . import data, ours

DOORS = "doors"


def festival(size: int) -> Event:
    """An event of this many sessions and as many shifts, in which nothing is wrong."""
    event = ours.event(data.conference(size))
    whole = Span(start=data.OPENS, end=data.OPENS + timedelta(days=data.DAYS))
    rooms = [room.id for room in event.venue.rooms] if event.venue else []
    crew = [f"{room}-{turn}" for room in rooms for turn in (0, 1)]
    return event.replace(
        languages=["en-CA", "fr-CA"],
        people=[
            *(Person(id=room, name="Ada") for room in rooms),
            *(Person(id=person, name="Bob") for person in crew),
        ],
        volunteers=[
            Volunteer(person=person, skills=[DOORS], available=[whole], max_hours=40)
            for person in crew
        ],
        sessions=[
            s.replace(contributors=speakers(s.room or ""), capacity=40, status="confirmed")
            for s in event.sessions
        ],
        shifts=list(_shifts(event.sessions)),
    )


def _shifts(sessions: Sequence[Session]) -> Iterator[Shift]:
    turns: dict[str | None, int] = {}
    for session in sessions:
        turn = turns[session.room] = 1 - turns.get(session.room, 1)
        yield Shift(
            id=f"door-{session.id}",
            role="Mind the door",
            start=session.start,
            end=session.end,
            place=session.room,
            skills=[DOORS],
            assignments=[Assignment(person=f"{session.room}-{turn}")],
        )


def crowded(size: int) -> Event:
    """The same with everything at once: one room, one speaker, one volunteer."""
    event = festival(size)
    first, shift = event.sessions[0], event.shifts[0]
    times = {"start": first.start, "end": first.end}
    return event.replace(
        sessions=[
            s.replace(**times, room=first.room, contributors=first.contributors)
            for s in event.sessions
        ],
        shifts=[s.replace(**times, assignments=shift.assignments) for s in event.shifts],
    )
