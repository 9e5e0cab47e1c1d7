"""A roster as CSV: one row an assignment, for people who plan in a spreadsheet.

- A row without a person is a place that is still free; every shift that lacks somebody has one.
- Times are written as in JSON, with the offset, which spreadsheets leave alone. Read, a time
  without an offset is one of the event's zone; where clocks go back it is the first pass.
- A file is read into the event that it is about. It tells all assignments of the shifts that it
  names, so that a row which is gone is an assignment which is gone; other shifts stay as they are.
  What it says of a shift itself (role, start, end, place, needed) is taken over; an empty cell says
  nothing there.
- It adds no shifts and no people: an id that the event lacks is rather a slip of the pen. A file
  with any error changes nothing.
- No emails, phones or notes are in it; names are, and only for people to read.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from attrs import evolve

from hallwaytrack.errors import NOTHING, DecodeError, InvalidValueError, Problem
from hallwaytrack.formats.losses import LEFT_OUT, Carries, left_out
from hallwaytrack.formats.registry import Reading
from hallwaytrack.formats.sheets import MAX_BYTES, headed, rows_of, sheet
from hallwaytrack.model.at import at
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import did_you_mean
from hallwaytrack.model.people import Person
from hallwaytrack.model.scopes import SCOPES, ids, listed
from hallwaytrack.model.shifts import Assignment, Shift
from hallwaytrack.model.staffing import Clashes, new_clashes, problem_of

MAX_PROBLEMS = 100
TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?", re.ASCII)


def _time(text: str, event: Event) -> datetime:
    """A time in the event's zone, in which it is if it has no offset."""
    found = TIME.fullmatch(text)
    if not found:
        message = "a time must be written like 2008-02-27T08:30:00-05:00"
        raise InvalidValueError(Problem(message=message, value=text))
    clock = at(event.timezone or "UTC")
    if not found[3]:
        return clock(f"{found[1]} {found[2]}")
    try:
        return datetime.fromisoformat(text).astimezone(clock.zone)
    except (ValueError, OverflowError) as no:
        message = f"a time must exist in the calendar ({no})"
        raise InvalidValueError(Problem(message=message, value=text)) from None


def _count(text: str, _: Event) -> int:
    if not re.fullmatch(r"\d{1,10}", text, re.ASCII):
        message = "needed must be a whole number from 1"
        raise InvalidValueError(Problem(message=message, value=text))
    return int(text)


def _text(text: str, _: Event) -> str:
    return text


OF_SHIFT: Final[Mapping[str, Callable[[str, Event], Any]]] = {
    "role": _text,
    "start": _time,
    "end": _time,
    "place": _text,
    "needed": _count,
}
"""The columns that tell of a shift, and how a cell is read."""
OF_ASSIGNMENT: Final[Mapping[str, Callable[[str, Event], Any]]] = {
    "status": _text,
    "checked_in_at": _time,
    "checked_out_at": _time,
}
"""The same of an assignment."""
COLUMNS: Final = ("shift", *OF_SHIFT, "person", "name", *OF_ASSIGNMENT)
NEEDED: Final = ("shift", "person")


def to_roster_csv(event: Event) -> bytes:
    """The shifts of an event and the people assigned to them, by time, as CSV.

    It holds what the public view leaves out: who helps when. Asking for it is asking for that.

    >>> from hallwaytrack import example
    >>> launch = example().event("launch-toronto@heroeshappenhere.example")
    >>> print(to_roster_csv(launch).decode("utf-8-sig").splitlines()[1])  # doctest: +ELLIPSIS
    set-up,Put up the banner,2008-02-27T08:00:00-05:00,...,dana,Dana,done,...
    """
    names = {person.id: person.name for person in event.people}
    shifts = sorted(event.shifts, key=lambda shift: (shift.start.astimezone(UTC), shift.id))
    rows = (row for shift in shifts for row in _rows(shift, names))
    return sheet([COLUMNS, *rows])


def _rows(shift: Shift, names: Mapping[str, str]) -> Iterator[list[str]]:
    told = [shift.id, *(_cell(getattr(shift, name), shift) for name in OF_SHIFT)]
    for assignment in shift.assignments:
        details = [_cell(getattr(assignment, name), shift) for name in OF_ASSIGNMENT]
        yield [*told, assignment.person, names[assignment.person], *details]
    if len(shift.covered_by) < shift.needed:
        yield [*told, "", "", *("" for _ in OF_ASSIGNMENT)]


def _cell(value: Any, shift: Shift) -> str:
    if isinstance(value, datetime):
        local = value.astimezone(shift.start.tzinfo)
        # Offsets of long ago had seconds, which no time of ours has.
        has_seconds = len(f"{local:%z}") > len("+0000")
        return (value if has_seconds else local).isoformat()
    return "" if value is None else str(value)


def lost_in_roster_csv(event: Event) -> Iterator[Problem]:
    """A warning for everything in an event that is not in the table.

    Read into the event again, the table takes nothing of that away.
    """
    assigned = {a.person for shift in event.shifts for a in shift.assignments}

    def person(part: Person, _: Any) -> str:
        return "" if part.id in assigned else LEFT_OUT

    def assignment(part: Assignment, shift: Shift) -> str:
        people = [each.person for each in shift.assignments]
        return "stands there twice, which is refused" if people.count(part.person) > 1 else ""

    carries: Carries = {
        Event: {"shifts": None, "people": person},
        Shift: {**dict.fromkeys(("id", *OF_SHIFT)), "assignments": assignment},
        Assignment: dict.fromkeys(("person", *OF_ASSIGNMENT)),
        Person: dict.fromkeys(("id", "name")),
    }
    return left_out(event, carries)


def read_roster_csv(
    data: bytes,
    *,
    into: Event | None = None,
    clashes: Clashes = "block",
    max_bytes: int | None = MAX_BYTES,
) -> Reading:
    """An event with the roster that a CSV file tells.

    Args:
        data: The bytes: UTF-8, or UTF-16 with a byte order mark; commas, semicolons or tabs.
        into: The event that it is about.
        clashes: What to do where somebody would have to be in two places at once and did not have
            to before: "block" it, "warn" in the problems, or "allow" it.
        max_bytes: The most that is read; None for no limit.

    Raises:
        DecodeError: If anything in it cannot be; each problem has its line.
        InvalidValueError: If there is no event, or no such policy.
    """
    if not isinstance(into, Event):
        message, mend = (
            "a roster is read into the event that it is about",
            "give into=event, or --into FILE",
        )
        given = NOTHING if into is None else into
        raise InvalidValueError(Problem(message=message, value=given, mend=mend))
    rows = rows_of(data, max_bytes)
    draft = Draft(into, list(headed(rows, COLUMNS, NEEDED)))
    problems: list[Problem] = []
    for line, cells in rows:
        problems += (evolve(p, line=line, place="") for p in _row(draft, line, cells))
        if len(problems) >= MAX_PROBLEMS:
            break
    shifts = [] if problems else list(_shifts(draft, problems))
    if problems:
        raise DecodeError(problems[:MAX_PROBLEMS])
    return _settled(draft, into.put(*shifts), clashes)


class Told(NamedTuple):
    """What a file says, and the line on which it first says so."""

    value: Any
    line: int


class Draft:
    """What the rows say so far.

    Args:
        event: The event that they are about.
        columns: Their names, "" for those that are not read.
    """

    def __init__(self, event: Event, columns: Sequence[str]) -> None:
        self.event, self.columns = event, columns
        self.known = {shift.id: shift for shift in event.shifts}
        self.volunteers = dict.fromkeys(ids(event, SCOPES["volunteer"]))
        self.places = dict.fromkeys(ids(event, SCOPES["place"]))
        self.members: dict[str, dict[str, Told]] = {}
        """By the id of a shift what is told of its members."""
        self.people: dict[str, dict[str, Told]] = {}
        """By the id of a shift the assignments of its people."""


def _row(draft: Draft, line: int, cells: Sequence[str]) -> Iterator[Problem]:
    """What is wrong with a row; the rest of it goes into the draft."""
    if any(cell.strip() for cell in cells[len(draft.columns) :]):
        yield Problem(message="a row must not have more cells than there are columns")
    told = {name: cell for name, cell in zip(draft.columns, cells, strict=False) if cell.strip()}
    told |= {name: cell.strip() for name, cell in told.items() if name != "role"}
    shift_id, person = told.get("shift", ""), told.get("person", "")
    if shift_id not in draft.known:
        yield _missing("shift", shift_id, draft.known)
        return
    yield from _members(draft, shift_id, told, line)
    people = draft.people.setdefault(shift_id, {})
    if not person:
        extra = [name for name in ("name", *OF_ASSIGNMENT) if name in told]
        if extra:
            message = f"a row with {extra[0]} needs a person"
            yield Problem(message=message, value=told[extra[0]], mend="write the id of a volunteer")
    elif person not in draft.volunteers:
        yield _missing("volunteer", person, draft.volunteers)
    elif person in people:
        message = (
            f"{person} is assigned to shift {shift_id!r} on line {people[person].line} already"
        )
        yield Problem(message=message)
    else:
        old = {a.person: a for a in draft.known[shift_id].assignments}.get(person)
        try:
            people[person] = Told(_assignment(draft, person, old, told), line)
        except InvalidValueError as error:
            yield from error.problems


def _missing(noun: str, id: str, known: Iterable[str]) -> Problem:
    if not id:
        return Problem(message=f"a row needs a {noun}")
    names = list(known)
    there = f"it has {listed(names)}" if names else "it has none"
    message = f"the event has no {noun} of this id"
    return Problem(message=message, value=id, mend=did_you_mean(id, names) or there)


def _members(draft: Draft, id: str, told: Mapping[str, str], line: int) -> Iterator[Problem]:
    """What a row tells of its shift."""
    found = draft.members.setdefault(id, {})
    for name in OF_SHIFT:
        if name not in told:
            continue
        try:
            value = OF_SHIFT[name](told[name], draft.event)
        except InvalidValueError as error:
            yield from error.problems
            continue
        if name == "place" and value not in draft.places:
            yield _missing("room or booth", value, draft.places)
        elif found.setdefault(name, Told(value, line)).value != value:
            message = f"{name} of shift {id!r} is another one on line {found[name].line}"
            yield Problem(message=message, value=told[name], mend="make them the same")


def _assignment(
    draft: Draft, person: str, old: Assignment | None, told: Mapping[str, str]
) -> Assignment:
    """An assignment as a row tells it; what there is no column for stays as it was."""
    members: dict[str, Any] = {
        name: OF_ASSIGNMENT[name](told[name], draft.event) if name in told else None
        for name in OF_ASSIGNMENT
        if name in draft.columns
    }
    if members.get("status") is None:
        members["status"] = old.status if old else "confirmed"
    return old.replace(**members) if old else Assignment(person=person, **members)


def _shifts(draft: Draft, problems: list[Problem]) -> Iterator[Shift]:
    """The shifts that the file names, as it has them; what cannot be goes to the problems."""
    for id, people in draft.people.items():
        told = draft.members[id]
        members: dict[str, Any] = {name: told[name].value for name in told}
        members["assignments"] = [assignment.value for assignment in people.values()]
        try:
            yield draft.known[id].replace(**members)
        except InvalidValueError as error:
            last = max(each.line for each in told.values())
            for problem in error.problems:
                message = f"shift {id!r}: {problem.message}"
                problems.append(evolve(problem, message=message, line=last, place=""))


def _settled(draft: Draft, event: Event, clashes: Clashes) -> Reading:
    """The event, where no clash speaks against it."""
    people = {person for each in draft.people.values() for person in each}
    problems = []
    for clash in new_clashes(draft.event, event, people, clashes):
        entries = (draft.people.get(entry.id, {}) for entry in (clash.first, clash.second))
        line = max(people[clash.person].line for people in entries if clash.person in people)
        problem = evolve(problem_of(clash), line=line, mend="choose somebody else")
        problems.append(evolve(problem, severity="error" if clashes == "block" else "warning"))
    if problems and clashes == "block":
        raise DecodeError(problems[:MAX_PROBLEMS])
    return Reading(event, problems[:MAX_PROBLEMS])
