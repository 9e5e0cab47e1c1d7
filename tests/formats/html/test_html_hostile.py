"""What strangers write into a document stays text, and wrong arguments are refused."""

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, reject
from tests.formats.html.pages import parsed
from tests.formats.ical.documents import conference, hello
from tests.strategies import all_series, calendars, events

from hallwaytrack import (
    FORMATS,
    Calendar,
    Event,
    EventSeries,
    InvalidValueError,
    Person,
    Room,
    Session,
    Tour,
    Track,
    Venue,
    at,
    speakers,
    to_html,
    write,
)
from hallwaytrack.formats.html import write as write_html
from hallwaytrack.formats.html.facts import side_by_side
from hallwaytrack.formats.registry import format_of

HOSTILE = (
    "<script>alert(1)</script>",
    '"onload="alert(1)',
    "' onmouseover='alert(1)",
    "</title><h1>x</h1>",
    "</style><script>alert(1)</script>",
    "<!-- <script>",
    "]]></script>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; &amp;",
    "a\u202eb\u2066c",
)


def filled(text: str) -> Event:
    """An event with a text wherever one can be."""
    start = at("UTC")("2030-01-01 10:00")
    return Event(
        id="e",
        title=text,
        subtitle=text,
        description=text,
        start=start,
        audience=[text],
        topics=[text],
        venue=Venue(id="v", name=text, directions=text, rooms=[Room(id="r", name=text)]),
        people=[Person(id="p", name=text, bio=text, affiliation=text)],
        tracks=[Track(id="t", name=text, color="red")],
        sessions=[
            Session(
                id="<b\"'>&",
                title=text,
                subtitle=text,
                abstract=text,
                level=text,
                start=start,
                room="r",
                track="t",
                contributors=speakers("p"),
            )
        ],
    )


def assume_meetings(*found: EventSeries) -> None:
    """No meeting goes beyond the years that a time can be in; no library could tell of that one."""
    try:
        for each in found:
            each.upcoming(date(1900, 1, 1))
    except InvalidValueError:
        reject()


class TestHostile:
    @pytest.mark.parametrize("text", HOSTILE)
    @pytest.mark.parametrize("by", ["room", "track", "person", "kind"])
    def test_text_stays_text(self, text: str, by: Any) -> None:
        root = parsed(to_html(filled(text), by=by))
        plain = parsed(to_html(filled("x"), by=by))
        assert [each.tag for each in root.all()] == [each.tag for each in plain.all()]
        names = [sorted(each.attributes) for each in root.all()]
        assert names == [sorted(each.attributes) for each in plain.all()]
        assert root.one("title").text == root.one("h1").text == text
        assert root.one("style").text == plain.one("style").text

    @pytest.mark.parametrize("text", HOSTILE)
    def test_in_a_calendar_and_a_roster(self, text: str) -> None:
        calendar = Calendar(
            name=text, description=text, events=[filled(text)], tours=[Tour(id="t", name=text)]
        )
        assert parsed(to_html(calendar)).one("h1").text == text
        assert parsed(to_html(filled(text), roster=True)).one("h1").text == f"Roster: {text}"

    def test_no_text_turns_its_neighbours_around(self) -> None:
        turned = filled("a\u202eb")
        line = turned.sessions[0].replace(level="שלום \u202e", track="t")
        root = parsed(to_html(turned.put(line)))
        assert [p.text for p in root.all("p") if "·" in p.text] == ["ab · שלום "]

    @pytest.mark.parametrize("turning", [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"])
    def test_each_character_that_turns_a_line_is_dropped(self, turning: str) -> None:
        assert (
            side_by_side(f"\u2029{turning}\u202f{turning}\u2065\u206a")
            == "\u2029\u202f\u2065\u206a"
        )

    def test_a_url_that_breaks_out_of_its_quotes(self) -> None:
        url = 'https://a.example/"onclick="x'
        root = parsed(to_html(hello().replace(url=url), feed_url=url))
        assert url in [each.attributes.get("href") for each in root.all("a")]
        assert all("onclick" not in each.attributes for each in root.all())

    @given(events())
    def test_any_event(self, event: Event) -> None:
        root = parsed(to_html(event))
        assert root.one("h1").text == event.title
        told = {each.attributes["id"] for each in root.all("div") if "id" in each.attributes}
        assert told == {f"e.{session.id}" for session in event.sessions}

    @given(events())
    def test_any_roster(self, event: Event) -> None:
        rows = parsed(to_html(event, roster=True)).all("tbody")
        assert sum(len(body.all("tr")) for body in rows) == len(event.shifts) + len(
            event.volunteers
        )

    @given(calendars())
    def test_any_calendar(self, calendar: Calendar) -> None:
        assume_meetings(*calendar.series)
        sections = parsed(to_html(calendar)).all("section")
        events = [*calendar.events, *calendar.series]
        assert len(sections) == len(events) + bool(events)

    @given(all_series())
    def test_any_series(self, series: EventSeries) -> None:
        assume_meetings(series)
        assert parsed(to_html(series)).one("h1").text == series.template.title


class TestArguments:
    @pytest.mark.parametrize(
        "url",
        [
            "events.ics",
            "/events.ics",
            "javascript:alert(1)",
            "https://",
            "https://a b",
            3,
            "ftp://a/b",
        ],
    )
    def test_a_feed_has_an_absolute_url(self, url: Any) -> None:
        with pytest.raises(InvalidValueError, match="feed_url must be an absolute URL of the web"):
            to_html(hello(), feed_url=url)

    def test_detail_is_one_of_two(self) -> None:
        with pytest.raises(InvalidValueError, match="full, brief, got 'ful'; did you mean 'full'"):
            to_html(hello(), detail="ful")

    def test_by_is_what_an_agenda_knows(self) -> None:
        with pytest.raises(InvalidValueError, match="by must be one of"):
            to_html(hello(), by="colour")

    def test_now_has_a_zone(self) -> None:
        with pytest.raises(InvalidValueError, match="zone"):
            to_html(Calendar(events=[hello()]), now=datetime(2008, 1, 1))

    def test_a_roster_is_that_of_an_event(self) -> None:
        with pytest.raises(InvalidValueError, match="a roster is that of an event, got 'Calendar'"):
            to_html(Calendar(), roster=True)

    def test_through_the_registry(self) -> None:
        assert write(conference(), "html") == to_html(conference())
        assert not FORMATS["html"].reads

    def test_its_suffix_is_that_of_what_is_written_and_of_what_is_read(self) -> None:
        """There is no reader of pages, but one of the JSON-LD in them."""
        path = Path("evening.html")
        assert format_of(path).name == "html"
        assert format_of(path, to_html(hello())).name == "jsonld"

    @pytest.mark.parametrize("document", [Tour(id="t", name="T"), 3, None])
    def test_what_no_page_holds(self, document: Any) -> None:
        with pytest.raises(InvalidValueError, match="holds no"):
            write(document, "html")
        with pytest.raises(
            InvalidValueError, match="a page holds a calendar, an event or a series"
        ):
            to_html(document)

    def test_without_the_extra_the_error_names_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "jinja2", None)
        write_html._template.cache_clear()
        told = r"jinja2, of the extra html; pip install hallwaytrack\[html\]"
        with pytest.raises(InvalidValueError, match=told):
            to_html(Calendar())

    def test_jinja_is_imported_when_a_page_is_written(self) -> None:
        code = "import sys, hallwaytrack.formats.html; print('jinja2' in sys.modules)"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "False"
