"""Expressions that are compiled when they are first asked."""

import re

import pytest

from hallwaytrack.model.patterns import pattern


class TestPattern:
    def test_has_its_text_without_being_compiled(self) -> None:
        assert pattern("[").pattern == "["
        with pytest.raises(re.error, match="unterminated character set"):
            pattern("[").fullmatch("a")

    def test_does_what_the_compiled_one_does(self) -> None:
        words = pattern("[a-z]+", re.IGNORECASE)
        assert words.fullmatch("Ada") and not words.fullmatch("Ada Lovelace")
        assert words.sub("x", "Ada Lovelace") == "x x"
        assert words.flags == re.compile("[a-z]+", re.IGNORECASE).flags
