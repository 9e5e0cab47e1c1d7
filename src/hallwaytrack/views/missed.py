"""What volunteers miss of the programme while they help, and what of it they can see later."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from hallwaytrack.model.engagements import OFF
from hallwaytrack.model.event import Event
from hallwaytrack.model.sessions import Session
from hallwaytrack.model.shifts import Shift
from hallwaytrack.model.windows import Window

NOBODY_MINDS = ("break", "social", "registration")
"""The kinds of sessions that are not missed."""


def missed_by(event: Event, person_id: str) -> tuple[Session, ...]:
    """The sessions that run while somebody covers a shift, by time.

    Breaks and the like do not count, nor what is off, nor a session that they have a part in. What
    is still to come of the others is in their ``materials``, where ``is_pending`` says so.

    Args:
        event: The event.
        person_id: One of its people.

    Raises:
        UnknownIdError: If there is no such person.

    >>> from hallwaytrack import example
    >>> launch = example().event("launch-toronto@heroeshappenhere.example")
    >>> [session.id for session in missed_by(launch, "lucia")]
    ['breakout-4', 'breakout-5', 'breakout-6']
    """
    event.person(person_id)
    return missed_in(event, [s for s in event.shifts if person_id in s.covered_by], person_id)


def missed_in(event: Event, shifts: Iterable[Shift], person_id: str) -> tuple[Session, ...]:
    """The sessions that somebody misses in these shifts."""
    windows = [Window(s.start.astimezone(UTC), s.end.astimezone(UTC)) for s in shifts]
    found = [
        (start, session.id, session)
        for start, end, session in _programme(event)
        if any(window.meets(start, end) for window in windows)
        and person_id not in [contributor.person for contributor in session.contributors]
    ]
    return tuple(session for *_, session in sorted(found))


def _programme(event: Event) -> Iterator[tuple[datetime, datetime | None, Session]]:
    """The sessions worth seeing, each with its start and end in UTC."""
    for session in event.sessions:
        start, end = session.start, session.end
        if start is None or session.status in OFF or event.status in OFF:
            continue
        if session.kind not in NOBODY_MINDS:
            yield start.astimezone(UTC), end and end.astimezone(UTC), session
