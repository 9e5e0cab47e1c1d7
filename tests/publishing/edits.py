"""What people do to a document between two publications, drawn at random."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from hypothesis import assume
from hypothesis import strategies as st
from tests.strategies import all_series, calendars
from tests.strategies import events as events_strategy

from hallwaytrack import (
    Calendar,
    Event,
    EventSeries,
    InvalidValueError,
    Material,
    Recurrence,
    Session,
    Tour,
    Venue,
    from_ical,
    to_ical,
)
from hallwaytrack.model.entries import uid_of
from hallwaytrack.views.removal import without

Edit: TypeAlias = Callable[[Any], Any]
DrawFn = st.DrawFn
ZONES = ("America/Toronto", "Europe/Paris", "Africa/Casablanca", "UTC")
LATER = datetime(2400, 1, 1, tzinfo=UTC)
"""After every time that the strategies draw for ``updated``."""
STEP = timedelta(days=1)
WORDS = st.sampled_from(
    ["New words", "Cancelled: not really", "Postponed: x", "ß, \U0001f600; \\n"]
)


def read_back(document: Any, *, components: bool = False) -> Any:
    """A document as the public feed keeps it."""
    return from_ical(to_ical(document, components=components), type(document))


@st.composite
def edited_events(draw: DrawFn) -> tuple[Event, Event]:
    """An event, and what became of it."""
    old = draw(events_strategy())
    return old, next(iter(_after(draw, old)), old)


@st.composite
def edited_series(draw: DrawFn) -> tuple[EventSeries, EventSeries]:
    """A series, and what became of it."""
    (old,) = _each_once(Calendar(series=[draw(all_series())])).series
    return old, next(iter(_series_after(draw, old)), old)


@st.composite
def edited_calendars(draw: DrawFn) -> tuple[Calendar, Calendar]:
    """A calendar, and what became of it."""
    old = _each_once(draw(calendars()))
    events = [e for event in old.events for e in _after(draw, event)]
    series = [s for each in old.series for s in _series_after(draw, each)]
    tours = draw(st.sampled_from([old.tours, (), tuple(_renamed(t) for t in old.tours)]))
    extra = draw(st.just(()) | events_strategy().map(lambda event: (event,)))
    if len(events) > 1 and draw(st.booleans()):
        events[:2] = _handed_over(draw, *events[:2])
    known = {e.id for e in (*events, *series)}
    events += [e for e in extra if e.id not in known]
    try:
        return old, old.replace(events=events, series=series, tours=tours)
    except InvalidValueError:  # UIDs of the added events may be taken
        assume(False)
        raise


def _each_once(calendar: Calendar) -> Calendar:
    """The series without dates that are listed twice."""
    series = [s.replace(recurrence=_unique(s.recurrence)) for s in calendar.series]
    return calendar.replace(series=series)


def _unique(recurrence: Recurrence) -> Recurrence:
    added, skipped = dict.fromkeys(recurrence.added), dict.fromkeys(recurrence.skipped)
    return recurrence.replace(added=tuple(added), skipped=tuple(skipped))


def _handed_over(draw: DrawFn, one: Event, other: Event) -> tuple[Event, Event]:
    """A session of one event as a session of another one, under the UID that it had."""
    child = _child(draw, one)
    if child is None:
        return one, other
    bare = Session(
        id="handed-over",
        uid=uid_of(child, one),
        title=child.title,
        start=child.start,
        end=child.end,
    )
    try:
        return without(one, {child.id}), other.put(bare)
    except InvalidValueError:  # days without a zone, a UID that the other one would derive
        return one, other


def _renamed(tour: Tour) -> Tour:
    return tour.replace(name="Another name")


def _after(draw: DrawFn, event: Event) -> list[Event]:
    """What became of an event: nothing, or one that was edited a few times."""
    what = draw(st.sampled_from(["gone", "same", "edited", "edited", "edited"]))
    if what == "gone":
        return []
    if what == "edited":
        for edit in draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=3)):
            try:
                event = edit(draw, event)
            except InvalidValueError:
                continue  # a time that the zone skips, a session out of its whole
    return [event]


def _series_after(draw: DrawFn, series: EventSeries) -> list[EventSeries]:
    template = _after(draw, series.template)
    if not template:
        return []
    overrides = [e for o in series.overrides for e in _after(draw, o)]
    try:
        return [series.replace(template=template[0], overrides=overrides)]
    except InvalidValueError:
        return [series.replace(overrides=overrides)]


def _child(draw: DrawFn, event: Event) -> Session | None:
    return draw(st.sampled_from(event.sessions)) if event.sessions else None


def _retitle(draw: DrawFn, event: Event) -> Event:
    return event.replace(title=draw(WORDS))


def _describe(draw: DrawFn, event: Event) -> Event:
    return event.replace(description=draw(st.none() | WORDS))


def _off(draw: DrawFn, event: Event) -> Event:
    return event.replace(
        status=draw(st.sampled_from(["cancelled", "postponed", "confirmed", "tentative"]))
    )


def _elsewhere(draw: DrawFn, event: Event) -> Event:
    return event.replace(timezone=draw(st.sampled_from(ZONES)))


def _venue(draw: DrawFn, event: Event) -> Event:
    return event.put(Venue(id="another-venue", name="Elsewhere"))


def _drop(draw: DrawFn, event: Event) -> Event:
    gone = draw(st.sets(st.sampled_from([s.id for s in (*event.sessions, *event.booths)] or ["-"])))
    return without(event, gone)


def _unschedule(draw: DrawFn, event: Event) -> Event:
    child = _child(draw, event)
    return event.amend(child.id, start=None, end=None) if child else event


def _rename_child(draw: DrawFn, event: Event) -> Event:
    child = _child(draw, event)
    return event.amend(child.id, title=draw(WORDS)) if child else event


def _child_off(draw: DrawFn, event: Event) -> Event:
    child = _child(draw, event)
    return event.amend(child.id, status="cancelled") if child else event


def _child_uid(draw: DrawFn, event: Event) -> Event:
    child = _child(draw, event)
    return event.amend(child.id, uid="another-uid/" + child.id) if child else event


def _slides(draw: DrawFn, event: Event) -> Event:
    child = _child(draw, event)
    if child is None:
        return event
    return event.attach(
        child.id, Material(id="new-slides", title="Slides", url="https://x.example/s")
    )


EDITS: list[Callable[[DrawFn, Event], Event]] = [
    *(_retitle, _describe, _off, _elsewhere, _venue, _drop, _unschedule),
    *(_rename_child, _child_off, _child_uid, _slides),
]
