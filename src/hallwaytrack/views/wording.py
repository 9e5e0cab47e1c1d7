"""Days and times in words, as people write them; the same on every machine."""

from datetime import date, datetime

from hallwaytrack.model.times import is_repeated


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
