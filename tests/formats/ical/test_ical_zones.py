"""VTIMEZONE: one small block a zone, and every time that names it reads right from it.

Readers that share no code with us are asked: libical and ical.js know a zone by its block alone.
The ordinary run looks at zones with odd rules, and more shortly at all of them.
"""

import re
import zoneinfo
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from tests.formats.ical.grammar import calendar_of
from tests.readers import (
    Seen,
    needs_icaljs,
    needs_libical,
    with_icalendar,
    with_icaljs_many,
    with_libical,
    with_vobject,
)

from hallwaytrack import Calendar, Event, InvalidValueError, Session, to_ical

ODD = (
    "Africa/Casablanca",  # daylight time but for Ramadan, by a table
    "Africa/Cairo",  # a change at 24:00 of a Thursday
    "Africa/El_Aaiun",
    "America/Caracas",  # half hours come and go
    "America/Nuuk",  # changes on the evening before
    "America/Santiago",  # at 24:00 of a Saturday
    "America/St_Johns",  # once at a minute past midnight
    "America/Toronto",
    "Antarctica/Troll",  # two hours
    "Asia/Gaza",  # at 50:00
    "Asia/Jerusalem",  # at 26:00
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Australia/Lord_Howe",  # half an hour
    "Etc/GMT+12",
    "Europe/Dublin",  # winter is the exception
    "Europe/London",
    "Pacific/Apia",  # a day that never was
    "Pacific/Chatham",  # a quarter of an hour
    "UTC",
)
ODDEST = ("Africa/Casablanca", "America/St_Johns", "Asia/Gaza", "Europe/Dublin", "Pacific/Apia")
MADE_BY_THE_MACHINE = re.compile(r"(?:posix|right)/.*|localtime|posixrules|Factory")

FIRST, LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2120, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
AROUND = [
    timedelta(seconds=seconds)
    for seconds in (-86_400, -7_200, -3_601, -3_600, -1_800, -1, 0, 1, 1_799, 3_599, 3_600, 7_200)
]
STEADY = tuple(FIRST + timedelta(days=41 * n, hours=n % 24, minutes=n % 60) for n in range(1_336))
"""Instants over all the years, at every hour."""
FEW = STEADY[9:720:37]


ORDINARY = [datetime(2030 + n // 12, 1 + n % 12, 15, 12, tzinfo=UTC) for n in range(1, 24)]
"""Times at which nothing odd happens, but Ramadan."""
PARTS = 12
"""In how many tests the deep run looks at all zones, so that several processes share the work."""


@cache
def all_zones() -> tuple[str, ...]:
    return tuple(
        sorted(z for z in zoneinfo.available_timezones() if not MADE_BY_THE_MACHINE.fullmatch(z))
    )


@cache
def kinds_of_zones() -> tuple[str, ...]:
    """One of the zones that have told the same times since 1970: Toronto, and not Montreal."""
    by_clock = {
        tuple(t.astimezone(ZoneInfo(z)).utcoffset() for t in STEADY): z for z in all_zones()
    }
    return tuple(sorted(by_clock.values()))


def transitions(zone: ZoneInfo) -> Iterator[datetime]:
    """The instants at which a zone's clocks change, told by asking for every day."""
    before, offset = FIRST, FIRST.astimezone(zone).utcoffset()
    while before < LAST:
        after = before + timedelta(days=1)
        if after.astimezone(zone).utcoffset() != offset:
            yield _changes(zone, before, after)
            offset = after.astimezone(zone).utcoffset()
        before = after


def _changes(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second of the new offset."""
    old = before.astimezone(zone).utcoffset()
    while after - before > SECOND:
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


@lru_cache(maxsize=len(ODD))
def instants(name: str) -> list[datetime]:
    """Around each clock change, and all over the years."""
    around = {change + delta for change in transitions(ZoneInfo(name)) for delta in AROUND}
    return sorted(t for t in around | {*STEADY} if FIRST <= t < LAST)


def timetable(name: str, times: Iterable[datetime]) -> Event:
    """An event in a zone with a session at each of these times that the model takes.

    It takes no time whose offset has seconds, as Liberia's had until 1972.
    """
    zone = ZoneInfo(name)
    sessions = []
    for n, time in enumerate(times):
        try:
            sessions.append(Session(id=f"s{n}", title="x", start=time.astimezone(zone)))
        except InvalidValueError:
            assert time.year < 1973
    return Event(id=name, title="x", start=ORDINARY[0], timezone=name, sessions=sessions)


def told(event: Event) -> list[datetime]:
    """The instants of its entries, in the order of the file."""
    starts = [event.starts_at, *(session.start for session in event.sessions if session.start)]
    return [start.astimezone(UTC) for start in starts]


def seen(entries: Sequence[Seen]) -> list[datetime]:
    return [entry.start for entry in entries]


def wrongly_read(wholes: Sequence[Event], answers: Sequence[Sequence[Seen]]) -> list[str]:
    """The zones in which a reader saw another instant than was told."""
    pairs = zip(wholes, answers, strict=True)
    return [whole.id for whole, entries in pairs if seen(entries) != told(whole)]


def block_of(data: bytes) -> bytes:
    return data.partition(b"END:VTIMEZONE\r\n")[0].partition(b"BEGIN:VTIMEZONE")[2]


class TestBlocks:
    def test_each_is_small(self) -> None:
        """About 340 bytes; a list of observances would be tens of thousands."""
        sizes = {name: len(block_of(to_ical(timetable(name, ())))) for name in all_zones()}
        assert len(sizes) > 400
        assert max(sizes.values()) < 500

    def test_each_is_a_function_of_the_zone_alone(self) -> None:
        """Not of the times that are told in it: a new talk changes no block."""
        for name in ODD:
            tables = [timetable(name, times) for times in ((), STEADY[:9], STEADY[-9:], ORDINARY)]
            assert len({block_of(to_ical(table)) for table in tables}) == 1

    def test_there_is_one_for_each_zone_sorted(self) -> None:
        events = [timetable(name, ()) for name in reversed(all_zones())]
        zones = calendar_of(to_ical(Calendar(events=events))).inside("VTIMEZONE")
        names = [zone.text("TZID") for zone in zones]
        assert names == sorted(set(all_zones()) - {"UTC"})

    @pytest.mark.parametrize("name", ["UTC"])
    def test_utc_needs_none(self, name: str) -> None:
        data = to_ical(timetable(name, ORDINARY))
        assert b"VTIMEZONE" not in data
        assert b"TZID" not in data

    def test_a_zone_in_which_nothing_is_told_has_none(self) -> None:
        """The event is of 1960, when no block holds."""
        whole = timetable("America/Toronto", ()).replace(start=datetime(1960, 1, 1, tzinfo=UTC))
        assert b"VTIMEZONE" not in to_ical(whole)
        assert b"VTIMEZONE" in to_ical(whole.put(Session(id="s", title="x", start=ORDINARY[0])))

    def test_an_end_alone_needs_one(self) -> None:
        start, end = datetime(2008, 11, 2, 5, 30, tzinfo=UTC), datetime(2008, 11, 2, 9, tzinfo=UTC)
        data = to_ical(timetable("America/Toronto", ()).replace(start=start, end=end))
        assert b"DTSTART:20081102T053000Z" in data
        assert b"DTEND;TZID=America/Toronto:20081102T040000" in data
        assert calendar_of(data).inside("VTIMEZONE")


class TestTold:
    """Ordinary times of the present are told in their zone, and only what cannot be is in UTC."""

    def test_present_day_times_are_told_in_their_zone(self) -> None:
        for name in sorted({*all_zones()} - {"UTC", "Africa/Casablanca", "Africa/El_Aaiun"}):
            data = to_ical(timetable(name, ORDINARY))
            assert data.count(b"DTSTART;TZID=") == 1 + len(ORDINARY), name

    def test_of_casablanca_only_ramadan_is_in_utc(self) -> None:
        year = [datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(365)]
        zone = ZoneInfo("Africa/Casablanca")
        ramadan = [day for day in year if not day.astimezone(zone).utcoffset()]
        data = to_ical(timetable("Africa/Casablanca", year))
        assert 28 < len(ramadan) < 40
        assert len(re.findall(rb"(?m)^DTSTART:\d{8}T\d{6}Z", data)) == len(ramadan)

    @needs_libical
    @pytest.mark.readers
    @pytest.mark.parametrize("name", ODDEST)
    def test_what_is_in_utc_has_to_be(self, name: str) -> None:
        """Told in its zone, some reader would have each of these at another instant.

        A time that comes twice is one of them: some take the first pass, and some the second. So is
        every time before 1971, when the blocks begin.
        """
        assert needless(name, [t for t in instants(name) if t.year > 1970]) == []


def needless(name: str, times: Iterable[datetime]) -> list[datetime]:
    """Those of these times which are in UTC though each reader would know them in their zone."""
    whole = timetable(name, times)
    data = to_ical(whole)
    in_utc = [not at.tzid for at in with_libical(data)]
    in_zone = _rewritten(data, name)
    by_libical = seen(with_libical(in_zone))
    suspects = [
        start
        for start, needed, read in zip(told(whole), in_utc, by_libical, strict=True)
        if needed and start == read
    ]
    return [start for start in suspects if _is_told_once(start, ZoneInfo(name), own_zone(in_zone))]


def _rewritten(data: bytes, name: str) -> bytes:
    """A feed with all its times told in the zone."""
    zone = ZoneInfo(name)

    def local(found: re.Match[bytes]) -> bytes:
        time = datetime.strptime(found[1].decode(), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return f"DTSTART;TZID={name}:{time.astimezone(zone):%Y%m%dT%H%M%S}".encode()

    return re.sub(rb"(?m)^DTSTART:(\d{8}T\d{6}Z)", local, data)


def own_zone(data: bytes) -> tzinfo:
    """The only VTIMEZONE of a file, as dateutil understands it."""
    block = f"BEGIN:VTIMEZONE{block_of(data).decode()}END:VTIMEZONE\n"
    return tz.tzical(StringIO(block)).get() or pytest.fail("no zone")


def _is_told_once(start: datetime, zone: ZoneInfo, block: tzinfo) -> bool:
    """Whether an instant's wall time means it, and nothing else, in the zone and by the block."""
    wall = start.astimezone(zone).replace(fold=0)
    by_block = wall.replace(tzinfo=block)
    if tz.datetime_ambiguous(wall) or tz.datetime_ambiguous(by_block):
        return False
    return tz.datetime_exists(by_block) and by_block.astimezone(UTC) == start


@pytest.mark.readers
class TestReaders:
    """Every TZID time of a file reads right from that file's own VTIMEZONE."""

    @needs_libical
    @pytest.mark.parametrize("name", ODD)
    def test_libical_reads_every_instant_of_an_odd_zone(self, name: str) -> None:
        whole = timetable(name, instants(name))
        assert seen(with_libical(to_ical(whole))) == told(whole)

    @pytest.mark.parametrize("name", ODD)
    def test_icalendar_reads_instants_of_an_odd_zone(self, name: str) -> None:
        whole = timetable(name, instants(name)[::31])
        assert seen(with_icalendar(to_ical(whole))) == told(whole)

    @pytest.mark.parametrize("name", ODD)
    def test_vobject_reads_instants_of_an_odd_zone(self, name: str) -> None:
        whole = timetable(name, instants(name)[::61])
        assert seen(with_vobject(to_ical(whole))) == told(whole)

    @needs_libical
    def test_libical_reads_times_of_every_zone(self) -> None:
        for name in kinds_of_zones():
            whole = timetable(name, FEW)
            assert seen(with_libical(to_ical(whole))) == told(whole), name

    @needs_icaljs
    def test_icaljs_reads_times_of_every_zone(self) -> None:
        wholes = [timetable(name, FEW) for name in kinds_of_zones()]
        wholes += [timetable(name, instants(name)[::29]) for name in ODD]
        assert wrongly_read(wholes, with_icaljs_many([to_ical(whole) for whole in wholes])) == []


@pytest.mark.deep
@pytest.mark.readers
class TestEveryInstantOfEveryZone:
    """All 600 zones over 150 years, around each clock change: 1.7 million times."""

    @needs_libical
    @pytest.mark.parametrize("name", all_zones())
    def test_it_reads_right_and_is_in_utc_only_where_it_has_to_be(self, name: str) -> None:
        whole = timetable(name, instants(name))
        assert seen(with_libical(to_ical(whole))) == told(whole)
        if name != "UTC":
            assert needless(name, [t for t in instants(name) if t.year > 1970]) == []

    @pytest.mark.parametrize("part", range(PARTS))
    def test_icalendar_reads_it(self, part: int) -> None:
        for name in kinds_of_zones()[part::PARTS]:
            whole = timetable(name, instants(name)[::7])
            assert seen(with_icalendar(to_ical(whole))) == told(whole), name

    @needs_icaljs
    @pytest.mark.parametrize("part", range(PARTS))
    def test_icaljs_reads_it(self, part: int) -> None:
        wholes = [timetable(name, instants(name)[::3]) for name in kinds_of_zones()[part::PARTS]]
        assert wrongly_read(wholes, with_icaljs_many([to_ical(whole) for whole in wholes])) == []
