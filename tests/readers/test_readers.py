"""The readers read: what they say of files whose meaning is plain.

The point of most of them is a zone called America/Toronto with rules that Toronto never had. A
reader that answered from a zone database of its own would give itself away.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from . import (
    ReadingFailed,
    Seen,
    needs_icaljs,
    needs_libical,
    with_icalendar,
    with_icaljs,
    with_icaljs_many,
    with_libical,
    with_vobject,
)

pytestmark = pytest.mark.readers

Read = Callable[[bytes], list[Seen]]

ICALENDAR = pytest.param(with_icalendar, id="icalendar")
BY_VTIMEZONE = (
    pytest.param(with_vobject, id="vobject"),
    pytest.param(with_icaljs, id="ical.js", marks=needs_icaljs),
    pytest.param(with_libical, id="libical", marks=needs_libical),
)

every_reader = pytest.mark.parametrize("read", [ICALENDAR, *BY_VTIMEZONE])
readers_of_vtimezones = pytest.mark.parametrize("read", BY_VTIMEZONE)

TORONTO = """\
BEGIN:VTIMEZONE
TZID:America/Toronto
BEGIN:STANDARD
DTSTART:20071104T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
END:VTIMEZONE
"""

#: Two hours east of UTC, and three from the Saturday after 24 March to a Friday in autumn.
MADE_UP_TORONTO = """\
BEGIN:VTIMEZONE
TZID:America/Toronto
BEGIN:STANDARD
DTSTART:19701030T020000
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYYEARDAY=-67,-66,-65,-64,-63,-62,-61;BYDAY=FR
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700328T020000
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=24,25,26,27,28,29,30;BYDAY=SA
END:DAYLIGHT
END:VTIMEZONE
"""

MEETING = """\
BEGIN:VEVENT
UID:meeting@example.org
DTSTAMP:20080201T000000Z
DTSTART;TZID=America/Toronto:20080318T180000
DTEND;TZID=America/Toronto:20080318T210000
SUMMARY:Virtualization\\, with questions
LOCATION:Hall A\\; upstairs
STATUS:CONFIRMED
END:VEVENT
"""

ALL_DAY = """\
BEGIN:VEVENT
UID:launch@example.org
DTSTAMP:20080201T000000Z
DTSTART;VALUE=DATE:20080227
DTEND;VALUE=DATE:20080229
SUMMARY:Launch
END:VEVENT
"""

WITH_PEOPLE = """\
BEGIN:VEVENT
UID:talk@example.org
DTSTAMP:20080201T000000Z
DTSTART:20080318T220000Z
SUMMARY:Talk
BEGIN:PARTICIPANT
UID:ada@example.org
PARTICIPANT-TYPE:SPEAKER
SUMMARY:Ada Lovelace
END:PARTICIPANT
BEGIN:VLOCATION
UID:hall@example.org
LOCATION-TYPE:conference-hall
NAME:Hall A
END:VLOCATION
END:VEVENT
"""


def calendar(*components: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example.org//test//EN"]
    lines += "".join(components).splitlines()
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def event(*lines: str) -> str:
    head = ["BEGIN:VEVENT", "UID:1", "DTSTAMP:20080201T000000Z"]
    return "\n".join([*head, *lines, "END:VEVENT", ""])


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


class TestSeen:
    """What the record holds, whichever reader filled it."""

    @every_reader
    def test_a_time_with_tzid_is_told_in_utc(self, read: Read) -> None:
        meeting = Seen(
            uid="meeting@example.org",
            summary="Virtualization, with questions",
            start=at("20080318T220000Z"),
            end=at("20080319T010000Z"),
            all_day=False,
            status="CONFIRMED",
            location="Hall A; upstairs",
            tzid="America/Toronto",
        )
        assert read(calendar(TORONTO, MEETING)) == [meeting]

    @every_reader
    def test_a_time_in_utc_has_no_tzid(self, read: Read) -> None:
        (seen,) = read(calendar(event("DTSTART:20080318T220000Z", "SUMMARY:x")))
        assert seen == Seen(
            uid="1",
            summary="x",
            start=at("20080318T220000Z"),
            end=None,
            all_day=False,
            status=None,
            location=None,
            tzid=None,
        )

    @every_reader
    def test_an_all_day_event_ends_exclusively(self, read: Read) -> None:
        (seen,) = read(calendar(ALL_DAY))
        assert (seen.start, seen.end) == (at("20080227T000000Z"), at("20080229T000000Z"))
        assert seen.all_day
        assert seen.tzid is None

    @every_reader
    def test_a_duration_is_an_end(self, read: Read) -> None:
        (seen,) = read(calendar(event("DTSTART:20080318T220000Z", "DURATION:PT3H")))
        assert seen.end == at("20080319T010000Z")

    @every_reader
    def test_events_keep_the_order_of_the_file(self, read: Read) -> None:
        seen = read(calendar(TORONTO, ALL_DAY, MEETING))
        assert [each.uid for each in seen] == ["launch@example.org", "meeting@example.org"]

    @every_reader
    def test_several_calendars_in_one_file_are_read_in_turn(self, read: Read) -> None:
        seen = read(calendar(ALL_DAY) + calendar(TORONTO, MEETING))
        assert [each.uid for each in seen] == ["launch@example.org", "meeting@example.org"]


class TestOwnVtimezone:
    """A TZID means the VTIMEZONE of its file, whatever zone the world knows by that name."""

    @readers_of_vtimezones
    def test_the_made_up_zone_is_used(self, read: Read) -> None:
        (seen,) = read(calendar(MADE_UP_TORONTO, MEETING))
        assert (seen.start, seen.end) == (at("20080318T160000Z"), at("20080318T190000Z"))

    @readers_of_vtimezones
    @pytest.mark.parametrize(
        ("local", "instant"),
        [
            ("19710327T015900", at("19710326T235900Z")),
            ("19710327T030000", at("19710327T000000Z")),
            ("20081031T005900", at("20081030T215900Z")),
            ("20081031T020000", at("20081031T000000Z")),
            ("21200330T015900", at("21200329T235900Z")),
            ("21200330T030000", at("21200330T000000Z")),
            ("21201101T005900", at("21201031T215900Z")),
            ("21201101T020000", at("21201101T000000Z")),
        ],
    )
    def test_rules_of_several_days_are_followed(
        self, read: Read, local: str, instant: datetime
    ) -> None:
        start = f"DTSTART;TZID=America/Toronto:{local}"
        (seen,) = read(calendar(MADE_UP_TORONTO, event(start)))
        assert seen.start == instant

    @readers_of_vtimezones
    def test_one_file_leaves_no_zone_behind_for_the_next(self, read: Read) -> None:
        read(calendar(MADE_UP_TORONTO, MEETING))
        (seen,) = read(calendar(TORONTO, MEETING))
        assert seen.start == at("20080318T220000Z")

    @readers_of_vtimezones
    @pytest.mark.parametrize("tzid", ["America/Toronto", "UTC", "Nowhere/Land"])
    def test_a_tzid_without_vtimezone_is_refused(self, read: Read, tzid: str) -> None:
        with pytest.raises(ReadingFailed, match=rf"TZID {tzid}.* has no VTIMEZONE"):
            read(calendar(event(f"DTSTART;TZID={tzid}:20080318T180000")))

    @readers_of_vtimezones
    def test_the_end_has_to_have_its_vtimezone_too(self, read: Read) -> None:
        end = "DTEND;TZID=Nowhere/Land:20080318T180000"
        with pytest.raises(ReadingFailed, match="has no VTIMEZONE"):
            read(calendar(TORONTO, event("DTSTART;TZID=America/Toronto:20080318T170000", end)))


class TestReadingFailed:
    """Nothing that a reader reports goes unheard."""

    @every_reader
    @pytest.mark.parametrize(
        "broken",
        [
            pytest.param(b"", id="empty"),
            pytest.param(b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", id="no calendar"),
            pytest.param(calendar(MEETING)[:-20], id="cut off"),
            pytest.param(calendar(event("DTSTART:soon")), id="no time"),
            pytest.param(calendar(event("SUMMARY:x")), id="no start"),
            pytest.param(calendar(event("DTSTART:20080318T180000")), id="floating"),
            pytest.param(calendar(event("DTSTART:20080318T220000Z", "SUMMARY")), id="no value"),
            pytest.param(calendar(ALL_DAY).replace(b"Launch", b"\xff"), id="not UTF-8"),
        ],
    )
    def test_a_broken_file_is_refused(self, read: Read, broken: bytes) -> None:
        with pytest.raises(ReadingFailed):
            read(broken)

    @pytest.mark.parametrize("read", BY_VTIMEZONE[1:])
    def test_a_rule_that_the_reader_cannot_follow_is_refused(self, read: Read) -> None:
        """Both drop such a rule, and would show the first date of its series alone."""
        rule = "RRULE:FREQ=DAILY;BYYEARDAY=-1"
        with pytest.raises(ReadingFailed):
            read(calendar(event("DTSTART:20080318T220000Z", rule)))

    @needs_libical
    def test_libical_would_stop_at_a_nul(self) -> None:
        with pytest.raises(ReadingFailed, match="NUL"):
            with_libical(calendar(ALL_DAY).replace(b"Launch", b"\0"))


class TestNestedComponents:
    """:rfc:`9073`: PARTICIPANT and VLOCATION have a UID and a SUMMARY of their own."""

    @pytest.mark.parametrize("read", [ICALENDAR, *BY_VTIMEZONE[:2]])
    def test_they_are_not_taken_for_the_event(self, read: Read) -> None:
        (seen,) = read(calendar(WITH_PEOPLE))
        assert (seen.uid, seen.summary, seen.location) == ("talk@example.org", "Talk", None)

    @needs_libical
    def test_libical_reports_what_it_does_not_know_in_them(self) -> None:
        with pytest.raises(ReadingFailed, match=r"PARTICIPANT-TYPE.*LOCATION-TYPE"):
            with_libical(calendar(WITH_PEOPLE))

    @needs_libical
    def test_libical_may_be_excused(self) -> None:
        unknown = ["PARTICIPANT-TYPE", "LOCATION-TYPE"]
        (seen,) = with_libical(calendar(WITH_PEOPLE), unknown_properties=unknown)
        assert (seen.uid, seen.summary, seen.location) == ("talk@example.org", "Talk", None)

    @needs_libical
    def test_libical_is_excused_for_nothing_else(self) -> None:
        with pytest.raises(ReadingFailed, match="LOCATION-TYPE"):
            with_libical(calendar(WITH_PEOPLE), unknown_properties=["PARTICIPANT-TYPE"])


@needs_icaljs
class TestManyAtOnce:
    """ical.js reads a batch in one process."""

    def test_each_document_has_its_own_zones(self) -> None:
        documents = [calendar(zone, MEETING) for zone in (TORONTO, MADE_UP_TORONTO, TORONTO)]
        assert starts(with_icaljs_many(documents)) == [22, 16, 22]

    def test_no_documents_are_no_answers(self) -> None:
        assert with_icaljs_many([]) == []

    def test_the_failing_document_is_named(self) -> None:
        with pytest.raises(ReadingFailed, match="document 1"):
            with_icaljs_many([calendar(ALL_DAY), b"BEGIN:VCALENDAR\r\n"])


def starts(answers: Sequence[Sequence[Seen]]) -> list[int]:
    return [seen.start.hour for (seen,) in answers]
