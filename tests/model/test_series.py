"""Series: a template, when it recurs, and meetings that differ."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from tests.model.plain import START, event, refused, session, told, toronto
from tests.strategies import all_series

from hallwaytrack import Event, EventSeries, InvalidValueError, Recurrence, Sponsor, UserGroup
from hallwaytrack.model.base import Model
from hallwaytrack.model.series import repeated_uids

MONTHLY = Recurrence(rule="FREQ=MONTHLY;BYDAY=3TU")
APRIL, MAY = toronto("2008-04-15 18:00"), toronto("2008-05-20 18:00")
SECOND_PASS = toronto("2008-11-02 01:30", fold=1)
ID = "launch@example.org"


def series(
    template: Event | None = None,
    recurrence: Recurrence = MONTHLY,
    overrides: Sequence[Event] = (),
) -> EventSeries:
    """A series of which only this matters."""
    return EventSeries(template=template or event(), recurrence=recurrence, overrides=overrides)


class TestSeries:
    def test_it_has_its_templates_id(self) -> None:
        assert series().id == ID

    def test_its_group_is_the_first_that_organizes(self) -> None:
        one, other = UserGroup(id="one", name="One"), UserGroup(id="other", name="Other")
        sponsor = Sponsor(id="acme", name="Acme")
        template = event(
            groups=[one, other], sponsors=[sponsor], organizers=["acme", "other", "one"]
        )
        assert series(template).group == other

    def test_without_a_group_there_is_none(self) -> None:
        assert series().group is None
        assert series(event(groups=[UserGroup(id="one", name="One")])).group is None

    @pytest.mark.parametrize(
        ("member", "value"),
        [("template", "event"), ("recurrence", "FREQ=WEEKLY"), ("overrides", [MONTHLY])],
    )
    def test_its_members_have_their_classes(self, member: str, value: Any) -> None:
        members: dict[str, Any] = {"template": event(), "recurrence": MONTHLY, member: value}
        with pytest.raises(InvalidValueError, match=f"^{member}(\\[0\\])? must be an? "):
            EventSeries(**members)

    def test_places_and_events(self) -> None:
        found = series(overrides=[event(occurrence=APRIL), event(occurrence=MAY)])
        assert [place for place, _ in found.events()] == [
            "/template",
            "/overrides/0",
            "/overrides/1",
        ]


class TestTheZone:
    def test_the_recurrence_is_in_the_templates(self) -> None:
        made = series(recurrence=MONTHLY.replace(added=[APRIL.astimezone(UTC)], skipped=[MAY]))
        (added,) = made.recurrence.added
        assert isinstance(added, datetime)
        assert added == APRIL and added.tzinfo is ZoneInfo("America/Toronto")

    def test_the_recurrence_given_is_not_changed(self) -> None:
        given_one = Recurrence(added=[APRIL.astimezone(UTC)])
        series(recurrence=given_one)
        (added,) = given_one.added
        assert isinstance(added, datetime) and added.tzinfo is UTC

    def test_a_time_that_the_zone_cannot_tell_is_refused_with_its_place(self) -> None:
        template = event(start=datetime(1973, 1, 1, tzinfo=UTC), timezone="Africa/Monrovia")
        early = Recurrence(added=[datetime(1970, 1, 1, tzinfo=UTC)])
        (problem,) = told(lambda: series(template, early))
        assert "must have an offset of whole minutes" in problem
        assert "(at /recurrence/added/0)" in problem

    def test_days_of_a_template_without_a_zone(self) -> None:
        days = series(event(start=date(2008, 3, 18)), Recurrence(added=[date(2008, 4, 15)]))
        assert days.recurrence.added == (date(2008, 4, 15),)


class TestKinds:
    """All times of a series are of its template's kind."""

    def test_days_in_a_timed_series_are_refused(self) -> None:
        assert told(
            lambda: series(
                recurrence=MONTHLY.replace(added=[date(2008, 4, 15)], skipped=[date(2008, 5, 20)]),
                overrides=[event(occurrence=date(2008, 6, 17))],
            )
        ) == [
            "must be a datetime, as the template's start is, got 2008-04-15 (at /recurrence/added/0)",
            "must be a datetime, as the template's start is, got 2008-05-20 (at /recurrence/skipped/0)",
            "must be a datetime, as the template's start is, got 2008-06-17"
            " (at /overrides/0/occurrence)",
        ]

    def test_times_in_a_series_of_days_are_refused(self) -> None:
        assert told(
            lambda: series(event(start=date(2008, 3, 18)), MONTHLY.replace(skipped=[APRIL]))
        ) == [
            "must be a date, as the template's start is, got 2008-04-15T18:00:00-04:00"
            " (at /recurrence/skipped/0)"
        ]

    def test_an_override_itself_may_be_of_the_other_kind(self) -> None:
        whole_day = event(start=date(2008, 4, 15), timezone="America/Toronto", occurrence=APRIL)
        assert series(overrides=[whole_day]).overrides[0].is_all_day

    def test_no_meeting_is_in_a_second_pass(self) -> None:
        message = "a meeting must not start in the second pass of a repeated hour"
        got = f"{message}, got 2008-11-02T01:30:00-05:00"
        assert told(
            lambda: series(
                event(start=SECOND_PASS),
                MONTHLY.replace(added=[SECOND_PASS], skipped=[SECOND_PASS]),
                [event(occurrence=SECOND_PASS)],
            )
        ) == [
            f"{got} (at /template/start)",
            f"{got} (at /recurrence/added/0)",
            f"{got} (at /recurrence/skipped/0)",
            f"{got} (at /overrides/0/occurrence)",
        ]

    def test_an_override_may_start_in_one(self) -> None:
        assert series(overrides=[event(start=SECOND_PASS, occurrence=APRIL)])


class TestOverrides:
    def test_one_has_the_id_of_its_series(self) -> None:
        with refused(
            "an override has the id of its series, 'launch@example.org', got 'other'"
            " (at /overrides/0/id)"
        ):
            series(overrides=[event(id="other", occurrence=APRIL)])

    def test_one_names_an_occurrence(self) -> None:
        problems = told(lambda: series(overrides=[event()]))
        assert problems[0] == (
            "an override names an occurrence of its own (at /overrides/0/occurrence)"
        )

    def test_each_names_its_own(self) -> None:
        assert told(
            lambda: series(
                overrides=[event(occurrence=APRIL), event(occurrence=MAY), event(occurrence=APRIL)]
            )
        ) == ["an override names an occurrence of its own (at /overrides/2/occurrence)"]

    def test_the_instant_counts(self) -> None:
        elsewhere = event(occurrence=APRIL.astimezone(UTC), timezone="Europe/Dublin")
        with pytest.raises(InvalidValueError, match="an override names an occurrence of its own"):
            series(overrides=[event(occurrence=APRIL), elsewhere])

    def test_a_template_replaces_none(self) -> None:
        with refused("a template replaces no occurrence (at /template/occurrence)"):
            series(event(occurrence=APRIL))

    def test_one_need_not_be_given_by_the_rule(self) -> None:
        assert series(overrides=[event(occurrence=START + timedelta(days=1))])


class TestUids:
    def test_children_of_one_id_differ_by_occurrence(self) -> None:
        assert series(
            event(sessions=[session("s")]),
            overrides=[
                event(occurrence=APRIL, sessions=[session("s")]),
                event(occurrence=MAY, sessions=[session("s")]),
            ],
        )

    def test_one_from_elsewhere_stands_there_once(self) -> None:
        with refused("the UID 'u' is that of something in /template, too (at /overrides/0)"):
            series(
                event(sessions=[session("s", uid="u")]),
                overrides=[event(occurrence=APRIL, sessions=[session("s", uid="u")])],
            )

    def test_one_is_not_derived_in_another_meeting(self) -> None:
        with pytest.raises(
            InvalidValueError, match="uid must not end in|the UID .* is that of something"
        ):
            series(
                event(sessions=[session("s")]),
                overrides=[event(occurrence=APRIL, sessions=[session("t", uid=f"s/{ID}")])],
            )

    def test_nor_that_of_the_meeting_beside_it(self) -> None:
        later = f"s/{ID}/20080520T220000Z"
        with pytest.raises(
            InvalidValueError, match="the UID .* is that of something in /overrides/0"
        ):
            series(
                overrides=[
                    event(occurrence=APRIL, sessions=[session("t", uid=later)]),
                    event(occurrence=MAY, sessions=[session("s")]),
                ]
            )

    def test_nor_of_one_in_the_same_meeting(self) -> None:
        with pytest.raises(InvalidValueError, match="uid must not end in"):
            series(
                overrides=[
                    event(
                        occurrence=APRIL,
                        sessions=[session("t", uid=f"s/{ID}/20080415T220000Z"), session("s")],
                    )
                ]
            )

    def test_nor_of_a_meeting_to_come(self) -> None:
        """A template's child named like an override's child of a later day."""
        with pytest.raises(InvalidValueError, match="the UID .* is that of something in /template"):
            series(
                event(sessions=[session("t", uid=f"s/{ID}/20080415T220000Z")]),
                overrides=[event(occurrence=APRIL, sessions=[session("s")])],
            )


@given(all_series())
def test_a_whole_series_has_no_repeated_uids(found: EventSeries) -> None:
    assert not list(repeated_uids(found.events()))
    assert isinstance(found, Model) and found.replace() == found


class TestTheRulesKind:
    """RFC 5545, section 3.3.10: UNTIL is of the kind of DTSTART, and days have no BYHOUR."""

    def test_a_timed_series_ends_at_an_instant_in_utc(self) -> None:
        assert series(recurrence=Recurrence(rule="FREQ=WEEKLY;UNTIL=20090101T045959Z"))
        for until in ("20081231", "20081231T235959"):
            with refused(
                "UNTIL must be an instant in UTC, as the template's start is timed, got"
                f" 'FREQ=WEEKLY;UNTIL={until}' (at /recurrence/rule); write UNTIL=20090101T045959Z"
            ):
                series(recurrence=Recurrence(rule=f"FREQ=WEEKLY;UNTIL={until}"))

    def test_at_the_end_of_the_calendar_too(self) -> None:
        with pytest.raises(InvalidValueError, match="write UNTIL=99990101T000000Z$"):
            series(recurrence=Recurrence(rule="FREQ=WEEKLY;UNTIL=99991231"))

    def test_a_series_of_days_ends_on_one(self) -> None:
        days = event(start=date(2008, 3, 18))
        assert series(days, Recurrence(rule="FREQ=WEEKLY;UNTIL=20081231"))
        with refused(
            "UNTIL must be a date, as the template's start is, got"
            " 'FREQ=WEEKLY;UNTIL=20081231T235959Z' (at /recurrence/rule); write UNTIL=20081231"
        ):
            series(days, Recurrence(rule="FREQ=WEEKLY;UNTIL=20081231T235959Z"))

    @pytest.mark.parametrize(
        ("rule", "part"),
        [
            ("FREQ=HOURLY", "FREQ=HOURLY"),
            ("FREQ=DAILY;BYHOUR=9", "BYHOUR"),
            ("FREQ=DAILY;BYMINUTE=9;BYSECOND=0", "BYMINUTE or BYSECOND"),
        ],
    )
    def test_days_have_no_hours(self, rule: str, part: str) -> None:
        with refused(
            f"a rule of days must not have {part}, got {rule!r} (at /recurrence/rule); leave it out"
        ):
            series(event(start=date(2008, 3, 18)), Recurrence(rule=rule))
