"""Real feeds, published: others' series, all-day events, odd titles and times."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.formats.ical.reading import CORPUS, feeds_of_corpus, with_corpus

from hallwaytrack import Calendar, from_ical, publish, to_ical

pytestmark = with_corpus

NOW = datetime(2400, 1, 1, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def half_of(calendar: Calendar) -> Calendar:
    """The same without every other event and session, and the first changed meetings."""
    return calendar.replace(
        events=[e.replace(sessions=e.sessions[::2]) for e in calendar.events[::2]],
        series=[s.replace(overrides=s.overrides[1:]) for s in calendar.series],
    )


@pytest.mark.parametrize("path", feeds_of_corpus(), ids=lambda p: str(p.relative_to(CORPUS)))
def test_the_previous_feed_serves_as_well_as_the_previous_document(path: Path) -> None:
    calendar = from_ical(path.read_bytes())
    first = publish(calendar, None, NOW)
    feed = to_ical(first)
    assert to_ical(publish(calendar, from_ical(feed), LATER)) == feed
    by_document = to_ical(publish(half_of(calendar), first, LATER))
    assert to_ical(publish(half_of(calendar), from_ical(feed), LATER)) == by_document
