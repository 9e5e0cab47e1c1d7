"""What is read and written where: the options and the rules that commands share."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Literal, TypeAlias

import click

from hallwaytrack.cli.files import is_same_file
from hallwaytrack.cli.telling import STREAM, about, name_of, refuse
from hallwaytrack.formats.registry import FORMATS, Format, format_of, named
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
