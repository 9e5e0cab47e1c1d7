"""What a document does not want to be told: ``extra={"checks": {"silence": ["HT102"]}}``.

That holds for the object in whose ``extra`` it stands, and for all in it: for a calendar, an event
or the template of a series, which speaks for its overrides, and for a session, booth or shift.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from hallwaytrack.checks.registry import RULES, Found, rule
from hallwaytrack.checks.whole import Whole
from hallwaytrack.errors import Problem
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.extra import NO_EXTRA
from hallwaytrack.model.fields import did_you_mean
from hallwaytrack.model.moving import ENTRIES

KEY, SILENCE = "checks", "silence"


@rule(
    "HT001",
    "warning",
    scope="document",
    why="What should be silent is told all the same.",
    mend='write extra={"checks": {"silence": ["HT102"]}} with codes that there are',
)
def unknown_silence(whole: Whole) -> Iterator[Found]:
    """What is silenced in an ``extra`` is no list of codes of checks."""
    for place, extra in extras_of(whole):
        said = extra[KEY]
        codes = said.get(SILENCE, ()) if isinstance(said, Mapping) else None
        where = f"{place}/extra/{KEY}"
        if not isinstance(codes, tuple):
            yield Found(where, f"{KEY} must hold a list of codes under {SILENCE!r}", said)
            continue
        for code in codes:
            if code not in RULES:
                clue = did_you_mean(code, list(RULES)) if isinstance(code, str) else ""
                message = f"no check has the code that is silenced{f' ({clue})' if clue else ''}"
                yield Found(f"{where}/{SILENCE}", message, code)


def silenced(whole: Whole) -> Mapping[str, frozenset[Any]]:
    """By JSON Pointer, the codes that are silenced from there on."""
    found = {}
    for place, extra in extras_of(whole):
        said = extra[KEY]
        codes = said.get(SILENCE) if isinstance(said, Mapping) else None
        if isinstance(codes, tuple):
            found[place.removesuffix("/template")] = frozenset(
                code for code in codes if isinstance(code, str)
            )
    return found


def extras_of(whole: Whole) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Place and extra of all that silences something, or tries to."""
    if isinstance(whole.document, Calendar) and KEY in whole.document.extra:
        yield "", whole.document.extra
    for place, event in whole.events:
        if KEY in event.extra:
            yield place, event.extra
        for name in ENTRIES:
            for i, entry in enumerate(getattr(event, name)):
                if entry.extra is not NO_EXTRA and KEY in entry.extra:
                    yield f"{place}/{name}/{i}", entry.extra


def is_silent(problem: Problem, by_place: Mapping[str, frozenset[Any]]) -> bool:
    """Whether the object that a problem is about, or one that holds it, silences its code."""
    place = problem.place
    while True:
        if problem.code in by_place.get(place, ()):
            return True
        if not place:
            return False
        place = place.rpartition("/")[0]
