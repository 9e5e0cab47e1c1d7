"""What the tables of the reference are written with: Markdown from docstrings and values."""

import inspect
import re
from collections.abc import Iterable, Iterator
from typing import Any

ARGUMENT = re.compile(r"    (\w+): (.*(?:\n {8}.*)*)")


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of a Markdown table."""
    header = [*header]
    for row in (header, ["---"] * len(header), *rows):
        cells = (cell.replace("\n", " ").replace("|", "\\|") for cell in row)
        yield f"| {' | '.join(cells)} |"


def code(text: object) -> str:
    """A text as code."""
    return f"`{text}`"


def prose(docstring: str) -> str:
    """A docstring's text in one line of Markdown."""
    text = re.sub(r":rfc:`(\d+)`", r"RFC \1", docstring.replace("``", "`"))
    return " ".join(text.split())


def first(thing: Any) -> str:
    """The first paragraph of a docstring, or nothing where there is none."""
    return prose((inspect.getdoc(thing) or "").partition("\n\n")[0])


def arguments(cls: type) -> dict[str, str]:
    """What a class's docstring says of its members."""
    _, _, said = (inspect.getdoc(cls) or "").partition("Args:\n")
    return {found[1]: prose(found[2]) for found in ARGUMENT.finditer(said.partition("\n\n")[0])}
