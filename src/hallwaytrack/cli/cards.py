"""The formats for a terminal: a table of them all, and a card for each."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from hallwaytrack.cli.drawing import BLANK, LABEL
from hallwaytrack.cli.programme import ASIDE, GAP, HEADING, TITLE, line
from hallwaytrack.formats.format import Format

HEADER = ("name", "suffixes", "reads", "writes", "media type")
YES_OR_NO = {True: "yes", False: "no"}


def table_of(formats: Iterable[Format]) -> Iterator[RenderableType]:
    """A row for each format."""
    rows = [HEADER, *map(_row, formats)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for i, row in enumerate(rows):
        yield line([Text(cell, style="" if i else HEADING) for cell in row], widths)


def _row(format: Format) -> tuple[str, ...]:
    suffixes = " ".join(format.suffixes)
    reads, writes = YES_OR_NO[format.reads], YES_OR_NO[format.writes]
    return format.name, suffixes, reads, writes, format.media_type


def cards_of(formats: Iterable[Format], width: int) -> Iterator[RenderableType]:
    """What there is to know of each format."""
    for i, format in enumerate(formats):
        if i:
            yield BLANK
        yield Text.assemble((f"{format.name:<{LABEL}}", TITLE), " " * GAP, (format.title, ASIDE))
        for label, fact in _facts(format):
            yield line([Text(label, style=ASIDE), fact], [LABEL, width - LABEL - GAP])


def _facts(format: Format) -> Iterator[tuple[str, str]]:
    """Labels, and what goes beside them."""
    yield "Files", f"{' '.join(format.suffixes) or 'no suffix'}, {format.media_type}"
    yield "Holds", ", ".join(kind.__name__ for kind in format.kinds)
    yield "Reads", _told(format.reads, format.read_options)
    yield "Writes", _told(format.writes, format.write_options)
    if format.is_private:
        yield "Private", "It is made of what the public view leaves out."
    for i, sentence in enumerate(format.cannot_carry or ("Nothing.",)):
        yield "" if i else "Loses", sentence


def _told(does: bool, options: Sequence[str]) -> str:
    """Whether it does so, and what it may be told as it does."""
    return f"yes, with {', '.join(options)}" if does and options else YES_OR_NO[does]
