"""The one reader of annotations.

A model's annotations are its rules. ``fields_of`` reads them once a class, and all that needs to
know what a model holds loops over the result: the checks at construction, the repr, the public
view, references, JSON in both directions and JSON Schema. Nothing else looks at type hints.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timezone
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    TypeAlias,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)
from zoneinfo import ZoneInfo

from attrs import NOTHING, fields, frozen

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

Check: TypeAlias = Callable[[Any], Any]
"""Takes a value, gives it back in its canonical form, or raises ``Refused``."""


def per_class(function: F) -> F:
    """Have something worked out once a class, and remembered.

    It is ``functools.cache``, which forgets the types of what it decorates.
    """
    return cache(function)  # type: ignore[return-value]


class Refused(Exception):  # noqa: N818 - never leaves the model layer; the public error is told from it
    """A rule's refusal of one value: what the value should be, and how to mend it."""

    def __init__(self, wants: str, mend: str = "") -> None:
        super().__init__(wants, mend)
        self.wants = wants
        self.mend = mend


class Quick(NamedTuple):
    """A test that is put in line where objects are made: a call would cost as much as the test.

    ``test`` is an expression of ``{v}``, the value, and ``{ask}``, a function or a table. It is
    true of nearly every lawful value that is in canonical form, and of no other one.
    """

    test: str
    ask: Callable[[Any], Any] | Mapping[Any, Any] | None = None

    def defined(self, body: str, check: Check | None = None) -> Any:
        """The function ``quick`` that a body defines, in which ``{test}`` stands for the test."""
        names: dict[str, Any] = {**IN_LINE, "ask": self.ask, "check": check, "items": items}
        test = self.test.format(v="value", ask="ask")
        exec(body.format(test=test), names)  # noqa: S102 - made of nothing but tests written here
        return names["quick"]

    def of_one(self) -> Callable[[Any], bool]:
        """The test as a function of a value."""
        return self.defined("def quick(value): return {test}")  # type: ignore[no-any-return]


NEVER = Quick("False")
"""What is said of values that have to be looked at by the function."""
IN_LINE: Mapping[str, Any] = {"datetime": datetime, "UTC": UTC, "ZONES": (ZoneInfo, timezone)}
"""What those tests may name, besides what Python has built in."""


# Python 3.11 hashes what stands in an annotation, and a schema has no hash; attrs shows annotations
# to itself at import, and a schema is long.
@frozen(eq=False, repr=False)
class Rule:
    """What a type allows: one plain function, and the same in JSON Schema.

    ``quick`` tells most lawful values without the function. ``zoned`` marks the instants that an
    event keeps in its own time zone; ``empty_is_none`` the texts whose emptiness, where they are
    optional, says that there is none.
    """

    check: Check
    schema: Mapping[str, Any]
    quick: Quick | None = None
    zoned: bool = False
    empty_is_none: bool = False


class Refers(NamedTuple):
    """The scope that an id must be found in; a row of ``SCOPES``."""

    scope: str


class _Private:
    """Marks what may not leave the library unless it is asked for by name."""


Private: TypeAlias = Annotated[T, _Private]


class Field(NamedTuple):
    """One member of a model, as its annotation tells it.

    ``base`` is the type of one item without ``None``, ``Sequence`` and marks; ``rule`` its rule.
    A member that is ``required`` has no default.
    """

    name: str
    base: Any
    rule: Rule
    many: bool
    optional: bool
    default: Any
    private: bool
    refers_to: str | None

    @property
    def required(self) -> bool:
        """Whether the member has no default."""
        return self.default is NOTHING

    @property
    def model(self) -> Any:
        """The model class of an item, or None where items are plain values."""
        return self.base if is_model(self.base) else None


def is_model(base: object) -> bool:
    """Whether ``base`` is a model class: those are attrs classes, and nothing else here is."""
    return isinstance(base, type) and hasattr(base, "__attrs_attrs__")


@per_class
def fields_of(cls: type) -> tuple[Field, ...]:
    """The members of a model class, in their order."""
    hints = get_type_hints(cls, include_extras=True)
    return tuple(_field(a.name, hints[a.name], a.default) for a in fields(cls))


def _field(name: str, hint: Any, default: Any) -> Field:
    marks: list[Any] = []
    base, many, optional = hint, False, False
    while True:
        origin, args = get_origin(base), get_args(base)
        if origin is Annotated:
            base = args[0]
            marks.extend(args[1:])
        elif origin in (Union, UnionType) and NoneType in args:
            optional = True
            base = Union[tuple(a for a in args if a is not NoneType)]
        elif origin is Sequence:
            many, base = True, args[0]
        else:
            break
    rules = [m for m in marks if isinstance(m, Rule)]
    scopes = [m.scope for m in marks if isinstance(m, Refers) and name != "id"]
    return Field(
        name=name,
        base=base,
        rule=rules[0] if rules else _rule_of(base),
        many=many,
        optional=optional,
        default=default,
        private=_Private in marks,
        refers_to=scopes[0] if scopes else None,
    )


def _rule_of(base: Any) -> Rule:
    """The rule of a type that carries none: a closed vocabulary, a bool, or a model."""
    if get_origin(base) is Literal:
        words = get_args(base)
        return Rule(_one_of(words), {"enum": list(words)})
    if base is bool:
        return Rule(_boolean, {"type": "boolean"})
    return Rule(instance_of(base), {"$ref": f"#/$defs/{base.__name__}"})


def _one_of(words: tuple[str, ...]) -> Check:
    known = {word: word for word in words}

    def check(value: Any) -> Any:
        # The word of the vocabulary itself, so that defaults are known by identity.
        word = known.get(value) if isinstance(value, str) else None
        if word is not None:
            return word
        raise Refused(f"must be one of {', '.join(words)}", did_you_mean(value, words))

    return check


def _boolean(value: Any) -> Any:
    if value is True or value is False:
        return value
    raise Refused("must be True or False")


MENDS = {
    (
        "Contributor",
        "Person",
    ): "write speakers('ada'): the person goes into people=[...], its id here",
    ("Contributor", "str"): "write speakers('ada')",
    ("Assignment", "str"): "write Assignment(person='ada')",
}
"""Mistakes that are made often enough to have an answer, by the classes wanted and given."""


def instance_of(cls: type) -> Check:
    """The check of a model: an object of this class."""

    def check(value: Any) -> Any:
        if type(value) is cls:
            return value
        if isinstance(value, cls):
            return plain(value, cls)
        mend = MENDS.get((cls.__name__, type(value).__name__), "")
        article = "an" if cls.__name__[0] in "AEIOU" else "a"
        raise Refused(f"must be {article} {cls.__name__}", mend)

    return check


def plain(model: Any, cls: Any) -> Any:
    """An object of a subclass as one of the class itself, which formats know.

    Raises:
        Refused: If the subclass has members of its own, which no format could keep.
    """
    names = [field.name for field in fields_of(cls)]
    if len(fields_of(type(model))) > len(names):
        raise Refused(f"must be a plain {cls.__name__}, as other members are in no format")
    return cls(**{name: getattr(model, name) for name in names})


def did_you_mean(value: object, known: Iterable[str]) -> str:
    """A mend that names the nearest known word, or "" where none is near."""
    if not isinstance(value, str):
        return ""
    import difflib  # noqa: PLC0415 - for messages only, and slow to import

    near = difflib.get_close_matches(value[:64], list(known), n=1)
    return f"did you mean {near[0]!r}?" if near else ""


def items(values: Any) -> tuple[Any, ...]:
    """The items of a sequence; a lone value, a str and what has no order are refused."""
    if isinstance(values, Sequence) and not isinstance(values, str | bytes | bytearray):
        return tuple(values)
    one = "a list or tuple of items"
    if isinstance(values, Iterable) and not isinstance(values, str | bytes | Mapping):
        raise Refused(f"must be {one}", "write list(...) to say in which order they go")
    raise Refused(f"must be {one}", "write [...] around a single one")
