"""How likely two entries are one gathering: the evidence, and what each piece of it weighs.

Pieces add up as independent hints do: each leaves only a part of the doubt that there was. Time
alone is never enough, and neither is a title at another time.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from math import asin, cos, prod, radians, sin, sqrt
from typing import Final, Literal, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from hallwaytrack.model.event import Event, Party
from hallwaytrack.model.places import GeoPoint
from hallwaytrack.model.times import DAY, instant_key
from hallwaytrack.views.titles import Words, parted, similarity, words_of

Reason: TypeAlias = Literal[
    "same start",
    "overlapping time",
    "same rule",
    "same title",
    "similar title",
    "same link",
    "same venue",
    "near venue",
    "same organizer",
]

WEIGHTS: Final[Mapping[Reason, float]] = {
    "same start": 0.45,
    "overlapping time": 0.2,
    "same rule": 0.45,
    "same title": 0.75,
    "similar title": 0.75,  # times the square of the similarity
    "same link": 0.6,
    "same venue": 0.3,
    "near venue": 0.25,
    "same organizer": 0.25,
}
SIMILAR = 0.5
"""From which similarity on two titles are called similar."""
SIMILAR_IN_ONE_SOURCE = 0.8
"""The same where one source lists both: there, two rooms at one time are two talks."""
NEAR, FAR = 0.25, 50.0
"""Kilometres: what is nearer is one venue, and what is farther apart is two gatherings."""
ELSEWHERE = 0.8
"""What is left of a score where both name a venue, and neither name nor point agree."""
EARTH = 6371.0
"""Kilometres from its centre."""
EAST, WEST = timedelta(hours=14), timedelta(hours=12)
"""How much earlier and later than in UTC a day is somewhere on earth."""
OPEN = timedelta(seconds=1)
"""The length of what has no end, so that it overlaps what it starts in."""
CLUTTER = re.compile(r"(?:^|&)(?:utm_\w+|fbclid|gclid|ref)=[^&]*")


class Profile(NamedTuple):
    """What is compared of an event.

    ``starts`` and ``ends`` are in UTC; a day without a zone spans it wherever on earth that is.
    ``name`` is the group's, where it stood in the title. ``rule`` says when a series recurs.
    """

    event: Event
    starts: datetime
    ends: datetime
    name: Words
    words: Words
    links: frozenset[str]
    venues: frozenset[Words]
    point: GeoPoint | None
    organizers: frozenset[Words]
    rule: str | None

    @property
    def whole(self) -> frozenset[str]:
        """The words of the title with those of the group's name."""
        return frozenset(self.name + self.words)


def profile_of(event: Event, names: frozenset[Words], rule: str | None = None) -> Profile:
    """What is compared of an event.

    Args:
        event: The event.
        names: The groups' names, which say little where they stand in a title.
        rule: When the series recurs that it is the template of.
    """
    starts, ends = _span(event)
    name, words = parted(words_of(event.title), names)
    venues = [venue for venue in (event.venue, *event.other_venues) if venue is not None]
    parties: tuple[Party, ...] = (*event.groups, *event.people, *event.sponsors)
    urls = [event.url, *(place.url for place in event.online)]
    return Profile(
        event=event,
        starts=starts,
        ends=ends,
        name=name,
        words=words,
        links=frozenset(link_of(url) for url in urls if url is not None),
        venues=frozenset(words_of(venue.name) for venue in venues),
        point=next((venue.geo for venue in venues if venue.geo), None),
        organizers=frozenset(words_of(p.name) for p in parties if p.id in event.organizers),
        rule=rule,
    )


def _span(event: Event) -> tuple[datetime, datetime]:
    starts = event.starts_at.astimezone(UTC)
    ends = event.ends_at or starts + (DAY if event.is_all_day else OPEN)
    if event.is_all_day and event.timezone is None:
        return starts - EAST, ends + WEST
    return starts, ends.astimezone(UTC)


def link_of(url: str) -> str:
    """What two spellings of one link have in common.

    >>> link_of("http://www.Example.org/talks/?utm_source=mail#top")
    'example.org/talks'
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket that makes no IPv6 address
        return url
    query = CLUTTER.sub("", parts.query).strip("&")
    place = parts.netloc.lower().removeprefix("www.") + parts.path.rstrip("/")
    return f"{place}?{query}" if query else place


def likeness(one: Profile, other: Profile) -> tuple[float, tuple[Reason, ...]]:
    """How likely two entries are one gathering, 0 to 1, and what speaks for it.

    It is 0 where their times or their places have nothing to do with each other, and where one
    source lists both under titles that differ.
    """
    of_one_source = is_one_source(one.event, other.event)
    time = _time(one, other, of_one_source)
    same_link = bool(one.links & other.links)
    if time is None or (not same_link and _are_apart(one.point, other.point)):
        return 0.0, ()
    alike = _titles(one, other)
    if alike < (SIMILAR_IN_ONE_SOURCE if of_one_source else 0):
        return 0.0, ()
    place = _place(one, other)
    hints: list[tuple[Reason, float]] = [(time, 1)]
    if alike >= SIMILAR:
        hints.append(("same title" if alike == 1 else "similar title", alike * alike))
    if same_link:
        hints.append(("same link", 1))
    if place is not None:
        hints.append((place, 1))
    if one.organizers & other.organizers:
        hints.append(("same organizer", 1))
    doubt = prod(1 - WEIGHTS[reason] * share for reason, share in hints)
    elsewhere = place is None and one.venues and other.venues
    score = (1 - doubt) * (ELSEWHERE if elsewhere else 1)
    return round(score, 3), tuple(reason for reason, _ in hints)


def _time(one: Profile, other: Profile, of_one_source: bool) -> Reason | None:
    a, b = one.event, other.event
    if a.is_all_day is b.is_all_day:
        if instant_key(a.start) == instant_key(b.start):
            return "same start"
        # One source that changes a series from some day on lists the rest as another one.
        if one.rule is not None and one.rule == other.rule and not of_one_source:
            return "same rule"
    if (a.is_all_day or b.is_all_day) and not _share_a_day(a, b):
        return None
    overlap = one.starts < other.ends and other.starts < one.ends
    return "overlapping time" if overlap else None


def _share_a_day(one: Event, other: Event) -> bool:
    """By the clock on each one's wall; what is timed is on the day on which it starts."""
    (first, last), (begin, end) = _days(one), _days(other)
    return first <= end and begin <= last


def _days(event: Event) -> tuple[date, date]:
    if isinstance(event.start, datetime):
        return event.start.date(), event.start.date()
    return event.start, event.end or event.start


def _titles(one: Profile, other: Profile) -> float:
    if one.name and other.name and one.name != other.name:
        return similarity(one.whole, other.whole)  # two groups have a "Meetup" of their own
    return similarity(frozenset(one.words), frozenset(other.words))


def _place(one: Profile, other: Profile) -> Reason | None:
    if one.venues & other.venues:
        return "same venue"
    if one.point and other.point and kilometres(one.point, other.point) <= NEAR:
        return "near venue"
    return None


def _are_apart(one: GeoPoint | None, other: GeoPoint | None) -> bool:
    return bool(one and other and kilometres(one, other) > FAR)


def is_one_source(one: Event, other: Event) -> bool:
    """Whether one list holds both: by what was noted when they were read, else by their ids."""
    if one.sources or other.sources:
        return not set(one.sources).isdisjoint(other.sources)
    return one.id.partition("@")[2] == other.id.partition("@")[2]


def kilometres(one: GeoPoint, other: GeoPoint) -> float:
    """The way between two points along the surface of a sphere, by the haversine formula."""
    a, b = radians(one.latitude), radians(other.latitude)
    east = radians(other.longitude - one.longitude)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(east / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(1, half)))
