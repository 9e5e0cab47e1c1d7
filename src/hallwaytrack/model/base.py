"""What every model has: checks when it is made, ``replace``, equality by instants, a short repr.

A model is declared by its annotations alone::

    @frozen(kw_only=True)
    class Track(Model):
        id: TrackId
        name: Line

attrs makes its slots and pickling. Equality and hash are ours, as attrs would compile them for each
class at import. The constructor is made from the same fields when a class is first used: it checks
each member on its way into its slot. attrs' own would set 30 slots first and have them checked one
by one after that, which takes twice as long, on the path that every one of 100,000 sessions takes.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any, ClassVar, Literal, Self, TypeVar, dataclass_transform

import attrs

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.model.fields import IN_LINE, Field, Refused, did_you_mean, fields_of, per_class
from hallwaytrack.model.members import breaks_of, slow_check_of
from hallwaytrack.model.reprs import shown_as_made
from hallwaytrack.model.times import instant_key, name_of

C = TypeVar("C", bound=type)
M = TypeVar("M", bound="Model")
RULES = ("settle", "broken")
"""The methods that check the rules between members."""
NAMELESS = "_nameless"
"""The parameter for what is given without a name."""
BECOME = object.__dict__["__class__"].__set__


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(attrs.field,))
def frozen(*, kw_only: Literal[True]) -> Callable[[C], C]:
    """Attrs' frozen, slotted, keyword-only class; ``Model`` has what it would compile for each.

    Also with ``init=False`` attrs compiles an ``__attrs_init__`` of all members: half the time of
    making a class. So while it makes one, no member is said to be one of a constructor's. Told
    which members there are, it need not print each annotation to see whether it is a ``ClassVar``.
    """

    def decorate(cls: C) -> C:
        given = vars(cls)
        defaults = {name: given.get(name, attrs.NOTHING) for name in inspect.get_annotations(cls)}
        members = {name: attrs.field(init=False) for name in defaults}
        made = attrs.frozen(these=members, kw_only=kw_only, init=False, repr=False, eq=False)(cls)
        for member in attrs.fields(made):
            _say(member, init=True, default=defaults[member.name])
        return made

    return decorate


def _say(member: Any, *, init: bool, default: Any) -> None:
    """Set what attrs says of a member, which is frozen."""
    object.__setattr__(member, "init", init)
    object.__setattr__(member, "default", default)


@per_class
def _compared(cls: "type[Model]") -> Callable[[Any], Any]:
    """What objects are compared by: their class and members, times as instants."""
    timed = [f.name for f in fields_of(cls) if f.rule.zoned]
    plain = [f.name for f in fields_of(cls) if not f.rule.zoned]
    if not timed:
        return attrgetter("__class__", *plain)
    values, first = attrgetter(*timed, "__class__", *plain), len(timed)

    def compared(model: Any) -> Any:
        found = values(model)
        return instant_key(found[:first]), found[first:]

    return compared


@per_class
def draft_of(cls: "type[Model]") -> "type[Model]":
    """A class of the same layout whose members can be set: what a model is while it is made.

    An assignment takes a third of the time of a slot's ``__set__``, and a session has 32 members.
    """
    free = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(cls.__name__, (cls,), {"__slots__": (), **free})


@per_class
def _constructor(cls: "type[Model]") -> Callable[..., None]:
    """The ``__init__`` of a class: each member checked and put into its slot, then the rules.

    Python looks up each default of a parameter after ``*`` by its name, which takes longer than the
    checks. So these stand before it, behind one that takes what is given without a name.
    """
    names: dict[str, Any] = {
        **IN_LINE,
        "Refused": Refused,
        "refuse": _refuse,
        "NOTHING": attrs.NOTHING,
        "broken": _broken,
        "cls": cls,
        "draft": draft_of(cls),
        "become": BECOME,
        "of_subclass": _of_subclass,
        "nameless": _nameless,
    }
    given, lines = [], []
    for i, field in enumerate(fields_of(cls)):
        name = field.name
        lines.append(f"  self.{name} = {_checked(i, field, names)}")
        given.append(f"{name}=default{i}")  # NOTHING, which no rule takes, where it is required
    body = [f"def __init__(self, {NAMELESS}=NOTHING, {', '.join(given)}):"]
    body.append(" if type(self) is not cls: return of_subclass(self, locals())")
    body.append(f" if {NAMELESS} is not NOTHING: raise nameless(self)")
    body += (" become(self, draft)", " try:", *lines)
    body += (
        " except Refused: raise refuse(cls, locals()) from None",
        " finally: self.__class__ = cls",
    )
    body += rules_asked(cls, "self", "return", "raise broken(self)")
    exec("\n".join(body), names)  # noqa: S102 - made of nothing but names of members
    return names["__init__"]  # type: ignore[no-any-return]


def _of_subclass(model: "Model", members: dict[str, Any]) -> None:
    """A subclass without members of its own inherits a constructor, and has another draft."""
    del members["self"]
    _constructor(type(model))(model, **members)


def _nameless(model: "Model") -> TypeError:
    return TypeError(f"{type(model).__name__}() takes its members by their names only")


def _checked(i: int, field: Field, names: dict[str, Any]) -> str:
    """The expression for a member's value; what it names is added to ``names``."""
    name, quick = field.name, field.rule.quick
    names |= {f"default{i}": field.default, f"check{i}": slow_check_of(field)}
    default = "None" if field.default is None else f"default{i}"
    tests = [] if field.required else [f"{name} is {default}"]
    if quick and not field.many:
        names[f"ask{i}"] = quick.ask
        tests.append(quick.test.format(v=name, ask=f"ask{i}"))
    given = f"{name} if {' or '.join(tests)} else " if tests else ""
    return f"{given}check{i}({name})"


def rules_asked(cls: "type[Model]", name: str, done: str, refuse: str) -> list[str]:
    """The statements that ask the rules between the members of an object of this name.

    Args:
        cls: Its class; most have no such rules.
        name: Of the object, of which each member has its value.
        done: The statement for an object that breaks none.
        refuse: The statement for one that does.
    """
    asked = [f"{name}.{rule}" for rule in RULES if getattr(cls, rule) is not getattr(Model, rule)]
    quick = vars(cls).get("_quick", "")  # a subclass may have rules of its own
    lines = [f" if {quick.format(m=name)}: {done}"] if quick else []
    return lines + [f" for problem in {rule}(): {refuse}" for rule in asked]


def _broken(model: "Model") -> InvalidValueError:
    """The error of an object that breaks rules between its members: all of them."""
    return InvalidValueError([*model.settle(), *model.broken()])


class _Signature:
    """What ``help()`` and ``inspect.signature`` show of a class, also before its first use."""

    def __get__(self, _: object, cls: type) -> inspect.Signature:
        if cls is Model:  # it has no members
            return inspect.Signature()
        return inspect.Signature([_parameter(field) for field in fields_of(cls)])


def _parameter(field: Field) -> inspect.Parameter:
    default = inspect.Parameter.empty if field.required else field.default
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(field.name, kind, default=default, annotation=field.base)


class Model:
    """The root of all models.

    Models are immutable: a method that changes something gives back a new object, with all rules
    checked. They compare by value, hash, copy and pickle.
    """

    __slots__ = ()
    __signature__ = _Signature()

    _quick: ClassVar[str] = ""
    """An expression of ``{m}``, an object, that is true of nearly every one that breaks no rule.

    It stands in line where objects are made. Where it is true, ``settle`` and ``broken`` would have
    nothing to do and are not asked, as asking takes longer than all else about most objects.
    """

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

    def __eq__(self, other: object) -> bool:
        if other is self:
            return True
        if type(other) is not type(self):
            return NotImplemented
        members = _compared(type(self))
        return bool(members(self) == members(other))

    def __hash__(self) -> int:
        return hash(_compared(type(self))(self))

    def __repr__(self) -> str:
        return shown_as_made(self)


def with_members(model: M, members: Mapping[str, Any]) -> M:
    """A copy with other members, which its maker knows to break no rule: nothing is checked."""
    copy: M = _copier(type(model))(model, members)
    return copy


@per_class
def _copier(cls: type[Model]) -> Callable[..., Any]:
    """What copies an object of a class and changes members: a tenth of the time of its state."""
    names: dict[str, Any] = {"new": object.__new__, "draft": draft_of(cls), "cls": cls}
    body = ["def copied(model, members):", " copy = new(draft)"]
    body += [f" copy.{field.name} = model.{field.name}" for field in fields_of(cls)]
    body += [" for name, value in members.items(): setattr(copy, name, value)"]
    body += [" copy.__class__ = cls", " return copy"]
    exec("\n".join(body), names)  # noqa: S102 - made of nothing but names of members
    return names["copied"]  # type: ignore[no-any-return]


def _refuse(cls: type[Model], values: Mapping[str, Any]) -> InvalidValueError | TypeError:
    """The error for values of which a rule refused one: a second walk finds everything wrong."""
    fields = fields_of(cls)
    absent = [field.name for field in fields if values[field.name] is attrs.NOTHING]
    if absent:
        return TypeError(f"{cls.__name__}() is missing {', '.join(absent)}")
    clue = _zone_clue(cls, values)
    return InvalidValueError(
        problem
        for field in fields
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
