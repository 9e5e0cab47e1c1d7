"""What a format is said to carry comes back, and what it is said to lose is lost: for all of them.

``losses`` is the oracle: what it tells is not as it was, and all else is.
"""

import csv
import io
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.oracle import Wrong, judged
from tests.strategies import all_series, calendars, events, groups, tours

from hallwaytrack import (
    FORMATS,
    Calendar,
    DecodeError,
    Event,
    EventSeries,
    Person,
    Problem,
    Session,
    Shift,
    Tour,
    UserGroup,
    at,
    example,
    losses,
    read,
    write,
)
from hallwaytrack.formats.losses import LEFT_OUT
from hallwaytrack.formats.sheets import restored
from hallwaytrack.model.fields import fields_of

STRATEGIES = {
    Event: events(),
    EventSeries: all_series(),
    Calendar: calendars(),
    UserGroup: groups(),
    Tour: tours(),
}
VIEWS: dict[str, list[dict[str, Any]]] = {
    "ical": [{"components": True}, {"view": "full"}],
    "jcal": [{"components": True}, {"view": "full"}],
    "jscalendar": [{"view": "full"}],
}
"""The options by which a format carries more, or less, than it does by default."""
BOTH_WAYS = [f for f in FORMATS.values() if f.reads and f.writes and "into" not in f.read_options]
CASES = [
    pytest.param(f.name, options, id="-".join([f.name, *map(str, options.values())]))
    for f in BOTH_WAYS
    for options in ({}, *VIEWS.get(f.name, ()))
]


KEPT: dict[str, Any] = {
    "ical": ["X-NOTE:text"],
    "frab": {"code": "ABCDEF", "slug": "a-slug-of-it", "type": "lecture", "internal_notes": "x"},
    "jscalendar": {"color": "red", "x.example:notes": "x", "locale": "en"},
    "jsonld": {"keywords": ["a"], "email": "a@example.org"},
    "confs-tech": {"offersSignLanguageOrCC": True, "x": 1},
    "sessionize": {"answers": {"Diet?": "vegan"}},
}
"""What readers keep in ``extra``."""


@st.composite
def read_events(draw: st.DrawFn) -> Event:
    """Events as if they had been read from one format or several."""

    def kept() -> dict[str, Any]:
        names = draw(st.lists(st.sampled_from(sorted(KEPT)), max_size=2, unique=True))
        return {name: KEPT[name] for name in names}

    event = draw(events())
    sessions = [session.replace(extra=kept()) for session in event.sessions]
    return event.replace(extra=kept(), sessions=sessions)


def documents_of(name: str) -> st.SearchStrategy[Any]:
    """The documents that a format takes, most of them events."""
    kinds = FORMATS[name].kinds
    return st.one_of(events(), read_events(), *(STRATEGIES[kind] for kind in kinds))


def back_of(document: Any, name: str, options: dict[str, Any]) -> Any:
    """What is read of what is written of a document, as a document of the same kind."""
    format = FORMATS[name]
    data = write(document, name, **options)
    if name == "jsonld":
        return of_page(document, read(data, name, kind=Calendar).document)
    if name == "confs-tech":
        found = read(data, name).document
        is_one = isinstance(document, Event)
        return next(iter(found.events), None) if is_one else found
    kind = {"kind": type(document)} if "kind" in format.read_options else {}
    return read(data, name, **kind).document


def of_page(document: Any, back: Calendar) -> Any:
    """A document of a page; of a series that came back as its first meeting, a series of no rule."""
    if isinstance(document, Calendar):
        lost = {s.id for s in document.series} - {s.id for s in back.series}
        series = [found for s in document.series if (found := of_page(s, back))]
        events = [event for event in back.events if event.id not in lost]
        members = {name: getattr(back, name) for name in Calendar.__annotations__}
        return SimpleNamespace(**{**members, "events": tuple(events), "series": tuple(series)})
    found = {e.id: e for e in (*back.events, *back.series, *back.groups)}[document.id]
    if isinstance(document, EventSeries) and isinstance(found, Event):
        never = SimpleNamespace(rule=None, added=(), skipped=())
        return SimpleNamespace(template=found, recurrence=never, overrides=())
    return found


def told(document: Any, name: str, options: dict[str, Any]) -> list[Any]:
    return [p for p in losses(document, name, **options) if p.severity == "warning"]


def wrong(document: Any, name: str, options: dict[str, Any]) -> Wrong:
    return judged(document, back_of(document, name, options), told(document, name, options))


@pytest.mark.parametrize(("name", "options"), CASES)
class TestWhatIsTold:
    @settings(max_examples=30)
    @given(data=st.data())
    def test_is_lost_and_all_else_is_carried(
        self, name: str, options: dict[str, Any], data: st.DataObject
    ) -> None:
        assert wrong(data.draw(documents_of(name)), name, options) == ([], [])

    @pytest.mark.deep
    @settings(settings.get_profile("deep"), max_examples=3_000)
    @given(data=st.data())
    def test_of_many(self, name: str, options: dict[str, Any], data: st.DataObject) -> None:
        assert wrong(data.draw(documents_of(name)), name, options) == ([], [])


class TestOracle:
    """It sees what is not told, and what is told and is not so."""

    @pytest.mark.parametrize("name", ["ical", "frab-json", "jsonld", "confs-tech", "jscalendar"])
    def test_each_loss_that_is_held_back_is_missed(self, name: str) -> None:
        launch = example().event("launch-toronto@heroeshappenhere.example")
        launch = launch.replace(url="https://launch.example.org", sessions=launch.sessions[:4])
        back, problems = back_of(launch, name, {}), told(launch, name, {})
        assert judged(launch, back, problems) == ([], [])
        assert len(problems) > 5
        for i, problem in enumerate(problems):
            missed = judged(launch, back, problems[:i] + problems[i + 1 :]).unsaid
            assert any(f"{place}/".startswith(f"{problem.place}/") for place in missed)

    @pytest.mark.parametrize(
        ("place", "message"),
        [
            ("/title", "title is left out"),
            ("/title", "title comes back as 'x'"),
            ("/sessions", "sessions is left out"),
            ("/sessions", "sessions comes back with more"),
            ("/sessions", "sessions comes back in another order"),
            ("/sessions/1", "sessions is left out"),
            ("/sessions/1/title", "title comes back as 'x'"),
            ("/topics/0", "topics comes back otherwise"),
            ("/nothing", "nothing is left out"),
        ],
    )
    def test_a_loss_that_is_none_is_seen(self, place: str, message: str) -> None:
        clock = at("Europe/Berlin", "2014-12-27")
        talks = [Session(id=id, title=id, start=clock("12:00")) for id in "ab"]
        event = Event(id="e", title="E", start=clock("11:00"), topics=["t"], sessions=talks)
        claim = Problem(message=message, place=place, severity="warning")
        assert place in judged(event, event, [claim]).untrue


# Tables: one can't be read, and the other is read into what it is about


def without(model: Any, told: set[str], place: str = "") -> Any:
    """A document without what is told as lost, but for what no such part can be without."""
    changes: dict[str, Any] = {}
    for field in fields_of(type(model)):
        where, value = f"{place}/{field.name}", getattr(model, field.name)
        if where in told:
            changes |= {} if field.required else {field.name: field.default}
        elif field.model and field.many:
            parts = [(f"{where}/{i}", part) for i, part in enumerate(value)]
            kept = [without(part, told, spot) for spot, part in parts if spot not in told]
            changes[field.name] = kept
        elif field.model and value is not None:
            changes[field.name] = without(value, told, where)
    return model.replace(**changes)


def lost_places(event: Event, name: str) -> set[str]:
    return {p.place for p in told(event, name, {}) if p.message.endswith(LEFT_OUT)}


def rows_of(data: bytes) -> list[dict[str, str]]:
    """The rows of a table, as another program reads them."""
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return [{k: restored(v) for k, v in row.items()} for row in csv.DictReader(text, strict=True)]


NAMED = {
    "agenda-csv": {"timezone"},
    "roster-csv": {
        *("timezone", "volunteers", "people", "groups", "sponsors"),
        *("booths", "venue", "other_venues"),
    },
}
"""What a table does not hold, but that no event can be without that names it."""


@pytest.mark.parametrize("name", NAMED)
@given(event=events())
def test_what_is_told_of_a_table_is_not_in_it(name: str, event: Event) -> None:
    lost = {p for p in lost_places(event, name) if p.split("/")[1] not in NAMED[name]}
    assert write(without(event, lost), name) == write(event, name)


class TestAgenda:
    @given(event=events())
    def test_what_is_not_told_is_in_the_table(self, event: Event) -> None:
        numbered = [s.replace(title=f"{i} {s.title}") for i, s in enumerate(event.sessions)]
        event = event.replace(sessions=numbered)
        lost = lost_places(event, "agenda-csv")
        assert {f"/{f.name}" for f in fields_of(Event) if is_set(event, f)} <= {
            *lost,
            *("/sessions", "/tracks", "/people", "/groups", "/sponsors", "/venue", "/other_venues"),
        }
        rows = rows_of(write(event, "agenda-csv"))
        for i, session in enumerate(event.sessions):
            (row,) = (row for row in rows if row["title"].endswith(session.title))
            place = f"/sessions/{i}"
            members = [f for f in fields_of(Session) if is_set(session, f)]
            for field in members:
                if f"{place}/{field.name}" not in lost:
                    SHOWN[field.name](event, session, row, lost, place)


def is_set(model: Any, field: Any) -> bool:
    return bool(getattr(model, field.name) != field.default)


def shows_speakers(event: Event, session: Session, row: Any, lost: set[str], place: str) -> None:
    names = {party.id: party.name for party in (*event.people, *event.groups, *event.sponsors)}
    told = [f"{place}/contributors/{i}" not in lost for i in range(len(session.contributors))]
    who = [
        names[c.person] for c, is_told in zip(session.contributors, told, strict=True) if is_told
    ]
    assert row["speakers"] == ", ".join(who)


def shows(column: str, text: Callable[[Event, Any], str]) -> Callable[..., None]:
    def check(event: Event, session: Session, row: Any, lost: set[str], place: str) -> None:
        assert text(event, session) in row[column]

    return check


SHOWN: dict[str, Callable[..., None]] = {
    "start": shows("day", lambda _, s: f"{s.start:%Y-%m-%d}"),
    "end": shows("end", lambda _, s: f"{s.end:%H:%M}"),
    "room": shows("room", lambda event, s: event.room(s.room).name),
    "track": shows("track", lambda event, s: event.track(s.track).name),
    "title": shows("title", lambda _, s: s.title),
    "url": shows("url", lambda _, s: s.url),
    "status": shows("title", lambda _, s: f"{s.status.title()}: "),
    "all_rooms": shows("room", lambda _, __: "All rooms"),
    "contributors": shows_speakers,
}
"""How a member of a session that is not told as lost is seen in its row."""


class TestRoster:
    @given(event=events())
    def test_what_is_not_told_comes_back(self, event: Event) -> None:
        """Into an event that knows of its shifts no more than that there are such."""
        table = write(event, "roster-csv")
        if twice := twice_assigned(event):
            assert twice <= {p.place for p in told(event, "roster-csv", {})}
            with pytest.raises(DecodeError, match="already"):
                read(table, "roster-csv", into=emptied(event))
            return
        back = read(table, "roster-csv", into=emptied(event), clashes="allow").document
        people = {row["person"]: row["name"] for row in rows_of(table) if row["person"]}
        named = tuple(Person(id=id, name=name) for id, name in people.items())
        order = [person.id for person in event.people]
        members = {field.name: field.default for field in fields_of(Event)}
        members |= {
            "shifts": back.shifts,
            "people": sorted(named, key=lambda person: order.index(person.id)),
        }
        lost = [
            p for p in told(event, "roster-csv", {}) if p.place not in ("/id", "/title", "/start")
        ]
        found = judged(event, SimpleNamespace(**members), lost)
        assert found.untrue == []
        assert [place for place in found.unsaid if place not in ("/id", "/title", "/start")] == []


def twice_assigned(event: Event) -> set[str]:
    """The assignments of who has two of them in one shift, for which the table is refused."""
    people = [[a.person for a in shift.assignments] for shift in event.shifts]
    return {
        f"/shifts/{n}/assignments/{i}"
        for n, each in enumerate(people)
        for i, person in enumerate(each)
        if each.count(person) > 1
    }


def emptied(event: Event) -> Event:
    """An event with shifts of the same ids, and nothing else that is true of them."""
    if not event.shifts:
        return event
    morning = at(event.timezone or "UTC", "2001-01-01")
    start, end = morning("06:00"), morning("07:00")
    shifts = [Shift(id=s.id, role="?", start=start, end=end, needed=77) for s in event.shifts]
    return event.replace(shifts=shifts)
