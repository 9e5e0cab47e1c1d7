"""The components inside a VEVENT (:rfc:`9073`): PARTICIPANT and VLOCATION, as they are read.

It is the counterpart of ``nested``.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from hallwaytrack.formats.ical import understood as u
from hallwaytrack.formats.ical.components import Component
from hallwaytrack.formats.ical.draft import Draft, Read
from hallwaytrack.model.people import ROLE_WORDS
from hallwaytrack.model.places import GeoPoint

PARTICIPANT: Mapping[str, Read] = {
    "UID": Read("", u.raw),
    "PARTICIPANT-TYPE": Read("type", u.raw),
    "SUMMARY": Read("name", u.text),
    "DESCRIPTION": Read("word", u.text),
    "URL": Read("url", u.uri),
    "CALENDAR-ADDRESS": Read("address", u.party),
}
VLOCATION: Mapping[str, Read] = {
    "UID": Read("", u.raw),
    "NAME": Read("name", u.text),
    "GEO": Read("geo", u.geo),
}
ROLES: Mapping[str, str] = {word: role for role, word in ROLE_WORDS.items()}
TYPES: Mapping[str, str] = {
    "SPEAKER": "speaker",
    "PERFORMER": "performer",
    "PLANNER-CONTACT": "organizer",
    "SPONSOR": "other",
}
"""The roles of PARTICIPANT-TYPE (section 6.2); of ACTIVE the word in DESCRIPTION tells it."""
SILENT = ("INACTIVE", "EMERGENCY-CONTACT")
"""Types of those who do nothing in public."""


class Participant(NamedTuple):
    """Who takes part, and as what.

    ``role`` is None for one who contributes nothing; ``label`` is the word for the role where that
    is not its own.
    """

    name: str | None
    url: str | None
    email: str | None
    role: str | None
    label: str | None
    is_sponsor: bool


def participants(draft: Draft) -> Iterator[Participant]:
    """The PARTICIPANTs of a VEVENT, in their order."""
    for part in draft.component.parts:
        if part.name == "PARTICIPANT":
            yield _participant(_values(draft, part, PARTICIPANT))


def _values(draft: Draft, part: Component, table: Mapping[str, Read]) -> dict[str, Any]:
    """What the properties of an inner component mean; those without a meaning stay with it."""
    inner = Draft(part, draft.feed)
    inner.uid = draft.uid
    inner.read(table)
    part.is_kept = bool(inner.kept or part.parts)
    return inner.values


def _participant(values: Mapping[str, Any]) -> Participant:
    kind = values.get("type", "ACTIVE").upper()
    word: str | None = values.get("word")
    role = TYPES.get(kind)
    if role is None:
        # Our own speakers and performers have a type that says so.
        role = ROLES.get(word or "") if kind == "ACTIVE" and word not in TYPES.values() else None
        role = role or "other"
    label = None if word in (None, ROLE_WORDS[role]) else word
    if kind not in TYPES and kind != "ACTIVE":
        label = label or kind.lower().replace("-", " ")
    address = values.get("address")
    return Participant(
        name=values.get("name") or (address.name if address else None),
        url=values.get("url"),
        email=address.email if address else None,
        role=None if kind in SILENT else role,
        label=label,
        is_sponsor=kind == "SPONSOR",
    )


def vlocation(draft: Draft, part: Component) -> tuple[str | None, GeoPoint | None]:
    """The name and the point of a VLOCATION."""
    values = _values(draft, part, VLOCATION)
    return values.get("name"), values.get("geo")
