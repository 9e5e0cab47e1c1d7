"""Whether it will be (:rfc:`8984`, section 5.1.3), which knows no "postponed".

Nothing happens at a cancelled event, so its entries are written as cancelled; each says its own
status beside that.
"""

from collections.abc import Mapping
from typing import Any

from hallwaytrack.formats.jscalendar.source import Node
from hallwaytrack.formats.jscalendar.values import OURS, one_of
from hallwaytrack.formats.jscalendar.whole import Whole

STATUS = f"{OURS}status"
OVERRULING = ("cancelled", "postponed")
STATUSES: Mapping[str, str] = {
    "confirmed": "confirmed",
    "tentative": "tentative",
    "cancelled": "cancelled",
    "postponed": "tentative",
}
"""The status (section 5.1.3) of each status of a model."""
WORDS = tuple(dict.fromkeys(STATUSES.values()))


def status(entry: Any, whole: Whole) -> Mapping[str, Any]:
    """Nothing happens at a cancelled event; what is postponed takes nobody's time."""
    event = whole.event.status
    shown = event if event in OVERRULING and entry.status != "cancelled" else entry.status
    found: dict[str, Any] = {} if shown == "confirmed" else {"status": STATUSES[shown]}
    if shown == "postponed":
        found["freeBusyStatus"] = "free"
    if STATUSES[shown] != entry.status:
        found[STATUS] = entry.status
    return found


def read_status(node: Node, event: str | None) -> str:
    """The status of an entry; that of its event counts where it was written with it."""
    told = node.get("status", one_of(WORDS)) or "confirmed"
    own = node.get(STATUS, one_of(STATUSES))
    if own is not None and own != told:
        shown = event if event in OVERRULING else own
        if STATUSES[str(shown)] == told:
            return own
    return told
