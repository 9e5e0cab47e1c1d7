"""What belongs to an event that is read: its sessions, tickets and materials.

- A sub-event with a time of day is a session. Sub-events of sub-events are sessions, too, as parts
  of those that hold them.
- A session without a time of day is kept without a start.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, get_args

from hallwaytrack.formats.jsonld.cast import Cast
from hallwaytrack.formats.jsonld.clocks import Clocks
from hallwaytrack.formats.jsonld.making import made, plain
from hallwaytrack.formats.jsonld.node import Node
from hallwaytrack.formats.jsonld.places import Places
from hallwaytrack.formats.jsonld.values import moment_of, url_of
from hallwaytrack.formats.jsonld.words import GONE, STATUSES, bare
from hallwaytrack.formats.naming import Names, lawful, slug
from hallwaytrack.model.sessions import Material, Session, Ticket
from hallwaytrack.model.times import is_ordered
from hallwaytrack.model.vocabulary import MaterialKind, SessionKind

MATERIAL_KINDS, SESSION_KINDS = get_args(MaterialKind), get_args(SessionKind)
UNTITLED = "(untitled)"


class Stage(NamedTuple):
    """What the parts of one event share while they are read."""

    clocks: Clocks
    cast: Cast
    places: Places


class Sub(NamedTuple):
    """A sub-event, its id, and that of the one that holds it."""

    node: Node
    id: str
    whole: str | None


def is_session(node: Node) -> bool:
    """Whether a sub-event has a time of day, as a session has."""
    return isinstance(moment_of(node.get("startDate")), datetime)


def subs_of(node: Node) -> list[Sub]:
    """All sub-events of an event, however deep, each once."""
    taken, seen, found = Names(), {node.path}, []
    known: dict[str, str] = {}
    left: list[tuple[Node, str | None]] = [(sub, None) for sub in reversed(_inside(node))]
    while left:
        each, whole = left.pop()
        if each.path in seen:
            continue
        seen.add(each.path)
        wanted = each.id or slug(each.line("name") or "", "session")
        name = taken.take(lawful(wanted).replace("/", "-"))
        known.setdefault(each.id or "", name)
        found.append(Sub(each, name, whole))
        left += [(inner, name) for inner in reversed(_inside(each))]
    return [_in_whole(sub, known) for sub in found]


def _inside(node: Node) -> list[Node]:
    """The sub-events of one event, without days that are told elsewhere: those stay there."""
    found = []
    for sub, (_, path) in zip(node.nodes("subEvent"), node.all("subEvent"), strict=True):
        if not sub.values:
            sub.tell("a sub-event must tell more than its address; it is left out")
        elif sub.path == path or is_session(sub):
            found.append(sub)
    return found


def _in_whole(sub: Sub, known: dict[str, str]) -> Sub:
    """A sub-event that says itself which other one it is part of."""
    holder = sub.node.node("superEvent")
    whole = known.get(holder.id or holder.text or "") if holder else None
    return sub if sub.whole or whole in (None, sub.id) else sub._replace(whole=whole)


def sessions(subs: Sequence[Sub], stage: Stage) -> list[Session]:
    """The sessions of an event."""
    found = [s for s in (_session(sub, stage) for sub in subs) if s is not None]
    return list(_lawful_parts(found))


def _session(sub: Sub, stage: Stage) -> Session | None:
    node = sub.node
    room, online = stage.places.room_at(node)
    members = plain(Session, node)
    if not members.get("title"):
        node.tell(f"a sub-event must have a name; it is called {UNTITLED}", "name")
    start = stage.clocks.timed(node, "startDate")
    members |= {
        "id": sub.id,
        "title": members.get("title") or UNTITLED,
        "kind": _kind(node),
        "start": start,
        "end": stage.clocks.timed(node, "endDate") if start else None,
        "status": status_of(node),
        "room": room,
        "online": online,
        "contributors": stage.cast.contributors(node),
        "materials": materials(node),
        "part_of": sub.whole,
    }
    return made(Session, members, node)


def _lawful_parts(found: Sequence[Session]) -> Iterator[Session]:
    """Sessions, none of them part of one that is gone, of itself, or of one at another time."""
    by_id = {session.id: session for session in found}
    for session in found:
        whole = by_id.get(session.part_of or "")
        if session.part_of and not (whole and _lies_in(session, whole, by_id)):
            yield session.replace(part_of=None)
        else:
            yield session


def _lies_in(part: Session, whole: Session, by_id: dict[str, Session]) -> bool:
    holder: Session | None = whole
    for _ in range(4):  # deeper than any programme goes
        if holder is None:
            break
        if holder.id == part.id:
            return False
        holder = by_id.get(holder.part_of or "")
    if holder is not None:
        return False
    if part.start is None or whole.start is None:
        return True
    end = part.end or part.start
    early = part.start != whole.start and not is_ordered(whole.start, part.start)
    late = whole.end is not None and end != whole.end and not is_ordered(end, whole.end)
    return not early and not late


def _kind(node: Node) -> str:
    kind = next((word for word in node.additional if word in SESSION_KINDS), None)
    if kind is not None:
        return kind
    types = {"EducationEvent": "workshop", "CourseInstance": "workshop", "SocialEvent": "social"}
    return next((types[name] for name in node.types if name in types), "talk")


def words(node: Node, property: str) -> list[str]:
    """The words of an enumeration that a property lists."""
    return [bare(line) for line in node.lines(property)]


def status_of(node: Node) -> str:
    """The status of an event or session."""
    told = (STATUSES[word] for word in words(node, "eventStatus") if word in STATUSES)
    return next(told, "confirmed")


def materials(node: Node) -> list[Material]:
    """What is there to read or watch; what has no address is not known to be there."""
    found, taken = [], Names()
    for each in node.nodes("subjectOf"):
        members = plain(Material, each) or {"url": each.text}
        title = members.get("title") or members.get("url")
        id = lawful(each.id or slug(title or "", "material"))
        kind = next((word for word in each.additional if word in MATERIAL_KINDS), "link")
        if title is not None and members.get("url"):
            own: dict[str, Any] = {"id": taken.take(id), "title": title, "kind": kind}
            material = made(Material, {**members, **own}, each)
            found += [material] if material else []
    return found


def tickets(node: Node, clocks: Clocks) -> list[Ticket]:
    """The offers of an event; a text is the address where it is to be had."""
    found = []
    for each in node.nodes("offers"):
        ticket = _from_address(each) if each.text is not None else _ticket(each, clocks)
        found += [ticket] if ticket else []
    return found


def _from_address(offer: Node) -> Ticket | None:
    url = url_of(offer.text, offer.source.base)
    ticket = made(Ticket, {"url": url}, offer)
    return ticket if ticket != Ticket() else None


def _ticket(offer: Node, clocks: Clocks) -> Ticket | None:
    members = plain(Ticket, offer)
    price = offer.price("price")
    price = offer.price("lowPrice") if price is None else price
    if price is not None and members.get("currency") is None:
        offer.tell("a price needs a priceCurrency; it is left out", "price", offer.get("price"))
        price = None
    opens, closes = ("validFrom", "availabilityStarts"), ("validThrough", "availabilityEnds")
    members |= {
        "price": price,
        "opens_at": clocks.timed(offer, opens[opens[0] not in offer.values]),
        "closes_at": clocks.timed(offer, closes[closes[0] not in offer.values]),
        "sold_out": bool(GONE & set(words(offer, "availability"))),
    }
    return made(Ticket, members, offer)
