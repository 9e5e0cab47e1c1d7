"""An event in words: its days and times, place and status; the same on every machine."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import fields_of
from hallwaytrack.model.people import Contributor
from hallwaytrack.model.places import Address, Venue
from hallwaytrack.model.shifts import Shift
from hallwaytrack.model.times import is_repeated

TO_BE_ANNOUNCED = "to be announced"


def day(on: date) -> str:
    """A day: "Wed 27 Feb 2008"."""
    return f"{on:%a} {on.day} {on:%b %Y}"


def long_day(on: date) -> str:
    """A day as a heading: "Wednesday 27 February 2008"."""
    return f"{on:%A} {on.day} {on:%B %Y}"


def clock(time: datetime, on: date | None = None) -> str:
    """A time on the clock: "18:00"; "00:30+1" if it is on the day after ``on``.

    A time that comes twice, as clocks go back, has the name of its offset with it.
    """
    days = (time.date() - on).days if on else 0
    name = f" {time:%Z}" if is_repeated(time) else ""
    return f"{time:%H:%M}{f'{days:+d}' if days else ''}{name}"


def stretch(start: datetime, end: datetime | None, on: date) -> str:
    """A stretch of time on a day: "18:00-21:00"."""
    return clock(start, on) if end is None else f"{clock(start, on)}-{clock(end, on)}"


def span(start: date, end: date | None) -> str:
    """From when to when: "Wed 27 Feb 2008, 18:00-21:00"; of days, the first and the last."""
    if not isinstance(start, datetime):
        last = f" to {day(end)}" if end is not None and end != start else ""
        return f"{day(start)}{last}"
    return f"{day(start)}, {stretch(start, end, start.date())}"  # type: ignore[arg-type]


def offset(time: datetime) -> str:
    """How far a time's zone then is from UTC: "UTC-05:00"."""
    text = f"{time:%z}"
    return f"UTC{text[:3]}:{text[3:5]}"


def when(event: Event) -> str:
    """When an event is, with the zone by name."""
    start, end = event.start, event.end
    if not isinstance(start, datetime):
        last = f" to {day(end)}" if end is not None and end != start else ""
        return f"{day(start)}{last}, all day"
    return f"{day(start)}, {clock(start)}{_until(start, end)} ({event.timezone}, {offset(start)})"


def _until(start: datetime, end: date | None) -> str:
    if not isinstance(end, datetime):
        return f", end {TO_BE_ANNOUNCED}"
    return f" to {clock(end) if end.date() == start.date() else f'{day(end)}, {clock(end)}'}"


def where(event: Event) -> str:
    """Where an event is."""
    venues = (*([event.venue] if event.venue else []), *event.other_venues)
    places = "; ".join(map(_venue, venues))
    if event.moved_online:
        return f"online, moved there from {places}" if places else "online"
    if places:
        return f"{places}, and online" if event.online else places
    return "online" if event.online else TO_BE_ANNOUNCED


def _venue(venue: Venue) -> str:
    """A venue by its name and address, from the street to the country."""
    address = venue.address
    parts = [getattr(address, field.name) for field in fields_of(Address)] if address else []
    return ", ".join(filter(None, (venue.name, *parts)))


def status(event: Event) -> str:
    """Whether an event is on, and what is known of why not."""
    reason = f": {event.status_reason}" if event.status_reason else ""
    before = ", ".join(
        f"{day(start)}, {clock(start)}" if isinstance(start, datetime) else day(start)
        for start in event.previous_starts
    )
    return f"{event.status}{reason}{f' (was to be on {before})' if before else ''}"


def who(contributors: Iterable[Contributor], names: Mapping[str, str]) -> str:
    """Who takes part, by their names; others than speakers with what they do.

    Args:
        contributors: Of a session, a booth or an event.
        names: Those of the event's people, groups and sponsors, by id.
    """
    told = []
    for each in contributors:
        name, word = names[each.person], each.word
        told.append(f"{name} ({word})" if word and word != "speaker" else name)
    return ", ".join(told)


def who_helps(shift: Shift, names: Mapping[str, str]) -> str:
    """Who is assigned to a shift, with what is unusual about it."""
    told = ((names[each.person], each.status.replace("_", " ")) for each in shift.assignments)
    return ", ".join(n if said == "confirmed" else f"{n} ({said})" for n, said in told)


def length(time: timedelta) -> str:
    """A length: "1 h 30 min"."""
    return _of_minutes(int(time.total_seconds()) // 60)


def length_of_hours(number: float) -> str:
    """A number of hours, however large: "1 h 30 min"."""
    return _of_minutes(round(number * 3600) // 60)


def _of_minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(f"{n} {unit}" for n, unit in ((hours, "h"), (rest, "min")) if n) or "0 min"
