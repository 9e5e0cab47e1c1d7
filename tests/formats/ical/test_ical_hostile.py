"""Whatever a text holds, it stays a text: no line, property or component comes of it."""

import json
import os
import subprocess
import sys

import icalendar
import pytest
from hypothesis import given
from tests.formats.ical.grammar import calendar_of
from tests.formats.ical.hostile import (
    CASES,
    HANDFUL,
    PIECES,
    SEPARATORS,
    Case,
    harmless,
    hostile,
    outcome,
    outcomes,
    shapes,
)

from hallwaytrack import InvalidValueError

UNREAD = ("NAME", "X-HALLWAYTRACK-TOUR")
"""Properties that icalendar gives with their escapes."""


@pytest.mark.parametrize("name", CASES)
class TestEveryText:
    @given(text=hostile())
    def test_it_is_refused_or_adds_no_line_and_is_read_back(self, name: str, text: str) -> None:
        """Split by CRLF alone, or as ``str.splitlines`` or ``bytes.splitlines`` would have it.

        Only U+2028 and U+2029 are not read back as they were: they are newlines in a feed.
        """
        case = CASES[name]
        try:
            data = case.written(text)
        except InvalidValueError:
            return
        assert shapes(data) == harmless(name)
        if case.name:
            wanted = case.shown(text.translate(SEPARATORS))
            assert _by_grammar(case, data) == wanted
            assert not _is_read_by_icalendar(case, text) or _by_icalendar(case, data) == wanted

    def test_there_is_a_harmless_one(self, name: str) -> None:
        assert harmless(name) is not None


def _by_grammar(case: Case, data: bytes) -> str:
    calendar = calendar_of(data)
    component = calendar if case.entry is None else calendar.entries[case.entry]
    found = component.one(case.name)
    if case.parameter:
        return found.parameters[case.parameter]
    return "\0".join(found.texts) if case.name == "CATEGORIES" else found.text


def _is_read_by_icalendar(case: Case, text: str) -> bool:
    """Not where it leaves escapes in, or undoes some in parameters, which RFC 6868 has none of."""
    return case.name not in UNREAD and not (case.parameter and "\\" in text)


def _by_icalendar(case: Case, data: bytes) -> str:
    calendar = icalendar.Calendar.from_ical(data)
    assert not [error for part in calendar.walk() for error in part.errors]
    component = calendar if case.entry is None else calendar.events[case.entry]
    found = component[case.name]
    if case.parameter:
        return str(found.params[case.parameter])
    return "\0".join(found.cats) if case.name == "CATEGORIES" else str(found)


class TestWithoutAsserts:
    def test_python_o_writes_the_same(self) -> None:
        """There the asserts are gone by which other libraries keep newlines out."""
        ran = subprocess.run(
            [sys.executable, "-O", "-m", "tests.formats.ical.hostile"],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert json.loads(ran.stdout) == [False, outcomes()]

    def test_the_handful_is_written_or_refused(self) -> None:
        """What the comparison above stands on."""
        assert len(outcomes()) == len(CASES) * len(HANDFUL)
        assert sum(each is None for each in outcomes()) > len(CASES)
        for name, case in CASES.items():
            for text in HANDFUL:
                assert outcome(case, text) in (None, harmless(name))


class TestPieces:
    def test_every_line_end_of_python_is_among_them(self) -> None:
        ends = {chr(n) for n in range(0x110000) if len(f"a{chr(n)}b".splitlines()) == 2}
        assert ends <= {*PIECES}
