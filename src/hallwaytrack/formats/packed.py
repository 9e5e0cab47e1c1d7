"""Data that is gzipped (:rfc:`1952`), unpacked within bounds."""

import zlib

from hallwaytrack.errors import DecodeError, Problem

GZIP = b"\x1f\x8b"
WITH_HEADER = 16 + zlib.MAX_WBITS


def unpacked(data: bytes, most: int | None) -> bytes:
    """The data itself, or what is packed in it: at most one byte more than ``most``.

    Args:
        data: Bytes, gzipped or not.
        most: How many bytes are wanted at the most; None for all.

    Raises:
        DecodeError: If it is gzip that is broken, or breaks off.
    """
    if not data.startswith(GZIP):
        return data
    parts: list[bytes] = []
    size = 0
    try:
        while data.startswith(GZIP):  # a file may have several members (section 2.2)
            packed = zlib.decompressobj(WITH_HEADER)
            parts.append(packed.decompress(data, 0 if most is None else most + 1 - size))
            size += len(parts[-1])
            if most is not None and size > most:
                break
            if not packed.eof:
                raise DecodeError(Problem(message="gzip data must be whole, and breaks off"))
            data = packed.unused_data
    except zlib.error as error:
        raise DecodeError(Problem(message=f"gzip data must be whole ({error})")) from None
    return b"".join(parts)


def head_of(data: bytes, size: int) -> bytes:
    """How the data begins once it is unpacked; nothing, where that cannot be done."""
    if not data.startswith(GZIP):
        return data[:size]
    try:
        return zlib.decompressobj(WITH_HEADER).decompress(data, size)
    except zlib.error:
        return b""
