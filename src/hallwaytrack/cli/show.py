"""``hallwaytrack show``: an agenda in the terminal."""

from typing import Any, get_args

import click

from hallwaytrack.cli.files import load, output
from hallwaytrack.cli.targets import View, namespace_option, timezone_option, viewed
from hallwaytrack.cli.telling import name_of, tell
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
def show(
    file: str,
    source_format: str | None,
    by: By,
    view: View,
    timezone: str | None,
    namespace: str | None,
) -> None:
    """Show FILE in the terminal: when and where it is, and its agenda.

    A calendar shows its events one after the other. "-" is the standard input.
    """
    reading = load(file, source_format, {"timezone": timezone, "namespace": namespace})
    _print(viewed(reading.document, view), by)
    tell(reading.problems, name_of(file, "stdin"))


def _print(document: Any, by: By) -> None:
    # rich is large, and no other command needs it.
    from hallwaytrack.cli.drawing import draw  # noqa: PLC0415 - brings rich with it
    from hallwaytrack.cli.terminal import put_out  # noqa: PLC0415 - brings rich with it

    with output() as stream:
        put_out(stream, lambda width: draw(document, by, width))
