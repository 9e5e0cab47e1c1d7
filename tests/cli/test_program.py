"""The program as a whole: help, versions, exit codes, and what it survives."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from tests.cli.running import Program, Run

import hallwaytrack
from hallwaytrack import FORMATS, __main__
from hallwaytrack.cli import convert, show
from hallwaytrack.cli.main import cli

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has neither signals nor /dev/full")


class TestHelp:
    def test_names_every_command(self, run: Run) -> None:
        result = run("--help")
        assert result.exit_code == 0
        assert all(f"  {name} " in result.stdout for name in cli.commands)

    def test_says_how_to_begin(self, run: Run) -> None:
        shown = run("-h").stdout
        assert "hallwaytrack example -o heroes.json" in shown
        assert "\b" not in shown

    @pytest.mark.parametrize("name", ["convert", "example", "schema", "show"])
    def test_of_each_command(self, run: Run, name: str) -> None:
        result = run(name, "--help")
        assert result.exit_code == 0
        assert result.stdout.startswith(f"Usage: cli {name}")

    def test_of_convert_names_the_formats(self, run: Run) -> None:
        names = ", ".join(name for name, format in FORMATS.items() if format.writes)
        shown = "".join(run("convert", "--help").stdout.split())  # it breaks lines at hyphens, too
        assert f"TheformatofDST:{names.replace(' ', '')}." in shown

    def test_version(self, program: Program) -> None:
        done = program("--version")
        assert done.stdout.decode().strip() == f"hallwaytrack {hallwaytrack.__version__}"
        assert (done.returncode, done.stderr) == (0, b"")

    def test_help_does_without_rich_and_json(self) -> None:
        """What --help imports is what a shell's completion waits for."""
        code = (
            "import sys, hallwaytrack.cli.main;"
            "print([m for m in ('rich', 'msgspec', 'dateutil') if m in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert done.stdout.strip() == b"[]"


class TestUsage:
    @pytest.mark.parametrize(
        "args",
        [["--nonsense"], ["nonsense"], ["convert"], ["show"], ["show", "--by", "nose", "x"]],
    )
    def test_is_told_with_2(self, program: Program, args: list[str]) -> None:
        done = program(*args)
        assert done.returncode == 2
        assert done.stdout == b""
        assert b"Error: " in done.stderr
        assert b"Traceback" not in done.stderr

    def test_is_told_by_the_name_of_the_program(self, program: Program) -> None:
        assert program("convert").stderr.startswith(b"Usage: hallwaytrack convert")

    def test_no_command_shows_the_help(self, program: Program) -> None:
        done = program()
        assert b"hallwaytrack example -o heroes.json" in done.stdout + done.stderr


class TestMain:
    def test_gives_back_the_exit_code(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert __main__.main(["--version"]) == 0
        assert __main__.main(["show", "no such file"]) == 2
        assert capsys.readouterr().err == "no such file: No such file or directory\n"

    @pytest.mark.parametrize("missing", ["click", "rich"])
    def test_tells_what_to_install(self, tmp_path: Path, missing: str) -> None:
        code = (
            f"import sys; sys.modules[{missing!r}] = None; from hallwaytrack.__main__ import main;"
            "sys.exit(main(['show', '-']))"
        )
        tour = b'{"hallwaytrack":"1.0","type":"tour","id":"t","name":"T"}'
        done = subprocess.run(
            [sys.executable, "-c", code], input=tour, capture_output=True, check=False
        )
        wanted = f"hallwaytrack: {missing} is missing: install hallwaytrack[cli]"
        assert done.stderr.decode().splitlines() == [wanted]
        assert (done.returncode, done.stdout) == (2, b"")

    def test_an_interrupt_while_it_loads(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(cli, "main", _raising(KeyboardInterrupt()))
        assert __main__.main([]) == 130


def _raising(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


class TestFailures:
    """Whatever is raised inside a command ends in one line and an exit code."""

    def test_interrupt(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(show, "load", _raising(KeyboardInterrupt()))
        result = run("show", "-")
        assert (result.exit_code, result.output) == (130, "")

    def test_a_bug_is_called_so(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(show, "load", _raising(KeyError("a\nb")))
        result = run("show", "-")
        told = r"hallwaytrack: KeyError: 'a\nb': this is a bug; hallwaytrack --debug says where"
        assert result.exit_code == 2
        assert result.stderr.splitlines() == [told]

    def test_a_line_is_one_line(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(show, "load", _raising(RuntimeError("a\nb\x1b[2J")))
        assert r"RuntimeError: a\nb\x1b[2J: this is a bug" in run("show", "-").stderr

    def test_debug_shows_where(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(show, "load", _raising(RuntimeError("odd")))
        result = run("--debug", "show", "-")
        assert result.exit_code == 2
        assert "Traceback" in result.stderr
        assert result.stderr.splitlines()[-1] == "hallwaytrack: RuntimeError: odd: this is a bug"

    def test_what_click_raises_is_left_to_it(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(convert, "load", _raising(click.UsageError("no")))
        result = run("convert", "-", "x.ics")
        assert result.exit_code == 2
        assert result.stderr.endswith("Error: no\n")

    def test_nobody_reads(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(show, "load", _raising(BrokenPipeError(errno.EPIPE, "Broken pipe")))
        result = run("show", "-")
        assert (result.exit_code, result.output) == (141, "")


@posix
class TestOutputThatFails:
    @pytest.mark.parametrize("command", [["example"], ["schema"], ["show"], ["convert"]])
    def test_a_reader_that_goes_away(self, launch_json: Path, command: list[str]) -> None:
        """``| head`` is no failure worth a word, and the shell is told as by any other program."""
        path = str(launch_json)
        more = {"show": [path], "convert": [path, "-", "--to", "ical"]}
        args = [*command, *more.get(command[0], [])]
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(
            [sys.executable, "-m", "hallwaytrack", *args],
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
        os.close(writing)
        assert (done.returncode, done.stderr) == (141, b"")

    @pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
    @pytest.mark.parametrize(
        "args", [["--version"], ["show", "--help"], ["example"], ["schema"], ["show"]]
    )
    def test_a_full_disk(self, launch_json: Path, args: list[str]) -> None:
        given = [*args, str(launch_json)] if args == ["show"] else args
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "hallwaytrack", *given],
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
            )
        assert done.stderr.splitlines() == [b"<stdout>: No space left on device"]
        assert done.returncode == 2

    @pytest.mark.parametrize("command", ["example", "show"])
    def test_an_output_that_is_closed(self, launch_json: Path, command: str) -> None:
        given = f'{command} "{launch_json}"' if command == "show" else command
        line = f'"{sys.executable}" -m hallwaytrack {given} >&-'
        done = subprocess.run(line, shell=True, stderr=subprocess.PIPE, check=False)
        assert done.stderr.splitlines() == [b"<stdout>: Bad file descriptor"]
        assert done.returncode == 2

    def test_an_input_that_is_closed(self, tmp_path: Path) -> None:
        line = f'"{sys.executable}" -m hallwaytrack show - <&-'
        done = subprocess.run(line, shell=True, capture_output=True, check=False)
        assert done.stderr.splitlines() == [b"<stdin>: Bad file descriptor"]
        assert (done.returncode, done.stdout) == (2, b"")


@posix
class TestSignals:
    @pytest.mark.parametrize(
        ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["INT", "TERM"]
    )
    def test_end_it_without_a_word(self, sent: signal.Signals, code: int) -> None:
        running = subprocess.Popen(
            [sys.executable, "-c", WAITING],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert running.stdout is not None
        assert running.stdout.readline() == b"ready\n"
        running.send_signal(sent)
        running.wait(timeout=60)
        output, errors = running.communicate()
        assert (running.returncode, output, errors) == (code, b"", b"")


WAITING = """
import signal, sys
# Who runs the tests in the background has them, and this, ignore an interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)
from hallwaytrack.__main__ import main
from hallwaytrack.cli import show

def load(*arguments):
    print("ready", flush=True)
    sys.stdin.read()

show.load = load
sys.exit(main(["show", "-"]))
"""
