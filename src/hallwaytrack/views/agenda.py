"""The agenda: the sessions of an event by day and by room, track, person or kind.

- A session after midnight and before ``day_starts`` belongs to the day before, by the clock on the
  wall: the last hours of a party are part of its evening.
- A column holds its sessions by instant, then by id. Columns stand in the order of the event's own
  rooms, tracks or people; one without a session on that day is left out.
- What belongs to no column of the event's own stands in columns after those: "All rooms", then
  "Elsewhere" (no track, nobody named). Their keys hold a space, which no id does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, time
from typing import Any, Final, Literal, NamedTuple, TypeAlias, get_args

from attrs import frozen

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.model.event import Event, Party
from hallwaytrack.model.fields import did_you_mean
from hallwaytrack.model.sessions import Session
from hallwaytrack.model.times import DAY
from hallwaytrack.model.vocabulary import SessionKind

By: TypeAlias = Literal["room", "track", "person", "kind"]

ALL_ROOMS: Final = "all rooms"
ELSEWHERE: Final = "no column"
DAY_STARTS = time(4)


@frozen(kw_only=True)
class Column:
    """The sessions of one room, track, person or kind on one day.

    Args:
        key: The id of the room, track or person, the kind; ``ALL_ROOMS`` or ``ELSEWHERE``.
        title: As a reader of the programme knows it.
        sessions: By instant, then by id.
    """

    key: str
    title: str
    sessions: tuple[Session, ...]


@frozen(kw_only=True)
class Day:
    """One day of an agenda.

    Args:
        date: The day by which its sessions are known; the last of them may be after midnight.
        columns: Those in which something happens.
    """

    date: date
    columns: tuple[Column, ...]


@frozen(kw_only=True)
class Agenda:
    """The sessions of an event in the order in which people look for them.

    Args:
        event: The event.
        by: What makes a column: "room", "track", "person" or "kind".
        days: Those on which a session starts, in their order.
        unscheduled: The sessions without a start, in the event's order.
    """

    event: Event
    by: By
    days: tuple[Day, ...]
    unscheduled: tuple[Session, ...]


def agenda(event: Event, by: By = "room", day_starts: time = DAY_STARTS) -> Agenda:
    """The sessions of an event by day and column.

    Args:
        event: The event; its sessions are in its own zone already.
        by: "room", "track", "kind" or "person": a session stands in the column of each contributor.
        day_starts: When a day begins, by the clock on the wall; a time without a zone.

    Raises:
        InvalidValueError: If ``by`` or ``day_starts`` is no such thing.

    >>> from hallwaytrack import at, Session
    >>> toronto = at("America/Toronto", "2008-02-27")
    >>> keynote = Session(id="keynote", title="Keynote", start=toronto("08:30"), all_rooms=True)
    >>> launch = Event(id="launch", title="Launch", start=toronto("08:30"), sessions=[keynote])
    >>> [column.title for day in agenda(launch).days for column in day.columns]
    ['All rooms']
    """
    columns = _columns_by(by)
    _check_clock(day_starts)
    found: dict[date, dict[str, list[Session]]] = {}
    for session in _scheduled(event):
        day = found.setdefault(_day_of(session, day_starts), {})
        for key in dict.fromkeys(columns.keys(session)):
            day.setdefault(key, []).append(session)
    titles = [*columns.titles(event), (ALL_ROOMS, "All rooms"), (ELSEWHERE, columns.elsewhere)]
    ranked = {key: (rank, title) for rank, (key, title) in enumerate(titles)}
    days = tuple(_day(on, found[on], ranked) for on in sorted(found))
    unscheduled = tuple(s for s in event.sessions if s.start is None)
    return Agenda(event=event, by=by, days=days, unscheduled=unscheduled)


def _scheduled(event: Event) -> Iterator[Session]:
    """The sessions that have a start, by instant, then by id."""
    sessions = [(s.start.astimezone(UTC), s.id, s) for s in event.sessions if s.start is not None]
    return (session for _, _, session in sorted(sessions))


def _day_of(session: Any, day_starts: time) -> date:
    on: date = session.start.date()
    after_midnight = session.start.time() < day_starts
    return on - DAY if after_midnight else on


def _day(
    on: date, found: Mapping[str, list[Session]], ranked: Mapping[str, tuple[int, str]]
) -> Day:
    columns = (
        Column(key=key, title=ranked[key][1], sessions=tuple(found[key]))
        for key in sorted(found, key=ranked.__getitem__)
    )
    return Day(date=on, columns=tuple(columns))


def _rooms(event: Event) -> Iterator[tuple[str, str]]:
    venues = (*([event.venue] if event.venue else []), *event.other_venues)
    return ((room.id, room.name) for venue in venues for room in venue.rooms)


def _room_of(session: Session) -> Iterable[str]:
    return (ALL_ROOMS if session.all_rooms else session.room or ELSEWHERE,)


def _parties(event: Event) -> Iterator[tuple[str, str]]:
    parties: tuple[Party, ...] = (*event.people, *event.groups, *event.sponsors)
    return ((party.id, party.name) for party in parties)


def _people_of(session: Session) -> Iterable[str]:
    return [c.person for c in session.contributors] or (ELSEWHERE,)


def _kinds(_: Event) -> Iterator[tuple[str, str]]:
    return ((kind, kind.replace("_", " ").capitalize()) for kind in get_args(SessionKind))


class _Columns(NamedTuple):
    """What makes a column: all of them in their order, those of a session, and that of the rest."""

    titles: Callable[[Event], Iterator[tuple[str, str]]]
    keys: Callable[[Session], Iterable[str]]
    elsewhere: str


COLUMNS: Final[Mapping[str, _Columns]] = {
    "room": _Columns(_rooms, _room_of, "Elsewhere"),
    "track": _Columns(
        lambda event: ((track.id, track.name) for track in event.tracks),
        lambda session: (session.track or ELSEWHERE,),
        "No track",
    ),
    "person": _Columns(_parties, _people_of, "Nobody named"),
    "kind": _Columns(_kinds, lambda session: (session.kind,), ""),
}


def _columns_by(by: str) -> _Columns:
    if not isinstance(by, str) or by not in COLUMNS:
        message = f"by must be one of {', '.join(COLUMNS)}"
        raise InvalidValueError(Problem(message=message, value=by, mend=did_you_mean(by, COLUMNS)))
    return COLUMNS[by]


def _check_clock(day_starts: time) -> None:
    if not isinstance(day_starts, time) or day_starts.tzinfo is not None:
        mend = "write time(4)"
        message = "day_starts must be a time without a zone"
        raise InvalidValueError(Problem(message=message, value=day_starts, mend=mend))
