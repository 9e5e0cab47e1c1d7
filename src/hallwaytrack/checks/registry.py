"""The table of all rules: code, severity, what, why and how to mend.

It is the one place that says so; problems, documentation and policies are made from it. A rule gets
an event as ``Programme`` has it, or a whole document, and gives what it found.
"""

from collections.abc import Callable, Iterable
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar

from attrs import frozen

from hallwaytrack.errors import NOTHING, Severity

Scope: TypeAlias = Literal["event", "document"]
"""What a rule looks at: every event of a document by itself, or all of it at once."""


class Found(NamedTuple):
    """One break of a rule.

    ``place`` is a JSON Pointer from what the rule was given. A severity takes the place of the
    rule's where a policy knows more than one.
    """

    place: str
    message: str
    value: object = NOTHING
    severity: Severity | None = None


@frozen(kw_only=True)
class Rule:
    """What can be wrong, and what to do about it.

    Args:
        code: Its name for good, such as "HT101".
        severity: "error" for what cannot happen as planned, "warning" for what should be looked at,
            "info" for what is good to know.
        what: What it finds, in a sentence.
        why: Why that matters.
        mend: What to do about it.
        scope: Whether it is about an event or about a whole document.
        find: The function that finds it.
    """

    code: str
    severity: Severity
    what: str
    why: str
    mend: str
    scope: Scope
    find: Callable[[Any], Iterable[Found]]


RULES: dict[str, Rule] = {}
"""All rules by their code, once the modules of the families are imported."""

F = TypeVar("F", bound=Callable[..., Iterable[Found]])


def rule(
    code: str, severity: Severity, *, why: str, mend: str, scope: Scope = "event"
) -> Callable[[F], F]:
    """Enter a function in the table; the first line of its docstring says what it finds."""

    def entered(find: F) -> F:
        what = (find.__doc__ or "").partition("\n")[0]
        made = Rule(
            code=code, severity=severity, what=what, why=why, mend=mend, scope=scope, find=find
        )
        if RULES.setdefault(code, made) is not made:
            raise ValueError(f"the code {code} is taken by {RULES[code].what!r}")
        return find

    return entered
