"""``hallwaytrack convert``: a document from one format into another."""

from collections.abc import Mapping
from typing import Any, get_args

import click

from hallwaytrack.cli.files import load, save
from hallwaytrack.cli.targets import (
    READABLE,
    View,
    components_option,
    event_option,
    keep_sources,
    namespace_option,
    picked,
    target_of,
    timezone_option,
    to_option,
    view_option,
    viewed,
)
from hallwaytrack.cli.telling import about, name_of, refuse, tell
from hallwaytrack.errors import Problem
from hallwaytrack.formats.registry import Format, iter_write
from hallwaytrack.formats.registry import losses as lost_in
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.staffing import Clashes
from hallwaytrack.views.personal import schedule_of


@click.command()
@click.argument("src")
@click.argument("dst")
@click.option("--from", "source_format", metavar="FORMAT", help=f"The format of SRC: {READABLE}.")
@to_option("DST")
@view_option
@timezone_option
@namespace_option
@components_option
@event_option
@click.option("--person", metavar="ID", help="Write only what this person has to do.")
@click.option(
    "--into", metavar="FILE", help="Roster, Sessionize: the file of the event that SRC is about."
)
@click.option(
    "--clashes",
    type=click.Choice(get_args(Clashes)),
    help="Roster: what to do with whoever would have to be in two places; block, if left out.",
)
@click.option("--losses", is_flag=True, help="Tell everything that DST cannot carry.")
def convert(
    src: str,
    dst: str,
    source_format: str | None,
    target_format: str | None,
    view: View,
    timezone: str | None,
    namespace: str | None,
    components: bool,
    event_id: str | None,
    person: str | None,
    into: str | None,
    clashes: str | None,
    losses: bool,
) -> None:
    """Read SRC and write it to DST in another format.

    Formats are known by the suffix (.json, .ics), else by the content; "-" is the standard input or
    output. DST is written whole or not at all.

    \b
        hallwaytrack convert launch.json launch.ics
        hallwaytrack convert launch.json - --to ical | less

    A person gets a feed of their own, with nothing private in it:

    \b
        hallwaytrack convert launch.json mei.ics --person mei

    What DST cannot carry is counted, where its format can; --losses tells each thing, with its
    place in SRC.

    Who helps when goes to a spreadsheet and comes back, as CSV:

    \b
        hallwaytrack convert launch.json roster.csv --to roster-csv
        hallwaytrack convert roster.csv launch.json --into launch.json --view full
    """
    target, options = target_of(dst, target_format, view, components)
    keep_sources([src, *([into] if into else [])], dst, view)
    whole, event = _into(into, event_id) if into else (None, None)
    asked = {"timezone": timezone, "namespace": namespace, "into": event, "clashes": clashes}
    reading = load(src, source_format, asked)
    source = name_of(src, "stdin")
    document = reading.document
    if event and view == "public" and not target.is_private and _staff(document) != _staff(event):
        raise refuse(name_of(dst, "stdout"), "a roster is private: say --view full to write it")
    if isinstance(whole, Calendar):
        document = whole.put(document)
    is_of_many = isinstance(document, Calendar) and Calendar not in target.kinds
    if target.is_private or person is not None or is_of_many or (event_id and not into):
        document = picked(document, event_id, source)
    with about(source):
        document = document if person is None else schedule_of(document, person)
        shown = document if target.is_private else viewed(document, view)
        pieces = iter_write(shown, target.name, **options)
    save(dst, pieces)
    _tell_losses(shown, target, options, losses, source)
    tell(reading.problems, source)


def _tell_losses(
    shown: Any, target: Format, options: Mapping[str, Any], each: bool, source: str
) -> None:
    """Tell each thing that was left out; or else how many, of a format that can count them."""
    found = lost_in(shown, target.name, **options) if each or target.lost else ()
    count = sum(problem.severity == "warning" for problem in found)
    if each:
        tell(found, source)
    elif count:
        things = "one thing is" if count == 1 else f"{count} things are"
        message, mend = f"{things} left out of {target.title}", "--losses tells what"
        tell([Problem(message=message, mend=mend, severity="info")], source)


def _staff(event: Event) -> tuple[Any, ...]:
    """What a roster changes in an event, and the public view leaves out."""
    return event.volunteers, event.shifts


def _into(file: str, event_id: str | None) -> tuple[Any, Event]:
    """The document that a roster is read into, and the event in it that the roster is about."""
    document = load(file, None).document
    return document, picked(document, event_id, name_of(file, "stdin"))
