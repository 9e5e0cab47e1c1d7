"""What type checkers say of calls of ours: nothing of right ones, something of each wrong one."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CHECKERS = {
    "mypy": [sys.executable, "-m", "mypy", "--strict", "--no-error-summary"],
    "pyright": [sys.executable, "-m", "pyright", "--pythonpath", sys.executable],
}
pytestmark = [
    pytest.mark.typing,
    pytest.mark.parametrize(
        "checker",
        [
            pytest.param(
                name,
                marks=pytest.mark.skipif(
                    importlib.util.find_spec(name) is None,
                    reason=f"{name} is not installed; it is in the dependency group typing",
                ),
            )
            for name in CHECKERS
        ],
    ),
]


def complaints(checker: str, file: Path, folder: Path) -> set[int]:
    """The lines of a file that a checker complains of.

    The file is copied elsewhere, so that the project's own settings do not soften anything.
    """
    copy = folder / file.name
    copy.write_bytes(file.read_bytes())
    done = subprocess.run(
        [*CHECKERS[checker], copy.name], cwd=folder, capture_output=True, text=True, check=False
    )
    found = re.findall(rf"{re.escape(copy.name)}:(\d+)(?::\d+)?(?:: | - )error", done.stdout)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert bool(found) == bool(done.returncode), done.stdout + done.stderr
    return {int(line) for line in found}


def test_right_calls_pass(checker: str, tmp_path: Path) -> None:
    assert complaints(checker, HERE / "right.py", tmp_path) == set()


def test_each_wrong_call_is_told(checker: str, tmp_path: Path) -> None:
    lines = (HERE / "wrong.py").read_text(encoding="utf-8").splitlines()
    wrong = {number for number, line in enumerate(lines, 1) if "# wrong: " in line}
    assert complaints(checker, HERE / "wrong.py", tmp_path) == wrong
