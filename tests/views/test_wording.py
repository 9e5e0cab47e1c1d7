"""Days and times in words."""

from datetime import date

from hallwaytrack import at
from hallwaytrack.views.wording import clock, day, long_day, span, stretch

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
