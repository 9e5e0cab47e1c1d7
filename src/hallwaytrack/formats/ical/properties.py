"""The properties of one object as lines: the table, compiled to one function a kind of object.

This is the hot path of writing: some 13 properties for each of 100,000 sessions. A loop over the
rows costs a quarter of the whole time, so the loop is unrolled: what it would do for each row is
made into a line of a function, once for all documents.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date
from functools import lru_cache
from typing import Any, TypeAlias

from hallwaytrack.formats.ical.lines import WIDTH, cut, folded
from hallwaytrack.formats.ical.table import FULL_ROWS, ROWS, Row
from hallwaytrack.formats.ical.values import (
    BARE_IN_URI,
    PLAIN,
    RECURRING,
    STAMP,
    TEXT,
    TEXTS,
    URI,
    Write,
    escaped_bytes,
    uri_bytes,
)
from hallwaytrack.formats.ical.whole import Whole
from hallwaytrack.formats.ical.zones import Remembered
from hallwaytrack.model.event import Event

Put: TypeAlias = Callable[[list[bytes], Any, Any], None]
"""Adds the lines of an object's properties; it takes the lines, the object and its event."""
KINDS_OF_ROWS = 256
"""Lists of rows that are remembered: each class has one for each set of what its entries need."""


BYTES: Mapping[Write, str] = {TEXT: "text", URI: "uri"}
"""What makes the value of most properties that are not shared, in bytes and without parameters."""


class Shared(Remembered[Any, bytes]):
    """The lines of a property by its value, each worked out once."""

    def __init__(self, name: str, write: Write) -> None:
        super().__init__()
        self.name, self.write = name, write

    def __missing__(self, value: Any) -> bytes:
        line = self[value] = folded(self.name + self.write(value))
        return line


@lru_cache(maxsize=KINDS_OF_ROWS)
def compiled(rows: tuple[Row, ...]) -> Callable[[dict[str, Shared]], Put]:
    """What makes the function of some rows, of what they share."""
    names: dict[str, Any] = {"date": date, "UTC": UTC}
    names |= {"folded": folded, "cut": cut, "text": escaped_bytes, "text_plain": PLAIN}
    names |= {"uri": uri_bytes, "uri_plain": BARE_IN_URI}
    body = ["def make(shared):"]
    body += [f" shared{i} = shared[{row.name!r}]" for i, row in enumerate(rows) if is_shared(row)]
    body += [" def put(lines, entry, whole):", "  stamped = None"]
    for i, row in enumerate(rows):
        names |= {f"shown{i}": row.shown, f"write{i}": row.write, f"raw{i}": row.raw}
        body += (f"  {statement}" for statement in (*_value(i, row), *_put(i, row)))
    exec("\n".join([*body, " return put"]), names)  # noqa: S102 - made of names in the table
    return names["make"]  # type: ignore[no-any-return]


def is_shared(row: Row) -> bool:
    """Whether the lines of a property are remembered."""
    return row.how in ("shared", "time", "when")


def _value(i: int, row: Row) -> Iterator[str]:
    """The statements that find a row's value."""
    shown = f"value = shown{i}(entry, whole)" if row.shown else f"value = entry.{row.member}"
    quick = f"raw{i}(entry, whole)" if row.raw else row.quick
    if quick:
        yield f"value = {quick}"
        shown = f"if value is None: {shown}"
    yield shown


def _put(i: int, row: Row) -> Iterator[str]:
    """The statements that add the lines of a row's value.

    A number of 0 is a value, and no items are none.
    """
    several = row.how == "many" or row.write in (TEXTS, RECURRING)
    yield "if value:" if several else "if value is not None:"
    yield from (f" {statement}" for statement in _lines(i, row))


def _lines(i: int, row: Row) -> Iterator[str]:
    if row.how == "many":
        yield f"lines += [folded({row.name!r} + write{i}(item)) for item in value]"
    elif row.how in ("time", "when"):
        is_time = "type(value) is not date and " if row.how == "when" else ""
        yield f"if {is_time}value.fold: value = value.astimezone(UTC)"
        yield f"lines.append(shared{i}[value])"
    elif row.how == "shared":
        yield f"lines.append(shared{i}[value])"
    elif row.write in BYTES:
        made = f"{BYTES[row.write]}(value)"
        if row.raw:
            yield f"raw = value if type(value) is bytes else {made}"
        else:
            yield "raw = value.encode()"
            yield f"if raw.translate({BYTES[row.write]}_plain) != raw: raw = {made}"
        yield f"raw = {f'{row.name}:'.encode()!r} + raw"
        yield f"lines.append(raw if len(raw) <= {WIDTH} else cut(raw))"
    elif row.write is STAMP:  # most entries tell the same one twice
        yield f"if value is not stamped: stamped, stamp = value, write{i}(value).encode()"
        yield f"lines.append({row.name.encode()!r} + stamp)"
    else:
        yield f"lines.append(folded({row.name!r} + write{i}(value)))"


class Properties:
    """The functions of a document's entries, and what those entries share.

    Times are shared within a zone only: an instant of another zone is equal, and written otherwise.
    """

    def __init__(self, *, full: bool = False) -> None:
        self._table = FULL_ROWS if full else ROWS
        self._known: dict[tuple[Any, ...], Put] = {}
        self._shared: dict[str | None, dict[str, Shared]] = {}

    def of(self, entry: type, whole: Whole) -> Put:
        """The function for the entries of a class in one event; a child's has what it may need."""
        rows, zone = self._table[entry], whole.event.timezone
        if entry is not Event:
            rows = tuple([row for row in rows if row.needed is None or row.needed(whole)])
        put = self._known.get((zone, rows))
        if put is None:
            shared = self._shared.setdefault(zone, {})
            for row in rows:
                if is_shared(row):
                    shared.setdefault(row.name, Shared(row.name, row.write))
            put = self._known[zone, rows] = compiled(rows)(shared)
        return put
