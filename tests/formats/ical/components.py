"""icalendar's components taken apart, so that nothing of two that differ compares equal.

Its own ``==`` takes no notice of parameters of texts, of the order of properties, or of the class
of a value.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Component
from tests.formats.ical.grammar import unfolded

from hallwaytrack.formats.ical.content import split_line


def seen(value: Any) -> Any:
    """All that a component, a value or its parameters hold, down to plain Python."""
    if isinstance(value, datetime):
        return value.isoformat(), value.fold, repr(value.tzinfo)
    if isinstance(value, Component):
        parts = [seen(part) for part in value.subcomponents]
        return type(value), value.name, _items(value), parts, seen(value.errors)
    if isinstance(value, list | tuple):
        return type(value), [seen(item) for item in value]
    held = {
        name: seen(getattr(value, name)) for name in ("params", "encoding") if _has(value, name)
    }
    if isinstance(value, dict):
        return type(value), _items(value), held
    if isinstance(value, str | bytes | int | float | date | timedelta | None):
        return type(value), str(value), held
    if isinstance(value, BaseException):
        return type(value), str(value)
    return type(value), {name: seen(each) for name, each in vars(value).items()}


def _has(value: Any, name: str) -> bool:
    return hasattr(type(value), name) or name in getattr(value, "__dict__", ())


def _items(value: dict[str, Any]) -> list[Any]:
    return [(name, seen(each)) for name, each in value.items()]


def changeable(value: Any) -> Iterator[Any]:
    """All objects in a component that can be changed, each as often as it is met."""
    if isinstance(value, dict | list):
        yield value
        for each in value.values() if isinstance(value, dict) else value:
            yield from changeable(each)
    elif hasattr(value, "params"):
        yield value
        for each in getattr(value, "__dict__", {}).values():
            yield from changeable(each)
        if "params" not in getattr(value, "__dict__", {}):
            yield from changeable(value.params)
    for part in getattr(value, "subcomponents", ()):
        yield from changeable(part)


LOST = re.compile(r"\\[\\,;:]")


def loses_backslashes(feed: bytes) -> bool:
    r"""Whether a parameter has what icalendar takes for an escape there, such as ``\,``."""
    heads = [(split_line(line) or ("",))[0] for line in unfolded(feed)]
    return any(LOST.search(head) for head in heads)
