"""Ids: what a UID becomes, and names for what has none.

An id is made from a UID alone, and where that stands there twice from the start, too: never from
the order in the file, which changes from one fetch to the next.
"""

import re
from collections import Counter
from datetime import date
from hashlib import sha256
from uuid import UUID, uuid5

from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical.draft import Draft
from hallwaytrack.formats.ical.repair import Repair
from hallwaytrack.model.entries import basic

NAMESPACE = UUID("9d2b5f0e-9b2c-5d0a-8c5e-2f6a1c3b7d48")
"""The space of ids for entries without a UID (:rfc:`9562`, section 5.5); it never changes."""
LONGEST = 255
ROOM_FOR_MORE = 200
"""Characters of an id that is cut, so that its digest and what makes it unique still fit."""
GLOBAL = re.compile(r"@|^\{?[0-9A-F]{8}-?(?:[0-9A-F]{4}-?){3}[0-9A-F]{12}", re.IGNORECASE)
WORDS = re.compile(r"\w+")


def lawful(text: str) -> str:
    """A text as an id: what may not stand there is a hyphen, and what is too long is cut."""
    if 0 < len(text) <= LONGEST and text.isprintable() and " " not in text:
        return text
    kept = "".join(c if c.isprintable() and c != " " else "-" for c in text)
    if len(kept) > LONGEST:
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        kept = f"{kept[:ROOM_FOR_MORE]}-{digest}"
    return kept


def slug(name: str, otherwise: str) -> str:
    """An id made from a name: its words in lower case."""
    return "-".join(WORDS.findall(name.casefold()))[:ROOM_FOR_MORE].strip("-") or otherwise


class Names:
    """Ids that are taken in one scope."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: Counter[str] = Counter()

    def __contains__(self, name: str) -> bool:
        return name in self._taken

    def take(self, name: str, mark: str = "-") -> str:
        """This name, or the first of "name-2", "name-3" that is free."""
        if name not in self._taken:
            self._taken.add(name)
            return name
        found, n = name, max(self._next[name], 1)
        while found in self._taken:
            n += 1
            found = f"{name[: LONGEST - 12]}{mark}{n}"
        self._next[name] = n
        self._taken.add(found)
        return found


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
        self, draft: Draft, uid: str | None, event: str, tail: str, siblings: Names
    ) -> str | None:
        """The UID of a child whose id is known, where it is not derived from the id.

        Another one of that id gets one of its own.
        """
        name = draft.id
        is_own = uid is not None and not (uid in self.taken or uid.endswith((f"/{event}", tail)))
        draft.id = siblings.take(name) if is_own else self._derived(name, tail, siblings)
        if draft.id != name:
            _keep_uid(draft, repair.SAME_UID)
        return self.taken.take(uid) if uid is not None and is_own else None

    def _derived(self, name: str, tail: str, siblings: Names) -> str:
        """An id of which nobody has the UID that is derived from it."""
        found = siblings.take(name)
        while found + tail in self.taken:
            found = siblings.take(name)
        self.taken.take(found + tail)
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
