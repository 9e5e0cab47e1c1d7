"""The entries that are written of one document, looked at by UID."""

from tests.formats.ical.grammar import Component, calendar_of, entries_of

from hallwaytrack import Calendar, Event, to_ical


def entry(document: Event, uid: str | None = None) -> Component:
    """The VEVENT of a UID, of the event itself if none is given."""
    return calendar_of(to_ical(document)).entry(uid or document.id)


def child(whole: Event) -> Component:
    """The VEVENT of an event's only session or booth."""
    _, found = entries_of(to_ical(whole))
    return found


def texts(component: Component, *names: str) -> list[str | None]:
    """The texts of some properties, None for one that is not there."""
    return [component.text(name) if component.has(name) else None for name in names]


def uids(document: Event | Calendar) -> list[str]:
    """The UIDs of all its entries, in the order of the file."""
    return [each.text("UID") for each in entries_of(to_ical(document))]
