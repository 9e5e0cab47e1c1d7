"""JSON's engine, to write: msgspec structs derived from the models' annotations.

``msgspec.convert(..., from_attributes=True)`` takes a model to a struct that leaves out what is at
its default. What msgspec would write otherwise than we do (durations, amounts) goes through text of
ours.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

import msgspec

from hallwaytrack.formats.json.versions import CURRENT, MEMBER, name_of
from hallwaytrack.model.extra import FrozenMap
from hallwaytrack.model.fields import Field, fields_of, per_class
from hallwaytrack.model.times import duration_text
from hallwaytrack.model.walks import Path, paths


@per_class
def _written(cls: type) -> type[msgspec.Struct]:
    """The struct that a model is written through: it trusts the model and leaves out defaults."""
    return _written_struct(cls, [])


@per_class
def _written_document(cls: type) -> type[msgspec.Struct]:
    """The struct of a whole document: what says what it is, which is set last, comes first."""
    return _written_struct(cls, [(MEMBER, str, ""), ("type", str, "")])


def _written_struct(
    cls: type, header: list[Any], without: tuple[str, ...] = ()
) -> type[msgspec.Struct]:
    members = [_written_member(field) for field in fields_of(cls) if field.name not in without]
    return msgspec.defstruct(
        f"{cls.__name__}Written",
        [*header, *members],
        omit_defaults=True,
        kw_only=True,
        gc=False,
    )


def _written_member(field: Field) -> Any:
    kind: Any = _written(field.model) if field.model else Any
    if isinstance(field.default, str):
        kind = field.base  # a Literal: the word itself, which a pickle may have copied
    if field.many:
        kind = tuple[kind, ...]
    elif field.model and field.optional:
        kind = kind | None
    return (field.name, kind) if field.required else (field.name, kind, field.default)


def encode(model: Any, type_name: str) -> bytes:
    """A document as bytes, on one line."""
    wire: Any = msgspec.convert(model, _written_document(type(model)), from_attributes=True)
    for path in _as_text(type(model)):
        _write_text(path, wire)
    setattr(wire, MEMBER, name_of(CURRENT))
    wire.type = type_name
    return _encode(wire)


def encode_part(model: Any, without: tuple[str, ...]) -> bytes:
    """Any model as a JSON object, without some of its members."""
    written, as_text = _written_part(type(model), without)
    wire: Any = msgspec.convert(model, written, from_attributes=True)
    for path in as_text:
        _write_text(path, wire)
    return _encode(wire)


@per_class
def _written_part(
    cls: type, without: tuple[str, ...]
) -> tuple[type[msgspec.Struct], tuple[Path, ...]]:
    """The struct that a part is written through, and the paths to what is text of ours in it."""
    as_text = (path for path in _as_text(cls) if path.steps[0][0] not in without)
    return _written_struct(cls, [], without), tuple(as_text)


def to_bytes(value: Any) -> bytes:
    """Plain JSON values as bytes."""
    return msgspec.json.encode(value)


WRITTEN: Mapping[Any, Callable[[Any], str]] = {timedelta: duration_text, Decimal: "{:f}".format}
"""Types that msgspec would write otherwise: PT2700S, 1E-7."""


@per_class
def _as_text(cls: type) -> tuple[Path, ...]:
    return paths(cls, lambda field: field.base in WRITTEN)


def _write_text(path: Path, wire: Any) -> None:
    """Turn the values at the end of a path into our text."""
    *steps, (name, _) = path.steps
    holders = Path(tuple(steps), path.field).values(wire) if steps else (wire,)
    for holder in holders:
        value = getattr(holder, name)
        if value is not None:
            setattr(holder, name, WRITTEN[path.field.base](value))


def _plain(value: FrozenMap) -> dict[str, Any]:
    """What of ``extra`` msgspec can write; it asks for nothing else."""
    return dict(value)


_encode = msgspec.json.Encoder(enc_hook=_plain).encode


def indented(data: bytes) -> bytes:
    """The same document for people: two spaces a level, a newline at the end."""
    return msgspec.json.format(data, indent=2) + b"\n"
