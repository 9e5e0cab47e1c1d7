"""What the tests of JSON-LD share: documents that it carries whole, and ways to look at it."""

import json
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from tests.strategies import all_series, calendars, events, groups

from hallwaytrack import Address, Event, losses
from hallwaytrack.formats.jsonld import read_jsonld, to_jsonld
from hallwaytrack.formats.jsonld.table import ROWS
from hallwaytrack.model.fields import fields_of

PAGES = events() | events() | all_series() | calendars() | groups()
"""Any document that a page can carry."""
TORONTO = "America/Toronto"
CARRIES = {cls: {row.member for row in rows} for cls, rows in ROWS.items()}
"""The members that the table has, class by class."""


def page(node: Any, **options: Any) -> Any:
    """What is read of a value of JSON."""
    return read_jsonld(json.dumps(node).encode(), **options)


def written(document: Any) -> Any:
    """What is written, as plain JSON."""
    return json.loads(to_jsonld(document))


def event_node(**members: Any) -> dict[str, Any]:
    """A node of an event with these properties."""
    start = {"startDate": "2008-03-18T18:00:00-04:00"}
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": "m",
        "name": "Meeting",
        **start,
    } | members


def event_of(**members: Any) -> Event:
    """The event that is read of such a node, in Toronto."""
    return page(event_node(**members), timezone=TORONTO).document


def told(document: Any) -> list[Any]:
    """What is lost, without what Google would miss."""
    return [p for p in losses(document, "jsonld") if p.severity != "info"]


def stripped(model: Any) -> Any:
    """A model without the members that the table does not have, all the way down."""
    carried = CARRIES[type(model)]
    changes: dict[str, Any] = {}
    for field in fields_of(type(model)):
        value = getattr(model, field.name)
        if field.name not in carried:
            changes[field.name] = field.default
        elif field.model and field.many:
            changes[field.name] = [stripped(part) for part in value]
        elif field.model and value is not None:
            changes[field.name] = stripped(value)
    return model.replace(**changes)


@st.composite
def carried_events(draw: DrawFn) -> Event:
    """Events of which the table promises that all comes back to a reader who knows the zone."""
    event = draw(events())
    return tidy(event)


def tidy(event: Event) -> Event:
    """An event without what the notes of the table say is not carried."""
    kept = {s.id for s in event.sessions if s.start is not None}
    event = event.replace(
        shifts=(), volunteers=(), booths=(), notes=(), call_for_speakers=None, extra={},
        sessions=[
            s.replace(
                contributors=in_order(s.contributors),
                materials=[m for m in s.materials if m.url],
                status="confirmed" if s.status == "tentative" else s.status,
                part_of=s.part_of if s.part_of in kept else None,
                all_rooms=False,
                notes=(),
            )
            for s in event.sessions
            if s.id in kept
        ],
        contributors=in_order(event.contributors),
        materials=[m for m in event.materials if m.url],
        status="confirmed" if event.status == "tentative" else event.status,
    )  # fmt: skip
    venues = [v for v in (event.venue, *event.other_venues) if v is not None]
    venues = [v.replace(address=None) if v.address == Address() else v for v in venues]
    event = event.replace(venue=venues[0] if venues else None, other_venues=venues[1:])
    named = set(met(event))
    order = {id: i for i, id in enumerate(met(event))}
    event = event.replace(
        people=sorted((p for p in event.people if p.id in named), key=lambda p: order[p.id]),
        groups=sorted((g for g in event.groups if g.id in named), key=lambda g: order[g.id]),
    )
    return stripped(event)


def in_order(contributors: Any) -> Any:
    return sorted(contributors, key=lambda c: c.role not in ("speaker", "performer"))


def met(event: Event) -> list[str]:
    """Who something in an event names, in the order in which a reader meets them."""
    people = [*event.organizers, *(c.person for c in event.contributors)]
    people += [c.person for s in event.sessions for c in s.contributors]
    return list(dict.fromkeys(people))
