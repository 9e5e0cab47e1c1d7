"""JSON Schema (draft 2020-12) of the JSON format, made from the models' annotations.

What it cannot say, the rules of an object between its members and references between objects, only
reading tells; whatever the library writes is valid against it.
"""

from collections.abc import Mapping
from typing import Any

from hallwaytrack.formats.json.versions import CURRENT, MEMBER
from hallwaytrack.model.fields import Field, fields_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(types: Mapping[str, type]) -> dict[str, Any]:
    """The schema of documents of these types, by the word that each is written with."""
    definitions: dict[str, Any] = {}
    for cls in types.values():
        _define(cls, definitions)
    documents = [_document(name, definitions[cls.__name__]) for name, cls in types.items()]
    return {
        "$schema": DIALECT,
        "title": "A hallwaytrack document",
        **(documents[0] if len(documents) == 1 else {"oneOf": documents}),
        "$defs": dict(sorted(definitions.items())),
    }


def _document(name: str, definition: dict[str, Any]) -> dict[str, Any]:
    """A class as a whole document: its members, and what says what it is."""
    major, _ = CURRENT
    header = {
        MEMBER: {"type": "string", "pattern": rf"^{major}\.(0|[1-9][0-9]{{0,3}})$"},
        "type": {"const": name},
    }
    return {
        **definition,
        "properties": {**header, **definition["properties"]},
        "required": [*header, *definition.get("required", ())],
    }


def _define(cls: type, definitions: dict[str, Any]) -> None:
    """Add a class, and all that it holds, to the definitions."""
    if cls.__name__ in definitions:
        return
    fields = fields_of(cls)
    definitions[cls.__name__] = definition = {
        "type": "object",
        "description": (cls.__doc__ or "").strip().splitlines()[0],
        "properties": {field.name: _member(field) for field in fields},
        "additionalProperties": False,
    }
    required = [field.name for field in fields if field.required]
    if required:
        definition["required"] = required
    for field in fields:
        if field.model:
            _define(field.model, definitions)


def _member(field: Field) -> dict[str, Any]:
    schema = dict(field.rule.schema)
    if field.many:
        schema = {"type": "array", "items": schema}
    if isinstance(field.default, str | int):
        schema["default"] = field.default
    return schema
