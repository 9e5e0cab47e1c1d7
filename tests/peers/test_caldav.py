"""Feeds on a CalDAV server: what it gives back is what was put there."""

from typing import Any

import pytest
from caldav.collection import Calendar as Collection
from tests.formats.ical.calendars import everywhere, statuses
from tests.formats.ical.documents import all_day, conference, event, session, toronto
from tests.peers.caldav_server import delete, gathered, got, objects_of, put

from hallwaytrack import (
    Calendar,
    Event,
    EventSeries,
    Recurrence,
    example,
    from_ical,
    from_icalendar,
    to_ical,
    to_icalendar,
)

CUT = "X-APPLE-STRUCTURED-LOCATION"
"""Radicale, by vobject, cuts an unknown property at its first comma, and so a point in half."""


def meetings() -> EventSeries:
    """A series with sessions, of which one meeting is moved, one cancelled, one added, one not."""
    made = EventSeries(
        template=event(end=toronto("2008-03-18 21:00"), sessions=[session()]),
        recurrence=Recurrence.monthly(nth=3, weekday="tue", count=6),
    )
    made = made.move(toronto("2008-04-15 18:00"), toronto("2008-04-16 19:00"))
    made = made.cancel(toronto("2008-05-20 18:00"), reason="the hall is closed")
    made = made.skip(toronto("2008-06-17 18:00"))
    extra = toronto("2008-06-24 18:00")
    return made.replace(recurrence=made.recurrence.replace(added=[extra]))


def without_half_points(calendar: Calendar) -> Calendar:
    """The same without the lines that are kept because the server cut them."""
    return calendar.replace(events=[_without(each) for each in calendar.events])


def _without(whole: Event) -> Event:
    return _mended(whole).replace(sessions=[_mended(each) for each in whole.sessions])


def _mended(entry: Any) -> Any:
    lines = [line for line in entry.extra.get("ical", ()) if not line.startswith(CUT)]
    return entry.replace(extra={"ical": lines} if lines else {})


DOCUMENTS = [
    pytest.param(conference(), id="an event with its sessions"),
    pytest.param(all_day(), id="days"),
    pytest.param(meetings(), id="a series with changed meetings"),
    pytest.param(statuses(), id="every status"),
    pytest.param(everywhere(), id="every zone"),
    pytest.param(example("heroes-happen-here"), id="the example"),
]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_comes_back_is_what_was_put(collection: Collection, document: Any) -> None:
    objects = objects_of(to_icalendar(document))
    put(collection, objects)
    found = got(collection)
    assert found.keys() == objects.keys()
    whole = gathered(found, objects)
    read = from_ical(to_ical(document))
    expected = Calendar(events=read.events, series=read.series)
    assert without_half_points(from_icalendar(whole)) == expected
    assert without_half_points(from_ical(whole.to_ical())) == expected


def test_an_object_is_its_own_file(collection: Collection) -> None:
    """Each reads by itself; a session apart from its event is an event."""
    objects = objects_of(to_icalendar(event(sessions=[session()])))
    put(collection, objects)
    titles = [from_icalendar(each, Event).title for each in got(collection).values()]
    assert sorted(titles) == ["Hypervisors", "Launch"]


def test_a_later_publication_takes_the_place_of_the_first(collection: Collection) -> None:
    before = event(sessions=[session("a"), session("b")])
    after = event(title="Launch, moved", start=toronto("2008-03-19 18:00"), sessions=[session("a")])
    old, new = (objects_of(to_icalendar(each)) for each in (before, after))
    put(collection, old)
    put(collection, new)
    delete(collection, old.keys() - new.keys())
    found = got(collection)
    assert from_icalendar(gathered(found, new), Event) == from_ical(to_ical(after), Event)


def test_what_the_client_edits_leaves_the_programme_as_it_was(collection: Collection) -> None:
    """``add_event`` counts SEQUENCE up and tells the event of its sessions, which it knows."""
    launch = event(sessions=[session("a"), session("b")])
    objects = objects_of(to_icalendar(launch))
    for each in objects.values():
        collection.add_event(each.to_ical())
    found = got(collection)
    (edited,) = found[launch.id].events
    assert [each.params["RELTYPE"] for each in edited["RELATED-TO"]] == ["CHILD", "CHILD"]
    assert edited["SEQUENCE"] > launch.sequence
    read = from_icalendar(gathered(found, objects), Event).sessions
    assert tuple([each.replace(sequence=0) for each in read]) == launch.sessions


def test_a_search_by_time_finds_the_meetings(collection: Collection) -> None:
    """The server looks for them by the rule and the zone that we wrote."""
    series = meetings()
    put(collection, objects_of(to_icalendar(series)))
    window = (toronto("2008-04-01 00:00"), toronto("2008-09-01 00:00"))
    found: Any = collection.search(start=window[0], end=window[1], event=True, expand=True)
    entries = [each.icalendar_component for each in found]
    starts = {entry["DTSTART"].dt for entry in entries if entry["UID"] == series.id}
    assert starts == {meeting.start for meeting in series.between(*window)}
