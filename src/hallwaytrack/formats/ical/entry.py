"""What an event and a session have in common: members that a draft's values become.

Every time is in the event's zone before a model is made, so that none has to be moved later.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical.clocks import after, in_wall_time
from hallwaytrack.formats.ical.draft import Draft
from hallwaytrack.formats.ical.mended import is_visible, made
from hallwaytrack.formats.ical.recognised import joins, takes_no_time, title_and_status
from hallwaytrack.formats.naming import Names, slug
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.sessions import Material
from hallwaytrack.model.times import DAY, is_ordered

COPIED = frozenset(
    ("title", "description", "url", "image", "sequence", "created", "updated", "start", "end",
     "online")
)  # fmt: skip
"""Values that are members of the same name."""
PATH = re.compile(r"^[^:/?#]+:(?://[^/?#]*)?|[?#].*", re.DOTALL)
"""What of a URL is not its path (:rfc:`3986`, appendix B)."""


def members_of(draft: Draft, zone: ZoneInfo) -> dict[str, Any]:
    """The members that an event and a session both have."""
    values = draft.values
    members = {name: value for name, value in values.items() if name in COPIED}
    members["id"] = draft.id
    members["title"], members["status"] = title_and_status(draft)
    if "topics" in values and len(values["topics"]) > 1:
        members["topics"] = [topic for topics in values["topics"] for topic in topics]
    elif "topics" in values:
        (members["topics"],) = values["topics"]
    times(members, draft, zone)
    if not draft.ours:
        members["online"] = [*values.get("online", ()), *joins(draft)]
    if "attachments" in values:
        members["materials"] = list(_materials(draft))
    if "transparency" in values or "secrecy" in values:
        _keep_what_no_member_says(draft, members["status"])
    return members


def times(members: dict[str, Any], draft: Draft, zone: ZoneInfo) -> None:
    """Put start and end into the zone; an end that is none is left out."""
    start: date = members["start"]
    if isinstance(start, datetime) and start.tzinfo is not zone:
        start = members["start"] = start.astimezone(zone)
    end: date | None = members.pop("end", None)
    if end is None and "duration" in draft.values:
        end = _after(draft, start)
    if end is None:
        return
    if type(end) is not type(start):
        end = _as_the_start(end, start, draft)
    if isinstance(end, datetime):
        if end.tzinfo is not zone:
            end = end.astimezone(zone)
    else:
        end -= DAY
    if is_ordered(start, end):
        members["end"] = end
    else:
        draft.note(repair.EMPTY_END)


def _after(draft: Draft, start: date) -> date | None:
    try:
        end, fits = after(start, draft.values["duration"])
    except Refused:
        draft.put_back(repair.BAD_VALUE, "DURATION")
        return None
    if end is None:
        draft.note(repair.EMPTY_END)
    elif not fits:
        draft.note(repair.MIXED_END)
    return end


def _as_the_start(end: date, start: date, draft: Draft) -> date:
    """An end of the start's kind: the last day that has a time, or a day's first moment."""
    draft.note(repair.MIXED_END)
    if isinstance(end, datetime):
        is_midnight = not (end.hour or end.minute or end.second)
        return end.date() if is_midnight else end.date() + DAY
    zone: Any = start.tzinfo  # type: ignore[attr-defined]
    return in_wall_time(datetime.combine(end, time()), zone, draft.note)


def _materials(draft: Draft) -> Iterable[Material]:
    """What is attached; without a name it is called as its link ends."""
    ids = Names()
    for attachment in draft.values["attachments"]:
        name = attachment.name
        if not name or not is_visible(name):
            path = PATH.sub("", attachment.url).rstrip("/")
            name = unquote(path.rpartition("/")[2]) or attachment.url
        members = {"id": ids.take(slug(name, "material")), "title": name, "url": attachment.url}
        yield made(Material, members, draft)


def _keep_what_no_member_says(draft: Draft, status: str) -> None:
    """Leave TRANSP and CLASS as they are, unless the status or the default says the same."""
    for found in draft.component.properties:
        name, value = found[0].name, found[1].strip().upper()
        if name == "TRANSP" and value != "OPAQUE":
            if not (status == "postponed" and takes_no_time(draft)):
                draft.kept.append(found)
        elif name == "CLASS" and value != "PUBLIC":
            draft.keep(repair.SECRET, found)


def keep_all(draft: Draft, name: str, after: int = 0) -> None:
    """Leave all properties of a name but the first ones as they were."""
    found = [p for p in draft.component.properties if p[0].name == name]
    draft.kept += found[after:]


def keep_relations(draft: Draft, parents: int) -> None:
    """Leave RELATED-TO as it was, but for the one that names a child's parent."""
    relations = [p for p in draft.component.properties if p[0].name == "RELATED-TO"]
    for found in relations:
        is_parent = (found[0].get("RELTYPE") or "PARENT").upper() == "PARENT"
        if is_parent and parents:
            parents -= 1
        else:
            draft.kept.append(found)
