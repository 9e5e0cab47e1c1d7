"""Rosters to a spreadsheet and back, on the command line."""

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from tests.cli.running import Run

from hallwaytrack import (
    FORMATS,
    Calendar,
    Event,
    EventSeries,
    Recurrence,
    Tour,
    example,
    from_json,
    schedule_of,
    to_ical,
    to_json,
    write,
)

LAUNCH = "launch-toronto@heroeshappenhere.example"


@pytest.fixture
def heroes(tmp_path: Path) -> Path:
    """The example in a file: a calendar, in which one event has shifts."""
    path = tmp_path / "heroes.json"
    path.write_bytes(to_json(example()))
    return path


@pytest.fixture
def roster(heroes: Path) -> Path:
    """Its roster in a file."""
    path = heroes.with_name("roster.csv")
    path.write_bytes(write(example().event(LAUNCH), "roster-csv"))
    return path


def told(run: Run, *args: object) -> list[str]:
    """The lines of an error that ends with 2."""
    result = run("convert", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    return list(result.stderr.splitlines())


class TestWriting:
    def test_to_a_spreadsheet(self, run: Run, heroes: Path, roster: Path) -> None:
        out = heroes.with_name("out.csv")
        result = run("convert", heroes, out, "--to", "roster-csv")
        assert (result.exit_code, result.stdout) == (0, "")
        assert out.read_bytes() == roster.read_bytes()

    def test_has_to_be_asked_for_by_name(
        self, run: Run, heroes: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Beside the agenda, which is public, a suffix never means it; and it does not alone."""
        monkeypatch.setitem(FORMATS, "agenda-csv", evolve(FORMATS["agenda-csv"], suffixes=()))
        out = heroes.with_name("out.csv")
        assert told(run, heroes, out) == [
            f"{out}: CSV of a roster is private: ask for it with --to roster-csv"
        ]
        assert not out.exists()

    def test_of_an_event_that_is_named(self, run: Run, heroes: Path) -> None:
        result = run("convert", heroes, "-", "--to", "roster-csv", "--event", LAUNCH)
        assert result.stdout_bytes == write(example().event(LAUNCH), "roster-csv")

    def test_of_one_event(self, run: Run, launch: Event, launch_json: Path) -> None:
        result = run("convert", launch_json, "-", "--to", "roster-csv")
        assert result.stdout_bytes == write(launch, "roster-csv")

    def test_not_over_its_source(self, run: Run, heroes: Path) -> None:
        before = heroes.read_bytes()
        (line,) = told(run, heroes, heroes, "--to", "roster-csv")
        assert "must not replace it" in line
        assert heroes.read_bytes() == before

    def test_where_several_have_shifts(self, run: Run, tmp_path: Path, launch: Event) -> None:
        path = tmp_path / "two.json"
        path.write_bytes(to_json(Calendar(events=[launch, launch.replace(id="two")])))
        assert told(run, path, "-", "--to", "roster-csv") == [
            f"{path}: say which event with --event ID: launch@example.org, two"
        ]

    def test_of_what_has_no_event(self, run: Run, tmp_path: Path, launch: Event) -> None:
        path = tmp_path / "other.json"
        series = EventSeries(template=launch, recurrence=Recurrence(rule="FREQ=DAILY"))
        for document in (Calendar(), Tour(id="t", name="T"), series):
            path.write_bytes(to_json(document))
            assert told(run, path, "-", "--to", "roster-csv") == [f"{path}: it has no event"]


class TestAnEventOfACalendar:
    def test_is_taken_out(self, run: Run, heroes: Path) -> None:
        result = run("convert", heroes, "-", "--to", "json", "--event", LAUNCH, "--view", "full")
        assert from_json(result.stdout_bytes) == example().event(LAUNCH)

    def test_that_is_not_there(self, run: Run, heroes: Path) -> None:
        (line,) = told(run, heroes, "-", "--to", "json", "--event", "x")
        assert line.startswith(f"{heroes}: no event has this id, got 'x'; there is community-")


class TestAPerson:
    def test_gets_a_feed_of_their_own(self, run: Run, heroes: Path) -> None:
        out = heroes.with_name("mei.ics")
        result = run("convert", heroes, out, "--person", "mei")
        assert (result.exit_code, result.stdout) == (0, "")
        assert out.read_bytes() == to_ical(schedule_of(example().event(LAUNCH), "mei"))

    def test_of_an_event_that_is_named(self, run: Run, heroes: Path) -> None:
        evening = "community-evening@heroeshappenhere.example"
        result = run(
            "convert", heroes, "-", "--to", "json", "--person", "grace", "--event", evening
        )
        assert from_json(result.stdout_bytes) == schedule_of(example().event(evening), "grace")

    def test_who_is_not_there(self, run: Run, heroes: Path) -> None:
        (line,) = told(run, heroes, "-", "--to", "ical", "--person", "meii")
        assert line == f"{heroes}: no person has this id, got 'meii'; did you mean 'mei'?"

    def test_has_no_roster(self, run: Run, heroes: Path) -> None:
        (line,) = told(run, heroes, "-", "--to", "roster-csv", "--person", "mei")
        assert line == f"{heroes}: CSV of a roster holds no Calendar, only these: Event"


class TestReading:
    def test_into_a_calendar(self, run: Run, heroes: Path, roster: Path) -> None:
        changed = roster.read_text("utf-8-sig").replace("mei,Mei,done", "mei,Mei,no_show")
        roster.write_text(changed, "utf-8")
        result = run("convert", roster, heroes, "--into", heroes, "--view", "full")
        assert (result.exit_code, result.stderr) == (0, "")
        after = from_json(heroes.read_bytes(), Calendar)
        assert after.event(LAUNCH).shift("pack-up").assignment("mei").status == "no_show"
        assert after.replace(events=()) == example().replace(events=())
        assert [e for e in after.events if e.id != LAUNCH] == [
            e for e in example().events if e.id != LAUNCH
        ]

    def test_into_an_event(self, run: Run, launch: Event, launch_json: Path) -> None:
        table = launch_json.with_name("table.csv")
        table.write_text("shift;person;status\nbanner;bob;done\n", "utf-8")
        result = run("convert", table, "-", "--to", "json", "--into", launch_json, "--view", "full")
        expected = launch.put(launch.shift("banner").mark("bob", "done"))
        assert from_json(result.stdout_bytes) == expected

    def test_into_a_spreadsheet(self, run: Run, heroes: Path, roster: Path) -> None:
        again = roster.with_name("again.csv")
        run("convert", roster, again, "--into", heroes, "--to", "roster-csv")
        assert again.read_bytes() == roster.read_bytes()

    def test_its_event_is_needed(self, run: Run, roster: Path) -> None:
        assert told(run, roster, "-", "--to", "json") == [
            f"{roster}: a roster is read into the event that it is about;"
            " give into=event, or --into FILE"
        ]

    def test_the_public_view_would_leave_it_out(self, run: Run, heroes: Path, roster: Path) -> None:
        out = heroes.with_name("out.json")
        *kept, _ = roster.read_bytes().splitlines(keepends=True)
        roster.write_bytes(b"".join(kept))
        assert told(run, roster, out, "--into", heroes) == [
            f"{out}: a roster is private: say --view full to write it"
        ]
        (line,) = told(run, roster, heroes, "--into", heroes)
        assert "the public view of a file must not replace it" in line

    def test_errors_have_their_lines_and_nothing_is_written(
        self, run: Run, heroes: Path, roster: Path
    ) -> None:
        before = heroes.read_bytes()
        roster.write_text("shift,person\nset-up,dan\nsetup,dana\n", "utf-8")
        assert told(run, roster, heroes, "--into", heroes, "--view", "full") == [
            f"{roster}:2: the event has no volunteer of this id, got 'dan'; did you mean 'dana'?",
            f"{roster}:3: the event has no shift of this id, got 'setup'; did you mean 'set-up'?",
        ]
        assert heroes.read_bytes() == before

    def test_clashes(self, run: Run, heroes: Path, roster: Path) -> None:
        before = heroes.read_bytes()
        roster.write_text("shift,person\nmorning-developers,dana\n", "utf-8")
        clash = (
            "dana cannot be at shift 'morning-developers' (2008-02-27 10:30 to 12:30) and at"
            " shift 'morning-it-professionals' (2008-02-27 10:30 to 12:30); choose somebody else"
        )
        asked = (roster, heroes, "--into", heroes, "--view", "full")
        assert told(run, *asked) == [f"{roster}:2: {clash}"]
        assert told(run, *asked, "--clashes", "block") == [f"{roster}:2: {clash}"]
        assert heroes.read_bytes() == before
        warned = run("convert", *asked, "--clashes", "warn")
        assert (warned.exit_code, warned.stderr) == (0, f"{roster}:2: warning: {clash}\n")
        assert heroes.read_bytes() != before

    @pytest.mark.parametrize(
        ("option", "why"),
        [
            ("--into", "which needs no event to be read into"),
            ("--clashes", "which assigns nobody to a shift"),
        ],
    )
    def test_options_of_rosters_are_for_rosters(
        self, run: Run, heroes: Path, option: str, why: str
    ) -> None:
        value = heroes if option == "--into" else "warn"
        line = told(run, heroes, "-", "--to", "json", "--view", "full", option, value)
        assert line == [f"{heroes}: {option} is not for JSON, {why}"]


def test_a_programme_of_sessionize_is_no_roster(run: Run, tmp_path: Path) -> None:
    """What is read into an event is written publicly where no volunteer is in it."""
    event = tmp_path / "event.json"
    zone = "Europe/Vienna"
    event.write_bytes(
        to_json(Event(id="gab@example.org", title="GAB", start=date(2024, 4, 20), timezone=zone))
    )
    programme = tmp_path / "all.json"
    programme.write_text(
        '{"sessions":[{"id":"1","title":"Welcome","startsAt":"2024-04-20T09:00:00",'
        '"endsAt":"2024-04-20T09:30:00","speakers":[],"roomId":null}],'
        '"speakers":[],"questions":[],"categories":[],"rooms":[]}'
    )
    result = run("convert", programme, tmp_path / "out.ics", "--into", event)
    assert (result.exit_code, result.stderr) == (0, "")
    assert b"SUMMARY:Welcome" in (tmp_path / "out.ics").read_bytes()
