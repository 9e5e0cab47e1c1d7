"""VEVENTs that hold nothing out of the ordinary, as nearly all of a programme do.

Such a VEVENT says each thing once, by properties whose values ``Plain`` has, and by no other; and
the rule of the member that a value becomes has allowed it. So its session needs no other check than
that of its times, and is made as it is: in 0.4 us, where its constructor took 3.1 of the 12 in
which all of a VEVENT is read.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import repeat
from typing import Any, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from hallwaytrack.formats.ical.content import Head
from hallwaytrack.formats.ical.understood import Relation
from hallwaytrack.model.fields import Check, Field, Refused, fields_of
from hallwaytrack.model.making import maker
from hallwaytrack.model.members import check_of
from hallwaytrack.model.places import GeoPoint
from hallwaytrack.model.sessions import Session
from hallwaytrack.model.types import text as lawful_text


class Plain(NamedTuple):
    """The values of a draft, by their names; what a VEVENT does not say is the member's default."""

    uid: str
    relations: Relation
    location: str | None
    geo: GeoPoint | None
    title: str
    status: str | None
    start: datetime
    end: datetime | None
    description: str | None
    url: str | None
    image: str | None
    topics: Sequence[str]
    sequence: int
    created: datetime | None
    updated: datetime | None

    def is_within(self, zone: ZoneInfo) -> bool:
        """Whether it begins and ends by the clocks of a zone, in this order.

        A time that the clocks give twice is looked at more closely elsewhere.
        """
        start, end = self.start, self.end
        if start.tzinfo is not zone or start.fold:
            return False
        return end is None or (end.tzinfo is zone and not end.fold and start < end)


NEEDED = ("uid", "start", "title", "relations")
NAMES = frozenset(Plain._fields)
MEMBERS = Plain._fields[Plain._fields.index("title") :]
"""The values that become the session's member of their name."""


class Column(NamedTuple):
    """The values of one property of many VEVENTs, with their raw texts.

    Those of a ``shared`` one are met again and again; ``many`` may stand in one VEVENT.
    """

    head: Head
    texts: Sequence[str]
    values: Sequence[Any]
    shared: bool
    many: bool


class Rule(NamedTuple):
    """What values have to be to become a member of sessions: one of them, or all at once.

    Those that are lists themselves are met again and again, and so asked about one by one. The rule
    ``of_text`` forbids controls alone.
    """

    check: Check
    check_all: Check
    optional: bool
    of_text: bool


Columns: TypeAlias = Mapping[str, Column]


@cache
def _rules() -> Mapping[str, Rule]:
    return {field.name: _rule(field) for field in fields_of(Session) if field.name in MEMBERS}


def _rule(field: Field) -> Rule:
    check = check_of(field)
    of_all = check_of(field._replace(many=True))
    return Rule(check, of_all, field.optional, of_text=field.rule.check is lawful_text)


@cache
def _defaults() -> Mapping[str, Any]:
    defaults = {field.name: field.default for field in fields_of(Session)}
    defaults["status"] = None  # the calendar's METHOD says it
    return {name: defaults[name] if name in MEMBERS else None for name in Plain._fields}


def plain_rows(columns: Columns, odd: set[int], is_clear: bool) -> Iterator[Plain]:
    """What each VEVENT says; it is odd where a rule refuses a value.

    Texts of any number of lines need no look where it ``is_clear`` that no control is in them.
    """
    rules, defaults = _rules(), _defaults()
    rows: list[Iterable[Any]] = []
    for name in Plain._fields:
        column = columns.get(name)
        if column is None:
            rows.append(repeat(defaults[name]))
        elif name in rules and not (is_clear and rules[name].of_text):
            rows.append(_checked(column, rules[name], odd))
        else:
            rows.append(column.values)
    odd.update(i for i, uid in enumerate(columns["uid"].values) if not uid)
    return map(Plain._make, zip(*rows))  # noqa: B905 - what no VEVENT says is repeated without end


def _checked(column: Column, rule: Rule, odd: set[int]) -> Sequence[Any]:
    """The values as the rule gives them back, those met before without asking it again."""
    try:
        if column.shared:
            return [*map(column.head.lawful.__getitem__, column.texts)]
        return rule.check_all(column.values)  # type: ignore[no-any-return]
    except (KeyError, Refused):
        return [_each_checked(column, rule, i, odd) for i in range(len(column.values))]


def _each_checked(column: Column, rule: Rule, i: int, odd: set[int]) -> Any:
    value, text, lawful = column.values[i], column.texts[i], column.head.lawful
    if column.shared and text in lawful:
        return lawful[text]
    if value is None and rule.optional:
        return None
    try:
        found = rule.check(value)
    except Refused:
        odd.add(i)
        return None
    if column.shared:
        lawful[text] = found
    return found


@cache
def session_maker() -> Callable[..., Session]:
    """What makes a session of its id, its room, and the members that a plain VEVENT tells."""
    return maker(Session, ("id", "room", *MEMBERS))
