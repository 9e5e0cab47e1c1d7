"""The formats by name: what each one is, what it holds, and one way in and out for them all.

``FORMATS`` is a plain dict. A format of your own is one more entry, and from then on ``read``,
``write`` and the command line know it as they know ours::

    FORMATS["shouting"] = Format(
        name="shouting", title="Titles in capitals", suffixes=(".shout",), media_type="text/plain",
        writer=lambda event: event.title.upper().encode(), kinds=(Event,),
    )

- A reader takes bytes and gives a document, or a ``Reading`` where it has problems to tell. A
  writer takes a document and gives bytes. What else they take by keyword are the format's options.
- They may be named as "module:function", so that nothing is imported before it is needed.
- Of several formats that recognise some bytes, the one that was entered last is taken. So the
  general ones go first, and an entry of your own wins.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any, cast

from attrs import field, frozen

from hallwaytrack.errors import DecodeError, InvalidValueError, Problem
from hallwaytrack.formats.format import Format, Function, loaded
from hallwaytrack.formats.known import FORMATS
from hallwaytrack.formats.sniffing import BOM, SNIFFED
from hallwaytrack.model.documents import Document
from hallwaytrack.model.fields import did_you_mean

__all__ = ["FORMATS", "Format", "Reading", "losses", "read", "write"]


def _all(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problems)


@frozen
class Reading:
    """What was read.

    Args:
        document: The document.
        problems: What could not be carried over, and what was mended on the way.
    """

    document: Any
    problems: Sequence[Problem] = field(default=(), converter=_all)


def read(data: bytes, format: str | None = None, **options: Any) -> Reading:
    """What some bytes of a format hold.

    Args:
        data: The bytes.
        format: A name in ``FORMATS``; left out, the content says it.
        options: What the format's own reader takes.

    Raises:
        DecodeError: If the content is not recognised, the format cannot be read, or the content
            is no such thing.
        InvalidValueError: If there is no such format, it takes no such option, or ``data`` is not
            bytes.

    >>> read(b'{"hallwaytrack":"1.0","type":"tour","id":"launch","name":"Launch"}').document.name
    'Launch'
    """
    if not isinstance(data, bytes | bytearray | memoryview):
        message, mend = "data must be given as bytes", "read the file with open(path, 'rb')"
        raise InvalidValueError(Problem(message=message, value=data, mend=mend))
    found = _recognised(data) if format is None else named(format)
    if found.reader is None:
        message = f"{found.title} can only be written, not read"
        raise DecodeError(Problem(message=message, mend=_readable()))
    _check_options(found, "read", options, found.read_options)
    result = loaded(found.reader)(data, **options)
    return result if isinstance(result, Reading) else Reading(result)


def write(document: Document, format: str, **options: Any) -> bytes:
    """A document in a format.

    Args:
        document: The document.
        format: A name in ``FORMATS``.
        options: What the format's own writer takes.

    Raises:
        InvalidValueError: If there is no such format, it cannot be written, does not hold such a
            document, or takes no such option.
    """
    return cast("bytes", loaded(_writer(document, format, options))(document, **options))


def iter_write(document: Document, format: str, **options: Any) -> Iterator[bytes]:
    """The bytes of ``write`` in pieces, where the format can stream; the arguments are the same.

    The arguments are checked at once, before the first piece is asked for.
    """
    writer, streamer = _writer(document, format, options), named(format).streamer
    if streamer is None:
        return iter((loaded(writer)(document, **options),))
    return cast("Iterator[bytes]", loaded(streamer)(document, **options))


def losses(document: Document, format: str, **options: Any) -> tuple[Problem, ...]:
    """What ``write`` would leave out of this document in a format.

    Args:
        document: The document.
        format: A name in ``FORMATS``.
        options: What ``write`` is going to be given. Without any it is told of the way in which the
            format is written by default, which for most is the public view.

    Returns:
        A warning for each thing that is lost, with its place in the document: what is not told
        comes back as it was. An "info" is advice. Of a format that cannot say it of one document,
        what it cannot carry at all, each as an "info".

    Raises:
        InvalidValueError: If there is no such format, it cannot be written, does not hold such a
            document, or takes no such option.

    >>> from hallwaytrack import example
    >>> meeting = example().event("first-meeting@itprotoronto.ca")
    >>> print(losses(meeting, "ical")[0])
    kind is left out (at /kind)
    >>> losses(meeting, "ical", view="full")
    ()
    """
    _writer(document, format, options)
    found = named(format)
    if found.lost is None:
        return tuple(Problem(message=s, severity="info") for s in found.cannot_carry)
    telling = {name: options[name] for name in found.loss_options if name in options}
    return tuple(loaded(found.lost)(document, **telling))


def _writer(document: Any, name: str, options: Iterable[str]) -> Function:
    """The writer of a format, once nothing speaks against it."""
    found = named(name)
    if found.writer is None:
        names = ", ".join(f.name for f in FORMATS.values() if f.writes)
        message = f"{found.title} can only be read, not written"
        raise InvalidValueError(Problem(message=message, mend=f"what can be written is {names}"))
    if not isinstance(document, tuple(found.kinds)):
        kinds = ", ".join(kind.__name__ for kind in found.kinds)
        given = type(document).__name__
        message = f"{found.title} holds no {given}, only these: {kinds}"
        raise InvalidValueError(Problem(message=message))
    _check_options(found, "written", options, found.write_options)
    return found.writer


def _check_options(found: Format, verb: str, given: Iterable[str], known: Sequence[str]) -> None:
    for name in given:
        if name not in known:
            message = f"{found.title} is {verb} without an option {name!r}"
            takes = f"it takes {', '.join(known) or 'none'}"
            raise InvalidValueError(
                Problem(message=message, mend=did_you_mean(name, known) or takes)
            )


def named(name: str) -> Format:
    """The format of a name.

    Raises:
        InvalidValueError: If there is none; the nearest one is named.
    """
    found = FORMATS.get(name) if isinstance(name, str) else None
    if found is None:
        message, mend = f"a format must be one of {', '.join(FORMATS)}", did_you_mean(name, FORMATS)
        raise InvalidValueError(Problem(message=message, value=name, mend=mend))
    return found


def format_of(path_or_name: str | os.PathLike[str], data: bytes | None = None) -> Format:
    """The format that a name, a file's suffix or its content tells.

    Args:
        path_or_name: The name of a format, or the path of a file. A ``Path`` is always a path.
        data: What the file holds, or how it begins. It decides between formats of one suffix, and
            where the suffix says nothing.

    Raises:
        InvalidValueError: If the suffix is unknown, and there is no ``data``.
        DecodeError: If the suffix is unknown, and so is the content; or it may be several formats'.

    >>> format_of("talks.ics").name
    'ical'
    """
    if isinstance(path_or_name, str) and path_or_name in FORMATS:
        return FORMATS[path_or_name]
    file = PurePath(path_or_name).name.lower()
    likely = _by_suffix(file, [f for f in FORMATS.values() if data is None or f.reads])
    if data is not None and len(likely) != 1:
        # Where a suffix tells little the one that recognises the content, else the first of them.
        if not likely:
            return _recognised(data)
        found = next(_recognising(_alike(likely), data), None)
        return found or _by_elimination(data) or likely[0]
    if not likely:
        known = ", ".join(f"{s} ({f.name})" for f in FORMATS.values() for s in f.suffixes)
        message, mend = "no format has the suffix of this name", f"known are {known}"
        raise InvalidValueError(Problem(message=message, value=file, mend=mend))
    return likely[0]


def _by_suffix(file: str, formats: Iterable[Format]) -> list[Format]:
    """Those with the longest suffix of a file's name: ".jscal.json" is no ".json"."""
    found = [(max(map(len, filter(file.endswith, f.suffixes)), default=0), f) for f in formats]
    longest = max((length for length, _ in found), default=0)
    return [format for length, format in found if length and length == longest]


def _alike(likely: Sequence[Format]) -> list[Format]:
    """Some formats, and all that share a syntax with them: jCal is kept as ".json", too."""
    syntaxes = {_syntax(found) for found in likely}
    return [found for found in FORMATS.values() if found in likely or _syntax(found) in syntaxes]


def _syntax(format: Format) -> str:
    """What a media type is a sort of: "json" of "application/ld+json"."""
    return re.split("[/+]", format.media_type)[-1]


def _recognised(data: bytes) -> Format:
    found = next(_recognising(FORMATS.values(), data), None) or _by_elimination(data)
    if found is None:
        raise DecodeError(Problem(message="the content is of no known format", mend=_readable()))
    return found


def _by_elimination(data: bytes) -> Format | None:
    """The format that some data may be of, though none recognises it; None if there is none.

    Raises:
        DecodeError: If there are several.
    """
    head = _head(data)
    found = [format for format in FORMATS.values() if format.may_be(head)]
    if len(found) > 1:
        message, names = "the content may be of several formats", [f.name for f in found]
        raise DecodeError(Problem(message=message, mend=f"say which: {' or '.join(names)}"))
    return found[0] if found else None


def _head(data: bytes) -> bytes:
    return bytes(data[:SNIFFED]).removeprefix(BOM)


def _recognising(formats: Iterable[Format], data: bytes) -> Iterator[Format]:
    """The formats that recognise how some data begins, the one entered last first."""
    head = _head(data)
    return (f for f in reversed(list(formats)) if f.sniff(head))


def _readable() -> str:
    return f"what can be read is {', '.join(f.name for f in FORMATS.values() if f.reads)}"
