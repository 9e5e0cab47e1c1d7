"""Ids and GUIDs: what a file needs for each talk, and what a reader makes of it.

- A GUID is the id itself where that is a UUID, else the UUID (version 5, :rfc:`9562`, section 5.5)
  of the id and the event's id: always the same, and another one in another event.
- A reader that meets a GUID which it would have made itself for a key beside it (a slug, a number)
  takes that key: so an id such as "keynote" comes back.
"""

import re
from collections.abc import Iterable
from uuid import UUID, uuid5

from hallwaytrack.formats.naming import LONGEST, lawful

NAMESPACE = UUID("5f8e3c0a-7a54-5b1e-9d0b-61c2f3a4d7e9")
"""The space of GUIDs that are made from ids; it never changes."""
GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
NUMBER = re.compile(r"[1-9][0-9]{0,9}")
"""A number as files have it in place of an id."""
NOT_IN_ACRONYM = re.compile("[^a-z0-9]+")
LARGEST = 2**31 - 1


def is_guid(id: str) -> bool:
    """Whether an id is a UUID."""
    return GUID.fullmatch(id) is not None


def guid_of(id: str, event_id: str) -> str:
    """The GUID of a part of an event."""
    return id if is_guid(id) else str(uuid5(NAMESPACE, f"{id}/{event_id}"))


def number_of(guid: str) -> int:
    """A number for a file that wants one: always the same for a GUID."""
    return UUID(guid).int % LARGEST + 1


def recognised(guid: str, keys: Iterable[str | None], event_id: str) -> str:
    """The key from which a GUID was made, else the GUID itself."""
    if GUID.fullmatch(guid) and guid[14] == "5":
        for key in keys:
            if key and guid_of(key, event_id) == guid:
                return key
    return guid


def words_of(text: str) -> str:
    """A text as an acronym is written: lower case, "_" between words; "" if nothing is left."""
    return NOT_IN_ACRONYM.sub("_", text.lower()).strip("_")[:60].strip("_")


def entry_id(text: str) -> str:
    """A key of a file as the id of a session."""
    return lawful(text.replace("/", "-"))[:LONGEST]


def person_id(text: str) -> str:
    """A key of a file as the id of a person: without "@", as an address may not leave."""
    return lawful(text.replace("@", "-"))[:LONGEST]
