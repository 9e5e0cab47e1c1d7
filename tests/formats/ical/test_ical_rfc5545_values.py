"""The clauses of :rfc:`5545` about lines, parameters and values, held against every feed.

A class is a section, and a test's docstring the sentence of it that the test is about.
"""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.formats.ical.calendars import feed
from tests.formats.ical.documents import event, session, toronto
from tests.formats.ical.grammar import Component, Property, calendar_of, entries_of, unfolded
from tests.formats.ical.written import Feed

from hallwaytrack import Calendar, GeoPoint, UserGroup, Venue, VirtualLocation, to_ical

UTC_TIME = re.compile(r"\d{8}T\d{6}Z")
LOCAL_TIME = re.compile(r"\d{8}T\d{6}")
DATE = re.compile(r"\d{8}")
TIMED = ("DTSTART", "DTEND")
RECURRING = ("RECURRENCE-ID", "RDATE", "EXDATE")


def line(data: bytes, name: str) -> str:
    """The unfolded line of a property that stands in a file once."""
    (found,) = [line for line in unfolded(data) if re.match(rf"{name}[;:]", line)]
    return found


def described(text: str) -> str:
    """The DESCRIPTION of an event with this text, as it is written."""
    return line(to_ical(event(description=text)), "DESCRIPTION").removeprefix("DESCRIPTION:")


class TestSection31:
    """Content Lines."""

    def test_lines_end_in_crlf(self, written: tuple[Feed, ...]) -> None:
        """Content lines are delimited by a line break, which is a CRLF sequence."""
        for each in written:
            assert each.data.endswith(b"\r\n")
            assert re.search(rb"(?<!\r)\n|\r(?!\n)", each.data) is None

    def test_no_line_is_empty(self, written: tuple[Feed, ...]) -> None:
        """contentline = name *(";" param ) ":" value CRLF"""
        for each in written:
            assert b"\r\n\r\n" not in each.data
            assert b"\r\n \r\n" not in each.data

    def test_lines_are_at_most_75_octets_long(self, written: tuple[Feed, ...]) -> None:
        """Lines of text SHOULD NOT be longer than 75 octets, excluding the line break."""
        longest = max(len(line) for each in written for line in each.data.split(b"\r\n"))
        assert longest == 75

    def test_folding_splits_no_character(self, written: tuple[Feed, ...]) -> None:
        """A long line can be split between any two characters."""
        for each in written:
            for physical in each.data.split(b"\r\n"):
                physical.decode()

    @pytest.mark.parametrize("character", ["x", "é", "漢", "🎉"])
    def test_lines_are_folded_no_sooner_than_they_have_to_be(self, character: str) -> None:
        for before in range(80):
            data = to_ical(event(title="x" * before + character * 40))
            physical = data.split(b"\r\nSUMMARY:")[1].split(b"\r\nSTATUS")[0].split(b"\r\n")
            widths = [len(line) for line in physical]
            widths[0] += len("SUMMARY:")
            assert all(74 - len(character.encode()) < width <= 75 for width in widths[:-1])
            assert widths[-1] > 1

    def test_a_line_of_exactly_75_octets_is_left_whole(self) -> None:
        """When generating a content line, lines longer than 75 octets SHOULD be folded."""
        for title in ("x" * 67, "é" * 33 + "x", "🎉" * 16 + "漢"):
            assert b"\r\n " not in to_ical(event(title=title))
            assert to_ical(event(title=title + "y")).count(b"\r\n ") == 1

    def test_unfolding_gives_back_the_line(self) -> None:
        """Unfolding: removing the CRLF and the linear white-space character that follows it."""
        title = "Spaces  at   every    fold     " * 9 + "漢字 🎉 " * 20 + "."
        assert line(to_ical(event(title=title)), "SUMMARY") == f"SUMMARY:{title}"

    def test_names_are_tokens(self, properties: list[Property]) -> None:
        """iana-token = 1*(ALPHA / DIGIT / "-")"""
        for each in properties:
            for name in (each.name, *each.parameters):
                assert re.fullmatch(r"[A-Z0-9-]+", name)

    def test_no_control_stands_in_a_line(self, written: tuple[Feed, ...]) -> None:
        """CONTROL = %x00-08 / %x0A-1F / %x7F; a value holds none."""
        for each in written:
            for content in unfolded(each.data):
                assert re.search(r"[\x00-\x08\x0a-\x1f\x7f]", content) is None

    def test_values_of_a_list_are_separated_by_commas(self) -> None:
        """Values in a list of values MUST be separated by a COMMA character (3.1.1)."""
        data = to_ical(event(topics=["a", "b, c", "d\\", "e;"]))
        assert line(data, "CATEGORIES") == r"CATEGORIES:a,b\, c,d\\,e\;"

    def test_parts_of_a_value_are_separated_by_semicolons(self) -> None:
        """Structured values MUST have their value parts separated by a SEMICOLON (3.1.1)."""
        venue = Venue(id="v", name="V", geo=GeoPoint(latitude=1.5, longitude=-2))
        assert line(to_ical(event(venue=venue)), "GEO") == "GEO:1.5;-2"

    def test_several_values_take_several_lines(self) -> None:
        """Create a new content line for each value, including the property name (3.1.2)."""
        online = [VirtualLocation(url=f"https://example.org/{n}") for n in range(3)]
        (entry,) = entries_of(to_ical(event(online=online)))
        assert len(entry.all("CONFERENCE")) == 3

    def test_the_charset_is_utf_8(self, written: tuple[Feed, ...]) -> None:
        """The default charset for an iCalendar stream is UTF-8 (3.1.4)."""
        for each in written:
            each.data.decode("utf-8", "strict")
        assert not to_ical(event(title="é")).startswith(b"\xef\xbb\xbf")


class TestSection32:
    """Property Parameters."""

    def test_separators_stand_in_quotes(self) -> None:
        """Parameter values that contain COLON, SEMICOLON, or COMMA MUST be quoted-strings."""
        online = [VirtualLocation(url="https://example.org/", label="Room: a, b; c")]
        assert ';LABEL="Room: a, b; c":https:' in line(to_ical(event(online=online)), "CONFERENCE")

    def test_a_value_holds_no_quote(self) -> None:
        """Property parameter values MUST NOT contain the DQUOTE character."""
        online = [VirtualLocation(url="https://example.org/", label='"a" "')]
        assert line(to_ical(event(online=online)), "CONFERENCE").count('"') == 2

    def test_cn_names_the_organizer(self) -> None:
        """CN specifies the common name of the calendar user of the property (3.2.2)."""
        group = UserGroup(id="g", name="Bell & Sons, Inc.", email="hello@example.org")
        (entry,) = entries_of(to_ical(event(groups=[group], organizers=["g"])))
        assert entry.one("ORGANIZER").parameters == {"CN": "Bell & Sons, Inc."}

    def test_value_names_a_type_that_is_not_the_default(self, properties: list[Property]) -> None:
        """If the value is of the default value type, VALUE need not be specified (3.2.20)."""
        typed = {each.name for each in properties if "VALUE" in each.parameters}
        assert typed == {
            *("DTSTART", "DTEND", "IMAGE", "CONFERENCE", "REFRESH-INTERVAL"),
            *("RECURRENCE-ID", "RDATE", "EXDATE", "X-APPLE-STRUCTURED-LOCATION"),
        }

    def test_tzid_is_at_local_times_only(self, properties: list[Property]) -> None:
        """TZID MUST NOT be applied to DATE properties and properties in UTC (3.2.19)."""
        for each in properties:
            if "TZID" in each.parameters:
                assert each.name in (*TIMED, *RECURRING)
                assert all(map(LOCAL_TIME.fullmatch, each.value.split(",")))
                assert each.parameters.keys() == {"TZID"}

    def test_tzid_is_at_every_local_time(self, entries: list[Component]) -> None:
        """TZID MUST be specified when the value is neither a UTC nor a floating time (3.2.19)."""
        for entry in entries:
            for each in entry.properties:
                first = each.value.partition(",")[0]
                if each.name in (*TIMED, *RECURRING) and LOCAL_TIME.fullmatch(first):
                    assert "TZID" in each.parameters


class TestSection33:
    """Property Value Data Types."""

    def test_334_dates_have_eight_digits(self) -> None:
        """A four-digit year, two-digit month, and two-digit day, with no separators."""
        days = event(start=date(1900, 1, 2), end=date(9998, 12, 31))
        (entry,) = entries_of(to_ical(days))
        assert (entry.one("DTSTART").value, entry.one("DTEND").value) == ("19000102", "99990101")

    def test_334_a_date_says_so(self, entries: list[Component]) -> None:
        """The default value type of DTSTART and DTEND is DATE-TIME (3.8.2.2, 3.8.2.4)."""
        for each in (p for entry in entries for p in entry.properties if p.name in TIMED):
            assert (each.parameters.get("VALUE") == "DATE") == bool(DATE.fullmatch(each.value))

    def test_335_times_are_local_with_tzid_or_in_utc(self, entries: list[Component]) -> None:
        """The form of date and time with UTC offset MUST NOT be used."""
        for each in (p for entry in entries for p in entry.properties if p.name in TIMED):
            form = LOCAL_TIME if "TZID" in each.parameters else UTC_TIME
            assert form.fullmatch(each.value) or DATE.fullmatch(each.value)

    def test_335_utc_is_a_z_at_the_end(self) -> None:
        """UTC is identified by a LATIN CAPITAL LETTER Z suffix character."""
        data = to_ical(event(start=datetime(2008, 3, 18, 22, 0, 5, tzinfo=UTC)))
        assert line(data, "DTSTART") == "DTSTART:20080318T220005Z"

    def test_335_an_offset_without_a_zone_becomes_utc(self) -> None:
        start = datetime.fromisoformat("2008-03-18T18:00:00-04:00")
        data = to_ical(event(start=start, timezone="UTC"))
        assert line(data, "DTSTART") == "DTSTART:20080318T220000Z"

    @pytest.mark.parametrize("fold", [0, 1])
    def test_335_a_time_that_occurs_twice_is_in_utc(self, fold: int) -> None:
        """If the local time occurs more than once, the value refers to the first occurrence.

        Readers disagree with that sentence, so neither of the two is left to them.
        """
        start = toronto("2008-11-02 01:30", fold=fold)
        assert line(to_ical(event(start=start)), "DTSTART") == f"DTSTART:20081102T0{5 + fold}3000Z"

    @pytest.mark.parametrize(
        ("interval", "text"),
        [
            (timedelta(seconds=1), "PT1S"),
            (timedelta(minutes=45), "PT45M"),
            (timedelta(hours=12), "PT12H"),
            (timedelta(hours=1, minutes=30), "PT1H30M"),
            (timedelta(hours=1, seconds=1), "PT1H0M1S"),
            (timedelta(days=1), "P1D"),
            (timedelta(days=1, seconds=5), "P1DT5S"),
            (timedelta(days=15, hours=5, seconds=20), "P15DT5H0M20S"),
            (timedelta(weeks=2), "P14D"),
        ],
    )
    def test_336_durations(self, interval: timedelta, text: str) -> None:
        """dur-hour = 1*DIGIT "H" [dur-minute]: seconds follow minutes only."""
        data = to_ical(Calendar(refresh_interval=interval))
        assert line(data, "X-PUBLISHED-TTL") == f"X-PUBLISHED-TTL:{text}"

    @pytest.mark.parametrize(
        ("latitude", "longitude", "text"),
        [
            (43.6333, -79.41671234, "43.6333;-79.416712"),
            (-90, 180, "-90;180"),
            (0.0, -0.0, "0;0"),
            (1e-7, -1e-7, "0;0"),
            (10, 100, "10;100"),
            (0.1 + 0.2, -0.000001, "0.3;-0.000001"),
        ],
    )
    def test_337_floats_have_no_exponent(
        self, latitude: float, longitude: float, text: str
    ) -> None:
        """float = (["+"] / "-") 1*DIGIT ["." 1*DIGIT]"""
        geo = GeoPoint(latitude=latitude, longitude=longitude)
        assert line(to_ical(event(venue=Venue(id="v", name="V", geo=geo))), "GEO") == f"GEO:{text}"

    def test_338_integers_are_of_31_bits(self) -> None:
        """The valid range for "integer" is -2147483648 to 2147483647."""
        assert line(to_ical(event(sequence=2**31 - 1)), "SEQUENCE") == "SEQUENCE:2147483647"

    @pytest.mark.parametrize(
        ("text", "escaped"),
        [
            ("one\ntwo", r"one\ntwo"),
            ("\n", r"\n"),
            ("a\\b", r"a\\b"),
            ("literal \\n and \\N", r"literal \\n and \\N"),
            ("a\\\nb", r"a\\\nb"),
            ("ends in \\", r"ends in \\"),
            ("a,b;c", r"a\,b\;c"),
            ("\\,", r"\\\,"),
            ('colon: and "quotes"', 'colon: and "quotes"'),
            ("tab\tstays", "tab\tstays"),
        ],
    )
    def test_3311_text_is_escaped(self, text: str, escaped: str) -> None:
        """BACKSLASH, COMMA and SEMICOLON MUST be escaped, a COLON SHALL NOT be."""
        assert described(text) == escaped

    @pytest.mark.parametrize("separator", ["\u2028", "\u2029"])
    def test_3311_a_separator_is_written_as_a_line_break(self, separator: str) -> None:
        """An intentional formatted text line break MUST only be included as BACKSLASH and N."""
        assert described(f"one{separator}two") == r"one\ntwo"

    def test_3311_every_text_is_escaped(self) -> None:
        """Not only the description's: a name is one, and a UID."""
        text = "a,b;c\\N"
        whole = event(
            id="i,d;\\N",
            title=text,
            status_reason=text,
            topics=[text],
            venue=Venue(id="v", name=text),
            tour="t,o;\\N",
            sessions=[session(uid=text, title=text)],
        )
        calendar = feed(whole, name=text, description=text)
        data = to_ical(calendar)
        names = ("UID", "SUMMARY", "COMMENT", "CATEGORIES", "LOCATION", "RELATED-TO")
        for entry in entries_of(data):
            for each in entry.properties:
                if each.name in (*names, "X-HALLWAYTRACK-TOUR"):
                    assert re.fullmatch(r"[a-z]+\\,[a-z]+\\;[a-z]*\\\\N(/.*)?", each.value)
        for name in ("NAME", "X-WR-CALNAME", "X-WR-CALDESC", "DESCRIPTION"):
            assert calendar_of(data).one(name).value == r"a\,b\;c\\N"

    def test_3313_a_uri_holds_no_character_that_uris_forbid(
        self, properties: list[Property]
    ) -> None:
        """Value type URI is as RFC 3986 has it: no space, quote, backslash, bracket or brace."""
        names = ("URL", "IMAGE", "ATTACH", "CONFERENCE", "ORGANIZER", "X-APPLE-STRUCTURED-LOCATION")
        uris = [each.value for each in properties if each.name in names]
        assert uris
        assert [uri for uri in uris if re.search(r'[\s"\\<>^`{|}]', uri)] == []

    def test_3313_a_uri_is_of_an_allowed_scheme(self, properties: list[Property]) -> None:
        names = ("URL", "IMAGE", "ATTACH", "CONFERENCE", "ORGANIZER", "X-APPLE-STRUCTURED-LOCATION")
        schemes = {
            each.value.partition(":")[0].lower() for each in properties if each.name in names
        }
        assert schemes <= {"http", "https", "mailto", "tel", "geo", "webcal", "xmpp", "sip"}

    def test_3314_offsets_have_a_sign_and_four_digits(self, zones: list[Component]) -> None:
        """The PLUS SIGN MUST be specified for positive UTC offsets; "-0000" is not allowed."""
        for observance in (part for zone in zones for part in zone.components):
            for name in ("TZOFFSETFROM", "TZOFFSETTO"):
                assert re.fullmatch(r"(?!-0000)[+-]\d{4}", observance.one(name).value)
