"""What documents say of each other: tours, groups and gatherings that stand in several places."""

from collections.abc import Iterator

from hallwaytrack.checks.registry import Found, rule
from hallwaytrack.checks.whole import Whole
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.fields import did_you_mean
from hallwaytrack.model.groups import UserGroup
from hallwaytrack.views.duplicates import duplicates


@rule(
    "HT401",
    "error",
    scope="document",
    why="The stop is on no tour's list.",
    mend="add the tour to the calendar, or name one that it has",
)
def unknown_tours(whole: Whole) -> Iterator[Found]:
    """An event is a stop of a tour that its calendar does not have."""
    if not isinstance(whole.document, Calendar):
        return
    known = [tour.id for tour in whole.document.tours]
    for place, event in whole.events:
        if event.tour is not None and event.tour not in known:
            clue = did_you_mean(event.tour, known)
            message = f"event {event.id!r} is a stop of tour {event.tour!r}, which is not there"
            yield Found(f"{place}/tour", f"{message}; {clue}" if clue else message)


@rule(
    "HT402",
    "warning",
    scope="document",
    why="Only one of them can be right, and readers see either.",
    mend="write the group the same everywhere",
)
def differing_groups(whole: Whole) -> Iterator[Found]:
    """One group id has differing contents in several places."""
    seen: dict[str, list[tuple[str, UserGroup]]] = {}
    for place, group in _groups(whole):
        versions = seen.setdefault(group.id, [])
        if all(group != version for _, version in versions):
            versions.append((place, group))
    for id, versions in seen.items():
        if len(versions) > 1:
            message = f"group {id!r} stands there in {len(versions)} versions that differ"
            yield Found(versions[1][0], message)


def _groups(whole: Whole) -> Iterator[tuple[str, UserGroup]]:
    if isinstance(whole.document, Calendar):
        yield from ((f"/groups/{i}", group) for i, group in enumerate(whole.document.groups))
    for place, event in whole.events:
        yield from ((f"{place}/groups/{i}", group) for i, group in enumerate(event.groups))


@rule(
    "HT403",
    "warning",
    scope="document",
    why="One gathering would stand in a calendar twice.",
    mend="if they are one, name one in same_as of the other and merge; else silence it there",
)
def same_gatherings(whole: Whole) -> Iterator[Found]:
    """Two events or series of a calendar may be one gathering."""
    if not isinstance(whole.document, Calendar):
        return
    places = {event.id: place for place, event in reversed(whole.events)}
    for pair in duplicates(whole.document):
        reasons = ", ".join(pair.reasons)
        message = f"{pair.first.id!r} and {pair.second.id!r} may be one ({pair.score:g}: {reasons})"
        yield Found(places[pair.second.id], message)
