"""What several members make together: titles with their status, descriptions, places.

Generated text is added only where it is not there already, so that a public feed that was read
can be written again with the same bytes: a link is there if its URL is in the text, any other line
if it is a line of the text.
"""

from collections.abc import Iterable, Mapping, Sequence

from hallwaytrack.formats.ical.lines import parameter
from hallwaytrack.formats.ical.values import escaped_bytes, mailto, one_line_end, uri
from hallwaytrack.formats.ical.whole import PREFIXES, Component, Place, Whole
from hallwaytrack.model.event import Event
from hallwaytrack.model.people import Contributor, Sponsor
from hallwaytrack.model.places import GeoPoint, VirtualLocation
from hallwaytrack.model.sessions import Booth, Material, Session
from hallwaytrack.model.shifts import Shift

LINK_WORDS = {"join": "Join", "stream": "Watch", "chat": "Chat", "phone": "Call"}
WITH, SPONSORS, PENDING, TOUR = "With: ", "Sponsors: ", "Materials to follow: ", "Tour: "
RAW_HEAD, RAW_WITH = b"DESCRIPTION:", b"\\n\\n" + WITH.encode()
"""What stands before a text, and before those who speak, as it is written."""


def status(entry: Component, whole: Whole) -> str:
    """The status that an entry is written with."""
    if whole.overruling is None or entry.status == "cancelled":
        return entry.status
    return whole.overruling


def title(entry: Component, whole: Whole) -> str:
    """The title, with a prefix where the status needs one."""
    text = entry.title
    if entry.status == "confirmed" and whole.overruling is None:
        return text
    prefix = PREFIXES.get(status(entry, whole))
    return text if prefix is None or text.startswith(prefix) else prefix + text


def transparency(entry: Component, whole: Whole) -> str | None:
    """What is postponed takes nobody's time; everything else is opaque by default."""
    return "TRANSPARENT" if status(entry, whole) == "postponed" else None


def contributors_of(entry: Component) -> Sequence[Contributor]:
    """Who does what, the host of a booth first."""
    if isinstance(entry, Booth) and entry.host is not None:
        return (Contributor(person=entry.host, role="host"), *entry.contributors)
    return entry.contributors


def online_of(entry: Component, whole: Whole) -> Sequence[VirtualLocation]:
    """Where to follow from elsewhere: the entry's own places, and those of its room."""
    own: Sequence[VirtualLocation] = () if isinstance(entry, Booth) else entry.online
    room = room_of(entry, whole)
    if room is None or not room.room.online:
        return own
    urls = {place.url for place in own}
    return (*own, *(place for place in room.room.online if place.url not in urls))


def posted(entry: Event | Session, _: Whole) -> Sequence[Material]:
    """The materials that can be linked to."""
    return tuple([m for m in entry.materials if m.url is not None]) if entry.materials else ()


def described(session: Session, speakers: Mapping[str, bytes] | None) -> bytes | None:
    """The DESCRIPTION of a session as a line; None where ``description`` has to tell it.

    Of most that is a text and who speaks, whose names are escaped once for all their sessions.
    """
    text = session.abstract
    if text is None:
        text = session.description
    elif session.description is not None:
        return None
    if not text or speakers is None or session.materials or (":" in text and WITH in text):
        return None
    told = None
    for contributor in session.contributors:
        if contributor.role != "speaker" or contributor.label is not None:
            return None
        name = speakers[contributor.person]
        told = name if told is None else told + b"\\, " + name
    return None if told is None else b"".join((RAW_HEAD, escaped_bytes(text), RAW_WITH, told))


def description(entry: Component, whole: Whole) -> str | None:
    """The description, with a last paragraph of what clients would not show otherwise."""
    text = entry.description
    if isinstance(entry, Session):  # first, as nearly all are
        if entry.abstract:
            text = _in_one(entry.abstract, text) if text else one_line_end(entry.abstract)
        lines = [WITH + whole.told(entry.contributors)] if entry.contributors else []
        if entry.materials:
            lines += _pending(entry.materials)
        elif lines and text and lines[0] not in text and not whole.is_online:
            return f"{text}\n\n{lines[0]}"  # what most say
    else:
        lines = _told(entry, whole)
    if text:
        lines = [line for line in lines if line not in text or line not in text.split("\n")]
    if whole.is_online:
        online = online_of(entry, whole)
        lines[:0] = [link(place) for place in online if uri(place.url) not in (text or "")]
    if not lines:
        return text
    last = "\n".join(lines)
    return f"{text}\n\n{last}" if text else last


def _in_one(abstract: str, text: str) -> str:
    """An abstract before a description, where that one does not hold it."""
    abstract = one_line_end(abstract)
    return text if abstract in one_line_end(text) else f"{abstract}\n\n{text}"


def _told(entry: Component, whole: Whole) -> list[str]:
    """What the last paragraph says of an event or a booth, but for its links."""
    lines = [TOUR + whole.tour.name] if entry is whole.event and whole.tour else []
    people = contributors_of(entry)
    if people:
        lines.append(WITH + whole.told(people))
    if isinstance(entry, Event):
        if entry.sponsors:
            lines.append(SPONSORS + ", ".join(map(_sponsor, entry.sponsors)))
        lines += _pending(entry.materials)
    return lines


def link(place: VirtualLocation) -> str:
    """A place online as a line: "Watch: https://example.org/hall-1 (dial in: +1 416 555 0100)"."""
    dial_in = f" (dial in: {place.dial_in})" if place.dial_in else ""
    return f"{place.label or LINK_WORDS[place.kind]}: {uri(place.url)}{dial_in}"


def sponsor_word(sponsor: Sponsor) -> str:
    """What a sponsor gives, in words."""
    return ", ".join(kind.replace("_", " ") for kind in sponsor.kinds)


def _sponsor(sponsor: Sponsor) -> str:
    word = sponsor_word(sponsor)
    return f"{sponsor.name} ({word})" if word else sponsor.name


def _pending(materials: Iterable[Material]) -> list[str]:
    """The line of the materials that are still to come, if there are any."""
    pending = [
        f"{m.title} (by {m.expected_on.isoformat()})" if m.expected_on else m.title
        for m in materials
        if m.is_pending
    ]
    return [PENDING + ", ".join(pending)] if pending else []


def room_of(entry: Component, whole: Whole) -> Place | None:
    """The room of an entry; an event has none."""
    room: str | None = getattr(entry, "room", None)
    return whole.rooms.get(room) if room else None


def location(entry: Component, whole: Whole) -> str | None:
    """Where it is, in one line."""
    room = None if isinstance(entry, Event) else whole.rooms.get(entry.room)
    return whole.venue_text if room is None else room.text


def place_of_shift(shift: Shift, whole: Whole) -> str | None:
    """Where volunteers meet: a room, a booth in its room, or the event's venue."""
    booths = {booth.id: booth for booth in whole.event.booths}
    booth = booths.get(shift.place or "")
    if booth is None:
        room = whole.rooms.get(shift.place or "")
        return whole.venue_text if room is None else room.text
    return ", ".join(filter(None, (booth.title, location(booth, whole))))


def place_name(entry: Component, whole: Whole) -> str | None:
    """The name of the room or venue alone."""
    room = room_of(entry, whole)
    if room:
        return room.room.name
    return whole.event.venue.name if whole.event.venue else None


def geo(entry: Component, whole: Whole) -> GeoPoint | None:
    """Where the map shows it: the event at its venue, a child only where it is at another one."""
    if entry is whole.event:
        return whole.event.venue.geo if whole.event.venue else None
    if not whole.event.other_venues:
        return None
    room = room_of(entry, whole)
    return room.venue.geo if room and room.venue is not whole.event.venue else None


def structured_location(entry: Component, whole: Whole) -> tuple[str, GeoPoint] | None:
    """The text of LOCATION and that point, as Apple's calendar shows it on a map."""
    point, text = geo(entry, whole), location(entry, whole)
    return (text, point) if point and text else None


def organizer(event: Event, _: Whole) -> str | None:
    """The first organizing group that has an address: it is public, a person's is not."""
    groups = {group.id: group for group in event.groups}
    for group in (groups[id] for id in event.organizers if id in groups):
        if group.email:
            return f"{parameter('CN', group.name)}:{mailto(group.email)}"
    return None
