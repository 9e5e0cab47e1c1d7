"""JSON's engine, to read: msgspec structs derived from the models' annotations.

msgspec decodes into a struct, which refuses unknown members, nulls and wrong types; ``reading``
makes the model of it. What msgspec would read otherwise than we do (days or instants, durations,
amounts) goes through text of ours.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, Union, get_origin

import msgspec

from hallwaytrack.errors import HallwayTrackError
from hallwaytrack.formats.json.versions import CURRENT, MEMBER, name_of
from hallwaytrack.formats.json.writing import indented
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.extra import NO_EXTRA
from hallwaytrack.model.fields import Field, Refused, fields_of, per_class
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.times import duration_of
from hallwaytrack.model.types import money_of

Failures = (
    msgspec.MsgspecError,
    HallwayTrackError,
    Refused,
    ValueError,
    TypeError,
    ArithmeticError,
    RecursionError,
)
"""What the fast pass may fail with; the careful pass then says what is wrong."""

AWARE = Annotated[datetime, msgspec.Meta(tz=True)]
WHEN = Union[datetime, date]
LEAVES: Mapping[Any, Any] = {datetime: AWARE, date: date}
"""Plain types that JSON has no value for, and as what msgspec reads them."""
_WANTED = {
    AWARE: 'a time with its offset, such as "2008-03-18T18:00:00-04:00"',
    date: 'a date, such as "2008-03-18"',
}


def leaf(value: Any, kind: Any) -> Any:
    """A plain value as its type, read exactly as in the fast pass."""
    try:
        return msgspec.convert(value, kind, strict=True)
    except (msgspec.ValidationError, ValueError):
        if kind is AWARE and _is_naive(value):
            raise Refused("needs a time zone", f'write its offset, as in "{value}-04:00"') from None
        raise Refused(f"must be {_WANTED[kind]}") from None


def _is_naive(value: Any) -> bool:
    """Whether a text is a time but for its offset."""
    try:
        return msgspec.convert(value, datetime).tzinfo is None
    except (msgspec.ValidationError, ValueError):
        return False


def when_of(value: Any) -> date:
    """An instant or a day from its text."""
    return day_of(value) if isinstance(value, str) and len(value) == 10 else instant_of(value)


def instant_of(value: Any) -> datetime:
    """An instant from its text."""
    if not isinstance(value, str):
        raise Refused(f"must be {_WANTED[AWARE]}")
    return leaf(value, AWARE)  # type: ignore[no-any-return]


def day_of(value: str) -> date:
    """A day from its text."""
    return leaf(value, date)  # type: ignore[no-any-return]


TEXTS: Mapping[Any, Callable[[Any], Any]] = {timedelta: duration_of, Decimal: money_of}
"""Types that msgspec reads otherwise than we do, with our reader of their text."""


@per_class
def _read(cls: type) -> type[msgspec.Struct]:
    """The struct that a model is read through."""
    return _struct(cls, [])


@per_class
def _opened(cls: type) -> type[msgspec.Struct]:
    """The same with the parts of its lists as their bytes, where those hold parts of their own."""
    return _struct(cls, [], opened=True)


@per_class
def _document(cls: type) -> type[msgspec.Struct]:
    """The same of a whole document: what says what it is, then the members of the class."""
    return _struct(cls, [(MEMBER, str), ("type", str)], opened=cls in HOLDERS)


def _struct(cls: type, header: list[Any], *, opened: bool = False) -> type[msgspec.Struct]:
    return msgspec.defstruct(
        f"{cls.__name__}Read",
        [*header, *(_read_member(field, opened) for field in fields_of(cls))],
        forbid_unknown_fields=True,
        omit_defaults=True,
        kw_only=True,
        frozen=is_of_texts(cls),
        gc=False,
    )


def _read_member(field: Field, opened: bool) -> Any:
    if opened and is_apart(field):
        return field.name, list[msgspec.Raw], msgspec.field(default_factory=list)
    kind: Any = _opened(field.model) if opened and field.model in HOLDERS else _read_type(field)
    if field.many:
        kind = tuple[kind, ...]
    if field.required:
        return field.name, kind
    # None is no value of the type: a null is refused, and what is absent is left out.
    return field.name, kind, None if field.default is NO_EXTRA else field.default


def _read_type(field: Field) -> Any:
    if field.model:
        return _read(field.model)
    if field.base in TEXTS or field.rule.zoned:
        return str
    if field.default is NO_EXTRA:
        return dict[str, Any]
    if field.base is int:
        least, most = field.rule.schema["minimum"], field.rule.schema["maximum"]
        return Annotated[int, msgspec.Meta(ge=least, le=most)]
    return LEAVES.get(field.base, field.base)


def is_checked(field: Field) -> bool:
    """Whether msgspec checks all that a member's rule does, and its value is good as it is."""
    return field.base in (bool, int) or get_origin(field.base) is Literal


def is_of_texts(cls: type) -> bool:
    """Whether objects of a class are nothing but a few texts, and known by no id.

    Then one may stand for all that are equal, and its struct has a hash. Numbers are not looked up
    by their hash: whoever writes a document could choose thousands that share one.
    """
    texts = (f.base is str or get_origin(f.base) is Literal for f in fields_of(cls))
    return all(texts) and not any(f.name == "id" or f.many for f in fields_of(cls))


HOLDERS = (Event, EventSeries, Calendar)
"""What holds lists of parts of which there may be thousands."""


def is_apart(field: Field) -> bool:
    """Whether a holder's member is a list of parts that are read one by one: those that hold parts.

    Of smaller ones, such as people, all are read sooner at once.
    """
    return bool(field.many and field.model and any(f.model for f in fields_of(field.model)))


class _Header(msgspec.Struct):
    """What says what a document is; the rest is passed over."""

    type: str


def type_of(data: bytes) -> str:
    """The type that a document says it is of."""
    return msgspec.json.decode(data, type=_Header).type


class Decoded(NamedTuple):
    """The struct of a document, and what its bytes tell."""

    struct: Any
    canonical: bool
    """Whether they are written as we write them, but for the parts that are read apart."""
    clear: bool
    """Whether no text holds a control character, a newline and a tab aside."""


def decode(data: bytes, cls: type) -> Decoded:
    """The struct of a document.

    Raises:
        Failures: If anything is wrong with it; ``explain`` then says what.
    """
    if data.startswith(b"{\n"):
        compact = msgspec.json.format(data, indent=-1)
        data = compact if indented(compact) == data else data
    wire: Any = msgspec.json.decode(data, type=_document(cls))
    if getattr(wire, MEMBER) != name_of(CURRENT):
        raise ValueError("another version")
    return Decoded(wire, msgspec.json.encode(wire) == data, _is_clear(data))


@per_class
def codec_of(cls: type) -> tuple[Callable[[Any], Any], Callable[[Any], bytes]]:
    """What reads the bytes of a part, and what writes its struct as we write it."""
    read = msgspec.json.Decoder(_opened(cls) if cls in HOLDERS else _read(cls))
    return read.decode, msgspec.json.Encoder().encode


def converted(body: Any, cls: type) -> Any:
    """The struct of a parsed object."""
    return msgspec.convert(body, _read(cls))


def from_bytes(data: bytes) -> Any:
    """Plain JSON values from bytes.

    Raises:
        Failures: If it is no JSON.
    """
    return msgspec.json.decode(data)


PLAIN_ESCAPES = {b"n", b"t", b'"'}
"""What follows a backslash; the text of an escaped one is looked at closely."""
DELETE, C1_LEAD = b"\x7f", b"\xc2"
"""DEL in UTF-8, and the byte that the controls above it begin with."""


def _is_clear(data: bytes) -> bool:
    """Whether no control can be in bytes of ours, where those of ASCII are escaped but for DEL."""
    if DELETE in data or C1_LEAD in data:
        return False
    return {after[:1] for after in data.split(b"\\")[1:]} <= PLAIN_ESCAPES
