"""What no program should write is read all the same, or refused with a ``DecodeError``.

``python -m tests.formats.ical.mangling`` goes on for as long as is asked for, and
``python -m tests.benchmarks.hostile`` tells what takes long; here no time is measured.
"""

import inspect
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.ical.heavy import NAMES, heavy
from tests.formats.ical.mangling import (
    NEVER,
    OPTIONS,
    SEEDS,
    check,
    feeds,
    learning_after,
    mangled,
)
from tests.formats.ical.reading import feed, vevent

from hallwaytrack import DecodeError, read
from hallwaytrack.formats.ical import Limits

KNOWN = feeds()
OPTION = st.sampled_from(OPTIONS)
NO_LIMITS = Limits(
    max_bytes=None, max_lines=None, max_line_length=None, max_depth=None, max_components=None
)
SHALLOW = 80
"""Calls in each other that reading may take, whatever the feed is."""


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.ics")), ids=lambda path: path.stem)
def test_what_once_broke_something(path: Path) -> None:
    for option in OPTIONS:
        check(path.read_bytes(), option)


@given(data=st.binary() | st.binary().map(b"BEGIN:VCALENDAR\n".__add__), option=OPTION)
def test_bytes(data: bytes, option: dict[str, object]) -> None:
    check(data, option)


@given(random=st.randoms(use_true_random=False), option=OPTION)
def test_mangled_feeds(random: Random, option: dict[str, object]) -> None:
    check(mangled(KNOWN, random), option)


@pytest.mark.deep
@settings(max_examples=20_000)
@given(seed=st.integers(0, 2**62), option=OPTION)
def test_many_mangled_feeds(seed: int, option: dict[str, object]) -> None:
    check(mangled(KNOWN, Random(seed)), option)


class TestShapes:
    """A VEVENT that looks like many before it is read at once, and means what it always meant."""

    def test_what_is_read_at_once_is_what_is_read_line_by_line(self) -> None:
        for data in KNOWN:
            try:
                with learning_after(1):
                    reading = read(data, "ical")
            except DecodeError:
                continue
            with learning_after(NEVER):
                assert read(data, "ical") == reading

    @pytest.mark.parametrize(
        "odd",
        [
            *("", "X-A:b", "BEGIN:VALARM\r\nEND:VALARM", 'X-A;B="c:d', "LOCATION", "\r\n", "!"),
            *("STATUS:SO-SO", "DTEND;TZID=Nowhere:20080318T230000", "X-\u00e9:\u591a\u6469"),
        ],
    )
    def test_one_that_is_another(self, odd: str) -> None:
        alike = [vevent(f"LOCATION:Room {n}", uid=f"{n}@x.org") for n in range(50)]
        data = feed(*alike, vevent(odd, "LOCATION:Here"), *alike[:5], vevent(odd, uid="z@x.org"))
        with learning_after(NEVER):
            slowly = read(data, "ical")
        assert read(data, "ical") == slowly
        assert [problem.line for problem in slowly.problems if problem.code == "IC302"]

    def test_a_depth_that_is_refused(self) -> None:
        alike = "\r\n".join(["BEGIN:X", *[vevent()] * 30, "END:X"])
        with pytest.raises(DecodeError, match="depth"):
            read(feed(*[vevent()] * 30, alike), "ical", limits=Limits(max_depth=2))


def read_or_refused(data: bytes) -> None:
    with suppress(DecodeError):
        read(data, "ical", limits=NO_LIMITS)


def calls(function: Callable[[bytes], None], data: bytes) -> int:
    """How many functions, ours or Python's own, are called."""
    n = 0

    def count(frame: object, event: str, arg: object) -> None:
        nonlocal n
        n += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        function(data)
    finally:
        sys.setprofile(before)
    return n


@pytest.mark.parametrize("name", NAMES)
class TestHeavyFeeds:
    def test_steps_grow_as_the_feed_does(self, name: str) -> None:
        small, large = heavy(name, 8_000), heavy(name, 32_000)
        read_or_refused(large)  # names of zones, say, are looked up once in a process
        steps = [calls(read_or_refused, data) for data in (small, large)]
        assert steps[1] < 6 * steps[0] + 2_000

    def test_nothing_recurses(self, name: str) -> None:
        data = heavy(name, 20_000)
        read_or_refused(data)
        depth = len(inspect.stack(0))
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(depth + SHALLOW)
        try:
            read_or_refused(data)
        finally:
            sys.setrecursionlimit(before)
