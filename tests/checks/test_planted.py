"""Each fault that is planted is found, and nothing is found where nothing is wrong."""

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checks.clean import ALONG, PLANTS, clean_programmes, now_of
from tests.checks.naming import named
from tests.strategies import STAMPS, documents

from hallwaytrack import Calendar, Event, Problem, check
from hallwaytrack.checks.checking import RULES
from hallwaytrack.model.documents import Document

every_rule = pytest.mark.parametrize("code", RULES)


def shuffled(document: Any, random: Random) -> Any:
    """The same with all of a kind in another order."""
    if isinstance(document, Calendar):
        return document.replace(
            events=[
                shuffled(e, random) for e in random.sample(document.events, len(document.events))
            ]
        )
    if not isinstance(document, Event):
        return document
    names = ("sessions", "booths", "shifts", "volunteers", "people", "groups", "tickets")
    parts = {name: getattr(document, name) for name in names}
    return document.replace(**{n: random.sample(p, len(p)) for n, p in parts.items()})


class TestClean:
    @given(clean_programmes())
    def test_nothing_is_told(self, event: Event) -> None:
        assert check(event) == ()
        assert check(event, now_of(event)) == ()
        assert check(Calendar(events=[event]), now_of(event)) == ()


class TestPlanted:
    def test_there_is_a_fault_for_every_rule(self) -> None:
        assert set(PLANTS) == set(RULES)

    @every_rule
    @given(event=clean_programmes(), random=st.randoms(use_true_random=False))
    def test_is_found_and_nothing_else(self, code: str, event: Event, random: Random) -> None:
        document: Any = PLANTS[code](event)
        found = check(document, now_of(event))
        assert {problem.code for problem in found} - ALONG.get(code, frozenset()) == {code}
        told = next(problem for problem in found if problem.code == code)
        assert told.severity == RULES[code].severity
        assert told.mend == RULES[code].mend
        # The order of input does not matter.
        other = shuffled(document, random)
        assert named(other, check(other, now_of(event))) == named(document, found)


class TestAnything:
    @given(documents(), st.none() | STAMPS, st.randoms(use_true_random=False))
    def test_nothing_is_raised_and_order_does_not_matter(
        self, document: Document, now: Any, random: Random
    ) -> None:
        found = check(document, now)
        assert all(type(problem) is Problem and problem.code in RULES for problem in found)
        order = ["error", "warning", "info"]
        assert [order.index(p.severity) for p in found] == sorted(
            order.index(p.severity) for p in found
        )
        other = shuffled(document, random)
        assert named(other, check(other, now)) == named(document, found)
