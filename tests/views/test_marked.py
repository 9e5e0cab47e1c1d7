"""What was marked as private in the program that it was read from."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.test_privacy import PUBLIC, text_of
from tests.model.plain import END, START, event, session, shift
from tests.strategies import Document, documents

from hallwaytrack import (
    Assignment,
    Booth,
    Calendar,
    Event,
    EventSeries,
    Person,
    Recurrence,
    Session,
    Volunteer,
    from_ical,
    from_json,
    losses,
    public_view,
    read,
    schedule_of,
    speakers,
    to_ical,
    to_json,
    write,
)
from hallwaytrack.views.marked import is_marked, unmarked

PRIVATE: dict[str, Any] = {"extra": {"ical": ["CLASS:PRIVATE"]}}
URL = "https://example.org/"
WEEKLY = Recurrence(rule="FREQ=WEEKLY;COUNT=3")
SECOND = START + timedelta(days=7)


def hidden(id: str = "hidden", **members: Any) -> Any:
    return session(id, title="Layoffs", start=START, **{**PRIVATE, **members})


def weekly(*overrides: Event, **members: Any) -> EventSeries:
    template = event(id="weekly@example.org", end=END, **members)
    return EventSeries(template=template, recurrence=WEEKLY, overrides=overrides)


class TestMarks:
    """:rfc:`5545`, section 3.8.1.3; :rfc:`8984`, section 4.4.3."""

    @pytest.mark.parametrize(
        "kept",
        [
            {"ical": ["CLASS:PRIVATE"]},
            {"ical": ["X-A:1", "class:confidential", "X-B:2"]},
            {"ical": ['CLASS;X-A="b:c":private ']},
            {"ical": ["CLASS:PUBLIC", "CLASS:PRIVATE"]},
            {"ical": ["BEGIN:VALARM", "END:VALARM", "CLASS:PRIVATE"]},
            {"jscalendar": {"privacy": "private"}},
            {"jscalendar": {"privacy": "secret"}},
        ],
        ids=str,
    )
    def test_private(self, kept: Any) -> None:
        assert is_marked(event(extra=kept))
        assert is_marked(session(extra=kept))
        assert is_marked(Booth(id="b", title="B", extra=kept))
        assert is_marked(weekly(extra=kept))

    @pytest.mark.parametrize("kept", ["CLASS:X-TEAM", "CLASS:", "CLASS"])
    def test_a_word_that_is_not_known_is_private(self, kept: str) -> None:
        """ "Applications MUST treat x-name and iana-token values they don't recognize the same way
        as they would the PRIVATE value."
        """
        assert is_marked(event(extra={"ical": [kept]})) == (":" in kept)
        assert is_marked(event(extra={"jscalendar": {"privacy": "example.com:team"}}))

    @pytest.mark.parametrize(
        "kept",
        [
            {},
            {"ical": ["CLASS:PUBLIC", "X-CLASS:PRIVATE", "CLASSES:PRIVATE", 7, None]},
            {"ical": ["BEGIN:VEVENT", "CLASS:CONFIDENTIAL", "END:VEVENT"]},
            {"ical": ["begin:VEVENT", "BEGIN:VALARM", "END:VALARM", "CLASS:PRIVATE", "end:VEVENT"]},
            {"ical": "CLASS:PRIVATE"},
            {"ical": {"CLASS": "PRIVATE"}},
            {"jscalendar": {"privacy": "public"}},
            {"jscalendar": {"privacy": None}},
            {"jscalendar": ["private"]},
            {"badge": "private"},
        ],
        ids=str,
    )
    def test_not_private(self, kept: Any) -> None:
        assert not is_marked(event(extra=kept))

    def test_what_bears_no_mark(self) -> None:
        assert not is_marked(Person(id="eve", name="Eve", **PRIVATE))
        assert not is_marked(Calendar(**PRIVATE))
        assert not is_marked(None)


class TestPublicView:
    """What is marked is not there."""

    def test_of_a_calendar(self) -> None:
        calendar = Calendar(
            events=[event(), event(id="b@example.org", **PRIVATE)],
            series=[weekly(**PRIVATE), weekly().replace(template=event(id="c@example.org"))],
        )
        public = public_view(calendar)
        assert [e.id for e in public.events] == ["launch@example.org"]
        assert [s.id for s in public.series] == ["c@example.org"]
        assert public.events[0] is calendar.events[0]
        assert unmarked(calendar) == public

    def test_of_an_event_with_what_is_part_of_it(self) -> None:
        whole = event(
            sessions=[
                session("a"),
                hidden(end=END, contributors=speakers("eve")),
                session("part", start=START, end=END, part_of="hidden"),
                session("of-part", start=START, end=END, part_of="part"),
            ],
            booths=[Booth(id="desk", title="Desk", **PRIVATE), Booth(id="area", title="Area")],
            people=[Person(id="eve", name="Eve"), Person(id="bob", name="Bob")],
        )
        public = public_view(whole)
        assert [s.id for s in public.sessions] == ["a"]
        assert [b.id for b in public.booths] == ["area"]
        # Whom only the hidden session names is gone with it.
        assert [p.id for p in public.people] == ["bob"]
        assert unmarked(whole) == public.replace(people=whole.people)

    def test_a_shift_at_a_booth_that_is_not_there(self) -> None:
        whole = event(
            booths=[Booth(id="desk", title="Desk", **PRIVATE)], shifts=[shift(place="desk")]
        )
        assert unmarked(whole) == event(shifts=[shift()])

    def test_of_a_series_the_meeting_is_skipped(self) -> None:
        """Without it that meeting would be as the template has it."""
        secret = weekly().meeting(SECOND).replace(title="Layoffs", **PRIVATE)
        public = public_view(weekly(secret))
        assert public.overrides == ()
        assert public.recurrence.skipped == (SECOND,)
        assert [e.start for e in public.upcoming(START)] == [START, START + timedelta(days=14)]
        assert unmarked(weekly(secret)) == public
        assert unmarked(Calendar(series=[weekly(secret)])).series == (public,)

    def test_other_meetings_stay(self) -> None:
        first = weekly().meeting(START).replace(title="Debut")
        whole = weekly(first, weekly().meeting(SECOND).replace(**PRIVATE))
        whole = whole.replace(recurrence=WEEKLY.replace(skipped=[SECOND + timedelta(days=7)]))
        public = unmarked(whole)
        assert public.overrides == (first,)
        assert public.recurrence.skipped == (SECOND + timedelta(days=7), SECOND)

    def test_in_the_meetings_of_a_series(self) -> None:
        series = weekly(sessions=[hidden(), session("a")])
        series = series.put(series.meeting(SECOND).replace(title="Second"))
        for public in (unmarked(series), unmarked(Calendar(series=[series])).series[0]):
            found = [public.template, *public.overrides]
            assert [[s.id for s in e.sessions] for e in found] == [["a"], ["a"]]

    def test_a_document_that_is_marked_keeps_its_times(self) -> None:
        """ "private": "The details of the object are hidden; only the basic time and metadata is
        shown" (:rfc:`8984`, section 4.4.3).
        """
        whole = event(end=END, status="cancelled", description="x", sequence=2, **PRIVATE)
        bare = event(title="(private)", end=END, status="cancelled", sequence=2)
        assert public_view(whole) == unmarked(whole) == bare
        assert public_view(hidden(end=END)) == session(
            "hidden", title="(private)", start=START, end=END
        )
        assert public_view(Booth(id="b", title="B", **PRIVATE)) == Booth(id="b", title="(private)")

    def test_a_series_that_is_marked_keeps_its_times(self) -> None:
        moved = weekly(description="x", **PRIVATE).move(SECOND, date(2008, 3, 26))
        public = public_view(moved)
        assert {e.title for e in public.upcoming(START)} == {"(private)"}
        assert [e.start for e in public.upcoming(START)] == [e.start for e in moved.upcoming(START)]
        assert b"description" not in to_json(public)

    @given(documents(), st.data())
    def test_is_the_same_the_second_time_and_breaks_no_rule(
        self, document: Document, data: st.DataObject
    ) -> None:
        whole = marked(document, data.draw)
        public = unmarked(whole)
        assert unmarked(public) is public
        assert from_json(to_json(public)) == public
        assert to_json(public_view(public)) == to_json(public_view(whole))
        if isinstance(whole, Calendar | Event | EventSeries):
            assert to_ical(public) == to_ical(whole)

    @given(documents())
    def test_without_marks_a_document_is_itself(self, document: Document) -> None:
        if (
            "CLASS:" not in to_json(document).decode()
            and "privacy" not in to_json(document).decode()
        ):
            assert unmarked(document) is document


def marked(document: Any, draw: Any) -> Any:
    """A document with marks at some of its events, meetings, sessions and booths."""
    if isinstance(document, Calendar):
        parts: dict[str, Any] = {"events": document.events, "series": document.series}
    elif isinstance(document, EventSeries):
        template = marked(document.template, draw)
        return document.replace(
            template=template, overrides=[marked(o, draw) for o in document.overrides]
        )
    elif isinstance(document, Event):
        parts = {"sessions": document.sessions, "booths": document.booths}
    else:
        parts = {}
    members = {name: [marked(part, draw) for part in found] for name, found in parts.items()}
    can_be = isinstance(document, Event | Session | Booth)
    mark = PRIVATE if can_be and draw(st.booleans()) else {}
    return document.replace(**members, **mark)


def full_of_secrets(kind: type) -> Any:
    people = [Person(id="eve", name="Eve Layoffs")]
    open_, part = session("open", start=START), hidden(contributors=speakers("eve"))
    whole = event(url=URL, people=people, sessions=[open_, part])
    if kind is Event:
        return whole
    secret = event(id="s@example.org", title="Layoffs", url=URL, people=people, **PRIVATE)
    override = weekly().meeting(SECOND).replace(title="Layoffs", **PRIVATE)
    return Calendar(events=[whole, secret], series=[weekly(override)])


class TestWriters:
    @pytest.mark.parametrize("format", PUBLIC, ids=lambda f: f.name)
    def test_no_public_format_has_it(self, format: Any) -> None:
        for kind in {*format.kinds} & {Event, Calendar}:
            written = text_of(write(full_of_secrets(kind), format.name))
            assert "launch" in written or format.name == "agenda-csv"
            assert "layoffs" not in written

    @pytest.mark.parametrize("format", PUBLIC, ids=lambda f: f.name)
    def test_nor_of_a_document_that_is_marked(self, format: Any) -> None:
        whole = event(title="Layoffs", url=URL, sessions=[hidden(extra={})], **PRIVATE)
        if Event in format.kinds:
            assert "layoffs" not in text_of(write(whole, format.name))

    @pytest.mark.parametrize("kind", [Event, Calendar])
    def test_the_full_view_has_it(self, kind: Any) -> None:
        whole = full_of_secrets(kind)
        assert from_ical(to_ical(whole, view="full"), kind) == whole

    def test_a_feed_without_marks_is_what_it_was(self) -> None:
        whole = Calendar(events=[event(sessions=[session("a", start=START)])], series=[weekly()])
        more = whole.put(event(id="s@example.org", **PRIVATE))
        assert to_ical(more) == to_ical(whole)

    @pytest.mark.parametrize("name", ["confs-tech", "frab-xml"])
    def test_it_is_told_as_lost(self, name: str) -> None:
        kind = Calendar if name == "confs-tech" else Event
        place = "/events/1" if kind is Calendar else "/sessions/1"
        assert place in {p.place for p in losses(full_of_secrets(kind), name)}

    @pytest.mark.parametrize("tail", [{}, {"contributors": speakers("eve")}])
    def test_of_a_document_that_is_marked_it_is_told_at_once(self, tail: Any) -> None:
        eve = Person(id="eve", name="Eve")
        (first, *_) = losses(event(people=[eve], **tail, **PRIVATE), "jsonld")
        assert (first.place, first.message) == (
            "",
            "all but its times is left out: it is marked as private",
        )

    def test_an_agenda_tells_what_it_does_not_show(self) -> None:
        whole = event(
            sessions=[
                hidden(),
                session("part", start=START, part_of="hidden"),
                session("open", start=START),
            ]
        )
        gone = [p.place for p in losses(whole, "agenda-csv") if p.message == "sessions is left out"]
        assert gone == ["/sessions/0", "/sessions/1"]
        alone = losses(event(sessions=[session("a", start=START)], **PRIVATE), "agenda-csv")
        assert "/sessions/0" in {p.place for p in alone}

    def test_nothing_is_advised_for_what_is_on_no_page(self) -> None:
        advice = losses(Calendar(events=[event(**PRIVATE)]), "jsonld")
        assert [p.place for p in advice if p.severity == "info"] == []

    def test_a_series_that_no_schedule_can_say_is_told_as_lost(self) -> None:
        lost = losses(
            Calendar(series=[weekly(**PRIVATE), weekly().replace(template=event())]), "jsonld"
        )
        assert [p.message for p in lost if p.place == "/series/0"] == ["series is left out"]

    def test_what_an_aggregator_reads_it_does_not_publish(self) -> None:
        own = to_ical(event(title="Layoffs")).replace(b"SUMMARY", b"CLASS:CONFIDENTIAL\r\nSUMMARY")
        reading = read(own.replace(b"hallwaytrack//EN", b"other//EN"))
        assert [p.code for p in reading.problems] == ["IC509"]
        assert reading.document.events[0].title == "Layoffs"
        assert b"BEGIN:VEVENT" not in to_ical(reading.document)
        assert write(reading.document, "jcal").count(b"vevent") == 0


class TestSchedules:
    """The feed of one person, whose address is passed on."""

    WHOLE = event(
        people=[Person(id="eve", name="Eve"), Person(id="bob", name="Bob")],
        volunteers=[Volunteer(person="bob")],
        sessions=[
            hidden(end=END, contributors=speakers("eve")),
            session("part", start=START, part_of="hidden", contributors=speakers("eve")),
            session("open", start=START, contributors=speakers("eve")),
        ],
        booths=[Booth(id="desk", title="Hotline", **PRIVATE)],
        shifts=[shift(place="desk", assignments=[Assignment(person="bob")])],
    )

    def test_marks_stay(self) -> None:
        marks = {e.id: is_marked(e) for e in schedule_of(self.WHOLE, "eve").events}
        tail = "/launch@example.org"
        assert marks == {f"hidden{tail}": True, f"part{tail}": True, f"open{tail}": False}
        feed = to_ical(schedule_of(self.WHOLE, "eve"))
        assert feed.count(b"BEGIN:VEVENT") == 1 and b"Layoffs" not in feed

    def test_at_a_booth_and_of_a_marked_event(self) -> None:
        assert b"Hotline" not in to_ical(schedule_of(self.WHOLE, "bob"))
        marked = schedule_of(self.WHOLE.replace(title="Layoffs", **PRIVATE), "eve")
        assert all(map(is_marked, marked.events))
        assert b"Layoffs" not in to_ical(marked)

    def test_what_a_volunteer_misses_is_not_told_of_it(self) -> None:
        whole = self.WHOLE.replace(
            booths=(), shifts=[shift(assignments=[Assignment(person="bob")])]
        )
        (entry,) = schedule_of(whole, "bob").events
        assert "Hypervisors" in str(entry.description)
        assert "Layoffs" not in str(entry.description)
