"""The bytes of a schedule: unpacked where they are gzipped, and never more than a limit."""

from typing import Any

from hallwaytrack.errors import DecodeError, InvalidValueError, Problem
from hallwaytrack.formats.packed import unpacked

MAX_BYTES = 32 * 2**20
"""Bytes of a schedule after it was unpacked; the largest real ones have two million."""
BOM = b"\xef\xbb\xbf"


def source_of(data: Any, max_bytes: int | None) -> bytes:
    """The bytes of a schedule.

    Raises:
        InvalidValueError: If they are not given as bytes.
        DecodeError: If they are more than ``max_bytes``, or gzip that is broken.
    """
    if not isinstance(data, bytes | bytearray | memoryview):
        message, mend = "a schedule must be given as bytes", "read the file with open(path, 'rb')"
        raise InvalidValueError(Problem(message=message, value=data, mend=mend))
    given = unpacked(bytes(data), max_bytes)
    if max_bytes is not None and len(given) > max_bytes:
        mend = "give a larger max_bytes if you trust the data"
        message = f"a schedule must have at most {max_bytes} bytes"
        raise DecodeError(Problem(message=message, mend=mend))
    return given.removeprefix(BOM)
