"""Scalars as pages write them: texts, times, URLs, numbers. What has no reading is None.

A text that is lawful as it is stays so, entities and all: JSON-LD holds texts, not HTML. One that
is not is mended: white space in a line becomes single spaces, and controls go.
"""

import re
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any
from urllib.parse import quote, urljoin

from hallwaytrack.model import types
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.times import FIRST_YEAR, LAST_YEAR
from hallwaytrack.model.types import NOT_IN_LINE, NOT_IN_TEXT

BREAKS = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029\t]+")
"""Without the spaces around it: a pattern that began with them would take the square of them."""
CLOCK = re.compile(r"T?(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII)
PRICE = re.compile(r"[^\d.,-]{0,8}(\d{1,15}(?:[.,]\d{1,4})?)[^\d.,-]{0,8}", re.ASCII)
KEPT_IN_URL = "%:/?#[]@!$&'()*+,;=-._~"


def line_of(value: Any) -> str | None:
    """A text, or a number, as one line; None if it shows nothing."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    try:
        return types.line(value)
    except Refused:
        parts = (part.strip(" ") for part in BREAKS.split(value))
        text = NOT_IN_LINE.sub("", " ".join(part for part in parts if part))
    return text if any(c.isprintable() and not c.isspace() for c in text) else None


def text_of(value: Any) -> str | None:
    """A text of many lines; None if it is empty."""
    if not isinstance(value, str) or not value:
        return None
    if NOT_IN_TEXT.search(value):
        value = NOT_IN_TEXT.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return value or None


def moment_of(value: Any) -> date | None:
    """A time of ISO 8601, aware or not, cut to seconds; a date where there is only that."""
    if not isinstance(value, str) or len(value) > len("2008-03-18T18:00:00.000000000 +00:00"):
        return None
    text = value.strip().replace(" +", "+")
    try:
        if len(text) <= len("2014-12-27"):
            moment: date = date.fromisoformat(text)
        else:
            moment = datetime.fromisoformat(text).replace(microsecond=0)
    except ValueError:
        return None
    return moment if FIRST_YEAR < moment.year < LAST_YEAR else None


def clock_of(value: Any) -> time | None:
    """The time of day of "18:00" or "18:00:00"; an offset behind it says nothing of its own."""
    found = CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        return None
    try:
        hour, minute, second = (int(part or 0) for part in found.groups())
        return time(hour, minute, second)
    except ValueError:
        return None


def url_of(value: Any, base: str | None) -> str | None:
    """A URL, seen from the address of the page where that is known; spaces are encoded."""
    text = line_of(value)
    if text is None:
        return None
    try:
        return types.url(text)
    except Refused:
        text = quote(text.strip(" "), safe=KEPT_IN_URL)
    try:
        return urljoin(base, text) if base else text
    except ValueError:  # no URL at all, such as "http://["
        return text


def count_of(value: Any) -> int | None:
    """A whole number, also as a text."""
    if isinstance(value, str) and re.fullmatch(r"\s*\d{1,10}\s*", value, re.ASCII):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def number_of(value: Any) -> float | None:
    """A number, also as a text."""
    try:
        number = float(value) if isinstance(value, str | int | float) else None
    except (ValueError, OverflowError):
        return None
    return number if number is not None and isfinite(number) else None


def price_of(value: Any) -> Decimal | None:
    """An amount such as 30, "30.00", "$30" or "30,00"; "free" is none."""
    text = line_of(value)
    if text is not None and text.strip().lower() == "free":
        return Decimal(0)
    try:
        return types.money_of(text)
    except Refused:
        found = PRICE.fullmatch(text) if text else None
    return Decimal(found[1].replace(",", ".")) if found else None
