"""JSON: the library's own format, which loses nothing.

A document is one object, ``{"hallwaytrack": "1.0", "type": "event", ...}``, with the members of its
class. Members at their default are left out and nothing is ever null. Times are :rfc:`3339` with
their offset, durations ISO 8601, amounts texts. The same document always gives the same bytes.

Reading is strict, and tells everything that is wrong at once.
"""

from collections.abc import Mapping
from typing import Any, TypeVar, overload

from hallwaytrack.errors import DecodeError, InvalidValueError, Problem
from hallwaytrack.formats.json import reading, wire, writing
from hallwaytrack.formats.json.explain import explain, has_repeated, parse, repeated
from hallwaytrack.formats.json.schema import schema_of
from hallwaytrack.formats.json.versions import CURRENT, MEMBER, newer, upgraded, version_of
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.documents import Document, declared
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Refused, did_you_mean
from hallwaytrack.model.groups import Tour, UserGroup
from hallwaytrack.model.series import EventSeries

D = TypeVar("D", Event, EventSeries, UserGroup, Tour, Calendar)

TYPES: Mapping[str, type[Document]] = {
    "event": Event,
    "event_series": EventSeries,
    "user_group": UserGroup,
    "tour": Tour,
    "calendar": Calendar,
}
NAMES: Mapping[type, str] = {cls: name for name, cls in TYPES.items()}

MAX_BYTES = 64 * 2**20
"""The size of the largest document that is read unless another limit is given: 64 MiB."""
MAX_PROBLEMS = 100
"""Problems that are told; a document with more has one mistake made many times."""
BOM = b"\xef\xbb\xbf"


def to_json(document: Document, *, indent: bool = False) -> bytes:
    """A document as JSON, in UTF-8.

    Nothing is left out, private members included: it is what one stores. What is to be published
    goes through ``public_view`` first.

    Args:
        document: An Event, EventSeries, UserGroup, Tour or Calendar.
        indent: For people: two spaces a level and a newline at the end.

    Raises:
        InvalidValueError: If it is no document.
    """
    document = declared(document)
    name = NAMES.get(type(document))
    if name is None:
        message = f"a document must be one of {', '.join(cls.__name__ for cls in NAMES)}"
        raise InvalidValueError(Problem(message=message, value=document))
    data = writing.encode(document, name)
    return writing.indented(data) if indent else data


@overload
def from_json(data: bytes, kind: type[D], *, max_bytes: int | None = MAX_BYTES) -> D: ...
@overload
def from_json(data: bytes, kind: None = None, *, max_bytes: int | None = MAX_BYTES) -> Document: ...
def from_json(
    data: bytes, kind: type[Any] | None = None, *, max_bytes: int | None = MAX_BYTES
) -> Any:
    """The document that some JSON holds.

    Args:
        data: UTF-8, with or without a byte order mark.
        kind: The class to read; left out, the ``type`` member says it.
        max_bytes: The size of the largest document to read; None for any.

    Raises:
        DecodeError: With everything that is wrong in its ``problems``, each with the JSON Pointer
            of its place; 100 at most.
        InvalidValueError: If ``data`` is not bytes, or ``kind`` no class of documents.
    """
    raw = _checked(data, kind, max_bytes)
    try:
        cls = kind or TYPES[wire.type_of(raw)]
        document, name, canonical = reading.decode(raw, cls)
        if TYPES[name] is not cls:
            raise ValueError("another type")
        # In bytes that are not our own, a null or a member that stands twice may hide.
        if canonical or not (b"null" in raw or has_repeated(raw)):
            return document
    except (*wire.Failures, LookupError) as failure:
        return _carefully(raw, kind, failure)
    return _carefully(raw, kind, None, document)


def json_schema(kind: type[Document] | None = None) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the format.

    The same stands in the package as ``formats/json/schema.json``.

    Args:
        kind: A class of documents; left out, the schema is that of all of them.

    Raises:
        InvalidValueError: If ``kind`` is no class of documents.
    """
    if kind is None:
        return schema_of(TYPES)
    return schema_of({_name_of(kind): kind})


def _name_of(kind: Any) -> str:
    if kind not in NAMES:
        message = f"kind must be one of {', '.join(cls.__name__ for cls in NAMES)}"
        raise InvalidValueError(Problem(message=message, value=kind))
    return NAMES[kind]


def _checked(data: Any, kind: Any, max_bytes: int | None) -> bytes:
    if not isinstance(data, bytes | bytearray | memoryview):
        message, mend = "JSON must be given as bytes", "read the file with open(path, 'rb')"
        raise InvalidValueError(Problem(message=message, value=data, mend=mend))
    if kind is not None:
        _name_of(kind)
    if max_bytes is not None and len(data) > max_bytes:
        message = f"a document must have at most {max_bytes} bytes, and this has {len(data)}"
        raise DecodeError(Problem(message=message, mend="give a higher max_bytes to read it"))
    return bytes(data).removeprefix(BOM)


def _carefully(raw: bytes, kind: Any, failure: Exception | None, document: Any = None) -> Any:
    """Read again, to say all that is wrong, or to bring an older version up to date."""
    try:
        parsed = parse(raw)
    except Refused as no:
        raise DecodeError(Problem(message=f"a document {no.wants}")) from None
    problems, version = _header(parsed, kind)
    cls = kind or (TYPES.get(parsed.get("type")) if version else None)
    if version and cls:
        problems += repeated(parsed, MAX_PROBLEMS)
        parsed = upgraded(parsed, version)
        problems += explain(parsed, cls, MAX_PROBLEMS)
        if problems and version > CURRENT:
            problems.insert(0, newer(version))
    if problems:
        raise DecodeError(problems[:MAX_PROBLEMS])
    if failure is None:
        return document
    return reading.from_builtins(parsed, TYPES[parsed["type"]])


def _header(parsed: Any, kind: Any) -> tuple[list[Problem], tuple[int, int] | None]:
    """What is wrong with the two members that say what a document is, and its version.

    There is a version only where the document is of a kind and version that can be looked into.
    """
    if not isinstance(parsed, dict):
        return [Problem(message="a document must be a JSON object", value=parsed)], None
    mend = f'a document begins {{"{MEMBER}": "1.0", "type": "event"'
    missing = [
        Problem(message=f"member {name!r} is missing", place=f"/{name}", mend=mend)
        for name in (MEMBER, "type")
        if name not in parsed
    ]
    version = version_of(parsed[MEMBER]) if MEMBER in parsed else CURRENT
    wrong = [version] if isinstance(version, Problem) else []
    wrong += _wrong_type(parsed["type"], kind) if "type" in parsed else []
    return missing + wrong, None if wrong or isinstance(version, Problem) else version


def _wrong_type(name: Any, kind: Any) -> list[Problem]:
    if not isinstance(name, str) or name not in TYPES:
        message = f"type must be one of {', '.join(TYPES)}"
        mend = did_you_mean(name, TYPES)
        return [Problem(message=message, value=name, place="/type", mend=mend)]
    if kind is None or TYPES[name] is kind:
        return []
    message = f"the document holds {_article(name)}, not {_article(NAMES[kind])}"
    return [Problem(message=message, place="/type", mend=f"read it as {TYPES[name].__name__}")]


def _article(name: str) -> str:
    return f"{'an' if name[0] in 'ae' else 'a'} {name}"
