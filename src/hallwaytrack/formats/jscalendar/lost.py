"""What of a document JSCalendar does not carry: by the table, and by order and repetition.

What stands in a map has keys, so that nothing stands there twice, and one order for all: people,
groups and sponsors stand in the order of the event, whatever they do.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hallwaytrack.errors import Problem
from hallwaytrack.formats.comparing import differing
from hallwaytrack.formats.jscalendar.entries import KEPT
from hallwaytrack.formats.jscalendar.rules import rule_object, rule_of
from hallwaytrack.formats.jscalendar.table import ROWS
from hallwaytrack.formats.jscalendar.values import EPOCH
from hallwaytrack.formats.jscalendar.whole import Whole
from hallwaytrack.formats.jscalendar.write import View, Written
from hallwaytrack.formats.losses import LEFT_OUT, Carries, Fate, left_out, outermost
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.groups import UserGroup
from hallwaytrack.model.people import Contributor, Person, Sponsor, Volunteer
from hallwaytrack.model.places import Address, GeoPoint, Room, Venue, VirtualLocation
from hallwaytrack.model.recurrence import Recurrence
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.sessions import Booth, Material, Session
from hallwaytrack.model.shifts import Assignment, Shift
from hallwaytrack.model.times import instant_key
from hallwaytrack.views.public import public_view

PARTS: Mapping[type, Sequence[str]] = {
    Calendar: ("name", "description", "updated", "color", "url", "image", "events", "series"),
    EventSeries: ("template", "recurrence", "overrides"),
    Recurrence: ("rule", "added", "skipped"),
    Venue: ("id", "name", "address", "geo", "url", "rooms", "directions"),
    Address: ("street", "locality", "region", "postal_code", "country"),
    GeoPoint: ("latitude", "longitude"),
    Room: ("id", "name"),
    VirtualLocation: ("url", "kind", "label"),
    Person: ("id", "name", "bio", "url", "image", "links", "email"),
    UserGroup: ("id", "name", "description", "url", "image", "links", "email"),
    Sponsor: ("id", "name", "url", "image"),
    Contributor: ("person", "role"),
    Volunteer: ("person",),
    Assignment: ("person", "status"),
    Material: ("id", "title", "kind", "url"),
}
"""The members that are carried of what becomes no Event object."""
OF_CHILDREN: Mapping[type, Sequence[str]] = {
    Event: ("id", "sessions", "booths", "shifts"),
    Session: ("id", "uid", "part_of", "abstract"),
    Booth: ("id", "uid"),
    Shift: ("id", "uid"),
}
"""Those that are carried by which objects there are, and by what they are related to."""
TWICE = "stands there twice, and comes back once"
ORDER = "comes back in the order of the event's people, groups and sponsors"
MOVED = "comes back in the description"


def lost(document: Written, *, view: View = "public") -> Iterator[Problem]:
    """A warning for everything in a document that JSCalendar does not carry in a view."""
    told = left_out(document, _carries(_Known(document)))
    hidden = () if view == "full" else differing(document, public_view(document))
    return outermost((*hidden, *told))


class _Known:
    """What the members of a document are looked at with."""

    def __init__(self, document: Written) -> None:
        self._wholes: dict[int, Whole] = {}
        self._series: dict[int, EventSeries] = {}
        if isinstance(document, Calendar):
            for event in document.events:
                self._add(event, None)
            for series in document.series:
                self._add_series(series)
        elif isinstance(document, EventSeries):
            self._add_series(document)
        else:
            self._add(document, None)

    def _add_series(self, series: EventSeries) -> None:
        self._series[id(series.recurrence)] = series
        for event in (series.template, *series.overrides):
            self._add(event, series)

    def _add(self, event: Event, series: EventSeries | None) -> None:
        whole = Whole(event, series)
        for owner in (event, *event.sessions, *event.booths, *event.shifts):
            self._wholes[id(owner)] = whole

    def of(self, owner: Any) -> Whole:
        """The whole that an event, session, booth or shift is of."""
        return self._wholes[id(owner)]

    def series(self, recurrence: Any) -> EventSeries:
        """The series of a recurrence."""
        return self._series[id(recurrence)]


def _carries(known: _Known) -> Carries:
    """The table, with what becomes of some values in spite of it."""
    fates = _fates(known)
    members: dict[type, dict[str, Fate | None]] = {}
    for cls, rows in ROWS.items():
        names = [name for row in rows for name in row.members]
        members[cls] = dict.fromkeys((*OF_CHILDREN[cls], *names, "extra"))
    for cls, parts in PARTS.items():
        members[cls] = dict.fromkeys(parts)
    members[Calendar]["extra"] = None
    for (cls, name), fate in fates.items():
        members[cls][name] = fate
    return members


def _fates(known: _Known) -> dict[tuple[type, str], Fate]:
    """What becomes of values that the table alone does not tell."""

    def in_order(value: Any, owner: Any) -> str:
        name = "contributors" if isinstance(value, Contributor) else "organizers"
        return _in_order(value, getattr(owner, name), known.of(owner))

    def part_of(value: Any, session: Any) -> str:
        return "" if known.of(session).event.session(value).start is not None else LEFT_OUT

    def place(value: Any, shift: Any) -> str:
        return "" if value in known.of(shift).rooms else LEFT_OUT

    fates: dict[tuple[type, str], Fate] = {
        **FATES,
        (Event, "organizers"): in_order,
        (Session, "part_of"): part_of,
        (Shift, "place"): place,
        (Recurrence, "added"): lambda when, owner: _added(when, known.series(owner)),
        (Recurrence, "skipped"): lambda when, owner: _skipped(when, known.series(owner)),
        (Recurrence, "rule"): lambda text, owner: _rule(text, known.series(owner)),
    }
    return fates | {(cls, "contributors"): in_order for cls in (Event, Session, Booth)}


def _in_order(value: Any, values: Any, whole: Whole) -> str:
    """Each once, and in the order of the event; of contributors only person and role are told."""
    told = [(getattr(v, "person", v), getattr(v, "role", "")) for v in values]
    if told.count((getattr(value, "person", value), getattr(value, "role", ""))) > 1:
        return TWICE
    order = [*whole.parties]
    ids = [id for id, _ in told]
    return "" if ids == sorted(ids, key=order.index) else ORDER


def _added(when: Any, series: EventSeries) -> str:
    """An added meeting is one that is neither skipped nor changed, if there is such a one."""
    keys = [*map(instant_key, series.recurrence.added)]
    others = series.skipped_keys | series.overrides_by_key.keys()
    if series.recurrence.rule is None and others.issuperset(keys):
        skipped = [*dict.fromkeys(map(instant_key, series.recurrence.skipped))]
        return "" if keys == ([*series.overrides_by_key] or skipped) else TWICE
    return TWICE if instant_key(when) in others or keys.count(instant_key(when)) > 1 else ""


def _skipped(when: Any, series: EventSeries) -> str:
    keys = [*map(instant_key, series.recurrence.skipped)]
    key = instant_key(when)
    return TWICE if key in series.overrides_by_key or keys.count(key) > 1 else ""


def _rule(text: Any, series: EventSeries) -> str:
    """UNTIL is a wall time there, which can't say that it is the second pass of an hour."""
    zone = None if series.template.is_all_day else series.template.starts_at.tzinfo
    back = rule_of(rule_object(text, zone), zone)
    return "" if back == text else f"comes back as {back}"


def _volunteer(_: Any, event: Any) -> str:
    order = [person.id for person in event.people]
    ids = [each.person for each in event.volunteers]
    return "" if ids == sorted(ids, key=order.index) else ORDER


def _topic(topic: Any, owner: Any) -> str:
    return TWICE if owner.topics.count(topic) > 1 else ""


def _material(material: Any, _: Any) -> str:
    return LEFT_OUT if material.url is None else ""


def _description(_: Any, session: Any) -> str:
    abstract = session.abstract
    return "comes back after the abstract" if abstract not in (None, session.description) else ""


def _assignment(assignment: Any, shift: Any) -> str:
    people = [each.person for each in shift.assignments]
    return TWICE if people.count(assignment.person) > 1 else ""


def _updated(when: Any, _: Any) -> str:
    return LEFT_OUT if when == EPOCH else ""


def _extra(extra: Any, _: Any) -> str:
    kept = extra.get(KEPT)
    return "" if len(extra) == 1 and isinstance(kept, Mapping) else LEFT_OUT


def _child(child: Any, _: Any) -> str:
    return LEFT_OUT if child.start is None else ""


FATES: Mapping[tuple[type, str], Fate] = {
    (Event, "volunteers"): _volunteer,
    (Event, "sessions"): _child,
    (Event, "booths"): _child,
    (Session, "abstract"): lambda _, __: MOVED,
    (Session, "description"): _description,
    (Shift, "assignments"): _assignment,
    **{(cls, "topics"): _topic for cls in (Event, Session)},
    **{(cls, "materials"): _material for cls in (Event, Session)},
    **{(cls, "updated"): _updated for cls in (Event, Session, Booth, Shift, Calendar)},
    **{(cls, "extra"): _extra for cls in (Event, Session, Booth, Shift, Calendar)},
}
"""Those that a value and its owner alone tell."""
