"""User groups and tours: what events belong to."""

from collections.abc import Iterator, Sequence

from hallwaytrack.errors import Problem, pointer
from hallwaytrack.model.base import Model, frozen
from hallwaytrack.model.extra import NO_EXTRA
from hallwaytrack.model.people import Person
from hallwaytrack.model.scopes import listed, repeated
from hallwaytrack.model.types import (
    Country,
    Day,
    Email,
    Extra,
    Id,
    Line,
    MemberId,
    PersonId,
    Text,
    Url,
)
from hallwaytrack.model.vocabulary import GroupStatus


@frozen(kw_only=True)
class UserGroup(Model):
    """A community that meets, or means to.

    Args:
        id: Unique among an event's people, groups and sponsors, and in a calendar among its groups.
        name: As it calls itself.
        description: What it is about.
        url: Its site.
        email: Public, unlike a person's.
        topics: What it talks about.
        locality: The town or city.
        country: ISO 3166-1 alpha-2.
        founded_on: The day of its founding.
        status: "forming", "active", "dormant" or "closed".
        people: Its people.
        organizers: Ids of those of its people who run it.
        image: Its logo.
        links: Its other pages.
        extra: What other tools put there.
    """

    id: PersonId
    name: Line
    description: Text | None = None
    url: Url | None = None
    email: Email | None = None
    topics: Sequence[Line] = ()
    locality: Line | None = None
    country: Country | None = None
    founded_on: Day | None = None
    status: GroupStatus = "active"
    people: Sequence[Person] = ()
    organizers: Sequence[MemberId] = ()
    image: Url | None = None
    links: Sequence[Url] = ()
    extra: Extra = NO_EXTRA

    def broken(self) -> Iterator[Problem]:
        """Its people are unique, and its organizers are among them."""
        yield from repeated("person", [("/people", self.people)])
        people = {person.id: person for person in self.people}
        has = f"has people: {listed(list(people))}" if people else "has no people"
        for i, organizer in enumerate(self.organizers):
            if organizer not in people:
                message = f"group {self.id!r} is organized by {organizer!r}; the group {has}"
                yield Problem(message=message, place=pointer("organizers", i))


@frozen(kw_only=True)
class Tour(Model):
    """A row of events under one name, each at another stop.

    Args:
        id: Unique in a calendar; an event names it in ``tour``.
        name: As it is announced.
        description: What it is about.
        url: Its page.
        organizer: Who runs it.
        products: What it shows.
        image: Its picture.
        extra: What other tools put there.
    """

    id: Id
    name: Line
    description: Text | None = None
    url: Url | None = None
    organizer: Line | None = None
    products: Sequence[Line] = ()
    image: Url | None = None
    extra: Extra = NO_EXTRA
