"""What volunteers miss while they help."""

from typing import Any

import pytest
from tests.model.test_staffing import event, on, shift, talk

from hallwaytrack import Event, UnknownIdError, example, missed_by


def missed(event: Event, person: str = "bob") -> list[str]:
    return [session.id for session in missed_by(event, person)]


class TestMissedBy:
    def test_what_runs_during_a_shift_by_time(self) -> None:
        sessions = [talk(id="z", start=on("10:00")), talk(id="b", start=on("09:30"))]
        sessions += [talk(id="a", start=on("09:30")), talk(id="n", start=on("10:30"), end=None)]
        busy = shift("s", "10:00", "12:00", "bob"), shift("r", "10:30", "12:00", "bob")
        assert missed(event(*busy, sessions=sessions)) == ["a", "b", "z", "n"]

    @pytest.mark.parametrize(
        "other",
        [
            {"end": on("10:30")},
            {"start": on("12:00"), "end": None},
            {"start": None, "end": None},
            {"status": "cancelled"},
            {"status": "postponed"},
            {"kind": "break"},
            {"kind": "social"},
            {"kind": "registration"},
        ],
    )
    def test_nothing_else(self, other: dict[str, Any]) -> None:
        busy = shift("s", "10:30", "12:00", "bob")
        assert missed(event(busy, sessions=[talk()])) == ["t"]
        assert missed(event(busy, sessions=[talk(**other)])) == []

    def test_not_what_they_have_a_part_in(self) -> None:
        assert missed(event(shift("s", "10:00", "12:00", "ada"), sessions=[talk()]), "ada") == []

    def test_nothing_at_an_event_that_is_off(self) -> None:
        busy = shift("s", "10:00", "12:00", "bob")
        assert missed(event(busy, sessions=[talk()], status="cancelled")) == []

    def test_nothing_without_a_shift(self) -> None:
        assert missed(event(shift("s", "10:00", "12:00", "cleo"), sessions=[talk()])) == []

    def test_who_is_not_there(self) -> None:
        with pytest.raises(UnknownIdError, match="no person has this id"):
            missed_by(event(), "zed")


class TestTheStory:
    """Volunteers at the booth miss the breakouts, whose content is to be posted."""

    def test_the_breakouts_and_what_of_them_is_to_follow(self) -> None:
        launch = example().event("launch-toronto@heroeshappenhere.example")
        missed = missed_by(launch, "mei")
        assert [session.kind for session in missed] == ["breakout"] * 3
        assert [m.title for s in missed for m in s.materials if m.is_pending] == [
            "Slides",
            "Slides",
            "Code of the demos",
            "Slides",
        ]

    def test_whoever_is_at_the_booth_misses_some(self) -> None:
        launch = example().event("launch-toronto@heroeshappenhere.example")
        assert all(missed_by(launch, volunteer.person) for volunteer in launch.volunteers)
