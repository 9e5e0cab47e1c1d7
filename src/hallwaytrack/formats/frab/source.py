"""The bytes of a schedule: unpacked where they are gzipped, and never more than a limit."""

import zlib
from typing import Any

from hallwaytrack.errors import DecodeError, InvalidValueError, Problem
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.times import zone_name
from hallwaytrack.model.types import identifier
from hallwaytrack.model.types import url as lawful_url

MAX_BYTES = 64 * 2**20
"""Bytes of a schedule after it was unpacked; the largest real ones have two million."""
GZIP = b"\x1f\x8b"
BOM = b"\xef\xbb\xbf"
WITH_HEADER = 16 + zlib.MAX_WBITS
HEAD = 4096


def source_of(data: Any, max_bytes: int | None) -> bytes:
    """The bytes of a schedule.

    Raises:
        InvalidValueError: If they are not given as bytes.
        DecodeError: If they are more than ``max_bytes``, or gzip that is broken.
    """
    if not isinstance(data, bytes | bytearray | memoryview):
        message, mend = "a schedule must be given as bytes", "read the file with open(path, 'rb')"
        raise InvalidValueError(Problem(message=message, value=data, mend=mend))
    given = bytes(data)
    if given.startswith(GZIP):
        given = _unpacked(given, max_bytes)
    if max_bytes is not None and len(given) > max_bytes:
        raise _too_large(max_bytes)
    return given.removeprefix(BOM)


def _unpacked(data: bytes, most: int | None) -> bytes:
    parts: list[bytes] = []
    size = 0
    try:
        while data.startswith(GZIP):  # a gzip file may have several members (RFC 1952, 2.2)
            packed = zlib.decompressobj(WITH_HEADER)
            parts.append(packed.decompress(data, 0 if most is None else most + 1 - size))
            size += len(parts[-1])
            if most is not None and size > most:
                raise _too_large(most)
            if not packed.eof:
                raise DecodeError(Problem(message="gzip data must be whole, and breaks off"))
            data = packed.unused_data
    except zlib.error as error:
        raise DecodeError(Problem(message=f"gzip data must be whole ({error})")) from None
    return b"".join(parts)


def _too_large(most: int) -> DecodeError:
    mend = "give a larger max_bytes if you trust the data"
    return DecodeError(Problem(message=f"a schedule must have at most {most} bytes", mend=mend))


def head_of(data: bytes) -> bytes:
    """How a file begins, unpacked: what its format is told by."""
    if not data.startswith(GZIP):
        return data.removeprefix(BOM)
    try:
        return zlib.decompressobj(WITH_HEADER).decompress(data, HEAD).removeprefix(BOM)
    except zlib.error:
        return b""


def check_options(timezone: Any, namespace: Any, source: Any) -> None:
    """Refuse an option that is not what it should be.

    Raises:
        InvalidValueError: With the option, the rule and the value.
    """
    rules = (
        ("timezone", zone_name, timezone),
        ("namespace", identifier, namespace),
        ("source", lawful_url, source),
    )
    for name, rule, value in rules:
        try:
            if value is not None:
                rule(value)
        except Refused as no:
            message = f"{name} {no.wants}"
            raise InvalidValueError(Problem(message=message, value=value, mend=no.mend)) from None
