"""The tables of the models: every public class, its members, and what it can be asked."""

import inspect
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Any, Literal, get_args, get_origin

from tests.docs.markdown import arguments, code, first, table

import hallwaytrack
from hallwaytrack.model import recurrence, types, vocabulary
from hallwaytrack.model.base import Model
from hallwaytrack.model.extra import NO_EXTRA
from hallwaytrack.model.fields import Field, Rule, fields_of
from hallwaytrack.model.scopes import INSIDE_A_GROUP, SCOPES
from hallwaytrack.model.shifts import LAWFUL

HOOKS = frozenset(("settle", "broken", "with_consequences"))
"""Methods of models that only the library itself calls."""


def models() -> list[type[Model]]:
    """The public model classes."""
    public = (getattr(hallwaytrack, name) for name in hallwaytrack.__all__)
    return [thing for thing in public if isinstance(thing, type) and issubclass(thing, Model)]


class Names:
    """What the types of members are called."""

    @cached_property
    def rules(self) -> Mapping[int, str]:
        """The names of types, by their rule."""
        found: dict[int, str] = {}
        for module in (types, recurrence):
            for name, alias in vars(module).items():
                marks = [mark for mark in getattr(alias, "__metadata__", ()) if type(mark) is Rule]
                found |= {id(mark): name for mark in marks}
        return found

    @cached_property
    def vocabularies(self) -> Mapping[str, tuple[str, ...]]:
        """The closed vocabularies, by name."""
        used = [field.base for cls in models() for field in fields_of(cls)]
        aliases = [(n, a) for n, a in vars(vocabulary).items() if get_origin(a) is Literal]
        return {name: get_args(alias) for name, alias in sorted(aliases) if alias in used}

    def of(self, field: Field) -> str:
        """The name of the type of an item."""
        if field.model:
            return f"[{code(field.model.__name__)}](#{field.model.__name__.lower()})"
        if field.refers_to:
            inside = field.refers_to == INSIDE_A_GROUP
            noun = "one of its people" if inside else SCOPES[field.refers_to].noun
            return f"{'ids' if field.many else 'id'} ({noun})"
        return self.plain(field)

    def plain(self, field: Field) -> str:
        """The name of the type of a plain value."""
        for word_list, words in self.vocabularies.items():
            if get_args(field.base) == words:
                return f"[{code(word_list)}](#vocabularies)"
        name = self.rules.get(id(field.rule))
        return f"[{code(name)}](#types)" if name else code(field.base.__name__)


NAMES = Names()


def model_table(name: str) -> Iterator[str]:
    """One class: what it is, its members, and what it can be asked."""
    cls = getattr(hallwaytrack, name)
    yield first(cls)
    yield ""
    said = arguments(cls)
    rows = ((code(f.name), _type(f), _default(f), _meaning(f, said)) for f in fields_of(cls))
    yield from table(("member", "type", "default", ""), rows)
    asked = list(_methods(cls))
    if asked:
        yield ""
        yield from asked


def _type(field: Field) -> str:
    return f"list of {NAMES.of(field)}" if field.many else NAMES.of(field)


def _default(field: Field) -> str:
    if field.required:
        return "required"
    return code("{}" if field.default is NO_EXTRA else repr(field.default).replace("'", '"'))


def _meaning(field: Field, said: Mapping[str, str]) -> str:
    text = said[field.name]
    return f"*Private.* {text.removeprefix('Private.')}".strip() if field.private else text


def _methods(cls: type) -> Iterator[str]:
    """The properties and methods of a class in their order, then those that it is given."""
    own = cls.__mro__[: cls.__mro__.index(Model)]
    for name, thing in chain.from_iterable(vars(base).items() for base in own):
        if name.startswith("_") or name in HOOKS:
            continue
        if isinstance(thing, property):
            yield f"- `{name}`: {first(thing)}"
        elif inspect.isfunction(thing):
            yield f"- `{name}{_signature(thing)}`: {first(thing)}"
        elif isinstance(thing, classmethod):
            function = thing.__func__
            yield f"- `{cls.__name__}.{name}{_signature(function)}`: {first(function)}"


def _signature(function: Any) -> str:
    """The arguments of a method by name, without their types."""
    _, *parameters = inspect.signature(function).parameters.values()
    bare = [p.replace(annotation=p.empty, name=p.name.rstrip("_")) for p in parameters]
    return str(inspect.Signature(bare))


def transition_table(_: str) -> Iterator[str]:
    """What an assignment may become."""
    rows = (
        (code(old) if old else "not assigned", ", ".join(map(code, new)))
        for old, new in LAWFUL.items()
    )
    yield from table(("status", "may become"), rows)


def vocabulary_table(_: str) -> Iterator[str]:
    rows = ((code(n), ", ".join(map(code, words))) for n, words in NAMES.vocabularies.items())
    yield from table(("vocabulary", "words"), rows)
