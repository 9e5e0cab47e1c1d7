"""``hallwaytrack convert``: a document from one format into another."""

from pathlib import Path
from typing import Any, Literal

import click

from hallwaytrack.cli.files import is_same_file, load, save
from hallwaytrack.cli.telling import STREAM, about, name_of, refuse, tell
from hallwaytrack.formats.registry import FORMATS, Format, format_of, iter_write, named
from hallwaytrack.views.public import public_view

READABLE = ", ".join(f.name for f in FORMATS.values() if f.reads)
WRITABLE = ", ".join(f.name for f in FORMATS.values() if f.writes)


@click.command()
@click.argument("src")
@click.argument("dst")
@click.option("--from", "source_format", metavar="FORMAT", help=f"The format of SRC: {READABLE}.")
@click.option("--to", "target_format", metavar="FORMAT", help=f"The format of DST: {WRITABLE}.")
@click.option(
    "--view",
    type=click.Choice(["public", "full"]),
    default="public",
    show_default=True,
    help="public leaves out emails, phones, volunteers, shifts and private notes.",
)
@click.option("--timezone", metavar="ZONE", help="The zone of times in SRC that name none.")
@click.option("--components", is_flag=True, help="iCalendar: add people and places as components.")
def convert(
    src: str,
    dst: str,
    source_format: str | None,
    target_format: str | None,
    view: Literal["public", "full"],
    timezone: str | None,
    components: bool,
) -> None:
    """Read SRC and write it to DST in another format.

    Formats are known by the suffix (.json, .ics), else by the content; "-" is the standard input or
    output. DST is written whole or not at all.

    \b
        hallwaytrack convert launch.json launch.ics
        hallwaytrack convert launch.json - --to ical | less
    """
    target, options = _target(dst, target_format, view, components)
    if view == "public" and is_same_file(src, dst):
        raise refuse(
            dst, "the public view of a file must not replace it; name another, or say --view full"
        )
    reading = load(src, source_format, timezone)
    document = public_view(reading.document) if view == "public" else reading.document
    source = name_of(src, "stdin")
    with about(source):
        pieces = iter_write(document, target.name, **options)
    save(dst, pieces)
    tell(reading.problems, source)


def _target(
    dst: str, name: str | None, view: str, components: bool
) -> tuple[Format, dict[str, Any]]:
    """The format to write, and the options that its writer takes of those that are ours."""
    about_dst = name_of(dst, "stdout")
    with about(about_dst):
        if name is None and dst == STREAM:
            raise refuse(about_dst, "say in which format, with --to json or --to ical")
        target = named(name) if name else format_of(Path(dst))
        known = target.write_options
    if components and "components" not in known:
        raise refuse(about_dst, f"--components is not for {target.title}")
    given = {"view": view, "components": components}
    return target, {option: value for option, value in given.items() if option in known}
