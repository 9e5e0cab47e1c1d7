"""What of a model stands where in JSON-LD: one table for writer, reader and the docs.

A row is a member and the property of schema.org that carries it. One with a way to be read is a
plain value, and needs nothing but itself; the others are described and read by functions of their
own. What is in no row is not written.
"""

from collections.abc import Mapping
from typing import NamedTuple

from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.groups import Tour, UserGroup
from hallwaytrack.model.people import Contributor, Person, Sponsor
from hallwaytrack.model.places import Address, GeoPoint, Room, Venue, VirtualLocation
from hallwaytrack.model.recurrence import Recurrence
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.sessions import Material, Session, Ticket

KEPT = "jsonld"
"""The member of ``extra`` for the properties of an event that have no member."""


class Row(NamedTuple):
    """A member, and where it stands.

    Attributes:
        member: Of the model.
        property: Of schema.org.
        way: How a node reads it: a method of ``Node``; "" for what needs more than that.
        shown: What the docs say about it.
    """

    member: str
    property: str
    way: str = ""
    shown: str = ""


EVENT = (
    Row("id", "identifier"),
    Row("title", "name", "line"),
    Row("subtitle", "alternateName", "line"),
    Row("kind", "@type", "", "The nearest type; `additionalType` has the kind itself."),
    Row("description", "description", "text_in"),
    Row("start", "startDate", "", "With its offset from UTC, or a date."),
    Row("end", "endDate", "", "A date is the last day."),
    Row("timezone", "scheduleTimezone", "", "Of a series only: an event has no place for it."),
    Row("previous_starts", "previousStartDate"),
    Row("status", "eventStatus", "", "All but tentative."),
    Row("moved_online", "eventStatus", "", "`EventMovedOnline`."),
    Row("languages", "inLanguage", "lines"),
    Row("venue", "location", "", "A `Place`."),
    Row("other_venues", "location", "", "After the venue; without one the first becomes it."),
    Row("online", "location", "", "A `VirtualLocation`."),
    Row("url", "url", "url"),
    Row("image", "image", "url"),
    Row("links", "sameAs", "urls"),
    Row("tickets", "offers", "", "`isAccessibleForFree` follows from their prices."),
    Row("organizers", "organizer"),
    Row("contributors", "performer", "", "Who speaks; any other role is a `Role`."),
    Row("people", "Person", "", "Where something names them."),
    Row("groups", "Organization", "", "The same."),
    Row("sponsors", "sponsor"),
    Row("topics", "keywords", "keywords"),
    Row("products", "about", "", "Each a `Thing`."),
    Row("audience", "audience"),
    Row("materials", "subjectOf", "", "Those with a url."),
    Row("tour", "superEvent", "", "An `EventSeries`."),
    Row("occurrence", "previousStartDate", "", "Of an override: the first, else its start."),
    Row("sessions", "subEvent", "", "Those with a start."),
    Row("extra", "", "", 'The properties in its `"jsonld"`.'),
)
SESSION = (
    Row("id", "identifier"),
    Row("title", "name", "line"),
    Row("subtitle", "alternateName", "line"),
    Row("kind", "@type", "", "As with an event; without a word for it, a talk."),
    Row("abstract", "disambiguatingDescription", "text_in"),
    Row("description", "description", "text_in"),
    Row("start", "startDate"),
    Row("end", "endDate"),
    Row("status", "eventStatus", "", "All but tentative; confirmed is left out."),
    Row("language", "inLanguage", "line"),
    Row("room", "location", "", "A `MeetingRoom` in its `Place`."),
    Row("online", "location", "", "A `VirtualLocation`."),
    Row("url", "url", "url"),
    Row("image", "image", "url"),
    Row("links", "sameAs", "urls"),
    Row("contributors", "performer", "", "Who speaks; any other role is a `Role`."),
    Row("topics", "keywords", "keywords"),
    Row("capacity", "maximumAttendeeCapacity", "count"),
    Row("materials", "subjectOf", "", "Those with a url."),
    Row("part_of", "superEvent", "", "Where that session is written, too."),
)
MATERIAL = (
    Row("id", "identifier"),
    Row("title", "name", "line"),
    Row("kind", "additionalType"),
    Row("url", "url", "url"),
    Row("published_at", "datePublished", "stamp"),
    Row("language", "inLanguage", "line"),
    Row("licence", "license", "line"),
)
VENUE = (
    Row("id", "identifier"),
    Row("name", "name", "line"),
    Row("address", "address", "", "A `PostalAddress`."),
    Row("geo", "geo", "", "`GeoCoordinates`."),
    Row("url", "url", "url"),
    Row("capacity", "maximumAttendeeCapacity", "count"),
    Row("rooms", "containsPlace", "", "Each a `MeetingRoom`."),
)
ROOM = (
    Row("id", "identifier"),
    Row("name", "name", "line"),
    Row("capacity", "maximumAttendeeCapacity", "count"),
    Row("floor", "floorLevel", "line"),
)
ADDRESS = (
    Row("street", "streetAddress", "line"),
    Row("locality", "addressLocality", "line"),
    Row("region", "addressRegion", "line"),
    Row("postal_code", "postalCode", "line"),
    Row("country", "addressCountry", "line"),
)
GEO = (Row("latitude", "latitude", "number"), Row("longitude", "longitude", "number"))
ONLINE = (
    Row("url", "url", "url"),
    Row("label", "name", "line"),
    Row("kind", "additionalType"),
)
PERSON = (
    Row("id", "identifier"),
    Row("name", "name", "line"),
    Row("bio", "description", "text_in"),
    Row("affiliation", "affiliation", "line", "An `Organization`."),
    Row("pronouns", "pronouns", "line"),
    Row("url", "url", "url"),
    Row("image", "image", "url"),
    Row("links", "sameAs", "urls"),
)
GROUP = (
    Row("id", "identifier"),
    Row("name", "name", "line"),
    Row("description", "description", "text_in"),
    Row("url", "url", "url"),
    Row("email", "email", "line", "A group's is public, a person's is not."),
    Row("topics", "knowsAbout", "lines"),
    Row("locality", "address", "", "`addressLocality`."),
    Row("country", "address", "", "`addressCountry`."),
    Row("founded_on", "foundingDate", "day"),
    Row("people", "member"),
    Row("image", "image", "url"),
    Row("links", "sameAs", "urls"),
)
SPONSOR = (
    Row("id", "identifier"),
    Row("name", "name", "line"),
    Row("url", "url", "url"),
    Row("image", "image", "url"),
)
CONTRIBUTOR = (
    Row("person", "performer", "", "Of whom speaks; else `Role` and `contributor`."),
    Row("role", "additionalType", "", "Of the `Role`."),
    Row("label", "roleName", "", "Of the `Role`."),
)
TICKET = (
    Row("name", "name", "line"),
    Row("url", "url", "url"),
    Row("opens_at", "validFrom"),
    Row("closes_at", "validThrough"),
    Row("price", "price"),
    Row("currency", "priceCurrency", "line"),
    Row("capacity", "inventoryLevel", "count", "A `QuantitativeValue`."),
    Row("sold_out", "availability"),
)
TOUR = (
    Row("id", "identifier"),
    Row("name", "name", "line"),
    Row("description", "description", "text_in"),
    Row("url", "url", "url"),
    Row("organizer", "organizer", "line", "An `Organization`."),
    Row("products", "about", "", "Each a `Thing`."),
    Row("image", "image", "url"),
)
SERIES = (
    Row("template", "EventSeries"),
    Row("recurrence", "eventSchedule", "", "A `Schedule`."),
    Row("overrides", "subEvent"),
)
RECURRENCE = (
    Row("rule", "repeatFrequency", "", "Only what a `Schedule` can say, see below."),
    Row("skipped", "exceptDate"),
)
CALENDAR = (
    Row("groups", "@graph", "", "Each an `Organization`."),
    Row("tours", "@graph", "", "Each an `EventSeries`."),
    Row("events", "@graph"),
    Row("series", "@graph"),
)

ROWS: Mapping[type, tuple[Row, ...]] = {
    Calendar: CALENDAR,
    Event: EVENT,
    EventSeries: SERIES,
    Recurrence: RECURRENCE,
    Session: SESSION,
    Material: MATERIAL,
    Venue: VENUE,
    Room: ROOM,
    Address: ADDRESS,
    GeoPoint: GEO,
    VirtualLocation: ONLINE,
    Person: PERSON,
    UserGroup: GROUP,
    Sponsor: SPONSOR,
    Contributor: CONTRIBUTOR,
    Ticket: TICKET,
    Tour: TOUR,
}
"""What is carried, class by class."""

RULE_PARTS: Mapping[str, str] = {
    "FREQ": "repeatFrequency",
    "INTERVAL": "repeatFrequency",
    "COUNT": "repeatCount",
    "UNTIL": "endDate",
    "BYMONTH": "byMonth",
    "BYMONTHDAY": "byMonthDay",
    "BYDAY": "byDay",
}
"""The parts of a rule that a ``Schedule`` can say."""
