"""The tree of components (:rfc:`5545`, section 3.6): one pass over the lines, no recursion."""

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from hallwaytrack.errors import DecodeError, Problem
from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical.content import (
    NAME,
    Head,
    Property,
    Source,
    has_longer,
    raw_line,
)
from hallwaytrack.formats.ical.repair import Problems
from hallwaytrack.formats.ical.shapes import Heads, Shape

APART = frozenset(("VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"))
"""Components that never stand in each other: where one begins, another that is open was cut off."""
KNOWN = APART | {"VCALENDAR", "VALARM", "STANDARD", "DAYLIGHT"}


@frozen(kw_only=True)
class Limits:
    """How much is read before the reader gives up; None is without a limit.

    Args:
        max_bytes: Of the data; 64 MiB.
        max_lines: Unfolded lines; 4,000,000.
        max_line_length: Characters of an unfolded line; 8 Mi.
        max_depth: Components in each other, VCALENDAR being the first; 16.
        max_components: Components of any sort; 500,000.
    """

    max_bytes: int | None = 64 * 2**20
    max_lines: int | None = 4_000_000
    max_line_length: int | None = 8 * 2**20
    max_depth: int | None = 16
    max_components: int | None = 500_000


DEFAULT_LIMITS = Limits()


def within(limits: Limits, name: str, value: int) -> None:
    """Give up where there is more of something than its limit.

    Raises:
        DecodeError: Then.
    """
    most: int | None = getattr(limits, name)
    if most is not None and value > most:
        what = name.removeprefix("max_").replace("_", " ")
        message = f"iCalendar is read up to {most} {what}, and this has more"
        raise DecodeError(Problem(message=message, mend=f"give higher limits: Limits({name}=...)"))


class Component:
    """A component: its name in upper case, where it begins, its properties and components.

    One that is inside another ``is_kept`` as the lines that it was, unless models say the same.
    One that has a ``shape`` was ``matched`` at once, and its values are only taken from the text
    where somebody reads them: until then they would be more to hold than the text is.
    """

    __slots__ = ("_properties", "at", "is_kept", "matched", "name", "parts", "shape")

    def __init__(
        self,
        name: str,
        at: int,
        shape: Shape | None = None,
        matched: re.Match[str] | None = None,
    ) -> None:
        self.name = name
        self.at = at
        self.parts: list[Component] = []
        self.is_kept = True
        self.shape = shape
        self.matched = matched
        self._properties: list[Property] | None = None

    @property
    def properties(self) -> list[Property]:
        """The properties in their order; those of a known shape are put together when asked for."""
        found = self._properties
        if found is None:
            heads = self.shape.heads if self.shape else ()
            places = range(self.at + 1, self.at + 1 + len(heads))
            found = self._properties = [*zip(heads, self.texts(), places, strict=True)]
        return found

    def texts(self) -> Sequence[str]:
        """The raw values of the properties of one that has a shape."""
        return self.matched.groups() if self.matched else ()

    def get(self, name: str) -> str | None:
        """The raw value of the first property of a name."""
        return next((value for head, value, _ in self.properties if head.name == name), None)

    def lines(self) -> Iterator[str]:
        """All lines of it as they were, unfolded."""
        waiting: list[Component | str] = [self]
        while waiting:
            found = waiting.pop()
            if isinstance(found, str):
                yield found
                continue
            yield f"BEGIN:{found.name}"
            yield from map(raw_line, found.properties)
            waiting += [f"END:{found.name}", *reversed(found.parts)]


class Builder:
    """The components of a file as they open and close."""

    def __init__(self, problems: Problems, limits: Limits) -> None:
        self.problems = problems
        self.limits = limits
        self.roots: list[Component] = []
        self.open: list[Component] = []
        self._components = 0
        self._most = limits.max_components or 0
        self._deepest = limits.max_depth or 0
        self._torn: tuple[str, int] | None = None
        self._heads = Heads()

    def read(self, text: str, at: int) -> int:
        """Read the lines of a text, the first of which is this one of the file; the next one."""
        begin, heads = 0, self._heads
        properties = self.open[-1].properties if self.open else None
        while begin < len(text):
            end = text.find("\r\n", begin)
            line = text[begin:] if end < 0 else text[begin:end]
            begin, at = begin + len(line) + 2, at + 1
            is_entry = line == "BEGIN:VEVENT" and self.open and self.open[-1].name == "VCALENDAR"
            if is_entry and (found := heads.whole(text, begin - len(line) - 2)):
                begin, at = self.take_alike(*found, text, at - 1)
                continue
            raw, colon, value = line.partition(":")
            head = heads.known.get(raw)
            if head is None or not colon:
                taken = heads.apart(line) or self.mended(line, at - 1)
                if taken is None:
                    continue
                head, value = taken
            if head.nesting:
                self.nest(head, value, at - 1)
                heads = self._heads
                properties = self.open[-1].properties if self.open else None
            elif properties is not None:
                properties.append((head, value, at - 1))
            else:
                self.problems.add(repair.OUTSIDE, at - 1, line)
        return at

    def take_alike(
        self, shape: Shape, found: re.Match[str] | None, text: str, at: int
    ) -> tuple[int, int]:
        """Take VEVENTs of one shape, as many as follow each other; where the next line begins."""
        entries: list[Component] = []
        begin = 0
        while found is not None:
            entries.append(Component("VEVENT", at, shape, found))
            begin, at = found.end(), at + len(shape.heads) + 2
            found = shape.match(text, begin)
        self.add(*entries)
        return begin, at

    def nest(self, head: Head, value: str, at: int) -> None:
        """Open or close a component."""
        name = value.strip().upper()
        if head.nesting > 0:
            if name == "VCALENDAR":  # it stands in nothing: what is open was cut off
                self.close_all()
                self._heads = Heads()  # what a head means is a calendar's own
            elif name in APART:
                self._close_entry()
            found = Component(name, at)
            self.add(found)
            self.open.append(found)
        elif self.open and self.open[-1].name == name:
            closed = self.open.pop()
            if name == "VEVENT" and not closed.parts:
                self._heads.learn(closed.properties)
            if not self.open:
                self._heads = Heads()
        elif any(component.name == name for component in self.open):
            while self.open[-1].name != name:
                self._unclosed(self.open.pop())
            self.open.pop()
        else:
            self.problems.add(repair.STRAY_END, at, value)

    def add(self, *found: Component) -> None:
        """Put components into the one that is open."""
        self._components += len(found)
        if self._components > self._most:
            within(self.limits, "max_components", self._components)
        if len(self.open) >= self._deepest:
            within(self.limits, "max_depth", len(self.open) + 1)
        (self.open[-1].parts if self.open else self.roots).extend(found)

    def finish(self) -> list[Component]:
        """The components at the top, once all lines were read."""
        if self._torn:
            self.problems.add(repair.NO_PROPERTY, self._torn[1], self._torn[0])
        self.close_all()
        return self.roots

    def mended(self, line: str, at: int) -> tuple[Head, str] | None:
        """The property that a line is with the name that stands alone before it, if it is one."""
        if not line or line.isspace():
            return None
        name, self._torn = self._torn, None
        found = self._heads.apart(name[0] + line) if name and line[0] in ":;" else None
        uid = self.open[-1].get("UID") if self.open and not self.problems.is_full else None
        if name and found:
            self.problems.add(repair.TORN, name[1], name[0] + line, uid or "")
            return found
        if name:
            self.problems.add(repair.NO_PROPERTY, name[1], name[0], uid or "")
        if found is None and NAME.fullmatch(line):
            self._torn = line, at
        else:
            self.problems.add(repair.NO_PROPERTY, at, line, uid or "")
        return None

    def _close_entry(self) -> None:
        """Close the entry or zone that is open, with all that is open in it."""
        names = [component.name for component in self.open]
        at = next((i for i, name in enumerate(names) if name in APART), len(names))
        while len(self.open) > at:
            self._unclosed(self.open.pop())

    def close_all(self) -> None:
        """Close what the file leaves open."""
        while self.open:
            self._unclosed(self.open.pop())

    def _unclosed(self, component: Component) -> None:
        self.problems.add(repair.UNCLOSED, component.at, component.name, component.get("UID") or "")


def tree(source: Source, problems: Problems, limits: Limits) -> list[Component]:
    """The components at the top of a file.

    Raises:
        DecodeError: If a limit is passed.
    """
    builder, lines = Builder(problems, limits), 0
    for text in source.texts():
        most = limits.max_line_length
        if most is not None and has_longer(text, most):
            within(limits, "max_line_length", most + 1)
        lines = builder.read(text, lines)
        within(limits, "max_lines", lines)
    return builder.finish()
