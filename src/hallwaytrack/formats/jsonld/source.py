"""The bytes of a page or a file: the JSON in it, within limits.

- JSON is taken as it is; of a page the ``<script type="application/ld+json">`` elements are. They
  are found as a browser finds them: what is in a comment is none, and each ends at ``</script``.
- The search goes through a page once, whatever stands in it; html.parser reads the tags.
"""

import json
import re
from html.parser import HTMLParser
from typing import Any

from hallwaytrack.errors import DecodeError, InvalidValueError, Problem
from hallwaytrack.formats.jsonld.node import Path, Source

MAX_BYTES = 16 * 2**20
"""Bytes of a page or a file."""
DEEPEST = 64
"""Levels of nesting; pages have fewer than ten."""
MEDIA_TYPE = "application/ld+json"
BOM = b"\xef\xbb\xbf"
OPENING = re.compile(r"<!--|<script(?=[\s/>])", re.IGNORECASE)
CLOSING = re.compile(r"</script(?=[\s/>])", re.IGNORECASE)
WRAPPINGS = (("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>"), ("<!--", "-->"))
"""What scripts were once put in, so that old browsers would not show them."""
LONGEST_NAME = 255
"""Characters of the name of a member."""
LONGEST_TAG = 4096


def contents_of(data: Any, max_bytes: int | None, source: Source) -> Any:
    """What some bytes hold: of JSON its value, of a page the list of those in its scripts.

    Raises:
        InvalidValueError: If they are not given as bytes.
        DecodeError: If they are more than ``max_bytes``, or hold no JSON.
    """
    if not isinstance(data, bytes | bytearray | memoryview):
        message, mend = "JSON-LD must be given as bytes", "read the file with open(path, 'rb')"
        raise InvalidValueError(Problem(message=message, value=data, mend=mend))
    given = bytes(data)
    if max_bytes is not None and len(given) > max_bytes:
        message = f"a page must have at most {max_bytes} bytes"
        mend = "give a larger max_bytes if you trust the data"
        raise DecodeError(Problem(message=message, mend=mend))
    given = given.removeprefix(BOM)
    if given.lstrip()[:1] == b"<":
        return _of_page(given.decode("utf-8", "replace"), source)
    try:
        return parsed(given.decode())
    except UnicodeDecodeError as no:
        message = f"JSON must be in UTF-8, and byte {no.start} is not"
        raise DecodeError(Problem(message=message)) from None


def parsed(text: str, line: int = 1) -> Any:
    """The value of a JSON text, which may hold bare line breaks and controls.

    Raises:
        DecodeError: If it is none, or nested deeper than ``DEEPEST``.
    """
    try:
        found = json.loads(text, strict=False, parse_constant=lambda _: None)
    except json.JSONDecodeError as no:
        message = f"JSON must be well-formed ({no.msg}, column {no.colno})"
        raise DecodeError(Problem(message=message, line=line + no.lineno - 1)) from None
    except ValueError:
        message = "JSON must hold no number of thousands of digits"
        raise DecodeError(Problem(message=message, line=line)) from None
    except RecursionError:
        raise _too_deep(line) from None
    level, depth = [found], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise _too_deep(line)
        level = [inner for value in level for inner in _inside(value, line)]
    return found


def _inside(value: Any, line: int) -> Any:
    if isinstance(value, dict):
        if any(len(name) > LONGEST_NAME for name in value):
            message = f"names of members must have at most {LONGEST_NAME} characters"
            raise DecodeError(Problem(message=message, line=line))
        return value.values()
    return value if isinstance(value, list) else ()


def _too_deep(line: int) -> DecodeError:
    return DecodeError(Problem(message=f"JSON must be nested at most {DEEPEST} deep", line=line))


def _of_page(page: str, source: Source) -> list[Any]:
    found: list[Any] = []
    is_there, line, position = False, 1, 0
    for start, text in _scripts(page):
        is_there = True
        line += page.count("\n", position, start)
        position = start
        try:
            found.append(parsed(_unwrapped(text), line))
        except DecodeError as no:
            source.problems += no.problems
    if not found:
        message = f"a page must have a <script type={MEDIA_TYPE!r}> element"
        raise DecodeError(source.problems if is_there else Problem(message=message))
    return found


def _unwrapped(text: str) -> str:
    text = text.strip()
    for before, after in WRAPPINGS:
        if text.startswith(before):
            return text.removeprefix(before).removesuffix(after)
    return text


def _scripts(page: str) -> Any:
    """Where each script of JSON-LD begins, and its text."""
    position = 0
    while found := OPENING.search(page, position):
        if found[0] == "<!--":
            end = page.find("-->", found.end())
            if end < 0:
                return
            position = end + len("-->")
            continue
        begins = page.find(">", found.end())
        if begins < 0:
            return
        closing = CLOSING.search(page, begins)
        ends = closing.start() if closing else len(page)
        if _is_ours(page[found.start() : min(begins + 1, found.start() + LONGEST_TAG)]):
            yield begins + 1, page[begins + 1 : ends]
        position = ends + 1


class _Tag(HTMLParser):
    """The media type that a tag tells."""

    type = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.type = dict(attrs).get("type") or ""


def _is_ours(tag: str) -> bool:
    parser = _Tag()
    parser.feed(tag)
    return parser.type.partition(";")[0].strip().lower() == MEDIA_TYPE


def note_ids(found: Any, source: Source) -> None:
    """Have the nodes of a value known by their ``@id``; the first that tells something counts."""
    left: list[tuple[Any, Path]] = [(found, None)]
    while left:
        value, path = left.pop()
        if isinstance(value, dict):
            id = value.get("@id")
            if isinstance(id, str) and not set(value) <= {"@id", "@type", "@context"}:
                source.named.setdefault(id, (value, path))
            inner: Any = value.items()
        else:
            inner = enumerate(value) if isinstance(value, list) else ()
        left += [(v, (path, k)) for k, v in inner if isinstance(v, dict | list)][::-1]
