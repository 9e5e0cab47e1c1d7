"""The bridge: what icalendar parses from our bytes is what it gets without them, and back."""

import gc
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.formats.ical.calendars import everywhere, feed, statuses
from tests.formats.ical.components import changeable, loses_backslashes, seen
from tests.formats.ical.documents import conference, event, session
from tests.formats.ical.reading import CORPUS, feeds_of_corpus, with_corpus
from tests.formats.ical.test_ical_golden import GOLDEN
from tests.strategies import all_series, calendars, events

from hallwaytrack import (
    Calendar,
    DecodeError,
    Event,
    EventSeries,
    InvalidValueError,
    Material,
    Recurrence,
    VirtualLocation,
    at,
    example,
    from_ical,
    from_icalendar,
    to_ical,
    to_icalendar,
)

toronto = at("America/Toronto")
VIEWS = pytest.mark.parametrize("view", ["public", "full"])
COMPONENTS = pytest.mark.parametrize("components", [False, True])
NAMED = {"uid": "e@example.org", "summary": "Launch"}


def hand_built(**properties: Any) -> icalendar.Event:
    """An event as people build it with icalendar."""
    made = icalendar.Event()
    for name, value in {**NAMED, "dtstart": toronto("2008-03-18 18:00"), **properties}.items():
        made.add(name.replace("_", "-"), value)
    return made


def same_as_parsed(document: Any, **options: Any) -> bool:
    """Whether the components are those that icalendar parses, in each detail."""
    ours = to_icalendar(document, **options)
    theirs = icalendar.Calendar.from_ical(to_ical(document, **options))
    assert seen(ours) == seen(theirs)
    assert ours == theirs
    return ours.to_ical() == theirs.to_ical()


@VIEWS
@COMPONENTS
class TestWhatIcalendarParses:
    @settings(max_examples=15)
    @given(event=events())
    def test_an_event(self, view: Any, components: bool, event: Event) -> None:
        assert same_as_parsed(event, view=view, components=components)

    @settings(max_examples=10)
    @given(series=all_series())
    def test_a_series(self, view: Any, components: bool, series: EventSeries) -> None:
        assert same_as_parsed(series, view=view, components=components)

    @settings(max_examples=10)
    @given(calendar=calendars())
    def test_a_calendar(self, view: Any, components: bool, calendar: Calendar) -> None:
        assert same_as_parsed(calendar, view=view, components=components)

    @pytest.mark.deep
    @given(document=events() | all_series() | calendars())
    def test_anything(self, view: Any, components: bool, document: Any) -> None:
        assert same_as_parsed(document, view=view, components=components)

    @pytest.mark.parametrize(
        "document",
        [
            pytest.param(conference(), id="everything in one event"),
            pytest.param(statuses(), id="every status"),
            pytest.param(everywhere(), id="every zone"),
            pytest.param(example("heroes-happen-here"), id="the example"),
            pytest.param(Calendar(), id="nothing"),
        ],
    )
    def test_a_made_document(self, view: Any, components: bool, document: Any) -> None:
        assert same_as_parsed(document, view=view, components=components)


class TestToIcalendar:
    @pytest.mark.parametrize("first", [icalendar.Calendar, icalendar.Component])
    def test_classes_are_those_of_its_parser(
        self, monkeypatch: pytest.MonkeyPatch, first: Any
    ) -> None:
        """It makes classes of what it does not know, such as VLOCATION, and may do so twice."""
        monkeypatch.setattr(icalendar.Component, "_components_factory", None)
        monkeypatch.setattr(icalendar.Calendar, "_components_factory", None)
        if first is icalendar.Component:  # then its calendars use what it has
            monkeypatch.delattr(icalendar.Calendar, "_components_factory")
        first.get_component_class("VLOCATION")
        assert same_as_parsed(conference(), components=True)

    def test_each_value_has_its_type(self) -> None:
        calendar = to_icalendar(conference())
        assert type(calendar) is icalendar.Calendar
        first, *sessions = calendar.events
        assert {type(part) for part in calendar.subcomponents} == {
            icalendar.Timezone,
            icalendar.Event,
        }
        assert type(first["SUMMARY"]) is icalendar.vText
        assert type(first["URL"]) is icalendar.vUri
        assert type(first["SEQUENCE"]) is icalendar.vInt
        assert type(first["CATEGORIES"]) is icalendar.prop.vCategory
        assert first.start == conference().start
        assert sessions

    def test_a_text_is_what_the_model_has(self) -> None:
        title = r"C:\New, or not; \\N" + "漢字 🎉"
        (found,) = to_icalendar(event(title=title, description="a\nb")).events
        assert found["SUMMARY"] == title
        assert found["DESCRIPTION"] == "a\nb"

    def test_what_icalendar_does_not_unescape_stays_as_it_stands_there(self) -> None:
        calendar = to_icalendar(feed(name="Talks, and more"))
        assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Talks\\, and more"

    def test_a_parameter_is_what_icalendar_makes_of_it(self) -> None:
        """It takes two backslashes for one, in a file's name as well."""
        file = Material(id="a", title=r"\\server\a\,b", url="https://example.org/a.pdf")
        (found,) = to_icalendar(event(materials=[file])).events
        assert found["ATTACH"].params["FILENAME"] == r"\server\a,b"
        assert same_as_parsed(event(materials=[file]))

    def test_a_colon_in_quotes_ends_no_head(self) -> None:
        places = [
            VirtualLocation(url=f"https://example.org/{n}", label=label)
            for n, label in enumerate(("Zoom: the hall", "Zoom: the hall", 'the "hall"', "^n"))
        ]
        (found,) = to_icalendar(event(online=places)).events
        labels = [each.params["LABEL"] for each in found["CONFERENCE"]]
        assert labels == [place.label for place in places]

    def test_nothing_that_can_be_changed_is_shared(self) -> None:
        several = {"ical": ["X-NOTE;X-P=a,b:1", "X-NOTE;X-P=a,b:2", "CATEGORIES:c", "CATEGORIES:c"]}
        for document in (conference(), event(extra=several)):
            met = list(changeable(to_icalendar(document, view="full", components=True)))
            assert len({id(each) for each in met}) == len(met)

    def test_a_changed_calendar_changes_no_other(self) -> None:
        before = to_ical(conference())
        changed = to_icalendar(conference())
        changed.events[0]["DTSTART"].params["TZID"] = "Nowhere"
        changed.events[1].pop("SUMMARY")
        again = to_icalendar(conference())
        assert seen(again) == seen(icalendar.Calendar.from_ical(before))

    def test_the_collection_of_garbage_goes_on(self) -> None:
        to_icalendar(event())
        assert gc.isenabled()

    @pytest.mark.parametrize(
        ("document", "options", "message"),
        [
            ("feed.ics", {}, "a Calendar, an Event or an EventSeries"),
            (event(), {"view": "private"}, "'public' or 'full'"),
        ],
    )
    def test_refused_arguments(self, document: Any, options: Any, message: str) -> None:
        with pytest.raises(InvalidValueError, match=message):
            to_icalendar(document, **options)


class TestLinesOfOtherPrograms:
    """``extra["ical"]``, which the full view writes back."""

    @pytest.mark.parametrize(
        "lines",
        [
            ["X-NOTE:a\\, b\\: \\N"],
            ["X-NOTE:1", "X-OTHER:2", "X-NOTE:3"],
            ["RESOURCES:a\\:b", "RESOURCES;LANGUAGE=fr:c\\\\d"],
            ['X-NOTE;X-P="a:b;c,d":value', "X-NOTE;X-P=a,b:value", "X-NOTE;X-P=a,b:value"],
            ['X-NOTE;X-P="never closed:value'],
            ["X-NOTE;X-P=a\\:b:value"],
            ["X-NOTE;=:value"],
            ["X NOTE:value"],
            ["x-note;x-p=1: lower case"],
            ["RDATE:", "EXDATE:nonsense"],
            ["DUE;TZID=America/Toronto:20080318T180000", "DUE;TZID=:20080318T180000"],
            ["COMPLETED;TZID=America/Toronto:20080318T180000Z"],
            ["DUE;TZID=Nowhere/At_All:20080318T180000"],
            ["PRIORITY:high", "PRIORITY:1", "GEO:north;south"],
            ["FREEBUSY:19970308T160000Z/PT3H,19970308T200000Z/PT1H"],
            ["ATTACH;VALUE=BINARY;ENCODING=BASE64:QQ=="],
            ["REQUEST-STATUS:2.0;Success", 'ATTENDEE;CN="A, B":mailto:a@example.org'],
            ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER;RELATED=END:-PT5M", "END:VALARM"],
            ["begin:X-THING", "X-A:1", "BEGIN:x-inner", "X-B:2", "END:x-inner", "end:X-THING"],
        ],
    )
    def test_they_are_what_icalendar_parses(self, lines: list[str]) -> None:
        carrying = event(extra={"ical": lines}, sessions=[session(extra={"ical": lines})])
        assert same_as_parsed(carrying, view="full")

    @pytest.mark.parametrize(
        "lines", [["DTSTART:nonsense"], ["BEGIN:X-THING", "TRIGGER:nonsense", "END:X-THING"]]
    )
    def test_one_that_icalendar_refuses(self, lines: list[str]) -> None:
        calendar = feed(extra={"ical": lines})
        with pytest.raises(InvalidValueError, match="icalendar refuses a line.*drop it from extra"):
            to_icalendar(calendar, view="full")
        assert same_as_parsed(calendar)


def test_icalendar_is_imported_for_the_bridge_alone() -> None:
    code = """
import sys, hallwaytrack
hallwaytrack.from_ical(hallwaytrack.to_ical(hallwaytrack.Calendar()))
print("icalendar" in sys.modules)
print(hallwaytrack.to_icalendar(hallwaytrack.Calendar())["VERSION"])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.split() == ["False", "2.0"], done.stderr


class TestThereAndBack:
    """``from_icalendar(to_icalendar(x)) == from_ical(to_ical(x))``."""

    @COMPONENTS
    @settings(max_examples=25)
    @given(document=events() | all_series() | calendars())
    def test_nothing_is_lost(self, components: bool, document: Any) -> None:
        written = to_ical(document, components=components)
        assume(not loses_backslashes(written))
        given = to_icalendar(document, components=components)
        before = seen(given)
        assert from_icalendar(given) == from_ical(written)
        assert seen(given) == before

    def test_a_backslash_in_a_parameter_is_lost(self) -> None:
        place = VirtualLocation(url="https://example.org/", label=r"a\,b")
        found = from_icalendar(to_icalendar(event(online=[place])), Event)
        assert [each.label for each in found.online] == ["a,b"]

    @pytest.mark.parametrize("path", sorted(GOLDEN.glob("ical/*.ics")), ids=lambda path: path.stem)
    def test_a_golden_feed(self, path: Path) -> None:
        data = path.read_bytes()
        assert from_icalendar(icalendar.Calendar.from_ical(data)) == from_ical(data)

    def test_two_characters_that_icalendar_writes_as_a_line_end(self) -> None:
        found = from_icalendar(to_icalendar(event(title=r"C:\New")), Event)
        assert found.title == r"C:\New"

    def test_the_class_asked_for_is_the_class_returned(self) -> None:
        series = EventSeries(template=event(), recurrence=Recurrence(rule="FREQ=DAILY;COUNT=2"))
        assert type(from_icalendar(to_icalendar(series), EventSeries)) is EventSeries
        with pytest.raises(DecodeError, match="not one Event"):
            from_icalendar(to_icalendar(series), Event)

    def test_the_arguments_are_those_of_from_ical(self) -> None:
        made = hand_built(uid="1", dtstart=datetime(2008, 3, 18, 18))
        made["UID"] = "1"
        found = from_icalendar(
            made,
            Event,
            timezone="America/Toronto",
            namespace="example.org",
            source="https://example.org/feed.ics",
        )
        assert found.start == toronto("2008-03-18 18:00")
        assert found.id == "1@example.org"
        assert found.sources == ("https://example.org/feed.ics",)


@with_corpus
@pytest.mark.filterwarnings("ignore:Timezone .* is a globally unique TZID")
@pytest.mark.parametrize("path", feeds_of_corpus(), ids=lambda p: str(p.relative_to(CORPUS)))
def test_a_real_feed_by_way_of_icalendar(path: Path) -> None:
    data = path.read_bytes()
    try:
        parsed = icalendar.Calendar.from_ical(data)
    except (ValueError, IndexError):
        pytest.skip("icalendar does not read it as one calendar")
    assert _entries(from_icalendar(parsed)) == _entries(from_ical(data))


def _entries(calendar: Calendar) -> list[tuple[Any, ...]]:
    whole = [*calendar.events, *(series.template for series in calendar.series)]
    told = [entry for each in whole for entry in (each, *each.sessions)]
    return [(e.id, e.title, e.description, e.start, e.end, e.status, e.url) for e in told]


NAMES = st.sampled_from(
    (
        *(
            "UID",
            "DTSTART",
            "DTEND",
            "DURATION",
            "SUMMARY",
            "LOCATION",
            "GEO",
            "CATEGORIES",
            "RRULE",
        ),
        *("RDATE", "EXDATE", "RECURRENCE-ID", "SEQUENCE", "ORGANIZER", "ATTACH", "IMAGE", "STATUS"),
        *("RELATED-TO", "LAST-MODIFIED", "X-NOTE", "X-WR-TIMEZONE", "REFRESH-INTERVAL", "a b", ""),
    )
)
PLAIN: st.SearchStrategy[Any] = st.one_of(
    st.text(max_size=20),
    st.binary(max_size=5),
    st.integers() | st.floats() | st.none() | st.booleans(),
    st.dates() | st.times() | st.timedeltas(),
    st.datetimes(timezones=st.none() | st.timezones()),
    st.tuples(st.datetimes(), st.timedeltas()),
    st.dictionaries(st.sampled_from(("FREQ", "UNTIL", "BYDAY", "x")), st.text(max_size=5)),
    st.builds(object),
)
TYPES = (
    *("vText", "vUri", "vInt", "vGeo", "vDDDTypes", "vDDDLists", "vRecur", "vCalAddress"),
    *("vUnknown", "vCategory", "vDuration", "vPeriod", "vDate", "vDatetime", "vBinary"),
)


def _typed(name: str, value: Any) -> Any:
    """A value in a type of icalendar's, if that takes it."""
    try:
        return getattr(icalendar.prop, name)(value)
    except Exception:
        return value


VALUES = PLAIN | st.builds(_typed, st.sampled_from(TYPES), PLAIN)


class TestHandBuilt:
    """Calendars that people make with icalendar, which need not be lawful files."""

    def test_a_calendar_without_prodid_and_version(self) -> None:
        calendar = icalendar.Calendar()
        calendar.add_component(hand_built())
        assert from_icalendar(calendar, Event).title == "Launch"

    def test_an_event_alone(self) -> None:
        assert from_icalendar(hand_built(), Event) == event()

    def test_nothing_at_all(self) -> None:
        assert from_icalendar(icalendar.Calendar()) == Calendar()
        assert from_icalendar(icalendar.Event()).events == ()

    def test_made_by_new(self) -> None:
        start = datetime(2008, 3, 18, 18, tzinfo=ZoneInfo("America/Toronto"))
        made = icalendar.Event.new(
            summary="Talks, and more", start=start, end=start + timedelta(hours=3), uid="1@b.org"
        )
        found = from_icalendar(icalendar.Calendar.new(subcomponents=[made], name="Ours"))
        assert found.name == "Ours"
        assert (found.events[0].title, found.events[0].start) == ("Talks, and more", start)

    def test_a_lazy_calendar(self) -> None:
        lazy = icalendar.LazyCalendar.from_ical(to_ical(conference()))
        assert from_icalendar(lazy) == from_ical(to_ical(conference()))

    def test_values_set_without_add(self) -> None:
        made = icalendar.Event()
        made["uid"] = "e@example.org"
        made["summary"] = "Talks; and more"
        made["dtstart"] = "20080318T220000Z"
        made["dtend"] = datetime(2008, 3, 18, 23, tzinfo=UTC)
        made["rrule"] = "FREQ=DAILY;COUNT=2"
        made["sequence"] = 3
        made["url"] = "https://example.org/?a,b;c"
        made["categories"] = ["Servers", "Tools"]
        found = from_icalendar(made, EventSeries)
        assert found.template.title == "Talks; and more"
        assert found.template.end == datetime(2008, 3, 18, 23, tzinfo=UTC)
        assert (found.template.sequence, found.template.url) == (3, "https://example.org/?a,b;c")
        assert found.template.topics == ("Servers", "Tools")
        assert found.recurrence.rule == "FREQ=DAILY;COUNT=2"

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_a_line_end_begins_no_line(self, end: str) -> None:
        calendar = icalendar.Calendar()
        calendar.add("x-wr-calname", f"Ours{end}END:VCALENDAR")
        calendar.add_component(hand_built(description=f"a{end}UID:b", categories=[f"c{end}d"]))
        found = from_icalendar(calendar)
        assert found.name == "Ours END:VCALENDAR"
        assert found.events[0].description == "a\nUID:b"
        assert found.events[0].topics == ("c d",)

    def test_a_lone_surrogate(self) -> None:
        assert from_icalendar(hand_built(description="a\ud800b"), Event).description == "a?b"

    @pytest.mark.parametrize("latitude", [43.6333, 1e-06, -1e-07, 90])
    def test_a_point(self, latitude: float) -> None:
        found = from_icalendar(hand_built(location="Here", geo=(latitude, 0.5)), Event)
        assert found.venue is not None
        assert found.venue.geo is not None
        assert found.venue.geo.latitude == latitude

    @pytest.mark.parametrize(
        ("start", "zone"),
        [
            (datetime(2008, 3, 18, 22, tzinfo=UTC), "UTC"),
            (datetime(2008, 3, 18, 18, tzinfo=ZoneInfo("America/Toronto")), "America/Toronto"),
            (datetime(2008, 3, 18, 18, tzinfo=timezone(timedelta(hours=-4))), "Etc/GMT+4"),
            (datetime(2008, 3, 18, 18, tzinfo=timezone(timedelta(minutes=-30))), "UTC"),
            (datetime(2008, 3, 18, 18, tzinfo=timezone(timedelta(hours=-4), "CET")), "UTC"),
            (datetime(2008, 11, 2, 1, fold=1, tzinfo=ZoneInfo("America/Toronto")), "UTC"),
        ],
    )
    def test_a_time_is_the_instant_that_it_was(self, start: datetime, zone: str) -> None:
        found = from_icalendar(hand_built(dtstart=start), Event)
        assert found.start.astimezone(UTC) == start.astimezone(UTC)
        assert found.timezone == zone

    def test_a_zone_of_its_own_is_read_by_its_own_vtimezone(self) -> None:
        """Apart from its calendar, the event is at the same instant."""
        feed = to_ical(event()).replace(b"America/Toronto", b"Our Town")
        calendar = icalendar.Calendar.from_ical(feed)
        assert from_icalendar(calendar) == from_ical(feed)
        found = from_icalendar(calendar.events[0], Event)
        assert found.start.astimezone(UTC) == event().start.astimezone(UTC)
        assert found.timezone == "UTC"

    def test_a_zone_that_is_a_bare_offset(self) -> None:
        feed = to_ical(event()).replace(b"=America/Toronto", b'="(GMT -04:00)"')
        assert from_icalendar(icalendar.Calendar.from_ical(feed), Event).timezone == "Etc/GMT+4"

    def test_what_icalendar_could_not_read(self) -> None:
        feed = to_ical(event()).replace(b"SUMMARY", b"PRIORITY:a\\,b;c\r\nSUMMARY")
        calendar = icalendar.Calendar.from_ical(feed)
        assert type(calendar.events[0]["PRIORITY"]) is icalendar.prop.vBroken
        assert from_icalendar(calendar, Event).extra["ical"] == ("PRIORITY:a,b;c",)

    def test_times_of_a_list_are_the_instants_that_they_were(self) -> None:
        offset = timezone(timedelta(hours=-4))
        made = hand_built(
            rrule={"freq": "daily", "count": 3}, exdate=[datetime(2008, 3, 19, 18, tzinfo=offset)]
        )
        found = from_icalendar(made, EventSeries)
        assert found.recurrence.skipped == (toronto("2008-03-19 18:00"),)

    def test_a_day_is_a_day(self) -> None:
        assert from_icalendar(hand_built(dtstart=date(2008, 3, 18)), Event).start == date(
            2008, 3, 18
        )

    @pytest.mark.parametrize(
        ("name", "value", "place"),
        [
            ("rrule", {"freq": object()}, "/VEVENT/RRULE"),
            ("dtend", object(), "/VEVENT/DTEND"),
            ("a:b\nc", "d", "/VEVENT"),
        ],
    )
    def test_a_value_that_cannot_be_written(self, name: str, value: Any, place: str) -> None:
        made = hand_built()
        made[name] = value
        with pytest.raises(DecodeError, match=f"can write.*at {place}\\)"):
            from_icalendar(made)

    def test_a_value_that_cannot_be_read(self) -> None:
        made = hand_built()
        made["SEQUENCE"] = "three"
        made["X-NOTE"] = b"\xff"
        assert from_icalendar(made, Event).extra["ical"] == ("SEQUENCE:three", "X-NOTE:\ufffd")

    def test_a_parameter_that_cannot_be_written(self) -> None:
        made = hand_built()
        made["SUMMARY"].params["X-P"] = object()
        with pytest.raises(DecodeError, match="can write.*at /VEVENT/SUMMARY"):
            from_icalendar(made)

    def test_a_component_without_a_name(self) -> None:
        with pytest.raises(DecodeError, match="names and values"):
            from_icalendar(icalendar.Component())

    def test_a_component_inside_itself(self) -> None:
        calendar = icalendar.Calendar()
        calendar.add_component(calendar)
        with pytest.raises(DecodeError, match="up to 16 depth"):
            from_icalendar(calendar)

    def test_a_component_of_another_kind(self) -> None:
        with pytest.raises(DecodeError, match="BEGIN:VCALENDAR"):
            from_icalendar(icalendar.Todo())

    def test_what_is_inside_and_no_component(self) -> None:
        calendar = icalendar.Calendar()
        calendar.subcomponents.append({"SUMMARY": "Launch"})
        with pytest.raises(DecodeError, match="can write, got .*Launch.*at /VCALENDAR"):
            from_icalendar(calendar)

    def test_a_lazy_calendar_that_turns_out_to_be_broken(self) -> None:
        data = to_ical(event()).replace(b"RRULE:FREQ=YEARLY", b"RRULE:FREQ=NEVER")
        with pytest.raises(DecodeError, match="can write.*frequency.*at /VCALENDAR"):
            from_icalendar(icalendar.LazyCalendar.from_ical(data))

    def test_a_parameter_of_many_lines(self) -> None:
        made = hand_built()
        made["SUMMARY"].params["X-P\r\nUID"] = "a\nUID:b"
        assert from_icalendar(made, Event).title == "Launch"

    @settings(max_examples=150)
    @given(st.dictionaries(NAMES, VALUES | st.lists(VALUES, max_size=2), max_size=5))
    def test_anything_in_it_is_read_or_told(self, properties: dict[str, Any]) -> None:
        made = icalendar.Event(properties)
        for each in (made, icalendar.Calendar(properties)):
            with suppress(DecodeError):
                assert type(from_icalendar(each)) is Calendar

    @pytest.mark.parametrize("value", [b"BEGIN:VCALENDAR", None, {}])
    def test_no_component(self, value: Any) -> None:
        with pytest.raises(InvalidValueError, match="component must be of icalendar.*from_ical"):
            from_icalendar(value)
