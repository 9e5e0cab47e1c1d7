"""libical 3, the reader of GNOME, KDE and Cyrus, through ctypes: nothing to compile.

Numbers that stand for a kind of component, property or parameter are asked of the library by name,
since they differ between its releases. What libical cannot parse it leaves out, noting the fact as
an X-LIC-ERROR property beside it; one such note makes the reading fail.
"""

import ctypes
import ctypes.util
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

from .seen import ReadingFailed, Seen, read_by


class Time(ctypes.Structure):
    """``struct icaltimetype`` of libical 3, which its functions take and return by value."""

    _fields_ = (
        ("year", ctypes.c_int),
        ("month", ctypes.c_int),
        ("day", ctypes.c_int),
        ("hour", ctypes.c_int),
        ("minute", ctypes.c_int),
        ("second", ctypes.c_int),
        ("is_date", ctypes.c_int),
        ("is_daylight", ctypes.c_int),
        ("zone", ctypes.c_void_p),
    )


POINTER, TEXT, INT = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int


class Span(ctypes.Structure):
    """``struct icaltime_span`` of libical 3: seconds since 1970."""

    _fields_ = (
        ("start", ctypes.c_long),
        ("end", ctypes.c_long),
        ("is_busy", ctypes.c_int),
    )


EACH = ctypes.CFUNCTYPE(None, POINTER, ctypes.POINTER(Span), POINTER)

#: Every function in use: what it returns, then what it takes. Without these, ctypes would cut
#: pointers to 32 bits.
SIGNATURES: dict[str, tuple[Any, ...]] = {
    "icalcomponent_count_errors": (INT, POINTER),
    "icalcomponent_free": (None, POINTER),
    "icalcomponent_foreach_recurrence": (None, POINTER, Time, Time, EACH, POINTER),
    "icalcomponent_get_dtend": (Time, POINTER),
    "icalcomponent_get_first_component": (POINTER, POINTER, INT),
    "icalcomponent_get_first_property": (POINTER, POINTER, INT),
    "icalcomponent_get_location": (TEXT, POINTER),
    "icalcomponent_get_next_component": (POINTER, POINTER, INT),
    "icalcomponent_get_next_property": (POINTER, POINTER, INT),
    "icalcomponent_get_summary": (TEXT, POINTER),
    "icalcomponent_get_timezone": (POINTER, POINTER, TEXT),
    "icalcomponent_get_uid": (TEXT, POINTER),
    "icalcomponent_isa": (INT, POINTER),
    "icalcomponent_kind_to_string": (TEXT, INT),
    "icalcomponent_string_to_kind": (INT, TEXT),
    "icalerrno_return": (ctypes.POINTER(INT),),
    "icalerror_clear_errno": (None,),
    "icalerror_set_errors_are_fatal": (None, INT),
    "icalerror_strerror": (TEXT, INT),
    "icalmemory_free_ring": (None,),
    "icalparameter_get_tzid": (TEXT, POINTER),
    "icalparameter_string_to_kind": (INT, TEXT),
    "icalparser_parse_string": (POINTER, TEXT),
    "icalproperty_get_datetime_with_component": (Time, POINTER, POINTER),
    "icalproperty_get_first_parameter": (POINTER, POINTER, INT),
    "icalproperty_get_value_as_string": (TEXT, POINTER),
    "icalproperty_string_to_kind": (INT, TEXT),
    "icalrecur_expand_recurrence": (INT, TEXT, ctypes.c_long, INT, POINTER),
    "icaltime_convert_to_zone": (Time, Time, POINTER),
    "icaltime_from_timet_with_zone": (Time, ctypes.c_long, INT, POINTER),
    "icaltimezone_get_utc_timezone": (POINTER,),
}


@cache
def libical_available() -> bool:
    """Whether libical's shared library is installed, in the version whose structs we know."""
    return ".so.3" in (ctypes.util.find_library("ical") or "")


def with_libical(data: bytes, *, unknown_properties: Collection[str] = ()) -> list[Seen]:
    """Read with libical, each TZID by the file's own VTIMEZONE.

    Args:
        data: One file.
        unknown_properties: Names that libical may report as unknown to it. It skips a component
            that it doesn't know, but not in silence: it reports the properties in it that it
            doesn't know either, such as PARTICIPANT-TYPE and LOCATION-TYPE of :rfc:`9073`.

    Raises:
        ReadingFailed: If it notes any other error, or if a TZID has no VTIMEZONE in the file.
    """
    with read_by("libical"):
        if b"\0" in data:
            raise ReadingFailed("a NUL, where libical would take the file to end")
        library = _library()
        library.icalerror_clear_errno()
        root = library.icalparser_parse_string(data)
        try:
            return _read(root, frozenset(unknown_properties))
        finally:
            if root is not None:
                library.icalcomponent_free(root)
            library.icalmemory_free_ring()


def meetings_with_libical(data: bytes, before: datetime) -> list[datetime]:
    """The meetings of the first VEVENT by its RRULE, RDATE and EXDATE, before a time, in UTC.

    Raises:
        ReadingFailed: As ``with_libical`` does.
    """
    with_libical(data)
    library, found = _library(), list[datetime]()

    def each(_: int, span: Any, __: int) -> None:
        found.append(datetime.fromtimestamp(span.contents.start, UTC))

    root = library.icalparser_parse_string(data)
    try:
        event, _ = next(_events(root))
        utc = library.icaltimezone_get_utc_timezone()
        # A meeting without an end that is at the very begin would not be told.
        begin, end = (
            library.icaltime_from_timet_with_zone(seconds, 0, utc)
            for seconds in (0, int(before.timestamp()))
        )
        library.icalcomponent_foreach_recurrence(event, begin, end, EACH(each), None)
    finally:
        library.icalcomponent_free(root)
        library.icalmemory_free_ring()
    return found


def _read(root: int | None, unknown_properties: frozenset[str]) -> list[Seen]:
    if root is None:
        raise ReadingFailed("no component, or one that never ends")
    _refuse_notes(root, unknown_properties)
    _refuse_error_code()
    _refuse_rules(root)
    return [_seen(*pair) for pair in _events(root)]


def _refuse_notes(root: int, unknown_properties: frozenset[str]) -> None:
    """Count first: it is far quicker, and mostly there is none."""
    if _library().icalcomponent_count_errors(root):
        lawful = {f"Parse error in property name: {name}" for name in unknown_properties}
        if notes := [note for note in _notes(root) if note not in lawful]:
            raise ReadingFailed("; ".join(notes))


def _refuse_error_code(where: str = "") -> None:
    library = _library()
    code = library.icalerrno_return().contents.value
    if code:
        raise ReadingFailed(f"{library.icalerror_strerror(code).decode()} {where}")


def _refuse_rules(component: int) -> None:
    """Begin each RRULE: one that libical can't follow, it drops with an error code at most.

    The zone or series then has no more than its first date, and the code is soon overwritten.
    """
    library = _library()
    for line in _lines(component, b"RRULE"):
        rule = library.icalproperty_get_value_as_string(line)
        library.icalrecur_expand_recurrence(rule, 0, 0, None)
        _refuse_error_code(f"at RRULE {rule.decode()}")
    for _, child in _components(component):
        _refuse_rules(child)


@cache
def _library() -> ctypes.CDLL:
    name = ctypes.util.find_library("ical")
    if name is None or not libical_available():
        raise ReadingFailed("libical 3 is not installed; .ci/readers installs it")
    library = ctypes.CDLL(name)
    for function, (returned, *taken) in SIGNATURES.items():
        getattr(library, function).restype = returned
        getattr(library, function).argtypes = taken
    # An error must come back to us, not abort the process.
    library.icalerror_set_errors_are_fatal(0)
    return library


@cache
def _component_kind(name: bytes) -> int:
    kind: int = _library().icalcomponent_string_to_kind(name)
    return kind


@cache
def _property_kind(name: bytes) -> int:
    kind: int = _library().icalproperty_string_to_kind(name)
    return kind


@cache
def _parameter_kind(name: bytes) -> int:
    kind: int = _library().icalparameter_string_to_kind(name)
    return kind


def _components(parent: int) -> Iterator[tuple[str | None, int]]:
    """The children with their names; libical keeps one cursor a parent, so don't nest this."""
    library, any_kind = _library(), _component_kind(b"ANY")
    component = library.icalcomponent_get_first_component(parent, any_kind)
    while component:
        yield _name(component), component
        component = library.icalcomponent_get_next_component(parent, any_kind)


def _name(component: int) -> str | None:
    """``None`` for a component that libical doesn't know.

    Its own look-up by name would do for none but the standard components: XROOT is X- to it.
    """
    library = _library()
    return _text(library.icalcomponent_kind_to_string(library.icalcomponent_isa(component)))


def _notes(component: int) -> Iterator[str]:
    """The X-LIC-ERRORs at and under a component."""
    library = _library()
    for line in _lines(component, b"X-LIC-ERROR"):
        yield library.icalproperty_get_value_as_string(line).decode()
    for _, child in _components(component):
        yield from _notes(child)


def _lines(component: int, name: bytes) -> Iterator[int]:
    """The properties of a name; libical keeps one cursor a component, so don't nest this."""
    library, kind = _library(), _property_kind(name)
    line = library.icalcomponent_get_first_property(component, kind)
    while line:
        yield line
        line = library.icalcomponent_get_next_property(component, kind)


def _events(root: int) -> Iterator[tuple[int, int]]:
    """Each VEVENT with its VCALENDAR; where a file has several, libical puts an XROOT above."""
    calendars = [(_name(root), root)] if _name(root) != "XROOT" else list(_components(root))
    if any(name != "VCALENDAR" for name, _ in calendars):
        raise ReadingFailed("no VCALENDAR")
    for _, calendar in calendars:
        for name, event in _components(calendar):
            if name == "VEVENT":
                yield event, calendar


def _seen(event: int, calendar: int) -> Seen:
    library = _library()
    dtstart = _line(event, b"DTSTART")
    if dtstart is None:
        raise ReadingFailed("a VEVENT has no DTSTART")
    start = library.icalproperty_get_datetime_with_component(dtstart, event)
    return Seen(
        uid=_text(library.icalcomponent_get_uid(event)) or "",
        summary=_text(library.icalcomponent_get_summary(event)) or "",
        start=_instant(start, _tzid(dtstart), calendar),
        end=_end(event, calendar),
        all_day=bool(start.is_date),
        status=_status(event),
        location=_text(library.icalcomponent_get_location(event)),
        tzid=_tzid(dtstart),
    )


def _line(component: int, name: bytes) -> int | None:
    return next(_lines(component, name), None)


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode()


def _status(event: int) -> str | None:
    """As a string: libical has a number for each status."""
    status = _line(event, b"STATUS")
    return None if status is None else _text(_library().icalproperty_get_value_as_string(status))


def _tzid(line: int) -> str | None:
    library = _library()
    parameter = library.icalproperty_get_first_parameter(line, _parameter_kind(b"TZID"))
    return _text(library.icalparameter_get_tzid(parameter)) if parameter else None


def _end(event: int, calendar: int) -> datetime | None:
    dtend = _line(event, b"DTEND")
    if dtend is None and _line(event, b"DURATION") is None:
        # libical would make up an end, as the RFC has it for a scheduler.
        return None
    tzid = _tzid(dtend or _line(event, b"DTSTART") or 0)
    return _instant(_library().icalcomponent_get_dtend(event), tzid, calendar)


def _instant(moment: Time, tzid: str | None, calendar: int) -> datetime:
    if moment.is_date:
        return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    _refuse_foreign_zone(moment, tzid, calendar)
    library = _library()
    at = library.icaltime_convert_to_zone(moment, library.icaltimezone_get_utc_timezone())
    return datetime(at.year, at.month, at.day, at.hour, at.minute, at.second, tzinfo=UTC)


def _refuse_foreign_zone(moment: Time, tzid: str | None, calendar: int) -> None:
    """Where the file has no VTIMEZONE, libical falls back on its own zone of that name."""
    if tzid is None:
        if moment.zone is None:
            raise ReadingFailed("a floating time")
        return
    own = _library().icalcomponent_get_timezone(calendar, tzid.encode())
    if own is None or moment.zone != own:
        raise ReadingFailed(f"TZID {tzid} has no VTIMEZONE")
