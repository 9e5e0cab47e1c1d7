"""The life of a real feed: what became of a launch day and of a meeting, publication by publication.

Each step says what its organisers did, and which entries subscribers see differently after it. A
reader is a function that takes the bytes of a feed and gives what it saw; another one (a server, a
client with a memory) is plugged in as one more function.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias

import icalendar
from attrs import field, frozen

from hallwaytrack import (
    Calendar,
    Event,
    Material,
    Room,
    Session,
    Venue,
    VirtualLocation,
    at,
    publish,
    to_ical,
)

toronto = at("America/Toronto", "2008-02-27")
LAUNCH, MEETING = "launch@itpro.example", "meeting@itpro.example"
FIRST = datetime(2008, 1, 7, 9, tzinfo=UTC)


@frozen
class Shown:
    """One entry as a reader saw it."""

    uid: str
    sequence: int
    title: str
    status: str
    start: datetime
    place: str


Reader: TypeAlias = Callable[[bytes], Sequence[Shown]]


def with_icalendar(data: bytes) -> list[Shown]:
    """What the package icalendar reads."""
    return list(map(shown, icalendar.Calendar.from_ical(data).events))


def shown(event: icalendar.Event) -> Shown:
    """What a VEVENT shows."""
    return Shown(
        uid=str(event["UID"]),
        sequence=int(event["SEQUENCE"]),
        title=str(event["SUMMARY"]),
        status=str(event["STATUS"]),
        start=_instant(event.start),
        place=str(event.get("LOCATION", "")),
    )


def _instant(when: date) -> datetime:
    assert isinstance(when, datetime)
    return when.astimezone(UTC)


@frozen
class Step:
    """One publication.

    Args:
        does: What the organisers did.
        state: The calendar after it.
        day: How many days after the first publication.
        changed: UIDs of entries that read differently from now on.
        added: UIDs of new ones.
        gone: UIDs that are there no more.
        status: What some of the entries are now, besides confirmed.
    """

    does: str
    state: Calendar
    day: int
    changed: Sequence[str] = ()
    added: Sequence[str] = ()
    gone: Sequence[str] = ()
    status: dict[str, str] = field(factory=dict)


def uid(session: str) -> str:
    return f"{session}/{LAUNCH}"


def launch() -> Event:
    rooms = [Room(id="one", name="Room 1"), Room(id="two", name="Room 2")]
    return Event(
        id=LAUNCH,
        title="Heroes Happen Here",
        start=toronto("08:00"),
        end=toronto("15:30"),
        venue=Venue(id="direct-energy", name="Direct Energy Building", rooms=rooms),
        sessions=[
            Session(id="keynote", title="Keynote", start=toronto("09:00"), end=toronto("10:30")),
            Session(
                id="servers",
                title="Servers",
                start=toronto("11:00"),
                end=toronto("12:00"),
                room="one",
            ),
            Session(id="panel", title="Panel", start=toronto("13:00"), end=toronto("14:00")),
        ],
    )


def meeting() -> Event:
    evening = at("America/Toronto", "2008-03-18")
    return Event(id=MEETING, title="First meeting", start=evening("18:00"), end=evening("21:00"))


def life() -> Iterator[Step]:
    """The publications, from the first to the last."""
    of_all = [LAUNCH, *map(uid, ("keynote", "servers", "panel"))]
    day, group = launch(), meeting()
    yield Step("publish it", _of(day, group), 0, added=[*of_all, MEETING])
    day = day.amend("servers", title="Windows Server 2008")
    yield Step("rename a session", _of(day, group), 1, [uid("servers")])
    day = day.amend("servers", room="two")
    group = group.reschedule(date(2008, 3, 25))
    yield Step("move it to another room, and the meeting to another day", _of(day, group), 2,
               [uid("servers"), MEETING])  # fmt: skip
    day = day.amend("panel", status="cancelled")
    off = {uid("panel"): "CANCELLED"}
    yield Step("cancel a session", _of(day, group), 3, [uid("panel")], status=off)
    day = day.put(Session(id="demo", title="Demo", start=toronto("14:00"), room="one"))
    group = group.reschedule(date(2008, 4, 15))
    yield Step("add a session, and move the meeting again", _of(day, group), 4, [MEETING],
               added=[uid("demo")], status=off)  # fmt: skip
    day = day.amend("panel", status="confirmed")
    yield Step("bring it back", _of(day, group), 5, [uid("panel")])
    of_all.append(uid("demo"))
    day = day.in_zone("America/Chicago", keep="instant")
    yield Step("tell the day in another zone", _of(day, group), 6, of_all)
    day = day.replace(venue=day.venue and day.venue.replace(name="Enercare Centre"))
    yield Step("rename the venue", _of(day, group), 7, of_all)
    day = day.attach("servers", Material(id="slides", title="Slides", url="https://x.example/1"))
    yield Step("link the slides", _of(day, group), 8, [uid("servers")])
    day = day.amend("keynote", end=toronto("09:45")).put(
        Session(id="keynote-2", title="Keynote, part 2", start=toronto("09:45"))
    )
    yield Step("split a session", _of(day, group), 9, [uid("keynote")], added=[uid("keynote-2")])
    day = day.remove("demo")
    off = {uid("demo"): "CANCELLED"}
    yield Step("remove a session", _of(day, group), 10, [uid("demo")], status=off)
    yield Step("do nothing", _of(day, group), 11, status=off)
    link = VirtualLocation(url="https://meet.example/itpro")
    group = group.move_online(link)
    yield Step("move the meeting online", _of(day, group), 12, [MEETING], status=off)
    yield Step("wait until it was told for a month", _of(day, group), 40, gone=[uid("demo")])
    yield Step("do nothing again", _of(day, group), 41)


def _of(*events: Event) -> Calendar:
    return Calendar(name="IT Pro Toronto", events=events)


@frozen
class Published:
    """A step with what was published in it."""

    step: Step
    document: Calendar
    data: bytes


def publications(*, from_feeds: bool = False) -> Iterator[Published]:
    """The life, published; each after the previous document, or after its feed."""
    from hallwaytrack import from_ical

    previous: Calendar | None = None
    for step in life():
        previous = publish(step.state, previous, FIRST + timedelta(days=step.day))
        data = to_ical(previous)
        yield Published(step, previous, data)
        if from_feeds:
            previous = from_ical(data)


def follow(published: Iterable[Published], read: Reader) -> None:
    """Let a reader follow a life: at each step it sees what was meant, and nothing else.

    Raises:
        AssertionError: With what the organisers did, if it does not.
    """
    versions: dict[str, int] = {}
    for each in published:
        step, seen = each.step, read(each.data)
        versions |= {uid: versions[uid] + 1 for uid in step.changed}
        versions |= dict.fromkeys(step.added, 0)
        versions = {uid: version for uid, version in versions.items() if uid not in step.gone}
        assert len({entry.uid for entry in seen}) == len(seen), step.does
        assert {entry.uid: entry.sequence for entry in seen} == versions, step.does
        off = {entry.uid: entry.status for entry in seen if entry.status != "CONFIRMED"}
        assert off == step.status, step.does
        expected = {entry.uid: entry for entry in with_icalendar(each.data)}
        assert {entry.uid: entry for entry in seen} == expected, step.does
