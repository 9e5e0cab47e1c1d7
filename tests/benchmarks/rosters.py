"""1,500 people to 500 shifts of ten days: in one call, and one by one with every event checked.

Nothing is random. 300 volunteers do five shifts each and none at once, so that every assignment is
good and every one is looked at.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hallwaytrack import Event, Person, Shift, Volunteer, read, roster, schedule_of, write

SHIFTS, A_DAY, NEEDED, VOLUNTEERS = 500, 50, 3, 300
OPENS = datetime(2008, 5, 12, 8, 0, tzinfo=ZoneInfo("America/Toronto"))
LENGTH = timedelta(hours=4)

Plan = Mapping[str, Sequence[str]]


def event() -> Event:
    """Shifts at which nobody is yet."""
    names = [f"v{number}" for number in range(VOLUNTEERS)]
    return Event(
        id="roster@itprotoronto.ca",
        title="Heroes Happen Here, Toronto",
        start=OPENS,
        end=OPENS + timedelta(days=SHIFTS // A_DAY),
        people=[Person(id=name, name=f"Volunteer {name}") for name in names],
        volunteers=[Volunteer(person=name) for name in names],
        shifts=[_shift(number) for number in range(SHIFTS)],
    )


def _shift(number: int) -> Shift:
    start = OPENS + timedelta(days=number // A_DAY)
    return Shift(id=f"s{number}", role="Booth", start=start, end=start + LENGTH, needed=NEEDED)


def plan() -> Plan:
    """Who is to do which shift: on each day half of the volunteers have one."""
    return {
        f"s{number}": [f"v{(number * NEEDED + i) % VOLUNTEERS}" for i in range(NEEDED)]
        for number in range(SHIFTS)
    }


def at_once(before: Event, people: Plan) -> Event:
    """All in one call."""
    return before.assign_all(people)


def one_by_one(before: Event, people: Plan) -> Event:
    """One call for each, as a page does on which organisers click."""
    for shift, names in people.items():
        for name in names:
            before = before.assign(shift, name)
    return before


MOST_SECONDS: Mapping[str, float] = {"at once": 0.2, "one by one": 5}
"""How long each way may take; what is not here has no aim."""


def ways() -> Mapping[str, Callable[[], object]]:
    """What is timed; what a way starts from is made here."""
    before, people = event(), plan()
    full = at_once(before, people)
    table = write(full, "roster-csv")
    return {
        "at once": lambda: at_once(before, people),
        "one by one": lambda: one_by_one(before, people),
        "roster": lambda: roster(full),
        "schedules of all": lambda: [schedule_of(full, v.person) for v in full.volunteers],
        "to CSV": lambda: write(full, "roster-csv"),
        "from CSV": lambda: read(table, "roster-csv", into=before),
    }
