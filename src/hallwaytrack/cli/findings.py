"""Writing what the checks found: as text, as JSON, or as annotations of GitHub Actions.

- Text is a line a problem, as everywhere in the command line.
- JSON is an array with an object a problem: ``file``, ``place`` (a JSON Pointer), ``line``,
  ``code``, ``severity``, ``message`` and ``mend``. What there is not is left out.
- GitHub takes ``::error file=...,line=...,title=...::message`` from what a step prints
  (https://docs.github.com/actions, "Workflow commands"), in which "%", line ends and, among its
  properties, ":" and "," are escaped. It has no place for a pointer, which stands in the message.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve

from hallwaytrack.cli.telling import Told, line_of
from hallwaytrack.errors import Problem, Severity, printable

LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def as_text(told: Sequence[Told]) -> Iterator[str]:
    """A line a problem."""
    return (f"{line_of(problem, source)}\n" for source, problem in told)


def as_json(told: Sequence[Told]) -> Iterator[str]:
    """One array of objects, a line each, in ASCII."""
    listed = ",\n".join(json.dumps(_members(source, problem)) for source, problem in told)
    yield f"[\n{listed}\n]\n" if told else "[]\n"


def _members(source: str, problem: Problem) -> dict[str, Any]:
    members = {
        "file": source,
        "place": problem.place,
        "line": problem.line,
        "code": problem.code,
        "severity": problem.severity,
        "message": str(evolve(problem, place="", mend="")),
        "mend": problem.mend,
    }
    return {name: value for name, value in members.items() if value}


def as_annotations(told: Sequence[Told]) -> Iterator[str]:
    """A workflow command a problem."""
    for source, problem in told:
        known = {"file": source, "line": problem.line, "title": problem.code}
        properties = ",".join(f"{name}={_property(v)}" for name, v in known.items() if v)
        text = _escaped(printable(str(problem)))
        yield f"::{LEVELS[problem.severity]} {properties}::{text}\n"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: Any) -> str:
    return _escaped(printable(str(value))).replace(":", "%3A").replace(",", "%2C")


WRITERS: Mapping[str, Callable[[Sequence[Told]], Iterable[str]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_annotations,
}
"""What writes each format, by the name that ``--format`` takes."""
