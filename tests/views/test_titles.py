"""Titles as people compare them."""

import unicodedata

import pytest
from hypothesis import given
from tests.strategies import LINES

from hallwaytrack.views.titles import LONGEST, parted, similarity, words_of


class TestWords:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Café de l'Été", "CAFE DE L’ETE"),
            ("Straße", "STRASSE"),
            ("C++/CLI: what's new?", "c cli what s new"),
            ("snake_case", "Snake Case"),
            ("ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
            ("한국어 모임", unicodedata.normalize("NFD", "한국어 모임")),
            ("ﬁnal", "final"),
        ],
    )
    def test_one_title_in_two_spellings(self, one: str, other: str) -> None:
        assert words_of(one) == words_of(other)

    @pytest.mark.parametrize(("one", "other"), [("Part 1", "Part 2"), ("漢字", "漢語"), ("!", "?")])
    def test_two_titles(self, one: str, other: str) -> None:
        assert words_of(one) != words_of(other)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("東京の集い", ("東京", "京の", "の集", "集い")),
            ("集い Python 3", ("集い", "python", "3")),
            ("木", ("木",)),
            ("🎉", ("🎉",)),
        ],
    )
    def test_writing_without_spaces_gives_neighbours(
        self, text: str, words: tuple[str, ...]
    ) -> None:
        assert words_of(text) == words

    def test_only_the_beginning_of_a_title_is_compared(self) -> None:
        assert words_of("x " * LONGEST + "the end") == ("x",) * (LONGEST // 2)

    @given(LINES)
    def test_every_title_has_words_and_is_like_itself(self, title: str) -> None:
        words = words_of(title)
        assert words
        assert similarity(frozenset(words), frozenset(words)) == 1
        assert (
            words_of(title.swapcase()) == words or title.swapcase().casefold() != title.casefold()
        )


class TestParted:
    NAMES = frozenset({words_of("IT Pro Toronto"), words_of("IT Pro")})

    @pytest.mark.parametrize(
        ("title", "name", "rest"),
        [
            ("IT Pro Toronto: Virtualization", "IT Pro Toronto", "Virtualization"),
            ("Virtualization (IT Pro Toronto)", "IT Pro Toronto", "Virtualization"),
            ("IT Pro Ottawa", "IT Pro", "Ottawa"),
            ("Virtualization", "", "Virtualization"),
            ("A pro of IT in Toronto", "", "A pro of IT in Toronto"),
        ],
    )
    def test_the_longest_name_before_or_after_a_title(
        self, title: str, name: str, rest: str
    ) -> None:
        expected = (words_of(name) if name else (), words_of(rest))
        assert parted(words_of(title), self.NAMES) == expected

    def test_a_title_that_is_a_name_stays(self) -> None:
        names = frozenset({words_of("IT Pro Toronto")})
        assert parted(words_of("IT Pro Toronto"), names) == ((), ("it", "pro", "toronto"))


class TestSimilarity:
    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            ("a b", "a b", 1),
            ("a b", "b a", 1),
            ("a b", "a c", 0.5),
            ("a", "b", 0),
            ("a b c", "a", 0.5),
        ],
    )
    def test_the_share_of_words_that_both_have(self, one: str, other: str, expected: float) -> None:
        assert similarity(frozenset(one.split()), frozenset(other.split())) == expected
