"""Values as they are read: the counterpart of ``values``.

Each reader takes a property's head, its raw value and the draft that it is read for, and gives what
it means, or raises ``Refused``; the draft notes what was repaired on the way.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from hallwaytrack.formats.ical import repair
from hallwaytrack.formats.ical.content import Head, Understand
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.places import GeoPoint, VirtualLocation
from hallwaytrack.model.times import duration_of
from hallwaytrack.model.types import url as lawful_url

if TYPE_CHECKING:
    from hallwaytrack.formats.ical.draft import Draft

ESCAPES: Mapping[str, str] = {"\\n": "\n", "\\N": "\n", "\\\\": "\\", "\\,": ",", "\\;": ";"}
RARE = re.compile(r"\\(?![,;n])")
"""A backslash before which one has to look whether it is escaped itself, or that is one."""
ESCAPE = re.compile(r"\\[nN\\,;]")
ITEM = re.compile(r"(?:[^\\,]|\\.|\\$)+", re.DOTALL)
WHOLE = re.compile(r"[+-]?\d{1,10}", re.ASCII)
GEO = re.compile(r"([+-]?\d{1,3}(?:\.\d{1,20})?)\s*[;,]\s*([+-]?\d{1,3}(?:\.\d{1,20})?)", re.ASCII)
MAILTO = re.compile(r"mailto:", re.IGNORECASE)


def remembered(read: Understand) -> Understand:
    """A reader that puts what it read into the head's memory."""

    def reading(head: Head, value: str, draft: Any) -> Any:
        found = head.memo[value] = read(head, value, draft)
        return found

    return reading


def unescaped(value: str) -> str:
    """A text (:rfc:`5545`, section 3.3.11) as it was meant; any other backslash is one."""
    if "\\" not in value:
        return value
    if RARE.search(value):
        return ESCAPE.sub(lambda escape: ESCAPES[escape[0]], value)
    # To replace by as many characters is quickest; then all that is left is to take out.
    return value.replace("\\n", "\\\n").replace("\\", "")


def text(_: Head, value: str, draft: "Draft") -> str | None:
    """A text; spaces around it say nothing, but in our own feeds."""
    if "\\" in value:
        value = unescaped(value)
    return (value if draft.ours else value.strip()) or None


def texts(_: Head, value: str, draft: "Draft") -> list[str]:
    """The texts of a list."""
    found = value.split(",")
    if "\\" in value:
        found = [unescaped(item) for item in ITEM.findall(value)]
    return [t for t in (found if draft.ours else map(str.strip, found)) if t]


def when(head: Head, value: str, draft: "Draft") -> date:
    """A date, or an aware time."""
    found: date | None = head.memo.get(value)
    if found is None:
        notes: list[repair.Repair] = []
        found = draft.feed.clocks.read(head, value, notes.append)
        if not notes:  # what was repaired is told again of each component
            head.memo[value] = found
        for note in notes:
            draft.note(note, head, value)
    return found


def whens(head: Head, value: str, draft: "Draft") -> list[date]:
    """The dates or times of a list; of a period its start."""
    if "/" in value:
        draft.note(repair.PERIOD, head, value)
    return [when(head, item.partition("/")[0], draft) for item in value.split(",")]


def stamp(head: Head, value: str, draft: "Draft") -> datetime:
    """A time that should be in UTC."""
    # Python reads other forms of ISO 8601, too, such as weeks.
    if value[15:] == "Z" and value[8] == "T" and (value[:8] + value[9:15]).isdigit():
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            raise Refused("must be in the calendar and on the clock") from None
    found = when(head, value, draft)
    if not isinstance(found, datetime):
        raise Refused("must be a time")
    return found.astimezone(UTC)


def whole(_: Head, value: str, __: "Draft") -> int:
    """A whole number."""
    if not WHOLE.fullmatch(value.strip()):
        raise Refused("must be a whole number")
    return int(value.strip())


def duration(_: Head, value: str, __: "Draft") -> timedelta:
    """A duration, for those that start nowhere."""
    return duration_of(value.strip().upper())


def raw(_: Head, value: str, __: "Draft") -> str:
    """The value as it stands there, without spaces around it."""
    return value.strip()


def verbatim(_: Head, value: str, __: "Draft") -> str:
    """The value as it stands there."""
    return value


def uri(head: Head, value: str, _: "Draft") -> str | None:
    """A URI; what stands in the file itself has none."""
    if head.is_inline:
        raise Refused("must be a URI")
    return value.strip() or None


def geo(_: Head, value: str, __: "Draft") -> GeoPoint | None:
    """A point; 0;0 in the sea is what programs write that know none."""
    found = GEO.fullmatch(value.strip())
    if not found:
        raise Refused("must be latitude;longitude in degrees")
    latitude, longitude = float(found[1]), float(found[2])
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise Refused("must be latitude;longitude in degrees")
    return GeoPoint(latitude=latitude, longitude=longitude)


def apple(head: Head, value: str, draft: "Draft") -> tuple[str | None, GeoPoint | None]:
    """Apple's place: a title, and a point in a ``geo:`` URI (:rfc:`5870`)."""
    point = value.strip().removeprefix("geo:").partition(";")[0].partition("?")[0]
    title = head.get("X-TITLE")
    return title, geo(head, point, draft) if point else None


STATUSES = {
    "TENTATIVE": "tentative",
    "CONFIRMED": "confirmed",
    "CANCELLED": "cancelled",
    "CANCELED": "cancelled",
}


def status(_: Head, value: str, __: "Draft") -> str:
    """A status (section 3.8.1.11)."""
    found = STATUSES.get(value) or STATUSES.get(value.strip().upper())
    if found is None:
        raise Refused(f"must be one of {', '.join(STATUSES)}")
    return found


KINDS = {"FEED": "stream", "CHAT": "chat", "PHONE": "phone"}


def conference(head: Head, value: str, _: "Draft") -> VirtualLocation:
    """A place online (:rfc:`7986`, section 5.11); seeing and hearing each other is joining."""
    features = [feature.upper() for feature in head.parameters.get("FEATURE", ())]
    kinds = [KINDS.get(feature, "join") for feature in features]
    kind: Any = kinds[0] if kinds and "join" not in kinds else "join"
    return VirtualLocation(url=value.strip(), kind=kind, label=_label(head.get("LABEL")))


def _label(label: str | None) -> str | None:
    """A label in one line, if it says anything."""
    return " ".join(label.split("\n")).strip() or None if label and "\n" in label else label or None


class Attachment(NamedTuple):
    """A link, and its file's name where there is one."""

    url: str
    name: str | None


def attachment(head: Head, value: str, draft: "Draft") -> Attachment:
    """What is attached by its link."""
    try:
        url = uri(head, value, draft)
    except Refused:
        draft.note(repair.INLINE, head, value[:80])
        raise
    return Attachment(lawful_url(url), head.get("FILENAME") or head.get("X-FILENAME"))


class Party(NamedTuple):
    """Someone as a calendar address names them (:rfc:`5545`, section 3.3.3)."""

    name: str | None
    email: str | None
    url: str | None
    role: str
    kind: str
    status: str


def party(head: Head, value: str, _: "Draft") -> Party:
    """An organizer or attendee."""
    value = value.strip()
    found = MAILTO.match(value)
    address = unquote(value[found.end() :]) if found else None
    name = head.get("CN")
    if found is None and ":" not in value:  # no URI, but what a person would write
        address, name = (value, name) if "@" in value else (None, name or value)
    return Party(
        name=name,
        email=address or None,
        url=value if value.lower().startswith(("http:", "https:")) else None,
        role=(head.get("ROLE") or "").upper(),
        kind=(head.get("CUTYPE") or "").upper(),
        status=(head.get("PARTSTAT") or "").upper(),
    )


class Relation(NamedTuple):
    """Another component by its UID, and what it is to this one."""

    uid: str
    kind: str


def relation(head: Head, value: str, _: "Draft") -> Relation:
    """What RELATED-TO says (section 3.8.4.5); without a RELTYPE it is the parent."""
    return Relation(unescaped(value).strip(), (head.get("RELTYPE") or "PARENT").upper())
