"""The properties of one object as lines: the loop over the table, and what it remembers.

This is the hot path of writing: some 13 steps for each of 100,000 sessions.
"""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from hallwaytrack.formats.ical.lines import WIDTH, cut, folded
from hallwaytrack.formats.ical.prose import Whole
from hallwaytrack.formats.ical.table import FULL_ROWS, ROWS, Row, Shown
from hallwaytrack.formats.ical.values import Write
from hallwaytrack.formats.ical.zones import Remembered
from hallwaytrack.model.event import Event

EMPTY: Final = ()


class Shared(Remembered[Any, bytes]):
    """The lines of a property by its value, each worked out once."""

    def __init__(self, name: str, write: Write) -> None:
        super().__init__()
        self.name, self.write = name, write

    def __missing__(self, value: Any) -> bytes:
        line = self[value] = folded(self.name + self.write(value))
        return line


class Step(NamedTuple):
    """A row of the table as the loop takes it."""

    name: str
    member: str
    write: Write
    shown: Shown | None
    many: bool
    shared: Shared | None


def step_of(row: Row, shared: Shared | None = None) -> Step:
    """The step of a row."""
    return Step(row.name, row.member, row.write, row.shown, row.how == "many", shared)


class Steps:
    """The steps of a document's entries, and what those entries share.

    Times are shared within a zone only: an instant of another zone is equal, and written otherwise.
    """

    def __init__(self, *, full: bool = False) -> None:
        self._table = FULL_ROWS if full else ROWS
        self._known: dict[tuple[Any, ...], tuple[Step, ...]] = {}
        self._shared: dict[tuple[str | None, str], Shared] = {}

    def of(self, entry: type, whole: Whole) -> tuple[Step, ...]:
        """The steps for the entries of a class in one event; a child's are those it may need."""
        rows, zone = self._table[entry], whole.event.timezone
        needed = [entry is Event or row.needed is None or bool(row.needed(whole)) for row in rows]
        key = (entry, zone, *needed)
        steps = self._known.get(key)
        if steps is None:
            steps = self._known[key] = tuple(
                self._step(row, zone) for row, yes in zip(rows, needed, strict=True) if yes
            )
        return steps

    def _step(self, row: Row, zone: str | None) -> Step:
        if row.how != "shared":
            return step_of(row)
        key = (zone, row.name)
        return step_of(row, self._shared.setdefault(key, Shared(row.name, row.write)))


def properties(lines: list[bytes], entry: Any, steps: Iterable[Step], whole: Any) -> None:
    """Add the lines of an object's properties."""
    append = lines.append
    for name, member, write, shown, many, shared in steps:
        value = getattr(entry, member) if shown is None else shown(entry, whole)
        if value is None or value is EMPTY:
            continue
        if shared is not None:
            append(shared[value])
        elif many:
            lines += [folded(name + write(item)) for item in value]
        else:
            raw = (name + write(value)).encode()
            append(raw if len(raw) <= WIDTH else cut(raw))
