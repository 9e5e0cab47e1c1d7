"""Calls that are right, and that mypy --strict and pyright must let pass."""

from datetime import date
from typing import assert_type

from hallwaytrack import (
    Booth,
    Calendar,
    Contributor,
    Event,
    EventSeries,
    Material,
    Person,
    Recurrence,
    Room,
    Session,
    Shift,
    Tour,
    UserGroup,
    Venue,
    at,
    from_json,
    iter_ical,
    public_view,
    speakers,
    to_ical,
    to_json,
)

toronto = at("America/Toronto")
venue = Venue(id="hall", name="Hall", rooms=[Room(id="b1", name="B1")])
talk = Session(
    id="talk",
    title="Talk",
    kind="keynote",
    start=toronto("2008-02-27 09:00"),
    room="b1",
    contributors=speakers("ada"),
    topics=["Virtualization"],
)
event = Event(
    id="launch@example.org",
    title="Launch",
    start=toronto("2008-02-27 08:30"),
    venue=venue,
    people=(Person(id="ada", name="Ada", email=None),),
    sessions=[talk],
)
days = Event(id="days@example.org", title="Days", start=date(2008, 2, 27), end=date(2008, 2, 28))
calendar = Calendar(events=[event, days], tours=[Tour(id="t", name="T")])
series = EventSeries(template=days, recurrence=Recurrence(rule="FREQ=YEARLY"))

assert_type(event.replace(title="Other"), Event)
assert_type(event.session("talk"), Session)
assert_type(event.put(Booth(id="booth", title="Booth")), Event)
assert_type(event.remove("talk"), Event)
assert_type(event.amend("talk", title="Other"), Event)
assert_type(event.attach("talk", Material(id="slides", title="Slides")), Event)
assert_type(event.pending_materials(), tuple[Material, ...])
assert_type(calendar.event("launch@example.org"), Event)
assert_type(calendar.stops("t"), tuple[Event, ...])
assert_type(speakers("ada"), tuple[Contributor, ...])
assert_type(public_view(event), Event)
assert_type(public_view(calendar), Calendar)
assert_type(to_json(series, indent=True), bytes)
assert_type(to_ical(calendar, components=True), bytes)
assert_type(b"".join(iter_ical(event)), bytes)
assert_type(from_json(b"{}", Event), Event)
assert_type(from_json(b"{}", Calendar, max_bytes=None), Calendar)
assert_type(from_json(b"{}"), Event | EventSeries | UserGroup | Tour | Calendar)
assert_type(
    Shift(id="s", role="Booth", start=talk.start or event.starts_at, end=event.starts_at).hours,
    float,
)
