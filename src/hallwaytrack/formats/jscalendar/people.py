"""Who takes part (:rfc:`8984`, section 4.4.6): people, groups and sponsors as participants.

An event has a participant for each of them, its organizers as owners; a session those who do
something in it. A moderator is its chair; the other roles of models are of this library's own.
"""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from hallwaytrack.formats.jscalendar.links import links, read_links
from hallwaytrack.formats.jscalendar.making import made
from hallwaytrack.formats.jscalendar.source import KEPT, Node
from hallwaytrack.formats.jscalendar.values import (
    ID,
    OURS,
    UNNAMED,
    given_name,
    name_in,
    one_line,
    string,
    tidy,
    typed,
    words,
)
from hallwaytrack.formats.jscalendar.whole import Whole
from hallwaytrack.formats.naming import Names, lawful
from hallwaytrack.model.event import Party
from hallwaytrack.model.groups import UserGroup
from hallwaytrack.model.people import Contributor, Person, Sponsor, Volunteer
from hallwaytrack.model.sessions import Booth
from hallwaytrack.model.shifts import Assignment, Shift
from hallwaytrack.model.types import EMAIL
from hallwaytrack.model.vocabulary import AssignmentStatus, Role

OWNER, CHAIR, ATTENDEE = "owner", "chair", "attendee"
SPONSOR, VOLUNTEER, HOST = f"{OURS}sponsor", f"{OURS}volunteer", f"{OURS}booth-host"
ASSIGNMENT = f"{OURS}assignment"
PUBLIC = f"{OURS}publicEmail"
"""Marks a group's address as one that everyone may see, as all of them are in models."""
ROLES: Mapping[str, str] = {
    role: CHAIR if role == "moderator" else OURS + role for role in get_args(Role)
}
ROLE_OF = {name: role for role, name in ROLES.items()}
NOBODY = ("resource", "location")
"""Kinds of participants that are no people."""
ANSWERS: Mapping[str, str] = {
    **dict.fromkeys(("confirmed", "checked_in", "done"), "accepted"),
    **dict.fromkeys(("declined", "withdrawn", "no_show"), "declined"),
    **dict.fromkeys(("applied", "offered", "waitlisted"), "needs-action"),
}
"""The participationStatus of each status of an assignment."""
ANSWERED = {"accepted": "confirmed", "declined": "declined"}


def participants(whole: Whole) -> dict[str, Any] | None:
    """The participants of an event: everyone it names."""
    event = whole.event
    roles: dict[str, dict[str, bool]] = {id: {} for id in whole.parties}
    for id in event.organizers:
        roles[id][OWNER] = True
    for contributor in event.contributors:
        roles[contributor.person][ROLES[contributor.role]] = True
    for sponsor in event.sponsors:
        roles[sponsor.id][SPONSOR] = True
    for volunteer in event.volunteers:
        roles[volunteer.person][VOLUNTEER] = True
    found = {}
    for id, party in whole.parties.items():
        participant = _participant(party, roles[id], whole)
        about = party.bio if isinstance(party, Person) else getattr(party, "description", None)
        more: dict[str, Any] = {
            "description": about,
            "email": getattr(party, "email", None),
            "links": links(party),
        }
        if isinstance(party, UserGroup) and party.email is not None:
            more[PUBLIC] = True
        found[whole.party_keys[id]] = participant | {k: v for k, v in more.items() if v is not None}
    return found or None


def participants_of(entry: Any, whole: Whole) -> dict[str, Any] | None:
    """Those of a session or booth, or of a shift."""
    if isinstance(entry, Shift):
        return _assigned(entry, whole)
    roles: dict[str, dict[str, bool]] = {}
    if isinstance(entry, Booth) and entry.host is not None:
        roles[entry.host] = {HOST: True}
    for contributor in entry.contributors:
        roles.setdefault(contributor.person, {})[ROLES[contributor.role]] = True
    # As the event has them, so that what is read back has one order.
    order = [id for id in whole.parties if id in roles]
    return {
        whole.party_keys[id]: _participant(whole.parties[id], roles[id], whole) for id in order
    } or None


def _assigned(shift: Shift, whole: Whole) -> dict[str, Any] | None:
    found = {}
    for each in shift.assignments:
        participant = _participant(whole.parties[each.person], {VOLUNTEER: True}, whole)
        answer = {"participationStatus": ANSWERS[each.status], ASSIGNMENT: each.status}
        found[whole.party_keys[each.person]] = participant | answer
    return found or None


def _participant(party: Party, roles: dict[str, bool], whole: Whole) -> dict[str, Any]:
    standard = {OWNER, CHAIR} & roles.keys() or isinstance(party, Sponsor)
    found = typed(
        "Participant",
        name=given_name(party.name),
        kind="group" if isinstance(party, UserGroup) else "individual",
        roles=roles if standard else {ATTENDEE: True, **roles},
    )
    if isinstance(party, Sponsor):
        del found["kind"]
    return found if whole.party_keys[party.id] == party.id else {**found, ID: party.id}


class Cast:
    """The people of an event as they are read.

    A key is one of its object alone: who is in a session under the key of another one of its event,
    by another name, is somebody else.
    """

    def __init__(self, node: Node) -> None:
        self._names = Names()
        self._ids: dict[str, str | None] = {}
        self._seen: dict[str, str] = {}
        self._parties: dict[type[Any], list[Any]] = {Person: [], UserGroup: [], Sponsor: []}
        self._places: dict[str, tuple[int, int]] = {}
        """Where each stands in the order of an event: people, then groups, then sponsors."""
        self._people: set[str | None] = set()
        self._volunteers: dict[str, Volunteer] = {}
        self._organizers: list[str] = []
        self._contributors: list[Contributor] = []
        for key, participant in node.objects("participants"):
            id = self._add(key, participant)
            roles = participant.get("roles", words) or []
            if id is not None:
                self._organizers += [id] if OWNER in roles else []
                self._contributors += _contributions(id, roles)
                if VOLUNTEER in roles and id in self._people:
                    self._volunteers[id] = Volunteer(person=id)

    def _add(self, key: str, node: Node) -> str | None:
        """The id of a participant, who is one of the event from now on."""
        plain, key = key, self._key(key, node.values)
        if key in self._ids:
            return self._ids[key]
        self._seen.setdefault(plain, _who(node.values))
        kind = node.get("kind", string)
        if kind in NOBODY:
            node.tell("a room or a thing is no person", "kind", value=kind, mend=KEPT)
            self._ids[key] = None
            self._names.take(lawful(plain or "x"))  # nobody else gets its key
            return None
        cls: type[Any] = UserGroup if kind == "group" else Person
        roles = node.values.get("roles")
        if isinstance(roles, dict) and SPONSOR in roles:
            cls = Sponsor
        id = lawful(node.get(ID, string) or plain or "x").replace("@", "-")
        members = {"id": self._names.take(id), **self._members(cls, node)}
        found = made(cls, members, node)
        self._places[found.id] = ([*self._parties].index(cls), len(self._parties[cls]))
        self._parties[cls].append(found)
        if cls is Person:
            self._people.add(found.id)
        self._ids[key] = found.id
        return str(found.id)

    def _key(self, key: str, values: Mapping[str, Any]) -> str:
        who = _who(values)
        return key if self._seen.get(key, who) == who else f"{key}\n{who}"

    def known(self, key: str, values: Mapping[str, Any]) -> str | None:
        """The id of who was read under a key."""
        return self._ids.get(self._key(key, values))

    def _members(self, cls: type[Any], node: Node) -> dict[str, Any]:
        name = node.get("name", one_line)
        if name is None:
            mend = f"the name is {UNNAMED}"
            node.tell("someone has no name", mend=mend, severity="info")
        members: dict[str, Any] = {"name": name or UNNAMED}
        if cls is Sponsor:
            return members | read_links(node, ("url", "image"))
        members |= read_links(node, ("url", "image", "links"))
        email = node.get("email", string)
        is_ours = cls is Person or node.values.get(PUBLIC) is True
        if email is not None and is_ours and EMAIL.fullmatch(email):
            members["email"] = email
        about = node.get("description", tidy)
        return members | {"bio" if cls is Person else "description": about}

    def of_entry(self, node: Node, is_booth: bool) -> dict[str, Any]:
        """``contributors``, and ``host`` of a booth."""
        found: dict[str, Any] = {"contributors": []}
        for key, participant in node.objects("participants"):
            id = self._add(key, participant)
            roles = participant.get("roles", words) or []
            if id is not None:
                found["contributors"] += _contributions(id, roles)
                if is_booth and HOST in roles:
                    found["host"] = id
        found["contributors"] = self._in_order(found["contributors"])
        return found

    def _in_order(self, contributors: list[Contributor]) -> list[Contributor]:
        return sorted(contributors, key=lambda contributor: self._places[contributor.person])

    def of_shift(self, node: Node) -> list[Assignment]:
        """Who is assigned; all of them volunteer."""
        found = []
        for key, participant in node.objects("participants"):
            id = self._add(key, participant)
            if id not in self._people:
                continue
            self._volunteers.setdefault(str(id), Volunteer(person=str(id)))
            told = participant.get(ASSIGNMENT, string)
            answer = participant.get("participationStatus", string) or ""
            status: Any = ANSWERED.get(answer, "offered")
            if told in get_args(AssignmentStatus) and ANSWERS[str(told)] == answer:
                status = told
            found.append(Assignment(person=str(id), status=status))
        return found

    def members(self) -> dict[str, Any]:
        """Those of the event, once all its entries were read."""
        return {
            "people": self._parties[Person],
            "groups": self._parties[UserGroup],
            "sponsors": self._parties[Sponsor],
            "organizers": sorted(self._organizers, key=self._places.__getitem__),
            "contributors": self._in_order(self._contributors),
            "volunteers": [self._volunteers[id] for id in self._places if id in self._volunteers],
        }


def _who(values: Mapping[str, Any]) -> str:
    return f"{name_in(values)}\n{values.get('kind') or 'individual'}"


def _contributions(id: str, roles: Iterable[str]) -> list[Contributor]:
    found: list[Any] = [ROLE_OF[role] for role in roles if role in ROLE_OF]
    return [Contributor(person=id, role=role) for role in found]
