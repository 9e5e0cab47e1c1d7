"""What a reader saw of one VEVENT, and what it is to fail."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time

from attrs import frozen


class ReadingFailed(Exception):
    """A reader reported an error; the message names the reader and says what it reported."""


@frozen(kw_only=True)
class Seen:
    """One VEVENT of a calendar, in the order of the file.

    Args:
        uid: Empty if the reader found none.
        summary: Unescaped; empty if the reader found none.
        start: In UTC; for an all-day event, midnight UTC of its first date.
        end: In UTC and exclusive, all-day or not; ``None`` if neither DTEND nor DURATION is there.
        all_day: Whether DTSTART is a DATE.
        status: As written, or ``None``.
        location: Unescaped, or ``None``.
        tzid: The TZID parameter of DTSTART; ``None`` for a time in UTC and for a date.
    """

    uid: str
    summary: str
    start: datetime
    end: datetime | None
    all_day: bool
    status: str | None
    location: str | None
    tzid: str | None


@contextmanager
def read_by(reader: str) -> Iterator[None]:
    """Turn whatever a reader raises into ReadingFailed: each has exceptions of its own."""
    try:
        yield
    except ReadingFailed as failed:
        raise ReadingFailed(f"{reader}: {failed}") from failed
    except Exception as error:
        raise ReadingFailed(f"{reader}: {type(error).__name__}: {error}") from error


def utc(value: date) -> datetime:
    """The instant of a time, or midnight UTC of a date.

    Raises:
        ReadingFailed: If a time has no zone, and so is no instant.
    """
    if not isinstance(value, datetime):
        return datetime.combine(value, time(), UTC)
    if value.tzinfo is None:
        raise ReadingFailed(f"{value} is a floating time")
    return value.astimezone(UTC)
