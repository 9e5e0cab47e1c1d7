"""Reading, clause by clause: a class is a section, a docstring its sentence."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.formats.ical.reading import calendar, codes, event, feed, kept, series, session, vevent

from hallwaytrack import GeoPoint, at, from_ical

TORONTO = at("America/Toronto")
BERLIN = at("Europe/Berlin")
NEW_YORK = at("America/New_York")


def start(line: str, *before: str) -> Any:
    return event(line, before=before).start


class TestRfc5545Section31:
    """Content Lines."""

    def test_unfolding(self) -> None:
        """Unfolding is accomplished by removing the CRLF and the linear white-space character that
        immediately follows.
        """
        folded = b"DESCRIPTION:This is a lo\r\n ng description\r\n  that exists on a long line."
        data = feed(vevent("LOCATION:x")).replace(b"LOCATION:x", folded)
        told = "This is a long description that exists on a long line."
        assert from_ical(data).events[0].description == told

    def test_lists_of_values(self) -> None:
        """If such a list is allowed, individual values are separated by a COMMA character."""
        assert event(r"CATEGORIES:a,b\,c,d").topics == ("a", "b,c", "d")

    def test_properties_with_the_same_name(self) -> None:
        """Some properties may occur multiple times, each with a list of values."""
        assert event("CATEGORIES:a,b", "CATEGORIES:c").topics == ("a", "b", "c")

    def test_parts_of_a_value(self) -> None:
        """The SEMICOLON character separates the parts of a structured value."""
        assert event("LOCATION:x", "GEO:43.6;-79.4").venue.geo == GeoPoint(
            latitude=43.6, longitude=-79.4
        )

    def test_binary_content(self) -> None:
        """Binary content information in an iCalendar object SHOULD be referenced using a URI; what
        stands in the object is kept as it was.
        """
        line = "ATTACH;ENCODING=BASE64;VALUE=BINARY:VGVzdA=="
        assert kept(event(line)) == [line]

    def test_the_charset(self) -> None:
        """The default charset for an iCalendar stream is UTF-8."""
        assert event("LOCATION:Zoë 多摩").venue.name == "Zoë 多摩"


class TestRfc5545Section32:
    """Property Parameters."""

    @pytest.mark.parametrize(
        "line",
        [
            "DTSTART;TZID=America/Toronto:20080318T180000",
            'DTSTART;TZID="America/Toronto":20080318T180000',
            "DTSTART;X-A=b;TZID=America/Toronto:20080318T180000",
            'DTSTART;X-A="b:c;d,e";TZID=America/Toronto:20080318T180000',
            "dtstart;tzid=America/Toronto:20080318T180000",
        ],
    )
    def test_values_may_be_quoted(self, line: str) -> None:
        """Property parameter values that contain the COLON, SEMICOLON, or COMMA character
        separators MUST be specified as quoted-string text values; names are case-insensitive.
        """
        assert start(line) == TORONTO("2008-03-18 18:00")

    def test_322_the_common_name(self) -> None:
        """3.2.2: CN specifies the common name to be associated with the calendar user."""
        found = event('ORGANIZER;CN="Smith, John":mailto:jsmith@example.com')
        assert found.people[0].name == "Smith, John"

    def test_3215_the_default_relationship_is_parent(self) -> None:
        """3.2.15: If this parameter is not specified [...] the default relationship type is PARENT."""
        child = vevent("RELATED-TO:m@example.org", uid="s1/m@example.org")
        assert [s.id for s in calendar(vevent(), child).events[0].sessions] == ["s1"]

    @pytest.mark.parametrize("kind", ["SIBLING", "CHILD", "X-OTHER"])
    def test_3215_other_relations_make_no_session(self, kind: str) -> None:
        child = vevent(f"RELATED-TO;RELTYPE={kind}:m@example.org", uid="s1/m@example.org")
        assert len(calendar(vevent(), child).events) == 2

    def test_3219_a_slash_is_a_prefix_of_a_registry(self) -> None:
        """3.2.19: The presence of the SOLIDUS character as a prefix, indicates that this TZID
        represents a unique ID in a globally defined time zone registry.
        """
        line = "DTSTART;TZID=/America/Toronto:20080318T180000"
        assert start(line) == TORONTO("2008-03-18 18:00")

    def test_3220_the_value_type(self) -> None:
        """3.2.20: VALUE explicitly specifies the value type format for a property value."""
        assert start("DTSTART;VALUE=DATE:20080318") == date(2008, 3, 18)
        assert start("DTSTART;VALUE=DATE-TIME:20080318T220000Z") == datetime(
            2008, 3, 18, 22, tzinfo=UTC
        )


class TestRfc5545Section33:
    """Property Value Data Types."""

    def test_334_a_date(self) -> None:
        """3.3.4: The textual format specifies a four-digit year, two-digit month, and two-digit
        day of the month.
        """
        assert start("DTSTART;VALUE=DATE:19970714") == date(1997, 7, 14)

    @pytest.mark.parametrize("text", ["1997714", "19970732", "19971301", "19970714T", "97-07-14"])
    def test_334_no_date(self, text: str) -> None:
        assert codes(vevent(f"DTSTART;VALUE=DATE:{text}")) == ["IC109", "IC115"]

    def test_335_form_1_is_local_to_whoever_reads_it(self) -> None:
        """3.3.5: FORM #1: DATE WITH LOCAL TIME."""
        found = event("DTSTART:19980118T230000", timezone="Europe/Berlin")
        assert found.start == BERLIN("1998-01-18 23:00")

    def test_335_form_2_is_utc(self) -> None:
        """3.3.5: FORM #2: DATE WITH UTC TIME."""
        assert start("DTSTART:19980119T070000Z") == datetime(1998, 1, 19, 7, tzinfo=UTC)

    def test_335_form_3_has_a_zone(self) -> None:
        """3.3.5: FORM #3: DATE WITH LOCAL TIME AND TIME ZONE REFERENCE."""
        line = "DTSTART;TZID=America/New_York:19980119T020000"
        assert start(line) == NEW_YORK("1998-01-19 02:00")

    def test_335_a_repeated_time_is_the_first(self) -> None:
        """3.3.5: If the local time described occurs more than once [...] the DATE-TIME value refers
        to the first occurrence of the referenced time.
        """
        found = start("DTSTART;TZID=America/New_York:20071104T013000")
        assert found.astimezone(UTC) == datetime(2007, 11, 4, 5, 30, tzinfo=UTC)

    def test_335_a_skipped_time_is_read_by_the_offset_before_the_gap(self) -> None:
        """3.3.5: If the local time described does not occur [...] the DATE-TIME value is
        interpreted using the UTC offset before the gap in local times.
        """
        line = "DTSTART;TZID=America/New_York:20070311T023000"
        assert start(line) == NEW_YORK("2007-03-11 03:30")
        assert codes(vevent(line)) == ["IC210"]

    @pytest.mark.parametrize(
        ("text", "length"),
        [
            ("P15DT5H0M20S", timedelta(days=15, hours=5, seconds=20)),
            ("P7W", timedelta(weeks=7)),
            ("PT45M", timedelta(minutes=45)),
            ("+PT1H", timedelta(hours=1)),
        ],
    )
    def test_336_durations(self, text: str, length: timedelta) -> None:
        """3.3.6: A duration of 15 days, 5 hours, and 20 seconds would be: P15DT5H0M20S."""
        found: Any = event(f"DURATION:{text}")
        assert found.end - found.start == length

    def test_336_days_are_nominal_and_hours_exact(self) -> None:
        """3.3.6: The duration of a week or a day depends on its position in the calendar."""
        begin = "DTSTART;TZID=America/New_York:20080308T120000"
        assert event(begin, "DURATION:P1D").end == NEW_YORK("2008-03-09 12:00")
        assert event(begin, "DURATION:PT24H").end == NEW_YORK("2008-03-09 13:00")

    def test_338_an_integer(self) -> None:
        """3.3.8: The valid range for "integer" is -2147483648 to 2147483647."""
        assert event("SEQUENCE:2147483647").sequence == 2**31 - 1
        assert codes(vevent("SEQUENCE:2147483648")) == ["IC507"]

    def test_339_a_period_is_read_by_its_start(self) -> None:
        """3.3.9: a period of time: its start, and its end or its duration."""
        line = "RDATE;VALUE=PERIOD:20080320T220000Z/PT3H,20080321T220000Z/20080322T000000Z"
        added = series(vevent(line)).recurrence.added
        assert [when.day for when in added] == [20, 21]

    @pytest.mark.parametrize(
        "rule", ["FREQ=WEEKLY;COUNT=5", "COUNT=5;FREQ=WEEKLY", "freq=weekly;count=5"]
    )
    def test_3310_parts_come_in_any_order(self, rule: str) -> None:
        """3.3.10: Compliant applications MUST accept rule parts ordered in any sequence."""
        assert series(vevent(f"RRULE:{rule}")).recurrence.rule == "FREQ=WEEKLY;COUNT=5"

    def test_3310_until_includes_the_last(self) -> None:
        """3.3.10: UNTIL defines a DATE or DATE-TIME value that bounds the recurrence rule in an
        inclusive manner.
        """
        found = series(vevent("RRULE:FREQ=DAILY;UNTIL=20080320T220000Z"))
        met = found.between(date(2008, 1, 1), date(2009, 1, 1))
        assert [each.start.day for each in met] == [18, 19, 20]

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            (r"Project XYZ Final Review\nConference Room - 3B", "Project XYZ Final Review\nConference Room - 3B"),
            (r"one\Ntwo", "one\ntwo"),
            (r"a\, b\; c\\d: e", "a, b; c\\d: e"),
            (r"\\n\\N\\\n.", "\\n\\N\\\n."),
            (r"\x \" c:\temp", r"\x \" c:\temp"),
            ("tail\\", "tail\\"),
        ],
    )  # fmt: skip
    def test_3311_text(self, written: str, meant: str) -> None:
        """3.3.11: An intentional formatted text line break MUST only be represented by "\\n" or
        "\\N"; backslash, SEMICOLON and COMMA are escaped, a COLON SHALL NOT be.
        """
        assert event(f"DESCRIPTION:{written}").description == meant

    def test_3312_a_leap_second(self) -> None:
        """3.3.12: a positive leap second may be told as 60; what has none reads it as 59."""
        assert start("DTSTART:19970630T235960Z").second == 59

    def test_3314_offsets(self) -> None:
        """3.3.14: The PLUS SIGN character MUST be specified for positive UTC offsets; its seconds
        are optional.
        """
        for offset, hour in (("-0500", 23), ("+0100", 17), ("+013015", 16)):
            zone = vtimezone("Here", ("STANDARD", "19700101T000000", offset, offset, ""))
            found = start("DTSTART;TZID=Here:20080318T180000", zone)
            assert found.astimezone(UTC).hour == hour


def vtimezone(name: str, *observances: tuple[str, str, str, str, str]) -> str:
    """A VTIMEZONE of these observances: kind, DTSTART, the two offsets, and another line."""
    lines = [f"TZID:{name}"]
    for kind, onset, before, after, more in observances:
        lines += [f"BEGIN:{kind}", f"DTSTART:{onset}", *filter(None, [more])]
        lines += [f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}", f"END:{kind}"]
    return "\r\n".join(["BEGIN:VTIMEZONE", *lines, "END:VTIMEZONE"])


class TestRfc5545Section361:
    """Event Component."""

    def test_a_date_alone_lasts_a_day(self) -> None:
        """For cases where a "VEVENT" calendar component specifies a "DTSTART" property with a DATE
        value type but no "DTEND" nor "DURATION" property, the event's duration is taken to be one
        day: on the day after it is over.
        """
        found = calendar(vevent("DTSTART;VALUE=DATE:19971102"))
        assert len(found.between(date(1997, 11, 2), date(1997, 11, 3))) == 1
        assert found.between(date(1997, 11, 3), date(1997, 11, 4)) == ()

    def test_a_time_alone_ends_as_it_begins(self) -> None:
        """With a DATE-TIME value type but no "DTEND" property, the event ends on the same calendar
        date and time of day specified by the "DTSTART" property: it has no end here.
        """
        assert event("DTSTART:19970903T163000Z").end is None

    def test_the_end_is_not_inclusive(self) -> None:
        """The "DTEND" property for a "VEVENT" calendar component specifies the non-inclusive end
        of the event.
        """
        found = event("DTSTART;VALUE=DATE:20070628", "DTEND;VALUE=DATE:20070709")
        assert found.end == date(2007, 7, 8)

    def test_alarms_are_kept(self) -> None:
        """The "VEVENT" calendar component may include VALARM calendar components."""
        alarm = ["BEGIN:VALARM", "ACTION:AUDIO", "TRIGGER:-PT30M", "END:VALARM"]
        assert kept(event(*alarm)) == alarm


class TestRfc5545Section365:
    """Time Zone Component."""

    def test_a_zone_of_the_feeds_own(self) -> None:
        """A TZID that no registry has is read by the VTIMEZONE of that name: an observance applies
        from its onset until the next one.
        """
        zone = vtimezone(
            "Club",
            ("STANDARD", "20071104T020000", "-0400", "-0500", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"),
            ("DAYLIGHT", "20070311T020000", "-0500", "-0400", "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3"),
        )  # fmt: skip
        for text, hour in (
            ("20080118T180000", 23),
            ("20080718T180000", 22),
            ("20120718T180000", 22),
        ):
            found = start(f"DTSTART;TZID=Club:{text}", zone)
            assert found.astimezone(UTC).hour == hour

    def test_onsets_may_be_listed(self) -> None:
        """The "RDATE" property specifies onsets that no rule gives."""
        zone = vtimezone(
            "Club",
            ("STANDARD", "20070101T000000", "+0100", "+0100", ""),
            ("DAYLIGHT", "20080401T020000", "+0100", "+0200", "RDATE:20080401T020000"),
        )
        found = start("DTSTART;TZID=Club:20080718T180000", zone)
        assert found.astimezone(UTC).hour == 16

    def test_a_name_of_iana_is_what_iana_says(self) -> None:
        """A VTIMEZONE under such a name may be old, or wrong."""
        zone = vtimezone("America/Toronto", ("STANDARD", "19700101T000000", "+0900", "+0900", ""))
        line = "DTSTART;TZID=America/Toronto:20080318T180000"
        assert start(line, zone) == TORONTO("2008-03-18 18:00")


class TestRfc5545Section382:
    """Date and Time Component Properties."""

    def test_3822_the_end_is_after_the_start(self) -> None:
        """3.8.2.2: DTEND MUST be later in time than the value of the "DTSTART" property."""
        assert event("DTEND:20080318T220000Z").end is None
        assert codes(vevent("DTEND:20080318T220000Z")) == ["IC211"]

    def test_3822_the_end_is_of_the_starts_type(self) -> None:
        """3.8.2.2: The value type of this property MUST be the same as the "DTSTART" property."""
        assert codes(vevent("DTEND;VALUE=DATE:20080320")) == ["IC212"]

    def test_3824_the_start_is_needed(self) -> None:
        """3.8.2.4: This property is REQUIRED in all types of recurring calendar components that
        specify the "RRULE" property; without one there is no event at all.
        """
        assert codes("BEGIN:VEVENT", "UID:a", "RRULE:FREQ=DAILY", "END:VEVENT") == ["IC109"]

    def test_3825_a_duration_in_place_of_an_end(self) -> None:
        """3.8.2.5: In a "VEVENT" calendar component the property may be used to specify a duration
        of the event, instead of an explicit end DATE-TIME.
        """
        found: Any = event("DURATION:PT1H0M0S")
        assert found.end - found.start == timedelta(hours=1)

    def test_3827_what_is_transparent_is_kept(self) -> None:
        """3.8.2.7: the default is OPAQUE."""
        assert kept(event("TRANSP:TRANSPARENT")) == ["TRANSP:TRANSPARENT"]
        assert kept(event("TRANSP:OPAQUE")) == []


ZONED = "DTSTART;TZID=America/New_York:19970902T090000"


class TestRfc5545Section385:
    """Recurrence Component Properties."""

    def test_3851_exceptions_are_taken_out(self) -> None:
        """3.8.5.1: The "EXDATE" property can be used to exclude the value specified in "DTSTART"."""
        lines = ZONED, "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;TZID=America/New_York:19970902T090000"
        assert self.days(*lines) == [3, 4]

    def test_3852_dates_are_added(self) -> None:
        """3.8.5.2: RDATE can appear along with the "RRULE" property to define an aggregate set."""
        lines = ZONED, "RRULE:FREQ=DAILY;COUNT=2", "RDATE;TZID=America/New_York:19970909T090000"
        assert self.days(*lines) == [2, 3, 9]

    def test_3852_duplicates_are_one(self) -> None:
        """3.8.5.2: Where duplicate instances are generated by the "RRULE" and "RDATE" properties,
        only one recurrence is considered.
        """
        lines = ZONED, "RRULE:FREQ=DAILY;COUNT=2", "RDATE;TZID=America/New_York:19970903T090000"
        assert self.days(*lines) == [2, 3]

    @pytest.mark.parametrize(
        ("rule", "days"),
        [
            ("FREQ=DAILY;COUNT=3", [2, 3, 4]),
            ("FREQ=DAILY;UNTIL=19970904T130000Z", [2, 3, 4]),
            ("FREQ=DAILY;INTERVAL=10;COUNT=3", [2, 12, 22]),
            ("FREQ=WEEKLY;UNTIL=19970924T000000Z;WKST=SU;BYDAY=TU,TH", [2, 4, 9, 11, 16, 18, 23]),
            ("FREQ=MONTHLY;COUNT=2;BYMONTHDAY=2,15", [2, 15]),
        ],
    )
    def test_3853_examples(self, rule: str, days: list[int]) -> None:
        """3.8.5.3: All examples assume the Eastern United States time zone."""
        assert self.days(ZONED, f"RRULE:{rule}") == days

    def test_3853_meetings_keep_the_wall_clock(self) -> None:
        """3.8.5.3: a start with a time zone recurs at the same local time."""
        found = series(vevent(ZONED, "RRULE:FREQ=MONTHLY;COUNT=3"))
        met = found.between(date(1997, 1, 1), date(1998, 1, 1))
        assert [(each.start.hour, each.start.astimezone(UTC).hour) for each in met] == [
            (9, 13), (9, 13), (9, 14),
        ]  # fmt: skip

    @staticmethod
    def days(*lines: str) -> list[int]:
        found = series(vevent(*lines)).between(date(1997, 1, 1), date(1998, 1, 1))
        return [each.start.day for each in found]


class TestRfc6868Section32:
    """Parameter Value Encoding Scheme: Decoding."""

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("George Herman ^'Babe^' Ruth", 'George Herman "Babe" Ruth'),
            ("a^^b", "a^b"),
            ("a^^nb", "a^nb"),
            ("a^b^", "a^b^"),
        ],
    )
    def test_carets(self, written: str, meant: str) -> None:
        """The character sequences ^n, ^^ and ^' are decoded; a ^ that precedes any other character
        MUST be left as it is.
        """
        assert event(f"ORGANIZER;CN={written}:mailto:a@example.com").people[0].name == meant

    def test_a_line_break(self) -> None:
        """^n is decoded into an appropriate formatted line break."""
        found = event("CONFERENCE;LABEL=Web^nvideo:https://video.example.com/")
        assert found.online[0].label == "Web video"


class TestRfc7986Section5:
    """New Properties."""

    @pytest.mark.parametrize(
        ("line", "member", "value"),
        [
            ("NAME:Company Vacation Days", "name", "Company Vacation Days"),
            ("DESCRIPTION:All days", "description", "All days"),
            ("URL:https://example.com/calendar.ics", "url", "https://example.com/calendar.ics"),
            ("REFRESH-INTERVAL;VALUE=DURATION:P1W", "refresh_interval", timedelta(weeks=1)),
            ("COLOR:turquoise", "color", "turquoise"),
            ("IMAGE;VALUE=URI;DISPLAY=BADGE;FMTTYPE=image/png:http://example.com/a.png", "image", "http://example.com/a.png"),
            ("LAST-MODIFIED:20080401T000000Z", "updated", datetime(2008, 4, 1, tzinfo=UTC)),
        ],
    )  # fmt: skip
    def test_of_a_calendar(self, line: str, member: str, value: Any) -> None:
        """5.1 to 5.10."""
        assert getattr(calendar(line), member) == value

    def test_source_is_kept(self) -> None:
        """5.8: SOURCE identifies a URI where calendar data can be refreshed from."""
        line = "SOURCE;VALUE=URI:https://example.com/holidays.ics"
        assert kept(calendar(line)) == [line]

    def test_511_conferences(self) -> None:
        """5.11: CONFERENCE specifies information for accessing a conferencing system; FEATURE lists
        what it can do.
        """
        found = event(
            "CONFERENCE;VALUE=URI;FEATURE=PHONE,MODERATOR;LABEL=Moderator dial-in:tel:+1-412-555-0123",
            "CONFERENCE;VALUE=URI;FEATURE=CHAT:xmpp:chat-123@conference.example.com",
        )
        places = [(each.kind, each.label) for each in found.online]
        assert places[1] == ("chat", None)
        assert places[0][1] == "Moderator dial-in"


class TestRfc9073Section7:
    """New Components."""

    def test_71_participants(self) -> None:
        """7.1: PARTICIPANT provides information about those that participate in a calendar event."""
        found = session(
            *("BEGIN:PARTICIPANT", "UID:p1", "PARTICIPANT-TYPE:SPEAKER", "SUMMARY:Ada Lovelace"),
            "END:PARTICIPANT",
        )
        assert [each.role for each in found.contributors] == ["speaker"]

    def test_72_a_location(self) -> None:
        """7.2: VLOCATION provides rich information about the location of an event."""
        inner = "BEGIN:VLOCATION", "UID:l1", "NAME:The venue", "GEO:1;2", "END:VLOCATION"
        venue = event(*inner).venue
        assert (venue.name, venue.geo) == ("The venue", GeoPoint(latitude=1, longitude=2))

    def test_73_resources_are_kept(self) -> None:
        """7.3: VRESOURCE provides a typed reference to external information about a resource."""
        inner = ["BEGIN:VRESOURCE", "UID:r1", "RESOURCE-TYPE:projector", "END:VRESOURCE"]
        assert kept(event(*inner)) == inner
