"""The terminal: how wide it is, and whether it has colours.

Colours only where the output is a terminal and NO_COLOR is not set (https://no-color.org). What
goes to a file or another program is plain text of 100 columns, without spaces at the ends of lines.
"""

import io
from collections.abc import Callable, Iterable
from typing import TextIO

from rich.console import Console, RenderableType

WIDTH_WHEN_PIPED = 100


def put_out(stream: TextIO, draw: Callable[[int], Iterable[RenderableType]]) -> None:
    """Print what ``draw`` makes for the width that there is, piece by piece."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")  # an old encoding shows "?", and not a traceback
    console = Console(file=stream, markup=False, emoji=False, highlight=False)
    if console.is_terminal:
        for piece in draw(console.width):
            console.print(piece)
        return
    console.width = WIDTH_WHEN_PIPED
    for piece in draw(console.width):
        with console.capture() as captured:
            console.print(piece)
        lines = captured.get().removesuffix("\n").split("\n")
        stream.writelines(f"{line.rstrip()}\n" for line in lines)
