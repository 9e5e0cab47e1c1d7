"""What the docs say is carried of models that become no Event object; tests hold it against losses."""

from collections.abc import Mapping, Sequence

from hallwaytrack import (
    Address,
    Assignment,
    Calendar,
    Contributor,
    EventSeries,
    GeoPoint,
    Material,
    Person,
    Recurrence,
    Room,
    Sponsor,
    UserGroup,
    Venue,
    VirtualLocation,
    Volunteer,
)

PARTS: Mapping[type, Sequence[str]] = {
    Calendar: ("name", "description", "updated", "color", "url", "image", "events", "series"),
    EventSeries: ("template", "recurrence", "overrides"),
    Recurrence: ("rule", "added", "skipped"),
    Venue: ("id", "name", "address", "geo", "url", "rooms", "directions"),
    Address: ("street", "locality", "region", "postal_code", "country"),
    GeoPoint: ("latitude", "longitude"),
    Room: ("id", "name"),
    VirtualLocation: ("url", "kind", "label"),
    Person: ("id", "name", "bio", "url", "image", "links", "email"),
    UserGroup: ("id", "name", "description", "url", "image", "links", "email"),
    Sponsor: ("id", "name", "url", "image"),
    Contributor: ("person", "role"),
    Volunteer: ("person",),
    Assignment: ("person", "status"),
    Material: ("id", "title", "kind", "url"),
}
"""Their members, class by class."""
