"""The words of schema.org for what our vocabularies say, and back.

schema.org has few kinds of events. What a kind has no type of its own for is told by
``additionalType``, in our own word, beside the nearest type.
"""

from collections.abc import Mapping

CONTEXT = "https://schema.org"

EVENT_TYPES: Mapping[str, str] = {
    "launch": "BusinessEvent",
    "conference": "ConferenceEvent",
    "workshop": "EducationEvent",
    "hackathon": "Hackathon",
    "community_evening": "SocialEvent",
    "social": "SocialEvent",
}
"""The types of the kinds of events; any other is an Event."""
SESSION_TYPES: Mapping[str, str] = {"workshop": "EducationEvent", "social": "SocialEvent"}
"""The same for sessions."""
EVENT_KINDS: Mapping[str, str] = {
    "ConferenceEvent": "conference",
    "EducationEvent": "workshop",
    "CourseInstance": "workshop",
    "Hackathon": "hackathon",
    "SocialEvent": "social",
}
"""The kinds that types tell where nothing else does."""
EVENTS = frozenset(
    ("Event", "Festival", "Hackathon", "CourseInstance", "EventSeries", "UserInteraction")
)
"""Types of events whose names do not end in "Event", and "Event" itself."""
ORGANIZATIONS = frozenset(("Organization", "NGO", "Corporation", "Project", "LocalBusiness"))
"""Types of organizations whose names do not end in "Organization"."""

SCHEDULED, CANCELLED = "EventScheduled", "EventCancelled"
POSTPONED, RESCHEDULED, MOVED_ONLINE = "EventPostponed", "EventRescheduled", "EventMovedOnline"
STATUSES: Mapping[str, str] = {CANCELLED: "cancelled", POSTPONED: "postponed"}
ATTENDANCE: Mapping[str, str] = {
    "in_person": "OfflineEventAttendanceMode",
    "online": "OnlineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}
IN_STOCK, SOLD_OUT = "InStock", "SoldOut"
GONE = frozenset((SOLD_OUT, "OutOfStock", "Discontinued"))
"""What says of an offer that nothing is left of it."""
DAYS: Mapping[str, str] = {
    "Monday": "MO",
    "Tuesday": "TU",
    "Wednesday": "WE",
    "Thursday": "TH",
    "Friday": "FR",
    "Saturday": "SA",
    "Sunday": "SU",
}


def iri(word: str) -> str:
    """A word of an enumeration, as Google asks for it: with its address."""
    return f"{CONTEXT}/{word}"


def bare(word: str) -> str:
    """A type, property or word of an enumeration without its address or prefix."""
    if ":" not in word:
        return word
    for prefix in ("https://schema.org/", "http://schema.org/", "schema:"):
        if word.startswith(prefix):
            return word[len(prefix) :]
    return word


def is_event(types: tuple[str, ...]) -> bool:
    """Whether some types tell an event."""
    return any(name in EVENTS or name.endswith("Event") for name in types)


def is_organization(types: tuple[str, ...]) -> bool:
    """Whether some types tell an organization; a band of musicians is none that meets."""
    return any(name in ORGANIZATIONS or name.endswith("Organization") for name in types)
