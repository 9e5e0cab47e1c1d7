"""Skills in people's own words: what a shift asks for, and what a volunteer says."""

from functools import lru_cache

from hallwaytrack.model.people import Volunteer
from hallwaytrack.model.shifts import Shift


@lru_cache(maxsize=1_000)
def folded(skill: str) -> str:
    """A skill as people compare it, whatever its case and spaces.

    >>> folded("First  Aid") == folded("first aid")
    True
    """
    return " ".join(skill.casefold().split())


def lacking(volunteer: Volunteer, shift: Shift) -> list[str]:
    """The skills of a shift that a volunteer does not have, as the shift says them."""
    known = set(map(folded, volunteer.skills))
    return [skill for skill in shift.skills if folded(skill) not in known]
