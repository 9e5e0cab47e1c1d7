"""Opening pages in Chromium, run by node: ``look.mjs``."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 300
"""Seconds for one batch. Twelve looks at a page of 500 sessions take about one minute."""


class Look(NamedTuple):
    """How to look at a page.

    Args:
        html: The page.
        width: Of the window, in CSS pixels.
        dark: Whether the reader prefers dark colours.
        screenshot: The file to draw it to; "" for none.
        target: The anchor that a link led to; "" for none.
    """

    html: str
    width: int
    dark: bool
    screenshot: str = ""
    target: str = ""


class Seen(NamedTuple):
    """What was seen.

    Args:
        wide: How wide the page is, in CSS pixels.
        inner: How wide the window is.
        asked: The addresses that the page asked for.
        violations: What axe-core objects to.
        covering: What lies over the beginning of the target, as text; "" for nothing.
    """

    wide: int
    inner: int
    asked: list[str]
    violations: list[str]
    covering: str


@cache
def browser() -> str | None:
    """The path of the browser, if it and all that drives it is installed."""
    modules = (HERE / "node_modules" / name for name in ("playwright-core", "axe-core"))
    if shutil.which("node") is None or not all(module.exists() for module in modules):
        return None
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def look_at(looks: Sequence[Look]) -> list[Seen]:
    """Look at some pages in one browser, whose start costs more than a page."""
    program = browser()
    assert program, "ask browser() first"
    done = subprocess.run(
        ["node", HERE / "look.mjs", program],
        input=json.dumps([look._asdict() for look in looks]).encode(),
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr.decode()
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return [Seen(**answer) for answer in answers]
