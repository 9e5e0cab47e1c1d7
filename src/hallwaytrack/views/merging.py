"""Several calendars made one, as a town's calendar is made of its groups' feeds.

- Groups, tours, events and series are united by id, in the order in which they first appear.
- Of one event in several calendars the newer one stays: the one of the higher ``sequence``, then of
  the later ``updated``. A series is compared entry by entry, as a calendar program would do it:
  its template with the recurrence, and each changed meeting for itself.
- Equal versions that differ are a conflict, as are groups and tours that differ, which have no
  version: what was given first stays, and the rest is told.
- ``same_as`` and ``sources`` are gathered from all versions: what a person decided outlives the
  next version of a feed.
- Of gatherings that ``same_as`` says are one, one stays, and knows the ids of the others.
- What a calendar says of itself comes from the first that says anything; ``updated`` is the latest.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from attrs import frozen

from hallwaytrack.errors import InvalidValueError, Problem, pointer
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import fields_of
from hallwaytrack.model.series import EventSeries
from hallwaytrack.views.collisions import freed
from hallwaytrack.views.decisions import OWN_WORDS
from hallwaytrack.views.settling import settled
from hallwaytrack.views.versions import Choice, Found, first, newest

OWN: Final = tuple(f.name for f in fields_of(Calendar) if not f.model and f.name != "updated")
"""The members in which a calendar speaks of itself."""
SILENT: Final = {name: getattr(Calendar(), name) for name in OWN}


@frozen(kw_only=True)
class Merged:
    """One calendar, and what it took to make it.

    Args:
        calendar: The calendar.
        problems: What was decided on the way. "error": something is lost. "warning": something
            was changed. "info": a choice that was asked for. A place begins with the number of the
            calendar, from 0, in the order given.
        taken: How many events and series came from each of the calendars.
    """

    calendar: Calendar
    problems: tuple[Problem, ...]
    taken: tuple[int, ...]


def merge(*calendars: Calendar) -> Calendar:
    """One calendar of all that several hold.

    Merging a calendar with itself, or with an empty one, changes nothing but that gatherings which
    ``same_as`` says are one become one. The order of the calendars decides the order of their
    contents, and what stays where equal versions differ; ``conflicts`` tells where that is.

    Args:
        calendars: The calendars. Put an event by itself into one: ``Calendar().put(event)``.

    Raises:
        InvalidValueError: If something given is no calendar.

    >>> merge(Calendar(name="Toronto"), Calendar(name="Ottawa")).name
    'Toronto'
    """
    return merged(calendars).calendar


def conflicts(*calendars: Calendar) -> tuple[Problem, ...]:
    """What ``merge`` decides about these calendars, and what is lost by it.

    Args:
        calendars: The same, in the same order.

    Raises:
        InvalidValueError: If something given is no calendar.
    """
    return merged(calendars).problems


def merged(calendars: Sequence[Calendar], names: Sequence[str] = ()) -> Merged:
    """The calendar of ``merge`` and the problems of ``conflicts`` in one go.

    Args:
        calendars: The calendars.
        names: What messages call them; left out, "calendar 0" and so on.

    Raises:
        InvalidValueError: If something given is no calendar.
    """
    _check(calendars)
    names = names or [f"calendar {i}" for i in range(len(calendars))]
    own, problems = _own_words(calendars, names)
    groups = _chosen(first, _by_id(calendars, "groups"), names, problems)
    tours = _chosen(first, _by_id(calendars, "tours"), names, problems)
    gatherings = _chosen(newest, _by_id(calendars, "events", "series"), names, problems)
    gatherings = freed(settled(gatherings, problems), problems)
    calendar = Calendar(
        **own,
        groups=[found.part for found in groups],
        tours=[found.part for found in tours],
        events=[found.part for found in gatherings if isinstance(found.part, Event)],
        series=[found.part for found in gatherings if isinstance(found.part, EventSeries)],
        updated=max((c.updated for c in calendars if c.updated), default=None),
    )
    numbers = [found.number for found in gatherings]
    taken = tuple(numbers.count(i) for i in range(len(calendars)))
    return Merged(calendar=calendar, problems=tuple(problems), taken=taken)


def _check(calendars: Sequence[Any]) -> None:
    mend = "put a document by itself into one: Calendar().put(event)"
    problems = [
        Problem(
            message="what is merged must be a Calendar",
            value=type(given).__name__,
            place=pointer(i),
            mend=mend,
        )
        for i, given in enumerate(calendars)
        if not isinstance(given, Calendar)
    ]
    if problems:
        raise InvalidValueError(problems)


def _own_words(
    calendars: Sequence[Calendar], names: Sequence[str]
) -> tuple[dict[str, Any], list[Problem]]:
    """What the first calendar that says anything of itself says, and who says something else."""
    said = [{name: getattr(calendar, name) for name in OWN} for calendar in calendars]
    spoken = [i for i, words in enumerate(said) if words != SILENT]
    if not spoken:
        return SILENT, []
    kept = spoken[0]
    problems = [
        OWN_WORDS.problem(names[i], pointer(i), f"kept what {names[kept]} says")
        for i in spoken
        if said[i] != said[kept]
    ]
    return said[kept], problems


def _by_id(calendars: Sequence[Calendar], *members: str) -> Iterable[list[Found]]:
    """All that these members hold: what has one id together, in the order of the calendars."""
    found: dict[str, list[Found]] = {}
    for number, calendar in enumerate(calendars):
        for name in members:
            for i, part in enumerate(getattr(calendar, name)):
                place = pointer(number, name, i)
                found.setdefault(part.id, []).append(Found(part, number, place))
    return found.values()


def _chosen(
    choose: Callable[[Sequence[Found], Sequence[str]], Choice],
    found: Iterable[Sequence[Found]],
    names: Sequence[str],
    problems: list[Problem],
) -> list[Found]:
    """What stays of each; what speaks against it is added to the problems."""
    choices = [choose(versions, names) for versions in found]
    problems += [problem for choice in choices for problem in choice.problems]
    return [choice.kept for choice in choices]
