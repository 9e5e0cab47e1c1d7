"""Who takes part in an event: PARTICIPANT, ORGANIZER and ATTENDEE become people and their roles.

Ids of people are made from their names. An address is private, and so is never a name, unless our
own public feed says that it is one.
"""

from collections.abc import Iterator
from typing import Any, get_args

from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical.draft import Draft
from hallwaytrack.formats.ical.inner import Participant, participants
from hallwaytrack.formats.ical.mended import is_visible, made
from hallwaytrack.formats.ical.understood import Party
from hallwaytrack.formats.naming import Names, slug
from hallwaytrack.model.event import Event
from hallwaytrack.model.groups import UserGroup
from hallwaytrack.model.people import Contributor, Person, Sponsor
from hallwaytrack.model.types import EMAIL, NOT_IN_LINE
from hallwaytrack.model.vocabulary import SponsorKind

KINDS = frozenset(get_args(SponsorKind))
UNNAMED = "(unnamed)"
ROLES = {"CHAIR": ("host", None), "NON-PARTICIPANT": (None, None)}
PARTICIPATES = ("other", "participant")
"""What an attendee of another role is: someone who comes."""
THINGS = ("ROOM", "RESOURCE")
"""Attendees (section 3.2.3) that are no people."""


def _is_address(name: str) -> bool:
    """Whether a name is an address, also once a name has lost what may not stand in it."""
    return EMAIL.fullmatch(NOT_IN_LINE.sub("", name).strip().strip("'\"")) is not None


class Cast:
    """The people, groups and sponsors of one event.

    Args:
        draft: Its VEVENT.
        known: The event, where its data tells who they are; new ones join them.
    """

    def __init__(self, draft: Draft, known: Event | None = None) -> None:
        self._draft = draft
        self._ids = Names()
        self._known: dict[tuple[str, str | None, str | None], str] = {}
        self.people: list[Person] = []
        self.groups: list[UserGroup] = []
        self.sponsors: list[Sponsor] = []
        self.organizers: list[str] = []
        if known is None:
            self._organizer(draft)
        else:
            self._join(known)

    def _join(self, event: Event) -> None:
        self.people += event.people
        self.groups += event.groups
        self.sponsors += event.sponsors
        self.organizers += event.organizers
        parties: tuple[Person | UserGroup | Sponsor, ...] = (
            *self.people,
            *self.groups,
            *self.sponsors,
        )
        for party in parties:
            self._ids.take(party.id)
        for person in self.people:
            self._known.setdefault((person.name, person.url, person.email), person.id)
            self._known.setdefault((person.name, person.url, None), person.id)

    def members(self) -> dict[str, Any]:
        """The members of the event that are not empty."""
        names = ("people", "groups", "sponsors", "organizers")
        return {name: found for name in names if (found := getattr(self, name))}

    def _organizer(self, draft: Draft) -> None:
        party: Party | None = draft.values.get("organizer")
        if party is None:
            return
        if draft.ours and party.name and party.email:
            members = {"id": self._ids.take(slug(party.name, "group")), "name": party.name}
            group = made(UserGroup, {**members, "email": party.email}, draft)
            self.groups.append(group)
            self.organizers.append(group.id)
        else:
            self.organizers.append(self.person(party.name, party.url, party.email, draft))

    def person(self, name: str | None, url: str | None, email: str | None, draft: Draft) -> str:
        """The id of a person, who is one of the event's from now on."""
        if email and not EMAIL.fullmatch(email):
            draft.note(repair.DROPPED)
            email = None
        is_named = name is not None and is_visible(name)
        if name is None or not is_named or (not draft.ours and _is_address(name)):
            draft.note(repair.NAMELESS)
            name = UNNAMED
        key = (name, url, email)
        if key not in self._known:
            members: dict[str, Any] = {"id": self._ids.take(slug(name, "person")), "name": name}
            members |= {"url": url} if url else {}
            members |= {"email": email} if email else {}
            person = made(Person, members, draft)
            self.people.append(person)
            self._known[key] = person.id
        return self._known[key]

    def contributors(self, draft: Draft, with_sponsors: bool = False) -> list[Contributor]:
        """Who does what in a VEVENT; the sponsors of an event are put among its own."""
        found = []
        for each in participants(draft) if draft.component.parts else ():
            if each.is_sponsor and with_sponsors:
                self._sponsor(each, draft)
                continue
            person = self.person(each.name, each.url, each.email, draft)
            if each.role is not None:
                found.append(self._contributor(person, each.role, each.label, draft))
        return [*found, *self._attendees(draft)] if "attendees" in draft.values else found

    def _attendees(self, draft: Draft) -> Iterator[Contributor]:
        for found in draft.component.properties:
            if found[0].name == "ATTENDEE" and (found[0].get("CUTYPE") or "").upper() in THINGS:
                draft.keep(repair.THING, found)
        for party in draft.values["attendees"]:
            if party.kind in THINGS:
                continue
            person = self.person(party.name, party.url, party.email, draft)
            role, label = ROLES.get(party.role, PARTICIPATES)
            if role is not None and party.status != "DECLINED" and person not in self.organizers:
                yield self._contributor(person, role, label, draft)

    def _contributor(self, person: str, role: str, label: str | None, draft: Draft) -> Contributor:
        members: dict[str, Any] = {"person": person, "role": role}
        return made(Contributor, {**members, "label": label} if label else members, draft)

    def _sponsor(self, each: Participant, draft: Draft) -> None:
        name = each.name if each.name and is_visible(each.name) else UNNAMED
        kinds = [word.replace(" ", "_") for word in (each.label or "").split(", ") if word]
        members: dict[str, Any] = {"id": self._ids.take(slug(name, "sponsor")), "name": name}
        members |= {"url": each.url} if each.url else {}
        if set(kinds) <= KINDS:
            members["kinds"] = kinds
        else:
            draft.note(repair.DROPPED)
        self.sponsors.append(made(Sponsor, members, draft))
