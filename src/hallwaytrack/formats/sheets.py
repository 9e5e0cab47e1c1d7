"""CSV as spreadsheets write and open it: tables of text, and nothing that a spreadsheet would run.

- Written is UTF-8 with a byte order mark, without which Excel takes it for something else; commas,
  and lines that end with CR LF (:rfc:`4180`).
- Read is UTF-8, with or without the mark, and UTF-16 with it; commas, semicolons or tabs, whichever
  the first line has most of, or what a line ``sep=;`` before it says; any ends of lines.
- A cell that begins with ``=``, ``+``, ``-`` or ``@`` is a formula to a spreadsheet, and one that
  begins with a tab or CR may become one. An apostrophe before it makes it text; a spreadsheet may
  open the file with another separator, so what follows one inside a cell counts, too. Reading takes
  away just the apostrophes that writing adds: ``restored(neutralised(text)) == text``.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from hallwaytrack.errors import DecodeError, Problem

Row: TypeAlias = tuple[int, list[str]]
"""The 1-based line on which a row begins, and its cells."""

MAX_BYTES = 16 * 2**20
DELIMITERS = ",;\t"
SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
UTF_16 = (b"\xff\xfe", b"\xfe\xff")

BEGINS = r"(?:^|(?<=[;,\t\r\n\"|]))( *)"
FORMULA = r"(?=[=+\-@\t\r＝＋－＠])"
"""Signs that begin a formula, and those of full width, which some spreadsheets take for them."""
TO_NEUTRALISE = re.compile(f"{BEGINS}('*){FORMULA}")
TO_RESTORE = re.compile(f"{BEGINS}'('*){FORMULA}")


def neutralised(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula.

    >>> neutralised("=1+1"), neutralised("Set up"), neutralised("'=1")
    ("'=1+1", 'Set up', "''=1")
    """
    return TO_NEUTRALISE.sub(r"\1'\2", text)


def restored(cell: str) -> str:
    """The text that was neutralised.

    >>> restored("'=1+1"), restored("'tis")
    ('=1+1', "'tis")
    """
    return TO_RESTORE.sub(r"\1\2", cell)


def sheet(rows: Iterable[Iterable[str]]) -> bytes:
    """A table as CSV, every cell neutralised."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(map(neutralised, row) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def rows_of(data: bytes, max_bytes: int | None = MAX_BYTES) -> Iterator[Row]:
    """The rows of a CSV file with their lines; those without any text are left out.

    Args:
        data: The bytes.
        max_bytes: The most that is read; None for no limit.

    Raises:
        DecodeError: If it is too large, in another encoding, or its quotes are not in order.
    """
    if max_bytes is not None and len(data) > max_bytes:
        message = f"a table must have no more than {max_bytes} bytes"
        raise DecodeError(Problem(message=message, value=len(data)))
    text, before = _without_separator_line(_decoded(bytes(data)))
    reader = csv.reader(io.StringIO(text[0], newline=""), delimiter=text[1], strict=True)
    begins = before
    try:
        for row in reader:
            cells = [restored(cell) for cell in row]
            if any(cell.strip() for cell in cells):
                yield begins + 1, cells
            begins = before + reader.line_num
    except csv.Error as wrong:
        message, mend = (
            f"the table is broken ({wrong})",
            "close the quotes, and double those inside",
        )
        raise DecodeError(Problem(message=message, line=begins + 1, mend=mend)) from None


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data.startswith(UTF_16) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as no:
        message = f"a table must be in UTF-8, or in UTF-16 with a byte order mark ({no.reason})"
        mend = 'save it as "CSV UTF-8"'
        line = data.count(b"\n", 0, no.start) + 1
        raise DecodeError(Problem(message=message, line=line, mend=mend)) from None


def _without_separator_line(text: str) -> tuple[tuple[str, str], int]:
    """The text with its delimiter, and how many lines were before it."""
    told = SEPARATOR_LINE.match(text)
    if told and told[1] in DELIMITERS:
        return (text[told.end() :], told[1]), 1
    first = text.lstrip().split("\n", 1)[0]
    return (text, max(DELIMITERS, key=first.count)), 0


def headed(rows: Iterator[Row], names: Sequence[str], needed: Sequence[str]) -> Iterator[str]:
    """The names of the columns, from the first row; "" for one that is not ours.

    Case, and spaces around a name, do not count.

    Raises:
        DecodeError: If there is no row, a needed column is missing, or one stands there twice.
    """
    line, cells = next(rows, (1, []))
    found = [cell.strip().lower() for cell in cells]
    problems = [
        Problem(message=f"the table must have a column {name!r}", line=line)
        for name in needed
        if name not in found
    ]
    problems += [
        Problem(message=f"the table has two columns {name!r}", line=line)
        for name in names
        if found.count(name) > 1
    ]
    if problems:
        raise DecodeError(problems)
    return (name if name in names else "" for name in found)
