"""``hallwaytrack check``."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.cli.running import Program, Run

from hallwaytrack import (
    Calendar,
    Event,
    Problem,
    Session,
    check,
    example,
    from_json,
    to_ical,
    to_json,
)
from hallwaytrack.cli.findings import as_annotations, as_json


@pytest.fixture
def clash_json(launch: Event, tmp_path: Path) -> Path:
    """A launch with two sessions in one room."""
    path = tmp_path / "clash.json"
    path.write_bytes(to_json(launch.amend("queries", room="r1")))
    return path


@pytest.fixture
def good_json(launch: Event, tmp_path: Path) -> Path:
    """A launch in which nothing is wrong but what is only good to know."""
    path = tmp_path / "good.json"
    path.write_bytes(to_json(launch.put(launch.shift("banner").replace(needed=1))))
    return path


CLASH = (
    "HT101 session 'servers' is in room 'r1' while session 'queries' is there, which has no end; "
    "give one of them another room or time"
)


class TestText:
    def test_is_a_line_a_problem_on_the_standard_output(
        self, program: Program, clash_json: Path
    ) -> None:
        done = program("check", clash_json)
        assert (done.returncode, done.stderr) == (1, b"")
        lines = done.stdout.decode().splitlines()
        assert lines[0] == f"{clash_json} /sessions/1: {CLASH}"
        assert [line.split(": ")[1] for line in lines[1:]] == [
            "warning",
            *["info"] * (len(lines) - 2),
        ]

    def test_of_the_example(self, run: Run, tmp_path: Path) -> None:
        """Those at the booth miss the breakouts, whose content is past its day."""
        path = tmp_path / "heroes.json"
        path.write_bytes(to_json(example()))
        result = run("check", path)
        assert result.exit_code == 0
        assert result.stdout.splitlines()[-1] == (
            f"{path} /events/1/shifts/1: info: HT207 on shift 'morning-it-professionals' dana, mei "
            "miss session 'breakout-1' and 2 more; attach the sessions' materials and recordings, "
            "and send them there"
        )
        assert result.stdout.count("HT207") == len(result.stdout.splitlines()) == 4
        late = run("check", path, "--now", "2008-03-15")
        assert late.exit_code == 1
        assert late.stdout.count("HT301") == 8
        assert "HT301" not in run("check", path, "--now", "2008-03-14").stdout

    def test_what_was_mended_on_the_way_is_told_too(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "torn.ics"
        path.write_bytes(
            to_ical(example()).replace(b"END:VEVENT\r\n", b"nonsense\r\nEND:VEVENT\r\n", 1)
        )
        result = run("check", path)
        assert result.exit_code == 1
        assert f"{path}:" in result.stdout.splitlines()[0]
        assert "IC101" in result.stdout

    def test_of_a_group_there_is_nothing_to_say(self, run: Run) -> None:
        tour = b'{"hallwaytrack":"1.0","type":"tour","id":"t","name":"T"}'
        result = run("check", "-", input=tour)
        assert (result.exit_code, result.output) == (0, "")


class TestExitCodes:
    @pytest.mark.parametrize(
        ("args", "code"),
        [
            ([], 0),
            (["--fail-on", "info"], 1),
            (["--policy", "HT305=error"], 1),
            (["--policy", "HT305=error", "--policy", "HT305=off"], 0),
            (["--policy", "HT305=warning"], 1),
            (["--policy", "HT305=warning", "--fail-on", "error"], 0),
        ],
    )
    def test_warnings_and_errors_count_unless_told_otherwise(
        self, run: Run, good_json: Path, args: list[str], code: int
    ) -> None:
        assert run("check", good_json, *args).exit_code == code

    def test_a_file_that_cannot_be_read_is_2_and_the_others_are_checked(
        self, run: Run, clash_json: Path, tmp_path: Path
    ) -> None:
        broken = tmp_path / "broken.json"
        broken.write_bytes(b'{"hallwaytrack":"1.0","type":"tour","id":"a tour"}')
        result = run("check", tmp_path / "none.json", broken, clash_json)
        assert result.exit_code == 2
        assert result.stdout.startswith(f"{clash_json} /sessions/1: HT101")
        assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [
            str(tmp_path / "none.json"),
            f"{broken} /id",
            f"{broken} /name",
        ]

    @pytest.mark.parametrize(
        ("args", "told"),
        [
            (["--now", "yesterday"], "--now: write 2008-02-27, or"),
            (["--now", "2008-04-01T09:00"], "with the offset, not '2008-04-01T09:00'"),
            (["--now", "0001-01-01"], "--now: write 2008-02-27, or"),
            (["--policy", "HT999=off"], "write NAME=VALUE with a code of a check"),
            (["--policy", "walkin=PT5M"], "did you mean 'walking'?"),
            (["--policy", "HT101"], "the level of HT101 must be one of error, warning, info, off"),
            (["--policy", "volunteers=no"], "volunteers must be one of block, warn, allow"),
            (["--policy", "rest=5"], "rest must be an ISO 8601 duration"),
            (["-", "-"], "<stdin>: it can be read only once"),
            (["--from", "icl"], "did you mean 'ical'?"),
        ],
    )
    def test_refusals(self, run: Run, good_json: Path, args: list[str], told: str) -> None:
        result = run("check", good_json, *args)
        assert (result.exit_code, result.stdout) == (2, "")
        assert len(result.stderr.splitlines()) == 1
        assert told in result.stderr


class TestPolicy:
    def test_reaches_the_checks(self, run: Run, tmp_path: Path, launch: Event) -> None:
        queries = launch.session("queries")
        assert queries.start is not None
        path = tmp_path / "near.json"
        path.write_bytes(to_json(launch.amend("servers", start=queries.start, room="r2")))
        assert "HT101" in run("check", path).stdout
        assert "HT101" not in run("check", path, "--policy", "HT101=off").stdout

    def test_knows_zones_for_times_that_name_none(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "floating.ics"
        path.write_bytes(
            to_ical(example())
            .replace(b";TZID=America/Toronto", b"")
            .replace(b"X-WR-TIMEZONE", b"X-T")
        )
        before = run("check", path).stdout
        assert run("check", path, "--timezone", "Europe/Berlin").stdout != before


class TestJson:
    def test_is_an_array_of_objects(self, run: Run, clash_json: Path) -> None:
        result = run("check", clash_json, "--format", "json")
        assert result.exit_code == 1
        found = json.loads(result.stdout)
        assert found[0] == {
            "file": str(clash_json),
            "place": "/sessions/1",
            "code": "HT101",
            "severity": "error",
            "message": CLASH[6:].partition("; ")[0],
            "mend": "give one of them another room or time",
        }
        assert len(found) == len(check(from_json(clash_json.read_bytes())))

    def test_is_empty_where_nothing_is_wrong(self, run: Run) -> None:
        tour = b'{"hallwaytrack":"1.0","type":"tour","id":"t","name":"T"}'
        assert run("check", "-", "--format", "json", input=tour).stdout == "[]\n"

    def test_holds_what_cannot_be_read(self, run: Run, tmp_path: Path) -> None:
        broken = tmp_path / "broken.json"
        broken.write_bytes(b'{"hallwaytrack":"1.0","type":"tour","id":"t"}')
        result = run("check", broken, tmp_path / "none.ics", "--format", "json")
        assert result.exit_code == 2
        assert json.loads(result.stdout) == [
            {
                "file": str(broken),
                "place": "/name",
                "severity": "error",
                "message": "member 'name' is missing",
            },
            {
                "file": str(tmp_path / "none.ics"),
                "severity": "error",
                "message": "No such file or directory",
            },
        ]

    def test_is_ascii_with_the_line(self) -> None:
        problem = Problem(message="é\n", line=3, severity="info")
        assert list(as_json([("a.ics", problem)])) == [
            '[\n{"file": "a.ics", "line": 3, "severity": "info", "message": "\\u00e9\\n"}\n]\n'
        ]


class TestGithub:
    def test_is_a_workflow_command_a_problem(self, run: Run, clash_json: Path) -> None:
        result = run("check", clash_json, "--format", "github")
        assert result.exit_code == 1
        lines = result.stdout.splitlines()
        message = CLASH[6:].replace("; give", " (at /sessions/1); give")
        assert lines[0] == f"::error file={clash_json},title=HT101::{message}"
        assert {line.split(" ")[0] for line in lines[1:]} == {"::warning", "::notice"}

    @pytest.mark.parametrize(
        ("problem", "source", "line"),
        [
            (
                Problem(message="100%: a, b", code="HT1", line=7),
                "a,b:c%.ics",
                "::error file=a%2Cb%3Ac%25.ics,line=7,title=HT1::100%25: a, b\n",
            ),
            (
                Problem(message="a\r\n::error::b\x1b[2J", severity="warning"),
                "x\n.json",
                "::warning file=x\\n.json::a\\r\\n::error::b\\x1b[2J\n",
            ),
        ],
    )
    def test_escapes_what_would_end_it(self, problem: Problem, source: str, line: str) -> None:
        """No title in a file may begin a command of its own."""
        assert list(as_annotations([(source, problem)])) == [line]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
class TestProgress:
    @staticmethod
    def shown(*files: Path, terminal: bool = True) -> tuple[bytes, bytes]:
        """What goes to the standard output, and to a terminal that is the standard error."""
        import pty

        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "hallwaytrack", "check", *map(str, files)]
        error: Any = theirs if terminal else subprocess.DEVNULL
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=error, check=False)
        os.close(theirs)
        try:
            told = os.read(ours, 65536)
        except OSError:  # Linux tells the end of a terminal so
            told = b""
        os.close(ours)
        return done.stdout, told

    def test_of_many_files_on_a_terminal(self, good_json: Path, clash_json: Path) -> None:
        output, told = self.shown(good_json, clash_json)
        assert b"Checking" in told
        assert b"Checking" not in output
        assert b"HT101" in output
        assert output == self.shown(good_json, clash_json, terminal=False)[0]

    def test_of_one_file_there_is_none(self, good_json: Path) -> None:
        assert self.shown(good_json)[1] == b""

    def test_elsewhere_there_is_none(self, program: Program, good_json: Path) -> None:
        assert program("check", good_json, good_json).stderr == b""


def test_many_documents_are_checked_each_by_itself(run: Run, tmp_path: Path) -> None:
    session = Session(id="s", title="Talk")
    event = Event(
        id="e@x", title="E", start=from_json(to_json(example()), Calendar).events[2].start
    )
    for name in ("a", "b"):
        (tmp_path / f"{name}.json").write_bytes(to_json(event.put(session)))
    result = run("check", tmp_path / "a.json", tmp_path / "b.json")
    assert [line.split(" ")[0] for line in result.stdout.splitlines()] == [
        *[str(tmp_path / "a.json")] * 2,
        *[str(tmp_path / "b.json")] * 2,
    ]
