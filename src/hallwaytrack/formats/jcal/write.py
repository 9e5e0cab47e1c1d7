"""Writing: the content lines of iCalendar as arrays (:rfc:`7265`, section 3)."""

import json
from typing import Any

from hallwaytrack.formats.ical import to_ical
from hallwaytrack.formats.ical.blocks import Written
from hallwaytrack.formats.ical.components import Component, Limits, tree
from hallwaytrack.formats.ical.content import Head, Property, Source
from hallwaytrack.formats.ical.repair import Problems
from hallwaytrack.formats.ical.write import Method, View
from hallwaytrack.formats.jcal.values import type_of, values_of

UNBOUNDED = Limits(
    max_bytes=None, max_lines=None, max_line_length=None, max_components=None, max_depth=16
)
"""For what was just written; what it is made of was read within limits."""


def to_jcal(
    document: Written,
    *,
    view: View = "public",
    components: bool = False,
    method: Method | None = None,
    indent: bool = False,
) -> bytes:
    """A document as jCal, in UTF-8.

    Args:
        document: A Calendar, an Event or an EventSeries.
        view: "public" or "full", as ``to_ical`` has it.
        components: Add PARTICIPANT and VLOCATION components (:rfc:`9073`).
        method: METHOD, for mail; a feed has none.
        indent: For people: two spaces a level and a newline at the end.

    Raises:
        InvalidValueError: If it is no such document, or another argument is not what it should be.
    """
    (calendar,) = jcal_of(to_ical(document, view=view, components=components, method=method))
    if indent:
        return json.dumps(calendar, ensure_ascii=False, indent=2).encode() + b"\n"
    return json.dumps(calendar, ensure_ascii=False, separators=(",", ":")).encode()


def jcal_of(data: bytes) -> list[Any]:
    """The components at the top of some iCalendar as jCal arrays, whatever they mean.

    Raises:
        DecodeError: If components stand in each other too deeply.
    """
    source = Source(data)
    return [_component(root) for root in tree(source, Problems(source), UNBOUNDED)]


def _component(component: Component) -> list[Any]:
    """A component: its name, its properties, its components (section 3.3)."""
    properties = [_property(found) for found in component.properties]
    return [component.name.lower(), properties, [_component(part) for part in component.parts]]


def _property(found: Property) -> list[Any]:
    """A property: name, parameters, type, and its values (section 3.4)."""
    head, raw, _ = found
    kind, values = values_of(head.name, type_of(head.name, raw, head.get("VALUE")), raw)
    return [head.name.lower(), _parameters(head), kind, *values]


def _parameters(head: Head) -> dict[str, Any]:
    """Parameters by lower-case name, without VALUE, which is the type (section 3.5)."""
    return {
        name.lower(): values[0] if len(values) == 1 else values
        for name, values in head.parameters.items()
        if name != "VALUE" and values
    }
