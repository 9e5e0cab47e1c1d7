"""Markdown pages, run from top to bottom.

- A ``python`` block is executed; all blocks of a page share their names, and one folder.
- A ``sh`` block that begins with ``hallwaytrack`` is executed, a command a line. A command ends
  with 0 unless its comment says ``# exit code 2``. Other ``sh`` blocks are about installing, and
  are not executed.
- A ``text`` block is what the block before it printed; a line ``...`` stands for any lines.
- A ``json`` block is JSON; where the block before it printed something, that is what it was.
- A ``yaml`` block is YAML; where it is a workflow of GitHub Actions, each of its commands that runs
  this library is one that the program knows.
- A ``python`` block prints nothing that the page does not show.

A page is one test, since its blocks stand on each other and pytest-xdist would spread them.
"""

import json
import re
import shlex
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from sybil import Document, Example
from sybil.evaluators.python import PythonEvaluator
from sybil.example import SybilFailure
from sybil.parsers.markdown import CodeBlockParser

from hallwaytrack import FORMATS

ROOT = Path(__file__).parents[2]
LANGUAGES = ("python", "text", "json", "sh", "yaml")
"""The languages of blocks; a test sees to it that there is no other."""
OUTPUT = ("text", "json")
INSTALLING = ("pip install ", "python3 -m venv ")
"""How a ``sh`` block begins that is not executed."""
PROGRAM = "hallwaytrack"
PLAIN_TERMINAL = {"COLUMNS": "80", "FORCE_COLOR": None, "NO_COLOR": "1", "TERM": "dumb"}
EXIT_CODE = re.compile(r"#.*\bexit code (\d+)")
DATE = re.compile(r"\$\(date [^)]*\)")
A_TIME = "2008-02-27T00:00:00Z"
"""What stands for the clock of a shell where a command is only checked."""
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})\s*(.*)")


def pages() -> list[Path]:
    """The pages whose examples are run."""
    return [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]


def is_page(path: Path) -> bool:
    """Whether a file is one of them."""
    return path == ROOT / "README.md" or (path.suffix == ".md" and ROOT / "docs" in path.parents)


def fences(text: str) -> Iterator[str]:
    """The languages of a text's code blocks, found without sybil."""
    closing = ""
    for line in text.splitlines():
        found = FENCE.fullmatch(line)
        if closing:
            closing = "" if found and found[1].startswith(closing) and not found[2] else closing
        elif found:
            closing = found[1]
            yield found[2]


def indented(text: str) -> Iterator[str]:
    """The lines of code blocks that are made by indenting, which nothing executes."""
    before, closing = "", ""
    for line in text.splitlines():
        found = FENCE.fullmatch(line)
        if found and (not closing or found[1].startswith(closing)):
            closing = "" if closing else found[1]
        elif not closing and line.startswith("    ") and (not before or before.startswith("    ")):
            yield line.strip()
        before = line


class Page:
    """A page whose blocks are run one after the other.

    Attributes:
        document: Its blocks, as sybil finds them.
        ran: The languages of the blocks that were evaluated.
    """

    def __init__(self, path: Path) -> None:
        self.ran: list[str] = []
        self._printed = ""
        self._run_python = PythonEvaluator()
        evaluators = (self._python, self._text, self._json, self._sh, self._yaml)
        parsers = [CodeBlockParser(*each) for each in zip(LANGUAGES, evaluators, strict=True)]
        self.document = Document.parse(str(path), *parsers)
        # As in a program: libraries ask a function for its module.
        self.document.namespace["__name__"] = "__main__"

    def run(self) -> None:
        """Run all blocks in a folder of their own.

        Raises:
            AssertionError: If a block does not give what the page says.
        """
        with tempfile.TemporaryDirectory() as folder, chdir(folder):
            for example in self.document.examples():
                language = example.region.lexemes["arguments"]
                if language not in OUTPUT:
                    self._shown()
                example.evaluate()
                self.ran.append(language)
            self._shown()

    def _shown(self) -> None:
        """Whatever a ``python`` block prints is shown below it; of a command it may be left out."""
        if self._printed.strip() and self.ran[-1] == "python":
            raise AssertionError(f"what was printed is not shown:\n{self._printed}")

    def _python(self, example: Example) -> None:
        with redirect_stdout(StringIO()) as out:
            self._run_python(example)
        self._printed = out.getvalue().replace("\r\n", "\n")

    def _text(self, example: Example) -> str | None:
        if not self._printed:
            return "a text block shows what was printed, and nothing was"
        return self._compared(str(example.parsed))

    def _json(self, example: Example) -> str | None:
        json.loads(example.parsed)
        return self._compared(str(example.parsed)) if self._printed else None

    def _compared(self, shown: str) -> str | None:
        printed, self._printed = self._printed, ""
        if pattern_of(shown).fullmatch(printed.strip("\n") + "\n"):
            return None
        return f"shown:\n{shown.strip()}\nprinted:\n{printed.strip()}"

    def _sh(self, example: Example) -> str | None:
        self._printed = ""
        if example.parsed.startswith(INSTALLING):
            return None
        for line in str(example.parsed).splitlines():
            wrong = self._command(line)
            if wrong:
                return wrong
        return None

    def _yaml(self, example: Example) -> str | None:
        """YAML is valid, and a command of ours in a workflow has only options that there are."""
        document = yaml.safe_load(example.parsed)
        jobs = document["jobs"].values() if "jobs" in document else ()
        commands = [step.get("run", "") for job in jobs for step in job["steps"]]
        lines = "\n".join(commands).replace("\\\n", " ").splitlines()
        wrong = (refused(line) for line in lines if line.startswith(f"{PROGRAM} "))
        return next((told for told in wrong if told), None)

    def _command(self, line: str) -> str | None:
        program, *arguments = shlex.split(line, comments=True)
        if program != PROGRAM:
            return f"{line!r} is no command that a page may run"
        testing = pytest.importorskip("click.testing", reason="the extra cli is not installed")
        from hallwaytrack.cli.main import cli

        result = testing.CliRunner(env=PLAIN_TERMINAL).invoke(cli, arguments, prog_name=PROGRAM)
        self._printed += result.output
        said = EXIT_CODE.search(line)
        if result.exit_code == int(said[1] if said else 0):
            return None
        return f"{line}\nends with {result.exit_code}:\n{result.output}"


def refused(line: str) -> str | None:
    """What the program has against the name and the options of a command that is not run."""
    click = pytest.importorskip("click", reason="the extra cli is not installed")
    from hallwaytrack.cli.main import cli

    _, name, *arguments = shlex.split(DATE.sub(A_TIME, line), comments=True)
    try:
        cli.commands[name].make_context(name, arguments)
    except (KeyError, click.UsageError) as error:
        return f"{line}: {error}"
    return None


def pattern_of(shown: str) -> re.Pattern[str]:
    """What a text block matches: its lines, with ``...`` for any number of them."""
    lines = shown.strip("\n").split("\n")
    parts = (r"(?:.*\n)*?" if line == "..." else re.escape(line) + "\n" for line in lines)
    return re.compile("".join(parts))


class PageItem(pytest.Item):
    """The examples of one page."""

    def runtest(self) -> None:
        """Run them."""
        known = dict(FORMATS)
        try:
            Page(self.path).run()
        finally:  # a page may enter a format of its own
            FORMATS.clear()
            FORMATS.update(known)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """What went wrong, without the frames of sybil and of this module."""
        if isinstance(excinfo.value, SybilFailure | AssertionError):
            return str(excinfo.value)
        frames = [f for f in traceback.extract_tb(excinfo.tb) if f.filename == str(self.path)]
        told = traceback.format_list(frames)
        return "".join([*told, *traceback.format_exception_only(excinfo.value)])

    def reportinfo(self) -> tuple[Path, int, str]:
        """How the run names it."""
        return self.path, 0, f"examples of {self.path.name}"


class PageFile(pytest.File):
    """A Markdown page."""

    def collect(self) -> Iterator[PageItem]:
        """Its one test."""
        yield PageItem.from_parent(self, name="examples")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> PageFile | None:
    """The hook by which pytest finds the pages."""
    if not is_page(file_path):
        return None
    page: PageFile = PageFile.from_parent(parent, path=file_path)
    return page
