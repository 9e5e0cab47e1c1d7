"""confs.tech JSON: a list of conferences, as its repository "conference-data" has them.

- A conference is an all-day event; ``endDate`` is its last day, as ``end`` is.
- It has no id. One is made from its URL and its year, and where a list has both twice, from its
  first day: so an id outlives a new name and other days of the same year, and a conference that is
  in the lists of two topics is one.
- A city becomes a venue that is named after it; a country is written by name, "U.S.A.".
- ``online`` says no more than that: its page stands for the place.
- Accounts ("@pycon") become links to them. ``locales`` are languages, in capitals.
- Topics are not in the list but in the name of its file, which the caller may give.
- What has no member here stays in ``extra["confs-tech"]`` and is written again.

What it cannot carry: ``registry.CONFS_TECH_CANNOT_CARRY``.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from hallwaytrack.errors import DecodeError, InvalidValueError, Problem, pointer
from hallwaytrack.formats.accounts import ACCOUNTS, handles_of, link_of
from hallwaytrack.formats.comparing import differing
from hallwaytrack.formats.countries import code_of, name_of
from hallwaytrack.formats.losses import loss
from hallwaytrack.formats.naming import Names, lawful, slug
from hallwaytrack.formats.objects import MAX_BYTES, Findings, Item, items_of, made, parsed
from hallwaytrack.formats.registry import Reading
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.places import Address, Venue, VirtualLocation
from hallwaytrack.model.sessions import CallForSpeakers
from hallwaytrack.model.types import line
from hallwaytrack.views.marked import is_marked, unmarked

KEPT: Final = "confs-tech"
"""The member of ``extra`` that holds what has no place in an event."""
NOT_IN_ID = re.compile(r"^(?:https?://)?(?:www\.)?|/+$", re.IGNORECASE)


MEMBERS: Final[Mapping[str, str]] = {
    "name": "title",
    "url": "url",
    "startDate": "start",
    "endDate": "end",
    "city": "venue.address.locality",
    "country": "venue.address.country",
    "online": "online",
    "locales": "languages",
    "offersSignLanguageOrCC": "extra",
    "cocUrl": "code_of_conduct",
    "cfpUrl": "call_for_speakers.url",
    "cfpEndDate": "call_for_speakers.closes_on",
    "twitter": "links",
    "mastodon": "links",
    "bluesky": "links",
}
"""The members of a conference in the order in which they are written, and what each becomes."""
WORDS: Final = {ours: theirs for theirs, ours in MEMBERS.items() if ours not in ("links", "extra")}
"""What the list calls a member of an event that its rules refuse."""


# Reading


def read_confs_tech(
    data: bytes, *, topic: str | None = None, max_bytes: int | None = MAX_BYTES
) -> Reading:
    """The conferences of a list as a calendar of all-day events.

    Args:
        data: The bytes.
        topic: What they are about, which is the name of the file: "python".
        max_bytes: The most that is read; None for no limit.

    Returns:
        The calendar, in the order of the list, and what could not be taken over, with JSON
        Pointers: an "error" is lost, a "warning" was changed.

    Raises:
        DecodeError: If it is no such list, or too large.
        InvalidValueError: If ``topic`` is no line of text.
    """
    topics = () if topic is None else (_topic(topic),)
    values = parsed(data, "a list of conferences", max_bytes)
    if not isinstance(values, list):
        message = "confs.tech JSON must be a list of conferences"
        raise DecodeError(Problem(message=message, value=values))
    findings = Findings()
    found = [_drafted(item) for item in items_of(values, "", findings)]
    drafts = [draft for draft in found if draft is not None]
    repeated = Counter(_id(draft.members, "%Y") for draft in drafts)
    taken = Names()
    events = []
    for draft in drafts:
        id = _id(draft.members, "%Y")
        id = taken.take(id if repeated[id] == 1 else _id(draft.members, "%Y-%m-%d"), "#")
        event = made(Event, {**draft.members, "id": id, "topics": topics}, draft.item, WORDS)
        if event is not None:
            events.append(event)
    return Reading(Calendar(events=events), findings.told())


def _topic(topic: Any) -> str:
    try:
        return str(line(topic))
    except Refused as no:
        message = f"topic {no.wants}"
        raise InvalidValueError(Problem(message=message, value=topic, mend=no.mend)) from None


class _Draft(NamedTuple):
    members: dict[str, Any]
    item: Item


def _drafted(item: Item) -> _Draft | None:
    """What is found of a conference; None, which is told, without its name and first day."""
    title, url, start = item.line("name"), item.line("url"), item.day("startDate")
    if title is None or start is None:
        item.tell("a conference must have a name and a startDate; it is left out")
        return None
    kept: dict[str, Any] = {n: v for n, v in item.values.items() if n not in MEMBERS}
    members = {
        "title": title,
        "url": url,
        "start": start,
        "end": item.day("endDate"),
        "kind": "conference",
        "venue": _venue(item, kept),
        "online": _online(item, url),
        "languages": _languages(item),
        "code_of_conduct": item.line("cocUrl"),
        "call_for_speakers": _call(item),
        "links": tuple(_links(item, kept)),
    }
    captions = item.flag("offersSignLanguageOrCC")
    if captions is not None:
        kept["offersSignLanguageOrCC"] = captions
    return _Draft({**members, "extra": {KEPT: kept} if kept else {}}, item)


def _id(members: Mapping[str, Any], days: str) -> str:
    name = NOT_IN_ID.sub("", members["url"] or "") or slug(members["title"], "conference")
    return lawful(f"{name.replace('/', '-')}-{members['start']:{days}}@confs.tech")


def _venue(item: Item, kept: dict[str, Any]) -> Venue | None:
    city, country = item.line("city"), item.line("country")
    code = country and code_of(country)
    if country and not code:
        item.tell("country is not known, and is kept in extra", "country", country, is_lost=False)
        kept["country"] = country
    elif country and name_of(code or "") != country:
        item.tell(f"country is read as {code}", "country", country, is_lost=False)
    if not city and not code:
        return None
    name = city or country or ""
    return made(
        Venue,
        {"id": slug(name, "venue"), "name": name, "address": Address(locality=city, country=code)},
        item,
        {"name": "city"},
    )


def _online(item: Item, url: str | None) -> tuple[VirtualLocation, ...]:
    if not item.flag("online"):
        return ()
    if url is None:
        item.tell("online needs a url; it is left out", "online")
        return ()
    place = made(VirtualLocation, {"url": url}, item, {})
    return () if place is None else (place,)


def _languages(item: Item) -> tuple[str, ...]:
    """The languages of "EN,DE"; all of them or none."""
    codes = (item.line("locales") or "").split(",")
    return tuple(code.strip().lower() for code in codes if code.strip())


def _call(item: Item) -> CallForSpeakers | None:
    url, closes_on = item.line("cfpUrl"), item.day("cfpEndDate")
    if url is None:
        if closes_on is not None:
            item.tell("cfpEndDate needs a cfpUrl; it is left out", "cfpEndDate", closes_on)
        return None
    words = {"url": "cfpUrl", "closes_on": "cfpEndDate"}
    return made(CallForSpeakers, {"url": url, "closes_on": closes_on}, item, words)


def _links(item: Item, kept: dict[str, Any]) -> Iterator[str]:
    for name in ACCOUNTS:
        handle = item.line(name)
        link = handle and link_of(name, handle)
        if link:
            yield link
        elif handle:
            item.tell(f"{name} is no account, and is kept in extra", name, handle, is_lost=False)
            kept[name] = handle


# Writing


def to_confs_tech(document: Calendar | Event) -> bytes:
    """The events of a calendar as a list of conferences, in their order.

    An event without a URL is left out, since the list wants one; a series is, too, and what is
    marked as private.
    ``losses(document, "confs-tech")`` tells what is left out of a document.

    Args:
        document: The calendar, or one event.
    """
    document = unmarked(document)
    events = document.events if isinstance(document, Calendar) else (document,)
    listed = [_conference(event) for event in events if event.url is not None]
    return (json.dumps(listed, indent=2, ensure_ascii=False) + "\n").encode()


def _conference(event: Event) -> dict[str, Any]:
    address = (event.venue and event.venue.address) or Address()
    call = event.call_for_speakers
    values = {
        "name": event.title,
        "url": event.url,
        "startDate": _first_day(event).isoformat(),
        "endDate": _last_day(event).isoformat(),
        "city": address.locality,
        "country": address.country and name_of(address.country),
        "online": bool(event.online),
        "locales": ",".join(event.languages).upper(),
        "cocUrl": event.code_of_conduct,
        "cfpUrl": call and call.url,
        "cfpEndDate": call and call.closes_on and call.closes_on.isoformat(),
        **handles_of(event.links),
    }
    kept = event.extra.get(KEPT)
    told = {name: value for name, value in values.items() if value not in (None, "")}
    whole = {**(_plain(kept) if isinstance(kept, Mapping) else {}), **told}
    order = [*MEMBERS, *(name for name in whole if name not in MEMBERS)]
    return {name: whole[name] for name in order if name in whole}


def _plain(value: Any) -> Any:
    """A value of ``extra`` as the json module takes it."""
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _first_day(event: Event) -> date:
    return event.start.date() if isinstance(event.start, datetime) else event.start


def _last_day(event: Event) -> date:
    end = event.end or event.start
    if not isinstance(end, datetime):
        return end
    # What ends at midnight ended with the day before.
    over = end.time() == time() and end.date() > _first_day(event)
    return end.date() - timedelta(days=1) if over else end.date()


# What is lost


def lost_in_confs_tech(document: Calendar | Event) -> Iterator[Problem]:
    """A warning for everything in a document that a list of conferences does not carry.

    It is found by reading what was written, so that nothing is lost untold.
    """
    back = iter(read_confs_tech(to_confs_tech(document)).document.events)
    if isinstance(document, Calendar):
        yield from differing(document.replace(events=()), Calendar())
        listed = [(pointer("events", i), event) for i, event in enumerate(document.events)]
    else:
        listed = [("", document)]
    for place, event in listed:
        if is_marked(event):
            yield loss("an event that is marked as private is left out", place)
        elif event.url is None:
            yield loss("an event without a url is left out", place)
        else:
            yield from differing(event, next(back), place)
