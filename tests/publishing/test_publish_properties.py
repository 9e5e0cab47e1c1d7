"""The rules of publishing, for whatever people do to a document."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.formats.ical.grammar import calendar_of
from tests.publishing.edits import (
    LATER,
    STEP,
    edited_calendars,
    edited_events,
    edited_series,
    read_back,
)
from tests.views.test_marked import marked

from hallwaytrack import Calendar, from_json, publish, to_ical, to_json
from hallwaytrack.model.types import LARGEST
from hallwaytrack.publishing.entries import seen
from hallwaytrack.views.marked import unmarked

slow = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
Edited = tuple[Calendar, Calendar]
MONTH = timedelta(days=30)


@slow
@given(edited_calendars())
def test_the_previous_feed_serves_as_well_as_the_previous_document(edited: Edited) -> None:
    old, new = edited
    assert to_ical(publish(new, read_back(old), LATER)) == to_ical(publish(new, old, LATER))


@slow
@given(edited_events() | edited_series())
def test_so_does_that_of_one_event_or_series(edited: tuple[Any, Any]) -> None:
    old, new = edited
    assert to_ical(publish(new, read_back(old), LATER)) == to_ical(publish(new, old, LATER))


@slow
@given(edited_calendars() | edited_events() | edited_series(), st.data())
def test_so_does_one_of_what_somebody_marked_as_private(
    edited: tuple[Any, Any], data: st.DataObject
) -> None:
    old, new = (marked(each, data.draw) for each in edited)
    published = publish(new, old, LATER)
    assert to_ical(publish(new, read_back(old), LATER)) == to_ical(published)
    assert unmarked(published) is published
    assert publish(new, published, LATER + STEP) == published


@slow
@given(edited_calendars())
def test_so_does_one_with_components(edited: Edited) -> None:
    old, new = edited
    way: Any = {"components": True}
    by_feed = publish(new, read_back(old, **way), LATER, **way)
    assert to_ical(by_feed, **way) == to_ical(publish(new, old, LATER, **way), **way)


@pytest.mark.deep
@given(edited_calendars())
def test_many_previous_feeds_do(edited: Edited) -> None:
    old, new = edited
    assert to_ical(publish(new, read_back(old), LATER)) == to_ical(publish(new, old, LATER))


@slow
@given(edited_calendars())
def test_it_does_so_along_a_life(edited: Edited) -> None:
    """Each publication made from the feed of the one before is that of the documents."""
    old, new = edited
    states = [(old, 0), (new, 1), (new, 2), (old, 3), (new, 40), (old, 80)]
    kept: Any = None
    for state, day in states:
        by_feed = publish(state, kept and read_back(kept), LATER + day * STEP)
        kept = publish(state, kept, LATER + day * STEP)
        assert to_ical(by_feed) == to_ical(kept)


@slow
@given(edited_calendars())
def test_what_did_not_change_keeps_its_bytes_and_what_did_counts(edited: Edited) -> None:
    old, new = edited
    before = seen(old)
    after = seen(publish(new, old, LATER))
    standing = seen(new)
    for key in before.keys() & after.keys():
        was, now = before[key], after[key]
        if key not in standing and was.entry.updated is None:
            assert now.entry.updated == LATER  # its age has to be counted from something
        elif was.content == now.content and was.entry.created == now.entry.created:
            assert was.vevent == now.vevent
        else:
            assert now.entry.sequence > was.entry.sequence or now.entry.sequence == LARGEST
            assert now.entry.updated == LATER


@slow
@given(edited_calendars())
def test_what_vanished_is_cancelled_until_it_goes(edited: Edited) -> None:
    old, new = edited
    published = publish(new, old, LATER)
    uids, now = {uid for uid, _ in seen(old)}, {uid for uid, _ in seen(new)}
    there = {uid: each for (uid, _), each in seen(published).items()}
    assert now <= there.keys()
    for uid in there.keys() - now:
        assert uid in uids
        assert there[uid].status in ("cancelled", "postponed")
    later = publish(new, published, LATER + MONTH)
    assert {uid for uid, _ in seen(later)} == now


@slow
@given(edited_calendars())
def test_publishing_the_same_again_changes_no_byte(edited: Edited) -> None:
    old, new = edited
    published = publish(new, old, LATER)
    again = publish(new, published, LATER + STEP)
    assert to_ical(again) == to_ical(published)
    assert again.updated == published.updated


@slow
@given(edited_calendars())
def test_the_result_is_a_document_like_any_other(edited: Edited) -> None:
    old, new = edited
    published = publish(new, old, LATER)
    assert from_json(to_json(published), Calendar) == published
    uids = [
        entry.text("UID")
        for entry in calendar_of(to_ical(published)).entries
        if not entry.has("RECURRENCE-ID")
    ]
    assert len(uids) == len(set(uids))
