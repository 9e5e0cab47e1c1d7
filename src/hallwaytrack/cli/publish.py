"""``hallwaytrack publish``: the next state of a feed that others subscribed to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from hallwaytrack.cli.files import load, save
from hallwaytrack.cli.targets import (
    View,
    components_option,
    keep_sources,
    target_of,
    to_option,
    view_option,
    viewed,
)
from hallwaytrack.cli.telling import STREAM, about, name_of, refuse, tell_all
from hallwaytrack.cli.times import EPOCH, day_or_time, epoch, length, time
from hallwaytrack.cli.words import plain
from hallwaytrack.formats.registry import iter_write
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.series import EventSeries

if TYPE_CHECKING:
    from hallwaytrack.publishing.changes import Change
    from hallwaytrack.publishing.trimming import LeftOut

NOW = '"$(date -u +%Y-%m-%dT%H:%M:%SZ)"'
PUBLISHED = (Calendar, Event, EventSeries)
TOGETHER = ("added", "cancelled", "relocated")
"""What is not told of each session where it is told of their event."""


@click.command()
@click.argument("new")
@click.option("--previous", metavar="OLD", help="What was published last; left out, nothing was.")
@click.option("-o", "--output", required=True, metavar="OUT", help="Where to write the feed.")
@to_option("OUT")
@click.option(
    "--now",
    metavar="TIME",
    callback=time,
    help=f"When this is published; left out, {EPOCH} in the environment says it.",
)
@click.option(
    "--keep-cancelled",
    metavar="LENGTH",
    callback=length,
    default="30d",
    show_default=True,
    help="How long what vanished stays, cancelled: 30d, 12h or 4w.",
)
@click.option(
    "--cancelled",
    type=click.Choice(["marked", "left-out"]),
    default="marked",
    show_default=True,
    help="Whether what is cancelled is shown as that, or left out.",
)
@click.option(
    "--after", metavar="TIME", callback=day_or_time, help="Leave out what is over by then."
)
@click.option(
    "--before", metavar="TIME", callback=day_or_time, help="Leave out what begins then or later."
)
@click.option(
    "--max-bytes",
    metavar="NUMBER",
    type=int,
    help="Leave out what makes the public feed larger; Google drops those of more than 1 MB.",
)
@view_option
@components_option
@click.option("--verbose", is_flag=True, help="Tell of everything that is left out.")
def publish(
    new: str,
    previous: str | None,
    output: str,
    target_format: str | None,
    now: datetime | None,
    keep_cancelled: timedelta,
    cancelled: str,
    after: date | None,
    before: date | None,
    max_bytes: int | None,
    view: View,
    components: bool,
    verbose: bool,
) -> None:
    """Write NEW as the next state of the feed OLD, and tell what changed.

    Only what changed gets a higher SEQUENCE and a new LAST-MODIFIED; the rest keeps its exact
    bytes. What vanished from NEW stays for a while, cancelled, so that every subscriber is told.
    OLD is what this command wrote the last time, as JSON or as the feed itself. OUT may be the same
    file, and is written whole or not at all; "-" is the standard input or output.

    \b
        hallwaytrack publish launch.json -o launch.ics --now 2008-02-01T12:00Z
        hallwaytrack publish launch.json --previous launch.ics -o launch.ics \\
            --now "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
    """
    from hallwaytrack.publishing.publish import published  # noqa: PLC0415 - brings the writer

    target, options = target_of(output, target_format, view, components)
    keep_sources([new], output, view)
    at = now or epoch("--now", f"say when this is published, with --now {NOW}")
    source = name_of(new, "stdin")
    if new == previous == STREAM:
        raise refuse(source, "it can be read only once")
    reading = load(new, None)
    with about(source):
        _is_published(reading.document, source)
    told = [(source, problem) for problem in reading.problems]
    old = None
    if previous is not None:
        before_it = load(previous, None, hints={"kind": type(reading.document)})
        old, name = before_it.document, name_of(previous, "stdin")
        told += [(name, problem) for problem in before_it.problems]
    with about(source):
        result = published(
            reading.document,
            old,
            at,
            keep_cancelled=keep_cancelled,
            cancelled="marked" if cancelled == "marked" else "left_out",
            after=after,
            before=before,
            max_bytes=max_bytes,
            components=components,
        )
        pieces = iter_write(viewed(result.document, view), target.name, **options)
    save(output, pieces)
    for sentence in _sentences(result.changes):
        click.echo(sentence, err=output == STREAM)
    for sentence in _left_out(result.left_out, verbose):
        click.echo(sentence, err=True)
    tell_all(told)


def _is_published(document: Any, source: str) -> None:
    if not isinstance(document, PUBLISHED):
        kind = type(document).__name__
        raise refuse(source, f"a {kind} is not published; a Calendar, Event or EventSeries is")


def _sentences(changes: "Sequence[Change]") -> Iterator[str]:
    """The changes as a person tells them: not of each session what is true of the whole event."""
    whole = {(change.kind, change.uid) for change in changes if change.event is None}
    others = Counter(
        (change.kind, change.event) for change in changes if _is_told_of_event(change, whole)
    )
    for change in changes:
        if _is_told_of_event(change, whole):
            continue
        more = others.pop((change.kind, change.uid), 0) if change.event is None else 0
        yield f"{plain(str(change))}{_and_more(more)}"
    if not changes:
        yield "Nothing has changed."


def _is_told_of_event(change: "Change", whole: set[tuple[Any, str]]) -> bool:
    return change.kind in TOGETHER and (change.kind, change.event) in whole


def _and_more(more: int) -> str:
    return f" (and {more} session{'s' if more > 1 else ''} of it)" if more else ""


def _left_out(left_out: "Iterable[LeftOut]", verbose: bool) -> Iterator[str]:
    if verbose:
        yield from (plain(str(each)) for each in left_out)
        return
    for why, count in Counter(each.why for each in left_out).items():
        them = "entry is" if count == 1 else "entries are"
        yield f"{count} {them} left out: {why}"
