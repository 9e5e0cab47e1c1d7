"""Writing a page: the public view of a document in one file that fetches nothing.

- Everything that a document says is text: the template escapes it, and a URL is of a scheme that
  the models allow. There is no script but the JSON-LD, which is data and safe in its element.
- The same document gives the same bytes: what "next" means is told by ``now``.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.formats.html.feeds import feed_of
from hallwaytrack.formats.html.pages import FULL_UP_TO, Asked, Page, current, page_of, roster_page
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import did_you_mean
from hallwaytrack.model.series import EventSeries
from hallwaytrack.views.agenda import By
from hallwaytrack.views.public import public_view

if TYPE_CHECKING:
    from datetime import date

    from jinja2 import Template

Document: TypeAlias = Calendar | Event | EventSeries
Detail: TypeAlias = Literal["full", "brief"]


def to_html(
    document: Document,
    *,
    by: By = "room",
    feed_url: str | None = None,
    now: "date | None" = None,
    meetings: int = 10,
    detail: Detail | None = None,
    roster: bool = False,
) -> bytes:
    """A document as a page, in UTF-8: one file without scripts, pictures or anything to fetch.

    It is always the public view, but for a roster, which is asked for by name.

    Args:
        document: A calendar, an event or a series.
        by: What makes a column of a programme: "room", "track", "person" or "kind".
        feed_url: Where its feed is, for the links to it; of the scheme https, http or webcal.
        now: An aware time or a date: events that are over then are left out of a calendar, and a
            series lists its next meetings. Left out, a calendar shows all events, and a series its
            first meetings.
        meetings: How many meetings of a series are listed.
        detail: "full" with abstracts, notes, people and the sessions in the JSON-LD, or "brief"
            without them; left out, full where there are at most 100 sessions.
        roster: Write the roster of an event instead of its programme: who helps when, by name.

    Raises:
        InvalidValueError: If an argument is no such thing, a roster is asked for of what is no
            event, or the extra "html" is not installed.

    >>> from hallwaytrack import at
    >>> debut = Event(id="debut", title="C++ & us", start=at("America/Toronto")("2008-03-18 18:00"))
    >>> "<h1>C++ &amp; us</h1>" in to_html(debut).decode()
    True
    """
    feed = feed_of(feed_url)
    _check_one_of("detail", detail, (None, *get_args(Detail)))
    if roster:
        return _rendered(_roster(document), feed=feed, is_private=True)
    if not isinstance(document, Calendar | Event | EventSeries):
        message = "a page holds a calendar, an event or a series"
        raise InvalidValueError(Problem(message=message, value=document))
    public = public_view(document)
    public = current(public, now) if isinstance(public, Calendar) else public
    brief = detail == "brief" or (detail is None and _sessions(public) > FULL_UP_TO)
    asked = Asked(by=by, now=now, meetings=meetings, brief=brief)
    page = page_of(public, asked)
    return _rendered(
        page, feed=feed, jsonld=_jsonld(_without_sessions(public) if brief else public)
    )


def _roster(document: object) -> Page:
    if not isinstance(document, Event):
        message = "a roster is that of an event"
        mend = "take it out of its calendar with calendar.event(id)"
        raise InvalidValueError(Problem(message=message, value=type(document).__name__, mend=mend))
    return roster_page(document)


def _check_one_of(name: str, value: object, known: tuple[object, ...]) -> None:
    if value not in known:
        names = [str(each) for each in known if each is not None]
        message = f"{name} must be one of {', '.join(names)}"
        mend = did_you_mean(value, names)
        raise InvalidValueError(Problem(message=message, value=value, mend=mend))


def _events(document: Document) -> tuple[Event, ...]:
    if isinstance(document, Calendar):
        return (*document.events, *(series.template for series in document.series))
    return (document.template,) if isinstance(document, EventSeries) else (document,)


def _sessions(document: Document) -> int:
    return sum(len(event.sessions) for event in _events(document))


def _rendered(page: Page, **members: Any) -> bytes:
    return (_template().render(page=page, **members)).encode()


@lru_cache(maxsize=1)
def _template() -> "Template":
    """The template, compiled once."""
    try:
        # The extra that brings it may be missing, and whoever writes no page needs it not.
        from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415
    except ModuleNotFoundError:
        mend = "pip install hallwaytrack[html]"
        problem = Problem(message="pages need the package jinja2, of the extra html", mend=mend)
        raise InvalidValueError(problem) from None
    environment = Environment(
        loader=PackageLoader("hallwaytrack.formats.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters["paragraphs"] = lambda text: [p for p in text.split("\n\n") if p.strip()]
    return environment.get_template("page.html")


def _jsonld(document: Document) -> str:
    """The document as JSON-LD, which goes between the tags of a script element as it is."""
    from hallwaytrack.formats.jsonld import jsonld_text  # noqa: PLC0415 - a roster needs none

    return jsonld_text(document)


def _without_sessions(document: Document) -> Document:
    """A document whose events have no sessions: as JSON-LD of hundreds they outweigh the page."""
    if isinstance(document, Calendar):
        events = [event.replace(sessions=()) for event in document.events]
        return document.replace(events=events, series=[*map(_bare, document.series)])
    return _bare(document) if isinstance(document, EventSeries) else document.replace(sessions=())


def _bare(series: EventSeries) -> EventSeries:
    overrides = [override.replace(sessions=()) for override in series.overrides]
    return series.replace(template=series.template.replace(sessions=()), overrides=overrides)
