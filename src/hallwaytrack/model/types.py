"""The types of members. The annotation is the rule: each names a plain function and its schema.

A rule takes a value and gives it back in canonical form, or refuses it; it never coerces a value of
another type. Sources: BCP 47 (:rfc:`5646`) for languages, ISO 3166-1 and ISO 4217 for the shape of
country and currency codes, :rfc:`3986` for URLs, CSS Color Module Level 3 for colour names.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Annotated, Any, TypeAlias

from hallwaytrack.model import times
from hallwaytrack.model.extra import extra
from hallwaytrack.model.fields import Private, Quick, Refers, Refused, Rule
from hallwaytrack.model.patterns import pattern
from hallwaytrack.model.vocabulary import COLORS

__all__ = ["Private"]
REMEMBERED = 100
"""Characters of a text whose shape is remembered; a hostile one of a megabyte is not kept."""
LARGEST = 2**31 - 1
"""The largest count: an INTEGER of iCalendar (:rfc:`5545`, section 3.3.8)."""

# A lone surrogate has no UTF-8; C0 and C1 controls have no place in a text but newline and tab.
CONTROLS = "".join(map(chr, (*range(9), *range(0xB, 0x20), *range(0x7F, 0xA0))))
NOT_IN_TEXT = pattern(f"[{CONTROLS}\ud800-\udfff]")
NOT_IN_LINE = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
NO_CONTROLS = bytes(0x20 if chr(b) in CONTROLS else b for b in range(256))
"""Takes Latin-1 to the same bytes if no control is in it."""
NO_ASCII_CONTROLS = NO_CONTROLS[:128] + bytes(range(128, 256))
"""The same for UTF-8 and the controls of ASCII."""
C1_LEADS = 0xC2
"""The byte in UTF-8 that C1 controls begin with, as little else does."""


def _text(value: Any, what: str) -> str:
    if not isinstance(value, str):
        raise Refused(f"must be {what}")
    return value if type(value) is str else str.__str__(value)


# What is printable and begins after the space begins with a character that shows.
LINE_QUICK = Quick("type({v}) is str and {v} >= '!' and {v}.isprintable()")


def line(value: Any) -> str:
    """One line of text that shows something."""
    text = _text(value, "a text of one line")
    found = NOT_IN_LINE.search(text)
    if found:
        raise Refused(f"must be one line without {_name(found[0])}")
    if not any(c.isprintable() and not c.isspace() for c in text):
        raise Refused("must hold a visible character")
    return text


def text(value: Any) -> str:
    """Text of any number of lines; a line ends with a newline, as Python has it."""
    checked = _text(value, "a text")
    found = NOT_IN_TEXT.search(checked)
    if found:
        mend = r"write .replace('\r\n', '\n')" if found[0] == "\r" else ""
        raise Refused(f"must be text without {_name(found[0])}", mend)
    return checked


def _is_clear(text: str) -> bool:
    """Whether a quick look finds no control; where it may be one, a closer look is needed."""
    try:
        raw = text.encode("latin-1")  # a copy, where it can be one
        return raw.translate(NO_CONTROLS) == raw
    except UnicodeEncodeError:
        pass
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        return False
    return C1_LEADS not in raw and raw.translate(NO_ASCII_CONTROLS) == raw


TEXT_QUICK = Quick("type({v}) is str and {v} and {ask}({v})", _is_clear)


def _name(character: str) -> str:
    return f"the character U+{ord(character):04X}"


ID_TEST = "type({v}) is str and {v} and len({v}) < 256 and {v}.isprintable() and ' ' not in {v}"
ID_QUICK = Quick(ID_TEST)


def identifier(value: Any) -> str:
    """An id: a key that people choose, 1 to 255 visible characters."""
    text = _text(value, "an id, a text")
    if 0 < len(text) <= 255 and text.isprintable() and " " not in text:
        return text
    raise Refused("must be an id of 1 to 255 printable characters without a space")


def person_id(value: Any) -> str:
    """An id that leaves the library, which an email address may not."""
    text: str = identifier(value)
    if "@" in text:
        raise Refused("must be an id without '@'", "an address is private; write a name")
    return text


def entry_id(value: Any) -> str:
    """An id that becomes the part of a UID before the '/'."""
    text = identifier(value)
    if "/" in text:
        raise Refused("must be an id without '/'")
    return text


# What follows the scheme may not hold a space, a control, or what RFC 3986 never allows bare.
URL = pattern(
    r"(?:(?:https?|webcal)://[^/?#\s]|(?:mailto|tel|geo|xmpp|sip):[^\s])[^\s]*", re.IGNORECASE
)
WEB = re.compile(r"https?://[0-9A-Za-z\[][!-~]*\Z")
"""What nearly every URL is; one that is not is looked at more closely."""
URL_QUICK = Quick("type({v}) is str and {ask}({v})", WEB.match)
NOT_IN_URL = pattern("[\x00-\x20\x7f-\x9f\ud800-\udfff]")
SCHEMES = "http, https, mailto, tel, geo, webcal, xmpp or sip"


def url(value: Any) -> str:
    """An absolute URL of a scheme that a calendar may carry."""
    text = _text(value, "a URL, a text")
    if not URL.fullmatch(text):
        raise Refused(f"must be an absolute URL of the scheme {SCHEMES}")
    if NOT_IN_URL.search(text):
        raise Refused("must be a URL without spaces or control characters", "percent-encode it")
    return text


_ATOM = r"""[^\s\x00-\x1f\x7f-\x9f\ud800-\udfff@<>"(),:;\\\[\]]+"""
EMAIL = pattern(f"{_ATOM}@{_ATOM}")
PHONE = pattern(r"[ +().-]*[0-9][0-9 +().-]*")
# RFC 5646, section 2.1: the shape of langtag and privateuse; the registry is not consulted.
LANG = pattern(
    r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?"
    r"(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
    r"(?:-[A-WY-Za-wy-z0-9](?:-[A-Za-z0-9]{2,8})+)*(?:-[xX](?:-[A-Za-z0-9]{1,8})+)?"
    r"|[xX](?:-[A-Za-z0-9]{1,8})+"
)


SHAPE_TEST = f"type({{v}}) is str and len({{v}}) <= {REMEMBERED} and {{ask}}({{v}})"


def _shape(shape: re.Pattern[str], wants: str, mend: str = "") -> Rule:
    """The rule of a text of one shape; its JSON Schema is the same pattern."""

    @lru_cache(maxsize=512)
    def fits(text: str) -> bool:
        return shape.fullmatch(text) is not None

    def check(value: Any) -> str:
        text = _text(value, wants)
        if shape.fullmatch(text):
            return text
        raise Refused(f"must be {wants}", mend)

    schema = {"type": "string", "pattern": f"^(?:{shape.pattern})$"}
    return Rule(check, schema, Quick(SHAPE_TEST, fits))


COUNT_QUICK = Quick(f"type({{v}}) is int and 0 <= {{v}} <= {LARGEST}")


def count(value: Any) -> int:
    """A whole number from 0 on."""
    return _whole(value, 0)


def positive(value: Any) -> int:
    """A whole number from 1 on."""
    return _whole(value, 1)


def _whole(value: Any, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refused("must be a whole number")
    if not least <= value <= LARGEST:
        raise Refused(f"must be a whole number from {least} to {LARGEST}")
    return int(value)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused("must be a number")
    try:
        number = float(value)
    except OverflowError:
        number = float("inf")
    if not isfinite(number):
        raise Refused("must be a finite number")
    return number + 0.0  # -0.0 becomes 0.0, so that equal objects are written alike


def hours(value: Any) -> float:
    """A number of hours, more than none."""
    number = _number(value)
    if number <= 0:
        raise Refused("must be a number of hours above 0")
    return number


def _degrees(limit: int) -> Rule:
    def check(value: Any) -> float:
        number = _number(value)
        if not -limit <= number <= limit:
            raise Refused(f"must be degrees from {-limit} to {limit}")
        return number

    return Rule(check, {"type": "number", "minimum": -limit, "maximum": limit})


def money(value: Any) -> Decimal:
    """An amount: at most 15 digits before the point and 12 after it."""
    if not isinstance(value, Decimal):
        raise Refused("must be a Decimal", "write Decimal('25.00')")
    if not value.is_finite() or value < 0:
        raise Refused("must be an amount of 0 or more")
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or not -12 <= exponent <= 15 or value >= 10**15:
        raise Refused("must be an amount of at most 15 digits before the point and 12 after it")
    # 1E+2 is the same amount as 100, which is how it is written.
    return Decimal(int(value)) if exponent > 0 else value.copy_abs()


MONEY = pattern(r"[0-9]{1,15}(?:\.[0-9]{1,12})?(?:[eE]\+?[0-9]{1,2})?")


def money_of(text: Any) -> Decimal:
    """The amount that a text such as "25.00" tells."""
    if isinstance(text, str) and MONEY.fullmatch(text) and text.isascii():
        return Decimal(text)
    raise Refused("must be an amount written as a text", 'write one like "25.00"')


HEX_COLOR = pattern("#[0-9A-Fa-f]{6}")


def color(value: Any) -> str:
    """A CSS3 colour name or ``#rrggbb``, in lower case."""
    text = _text(value, "a colour, a text").lower()
    if text in COLORS or HEX_COLOR.fullmatch(text):
        return text
    raise Refused("must be a CSS3 colour name or #rrggbb")


# JSON Schema's patterns are those of ECMA 262, with the u flag; \p{...} is not used, so that every
# validator can run them. They say a little less than the rules, never more.
_ID = {"type": "string", "minLength": 1, "maxLength": 255}
_LINE = {
    "type": "string",
    "minLength": 1,
    "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$",
}
_TEXT = {"type": "string", "pattern": "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]*$"}
_URL = {"type": "string", "pattern": "^[A-Za-z]+:[^\\s]+$"}
_TIME = "^\\d{4}-\\d{2}-\\d{2}[Tt ]\\d{2}:\\d{2}:\\d{2}%s(?:[Zz]|[+-]\\d{2}:?\\d{2})$"
_INSTANT = {"type": "string", "format": "date-time", "pattern": _TIME % ""}
_STAMP = {"type": "string", "format": "date-time", "pattern": _TIME % "(?:\\.\\d+)?"}
_DAY = {"type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}
_DURATION = {"type": "string", "format": "duration", "pattern": "^P"}


def _ids(check: Any, banned: str) -> Rule:
    quick = Quick(f"{ID_TEST} and {banned!r} not in {{v}}") if banned else ID_QUICK
    return Rule(check, {**_ID, "pattern": f"^[^\\s{banned}]+$"}, quick)


Id: TypeAlias = Annotated[str, _ids(identifier, "")]
PersonId: TypeAlias = Annotated[str, _ids(person_id, "@"), Refers("person")]
PlaceId: TypeAlias = Annotated[str, _ids(identifier, ""), Refers("place")]
EntryId: TypeAlias = Annotated[str, _ids(entry_id, "/"), Refers("entry")]
TrackId: TypeAlias = Annotated[str, _ids(identifier, ""), Refers("track")]

# The same ids where only some of their scope will do; the outermost mark counts.
HumanId: TypeAlias = Annotated[str, _ids(person_id, "@"), Refers("human")]
VolunteerId: TypeAlias = Annotated[str, _ids(person_id, "@"), Refers("volunteer")]
MemberId: TypeAlias = Annotated[str, _ids(person_id, "@"), Refers("member")]
RoomId: TypeAlias = Annotated[str, _ids(identifier, ""), Refers("room")]
SessionId: TypeAlias = Annotated[str, _ids(entry_id, "/"), Refers("session")]

Line: TypeAlias = Annotated[str, Rule(line, _LINE, LINE_QUICK, empty_is_none=True)]
Text: TypeAlias = Annotated[str, Rule(text, _TEXT, TEXT_QUICK, empty_is_none=True)]
Url: TypeAlias = Annotated[str, Rule(url, _URL, URL_QUICK)]
Email: TypeAlias = Annotated[str, _shape(EMAIL, "an email address")]
Phone: TypeAlias = Annotated[str, _shape(PHONE, "a phone number: digits, spaces and + - ( ) .")]
Lang: TypeAlias = Annotated[str, _shape(LANG, "a BCP 47 language tag", 'write one like "fr-CA"')]
Country: TypeAlias = Annotated[
    str, _shape(pattern("[A-Z]{2}"), "an ISO 3166-1 alpha-2 code", 'write one like "CA"')
]
Currency: TypeAlias = Annotated[
    str, _shape(pattern("[A-Z]{3}"), "an ISO 4217 code", 'write one like "CAD"')
]
Zone: TypeAlias = Annotated[str, Rule(times.zone_name, {"type": "string", "minLength": 1})]
Instant: TypeAlias = Annotated[
    datetime, Rule(times.instant, _INSTANT, times.INSTANT_QUICK, zoned=True)
]
Stamp: TypeAlias = Annotated[datetime, Rule(times.stamp, _STAMP, times.STAMP_QUICK)]
Day: TypeAlias = Annotated[date, Rule(times.day, _DAY)]
When: TypeAlias = Annotated[
    datetime | date,
    Rule(times.moment, {"anyOf": [_INSTANT, _DAY]}, times.INSTANT_QUICK, zoned=True),
]
Duration: TypeAlias = Annotated[timedelta, Rule(times.duration, _DURATION)]
Count: TypeAlias = Annotated[
    int, Rule(count, {"type": "integer", "minimum": 0, "maximum": LARGEST}, COUNT_QUICK)
]
Positive: TypeAlias = Annotated[
    int, Rule(positive, {"type": "integer", "minimum": 1, "maximum": LARGEST})
]
Hours: TypeAlias = Annotated[float, Rule(hours, {"type": "number", "exclusiveMinimum": 0})]
Latitude: TypeAlias = Annotated[float, _degrees(90)]
Longitude: TypeAlias = Annotated[float, _degrees(180)]
Money: TypeAlias = Annotated[
    Decimal, Rule(money, {"type": "string", "pattern": f"^{MONEY.pattern}$"})
]
Color: TypeAlias = Annotated[str, Rule(color, {"type": "string"})]
Extra: TypeAlias = Annotated[Mapping[str, Any], Rule(extra, {"type": "object"})]
