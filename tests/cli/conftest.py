"""The command line, run in this process and in one of its own."""

import inspect
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.cli.running import Program, Run

from hallwaytrack import (
    Assignment,
    Event,
    Note,
    Person,
    Room,
    Session,
    Shift,
    Venue,
    Volunteer,
    at,
    speakers,
    to_json,
)
from hallwaytrack.cli.main import cli

OLD = "mix_stderr" in inspect.signature(CliRunner).parameters
APART: dict[str, Any] = {"mix_stderr": False} if OLD else {}
"""Before version 8.2, click's runner kept the two outputs apart only when asked to."""


@pytest.fixture
def run() -> Run:
    """Runs a command in this process."""

    def invoke(*args: object, input: bytes | None = None, **options: Any) -> Result:
        return CliRunner(**APART).invoke(cli, [str(a) for a in args], input=input, **options)

    return invoke


@pytest.fixture
def program() -> Program:
    """Runs a command in a process of its own, as a shell does."""

    def start(*args: object, **options: Any) -> "subprocess.CompletedProcess[bytes]":
        command = [sys.executable, "-m", "hallwaytrack", *map(str, args)]
        given: dict[str, Any] = {"capture_output": True, "timeout": 60, **options}
        return subprocess.run(command, check=False, **given)

    return start


@pytest.fixture
def launch() -> Event:
    """An event with something of everything, public and private."""
    toronto = at("America/Toronto", "2008-02-27")
    return Event(
        id="launch@example.org",
        title="Heroes Happen Here",
        start=toronto("08:00"),
        end=toronto("15:30"),
        venue=Venue(
            id="hall",
            name="Direct Energy Building",
            rooms=[Room(id="r1", name="Room 1"), Room(id="r2", name="Room 2")],
        ),
        people=[
            Person(id="ada", name="Ada", email="ada@example.org"),
            Person(id="bob", name="Bob", phone="+1 416 555 0100"),
        ],
        sessions=[
            Session(id="keynote", title="Keynote", all_rooms=True, start=toronto("09:00")),
            Session(
                id="servers",
                title="Servers",
                room="r1",
                start=toronto("10:00"),
                end=toronto("11:00"),
                contributors=speakers("ada"),
            ),
            Session(id="queries", title="Queries", room="r2", start=toronto("10:00")),
        ],
        volunteers=[Volunteer(person="bob")],
        shifts=[
            Shift(
                id="banner",
                role="Put up the banner",
                start=toronto("08:00"),
                end=toronto("09:00"),
                needed=2,
                assignments=[Assignment(person="bob")],
            )
        ],
        notes=[Note(id="n", text="Not for others", private=True)],
    )


@pytest.fixture
def launch_json(launch: Event, tmp_path: Path) -> Path:
    """The same, in a file."""
    path = tmp_path / "launch.json"
    path.write_bytes(to_json(launch))
    return path
