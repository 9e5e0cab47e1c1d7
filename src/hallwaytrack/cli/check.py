"""``hallwaytrack check``: what is wrong with documents that are valid."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Literal, TypeAlias, get_args

import click

from hallwaytrack.checks.checking import WORST_FIRST
from hallwaytrack.checks.checking import check as problems_of
from hallwaytrack.checks.policy import Policy
from hallwaytrack.cli.asked import policy_of
from hallwaytrack.cli.files import load, output
from hallwaytrack.cli.findings import WRITERS
from hallwaytrack.cli.telling import (
    PROBLEMS_FOUND,
    STREAM,
    UNUSABLE,
    Told,
    Unusable,
    name_of,
    refuse,
)
from hallwaytrack.cli.times import day_or_time
from hallwaytrack.errors import HallwayTrackError, Problem, Severity

Hints: TypeAlias = Mapping[str, str | None]
WrittenAs: TypeAlias = Literal["text", "json", "github"]


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--format",
    "written_as",
    type=click.Choice(get_args(WrittenAs)),
    default="text",
    show_default=True,
    help="github makes annotations in GitHub Actions.",
)
@click.option(
    "--now",
    metavar="TIME",
    callback=day_or_time,
    help="A day, or a time with its offset; tells what is overdue, and what a near event lacks.",
)
@click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar="NAME=VALUE",
    help="HT102=off, HT201=error, volunteers=warn, walking=PT5M and so on; may be repeated.",
)
@click.option(
    "--fail-on",
    type=click.Choice(get_args(Severity)),
    default="warning",
    show_default=True,
    help="The least severity that ends with 1.",
)
@click.option("--from", "source_format", metavar="FORMAT", help="The format of the FILEs.")
@click.option("--timezone", metavar="ZONE", help="The zone of times in a FILE that name none.")
def check(
    files: Sequence[str],
    written_as: WrittenAs,
    now: date | None,
    policies: Sequence[str],
    fail_on: Severity,
    source_format: str | None,
    timezone: str | None,
) -> None:
    """Tell what is wrong in FILEs: clashes, empty shifts, slides that are overdue.

    One line a problem goes to the standard output, with a code that the reference of checks
    explains. A FILE that cannot be read is told on the standard error, and the others are checked
    all the same. "-" is the standard input.

    Ends with 0 if there is nothing but infos, with 1 if there are errors or warnings, and with 2 if
    a FILE cannot be read.

    \b
        hallwaytrack check launch.json
        hallwaytrack check *.json --now 2008-04-01 --policy HT201=off --format github
    """
    if files.count(STREAM) > 1:
        raise refuse(name_of(STREAM, "stdin"), "it can be read only once")
    policy = policy_of(policies)
    told: list[Told] = []
    unread: list[Unusable] = []
    with _progress(files) as names:
        for file in names:
            source = name_of(file, "stdin")
            try:
                found = _found(file, source_format, {"timezone": timezone}, now, policy)
                told += [(source, problem) for problem in found]
            except Unusable as error:
                unread.append(error)
                told += [(source, problem) for problem in _why(error) if written_as != "text"]
    with output() as stream:
        stream.writelines(WRITERS[written_as](told))
    _end(told, unread, fail_on)


def _found(
    file: str, source_format: str | None, hints: Hints, now: date | None, policy: Policy
) -> list[Problem]:
    """What was mended as a file was read, and what is wrong with what it holds."""
    reading = load(file, source_format, hints=hints)
    return [*reading.problems, *problems_of(reading.document, now, policy)]


def _why(error: Unusable) -> Sequence[Problem]:
    """The problems for which a file cannot be read; what is not about its content is told once."""
    cause = error.__cause__
    if isinstance(cause, HallwayTrackError):
        return cause.problems
    return [Problem(message=line.partition(": ")[2]) for line in error.lines]


def _end(told: Sequence[Told], unread: Sequence[Unusable], fail_on: Severity) -> None:
    for error in unread:
        error.show()
    context = click.get_current_context()
    if unread:
        context.exit(UNUSABLE)
    if any(WORST_FIRST[problem.severity] <= WORST_FIRST[fail_on] for _, problem in told):
        context.exit(PROBLEMS_FOUND)


@contextmanager
def _progress(files: Sequence[str]) -> Iterator[Iterator[str]]:
    """The files, counted on the standard error if that is a terminal and there are several."""
    if len(files) < 2 or sys.stderr is None or not sys.stderr.isatty():
        yield iter(files)
        return
    with click.progressbar(files, label="Checking", file=sys.stderr) as bar:
        yield iter(bar)
