"""The tables of the reference, made from the code they are about.

A page marks the place of a table with two comments, and what is between them is generated::

    <!-- table: model Event -->
    <!-- end -->

``python -m tests.docs.tables --write`` brings all of them up to date; without ``--write`` it says
which are not, as a test does.
"""

import argparse
import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.docs.markdown import arguments, code, first, prose, table
from tests.docs.model_tables import model_table, transition_table, vocabulary_table
from tests.formats.jscalendar.carried import PARTS

import hallwaytrack
from hallwaytrack import FORMATS, Format, HallwayTrackError, Policy, Problem
from hallwaytrack.checks.checking import RULES
from hallwaytrack.formats import json
from hallwaytrack.formats.agenda_csv import MEMBERS as AGENDA_ROW
from hallwaytrack.formats.confstech import MEMBERS as CONFERENCE
from hallwaytrack.formats.frab.table import ROWS as SCHEDULE_ROWS
from hallwaytrack.formats.frab.values import KINDS
from hallwaytrack.formats.ical.components import Limits
from hallwaytrack.formats.ical.repair import REPAIRS
from hallwaytrack.formats.ical.table import CALENDAR, ROWS, Row
from hallwaytrack.formats.jscalendar import table as jscalendar
from hallwaytrack.formats.json.explain import DEEPEST
from hallwaytrack.formats.jsonld import node, source
from hallwaytrack.formats.jsonld.table import ROWS as JSONLD_ROWS
from hallwaytrack.formats.roster_csv import COLUMNS as ROSTER_ROW
from hallwaytrack.formats.roster_csv import OF_ASSIGNMENT, OF_SHIFT
from hallwaytrack.formats.sessionize.parts import SPEAKER_MEMBERS
from hallwaytrack.formats.sessionize.read import KINDS as SESSION_KINDS
from hallwaytrack.formats.sessionize.read import SESSION_MEMBERS, STATUSES
from hallwaytrack.model.extra import DEEPEST as DEEPEST_EXTRA

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
TABLE = re.compile(r"(?<=<!-- table: )([^\n]*)( -->\n)(.*?)(?=<!-- end -->)", re.DOTALL)


def tables_of(page: str) -> list[tuple[str, str]]:
    """The tables of a page: their names, and their texts as they stand there."""
    return [(found[1], found[3]) for found in TABLE.finditer(page)]


def updated(page: str) -> str:
    """A page with its tables made anew."""
    return TABLE.sub(lambda found: f"{found[1]}{found[2]}{made(found[1])}", page)


def made(name: str) -> str:
    """The text of a table.

    Raises:
        KeyError: If there is no such table.
    """
    kind, _, what = name.partition(" ")
    return "".join(f"{line}\n" for line in MAKERS[kind](what))


# iCalendar


def _properties(_: str) -> Iterator[str]:
    """The properties of a VEVENT, and on which of its kinds they stand."""
    rows: dict[str, list[Row]] = {}
    for row in (row for each in ROWS.values() for row in each):
        rows.setdefault(row.name, []).append(row)
    header = ("property", "member", *(cls.__name__ for cls in ROWS), "as")
    yield from table(header, map(_property, rows.values()))


def _property(rows: Sequence[Row]) -> Iterator[str]:
    """One property; a member that is written in several ways has a row of the table for each."""
    yield code(rows[0].name)
    yield code(rows[0].member)
    for each in ROWS.values():
        yield "yes" if any(other.name == rows[0].name for other in each) else ""
    yield " ".join(dict.fromkeys(filter(None, (first(row.shown) for row in rows if row.shown))))


def _calendar(_: str) -> Iterator[str]:
    """The properties of a VCALENDAR."""
    rows = ((code(r.name), code(r.member), first(r.shown) if r.shown else "") for r in CALENDAR)
    yield from table(("property", "member", "as"), rows)


# Schedules


def _schedule(name: str) -> Iterator[str]:
    """The members of a class, and where they stand in a schedule."""
    cls = getattr(hallwaytrack, name)
    rows = (
        (code(row.member) if row.member else "`extra`", _path(row.json), _path(row.xml), row.shown)
        for row in SCHEDULE_ROWS[cls]
    )
    yield from table(("member", "`schedule.json`", "`schedule.xml`", ""), rows)


def _path(path: str) -> str:
    return code(path) if path else ""


def _schedule_words(_: str) -> Iterator[str]:
    """The words for kinds of sessions that are read beside the kinds' own."""
    rows = ((code(kind), ", ".join(map(code, words))) for kind, words in _words_by_kind().items())
    yield from table(("kind", "words"), rows)


def _words_by_kind() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word, kind in KINDS.items():
        found.setdefault(kind, []).append(word)
    return found


# Formats


def _formats(_: str) -> Iterator[str]:
    """The formats: their files, what they take, and what they hold."""
    header = ("name", "format", "suffixes", "reads", "writes", "holds")
    yield from table(header, map(_format, FORMATS.values()))


def _format(found: Format) -> Iterator[str]:
    yield code(found.name)
    yield f"[{found.title}]({_page_of(found)})"
    yield _codes(found.suffixes)
    yield _taking(found.read_options) if found.reads else "no"
    yield _taking(found.write_options) if found.writes else "no"
    yield ", ".join(f"[{code(kind.__name__)}](models.md)" for kind in found.kinds)


def _page_of(found: Format) -> str:
    """The page that tells what the format cannot carry, else the one that has its first name."""
    mark = f"<!-- table: cannot-carry {found.name} -->"
    pages = (p.name for p in sorted(REFERENCE.glob("*.md")) if mark in p.read_text("utf-8"))
    return next(pages, f"{found.name.partition('-')[0]}.md")


def _taking(options: Sequence[str]) -> str:
    return f"yes; {_codes(options)}" if options else "yes"


def _confs_tech(_: str) -> Iterator[str]:
    """The members of a conference, and what each becomes in an event."""
    yield from table(("member", "of an Event"), _pairs(CONFERENCE))


def _agenda_csv(_: str) -> Iterator[str]:
    """The columns of an agenda, and what each is made of."""
    yield from table(("column", "of a Session"), _pairs(AGENDA_ROW))


def _roster_csv(_: str) -> Iterator[str]:
    """The columns of a roster, and what each is made of."""
    members = {"shift": "Shift.id", "person": "Assignment.person", "name": "Person.name"}
    members |= {name: f"Shift.{name}" for name in OF_SHIFT}
    members |= {name: f"Assignment.{name}" for name in OF_ASSIGNMENT}
    yield from table(("column", "member"), _pairs({name: members[name] for name in ROSTER_ROW}))


def _sessionize(what: str) -> Iterator[str]:
    """The members of a session or a speaker, and what each becomes."""
    members = {"Session": SESSION_MEMBERS, "Person": SPEAKER_MEMBERS}[what]
    yield from table(("member", f"of a {what}"), _pairs(members))


def _sessionize_words(_: str) -> Iterator[str]:
    """The words for kinds and statuses."""
    yield from table(("a word in the format", "`kind`"), _pairs(SESSION_KINDS))
    yield ""
    yield from table(("status", "`status`"), _pairs(STATUSES))


def _pairs(members: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((code(theirs), code(ours)) for theirs, ours in members.items())


# JSCalendar


def _jscalendar(_: str) -> Iterator[str]:
    """The properties of an Event object, and the members that each is made of."""
    found: dict[Sequence[str], dict[type, Sequence[str]]] = {}
    for cls, rows in jscalendar.ROWS.items():
        for row in rows:
            found.setdefault(row.properties, {})[cls] = row.members
    header = ("property", *(cls.__name__ for cls in jscalendar.ROWS))
    yield from table(
        header,
        (
            (_codes(names), *(_codes(members.get(cls, ())) for cls in jscalendar.ROWS))
            for names, members in found.items()
        ),
    )


def _jscalendar_parts(_: str) -> Iterator[str]:
    """The members of the classes that become no Event object."""
    rows = ((code(cls.__name__), _codes(members)) for cls, members in PARTS.items())
    yield from table(("class", "members"), rows)


def _codes(names: Iterable[str]) -> str:
    return ", ".join(map(code, names))


def _cannot_carry(name: str) -> Iterator[str]:
    yield from (f"- {sentence}" for sentence in FORMATS[name].cannot_carry)


def _repairs(prefix: str) -> Iterator[str]:
    """What the reader of iCalendar mends, of the codes that begin so."""
    found = sorted(each for each in REPAIRS if each.code.startswith(prefix))
    rows = ((code(each.code), each.severity, each.met, each.done) for each in found)
    yield from table(("code", "severity", "what was met, or the rule", "what is made of it"), rows)


def _ical_limits(_: str) -> Iterator[str]:
    limits, told = Limits(), arguments(Limits)
    rows = ((code(name), f"{getattr(limits, name):,}", told[name]) for name in told)
    yield from table(("limit", "value", ""), rows)


def _jsonld(name: str) -> Iterator[str]:
    """The members of a class that JSON-LD carries, and the properties that carry them."""
    found = next(rows for cls, rows in JSONLD_ROWS.items() if cls.__name__ == name)
    rows = ((code(row.member), code(row.property), row.shown) for row in found)
    yield from table(("member", "property", ""), rows)


def _jsonld_limits(_: str) -> Iterator[str]:
    rows = (
        ("bytes of a page", f"{source.MAX_BYTES // 2**20} MiB", "`max_bytes`"),
        ("levels of nesting", str(source.DEEPEST), "no"),
        ("characters of the name of a member", str(source.LONGEST_NAME), "no"),
        ("values that are read by reference", str(node.MOST_REFERRED), "no"),
        ("problems that are told", str(node.MOST_PROBLEMS), "no"),
    )
    yield from table(("limit", "value", "can be set"), rows)


# JSON, errors


def _json_types(_: str) -> Iterator[str]:
    rows = ((code(f'"{name}"'), code(cls.__name__)) for name, cls in json.TYPES.items())
    yield from table(("`type`", "class"), rows)


def _json_limits(_: str) -> Iterator[str]:
    rows = (
        ("bytes of a document", f"{json.MAX_BYTES // 2**20} MiB", "`max_bytes` of `from_json`"),
        ("problems that are told", str(json.MAX_PROBLEMS), "no"),
        ("levels of nesting", str(DEEPEST), "no"),
        ("levels of nesting in `extra`", str(DEEPEST_EXTRA), "no"),
    )
    yield from table(("limit", "value", "can be set"), rows)


def _errors(_: str) -> Iterator[str]:
    public = [getattr(hallwaytrack, name) for name in hallwaytrack.__all__]
    errors = [e for e in public if isinstance(e, type) and issubclass(e, HallwayTrackError)]
    errors.sort(key=lambda error: len(error.__mro__))
    rows = ((code(e.__name__), _bases(e), first(e)) for e in errors)
    yield from table(("class", "is also a", ""), rows)


def _bases(error: type) -> str:
    return ", ".join(code(base.__name__) for base in error.__bases__)


def _problem(_: str) -> Iterator[str]:
    rows = ((code(name), text) for name, text in arguments(Problem).items())
    yield from table(("attribute", ""), rows)


# Checks


def _checks(family: str) -> Iterator[str]:
    """The rules whose codes begin so."""
    rules = [rule for name, rule in sorted(RULES.items()) if name.startswith(family)]
    rows = ((code(r.code), r.severity, prose(r.what), prose(r.why), prose(r.mend)) for r in rules)
    yield from table(("code", "severity", "what", "why", "how to mend"), rows)


def _policy(_: str) -> Iterator[str]:
    rows = ((code(name), text) for name, text in arguments(Policy).items())
    yield from table(("member", ""), rows)


# The command line


def _command(name: str) -> Iterator[str]:
    """A command: how it is called, what it does, its options."""
    import click

    from hallwaytrack.cli.main import cli

    command = cli.commands[name] if name else cli
    context = click.Context(command, info_name=f"hallwaytrack {name}".strip())
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"`{context.command_path} {usage}`"
    yield ""
    yield from _help(command.help or "")
    yield ""
    options = [p for p in command.params if isinstance(p, click.Option)]
    if options:
        yield from table(("option", "default", ""), map(_option, options))


def _help(text: str) -> Iterator[str]:
    """A command's help; what it keeps as it is wrapped is shown indented, as Markdown's code."""
    paragraphs = inspect.cleandoc(text).split("\n\n")
    for i, paragraph in enumerate(paragraphs):
        if i:
            yield ""
        kept = paragraph.startswith("\b\n")
        yield from paragraph.removeprefix("\b\n").splitlines() if kept else [prose(paragraph)]


def _option(option: Any) -> tuple[str, str, str]:
    choices = getattr(option.type, "choices", None)
    value = "" if option.is_flag else f" {'|'.join(choices) if choices else option.metavar}"
    default = code(option.default) if isinstance(option.default, str) else ""
    return ", ".join(code(name + value) for name in option.opts), default, prose(option.help or "")


MAKERS: Mapping[str, Callable[[str], Iterable[str]]] = {
    "model": model_table,
    "transitions": transition_table,
    "vocabularies": vocabulary_table,
    "properties": _properties,
    "calendar": _calendar,
    "schedule": _schedule,
    "schedule-words": _schedule_words,
    "confs-tech": _confs_tech,
    "agenda-csv": _agenda_csv,
    "roster-csv": _roster_csv,
    "sessionize": _sessionize,
    "sessionize-words": _sessionize_words,
    "formats": _formats,
    "cannot-carry": _cannot_carry,
    "repairs": _repairs,
    "ical-limits": _ical_limits,
    "jscalendar": _jscalendar,
    "jscalendar-parts": _jscalendar_parts,
    "jsonld": _jsonld,
    "jsonld-limits": _jsonld_limits,
    "json-types": _json_types,
    "json-limits": _json_limits,
    "errors": _errors,
    "problem": _problem,
    "checks": _checks,
    "policy": _policy,
    "command": _command,
}
"""What makes each kind of table; the words after the kind say of what."""


def main() -> int:
    """Write the tables, or say which are out of date."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--write", action="store_true", help="write them into the pages")
    write = parser.parse_args().write
    stale = []
    for path in sorted(REFERENCE.glob("*.md")):
        page = path.read_text("utf-8")
        if updated(page) != page:
            stale.append(path)
            if write:
                path.write_text(updated(page), "utf-8", newline="\n")
    for path in stale:
        print(f"{path.name}: {'written' if write else 'out of date'}")
    return 1 if stale and not write else 0


if __name__ == "__main__":
    sys.exit(main())
