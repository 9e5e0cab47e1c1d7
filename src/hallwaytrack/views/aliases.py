"""Which gatherings are one, by what people decided: ``same_as`` lists the ids that others use.

A decision holds in both directions and along a row of them: if A is the same as B and B the same as
C, then A is the same as C, whether or not B itself is there.
"""

from collections.abc import Iterable, Mapping

from hallwaytrack.model.event import Event
from hallwaytrack.model.series import EventSeries, Gathering


def event_of(gathering: Gathering) -> Event:
    """An event itself, or what all meetings of a series are like."""
    return gathering.template if isinstance(gathering, EventSeries) else gathering


def same_gatherings(gatherings: Iterable[Gathering]) -> Mapping[str, str]:
    """For every id that takes part in a decision, an id that it shares with its like."""
    root: dict[str, str] = {}

    def find(id: str) -> str:
        while root.setdefault(id, id) != id:
            root[id] = root[root[id]]  # halves the way for whoever asks next
            id = root[id]
        return id

    for gathering in gatherings:
        for other in event_of(gathering).same_as:
            root[find(other)] = find(gathering.id)
    return {id: find(id) for id in root}
