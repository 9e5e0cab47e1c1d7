"""Values (:rfc:`5545`, section 3.3), as they are written.

Each writer turns a value into what follows a property's name: parameters, colon and all.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeAlias
from urllib.parse import quote

from hallwaytrack.formats.ical.lines import parameter
from hallwaytrack.formats.ical.zones import clock_of
from hallwaytrack.model.places import GeoPoint, VirtualLocation
from hallwaytrack.model.sessions import Material
from hallwaytrack.model.times import DAY, duration_text

TWO = [f"{n:02}" for n in range(100)]
"""Two-digit numbers: looking one up takes a third of the time of formatting it."""
NOT_IN_URI = re.compile(r'["<>\\^`{|}]')
BARE_IN_URI = bytes(0 if NOT_IN_URI.match(chr(octet)) else octet for octet in range(256))
"""Takes a URI to the same bytes if nothing of that is in it: a quarter of a search's time."""
LEADS = "\u2028".encode()[0]
"""The octet that U+2028 and U+2029 begin with."""
PLAIN = bytes(0 if octet in b"\\;,\n" or octet == LEADS else octet for octet in range(256))
"""Takes a short text to the same bytes if nothing in it has to be escaped: sooner than it is."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


Write: TypeAlias = Callable[[Any], str]


def one_line_end(text: str, end: str = "\n") -> str:
    """A text with U+2028 and U+2029 as line ends like any other."""
    if text.isascii():
        return text
    return text.replace("\u2028", end).replace("\u2029", end)


def escaped_bytes(text: str) -> bytes:
    """A text value (section 3.3.11) in UTF-8, where a replacement takes a third of the time.

    U+2028 and U+2029 become line ends, too: a reader that splits lines as Python's ``splitlines``
    does would else take what follows one for a line of its own.
    """
    raw = text.encode()
    if len(raw) != len(text) and LEADS in raw and ("\u2028" in text or "\u2029" in text):
        raw = one_line_end(text).encode()
    # Most texts have some of the others, so that to look for each first would take longer.
    if "\\" in text:
        raw = raw.replace(b"\\", b"\\\\")
    return raw.replace(b";", b"\\;").replace(b",", b"\\,").replace(b"\n", b"\\n")


def escaped_line(raw: bytes) -> bytes:
    """The same of UTF-8 in which no line ends."""
    return raw.replace(b"\\", b"\\\\").replace(b";", b"\\;").replace(b",", b"\\,")


def escaped(text: str) -> str:
    """The same as a ``str``, whatever is in it."""
    text = one_line_end(text).replace("\\", "\\\\").replace(";", "\\;")
    return text.replace(",", "\\,").replace("\n", "\\n")


def _text(value: str) -> str:
    return ":" + escaped(value)


def _texts(values: tuple[str, ...]) -> str:
    return ":" + ",".join([escaped(value) for value in values])


def basic_date(day: date) -> str:
    """A date (section 3.3.4)."""
    return f"{day.year}{TWO[day.month]}{TWO[day.day]}"


def basic_time(time: datetime) -> str:
    """The wall time of an instant (section 3.3.5), without its zone."""
    return (
        f"{time.year}{TWO[time.month]}{TWO[time.day]}"
        f"T{TWO[time.hour]}{TWO[time.minute]}{TWO[time.second]}"
    )


def _stamp(value: datetime) -> str:
    return f":{basic_time(value)}Z"


def _when(value: date) -> str:
    """A day, a time in its zone, or in UTC where the small VTIMEZONE would tell it wrong."""
    if not isinstance(value, datetime):
        return f";VALUE=DATE:{basic_date(value)}"
    clock = clock_of(value.tzinfo)
    if clock.tells(value):
        return f";TZID={clock.name}:{basic_time(value)}"
    return f":{basic_time(value.astimezone(UTC))}Z"


def _recurring(values: tuple[date, ...]) -> str:
    """Times of a series, in its zone whatever the clocks do: it recurs by the clock on the wall."""
    first = values[0]
    if not isinstance(first, datetime):
        return f";VALUE=DATE:{','.join(map(basic_date, values))}"
    name = clock_of(first.tzinfo).name
    wall = [basic_time(value) for value in values if isinstance(value, datetime)]
    if name in (None, "UTC"):
        return f":{','.join([f'{time}Z' for time in wall])}"
    return f";TZID={name}:{','.join(wall)}"


def _end(value: date) -> str:
    """An end, which iCalendar does not include (section 3.8.2.2), while a model's last day is."""
    return _when(value) if isinstance(value, datetime) else _when(value + DAY)


def uri(value: str) -> str:
    """A URI (section 3.3.13) with what :rfc:`3986` never allows bare percent-encoded."""
    return uri_bytes(value).decode()


def uri_bytes(value: str) -> bytes:
    """The same in UTF-8."""
    raw = value.encode()
    if raw.translate(BARE_IN_URI) == raw:
        return raw
    return NOT_IN_URI.sub(lambda found: quote(found[0]), value).encode()


def mailto(address: str) -> str:
    """A ``mailto:`` URI (:rfc:`6068`, section 2) of an address."""
    return "mailto:" + quote(address, safe="@!$'*+=~")


def _uri(value: str) -> str:
    return ":" + uri(value)


def _image(value: str) -> str:
    return ";VALUE=URI:" + uri(value)


def _integer(value: int) -> str:
    return f":{value}"


def _duration(value: timedelta) -> str:
    return ":" + duration_text(value)


def _typed_duration(value: timedelta) -> str:
    return ";VALUE=DURATION:" + duration_text(value)


def _degrees(number: float) -> str:
    return f"{round(number, 6) + 0.0:.6f}".rstrip("0").rstrip(".")


def _geo(value: GeoPoint) -> str:
    return f":{_degrees(value.latitude)};{_degrees(value.longitude)}"


def _apple(value: tuple[str, GeoPoint]) -> str:
    """Apple's own property: a title and a ``geo:`` URI (:rfc:`5870`)."""
    text, point = value
    where = f"{_degrees(point.latitude)},{_degrees(point.longitude)}"
    return f";VALUE=URI{parameter('X-TITLE', text)}:geo:{where}"


STATUSES = {"tentative": "TENTATIVE", "confirmed": "CONFIRMED", "cancelled": "CANCELLED"}


def _status(value: str) -> str:
    """A status (section 3.8.1.11), which knows no "postponed"."""
    return ":" + STATUSES.get(value, "TENTATIVE")


def _rule(value: str) -> str:
    """A recurrence rule (section 3.3.10), whose semicolons separate its parts."""
    return ":" + value


def _raw(value: str) -> str:
    return value


FEATURES = {"join": "VIDEO", "stream": "FEED", "chat": "CHAT", "phone": "PHONE"}
"""The FEATURE (:rfc:`7986`, section 6.3) of each kind of place online."""


def _conference(value: VirtualLocation) -> str:
    label = parameter("LABEL", value.label) if value.label else ""
    return f";VALUE=URI;FEATURE={FEATURES[value.kind]}{label}:{uri(value.url)}"


def _attachment(value: Material) -> str:
    return f"{parameter('FILENAME', value.title)}:{uri(value.url or '')}"


TEXT = _text
TEXTS = _texts
STAMP = _stamp
WHEN = _when
RECURRING = _recurring
END = _end
URI = _uri
IMAGE = _image
INTEGER = _integer
DURATION = _duration
TYPED_DURATION = _typed_duration
GEO = _geo
CONFERENCE = _conference
ATTACHMENT = _attachment
APPLE = _apple
STATUS = _status
RAW = _raw
RULE = _rule
