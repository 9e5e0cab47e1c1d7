"""Feeds of any size that are as hard on a reader as they can be for that size."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from tests.formats.ical.reading import feed, vevent

Lines = Iterator[str]


def _numbered(line: str) -> Callable[[], Lines]:
    """One line again and again; ``#`` is a number."""

    def lines() -> Lines:
        n = 0
        while True:
            n += 1
            yield line.replace("#", str(n))

    return lines


def _in_one_event(line: str) -> tuple[str, Callable[[], Lines], str]:
    return (
        "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20080318T220000Z\r\n",
        _numbered(line),
        "END:VEVENT\r\n",
    )


def _events(*lines: str, uid: str = "#@x.org") -> tuple[str, Callable[[], Lines], str]:
    return "", _numbered(vevent(*lines, uid=uid)), ""


ZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:Zone #\r\nBEGIN:STANDARD\r\nDTSTART:19000101T000000\r\n"
    "RRULE:FREQ=YEARLY\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\n"
    "END:VTIMEZONE\r\n"
    + vevent("DTSTART;TZID=Zone #:20080318T180000", uid="#@x.org")
)  # fmt: skip
OBSERVANCE = (
    "BEGIN:STANDARD\r\nDTSTART:19000101T000000\r\nRRULE:FREQ=YEARLY\r\n"
    "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:STANDARD"
)

SHAPES: Mapping[str, tuple[str, Callable[[], Lines], str]] = {
    "events that are alike": _events("LOCATION:Room #"),
    "events with one UID": _events(uid="same"),
    "events without a UID": _events("UID:"),
    "UIDs that are no ids": _events(uid="a b"),
    "events no two of which are alike": _events("X-#:y"),
    "sessions of one event": _events("RELATED-TO:1@x.org"),
    "sessions that share an id": _events("RELATED-TO:1@x.org", uid="s/1@x.org"),
    "sessions with a uid of another": _events("RELATED-TO:1@x.org", uid="s#/2@x.org"),
    "a chain of parents": _events("RELATED-TO:#@x.org", uid="x#@x.org"),
    "rooms called the same": _events("RELATED-TO:1@x.org", "LOCATION:- #"),
    "changes of one meeting": _events("RECURRENCE-ID:20080318T220000Z", uid="a"),
    "series": _events("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO"),
    "rules that recur every second": _events("RRULE:FREQ=SECONDLY;COUNT=2000000000"),
    "zones of its own": ("", _numbered(ZONE), ""),
    "observances": ("BEGIN:VTIMEZONE\r\nTZID:Z\r\n", _numbered(OBSERVANCE), "END:VTIMEZONE\r\n"),
    "zone names that nobody knows": _events("DTSTART;TZID=a/b/c/d/e/f/#:20080318T180000"),
    "end without a beginning": ("", _numbered("END:VEVENT"), ""),
    "beginning without an end": ("", _numbered("BEGIN:VEVENT"), ""),
    "components in an event": _in_one_event("BEGIN:VALARM\r\nEND:VALARM"),
    "participants": _in_one_event("BEGIN:PARTICIPANT\r\nSUMMARY:P\r\nEND:PARTICIPANT"),
    "calendars": ("", _numbered("END:VCALENDAR\r\nBEGIN:VCALENDAR"), ""),
    "no properties": ("", _numbered("!"), ""),
    "names alone": ("", _numbered("SUMMARY"), ""),
    "unknown properties": _in_one_event("X-A#:b"),
    "values that cannot be read, without a UID": (
        "BEGIN:VEVENT\r\n",
        _numbered("X-A:b\r\nDTEND:#\r\n!"),
        "END:VEVENT\r\n",
    ),
    "properties that stand once": _in_one_event("SUMMARY:#"),
    "values that cannot be read": _in_one_event("DTEND:#"),
    "attendees": _in_one_event("ATTENDEE;CN=#:mailto:a#@x.org"),
    "attendees with one name": _in_one_event("ATTENDEE;CN=a:mailto:a#@x.org"),
    "attachments": _in_one_event("ATTACH:https://x.org/a"),
    "comments": _in_one_event("COMMENT:#"),
    "rules": _in_one_event("RRULE:FREQ=DAILY;COUNT=#"),
    "dates that are added": _in_one_event("RDATE:20080318T220000Z,20080319T220000Z"),
    "dates of another kind": _in_one_event("EXDATE;VALUE=DATE:20080318"),
    "dates without a zone": _in_one_event("RDATE:20080318T220000"),
    "dates in a zone that nobody knows": _in_one_event("EXDATE;TZID=Here:20080318T220000"),
    "lengths of their own": _in_one_event("RDATE:20080318T220000Z/PT1H"),
    "links of files themselves": _in_one_event("ATTACH;VALUE=BINARY:#"),
    "envelopes": _in_one_event("X-HALLWAYTRACK-DATA:#/# {"),
    "empty lines": ("", _numbered(""), ""),
    "folds": ("X-A:b\r\n", _numbered(" "), ""),
}
LONG: Mapping[str, tuple[str, str]] = {
    "a text": ("DESCRIPTION:", "x"),
    "backslashes": ("DESCRIPTION:", "\\"),
    "escapes": ("DESCRIPTION:", "\\n\\,"),
    "a title of line breaks": ("SUMMARY:a", "\\n"),
    "spaces": ("LOCATION:x", " "),
    "a link": ("URL:https://x.org/", "/"),
    "links in a place": ("LOCATION:https://zoom.us/j/1", " https://x.org"),
    "topics": ("CATEGORIES:", "a,"),
    "parameters": ("X-A", ";B=c"),
    "values of a parameter": ("X-A;B=c", ",d"),
    "quotes": ("X-A;B=", '"'),
    "carets": ("ATTENDEE;CN=", "^"),
    "digits": ("SEQUENCE:", "1"),
    "a point": ("GEO:1.", "1"),
    "a duration": ("DURATION:P", "1D"),
    "a rule": ("RRULE:FREQ=DAILY", ";BYDAY=MO"),
    "days of a rule": ("RRULE:FREQ=YEARLY;BYYEARDAY=1", ",1"),
    "a UID of slashes": ("UID:", "/"),
    "a zone's name": ("DTSTART;TZID=a", "/a"),
    "a person's name": ("ORGANIZER;CN=a", " a"),
    "an address": ("ORGANIZER:mailto:a", ".a"),
    "control characters": ("SUMMARY:a", "\x01"),
    "dates": ("RDATE:20080318T220000Z", ",20080318T220000Z"),
}
NAMES = (*SHAPES, *LONG)


def heavy(name: str, size: int) -> bytes:
    """A feed of this many bytes, nearly."""
    if name in LONG:
        begin, more = LONG[name]
        line = begin + more * (size // len(more))
        return feed(vevent(line if ":" in line else f"{line}:b"))
    before, lines, after = SHAPES[name]
    each = sum(len(line) + 2 for line in islice(lines(), 20)) / 20
    body = "".join(f"{line}\r\n" for line in islice(lines(), max(1, int(size / each))))
    return feed(before + body + after)
