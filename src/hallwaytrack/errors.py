"""What goes wrong, and how it is told.

::

    HallwayTrackError
    ├── InvalidValueError (ValueError)       an object that its rules refuse
    │   └── UnknownIdError (KeyError)        a look-up of an id that is not there
    └── DecodeError (ValueError)             data that cannot be read

Every error carries ``problems``, one or many. A problem is the rule, the value, the place and the
mend, so that the person who reads it at three in the morning need not look anything up.
"""

import reprlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, Literal, TypeAlias

from attrs import evolve, frozen

Severity: TypeAlias = Literal["error", "warning", "info"]

SHOWN = 120
"""Characters of a value that a message shows; a hostile megabyte does not belong in a log line."""


# Unlike repr, this neither builds a hostile megabyte nor goes to the bottom of a thousand lists.
_REPR = reprlib.Repr()
_REPR.maxstring = _REPR.maxother = SHOWN
_REPR.maxlist = _REPR.maxtuple = _REPR.maxdict = 6


class _Nothing:
    """The value of a problem that is about something absent."""

    def __repr__(self) -> str:
        return "NOTHING"

    def __reduce__(self) -> str:
        return "NOTHING"


NOTHING: Final = _Nothing()


def shown(value: object) -> str:
    """A value as a message shows it: on one line, escaped, and cut where it is long."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    try:
        text = _REPR.repr(value)
    except ValueError:  # Python writes no whole number of thousands of digits
        text = f"a value of the type {type(value).__name__} that is too long to show"
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 3]}..."


@frozen(kw_only=True)
class Problem:
    """One thing that is wrong, or was mended on the way.

    Args:
        message: The rule that is broken, in a sentence without its full stop.
        value: What was met instead, or ``NOTHING``.
        place: A JSON Pointer (:rfc:`6901`) from the object or document at hand; "" is the whole.
        mend: What to write instead, where that is known.
        code: A stable name such as ``HT101``, where the problem comes from a check or a repair.
        severity: "error", "warning" or "info".
        line: The 1-based line of the file, where there is one.
        uid: The UID of the calendar entry that it is about, where there is one.
    """

    message: str
    value: object = NOTHING
    place: str = ""
    mend: str = ""
    code: str = ""
    severity: Severity = "error"
    line: int | None = None
    uid: str = ""

    def __str__(self) -> str:
        got = "" if self.value is NOTHING else f", got {shown(self.value)}"
        at = f" (at {printable(self.place)})" if self.place else ""
        return f"{self.message}{got}{at}{f'; {self.mend}' if self.mend else ''}"

    def within(self, place: str) -> "Problem":
        """The same problem, seen from an object that holds this one at ``place``."""
        return evolve(self, place=place + self.place)


def printable(text: str) -> str:
    """``text`` with everything escaped that a terminal or a UTF-8 file would choke on."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def pointer(*steps: str | int) -> str:
    """A JSON Pointer of these steps (:rfc:`6901`, section 3).

    >>> pointer("sessions", 3, "a/b")
    '/sessions/3/a~1b'
    """
    return "".join("/" + str(s).replace("~", "~0").replace("/", "~1") for s in steps)


class HallwayTrackError(Exception):
    """The root of everything that this library raises on purpose.

    Attributes:
        problems: All that is wrong, in the order in which it was found.
    """

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (
            (problems,) if isinstance(problems, Problem) else tuple(problems)
        )
        super().__init__(self.problems)

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return str(self.problems[0])
        listed = "".join(f"\n- {problem}" for problem in self.problems)
        return f"{len(self.problems)} problems:{listed}"


class InvalidValueError(HallwayTrackError, ValueError):
    """An object cannot be made or changed as asked; nothing was changed."""


class UnknownIdError(InvalidValueError, KeyError):
    """A look-up named an id that is not there; the message names the nearest, or those that are."""


class DecodeError(HallwayTrackError, ValueError):
    """Data cannot be read as what it was asked to be."""
