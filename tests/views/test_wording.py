"""Days and times in words."""

from datetime import date, timedelta

from hallwaytrack import Contributor, Event, at, speakers
from hallwaytrack.views.wording import (
    clock,
    day,
    length,
    length_of_hours,
    long_day,
    span,
    stretch,
    when,
    who,
)

toronto = at("America/Toronto")
FEBRUARY = date(2008, 2, 27)


def test_days() -> None:
    assert day(FEBRUARY) == "Wed 27 Feb 2008"
    assert long_day(date(2008, 3, 1)) == "Saturday 1 March 2008"


def test_times_are_told_from_their_day() -> None:
    midnight = toronto("2008-02-28 00:30")
    assert clock(midnight) == "00:30"
    assert clock(midnight, FEBRUARY) == "00:30+1"
    assert stretch(toronto("2008-02-27 18:00"), midnight, FEBRUARY) == "18:00-00:30+1"


def test_both_passes_of_a_repeated_hour_have_their_names() -> None:
    assert clock(toronto("2008-11-02 01:30")) == "01:30 EDT"
    assert clock(toronto("2008-11-02 01:30", fold=1)) == "01:30 EST"


def test_spans() -> None:
    start = toronto("2008-02-27 18:00")
    assert span(start, None) == "Wed 27 Feb 2008, 18:00"
    assert span(start, toronto("2008-02-27 21:00")) == "Wed 27 Feb 2008, 18:00-21:00"
    assert span(FEBRUARY, None) == span(FEBRUARY, FEBRUARY) == "Wed 27 Feb 2008"
    assert span(FEBRUARY, date(2008, 3, 1)) == "Wed 27 Feb 2008 to Sat 1 Mar 2008"


def test_lengths() -> None:
    assert length(timedelta(hours=1, minutes=30, seconds=59)) == "1 h 30 min"
    assert length(timedelta(seconds=59)) == length_of_hours(0) == "0 min"
    assert length_of_hours(2.5) == "2 h 30 min"
    assert len(length_of_hours(1e300)) > 300


def test_who_takes_part() -> None:
    names = {"ada": "Ada", "bob": "Bob"}
    cast = [*speakers("ada"), Contributor(person="bob", role="note_taker")]
    assert who(cast, names) == "Ada, Bob (note taker)"
    assert who([Contributor(person="bob", role="other")], names) == "Bob"


def test_when_a_day_is() -> None:
    event = Event(id="e", title="E", start=FEBRUARY)
    assert when(event) == "Wed 27 Feb 2008, all day"
    assert when(event.replace(end=date(2008, 3, 1))) == "Wed 27 Feb 2008 to Sat 1 Mar 2008, all day"
