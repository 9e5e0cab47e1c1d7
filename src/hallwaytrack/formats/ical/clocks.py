"""Which zone a TZID names, and what a DATE or DATE-TIME (:rfc:`5545`, section 3.3.5) is in it.

A name is looked for among IANA's, then without a prefix such as ``/mozilla.org/20050126_1/``, then
among those of Windows. Only a name that is found nowhere is read by the feed's own VTIMEZONE, which
no other feed gets to see.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo

from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical.components import Component
from hallwaytrack.formats.ical.content import Head
from hallwaytrack.formats.ical.custom import CustomZone, custom_zone
from hallwaytrack.formats.ical.repair import Repair
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.times import (
    DAY,
    FIRST_YEAR,
    LAST_YEAR,
    MINUTE,
    NOT_A_PLACE,
    UNITS,
    UTC_ZONE,
    ZONE_NAME,
    known_zones,
    zone_of,
)

Note: TypeAlias = Callable[[Repair], None]
EARLIEST = datetime(FIRST_YEAR, 1, 1) - 2 * DAY  # noqa: DTZ001 - a wall time
LATEST = datetime(LAST_YEAR + 1, 1, 1) + 2 * DAY  # noqa: DTZ001 - the same
"""What lies between these can be told in any zone; which of it an event may hold is its rule."""
DATE = re.compile(r"\d{8}", re.ASCII)
TIME = re.compile(r"\d{8}T\d{6}Z?", re.ASCII)
LEAP_SECOND = re.compile(r"(.{13})60(Z?)")
GMT = re.compile(r"\(?(?:GMT|UTC) ?([+-])(\d{1,2})(?::?00)?\)?")
MOST_CUSTOM_ZONES = 50
LONGEST_NAME = 255


class Clocks:
    """The zones of one feed.

    Attributes:
        utc: The zone in which times in UTC are told.
        floating: The zone of times that name none, if it is known.
    """

    def __init__(self, own: Mapping[str, Component], floating: ZoneInfo | None) -> None:
        self.utc: ZoneInfo = UTC_ZONE
        self.floating = floating
        self._own = own
        self._custom_zones = 0
        self._found: dict[str, tuple[ZoneInfo | CustomZone | None, list[Repair]]] = {}

    def zone(self, name: str, note: Note) -> ZoneInfo | CustomZone | None:
        """The zone of a TZID, or None where nobody knows it."""
        if name not in self._found:
            notes: list[Repair] = []
            self._found[name] = (self._zone(name, notes.append), notes)
        zone, notes = self._found[name]
        for each in notes:
            note(each)
        return zone

    def _zone(self, name: str, note: Note) -> ZoneInfo | CustomZone | None:
        zone = iana_zone(name, note)
        own = self._own.get(name)
        if zone is not None or own is None:
            return zone or gmt_zone(name, note)
        location = own.get("X-LIC-LOCATION")
        zone = iana_zone(location.strip(), note) if location else None
        return zone or self._custom_zone(own, note) or gmt_zone(name, note)

    def _custom_zone(self, own: Component, note: Note) -> CustomZone | None:
        if self._custom_zones >= MOST_CUSTOM_ZONES:
            return None
        self._custom_zones += 1
        try:
            zone, whole = custom_zone(own)
        except Refused:
            note(repair.BROKEN_VTIMEZONE)
            return None
        if not whole:
            note(repair.BROKEN_VTIMEZONE)
        note(repair.CUSTOM_ZONE)
        return zone

    def read(self, head: Head, text: str, note: Note) -> date:
        """A date, or an aware time.

        Raises:
            Refused: If it is neither, or out of the years that are kept.
        """
        text = text.strip().upper()
        if DATE.fullmatch(text):
            if head.get("VALUE") != "DATE":
                note(repair.BARE_DATE)
            return _calendar(text).date()
        if not TIME.fullmatch(text):
            raise Refused("must be a date such as 20080318 or a time such as 20080318T180000Z")
        if head.get("VALUE") == "DATE":
            note(repair.VALUE_TYPE)
        return self._time(head.get("TZID"), text, note)

    def _time(self, tzid: str | None, text: str, note: Note) -> datetime:
        # A leap second is the last one before it (section 3.3.12).
        wall = _calendar(LEAP_SECOND.sub(r"\g<1>59\2", text)[:15])
        zone = self.zone(tzid, note) if tzid else None
        if text.endswith("Z"):
            if tzid:
                note(repair.ZONED_UTC)
            home = zone if isinstance(zone, ZoneInfo) else self.utc
            return exact(wall.replace(tzinfo=UTC).astimezone(home))
        if isinstance(zone, CustomZone):
            return zone.utc(wall).replace(tzinfo=UTC_ZONE)
        if zone is None:
            zone = self._default(tzid, note)
        return in_wall_time(wall, zone, note)

    def _default(self, tzid: str | None, note: Note) -> ZoneInfo:
        if tzid:
            note(repair.UNKNOWN_ZONE)
        else:
            note(repair.FLOATING if self.floating is not None else repair.NO_ZONE)
        return self.floating or UTC_ZONE


def _calendar(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Refused("must be in the calendar and on the clock") from None
    if not EARLIEST <= found < LATEST:
        raise Refused(f"must be in the years {FIRST_YEAR} to {LAST_YEAR}")
    return found


def exact(moment: datetime) -> datetime:
    """A time that its zone can tell; one with an offset in seconds is told in UTC."""
    offset = moment.utcoffset()
    return moment if offset is None or not offset % MINUTE else moment.astimezone(UTC_ZONE)


def in_wall_time(wall: datetime, zone: ZoneInfo, note: Note) -> datetime:
    """The instant of a wall time; a skipped one is read by the offset before the gap."""
    moment = wall.replace(tzinfo=zone)
    there = moment.astimezone(UTC).astimezone(zone)
    if there.replace(tzinfo=None) != wall:
        note(repair.SKIPPED)
    return exact(there)


def iana_zone(name: str, note: Note) -> ZoneInfo | None:
    """The zone that a name means, if it is IANA's, or Windows', or has a prefix."""
    if not 0 < len(name) <= LONGEST_NAME:
        return None
    zone = _zone(name)
    if zone is not None:
        return zone
    parts = name.split("/")
    for at in range(1, len(parts)):
        zone = _zone("/".join(parts[at:]))
        if zone is not None and (at > 1 or not parts[0]):
            note(repair.OLSON_PREFIX)
            return zone
    windows = _windows_names().get(name)
    if windows is not None:
        note(repair.WINDOWS_ZONE)
        return _zone(windows)
    other = _folded_names().get(name.strip('"').replace(" ", "_").casefold())
    if other is not None:
        note(repair.OTHER_ZONE_NAME)
        return _zone(other)
    return None


def gmt_zone(name: str, note: Note) -> ZoneInfo | None:
    """The zone of a bare offset in whole hours such as "(GMT +01:00)"."""
    found = GMT.fullmatch(name.upper())
    if not found:
        return None
    # POSIX counts west of Greenwich: Etc/GMT-1 is an hour ahead of it.
    sign = "-" if found[1] == "+" else "+"
    zone = _zone(f"Etc/GMT{sign}{int(found[2])}")
    if zone is not None:
        note(repair.OTHER_ZONE_NAME)
    return zone


@lru_cache(maxsize=4096)
def _zone(name: str) -> ZoneInfo | None:
    # zone_of looks for the nearest name of an unknown one, which takes milliseconds.
    if not ZONE_NAME.fullmatch(name) or NOT_A_PLACE.fullmatch(name):
        return None
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return None
    return zone_of(name)


@lru_cache(maxsize=1)
def _folded_names() -> Mapping[str, str]:
    return {name.casefold(): name for name in known_zones()}


@lru_cache(maxsize=1)
def _windows_names() -> Mapping[str, str]:
    # icalendar takes longer to import than most feeds to read, and few name zones of Windows.
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415

    return WINDOWS_TO_OLSON


def after(start: date, text: str) -> tuple[date | None, bool]:
    """The end of what lasts for a DURATION (section 3.3.6), and whether it is of the start's kind.

    Weeks and days are nominal: by the wall clock; hours, minutes and seconds are exact.

    Raises:
        Refused: If it is no duration, or leads out of the calendar.
    """
    found = UNITS.fullmatch(text.strip().upper().lstrip("+"))
    if not found:
        if text.strip().startswith("-"):
            return None, False
        raise Refused("must be a duration such as PT45M")
    units = {unit: int(n) for unit, n in found.groupdict(default="0").items()}
    try:
        nominal = timedelta(weeks=units.pop("weeks"), days=units.pop("days"))
        clock = timedelta(**units)
        if not isinstance(start, datetime):
            return start + nominal + (DAY if clock else timedelta(0)), not clock
        end = (start.astimezone(UTC) + clock) if not nominal else _nominal(start, nominal, clock)
        return end.astimezone(start.tzinfo), True
    except OverflowError:
        raise Refused("must lead to a day in the calendar") from None


def _nominal(start: datetime, days: timedelta, clock: timedelta) -> datetime:
    wall = (start + days).replace(fold=0)  # aware arithmetic of one zone is by the wall clock
    return wall.astimezone(UTC) + clock
