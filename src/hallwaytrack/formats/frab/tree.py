"""A schedule as it was found, before it means anything: what XML and JSON have in common.

Members go by the names of ``schedule.json``; what only XML has goes by its own. Values are as they
stood there: texts from XML, any JSON value from JSON.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from hallwaytrack.errors import NOTHING, Problem, Severity, pointer


class Found(NamedTuple):
    """One object of a file, and where it stood: a JSON Pointer, or a line of XML."""

    values: Mapping[str, Any]
    place: str = ""
    line: int | None = None

    def get(self, *names: str) -> Any:
        """The first of some members that holds something; "" and [] hold nothing."""
        for name in names:
            value = self.values.get(name)
            if value not in EMPTY:
                return value
        return None

    def problem(
        self,
        message: str,
        member: str = "",
        value: object = NOTHING,
        *,
        mend: str = "",
        severity: Severity = "warning",
    ) -> Problem:
        """Something about this object, or a member of it."""
        place = self.place + pointer(member) if self.place and member else self.place
        return Problem(
            message=message, value=value, place=place, line=self.line, mend=mend, severity=severity
        )


EMPTY: tuple[Any, ...] = (None, "", [], {})


class Talk(NamedTuple):
    """One event of a schedule, the day under which it stands, and its room."""

    found: Found
    day: Found | None = None
    room: str | None = None


class Programme(NamedTuple):
    """A whole schedule.

    Attributes:
        head: What stands beside the conference: version, generator.
        conference: The conference.
        rooms: Rooms, each with a name, in their order; one may come more than once.
        tracks: Tracks.
        people: People, where they stand apart from the talks.
        days: Its days.
        talks: Its talks, in the order of the file.
        refused: What is wrong with the talks that could not be taken over.
    """

    head: Found
    conference: Found
    rooms: list[Found]
    tracks: list[Found]
    people: list[Found]
    days: list[Found]
    talks: list[Talk]
    refused: list[Problem]
