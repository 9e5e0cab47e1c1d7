"""Who takes part, and as what. Inside an event, people are named by their id."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import get_args

from hallwaytrack.errors import Problem
from hallwaytrack.model.base import Model, frozen
from hallwaytrack.model.extra import NO_EXTRA
from hallwaytrack.model.fields import Check, Refused, fields_of
from hallwaytrack.model.making import maker
from hallwaytrack.model.members import check_of
from hallwaytrack.model.times import ends_after_start
from hallwaytrack.model.types import (
    Email,
    Extra,
    Hours,
    HumanId,
    Instant,
    Line,
    PersonId,
    Phone,
    Private,
    Text,
    Url,
)
from hallwaytrack.model.vocabulary import Role, SponsorKind


@frozen(kw_only=True)
class Span(Model):
    """A stretch of time, its end not included.

    Args:
        start: In an event it is kept in the event's zone.
        end: After ``start``, as an instant.
    """

    start: Instant
    end: Instant

    def broken(self) -> Iterator[Problem]:
        """The end is after the start."""
        yield from ends_after_start(self.start, self.end)


@frozen(kw_only=True)
class Person(Model):
    """Someone who takes part.

    Args:
        id: Unique among the event's people, groups and sponsors; no "@", since ids are public.
        name: As they want to be called.
        bio: A few words for the programme.
        affiliation: Where they work or what they stand for.
        pronouns: As they give them.
        url: Their own page.
        image: A picture of them.
        links: Their other pages.
        email: Private.
        phone: Private.
        extra: What other tools put there.
    """

    id: PersonId
    name: Line
    bio: Text | None = None
    affiliation: Line | None = None
    pronouns: Line | None = None
    url: Url | None = None
    image: Url | None = None
    links: Sequence[Url] = ()
    email: Private[Email | None] = None
    phone: Private[Phone | None] = None
    extra: Extra = NO_EXTRA


ROLE_WORDS = {role: role.replace("_", " ") for role in get_args(Role)} | {"other": ""}


@frozen(kw_only=True)
class Contributor(Model):
    """A person, group or sponsor in a role; ``speakers("ada")`` makes the commonest.

    Args:
        person: The id of a person, group or sponsor of the event.
        role: What they do there.
        label: The organisers' own word for it, shown instead of the role.
    """

    person: PersonId
    role: Role = "speaker"
    label: Line | None = None

    @property
    def word(self) -> str:
        """The word shown for it: the label, else the role; "" for an "other" without a label."""
        return self.label or ROLE_WORDS[self.role]


def speakers(*people: str) -> tuple[Contributor, ...]:
    """Contributors in the role of speaker.

    Args:
        people: Ids of people, groups or sponsors.

    Raises:
        InvalidValueError: If one is no such id.

    >>> speakers("ada", "bob")[1]
    Contributor(person='bob')
    """
    check, make = _speaker()
    try:
        return tuple([make(person) for person in check(people)])
    except Refused:  # by its constructor the wrong one says what is wrong
        return tuple([Contributor(person=person) for person in people])


@cache
def _speaker() -> tuple[Check, Callable[[str], Contributor]]:
    """What checks the ids of speakers, all at once, and what makes one: a third of the time."""
    person = next(field for field in fields_of(Contributor) if field.name == "person")
    return check_of(person._replace(many=True)), maker(Contributor, ("person",))


@frozen(kw_only=True)
class Volunteer(Model):
    """A person who offers to help.

    Args:
        person: The id of one of the event's people, who volunteers once.
        roles: What they would do.
        skills: What they can do, to match a shift's.
        available: When they can; none means always.
        max_hours: How many hours they want to do at the most.
        note: Private.
        emergency_contact: Private.
    """

    person: HumanId
    roles: Sequence[Line] = ()
    skills: Sequence[Line] = ()
    available: Sequence[Span] = ()
    max_hours: Hours | None = None
    note: Private[Text | None] = None
    emergency_contact: Private[Line | None] = None


@frozen(kw_only=True)
class Sponsor(Model):
    """Who supports an event, with money or otherwise.

    Args:
        id: Unique among the event's people, groups and sponsors.
        name: As they want to be named.
        tier: "Gold", say.
        kinds: What they give.
        url: Their page.
        image: Their logo.
    """

    id: PersonId
    name: Line
    tier: Line | None = None
    kinds: Sequence[SponsorKind] = ()
    url: Url | None = None
    image: Url | None = None
