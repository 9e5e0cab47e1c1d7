"""Titles as people compare them: case, accents, punctuation and the group's own name put aside."""

import re
import unicodedata
from functools import lru_cache
from typing import TypeAlias

Words: TypeAlias = tuple[str, ...]

UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Thai, Lao, kana and ideographs: nobody puts spaces between their words."""
WORD = re.compile(f"[{UNSPACED}]+|[^\\W_{UNSPACED}]+")
IS_UNSPACED = re.compile(f"[{UNSPACED}]")
LONGEST = 500
"""Characters of a title that are compared."""


@lru_cache(maxsize=10_000)
def words_of(text: str) -> Words:
    """The words of a title; of writing without spaces each two neighbours.

    >>> words_of("Café: l'Été, no. 3!")
    ('cafe', 'l', 'ete', 'no', '3')
    """
    bare = unicodedata.normalize("NFKD", text[:LONGEST]).casefold()
    bare = unicodedata.normalize("NFC", "".join(c for c in bare if not unicodedata.combining(c)))
    found = tuple(part for word in WORD.findall(bare) for part in _parts(word))
    return found or (text[:LONGEST],)  # nothing but signs


def _parts(word: str) -> list[str]:
    if not IS_UNSPACED.match(word) or len(word) < 3:
        return [word]
    return [word[i : i + 2] for i in range(len(word) - 1)]


def parted(words: Words, names: frozenset[Words]) -> tuple[Words, Words]:
    """A group's name before or after a title, and the title without it, unless that is all.

    >>> names = frozenset({words_of("IT Pro Toronto")})
    >>> parted(words_of("IT Pro Toronto: Virtualization"), names)
    (('it', 'pro', 'toronto'), ('virtualization',))
    """
    for length in range(len(words) - 1, 0, -1):
        if words[:length] in names:
            return words[:length], words[length:]
        if words[-length:] in names:
            return words[-length:], words[:-length]
    return (), words


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of two titles is the same, 0 to 1: the share of their words that both have."""
    return 2 * len(one & other) / (len(one) + len(other))
