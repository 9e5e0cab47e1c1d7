"""Headers for a feed (:rfc:`9110`), as any web framework takes them.

The ETag is made from the content alone: the same bytes have it on every server, and a server that
was started again still knows what its readers hold.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.times import stamp

ICALENDAR = "text/calendar; charset=utf-8"
TAG_DIGITS = 32
LAST_MODIFIED = re.compile(rb"^LAST-MODIFIED:(\d{8}T\d{6}Z)\r?$", re.MULTILINE)
TAG = re.compile(r'\s*(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")\s*')
"""An entity tag (section 8.8.3), without its mark of weakness."""


def feed_headers(
    data: bytes, updated: datetime | None = None, *, content_type: str = ICALENDAR
) -> dict[str, str]:
    """The headers to send with a feed.

    Args:
        data: Its bytes.
        updated: When it changed last, such as the ``updated`` of a published Calendar. Left out, it
            is the latest LAST-MODIFIED in the feed; where there is none, so is the header.
        content_type: What it is, if it is not iCalendar.

    Raises:
        InvalidValueError: If ``updated`` has no time zone.

    Returns:
        Content-Type, ETag, and Last-Modified.
    """
    headers = {"Content-Type": content_type, "ETag": f'"{sha256(data).hexdigest()[:TAG_DIGITS]}"'}
    changed = _latest(data) if updated is None else _stamp(updated)
    if changed is not None:
        headers["Last-Modified"] = format_datetime(changed, usegmt=True)
    return headers


def _stamp(updated: datetime) -> datetime:
    try:
        return stamp(updated)
    except Refused as no:
        message = f"updated {no.wants}"
        raise InvalidValueError(Problem(message=message, value=updated, mend=no.mend)) from None


def _latest(data: bytes) -> datetime | None:
    found = max(LAST_MODIFIED.findall(data), default=None)
    try:
        return datetime.fromisoformat(found.decode()).astimezone(UTC) if found else None
    except ValueError:
        return None


def not_modified(headers: Mapping[str, str], request_headers: Mapping[str, str]) -> bool:
    """Whether the one who asks has the feed already, so that 304 without a body answers a GET.

    If-None-Match decides where it is given, and is compared weakly; ``*`` is any version there is.
    Only without it is If-Modified-Since looked at, to the second (section 13.2.2). What cannot be
    understood is no match: then the feed is sent.

    Args:
        headers: Those of the feed, from ``feed_headers``.
        request_headers: Those of the request; their names in upper or lower case.
    """
    ours, theirs = _lower(headers), _lower(request_headers)
    wanted = theirs.get("if-none-match")
    if wanted is not None:
        return wanted.strip() == "*" or _opaque(ours.get("etag", "")) in _tags(wanted)
    changed, known = _time(ours.get("last-modified")), _time(theirs.get("if-modified-since"))
    return changed is not None and known is not None and changed <= known


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _opaque(tag: str) -> str | None:
    found = TAG.fullmatch(tag)
    return found[1] if found else None


def _tags(text: str) -> list[str | None]:
    """The tags of a list (section 13.1.2); a comma may stand in one."""
    tags: list[str | None] = []
    at = 0
    while at < len(text):
        found = TAG.match(text, at)
        if found is not None:
            tags.append(found[1])
            at = found.end()
        elif text[at] not in ", \t":
            return []
        at += 1
    return tags


def _time(text: str | None) -> datetime | None:
    """An HTTP date in any of its three forms (section 5.6.7)."""
    try:
        found = parsedate_to_datetime(text) if text else None
    except (ValueError, OverflowError):
        return None
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found
