"""The properties of objects as lines: the table, compiled to one function a kind of object.

This is the hot path of writing: some 13 properties for each of 100,000 sessions. A loop over the
rows costs a quarter of the whole time, so the loop is unrolled: what it would do for each row is
made into a line of a function, once for all documents. That function takes all entries of a class
at once, and looks up before the first what is the same for each of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date
from functools import lru_cache
from typing import Any, TypeAlias

from hallwaytrack.formats.ical.lines import WIDTH, cut, folded
from hallwaytrack.formats.ical.table import FULL_ROWS, ROWS, Row
from hallwaytrack.formats.ical.values import (
    BARE_IN_URI,
    EPOCH,
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

More: TypeAlias = Callable[[Any, Whole, list[bytes]], Iterable[bytes]]
"""What follows the properties of an entry; it takes the entry, its event, and their lines."""
Vevents: TypeAlias = Callable[[Iterable[Any], Whole, More | None], list[bytes]]
"""Writes entries of one class; it takes them, their event, and what follows their properties."""
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
def compiled(rows: tuple[Row, ...]) -> Callable[[dict[str, Shared]], Vevents]:
    """What makes the function of some rows, of what they share."""
    body = [" def vevents(entries, whole, more):", "  found, stamped = [], None"]
    body += [f"  {statement}" for i, row in enumerate(rows) for statement in _once(i, row)]
    body += ["  for entry in entries:", "   lines = [b'BEGIN:VEVENT']"]
    body += [f"   {statement}" for i, row in enumerate(rows) for statement in _each(i, row)]
    body += ["   if more is not None: lines += more(entry, whole, lines)"]
    body += ["   lines.append(b'END:VEVENT')", "   found.append(join(lines))"]
    return _made(rows, [*body, "  return found", " return vevents"])


@lru_cache(maxsize=KINDS_OF_ROWS)
def lines_of(rows: tuple[Row, ...]) -> Callable[[Any], list[bytes]]:
    """What makes the lines of one object that is no entry, and shares nothing."""
    body = [" def lines_of(entry):", "  lines, whole, stamped = [], None, None"]
    body += [f"  {statement}" for i, row in enumerate(rows) for statement in _each(i, row)]
    return _made(rows, [*body, "  return lines", " return lines_of"])({})  # type: ignore[no-any-return]


def _made(rows: tuple[Row, ...], body: list[str]) -> Callable[[dict[str, Shared]], Any]:
    names: dict[str, Any] = {"date": date, "UTC": UTC, "EPOCH": EPOCH, "join": b"\r\n".join}
    names |= {"folded": folded, "cut": cut, "text": escaped_bytes, "text_plain": PLAIN}
    names |= {"uri": uri_bytes, "uri_plain": BARE_IN_URI}
    head = ["def make(shared):"]
    for i, row in enumerate(rows):
        names |= {f"shown{i}": row.shown, f"write{i}": row.write, f"raw{i}": row.raw}
        if is_shared(row):
            head.append(f" shared{i}, known{i} = shared[{row.name!r}], shared[{row.name!r}].get")
    exec("\n".join(head + body), names)  # noqa: S102 - made of names in the table
    return names["make"]  # type: ignore[no-any-return]


def is_shared(row: Row) -> bool:
    """Whether the lines of a property are remembered."""
    return row.how in ("shared", "time", "when")


def _once(i: int, row: Row) -> Iterator[str]:
    """The statements before the first entry."""
    if row.once:
        yield row.once
    if row.how == "same":
        yield f"same{i} = folded({row.name!r} + write{i}(shown{i}(None, whole)))"


def _each(i: int, row: Row) -> Iterator[str]:
    """The statements for each entry."""
    if row.how == "same":
        yield f"lines.append(same{i})"
    else:
        yield from _value(i, row)
        yield from _put(i, row)


def _value(i: int, row: Row) -> Iterator[str]:
    """The statements that find a row's value."""
    shown = f"value = shown{i}(entry, whole)" if row.shown else f"value = entry.{row.member}"
    if row.quick:
        yield f"value = {row.quick.format(raw=f'raw{i}')}"
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
        return
    if row.how in ("time", "when"):
        is_time = "type(value) is not date and " if row.how == "when" else ""
        yield f"if {is_time}value.fold: value = value.astimezone(UTC)"
    if is_shared(row):
        yield f"lines.append(known{i}(value) or shared{i}[value])"
    elif row.write in BYTES:
        head, made = f"{row.name}:".encode(), f"{BYTES[row.write]}(value)"
        if row.raw:
            yield f"raw = value if type(value) is bytes else {head!r} + {made}"
        else:
            yield "raw = value.encode()"
            yield f"if raw.translate({BYTES[row.write]}_plain) != raw: raw = {made}"
            yield f"raw = {head!r} + raw"
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
        self._known: dict[tuple[Any, ...], Vevents] = {}
        self._shared: dict[str | None, dict[str, Shared]] = {}

    def of(self, entry: type, whole: Whole) -> Vevents:
        """The function for the entries of a class in one event; a child's has what it may need."""
        rows, zone = self._table[entry], whole.event.timezone
        if entry is not Event:
            rows = tuple([row for row in rows if row.needed is None or row.needed(whole)])
        vevents = self._known.get((zone, rows))
        if vevents is None:
            shared = self._shared.setdefault(zone, {})
            for row in rows:
                if is_shared(row):
                    shared.setdefault(row.name, Shared(row.name, row.write))
            vevents = self._known[zone, rows] = compiled(rows)(shared)
        return vevents
