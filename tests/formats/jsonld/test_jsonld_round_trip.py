"""There and back again: what the table says is carried, is; what is not carried, is told."""

from typing import Any

from hypothesis import given
from tests.formats.jsonld.pages import CARRIES, PAGES, carried_events, stripped, told
from tests.strategies import events, groups

from hallwaytrack import Event, UserGroup
from hallwaytrack.formats.jsonld import read_jsonld, to_jsonld
from hallwaytrack.model.fields import fields_of


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
        assert all(p.place for p in told(document))
