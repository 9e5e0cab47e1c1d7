"""What every model has: checks when it is made, ``replace``, equality by instants, a short repr.

A model is declared by its annotations alone::

    @frozen(kw_only=True)
    class Track(Model):
        id: TrackId
        name: Line

attrs makes its slots, equality, hash and pickling. The constructor is ours, made from the same
fields when a class is first used: it checks each member on its way into its slot. attrs' own would
set 30 slots first and have them checked one by one after that, which takes half as long again, on
the path that every one of 100,000 sessions takes.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Literal, Self, TypeVar, dataclass_transform

import attrs

from hallwaytrack.errors import InvalidValueError, Problem, shown
from hallwaytrack.model.fields import (
    Field,
    Refused,
    Rule,
    breaks_of,
    check_of,
    did_you_mean,
    fields_of,
    per_class,
)
from hallwaytrack.model.times import instant_key, name_of

C = TypeVar("C", bound=type)
M = TypeVar("M", bound="Model")
SHOWN_ITEMS = 3


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(attrs.field,))
def frozen(*, kw_only: Literal[True]) -> Callable[[C], C]:
    """Attrs' frozen, slotted, keyword-only class, with times compared as instants."""
    return attrs.frozen(
        kw_only=kw_only, init=False, repr=False, field_transformer=_compare_instants
    )


def _compare_instants(cls: type, fields: list[Any]) -> list[Any]:
    return [f.evolve(eq=True, eq_key=instant_key) if _holds_times(f.type) else f for f in fields]


def _holds_times(annotation: Any) -> bool:
    marks = getattr(annotation, "__metadata__", ())
    if any(isinstance(mark, Rule) and mark.zoned for mark in marks):
        return True
    return any(_holds_times(inner) for inner in getattr(annotation, "__args__", ()))


@per_class
def _constructor(cls: "type[Model]") -> Callable[..., None]:
    """The ``__init__`` of a class: each member checked and put into its slot, then the rules."""
    names: dict[str, Any] = {"Refused": Refused, "refuse": _refuse, "rules": _rules}
    given, lines = [], []
    for i, field in enumerate(fields_of(cls)):
        names |= {f"set{i}": cls.__dict__[field.name].__set__, f"default{i}": field.default}
        names[f"check{i}"] = check_of(field)
        value = f"check{i}({field.name})"
        if not field.required:
            # An optional member's default is None: what comes as far as its check is a value.
            empty = f" or {field.name} == ''" if field.optional and field.rule.empty_is_none else ""
            value = f"default{i} if {field.name} is default{i}{empty} else {value}"
        given.append(field.name if field.required else f"{field.name}=default{i}")
        lines.append(f"  set{i}(self, {value})")
    body = [f"def __init__(self, *, {', '.join(given)}):", " try:", *lines]
    body.append(" except Refused: raise refuse(self, locals()) from None")
    if has_rules(cls):
        body.append(" rules(self)")
    exec("\n".join(body), names)  # noqa: S102 - made of nothing but names of members
    return names["__init__"]  # type: ignore[no-any-return]


def has_rules(cls: "type[Model]") -> bool:
    """Whether a class has rules between its members."""
    return cls.settle is not Model.settle or cls.broken is not Model.broken


def _rules(model: "Model") -> None:
    problems = [*model.settle(), *model.broken()]
    if problems:
        raise InvalidValueError(problems)


class _Signature:
    """What ``help()`` and ``inspect.signature`` show of a class, also before its first use."""

    def __get__(self, _: object, cls: type) -> inspect.Signature:
        signature = inspect.signature(_constructor(cls))
        members = list(signature.parameters.values())[1:]
        bases = {f.name: f.base for f in fields_of(cls)}
        return signature.replace(parameters=[m.replace(annotation=bases[m.name]) for m in members])


class Model:
    """The root of all models.

    Models are immutable: a method that changes something gives back a new object, with all rules
    checked. They compare by value, hash, copy and pickle.
    """

    __slots__ = ()
    __signature__ = _Signature()

    def __init__(self, *args: Any, **members: Any) -> None:
        cls = type(self)
        cls.__init__ = _constructor(cls)  # type: ignore[method-assign]
        cls.__init__(self, *args, **members)

    def settle(self) -> Iterable[Problem]:
        """Bring members into the form that depends on each other; tell what stands against it."""
        return ()

    def broken(self) -> Iterable[Problem]:
        """The rules between fields, each break with its place."""
        return ()

    def replace(self, **changes: Any) -> Self:
        """This object with some members changed, all rules checked again.

        Raises:
            InvalidValueError: If a rule is broken.
            TypeError: If a name is no member; the nearest one is named.
        """
        known = [f.name for f in fields_of(type(self))]
        for name in changes:
            if name not in known:
                mend = did_you_mean(name, known) or f"it has {', '.join(known)}"
                raise TypeError(f"{type(self).__name__} has no member {name!r}; {mend}")
        return attrs.evolve(self, **self.with_consequences(changes))  # type: ignore[misc]

    def with_consequences(self, changes: dict[str, Any]) -> dict[str, Any]:
        """The changes, and what they change with them."""
        return changes

    def __repr__(self) -> str:
        members = (_shown(f, getattr(self, f.name)) for f in fields_of(type(self)))
        return f"{type(self).__name__}({', '.join(m for m in members if m)})"


def with_members(model: M, members: Mapping[str, Any]) -> M:
    """A copy with other members, which its maker knows to break no rule: nothing is checked."""
    copy: M = object.__new__(type(model))
    state: dict[str, Any] = model.__getstate__()  # type: ignore[assignment]  # attrs makes it
    copy.__setstate__({**state, **members})  # type: ignore[attr-defined]  # the same
    return copy


def _refuse(model: Model, values: Mapping[str, Any]) -> InvalidValueError:
    """The error for values of which a rule refused one: a second walk finds everything wrong."""
    clue = _zone_clue(type(model), values)
    return InvalidValueError(
        problem
        for field in fields_of(type(model))
        if (value := values[field.name]) is not field.default
        for problem in breaks_of(field, value, clue)
    )


def _zone_clue(cls: type, values: Mapping[str, Any]) -> str:
    """The zone to name in a mend: the one given beside the time, or one of its neighbours."""
    zone = values.get("timezone")
    if isinstance(zone, str):
        return zone
    times = (values[f.name] for f in fields_of(cls) if f.rule.zoned)
    names = (name_of(t.tzinfo) for t in times if isinstance(t, datetime))
    return next((name for name in names if name), "")


def _shown(field: Field, value: Any) -> str:
    """A member as the repr shows it: nothing where it is at its default, no private value."""
    if not field.required and value == field.default:
        return ""
    if field.private:
        return f"{field.name}=<private>"
    if field.many and len(value) > SHOWN_ITEMS:
        return f"{field.name}=<{len(value)} of them>"
    if field.many:
        return f"{field.name}=[{', '.join(map(_value, value))}]"
    return f"{field.name}={_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, datetime):
        zone = name_of(value.tzinfo)
        second_pass = " (second pass)" if value.fold else ""
        if zone is None:
            return value.isoformat(" ")
        return f"{value:%Y-%m-%d %H:%M}{f':{value:%S}' if value.second else ''} {zone}{second_pass}"
    if isinstance(value, date | timedelta):
        return str(value)
    return repr(value) if isinstance(value, Model) else shown(value)
