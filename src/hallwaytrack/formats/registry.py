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

import importlib
import inspect
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any, TypeAlias, cast

from attrs import field, frozen

from hallwaytrack.errors import DecodeError, InvalidValueError, Problem
from hallwaytrack.formats.packed import head_of
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.documents import DOCUMENTS, Document
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import did_you_mean
from hallwaytrack.model.groups import UserGroup
from hallwaytrack.model.series import EventSeries

Function: TypeAlias = Callable[..., Any] | str
"""A function, or where it is found: "module:function"."""

SNIFFED = 4096
"""Bytes from the beginning of a file by which its format is recognised."""
BOM = b"\xef\xbb\xbf"
BY_KEYWORD = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


SCHEDULE_XML = re.compile(rb"<(?:\w+:)?schedule[\s>]")
SCHEDULE_JSON = re.compile(
    rb'"(?:schedule|conference)"\s*:\s*\{.*"(?:conference|acronym|daysCount|days)"\s*:', re.DOTALL
)
UTF_16, SPACES = b"\xff\xfe", b" \t\r\n"
"""The marks of UTF-16, which is ASCII with zeros between; and what may stand before all else."""
OURS = re.compile(rb'"hallwaytrack"\s*:')
JSONLD = re.compile(rb'"@context"\s*:.{0,400}?schema\.org', re.DOTALL)
PAGE = re.compile(rb"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)


def unrecognisable(_: bytes) -> bool:
    """The sniffing of a format that its content does not tell."""
    return False


@frozen(kw_only=True)
class Format:
    """One format.

    Args:
        name: By which it is asked for; lower case, "frab-xml".
        title: As people know it.
        suffixes: Of file names, with the dot; the first is the usual one.
        media_type: As HTTP names it.
        reader: A function of bytes that gives a document or a ``Reading``; None if there is none.
        writer: A function of a document that gives bytes; None if there is none.
        streamer: The writer again, with an iterator of pieces of those bytes as its result.
        kinds: The classes of documents that it holds.
        cannot_carry: What is lost in it, as it is written unless its options say otherwise, in
            plain sentences.
        lost: A function of a document that gives a ``Problem`` for each thing in it that is lost;
            None if that is told only by those sentences.
        sniff: Whether the first bytes of a file look like this format.
        is_private: Whether it is made of what the public view leaves out, so that whoever names it
            asks for that.
    """

    name: str
    title: str
    suffixes: Sequence[str]
    media_type: str
    reader: Function | None = None
    writer: Function | None = None
    streamer: Function | None = None
    kinds: Sequence[type] = DOCUMENTS
    cannot_carry: Sequence[str] = ()
    lost: Function | None = None
    sniff: Callable[[bytes], bool] = unrecognisable
    is_private: bool = False

    @property
    def reads(self) -> bool:
        """Whether it can be read."""
        return self.reader is not None

    @property
    def writes(self) -> bool:
        """Whether it can be written."""
        return self.writer is not None

    @property
    def read_options(self) -> tuple[str, ...]:
        """What its reader takes by keyword; () if it cannot be read."""
        return options_of(self.reader)

    @property
    def write_options(self) -> tuple[str, ...]:
        """What its writer takes by keyword; () if it cannot be written."""
        return options_of(self.writer)


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


def loaded(function: Function) -> Callable[..., Any]:
    """The function itself, imported now if it was named."""
    if not isinstance(function, str):
        return function
    module, _, name = function.partition(":")
    return cast("Callable[..., Any]", getattr(importlib.import_module(module), name))


def options_of(function: Function | None) -> tuple[str, ...]:
    """What a reader or writer takes by keyword, besides what it reads or writes."""
    if function is None:
        return ()
    parameters = list(inspect.signature(loaded(function)).parameters.values())
    return tuple(p.name for p in parameters[1:] if p.kind in BY_KEYWORD)


def _is_json(head: bytes) -> bool:
    return head.lstrip().startswith(b"{")


def _is_ical(head: bytes) -> bool:
    return head.lstrip()[:15].upper() == b"BEGIN:VCALENDAR"


def _is_roster_csv(head: bytes) -> bool:
    """Whether the first line, or the second after a line "sep=;", has the columns of a roster."""
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    lines = head.decode(encoding, "replace").lstrip().lower().splitlines()[:2]
    header = lines[-1] if lines and lines[0].startswith("sep=") else "".join(lines[:1])
    names = {name.strip().strip('"').strip() for name in re.split("[,;\t]", header)}
    return {"shift", "person"} <= names


def _unpacked(head: bytes) -> bytes:
    """How a schedule begins, which may be gzipped."""
    return head_of(head, SNIFFED).removeprefix(BOM)


def _is_schedule_xml(head: bytes) -> bool:
    start = _unpacked(head).replace(b"\x00", b"").lstrip(UTF_16 + SPACES)
    return start[:1] == b"<" and SCHEDULE_XML.search(start) is not None


def _is_schedule_json(head: bytes) -> bool:
    start = _unpacked(head).lstrip()
    found = SCHEDULE_JSON.search(start)
    return start[:1] == b"{" and found is not None and not OURS.search(start)


def _is_jsonld(head: bytes) -> bool:
    start = head.lstrip()
    if start[:1] == b"<":
        return PAGE.match(start) is not None
    return start[:1] in b"{[" and JSONLD.search(start) is not None and not OURS.search(start)


ICAL_CANNOT_CARRY = (
    "Sessions and booths without a start are left out: a calendar has no place for them.",
    "Volunteers, shifts, tickets, calls for speakers and notes are left out.",
    "An event's kind, subtitle, languages, products, audience and previous starts are left out.",
    "An event's links, code of conduct, sources and extra are left out.",
    "A session's kind, subtitle, track, level, language, length and capacity are left out.",
    "A session's recording, links and extra, and what it is part of, are left out.",
    "Of people, groups and sponsors only name, role and url are written.",
    "Of venues only name, address and point are written; of materials only title and url.",
)
"""What the public view leaves out; the full view carries everything."""

ROSTER_CSV_CANNOT_CARRY = (
    "Of an event only its shifts and the people assigned to them are written.",
    "A shift's skills, briefing, uid, sequence, created, updated and extra are left out.",
    "An assignment's note is left out, as are the emails and phones of people.",
)

FRAB_CANNOT_CARRY = (
    "Breaks, booths, volunteers and shifts are left out.",
    "So is a session without a start, and one that is cancelled or postponed.",
    "All rooms come back in one venue, which has the name of the event.",
    "Ids that are not UUIDs come back only where the format has a place for them.",
    "Of a session its level, topics, status, capacity, notes and times of change are left out.",
    "So are its places online, what it is part of, and that it is for all rooms.",
    "Roles of people are left out: who does something in a session comes back as a speaker.",
    "Of an event its venues, organizers, sponsors, tickets, materials and links are left out.",
    "So are groups, and people whom no session names.",
)

JSONLD_CANNOT_CARRY = (
    "Times come back in UTC, unless the zone is named to the reader; only a series tells its own.",
    "Booths, volunteers, shifts, notes, tracks and calls for speakers are left out.",
    "So are sessions without a start, materials without a url, and people whom nothing names.",
    "Of an event sources, code of conduct, status reason and times of change are left out.",
    "Of a session its level, track, length, recording, and that it is for all rooms are left out.",
    "Of venues and rooms accessibility, directions and places online of a room are left out.",
    "What is tentative comes back as confirmed.",
    "Added meetings are left out; a series that a Schedule cannot say is its first meeting alone.",
    "A calendar keeps its groups, tours, events and series, and nothing of its own.",
)

FORMATS: dict[str, Format] = {
    "json": Format(
        name="json",
        title="JSON",
        suffixes=(".json",),
        media_type="application/json",
        reader="hallwaytrack.formats.json:from_json",
        writer="hallwaytrack.formats.json:to_json",
        sniff=_is_json,
    ),
    "ical": Format(
        name="ical",
        title="iCalendar",
        suffixes=(".ics",),
        media_type="text/calendar",
        reader="hallwaytrack.formats.ical:read_ical",
        writer="hallwaytrack.formats.ical:to_ical",
        streamer="hallwaytrack.formats.ical:iter_ical",
        kinds=(Calendar, Event, EventSeries),
        cannot_carry=ICAL_CANNOT_CARRY,
        sniff=_is_ical,
    ),
    "roster-csv": Format(
        name="roster-csv",
        title="CSV of a roster",
        suffixes=(".csv",),
        media_type="text/csv",
        reader="hallwaytrack.formats.roster_csv:read_roster_csv",
        writer="hallwaytrack.formats.roster_csv:to_roster_csv",
        kinds=(Event,),
        cannot_carry=ROSTER_CSV_CANNOT_CARRY,
        sniff=_is_roster_csv,
        is_private=True,
    ),
    "frab-xml": Format(
        name="frab-xml",
        title="schedule.xml",
        suffixes=(".xml", ".xml.gz"),
        media_type="application/vnd.c3voc.schedule+xml",
        reader="hallwaytrack.formats.frab:read_xml",
        writer="hallwaytrack.formats.frab:write_xml",
        kinds=(Event,),
        cannot_carry=FRAB_CANNOT_CARRY,
        lost="hallwaytrack.formats.frab:lost_in_xml",
        sniff=_is_schedule_xml,
    ),
    "frab-json": Format(
        name="frab-json",
        title="schedule.json",
        suffixes=(".json", ".json.gz"),
        media_type="application/vnd.c3voc.schedule+json",
        reader="hallwaytrack.formats.frab:read_json",
        writer="hallwaytrack.formats.frab:write_json",
        kinds=(Event,),
        cannot_carry=(
            *FRAB_CANNOT_CARRY,
            "An open end comes back as that of the last session.",
        ),
        lost="hallwaytrack.formats.frab:lost_in_json",
        sniff=_is_schedule_json,
    ),
    "html": Format(
        name="html",
        title="HTML",
        suffixes=(".html", ".htm"),
        media_type="text/html",
        writer="hallwaytrack.formats.html:to_html",
        kinds=(Calendar, Event, EventSeries),
        cannot_carry=(
            "A page is for people to read; what its JSON-LD holds is what programs read in it.",
            "Emails and phones of people, volunteers, shifts and private notes are left out.",
            "Pictures, uids, ids of the same event elsewhere, sources and extra are left out.",
            "Of more than 100 sessions abstracts, notes and people are left out, unless asked for.",
        ),
    ),
    "jsonld": Format(
        name="jsonld",
        title="JSON-LD",
        suffixes=(".jsonld",),
        media_type="application/ld+json",
        reader="hallwaytrack.formats.jsonld:read_jsonld",
        writer="hallwaytrack.formats.jsonld:to_jsonld",
        kinds=(Calendar, Event, EventSeries, UserGroup),
        cannot_carry=JSONLD_CANNOT_CARRY,
        lost="hallwaytrack.formats.jsonld:lost_in_jsonld",
        sniff=_is_jsonld,
    ),
}
"""The formats by their name. It may be added to."""


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


def losses(document: Document, format: str) -> tuple[Problem, ...]:
    """What ``write`` would leave out of this document in a format.

    Args:
        document: The document; give its ``public_view`` where that is what you write.
        format: A name in ``FORMATS``.

    Returns:
        A warning for each thing that is lost, with its place in the document. Of a format that
        cannot say it of one document, what it cannot carry at all, each as an "info".

    Raises:
        InvalidValueError: If there is no such format, it cannot be written, or does not hold such a
            document.
    """
    _writer(document, format, ())
    found = named(format)
    if found.lost is None:
        return tuple(Problem(message=s, severity="info") for s in found.cannot_carry)
    return tuple(loaded(found.lost)(document))


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
        DecodeError: If the suffix is unknown, and so is the content.

    >>> format_of("talks.ics").name
    'ical'
    """
    if isinstance(path_or_name, str) and path_or_name in FORMATS:
        return FORMATS[path_or_name]
    file = PurePath(path_or_name).name.lower()
    # What there is data of is to be read.
    possible = [f for f in FORMATS.values() if data is None or f.reads]
    likely = [f for f in possible if file.endswith(tuple(f.suffixes))]
    if data is not None and len(likely) != 1:
        # Of formats with one suffix the one that recognises the content, else the first of them.
        return next(_recognising(likely, data), likely[0]) if likely else _recognised(data)
    if not likely:
        known = ", ".join(f"{s} ({f.name})" for f in FORMATS.values() for s in f.suffixes)
        message, mend = "no format has the suffix of this name", f"known are {known}"
        raise InvalidValueError(Problem(message=message, value=file, mend=mend))
    return likely[0]


def _recognised(data: bytes) -> Format:
    found = next(_recognising(FORMATS.values(), data), None)
    if found is None:
        raise DecodeError(Problem(message="the content is of no known format", mend=_readable()))
    return found


def _recognising(formats: Iterable[Format], data: bytes) -> Iterator[Format]:
    """The formats that recognise how some data begins, the one entered last first."""
    head = bytes(data[:SNIFFED]).removeprefix(BOM)
    return (f for f in reversed(list(formats)) if f.sniff(head))


def _readable() -> str:
    return f"what can be read is {', '.join(f.name for f in FORMATS.values() if f.reads)}"
