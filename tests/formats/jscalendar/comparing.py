"""A document and what came back of it, member by member, but for what is told as lost."""

from collections.abc import Iterable, Iterator
from typing import Any

from hallwaytrack import Problem
from hallwaytrack.formats.losses import LEFT_OUT
from hallwaytrack.model.fields import fields_of
from hallwaytrack.model.times import instant_key


def untold(document: Any, back: Any, losses: Iterable[Problem]) -> list[str]:
    """The places at which something differs, and no loss is told."""
    return list(_walk(document, back, {p.place: p.message for p in losses}, ""))


def _walk(model: Any, back: Any, told: dict[str, str], place: str) -> Iterator[str]:
    for field in fields_of(type(model)):
        where = f"{place}/{field.name}"
        value, other = getattr(model, field.name), getattr(back, field.name)
        if where in told or (field.name == "description" and f"{place}/abstract" in told):
            continue  # an abstract makes a description where there was none
        if not field.many:
            if field.model and value is not None and other is not None:
                yield from _walk(value, other, told, where)
            elif instant_key(value) != instant_key(other):
                yield where
            continue
        kept = [(i, item) for i, item in enumerate(value) if f"{where}/{i}" not in told]
        lost = [told[f"{where}/{i}"] for i in range(len(value)) if f"{where}/{i}" in told]
        if any(not message.endswith(LEFT_OUT) for message in lost):
            continue  # repeated, or in another order
        if len(kept) != len(other):
            yield where
            continue
        for (i, item), twin in zip(kept, other, strict=True):
            if field.model:
                yield from _walk(item, twin, told, f"{where}/{i}")
            elif instant_key(item) != instant_key(twin):
                yield f"{where}/{i}"
