"""There and back again: what the table says is carried, is; what it says is not, is told."""

import json
from typing import Any

import pytest
from hypothesis import given
from tests.formats.jscalendar.comparing import untold
from tests.formats.jscalendar.grammar import broken, misled, patches
from tests.formats.jscalendar.objects import meeting
from tests.strategies import all_series, calendars, events

from hallwaytrack import Event, losses, read
from hallwaytrack.formats.jscalendar import read_jscalendar, to_jscalendar
from hallwaytrack.views.public import public_view

DOCUMENTS = events() | all_series() | calendars()


class TestRoundTrip:
    @pytest.mark.deep
    @given(DOCUMENTS)
    def test_what_is_not_told_of_many_comes_back(self, document: Any) -> None:
        back = read_jscalendar(to_jscalendar(document, view="full"), type(document)).document
        assert untold(document, back, losses(document, "jscalendar")) == []

    @given(DOCUMENTS)
    def test_what_is_not_told_comes_back(self, document: Any) -> None:
        reading = read_jscalendar(to_jscalendar(document, view="full"), type(document))
        # A title or a name that says that there is none is written as none.
        assert {p.severity for p in reading.problems} <= {"info"}
        assert untold(document, reading.document, losses(document, "jscalendar")) == []

    @given(DOCUMENTS)
    def test_a_second_time_nothing_is_lost(self, document: Any) -> None:
        data = to_jscalendar(document, view="full")
        back = read(data, "jscalendar", kind=type(document)).document
        assert losses(back, "jscalendar") == ()
        again = to_jscalendar(back, view="full")
        assert read(again, "jscalendar", kind=type(document)).document == back
        assert again == data

    @given(DOCUMENTS)
    def test_the_kind_need_not_be_asked_for(self, document: Any) -> None:
        data = to_jscalendar(document)
        assert type(read(data, "jscalendar").document) is type(document)

    @given(DOCUMENTS)
    def test_the_public_view_is_what_it_is_of_the_public_document(self, document: Any) -> None:
        assert to_jscalendar(document) == to_jscalendar(public_view(document), view="full")

    @given(events())
    def test_the_same_event_gives_the_same_bytes(self, event: Event) -> None:
        assert to_jscalendar(event) == to_jscalendar(event.replace())


def unlawful(document: Any) -> list[str]:
    """Where what is written of a document is not what the specification says."""
    found = [json.loads(to_jscalendar(document, view=view)) for view in ("public", "full")]
    wrong = [place for each in found for place in broken(each)]
    return wrong + [path for each in found for p in patches(each) for path in misled(*p)]


class TestGrammar:
    @given(DOCUMENTS)
    def test_what_is_written_is_what_the_specification_says(self, document: Any) -> None:
        assert unlawful(document) == []

    @pytest.mark.deep
    @given(DOCUMENTS)
    def test_of_many(self, document: Any) -> None:
        assert unlawful(document) == []

    @pytest.mark.parametrize(
        ("wrong", "place"),
        [
            ({"start": "2008-03-18T18:00:00Z"}, "/start"),
            ({"duration": "PT"}, "/duration"),
            ({"uid": None}, "/uid"),
            ({"colour": "red"}, "/colour"),
            ({"keywords": {"a": 1}}, "/keywords/a"),
            ({"locations": {"a b": {"@type": "Location"}}}, "/locations/a b"),
            ({"locations": {"a": {"name": "Hall"}}}, "/locations/a/@type"),
            ({"links": {"a": {"@type": "Link", "href": "x y"}}}, "/links/a/href"),
            ({"participants": {"a": {"@type": "Participant"}}}, "/participants/a/roles"),
            (
                {"recurrenceRules": [{"@type": "RecurrenceRule", "frequency": "x"}]},
                "/recurrenceRules/0/frequency",
            ),
        ],
    )
    def test_it_sees_what_is_wrong(self, wrong: dict[str, Any], place: str) -> None:
        assert place in list(broken({**meeting(updated="2008-01-01T00:00:00Z"), **wrong}))
        assert list(misled(meeting(), {"a/b": 1, "title": "x", "title/y": 2})) == [
            *("a/b", "title", "title/y")
        ]
