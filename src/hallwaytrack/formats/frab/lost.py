"""What of one event is lost in a schedule: told by reading what was written.

A talk is known again by its GUID. Why a session is no talk of a schedule is told with it.
"""

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from hallwaytrack.errors import Problem, pointer
from hallwaytrack.formats.comparing import differing
from hallwaytrack.formats.frab import ids
from hallwaytrack.formats.frab.describe import takes_place
from hallwaytrack.formats.frab.read import read_json, read_xml
from hallwaytrack.formats.frab.write import write_json, write_xml
from hallwaytrack.model.event import Event
from hallwaytrack.model.sessions import Session


def lost_in_xml(event: Event) -> Iterator[Problem]:
    """A warning for everything in an event that ``schedule.xml`` does not carry."""
    return _lost(event, read_xml(write_xml(event), max_bytes=None).document)


def lost_in_json(event: Event) -> Iterator[Problem]:
    """A warning for everything in an event that ``schedule.json`` does not carry."""
    return _lost(event, read_json(write_json(event), max_bytes=None).document)


def _lost(event: Event, back: Event) -> Iterator[Problem]:
    there = {session.id for session in back.sessions}

    def becomes(part: Any) -> Any:
        if not isinstance(part, Session) or part.id in there:
            return part.id
        return ids.guid_of(part.id, event.id)

    reasons = {
        pointer("sessions", i): _why(session)
        for i, session in enumerate(event.sessions)
        if not takes_place(session)
    }
    for problem in differing(event, back, becomes=becomes):
        why = reasons.get(problem.place)
        yield problem if why is None else evolve(problem, message=f"{problem.message}: {why}")


def _why(session: Session) -> str:
    """Why a session is no talk of a schedule."""
    if session.kind == "break":
        return "a break is no talk"
    return "it has no start" if session.start is None else f"it is {session.status}"
