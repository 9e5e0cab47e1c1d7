"""The tree of components (:rfc:`5545`, section 3.6): one pass over the lines, no recursion."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from hallwaytrack.errors import DecodeError, Problem
from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical.content import (
    NAME,
    Head,
    Property,
    Source,
    head_of,
    raw_line,
    split_line,
)
from hallwaytrack.formats.ical.repair import Problems

KNOWN = frozenset(
    ("VCALENDAR", "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VALARM", "STANDARD",
     "DAYLIGHT")
)  # fmt: skip


OFTEN = 20
"""VEVENTs that look alike before the next one is read at once: it takes the time of some to learn."""
MOST_SHAPES = 8
"""How many looks are learnt, as each one is tried at every VEVENT."""


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


class Shape:
    """What the lines of many a VEVENT begin with, in one order: its heads.

    Most programs write each VEVENT alike, and so it is read at once, not line by line.

    Attributes:
        heads: Of its properties; there is nothing else in it.
        match: Finds their values, and the end of the VEVENT, in a text.
        plan: How they are read, once somebody worked it out.
    """

    __slots__ = ("heads", "match", "plan")

    def __init__(self, heads: Sequence[Head]) -> None:
        self.heads = heads
        # A value ends where its line does, and never gives back what it took.
        lines = [f"{re.escape(head.raw)}:([^\r]*+)\r\n" for head in heads]
        self.match = re.compile(f"{''.join(lines)}END:VEVENT\r\n").match
        self.plan: Any = None


class Heads:
    """The heads met in one calendar, each taken apart once; what one means is a calendar's own.

    Attributes:
        known: By what they were taken from.
    """

    def __init__(self) -> None:
        self.known: dict[str, Head] = {}
        self._shapes: list[Shape] = []
        self._met: Counter[tuple[str, ...]] = Counter()

    def apart(self, line: str) -> tuple[Head, str] | None:
        """A line taken apart with care, its head remembered."""
        found = split_line(line)
        if found is None:
            return None
        raw, value = found
        head = self.known.get(raw) or head_of(raw)
        if head is None:
            return None
        self.known[raw] = head
        return head, value

    def whole(self, text: str, begin: int) -> tuple[Shape, re.Match[str]] | None:
        """The shape of the VEVENT whose properties begin there, and where it fits, if it has one."""
        for shape in self._shapes:
            if found := shape.match(text, begin):
                return shape, found
        return None

    def learn(self, component: "Component") -> None:
        """Make a shape of what many a VEVENT looked like."""
        heads = [head for head, _, _ in component.properties]
        raws = tuple([head.raw for head in heads])
        self._met[raws] += 1
        # A quote that is left open would reach as far as its value lets it.
        is_plain = not component.parts and not any(raw.count('"') % 2 for raw in raws)
        if self._met[raws] == OFTEN and is_plain and len(self._shapes) < MOST_SHAPES:
            self._shapes.append(Shape(heads))


class Component:
    """A component: its name in upper case, where it begins, its properties and components.

    One that is inside another ``is_kept`` as the lines that it was, unless models say the same.
    Of one that has a ``shape``, ``texts`` are the raw values of its properties.
    """

    __slots__ = ("_properties", "at", "is_kept", "name", "parts", "shape", "texts")

    def __init__(self, name: str, at: int) -> None:
        self.name = name
        self.at = at
        self.parts: list[Component] = []
        self.is_kept = True
        self.shape: Shape | None = None
        self.texts: Sequence[str] = ()
        self._properties: list[Property] | None = None

    @property
    def properties(self) -> list[Property]:
        """The properties in their order; those of a known shape are put together when asked for."""
        found = self._properties
        if found is None:
            heads = self.shape.heads if self.shape else ()
            places = range(self.at + 1, self.at + 1 + len(heads))
            found = self._properties = [*zip(heads, self.texts, places, strict=True)]
        return found

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
        self._torn: tuple[str, int] | None = None

    def nest(self, head: Head, value: str, at: int) -> Component | None:
        """Open or close a component; the one that was closed, if it ends as it should."""
        name = value.strip().upper()
        if head.nesting > 0:
            within(self.limits, "max_depth", len(self.open) + 1)
            if name == "VCALENDAR":  # it stands in nothing: what is open was cut off
                self.close_all()
            self.open.append(self.add(Component(name, at)))
        elif self.open and self.open[-1].name == name:
            return self.open.pop()
        elif any(component.name == name for component in self.open):
            while self.open[-1].name != name:
                self._unclosed(self.open.pop())
            self.open.pop()
        else:
            self.problems.add(repair.STRAY_END, at, value)
        return None

    def add(self, found: Component) -> Component:
        """Put a component into the one that is open."""
        self._components += 1
        if self._components > self._most:
            within(self.limits, "max_components", self._components)
        (self.open[-1].parts if self.open else self.roots).append(found)
        return found

    def finish(self) -> list[Component]:
        """The components at the top, once all lines were read."""
        if self._torn:
            self.problems.add(repair.NO_PROPERTY, self._torn[1], self._torn[0])
        self.close_all()
        return self.roots

    def mended(self, line: str, at: int, heads: Heads) -> tuple[Head, str] | None:
        """The property that a line is with the name that stands alone before it, if it is one."""
        if not line or line.isspace():
            return None
        name, self._torn = self._torn, None
        found = heads.apart(name[0] + line) if name and line[0] in ":;" else None
        uid = self.open[-1].get("UID") or "" if self.open else ""
        if name and found:
            self.problems.add(repair.TORN, name[1], name[0] + line, uid)
            return found
        if name:
            self.problems.add(repair.NO_PROPERTY, name[1], name[0], uid)
        if found is None and NAME.fullmatch(line):
            self._torn = line, at
        else:
            self.problems.add(repair.NO_PROPERTY, at, line, uid)
        return None

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
    builder = Builder(problems, limits)
    heads = Heads()
    properties: list[Property] | None = None
    text, begin, at = source.text, 0, -1
    while begin < len(text):
        end = text.find("\r\n", begin)
        line = text[begin:] if end < 0 else text[begin:end]
        begin, at = begin + len(line) + 2, at + 1
        if line == "BEGIN:VEVENT" and (found := heads.whole(text, begin)):
            component = builder.add(Component("VEVENT", at))
            component.shape, component.texts = found[0], found[1].groups()
            begin, at = found[1].end(), at + len(component.texts) + 1
            continue
        raw, colon, value = line.partition(":")
        head = heads.known.get(raw)
        if head is None or not colon:
            taken = heads.apart(line) or builder.mended(line, at, heads)
            if taken is None:
                continue
            head, value = taken
        if head.nesting:
            closed = builder.nest(head, value, at)
            if closed is not None and closed.name == "VEVENT":
                heads.learn(closed)
            if not builder.open or (head.nesting > 0 and builder.open[-1].name == "VCALENDAR"):
                heads = Heads()
            properties = builder.open[-1].properties if builder.open else None
        elif properties is not None:
            properties.append((head, value, at))
        else:
            problems.add(repair.OUTSIDE, at, line)
    return builder.finish()
