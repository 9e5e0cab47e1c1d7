"""What may be one gathering that stands in a calendar twice, as it comes of merging feeds.

These are candidates for a person to look at; nothing is merged. A decision is noted in ``same_as``,
which ``merge`` obeys, and what is decided is no candidate any more.

Not all pairs are compared, which would be 50 million of 10,000 events. Two entries meet where they
share a word of their titles, a link, a venue or a rule, and are among the ``NEIGHBOURS`` next to
each other by start and title there. So the cost grows as n log n, also where everything starts at
once. A series stands for its first meeting and its rule, a changed meeting for itself.
"""

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.series import EventSeries, Gathering
from hallwaytrack.views.aliases import event_of, same_gatherings
from hallwaytrack.views.likeness import Profile, Reason, likeness, profile_of
from hallwaytrack.views.titles import words_of

LEAST = 0.6
"""The score from which on a pair is worth a look."""
NEIGHBOURS = 16
"""With how many of the entries that follow it an entry is compared, for each thing they share."""
TELLING = 6
"""How many words of a title, the rarest ones, bring it together with others."""


@frozen(kw_only=True)
class Duplicate:
    """Two gatherings that may be one.

    Args:
        first: The one whose id comes first.
        second: The other one.
        score: How likely it is, from 0.6 to 1.
        reasons: What speaks for it, in a fixed order: "same start", "same title" and so on.
    """

    first: Gathering
    second: Gathering
    score: float
    reasons: tuple[Reason, ...]


def duplicates(calendar: Calendar) -> tuple[Duplicate, ...]:
    """The pairs of events and series that may be one gathering, the likeliest first.

    The order of the calendar does not matter. To decide that a pair is one, name the other's id in
    ``same_as``: ``calendar.amend("a@x", same_as=["b@y"])``, and merge the calendar.

    Args:
        calendar: The calendar.

    Raises:
        InvalidValueError: If it is no calendar.
    """
    if not isinstance(calendar, Calendar):
        message, value = "duplicates are looked for in a Calendar", type(calendar).__name__
        raise InvalidValueError(Problem(message=message, value=value))
    gatherings = {gathering.id: gathering for gathering in _gatherings(calendar)}
    settled = same_gatherings(gatherings.values())
    best: dict[tuple[str, str], tuple[float, tuple[Reason, ...]]] = {}
    for one, other in _pairs(_profiles(calendar)):
        ids = _ordered(one.event.id, other.event.id)
        if ids[0] == ids[1] or _is_decided(one.event, other.event, settled):
            continue
        found = likeness(one, other)
        if found[0] >= LEAST:
            best[ids] = max(best.get(ids, found), found)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    return tuple(
        Duplicate(first=gatherings[a], second=gatherings[b], score=score, reasons=reasons)
        for (a, b), (score, reasons) in ranked
    )


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _is_decided(one: Event, other: Event, settled: Mapping[str, str]) -> bool:
    """Whether a person said that they are one, of the gatherings or of this meeting alone."""
    if one.id in other.same_as or other.id in one.same_as:
        return True
    return one.id in settled and settled[one.id] == settled.get(other.id)


def _profiles(calendar: Calendar) -> list[Profile]:
    """All that is compared, by start and title, so that likely pairs are neighbours."""
    groups = (*calendar.groups, *(g for e in _gatherings(calendar) for g in event_of(e).groups))
    names = frozenset(words_of(group.name) for group in groups)
    profiles = [profile_of(event, names) for event in calendar.events]
    for series in calendar.series:
        profiles.append(profile_of(series.template, names, _rule(series)))
        profiles += [profile_of(override, names) for override in series.overrides]
    return sorted(profiles, key=_order)


def _gatherings(calendar: Calendar) -> list[Gathering]:
    return [*calendar.events, *calendar.series]


def _order(profile: Profile) -> tuple[Any, ...]:
    occurrence = profile.event.occurrence
    which = "" if occurrence is None else occurrence.isoformat()
    return profile.starts, profile.words, profile.ends, profile.event.id, which


def _rule(series: EventSeries) -> str | None:
    """When it recurs, whenever it began: its rule and the time of day."""
    start = series.template.starts_at
    return series.recurrence.rule and f"{series.recurrence.rule} {start.timetz()} {start.tzinfo}"


def _pairs(profiles: list[Profile]) -> Iterator[tuple[Profile, Profile]]:
    """The pairs that share something and are neighbours there, each of them once."""
    common = Counter(word for profile in profiles for word in set(profile.words))
    following: dict[tuple[str, Any], deque[int]] = {}
    for i in reversed(range(len(profiles))):
        near: set[int] = set()
        for key in _keys(profiles[i], common):
            block = following.setdefault(key, deque(maxlen=NEIGHBOURS))
            at_any_time = key[0] == "rule"
            near.update(j for j in block if at_any_time or profiles[j].starts < profiles[i].ends)
            block.appendleft(i)
        yield from ((profiles[i], profiles[j]) for j in near)


def _keys(profile: Profile, common: Counter[str]) -> Iterator[tuple[str, Any]]:
    rarest = sorted(set(profile.words), key=lambda word: (common[word], word))[:TELLING]
    yield from (("word", word) for word in rarest)
    yield from (("link", link) for link in sorted(profile.links)[:TELLING])
    yield from (("venue", venue) for venue in sorted(profile.venues)[:TELLING])
    if profile.rule is not None:
        yield "rule", profile.rule
