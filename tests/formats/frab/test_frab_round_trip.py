"""There and back again: what the table says is carried, is; what is not carried, is told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.frab.schedules import FORMATS, carried_events, normal, round_trip
from tests.strategies import events

from hallwaytrack import Event, losses, read, write
from hallwaytrack.formats.frab.table import JSON, ROWS, XML
from hallwaytrack.formats.losses import REORDERED
from hallwaytrack.model.fields import fields_of

DIALECTS = {"frab-xml": XML, "frab-json": JSON}


def told(event: Event, format: str) -> set[str]:
    return {problem.place for problem in losses(event, format)}


def is_told(place: str, told: set[str]) -> bool:
    """Whether a loss is told there, or of something that holds it, or in it."""
    return any(
        place == other or place.startswith(f"{other}/") or other.startswith(f"{place}/")
        for other in told
    )


@pytest.mark.parametrize("format", FORMATS)
class TestRoundTrip:
    @given(data=st.data())
    def test_what_is_carried_comes_back(self, format: str, data: Any) -> None:
        event = data.draw(carried_events(format))
        # But for the order: a schedule has one of its own.
        assert [p for p in losses(event, format) if not p.message.endswith(REORDERED)] == []
        assert normal(round_trip(event, format)) == normal(event)

    @given(event=events())
    def test_what_the_table_does_not_have_is_told(self, format: str, event: Event) -> None:
        lost = told(event, format)
        for place, part in [
            ("", event),
            *((f"/sessions/{i}", s) for i, s in enumerate(event.sessions)),
            *((f"/people/{i}", p) for i, p in enumerate(event.people)),
            *((f"/tracks/{i}", t) for i, t in enumerate(event.tracks)),
        ]:
            known = {r.member for r in ROWS[type(part)] if r.stands_in(DIALECTS[format])}
            for field in fields_of(type(part)):
                if getattr(part, field.name) != field.default and field.name not in {
                    *known,
                    "extra",
                }:
                    assert is_told(f"{place}/{field.name}", lost)

    @given(event=events())
    def test_nothing_is_wrong_with_what_is_written(self, format: str, event: Event) -> None:
        problems = read(write(event, format), format).problems
        assert [p for p in problems if "no time zone is named" not in p.message] == []

    @given(event=events())
    def test_a_second_time_nothing_is_lost(self, format: str, event: Event) -> None:
        assert losses(round_trip(event, format), format) == ()

    @given(event=events())
    def test_the_same_event_gives_the_same_bytes(self, format: str, event: Event) -> None:
        assert write(event, format) == write(event.replace(), format)
