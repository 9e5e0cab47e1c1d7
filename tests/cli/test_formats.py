"""``hallwaytrack formats``, and what ``convert`` tells of what a format cannot carry."""

import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from tests.cli.running import Program, Run

from hallwaytrack import (
    FORMATS,
    Calendar,
    Event,
    Format,
    from_json,
    losses,
    public_view,
    to_json,
    write,
)


class TestFormats:
    def test_all_stand_in_a_table(self, program: Program) -> None:
        done = program("formats")
        assert (done.returncode, done.stderr) == (0, b"")
        table, _, _ = done.stdout.decode().replace("\r\n", "\n").partition("\n\n")
        header, *rows = [line.split("  ") for line in table.splitlines()]
        assert [name for name in header if name] == [
            "name",
            "suffixes",
            "reads",
            "writes",
            "media type",
        ]
        assert [[cell.strip() for cell in row if cell.strip()] for row in rows] == [
            [
                f.name,
                " ".join(f.suffixes),
                "yes" if f.reads else "no",
                "yes" if f.writes else "no",
                f.media_type,
            ]
            for f in FORMATS.values()
        ]

    @pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
    def test_each_has_all_there_is_to_know(self, run: Run, format: Format) -> None:
        result = run("formats", format.name)
        assert (result.exit_code, result.stderr) == (0, "")
        told = " ".join(result.stdout.split())
        assert told.startswith(f"{format.name} {format.title} Files {' '.join(format.suffixes)}, ")
        assert f"Holds {', '.join(kind.__name__ for kind in format.kinds)} Reads" in told
        assert all(sentence in told for sentence in format.cannot_carry or ["Loses Nothing."])
        assert f"Reads {_told(format.reads, format.read_options)} Writes" in told
        assert f"Writes {_told(format.writes, format.write_options)} " in f"{told} "
        assert ("Private It is made" in told) == format.is_private

    def test_without_a_name_each_follows(self, run: Run) -> None:
        cards = run("formats").stdout.split("\n\n")[1:]
        assert [f"{card.rstrip()}\n" for card in cards] == [
            run("formats", name).stdout for name in FORMATS
        ]

    def test_several_by_name(self, run: Run) -> None:
        titles = [
            card.splitlines()[0] for card in run("formats", "ical", "json").stdout.split("\n\n")
        ]
        assert titles == ["ical        iCalendar", "json        JSON"]

    def test_one_of_ones_own_is_listed(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        own = Format(name="own", title="Own", suffixes=[], media_type="text/x", writer=_nothing)
        monkeypatch.setitem(FORMATS, "own", own)
        assert "Files       no suffix, text/x\n" in run("formats", "own").stdout

    def test_plain_text_in_a_pipe_and_no_line_too_long(self, run: Run) -> None:
        text = run("formats").stdout
        assert text.isprintable() or set(text) - {"\n"} == {c for c in text if c.isprintable()}
        assert all(len(line) <= 100 and line == line.rstrip() for line in text.splitlines())

    def test_an_unknown_name(self, run: Run) -> None:
        result = run("formats", "icl")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == (
            f"formats: a format must be one of {', '.join(FORMATS)}, got 'icl'; "
            "did you mean 'ical'?\n"
        )

    def test_a_terminal_has_colours(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from hallwaytrack.cli.cards import cards_of, table_of

        console = Console(force_terminal=True, color_system="standard", width=60, no_color=False)
        with console.capture() as captured:
            for piece in [*table_of(FORMATS.values()), *cards_of(FORMATS.values(), 60)]:
                console.print(piece)
        assert "\x1b[" in captured.get()


def _told(does: bool, options: tuple[str, ...]) -> str:
    return f"yes, with {', '.join(options)}" if options else "yes" if does else "no"


def _nothing(_: Any) -> bytes:
    return b""


class TestLosses:
    """What a format cannot carry is told on stderr, and is no failure."""

    def test_are_counted(self, run: Run, launch: Event, launch_json: Path) -> None:
        result = run("convert", launch_json, launch_json.with_suffix(".xml"))
        lost = losses(public_view(launch), "frab-xml")
        assert (result.exit_code, result.stdout) == (0, "")
        assert len(lost) > 1
        assert result.stderr == (
            f"{launch_json}: info: {len(lost)} things are left out of schedule.xml; "
            "--losses tells what\n"
        )

    def test_only_one(self, run: Run, tmp_path: Path, launch: Event) -> None:
        source = tmp_path / "bare.json"
        source.write_bytes(to_json(Event(id="e", title="E", start=launch.start, end=launch.end)))
        result = run("convert", source, "-", "--to", "confs-tech")
        assert result.stdout == "[]\n"
        assert result.stderr == (
            f"{source}: info: one thing is left out of confs.tech JSON; --losses tells what\n"
        )

    def test_each_has_its_place(self, run: Run, launch: Event, launch_json: Path) -> None:
        result = run("convert", launch_json, "-", "--to", "jsonld", "--losses")
        lost = losses(public_view(launch), "jsonld")
        assert result.exit_code == 0
        assert result.stdout_bytes == write(public_view(launch), "jsonld")
        assert result.stderr.splitlines() == [
            f"{launch_json} {problem.place}: {problem.severity}: {problem.message}"
            for problem in lost
        ]
        assert {problem.severity for problem in lost} == {"warning", "info"}

    def test_what_a_page_lacks_is_not_counted(self, run: Run, launch_json: Path) -> None:
        told = run("convert", launch_json, launch_json.with_suffix(".jsonld")).stderr
        launch = public_view(from_json(launch_json.read_bytes()))
        lost = [p for p in losses(launch, "jsonld") if p.severity == "warning"]
        assert f": info: {len(lost)} things are left out of JSON-LD;" in told

    def test_of_a_format_that_cannot_say_it_of_one_document(
        self, run: Run, launch_json: Path
    ) -> None:
        page = launch_json.with_suffix(".html")
        told = run("convert", launch_json, page, "--losses").stderr.splitlines()
        assert told == [f"{launch_json}: info: {s}" for s in FORMATS["html"].cannot_carry]
        assert run("convert", launch_json, page).output == ""

    @pytest.mark.parametrize("to", ["ical", "jcal", "json"])
    def test_the_full_view_loses_nothing(self, run: Run, launch_json: Path, to: str) -> None:
        full = ("--to", to, "--view", "full", "--losses")
        result = run("convert", launch_json, launch_json.with_suffix(".out"), *full)
        assert (result.exit_code, result.output) == (0, "")

    def test_are_told_before_what_was_lost_in_reading(self, run: Run, tmp_path: Path) -> None:
        source = tmp_path / "feed.ics"
        source.write_bytes(
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a@b.c\nDTSTART:20080318T180000Z\nSUMMARY:A\n"
            b"URL:https://a.example\nEND:VEVENT\nBEGIN:VEVENT\nUID:b@b.c\nSUMMARY:B\nEND:VEVENT\n"
            b"END:VCALENDAR\n"
        )
        result = run("convert", source, "-", "--to", "confs-tech", "--losses")
        assert result.exit_code == 1
        assert " warning: " in result.stderr
        assert "IC109" in result.stderr
        assert len(json.loads(result.stdout)) == 1


class TestOneEvent:
    """A format that holds one event takes the only one of a calendar."""

    @pytest.mark.parametrize("to", ["frab-xml", "frab-json", "agenda-csv"])
    def test_of_a_feed(self, run: Run, launch: Event, tmp_path: Path, to: str) -> None:
        source = tmp_path / "all.json"
        source.write_bytes(to_json(Calendar(events=[launch])))
        result = run("convert", source, "-", "--to", to)
        assert result.exit_code == 0
        assert result.stdout_bytes == write(public_view(launch), to)

    def test_of_two_is_asked_for(self, run: Run, launch: Event, tmp_path: Path) -> None:
        source = tmp_path / "all.json"
        other = launch.replace(id="other@example.org", shifts=[], volunteers=[])
        source.write_bytes(to_json(Calendar(events=[other, other.replace(id="third@example.org")])))
        result = run("convert", source, "-", "--to", "frab-xml")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == (
            f"{source}: say which event with --event ID: other@example.org, third@example.org\n"
        )


@pytest.mark.parametrize("format", ["jscalendar", "jcal", "jsonld"])
def test_json_of_any_sort_is_known_by_its_content(
    run: Run, tmp_path: Path, launch: Event, format: str
) -> None:
    source = tmp_path / "download.json"
    source.write_bytes(write(public_view(launch), format))
    result = run("convert", source, "-", "--to", "json")
    assert result.exit_code == 0
    assert launch.title in result.stdout
    assert from_json(result.stdout_bytes)
