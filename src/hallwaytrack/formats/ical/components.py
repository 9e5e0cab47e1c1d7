"""The tree of components (:rfc:`5545`, section 3.6): one pass over the lines, no recursion."""

from collections.abc import Iterator

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
    """

    __slots__ = ("at", "is_kept", "name", "parts", "properties")

    def __init__(self, name: str, at: int) -> None:
        self.name = name
        self.at = at
        self.properties: list[Property] = []
        self.parts: list[Component] = []
        self.is_kept = True

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
            self._components += 1
            within(self.limits, "max_components", self._components)
            within(self.limits, "max_depth", len(self.open) + 1)
            found = Component(name, at)
            (self.open[-1].parts if self.open else self.roots).append(found)
            self.open.append(found)
        elif self.open and self.open[-1].name == name:
            self.open.pop()
        elif any(component.name == name for component in self.open):
            while self.open[-1].name != name:
                self._unclosed(self.open.pop())
            self.open.pop()
        else:
            self.problems.add(repair.STRAY_END, at, value)

    def finish(self) -> list[Component]:
        """The components at the top, once all lines were read."""
        if self._torn:
            self.problems.add(repair.NO_PROPERTY, self._torn[1], self._torn[0])
        self.close_all()
        return self.roots

    def mended(self, line: str, at: int, heads: dict[str, Head]) -> tuple[Head, str] | None:
        """The property that a line is with the name that stands alone before it, if it is one."""
        if not line or line.isspace():
            return None
        name, self._torn = self._torn, None
        found = _apart(name[0] + line, heads) if name and line[0] in ":;" else None
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
    heads: dict[str, Head] = {}
    properties: list[Property] | None = None
    for at, line in enumerate(source.lines):
        raw, colon, value = line.partition(":")
        head = heads.get(raw)
        if head is None or not colon:
            found = _apart(line, heads) or builder.mended(line, at, heads)
            if found is None:
                continue
            head, value = found
        if head.nesting:
            builder.nest(head, value, at)
            if not builder.open or (head.nesting > 0 and builder.open[-1].name == "VCALENDAR"):
                heads = {}  # what a head means is a calendar's own
            properties = builder.open[-1].properties if builder.open else None
        elif properties is not None:
            properties.append((head, value, at))
        else:
            problems.add(repair.OUTSIDE, at, line)
    return builder.finish()


def _apart(line: str, heads: dict[str, Head]) -> tuple[Head, str] | None:
    """A line taken apart with care, its head remembered."""
    found = split_line(line)
    if found is None:
        return None
    raw, value = found
    head = heads.get(raw) or head_of(raw)
    if head is None:
        return None
    heads[raw] = head
    return head, value
