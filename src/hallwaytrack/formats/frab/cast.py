"""The people of a schedule: named again with every talk, and each one person of the event.

Who they are is told by a GUID, a code or a number; else by the name. What one talk tells of a
person and another does not is put together.
"""

from typing import Any

from hallwaytrack.errors import Problem
from hallwaytrack.formats.frab import ids
from hallwaytrack.formats.frab.making import kept, made, simple
from hallwaytrack.formats.frab.tree import Found
from hallwaytrack.formats.frab.values import line_of, url_of
from hallwaytrack.formats.naming import Names, slug
from hallwaytrack.model.people import Contributor, Person

NAMES = ("name", "public_name", "full_public_name", "display_name", "text")
BIOS = ("biography", "bio", "abstract", "description")
IMAGES = ("avatar", "avatar_url", "image", "logo")
KNOWN = frozenset((*NAMES, *BIOS, *IMAGES, "id", "guid", "url", "role", "answers"))
ROLES = {"MODERATOR": "moderator", "HOST": "host", "CONTRIBUTOR": "other", "GUEST": "other"}
"""The roles of version 2 of the JSON schema, but for the speaker."""


def person_key(found: Found) -> str | None:
    """What a person is told by; None for nobody."""
    for name in ("guid", "code", "id"):
        value = found.get(name)
        if value is not None and line_of(str(value)):
            return str(value).strip()
    called = line_of(found.get(*NAMES))
    return None if called is None else f"name {called}"


class Cast:
    """The people whom talks name."""

    def __init__(self, apart: list[Found], problems: list[Problem]) -> None:
        self._problems = problems
        self._found: dict[str, list[Found]] = {}
        self._ids: dict[str, str] = {}
        self._taken = Names()
        self._apart = {key: found for found in apart if (key := person_key(found))}

    def contributors(self, people: list[Found]) -> list[Contributor]:
        """Who does what in a talk, each once."""
        found: dict[str, Contributor] = {}
        for person in people:
            key = person_key(person)
            name = self._name(key, person)
            if key is None or name is None:
                self._problems.append(person.problem("a person must have a name"))
                continue
            self._found.setdefault(key, []).append(person)
            if key not in self._ids:
                own = slug(name, "person") if key.startswith("name ") else key
                self._ids[key] = self._taken.take(ids.person_id(own))
            word = str(person.get("role") or "").upper()
            role: Any = ROLES.get(word, "speaker")
            label = word.capitalize() if role == "other" else None
            contributor = Contributor(person=self._ids[key], role=role, label=label)
            found.setdefault(contributor.person, contributor)
        return list(found.values())

    def _name(self, key: str | None, person: Found) -> str | None:
        apart = self._apart.get(key or "")
        return line_of(person.get(*NAMES)) or (line_of(apart.get(*NAMES)) if apart else None)

    def people(self, base: str | None) -> tuple[Person, ...]:
        """All of them, in the order in which they were met."""
        made_ = (self._person(key, id, base) for key, id in self._ids.items())
        return tuple(person for person in made_ if person is not None)

    def _person(self, key: str, id: str, base: str | None) -> Person | None:
        values: dict[str, Any] = {}
        apart = [self._apart[key]] if key in self._apart else []
        for found in (*apart, *self._found[key]):
            values |= {n: v for n, v in found.values.items() if values.get(n) in (None, "")}
        first = self._found[key][0]
        values["name"] = first._replace(values=values).get(*NAMES)
        values["biography"] = first._replace(values=values).get(*BIOS)
        values["avatar"] = url_of(first._replace(values=values).get(*IMAGES), base)
        whole = first._replace(values={n: v for n, v in values.items() if v is not None})
        members = simple(Person, whole) | {"id": id}
        links = whole.get("links") or ()
        members["links"] = [url for each in links if (url := url_of(each, base))]
        code = {"code": id} if key == values.get("code") else {}
        members["extra"] = kept(Person, whole, KNOWN, code)
        return made(Person, members, first, self._problems)
