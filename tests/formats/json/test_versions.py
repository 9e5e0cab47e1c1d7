"""Versions of the format: older ones are brought up to date, newer ones refused by name."""

import json
from datetime import date
from typing import Any

import pytest

from hallwaytrack import Calendar, DecodeError, Event, Tour, from_json, to_json
from hallwaytrack.formats import json as format_json
from hallwaytrack.formats.json import versions

DAY = {"type": "event", "id": "e", "title": "E", "start": "2008-03-18"}
READ = Event(id="e", title="E", start=date(2008, 3, 18))


def data(version: Any, **members: Any) -> bytes:
    """An event of some version."""
    return json.dumps({"hallwaytrack": version, **DAY, **members}).encode()


def problems_of(raw: bytes) -> list[str]:
    """All that is wrong with an event."""
    with pytest.raises(DecodeError) as error:
        from_json(raw, Event)
    return [str(problem) for problem in error.value.problems]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of tomorrow: version 1.2 calls a title a title that 1.1 called a name."""

    def named(document: dict[str, Any]) -> dict[str, Any]:
        return {**document, "title": document["heading"], "heading": None, "hallwaytrack": "1.1"}

    def titled(document: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in document.items() if value is not None}

    monkeypatch.setattr(versions, "UPGRADES", {(1, 0): named, (1, 1): titled})
    for module in (versions, format_json, format_json.wire, format_json.writing):
        monkeypatch.setattr(module, "CURRENT", (1, 2))


class TestTheVersionOfToday:
    def test_it_is_written(self) -> None:
        assert json.loads(to_json(Calendar()))["hallwaytrack"] == "1.0"

    @pytest.mark.parametrize(
        "version",
        [
            1,
            1.0,
            None,
            [],
            {},
            True,
            "",
            "1",
            "1.",
            "1.0.0",
            "v1.0",
            " 1.0",
            "1.0\n",
            "١.٠",
            "-1.0",
            "99999.0",
            "01.0",
            "1.00",
        ],
    )
    def test_what_is_none_is_refused(self, version: Any) -> None:
        (problem,) = problems_of(data(version))
        assert problem.startswith("hallwaytrack must be a version such as '1.0'")
        assert "(at /hallwaytrack)" in problem


class TestNewerOnes:
    @pytest.mark.parametrize("version", ["2.0", "2.7", "10.0", "9999.9999"])
    def test_a_newer_major_one_is_refused_by_name(self, version: str) -> None:
        assert problems_of(data(version, mood="new", title=5)) == [
            f"version {version} is newer than this library reads (at /hallwaytrack);"
            " upgrade hallwaytrack, which reads 1.0 here"
        ]

    def test_a_newer_minor_one_that_says_nothing_new_is_read(self) -> None:
        assert from_json(data("1.7"), Event) == READ
        assert from_json(data("1.7")) == READ

    def test_a_newer_minor_one_with_something_new_is_told_to_be_newer(self) -> None:
        first, second = problems_of(data("1.7", mood="good"))
        assert first.startswith("version 1.7 is newer than this library reads (at /hallwaytrack)")
        assert second.startswith("unknown member 'mood' (at /mood)")

    def test_it_is_written_in_the_version_of_today(self) -> None:
        assert b'"hallwaytrack":"1.0"' in to_json(from_json(data("1.7"), Event))


class TestOlderOnes:
    @pytest.mark.parametrize("version", ["0.9", "0.0"])
    def test_one_that_never_was_is_refused(self, version: str) -> None:
        assert problems_of(data(version)) == [
            f"version {version} never was (at /hallwaytrack); write 1.0"
        ]

    @pytest.mark.usefixtures("later")
    def test_one_is_brought_up_to_date_step_by_step(self) -> None:
        old = {"hallwaytrack": "1.0", **DAY, "heading": "E"}
        del old["title"]
        for raw in (json.dumps(old).encode(), json.dumps(old, indent=2).encode()):
            assert from_json(raw, Event) == READ
            assert from_json(raw) == READ

    @pytest.mark.usefixtures("later")
    def test_from_the_step_that_it_is_of(self) -> None:
        assert from_json(data("1.1", heading=None), Event) == READ

    @pytest.mark.usefixtures("later")
    def test_what_is_wrong_with_it_is_told_as_of_today(self) -> None:
        assert problems_of(data("1.1", kind="metting")) == [
            "kind must be one of launch, conference, tour_stop, meeting, community_evening, workshop,"
            " hackathon, unconference, social, other, got 'metting' (at /kind);"
            " did you mean 'meeting'?"
        ]

    @pytest.mark.usefixtures("later")
    def test_a_repeated_member_is_told_there_too(self) -> None:
        raw = data("1.1").replace(b'"title": "E"', b'"title": "E", "title": "F"')
        assert problems_of(raw) == ["member 'title' stands there twice (at /title)"]

    @pytest.mark.usefixtures("later")
    def test_the_version_of_today_takes_no_step(self) -> None:
        assert from_json(data("1.2"), Event) == READ
        assert b'"hallwaytrack":"1.2"' in to_json(READ)

    @pytest.mark.usefixtures("later")
    def test_a_newer_one_is_still_newer(self) -> None:
        assert "version 2.0 is newer" in problems_of(data("2.0"))[0]
        assert from_json(data("1.3"), Event) == READ

    @pytest.mark.usefixtures("later")
    def test_one_that_never_was_is_named(self) -> None:
        assert problems_of(data("0.9")) == ["version 0.9 never was (at /hallwaytrack); write 1.2"]


def test_a_document_of_another_type_is_told_before_its_version_is_looked_into() -> None:
    with pytest.raises(DecodeError, match="the document holds an event, not a tour"):
        from_json(data("1.7", mood=1), Tour)
