"""From values to models: what a rule of the model refuses is mended or left out, and told.

A model is made through its constructor. Only where that refuses is looked for what is wrong: a text
loses its control characters, a text of one line its line breaks; anything else goes to ``extra``
as the line that it was.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from hallwaytrack.errors import InvalidValueError
from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical.content import raw_line
from hallwaytrack.formats.ical.draft import Draft
from hallwaytrack.model.base import Model
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Check, Refused, fields_of
from hallwaytrack.model.sessions import Session
from hallwaytrack.model.types import NOT_IN_LINE, NOT_IN_TEXT, line

M = TypeVar("M", bound=Model)
UNTITLED = "(untitled)"
ENTRIES = (Event, Session)
"""What a VEVENT becomes, and so the models that keep its lines."""
KEEPERS = (*ENTRIES, Calendar)
ROUNDS = 4
"""How often a model is tried: what is wrong between members shows once each member is right."""
LINE_BREAKS = str.maketrans(dict.fromkeys("\n\r\u2028\u2029", " "))
MEMBERS: Mapping[str, str] = {
    "status_reason": "comments",
    "materials": "attachments",
    "venue": "location",
    "room": "location",
}
"""The values of a draft that members of another name are made of."""


def made(cls: type[M], members: dict[str, Any], draft: Draft) -> M:
    """A model of these members; what its rules refuse is mended or left out.

    Raises:
        InvalidValueError: If that does not help.
    """
    for _ in range(ROUNDS):
        try:
            return cls(**members)
        except InvalidValueError as error:
            before = len(draft.kept)
            for name in dict.fromkeys(p.place.split("/")[1] for p in error.problems if p.place):
                _mend(cls, members, name, draft)
            if cls in ENTRIES and draft.kept[before:]:
                lines = [*members.get("extra", {}).get("ical", ())]
                members["extra"] = {"ical": [*map(raw_line, draft.kept[before:]), *lines]}
    return cls(**members)


def _mend(cls: type[Model], members: dict[str, Any], name: str, draft: Draft) -> None:
    field = next((f for f in fields_of(cls) if f.name == name), None)
    value = members.get(name)
    if field is None or value is None or field.model:
        return  # parts were made before: the whole is what does not fit
    is_line = field.rule.check is line
    if field.many:
        mended = [lawful(item, field.rule.check, is_line) for item in value]
        members[name] = [item for item in mended if item is not None]
        if len(members[name]) < len(mended):
            _leave(cls, name, draft)
        else:
            draft.note(repair.UNPRINTABLE)
        return
    text = _text(value, is_line)
    if text is not None:
        draft.note(repair.LINES_JOINED if "\n" in value else repair.UNPRINTABLE)
    if text is not None:
        members[name] = text
    elif name == "title":
        members[name] = UNTITLED
        draft.put_back(repair.UNTITLED, "SUMMARY")
    elif not field.required:
        del members[name]
        _leave(cls, name, draft)


def lawful(item: Any, check: Check, is_line: bool) -> Any:
    """An item of a list as it is, mended, or None."""
    try:
        return check(item)
    except Refused:
        return _text(item, is_line)


def _text(value: Any, is_line: bool) -> str | None:
    """A text without what may not stand in it; None if that was not what was wrong."""
    if not isinstance(value, str):
        return None
    kept = value
    if is_line and kept != kept.translate(LINE_BREAKS):
        kept = " ".join(part for part in kept.translate(LINE_BREAKS).split(" ") if part)
    kept = (NOT_IN_LINE if is_line else NOT_IN_TEXT).sub("", kept)
    return kept if kept != value and is_visible(kept) else None


def is_visible(text: str) -> bool:
    """Whether a text shows something."""
    return any(c.isprintable() and not c.isspace() for c in text)


def _leave(cls: type[Model], name: str, draft: Draft) -> None:
    """Leave the line of a member that was refused; that of a part is no line of the entry's own."""
    if cls not in KEEPERS:
        draft.note(repair.DROPPED)
        return
    value = MEMBERS.get(name, name)
    draft.put_back(repair.DROPPED, *(n for n, row in draft.table.items() if row.value == value))
