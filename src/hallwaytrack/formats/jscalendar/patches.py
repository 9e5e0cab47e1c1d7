"""What is between two objects: PatchObjects (:rfc:`8984`, section 1.4.9), and what is kept.

A model has no member for everything, so ``beyond`` tells what an object has that is not in what a
writer makes of its model, and ``with_kept`` puts that back. What a model says goes before what was
kept: so an edit of the model is never undone by what was read long before.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hallwaytrack.formats.naming import Names
from hallwaytrack.model.fields import Refused

MAPS = ("locations", "virtualLocations", "links", "participants")
"""Maps of objects that models hold."""
BY_ADDRESS: Mapping[str, str] = {"virtualLocations": "uri", "links": "href"}
"""Maps whose keys no model holds: what stands there is known by its address."""
UNREAD = "hallwaytrack.github.io:unread"
"""Marks in ``extra`` an object that no model could hold, and that so is written as it was."""
UNPATCHED = frozenset(
    ("@type", "uid", "relatedTo", "recurrenceRules", "recurrenceOverrides",
     "excludedRecurrenceRules", "recurrenceId", "recurrenceIdTimeZone", "method", "privacy",
     "prodId", "replyTo", "sentBy", "timeZones")
)  # fmt: skip
"""What an override does not change (section 4.3.5)."""


# PatchObjects


def patch_of(base: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    """What makes ``changed`` of ``base``."""
    names = [name for name in {**base, **changed} if name not in UNPATCHED]
    return dict(_steps(base, changed, names, ""))


def _steps(
    base: Mapping[str, Any], changed: Mapping[str, Any], names: Iterable[str], path: str
) -> Iterator[tuple[str, Any]]:
    for name in names:
        before, after = base.get(name), changed.get(name)
        if before == after and type(before) is type(after):
            continue
        step = path + name.replace("~", "~0").replace("/", "~1")
        if isinstance(before, dict) and isinstance(after, dict) and _in_order(before, after):
            yield from _steps(before, after, {**before, **after}, f"{step}/")
        else:
            yield step, after


def _in_order(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether members in the order of ``after`` come of changing and adding some."""
    stay = [name for name in before if name in after]
    return bool(after) and [*after] == [*stay, *(name for name in after if name not in before)]


def patched(base: dict[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """What a patch makes of ``base``, which stays as it was.

    Raises:
        Refused: If a pointer leads nowhere, into an array, or into what another one sets.
    """
    result = dict(base)
    copied: set[tuple[str, ...]] = set()
    pointers = {tuple(_names(path)): value for path, value in patch.items()}
    for steps, value in sorted(pointers.items(), key=lambda item: len(item[0])):
        if any(steps[:n] in pointers for n in range(1, len(steps))):
            raise Refused("must not change what it sets as a whole")
        if steps[0] in UNPATCHED:
            continue  # to be ignored
        at = result
        for n, step in enumerate(steps[:-1], 1):
            inner = at.get(step)
            if not isinstance(inner, dict):
                raise Refused("must have pointers to what is there")
            if steps[:n] not in copied:
                copied.add(steps[:n])
                at[step] = dict(inner)
            at = at[step]
        if value is None:
            at.pop(steps[-1], None)
        else:
            at[steps[-1]] = value
    return result


def _names(path: str) -> list[str]:
    return [step.replace("~1", "/").replace("~0", "~") for step in path.split("/")]


def size(value: Any) -> int:
    """How many values an object holds, itself counted."""
    waiting, count = [value], 0
    while waiting:
        found = waiting.pop()
        count += 1
        if isinstance(found, dict):
            waiting += found.values()
        elif isinstance(found, list):
            waiting += found
    return count


# What is kept


def beyond(found: Mapping[str, Any], written: Mapping[str, Any]) -> dict[str, Any]:
    """What ``found`` has and ``written`` has not."""
    kept: dict[str, Any] = {}
    for name, value in found.items():
        there = written.get(name)
        if name in MAPS:
            rest = _entries_beyond(name, value, there or {}) if isinstance(value, dict) else None
        elif there is None:
            rest = value
        elif isinstance(value, dict) and isinstance(there, dict):
            rest = beyond(value, there)
        else:
            continue
        if rest is not None and rest != {}:
            kept[name] = rest
    return kept


def _entries_beyond(name: str, found: dict[str, Any], written: Mapping[str, Any]) -> dict[str, Any]:
    """What of the objects of a map is to be kept; what models could not hold is kept whole."""
    address = BY_ADDRESS.get(name)
    there = {entry[address] for entry in written.values()} if address else set(written)
    kept = {}
    for key, value in found.items():
        if not isinstance(value, dict) or value == written.get(key):
            continue
        where = value.get(address) if address else key
        if not isinstance(where, str) or where not in there:
            kept[key] = {**value, UNREAD: True}
        elif rest := value if address else beyond(value, written[key]):
            kept[key] = rest
    return kept


def with_kept(written: dict[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """What a writer made, with what was kept beside it."""
    result = dict(written)
    for name, value in kept.items():
        there = result.get(name)
        if name in MAPS and isinstance(value, dict):
            entries = _with_entries(there or {}, value, BY_ADDRESS.get(name))
            if entries:
                result[name] = entries
        elif there is None:
            result[name] = value
        elif isinstance(there, dict) and isinstance(value, dict):
            result[name] = with_kept(there, value)
    return result


def _with_entries(
    written: dict[str, Any], kept: Mapping[str, Any], address: str | None
) -> dict[str, Any]:
    """The objects of a map with what was kept of them, in the order of the model.

    What models could hold, and do not any more, is gone.
    """
    kept = {key: value for key, value in kept.items() if isinstance(value, dict)}
    keys = {str(value.get(address)): key for key, value in kept.items()} if address else {}
    result: dict[str, Any] = {}
    loose = Names()
    for key in (*kept, *written):
        loose.take(key)
    for key, made in written.items():
        known = keys.pop(made[address], None) if address else key
        if known in kept:
            result[known] = with_kept(made, kept[known])
        else:
            result[loose.take(key) if key in kept else key] = made
    for key, value in kept.items():
        if UNREAD in value and key not in result:
            result[key] = {k: v for k, v in value.items() if k != UNREAD}
    return result
