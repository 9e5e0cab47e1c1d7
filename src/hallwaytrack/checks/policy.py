"""A policy: how strict the checks are, and which of them are asked at all."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Literal, TypeAlias, get_args

import attrs
from attrs import frozen

from hallwaytrack.errors import InvalidValueError, Problem, Severity

Handling: TypeAlias = Literal["block", "warn", "allow"]
Level: TypeAlias = Severity | Literal["off"]

LEVELS: tuple[str, ...] = (*get_args(Severity), "off")
HANDLINGS: Mapping[Handling, Severity | None] = {"block": "error", "warn": "warning", "allow": None}
"""With which severity a volunteer's clash is told; None is not at all."""


@frozen(kw_only=True)
class Policy:
    """How strict the checks are.

    Args:
        levels: By code, the severity to tell a rule with, or "off": ``{"HT201": "error"}``.
        volunteers: What a volunteer in two places is: "block" makes it an error, "warn" a warning,
            and "allow" does not tell it.
        walking: The time that people need from one room or booth to another. None by default: what
            begins when another thing ends is no clash then.
        longest: How long a volunteer may work on end, shifts with less than ``rest`` between them
            counting as one. Six hours by default, as in directive 2003/88/EC, article 4.
        rest: How long a break is at the least.
        soon: How long before its start an event needs a venue and an end.

    Raises:
        InvalidValueError: If a level, a handling or a duration is none.
    """

    levels: Mapping[str, Level] = attrs.field(factory=dict)
    volunteers: Handling = "block"
    walking: timedelta = timedelta()
    longest: timedelta = timedelta(hours=6)
    rest: timedelta = timedelta(minutes=30)
    soon: timedelta = timedelta(days=14)

    def __attrs_post_init__(self) -> None:
        problems = list(_broken(self))
        if problems:
            raise InvalidValueError(problems)


DURATIONS = tuple(f.name for f in attrs.fields(Policy) if f.type is timedelta)


def _broken(policy: Policy) -> Iterator[Problem]:
    for code, level in policy.levels.items():
        if level not in LEVELS:
            message = f"the level of {code} must be one of {', '.join(LEVELS)}"
            yield Problem(message=message, value=level, place=f"/levels/{code}")
    if policy.volunteers not in HANDLINGS:
        message = f"volunteers must be one of {', '.join(HANDLINGS)}"
        yield Problem(message=message, value=policy.volunteers, place="/volunteers")
    for name in DURATIONS:
        value: Any = getattr(policy, name)
        if not isinstance(value, timedelta) or value < timedelta():
            message = f"{name} must be a timedelta that is not negative"
            yield Problem(message=message, value=value, place=f"/{name}")
