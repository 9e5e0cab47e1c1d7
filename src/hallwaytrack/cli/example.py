"""``hallwaytrack example``: a whole example to start from."""

import click

from hallwaytrack.cli.files import save
from hallwaytrack.cli.telling import STREAM, about
from hallwaytrack.formats.registry import format_of, iter_write


@click.command()
@click.argument("name", required=False)
@click.option("-o", "--output", default=STREAM, metavar="FILE", help="Where to write it.")
@click.option("--to", metavar="FORMAT", help="ical or json; left out, the suffix of FILE tells it.")
def example(name: str | None, output: str, to: str | None) -> None:
    """Write an example: a launch day, with all that belongs to it.

    It goes to the standard output as iCalendar, unless you say otherwise. NAME is
    heroes-happen-here, and may be left out.

    \b
        hallwaytrack example -o heroes.json
        hallwaytrack example -o heroes.ics
    """
    from hallwaytrack.examples import (  # noqa: PLC0415 - brings the JSON reader with it
        EXAMPLES,
        example,
        example_json,
    )

    name = name or EXAMPLES[0]
    with about("example"):
        data = example_json(name)
    with about(output):
        target = format_of(to or ("ical" if output == STREAM else output))
        pieces = [data] if target.name == "json" else iter_write(example(name), target.name)
    save(output, pieces)
