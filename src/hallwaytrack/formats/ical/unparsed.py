r"""icalendar's components as content lines, for our reader.

``Component.to_ical`` is not the way: it writes the two characters ``\N`` of a text as a line end,
sorts the properties, escapes the semicolons of a rule that was set as a ``str``, and leaves it to
an assertion that a line end in an unknown property begins no line of its own.

- Properties stand in the order in which they were set, those of one name together.
- What was set without ``Component.add`` is taken as the property's own type.
- A time that its TZID would not tell (of a bare offset, of the second pass of a repeated hour, of a
  VTIMEZONE that was left behind) is in UTC.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Component
from icalendar.parser import Parameters
from icalendar.prop import vBroken, vCategory, vDDDLists, vDDDTypes, vGeo, vText

from hallwaytrack.errors import DecodeError, Problem, pointer
from hallwaytrack.formats.ical.clocks import gmt_zone, iana_zone
from hallwaytrack.formats.ical.components import DEFAULT_LIMITS, within
from hallwaytrack.formats.ical.content import NAME
from hallwaytrack.formats.ical.repair import Repair
from hallwaytrack.formats.ical.values import basic_time, escaped


def lines_of(component: Component) -> Iterator[str]:
    """The lines of a component and of all in it, unfolded.

    Raises:
        DecodeError: If a name or a value can't be written, or a component is inside itself.
    """
    zones = {str(part.get("TZID")) for part in _parts(component) if part.name == "VTIMEZONE"}
    waiting: list[tuple[Any, int]] = [(component, 1)]
    components = 0
    while waiting:
        found, depth = waiting.pop()
        if isinstance(found, str):
            yield found
            continue
        components += 1
        within(DEFAULT_LIMITS, "max_components", components)
        within(DEFAULT_LIMITS, "max_depth", depth)
        name = _name(found.name)
        yield f"BEGIN:{name}"
        yield from _properties(found, name, zones)
        waiting.append((f"END:{name}", depth))
        waiting += [(part, depth + 1) for part in reversed(_parts(found))]


def _parts(component: Component) -> list[Component]:
    """The components in one; those of a lazy calendar are parsed now, and may be broken."""
    name = component.name or ""
    try:
        parts = list(component.subcomponents)
    except Exception as error:  # whatever icalendar's parser raises
        raise _unwritten(str(error), name) from error
    for part in parts:
        if not isinstance(part, Component):
            raise _unwritten(part, name)
    return parts


def _properties(component: Component, place: str, zones: set[str]) -> Iterator[str]:
    for key, found in component.items():
        name = _name(key, place)
        for value in found if isinstance(found, list) else [found]:
            try:
                yield name + _written(name, value, zones)
            except Exception as error:  # values are of any class, and each fails in its own way
                raise _unwritten(value, place, name) from error


def _name(name: Any, *place: str) -> str:
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise _unwritten(name, *place)
    return name


def _unwritten(value: object, *place: str) -> DecodeError:
    message = "a component must hold names and values that iCalendar can write"
    mend = "set properties with add()"
    return DecodeError(Problem(message=message, value=value, place=pointer(*place), mend=mend))


def _written(name: str, value: Any, zones: set[str]) -> str:
    """What follows a property's name: parameters, colon and value."""
    if not hasattr(value, "to_ical"):
        value = _typed(name, value)
    parameters = Parameters(getattr(value, "params", None))
    tzid = parameters.get("TZID")
    if isinstance(value, vDDDTypes | vDDDLists) and _is_elsewhere(value.dts, tzid, zones):
        parameters.pop("TZID", None)
        text = ",".join([_in_utc(each.dt) for each in value.dts])
    else:
        text = _text(value)
    head = _str(parameters.to_ical(sorted=False))
    return _one_line(f";{head}:{text}" if head else f":{text}")


def _in_utc(time: Any) -> str:
    return f"{basic_time(time.astimezone(UTC))}Z"


def _typed(name: str, value: Any) -> Any:
    """A plain value as the property's own type; a ``str`` that is no text is written as it is."""
    factory = Component.types_factory.for_property(name)
    return value if isinstance(value, str) and factory is not vText else factory(value)


def _text(value: Any) -> str:
    if type(value) is vText:
        return escaped(_one_line_end(value))
    if isinstance(value, vCategory):
        return ",".join([escaped(_one_line_end(str(item))) for item in value.cats])
    if isinstance(value, vGeo):  # whose own text may be 1e-06
        return f"{value.latitude:.10f};{value.longitude:.10f}"
    if isinstance(value, vBroken):  # what icalendar could not read is as it stood there
        return str(value)
    return _str(value.to_ical() if hasattr(value, "to_ical") else value)


def _str(text: str | bytes) -> str:
    return text.decode() if isinstance(text, bytes) else str(text)


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _one_line(text: str) -> str:
    """A value as it stands, in one line whatever is in it."""
    return _one_line_end(text).replace("\n", "\\n")


def _is_elsewhere(values: list[Any], tzid: str | None, zones: set[str]) -> bool:
    """Whether these are instants, and their TZID tells other ones, or none."""
    times = [each.dt for each in values]
    if not all(isinstance(time, datetime) and time.tzinfo is not None for time in times):
        return False
    zone = _zone(tzid) if tzid else None
    if zone is None:
        return tzid not in zones
    return any(time.replace(tzinfo=zone, fold=0).utcoffset() != time.utcoffset() for time in times)


def _zone(name: str) -> ZoneInfo | None:
    return iana_zone(name, _unheard) or gmt_zone(name, _unheard)


def _unheard(_: Repair) -> None:
    """Repairs are told when the lines are read."""
