"""``hallwaytrack formats``: what can be read and written, and what each format cannot carry."""

from collections.abc import Sequence

import click

from hallwaytrack.cli.files import output
from hallwaytrack.cli.telling import about
from hallwaytrack.formats.registry import FORMATS, named


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
def formats(names: Sequence[str]) -> None:
    """List the formats, and what each cannot carry.

    First a table of all of them, and then one after the other: which documents it holds, what its
    reader and its writer may be told, and what is left out as it is written. With a NAME only that.

    \b
        hallwaytrack formats
        hallwaytrack formats ical frab-xml
    """
    from hallwaytrack.cli.cards import cards_of, table_of  # noqa: PLC0415 - brings rich with it
    from hallwaytrack.cli.terminal import put_out  # noqa: PLC0415

    with about("formats"):
        found = [named(name) for name in names] or list(FORMATS.values())
    with output() as stream:
        if not names:
            put_out(stream, lambda _: [*table_of(found), ""])
        put_out(stream, lambda width: cards_of(found, width))
