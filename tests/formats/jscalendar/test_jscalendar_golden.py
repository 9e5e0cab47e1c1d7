"""Golden files, byte for byte."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.conftest import Golden
from tests.formats.ical.calendars import feed, statuses
from tests.formats.ical.documents import PRIVATE, all_day, conference, hello
from tests.formats.ical.recurring import monthly, recurring

from hallwaytrack import example, losses, read
from hallwaytrack.formats.jscalendar import to_jscalendar
from hallwaytrack.views.public import public_view

FILES: dict[str, Callable[[], Any]] = {
    "hello": hello,
    "all-day": all_day,
    "conference": conference,
    "calendar": lambda: feed(conference(), all_day(), hello()),
    "statuses": statuses,
    "series": recurring,
    "series-alone": monthly,
    "heroes-happen-here": example,
}


@pytest.mark.parametrize("name", FILES)
class TestGolden:
    def test_the_bytes_are_those_of_the_file(self, name: str, golden: Golden) -> None:
        golden(f"jscalendar/{name}.jscal.json", to_jscalendar(FILES[name](), indent=True))

    def test_it_is_read_and_written_again_with_the_same_bytes(self, name: str) -> None:
        data = to_jscalendar(FILES[name]())
        reading = read(data)
        assert reading.problems == ()
        assert to_jscalendar(reading.document) == data


def test_nothing_private_is_in_it() -> None:
    feed = to_jscalendar(conference()).decode()
    assert [text for text in PRIVATE if text in feed] == []
    full = to_jscalendar(conference(), view="full").decode()
    assert "ada@secret.example" in full
    assert "morning-shift" in full


def test_what_the_conference_loses_has_its_place() -> None:
    told = {problem.place for problem in losses(public_view(conference()), "jscalendar")}
    assert {"/tour", "/sessions/1/abstract", "/sessions/7"} <= told
