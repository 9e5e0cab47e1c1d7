"""VEVENTs that look alike, read a property at a time.

A feed repeats itself: of a hundred VEVENTs that a program wrote, most have the same properties in
the same order, and many the same values. To read one property of all of them takes a third of the
time in which each VEVENT is gone through by itself. What is odd about one of them, a value that is
refused or has to be told, is left to that way: so nothing is told in two ways.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import attrgetter
from typing import Any, NamedTuple, NoReturn

from hallwaytrack.errors import InvalidValueError
from hallwaytrack.formats.ical.components import Component
from hallwaytrack.formats.ical.content import Head
from hallwaytrack.formats.ical.draft import ENTRY, Draft, Feed, Read
from hallwaytrack.formats.ical.plain import NAMES, NEEDED, Column, Plain, plain_rows
from hallwaytrack.formats.ical.shapes import Shape
from hallwaytrack.model.fields import Refused

TOGETHER = 100
"""VEVENTs that are read together: enough that it takes no time to begin, few enough to hold."""
SHAPE = attrgetter("shape")


class Place(NamedTuple):
    """A property of a shape that means something: where it stands, and how it is read."""

    at: int
    head: Head
    row: Read


class Plan:
    """How VEVENTs of a shape are read.

    Attributes:
        places: Of the properties, by the names of the values of a draft.
        unknown: The places of properties that mean nothing to a model.
        is_possible: Whether there is something to read, and nothing once too often.
        is_plain: Whether they may be ``Plain``.
    """

    def __init__(self, shape: Shape) -> None:
        self.places: dict[str, list[Place]] = {}
        self.unknown: list[int] = []
        for at, head in enumerate(shape.heads):
            row = ENTRY.get(head.name)
            if row is None:
                self.unknown.append(at)
            elif row.value:
                self.places.setdefault(row.value, []).append(Place(at, head, row))
        once = all(len(found) == 1 or found[0].row.many for found in self.places.values())
        self.is_possible = once and bool(self.places)
        alone = all(len(found) == 1 for found in self.places.values()) and not self.unknown
        self.is_plain = alone and set(NEEDED) <= self.places.keys() <= NAMES
        self._gained = TOGETHER

    def met(self, odd: int, others: int) -> None:
        """Give up where more VEVENTs are odd, and so read in vain, than there are others."""
        self._gained += others - odd
        self.is_possible = self._gained > 0


def read_drafts(components: Iterable[Component], feed: Feed) -> Iterator[Draft]:
    """The drafts of VEVENTs, each as if it had been read by itself."""
    for shape, alike in groupby(components, SHAPE):
        if shape is not None and shape.plan is None:
            shape.plan = Plan(shape)
        while some := list(islice(alike, TOGETHER)):
            if shape is not None and shape.plan.is_possible:
                yield from _together(some, shape.plan, feed)
            else:
                yield from (_alone(component, feed) for component in some)


def _alone(component: Component, feed: Feed) -> Draft:
    draft = Draft(component, feed)
    draft.read(ENTRY)
    return draft


class _Silent:
    """Stands for the drafts of a column: what has to be told of one is refused."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        self.ours = feed.ours

    def note(self, *_: object) -> NoReturn:
        raise Refused("must be told")


def _together(components: Sequence[Component], plan: Plan, feed: Feed) -> Iterator[Draft]:
    texts = [*zip(*map(Component.texts, components), strict=True)]
    silent, odd = _Silent(feed), set[int]()
    columns = {
        name: [_column(place, texts[place.at], silent, odd) for place in places]
        for name, places in plan.places.items()
    }
    if feed.ours and plan.is_plain:
        firsts = {name: found for name, (found,) in columns.items()}
        rows: Iterable[Any] = plain_rows(firsts, odd, feed.is_clear)
    else:
        rows = zip(*(_of_all(found) for found in columns.values()), strict=True)
    plan.met(len(odd), len(components) - len(odd))
    for i, (component, row) in enumerate(zip(components, rows, strict=True)):
        if i in odd:
            yield _alone(component, feed)
            continue
        if isinstance(row, Plain):
            yield Draft(component, feed, row)
            continue
        draft = Draft(component, feed)
        draft.values = dict(zip(columns, row, strict=True))
        draft.kept = [component.properties[at] for at in plan.unknown]
        yield draft


def _column(place: Place, texts: Sequence[str], silent: _Silent, odd: set[int]) -> Column:
    """The values of a property; where one cannot be told here, its VEVENT is odd."""
    _, head, (_, read, is_many, is_shared) = place
    try:
        if is_shared:
            values = [*map(head.memo.__getitem__, texts)]
        else:
            values = [read(head, text, silent) for text in texts]
    except (KeyError, Refused, InvalidValueError):
        values = [_value(place, text, silent, i, odd) for i, text in enumerate(texts)]
    return Column(head, texts, values, is_shared, is_many)


def _value(place: Place, text: str, silent: _Silent, i: int, odd: set[int]) -> Any:
    memo = place.head.memo
    if place.row.shared and text in memo:
        return memo[text]
    try:
        return place.row.read(place.head, text, silent)
    except (Refused, InvalidValueError):
        odd.add(i)
        return None


def _of_all(columns: Sequence[Column]) -> Iterable[Any]:
    """What the properties of one name say, in the order of the VEVENTs."""
    if columns[0].many:
        return map(list, zip(*(column.values for column in columns), strict=True))
    return columns[0].values
