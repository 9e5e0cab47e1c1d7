"""Entries as subscribers see them: what two of them say."""

from itertools import product

import pytest
from tests.publishing.made import event, session

from hallwaytrack import Event, Session, to_ical
from hallwaytrack.publishing.entries import Seen, seen

TITLES = ("Servers", "Tools", "Cancelled: Servers", "Postponed: Servers", "Cancelled: Tools")
STATUSES = ("confirmed", "tentative", "cancelled", "postponed")
SESSIONS = [session(title=t, status=s) for t, s in product(TITLES, STATUSES)]


def told(of: Session, **members: str) -> Seen:
    """The entry of an event's only session."""
    _, entry = seen(event(of, **members)).values()
    return entry


@pytest.mark.parametrize("status", ["confirmed", "cancelled", "postponed"])
def test_two_say_the_same_where_their_content_is_the_same(status: str) -> None:
    entries = [told(each, status=status) for each in SESSIONS]
    for one, other in product(entries, entries):
        assert one.says_as(other) is (one.content == other.content)
    assert any(
        a.says_as(b) and a.entry.title != b.entry.title for a, b in product(entries, entries)
    )


def test_versions_say_nothing() -> None:
    one, other = told(session(sequence=3)), told(session(sequence=12))
    assert one.vevent != other.vevent
    assert one.says_as(other)


def test_content_begins_after_the_sequence() -> None:
    whole: Event = event(session(sequence=3))
    for entry in seen(whole).values():
        assert entry.content.startswith(b"\r\nDTSTART")
        assert entry.vevent in to_ical(whole)
