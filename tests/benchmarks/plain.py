"""The plain pass over each syntax: all that a file holds into dicts and lists, without a meaning.

Nothing that makes sense of a file can be quicker than the quickest of these. Each is a pair, bytes
to plain values and plain values to bytes.
"""

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any


def read_xml(data: bytes) -> dict[str, Any]:
    """By ElementTree."""
    return _dicts_of(ET.fromstring(data))


def write_xml(root: dict[str, Any]) -> bytes:
    """By ElementTree."""
    return ET.tostring(_element_of(root), encoding="utf-8", xml_declaration=True)


def _dicts_of(element: ET.Element) -> dict[str, Any]:
    return {
        "tag": element.tag,
        "attributes": dict(element.attrib),
        "text": element.text,
        "parts": [_dicts_of(part) for part in element],
    }


def _element_of(values: dict[str, Any]) -> ET.Element:
    element = ET.Element(values["tag"], values["attributes"])
    element.text = values["text"]
    element.extend(map(_element_of, values["parts"]))
    return element


def write_json(values: Any) -> bytes:
    """By the standard library, as densely as our own writers."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def read_csv(data: bytes) -> list[list[str]]:
    """By the standard library."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def write_csv(rows: list[list[str]]) -> bytes:
    """By the standard library."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def read_lines(data: bytes) -> list[list[str]]:
    """The content lines of iCalendar, unfolded, each cut at its first colon."""
    text = data.replace(b"\r\n ", b"").decode()
    return [line.split(":", 1) for line in text.split("\r\n")]


def write_lines(lines: list[list[str]]) -> bytes:
    """The same, written again; what is longer than a line stays so."""
    return "\r\n".join(map(":".join, lines)).encode()


Pass = tuple[Callable[[bytes], Any], Callable[[Any], bytes]]

PLAIN: dict[str, Pass] = {
    "xml": (read_xml, write_xml),
    "json": (json.loads, write_json),
    "csv": (read_csv, write_csv),
    "calendar": (read_lines, write_lines),
}
"""By what a format's media type ends with."""
