"""The types of members: what each takes, in which form it keeps it, and what it refuses."""

import copy
import decimal
import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum, IntEnum
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.plain import END, START, refused, session, shift, toronto

from hallwaytrack import (
    Address,
    Calendar,
    CallForSpeakers,
    Contributor,
    Event,
    GeoPoint,
    InvalidValueError,
    Material,
    Note,
    Person,
    Room,
    Session,
    Shift,
    Span,
    Ticket,
    Tour,
    Track,
    UserGroup,
    Venue,
    VirtualLocation,
    Volunteer,
)
from hallwaytrack.model.extra import NO_EXTRA, FrozenMap
from hallwaytrack.model.types import LARGEST


class Holder(NamedTuple):
    """A member of some type: how to make an object with it, and how to get it back."""

    name: str
    make: Callable[[Any], Any]
    kinds: tuple[type, ...]

    def keeps(self, value: Any) -> Any:
        """What the object holds when it is made with this value."""
        return getattr(self.make(value), self.name)


HOLDERS: Mapping[str, Holder] = {
    "Id": Holder("id", lambda v: Tour(id=v, name="T"), (str,)),
    "PersonId": Holder("id", lambda v: Person(id=v, name="T"), (str,)),
    "PersonId, referring": Holder("person", lambda v: Contributor(person=v), (str,)),
    "PlaceId": Holder("id", lambda v: Room(id=v, name="T"), (str,)),
    "EntryId": Holder("id", lambda v: Session(id=v, title="T"), (str,)),
    "TrackId": Holder("id", lambda v: Track(id=v, name="T"), (str,)),
    "Line": Holder("name", lambda v: Track(id="t", name=v), (str,)),
    "Text": Holder("text", lambda v: Note(id="n", text=v), (str,)),
    "Url": Holder("url", lambda v: CallForSpeakers(url=v), (str,)),
    "Email": Holder("email", lambda v: UserGroup(id="g", name="G", email=v), (str,)),
    "Phone": Holder("dial_in", lambda v: VirtualLocation(url="tel:1", dial_in=v), (str,)),
    "Lang": Holder("language", lambda v: session(language=v), (str,)),
    "Country": Holder("country", lambda v: Address(country=v), (str,)),
    "Currency": Holder("currency", lambda v: Ticket(currency=v), (str,)),
    "Zone": Holder("timezone", lambda v: Calendar(timezone=v), (str,)),
    "Color": Holder("color", lambda v: Calendar(color=v), (str,)),
    "Kind": Holder("kind", lambda v: session(kind=v), (str,)),
    "Instant": Holder("start", lambda v: session(start=v), (datetime,)),
    "When": Holder("start", lambda v: Event(id="e", title="E", start=v), (datetime, date)),
    "Stamp": Holder("updated", lambda v: Calendar(updated=v), (datetime,)),
    "Day": Holder("closes_on", lambda v: CallForSpeakers(url="https://a", closes_on=v), (date,)),
    "Duration": Holder("length", lambda v: session(length=v), (timedelta,)),
    "Count": Holder("sequence", lambda v: session(sequence=v), (int,)),
    "Positive": Holder("needed", lambda v: shift(needed=v), (int,)),
    "Hours": Holder("max_hours", lambda v: Volunteer(person="ada", max_hours=v), (int, float)),
    "Latitude": Holder("latitude", lambda v: GeoPoint(latitude=v, longitude=0), (int, float)),
    "Longitude": Holder("longitude", lambda v: GeoPoint(latitude=0, longitude=v), (int, float)),
    "Money": Holder("price", lambda v: Ticket(price=v, currency="CAD"), (Decimal,)),
    "bool": Holder("sold_out", lambda v: Ticket(sold_out=v), (bool,)),
    "Extra": Holder("extra", lambda v: Tour(id="t", name="T", extra=v), (dict,)),
    "model": Holder("address", lambda v: venue_at(v), (Address,)),
    "[Line]": Holder("topics", lambda v: session(topics=v), (list, tuple)),
    "[Url]": Holder("links", lambda v: session(links=v), (list, tuple)),
    "[model]": Holder("materials", lambda v: session(materials=v), (list, tuple)),
}


def venue_at(address: Any) -> Venue:
    """A venue at an address."""
    return Venue(id="v", name="V", address=address)


class Loud(str):
    """A text of a class of one's own."""

    def __str__(self) -> str:
        return "LOUD"


class Kind(str, Enum):
    """A kind of a class of one's own."""

    TALK = "talk"


class Number(IntEnum):
    """A number of a class of one's own."""

    TWO = 2


ONE_OF_EACH: tuple[Any, ...] = (
    *(None, True, 1, 1.5, Decimal(1), "ada", b"ada", object(), lambda: None, Person),
    *(["a"], ("a",), {"a"}, {"a": 1}, range(2), START, date(2008, 3, 18), timedelta(hours=1)),
    Address(),
)


REQUIRED = {"Id", "PersonId", "PersonId, referring", "PlaceId", "EntryId", "TrackId", "Line", "Text",
            "Url", "Kind", "When", "Count", "Positive", "Latitude", "Longitude", "bool", "Extra",
            "[Line]", "[Url]", "[model]"}  # fmt: skip
"""Holders whose member may not be None."""

WRONG = [
    pytest.param(name, value, id=f"{name}-{type(value).__name__}")
    for name, holder in HOLDERS.items()
    for value in ONE_OF_EACH
    if type(value) not in holder.kinds and (value is not None or name in REQUIRED)
]


class TestNothingIsCoerced:
    @pytest.mark.parametrize(("name", "value"), WRONG)
    def test_a_value_of_another_type_is_refused(self, name: str, value: Any) -> None:
        holder = HOLDERS[name]
        with pytest.raises(InvalidValueError) as error:
            holder.make(value)
        for problem in error.value.problems:
            assert problem.place.startswith(f"/{holder.name}")
            assert problem.message.startswith(holder.name)
            assert problem.value is value or problem.value in value

    def test_a_subclass_of_str_is_kept_as_plain_text(self) -> None:
        kept = HOLDERS["Line"].keeps(Loud("quiet"))
        assert kept == "quiet" and type(kept) is str
        assert type(HOLDERS["Text"].keeps(Loud("quiet"))) is str
        assert type(HOLDERS["Id"].keeps(Loud("quiet"))) is str
        assert type(HOLDERS["Url"].keeps(Loud("https://a"))) is str
        assert type(HOLDERS["Lang"].keeps(Loud("en"))) is str
        assert type(HOLDERS["Zone"].keeps(Loud("UTC"))) is str
        assert HOLDERS["Zone"].keeps(Loud("UTC")) == "UTC"

    def test_enums_of_ones_own_are_kept_as_plain_values(self) -> None:
        assert type(HOLDERS["Kind"].keeps(Kind.TALK)) is str
        assert type(HOLDERS["Count"].keeps(Number.TWO)) is int
        assert type(HOLDERS["Positive"].keeps(Number.TWO)) is int

    def test_a_whole_number_is_a_number(self) -> None:
        assert type(HOLDERS["Hours"].keeps(8)) is float


LONG = "x" * 255

KEPT: Mapping[str, tuple[tuple[Any, Any], ...]] = {
    "Id": tuple((v, v) for v in ("a", LONG, "漢" * 255, "a@b/c", "1", "a,b;c:d\"'")),
    "PersonId": (("ada", "ada"), ("a/b", "a/b")),
    "EntryId": (("a@b", "a@b"), ("~1", "~1")),
    "Line": tuple(
        (v, v)
        for v in (
            *("a", " a ", "no\u00a0break", "zero\u200dwidth", "\u200eא", "漢字🎉", "x" * 100_000),
            *("e\u0301", "\u00a0a", "\ufeffa", "\U0010ffffa", r"\N"),
        )
    ),
    "Text": tuple(
        (v, v)
        for v in ("", " ", "\n", "\t", "a\n\nb\n", "\u2028\u2029", "\u200b", "漢字🎉", "x" * 10**6)
    ),
    "Url": tuple(
        (v, v)
        for v in (
            *("https://example.org", "http://a/b?c=d#e", "HTTPS://A", "webcal://a", "mailto:a@b"),
            *("tel:+1", "geo:1,2", "xmpp:a@b", "sip:a@b", "https://[::1]/", "https://é.example/漢"),
            *("https://user:pass@a/", "https://a/" + "x" * 10_000, 'https://a/"<>'),
        )
    ),
    "Email": tuple((v, v) for v in ("a@b", "a.b+c@example.org", "é@exämple.org", "o'b@c")),
    "Phone": tuple((v, v) for v in ("911", "+1 (416) 555-0100", "1.2")),
    "Lang": tuple(
        (v, v) for v in ("en", "fr-CA", "zh-Hant-TW", "x-a", "en-x-a", "de-1996", "EN-ca")
    ),
    "Country": (("CA", "CA"),),
    "Currency": (("CAD", "CAD"),),
    "Zone": tuple((v, v) for v in ("UTC", "America/Toronto", "Etc/GMT+5", "EST5EDT")),
    "Color": (("red", "red"), ("Red", "red"), ("#AbCdEf", "#abcdef"), ("grey", "grey")),
    "Kind": (("talk", "talk"), ("open_floor", "open_floor")),
    "Instant": (
        (START, START),
        (datetime(2008, 3, 18, tzinfo=UTC), datetime(2008, 3, 18, tzinfo=UTC)),
        (datetime(1900, 1, 1, tzinfo=UTC), datetime(1900, 1, 1, tzinfo=UTC)),
        (datetime(9998, 12, 31, 23, 59, 59, tzinfo=UTC),) * 2,
    ),
    "Stamp": (
        (START, datetime(2008, 3, 18, 22, tzinfo=UTC)),
        (
            datetime(2008, 3, 18, 1, 2, 3, 999_999, tzinfo=UTC),
            datetime(2008, 3, 18, 1, 2, 3, tzinfo=UTC),
        ),
    ),
    "Day": ((date(2008, 3, 18), date(2008, 3, 18)), (date.min, date.min), (date.max, date.max)),
    "Duration": tuple((v, v) for v in (timedelta(seconds=1), timedelta(days=999_999_999))),
    "Count": ((0, 0), (LARGEST, LARGEST)),
    "Positive": ((1, 1), (LARGEST, LARGEST)),
    "Hours": ((0.5, 0.5), (5e-324, 5e-324), (8, 8.0), (1e308, 1e308)),
    "Latitude": ((-90, -90.0), (90, 90.0), (43.5, 43.5)),
    "Longitude": ((-180, -180.0), (180, 180.0)),
    "Money": tuple(
        (Decimal(v), Decimal(v))
        for v in ("0", "25.00", "1E+2", "0.000000000001", "999999999999999.999999999999")
    ),
    "bool": ((True, True), (False, False)),
    "Extra": (({}, {}), ({"a": [1, {"b": None}]}, {"a": (1, {"b": None})}), ({"": ""}, {"": ""})),
    "[Line]": ((["a"], ("a",)), ((), ()), ([], ()), (("a", "a"), ("a", "a"))),
}

REFUSED: Mapping[str, tuple[tuple[Any, str], ...]] = {
    "Id": tuple(
        (v, "must be an id of 1 to 255 printable characters without a space")
        for v in ("", " ", "a b", "a\n", "a\u00a0b", "a\u200db", "x" * 256, "\ud800", "\x7f", "\ufeff")
    ),
    "PersonId": (("ada@example.org", "'@', got 'ada@example.org' (at /id); an address is private; write a name"),),
    "PersonId, referring": (("ada@example.org", "must be an id without '@'"),),
    "EntryId": (("a/b", "must be an id without '/'"),),
    "Line": (
        ("", "name must hold a visible character, got ''"),
        (" ", "must hold a visible character"),
        ("\u00a0", "must hold a visible character"),
        ("\u200d\u2060", "must hold a visible character"),
        ("a\nb", "must be one line without the character U+000A"),
        ("a\tb", "must be one line without the character U+0009"),
        ("a\x85b", "must be one line without the character U+0085"),
        ("a\u2028b", "must be one line without the character U+2028"),
        ("a\u2029", "must be one line without the character U+2029"),
        ("\ud83c", "must be one line without the character U+D83C"),
        ("a\x00", "must be one line without the character U+0000"),
        ("a\x7f", "must be one line without the character U+007F"),
    ),
    "Text": (
        ("a\r\nb", r"without the character U+000D, got 'a\r\nb' (at /text); write .replace('\r\n', '\n')"),
        ("a\x00", "must be text without the character U+0000"),
        ("\x0b", "U+000B"),
        ("\x7f", "U+007F"),
        ("\x80", "U+0080"),
        ("é\x9f", "U+009F"),
        ("\udfff", "U+DFFF"),
    ),
    "Url": (
        ("", "must be an absolute URL of the scheme http, https, mailto, tel, geo, webcal, xmpp or sip"),
        ("/relative", "must be an absolute URL"),
        ("example.org", "must be an absolute URL"),
        ("javascript:alert(1)", "must be an absolute URL"),
        ("data:text/html,x", "must be an absolute URL"),
        ("file:///etc/passwd", "must be an absolute URL"),
        ("ftp://example.org", "must be an absolute URL"),
        ("https://", "must be an absolute URL"),
        ("https:///path", "must be an absolute URL"),
        ("https:example.org", "must be an absolute URL"),
        ("mailto:", "must be an absolute URL"),
        (" https://example.org", "must be an absolute URL"),
        ("https://a b", "must be an absolute URL"),
        ("https://a/\u00a0", "must be an absolute URL"),
        ("https://a/\n", "must be an absolute URL"),
        ("https://a\x00", "without spaces or control characters"),
        ("https://a/\x9f", "without spaces or control characters"),
        ("https://a/\ud800", "percent-encode it"),
    ),
    "Email": tuple(
        (v, "must be an email address")
        for v in ("", "a", "@", "a@", "@b", "a b@c", "a@b@c", "a@b\n", "<a@b>", "a,b@c", "a\x00@b")
    ),
    "Phone": tuple(
        (v, "must be a phone number: digits, spaces and + - ( ) .")
        for v in ("", "-", "call me", "٤١٦", "1\n", "+1/2")
    ),
    "Lang": tuple(
        (v, 'must be a BCP 47 language tag, got')
        for v in ("", "e", "english language", "en_CA", "en-", "-en", "en\n", "ēn", "x", "en-x")
    ),
    "Country": tuple((v, "must be an ISO 3166-1 alpha-2 code") for v in ("", "ca", "CAN", "C1", "ÇA", "CA\n")),
    "Currency": tuple((v, "must be an ISO 4217 code") for v in ("", "cad", "CA", "CADX", "$")),
    "Zone": (
        ("", "must be an IANA time zone name"),
        ("America/Torono", "did you mean 'America/Toronto'?"),
        ("Eastern Standard Time", "must be an IANA time zone name"),
        ("../../etc/passwd", "must be an IANA time zone name"),
        ("/etc/localtime", "must be an IANA time zone name"),
        ("localtime", "must be an IANA time zone name"),
        ("posixrules", "must be an IANA time zone name"),
        ("posix/America/Toronto", "must be an IANA time zone name"),
        ("right/UTC", "must be an IANA time zone name"),
        ("Factory", "must be an IANA time zone name"),
        ("America", "must be an IANA time zone name"),
        ("America/Toronto/", "must be an IANA time zone name"),
        ("UTC\n", "must be an IANA time zone name"),
        ("UTC\x00", "must be an IANA time zone name"),
        ("tzdata.zi", "must be an IANA time zone name"),
        ("x" * 5_000, "must be an IANA time zone name"),
        ("漢字", "must be an IANA time zone name"),
    ),
    "Color": tuple(
        (v, "must be a CSS3 colour name or #rrggbb")
        for v in ("", "rebeccapurple", "#fff", "#12345g", "#1234567", "rgb(0,0,0)", "ｒｅｄ", "red\n")
    ),
    "Kind": (
        ("tlak", "kind must be one of keynote, talk, breakout, workshop, panel, lightning, discussion,"
         " demo, open_floor, break, social, registration, other, got 'tlak' (at /kind);"
         " did you mean 'talk'?"),
        ("Talk", "did you mean 'talk'?"),
        ("", "must be one of"),
        (10**5_000, "must be one of"),
        ("zzz", "other, got 'zzz' (at /kind)"),
    ),
    "Instant": (
        (datetime(2008, 3, 18, 18), "needs a time zone"),
        (START.replace(microsecond=1), "must be in whole seconds"),
        (datetime(1899, 12, 31, tzinfo=UTC), "must be in the years 1900 to 9998"),
        (datetime(9999, 1, 1, tzinfo=UTC), "must be in the years 1900 to 9998"),
    ),
    "When": ((date(1899, 12, 31), "must be in the years"), (date(9999, 1, 1), "must be in the years")),
    "Stamp": (
        (datetime(2008, 3, 18), 'updated needs a time zone, got 2008-03-18T00:00:00 (at /updated)'),
        (datetime(1899, 12, 31, tzinfo=UTC), "must be in the years 1900 to 9998"),
        (datetime.max.replace(tzinfo=UTC), "must be in the years 1900 to 9998"),
    ),
    "Day": ((START, "must be a date without a time"),),
    "Duration": (
        (timedelta(), "must be positive and in whole seconds"),
        (timedelta(seconds=-1), "must be positive and in whole seconds"),
        (timedelta(microseconds=1), "must be positive and in whole seconds"),
    ),
    "Count": ((-1, "must be a whole number from 0 to 2147483647"), (LARGEST + 1, "from 0 to"),
              (10**5_000, "from 0 to"), (1.0, "must be a whole number")),
    "Positive": ((0, "must be a whole number from 1 to 2147483647"), (LARGEST + 1, "from 1 to")),
    "Hours": (
        (0, "must be a number of hours above 0"),
        (-1.0, "must be a number of hours above 0"),
        (float("nan"), "must be a finite number"),
        (float("inf"), "must be a finite number"),
        (10**400, "must be a finite number"),
    ),
    "Latitude": ((90.1, "must be degrees from -90 to 90"), (float("nan"), "must be a finite number")),
    "Longitude": ((-180.1, "must be degrees from -180 to 180"), (float("inf"), "finite")),
    "Money": (
        (Decimal(-1), "must be an amount of 0 or more"),
        (Decimal("NaN"), "must be an amount of 0 or more"),
        (Decimal("sNaN"), "must be an amount of 0 or more"),
        (Decimal("Infinity"), "must be an amount of 0 or more"),
        (Decimal("1E+15"), "must be an amount of at most 15 digits before the point and 12 after it"),
        (Decimal("1E-13"), "must be an amount of at most 15 digits"),
        (Decimal("0E+99"), "must be an amount of at most 15 digits"),
        (25, "must be a Decimal, got 25 (at /price); write Decimal('25.00')"),
        (25.0, "must be a Decimal"),
        ("25.00", "must be a Decimal"),
    ),
    "bool": ((0, "must be True or False"), (1, "must be True or False"), ("yes", "must be True or False")),
    "Extra": (
        ({1: "a"}, "must name its members with texts, not 1"),
        ({"a": float("nan")}, "must hold finite numbers only: JSON has no NaN and no infinity"),
        ({"a": [float("inf")]}, "must hold finite numbers only"),
        ({"a": 2**63}, "must hold whole numbers of 64 bits at most"),
        ({"a": "\ud800"}, "must hold text without lone surrogates"),
        ({"\ud800": 1}, "must hold text without lone surrogates"),
        ({"a": {1}}, "must hold JSON values only, not a set"),
        ({"a": b""}, "must hold JSON values only, not a bytes"),
        ({"a": START}, "must hold JSON values only, not a datetime"),
        ({"a": {"b": Decimal(1)}}, "must hold JSON values only, not a Decimal"),
        ([("a", 1)], "must be a mapping of JSON values"),
    ),
    "[Line]": (
        ("ada", "topics must be a list or tuple of items, got 'ada' (at /topics); write [...] around"
         " a single one"),
        ({"a"}, "write list(...) to say in which order they go"),
        (["a", ""], "topics[1] must hold a visible character, got '' (at /topics/1)"),
        ([["a"]], "topics[0] must be a text of one line"),
        ([None], "topics[0] must be a text of one line"),
    ),
    "[Url]": ((["https://a", "b"], "links[1] must be an absolute URL"),),
    "[model]": (
        ([Address()], "materials[0] must be a Material"),
        (Material(id="m", title="M"), "materials must be a list or tuple of items"),
        ([None], "materials[0] must be a Material"),
    ),
    "model": ((Address, "address must be an Address"), ({"country": "CA"}, "must be an Address")),
}  # fmt: skip


def cases(table: Mapping[str, tuple[tuple[Any, Any], ...]]) -> list[tuple[str, Any, Any]]:
    """The rows of a table, one by one."""
    return [(name, *row) for name, rows in table.items() for row in rows]


def label(value: Any) -> str | None:
    """A short name of a case."""
    return ascii(value[:30]) if isinstance(value, str) else type(value).__name__


class TestEachType:
    @pytest.mark.parametrize(("name", "value", "kept"), cases(KEPT), ids=label)
    def test_what_is_lawful_is_kept(self, name: str, value: Any, kept: Any) -> None:
        found = HOLDERS[name].keeps(value)
        assert found == kept
        assert type(found) is type(kept) or isinstance(found, FrozenMap)

    @pytest.mark.parametrize(("name", "value", "message"), cases(REFUSED), ids=label)
    def test_what_is_not_is_refused(self, name: str, value: Any, message: str) -> None:
        with pytest.raises(InvalidValueError) as error:
            HOLDERS[name].make(value)
        assert message in str(error.value)

    @pytest.mark.parametrize(
        "member", ["subtitle", "abstract", "level", "recording_licence", "uid"]
    )
    def test_an_optional_text_that_is_empty_is_none(self, member: str) -> None:
        assert getattr(session(**{member: ""}), member) is None

    @pytest.mark.parametrize("member", ["url", "language", "room", "track", "part_of"])
    def test_other_empty_members_are_refused(self, member: str) -> None:
        with pytest.raises(InvalidValueError, match=f"^{member} must be"):
            session(**{member: ""})

    @pytest.mark.parametrize(
        "name", [name for name, holder in HOLDERS.items() if str in holder.kinds]
    )
    @pytest.mark.parametrize("piece", ["1", "a", "-a", "-abcde", "a@", "1 ", "https://", "\u200d"])
    def test_a_long_value_takes_no_longer_than_reading_it(self, name: str, piece: str) -> None:
        # A pattern that tries everything again at every character would take minutes.
        for text in (piece * 20_000 + "\x00", f"en{piece * 20_000}!"):
            with suppress(InvalidValueError):
                HOLDERS[name].make(text)

    def test_minus_zero_is_zero(self) -> None:
        assert str(GeoPoint(latitude=-0.0, longitude=0).latitude) == "0.0"

    @given(st.text())
    def test_any_text_is_taken_or_refused(self, value: str) -> None:
        for name, holder in HOLDERS.items():
            if str not in holder.kinds:
                continue
            try:
                kept = holder.make(value)
            except InvalidValueError:
                continue
            assert holder.make(getattr(kept, holder.name)) == kept, name


class TestMoney:
    def test_the_callers_decimal_context_changes_nothing(self) -> None:
        with decimal.localcontext(decimal.Context(prec=3)):
            assert HOLDERS["Money"].keeps(Decimal("1234.56")) == Decimal("1234.56")

    def test_digits_after_the_point_are_kept(self) -> None:
        assert str(HOLDERS["Money"].keeps(Decimal("25.00"))) == "25.00"

    def test_minus_zero_is_zero(self) -> None:
        assert str(HOLDERS["Money"].keeps(Decimal("-0.00"))) == "0.00"
        assert str(HOLDERS["Money"].keeps(Decimal("1E+2"))) == "100"
        assert str(HOLDERS["Money"].keeps(Decimal("0E+2"))) == "0"


class TestExtra:
    DEEP: Mapping[str, Any] = {"z": [1, {"b": [None, True]}], "a": {"c": 0.5}}

    def test_it_is_frozen_all_the_way_down(self) -> None:
        source = {"list": [1, {"a": [2]}]}
        kept = HOLDERS["Extra"].keeps(source)
        source["list"].append("later")
        assert kept == {"list": (1, {"a": (2,)})}
        with pytest.raises(TypeError):
            kept["new"] = 1
        with pytest.raises(AttributeError, match="FrozenMap cannot be changed"):
            kept.new = 1

    def test_members_come_in_the_order_of_their_names(self) -> None:
        assert list(HOLDERS["Extra"].keeps(self.DEEP)) == ["a", "z"]

    def test_equal_ones_hash_alike(self) -> None:
        one, other = (
            HOLDERS["Extra"].keeps(dict(d)) for d in (self.DEEP, sorted(self.DEEP.items()))
        )
        assert one == other and hash(one) == hash(other)

    @pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
    def test_it_pickles_and_copies(self, protocol: int) -> None:
        kept = HOLDERS["Extra"].keeps(self.DEEP)
        for again in (
            pickle.loads(pickle.dumps(kept, protocol)),
            copy.copy(kept),
            copy.deepcopy(kept),
        ):
            assert again == kept and hash(again) == hash(kept) and isinstance(again, FrozenMap)

    def test_any_mapping_will_do(self) -> None:
        assert HOLDERS["Extra"].keeps(MappingProxyType({"a": MappingProxyType({})})) == {"a": {}}

    @pytest.mark.parametrize("empty", [{}, FrozenMap(), NO_EXTRA, MappingProxyType({})])
    def test_an_empty_one_is_the_default(self, empty: Mapping[str, Any]) -> None:
        assert HOLDERS["Extra"].keeps(empty) is NO_EXTRA

    def test_nesting_has_a_limit(self) -> None:
        def nested(levels: int) -> dict[str, Any]:
            value: Any = 1
            for _ in range(levels):
                value = [value]
            return {"a": value}

        assert HOLDERS["Extra"].keeps(nested(31))
        with refused_like("must be nested at most 32 deep"):
            HOLDERS["Extra"].make(nested(10_000))

    def test_a_ring_is_refused(self) -> None:
        ring: list[Any] = []
        ring.append(ring)
        with refused_like("must be nested at most 32 deep"):
            HOLDERS["Extra"].make({"a": ring})

    def test_values_that_python_calls_equal_stay_what_they_are(self) -> None:
        kept = HOLDERS["Extra"].keeps({"a": True, "b": 1, "c": 1.0})
        assert [type(v) for v in kept.values()] == [bool, int, float]


def refused_like(fragment: str) -> Any:
    """Expects an ``InvalidValueError`` that says this among other things."""
    return pytest.raises(InvalidValueError, match=fragment)


class TestModelsAsMembers:
    def test_a_person_among_contributors_is_told_how_to_name_them(self) -> None:
        with refused(
            "contributors[0] must be a Contributor, got Person(id='ada', name='Ada',"
            " email=<private>) (at /contributors/0); write speakers('ada'): the person goes into people=[...], its id here"
        ):
            session(contributors=[Person(id="ada", name="Ada", email="ada@example.org")])

    def test_a_name_among_contributors_is_told_so_too(self) -> None:
        with refused(
            "contributors[0] must be a Contributor, got 'ada' (at /contributors/0);"
            " write speakers('ada')"
        ):
            session(contributors=["ada"])

    def test_a_name_among_assignments_is_told_so_too(self) -> None:
        with refused(
            "assignments[0] must be an Assignment, got 'ada' (at /assignments/0);"
            " write Assignment(person='ada')"
        ):
            Shift(id="s", role="R", start=START, end=END, assignments=["ada"])  # type: ignore[list-item]

    def test_a_subclass_is_taken(self) -> None:
        class Keynote(Contributor):
            pass

        assert session(contributors=[Keynote(person="ada")]).contributors[0].person == "ada"


class TestSpanExample:
    def test_a_list_is_kept_as_a_tuple(self) -> None:
        span = Span(start=toronto("2008-03-18 09:00"), end=toronto("2008-03-18 10:00"))
        assert Volunteer(person="ada", available=[span]).available == (span,)
