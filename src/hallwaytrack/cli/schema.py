"""``hallwaytrack schema``: the JSON Schema of our JSON."""

import json

import click

from hallwaytrack.cli.files import save
from hallwaytrack.cli.telling import STREAM, about
from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.model.fields import did_you_mean


@click.command()
@click.argument("kind", required=False)
@click.option("-o", "--output", default=STREAM, metavar="FILE", help="Where to write it.")
def schema(kind: str | None, output: str) -> None:
    """Write the JSON Schema (2020-12) of the JSON that hallwaytrack reads and writes.

    KIND is the type of one document: event, event_series, user_group, tour or calendar. Left out,
    the schema is that of all of them. Editors that know it check a file while you type.
    """
    from hallwaytrack.formats.json import (  # noqa: PLC0415 - brings the JSON reader with it
        TYPES,
        json_schema,
    )

    with about("schema"):
        if kind is not None and kind not in TYPES:
            message, mend = f"KIND must be one of {', '.join(TYPES)}", did_you_mean(kind, TYPES)
            raise InvalidValueError(Problem(message=message, value=kind, mend=mend))
        found = json_schema(None if kind is None else TYPES[kind])
    save(output, [json.dumps(found, indent=2, ensure_ascii=False).encode(), b"\n"])
