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
from tests.formats.ical.mangling import OPTIONS, SEEDS, check, feeds, mangled

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
