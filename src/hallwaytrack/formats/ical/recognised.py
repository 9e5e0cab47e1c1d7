"""The counterpart of ``prose``: what titles and places say, told apart again."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical.draft import Draft
from hallwaytrack.formats.ical.inner import vlocation
from hallwaytrack.formats.ical.mended import UNTITLED, is_visible
from hallwaytrack.formats.ical.whole import PREFIXES
from hallwaytrack.model.places import GeoPoint, VirtualLocation

POSTPONED = PREFIXES["postponed"]
LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
MEETING = re.compile(
    r"https?://(?:[\w-]+\.)*(?:zoom\.us/(?:j|w|my|s|meeting|webinar)/|zoomgov\.com/j/"
    r"|meet\.google\.com/|hangouts\.google\.com/|teams\.(?:microsoft|live)\.com/"
    r"|webex\.com/|meet\.jit\.si/|whereby\.com/|gotomeet(?:ing)?\.(?:com|me)/|bluejeans\.com/)",
    re.IGNORECASE,
)
"""Links by which one joins a meeting, whatever property they stand in."""
WORDS_OF_ONLINE = re.compile(
    r"\W*(?:(?:online|virtual|remote|webinar|zoom|google meet|(?:microsoft )?teams|webex|jitsi)"
    r"(?: meeting)?)?\W*",
    re.IGNORECASE,
)


def title_and_status(draft: Draft) -> tuple[str, str]:
    """The title and the status that a VEVENT was written with.

    In our own feeds a prefix that the status explains is taken off again, unless nothing or the
    same prefix would remain; and what is tentative, takes nobody's time and says so is postponed.
    """
    values = draft.values
    title: str | None = values.get("title")
    status: str = values.get("status") or draft.feed.default_status
    if title is None:
        draft.note(repair.UNTITLED)
        return UNTITLED, status
    if not draft.ours or status == "confirmed":
        return title, status
    if status == "tentative" and takes_no_time(draft) and title.startswith(POSTPONED):
        status = "postponed"
    return without_prefix(title, status), status


def without_prefix(title: str, status: str) -> str:
    """A title as it was before it was written with this status."""
    prefix = PREFIXES.get(status)
    if prefix and title.startswith(prefix):
        rest = title[len(prefix) :]
        if is_visible(rest) and not rest.startswith(prefix):
            return rest
    return title


def takes_no_time(draft: Draft) -> bool:
    """Whether TRANSP says that nobody's time is taken."""
    return str(draft.values.get("transparency", "")).upper() == "TRANSPARENT"


class Where(NamedTuple):
    """Where a VEVENT says that it is.

    ``name`` is that of the room or venue alone, where a VLOCATION (:rfc:`9073`) tells it.
    """

    text: str | None
    name: str | None
    geo: GeoPoint | None


NOWHERE = Where(None, None, None)


def where(draft: Draft) -> Where:
    """The place of a VEVENT."""
    values = draft.values
    text, geo = values.get("location"), values.get("geo")
    title, point = values.get("apple", (None, None))
    geo = geo or point
    text = text or title
    name = None
    for part in draft.component.parts:
        if part.name == "VLOCATION":
            name, own = vlocation(draft, part)
            geo, text = geo or own, text or name
            break
    if text and not draft.ours and MEETING.search(text):
        text = without_links(text)
    if geo and not text:
        draft.note(repair.PLACELESS_POINT)
        text = f"{geo.latitude}, {geo.longitude}"
    return Where(text, name, geo)


def without_links(text: str) -> str | None:
    """What a place says besides its links, if that is more than that it is online."""
    rest = " ".join(LINK.sub(" ", text).split())
    return None if WORDS_OF_ONLINE.fullmatch(rest) else text


def joins(draft: Draft) -> Iterator[VirtualLocation]:
    """The places online that other properties than CONFERENCE tell."""
    values = draft.values
    seen = {place.url for place in values.get("online", ())}
    location = values.get("location") or ""
    links = [link for link in values.get("joins", ()) if link]
    links += [link for link in LINK.findall(location) if MEETING.match(link)]
    links += [url for url in (values.get("url"),) if url and MEETING.match(url)]
    for url in links:
        if url not in seen:
            seen.add(url)
            yield VirtualLocation(url=url)
