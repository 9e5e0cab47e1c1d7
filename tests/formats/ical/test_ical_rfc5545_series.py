"""Series as they are written, held against RFC 5545, section 3.8.5, and 3.8.4.4."""

import pytest
from hypothesis import given
from tests.formats.ical.grammar import Component, Property, calendar_of
from tests.strategies import all_series

from hallwaytrack import EventSeries, to_ical

KINDS = ("EXDATE", "RDATE", "RECURRENCE-ID")


def entries_of(series: EventSeries) -> list[Component]:
    """The VEVENTs of the series itself: its master first, and its changed meetings."""
    found = calendar_of(to_ical(series)).entries
    return [each for each in found if each.text("UID") == series.template.id]


def form(found: Property) -> tuple[str, str, bool]:
    """What a value must share with that of DTSTART: its type, its zone, and whether it is in UTC."""
    parameters = found.parameters
    return parameters.get("VALUE", ""), parameters.get("TZID", ""), found.value.endswith("Z")


class TestSection385:
    """Recurrence Component Properties."""

    @given(all_series())
    def test_3853_a_rule_stands_there_once(self, series: EventSeries) -> None:
        """This property SHOULD NOT be specified more than once in a component."""
        master, *changes = entries_of(series)
        assert len(master.all("RRULE")) == (series.recurrence.rule is not None)
        assert not any(change.has("RRULE") for change in changes)

    @given(all_series())
    def test_3310_until_is_of_the_starts_type(self, series: EventSeries) -> None:
        """The value of the UNTIL rule part MUST have the same value type as the "DTSTART" property;
        if that is a local time with time zone reference, it MUST be specified with UTC time.
        """
        master, *_ = entries_of(series)
        is_day = master.one("DTSTART").parameters.get("VALUE") == "DATE"
        for rule in master.all("RRULE"):
            parts = dict(part.split("=") for part in rule.value.split(";"))
            if "UNTIL" in parts:
                assert parts["UNTIL"].endswith("Z") == (not is_day)

    @given(all_series())
    def test_3851_and_3852_lists_are_as_the_start_is(self, series: EventSeries) -> None:
        """EXDATE and RDATE name meetings as DTSTART does, or where that zone's rule is wrong in
        UTC; no RDATE is a period.
        """
        master, *_ = entries_of(series)
        kind, zone, in_utc = form(master.one("DTSTART"))
        for found in (*master.all("EXDATE"), *master.all("RDATE")):
            assert "PERIOD" not in str(found.parameters)
            assert form(found)[0] == kind
            assert form(found) == (kind, zone, in_utc) or form(found)[2]

    @given(all_series())
    def test_3844_a_change_names_its_meeting_as_the_start_is(self, series: EventSeries) -> None:
        """This property MUST have the same value type as the "DTSTART" property contained within
        the recurring component; the UID is the same.
        """
        master, *changes = entries_of(series)
        assert len(changes) == len(series.overrides)
        for change in changes:
            assert form(change.one("RECURRENCE-ID"))[0] == form(master.one("DTSTART"))[0]
        ids = [(c.one("RECURRENCE-ID").parameters, c.one("RECURRENCE-ID").value) for c in changes]
        assert len({str(each) for each in ids}) == len(ids)

    @pytest.mark.parametrize("name", KINDS)
    def test_they_are_met_at_all(self, name: str) -> None:
        """What the tests above stand on."""
        seen: list[Property] = []

        @given(all_series())
        def look(series: EventSeries) -> None:
            seen.extend(each for entry in entries_of(series) for each in entry.all(name))

        look()
        assert seen
