"""How far a command is with many files: shown on a terminal, and gone when it is done.

It goes to the standard error stream, so that what is piped stays clean, and it is not shown for one
file, or where nobody looks.
"""

import sys
from collections.abc import Iterator, Sequence
from typing import TextIO, TypeVar

T = TypeVar("T")


def each(items: Sequence[T], doing: str, stream: TextIO | None = None) -> Iterator[T]:
    """The items one by one, and beside it on a terminal how many are done.

    Args:
        items: What is gone through.
        doing: What is done with them, in a word: "Reading".
        stream: Where to show it; left out, the standard error stream.
    """
    screen = stream or sys.stderr
    if len(items) < 2 or screen is None or not screen.isatty():
        yield from items
        return
    # rich is large, and most output goes nowhere near a terminal.
    from rich.console import Console  # noqa: PLC0415 - brings rich with it
    from rich.progress import track  # noqa: PLC0415 - the same

    yield from track(items, doing, console=Console(file=screen), transient=True)
