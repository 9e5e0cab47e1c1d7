"""There and back again: what the table says is carried, is; what it says is not, is told."""

from typing import Any

from hypothesis import given
from tests.formats.jscalendar.comparing import untold
from tests.strategies import all_series, calendars, events

from hallwaytrack import Event, losses, read
from hallwaytrack.formats.jscalendar import read_jscalendar, to_jscalendar
from hallwaytrack.views.public import public_view

DOCUMENTS = events() | all_series() | calendars()


class TestRoundTrip:
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
