"""The facts of an event, a series or a calendar: a term, and what is to be said of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from hallwaytrack.model.event import Event, Party
from hallwaytrack.model.places import Venue, VirtualLocation
from hallwaytrack.model.sessions import Material, Ticket
from hallwaytrack.views.wording import clock, day, status, when, where

SPOKEN = "en"
"""The language of the page's own words."""

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of all that follows."""


class Said(NamedTuple):
    """A piece of a fact.

    Args:
        text: In words.
        url: Where it leads; "" if nowhere.
        time: The same for machines, if it is a time; else "".
        zone: The zone of a time, which breaks into a line of its own where there is no room.
    """

    text: str
    url: str = ""
    time: str = ""
    zone: str = ""


class Fact(NamedTuple):
    """A term, and what is said of it."""

    term: str
    said: Sequence[Said]


def facts_of(event: Event, names: dict[str, str]) -> list[Fact]:
    """What a page says of an event besides its programme.

    Args:
        event: The event.
        names: Those of its people, groups and sponsors, by id.
    """
    told = ((term, [*said]) for term, said in _facts(event, names))
    return [Fact(term, said) for term, said in told if said]


def _facts(event: Event, names: dict[str, str]) -> Iterator[tuple[str, Iterable[Said]]]:
    yield "When", [moment(event)]
    yield "Where", [Said(_capital(where(event)))]
    yield "Online", map(online, event.online)
    if event.status != "confirmed" or event.previous_starts:
        yield "Status", [Said(_capital(status(event)))]
    yield "Organized by", (_party(event, id, names) for id in event.organizers)
    yield "With", _listed(_contributors(event, names))
    yield "For", _listed(event.audience)
    yield "Topics", _listed(event.topics)
    yield "Products", _listed(event.products)
    if any(map(is_foreign, event.languages)):
        yield "Languages", _listed(event.languages)
    yield "Tickets", map(_ticket, event.tickets)
    if event.call_for_speakers:
        last = event.call_for_speakers.closes_on
        text = f"Open until {day(last)}" if last else "Offer a session"
        yield "Call for speakers", [Said(text, event.call_for_speakers.url)]
    for venue in (*([event.venue] if event.venue else []), *event.other_venues):
        yield from _of_venue(venue)
    if event.code_of_conduct:
        yield "Code of conduct", [Said(event.code_of_conduct, event.code_of_conduct)]
    yield "Materials", map(material, event.materials)
    pages = (*([event.url] if event.url else []), *event.links)
    yield "More", (Said(url, url) for url in pages)


def moment(event: Event) -> Said:
    """When an event is."""
    text, opening, zone = when(event).partition(" (")  # of whole days no zone is told
    return Said(text, time=event.start.isoformat(), zone=f"{opening}{zone}".lstrip())


def side_by_side(text: str) -> str:
    """A line made of several texts, none of which may turn the others around."""
    return text if text.isascii() else TURNING.sub("", text)


def is_foreign(language: str) -> bool:
    """Whether a language is another one than that of the page's own words."""
    return language.partition("-")[0].lower() != SPOKEN


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(words: Iterable[str]) -> list[Said]:
    text = side_by_side(", ".join(words))
    return [Said(text)] if text else []


def _contributors(event: Event, names: dict[str, str]) -> Iterator[str]:
    for each in event.contributors:
        yield f"{names[each.person]} ({each.word})" if each.word else names[each.person]


def _party(event: Event, id: str, names: dict[str, str]) -> Said:
    parties: tuple[Party, ...] = (*event.people, *event.groups, *event.sponsors)
    return Said(names[id], next((p.url for p in parties if p.id == id and p.url), ""))


def _of_venue(venue: Venue) -> Iterator[tuple[str, Iterable[Said]]]:
    for term, text in (("Getting there", venue.directions), ("Access", venue.accessibility)):
        if text:
            yield term, [Said(text)]
    if venue.url:
        yield "Venue", [Said(venue.name, venue.url)]


def online(place: VirtualLocation) -> Said:
    """A place online, and how to get to it."""
    dial_in = f" (dial in: {place.dial_in})" if place.dial_in else ""
    return Said(f"{place.label or place.kind.capitalize()}{dial_in}", place.url)


def material(found: Material) -> Said:
    """A material, or by when it should be there."""
    if found.url:
        return Said(found.title, found.url)
    on = f" by {day(found.expected_on)}" if found.expected_on else ""
    return Said(f"{found.title} (to follow{on})")


def _ticket(ticket: Ticket) -> Said:
    price = "" if ticket.price is None else f"{ticket.price} {ticket.currency}"
    price = "free" if ticket.price == 0 else price
    sale = [f"{word} {_time(time)}" for word, time in _sale(ticket) if time]
    told = [ticket.name or "", price, "sold out" if ticket.sold_out else "", *sale]
    return Said(", ".join(filter(None, told)) or "Tickets", ticket.url or "")


def _sale(ticket: Ticket) -> Iterable[tuple[str, datetime | None]]:
    return (("from", ticket.opens_at), ("until", ticket.closes_at))


def _time(time: datetime) -> str:
    return f"{day(time)}, {clock(time)}"
