"""What goes wrong, and how it is told."""

import copy
import pickle
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.plain import event, session

from hallwaytrack import (
    DecodeError,
    HallwayTrackError,
    InvalidValueError,
    Person,
    Problem,
    UnknownIdError,
)
from hallwaytrack.errors import NOTHING, SHOWN, pointer, printable, shown

PROBLEM = Problem(message="title must hold a visible character", value="", place="/title")
OTHER = Problem(message="member 'id' is missing", place="/id")


class TestTheTree:
    @pytest.mark.parametrize(
        ("error", "parents"),
        [
            (HallwayTrackError, (Exception,)),
            (InvalidValueError, (HallwayTrackError, ValueError)),
            (UnknownIdError, (InvalidValueError, KeyError)),
            (DecodeError, (HallwayTrackError, ValueError)),
        ],
    )
    def test_each_can_be_caught_as_its_parents(
        self, error: type[HallwayTrackError], parents: tuple[type[Exception], ...]
    ) -> None:
        for parent in (error, *parents):
            with pytest.raises(parent):
                raise error(PROBLEM)

    def test_a_decode_error_is_no_invalid_value(self) -> None:
        assert not issubclass(DecodeError, InvalidValueError)
        assert not issubclass(InvalidValueError, DecodeError)


class TestProblem:
    @pytest.mark.parametrize(
        ("problem", "text"),
        [
            (Problem(message="m"), "m"),
            (Problem(message="m", value=3), "m, got 3"),
            (Problem(message="m", value=None), "m, got None"),
            (Problem(message="m", place="/a/0"), "m (at /a/0)"),
            (Problem(message="m", mend="write n"), "m; write n"),
            (
                Problem(message="m", value="", place="/a", mend="write n"),
                "m, got '' (at /a); write n",
            ),
            (Problem(message="m", place="/a\n\x1b[31m\u202e"), "m (at /a\\n\\x1b[31m\\u202e)"),
            (Problem(message="m", place="/\ud800"), "m (at /\\ud800)"),
        ],
    )
    def test_its_text_is_rule_value_place_and_mend(self, problem: Problem, text: str) -> None:
        assert str(problem) == text

    def test_code_severity_and_line_are_for_programs(self) -> None:
        problem = Problem(message="m", code="HT101", severity="warning", line=3)
        assert str(problem) == "m"
        assert (problem.code, problem.severity, problem.line) == ("HT101", "warning", 3)

    def test_within_a_whole_its_place_is_longer(self) -> None:
        assert PROBLEM.within("/sessions/3").place == "/sessions/3/title"
        assert PROBLEM.within("").place == "/title"
        assert PROBLEM.place == "/title"

    def test_it_is_compared_by_value(self) -> None:
        assert Problem(message="m", value=3) == Problem(message="m", value=3)
        assert Problem(message="m") != Problem(message="m", value=None)

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_one_about_something_absent_stays_so(self, protocol: int) -> None:
        for again in (pickle.loads(pickle.dumps(OTHER, protocol)), copy.deepcopy(OTHER)):
            assert again == OTHER and str(again) == str(OTHER) and again.value is NOTHING


class TestErrors:
    def test_one_problem_is_the_message(self) -> None:
        error = InvalidValueError(PROBLEM)
        assert error.problems == (PROBLEM,)
        assert str(error) == "title must hold a visible character, got '' (at /title)"

    def test_several_are_listed(self) -> None:
        error = DecodeError(iter([PROBLEM, OTHER]))
        assert error.problems == (PROBLEM, OTHER)
        assert str(error) == (
            "2 problems:\n"
            "- title must hold a visible character, got '' (at /title)\n"
            "- member 'id' is missing (at /id)"
        )

    def test_a_look_up_shows_its_message_unlike_a_plain_key_error(self) -> None:
        assert str(UnknownIdError(OTHER)) == "member 'id' is missing (at /id)"

    @pytest.mark.parametrize(
        "cls", [HallwayTrackError, InvalidValueError, UnknownIdError, DecodeError]
    )
    @pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
    def test_they_pickle(self, cls: type[HallwayTrackError], protocol: int) -> None:
        error = cls([PROBLEM, OTHER])
        for again in (pickle.loads(pickle.dumps(error, protocol)), copy.copy(error)):
            assert type(again) is cls
            assert again.problems == error.problems and str(again) == str(error)

    def test_no_internal_exception_shows_in_a_traceback(self) -> None:
        with pytest.raises(InvalidValueError) as error:
            session(title="")
        assert error.value.__suppress_context__


class Unshowable:
    """An object whose repr fails."""

    def __repr__(self) -> str:
        raise RuntimeError("no")


class TestShown:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (3, "3"),
            ("a\nb\x1b", "'a\\nb\\x1b'"),
            ("\ud800", "'\\ud800'"),
            (date(2008, 3, 18), "2008-03-18"),
            (datetime(2008, 3, 18, tzinfo=UTC), "2008-03-18T00:00:00+00:00"),
            (
                Person(id="ada", name="Ada", email="a@b"),
                "Person(id='ada', name='Ada', email=<private>)",
            ),
        ],
    )
    def test_a_value_is_shown_on_one_line(self, value: object, text: str) -> None:
        assert shown(value) == text

    @pytest.mark.parametrize(
        "value",
        [
            *("x" * 10**6, [["x"] * 1_000] * 1_000, {n: n for n in range(10_000)}, b"x" * 10**6),
            *(10**5_000, [10**5_000], object(), Unshowable(), [Unshowable()]),
            *(event(description="x" * 10**6), [event()] * 100),
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_whatever_it_is_it_is_short(self, value: object) -> None:
        assert len(shown(value)) <= SHOWN
        assert str(Problem(message="m", value=value)).startswith("m, got ")

    def test_a_ring_or_a_deep_nest_is_no_trouble(self) -> None:
        ring: list[Any] = []
        ring.append(ring)
        deep: list[Any] = []
        for _ in range(100_000):
            deep = [deep]
        assert len(shown(ring)) <= SHOWN and len(shown(deep)) <= SHOWN
        # Taken apart by hand: Python itself would run out of stack.
        while deep:
            deep = deep.pop()

    @given(st.text())
    def test_any_text_is_printable(self, text: str) -> None:
        assert shown(text).isprintable() and printable(text).isprintable()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("foo",), "/foo"),
        (("foo", 0), "/foo/0"),
        (("",), "/"),
        (("a/b",), "/a~1b"),
        (("c%d",), "/c%d"),
        (('k"l',), '/k"l'),
        ((" ",), "/ "),
        (("m~n",), "/m~0n"),
        (("~1",), "/~01"),
    ],
)
def test_pointers(path: tuple[str | int, ...], text: str) -> None:
    """The examples of :rfc:`6901`, section 5, and more."""
    assert pointer(*path) == text
