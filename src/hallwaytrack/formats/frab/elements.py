"""XML, read safely: nothing in a file makes us fetch anything, or build more than it holds.

Expat itself does the reading. It opens nothing; what could make it build more than the file holds,
a declared entity, is refused, and so are elements nested deeper than any schedule has them.
Control characters, which XML forbids and real schedules have, are taken out before.
"""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, NoReturn
from xml.parsers import expat

from hallwaytrack.errors import NOTHING, DecodeError, Problem

DEEPEST = 32
# XML 1.0, section 2.2: no control but tab, newline and return, not even as a reference.
FORBIDDEN = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|"
    rb"x0*(?:[0-8bcBCefEF]|1[0-9a-fA-F]));"
)
WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
"""How documents in UTF-16 begin; among their bytes are the controls of ASCII."""


class Element:
    """An element: its attributes, its line, and the texts and elements in it, in their order."""

    __slots__ = ("attributes", "content", "line", "tag")

    def __init__(self, tag: str, attributes: Mapping[str, str], line: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.line = line
        self.content: list[Any] = []

    def __iter__(self) -> Iterator["Element"]:
        return (part for part in self.content if type(part) is Element)

    @property
    def text(self) -> str:
        """All text in it, that of its elements too."""
        content = self.content
        if len(content) == 1 and type(content[0]) is str:
            return content[0]
        return "".join([part if type(part) is str else part.text for part in content])

    @property
    def is_leaf(self) -> bool:
        """Whether there is only text in it."""
        return next(iter(self), None) is None

    def all(self, tag: str) -> Iterator["Element"]:
        """The elements of a name directly in it."""
        return (part for part in self if part.tag == tag)


class Encoded(NamedTuple):
    """Bytes, and their encoding where that is not the one that the document names."""

    data: bytes
    encoding: str | None


def root_of(data: bytes) -> tuple[Element, list[Problem]]:
    """The root of a document, and what was mended in it.

    Raises:
        DecodeError: If it is no XML, declares an entity, or is nested too deep; with the line.
    """
    source, problems = _without_controls(_narrow(data))
    builder = _Builder(source.encoding)
    try:
        builder.parser.Parse(source.data, True)
    except DecodeError:
        raise
    except expat.ExpatError as error:
        message = f"XML must be well-formed ({expat.errors.messages[error.code]})"
        raise DecodeError(Problem(message=message, line=error.lineno)) from None
    except (LookupError, ValueError) as error:  # an encoding unknown to Python, or of many bytes
        raise DecodeError(Problem(message=f"XML must be in its encoding ({error})")) from None
    return builder.root, problems


def _narrow(data: bytes) -> Encoded:
    wide = WIDE.get(data[:2])
    if wide is None:
        return Encoded(data, None)
    try:
        return Encoded(data.decode(wide).encode(), "utf-8")
    except UnicodeError as error:
        raise DecodeError(Problem(message=f"XML must be in its encoding ({error})")) from None


def _without_controls(source: Encoded) -> tuple[Encoded, list[Problem]]:
    first = FORBIDDEN.search(source.data)
    if first is None:
        return source, []
    kept = FORBIDDEN.sub(b"", source.data)
    message = "XML must be without control characters; they are taken out"
    line = source.data.count(b"\n", 0, first.start()) + 1
    return source._replace(data=kept), [Problem(message=message, line=line, severity="warning")]


class _Builder:
    """Makes elements of what expat meets."""

    def __init__(self, encoding: str | None) -> None:
        self.parser = expat.ParserCreate(encoding)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.parser.SkippedEntityHandler = self._skipped
        top = Element("", {}, 1)
        self._open = [top]
        self._append = top.content.append

    @property
    def root(self) -> Element:
        """The root element; a document that was read has one."""
        found: Element = self._open[0].content[-1]
        return found

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._open) > DEEPEST:
            self._refuse(f"XML must be nested at most {DEEPEST} deep")
        element = Element(tag.rpartition(":")[2], attributes, self.parser.CurrentLineNumber)
        self._append(element)
        self._open.append(element)
        self._append = element.content.append

    def _end(self, _: str) -> None:
        self._open.pop()
        self._append = self._open[-1].content.append

    def _text(self, text: str) -> None:
        self._append(text)

    def _entity(self, name: str, *_: object) -> None:
        self._refuse("XML must declare no entities", name, "write the characters themselves")

    def _skipped(self, name: str, _: bool) -> None:
        """Such as &nbsp;, which only a DTD that we do not fetch declares."""
        self._append(html.unescape(f"&{name};"))

    def _refuse(self, message: str, value: object = NOTHING, mend: str = "") -> NoReturn:
        line = self.parser.CurrentLineNumber
        raise DecodeError(Problem(message=message, value=value, line=line, mend=mend))
