"""Reading JSON-LD: the events that a page carries, wherever they stand in it.

An event is what has the type of one: in a list, in an ``@graph``, or under other things (the
``event`` of a place, the item of a list). Sub-events are sessions of the event that holds them, but
the stops of a tour (an ``EventSeries`` without a schedule) are events of their own.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from hallwaytrack.errors import DecodeError, InvalidValueError, Problem
from hallwaytrack.formats.jsonld.cast import group_of
from hallwaytrack.formats.jsonld.events import (
    Found,
    Options,
    gathering,
    is_tour,
    tour_id,
    tour_of,
)
from hallwaytrack.formats.jsonld.node import Node, Path, Source
from hallwaytrack.formats.jsonld.programme import is_session
from hallwaytrack.formats.jsonld.source import MAX_BYTES, contents_of, note_ids
from hallwaytrack.formats.jsonld.words import bare, is_event, is_organization
from hallwaytrack.formats.naming import Names
from hallwaytrack.formats.options import check_options
from hallwaytrack.formats.registry import Reading
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.groups import Tour, UserGroup
from hallwaytrack.model.series import EventSeries

KINDS = (Calendar, Event, EventSeries, UserGroup)


def read_jsonld(
    data: bytes,
    *,
    kind: type | None = None,
    timezone: str | None = None,
    namespace: str | None = None,
    source: str | None = None,
    max_bytes: int | None = MAX_BYTES,
) -> Reading:
    """What some JSON-LD holds, or the page that it stands in.

    Args:
        data: The bytes, of JSON or of a whole page in HTML.
        kind: ``Event``, ``EventSeries``, ``UserGroup`` or ``Calendar``. Left out, it is what there
            is one of; of several, and of none, a calendar.
        timezone: The IANA name of the zone of its times. Left out, times with an offset are told in
            UTC, and so are those without one.
        namespace: What makes ids unique in the world that are no addresses, such as a host name:
            "meetup-7" becomes "meetup-7@itprotoronto.ca".
        source: Where it was read from: a URL, from which relative ones are seen.
        max_bytes: More than that is refused; None for no limit.

    Returns:
        The document, and what was mended or could not be taken over, with JSON Pointers; in a page
        the first step is the number of the script.

    Raises:
        DecodeError: If it is no JSON, or a page without any; if it is too large or too deep, or
            holds nothing that has a type; if it does not hold exactly one of the ``kind``.
        InvalidValueError: If an argument is not what it should be.
    """
    check_options(timezone, namespace, source)
    if kind is not None and kind not in KINDS:
        names = ", ".join(each.__name__ for each in KINDS)
        raise InvalidValueError(Problem(message=f"kind must be one of {names}", value=kind))
    page = Source(base=source)
    whole = contents_of(data, max_bytes, page)
    note_ids(whole, page)
    calendar = _calendar(whole, page, Options(timezone, namespace, source))
    return Reading(_only(calendar, kind, page), page.problems)


def _only(calendar: Calendar, kind: type | None, page: Source) -> Any:
    """The document that was asked for."""
    there = {EventSeries: calendar.series, Event: calendar.events, UserGroup: calendar.groups}
    if kind is None:
        found = (*calendar.events, *calendar.series)
        alone = found or ((*calendar.groups,) if not calendar.tours else ())
        return alone[0] if len(alone) == 1 else calendar
    if kind is Calendar:
        return calendar
    if len(there[kind]) != 1:
        message = f"it must hold one {kind.__name__}, and holds {len(there[kind])}"
        mend = "read it as a Calendar" if there[kind] else ""
        raise DecodeError([Problem(message=message, mend=mend), *page.problems])
    return there[kind][0]


def _calendar(whole: Any, page: Source, options: Options) -> Calendar:
    groups: dict[str, UserGroup] = {}
    tours: dict[str, Tour] = {}
    found: dict[str, Event | EventSeries] = {}
    taken = Names()
    is_typed = False
    for each in _found(whole, page):
        node = each.node
        is_typed = True
        if is_tour(node):
            tour = tour_of(node, tour_id(node))
            tours |= {tour.id: tour} if tour and tour.id not in tours else {}
        elif is_event(node.types):
            event = gathering(each, options, taken)
            if event is not None and not _is_again(event, found):
                found[event.id] = event
        elif is_organization(node.types) and node.line("name") and _is_apart(node):
            group = group_of(node)
            groups |= {group.id: group} if group and group.id not in groups else {}
    if not is_typed and not _is_graph(whole):
        message = "JSON-LD must hold an object with an @type, and not with that alone"
        raise DecodeError([Problem(message=message), *page.problems])
    return Calendar(
        groups=[*groups.values()],
        tours=[*tours.values()],
        events=[event for event in found.values() if isinstance(event, Event)],
        series=[series for series in found.values() if isinstance(series, EventSeries)],
    )


def _is_graph(whole: Any) -> bool:
    """Whether it is a graph, and only empty."""
    return isinstance(whole, dict) and "@graph" in whole


def _is_again(event: Event | EventSeries, found: Mapping[str, Event | EventSeries]) -> bool:
    """Whether a page told it before: its id had to be made unique, and nothing else differs."""
    head, _, number = event.id.rpartition("-")
    other = found.get(head)
    if not number.isdecimal() or type(other) is not type(event):
        return False
    return isinstance(event, Event) and event.replace(id=head) == other


def _is_apart(node: Node) -> bool:
    """Whether an organization stands by itself: at the top, or in a graph or list there."""
    path = node.path
    while path is not None:
        path, step = path
        if not isinstance(step, int) and step != "@graph":
            return False
    return True


def _found(whole: Any, page: Source) -> list[Found]:
    """The events, tours and organizations of a page, in its order."""
    found = list(_walk(whole, page))
    events = {f.node.path: f.node for f in found if is_event(f.node.types)}
    tours = {f.node.path: tour_id(f.node) for f in found if is_tour(f.node)}
    claimed: set[Path] = set()
    stops: dict[Path, str] = {}
    for path, node in events.items():
        if path in tours:
            stops |= {stop.path: tours[path] for stop in node.nodes("subEvent")}
        elif path not in claimed:
            _claim(node, events, claimed)
    told = (f._replace(tour=f.tour or stops.get(f.node.path)) for f in found)
    return [f for f in told if f.node.path not in claimed]


def _claim(node: Node, events: Mapping[Path, Node], claimed: set[Path]) -> None:
    """Note the events that are sessions of this one, or of its sessions, by reference."""
    left, own = [node], node.path
    while left:
        for sub in left.pop().nodes("subEvent"):
            path = sub.path
            if path in events and path != own and path not in claimed and is_session(sub):
                claimed.add(path)
                left.append(sub)


def _walk(whole: Any, page: Source) -> Iterator[Found]:
    left: list[tuple[Any, Path, str | None, str | None]] = [(whole, None, None, None)]
    while left:
        value, path, holder, tour = left.pop()
        if isinstance(value, list):
            left += [(v, (path, i), holder, tour) for i, v in enumerate(value)][::-1]
            continue
        if not isinstance(value, dict) or set(value) <= {"@id", "@type", "@context"}:
            continue
        node = Node(value, path, page)
        if node.types:
            yield Found(node, holder, tour)
        if is_event(node.types) and not is_tour(node):
            continue
        if is_tour(node):
            inside = [name for name in value if bare(name) in ("subEvent", "event")]
            tour = tour_id(node)
        else:
            inside = list(value)
        name = node.line("name") or holder
        left += [(value[key], (path, key), name, tour) for key in reversed(inside)]
