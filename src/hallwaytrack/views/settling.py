"""One entry where ``same_as`` says that several are one: a decision that a person made."""

from collections.abc import Sequence

from hallwaytrack.errors import Problem
from hallwaytrack.model.series import EventSeries
from hallwaytrack.views.aliases import event_of, same_gatherings
from hallwaytrack.views.decisions import ALIAS
from hallwaytrack.views.versions import Found


def settled(gatherings: Sequence[Found], problems: list[Problem]) -> list[Found]:
    """The gatherings, each of which stands there once; what is left out is told.

    The one that stays takes over the ids by which the others are known, so that it is recognised in
    whatever is merged later.
    """
    roots = same_gatherings(found.part for found in gatherings)
    alike: dict[str, list[Found]] = {}
    for found in gatherings:
        alike.setdefault(roots.get(found.part.id, found.part.id), []).append(found)
    kept = []
    for some in alike.values():
        stays = _goes_by_its_own_id(some)
        kept.append(_known_as(stays, some) if len(some) > 1 else stays)
        for found in some:
            if found is not stays:
                done = f"left this one out, kept {stays.part.id!r}"
                problems.append(ALIAS.problem(repr(found.part.id), found.place, done))
    return kept


def _goes_by_its_own_id(some: Sequence[Found]) -> Found:
    """The first that no other calls an alias: who lists aliases has decided to go by the own id."""
    aliases = {id for f in some for id in event_of(f.part).same_as if id != f.part.id}
    return next((f for f in some if f.part.id not in aliases), some[0])


def _known_as(stays: Found, some: Sequence[Found]) -> Found:
    """The one that stays, with all the ids of those that it stands for."""
    own = event_of(stays.part)
    others = [id for f in some if f is not stays for id in (f.part.id, *event_of(f.part).same_as)]
    known = tuple(id for id in dict.fromkeys([*own.same_as, *others]) if id != own.id)
    if known == own.same_as:
        return stays
    event = own.replace(same_as=known)
    is_series = isinstance(stays.part, EventSeries)
    return stays._replace(part=stays.part.replace(template=event) if is_series else event)
