"""Ids for what a format gives only a name: lawful, readable, and each taken once."""

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

LONGEST = 255
ROOM_FOR_MORE = 200
"""Characters of an id that is cut, so that its digest and what makes it unique still fit."""
WORDS = re.compile(r"\w+")


def lawful(text: str) -> str:
    """A text as an id: what may not stand there is a hyphen, and what is too long is cut."""
    if 0 < len(text) <= LONGEST and text.isprintable() and " " not in text:
        return text
    kept = "".join(c if c.isprintable() and c != " " else "-" for c in text)
    if len(kept) > LONGEST:
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        kept = f"{kept[:ROOM_FOR_MORE]}-{digest}"
    return kept


def slug(name: str, otherwise: str) -> str:
    """An id made from a name: its words in lower case."""
    return "-".join(WORDS.findall(name.casefold()))[:ROOM_FOR_MORE].strip("-") or otherwise


class Names:
    """Ids that are taken in one scope, some of them from the beginning."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._next: Counter[str] = Counter()

    def __contains__(self, name: str) -> bool:
        return name in self._taken

    def took(self, name: str) -> bool:
        """Take this very name, if it is free; whether it was."""
        if name in self._taken:
            return False
        self._taken.add(name)
        return True

    def take(self, name: str, mark: str = "-") -> str:
        """This name, or the first of "name-2", "name-3" that is free."""
        if name not in self._taken:
            self._taken.add(name)
            return name
        found, n = name, max(self._next[name], 1)
        while found in self._taken:
            n += 1
            found = f"{name[: LONGEST - 12]}{mark}{n}"
        self._next[name] = n
        self._taken.add(found)
        return found
