"""What the VEVENTs of a feed look like: most programs write each of them alike.

Once many had the same heads in the same order, one regular expression takes the values of the next
one from the text, and the end of it: a quarter of the time that line by line takes.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from hallwaytrack.formats.ical.content import Head, Property, head_of, split_line

OFTEN = 20
"""VEVENTs that look alike before the next one is read at once: to learn takes the time of some."""
MOST_SHAPES = 8
"""How many looks are learnt, as each one is tried at every VEVENT."""


class Shape:
    """What the lines of many a VEVENT begin with, in one order: its heads.

    Most programs write each VEVENT alike, and so it is read at once, not line by line.

    Attributes:
        heads: Of its properties; there is nothing else in it.
        match: Finds their values, and the end of the VEVENT, from the line on that begins it.
        plan: How they are read, once somebody worked it out (``alike``).
    """

    __slots__ = ("heads", "match", "plan")

    def __init__(self, heads: Sequence[Head]) -> None:
        self.heads = heads
        # A value ends where its line does, and never gives back what it took.
        lines = [f"{re.escape(head.raw)}:([^\r]*+)\r\n" for head in heads]
        self.match = re.compile(f"BEGIN:VEVENT\r\n{''.join(lines)}END:VEVENT\r\n").match
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
        """The shape of the VEVENT that begins there, and its match, if it has one."""
        for shape in self._shapes:
            if found := shape.match(text, begin):
                return shape, found
        return None

    def learn(self, properties: Sequence[Property]) -> None:
        """Make a shape of the properties that many a VEVENT had, and nothing else."""
        heads = [head for head, _, _ in properties]
        raws = tuple([head.raw for head in heads])
        self._met[raws] += 1
        # A quote that is left open would reach as far as its value lets it.
        is_plain = not any(raw.count('"') % 2 for raw in raws)
        if self._met[raws] == OFTEN and is_plain and len(self._shapes) < MOST_SHAPES:
            self._shapes.append(Shape(heads))
