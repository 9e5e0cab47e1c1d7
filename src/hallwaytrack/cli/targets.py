"""What is read and written where: the options and the rules that commands share."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Literal, TypeAlias

import click

from hallwaytrack.cli.files import is_same_file
from hallwaytrack.cli.telling import STREAM, about, name_of, refuse
from hallwaytrack.formats.registry import FORMATS, Format, format_of, named
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.parts import find
from hallwaytrack.views.public import public_view

View: TypeAlias = Literal["public", "full"]

READABLE = ", ".join(f.name for f in FORMATS.values() if f.reads)
WRITABLE = ", ".join(f.name for f in FORMATS.values() if f.writes)


def to_option(target: str) -> Callable[[Any], Any]:
    """``--to``, for the argument or option of this name."""
    text = f"The format of {target}: {WRITABLE}."
    return click.option("--to", "target_format", metavar="FORMAT", help=text)


view_option = click.option(
    "--view",
    type=click.Choice(["public", "full"]),
    default="public",
    show_default=True,
    help="public leaves out emails, phones, volunteers, shifts and private notes.",
)
timezone_option = click.option(
    "--timezone", metavar="ZONE", help="The zone of times in it that name none."
)
namespace_option = click.option(
    "--namespace",
    metavar="NAME",
    help="What makes UIDs such as 1 unique in the world: 1@NAME. A host name, say.",
)
event_option = click.option(
    "--event", "event_id", metavar="ID", help="The event to take out of a calendar."
)
components_option = click.option(
    "--components", is_flag=True, help="iCalendar: add people and places as components."
)


def target_of(
    dst: str, name: str | None, view: View, components: bool
) -> tuple[Format, dict[str, Any]]:
    """The format to write, and the options that its writer takes of those that are ours."""
    about_dst = name_of(dst, "stdout")
    with about(about_dst):
        if name is None and dst == STREAM:
            raise refuse(about_dst, "say in which format, with --to json or --to ical")
        target = named(name) if name else format_of(Path(dst))
        if target.is_private and name is None:
            raise refuse(
                about_dst, f"{target.title} is private: ask for it with --to {target.name}"
            )
        known = target.write_options
    if components and "components" not in known:
        raise refuse(about_dst, f"--components is not for {target.title}")
    given = {"view": view, "components": components}
    return target, {option: value for option, value in given.items() if option in known}


def viewed(document: Any, view: View) -> Any:
    """The document, or its public view."""
    return public_view(document) if view == "public" else document


def keep_sources(sources: Iterable[str], dst: str, view: View) -> None:
    """Refuse to lose what is private in a file by writing the public view over it."""
    if view == "public" and any(is_same_file(src, dst) for src in sources):
        raise refuse(
            dst, "the public view of a file must not replace it; name another, or say --view full"
        )


def events_in(document: Any) -> list[Event]:
    """The events of a document; those of a series are none by themselves."""
    events = document.events if isinstance(document, Calendar) else [document]
    return [event for event in events if isinstance(event, Event)]


def picked(document: Any, event_id: str | None, source: str) -> Event:
    """The event of an id; without one the only event, or the only one that has shifts."""
    events = events_in(document)
    if event_id is not None:
        with about(source):
            return find("event", {event.id: event for event in events}, Event, event_id)
    staffed = [event for event in events if event.shifts]
    for found in (events, staffed):
        if len(found) == 1:
            return found[0]
    names = ", ".join(event.id for event in staffed or events)
    raise refuse(
        source, f"say which event with --event ID: {names}" if names else "it has no event"
    )
