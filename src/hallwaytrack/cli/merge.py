"""``hallwaytrack merge``: one calendar of many."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import click
from attrs import evolve

from hallwaytrack.cli.files import load, save
from hallwaytrack.cli.progress import each
from hallwaytrack.cli.targets import (
    View,
    components_option,
    keep_sources,
    target_of,
    to_option,
    view_option,
    viewed,
)
from hallwaytrack.cli.telling import STREAM, Told, about, name_of, refuse, tell_all
from hallwaytrack.errors import Problem
from hallwaytrack.formats.registry import iter_write
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.views.merging import Merged, merged


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("-o", "--output", required=True, metavar="OUT", help="Where to write the calendar.")
@to_option("OUT")
@view_option
@click.option("--timezone", metavar="ZONE", help="The zone of times in a FILE that name none.")
@click.option(
    "--namespace",
    "namespaces",
    multiple=True,
    metavar="NAME=FILE",
    help='Keeps the ids of FILE apart where they are no more than "1" or "2"; may be repeated.',
)
@components_option
@click.option("--verbose", is_flag=True, help="Tell every choice, and how much each FILE gave.")
def merge(
    files: Sequence[str],
    output: str,
    target_format: str | None,
    view: View,
    timezone: str | None,
    namespaces: Sequence[str],
    components: bool,
    verbose: bool,
) -> None:
    """Write one calendar of all events, series, groups and tours in the FILEs.

    What has one id is one thing, and its newest version stays. Of versions that differ and are
    equally new, that of the FILE named first stays, and the other is told. An event that another
    one names in same_as is left out. OUT has the name of the first FILE that has one, and is
    written whole or not at all; "-" is the standard input or output.

    \b
        hallwaytrack merge itpro.json dotnet.json -o toronto.ics
        hallwaytrack merge a.ics b.ics -o all.ics --namespace b.example=b.ics
    """
    target, options = target_of(output, target_format, view, components)
    keep_sources(files, output, view)
    local = _by_file(namespaces, files)
    names = [name_of(file, "stdin") for file in files]
    if files.count(STREAM) > 1:
        raise refuse(name_of(STREAM, "stdin"), "it can be read only once")
    hints = {"timezone": timezone}
    readings = [
        load(file, None, {"namespace": local.get(file)}, hints) for file in each(files, "Reading")
    ]
    calendars = [_calendar(reading.document) for reading in readings]
    result = merged(calendars, names)
    with about(name_of(output, "stdout")):
        pieces = iter_write(viewed(result.calendar, view), target.name, **options)
    save(output, pieces)
    told = [(n, p) for n, r in zip(names, readings, strict=True) for p in r.problems]
    told += _by_name(result.problems, names, [reading.document for reading in readings])
    if verbose:
        _count(result, calendars, names)
    tell_all((name, p) for name, p in told if verbose or p.severity != "info")


def _by_file(namespaces: Sequence[str], files: Sequence[str]) -> Mapping[str, str]:
    """The namespace of each file that was given one."""
    found: dict[str, str] = {}
    for given in namespaces:
        name, _, file = given.partition("=")
        if not name or file not in files:
            message = f"write NAME=FILE with one of the files to merge, not {given!r}"
            raise refuse("--namespace", message)
        found[file] = name
    return found


def _calendar(document: Any) -> Calendar:
    return document if isinstance(document, Calendar) else Calendar().put(document)


def _by_name(
    problems: Iterable[Problem], names: Sequence[str], documents: Sequence[Any]
) -> Iterator[Told]:
    """The problems of a merge, each with its file and its place there."""
    for problem in problems:
        number, slash, place = problem.place.removeprefix("/").partition("/")
        if not isinstance(documents[int(number)], Calendar):
            # A document by itself was put into a calendar, as the first of its kind.
            place = "/".join(place.split("/")[2:])
            slash = "/" if place else ""
        yield names[int(number)], evolve(problem, place=slash + place)


def _count(result: Merged, calendars: Sequence[Calendar], names: Sequence[str]) -> None:
    for name, taken, calendar in zip(names, result.taken, calendars, strict=True):
        held = len(calendar.events) + len(calendar.series)
        click.echo(f"{name}: gave {taken} of its {held} events and series", err=True)
