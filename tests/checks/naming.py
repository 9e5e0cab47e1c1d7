"""What problems name, whatever the order of the document: pointers with ids in place of numbers."""

from typing import Any

from hallwaytrack import Problem


def pointed(document: Any, place: str) -> tuple[list[str], Any]:
    """The steps of a JSON Pointer by name, and what it leads to."""
    value, steps = document, []
    for step in place.split("/")[1:]:
        if isinstance(value, tuple):
            value = value[int(step)]
            steps.append(getattr(value, "id", getattr(value, "person", repr(value))))
        else:
            value = value[step] if isinstance(value, dict) else getattr(value, step, None)
            steps.append(step)
    return steps, value


def named(document: Any, problems: tuple[Problem, ...]) -> list[Any]:
    """The problems, sorted, by what they name."""
    return sorted(
        (p.code, p.severity, p.message, pointed(document, p.place)[0], repr(p.value))
        for p in problems
    )
