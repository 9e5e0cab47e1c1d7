"""The public view: a document without what may not leave.

Gone are the private members (emails, phones, private notes about people), volunteers, shifts and
private notes, and the people whom only those name. Public writers apply it by default.

Gone is, too, what a reader kept in ``extra`` and nobody has looked through, as it comes of systems
where organizers work:

- The lines of iCalendar that mean nothing to a model: they may hold the addresses of guests, or a
  shift whose data was damaged.
- The answers of Sessionize, and of a schedule all but what the format itself publishes: an export
  may hold notes of the organizers about a talk.
- Of JSCalendar the addresses of people, what they answered, entries that could not be read, and
  what programs added under names of their own.

Of JSON-LD, which is made for public pages, only addresses and answers of people are gone, and of a
public list of conferences nothing. What somebody marked as private in another program is gone as
well: see ``marked``.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from hallwaytrack.model.base import Model, with_members
from hallwaytrack.model.documents import declared
from hallwaytrack.model.event import Event
from hallwaytrack.model.extra import extra as frozen_extra
from hallwaytrack.model.fields import Field, fields_of, per_class
from hallwaytrack.model.sessions import Note
from hallwaytrack.views.marked import bare, is_marked, open_parts

M = TypeVar("M", bound=Model)

STAFF = ("volunteers", "shifts")
"""The members of an event that are nobody's business outside."""
UNSEEN = frozenset(("ical", "sessionize"))
"""The members of ``extra`` that hold what nobody has looked through."""
PUBLISHED: Mapping[str, frozenset[str]] = {
    "frab": frozenset(
        (
            *("version", "timeslot_duration", "id", "code", "slug", "type", "description", "url"),
            *("stream_id", "features", "feedback_url", "origin_url", "do_not_stream"),
        )
    ),
}
"""The members of ``extra`` of which only these are public, where they are plain values."""
WITHHELD: Mapping[str, frozenset[str]] = {
    "jscalendar": frozenset(
        (
            *("email", "sendTo", "replyTo", "sentBy", "invitedBy"),
            *("requestStatus", "participationComment", "iCalendar", "iCalComponent"),
        )
    ),
    "jsonld": frozenset(("attendee", "attendees", "email", "telephone", "faxNumber")),
}
"""The members of ``extra`` that hold properties of a format as they were, and of these those
with an address, or with what somebody answered."""
UNREAD = "entries"
"""The property that holds the entries of a group which could not be read."""
ADDED = re.compile(r"(?!hallwaytrack\.github\.io:)(?:[\w-]+\.)+[\w-]+:", re.ASCII)
"""How a name begins that a program gave to a property of its own (:rfc:`8984`, section 3.3)."""
FOREIGN = UNSEEN | PUBLISHED.keys() | WITHHELD.keys()


def public_view(document: M) -> M:
    """The document without anything private; itself, where there is nothing private in it.

    What is marked as private in a feed that was read is left out; an event, series, session or
    booth that is so marked and is itself the document keeps its times, without its title.

    Args:
        document: Any model: an event, a calendar, a person.
    """
    whole = declared(document)
    return _without_private(bare(whole) if is_marked(whole) else whole)  # type: ignore[no-any-return]


def _without_private(model: Any) -> Any:
    shown = open_parts(model)
    changes = {} if shown is model else _members(shown)
    for field in _touched(type(model)):
        value = getattr(shown, field.name)
        if not value:
            continue
        public = _public(shown, field, value)
        if public is not value:
            changes[field.name] = public
    if isinstance(model, Event) and changes:
        changes |= _only_named_by_staff(model, changes)
    # What is left of a valid document is valid: nothing in it names what is gone.
    return with_members(model, changes) if changes else model


def _public(owner: Any, field: Field, value: Any) -> Any:
    if field.private:
        return field.default
    if isinstance(owner, Event) and field.name in STAFF:
        return ()
    if field.name == "extra":
        return _public_extra(value)
    if not field.many:
        return _without_private(value)
    kept = tuple([_without_private(part) for part in value if not _is_private_note(part)])
    same = len(kept) == len(value) and all(a is b for a, b in zip(kept, value, strict=True))
    return value if same else kept


def _public_extra(extra: Mapping[str, Any]) -> Mapping[str, Any]:
    if FOREIGN.isdisjoint(extra):
        return extra
    public: dict[str, Any] = {}
    for name, value in extra.items():
        if name in PUBLISHED:
            public |= _published(name, value)
        elif name in WITHHELD and isinstance(value, Mapping):
            looked_through = {k: v for k, v in value.items() if k != UNREAD}
            public[name] = _public_json(looked_through, WITHHELD[name])
        elif name not in UNSEEN:
            public[name] = value
    return extra if public == extra else frozen_extra(public)


def _published(name: str, value: Any) -> Mapping[str, Any]:
    """What of a member of ``extra`` its format publishes, under its name; {} where that is none."""
    if not isinstance(value, Mapping):
        return {}
    found = {k: v for k, v in value.items() if k in PUBLISHED[name] and _is_plain(v)}
    return {name: found} if found else {}


def _is_plain(value: Any) -> bool:
    if isinstance(value, tuple):
        return all(map(_is_plain, value))
    return not isinstance(value, Mapping)


def _public_json(value: Any, withheld: frozenset[str]) -> Any:
    """A value without some properties, and without patches of them: "participants/1/sendTo"."""
    if isinstance(value, Mapping):
        return {
            name: _public_json(v, withheld)
            for name, v in value.items()
            if withheld.isdisjoint(steps := name.split("/")) and not any(map(ADDED.match, steps))
        }
    if isinstance(value, tuple):
        return tuple([_public_json(v, withheld) for v in value])
    return value


def _is_private_note(part: Any) -> bool:
    return isinstance(part, Note) and part.private


@per_class
def _touched(cls: type) -> tuple[Field, ...]:
    """The members of a class that are private, or may hold something that is."""
    return tuple(f for f in fields_of(cls) if _may_be_private(f))


def _may_be_private(field: Field) -> bool:
    return field.private or field.name == "extra" or bool(field.model and _has_private(field.model))


def _has_private(cls: type) -> bool:
    return cls is Note or bool(_touched(cls))


def _only_named_by_staff(event: Event, changes: dict[str, Any]) -> dict[str, Any]:
    """The people of an event without those whom only what is gone names."""
    named = set(_names(event, {name: getattr(event, name) for name in changes}))
    gone = named - set(_names(event, _members(event) | changes)) if named else named
    people = changes.get("people", event.people)
    return {"people": tuple(person for person in people if person.id not in gone)} if gone else {}


def _members(model: Any) -> dict[str, Any]:
    return {field.name: getattr(model, field.name) for field in fields_of(type(model))}


def _names(model: Any, members: dict[str, Any]) -> Iterator[str]:
    """Every id of a person, group or sponsor that some members of a model refer to."""
    for field in fields_of(type(model)):
        value = members.get(field.name)
        if not value:
            continue
        parts = value if field.many else (value,)
        if field.refers_to in ("person", "human", "volunteer"):
            yield from parts
        elif field.model and _refers(field.model):
            for part in parts:
                yield from _names(part, _members(part))


@per_class
def _refers(cls: type) -> bool:
    """Whether a class names people of the event, itself or in its parts."""
    return any(
        f.refers_to in ("person", "human", "volunteer") or (f.model and _refers(f.model))
        for f in fields_of(cls)
    )
