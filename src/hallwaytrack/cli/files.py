"""Reading and writing whole files.

- What is too large is refused before it is read; of a stream no more than the limit is read.
- A file is written whole or not at all: into a new file beside it, which then takes its place. On
  any failure the old file is as it was.
"""

import os
import secrets
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import EACCES, EBADF, EFBIG, EISDIR
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from hallwaytrack.cli.telling import STREAM, about, name_of, refuse
from hallwaytrack.formats.registry import Reading, format_of, named, read

NEW_FILE = 0o666
"""The permissions of a new file, before the umask takes its part."""


NEEDLESS: Mapping[str, str] = {
    "timezone": "whose times name their zone",
    "namespace": "whose ids are unique in the world",
    "into": "which needs no event to be read into",
    "clashes": "which assigns nobody to a shift",
}
"""Why a format does without an option that others take."""
NONE_GIVEN: Mapping[str, Any] = {}


def load(
    path: str,
    format_name: str | None,
    options: Mapping[str, Any] = NONE_GIVEN,
    hints: Mapping[str, Any] = NONE_GIVEN,
) -> Reading:
    """The document in a file, or in the standard input for "-".

    Args:
        path: The file.
        format_name: What it is; left out, its suffix or its content says so.
        options: What its reader is told; what is None is not given. A reader that takes no such
            thing is an error.
        hints: The same for many files: readers that take no such thing are not told.
    """
    source = name_of(path, "stdin")
    with about(source):
        named_format = named(format_name) if format_name else None
        data = _contents(path)
        found = named_format or format_of(Path(path), data)
        given = {name: value for name, value in options.items() if value is not None}
        for name in given:
            if found.reads and name not in found.read_options:
                raise refuse(source, f"--{name} is not for {found.title}, {NEEDLESS[name]}")
        known = {name: hints[name] for name in found.read_options if hints.get(name) is not None}
        return read(data, found.name, **known, **given)


def _contents(path: str) -> bytes:
    if path == STREAM:
        if sys.stdin is None:  # the caller closed it
            raise OSError(EBADF, os.strerror(EBADF))
        return _bounded(sys.stdin.buffer)
    with open(path, "rb") as file:
        if os.fstat(file.fileno()).st_size > _limit():
            raise _too_large()
        return _bounded(file)


def _bounded(file: BinaryIO) -> bytes:
    """All of a file or stream, of which no more is read than shows that it is too large."""
    data = file.read(_limit() + 1)
    if len(data) > _limit():
        raise _too_large()
    return data


def _limit() -> int:
    from hallwaytrack.formats.json import MAX_BYTES  # noqa: PLC0415 - brings the reader with it

    return MAX_BYTES


def _too_large() -> OSError:
    return OSError(EFBIG, f"larger than {_limit() // 2**20} MiB, the most that is read")


def save(path: str, pieces: Iterable[bytes]) -> None:
    """Write bytes to a file, or to the standard output for "-"."""
    if path == STREAM:
        with output() as stream:
            stream.buffer.writelines(pieces)
        return
    with about(path):
        if _is_special(path):
            with open(path, "wb") as file:
                file.writelines(pieces)
        else:
            _replace(path, pieces)


@contextmanager
def output() -> Iterator[TextIO]:
    """The standard output, all of which is delivered or complained of."""
    with about(name_of(STREAM, "stdout")):
        if sys.stdout is None:  # the caller closed it
            raise OSError(EBADF, os.strerror(EBADF))
        try:
            yield sys.stdout
            sys.stdout.flush()
        except OSError:
            abandon_output()
            raise


def abandon_output() -> None:
    """Send what is left of our output nowhere, as it will not be taken any more.

    Otherwise the interpreter tries once more when it ends, and complains.
    """
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _is_special(path: str) -> bool:
    """Whether a path is a device or pipe, which is written to and must not be replaced."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    if stat.S_ISDIR(mode):
        raise OSError(EISDIR, os.strerror(EISDIR))
    return not stat.S_ISREG(mode)


def _replace(path: str, pieces: Iterable[bytes]) -> None:
    target = os.path.realpath(path)  # a link stays a link, and what it leads to is written
    if os.path.exists(target) and not os.access(target, os.W_OK):
        raise OSError(EACCES, os.strerror(EACCES))
    new = os.path.join(os.path.dirname(target), f".hallwaytrack-{secrets.token_hex(8)}.tmp")
    handle = os.open(
        new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), NEW_FILE
    )
    try:
        with open(handle, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(handle)
        _take_permissions(target, new)
        os.replace(new, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(new)
        raise


def _take_permissions(old: str, new: str) -> None:
    """Give a new file the owner and the permissions of the one that it replaces."""
    try:
        found = os.stat(old)
    except FileNotFoundError:
        return
    with suppress(
        OSError, AttributeError
    ):  # only root may give files away, and Windows has no owners
        os.chown(new, found.st_uid, found.st_gid)
    os.chmod(new, stat.S_IMODE(found.st_mode))


def is_same_file(one: str, other: str) -> bool:
    """Whether two paths lead to one file that exists."""
    try:
        return STREAM not in (one, other) and os.path.samefile(one, other)
    except OSError:
        return False
