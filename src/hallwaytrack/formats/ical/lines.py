"""Content lines (:rfc:`5545`, section 3.1): parameters and folding."""

import re

WIDTH = 75
"""Octets of a line, its line break not counted."""

# The space that begins a continuation counts, so 74 more fit in; the first line is cut there, too.
# A cut comes before no byte 10xxxxxx, which is the rest of a UTF-8 character.
# Seventy-four at once is what nearly every piece is, and found a quarter sooner.
PIECE = re.compile(rb".{74}(?![\x80-\xbf])|.{1,74}(?![\x80-\xbf])", re.DOTALL)


def folded(line: str) -> bytes:
    """A line in UTF-8, folded at 75 octets without splitting a character."""
    raw = line.encode()
    return raw if len(raw) <= WIDTH else cut(raw)


def cut(raw: bytes) -> bytes:
    """A line that is too long, in pieces."""
    return b"\r\n ".join(PIECE.findall(raw))


def parameter(name: str, value: str) -> str:
    """A parameter, always quoted; what may not stand in quotes is written as :rfc:`6868` says."""
    if "^" in value:
        value = value.replace("^", "^^")
    if '"' in value:
        value = value.replace('"', "^'")
    return f';{name}="{value}"'
