"""``check``: all rules asked of a document.

The answer does not depend on the order of what a document holds, but for the places that it names:
the worst comes first, then it goes by code and by what is said.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from hallwaytrack.checks import (
    clashes,
    documents,
    outside,
    readiness,
    silencing,
    staffing,
    volunteers,
)
from hallwaytrack.checks.policy import Policy
from hallwaytrack.checks.programme import Programme
from hallwaytrack.checks.registry import RULES, Found, Rule
from hallwaytrack.checks.silencing import is_silent, silenced
from hallwaytrack.checks.whole import Whole, next_starts, whole_of
from hallwaytrack.errors import InvalidValueError, Problem, Severity
from hallwaytrack.model.documents import DOCUMENTS, Document
from hallwaytrack.model.fields import Refused, did_you_mean
from hallwaytrack.model.garbage import uncollected
from hallwaytrack.model.times import moment, stamp
from hallwaytrack.model.windows import midnight, zone_or_utc

__all__ = ["RULES", "check"]

FAMILIES = (clashes, documents, outside, readiness, silencing, staffing, volunteers)
"""The modules whose rules are in the table once they are imported: here it is whole."""
DEFAULT: Final = Policy()
WORST_FIRST: Mapping[Severity, int] = {"error": 0, "warning": 1, "info": 2}
NUMBERS = re.compile(r"\d+")


def check(
    document: Document, now: date | None = None, policy: Policy = DEFAULT
) -> tuple[Problem, ...]:
    """What is wrong with a document that is valid.

    Nothing is raised for it, and nothing is changed.

    Args:
        document: An event, series, user group, tour or calendar.
        now: An aware time, or a date: its midnight in each event's zone, UTC without one. What
            depends on the day is told only with it: materials that are overdue, and what is
            missing as an event nears.
        policy: How strict to be.

    Returns:
        Problems with code, severity, message and JSON Pointer, the worst first. ``RULES`` in
        ``hallwaytrack.checks.checking`` has what each code means.

    Raises:
        InvalidValueError: If it is no document, ``now`` has no zone, or the policy has a code that
            there is not.
    """
    if not isinstance(document, DOCUMENTS):
        message = f"a document is one of {', '.join(cls.__name__ for cls in DOCUMENTS)}"
        raise InvalidValueError(Problem(message=message, value=type(document).__name__))
    _know_all(policy.levels)
    with uncollected():
        whole = whole_of(document)
        silent = silenced(whole)
        found = [
            problem
            for problem in _problems(whole, None if now is None else _now(now), policy)
            if not silent or not is_silent(problem, silent)
        ]
        return tuple(sorted(found, key=_order))


def _know_all(codes: Mapping[str, Any]) -> None:
    unknown = [
        Problem(
            message="no check has this code",
            value=code,
            place=f"/levels/{code}",
            mend=did_you_mean(code, list(RULES)),
        )
        for code in codes
        if code not in RULES
    ]
    if unknown:
        raise InvalidValueError(unknown)


def _now(now: date) -> date:
    try:
        return stamp(now) if isinstance(now, datetime) else moment(now)
    except Refused as no:
        raise InvalidValueError(Problem(message=f"now {no.wants}", value=now, mend=no.mend)) from no


def _problems(whole: Whole, now: date | None, policy: Policy) -> Iterator[Problem]:
    asked = [(rule, policy.levels.get(code)) for code, rule in RULES.items()]
    asked = [(rule, level) for rule, level in asked if level != "off"]
    starts = next_starts(whole.document, now)
    for place, event in whole.events:
        time = None if now is None else midnight(now, zone_or_utc(event.timezone))
        programme = Programme(event, policy, time, starts.get(place, event.starts_at))
        for rule, level in asked:
            if rule.scope == "event":
                yield from (_told(rule, level, place, found) for found in rule.find(programme))
    for rule, level in asked:
        if rule.scope == "document":
            yield from (_told(rule, level, "", found) for found in rule.find(whole))


def _told(rule: Rule, level: Any, place: str, found: Found) -> Problem:
    return Problem(
        message=found.message,
        value=found.value,
        place=place + found.place,
        mend=rule.mend,
        code=rule.code,
        severity=level or found.severity or rule.severity,
    )


def _order(problem: Problem) -> tuple[Any, ...]:
    """By severity, code and message; of what says the same by place, its numbers as numbers."""
    place = NUMBERS.sub(lambda number: number[0].zfill(9), problem.place)
    return WORST_FIRST[problem.severity], problem.code, problem.message, place
