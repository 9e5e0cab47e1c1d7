"""The tree of components (:rfc:`5545`, section 3.6): one pass over the lines, no recursion."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
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


MOST_AT_ONCE = 64
"""Lines of a VEVENT that is looked up whole; a longer one is read line by line."""


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

    Most programs write each VEVENT alike, and so it is looked up whole, not line by line.

    Attributes:
        heads: Of its properties; there is nothing else in it.
        plan: How they are read, once somebody worked it out.
    """

    __slots__ = ("heads", "plan")

    def __init__(self, heads: tuple[Head, ...]) -> None:
        self.heads = heads
        self.plan: Any = None


class Heads:
    """The heads met in one calendar, each taken apart once; what one means is a calendar's own."""

    def __init__(self) -> None:
        self.known: dict[str, Head] = {}
        self._shapes: dict[tuple[str, ...], Shape] = {}

    def apart(self, line: str) -> tuple[Head, str] | None:
        """A line taken apart with care, its head remembered."""
        found = split_line(line)
        if found is None:
            return None
        raw, value = found
        head = self._head(raw)
        return None if head is None else (head, value)

    def _head(self, raw: str) -> Head | None:
        head = self.known.get(raw) or head_of(raw)
        if head is not None:
            self.known[raw] = head
        return head

    def shaped(self, lines: Iterable[str]) -> tuple[Shape, tuple[str, ...]] | None:
        """The shape and the raw values of lines, if they are properties and nothing else."""
        raws, colons, texts = zip(*[line.partition(":") for line in lines], strict=True)
        if not all(colons):
            return None
        shape = self._shapes.get(raws) or self._shape(raws)
        return None if shape is None else (shape, texts)

    def _shape(self, raws: tuple[str, ...]) -> Shape | None:
        heads = []
        for raw in raws:
            # Within quotes the colon would not be the one that ends the head.
            head = None if raw.count('"') % 2 else self._head(raw)
            if head is None or head.nesting:
                return None
            heads.append(head)
        found = self._shapes[raws] = Shape(tuple(heads))
        return found


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
        self._torn: tuple[str, int] | None = None

    def nest(self, head: Head, value: str, at: int) -> None:
        """Open or close a component."""
        name = value.strip().upper()
        if head.nesting > 0:
            if name == "VCALENDAR":  # it stands in nothing: what is open was cut off
                self.close_all()
            self.open.append(self.add(Component(name, at)))
        elif self.open and self.open[-1].name == name:
            self.open.pop()
        elif any(component.name == name for component in self.open):
            while self.open[-1].name != name:
                self._unclosed(self.open.pop())
            self.open.pop()
        else:
            self.problems.add(repair.STRAY_END, at, value)

    def add(self, found: Component) -> Component:
        """Put a component into the one that is open."""
        self._components += 1
        within(self.limits, "max_components", self._components)
        within(self.limits, "max_depth", len(self.open) + 1)
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
    lines = iter(enumerate(source.lines))
    for at, line in lines:
        if line == "BEGIN:VEVENT" and (n := _whole(source.lines, at, heads, builder)):
            next(islice(lines, n, n), None)  # they are read
            continue
        raw, colon, value = line.partition(":")
        head = heads.known.get(raw)
        if head is None or not colon:
            found = heads.apart(line) or builder.mended(line, at, heads)
            if found is None:
                continue
            head, value = found
        if head.nesting:
            builder.nest(head, value, at)
            if not builder.open or (head.nesting > 0 and builder.open[-1].name == "VCALENDAR"):
                heads = Heads()
            properties = builder.open[-1].properties if builder.open else None
        elif properties is not None:
            properties.append((head, value, at))
        else:
            problems.add(repair.OUTSIDE, at, line)
    return builder.finish()


def _whole(lines: list[str], at: int, heads: Heads, builder: Builder) -> int:
    """Read a VEVENT with nothing in it but properties; how many lines follow its first, or 0."""
    try:
        end = lines.index("END:VEVENT", at + 2, at + MOST_AT_ONCE)
    except ValueError:
        return 0
    found = heads.shaped(lines[at + 1 : end])
    if found is None:
        return 0
    component = builder.add(Component("VEVENT", at))
    component.shape, component.texts = found
    return end - at
