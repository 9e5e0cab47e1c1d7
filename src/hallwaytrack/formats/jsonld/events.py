"""From a node to an event, a series of events, or a tour."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple, get_args

from hallwaytrack.formats.jsonld import schedule as schedules
from hallwaytrack.formats.jsonld.cast import Cast
from hallwaytrack.formats.jsonld.clocks import Clocks, zone_in
from hallwaytrack.formats.jsonld.making import made, plain
from hallwaytrack.formats.jsonld.node import Node
from hallwaytrack.formats.jsonld.places import Places
from hallwaytrack.formats.jsonld.programme import (
    UNTITLED,
    Stage,
    Sub,
    materials,
    sessions,
    status_of,
    subs_of,
    tickets,
    words,
)
from hallwaytrack.formats.jsonld.table import KEPT, ROWS
from hallwaytrack.formats.jsonld.words import EVENT_KINDS, MOVED_ONLINE, is_event
from hallwaytrack.formats.naming import Names, lawful, slug
from hallwaytrack.model.event import Event
from hallwaytrack.model.groups import Tour, UserGroup
from hallwaytrack.model.people import Person, Sponsor
from hallwaytrack.model.recurrence import Recurrence
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.times import instant_key
from hallwaytrack.model.vocabulary import EventKind

KINDS = get_args(EventKind)
UNDERSTOOD = frozenset(
    (
        *(row.property for row in ROWS[Event]),
        *("contributor", "actor", "additionalType", "eventAttendanceMode", "eventSchedule"),
        *("isAccessibleForFree", "type", "id", "event", "duration"),
    )
)
"""Properties of an event that have a member, or follow from the others."""


class Options(NamedTuple):
    """What the caller knows and a page does not say."""

    timezone: str | None
    namespace: str | None
    source: str | None


class Found(NamedTuple):
    """An event of a page, before it is read.

    Attributes:
        node: Its node.
        holder: The name of what holds it.
        tour: The id of the tour under which it stands.
    """

    node: Node
    holder: str | None = None
    tour: str | None = None


def is_tour(node: Node) -> bool:
    """Whether it is a series of events that are told one by one."""
    return "EventSeries" in node.types and "eventSchedule" not in node.values


def tour_of(node: Node, id: str) -> Tour | None:
    """A tour."""
    name = node.line("name") or UNTITLED
    products = node.lines("about")
    return made(Tour, {**plain(Tour, node), "id": id, "name": name, "products": products}, node)


def tour_id(node: Node) -> str:
    """The id of a tour: what identifies it, else its name."""
    return lawful(node.id or slug(node.line("name") or "", "tour"))


def gathering(found: Found, options: Options, taken: Names) -> Event | EventSeries | None:
    """The event or the series of a node; None, and told, where it cannot be one."""
    node = found.node
    schedule = node.node("eventSchedule")
    named = options.timezone or zone_in(schedule)
    event = _event(found, options, taken, Clocks(named), series=schedule is not None)
    rule = schedules.rule_of(schedule, event.start) if event and schedule else None
    if event is None or schedule is None or rule is None:
        return event
    return _series(event, rule, schedule, found, options._replace(timezone=named))


def _event(
    found: Found,
    options: Options,
    taken: Names,
    clocks: Clocks,
    *,
    series: bool = False,
    fixed: Mapping[str, Any] = {},
) -> Event | None:
    node = found.node
    stage = Stage(clocks, Cast(), Places())
    span = _span(node, clocks)
    if "start" not in span:
        message = "an event must have a startDate; it is left out"
        node.tell(message, "startDate", severity="error")
        return None
    title = _title(found)
    subs = [sub for sub in subs_of(node) if not (series and _is_meeting(sub, node))]
    members = plain(Event, node) | {"title": title} | span
    members |= _of_stage(node, stage, subs)
    members["tour"] = found.tour or _tour(node)
    members["sources"] = [options.source] if options.source else []
    members["extra"] = _extra(node)
    members["timezone"] = clocks.zone.key if clocks.is_used else None
    members["id"] = fixed.get("id") or taken.take(_id(node, title, span["start"], options))
    return made(Event, {**members, **fixed}, node)


def _title(found: Found) -> str:
    title = found.node.line("name")
    if title is None:
        title = found.holder or UNTITLED
        found.node.tell(f"an event must have a name; it is called {title!r:.80}", "name")
    return title


def _id(node: Node, title: str, start: date, options: Options) -> str:
    told = node.id or node.url("url")
    id = lawful(told or f"{slug(title, 'event')}-{start:%Y-%m-%d}")
    is_unique = options.namespace is None or "@" in id or "://" in id
    return id if is_unique else lawful(f"{id}@{options.namespace}")


def _span(node: Node, clocks: Clocks) -> dict[str, Any]:
    """Start and end, both times or both days; of a schedule those of its first meeting."""
    start, end = clocks.moment(node, "startDate"), clocks.moment(node, "endDate")
    schedule = node.node("eventSchedule")
    how: timedelta | time | None = None
    if schedule is not None:
        start, how = schedules.span_of(schedule, start)
        if isinstance(start, datetime):
            start = clocks.instant(start, schedule, "startDate")
    if start is None:
        return {}
    end = schedules.ended(start, how, end)
    if isinstance(start, datetime) and end is not None and not isinstance(end, datetime):
        node.tell("endDate needs a time of day, as startDate has; it is left out", "endDate", end)
        end = None
    elif isinstance(end, datetime) and not isinstance(start, datetime):
        end = end.date()
    # What ends as it starts has no length, and no one who wrote it meant one.
    is_open = isinstance(end, datetime) and instant_key(start) == instant_key(end)
    return {"start": start, "end": None if is_open else end}


def _of_stage(node: Node, stage: Stage, subs: list[Sub]) -> dict[str, Any]:
    """What is read in the light of the rest."""
    clocks, cast, places = stage
    for each in node.nodes("sponsor"):  # first, so that no one takes them for groups
        cast.party(each, Sponsor)
    organizers = [cast.party(each, UserGroup) for each in node.nodes("organizer")]
    contributors = cast.contributors(node)
    online = places.at(node)
    programme = sessions(subs, stage)
    venues = places.venues()
    name = "previousStartDate"
    previous = [clocks.moment(each, name) for each in node.apart(name)]
    return {
        "kind": _kind(node),
        "status": status_of(node),
        "moved_online": MOVED_ONLINE in words(node, "eventStatus"),
        "previous_starts": [when for when in previous if when is not None],
        "venue": venues[0] if venues else None,
        "other_venues": venues[1:],
        "online": online,
        "organizers": [id for id in organizers if id is not None],
        "contributors": contributors,
        "sessions": programme,
        "people": cast.of(Person),
        "groups": cast.of(UserGroup),
        "sponsors": cast.of(Sponsor),
        "products": node.lines("about"),
        "audience": node.lines("audience"),
        "materials": materials(node),
        "tickets": tickets(node, clocks),
    }


def _kind(node: Node) -> str:
    kind = next((word for word in node.additional if word in KINDS), None)
    told = (EVENT_KINDS[name] for name in node.types if name in EVENT_KINDS)
    return kind or next(told, "other")


def _tour(node: Node) -> str | None:
    holder = node.node("superEvent")
    if holder is None:
        return None
    if is_tour(holder):
        return tour_id(holder)
    message = "an event is part of no other event; superEvent is left out"
    node.tell(message, "superEvent", holder.text or holder.id or holder.line("name"))
    return None


def _extra(node: Node) -> dict[str, Any]:
    kept = {
        name: value
        for name, value in node.values.items()
        if name not in UNDERSTOOD and name[:1] != "@" and value not in (None, "", [], {})
    }
    return {KEPT: kept} if kept else {}


# Series


def _is_meeting(sub: Sub, node: Node) -> bool:
    """Whether a sub-event of a series is one of its meetings: it has the id of the series."""
    return sub.node.id is not None and sub.node.id == node.id


def _series(
    template: Event, rule: str, schedule: Node, found: Found, options: Options
) -> Event | EventSeries:
    """A series; its first meeting alone where it is refused, which is told."""
    node = found.node
    clocks = Clocks(options.timezone)
    name = "exceptDate"
    skipped = [_occurrence(each, name, clocks, template) for each in schedule.apart(name)]
    recurrence = made(Recurrence, {"rule": rule, "skipped": [s for s in skipped if s]}, schedule)
    if recurrence is None:
        return template
    overrides: dict[date, Event] = {}
    for sub in subs_of(node):
        if _is_meeting(sub, node) and is_event(sub.node.types):
            override = _override(sub.node, template, options)
            if override is not None:
                overrides.setdefault(instant_key(override.occurrence), override)
    members = {
        "template": template,
        "recurrence": recurrence,
        "overrides": [*overrides.values()],
    }
    return made(EventSeries, members, node) or template


def _occurrence(node: Node, name: str, clocks: Clocks, template: Event) -> date | None:
    """The occurrence that a property names, by a day or by a time, as the series names it."""
    when = node.moment(name)
    if isinstance(template.start, datetime):
        if when is not None and not isinstance(when, datetime):
            when = datetime.combine(when, template.start.time())
        return None if when is None else clocks.instant(when, node, name)
    return when.date() if isinstance(when, datetime) else when


def _override(node: Node, template: Event, options: Options) -> Event | None:
    clocks = Clocks(options.timezone)
    name = next((n for n in ("previousStartDate", "startDate") if n in node.values), "startDate")
    when = _occurrence(node, name, clocks, template)
    fixed = {"id": template.id, "occurrence": when}
    return None if when is None else _event(Found(node), options, Names(), clocks, fixed=fixed)
