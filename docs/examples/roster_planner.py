"""Fills the shifts of an event with its volunteers, and tells what is still missing.

    python roster_planner.py roster.csv

takes the packaged example with its volunteers' assignments removed, gives each empty place to
whoever could take it and has the fewest hours so far, writes the roster as a spreadsheet, and
prints who works how long and which shifts lack people. It is a start for a person to go on from: it
knows hours, skills and clashes, and not who works well with whom.
"""

import sys
from pathlib import Path

from hallwaytrack import Event, example, free_for, roster, write


def emptied(event: Event) -> Event:
    """The event with nobody assigned."""
    return event.put(*(shift.replace(assignments=()) for shift in event.shifts))


def filled(event: Event, shift_id: str) -> Event:
    """The event with a shift filled as far as its volunteers go."""
    for _ in range(event.shift(shift_id).needed):
        free = free_for(event, shift_id)  # whoever has the fewest hours comes first
        if not free:
            break
        event = event.assign(shift_id, free[0].id)
    return event


def planned(event: Event) -> Event:
    """The event with its shifts filled, those first that the fewest people could take."""
    few = sorted(event.shifts, key=lambda shift: (len(free_for(event, shift.id)), shift.start))
    for shift in few:
        event = filled(event, shift.id)
    return event


def main(path: Path) -> None:
    """Plan, write and tell."""
    source = max(example().events, key=lambda event: len(event.shifts))
    event = planned(emptied(source))
    path.write_bytes(write(event, "roster-csv"))
    plan = roster(event)
    for hours in plan.volunteers:
        print(f"{hours.person.name}: {hours.planned:g} hours")
    for cover in plan.shifts:
        if cover.missing:
            print(f"{cover.shift.role}, {cover.shift.start:%a %H:%M}: {cover.missing} missing")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
