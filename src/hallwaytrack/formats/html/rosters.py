"""A roster on a page: who helps when, by name; how to reach them it does not tell."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from hallwaytrack.formats.html.grid import Names
from hallwaytrack.views.roster import Roster
from hallwaytrack.views.wording import length_of_hours, long_day, stretch, who_helps


class Helped(NamedTuple):
    """A shift in a roster."""

    start: str
    time: str
    role: str
    place: str
    filled: str
    is_short: bool
    who: str


class Helper(NamedTuple):
    """A volunteer in a roster, and their hours."""

    name: str
    planned: str
    worked: str
    wanted: str


class Shifts(NamedTuple):
    """The shifts of one day."""

    id: str
    title: str
    shifts: Sequence[Helped]


def shifts_of(found: Roster, names: Names) -> list[Shifts]:
    """The shifts by day: when and where, how many people they have of those they need, and whom."""
    places = names.rooms | {booth.id: booth.title for booth in names.event.booths}
    days: dict[date, list[Helped]] = {}
    for cover in found.shifts:
        shift, on = cover.shift, cover.shift.start.date()
        helped = Helped(
            start=shift.start.isoformat(),
            time=stretch(shift.start, shift.end, on),
            role=shift.role,
            place=places.get(shift.place or "", ""),
            filled=f"{cover.there} of {shift.needed}",
            is_short=bool(cover.missing),
            who=who_helps(shift, names.parties),
        )
        days.setdefault(on, []).append(helped)
    return [Shifts(f"d{on}", long_day(on), told) for on, told in days.items()]


def helpers_of(found: Roster) -> list[Helper]:
    """The volunteers and their hours."""
    return [
        Helper(
            name=each.person.name,
            planned=length_of_hours(each.planned),
            worked=length_of_hours(each.worked) if each.worked else "",
            wanted="" if each.max_hours is None else length_of_hours(each.max_hours),
        )
        for each in found.volunteers
    ]
