"""A strict reader of iCalendar's grammar, to look at what was written.

It knows :rfc:`5545`, section 3.1, and nothing of what a property means: whatever is not exactly as
that section has it fails the test, and so does a property after a nested component.
"""

import re
from collections.abc import Iterator

from attrs import frozen

NAME = r"[A-Z0-9-]+"
QUOTED = r'"[^\x00-\x08\x0a-\x1f\x7f"]*"'
BARE = r'[^\x00-\x08\x0a-\x1f\x7f";:,]*'
PARAMETER = rf";{NAME}=(?:{QUOTED}|{BARE})"
CONTENT_LINE = re.compile(rf"({NAME})((?:{PARAMETER})*):([^\x00-\x08\x0a-\x1f\x7f]*)")
ESCAPE = re.compile(r"\\(.)")
CARET = re.compile(r"\^([n'^])")


@frozen
class Property:
    """A content line, its parameters as they are meant."""

    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as section 3.3.11 unescapes it."""
        return unescaped(self.value)

    @property
    def texts(self) -> list[str]:
        """The values of a list (section 3.1.1)."""
        return [unescaped(text) for text in re.findall(r"(?:^|,)((?:[^\\,]|\\.)*)", self.value)]


@frozen
class Component:
    """A component with what stands in it, in the order of the file."""

    name: str
    properties: list[Property]
    components: list["Component"]

    @property
    def names(self) -> list[str]:
        """The names of its properties."""
        return [each.name for each in self.properties]

    def all(self, name: str) -> list[Property]:
        """The properties of a name."""
        return [each for each in self.properties if each.name == name]

    def has(self, name: str) -> bool:
        """Whether there is a property of this name."""
        return name in self.names

    def one(self, name: str) -> Property:
        """The only property of a name."""
        (found,) = self.all(name)
        return found

    def text(self, name: str) -> str:
        """The text of the only property of a name."""
        return self.one(name).text

    def inside(self, name: str) -> list["Component"]:
        """The components of a name that stand directly in it."""
        return [each for each in self.components if each.name == name]

    @property
    def entries(self) -> list["Component"]:
        """The VEVENTs of a calendar."""
        return self.inside("VEVENT")

    def entry(self, uid: str) -> "Component":
        """The VEVENT of a UID."""
        (found,) = [each for each in self.entries if each.text("UID") == uid]
        return found

    def walk(self) -> Iterator["Component"]:
        """This component and all that stand in it."""
        yield self
        for each in self.components:
            yield from each.walk()


def unescaped(text: str) -> str:
    r"""A text without its escapes; ``\n`` and ``\N`` are newlines, nothing else may be escaped."""
    assert not re.search(r"(?<!\\)(?:\\\\)*\\(?![nN;,\\])", text), text
    return ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def unfolded(data: bytes) -> list[str]:
    """The content lines of a file; a lone CR or LF fails, and so does half a character."""
    assert data.endswith(b"\r\n")
    physical = data[:-2].split(b"\r\n")
    assert not [line for line in physical if b"\r" in line or b"\n" in line or not line]
    return "\n".join([line.decode() for line in physical]).replace("\n ", "").split("\n")


def calendar_of(data: bytes) -> Component:
    """The VCALENDAR that is all of a file."""
    lines = iter(unfolded(data))
    assert next(lines) == "BEGIN:VCALENDAR"
    found = _component("VCALENDAR", lines)
    assert not list(lines)
    return found


def entries_of(data: bytes) -> list[Component]:
    """The VEVENTs of a file."""
    return calendar_of(data).entries


def _component(name: str, lines: Iterator[str]) -> Component:
    found = Component(name, [], [])
    for line in lines:
        each = _property(line)
        if each.name == "END":
            assert each.value == name
            return found
        if each.name == "BEGIN":
            found.components.append(_component(each.value, lines))
        else:
            assert name == "VCALENDAR" or not found.components, f"{line!r} after a component"
            found.properties.append(each)
    raise AssertionError(f"{name} has no end")


def _property(line: str) -> Property:
    found = CONTENT_LINE.fullmatch(line)
    assert found, f"no content line: {line!r}"
    name, parameters, value = found.groups()
    pairs = [each[1:].split("=", 1) for each in re.findall(PARAMETER, parameters)]
    names = [name for name, _ in pairs]
    assert len(set(names)) == len(names), f"a parameter twice: {line!r}"
    return Property(name, {name: _parameter(value) for name, value in pairs}, value)


def _parameter(value: str) -> str:
    """A parameter's value, as :rfc:`6868` decodes it."""
    meant = {"n": "\n", "'": '"', "^": "^"}
    return CARET.sub(lambda found: meant[found[1]], value.strip('"'))


def vevents_of(data: bytes) -> list[bytes]:
    """The bytes of each VEVENT of a file, in its order."""
    return re.findall(rb"(?ms)^BEGIN:VEVENT\r\n.*?^END:VEVENT\r\n", data)
