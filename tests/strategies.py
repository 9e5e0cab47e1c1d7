"""Hypothesis strategies: everything that can be built, with an eye on the edges.

One function a class: ``events()``, ``rooms()``, ``shifts()``... ``documents()`` gives any of the five
documents, ``MODELS`` a strategy for each class. An event is whole: what refers to something refers
to something of the same event, every time is in its zone, and nothing that must be unique is there
twice. A part that is drawn alone refers to whatever ``ALONE`` names.

Where time is drawn it is drawn around clock changes (``CHANGES``), and always as an instant that is
then told in its zone: so second passes come with their fold, and skipped times never come.

Objects are small; most members are at their default, and every now and then none is.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeAlias, TypeVar, get_args
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from hallwaytrack.model import types, vocabulary
from hallwaytrack.model.base import Model
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.groups import Tour, UserGroup
from hallwaytrack.model.people import Contributor, Person, Span, Sponsor, Volunteer
from hallwaytrack.model.places import Address, GeoPoint, Room, Venue, VirtualLocation
from hallwaytrack.model.recurrence import Recurrence
from hallwaytrack.model.series import EventSeries
from hallwaytrack.model.sessions import (
    Booth,
    CallForSpeakers,
    Material,
    Note,
    Session,
    Ticket,
    Track,
)
from hallwaytrack.model.shifts import Assignment, Shift

Document: TypeAlias = Event | EventSeries | UserGroup | Tour | Calendar
M = TypeVar("M", bound=Model)
T = TypeVar("T")

# Texts

WIDE = "漢字かな🎉👩‍👩‍👧‍👦é🏳️‍🌈"
"""Characters of two, three and four octets, some of them joined, for lines to be folded in."""

EDGE_LINES = (
    "Virtualization",
    "a",
    "commas, semicolons; colons: all of them",
    r"a \N b \n c \, d \; e \\ f \: and \ at the end \ ".strip(),
    'a "quoted" word and a quote"',
    "carets ^n ^' ^^ ^",
    "  spaces around  ",
    "tab-free but\u00a0no-break\u00a0space and thin\u202fspace",
    "\u00a0no-break space first",
    "zero\u200dwidth\u200cjoiners\u200bhere\ufeff",
    "ends in a joiner\u200d",
    "e\u0301 decomposed, é composed",
    "שלום עולם, مرحبا, \u202eright to left\u202c",
    "👩‍👩‍👧‍👦" * 20,
    "漢字" * 60,
    "🎉" * 40,
    "\U0010ffff and \ue000 and \ufffd x",
    "Cancelled: a party",
    "Postponed: Cancelled: twice",
    "With: Ada Lovelace (speaker)",
    "(untitled)",
    "BEGIN:VEVENT",
    "=1+1",
    "<b>&amp;</b>]]>",
    "null",
    "{[%s]} ${x} {0}",
    "~0 ~1 /a/b",
    "x" * 300,
)
VISIBLE = "aZ0.,;:\\\"^'<&=é漢🎉"
IN_LINE = VISIBLE + "   \u00a0\u200dnN{}[]/|~%+-#@\u0301\ufeff"

LINES = (
    st.sampled_from(EDGE_LINES)
    # Long enough for a fold to come inside of any of the wide characters.
    | st.integers(0, 80).map(lambda n: "x" * n + WIDE)
    | st.tuples(st.sampled_from(VISIBLE), st.text(IN_LINE, max_size=12)).map("".join)
    | st.tuples(
        st.sampled_from(VISIBLE),
        st.text(
            st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"),
            max_size=6,
        ),
    ).map("".join)
)
EDGE_TEXTS = (
    "",
    "\n",
    " ",
    "\t",
    "one\ntwo\n\nthree\n",
    "\n\nblank lines first",
    "trailing spaces   \n  and leading ones",
    "a line separator\u2028and a paragraph separator\u2029",
    "literal \\n and \\N beside\na newline",
    "Notes\n\nWith: Ada Lovelace (speaker)",
    "Notes\n\nSlides: https://example.org/slides",
    "see https://example.org/first?a=1,2;3 and mailto:a@example.org",
    "no printable character: \u200b\u200d\u2060",
    "漢字🎉" * 400,
    "a long paragraph, " * 400,
    "\n".join(["- a point; another, one"] * 30),
)
TEXTS = (
    st.sampled_from(EDGE_TEXTS)
    | LINES
    | st.text(IN_LINE + "\n\n\t\u2028", max_size=30)
    | st.text(
        st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=10
    )
)

_IN_ID = "abz019-_.~%é漢🎉,;:\"'^=&()"
PERSON_IDS = st.sampled_from(
    ("ada", "bob", "itpro-toronto", "a/b", "~1", "x" * 255, "é漢🎉", "a,b;c:d", '"q"', "%40")
) | st.text(_IN_ID + "/", min_size=1, max_size=6)
ENTRY_IDS = st.sampled_from(
    ("hypervisors", "keynote", "1", "b1", "x" * 255, "漢字" * 40, "a@b", "a,b;c:d", '"q"', "~0~1")
) | st.text(_IN_ID + "@", min_size=1, max_size=6)
IDS = st.sampled_from(
    ("first-meeting@itprotoronto.ca", "x" * 255, "漢字🎉@example.org", "2008/03@example.org")
) | st.text(_IN_ID + "@", min_size=1, max_size=8)
UIDS = st.sampled_from(("1", "ab-cd@example.org", "an, old; uid: of 漢字🎉", "a/b", " spaced "))

# Other plain values

URLS = st.sampled_from(
    (
        "https://example.org",
        "http://example.org/a?b=c,d;e&f=%20#g",
        "https://example.org/é漢🎉?q='x'^(y)",
        'https://example.org/"quoted"\\N',
        "https://[2001:db8::1]:8080/",
        "https://example.org/" + "x" * 300,
        "HTTPS://EXAMPLE.ORG/",
        "webcal://example.org/feed.ics",
        "mailto:info@example.org?subject=a,b;c",
        "tel:+1-416-555-0100;ext=5",
        "geo:43.6333,-79.4167;u=35",
        "xmpp:room@chat.example.org?join",
        "sip:room@example.org",
    )
)
EMAILS = st.sampled_from(
    ("ada@example.org", "a.b+c@example.org", "é漢@exämple.org", "o'brien@example.org", "a@b")
)
PHONES = st.sampled_from(("+1 (416) 555-0100", "911", "0049.30.123", "-1-"))
LANGS = st.sampled_from(("en", "fr-CA", "zh-Hant-TW", "sl-rozaj-biske", "x-private", "de-CH-1996"))
COUNTRIES = st.sampled_from(("CA", "IE", "MA", "WS"))
CURRENCIES = st.sampled_from(("CAD", "EUR", "XXX"))
COLORS = st.sampled_from(("red", "lightgoldenrodyellow", "#00ff7f", "#ABCDEF", "Purple"))
COUNTS = st.sampled_from((0, 1, 2, 80, types.LARGEST)) | st.integers(0, 10_000)
POSITIVES = st.sampled_from((1, 2, types.LARGEST)) | st.integers(1, 20)
HOURS = st.sampled_from((0.5, 8, 1e-3, 5e-324, 1e300)) | st.integers(1, 200).map(lambda n: n / 4)
MONEY = st.sampled_from(
    [
        Decimal(text)
        for text in (
            *("0", "0.00", "25.00", "1E+2", "0E+3", "0.5", "0.0000001", "0E-8"),
            *("999999999999999.999999999999", "100000000000000"),
        )
    ]
) | st.integers(0, 99_999).map(lambda cents: Decimal(cents).scaleb(-2))
LATITUDES = st.sampled_from((43.6333, -90, 90, 0, -0.0, 1e-7)) | st.floats(-90, 90)
LONGITUDES = st.sampled_from((-79.4167, -180, 180, 0, 179.9999999)) | st.floats(-180, 180)
DURATIONS = st.sampled_from(
    [
        *(timedelta(seconds=1), timedelta(minutes=45), timedelta(days=1), timedelta(weeks=2)),
        *(timedelta(days=1, seconds=1), timedelta(days=999_999_999)),
    ]
) | st.integers(1, 10**6).map(lambda n: timedelta(seconds=n))


def _words(vocabulary: Any) -> SearchStrategy[Any]:
    return st.sampled_from(get_args(vocabulary))


_PLAIN_JSON = (
    st.none()
    | st.booleans()
    | st.sampled_from((0, -1, 2**63 - 1, -(2**63), 0.1, -0.0, 1e300, 5e-324))
    | st.sampled_from(("", "漢字🎉", "a\nb", "\u2028", "\x00\x1f\x7f\x85", '"\\/', "null"))
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
)
_JSON: SearchStrategy[Any] = st.recursive(
    _PLAIN_JSON,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(("", "a", "b", "漢", "a/b~c")), inner, max_size=2)
    ),
    max_leaves=4,
)
DEEP = "value"
for _level in range(31):
    DEEP = {"in": DEEP} if _level % 2 else [DEEP]  # type: ignore[assignment]
EXTRAS: SearchStrategy[Any] = st.sampled_from(
    (
        {},
        {"ical": ['X-NOTE;X-P="a,b;c:d":text\\, more\\N']},
        {"tool": {"nested": {"list": [1, [2, {"three": None}]]}}},
        {"deep": DEEP},
    )
) | st.dictionaries(st.sampled_from(("tool", "z", "", "漢字", "a/b")), _JSON, max_size=2)

# Times

CHANGES: Mapping[str, tuple[str, ...]] = {
    "America/Toronto": ("2008-03-09T07:00", "2008-11-02T06:00", "2199-03-10T07:00"),
    "America/St_Johns": ("2008-03-09T03:31", "2008-11-02T02:31"),  # at a minute past midnight
    "America/Sao_Paulo": ("2008-10-19T03:00", "2008-02-17T02:00"),  # a midnight that is skipped
    "Africa/Casablanca": ("2008-06-01T00:00", "2026-02-15T02:00", "2026-03-22T02:00"),  # Ramadan
    "Europe/Dublin": ("2008-03-30T01:00", "2008-10-26T01:00", "1971-10-31T02:00"),  # winter is DST
    "Pacific/Apia": ("2011-12-30T10:00", "2010-09-26T11:00", "2012-03-31T14:00"),  # a day skipped
    "Australia/Lord_Howe": ("2008-04-05T15:00", "2008-10-04T15:30"),  # by half an hour
    "Antarctica/Troll": ("2008-03-30T01:00", "2008-10-26T01:00"),  # by two hours
    "Asia/Kathmandu": ("1985-12-31T18:30",),  # by a quarter, and only once
    "UTC": (),
}
"""Zones, and instants in UTC at which their clocks change."""

_AROUND = [
    *(timedelta(), timedelta(seconds=-1), timedelta(seconds=1)),
    *(timedelta(minutes=sign * m) for m in (15, 29, 30, 31, 59, 60, 61, 90) for sign in (-1, 1)),
]
_EDGES = [
    datetime(*parts, tzinfo=UTC)  # type: ignore[misc]
    for parts in (
        *((1970, 1, 1), (1970, 1, 2, 12), (1999, 12, 31, 23, 59, 59), (2008, 3, 18, 22)),
        *(
            (2008, 2, 27, 13, 30),
            (2038, 1, 19, 3, 14, 8),
            (2099, 12, 31),
            (2199, 12, 31, 23, 59, 59),
        ),
    )
]
_FIRST, _LAST = datetime(1973, 1, 1, tzinfo=UTC), datetime(2199, 12, 31, tzinfo=UTC)
_SECONDS = int((_LAST - _FIRST).total_seconds())

ZONES = st.sampled_from(tuple(CHANGES))
STAMPS = st.sampled_from(_EDGES) | st.integers(0, _SECONDS).map(
    lambda n: _FIRST + timedelta(seconds=n)
)
DAYS = st.sampled_from(
    [
        *(date(1970, 1, 1), date(2008, 2, 29), date(2008, 3, 9), date(2008, 11, 2)),
        *(date(2011, 12, 29), date(2011, 12, 31), date(2199, 12, 31), date(2008, 3, 18)),
    ]
) | st.integers(0, 83_000).map(lambda n: date(1970, 1, 1) + timedelta(days=n))
LENGTHS = st.sampled_from(
    [
        *(timedelta(seconds=1), timedelta(minutes=30), timedelta(hours=1), timedelta(hours=3)),
        *(timedelta(hours=24), timedelta(days=3, seconds=1)),
    ]
)


@cache
def instants(
    zone: str = "America/Toronto", *, first_pass: bool = False
) -> SearchStrategy[datetime]:
    """Instants told in a zone, many of them close to a change of its clocks.

    With ``first_pass`` none is in the second pass of a repeated hour, as a series wants it.
    """
    changes = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in CHANGES[zone]]
    near = [change + delta for change in changes for delta in _AROUND]
    whole = STAMPS if not near else st.sampled_from(near) | STAMPS
    into = ZoneInfo(zone)
    told = whole.map(lambda t: t.astimezone(into))
    return told.map(lambda t: t.replace(fold=0)) if first_pass else told


def _later(start: datetime, length: timedelta) -> datetime:
    return (start.astimezone(UTC) + length).astimezone(start.tzinfo)


@st.composite
def _stretch(draw: DrawFn, zone: str) -> tuple[datetime, datetime]:
    start = draw(instants(zone))
    return start, _later(start, draw(LENGTHS))


_stretches = lru_cache(maxsize=None)(_stretch)


# Building


@cache
def _some(names: tuple[str, ...]) -> SearchStrategy[Sequence[str]]:
    """A few of these; all of them one time in four."""
    if not names:
        return st.just(())
    few = st.lists(st.sampled_from(names), unique=True, max_size=4)
    return few | few | few | st.just(names)


@lru_cache(maxsize=2_000)
def _one_of(values: tuple[T, ...]) -> SearchStrategy[T]:
    return st.sampled_from(values)


@lru_cache(maxsize=2_000)
def _some_of(values: tuple[T, ...], most: int = 2) -> SearchStrategy[list[T]]:
    return st.lists(st.sampled_from(values), max_size=most) if values else st.just([])


@cache
def _some_unique(values: tuple[T, ...], most: int = 2) -> SearchStrategy[list[T]]:
    if not values:
        return st.just([])
    some = st.lists(st.sampled_from(values), unique=True, min_size=1, max_size=most)
    return some | some | st.just([])


def _few(strategy: SearchStrategy[T], most: int = 2) -> SearchStrategy[list[T]]:
    return st.lists(strategy, max_size=most)


def _few_parts(strategy: SearchStrategy[T], most: int = 2) -> SearchStrategy[list[T]]:
    return st.lists(strategy, max_size=most, unique_by=lambda part: part.id)  # type: ignore[attr-defined, no-any-return]


def _optional(draw: DrawFn, members: Mapping[str, SearchStrategy[Any]]) -> dict[str, Any]:
    """Values for some of these members."""
    return {name: draw(members[name]) for name in draw(_some(tuple(members)))}


def _simple(
    cls: Callable[..., M],
    required: Mapping[str, SearchStrategy[Any]],
    optional: Mapping[str, SearchStrategy[Any]],
) -> SearchStrategy[M]:
    """A class whose members do not depend on each other."""

    @st.composite
    def made(draw: DrawFn) -> M:
        needed = {name: draw(strategy) for name, strategy in required.items()}
        return cls(**needed, **_optional(draw, optional))

    return made()


_ENTRY: Mapping[str, SearchStrategy[Any]] = {
    "sequence": COUNTS,
    "created": STAMPS,
    "updated": STAMPS,
    "extra": EXTRAS,
}


class Frame(NamedTuple):
    """What the parts of one event may refer to, and the zone that its times are in."""

    zone: str | None
    people: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    volunteers: tuple[str, ...] = ()


ALONE = Frame(
    zone="America/Toronto",
    people=("ada", "bob"),
    parties=("ada", "bob", "itpro", "acme"),
    rooms=("b1", "b2"),
    places=("b1", "b2", "user-groups"),
    tracks=("infrastructure",),
    volunteers=("ada", "bob"),
)
"""What parts that are drawn alone refer to."""

# Places


@cache
def addresses() -> SearchStrategy[Address]:
    """Postal addresses."""
    plain = dict.fromkeys(("street", "locality", "region", "postal_code"), LINES)
    return _simple(Address, {}, {**plain, "country": COUNTRIES})


@cache
def geo_points() -> SearchStrategy[GeoPoint]:
    """Points on the earth, the poles and the date line among them."""
    return _simple(GeoPoint, {"latitude": LATITUDES, "longitude": LONGITUDES}, {})


@cache
def virtual_locations() -> SearchStrategy[VirtualLocation]:
    """Places online."""
    optional = {"kind": _words(vocabulary.VirtualKind), "label": LINES, "dial_in": PHONES}
    return _simple(VirtualLocation, {"url": URLS}, optional)


@cache
def _room_members() -> Mapping[str, SearchStrategy[Any]]:
    return {
        "capacity": COUNTS,
        "floor": LINES,
        "accessibility": TEXTS,
        "online": _few(virtual_locations(), 1),
        "extra": EXTRAS,
    }


@cache
def rooms() -> SearchStrategy[Room]:
    """Rooms."""
    return _simple(Room, {"id": IDS, "name": LINES}, _room_members())


@cache
def _venue_members() -> Mapping[str, SearchStrategy[Any]]:
    return {
        "address": addresses(),
        "geo": geo_points(),
        "url": URLS,
        "capacity": COUNTS,
        "accessibility": TEXTS,
        "directions": TEXTS,
    }


@cache
def venues() -> SearchStrategy[Venue]:
    """Venues with their rooms."""
    members = {**_venue_members(), "rooms": _few_parts(rooms())}
    return _simple(Venue, {"id": IDS, "name": LINES}, members)


# People


@cache
def spans(zone: str = "America/Toronto") -> SearchStrategy[Span]:
    """Stretches of time, some of them across a clock change."""
    return _stretches(zone).map(lambda ends: Span(start=ends[0], end=ends[1]))


@cache
def _person_members() -> Mapping[str, SearchStrategy[Any]]:
    return {
        "email": EMAILS,
        "phone": PHONES,
        "bio": TEXTS,
        "affiliation": LINES,
        "pronouns": LINES,
        "url": URLS,
        "image": URLS,
        "links": _few(URLS),
        "extra": EXTRAS,
    }


@cache
def people() -> SearchStrategy[Person]:
    """People, most of them with something private."""
    return _simple(Person, {"id": PERSON_IDS, "name": LINES}, _person_members())


@lru_cache(maxsize=2_000)
def contributors(parties: tuple[str, ...] = ALONE.parties) -> SearchStrategy[Contributor]:
    """Contributors, of these ids."""
    optional = {"role": _words(vocabulary.Role), "label": LINES}
    return _simple(Contributor, {"person": _one_of(parties)}, optional)


def _contributors(draw: DrawFn, frame: Frame) -> list[Contributor]:
    return draw(_few(contributors(frame.parties))) if frame.parties else []


@cache
def _volunteer_members(zone: str | None) -> Mapping[str, SearchStrategy[Any]]:
    return {
        "note": TEXTS,
        "emergency_contact": LINES,
        "roles": _few(LINES),
        "skills": _few(LINES),
        "max_hours": HOURS,
        **({"available": _few(spans(zone))} if zone else {}),
    }


@cache
def volunteers() -> SearchStrategy[Volunteer]:
    """Volunteers, most of them with something private."""
    return _simple(Volunteer, {"person": PERSON_IDS}, _volunteer_members(ALONE.zone))


@cache
def _sponsor_members() -> Mapping[str, SearchStrategy[Any]]:
    return {
        "tier": LINES,
        "kinds": _few(_words(vocabulary.SponsorKind)),
        "url": URLS,
        "image": URLS,
    }


@cache
def sponsors() -> SearchStrategy[Sponsor]:
    """Sponsors."""
    return _simple(Sponsor, {"id": PERSON_IDS, "name": LINES}, _sponsor_members())


@cache
def _group_members() -> Mapping[str, SearchStrategy[Any]]:
    return {
        "description": TEXTS,
        "url": URLS,
        "email": EMAILS,
        "topics": _few(LINES),
        "locality": LINES,
        "country": COUNTRIES,
        "founded_on": DAYS,
        "status": _words(vocabulary.GroupStatus),
        "image": URLS,
        "links": _few(URLS),
        "extra": EXTRAS,
    }


def _group(draw: DrawFn, id: str) -> UserGroup:
    inside = draw(_few_parts(people()))
    return UserGroup(
        id=id,
        name=draw(LINES),
        people=inside,
        organizers=draw(_some_of(tuple(person.id for person in inside))),
        **_optional(draw, _group_members()),
    )


@st.composite
def groups(draw: DrawFn) -> UserGroup:
    """User groups, run by people of theirs."""
    return _group(draw, draw(PERSON_IDS))


@cache
def _tour_members() -> Mapping[str, SearchStrategy[Any]]:
    return {
        "description": TEXTS,
        "url": URLS,
        "organizer": LINES,
        "products": _few(LINES),
        "image": URLS,
        "extra": EXTRAS,
    }


@cache
def tours() -> SearchStrategy[Tour]:
    """Tours."""
    return _simple(Tour, {"id": IDS, "name": LINES}, _tour_members())


# What happens


@cache
def tracks() -> SearchStrategy[Track]:
    """Tracks."""
    return _simple(Track, {"id": IDS, "name": LINES}, {"color": COLORS, "description": TEXTS})


@cache
def materials() -> SearchStrategy[Material]:
    """Materials, there or pending."""
    optional = {
        "kind": _words(vocabulary.MaterialKind),
        "url": URLS,
        "expected_on": DAYS,
        "published_at": STAMPS,
        "language": LANGS,
        "licence": LINES,
    }
    return _simple(Material, {"id": IDS, "title": LINES}, optional)


@lru_cache(maxsize=2_000)
def notes(parties: tuple[str, ...] = ALONE.parties) -> SearchStrategy[Note]:
    """Notes, private or not, by authors of these ids."""
    optional = {
        "private": st.booleans(),
        "authors": _some_of(parties),
        "recorded_at": STAMPS,
        "shared_with": _few(LINES),
    }
    return _simple(Note, {"id": IDS, "text": TEXTS}, optional)


@cache
def _ticket_members() -> Mapping[str, SearchStrategy[Any]]:
    return {"name": LINES, "url": URLS, "capacity": COUNTS, "sold_out": st.booleans()}


def _ticket(draw: DrawFn, frame: Frame) -> Ticket:
    times: dict[str, Any] = {}
    if frame.zone and draw(st.booleans()):
        opens, closes = draw(_stretches(frame.zone))
        times = draw(
            st.sampled_from(
                (
                    {"opens_at": opens, "closes_at": closes},
                    {"opens_at": opens},
                    {"closes_at": closes},
                )
            )
        )
    currency = draw(st.none() | CURRENCIES)
    price = draw(st.none() | MONEY) if currency else None
    return Ticket(price=price, currency=currency, **times, **_optional(draw, _ticket_members()))


@st.composite
def tickets(draw: DrawFn, frame: Frame = ALONE) -> Ticket:
    """Tickets; a price has its currency."""
    return _ticket(draw, frame)


@cache
def calls_for_speakers() -> SearchStrategy[CallForSpeakers]:
    """Calls for speakers."""
    return _simple(CallForSpeakers, {"url": URLS}, {"closes_on": DAYS})


@cache
def _session_members() -> Mapping[str, SearchStrategy[Any]]:
    return {
        "kind": _words(vocabulary.SessionKind),
        "length": DURATIONS,
        "all_rooms": st.booleans(),
        "subtitle": LINES,
        "abstract": TEXTS,
        "description": TEXTS,
        "topics": _few(LINES),
        "level": LINES,
        "language": LANGS,
        "status": _words(vocabulary.Status),
        "online": _few(virtual_locations(), 1),
        "materials": _few_parts(materials(), 1),
        "recording": _words(vocabulary.Recording),
        "recording_licence": LINES,
        "url": URLS,
        "image": URLS,
        "links": _few(URLS),
        "capacity": COUNTS,
        **_ENTRY,
    }


def _times(draw: DrawFn, frame: Frame) -> dict[str, datetime]:
    """No times, a start, or a start and an end."""
    which = draw(st.sampled_from((2, 2, 1, 0))) if frame.zone else 0
    if not which:
        return {}
    start, end = draw(_stretches(frame.zone or "UTC"))
    return {"start": start, "end": end} if which == 2 else {"start": start}


def _times_within(draw: DrawFn, frame: Frame, whole: Session) -> dict[str, datetime]:
    """Times of a session that is part of this one."""
    start, end = whole.start, whole.end
    if start is None:
        return _times(draw, frame)
    if end is None:
        later = _later(start, draw(LENGTHS))
        return draw(st.sampled_from(({}, {"start": start}, {"start": start, "end": later})))
    seconds = int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds())
    middle = _later(start, timedelta(seconds=seconds // 2))
    after = {"start": middle, "end": end}
    return draw(st.sampled_from(({}, {"start": start, "end": end}, after, {"start": end})))


def _session(draw: DrawFn, frame: Frame, id: str, wholes: Sequence[Session] = ()) -> Session:
    whole = draw(st.sampled_from([None, *wholes]))
    members = _optional(draw, _session_members())
    if frame.rooms and draw(st.booleans()):
        members["room"] = draw(_one_of(frame.rooms))
    if frame.tracks and draw(st.booleans()):
        members["track"] = draw(_one_of(frame.tracks))
    if draw(st.integers(0, 3)) == 3:
        members["notes"] = draw(_few_parts(notes(frame.parties), 1))
    return Session(
        id=id,
        title=draw(LINES),
        part_of=whole.id if whole else None,
        contributors=_contributors(draw, frame),
        **(_times_within(draw, frame, whole) if whole else _times(draw, frame)),
        **members,
    )


@st.composite
def sessions(draw: DrawFn, frame: Frame = ALONE) -> Session:
    """Sessions, scheduled or not yet."""
    return _session(draw, frame, draw(ENTRY_IDS)).replace(uid=draw(st.none() | UIDS))


@cache
def _booth_members() -> Mapping[str, SearchStrategy[Any]]:
    return {"status": _words(vocabulary.Status), "description": TEXTS, "url": URLS, **_ENTRY}


def _booth(draw: DrawFn, frame: Frame, id: str) -> Booth:
    members = _optional(draw, _booth_members())
    if frame.parties and draw(st.booleans()):
        members["host"] = draw(_one_of(frame.parties))
    if frame.rooms:
        members["room"] = draw(_one_of(frame.rooms))
    return Booth(
        id=id,
        title=draw(LINES),
        contributors=_contributors(draw, frame),
        **_times(draw, frame),
        **members,
    )


@st.composite
def booths(draw: DrawFn, frame: Frame = ALONE) -> Booth:
    """Booths."""
    return _booth(draw, frame, draw(ENTRY_IDS)).replace(uid=draw(st.none() | UIDS))


@lru_cache(maxsize=2_000)
def assignments(people: tuple[str, ...] = ALONE.volunteers) -> SearchStrategy[Assignment]:
    """Assignments of these volunteers."""

    @st.composite
    def made(draw: DrawFn) -> Assignment:
        came = draw(st.none() | STAMPS)
        went = draw(st.none() | LENGTHS.map(lambda n: (came or _EDGES[3]) + n)) if came else None
        optional = {"status": _words(vocabulary.AssignmentStatus), "note": TEXTS}
        return Assignment(
            person=draw(_one_of(people)),
            checked_in_at=came,
            checked_out_at=went,
            **_optional(draw, optional),
        )

    return made()


@cache
def _shift_members() -> Mapping[str, SearchStrategy[Any]]:
    return {"needed": POSITIVES, "skills": _few(LINES), "briefing": TEXTS, **_ENTRY}


def _shift(draw: DrawFn, frame: Frame, id: str) -> Shift:
    start, end = draw(_stretches(frame.zone or "UTC"))
    members = _optional(draw, _shift_members())
    if frame.places and draw(st.booleans()):
        members["place"] = draw(_one_of(frame.places))
    if frame.volunteers:
        given = st.lists(assignments(frame.volunteers), min_size=1, max_size=2)
        members["assignments"] = draw(given)
    return Shift(id=id, role=draw(LINES), start=start, end=end, **members)


@st.composite
def shifts(draw: DrawFn, frame: Frame = ALONE) -> Shift:
    """Shifts, some of them across a clock change."""
    return _shift(draw, frame, draw(ENTRY_IDS)).replace(uid=draw(st.none() | UIDS))


# Events


class _Cast(NamedTuple):
    people: list[Person]
    groups: list[UserGroup]
    sponsors: list[Sponsor]


def _ids(ids: SearchStrategy[str], most: int) -> SearchStrategy[list[str]]:
    """Different ids; none in fewer cases than plain lists would have it."""
    some = st.lists(ids, unique=True, min_size=1, max_size=most)
    return some | some | st.lists(ids, unique=True, min_size=most // 2, max_size=most) | st.just([])


_FEW_PERSON_IDS, _FEW_ENTRY_IDS, _FEW_IDS = _ids(PERSON_IDS, 4), _ids(ENTRY_IDS, 5), _ids(IDS, 2)
_CLASSES = st.sampled_from((Person, Person, UserGroup, Sponsor))


def _cast(draw: DrawFn) -> _Cast:
    """Who an event may name, their ids unique among all of them."""
    cast = _Cast([], [], [])
    for id in draw(_FEW_PERSON_IDS):
        cls = draw(_CLASSES)
        if cls is Person:
            members = _optional(draw, _person_members())
            cast.people.append(Person(id=id, name=draw(LINES), **members))
        elif cls is UserGroup:
            cast.groups.append(_group(draw, id))
        else:
            members = _optional(draw, _sponsor_members())
            cast.sponsors.append(Sponsor(id=id, name=draw(LINES), **members))
    return cast


def _split(draw: DrawFn, values: Sequence[T]) -> tuple[list[T], list[T]]:
    sides: tuple[list[T], list[T]] = ([], [])
    for value in values:
        sides[draw(st.booleans())].append(value)
    return sides


def _venues(draw: DrawFn, room_ids: Sequence[str]) -> list[Venue]:
    ids = draw(_FEW_IDS)
    rooms_of: list[list[Room]] = [[] for _ in ids]
    for room_id in room_ids if ids else ():
        room = Room(id=room_id, name=draw(LINES), **_optional(draw, _room_members()))
        rooms_of[draw(st.integers(0, len(ids) - 1))].append(room)
    return [
        Venue(id=id, name=draw(LINES), rooms=inside, **_optional(draw, _venue_members()))
        for id, inside in zip(ids, rooms_of, strict=True)
    ]


@cache
def _event_members() -> Mapping[str, SearchStrategy[Any]]:
    return {
        "kind": _words(vocabulary.EventKind),
        "status": _words(vocabulary.Status),
        "status_reason": LINES,
        "moved_online": st.booleans(),
        "subtitle": LINES,
        "description": TEXTS,
        "languages": _few(LANGS),
        "topics": _few(LINES),
        "products": _few(LINES),
        "audience": _few(LINES),
        "online": _few(virtual_locations(), 1),
        "materials": _few_parts(materials()),
        "call_for_speakers": calls_for_speakers(),
        "url": URLS,
        "image": URLS,
        "links": _few(URLS),
        "code_of_conduct": URLS,
        "tour": IDS,
        "same_as": _few(IDS),
        "sources": _few(URLS),
        **_ENTRY,
    }


class Shape(NamedTuple):
    """What is settled about an event before it is drawn."""

    id: str
    zone: str | None
    timed: bool
    tag: str = ""
    first_pass: bool = False
    occurrence: date | None = None


def _entries(draw: DrawFn, frame: Frame, ids: Sequence[str], tag: str) -> dict[str, list[Any]]:
    """Sessions and shifts of these ids, in any order, some with a UID from elsewhere."""
    programme: list[Session] = []
    staffed: list[Shift] = []
    for n, id in enumerate(ids):
        uid = f"{draw(UIDS)}-{tag}-{n}" if draw(st.integers(0, 3)) == 3 else None
        if frame.zone and draw(st.integers(0, 2)) == 2:
            staffed.append(_shift(draw, frame, id).replace(uid=uid))
        else:
            programme.append(_session(draw, frame, id, programme).replace(uid=uid))
    return {"sessions": programme if draw(st.booleans()) else programme[::-1], "shifts": staffed}


def _whens(shape: Shape) -> SearchStrategy[Any]:
    if not shape.timed:
        return DAYS
    return instants(shape.zone or "UTC", first_pass=shape.first_pass)


def _start_and_end(draw: DrawFn, shape: Shape) -> dict[str, Any]:
    start = draw(_whens(shape))
    if not draw(st.booleans()):
        return {"start": start}
    if shape.timed:
        return {"start": start, "end": _later(start, draw(LENGTHS))}
    return {"start": start, "end": start + timedelta(days=draw(st.integers(0, 3)))}


def _event(draw: DrawFn, shape: Shape) -> Event:
    cast = _cast(draw)
    names = draw(_FEW_ENTRY_IDS)
    booth_ids, others = (names[:1], names[1:]) if draw(st.booleans()) else ([], names)
    room_ids, _ = _split(draw, others)
    places = _venues(draw, room_ids)
    room_ids = [room.id for venue in places for room in venue.rooms]
    people_ids = tuple(person.id for person in cast.people)
    paths = draw(_few_parts(tracks()))
    volunteer_ids = tuple(draw(_some_unique(people_ids)))
    frame = Frame(
        zone=shape.zone,
        people=people_ids,
        parties=tuple(party.id for parties in cast for party in parties),
        rooms=tuple(room_ids),
        places=(*room_ids, *booth_ids),
        tracks=tuple(track.id for track in paths),
        volunteers=volunteer_ids,
    )
    main = places[:1] if draw(st.booleans()) else []
    whens = _whens(shape) if shape.timed or not shape.zone else DAYS
    return Event(
        id=shape.id,
        title=draw(LINES),
        timezone=shape.zone,
        occurrence=shape.occurrence,
        **_start_and_end(draw, shape),
        previous_starts=draw(_few(whens, 1)),
        people=cast.people,
        groups=cast.groups,
        sponsors=cast.sponsors,
        venue=main[0] if main else None,
        other_venues=places[len(main) :],
        organizers=draw(_some_of(frame.parties)),
        contributors=_contributors(draw, frame),
        tracks=paths,
        booths=[_booth(draw, frame, id) for id in booth_ids],
        volunteers=[
            Volunteer(person=id, **_optional(draw, _volunteer_members(shape.zone)))
            for id in volunteer_ids
        ],
        **_entries(draw, frame, others, shape.tag),
        notes=draw(_few_parts(notes(frame.parties), 1)),
        tickets=[_ticket(draw, frame) for _ in range(draw(st.integers(0, 1)))],
        **_optional(draw, _event_members()),
    )


def _shape(draw: DrawFn, id: str, tag: str = "") -> Shape:
    zone = draw(st.sampled_from((*CHANGES, None, None)))
    return Shape(id=id, zone=zone, timed=zone is not None and draw(st.integers(0, 4)) > 0, tag=tag)


@st.composite
def events(draw: DrawFn) -> Event:
    """Events, timed or all-day, whole in themselves."""
    return _event(draw, _shape(draw, draw(IDS)))


# Series and calendars

RULES = (
    "FREQ=MONTHLY;BYDAY=3TU",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTH=1,2,3,4,5,6,8,9,10,11,12;BYDAY=3TU",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;COUNT=12;BYMONTHDAY=31",
    "FREQ=WEEKLY;INTERVAL=2;COUNT=10;BYDAY=TU,TH",
    "FREQ=WEEKLY;WKST=SU",
    "FREQ=YEARLY;BYMONTH=10;BYDAY=1MO",
    "FREQ=YEARLY;BYYEARDAY=-1",
    "FREQ=DAILY;COUNT=3",
)
RULES_UNTIL_AN_INSTANT = ("FREQ=WEEKLY;UNTIL=20381231T235959Z;BYDAY=WE", "FREQ=HOURLY;COUNT=5")
RULES_UNTIL_A_DAY = ("FREQ=WEEKLY;UNTIL=20381231;BYDAY=WE",)


@st.composite
def recurrences(draw: DrawFn, shape: Shape | None = None) -> Recurrence:
    """Recurrences by a rule, by dates, or by both."""
    shape = shape or Shape(id="", zone="America/Toronto", timed=True, first_pass=True)
    rules = RULES + (RULES_UNTIL_AN_INSTANT if shape.timed else RULES_UNTIL_A_DAY)
    rule = draw(st.none() | st.sampled_from(rules))
    whens = _whens(shape)
    added = draw(st.lists(whens, min_size=0 if rule else 1, max_size=2))
    return Recurrence(rule=rule, added=added, skipped=draw(_few(whens)))


def _override(draw: DrawFn, template: Shape, occurrence: date, tag: str) -> Event:
    zone = draw(st.just(template.zone) | ZONES) if template.zone else template.zone
    if isinstance(occurrence, datetime) and occurrence.astimezone(ZoneInfo(zone or "UTC")).fold:
        zone = template.zone  # in that zone the occurrence would be in a second pass
    timed = zone is not None and draw(st.integers(0, 3)) > 0
    shape = Shape(id=template.id, zone=zone, timed=timed, tag=tag, occurrence=occurrence)
    return _event(draw, shape)


def _series(draw: DrawFn, shape: Shape) -> EventSeries:
    shape = shape._replace(first_pass=True)
    occurrences = st.lists(_whens(shape), max_size=2, unique_by=lambda when: when.isoformat())
    return EventSeries(
        template=_event(draw, shape),
        recurrence=draw(recurrences(shape)),
        overrides=[
            _override(draw, shape, when, f"{shape.tag}.{n}")
            for n, when in enumerate(draw(occurrences))
        ],
    )


@st.composite
def all_series(draw: DrawFn) -> EventSeries:
    """Series: a template, a recurrence of its kind, and meetings that differ."""
    return _series(draw, _shape(draw, draw(IDS)))


_CALENDAR: Mapping[str, SearchStrategy[Any]] = {
    "name": LINES,
    "description": TEXTS,
    "url": URLS,
    "timezone": ZONES,
    "refresh_interval": DURATIONS,
    "color": COLORS,
    "image": URLS,
    "groups": st.lists(groups(), max_size=1),
    "tours": st.lists(tours(), max_size=1),
    "updated": STAMPS,
    "extra": EXTRAS,
}


@st.composite
def calendars(draw: DrawFn) -> Calendar:
    """Calendars of a few events and series."""
    ids = draw(st.lists(IDS, unique=True, max_size=3))
    single, recurring = _split(draw, [(id, str(n)) for n, id in enumerate(ids)])
    return Calendar(
        events=[_event(draw, _shape(draw, id, tag)) for id, tag in single],
        series=[_series(draw, _shape(draw, id, tag)) for id, tag in recurring[:1]],
        **_optional(draw, _CALENDAR),
    )


def documents() -> SearchStrategy[Document]:
    """Any of the five documents, most of them events."""
    return events() | events() | all_series() | calendars() | groups() | tours()


MODELS: Mapping[type[Model], SearchStrategy[Any]] = {
    Address: addresses(),
    GeoPoint: geo_points(),
    Span: spans(),
    VirtualLocation: virtual_locations(),
    Room: rooms(),
    Venue: venues(),
    Person: people(),
    Contributor: contributors(),
    Volunteer: volunteers(),
    Track: tracks(),
    Material: materials(),
    Note: notes(),
    Sponsor: sponsors(),
    Ticket: tickets(),
    CallForSpeakers: calls_for_speakers(),
    Session: sessions(),
    Booth: booths(),
    Shift: shifts(),
    Assignment: assignments(),
    UserGroup: groups(),
    Tour: tours(),
    Event: events(),
    Recurrence: recurrences(),
    EventSeries: all_series(),
    Calendar: calendars(),
}
"""A strategy for every model class."""


def models() -> SearchStrategy[Model]:
    """An object of any model class."""
    return st.one_of(*MODELS.values())
