"""Scalars of schedules, in both directions: texts, clock times, lengths, URLs, kinds.

Texts are read without what only the layout of a file put there: XML is often indented, and so are
the texts in it. What comes from a file may hold anything; what has no reading is None.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from textwrap import dedent
from typing import Any
from urllib.parse import quote, urljoin

from hallwaytrack.model.times import FIRST_YEAR, LAST_YEAR
from hallwaytrack.model.types import NOT_IN_LINE, NOT_IN_TEXT

BREAKS = re.compile("[ \t]*[\n\r\x0b\x0c\x85\u2028\u2029\t][ \t\n\r\x0b\x0c\x85\u2028\u2029]*")
NOT_IN_XML = re.compile("[\ufffe\uffff]")
"""What a model's text may hold and XML 1.0 (section 2.2) may not."""
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)
LENGTH = re.compile(r"(\d{1,5}):(\d{1,2})(?::(\d{1,2}))?", re.ASCII)
ISO_LENGTH = re.compile(
    r"P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?", re.ASCII
)
MINUTES = re.compile(r"()()(\d{1,5})()", re.ASCII)
LONGEST = timedelta(days=300)
"""What is longer is a mistake; it keeps sums of times within the calendar, too."""


def is_visible(text: str) -> bool:
    """Whether a text shows something."""
    return any(c.isprintable() and not c.isspace() for c in text)


def line_of(value: Any) -> str | None:
    """A text as one line, without line breaks and outer spaces; None if it shows nothing."""
    if not isinstance(value, str) or not value:
        return None
    if value.isprintable():  # no white space but the plain space is
        return value.strip(" ") or None
    text = NOT_IN_LINE.sub("", BREAKS.sub(" ", value)).strip(" ")
    return text if is_visible(text) else None


def text_of(value: Any) -> str | None:
    """A text of many lines, without outer white space and the indent of its file."""
    if not isinstance(value, str) or not value:
        return None
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith("\n"):
        text = dedent(text)
    return NOT_IN_TEXT.sub("", text).strip(" \t\n") or None


def moment_of(value: Any) -> date | None:
    """A time of ISO 8601, aware or not, cut to seconds; a date where there is only that."""
    text = line_of(value)
    if text is None:
        return None
    try:
        if len(text) == len("2014-12-27"):
            moment: date = date.fromisoformat(text)
        else:
            moment = datetime.fromisoformat(text.replace(" +", "+")).replace(microsecond=0)
    except ValueError:
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def clock_of(value: Any) -> time | None:
    """The time of "09:00" or "09:00:00"."""
    found = CLOCK.fullmatch(line_of(value) or "")
    if not found:
        return None
    hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def length_of(value: Any, *, days_first: bool = False) -> timedelta | None:
    """The length of "00:45", "00:45:00", 45 (minutes) or "PT45M"; None beyond ``LONGEST``.

    Args:
        value: What stands in the file.
        days_first: Whether three numbers are days, hours and minutes, as pretalx writes them.
    """
    text = str(value) if type(value) is int else line_of(value) or ""
    if found := LENGTH.fullmatch(text):
        days, hours, minutes, seconds = 0, *(int(part or 0) for part in found.groups())
        if days_first and found[3] is not None:
            days, hours, minutes, seconds = hours, minutes, seconds, 0
    elif found := ISO_LENGTH.fullmatch(text) or MINUTES.fullmatch(text):
        days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    else:
        return None
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return length if length <= LONGEST else None


def length_text(length: timedelta, *, seconds: bool) -> str:
    """A length as "00:45", or "00:45:10" where there are seconds and they are wanted."""
    minutes, rest = divmod(length // timedelta(seconds=1), 60)
    text = f"{minutes // 60:02}:{minutes % 60:02}"
    return f"{text}:{rest:02}" if rest and seconds else text


# RFC 3986, appendix A: what a URI of the Web is made of; a port has five digits at most.
_PCHAR = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"
URI = re.compile(
    rf"https?://(?:(?:[A-Za-z0-9\-._~!$&'()*+,;=:]|%[0-9A-Fa-f]{{2}})*@)?"
    rf"(?:\[[0-9A-Fa-f:.]+\]|(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{{2}})+)(?::\d{{0,5}})?"
    rf"(?:/{_PCHAR}*)*(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?"
)
KEPT_IN_URL = "%:/?#[]@!$&'()*+,;=-._~"


def url_of(value: Any, base: str | None = None) -> str | None:
    """An absolute URL; a relative one is seen from ``base``, and spaces are percent-encoded.

    Args:
        value: A text, or an object with a ``url``, as version 2 has it.
        base: The address of the schedule.
    """
    text = line_of(value.get("url") if isinstance(value, dict) else value)
    if text is None:
        return None
    text = quote(text, safe=KEPT_IN_URL) if " " in text else text
    if text.startswith("www."):
        text = f"http://{text}"
    try:
        return urljoin(base, text) if base else text
    except ValueError:  # no URL at all, such as "http://["
        return text


def uri_of(url: str) -> str | None:
    """A URL of the Web as :rfc:`3986` has it; None if it is of another scheme, or broken."""
    scheme, colon, rest = url.partition(":")
    text = scheme.lower() + colon + (rest if rest.isascii() else quote(rest, safe=KEPT_IN_URL))
    return text if URI.fullmatch(text) else None


KINDS: Mapping[str, str] = {
    "lecture": "talk",
    "presentation": "talk",
    "maintrack": "talk",
    "devroom": "talk",
    "lightning_talk": "lightning",
    "lightningtalk": "lightning",
    "hands_on": "workshop",
    "tutorial": "workshop",
    "training": "workshop",
    "podium": "panel",
    "panel_discussion": "panel",
    "bof": "discussion",
    "open_space": "open_floor",
    "pause": "break",
    "party": "social",
}
"""The words of schedules for the kinds of sessions; the kinds' own words are known, too."""


def kind_of(word: str | None, known: tuple[str, ...]) -> str:
    """The kind of session that a word tells: "talk" without one, "other" if it is unknown."""
    if not word:
        return "talk"
    text = re.sub("[ -]", "_", word.lower())
    return text if text in known else KINDS.get(text, "other")
