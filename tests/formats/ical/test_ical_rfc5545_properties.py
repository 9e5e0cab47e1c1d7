"""The clauses of :rfc:`5545` about components and properties, held against every feed.

A class is a section, and a test's docstring the sentence of it that the test is about.
"""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from tests.formats.ical.documents import event, session
from tests.formats.ical.grammar import Component, Property, entries_of, unfolded
from tests.formats.ical.written import Feed

from hallwaytrack import Calendar, Event, GeoPoint, Venue, to_ical

UTC_TIME = re.compile(r"\d{8}T\d{6}Z")
LOCAL_TIME = re.compile(r"\d{8}T\d{6}")
DATE = re.compile(r"\d{8}")
TIMED = ("DTSTART", "DTEND")


def line(data: bytes, name: str) -> str:
    """The unfolded line of a property that stands in a file once."""
    (found,) = [line for line in unfolded(data) if re.match(rf"{name}[;:]", line)]
    return found


def described(text: str) -> str:
    """The DESCRIPTION of an event with this text, as it is written."""
    return line(to_ical(event(description=text)), "DESCRIPTION").removeprefix("DESCRIPTION:")


class TestSection36:
    """Calendar Components."""

    def test_prodid_and_version_are_there_once(self, written: tuple[Feed, ...]) -> None:
        """prodid and version are REQUIRED, but MUST NOT occur more than once."""
        for each in written:
            assert each.calendar.one("VERSION").value == "2.0"
            assert each.calendar.one("PRODID").value == "-//hallwaytrack//hallwaytrack//EN"

    def test_nothing_but_zones_and_events_is_in_a_calendar(self, written: tuple[Feed, ...]) -> None:
        """component = 1*(eventc / todoc / journalc / freebusyc / timezonec / iana-comp / x-comp)"""
        names = {part.name for each in written for part in each.calendar.components}
        assert names == {"VTIMEZONE", "VEVENT"}

    @pytest.mark.parametrize("name", ["UID", "DTSTAMP", "DTSTART"])
    def test_361_required_properties_are_there_once(
        self, name: str, entries: list[Component]
    ) -> None:
        """The following are REQUIRED, but MUST NOT occur more than once: dtstamp, uid; dtstart."""
        assert all(entry.names.count(name) == 1 for entry in entries)

    @pytest.mark.parametrize(
        "name",
        [
            *("CLASS", "CREATED", "DESCRIPTION", "GEO", "LAST-MODIFIED", "LOCATION", "ORGANIZER"),
            *("PRIORITY", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "URL", "RECURRENCE-ID"),
            *("DTEND", "RRULE"),
        ],
    )
    def test_361_others_are_there_at_most_once(self, name: str, entries: list[Component]) -> None:
        """The following are OPTIONAL, but MUST NOT occur more than once."""
        assert all(entry.names.count(name) <= 1 for entry in entries)

    def test_361_there_is_no_duration_beside_an_end(self, entries: list[Component]) -> None:
        """dtend and duration MUST NOT occur in the same eventprop."""
        assert not any(entry.has("DURATION") for entry in entries)

    def test_361_an_end_is_not_inclusive(self) -> None:
        """DTEND specifies the non-inclusive end of the event."""
        (entry,) = entries_of(to_ical(event(start=date(2008, 2, 28), end=date(2008, 2, 29))))
        assert entry.one("DTEND").value == "20080301"

    def test_361_one_day_ends_on_the_next(self) -> None:
        (entry,) = entries_of(to_ical(event(start=date(2008, 12, 31), end=date(2008, 12, 31))))
        assert entry.one("DTEND").value == "20090101"

    def test_365_a_zone_has_a_tzid_and_observances(self, zones: list[Component]) -> None:
        """VTIMEZONE MUST include TZID and at least one STANDARD or DAYLIGHT sub-component."""
        assert zones
        for zone in zones:
            assert zone.names == ["TZID"]
            assert {part.name for part in zone.components} <= {"STANDARD", "DAYLIGHT"}

    def test_365_there_is_at_most_one_observance_of_a_kind(self, written: tuple[Feed, ...]) -> None:
        """Stricter than the section: Outlook may drop a zone with two STANDARDs.

        A series from when its zone kept other rules needs them all, once each at its time.
        """
        for each in written:
            recurs = any(entry.has("RRULE") or entry.has("RDATE") for entry in each.entries)
            for zone in each.zones:
                kinds = [part.name for part in zone.components]
                begins = [(part.name, part.text("DTSTART")) for part in zone.components]
                assert len(set(begins)) == len(begins)
                assert sum(part.has("RRULE") for part in zone.components) <= 2
                assert recurs or len(set(kinds)) == len(kinds)

    def test_365_an_observance_has_what_it_needs_once(self, zones: list[Component]) -> None:
        """dtstart, tzoffsetto and tzoffsetfrom are REQUIRED, but MUST NOT occur more than once."""
        for part in (part for zone in zones for part in zone.components):
            for name in ("DTSTART", "TZOFFSETTO", "TZOFFSETFROM", "TZNAME"):
                assert part.names.count(name) == 1
            assert not part.has("RDATE")

    def test_365_an_onset_is_a_local_time(self, zones: list[Component]) -> None:
        """DTSTART in this usage MUST be specified as a date with a local time value."""
        for part in (part for zone in zones for part in zone.components):
            assert LOCAL_TIME.fullmatch(part.one("DTSTART").value)
            assert not part.one("DTSTART").parameters

    def test_365_an_onset_recurs_for_good(self, zones: list[Component]) -> None:
        """UNTIL is for an observance that is known to have an effective end date."""
        for part in (part for zone in zones for part in zone.components):
            for rule in part.all("RRULE"):
                assert re.fullmatch(
                    r"FREQ=YEARLY;BYMONTH=\d+(;BYMONTHDAY=[\d,]+)?;BYDAY=.+", rule.value
                )

    def test_365_there_is_one_for_each_tzid(self, written: tuple[Feed, ...]) -> None:
        """A VTIMEZONE MUST be specified for each unique TZID parameter value."""
        for each in written:
            assert [zone.text("TZID") for zone in each.zones] == sorted(set(_tzids(each)))

    def test_365_zones_come_before_events(self, written: tuple[Feed, ...]) -> None:
        """No section asks for it, but readers in one pass need it."""
        for each in written:
            names = [part.name for part in each.calendar.components]
            assert names == sorted(names, reverse=True)


def _tzids(each: Feed) -> Iterator[str]:
    for entry in each.entries:
        for timed in entry.properties:
            if "TZID" in timed.parameters:
                yield timed.parameters["TZID"]


class TestSection381:
    """Descriptive Component Properties."""

    def test_3811_an_attachment_is_a_uri(self, properties: list[Property]) -> None:
        """The default value type for this property is URI."""
        for each in (each for each in properties if each.name == "ATTACH"):
            assert each.parameters.keys() == {"FILENAME"}

    def test_3816_latitude_comes_first(self) -> None:
        """The value specifies latitude and longitude, in that order."""
        geo = GeoPoint(latitude=37.386013, longitude=-122.082932)
        data = to_ical(event(venue=Venue(id="v", name="V", geo=geo)))
        assert line(data, "GEO") == "GEO:37.386013;-122.082932"

    def test_38111_a_status_is_one_of_three(self, entries: list[Component]) -> None:
        """statvalue-event = "TENTATIVE" / "CONFIRMED" / "CANCELLED" """
        assert {entry.one("STATUS").value for entry in entries} == {
            *("TENTATIVE", "CONFIRMED", "CANCELLED"),
        }


class TestSection382:
    """Date and Time Component Properties."""

    def test_3822_start_and_end_are_of_one_type(self, entries: list[Component]) -> None:
        """The value type of this property MUST be the same as the DTSTART property."""
        for entry in (entry for entry in entries if entry.has("DTEND")):
            start, end = entry.one("DTSTART"), entry.one("DTEND")
            assert start.parameters.get("VALUE") == end.parameters.get("VALUE")

    def test_3822_a_last_day_is_followed_by_its_end(self, entries: list[Component]) -> None:
        """Its value MUST be later in time than the value of the DTSTART property."""
        for entry in (entry for entry in entries if entry.has("DTEND")):
            start, end = entry.one("DTSTART"), entry.one("DTEND")
            if start.parameters == end.parameters:
                assert start.value < end.value

    def test_3827_what_is_transparent_says_so(self, entries: list[Component]) -> None:
        """Default value is OPAQUE."""
        values = {entry.one("TRANSP").value for entry in entries if entry.has("TRANSP")}
        assert values == {"TRANSPARENT"}


class TestSection384:
    """Relationship Component Properties."""

    def test_3843_the_organizer_is_a_calendar_address(self, properties: list[Property]) -> None:
        """The value type is CAL-ADDRESS, that is a mailto URI (3.3.3)."""
        organizers = [each.value for each in properties if each.name == "ORGANIZER"]
        assert organizers
        assert all(re.fullmatch(r"mailto:[^@]+@[^@]+", value) for value in organizers)

    def test_3845_the_relation_is_to_the_parent(self, written: tuple[Feed, ...]) -> None:
        """By default, the property value points to a component that has a PARENT relationship."""
        for each in written:
            uids = [entry.text("UID") for entry in each.entries]
            for related in (p for entry in each.entries for p in entry.all("RELATED-TO")):
                assert not related.parameters
                assert related.text in uids

    def test_3847_uids_are_unique(self, written: tuple[Feed, ...]) -> None:
        """The UID itself MUST be a globally unique identifier."""
        for each in written:
            uids = [part for part in each.calendar.walk() if part.has("UID")]
            assert len(set(map(_identity, uids))) == len(uids)


class TestSection387:
    """Change Management Component Properties."""

    @pytest.mark.parametrize("name", ["DTSTAMP", "CREATED", "LAST-MODIFIED"])
    def test_387_stamps_are_in_utc(self, name: str, properties: list[Property]) -> None:
        """The value MUST be specified in the UTC time format (3.8.7.1 to 3.8.7.3)."""
        stamps = [each for each in properties if each.name == name]
        assert stamps
        for each in stamps:
            assert UTC_TIME.fullmatch(each.value)
            assert not each.parameters

    def test_3874_a_sequence_is_an_integer(self, entries: list[Component]) -> None:
        """The default value is 0."""
        assert all(re.fullmatch(r"\d+", entry.one("SEQUENCE").value) for entry in entries)


class TestSection388:
    """Miscellaneous Component Properties."""

    def test_3882_other_properties_begin_with_x(self, properties: list[Property]) -> None:
        """Any property name with an "X-" prefix can be used as a non-standard property."""
        standard = {
            *("VERSION", "PRODID", "METHOD", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"),
            *("UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND"),
            *("SUMMARY", "DESCRIPTION", "LOCATION", "GEO", "STATUS", "TRANSP", "URL", "RRULE"),
            *("CATEGORIES", "ATTACH", "COMMENT", "ORGANIZER", "RELATED-TO"),
            *("RECURRENCE-ID", "RDATE", "EXDATE"),
        }
        rfc7986 = {"NAME", "COLOR", "IMAGE", "CONFERENCE", "REFRESH-INTERVAL"}
        rfc9073 = {"PARTICIPANT-TYPE"}
        names = {each.name for each in properties}
        others = names - standard - rfc7986 - rfc9073
        assert others == {name for name in names if name.startswith("X-")}


def _identity(component: Component) -> tuple[str, str]:
    """A UID, and of a changed meeting which one it is: together they are unique (3.8.4.4)."""
    changed = component.has("RECURRENCE-ID")
    return component.text("UID"), component.text("RECURRENCE-ID") if changed else ""


def test_a_lone_event_and_a_calendar_of_it_have_the_same_entries() -> None:
    whole: Event = event(sessions=[session()])
    assert entries_of(to_ical(whole)) == entries_of(to_ical(Calendar(events=[whole])))
