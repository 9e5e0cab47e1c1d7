"""Telling what is wrong: one line a problem, on stderr, never a traceback.

A line is ``file:line or /json/pointer: code message``. All of it is printable, whatever the file
held: a title must not be able to move the cursor of whoever reads a log.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any, TypeAlias

import click
from attrs import evolve

from hallwaytrack.errors import HallwayTrackError, Problem, printable

STREAM = "-"
PROBLEMS_FOUND, UNUSABLE = 1, 2
Told: TypeAlias = tuple[str, Problem]
"""A problem, and the name of the file or stream that it is about."""


class Unusable(click.ClickException):
    """Something cannot be read or used; the program ends with 2."""

    exit_code = UNUSABLE

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the lines."""
        for line in self.lines:
            click.echo(printable(line), file=file, err=True)


def refuse(about: str, message: str) -> Unusable:
    """The error of one line about a file or stream."""
    return Unusable([f"{about}: {message}"])


def line_of(problem: Problem, source: str) -> str:
    """A problem of a file in one line.

    >>> line_of(Problem(message="title must be a text", value=3, place="/events/0/title"), "a.json")
    'a.json /events/0/title: title must be a text, got 3'
    """
    where = source if problem.line is None else f"{source}:{problem.line}"
    if problem.place:
        where = f"{where} {problem.place}"
    severity = "" if problem.severity == "error" else f"{problem.severity}: "
    code = f"{problem.code} " if problem.code else ""
    return printable(f"{where}: {severity}{code}{evolve(problem, place='')}")


def tell(problems: Sequence[Problem], source: str) -> None:
    """Print what did not keep us from going on, and end with 1 if something was lost by it."""
    tell_all((source, problem) for problem in problems)


def tell_all(told: Iterable[Told]) -> None:
    """The same for the problems of several files."""
    lost = False
    for source, problem in told:
        click.echo(line_of(problem, source), err=True)
        lost = lost or problem.severity == "error"
    if lost:
        click.get_current_context().exit(PROBLEMS_FOUND)


@contextmanager
def about(source: str) -> Iterator[None]:
    """Whatever fails inside is about this file."""
    try:
        yield
    except BrokenPipeError:
        raise
    except HallwayTrackError as error:
        raise Unusable([line_of(problem, source) for problem in error.problems]) from error
    except OSError as error:
        raise refuse(source, error.strerror or type(error).__name__) from error


def name_of(path: str, stream: str) -> str:
    """A path as messages name it, or the name of the stream that "-" stands for."""
    return f"<{stream}>" if path == STREAM else path
