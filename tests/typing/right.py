"""Right calls: mypy and pyright must have nothing to say. Nothing here is run."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, assert_type

import icalendar

from hallwaytrack import (
    Address,
    Assignment,
    Booth,
    Calendar,
    CallForSpeakers,
    Change,
    Contributor,
    DecodeError,
    Event,
    EventSeries,
    GeoPoint,
    InvalidValueError,
    Material,
    Note,
    Person,
    Policy,
    Problem,
    Recurrence,
    Room,
    Session,
    Shift,
    Span,
    Sponsor,
    Ticket,
    Tour,
    Track,
    UserGroup,
    Venue,
    VirtualLocation,
    Volunteer,
    at,
    changes,
    check,
    feed_headers,
    free_for,
    from_icalendar,
    from_json,
    json_schema,
    missed_by,
    not_modified,
    public_view,
    publish,
    published,
    roster,
    schedule_of,
    speakers,
    to_ical,
    to_icalendar,
    to_json,
)

toronto = at("America/Toronto")
start, end = toronto("2008-03-18 18:00"), toronto("2008-03-18 21:00", fold=0)
assert_type(start, datetime)
assert_type(at("America/Toronto", date(2008, 3, 18))("08:30"), datetime)

ada = Person(id="ada", name="Ada", email="ada@example.org", links=["https://example.org"])
room = Room(id="b1", name="B1", capacity=80, online=(VirtualLocation(url="https://example.org"),))
venue = Venue(
    id="direct-energy",
    name="Direct Energy Building",
    address=Address(locality="Toronto", country="CA"),
    geo=GeoPoint(latitude=43.6, longitude=-79),
    rooms=[room],
)
talk = Session(
    id="hypervisors",
    title="Hypervisors",
    kind="breakout",
    start=start,
    end=end,
    length=timedelta(hours=3),
    room="b1",
    contributors=speakers("ada"),
    topics=("virtualization",),
    materials=[Material(id="slides", title="Slides", kind="slides", expected_on=date(2008, 4, 1))],
    notes=(Note(id="n", text="Notes", authors=["ada"], private=True),),
    extra={"tool": [1, None, {"a": "b"}]},
)
floor = Session(id="floor", title="Open floor", all_rooms=True, recording="opt_out")
booth = Booth(
    id="area",
    title="User Group area",
    host="itpro",
    contributors=[Contributor(person="ada", role="host")],
)
shift = Shift(
    id="s",
    role="Booth",
    start=start,
    end=end,
    assignments=[Assignment(person="ada", status="offered")],
)
launch = Event(
    id="launch@example.org",
    title="Launch",
    start=start,
    end=None,
    kind="launch",
    status="tentative",
    previous_starts=[date(2008, 2, 26), start],
    venue=venue,
    people=[ada],
    groups=[
        UserGroup(id="itpro", name="IT Pro", status="forming", people=[ada], organizers=["ada"])
    ],
    sponsors=[Sponsor(id="acme", name="Acme", kinds=["venue", "catering"])],
    tracks=[Track(id="t", name="T", color="red")],
    sessions=[talk, floor],
    booths=(booth,),
    volunteers=[Volunteer(person="ada", available=[Span(start=start, end=end)], max_hours=8)],
    shifts=[shift],
    tickets=[Ticket(price=Decimal(25), currency="CAD", opens_at=start)],
    call_for_speakers=CallForSpeakers(url="https://example.org", closes_on=date(2008, 1, 1)),
)
day = Event(id="day", title="Day", start=date(2008, 3, 18), end=date(2008, 3, 19))
series = EventSeries(
    template=launch,
    recurrence=Recurrence(
        rule="FREQ=MONTHLY;BYDAY=3TU", added=[start], skipped=(date(2008, 7, 15),)
    ),
    overrides=[launch],
)
calendar = Calendar(
    name="Toronto",
    refresh_interval=timedelta(hours=12),
    tours=[Tour(id="heroes", name="Heroes Happen {Here}")],
    events=[launch, day],
    series=[series],
)

assert_type(talk.replace(title="New"), Session)
assert_type(launch.replace(status="cancelled").replace(), Event)
assert_type(launch.title, str)
assert_type(launch.start, datetime | date)
assert_type(launch.end, datetime | date | None)
assert_type(launch.starts_at, datetime)
assert_type(launch.duration, timedelta | None)
assert_type(talk.start, datetime | None)
assert_type(shift.hours, float)
assert_type([session.id for session in launch.sessions], list[str])
assert_type(launch.session("hypervisors"), Session)
assert_type(launch.room("b1"), Room)
assert_type(launch.speakers("hypervisors"), tuple[Person | UserGroup | Sponsor, ...])
assert_type(launch.pending_materials(), tuple[Material, ...])
assert_type(launch.put(talk, ada, venue, Ticket()), Event)
assert_type(launch.remove("hypervisors", ada), Event)
assert_type(launch.amend("hypervisors", start=end), Event)
assert_type(launch.attach("hypervisors", Material(id="m", title="M")), Event)
assert_type(calendar.put(launch, series, Tour(id="t", name="T")), Calendar)
assert_type(calendar.event("launch@example.org"), Event)
assert_type(calendar.series_of("launch@example.org"), EventSeries)
assert_type(calendar.stops("heroes"), tuple[Event, ...])
assert_type(series.group, UserGroup | None)
assert_type(speakers("ada", "bob"), tuple[Contributor, ...])

assert_type(public_view(launch), Event)
assert_type(public_view(ada), Person)
assert_type(to_json(launch), bytes)
assert_type(to_json(calendar, indent=True), bytes)
assert_type(from_json(b"", Event), Event)
assert_type(from_json(b"", Calendar, max_bytes=None), Calendar)
assert_type(from_json(b""), Event | EventSeries | UserGroup | Tour | Calendar)
assert_type(to_ical(launch), bytes)
assert_type(to_icalendar(series, view="full"), icalendar.Calendar)
assert_type(from_icalendar(to_icalendar(launch)), Calendar)
assert_type(from_icalendar(icalendar.Event(), EventSeries, timezone="UTC"), EventSeries)
assert_type(json_schema(), dict[str, Any])
strict = Policy(levels={"HT201": "error", "HT305": "off"}, walking=timedelta(minutes=5))
assert_type(check(launch, date(2008, 3, 1), strict), tuple[Problem, ...])
assert_type(check(calendar, now=start), tuple[Problem, ...])

staffed = launch.assign("set-up", "ada", "bob", clashes="warn", walking=timedelta(minutes=5))
assert_type(staffed.assign_all({"set-up": ["cleo"]}, status="offered"), Event)
assert_type(staffed.swap("set-up", "ada", "pack-up", "bob"), Event)
assert_type(staffed.shift("set-up").assign("dana").mark("dana", "checked_in", at=start), Shift)
assert_type(roster(staffed).gaps[0].missing, int)
assert_type(free_for(staffed, "set-up"), tuple[Person, ...])
assert_type(missed_by(staffed, "ada"), tuple[Session, ...])
assert_type(schedule_of(staffed, "ada"), Calendar)
assert_type(publish(launch, None, start), Event)
assert_type(publish(calendar, previous=calendar, now=start, after=date(2008, 3, 18)), Calendar)
assert_type(published(calendar, calendar, start).document, Calendar)
assert_type(changes(launch, launch), tuple[Change, ...])
assert_type(feed_headers(b"", calendar.updated), dict[str, str])
assert_type(not_modified({}, {}), bool)


def problems(data: bytes) -> Iterator[Problem]:
    """What is wrong with some data."""
    try:
        from_json(data, Event)
    except DecodeError as error:
        yield from error.problems
    except (InvalidValueError, ValueError):
        pass


frozen: set[Session] = {talk, floor}
by_id: Mapping[str, Session] = {session.id: session for session in launch.sessions}
