"""There and back again: what the table says is carried, is; what is not carried, is told."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from tests.formats.jsonld.pages import CARRIES, PAGES, carried_events, stripped, told
from tests.strategies import events, groups

from hallwaytrack import Calendar, Event, UserGroup, losses
from hallwaytrack.errors import pointer
from hallwaytrack.formats.jsonld import read_jsonld, to_jsonld
from hallwaytrack.model.fields import fields_of
from hallwaytrack.model.times import instant_key


class TestRoundTrip:
    @given(event=carried_events())
    def test_what_the_table_carries_comes_back_whole(self, event: Event) -> None:
        back = read_jsonld(to_jsonld(event), kind=Event, timezone=event.timezone)
        assert back.document.replace(timezone=event.timezone) == event
        assert [p for p in back.problems if p.severity != "info"] == []

    @given(event=carried_events())
    def test_of_that_at_most_the_zone_is_told(self, event: Event) -> None:
        assert {p.place for p in told(event)} <= {"/timezone"}

    @given(group=groups())
    def test_a_group_comes_back(self, group: UserGroup) -> None:
        whole = stripped(group.replace(status="active", organizers=()))
        assert read_jsonld(to_jsonld(whole)).document == whole

    @given(document=PAGES)
    def test_what_is_not_told_comes_back(self, document: Any) -> None:
        back = read_jsonld(to_jsonld(document), kind=Calendar).document
        losses = {p.place for p in told(document)}
        if not isinstance(document, Calendar):
            there = (*back.events, *back.series, *back.groups)
            back = next((d for d in there if type(d) is type(document)), None)
        if back is None:
            assert {"/recurrence/rule", "/recurrence/added"} & losses
            return
        without_rule = (p.rpartition("/recurrence/")[0] for p in losses if "/recurrence/" in p)
        alone = {p for p in without_rule if p and not twin_at(p, document, back)}
        for place, value, other in leaves(document, back, ""):
            if not is_told(place, losses | alone):
                assert instant_key(value) == instant_key(other), place

    @given(event=events())
    def test_what_the_table_does_not_have_is_told(self, event: Event) -> None:
        places = {p.place for p in told(event)}
        for field in fields_of(Event):
            if field.name not in CARRIES[Event] and getattr(event, field.name) != field.default:
                assert f"/{field.name}" in places

    @given(document=PAGES)
    def test_nothing_is_wrong_with_what_is_written(self, document: Any) -> None:
        problems = read_jsonld(to_jsonld(document)).problems
        assert [p for p in problems if p.severity != "info"] == []

    @given(event=events())
    def test_a_second_time_nothing_is_lost(self, event: Event) -> None:
        back = read_jsonld(to_jsonld(event), kind=Event).document
        assert told(back) == []

    @given(document=PAGES)
    def test_the_same_document_gives_the_same_bytes(self, document: Any) -> None:
        assert to_jsonld(document) == to_jsonld(document.replace())

    @given(document=PAGES)
    def test_losses_are_warnings_with_a_place(self, document: Any) -> None:
        assert {p.severity for p in told(document)} <= {"warning"}
        assert all(p.place for p in losses(document, "jsonld"))


def twin_at(place: str, document: Any, back: Calendar) -> bool:
    """Whether a series came back as a series, and not as its first meeting alone."""
    series = document.series[int(place.removeprefix("/series/"))]
    return any(other.id == series.id for other in back.series)


def is_told(place: str, losses: set[str]) -> bool:
    """Whether a loss is told there, or of something that holds it."""
    return any(place == other or place.startswith(f"{other}/") for other in losses)


def leaves(model: Any, other: Any, place: str) -> Iterator[tuple[str, Any, Any]]:
    """The plain members of a document, each beside that of the one that came back."""
    for field in fields_of(type(model)):
        value, there = getattr(model, field.name), getattr(other, field.name, None)
        where = place + pointer(field.name)
        if not field.model:
            yield where, value, there
        elif field.many:
            for i, part in enumerate(value):
                yield from leaves(part, twin_of(part, i, there or ()), where + pointer(i))
        elif value is not None:
            yield from leaves(value, there, where)


def twin_of(part: Any, i: int, others: Any) -> Any:
    if isinstance(part, Event):
        key = (part.id, instant_key(part.occurrence))
        return next((o for o in others if (o.id, instant_key(o.occurrence)) == key), None)
    if hasattr(part, "id"):
        return next((o for o in others if o.id == part.id), None)
    if part in others:
        return part
    return others[i] if i < len(others) else None
