"""Taking sessions and booths out of an event, with what refers to them."""

from collections.abc import Collection

from hallwaytrack.model.event import Event


def without(event: Event, gone: Collection[str]) -> Event:
    """An event without the entries of these ids; itself, where there are none.

    What was part of such a session stands alone, and volunteers of such a booth have no place.
    """
    if not gone:
        return event
    sessions = [s for s in event.sessions if s.id not in gone]
    shifts = [s for s in event.shifts if s.id not in gone]
    return event.replace(
        sessions=[s.replace(part_of=None) if s.part_of in gone else s for s in sessions],
        booths=[b for b in event.booths if b.id not in gone],
        shifts=[s.replace(place=None) if s.place in gone else s for s in shifts],
    )
