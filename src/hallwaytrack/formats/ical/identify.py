"""Ids: what a UID becomes, and names for what has none.

An id is made from a UID alone, and where that stands there twice from the start, too: never from
the order in the file, which changes from one fetch to the next.
"""

import re
from collections.abc import Collection
from datetime import date
from uuid import UUID, uuid5

from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical.draft import Draft
from hallwaytrack.formats.ical.repair import Repair
from hallwaytrack.formats.naming import ROOM_FOR_MORE, Names, lawful
from hallwaytrack.model.entries import basic

NAMESPACE = UUID("9d2b5f0e-9b2c-5d0a-8c5e-2f6a1c3b7d48")
"""The space of ids for entries without a UID (:rfc:`9562`, section 5.5); it never changes."""
GLOBAL = re.compile(r"@|^\{?[0-9A-F]{8}-?(?:[0-9A-F]{4}-?){3}[0-9A-F]{12}", re.IGNORECASE)


class Ids:
    """The UIDs of one file, each of which becomes one id.

    Args:
        namespace: What makes local UIDs unique in the world, such as a host name.
        repeated: UIDs that more than one gathering bears.
    """

    def __init__(self, namespace: str | None, repeated: set[str]) -> None:
        self._namespace = namespace
        self._repeated = repeated
        self.taken = Names()

    def gathering(self, draft: Draft, occurrence: date | None = None) -> str:
        """The id of an event or a series."""
        uid = self.in_world(draft.uid)
        found = lawful(uid)
        if found != uid:
            _keep_uid(draft, repair.UID_UNFIT)
        if draft.uid in self._repeated:
            _keep_uid(draft, repair.SAME_UID)
            found = f"{found[:ROOM_FOR_MORE]}#{basic(draft.values['start'])}"
        elif occurrence is not None:
            found = f"{found[:ROOM_FOR_MORE]}#{basic(occurrence)}"
        return self.taken.take(found, "#")

    def in_world(self, uid: str) -> str:
        """A UID with the namespace, if it is one that any other feed may use, too."""
        if self._namespace is None or GLOBAL.search(uid):
            return uid
        return f"{uid}@{self._namespace}"

    def child(self, draft: Draft, told: str, event: str, tail: str, siblings: Names) -> str | None:
        """Give a child its id; and its UID, where that is not derived from the id.

        Args:
            draft: The child.
            told: What follows an id in a UID that the file derived from it.
            event: The id of its event.
            tail: What follows an id in the UIDs of that event from now on.
            siblings: The ids of its other children.
        """
        name, _, rest = draft.uid.partition("/")
        if rest != told or not name or lawful(name) != name:
            return self._foreign(draft, (f"/{event}", tail), siblings)
        draft.id = self._derived(name, tail, siblings)
        if draft.id != name:
            _keep_uid(draft, repair.SAME_UID)
        return None

    def known_child(
        self, draft: Draft, uid: str | None, event: str, tail: str, siblings: Names,
        renamed: Collection[str],
    ) -> str | None:  # fmt: skip
        """The UID of a child whose id is known, where it is not derived from the id.

        Another one of that id gets one of its own. One may have the UID that is derived from the id
        of a sibling, if that is ``renamed``: it has another UID itself.
        """
        name = draft.id
        is_own = uid is not None and uid not in self.taken
        if uid is not None and uid.endswith((f"/{event}", tail)):
            is_own = is_own and uid.removesuffix(tail).removesuffix(f"/{event}") in renamed
        draft.id = siblings.take(name) if is_own else self._derived(name, tail, siblings)
        if draft.id != name:
            _keep_uid(draft, repair.SAME_UID)
        return self.taken.take(uid) if uid is not None and is_own else None

    def _derived(self, name: str, tail: str, siblings: Names) -> str:
        """An id of which nobody has the UID that is derived from it."""
        found = siblings.take(name)
        while not self.taken.took(found + tail):
            found = siblings.take(name)
        return found

    def _foreign(self, draft: Draft, tails: tuple[str, str], siblings: Names) -> str | None:
        uid = self.in_world(draft.uid)
        if uid in self.taken:
            _keep_uid(draft, repair.SAME_UID)
            uid = f"{uid}#{basic(draft.values['start'])}"
        name = lawful(uid.replace("/", "-"))
        if uid.isprintable() and not uid.endswith(tails):
            draft.id = siblings.take(name)
            return self.taken.take(uid, "#")
        draft.id = self._derived(name, tails[1], siblings)
        _keep_uid(draft, repair.UID_UNFIT)
        return None


def _keep_uid(draft: Draft, what: Repair) -> None:
    """Tell that an id is not the UID, which stays in ``extra``."""
    found = next((p for p in draft.component.properties if p[0].name == "UID"), None)
    if found is None:
        draft.note(what)
    elif found not in draft.kept:
        draft.keep(what, found)
    else:
        draft.feed.problems.add(what, found[2], draft.uid, draft.uid)


def made_uid(draft: Draft, namespace: str | None) -> str:
    """A UID for what has none, always the same for the same start and title."""
    title, start = draft.values.get("title"), basic(draft.values["start"])
    return str(uuid5(NAMESPACE, f"{namespace or ''} {start} {title or ''}"))
