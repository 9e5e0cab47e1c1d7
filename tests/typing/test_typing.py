"""What type checkers say of right calls and of wrong ones."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

import hallwaytrack

pytestmark = pytest.mark.typing

HERE = Path(__file__).parent
RIGHT, WRONG = HERE / "right.py", HERE / "wrong.py"
LIBRARY = Path(hallwaytrack.__file__).parents[1]

Flagged = dict[int, list[str]]


def environment() -> dict[str, str]:
    """Where a checker finds the library, installed or not."""
    found = {**os.environ, "NO_COLOR": "1", "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
    if LIBRARY.name != "site-packages":
        found |= {"MYPYPATH": str(LIBRARY), "PYTHONPATH": str(LIBRARY)}
    return found


def run(tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a checker; skip where it is not installed or does not start."""
    if find_spec(tool) is None:
        pytest.skip(f"{tool} is not installed")
    done = subprocess.run(
        [sys.executable, "-m", tool, *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment(),
        cwd=HERE,
        check=False,
    )
    if done.returncode not in (0, 1):
        pytest.skip(f"{tool} does not run here: {(done.stderr or done.stdout).strip()[-300:]}")
    return done


def by_mypy(path: Path) -> Flagged:
    """The lines that mypy flags."""
    cache = f"--cache-dir={HERE.parents[1] / '.mypy_cache'}"
    options = ("--strict", "--config-file=", "--follow-imports=silent", "--no-pretty", cache)
    output = run("mypy", *options, path.name).stdout
    flagged: Flagged = {}
    for line in output.splitlines():
        found = re.fullmatch(rf"{re.escape(path.name)}:(\d+): error: (.*)", line)
        if found:
            flagged.setdefault(int(found[1]), []).append(found[2])
    return flagged


def by_pyright(path: Path) -> Flagged:
    """The lines that pyright flags."""
    done = run("pyright", "--outputjson", "--pythonpath", sys.executable, str(path))
    flagged: Flagged = {}
    for found in json.loads(done.stdout)["generalDiagnostics"]:
        if found["severity"] == "error":
            line = found["range"]["start"]["line"] + 1
            flagged.setdefault(line, []).append(found["message"])
    return flagged


EVERY_CHECKER = pytest.mark.parametrize("flagged_by", [by_mypy, by_pyright])


@EVERY_CHECKER
def test_right_calls_are_not_flagged(flagged_by: Callable[[Path], Flagged]) -> None:
    assert flagged_by(RIGHT) == {}


@EVERY_CHECKER
def test_wrong_calls_are_flagged_each(flagged_by: Callable[[Path], Flagged]) -> None:
    lines = WRONG.read_text(encoding="utf-8").splitlines()
    wrong = {number: line for number, line in enumerate(lines, 1) if "# wrong: " in line}
    flagged = flagged_by(WRONG)
    assert [line for number, line in wrong.items() if number not in flagged] == []
    assert {n: told for n, told in flagged.items() if n not in wrong} == {}
