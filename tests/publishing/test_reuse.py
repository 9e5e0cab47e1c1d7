"""Previous objects in the place of new ones: only of those that differ in nothing."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from tests.publishing.made import event, session, toronto
from tests.strategies import events

from hallwaytrack import Event
from hallwaytrack.model.fields import fields_of
from hallwaytrack.publishing.entries import seen
from hallwaytrack.publishing.reuse import COUNTED, reusing

START = toronto("09:00")
OTHER: dict[str, Any] = {
    "title": "Another",
    "status": "tentative",
    "start": START - timedelta(minutes=5),
    "end": toronto("13:00"),
    "kind": "panel",
    "topics": ["IPv6"],
    "all_rooms": True,
    "capacity": 3,
    "uid": "another@example.org",
}


def reused(new: Event, old: Event) -> bool:
    """Whether the first session is the previous object."""
    found: Event = reusing(new, seen(old))[0]
    return found.sessions[0] is old.sessions[0]


class TestReusing:
    def test_takes_an_equal_one(self) -> None:
        assert reused(event(session(end=toronto("12:00"))), event(session(end=toronto("12:00"))))

    @pytest.mark.parametrize("member", OTHER)
    def test_takes_none_that_says_another_thing(self, member: str) -> None:
        old = session(end=toronto("12:00"))
        assert not reused(event(old.replace(**{member: OTHER[member]})), event(old))

    @pytest.mark.parametrize("member", COUNTED)
    def test_takes_one_of_another_version(self, member: str) -> None:
        value = 3 if member == "sequence" else START
        assert reused(event(session(**{member: value})), event(session()))

    def test_takes_none_of_the_other_pass_of_an_hour(self) -> None:
        first = session(start=toronto("2008-11-02 01:30"))
        second = session(start=toronto("2008-11-02 01:30", fold=1))
        assert not reused(event(second), event(first))
        assert reused(event(second), event(second.replace()))

    def test_takes_none_with_values_of_other_tools(self) -> None:
        assert not reused(event(session(extra={"x": 1})), event(session()))
        assert not reused(event(session()), event(session(extra={"x": True})))

    @given(whole=events())
    def test_of_generated_ones_every_member_counts(self, whole: Event) -> None:
        again = Event(**{f.name: getattr(whole, f.name) for f in fields_of(Event)})
        again = again.replace(sessions=[s.replace() for s in again.sessions])
        found: Event = reusing(again, seen(whole))[0]
        assert found == whole
        for new, old in zip(found.sessions, whole.sessions, strict=True):
            assert (new is old) is (old.start is not None and not old.extra)
