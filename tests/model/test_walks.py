"""Ways through the members of a class: a walk meets what the paths lead to."""

from typing import Any

import pytest
from hypothesis import given
from tests.strategies import events

from hallwaytrack import Event, Session
from hallwaytrack.model.scopes import refers
from hallwaytrack.model.walks import Wanted, paths, walk
from hallwaytrack.model.zoning import is_zoned


@pytest.mark.parametrize("wanted", [refers, is_zoned], ids=["references", "times"])
@given(event=events())
def test_a_walk_meets_all_that_paths_lead_to(wanted: Wanted, event: Event) -> None:
    met: list[tuple[str, Any]] = []
    walk(Event, wanted, lambda field: f"met.append(({field.name!r}, value))", "met")((event,), met)
    led = [
        (path.field.name, value) for path in paths(Event, wanted) for value in path.values(event)
    ]
    assert sorted(map(repr, met)) == sorted(map(repr, led))


def test_a_walk_may_begin_and_end_with_something() -> None:
    count = walk(
        Session, refers, lambda _: "met += 1", "most", first="met = 0", last="return met <= most"
    )
    one = Session(id="s", title="S", room="r", track="t")
    assert count([one], 2) and not count([one, one], 3) and count([], 0)
