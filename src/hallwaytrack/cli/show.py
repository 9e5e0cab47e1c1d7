"""``hallwaytrack show``: an agenda, a roster, a person's day or what comes next."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any, TypeAlias, get_args

import click

from hallwaytrack.cli.files import load, output
from hallwaytrack.cli.targets import (
    View,
    event_option,
    events_in,
    namespace_option,
    picked,
    timezone_option,
    viewed,
)
from hallwaytrack.cli.telling import about, name_of, refuse, tell
from hallwaytrack.cli.times import EPOCH, day_or_time, epoch, length
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.parts import find
from hallwaytrack.model.people import Person
from hallwaytrack.views.agenda import By


@click.command()
@click.argument("file")
@click.option("--from", "source_format", metavar="FORMAT", help="The format of FILE.")
@click.option(
    "--by",
    type=click.Choice(get_args(By)),
    default="room",
    show_default=True,
    help="What makes a column.",
)
@click.option(
    "--view",
    type=click.Choice(["public", "full"]),
    default="public",
    show_default=True,
    help="full shows volunteers' shifts, too.",
)
@timezone_option
@namespace_option
@event_option
@click.option("--roster", is_flag=True, help="Who helps when instead, and whether that is enough.")
@click.option("--person", metavar="ID", help="What this person has to do instead.")
@click.option(
    "--upcoming",
    callback=length,
    metavar="LENGTH",
    help="What comes next instead, from --now on: 30d, or 4w.",
)
@click.option(
    "--now",
    callback=day_or_time,
    metavar="TIME",
    help=f"The day or time from which --upcoming looks; left out, {EPOCH} tells it.",
)
def show(
    file: str,
    source_format: str | None,
    by: By,
    view: View,
    timezone: str | None,
    namespace: str | None,
    event_id: str | None,
    roster: bool,
    person: str | None,
    upcoming: timedelta | None,
    now: date | None,
) -> None:
    """Show FILE in the terminal: when and where it is, and its agenda.

    A calendar shows its events one after the other. "-" is the standard input.

    \b
        hallwaytrack show launch.json --by track
        hallwaytrack show launch.json --roster
        hallwaytrack show groups.json --upcoming 30d --now 2008-03-01

    Who asks for a roster or a person asks for what the public view leaves out, too.
    """
    if sum((roster, person is not None, upcoming is not None)) > 1:
        raise click.UsageError("--roster, --person and --upcoming exclude each other")
    source = name_of(file, "stdin")
    reading = load(file, source_format, {"timezone": timezone, "namespace": namespace})
    document = reading.document
    if event_id is not None:
        document = picked(document, event_id, source)
    if upcoming is not None:
        draw = _upcoming(document, upcoming, now, source)
    elif person is not None:
        draw = _person(document, person, source)
    else:
        draw = _roster(document) if roster else _agenda(viewed(document, view), by)
    _print(draw)
    tell(reading.problems, source)


# rich is large, and no other command needs it: what brings it is imported when it is needed.
Draw: TypeAlias = Callable[[int], Iterable[Any]]
"""What to print for some width, piece by piece."""


def _agenda(document: Any, by: By) -> Draw:
    from hallwaytrack.cli.drawing import draw  # noqa: PLC0415 - brings rich with it

    return lambda width: draw(document, by, width)


def _upcoming(document: Any, length: timedelta, now: date | None, source: str) -> Draw:
    """The meetings of a calendar, or of whatever else has a time, from now on."""
    from hallwaytrack.cli.listing import upcoming  # noqa: PLC0415 - brings rich with it

    calendar = document if isinstance(document, Calendar) else Calendar().put(document)
    begin = now or epoch("--upcoming", "say from when on: with --now 2008-03-01")
    try:
        with about(source):
            events = calendar.between(begin, begin + length)
    except OverflowError:
        raise refuse("--upcoming", "it goes on beyond the last year that there is") from None
    return lambda width: upcoming(calendar.name, events, width)


def _roster(document: Any) -> Draw:
    from hallwaytrack.cli.rosters import draw_roster  # noqa: PLC0415 - brings rich with it

    events = events_in(document)
    events = [event for event in events if event.shifts] or events[:1]
    if not events:
        return lambda _: ["No shifts."]
    return lambda width: _one_by_one(events, lambda event: draw_roster(event, width))


def _person(document: Any, id: str, source: str) -> Draw:
    from hallwaytrack.cli.listing import personal  # noqa: PLC0415 - brings rich with it

    events = events_in(document)
    with about(source):
        find("person", {p.id: p for event in events for p in event.people}, Person, id)
    events = [event for event in events if id in [person.id for person in event.people]]
    return lambda width: _one_by_one(events, lambda event: personal(event, id, width))


def _one_by_one(events: Iterable[Event], draw: Callable[[Event], Iterable[Any]]) -> Iterator[Any]:
    for i, event in enumerate(events):
        if i:
            yield ""
        yield from draw(event)


def _print(draw: Draw) -> None:
    from hallwaytrack.cli.terminal import put_out  # noqa: PLC0415 - brings rich with it

    with output() as stream:
        put_out(stream, draw)
