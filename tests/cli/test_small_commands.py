"""``hallwaytrack example`` and ``hallwaytrack schema``."""

import json
from pathlib import Path

import jsonschema
import pytest
from tests.cli.running import Program, Run

from hallwaytrack import Event, example, json_schema, to_ical, to_json
from hallwaytrack.examples import EXAMPLES, example_json
from hallwaytrack.formats.json import TYPES


class TestExample:
    def test_is_icalendar_on_the_standard_output(self, program: Program) -> None:
        done = program("example")
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout == to_ical(example())

    @pytest.mark.parametrize("name", EXAMPLES)
    def test_by_name(self, run: Run, name: str) -> None:
        assert run("example", name).stdout_bytes == to_ical(example(name))

    def test_is_json_as_it_is_packaged(self, run: Run) -> None:
        assert run("example", "--to", "json").stdout_bytes == example_json()

    @pytest.mark.parametrize(
        ("name", "data"), [("e.json", example_json()), ("e.ics", to_ical(example()))]
    )
    def test_in_a_file_has_the_format_of_its_suffix(
        self, run: Run, tmp_path: Path, name: str, data: bytes
    ) -> None:
        result = run("example", "-o", tmp_path / name)
        assert (result.exit_code, result.output) == (0, "")
        assert (tmp_path / name).read_bytes() == data

    def test_to_wins_over_the_suffix(self, run: Run, tmp_path: Path) -> None:
        assert run("example", "-o", tmp_path / "e.txt", "--to", "ical").exit_code == 0
        assert (tmp_path / "e.txt").read_bytes() == to_ical(example())

    def test_an_unknown_name_lists_those_there_are(self, run: Run) -> None:
        result = run("example", "none")
        told = "example: no example has this id, got 'none'; there is heroes-happen-here\n"
        assert (result.exit_code, result.stdout, result.stderr) == (2, "", told)

    def test_help_names_the_default(self, run: Run) -> None:
        assert EXAMPLES[0] in run("example", "--help").stdout

    @pytest.mark.parametrize("args", [["-o", "e.doc"], ["--to", "icl"], ["-o", "none/e.ics"]])
    def test_refusals(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str]
    ) -> None:
        monkeypatch.chdir(tmp_path)
        result = run("example", *args)
        assert (result.exit_code, result.stdout) == (2, "")
        assert len(result.stderr.splitlines()) == 1
        assert list(tmp_path.iterdir()) == []


class TestSchema:
    def test_of_everything(self, program: Program) -> None:
        done = program("schema")
        assert (done.returncode, done.stderr) == (0, b"")
        assert json.loads(done.stdout) == json_schema()
        assert done.stdout.endswith(b"}\n")

    @pytest.mark.parametrize("kind", TYPES)
    def test_of_one_kind(self, run: Run, kind: str) -> None:
        schema = json.loads(run("schema", kind).stdout)
        assert schema == json_schema(TYPES[kind])
        assert kind in run("schema", "--help").stdout

    def test_holds_what_we_write(self, run: Run, launch: Event) -> None:
        schema = json.loads(run("schema", "event").stdout)
        jsonschema.validate(json.loads(to_json(launch)), schema)

    def test_in_a_file(self, run: Run, tmp_path: Path) -> None:
        assert run("schema", "tour", "-o", tmp_path / "tour.schema.json").output == ""
        assert (tmp_path / "tour.schema.json").read_bytes() == run("schema", "tour").stdout_bytes

    def test_an_unknown_kind(self, run: Run) -> None:
        result = run("schema", "evnt")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == (
            "schema: KIND must be one of event, event_series, user_group, tour, calendar, "
            "got 'evnt'; did you mean 'event'?\n"
        )
