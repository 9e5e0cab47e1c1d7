"""Programmes in which nothing is wrong, drawn around clock changes, and how to plant one fault.

A programme goes slot by slot, what follows touching what was before. Slot 0 has talks in all rooms,
slot 1 is a break for everyone; from then on a slot is either. Everything that a rule must leave
alone is there: touching neighbours, parts, called-off sessions on top of others, open ends, a
speaker who goes from room to room, volunteers who declined.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from tests.strategies import CHANGES, instants

from hallwaytrack import (
    Assignment,
    Booth,
    Calendar,
    Event,
    Material,
    Person,
    Room,
    Session,
    Shift,
    Span,
    Ticket,
    UserGroup,
    Venue,
    Volunteer,
    speakers,
)
from hallwaytrack.model.documents import Document

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
UPDATED = datetime(2008, 1, 1, tzinfo=UTC)
CAPACITY = 80


def later(time: datetime, by: timedelta) -> datetime:
    """So much later as time passes, whatever the clocks do."""
    return (time.astimezone(UTC) + by).astimezone(time.tzinfo)


def now_of(event: Event) -> datetime:
    """A time at which a clean event is near."""
    return event.starts_at.astimezone(UTC) - 3 * DAY


Slot: TypeAlias = tuple[datetime, datetime]


@st.composite
def clean_programmes(draw: DrawFn) -> Event:
    """Events that every check is content with, at ``now_of`` them and without a time."""
    zone = draw(st.sampled_from(sorted(CHANGES)))
    begin = draw(instants(zone).filter(lambda time: 1971 < time.year < 2190))
    lengths = draw(st.lists(st.sampled_from((30, 45, 60, 180)), min_size=2, max_size=5))
    edges = [begin]
    for minutes in lengths:
        edges.append(later(edges[-1], minutes * MINUTE))
    slots = list(pairwise(edges))
    pauses = [False, True, *(draw(st.booleans()) for _ in slots[2:])]
    rooms = draw(st.integers(2, 3))
    sessions: list[Session] = []
    for number, (slot, pause) in enumerate(zip(slots, pauses, strict=True)):
        sessions += [_pause(number, slot)] if pause else _talks(draw, number, slot, rooms)
    sessions += _not_in_the_way(begin, edges[-1])
    return Event(
        id="clean@example.org",
        title="A clean programme",
        start=begin,
        end=edges[-1],
        timezone=zone,
        languages=["en"],
        updated=UPDATED,
        venue=Venue(
            id="hall",
            name="Hall",
            capacity=3 * CAPACITY,
            rooms=[Room(id=f"r{n}", name=f"Room {n}", capacity=CAPACITY) for n in range(rooms)],
        ),
        people=[Person(id=id, name=id) for id in ("hopper", "host", "vol0", "vol1", "spare")]
        + [Person(id=f"{role}{n}", name="Ada") for role in ("p", "q") for n in range(rooms)],
        groups=[UserGroup(id="everywhere", name="Two places at once")],
        tickets=[Ticket(capacity=CAPACITY), Ticket(capacity=2 * CAPACITY), Ticket()],
        sessions=draw(st.permutations(sessions)),
        booths=[
            Booth(
                id="booth",
                title="User Group area",
                room="r0",
                start=begin,
                end=edges[-1],
                contributors=speakers("host", "everywhere"),
                updated=UPDATED,
            )
        ],
        volunteers=[
            Volunteer(
                person=f"vol{n}",
                skills=["First  AID"],
                max_hours=60,
                # Offered in two parts that touch, in whatever order.
                available=[
                    Span(start=edges[1], end=later(edges[-1], DAY)),
                    Span(start=later(begin, -DAY), end=edges[1]),
                ],
            )
            for n in (0, 1)
        ]
        + [Volunteer(person="spare")],
        shifts=[_shift(n, slot, pauses[n]) for n, slot in enumerate(slots)],
    )


def _pause(number: int, slot: Slot) -> Session:
    start, end = slot
    return Session(
        id=f"s{number}",
        title="Break",
        kind="break",
        all_rooms=True,
        start=start,
        end=end,
        updated=UPDATED,
    )


def _talks(draw: DrawFn, number: int, slot: Slot, rooms: int) -> list[Session]:
    """A talk in each room, one of them by whoever goes from room to room, some in two parts."""
    start, end = slot
    found = []
    for room in range(rooms):
        by = ["hopper"] if room == number % rooms else [f"p{room}", "everywhere"]
        talk = Session(
            id=f"s{number}-{room}",
            title="Talk",
            start=start,
            end=end,
            room=f"r{room}",
            capacity=draw(st.sampled_from((None, 1, CAPACITY))),
            contributors=speakers(*by),
            materials=[Material(id="m", title="Slides", expected_on=end.date())],
            updated=UPDATED,
        )
        found.append(talk)
        if draw(st.booleans()):
            found += _parts(talk, draw(st.sampled_from((f"r{room}", None))), f"q{room}")
    return found


def _parts(whole: Session, room: str | None, person: str) -> list[Session]:
    """Two halves of a session, in its room, by someone of their own and by one of its own."""
    assert whole.start is not None and whole.end is not None
    middle = later(whole.start, 15 * MINUTE)
    by = speakers(person, *(c.person for c in whole.contributors))
    return [
        whole.replace(
            id=f"{whole.id}.{half}",
            part_of=whole.id,
            room=room,
            start=start,
            end=end,
            contributors=by,
            materials=[],
        )
        for half, start, end in ((0, whole.start, middle), (1, middle, whole.end))
    ]


def _not_in_the_way(begin: datetime, end: datetime) -> list[Session]:
    """What is called off, not scheduled yet, or open, and so clashes with nothing."""
    everyone = speakers("hopper", "host", "p0", "q0")
    whole = Session(id="off", title="Off", start=begin, end=end, room="r0", contributors=everyone)
    return [
        whole.replace(status="cancelled", updated=UPDATED),
        whole.replace(id="later", status="postponed", room=None, all_rooms=True, updated=UPDATED),
        Session(id="loose", title="Not scheduled yet", room="r0", contributors=everyone),
        Session(
            id="open", title="Open end", start=later(begin, MINUTE), kind="social", updated=UPDATED
        ),
    ]


def _shift(number: int, slot: Slot, pause: bool) -> Shift:
    """Two take turns: at a room with a talk, else at the booth."""
    start, end = slot
    mine, other = (Assignment(person=f"vol{(number + n) % 2}") for n in (0, 1))
    return Shift(
        id=f"h{number}",
        role="Help",
        start=start,
        end=end,
        place="booth" if pause else "r0",
        skills=["first aid"],
        assignments=[other.replace(status="declined"), mine],
    )


# One fault of each kind

Planted: TypeAlias = Document | tuple[Document, Mapping[str, Any]]
"""A document with a fault, and what else ``check`` is given."""


def _talk(event: Event, **members: Any) -> Session:
    first = event.session("s0-0")
    return first.replace(
        **{"id": "planted", "contributors": [], "materials": [], "capacity": None, **members}
    )


def _last_second(event: Event) -> datetime:
    """A second before the first slot is over."""
    end = event.session("s0-0").end
    assert end is not None
    return later(end, timedelta(seconds=-1))


def _one_room(event: Event) -> Planted:
    start = _last_second(event)
    return event.put(_talk(event, start=start, end=None))


def _during_the_break(event: Event) -> Planted:
    pause = event.session("s1")
    assert pause.start is not None
    return event.put(_talk(event, kind="social", start=pause.start, end=None))


def _two_talks(event: Event) -> Planted:
    by = event.session("s0-0").contributors
    return event.put(_talk(event, room=None, start=_last_second(event), end=None, contributors=by))


def _two_shifts(event: Event) -> Planted:
    shift = event.shift("h1")
    ends = later(shift.start, timedelta(seconds=1))
    return event.put(shift.replace(id="planted", place="r1", end=ends))


def _before_the_event(event: Event) -> Planted:
    return event.put(_talk(event, start=later(event.starts_at, -HOUR), end=event.starts_at))


def _before(event: Event, shift: Shift, hours: int) -> Shift:
    return shift.replace(id="planted", start=later(event.starts_at, -hours * HOUR), end=event.start)


def _part_of_nothing(event: Event) -> Planted:
    return event.put(_talk(event, part_of="loose", room=None))


def _too_many_seats(event: Event) -> Planted:
    return event.amend("s0-0", capacity=CAPACITY + 1)


def _another(event: Event) -> Planted:
    shift = event.shift("h0")
    return event.put(
        shift.replace(assignments=[*shift.assignments, Assignment(person="spare")], skills=[])
    )


def _volunteer(event: Event, **members: Any) -> Event:
    return event.put(event.volunteers[0].replace(**members))


def _at_the_booth(event: Event) -> Planted:
    shift = event.shift("h0")
    who = [Assignment(person="spare")]
    return event.put(shift.replace(id="planted", place="booth", skills=[], assignments=who))


def _overdue(event: Event) -> Planted:
    day = now_of(event).date() - 2 * DAY
    return event.put(Material(id="photos", title="Photos", expected_on=day))


def _nowhere(event: Event) -> Planted:
    return event.replace(venue=None, sessions=[], shifts=[], booths=[])


def _two_versions(event: Event) -> Planted:
    return Calendar(groups=[UserGroup(id="everywhere", name="Another name")], events=[event])


PLANTS: Mapping[str, Callable[[Event], Planted]] = {
    "HT001": lambda e: e.replace(extra={"checks": {"silence": ["HT999"]}}),
    "HT101": _one_room,
    "HT102": _during_the_break,
    "HT103": _two_talks,
    "HT104": _two_shifts,
    "HT105": _before_the_event,
    "HT106": lambda e: e.put(_before(e, e.shift("h1"), 1)),
    "HT107": _part_of_nothing,
    "HT108": _too_many_seats,
    "HT109": lambda e: e.replace(tickets=[*e.tickets, Ticket(capacity=1)]),
    "HT201": lambda e: e.put(e.shift("h0").replace(assignments=[])),
    "HT202": _another,
    "HT203": lambda e: _volunteer(
        e, available=[Span(start=later(e.starts_at, timedelta(seconds=1)), end=e.end)]
    ),
    "HT204": lambda e: _volunteer(e, max_hours=0.4),
    "HT205": lambda e: e.put(_before(e, e.shift("h1"), 7)),
    "HT206": lambda e: _volunteer(e, skills=["second aid"]),
    "HT207": _at_the_booth,
    "HT301": _overdue,
    "HT302": _nowhere,
    "HT303": lambda e: e.replace(end=None),
    "HT304": lambda e: e.replace(languages=[]),
    "HT305": lambda e: e.put(e.session("s0-0").replace(updated=None)),
    "HT401": lambda e: Calendar(events=[e.replace(tour="no-such-tour")]),
    "HT402": _two_versions,
    "HT403": lambda e: Calendar(events=[e, e.replace(id="copy@example.com")]),
}
"""How to plant a fault into a clean programme, by the code of the check that finds it."""

ALONG: Mapping[str, frozenset[str]] = {"HT205": frozenset({"HT106"})}
"""What comes with a fault: seven hours of work begin before the event does."""
