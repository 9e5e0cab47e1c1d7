"""Content lines (:rfc:`5545`, section 3.1): parameters and folding."""

import re

WIDTH = 75
"""Octets of a line, its line break not counted."""

# What follows a cut may not be the rest of a UTF-8 character (a byte 10xxxxxx).
FIRST = re.compile(rb".{1,75}(?![\x80-\xbf])", re.DOTALL)
REST = re.compile(rb".{1,74}(?![\x80-\xbf])", re.DOTALL)


def folded(line: str) -> str:
    """A line folded at 75 octets, without splitting a character."""
    if line.isascii():
        if len(line) <= WIDTH:
            return line
        rest = [line[i : i + WIDTH - 1] for i in range(WIDTH, len(line), WIDTH - 1)]
        return "\r\n ".join([line[:WIDTH], *rest])
    raw = line.encode()
    if len(raw) <= WIDTH:
        return line
    first = FIRST.match(raw)
    cut = first.end() if first else 0
    return b"\r\n ".join([raw[:cut], *REST.findall(raw, cut)]).decode()


def parameter(name: str, value: str) -> str:
    """A parameter, always quoted; what may not stand in quotes is written as :rfc:`6868` says."""
    if "^" in value:
        value = value.replace("^", "^^")
    if '"' in value:
        value = value.replace('"', "^'")
    if "\n" in value:
        value = value.replace("\n", "^n")
    return f';{name}="{value}"'
