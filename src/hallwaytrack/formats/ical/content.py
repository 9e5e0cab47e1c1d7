"""Content lines as they are read (:rfc:`5545`, section 3.1): unfolding, names and parameters.

What stands before the colon is met again and again (``DTSTART;TZID=America/Toronto``), so each
distinct one is taken apart once in a calendar.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeAlias

NAME = re.compile(r"[A-Za-z0-9_.-]+")
UNQUOTED_PARTS = re.compile(r'(?:"[^"]*"|[^;])+')
VALUES = re.compile(r'"[^"]*"|[^,]+')
CARETS: Mapping[str, str] = {"^n": "\n", "^N": "\n", "^^": "^", "^'": '"'}
CARET = re.compile(r"\^[nN^']")
FOLD = re.compile(rb"\n[ \t]")
FOLDED = b"\r\n "
AT_ONCE = 2**16
"""Bytes that are unfolded and decoded at a time: they stay near the processor."""
NOT_LINE_ENDS = bytes(n for n in range(256) if n not in b"\r\n")
NOT_CONTROLS = bytes(n for n in range(256) if 0x20 <= n != 0x7F)
C1_LEAD = b"\xc2"
"""What begins the controls beyond ASCII in UTF-8, as little else does."""
NESTING = {"BEGIN": 1, "END": -1}
INLINE = ("BINARY", "BASE64", "B")
FALLBACK = "cp1252"
"""The encoding of lines that are no UTF-8, as old programs of Windows wrote them."""


class Head:
    """A property's name and parameters.

    Attributes:
        name: In upper case.
        raw: As it stood there.
        parameters: Values by name; the names in upper case.
        nesting: 1 for BEGIN, -1 for END, 0 for a property.
        is_inline: Whether the value is a file itself, not a link to one.
        memo: What values under this head were understood as, so that each is read once.
        lawful: The same of those that the rule of their member allowed, as it gave them back.
    """

    __slots__ = ("is_inline", "lawful", "memo", "name", "nesting", "parameters", "raw")

    def __init__(self, name: str, raw: str, parameters: Mapping[str, list[str]]) -> None:
        self.name = name
        self.raw = raw
        self.parameters = parameters
        self.nesting = NESTING.get(name, 0)
        self.is_inline = self.get("VALUE") == "BINARY" or self.get("ENCODING") in INLINE
        self.memo: dict[str, Any] = {}
        self.lawful: dict[str, Any] = {}

    def get(self, parameter: str) -> str | None:
        """The first value of a parameter."""
        values = self.parameters.get(parameter)
        return values[0] if values else None


Property: TypeAlias = tuple[Head, str, int]
"""A head, the raw value, and the place among the unfolded lines."""


def raw_line(found: Property) -> str:
    """A property as the line that it was, unfolded."""
    return f"{found[0].raw}:{found[1]}"


def split_line(line: str) -> tuple[str, str] | None:
    """What stands before the first colon outside of quotes, and behind it.

    A quote that is never closed quotes nothing. None where there is no colon.
    """
    if '"' in line:
        at = 0
        for i, piece in enumerate(line.split('"')):
            if i % 2 == 0 and ":" in piece:
                colon = at + piece.index(":")
                return line[:colon], line[colon + 1 :]
            at += len(piece) + 1
    before, colon_, after = line.partition(":")
    return (before, after) if colon_ else None


def head_of(raw: str) -> Head | None:
    """The head that a text is, or None if it is none."""
    name, *rest = UNQUOTED_PARTS.findall(raw) or [""]
    if not NAME.fullmatch(name.strip()):
        return None
    parameters: dict[str, list[str]] = {}
    for part in rest:
        key, _, text = part.partition("=")
        values = [_unquoted(value) for value in VALUES.findall(text)]
        parameters.setdefault(key.strip().upper(), []).extend(values)
    return Head(name.strip().upper(), raw, parameters)


def _unquoted(value: str) -> str:
    """A parameter's value without its quotes, and with its carets decoded (:rfc:`6868`)."""
    if len(value) > 1 and value[0] == '"' == value[-1]:
        value = value[1:-1]
    return CARET.sub(lambda found: CARETS[found[0]], value) if "^" in value else value


def with_line_feeds(data: bytes) -> bytes:
    """The data with lines that end in LF, whichever end they had."""
    data = data.replace(b"\r\n", b"\n")
    if b"\r" not in data:
        return data
    if b"\n" not in data:
        return data.replace(b"\r", b"\n")
    return data.replace(b"\r\n", b"\n")  # a program of Windows wrote CRLF as text: CR CR LF


def pieces(data: bytes) -> Iterator[bytes]:
    """Tidy data in pieces, each of which a component begins."""
    begin = 0
    while begin < len(data):
        end = data.find(b"\r\nBEGIN:", begin + AT_ONCE) + 2
        end = end if end > 1 else len(data)
        yield data[begin:end]
        begin = end


def has_longer(text: str, most: int) -> bool:
    """Whether a line has more characters."""
    begin = 0
    while begin + most < len(text):
        end = text.rfind("\r\n", begin, begin + most + 2)
        if end < 0:
            return True
        begin = end + 2
    return False


class Source:
    """The bytes of a file as content lines, and which line of the file each one was.

    Attributes:
        is_tidy: Whether all lines end in CRLF, and are folded by a space.
        is_clear: Whether they are tidy, and no control is in them.
        undecodable: Lines that are no UTF-8, by their places, as far as they were read.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.undecodable: dict[int, str] = {}
        controls = data.translate(None, NOT_CONTROLS)
        ends = controls.translate(None, NOT_LINE_ENDS)
        has_tabs = b"\t" in controls and b"\n\t" in data
        self.is_tidy = len(ends) == 2 * data.count(b"\r\n") and not has_tabs
        self.is_clear = self.is_tidy and ends == controls and C1_LEAD not in data

    def texts(self) -> Iterator[str]:
        """All lines, unfolded and decoded, some at a time; each ends in CRLF, but for the last.

        They are unfolded as bytes, as a fold may split a character.
        """
        data = self._data
        if not self.is_tidy:
            data = FOLD.sub(b"", with_line_feeds(data)).replace(b"\n", b"\r\n")
        at = begin = counted = 0
        for piece in pieces(data):
            # To join what was split is quicker than to replace.
            raw = b"".join(piece.split(FOLDED)) if self.is_tidy else piece
            try:
                yield raw.decode()
            except UnicodeDecodeError:
                folds = data.count(FOLDED, counted, begin) if self.is_tidy else 0
                at, counted = at + data.count(b"\n", counted, begin) - folds, begin
                lines = enumerate(raw.split(b"\r\n"), at)
                yield "\r\n".join([self._decoded(n, line) for n, line in lines])
            begin += len(piece)

    def _decoded(self, at: int, line: bytes) -> str:
        try:
            return line.decode()
        except UnicodeDecodeError:
            found = self.undecodable[at] = line.decode(FALLBACK, "replace")
            return found

    def number(self, at: int) -> int:
        """The number of the line in the file, from 1 on, on which a content line begins."""
        return self._numbers[at]

    @cached_property
    def _numbers(self) -> list[int]:
        # Only a file with problems is asked for its line numbers.
        lines = with_line_feeds(self._data).split(b"\n")
        return [n for n, line in enumerate(lines, 1) if n == 1 or line[:1] not in (b" ", b"\t")]


Understand: TypeAlias = Callable[[Head, str, Any], Any]
"""Reads a value: its head, its raw text, and the draft that it is read for."""
