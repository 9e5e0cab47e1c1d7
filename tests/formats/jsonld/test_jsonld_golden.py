"""Golden files, byte for byte; and each read back."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from tests.conftest import Golden
from tests.formats.ical.documents import all_day, conference, hello

from hallwaytrack import (
    Calendar,
    EventSeries,
    Recurrence,
    Session,
    UserGroup,
    at,
    example,
    jsonld_text,
    read,
    to_jsonld,
)

TORONTO = at("America/Toronto")


def series() -> EventSeries:
    """The third Tuesday except in July, once skipped and once moved."""
    rule = Recurrence.monthly(nth=3, weekday="tue", except_months=[7])
    whole = EventSeries(template=hello(), recurrence=rule)
    return whole.skip(date(2008, 4, 15)).move(date(2008, 5, 20), date(2008, 5, 21))


def hostile() -> Any:
    """Texts that would break out of a script element."""
    talk = Session(id="t", title="<!-- & <b>", start=TORONTO("2008-03-18 18:30"))
    description = "</script><script>alert(1)</script>\u2028\u2029]]>"
    return hello().replace(title="</script>", description=description, sessions=[talk])


FILES: Mapping[str, Callable[[], Any]] = {
    "all-day": all_day,
    "calendar": example,
    "conference": conference,
    "group": lambda: UserGroup(id="itpro", name="IT Pro Toronto", locality="Toronto", country="CA"),
    "hello": hello,
    "hostile": hostile,
    "series": series,
}


@pytest.mark.parametrize("name", FILES)
class TestGolden:
    def test_the_bytes_are_those_of_the_file(self, name: str, golden: Golden) -> None:
        golden(f"jsonld/{name}.jsonld", to_jsonld(FILES[name](), indent=True))

    def test_each_is_recognised_and_reads(self, name: str) -> None:
        document = FILES[name]()
        reading = read(to_jsonld(document))
        assert type(reading.document) is type(document)
        assert [p for p in reading.problems if p.severity != "info"] == []

    def test_none_breaks_out_of_a_script(self, name: str) -> None:
        assert not set("<>&\u2028\u2029") & set(jsonld_text(FILES[name]()))

    def test_a_calendar_of_it_reads_as_the_same(self, name: str) -> None:
        document = FILES[name]()
        if not isinstance(document, Calendar):
            whole = Calendar().put(document)
            kind = type(document)
            assert read(to_jsonld(whole), kind=kind).document == read(to_jsonld(document)).document
