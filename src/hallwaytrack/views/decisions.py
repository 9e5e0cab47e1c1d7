"""What a merge decides without asking, and how that is told: one table."""

from typing import NamedTuple

from hallwaytrack.errors import Problem, Severity


class Decision(NamedTuple):
    """A choice that a merge makes.

    Attributes:
        code: A stable name.
        severity: "error" where something is lost, "warning" where something is changed, "info"
            where that was asked for.
        met: What was met.
        done: What was made of it.
    """

    code: str
    severity: Severity
    met: str
    done: str

    def problem(self, what: str, place: str, done: str = "") -> Problem:
        """This decision about ``what``; ``done`` says more exactly what was made of it."""
        return Problem(
            message=f"{what} {self.met}",
            place=place,
            mend=done or self.done,
            code=self.code,
            severity=self.severity,
        )


DIFFERS = Decision(
    "MG101", "error", "differs from the same version of it", "kept as in the calendar given first"
)
OTHER_KIND = Decision(
    "MG102", "error", "is an event here and a series there", "kept as in the calendar given first"
)
BECAME = Decision("MG103", "info", "is an event here and a series there", "kept the newer version")
NOT_JOINED = Decision(
    "MG104", "error", "does not fit the newer template of its series", "left this meeting out"
)
UID_TAKEN = Decision(
    "MG105", "warning", "has the UID of something else", "gave it the one made from its id"
)
ID_TAKEN = Decision("MG106", "error", "would write the UID of something else", "left it out")
ALIAS = Decision("MG107", "info", "is the same as another by same_as", "left this one out")
OWN_WORDS = Decision(
    "MG108", "info", "says something else of itself", "kept what the first that says anything says"
)
DECISIONS = (DIFFERS, OTHER_KIND, BECAME, NOT_JOINED, UID_TAKEN, ID_TAKEN, ALIAS, OWN_WORDS)
