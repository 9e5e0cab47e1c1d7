"""``hallwaytrack convert``: a document from one format into another."""

import click

from hallwaytrack.cli.files import load, save
from hallwaytrack.cli.targets import (
    READABLE,
    View,
    components_option,
    keep_sources,
    namespace_option,
    target_of,
    timezone_option,
    to_option,
    view_option,
    viewed,
)
from hallwaytrack.cli.telling import about, name_of, tell
from hallwaytrack.formats.registry import iter_write


@click.command()
@click.argument("src")
@click.argument("dst")
@click.option("--from", "source_format", metavar="FORMAT", help=f"The format of SRC: {READABLE}.")
@to_option("DST")
@view_option
@timezone_option
@namespace_option
@components_option
def convert(
    src: str,
    dst: str,
    source_format: str | None,
    target_format: str | None,
    view: View,
    timezone: str | None,
    namespace: str | None,
    components: bool,
) -> None:
    """Read SRC and write it to DST in another format.

    Formats are known by the suffix (.json, .ics), else by the content; "-" is the standard input or
    output. DST is written whole or not at all.

    \b
        hallwaytrack convert launch.json launch.ics
        hallwaytrack convert launch.json - --to ical | less
    """
    target, options = target_of(dst, target_format, view, components)
    keep_sources([src], dst, view)
    reading = load(src, source_format, {"timezone": timezone, "namespace": namespace})
    source = name_of(src, "stdin")
    with about(source):
        pieces = iter_write(viewed(reading.document, view), target.name, **options)
    save(dst, pieces)
    tell(reading.problems, source)
