"""Whole feeds, read by programs that share no code with us."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

import pytest
from tests.formats.ical.calendars import feed, statuses
from tests.formats.ical.documents import all_day, conference, event, hello
from tests.formats.ical.programme import programme
from tests.formats.ical.recurring import (
    calls,
    camps,
    early,
    gatherings,
    monthly,
    on_dates,
    recurring,
)
from tests.readers import (
    Seen,
    meetings_with_icaljs,
    meetings_with_libical,
    meetings_with_vobject,
    needs_icaljs,
    needs_libical,
    with_icalendar,
    with_icaljs,
    with_libical,
    with_vobject,
)

from hallwaytrack import Calendar, Event, EventSeries, VirtualLocation, example, to_ical
from hallwaytrack.formats.ical.write import View
from hallwaytrack.model.entries import uid_of

pytestmark = pytest.mark.readers

SESSIONS = 500


def libical(data: bytes) -> list[Seen]:
    """libical, excused for the one property of :rfc:`9073` that it does not know."""
    return with_libical(data, unknown_properties=["PARTICIPANT-TYPE"])


READERS = (
    pytest.param(with_icalendar, id="icalendar"),
    pytest.param(with_vobject, id="vobject"),
    pytest.param(with_icaljs, id="ical.js", marks=needs_icaljs),
    pytest.param(libical, id="libical", marks=needs_libical),
)
Document = Event | EventSeries | Calendar
DOCUMENTS: dict[str, Callable[[], Document]] = {
    "the example": example,
    "500 sessions": lambda: feed(programme(SESSIONS)),
    "everything": lambda: feed(conference(), all_day(), hello()),
    "statuses": statuses,
    "a lone event": hello,
    "series": recurring,
    "a lone series": monthly,
    "a series of old": early,
}


class Told(NamedTuple):
    """An entry as the model has it."""

    uid: str
    start: datetime
    end: datetime | None
    all_day: bool


def told(document: Document, view: View) -> Iterator[Told]:
    """All entries in the order of the document."""
    for whole in gatherings(document):
        yield _told(whole.id, whole.start, whole.end)
        shifts = whole.shifts if view == "full" else ()
        for part in (*whole.sessions, *whole.booths, *shifts):
            if part.start:
                yield _told(uid_of(part, whole), part.start, part.end)


def _told(uid: str, start: date, end: date | None) -> Told:
    if isinstance(start, datetime):
        assert end is None or isinstance(end, datetime)
        return Told(uid, start.astimezone(UTC), end and end.astimezone(UTC), all_day=False)
    after = end and _midnight(end + timedelta(days=1))
    return Told(uid, _midnight(start), after, all_day=True)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


@cache
def written(name: str, view: View, *, components: bool) -> bytes:
    return to_ical(DOCUMENTS[name](), view=view, components=components)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("view", ["public", "full"])
@pytest.mark.parametrize("components", [False, True], ids=["plain", "components"])
@pytest.mark.parametrize("name", DOCUMENTS)
class TestReaders:
    def test_all_entries_are_read_without_error(
        self, name: str, view: View, components: bool, read: Callable[[bytes], list[Seen]]
    ) -> None:
        """The same number of entries in the same order, at the same instants."""
        seen = read(written(name, view, components=components))
        expected = [*told(DOCUMENTS[name](), view)]
        assert [Told(s.uid, s.start, s.end, s.all_day) for s in seen] == expected


def by_rule() -> EventSeries:
    """The monthly series without the meeting that its rule does not give."""
    return monthly().replace(recurrence=monthly().recurrence.replace(added=()))


EXPANDING = (
    pytest.param(
        meetings_with_vobject,
        (monthly, by_rule, camps, calls, on_dates, early),
        id="vobject",
    ),
    pytest.param(
        meetings_with_icaljs,
        (monthly, by_rule, camps, calls, early),
        id="ical.js",
        marks=needs_icaljs,
    ),
    pytest.param(
        meetings_with_libical,
        (by_rule, camps, calls, early),
        id="libical",
        marks=needs_libical,
    ),
)
"""Who expands what; what ``pitfalls.md`` says of a reader is not asked of it."""


@pytest.mark.parametrize(("expand", "made"), EXPANDING)
class TestMeetings:
    """icalendar has no expansion of its own; recurring-ical-events is asked beside it."""

    def test_they_are_those_of_the_model(
        self,
        expand: Callable[[bytes, datetime], list[datetime]],
        made: tuple[Callable[[], EventSeries], ...],
    ) -> None:
        """By the rule, the added and the skipped; each reader has its own way with overrides."""
        begin, before = datetime(2005, 1, 1, tzinfo=UTC), datetime(2012, 1, 1, tzinfo=UTC)
        for whole in (make() for make in made):
            plain = whole.replace(overrides=())
            ours = [meeting.starts_at.astimezone(UTC) for meeting in plain.between(begin, before)]
            assert len(ours) > 2
            assert sorted(expand(to_ical(whole), before)) == ours


@pytest.mark.parametrize("read", READERS)
class TestTexts:
    def test_titles_and_places_are_those_of_the_model(
        self, read: Callable[[bytes], list[Seen]]
    ) -> None:
        whole = programme(20)
        _, *seen = read(to_ical(whole))
        for session, each in zip(whole.sessions, seen, strict=True):
            prefix = "Cancelled: " if session.status == "cancelled" else ""
            assert each.summary == prefix + session.title
            assert each.location
            assert each.location.startswith(whole.room(str(session.room)).name + ", ")
            assert each.status == session.status.upper()

    @pytest.mark.parametrize(
        "title",
        [
            r"literal \n and \N and \, end",
            "commas, semicolons; colons: quotes \"'`",
            "漢字 " * 40 + "🎉",
            "BEGIN:VEVENT",
            "ends in a backslash \\",
            "=?utf-8?q?x?= %0D%0A",
        ],
    )
    def test_hostile_titles_are_read_as_they_are(
        self, title: str, read: Callable[[bytes], list[Seen]]
    ) -> None:
        (seen,) = read(to_ical(event(title=title)))
        assert seen.summary == title

    @pytest.mark.parametrize("label", ['"quoted"', "^n ^^ ^'", "a:b;c,d", "\\N"])
    def test_hostile_labels_break_nothing(
        self, label: str, read: Callable[[bytes], list[Seen]]
    ) -> None:
        online = [VirtualLocation(url="https://example.org/a?b=1,2;3", label=label)]
        (seen,) = read(to_ical(event(online=online)))
        assert seen.uid == "e@example.org"
