"""How far a command is, on a terminal."""

import io
from collections.abc import Sequence

import pytest

from hallwaytrack.cli.progress import each


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


class TestEach:
    @pytest.mark.parametrize("items", [[], [1], [1, 2, 3]])
    @pytest.mark.parametrize("stream", [Screen, io.StringIO])
    def test_gives_all(self, items: Sequence[int], stream: type[io.StringIO]) -> None:
        assert list(each(items, "Reading", stream())) == items

    def test_tells_on_a_terminal_how_many_are_done(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TERM", "xterm")
        screen = Screen()
        assert list(each([1, 2, 3], "Reading", screen)) == [1, 2, 3]
        assert "Reading" in screen.getvalue() and "100%" in screen.getvalue()
        assert screen.getvalue().endswith("\x1b[1A\x1b[2K")  # and leaves no trace

    @pytest.mark.parametrize(
        ("items", "stream"), [([1], Screen()), ([1, 2], io.StringIO()), ([], Screen())]
    )
    def test_is_silent_otherwise(self, items: Sequence[int], stream: io.StringIO) -> None:
        assert list(each(items, "Reading", stream)) == items
        assert stream.getvalue() == ""

    def test_does_without_a_stream(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stderr", None)
        assert list(each([1, 2], "Reading")) == [1, 2]
