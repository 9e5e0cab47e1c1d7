"""There and back again: what the table says is carried, is; what is not carried, is told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.frab.schedules import FORMATS, carried_events, normal, round_trip
from tests.strategies import events

from hallwaytrack import Event, Session, losses, read, write
from hallwaytrack.formats.frab.ids import guid_of
from hallwaytrack.formats.frab.table import JSON, ROWS, XML
from hallwaytrack.formats.frab.values import line_of
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
        assert losses(event, format) == ()
        assert normal(round_trip(event, format)) == normal(event)

    @given(event=events())
    def test_what_is_not_told_comes_back(self, format: str, event: Event) -> None:
        back, lost = round_trip(event, format), told(event, format)
        for name in ("title", "start", "end", "timezone", "description", "topics", "url", "image"):
            assert is_told(f"/{name}", lost) or getattr(back, name) == getattr(event, name)
        by_guid = {guid_of(s.id, back.id): s for s in back.sessions}
        for i, session in enumerate(event.sessions):
            place = f"/sessions/{i}"
            if place not in lost:
                twin = by_guid[guid_of(session.id, event.id)]
                for name, value, other in comparable(session, event, twin, back):
                    assert is_told(f"{place}/{name}", lost) or value == other, name

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


def comparable(session: Session, event: Event, twin: Session, back: Event) -> Any:
    """Members of a session and of its twin, with names in place of ids that may be others."""
    plain = (
        *("title", "kind", "start", "end", "subtitle", "abstract", "description", "language"),
        *("recording", "recording_licence", "url", "image", "level", "status", "topics"),
    )
    for name in plain:
        yield name, getattr(session, name), getattr(twin, name)
    if session.room is not None and not session.all_rooms:
        room = event.room(session.room)
        yield "room", line_of(room.name), twin.room and line_of(back.room(twin.room).name)
    if session.track is not None:
        track = event.track(session.track)
        yield "track", line_of(track.name), twin.track and line_of(back.track(twin.track).name)
    for url in session.links:
        yield "links", url in twin.links, True
    for i, material in enumerate(session.materials):
        found = [(m.title, m.kind, m.url) for m in twin.materials]
        yield f"materials/{i}", (material.title, material.kind, material.url) in found, True
    names = {party.id: party.name for party in (*event.people, *event.groups, *event.sponsors)}
    there = [line_of(person.name) for person in back.people]
    for i, contributor in enumerate(session.contributors):
        yield f"contributors/{i}", line_of(names[contributor.person]) in there, True
