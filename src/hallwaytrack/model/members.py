"""The checks of members: each rule asked of a value, or of each item of a sequence.

What nearly every value passes is asked first and in line; the rule's own function has the last
word, and says what is wrong.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from hallwaytrack.errors import NOTHING as ABSENT
from hallwaytrack.errors import Problem, pointer
from hallwaytrack.model.fields import NEVER, Check, Field, Refused, Rule, instance_of, items


def slow_check_of(field: Field) -> Check:
    """The check of a member whose quick test did not tell."""
    rule = field.rule
    if field.many:
        return check_of(field)
    return _or_none(rule.check) if field.optional and rule.empty_is_none else rule.check


def check_of(field: Field) -> Check:
    """The check of a member that is given: of its value, or of each of its items."""
    rule = field.rule
    if field.many:
        return _each_model(field.model) if field.model else _each(rule)
    check = _quick_first(rule)
    return _or_none(check) if field.optional and rule.empty_is_none else check


@cache
def _quick_first(rule: Rule) -> Check:
    """The check of a rule, which is asked only where its quick test does not tell."""
    if rule.quick is None:
        return rule.check
    body = "def quick(value): return value if {test} else check(value)"
    return rule.quick.defined(body, rule.check)  # type: ignore[no-any-return]


def _or_none(check: Check) -> Check:
    return lambda value: None if value == "" else check(value)


@cache
def _each(rule: Rule) -> Check:
    body = """
def quick(values):
 if type(values) is not tuple: values = tuple(values) if type(values) is list else items(values)
 for value in values:
  if not ({test}): return tuple([check(value) for value in values])
 return values"""
    return (rule.quick or NEVER).defined(body, rule.check)  # type: ignore[no-any-return]


def _each_model(cls: type) -> Check:
    """The same for parts, which are checked already and only have to be of the right class."""
    check = instance_of(cls)

    def each(values: Any) -> Any:
        if type(values) is not tuple:
            values = tuple(values) if type(values) is list else items(values)
        for value in values:
            if type(value) is not cls:
                return tuple([check(value) for value in values])
        return values

    return each


def breaks_of(field: Field, value: Any, clue: str = "") -> Iterable[Problem]:
    """Everything that a member's rule refuses in a value, each with its place."""
    label = field.name
    try:
        if not field.many:
            if value != "" or not (field.optional and field.rule.empty_is_none):
                field.rule.check(value)
            return
        for i, item in enumerate(items(value)):
            try:
                field.rule.check(item)
            except Refused as no:
                yield _problem(f"{label}[{i}]", no, item, pointer(label, i), clue)
    except Refused as no:
        # A private value does not get into a log by being wrong.
        yield _problem(label, no, ABSENT if field.private else value, pointer(label), clue)


def _problem(label: str, no: Refused, value: Any, place: str, clue: str) -> Problem:
    mend = no.mend.replace("Area/City", clue) if clue else no.mend
    return Problem(message=f"{label} {no.wants}", value=value, place=place, mend=mend)
