"""Times as they are read: RFC 5545, sections 3.3.4 to 3.3.6, 3.6.5 and 3.8.2."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.formats.ical.reading import calendar, codes, event, feed, kept, session, vevent

from hallwaytrack import at, from_ical
from hallwaytrack.model.times import instant_key

BERLIN, TORONTO, NEW_YORK = at("Europe/Berlin"), at("America/Toronto"), at("America/New_York")


def vtimezone(name: str, *observances: str, also: tuple[str, ...] = ()) -> str:
    return "\r\n".join(["BEGIN:VTIMEZONE", f"TZID:{name}", *also, *observances, "END:VTIMEZONE"])


def observance(kind: str, start: str, before: str, after: str, *lines: str) -> str:
    head = [f"BEGIN:{kind}", f"DTSTART:{start}", f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}"]
    return "\r\n".join([*head, *lines, f"END:{kind}"])


SUMMER = observance(
    "DAYLIGHT", "16010325T020000", "+0100", "+0200", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"
)
WINTER = observance(
    "STANDARD", "16011028T030000", "+0200", "+0100", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"
)


def start_in(zone: str, time: str, *observances: str, also: tuple[str, ...] = ()) -> Any:
    """The start that a feed's own VTIMEZONE gives to a time, in UTC."""
    found = event(f"DTSTART;TZID={zone}:{time}", before=(vtimezone(zone, *observances, also=also),))
    return found.start.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


class TestStartsAndZones:
    @pytest.mark.parametrize(
        ("line", "start", "told"),
        [
            ("DTSTART:20080318T220000Z", datetime(2008, 3, 18, 22, tzinfo=UTC), []),
            ("DTSTART;TZID=America/Toronto:20080318T180000", TORONTO("2008-03-18 18:00"), []),
            ("DTSTART;VALUE=DATE:20080318", date(2008, 3, 18), []),
            ("DTSTART:20080318", date(2008, 3, 18), ["IC201"]),
            ("DTSTART:30110811", date(3011, 8, 11), ["IC201"]),
            ("DTSTART;VALUE=DATE:20080318T220000Z", datetime(2008, 3, 18, 22, tzinfo=UTC), ["IC213"]),
            ("DTSTART:20080318T220000", datetime(2008, 3, 18, 22, tzinfo=UTC), ["IC203"]),
            ("dtstart: 20080318t220000z ", datetime(2008, 3, 18, 22, tzinfo=UTC), []),
            ("DTSTART:20161231T235960Z", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC), []),
            ("DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20080318T180000", BERLIN("2008-03-18 18:00"), ["IC204"]),
            ("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20080318T180000", BERLIN("2008-03-18 18:00"), ["IC204"]),
            ("DTSTART;TZID=/Europe/Berlin:20080318T180000", BERLIN("2008-03-18 18:00"), ["IC204"]),
            ("DTSTART;TZID=W. Europe Standard Time:20080318T180000", BERLIN("2008-03-18 18:00"), ["IC205"]),
            ("DTSTART;TZID=europe/berlin:20080318T180000", BERLIN("2008-03-18 18:00"), ["IC206"]),
            ("DTSTART;TZID=America/New York:20080318T180000", NEW_YORK("2008-03-18 18:00"), ["IC206"]),
            ('DTSTART;TZID="(GMT +01:00)":20111028T160000', datetime(2011, 10, 28, 15, tzinfo=UTC), ["IC206"]),
            ("DTSTART;TZID=Mars/Base:20080318T180000", datetime(2008, 3, 18, 18, tzinfo=UTC), ["IC208"]),
            ("DTSTART;TZID=GMT+99:20080318T180000", datetime(2008, 3, 18, 18, tzinfo=UTC), ["IC208"]),
            ("DTSTART;TZID=../../etc/passwd:20080318T180000", datetime(2008, 3, 18, 18, tzinfo=UTC), ["IC208"]),
            ("DTSTART;TZID=" + "a/" * 400 + ":20080318T180000", datetime(2008, 3, 18, 18, tzinfo=UTC), ["IC208"]),
            ("DTSTART;TZID=Europe/Berlin:20080318T180000Z", datetime(2008, 3, 18, 18, tzinfo=UTC), ["IC215"]),
            ("DTSTART;TZID=America/New_York:20240310T023000", NEW_YORK("2024-03-10 03:30"), ["IC210"]),
            ("DTSTART;TZID=America/New_York:20241103T013000", NEW_YORK("2024-11-03 01:30"), []),
        ],
    )  # fmt: skip
    def test_a_start(self, line: str, start: Any, told: list[str]) -> None:
        found = event(line)
        assert found.start == start
        assert codes(vevent(line)) == told

    @pytest.mark.parametrize(
        "text", ["20081399", "00010101", "99990101T000000Z", "20080318T250000", "", "now"]
    )
    def test_a_start_that_is_none(self, text: str) -> None:
        found = calendar(vevent(f"DTSTART:{text}"))
        assert (found.events, kept(found)[0]) == ((), "BEGIN:VEVENT")

    def test_floating_times_are_in_the_callers_zone_else_in_x_wr_timezone(self) -> None:
        lines = ("X-WR-TIMEZONE:America/Toronto", vevent("DTSTART:20080318T180000"))
        assert calendar(*lines).events[0].start == TORONTO("2008-03-18 18:00")
        assert calendar(*lines, timezone="Europe/Berlin").events[0].start == BERLIN(
            "2008-03-18 18:00"
        )
        assert codes(*lines) == ["IC202"]

    def test_utc_is_told_at_home_where_no_event_has_a_tzid(self) -> None:
        home = "X-WR-TIMEZONE:America/Toronto"
        assert calendar(home, vevent()).events[0].timezone == "America/Toronto"
        zoned = vevent("DTSTART;TZID=Europe/Berlin:20080318T180000", uid="b@x.org")
        assert calendar(home, vevent(), zoned).events[0].timezone == "UTC"
        ours = feed(home, vevent(), prodid="-//hallwaytrack//hallwaytrack//EN")
        assert from_ical(ours).events[0].timezone == "UTC"

    def test_x_wr_timezone_that_nobody_knows(self) -> None:
        found = calendar("X-WR-TIMEZONE:Mars/Base", vevent())
        assert (found.timezone, kept(found)) == (None, ["X-WR-TIMEZONE:Mars/Base"])
        assert codes("X-WR-TIMEZONE:Mars/Base") == ["IC208"]

    def test_a_day_is_in_the_calendars_zone(self) -> None:
        found = calendar("X-WR-TIMEZONE:America/Toronto", vevent("DTSTART;VALUE=DATE:20080318"))
        assert found.events[0].timezone == "America/Toronto"
        assert event("DTSTART;VALUE=DATE:20080318").timezone is None

    def test_the_zone_of_an_event_is_the_first_of_it_and_its_sessions(self) -> None:
        child = vevent(
            "RELATED-TO:m@example.org", "DTSTART;TZID=America/Toronto:20080318T190000", uid="s"
        )
        (found,) = calendar(vevent(), child).events
        assert found.timezone == found.sessions[0].start.tzinfo.key == "America/Toronto"
        assert found.start == TORONTO("2008-03-18 18:00")

    def test_a_time_that_the_zone_of_its_event_cannot_tell(self) -> None:
        """Amsterdam was 19 minutes and 32 seconds ahead of Greenwich."""
        lines = ("DTSTART:19300101T120000Z", "DTEND;TZID=Europe/Amsterdam:19600101T130000")
        assert event(*lines).timezone == "UTC"
        assert "IC214" in codes(vevent(*lines))
        assert event("DTSTART;TZID=Europe/Amsterdam:19300101T120000").timezone == "UTC"


class TestEnds:
    """Sections 3.6.1, 3.8.2.2 and 3.8.2.5."""

    @pytest.mark.parametrize(
        ("start", "line", "end", "told"),
        [
            ("DTSTART:20080318T220000Z", "DTEND:20080318T230000Z", datetime(2008, 3, 18, 23, tzinfo=UTC), []),
            ("DTSTART;VALUE=DATE:20080318", "DTEND;VALUE=DATE:20080320", date(2008, 3, 19), []),
            ("DTSTART;VALUE=DATE:20080318", "DTEND;VALUE=DATE:20080318", None, ["IC211"]),
            ("DTSTART:20080318T220000Z", "DTEND:20080318T220000Z", None, ["IC211"]),
            ("DTSTART:20080318T220000Z", "DTEND:20080318T210000Z", None, ["IC211"]),
            ("DTSTART:20080318T220000Z", "DTEND;VALUE=DATE:20080320", datetime(2008, 3, 20, tzinfo=UTC), ["IC212"]),
            ("DTSTART;VALUE=DATE:20080318", "DTEND:20080319T120000Z", date(2008, 3, 19), ["IC212"]),
            ("DTSTART;VALUE=DATE:20080318", "DTEND:20080320T000000Z", date(2008, 3, 19), ["IC212"]),
            ("DTSTART:20080318T220000Z", "DURATION:PT1H30M", datetime(2008, 3, 18, 23, 30, tzinfo=UTC), []),
            ("DTSTART:20080318T220000Z", "DURATION:+PT1H0M0S", datetime(2008, 3, 18, 23, tzinfo=UTC), []),
            ("DTSTART;VALUE=DATE:20080318", "DURATION:P2D", date(2008, 3, 19), []),
            ("DTSTART;VALUE=DATE:20080318", "DURATION:P1W", date(2008, 3, 24), []),
            ("DTSTART;VALUE=DATE:20080318", "DURATION:PT36H", date(2008, 3, 18), ["IC212"]),
            ("DTSTART:20080318T220000Z", "DURATION:PT0S", None, ["IC211"]),
            ("DTSTART:20080318T220000Z", "DURATION:-PT1H", None, ["IC211"]),
            ("DTSTART:20080318T220000Z", "DURATION:an hour", None, ["IC115"]),
            ("DTSTART:20080318T220000Z", "DURATION:P999999999D", None, ["IC115"]),
            ("DTSTART;TZID=America/New_York:20240309T120000", "DURATION:P1D", NEW_YORK("2024-03-10 12:00"), []),
            ("DTSTART;TZID=America/New_York:20240309T120000", "DURATION:PT24H", NEW_YORK("2024-03-10 13:00"), []),
            ("DTSTART;TZID=America/New_York:20241103T013000", "DTEND:20241103T063000Z", datetime(2024, 11, 3, 6, 30, tzinfo=UTC), []),
        ],
    )  # fmt: skip
    def test_an_end(self, start: str, line: str, end: Any, told: list[str]) -> None:
        assert instant_key(event(start, line).end) == instant_key(end)
        assert codes(vevent(start, line)) == told

    def test_no_end(self) -> None:
        assert event().end is None

    def test_stamps(self) -> None:
        found = event(
            "CREATED:20080101T120000Z",
            "LAST-MODIFIED;TZID=America/Toronto:20080102T120000",
            "DTSTAMP:20090101T000000Z",
        )
        assert found.created == datetime(2008, 1, 1, 12, tzinfo=UTC)
        assert found.updated == datetime(2008, 1, 2, 17, tzinfo=UTC)

    @pytest.mark.parametrize(
        "stamp", ["2008W101T120000Z", "2008-W10-1T1200Z", "20080301x120000Z", "20080301T1200.5Z"]
    )
    def test_a_stamp_in_another_form_of_iso_8601_is_none(self, stamp: str) -> None:
        assert event(f"LAST-MODIFIED:{stamp}").updated is None
        assert codes(vevent(f"LAST-MODIFIED:{stamp}")) == ["IC115"]


class TestCustomZones:
    """Section 3.6.5: a VTIMEZONE, used where its name is that of no IANA zone."""

    @pytest.mark.parametrize(
        ("time", "told"),
        [
            ("20240115T120000", "20240115T110000Z"),
            ("20240715T120000", "20240715T100000Z"),
            ("20240331T013000", "20240331T003000Z"),
            ("20240331T023000", "20240331T013000Z"),  # skipped: by the offset before
            ("20240331T030000", "20240331T010000Z"),
            ("20241027T023000", "20241027T003000Z"),  # repeated: the first pass
            ("20241027T030000", "20241027T020000Z"),
            ("25000715T120000", "25000715T110000Z"),  # beyond what is worked out
        ],
    )
    def test_by_its_rules(self, time: str, told: str) -> None:
        assert start_in("Our Zone", time, SUMMER, WINTER) == told

    def test_it_is_told(self) -> None:
        line = "DTSTART;TZID=Our Zone:20240115T120000"
        assert codes(vtimezone("Our Zone", SUMMER, WINTER), vevent(line)) == ["IC207"]

    def test_it_is_private_to_its_feed(self) -> None:
        one = feed(
            vtimezone("Our Zone", SUMMER, WINTER), vevent("DTSTART;TZID=Our Zone:20240115T120000")
        )
        other = feed(vevent("DTSTART;TZID=Our Zone:20240115T120000", uid="other@x.org"))
        starts = [e.start.hour for e in from_ical(one + other).events]
        assert starts == [11, 12]

    def test_x_lic_location_names_an_iana_zone(self) -> None:
        zone = vtimezone("Our Zone", WINTER, also=("X-LIC-LOCATION:Europe/Berlin",))
        assert event("DTSTART;TZID=Our Zone:20240715T120000", before=(zone,)).start == BERLIN(
            "2024-07-15 12:00"
        )

    def test_an_iana_zone_is_not_read_from_the_feed(self) -> None:
        zone = vtimezone(
            "Europe/Berlin", observance("STANDARD", "19700101T000000", "+0500", "+0500")
        )
        assert event("DTSTART;TZID=Europe/Berlin:20240715T120000", before=(zone,)).start == BERLIN(
            "2024-07-15 12:00"
        )

    @pytest.mark.parametrize(
        ("lines", "told"),
        [
            ([], "20240715T100000Z"),
            (["RDATE:20200101T000000,20210101T000000"], "20240715T100000Z"),
            (["RRULE:FREQ=YEARLY;COUNT=2"], "20240715T100000Z"),
            (["RRULE:FREQ=YEARLY;UNTIL=20100101T000000Z"], "20240715T100000Z"),
            (["RRULE:FREQ=YEARLY;UNTIL=20100101"], "20240715T100000Z"),
            (["RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"], "20240715T100000Z"),
            (["RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=25,26,27,28,29,30,31;BYDAY=SU;WKST=MO"], "20240715T100000Z"),
            (["RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=5SU"], "20240715T100000Z"),
            (["RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1;BYHOUR=0;BYMINUTE=0"], "20240715T100000Z"),
        ],
    )  # fmt: skip
    def test_observances(self, lines: list[str], told: str) -> None:
        found = observance("STANDARD", "20000301T000000", "+010000", "+0200", *lines)
        assert start_in("Our Zone", "20240715T120000", found) == told
        assert start_in("Our Zone", "19900715T120000", found) == "19900715T110000Z"

    @pytest.mark.parametrize(
        "line",
        [
            "RRULE:FREQ=MONTHLY",
            "RRULE:FREQ=YEARLY;BYMONTH=13",
            "RRULE:FREQ=YEARLY;BYMONTH=x",
            "RRULE:FREQ=YEARLY;BYSETPOS=1",
            "RRULE:FREQ=YEARLY;BYDAY=MO,TU",
            "RRULE:FREQ=YEARLY;BYMONTHDAY=x",
            "RRULE:FREQ=YEARLY;UNTIL=x",
            "RDATE:x",
        ],
    )
    def test_an_observance_that_cannot_be_read(self, line: str) -> None:
        broken = observance("DAYLIGHT", "19700329T020000", "+0100", "+0200", line)
        zone = vtimezone(
            "Our Zone", observance("STANDARD", "19700101T000000", "+0100", "+0100"), broken
        )
        start = vevent("DTSTART;TZID=Our Zone:20240715T120000")
        assert codes(zone, start) == ["IC209", "IC207"]
        assert calendar(zone, start).events[0].start.hour == 11

    def test_a_zone_without_any(self) -> None:
        zones = (
            vtimezone("Our Zone"),
            vtimezone("Our Zone", observance("STANDARD", "x", "1", "2")),
        )
        for zone in zones:
            assert codes(zone, vevent("DTSTART;TZID=Our Zone:20240715T120000")) == [
                "IC209",
                "IC208",
            ]

    def test_their_number_is_bounded(self) -> None:
        zones = [vtimezone(f"Zone {n}", WINTER) for n in range(60)]
        events = [
            vevent(f"DTSTART;TZID=Zone {n}:20240115T120000", uid=f"{n}@x.org") for n in range(60)
        ]
        found = codes(*zones, *events)
        assert (found.count("IC207"), found.count("IC208")) == (50, 10)

    def test_the_zone_of_another_calendar_is_not_used(self) -> None:
        assert event("DTSTART;TZID=Our Zone:20240115T120000").start.hour == 12


def test_a_session_has_its_times_in_the_zone_of_its_event() -> None:
    found = session("DTSTART;TZID=America/Toronto:20080318T180000", "DTEND:20080318T230000Z")
    assert (found.start, found.end) == (TORONTO("2008-03-18 18:00"), TORONTO("2008-03-18 19:00"))
