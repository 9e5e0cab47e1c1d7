"""The PyPI package icalendar.

Unlike the other readers it takes a TZID that zoneinfo knows from zoneinfo, VTIMEZONE or not.
"""

import warnings
from collections.abc import Iterator
from datetime import datetime

import icalendar
from icalendar.timezone import tzp

from .seen import ReadingFailed, Seen, read_by, utc


def with_icalendar(data: bytes) -> list[Seen]:
    """Read with icalendar; its warnings count as errors too.

    Raises:
        ReadingFailed: If it raises, warns, or notes an error at any component.
    """
    # Its cache of zones is process-wide: one file's own zone would be seen in the next.
    tzp.use("zoneinfo")
    with read_by("icalendar"), warnings.catch_warnings():
        warnings.simplefilter("error")
        data.decode()  # icalendar itself puts a substitute for what is not UTF-8.
        calendars = icalendar.Calendar.from_ical(data, multiple=True)
        _refuse(list(_reports(calendars)))
        return [_seen(event) for calendar in calendars for event in calendar.events]


def _reports(calendars: list[icalendar.Calendar]) -> Iterator[str]:
    if not calendars:
        yield "no VCALENDAR"
    for calendar in calendars:
        for component in calendar.walk():
            for name, message in component.errors:
                yield f"{component.name} {name}: {message}"


def _refuse(reports: list[str]) -> None:
    if reports:
        raise ReadingFailed("; ".join(reports))


def _seen(event: icalendar.Event) -> Seen:
    # ``end`` makes up an end where the file has none.
    has_end = "DTEND" in event or "DURATION" in event
    return Seen(
        uid=_text(event, "UID") or "",
        summary=_text(event, "SUMMARY") or "",
        start=utc(event.start),
        end=utc(event.end) if has_end else None,
        all_day=not isinstance(event.start, datetime),
        status=_text(event, "STATUS"),
        location=_text(event, "LOCATION"),
        tzid=event["DTSTART"].params.get("TZID"),
    )


def _text(event: icalendar.Event, name: str) -> str | None:
    value = event.get(name)
    if isinstance(value, list):
        raise ReadingFailed(f"several {name} in one VEVENT")
    return None if value is None else str(value)
