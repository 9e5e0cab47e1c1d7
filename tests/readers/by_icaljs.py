"""ical.js, the reader of Thunderbird, run by node: ``icaljs/read.mjs``."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from .seen import ReadingFailed, Seen, read_by

HERE = Path(__file__).parent / "icaljs"

#: Seconds for one batch. 600 zones with 20 events each take about three.
PATIENCE = 300


@cache
def icaljs_available() -> bool:
    """Whether node is on the path and ical.js is installed beside the script."""
    installed = HERE / "node_modules" / "ical.js" / "package.json"
    return shutil.which("node") is not None and installed.exists()


def with_icaljs(data: bytes) -> list[Seen]:
    """Read with ical.js; a test with many files should hand them over at once instead.

    Raises:
        ReadingFailed: If ical.js throws, at any property's value or parameter of the file, or if a
            TZID has no VTIMEZONE in the file.
    """
    (seen,) = with_icaljs_many([data])
    return seen


def with_icaljs_many(documents: Sequence[bytes]) -> list[list[Seen]]:
    """Read many files in one node process, whose start costs more than a file.

    Raises:
        ReadingFailed: As ``with_icaljs`` does; the message counts the documents from 0.
    """
    with read_by("ical.js"):
        answers = _ask([document.decode() for document in documents])
        return [_seen(index, answer) for index, answer in enumerate(answers)]


def meetings_with_icaljs(data: bytes, before: datetime) -> list[datetime]:
    """The meetings of the first VEVENT by its RRULE, RDATE and EXDATE, before a time, in UTC.

    Raises:
        ReadingFailed: As ``with_icaljs`` does.
    """
    with read_by("ical.js"):
        (answer,) = _ask([data.decode()], f"{before:%Y-%m-%dT%H:%M:%SZ}")
        if "failed" in answer:
            raise ReadingFailed(answer["failed"])
        return [datetime.fromisoformat(start) for start in answer["meetings"]]


def _ask(documents: list[str], *arguments: str) -> list[dict[str, Any]]:
    node = shutil.which("node")
    if node is None:
        raise ReadingFailed("node is not on the path; .ci/readers installs it")
    done = subprocess.run(
        [node, HERE / "read.mjs", *arguments],
        input=json.dumps(documents).encode(),
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    if done.returncode or done.stderr:
        raise ReadingFailed(f"node ended with {done.returncode}: {done.stderr.decode().strip()}")
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def _seen(index: int, answer: dict[str, Any]) -> list[Seen]:
    if "failed" in answer:
        raise ReadingFailed(f"document {index}: {answer['failed']}")
    return [_event(event) for event in answer["events"]]


def _event(event: dict[str, Any]) -> Seen:
    end = event.pop("end")
    return Seen(
        start=datetime.fromisoformat(event.pop("start")),
        end=None if end is None else datetime.fromisoformat(end),
        **event,
    )
