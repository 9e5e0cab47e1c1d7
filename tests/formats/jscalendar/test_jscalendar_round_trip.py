"""There and back again: what is read of what was written, and what is lawful in it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from tests.formats.jscalendar.carried import PARTS
from tests.formats.jscalendar.grammar import broken, misled, patches
from tests.formats.jscalendar.objects import meeting
from tests.strategies import all_series, calendars, events

from hallwaytrack import Event, losses, read
from hallwaytrack.formats.jscalendar import read_jscalendar, to_jscalendar
from hallwaytrack.formats.jscalendar.table import ROWS
from hallwaytrack.model.fields import fields_of
from hallwaytrack.views.public import public_view

DOCUMENTS = events() | all_series() | calendars()


class TestRoundTrip:
    @given(DOCUMENTS)
    def test_nothing_is_wrong_with_what_is_written(self, document: Any) -> None:
        reading = read_jscalendar(to_jscalendar(document, view="full"), type(document))
        # A title or a name that says that there is none is written as none.
        assert {p.severity for p in reading.problems} <= {"info"}

    @given(DOCUMENTS)
    def test_what_the_tables_of_the_docs_do_not_have_is_told(self, document: Any) -> None:
        told = [p.place for p in losses(document, "jscalendar", view="full")]
        for place, part in parts_of(document, ""):
            for field in fields_of(type(part)):
                is_set = getattr(part, field.name) != field.default
                if is_set and field.name not in carried(type(part)):
                    assert any(f"{place}/{field.name}/".startswith(f"{each}/") for each in told)

    @given(DOCUMENTS)
    def test_a_second_time_nothing_is_lost(self, document: Any) -> None:
        data = to_jscalendar(document, view="full")
        back = read(data, "jscalendar", kind=type(document)).document
        assert losses(back, "jscalendar", view="full") == ()
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


def carried(cls: type) -> set[str]:
    """The members of a class that the docs say are carried."""
    if cls in PARTS:
        return {*PARTS[cls], "extra"}
    rows = ROWS.get(cls, ())
    of_children = {"id", "uid", "part_of", "abstract", "sessions", "booths", "shifts", "extra"}
    return {name for row in rows for name in row.members} | of_children


def parts_of(model: Any, place: str) -> Iterator[tuple[str, Any]]:
    """A model and all that is in it, each with its place."""
    yield place, model
    for field in fields_of(type(model)):
        value = getattr(model, field.name)
        if not field.model or value is None:
            continue
        for i, part in enumerate(value) if field.many else ((None, value),):
            where = f"{place}/{field.name}" + ("" if i is None else f"/{i}")
            yield from parts_of(part, where)


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
