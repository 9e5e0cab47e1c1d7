"""The life of a feed as readers follow it: no duplicate, nothing that lingers, the right versions."""

import pytest
from tests.formats.ical.grammar import unfolded
from tests.publishing.life import MEETING, Reader, follow, publications, uid, with_icalendar

READERS: list[Reader] = [with_icalendar]
"""Another reader is one more function."""


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@pytest.mark.parametrize("from_feeds", [False, True])
def test_every_publication_is_read_as_it_was_meant(read: Reader, from_feeds: bool) -> None:
    follow(publications(from_feeds=from_feeds), read)


def test_what_did_not_change_keeps_its_bytes() -> None:
    before: dict[str, bytes] = {}
    for published in publications():
        now = vevents(published.data)
        for name in now.keys() & before.keys():
            same = name not in published.step.changed
            assert (now[name] == before[name]) is same, (published.step.does, name)
        before = now


def test_where_nothing_changed_the_feed_is_the_same_to_the_byte() -> None:
    feeds = {published.step.does: published for published in publications()}
    before = list(feeds)[list(feeds).index("do nothing") - 1]
    assert feeds["do nothing"].data == feeds[before].data
    waited = feeds["wait until it was told for a month"]
    assert feeds["do nothing again"].data == waited.data
    assert feeds["do nothing again"].document.updated == waited.document.updated


def test_the_previous_feed_serves_as_well_as_the_previous_document() -> None:
    by_document = [published.data for published in publications()]
    assert [published.data for published in publications(from_feeds=True)] == by_document


def test_the_meeting_was_moved_twice_and_then_online() -> None:
    *_, last = publications()
    meeting = last.document.event(MEETING)
    assert meeting.sequence == 3
    assert [f"{start:%m-%d}" for start in meeting.previous_starts] == ["03-18", "03-25"]
    assert "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.example/itpro" in unfolded(last.data)


def test_a_link_to_slides_is_one_update_of_the_same_entry() -> None:
    feeds = {published.step.does: vevents(published.data) for published in publications()}
    slides = feeds["link the slides"][uid("servers")]
    assert b'ATTACH;FILENAME="Slides":https://x.example/1' in slides
    assert b"\r\nSEQUENCE:5\r\n" in slides


def vevents(data: bytes) -> dict[str, bytes]:
    """The VEVENTs of a feed by their UIDs."""
    found = data.split(b"BEGIN:VEVENT\r\nUID:")[1:]
    return {each.partition(b"\r\n")[0].decode(): each.partition(b"END:VEVENT")[0] for each in found}
