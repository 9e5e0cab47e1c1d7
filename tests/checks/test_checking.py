"""``check`` itself: what it takes, how it is told what not to tell, and in which order it tells."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.checks.test_clashes import AT, event, talk
from tests.checks.test_rules import TestSeries

from hallwaytrack import (
    Calendar,
    Event,
    InvalidValueError,
    Policy,
    Problem,
    Tour,
    UserGroup,
    check,
    from_json,
    to_json,
)
from hallwaytrack.checks.policy import DURATIONS

CLASH = event(
    talk("a", "10:00", "11:00", room="b1"),
    talk("b", "10:30", "11:30", room="b1"),
    updated=AT("00:00"),
)


def silence(*codes: Any) -> dict[str, Any]:
    return {"checks": {"silence": list(codes)}}


def codes(document: Any, **policy: Any) -> list[str]:
    return [p.code for p in check(document, policy=Policy(**policy))]


class TestArguments:
    @pytest.mark.parametrize(
        "document", [UserGroup(id="g", name="Group"), Tour(id="t", name="Tour"), Calendar()]
    )
    def test_what_has_no_events_has_no_problems(self, document: Any) -> None:
        assert check(document, datetime(2008, 1, 1, tzinfo=UTC)) == ()

    def test_only_documents(self) -> None:
        with pytest.raises(InvalidValueError, match="a document is one of Event, .*got 'Session'"):
            check(CLASH.sessions[0])

    @pytest.mark.parametrize(
        ("now", "told"),
        [
            (datetime(2008, 1, 1), "now needs a time zone"),
            ("2008-01-01", "now must be a datetime with a time zone, or a date"),
            (date(1, 1, 1), "now must be in the years"),
        ],
    )
    def test_now_is_a_time_or_a_day(self, now: Any, told: str) -> None:
        with pytest.raises(InvalidValueError, match=told):
            check(CLASH, now)

    def test_a_calendar_of_events_without_a_zone_takes_a_day(self) -> None:
        days = Event(id="e", title="E", start=date(2008, 3, 18))
        assert "HT302" in [p.code for p in check(days, date(2008, 3, 18))]


class TestPolicy:
    def test_silences_and_raises_by_code(self) -> None:
        assert codes(CLASH) == ["HT101", "HT305"]
        assert codes(CLASH, levels={"HT101": "off"}) == ["HT305"]
        found = check(CLASH, policy=Policy(levels={"HT101": "info", "HT305": "error"}))
        assert [(p.code, p.severity) for p in found] == [("HT305", "error"), ("HT101", "info")]

    def test_a_level_wins_over_how_volunteers_are_handled(self) -> None:
        from tests.checks.test_clashes import shift

        both = event(*(shift(id, "10:00", "11:00", "ada") for id in ("h", "i")))
        policy = Policy(volunteers="warn", levels={"HT104": "info"})
        assert [p.severity for p in check(both, policy=policy) if p.code == "HT104"] == ["info"]

    def test_unknown_codes_are_refused(self) -> None:
        with pytest.raises(InvalidValueError, match="no check has this code") as caught:
            codes(CLASH, levels={"HT1O1": "off", "HT101": "off"})
        assert [p.place for p in caught.value.problems] == ["/levels/HT1O1"]
        assert caught.value.problems[0].mend == "did you mean 'HT101'?"

    def test_all_that_is_wrong_with_it_is_told(self) -> None:
        loud: Any = "loud"
        with pytest.raises(InvalidValueError) as caught:
            Policy(
                levels={"HT101": loud},
                volunteers="shout",
                **dict.fromkeys(DURATIONS, timedelta(-1)),
            )
        assert [p.place for p in caught.value.problems] == [
            "/levels/HT101",
            "/volunteers",
            *(f"/{name}" for name in ("walking", "longest", "rest", "soon")),
        ]
        with pytest.raises(InvalidValueError, match="walking must be a timedelta"):
            Policy(walking=5)


class TestSilencing:
    @pytest.mark.parametrize(
        "quiet",
        [
            CLASH.replace(extra=silence("HT101", "HT999")),
            CLASH.put(CLASH.session("b").replace(extra=silence("HT101"))),
        ],
    )
    def test_holds_for_the_object_and_all_in_it(self, quiet: Event) -> None:
        assert "HT101" not in codes(quiet)
        assert "HT305" in codes(quiet)
        assert "HT101" not in codes(Calendar(events=[quiet]))
        assert "HT101" not in codes(from_json(to_json(quiet)))

    def test_does_not_hold_beside_it(self) -> None:
        """The problem is told at the later of the two."""
        assert "HT101" in codes(CLASH.put(CLASH.session("a").replace(extra=silence("HT101"))))
        both = Calendar(events=[CLASH.replace(extra=silence("HT101")), CLASH.replace(id="x@y")])
        assert [p.place for p in check(both) if p.code == "HT101"] == ["/events/1/sessions/1"]

    def test_of_a_calendar_is_for_all(self) -> None:
        quiet = Calendar(events=[CLASH, CLASH.replace(id="x@y")], extra=silence("HT101", "HT403"))
        assert set(codes(quiet)) == {"HT305"}

    def test_of_a_template_is_for_its_series(self) -> None:
        series = TestSeries.series.replace(
            template=TestSeries.template.replace(extra=silence("HT302", "HT303"))
        )
        moved = series.amend(date(2008, 6, 17), title="Elsewhere", extra={})
        for document in (series, moved, Calendar(series=[moved])):
            assert check(document, date(2008, 6, 10)) == ()

    @pytest.mark.parametrize(
        ("extra", "place", "message"),
        [
            (silence("HT1O1"), "/extra/checks/silence", "(did you mean 'HT101'?)"),
            (silence(101), "/extra/checks/silence", "no check has the code"),
            ({"checks": {"silence": "HT101"}}, "/extra/checks", "must hold a list of codes"),
            ({"checks": ["HT101"]}, "/extra/checks", "must hold a list of codes"),
            ({"checks": "off"}, "/extra/checks", "must hold a list of codes"),
            ({"checks": {"other": 1}}, None, None),
            (silence(), None, None),
        ],
    )
    def test_what_is_malformed_is_told(self, extra: Any, place: Any, message: Any) -> None:
        found = [p for p in check(CLASH.replace(extra=extra)) if p.code == "HT001"]
        assert [p.place for p in found] == ([place] if place else [])
        assert all(message in p.message for p in found)

    def test_can_be_silenced_itself(self) -> None:
        assert "HT001" not in codes(CLASH.replace(extra=silence("HT001", "HT999")))


class TestOrder:
    def test_the_worst_first_then_by_what_is_said(self) -> None:
        parts = [talk(f"s{n:02}", "10:00", "11:00", room="b1") for n in range(12)]
        found = check(event(*parts))
        assert [p.code for p in found] == ["HT101"] * 11 + ["HT305"] * 2
        assert [p.message for p in found] == [
            p.message for p in sorted(found, key=lambda p: (p.code, p.message))
        ]

    def test_places_go_by_number_where_all_else_is_the_same(self) -> None:
        clash = event(*CLASH.sessions, updated=AT("00:00"))
        events = [clash.replace(id=f"e{n}@x") for n in range(11)]
        found: tuple[Problem, ...] = check(Calendar(events=events))
        places = [p.place for p in found if p.code == "HT101"]
        assert places == [f"/events/{n}/sessions/1" for n in range(11)]
