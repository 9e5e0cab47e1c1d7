"""Ways through the members of a class, as its fields tell them.

- A path leads to one member, and knows the place of each of its values.
- A walk goes through all that is wanted at once, with one look at each object. An event of 100,000
  sessions is more than a processor has at hand, and to fetch it costs more than what is asked. So a
  walk is a function of nested loops, which is made once a class.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from hallwaytrack.errors import pointer
from hallwaytrack.model.fields import Field, fields_of, per_class

Wanted: TypeAlias = Callable[[Field], Any]
"""Which members are meant."""
Act: TypeAlias = Callable[[Field], str]
"""The statement for a value of a member, which it calls ``value``."""


class Path(NamedTuple):
    """A way through the members of a class, from the whole to a value; True is one of many."""

    steps: tuple[tuple[str, bool], ...]
    field: Field

    def values(self, whole: Any) -> Iterator[Any]:
        """All values at its end, those that are None left out: quick for 100,000 of them."""
        found: Iterable[Any] = (whole,)
        for name, many in self.steps:
            found = map(attrgetter(name), found)
            found = chain.from_iterable(found) if many else filter(None, found)
        return iter(found)

    def places(
        self, whole: Any, place: str = "", at: int = 0
    ) -> Iterator[tuple[str, list[Any], Any]]:
        """The same with the place of each value, and all that holds it, from the outside in."""
        name, many = self.steps[at]
        value = getattr(whole, name)
        for i, item in enumerate(value) if many else ((None, value),):
            if item is None:
                continue
            where = place + (pointer(name) if i is None else pointer(name, i))
            if at + 1 == len(self.steps):
                yield where, [whole], item
            else:
                for inner, holders, found in self.places(item, where, at + 1):
                    yield inner, [whole, *holders], found


@per_class
def paths(cls: type, wanted: Wanted) -> tuple[Path, ...]:
    """The ways from a class to every member, at any depth, that is wanted."""
    found = []
    for field in fields_of(cls):
        step = (field.name, field.many)
        if wanted(field):
            found.append(Path((step,), field))
        if field.model:
            inner = paths(field.model, wanted)
            found += [Path((step, *path.steps), path.field) for path in inner]
    return tuple(found)


def walk(
    cls: type, wanted: Wanted, act: Act, head: str, *, first: str = "", last: str = ""
) -> Callable[..., Any]:
    """A function that takes parts of a class, and does something with each value of some members.

    Args:
        cls: The class of the parts.
        wanted: Which members of it, at any depth; a value of None is none.
        act: What to do with a value.
        head: What else the function takes, and its statements name.
        first: The statement at its beginning.
        last: That at its end.
    """
    steps = _deeper(_steps(cls, wanted, act, "part"))
    lines = [first, "for part in parts:", " pass", *steps, last]
    names: dict[str, Any] = {}
    code = "\n".join([f"def walked(parts, {head}):", *_deeper(lines)])
    exec(code, names)  # noqa: S102 - made of nothing but names of members
    return names["walked"]  # type: ignore[no-any-return]


def _steps(cls: type, wanted: Wanted, act: Act, part: str) -> list[str]:
    """The statements for one object of a class, which goes by the name of ``part``."""
    lines = []
    for field in fields_of(cls):
        member, inner = f"{part}.{field.name}", f"{part}_"
        if wanted(field):
            name, steps = "value", [act(field)]
        elif field.model and paths(field.model, wanted):
            name, steps = inner, _steps(field.model, wanted, act, inner)
        else:
            continue
        loop = [f"for {name} in {member}:"]
        lines += loop if field.many else [f"{name} = {member}", f"if {name} is not None:"]
        lines += _deeper(steps)
    return lines


def _deeper(lines: Iterable[str]) -> list[str]:
    return [f" {line}" for line in lines]
