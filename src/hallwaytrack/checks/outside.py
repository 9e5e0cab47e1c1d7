"""What lies outside of what holds it: of the event's span, of another session, of a room's size."""

from collections.abc import Iterator
from math import inf

from hallwaytrack.checks.programme import OFF, Programme, Taken, clock
from hallwaytrack.checks.registry import Found, rule
from hallwaytrack.model.sessions import Session
from hallwaytrack.model.spans import seconds


@rule(
    "HT105",
    "warning",
    why="Whoever goes by the event's own times misses it.",
    mend="move it, or give the event another start or end",
)
def entries_outside(programme: Programme) -> Iterator[Found]:
    """A session or booth lies outside of the event's span."""
    yield from _outside(programme, [*programme.sessions, *programme.booths])


@rule(
    "HT106",
    "info",
    why="Setting up and taking down may well be; a wrong day may not.",
    mend="look at its day, or silence it",
)
def shifts_outside(programme: Programme) -> Iterator[Found]:
    """A shift lies outside of the event's span."""
    yield from _outside(programme, programme.shifts)


def _outside(programme: Programme, pool: list[Taken]) -> Iterator[Found]:
    event = programme.event
    begin = seconds(event.starts_at)
    end = inf if event.ends_at is None else seconds(event.ends_at)
    for taken in pool:
        if taken.start < begin:
            message = f"{taken.what} begins before the event does, at {clock(event.starts_at)}"
            yield Found(f"{taken.what.place}/start", message, taken.what.entry.start)
        elif taken.end > end and event.ends_at is not None:
            entry = taken.what.entry
            member = "start" if entry.end is None else "end"
            message = f"{taken.what} goes on after the event's end, at {clock(event.ends_at)}"
            yield Found(f"{taken.what.place}/{member}", message, getattr(entry, member))


@rule(
    "HT107",
    "warning",
    why="A part goes with its whole: people look for it there.",
    mend="schedule both, call off both, or leave part_of out",
)
def parts_outside(programme: Programme) -> Iterator[Found]:
    """A session is on, and the one that it is part of is not on then."""
    if not programme.nesting:
        return
    wholes = {session.id: session for session in programme.event.sessions}
    for taken in programme.sessions:
        part = taken.what.entry
        whole = wholes.get(part.part_of or "")
        is_off = whole and _how_it_is_off(taken, whole)
        if is_off:
            message = f"{taken.what} is on, and {part.part_of!r}, which holds it, {is_off}"
            yield Found(f"{taken.what.place}/part_of", message)


def _how_it_is_off(part: Taken, whole: Session) -> str:
    if whole.status in OFF:
        return f"is {whole.status}"
    if whole.start is None:
        return "has no time yet"
    if whole.end is not None and part.end > seconds(whole.end):
        return f"is over at {clock(whole.end)}"
    return ""


@rule(
    "HT108",
    "warning",
    why="Some of those who were let in would stand outside.",
    mend="take a larger room, or lower the session's capacity",
)
def more_than_the_room_holds(programme: Programme) -> Iterator[Found]:
    """A session plans for more people than its room holds."""
    for taken in programme.sessions:
        session = taken.what.entry
        if session.capacity is None or session.room is None:
            continue
        holds = programme.rooms[session.room].capacity
        if holds is not None and session.capacity > holds:
            message = f"{taken.what} is for more people than room {session.room!r} holds, {holds}"
            yield Found(f"{taken.what.place}/capacity", message, session.capacity)


@rule(
    "HT109",
    "warning",
    why="Some of those with a ticket would not get in.",
    mend="offer fewer tickets, or take a larger venue",
)
def more_tickets_than_places(programme: Programme) -> Iterator[Found]:
    """There are more tickets than the venues hold, at an event that is nowhere online."""
    tickets = [t.capacity for t in programme.event.tickets if t.capacity is not None]
    holds = [venue.capacity for venue in programme.venues]
    if programme.is_off or programme.event.attendance != "in_person" or None in holds:
        return
    places = sum(capacity for capacity in holds if capacity is not None)
    if sum(tickets) > places:
        message = f"there are more tickets than places, of which the venues have {places}"
        yield Found("/tickets", message, sum(tickets))
