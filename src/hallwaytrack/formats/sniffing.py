"""How the formats are told by the bytes with which a file begins."""

import re

from hallwaytrack.formats.packed import head_of

SNIFFED = 4096
"""Bytes from the beginning of a file by which its format is recognised."""
BOM = b"\xef\xbb\xbf"
JSCALENDAR = re.compile(rb'\s*\{.*?"@type"\s*:\s*"(?:Event|Group)"', re.DOTALL)
NOT_JSCALENDAR = re.compile(rb'"(?:@context|hallwaytrack)"\s*:')
JCAL = re.compile(rb'\s*(?:\[\s*){1,2}"vcalendar"', re.IGNORECASE)


SCHEDULE_XML = re.compile(rb"<(?:\w+:)?schedule[\s>]")
SCHEDULE_JSON = re.compile(
    rb'"(?:schedule|conference)"\s*:\s*\{.*"(?:conference|acronym|daysCount|days)"\s*:', re.DOTALL
)
UTF_16, SPACES = b"\xff\xfe", b" \t\r\n"
"""The marks of UTF-16, which is ASCII with zeros between; and what may stand before all else."""
JSONLD = re.compile(rb'"@context"\s*:.{0,400}?schema\.org', re.DOTALL)
PAGE = re.compile(rb"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
OURS = re.compile(rb'"hallwaytrack"\s*:')
CONFERENCES = re.compile(rb'\s*\[\s*\{(?=[^{}]*"name"\s*:)(?=[^{}]*"startDate"\s*:)')
EMPTY_LIST = re.compile(rb"\s*\[\s*\]\s*")
LINKED_DATA = re.compile(rb'"@(?:context|type|id|graph)"')
SESSIONIZE = re.compile(
    rb'\s*(?:\{\s*"(?:sessions|speakers)"\s*:\s*\[\s*(?:\{\s*"id"|\])'
    rb'|\[\s*\{\s*"date"\s*:\s*"[^"]*"\s*,\s*"(?:isDefault|rooms)")'
)


def is_json(head: bytes) -> bool:
    """Whether it is a JSON object: any other format of JSON is asked first."""
    return head.lstrip().startswith(b"{")


def is_ical(head: bytes) -> bool:
    """Whether a VCALENDAR begins."""
    return head.lstrip()[:15].upper() == b"BEGIN:VCALENDAR"


def is_roster_csv(head: bytes) -> bool:
    """Whether the first line, or the second after a line "sep=;", has the columns of a roster."""
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    lines = head.decode(encoding, "replace").lstrip().lower().splitlines()[:2]
    header = lines[-1] if lines and lines[0].startswith("sep=") else "".join(lines[:1])
    names = {name.strip().strip('"').strip() for name in re.split("[,;\t]", header)}
    return {"shift", "person"} <= names


def _unpacked(head: bytes) -> bytes:
    """How a schedule begins, which may be gzipped."""
    return head_of(head, SNIFFED).removeprefix(BOM)


def is_schedule_xml(head: bytes) -> bool:
    """Whether the first element is a schedule."""
    start = _unpacked(head).replace(b"\x00", b"").lstrip(UTF_16 + SPACES)
    return start[:1] == b"<" and SCHEDULE_XML.search(start) is not None


def is_schedule_json(head: bytes) -> bool:
    """Whether a conference stands in a schedule."""
    start = _unpacked(head).lstrip()
    found = SCHEDULE_JSON.search(start)
    return start[:1] == b"{" and found is not None and not OURS.search(start)


def is_empty_list(head: bytes) -> bool:
    """Whether it is a list of nothing, which says not what it would be a list of."""
    return EMPTY_LIST.fullmatch(head) is not None


def is_confs_tech(head: bytes) -> bool:
    """Whether the first object of a list, of which all may be seen, is a conference."""
    return CONFERENCES.match(head) is not None and not LINKED_DATA.search(head)


def is_sessionize(head: bytes) -> bool:
    """Whether it begins as the views All or GridSmart do."""
    return SESSIONIZE.match(head) is not None and b'"hallwaytrack"' not in head


def is_jscalendar(head: bytes) -> bool:
    """Whether something is of a type of JSCalendar, and it is no linked data."""
    return JSCALENDAR.match(head) is not None and not NOT_JSCALENDAR.search(head)


def is_jcal(head: bytes) -> bool:
    """Whether a vcalendar begins."""
    return JCAL.match(head) is not None


def is_jsonld(head: bytes) -> bool:
    """Whether it is linked data in the words of schema.org, or a page that may hold some."""
    start = head.lstrip()
    if start[:1] == b"<":
        return PAGE.match(start) is not None
    return start[:1] in b"{[" and JSONLD.search(start) is not None and not OURS.search(start)
