"""What is asked of the checks on a command line: a policy."""

from collections.abc import Iterable
from typing import Any

from hallwaytrack.checks.checking import RULES
from hallwaytrack.checks.policy import DURATIONS, Policy
from hallwaytrack.cli.telling import about
from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.model.fields import Refused, did_you_mean
from hallwaytrack.model.times import duration_of

VOLUNTEERS = "volunteers"
NAMES = (VOLUNTEERS, *DURATIONS)


def policy_of(given: Iterable[str]) -> Policy:
    """The policy of all ``--policy NAME=VALUE``, of which the last one about a name counts."""
    levels: dict[str, Any] = {}
    members: dict[str, Any] = {}
    with about("--policy"):
        for text in given:
            name, _, value = text.partition("=")
            if name in RULES:
                levels[name] = value
            elif name in NAMES:
                members[name] = value if name == VOLUNTEERS else _duration(name, value)
            else:
                message = f"write NAME=VALUE with a code of a check, or one of {', '.join(NAMES)}"
                mend = did_you_mean(name, [*RULES, *NAMES])
                raise InvalidValueError(Problem(message=message, value=text, mend=mend))
        return Policy(levels=levels, **members)


def _duration(name: str, text: str) -> Any:
    try:
        return duration_of(text)
    except Refused as no:
        raise InvalidValueError(
            Problem(message=f"{name} {no.wants}", value=text, mend=no.mend)
        ) from None
