"""Components inside a VEVENT: PARTICIPANT and VLOCATION (:rfc:`9073`, sections 7.1 and 7.2).

They say in a structured way what LOCATION and the description's last paragraph say in words. Their
UIDs are made from the UID of their VEVENT, in a changed meeting from its occurrence too, and from
their place in it. A shift has none: who works there is nobody else's business.
"""

from collections.abc import Iterator
from uuid import UUID, uuid5

from hallwaytrack.formats.ical import prose
from hallwaytrack.formats.ical.values import GEO, TEXT, URI
from hallwaytrack.formats.ical.whole import Component, Whole
from hallwaytrack.model.entries import uid_of
from hallwaytrack.model.event import Event
from hallwaytrack.model.people import Contributor, Sponsor
from hallwaytrack.model.shifts import Shift

NAMESPACE = UUID("5f0b1d3c-2f6e-5c7e-9d0a-6a1f4b7c8e21")
"""The space of our nested UIDs (:rfc:`9562`, section 5.5); it never changes."""
TYPES = {"speaker": "SPEAKER", "performer": "PERFORMER"}
"""PARTICIPANT-TYPE (:rfc:`9073`, section 6.2) where one fits; everyone else is ACTIVE."""


def nested(entry: Component | Shift, whole: Whole) -> Iterator[str]:
    """The lines of all components inside an entry's VEVENT."""
    if isinstance(entry, Shift):
        return
    uid = whole.tail[1:] if isinstance(entry, Event) else uid_of(entry, whole.event)
    for i, contributor in enumerate(prose.contributors_of(entry)):
        kind = TYPES.get(contributor.role, "ACTIVE")
        party = whole.parties[contributor.person]
        yield from _participant(uid, i, kind, party.name, contributor, party.url)
    if isinstance(entry, Event):
        first = len(entry.contributors)
        for i, sponsor in enumerate(entry.sponsors, first):
            yield from _participant(uid, i, "SPONSOR", sponsor.name, sponsor, sponsor.url)
    yield from _place(entry, whole, uid)


def _participant(
    uid: str, i: int, kind: str, name: str, role: Contributor | Sponsor, url: str | None
) -> Iterator[str]:
    yield "BEGIN:PARTICIPANT"
    yield f"UID:{uuid5(NAMESPACE, f'{uid} participant {i}')}"
    yield f"PARTICIPANT-TYPE:{kind}"
    yield f"SUMMARY{TEXT(name)}"
    word = prose.sponsor_word(role) if isinstance(role, Sponsor) else role.word
    if word:
        yield f"DESCRIPTION{TEXT(word)}"
    if url:
        yield f"URL{URI(url)}"
    yield "END:PARTICIPANT"


def _place(entry: Component, whole: Whole, uid: str) -> Iterator[str]:
    text = prose.location(entry, whole)
    if text is None:
        return
    yield "BEGIN:VLOCATION"
    yield f"UID:{uuid5(NAMESPACE, f'{uid} location')}"
    yield f"NAME{TEXT(prose.place_name(entry, whole) or text)}"
    point = prose.geo(entry, whole)
    if point is not None:
        yield f"GEO{GEO(point)}"
    yield "END:VLOCATION"
