"""Content lines as icalendar's components, each value as icalendar itself would parse it.

The value types, their parameters and what a date, a rule or a point means are icalendar's own. What
is left out is what its parser does again at every line: to go through it by the character, to take
its parameters apart, to make a text into a text twice.

- What stands before the colon is taken apart once, by ``icalendar.parser.Contentline``; each
  distinct date or time is read once.
- No two properties share an object that can be changed.
- Lines of other programs, which a document may carry in ``extra``, come along. One that icalendar
  reads in a way of its own is refused.
"""

from collections.abc import Callable, Iterable
from copy import deepcopy
from functools import partial
from typing import Any, TypeAlias

from icalendar import Calendar, Component
from icalendar.parser import Contentline, Parameters
from icalendar.parser.property import split_on_unescaped_comma, unescape_backslash
from icalendar.prop import vCategory, vDDDTypes

from hallwaytrack.formats.ical.content import split_line
from hallwaytrack.formats.ical.understood import unescaped

Put: TypeAlias = Callable[[str], None]
Make: TypeAlias = Callable[[str], Any]
Own: TypeAlias = Callable[[], Parameters]
ZONED = frozenset(("DTSTART", "DTEND", "RECURRENCE-ID", "DUE", "RDATE", "EXDATE"))
"""The properties whose TZID counts for icalendar; that of another one is a mere parameter."""
APART = frozenset(("BEGIN", "END", "FREEBUSY"))
"""What icalendar's parser takes apart in a way of its own, where we don't write it."""


class Parsed:
    """A calendar that grows with its lines.

    Attributes:
        root: The outermost component, once it is closed.
    """

    def __init__(self) -> None:
        self.root: Component | None = None
        self._puts: dict[str, Put] = {"BEGIN": self._begin, "END": self._end}
        self._open: list[tuple[type[Component], dict[str, Any], list[Component]]] = []
        self._properties: dict[str, Any] = {}

    def read(self, lines: Iterable[str]) -> None:
        """Add unfolded lines.

        Raises:
            ValueError: If icalendar reads one otherwise, or refuses it.
        """
        puts = self._puts
        for line in lines:
            raw, _, text = line.partition(":")
            put = puts.get(raw)
            if put is None:
                put, text = self._put_of(line)
            put(text)

    def _put_of(self, line: str) -> tuple[Put, str]:
        """What is done with a line whose head is new, or holds a colon in quotes."""
        raw, text = split_line(line) or (line, "")
        put = self._puts.get(raw)
        if put is None:
            put = self._puts[raw] = self._putting(*_head(line, text))
        return put, text

    def _putting(self, name: str, make: Make) -> Put:
        def put(text: str) -> None:
            value, found = make(text), self._properties
            if name not in found:
                found[name] = value
            elif isinstance(found[name], list):
                found[name].append(value)
            else:
                found[name] = [found[name], value]

        return put

    def _begin(self, text: str) -> None:
        self._properties = {}
        cls = Calendar.get_component_class(
            text.upper()
        )  # as its parser does: each class has its own
        self._open.append((cls, self._properties, []))

    def _end(self, _: str) -> None:
        made, properties, parts = self._open.pop()
        component = made(properties)
        component.subcomponents = parts
        if self._open:
            self._properties, siblings = self._open[-1][1:]
            siblings.append(component)
        else:
            self.root = component


def _head(line: str, text: str) -> tuple[str, Make]:
    """The name of a property, and how its values are made; the text is what we take for one."""
    given, parameters, unescaped_text = Contentline(line).parts()  # type: ignore[no-untyped-call]
    name = given.upper()
    if name in APART or unescaped_text != unescape_backslash(text):
        raise ValueError(f"icalendar does not read it as a head and a value: {line}")
    factory = Component.types_factory.for_property(name, parameters.value)
    tzid = (name in ZONED and parameters.get("TZID")) or None
    own = _owning(parameters)
    if factory is vCategory:
        return name, _categories(own)
    if factory is vDDDTypes:
        return name, _times(own, tzid)
    return name, _values(factory, own, tzid)


def _owning(parameters: Parameters) -> Own:
    """Gives each value parameters of its own; those without any are made soonest."""
    if any(isinstance(value, list) for value in parameters.values()):
        return partial(deepcopy, parameters)
    return partial(Parameters, parameters) if parameters else Parameters


def _values(factory: Any, own: Own, tzid: str | None) -> Make:
    is_verbatim = hasattr(factory, "get_value_from_content_line")
    zone = (tzid,) if tzid else ()

    def make(text: str) -> Any:
        if "\\" in text and not is_verbatim:
            text = _plain(text)
        value = factory.from_ical(text, *zone)
        if type(value) is not factory:
            value = factory(value)
        if value.params or own is not Parameters:
            value.params = own()
        return value

    return make


def _plain(text: str) -> str:
    # icalendar takes \: for an escape, too; where there is none, ours does the same in less time.
    return unescape_backslash(text) if "\\:" in text else unescaped(text)


def _times(own: Own, tzid: str | None) -> Make:
    known: dict[str, Any] = {}
    from_ical: Callable[..., Any] = vDDDTypes.from_ical

    def make(text: str) -> vDDDTypes:
        when = known.get(text)
        if when is None:
            when = known[text] = from_ical(text, tzid)
        # Its constructor would work out the parameters that the line names.
        value = vDDDTypes.__new__(vDDDTypes)
        value.dt = when
        value.params = own()
        return value

    return make


def _categories(own: Own) -> Make:
    known: dict[str, list[str]] = {}

    def make(text: str) -> vCategory:
        categories = known.get(text)
        if categories is None:
            categories = known[text] = split_on_unescaped_comma(text)
        value = vCategory(categories)
        value.params = own()
        return value

    return make
