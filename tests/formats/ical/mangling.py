"""Feeds with things done to them that no program should do, for ``test_ical_fuzz``.

What is drawn comes from a ``Random`` alone: Hypothesis gives one that it can shrink, and
``python -m tests.formats.ical.mangling`` a plain one, for as long as is asked for.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

from tests.formats.ical.reading import feeds_of_corpus

from hallwaytrack import (
    Calendar,
    DecodeError,
    Event,
    EventSeries,
    from_json,
    read,
    to_ical,
    to_json,
)
from hallwaytrack.formats.ical import shapes
from hallwaytrack.formats.ical.draft import ENTRY
from hallwaytrack.formats.ical.feed import CALENDAR
from hallwaytrack.formats.ical.write import PRODID
from hallwaytrack.model.fields import fields_of

GOLDEN = Path(__file__).parents[2] / "golden" / "ical"
SEEDS = Path(__file__).parent / "seeds"
"""Small feeds that once broke something; each is tried in every run."""
LONGEST = 12_000
"""Bytes of a feed to begin with; of a longer one only some lines are taken."""

LONG = 1
"""Seconds after which a feed is written to the findings, too."""

Lines = list[bytes]
Mangle = Callable[[Lines, Random], Lines]

COMPONENTS = (
    b"VCALENDAR", b"VEVENT", b"VTODO", b"VTIMEZONE", b"STANDARD", b"DAYLIGHT", b"VALARM",
    b"PARTICIPANT", b"VLOCATION", b"X-A", b"",
)  # fmt: skip
NAMES = (
    *(name.encode() for name in (*ENTRY, *CALENDAR)),
    *(b"TZID", b"TZOFFSETFROM", b"TZOFFSETTO", b"X-LIC-LOCATION", b"CALENDAR-ADDRESS"),
    *(b"PARTICIPANT-TYPE", b"x-a", b"-", b"BEGIN", b"END", b"VTIMEZONE"),
)
PARAMETERS = (
    b";VALUE=DATE", b";VALUE=DATE-TIME", b";VALUE=PERIOD", b";VALUE=BINARY", b";ENCODING=BASE64",
    b";TZID=Europe/Berlin", b";TZID=America/Toronto", b";TZID=W. Europe Standard Time",
    b";TZID=/mozilla.org/20050126_1/Europe/Rome", b";TZID=", b";TZID=Nowhere", b";TZID=../../etc",
    b";TZID=Africa/Casablanca", b";TZID=(GMT +01:00)", b";TZID=UTC", b";TZID=Pacific/Apia",
    b";TZID=\xff", b";TZID=Europe/\x00", b';TZID="Europe/Berlin"', b";RELTYPE=SIBLING",
    b";RELTYPE=PARENT", b";RANGE=THISANDFUTURE", b';CN="A; B"', b";CN=^n^'^^", b";CN=\xc3\xa9",
    b";ROLE=CHAIR", b";CUTYPE=ROOM", b";PARTSTAT=DECLINED", b";FEATURE=AUDIO,VIDEO", b";=", b";",
    b";LABEL=^n", b";LABEL=\x00", b";X-TITLE=There", b";FILENAME=a^nb", b';A="', b';A="b:c"',
)  # fmt: skip
VALUES = (
    b"", b" ", b"20080318", b"20080318T180000", b"20080318T180000Z", b"20081102T013000",
    b"20080309T023000", b"20080318T235960Z", b"20080318T250000", b"00010101T000000Z",
    b"99991231T235959Z", b"99991231", b"18991231T000000", b"19000101T000000", b"22000101T000000Z",
    b"20080318T180000Z,20080319T180000Z", b"20080318T180000Z/PT1H", b"20080318,,", b"20080230",
    b"PT1H", b"P1D", b"P1W", b"-PT1H", b"PT0S", b"P99999999999D", b"P1DT99999999H", b"PT1H2", b"P",
    b"FREQ=WEEKLY", b"FREQ=MONTHLY;BYDAY=3TU;COUNT=5", b"FREQ=YEARLY;UNTIL=20100101",
    b"FREQ=SECONDLY", b"FREQ=DAILY;COUNT=0", b"FREQ=DAILY;INTERVAL=99999999999999",
    b"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", b"FREQ=WEEKLY;UNTIL=20080101T000000Z", b"FREQ=",
    b"FREQ=WEEKLY;BYSETPOS=1;BYDAY=MO", b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", b"RRULE:x",
    b"FREQ=WEEKLY;UNTIL=99991231T235959", b"FREQ=DAILY;UNTIL=00010101", b"+0100", b"-0500",
    b"+9999", b"+000017", b"CONFIRMED", b"TENTATIVE", b"CANCELLED", b"TRANSPARENT", b"OPAQUE",
    b"CONFIDENTIAL", b"PRIVATE", b"ACTIVE", b"SPEAKER", b"SPONSOR", b"INACTIVE", b"Europe/Paris",
    b"https://example.org/", b"http://", b"http://[", b"javascript:alert(1)", b"mailto:a@b.org",
    b"mailto:", b"mailto:%00", b"a@b.org", b"https://zoom.us/j/1", b"geo:1,2", b"1;2", b"91;0",
    b"nan;inf", b"0;0", b"-1", b"99999999999999999999", b"\xef\xbc\x91", b"1.5", b"#FF2968FF",
    b"\\", b"\\n", b"\\N", b"\\,\\;\\\\", b"a\\", b",", b";", b":", b'"', b"\x00", b"\x7f",
    b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"\xc2\x85", b"\xe2\x80\x8b",
    b"\xf0\x9f\x8e\x89", b"Postponed: ", b"Cancelled: ", b"Cancelled: Cancelled: x",
    b"Postponed: x", b"1/1 {}", b"1/2 {", b"2/2 }", b"1/1 [", b"0/0 ", b"1/99999999 ",
    b'1/1 {"type":"event"}', b'1/1 {"hallwaytrack":"9.0"}', b"With: Ada (speaker)", b"Room A, Hall",
    b"Hall", b"a/b", b"a/b/c", b"/", b"//", b"s1/a@b.org", b"#", b" \t", b"\t", b"x" * 300,
    b"a b\xc2\xa0c", b"2008", PRODID.encode(),
)  # fmt: skip


def _insert_line(lines: Lines, random: Random) -> Lines:
    line = random.choice(NAMES)
    for _ in range(random.randrange(3)):
        line += random.choice(PARAMETERS)
    at = random.randrange(len(lines) + 1)
    return [*lines[:at], line + b":" + random.choice(VALUES), *lines[at:]]


def _open_or_close(lines: Lines, random: Random) -> Lines:
    line = random.choice((b"BEGIN:", b"END:", b"begin: ")) + random.choice(COMPONENTS)
    at = random.randrange(len(lines) + 1)
    return [*lines[:at], line, *lines[at:]]


def _wrap(lines: Lines, random: Random) -> Lines:
    first, end = _run(lines, random)
    name = random.choice(COMPONENTS)
    return [*lines[:first], b"BEGIN:" + name, *lines[first:end], b"END:" + name, *lines[end:]]


def _new_value(lines: Lines, random: Random) -> Lines:
    at = random.randrange(len(lines))
    head = lines[at].partition(b":")[0]
    return [*lines[:at], head + b":" + random.choice(VALUES), *lines[at + 1 :]]


def _new_name(lines: Lines, random: Random) -> Lines:
    at = random.randrange(len(lines))
    value = lines[at].partition(b":")[2]
    return [*lines[:at], random.choice(NAMES) + b":" + value, *lines[at + 1 :]]


def _new_parameter(lines: Lines, random: Random) -> Lines:
    at = random.randrange(len(lines))
    head, _, value = lines[at].partition(b":")
    line = head + random.choice(PARAMETERS) + b":" + value
    return [*lines[:at], line, *lines[at + 1 :]]


def _same_uid(lines: Lines, random: Random) -> Lines:
    """One UID, or part of one, where another was, or as a parent."""
    uids = [line for line in lines if line[:4].upper() == b"UID:"]
    if not uids:
        return lines
    at, uid = random.randrange(len(lines)), random.choice(uids)
    line = uid if random.randrange(2) else b"RELATED-TO" + uid[3:]
    return [*lines[:at], line, *lines[at + random.randrange(2) :]]


def _delete(lines: Lines, random: Random) -> Lines:
    first, end = _run(lines, random)
    return [*lines[:first], *lines[end:]]


def _repeat(lines: Lines, random: Random) -> Lines:
    first, end = _run(lines, random)
    at = random.randrange(len(lines) + 1)
    return [*lines[:at], *lines[first:end], *lines[at:]]


def _move(lines: Lines, random: Random) -> Lines:
    first, end = _run(lines, random)
    taken, rest = lines[first:end], [*lines[:first], *lines[end:]]
    at = random.randrange(len(rest) + 1)
    return [*rest[:at], *taken, *rest[at:]]


def _run(lines: Lines, random: Random) -> tuple[int, int]:
    first = random.randrange(len(lines))
    return first, first + random.choice((1, 1, 2, 5, 30))


def _fold(lines: Lines, random: Random) -> Lines:
    at = random.randrange(len(lines))
    cut = random.randrange(len(lines[at]) + 1)
    space = random.choice((b" ", b"\t", b"", b"\r\n "))
    return [*lines[:at], lines[at][:cut], space + lines[at][cut:], *lines[at + 1 :]]


MANGLES: Sequence[Mangle] = (
    _insert_line, _open_or_close, _wrap, _new_value, _new_name, _new_parameter, _same_uid, _delete,
    _repeat, _move, _fold,
)  # fmt: skip


def _bytes_changed(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    way = random.randrange(4)
    if way == 0:
        return data[:at]
    if way == 1:
        return data[:at] + random.choice(VALUES) + data[at:]
    if way == 2:
        return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]
    return data[:at] + data[at + 1 + random.randrange(8) :]


ENDS = (b"\r\n",) * 6 + (b"\n", b"\r", b"\r\r\n", b"\n\r")


def mangled(feeds: Sequence[bytes], random: Random) -> bytes:
    """One of some feeds, with a few things done to it."""
    lines = _some_lines(random.choice(feeds), random)
    for _ in range(1 + random.randrange(6)):
        if not random.randrange(12):
            lines = [*lines, *_some_lines(random.choice(feeds), random)]
        lines = random.choice(MANGLES)(lines, random) or [b"BEGIN:VCALENDAR"]
    data = random.choice(ENDS).join(lines)
    for _ in range(random.choice((0, 0, 0, 1, 3))):
        data = _bytes_changed(data, random)
    return data


def _some_lines(feed: bytes, random: Random) -> Lines:
    """All lines of a feed; of a long one some in a row, and those that it begins with."""
    lines = feed.replace(b"\r\n", b"\n").split(b"\n")
    if len(feed) <= LONGEST:
        return lines
    many = len(lines) * LONGEST // len(feed)
    first = random.randrange(len(lines))
    return [*lines[: many // 2], *lines[first : first + many // 2]]


def feeds() -> list[bytes]:
    """Feeds to begin with: ours, those that broke something, and real ones where they are."""
    ours = [*sorted(GOLDEN.glob("*.ics")), *sorted(SEEDS.glob("*.ics"))]
    return [path.read_bytes() for path in (*ours, *_installed(), *feeds_of_corpus())]


def _installed() -> list[Path]:
    spec = find_spec("icalendar")
    folders = spec.submodule_search_locations if spec else None
    return sorted(path for folder in folders or () for path in Path(folder).rglob("*.ics"))


OPTIONS: Sequence[dict[str, Any]] = (
    *[{}] * 4,
    *[{"timezone": "Europe/Berlin"}] * 3,
    *[{"namespace": "example.org", "source": "https://example.org/feed.ics"}] * 3,
    {"kind": Event},
    {"kind": EventSeries},
)


NEVER = 2**31


@contextmanager
def learning_after(vevents: int) -> Iterator[None]:
    """As if so many VEVENTs that look alike made a shape."""
    often, shapes.OFTEN = shapes.OFTEN, vevents
    try:
        yield
    finally:
        shapes.OFTEN = often


def made_again(model: Any) -> Any:
    """A model by the constructors of all its parts, none of which may change or refuse a member."""
    members = {}
    for field in fields_of(type(model)):
        value = getattr(model, field.name)
        if field.model and value is not None:
            value = tuple(map(made_again, value)) if field.many else made_again(value)
        members[field.name] = value
    found = type(model)(**members)
    for name, value in members.items():
        assert type(getattr(found, name)) is type(value), name
        assert getattr(found, name) == value, name
    return found


def check(data: bytes, options: dict[str, Any]) -> bool:
    """Read a feed: it gives a document that holds in every way, or a ``DecodeError``.

    Read by shapes it means what it means line by line. The rules allow what was read, which can be
    stored, and its public feed reads and writes the same bytes.
    """
    try:
        with learning_after(1):
            reading = read(data, "ical", **options)
    except DecodeError:
        return False
    with learning_after(NEVER):
        assert read(data, "ical", **options) == reading
    document = reading.document
    assert made_again(document) == document
    assert all(problem.code for problem in reading.problems)
    assert from_json(to_json(document), type(document)) == document
    for components in (False, True):
        feed = to_ical(document, components=components)
        if b":18991231T" in feed or b":99990101T" in feed:
            continue  # in its zone it lies within the years that are kept, but not in UTC
        again = read(feed, "ical", kind=Calendar).document
        assert to_ical(again, components=components) == feed
    return True


def main() -> None:
    """Try feeds until the time is over; what breaks is written to a folder."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--findings", type=Path, default=Path("findings"))
    arguments = parser.parse_args()
    began, said = time.monotonic(), 0.0
    known, counts, slowest = feeds(), Counter[str](), [0.0]
    for number in range(arguments.seed, 2**62):
        random = Random(number)
        data, options = mangled(known, random), random.choice(OPTIONS)
        started = time.process_time()
        try:
            counts["read" if check(data, options) else "refused"] += 1
        except Exception as error:
            kind = f"{type(error).__name__}-{_where(error)}"
            counts[kind] += 1
            if counts[kind] <= 3:
                arguments.findings.mkdir(exist_ok=True)
                (arguments.findings / f"{kind}-{number}.ics").write_bytes(data)
                print(number, options, kind, repr(error)[:400], flush=True)
        took = time.process_time() - started
        if took > LONG:
            counts["slow"] += 1
            arguments.findings.mkdir(exist_ok=True)
            (arguments.findings / f"slow-{took:.0f}s-{number}.ics").write_bytes(data)
            print(number, options, f"{took:.1f} s for {len(data)} bytes", flush=True)
        slowest = sorted((*slowest, took * 1e6 / (len(data) + 500)))[-5:]
        now = time.monotonic() - began
        if now - said > 60 or now > arguments.minutes * 60:
            said = now
            print(f"{now:.0f}s", dict(counts), "us/byte", [f"{s:.1f}" for s in slowest], flush=True)
        if now > arguments.minutes * 60:
            return


def _where(error: BaseException) -> str:
    """The innermost place of ours that an error came through."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if "hallwaytrack" in code.co_filename or "mangling" in code.co_filename:
            place = f"{Path(code.co_filename).stem}-{trace.tb_lineno}"
        trace = trace.tb_next
    return place


if __name__ == "__main__":
    main()
