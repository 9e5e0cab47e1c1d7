"""A node of JSON-LD as a page carries it: forgiving look-ups, and problems with their places.

Pages write one value or a list of them, a text where a thing should stand, ``type`` for
``@type``, full addresses for names, ``{"@value": ...}`` for a text, ``{"@id": ...}`` for what
stands elsewhere. A node takes all of these for what they mean.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from hallwaytrack.errors import NOTHING, Problem, Severity, pointer
from hallwaytrack.formats.jsonld import values
from hallwaytrack.formats.jsonld.words import bare

HOLDERS = ("@list", "@set", "@graph")
MOST_PROBLEMS = 1_000
"""Problems that are told of one page; a hostile one has a million."""
MOST_REFERRED = 200_000
"""Values that are read because something refers to them: each reference reads them once more."""
Path: TypeAlias = "tuple[Any, str | int] | None"
"""Where something stands: in what, and under which name. Only a problem makes a text of it."""


def pointer_of(path: Path) -> str:
    """A path as a JSON Pointer."""
    steps: list[str | int] = []
    while path is not None:
        path, step = path
        steps.append(step)
    return pointer(*reversed(steps))


class Source:
    """What the nodes of one page share.

    Attributes:
        base: The address of the page, where it is known.
        problems: What is told.
        told: What is told only once.
        named: The nodes by their ``@id``, and where each stands.
    """

    def __init__(self, base: str | None = None) -> None:
        self.base = base
        self.problems: list[Problem] = []
        self.told: set[str] = set()
        self.named: dict[str, tuple[Mapping[str, Any], Path]] = {}
        self._sizes: dict[str, int] = {}
        self._left = MOST_REFERRED

    def referred(self, id: str, *, whole: bool) -> tuple[Mapping[str, Any], Path] | None:
        """What an ``@id`` stands for; None once more was referred to than a page may.

        Args:
            id: The ``@id``.
            whole: Whether all that is in it will be read, and not only who it is.
        """
        found = self.named.get(id)
        if found is None:
            return None
        if id not in self._sizes:
            self._sizes[id] = _size(found[0])
        self._left -= self._sizes[id] if whole else len(found[0])
        return found if self._left >= 0 else None


def _size(value: Any) -> int:
    size, left = 0, [value]
    while left:
        inner = left.pop()
        size += 1
        if isinstance(inner, dict):
            left += inner.values()
        elif isinstance(inner, list):
            left += inner
    return size


class Node:
    """One object of a page, or a text that stands for one, and its place."""

    def __init__(self, found: Any, path: Path, source: Source) -> None:
        is_object = isinstance(found, dict)
        self.path = path
        self.source = source
        self.text = None if is_object else values.line_of(found)
        members = found.items() if is_object else ()
        self.values: Mapping[str, Any] = {bare(name): value for name, value in members}
        types = self.values.get("@type", self.values.get("type"))
        named = types if isinstance(types, list) else [types]
        self.types = tuple(bare(name) for name in named if isinstance(name, str))

    # Values

    def all(self, name: str) -> list[tuple[Any, Path]]:
        """All values of a property, lists of lists made flat, each with its path."""
        found = self.values.get(name)
        if found is None:
            return []
        if isinstance(found, str):  # as most are
            return [(found, (self.path, name))] if found else []
        return list(_flat(found, (self.path, name)))

    def get(self, name: str) -> Any:
        """The first value of a property; None if there is none."""
        found = self.all(name)
        return found[0][0] if found else None

    def lines(self, name: str) -> list[str]:
        """Its values as lines; of a thing, the name."""
        found = (values.line_of(named_by(value)) for value, _ in self.all(name))
        return [line for line in found if line is not None]

    def line(self, name: str) -> str | None:
        """The first of its values that is a line."""
        return next(iter(self.lines(name)), None)

    def text_in(self, name: str) -> str | None:
        """Its first value as a text of many lines."""
        return values.text_of(named_by(self.get(name)))

    def urls(self, name: str) -> list[str]:
        """Its values as URLs; of an image or another thing, where it is."""
        found = (values.url_of(_address(v), self.source.base) for v, _ in self.all(name))
        return [url for url in found if url is not None]

    def url(self, name: str) -> str | None:
        """The first of them."""
        return next(iter(self.urls(name)), None)

    def keywords(self, name: str) -> list[str]:
        """Its words: a lone text lists them with commas."""
        found = self.values.get(name)
        if isinstance(found, str):
            words = (values.line_of(word.strip()) for word in found.split(","))
            return [word for word in words if word]
        return self.lines(name)

    def count(self, name: str) -> int | None:
        """A whole number."""
        return values.count_of(_amount(self.get(name)))

    def number(self, name: str) -> float | None:
        """A number."""
        return values.number_of(_amount(self.get(name)))

    def price(self, name: str) -> Decimal | None:
        """An amount of money."""
        return values.price_of(self.get(name))

    def moment(self, name: str) -> date | None:
        """A time or a date; what is neither is told."""
        found = self.get(name)
        moment = values.moment_of(found)
        if found is not None and moment is None:
            mend = "write one like 2008-03-18T18:00:00-04:00"
            self.tell(f"{name} must be a date or time of ISO 8601", name, found, mend=mend)
        return moment

    def stamp(self, name: str) -> datetime | None:
        """An aware time."""
        moment = self.moment(name)
        return moment if isinstance(moment, datetime) and moment.tzinfo else None

    def day(self, name: str) -> date | None:
        """A date."""
        moment = self.moment(name)
        return moment.date() if isinstance(moment, datetime) else moment

    # Nodes

    def nodes(self, name: str) -> list["Node"]:
        """Its values as nodes; what is only named by its ``@id`` is looked up."""
        whole = name != "superEvent"
        return [self._node(value, path, whole) for value, path in self.all(name)]

    def node(self, name: str) -> "Node | None":
        """The first of them."""
        return next(iter(self.nodes(name)), None)

    def _node(self, value: Any, path: Path, whole: bool) -> "Node":
        id = value if isinstance(value, str) else reference_of(value)
        found = self.source.referred(id, whole=whole) if id else None
        return Node(*found, self.source) if found else Node(value, path, self.source)

    def apart(self, name: str) -> list["Node"]:
        """The values of a property one by one, each as that of a node of its own."""
        return [Node({name: value}, self.path, self.source) for value, _ in self.all(name)]

    @property
    def id(self) -> str | None:
        """What it is known by: its ``identifier``, else its ``@id``."""
        for value, _ in self.all("identifier"):
            found = value.get("value") if isinstance(value, dict) else value
            if line := values.line_of(found):
                return line
        own = self.values.get("@id", self.values.get("id"))
        if isinstance(own, str) and not own.startswith("_:"):  # those are named anew at each look
            return values.line_of(own)
        return None

    @property
    def additional(self) -> tuple[str, ...]:
        """Its additional types."""
        return tuple(bare(line) for line in self.lines("additionalType"))

    # Problems

    def tell(
        self,
        message: str,
        name: str = "",
        value: object = NOTHING,
        *,
        mend: str = "",
        severity: Severity = "warning",
    ) -> Problem:
        """Note something about this node, or a property of it."""
        place = pointer_of((self.path, name) if name else self.path)
        problem = Problem(message=message, value=value, place=place, mend=mend, severity=severity)
        if len(self.source.problems) < MOST_PROBLEMS:
            self.source.problems.append(problem)
        return problem


def _flat(found: Any, path: Path) -> Iterator[tuple[Any, Path]]:
    if isinstance(found, list):
        for i, value in enumerate(found):
            yield from _flat(value, (path, i))
    elif isinstance(found, dict) and "@value" in found:
        yield from _flat(found["@value"], path)
    elif isinstance(found, dict) and (name := next((h for h in HOLDERS if h in found), None)):
        yield from _flat(found[name], (path, name))
    elif found is not None and found != "":
        yield found, path


def reference_of(value: Any) -> str | None:
    """The ``@id`` of an object that has nothing else to say; None of any other."""
    if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
        id = value.get("@id")
        return id if isinstance(id, str) else None
    return None


def named_by(value: Any) -> Any:
    """The text of a value: itself, or of a thing its name, its value or its address."""
    if not isinstance(value, dict):
        return value
    named = {bare(name): found for name, found in value.items()}
    names = ("name", "value", "audienceType", "url", "@id")
    found = next((named[name] for name in names if named.get(name)), None)
    return found[0] if isinstance(found, list) and found else found


def _address(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    named = {bare(name): found for name, found in value.items()}
    found = next((named[n] for n in ("url", "contentUrl", "@id") if named.get(n)), None)
    return found[0] if isinstance(found, list) and found else found


def _amount(value: Any) -> Any:
    return value.get("value") if isinstance(value, dict) else value
