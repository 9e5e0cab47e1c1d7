"""Content lines (:rfc:`5545`, section 3.1): parameters and folding."""

import re
from collections.abc import Callable
from struct import Struct
from typing import Any

WIDTH = 75
"""Octets of a line, its line break not counted."""
STEP = WIDTH - 1
"""Octets of a piece: the space before it counts, and the first one is cut there, too."""
BLOCK = 2048 // STEP * STEP
"""Octets that are cut at once; how to cut each length up to that is remembered: two megabytes."""

# A cut comes before no byte 10xxxxxx, which is the rest of a UTF-8 character.
PIECE = re.compile(rb".{1,74}(?![\x80-\xbf])", re.DOTALL)


def folded(line: str) -> bytes:
    """A line in UTF-8, folded at 75 octets without splitting a character."""
    raw = line.encode()
    return raw if len(raw) <= WIDTH else cut(raw)


def cut(raw: bytes) -> bytes:
    """A line that is too long, in pieces.

    Most can be cut at every 74th octet, as the characters that begin there are of ASCII, and a
    struct does it in half the time of a regular expression.
    """
    if not raw[::STEP].isascii():
        return b"\r\n ".join(PIECE.findall(raw))
    if len(raw) <= BLOCK:
        return b"\r\n ".join(CUTTERS[len(raw)](raw))
    blocks = [raw[i : i + BLOCK] for i in range(0, len(raw), BLOCK)]
    return b"\r\n ".join([piece for block in blocks for piece in CUTTERS[len(block)](block)])


class _Cutters(dict[int, Callable[[bytes], tuple[Any, ...]]]):
    """What cuts a line of a length."""

    def __missing__(self, length: int) -> Callable[[bytes], tuple[Any, ...]]:
        whole, rest = divmod(length, STEP)
        cutter = self[length] = Struct(f"{STEP}s" * whole + (f"{rest}s" if rest else "")).unpack
        return cutter


CUTTERS = _Cutters()


def parameter(name: str, value: str) -> str:
    """A parameter, always quoted; what may not stand in quotes is written as :rfc:`6868` says."""
    if "^" in value:
        value = value.replace("^", "^^")
    if '"' in value:
        value = value.replace('"', "^'")
    return f';{name}="{value}"'
