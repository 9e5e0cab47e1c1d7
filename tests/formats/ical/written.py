"""Feeds to hold the specifications against: of made documents, and of generated ones.

A clause holds for every feed, so each test looks at all of these. They are made and parsed once;
the generated documents are the same in every run.
"""

from functools import cache

from attrs import frozen
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.formats.ical.calendars import feed
from tests.formats.ical.documents import all_day, conference, event, hello, session
from tests.formats.ical.grammar import Component, calendar_of
from tests.formats.ical.recurring import camps, monthly, recurring
from tests.strategies import all_series, calendars, events

from hallwaytrack import Calendar, Event, EventSeries, example, to_ical

Document = Event | EventSeries | Calendar
GENERATED = 80


def documents() -> st.SearchStrategy[Document]:
    """What can be written."""
    return events() | calendars() | all_series()


@frozen
class Feed:
    """A document with what was written of it, in bytes and parsed."""

    document: Document
    components: bool
    data: bytes
    calendar: Component

    @property
    def entries(self) -> list[Component]:
        """The VEVENTs."""
        return self.calendar.entries

    @property
    def zones(self) -> list[Component]:
        """The VTIMEZONEs."""
        return self.calendar.inside("VTIMEZONE")


def written(document: Document, *, components: bool = False) -> Feed:
    """A document as a feed."""
    data = to_ical(document, components=components)
    return Feed(document, components, data, calendar_of(data))


@cache
def feeds() -> tuple[Feed, ...]:
    """All the feeds, each with and without components."""
    return tuple(
        written(document, components=components)
        for document in (*_made(), *_generated())
        for components in (False, True)
    )


def _made() -> list[Document]:
    return [
        hello(),
        all_day(),
        conference(),
        conference(status="cancelled", status_reason="Snow"),
        event(status="postponed", sessions=[session()]),
        feed(conference(), all_day(), hello()),
        Calendar(),
        monthly(),
        camps(),
        recurring(),
        example(),
    ]


def _generated() -> list[Document]:
    drawn: list[Document] = []

    @settings(
        max_examples=GENERATED,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(documents())
    def draw(document: Document) -> None:
        drawn.append(document)

    draw()
    return drawn
