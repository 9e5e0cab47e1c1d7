"""Regular expressions that are compiled when they are first asked.

Most programs need few of those that the rules of values hold. To compile all of them takes a tenth
of the time of importing the library.
"""

import re
from typing import Any


class _Later:
    """What stands for an expression: it has its text, and its methods once they are called for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.wanted = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self.pattern, self.wanted), name)
        setattr(self, name, found)
        return found


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """The regular expression of a text."""
    return _Later(text, flags)  # type: ignore[return-value]
