"""One line a problem: ``file:line or /json/pointer: code message``."""

import pytest

from hallwaytrack import DecodeError, Problem
from hallwaytrack.cli.telling import Unusable, about, line_of

NAIVE = Problem(
    message="start needs a zone",
    value="2026-01-01T00:00:00",
    place="/sessions/3/start",
    mend="use at()",
)


class TestLine:
    @pytest.mark.parametrize(
        ("problem", "line"),
        [
            (
                NAIVE,
                "f.json /sessions/3/start: start needs a zone, got '2026-01-01T00:00:00'; use at()",
            ),
            (Problem(message="cut off"), "f.json: cut off"),
            (Problem(message="cut off", line=7), "f.json:7: cut off"),
            (Problem(message="m", line=7, place="/a"), "f.json:7 /a: m"),
            (Problem(message="m", code="HT101"), "f.json: HT101 m"),
            (Problem(message="m", code="HT1", severity="warning"), "f.json: warning: HT1 m"),
            (Problem(message="m", severity="info", line=1), "f.json:1: info: m"),
        ],
    )
    def test_says_where_and_what(self, problem: Problem, line: str) -> None:
        assert line_of(problem, "f.json") == line

    def test_is_one_line_whatever_the_file_holds(self) -> None:
        """A name in a file must not be able to write lines of its own, or to move the cursor."""
        problem = Problem(message="a\nb", value="c\nd", place="/e\nf\x1b[2J", mend="g\r\u202eh")
        line = line_of(problem, "i\nj.json")
        assert line.isprintable()
        assert line == r"i\nj.json /e\nf\x1b[2J: a\nb, got 'c\nd'; g\r\u202eh"


class TestAbout:
    def test_tells_all_problems(self) -> None:
        with pytest.raises(Unusable) as caught, about("f.json"):
            raise DecodeError([NAIVE, Problem(message="another")])
        assert len(caught.value.lines) == 2
        assert caught.value.exit_code == 2

    def test_tells_of_files_by_the_name_that_was_given(self) -> None:
        with pytest.raises(Unusable) as caught, about("f.json"):
            raise FileNotFoundError(2, "No such file or directory", "something else")
        assert caught.value.lines == ["f.json: No such file or directory"]

    def test_tells_an_error_without_words_by_its_class(self) -> None:
        with pytest.raises(Unusable) as caught, about("f.json"):
            raise TimeoutError
        assert caught.value.lines == ["f.json: TimeoutError"]

    def test_leaves_a_broken_pipe_alone(self) -> None:
        with pytest.raises(BrokenPipeError), about("f.json"):
            raise BrokenPipeError
