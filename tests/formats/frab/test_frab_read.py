"""Reading, dialect by dialect and member by member."""

import json
from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from tests.formats.frab.schedules import (
    FORMATS,
    as_json,
    event_of,
    length,
    session_of,
    talk_json,
    talk_xml,
    xml,
)

from hallwaytrack import Contributor, DecodeError, Event, Session, at, read
from hallwaytrack.formats.frab.values import kind_of, length_of, line_of, moment_of, text_of, uri_of

BERLIN = at("Europe/Berlin", "2014-12-27")
GUID = "29aecfd7-2e44-4f49-ab86-29b5e0877325"


def both(name: str, value: Any, **options: Any) -> Session:
    """The session of a talk with a text in one member, which XML and JSON read alike."""
    found = session_of(xml(talk_xml(**{name: value})), timezone="Europe/Berlin", **options)
    again = session_of(as_json(talk_json(**{name: value})), timezone="Europe/Berlin", **options)
    assert getattr(found, name, None) == getattr(again, name, None)
    return found


class TestTexts:
    @pytest.mark.parametrize(
        ("given", "line"),
        [
            ("  a  ", "a"),
            ("\n      a\n      b\n  ", "a b"),
            ("a\tb", "a b"),
            ("a\u0085b\u2028c", "a b c"),
            ("a\u009fb", "ab"),
            ("a  b\u00a0", "a  b\u00a0"),
            ("\u200b", None),
            ("", None),
            (3, None),
        ],
    )
    def test_a_line(self, given: Any, line: str | None) -> None:
        assert line_of(given) == line

    @pytest.mark.parametrize(
        ("given", "text"),
        [
            ("  a\n\n  b  \n", "a\n\n  b"),
            ("\n    a\n      b\n    c\n  ", "a\n  b\nc"),
            ("a\r\nb\rc", "a\nb\nc"),
            ("a\x06b\u0085", "ab"),
            ("\n", None),
            ("", None),
            ({}, None),
        ],
    )
    def test_a_text(self, given: Any, text: str | None) -> None:
        assert text_of(given) == text

    @pytest.mark.parametrize("name", ["subtitle", "abstract", "description"])
    def test_of_a_talk(self, name: str) -> None:
        assert getattr(both(name, " Text "), name) == "Text"
        assert getattr(both(name, ""), name) is None

    def test_controls_in_xml(self) -> None:
        data = xml("\n", talk_xml(title="a\x06b&#1;c&#x1F;d&#10;e"))
        reading = read(data, timezone="UTC")
        assert reading.document.sessions[0].title == "abcd e"
        (problem,) = reading.problems
        assert (problem.line, problem.severity) == (2, "warning")

    @pytest.mark.parametrize(
        "encoding", ["utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "utf-8-sig"]
    )
    def test_encodings(self, encoding: str) -> None:
        name = "utf-8" if encoding == "utf-8-sig" else encoding
        text = f'<?xml version="1.0" encoding="{name}"?>' + xml(talk_xml(title="Größe")).decode()
        assert session_of(text.encode(encoding)).title == "Größe"

    def test_json_with_a_mark_and_in_utf_16(self) -> None:
        data = as_json(talk_json())
        assert session_of(b"\xef\xbb\xbf" + data).title == "Talk"
        assert read(data.decode().encode("utf-16"), "frab-json").document.title == "Conf"


class TestZone:
    def test_that_the_file_names(self) -> None:
        zone = "<title>C</title><time_zone_name>Europe/Berlin</time_zone_name>"
        for timezone in (None, "America/Toronto"):
            reading = read(xml(talk_xml(), conference=zone), timezone=timezone)
            assert reading.document.sessions[0].start == BERLIN("10:00")
            assert reading.document.timezone == "Europe/Berlin"
            assert reading.problems == ()

    def test_that_the_caller_names(self) -> None:
        assert session_of(xml(talk_xml()), timezone="Europe/Berlin").start == BERLIN("10:00")
        talk = session_of(as_json(talk_json()), timezone="Europe/Berlin")
        assert (talk.start, talk.start.tzinfo.key) == (BERLIN("10:00"), "Europe/Berlin")

    def test_that_does_not_exist(self) -> None:
        zone = "<title>C</title><time_zone_name>Europe/Berlyn</time_zone_name>"
        reading = read(xml(talk_xml(), conference=zone), timezone="Europe/Berlin")
        assert reading.document.timezone == "Europe/Berlin"
        (problem,) = reading.problems
        assert problem.mend == "did you mean 'Europe/Berlin'?"

    def test_that_nobody_names(self) -> None:
        reading = read(xml(talk_xml()))
        assert reading.document.timezone == "UTC"
        (problem,) = reading.problems
        assert (problem.severity, problem.mend) == ("error", 'give timezone="Area/City"')

    @pytest.mark.parametrize(
        ("offsets", "zone"),
        [
            (["+01:00"], "Etc/GMT-1"),
            (["-05:00", "-05:00"], "Etc/GMT+5"),
            (["Z"], "UTC"),
            (["+00:00", "Z"], "UTC"),
            (["+14:00"], "Etc/GMT-14"),
            (["+05:45"], "UTC"),
            (["-13:00"], "UTC"),
            (["+01:00", "+02:00"], "UTC"),
        ],
    )
    def test_that_offsets_tell(self, offsets: list[str], zone: str) -> None:
        talks = [
            talk_json(id=n + 1, date=f"2014-12-27T10:00:00{offset}")
            for n, offset in enumerate(offsets)
        ]
        reading = read(as_json(*talks))
        assert reading.document.timezone == zone
        assert f"no time zone is named, so that times are in {zone}" in reading.problems[0].message
        first = datetime.fromisoformat(talks[0]["date"])
        assert reading.document.sessions[0].start == first

    def test_times_without_an_offset_among_others(self) -> None:
        talks = [talk_json(), talk_json(id=2, date="2014-12-27T10:00:00")]
        first, second = event_of(as_json(*talks), timezone="Europe/Berlin").sessions
        assert first.start == second.start == BERLIN("10:00")
        assert "time zone is needed" in read(as_json(*talks)).problems[0].message

    def test_of_a_schedule_without_times(self) -> None:
        reading = read(as_json(start="2014-12-27"))
        assert (reading.document.timezone, reading.problems) == (None, ())


class TestTimes:
    @pytest.mark.parametrize(
        ("members", "start"),
        [
            ({"date": "2014-12-27T10:00:00+01:00"}, "10:00"),
            ({"date": "2014-12-27T09:00:00Z"}, "10:00"),
            ({"date": "2014-12-27T10:00:00"}, "10:00"),
            ({"date": "2014-12-27 10:00"}, "10:00"),
            ({"date": "2014-12-27 10:00:00 +01:00"}, "10:00"),
            ({"date": "2014-12-27T10:00:00.123+01:00"}, "10:00"),
            ({"date": "2014-12-27", "start": "10:00"}, "10:00"),
            ({"start": "10:00:30"}, "10:00:30"),
            ({"start": "9:05"}, "09:05"),
            ({"start": "2014-12-27T10:00:00+01:00"}, "10:00"),
        ],
    )
    def test_a_start(self, members: dict[str, str], start: str) -> None:
        talk = talk_xml(**members)
        assert session_of(xml(talk), timezone="Europe/Berlin").start == BERLIN(start)

    @pytest.mark.parametrize(
        "members",
        [
            {"start": None},
            {"start": "25:00"},
            {"start": "noon"},
            {"start": "", "date": "2014-13-01"},
            {"start": "", "date": "0001-01-01T00:00:00Z"},
            {"start": "", "date": "9999-01-01T00:00:00Z"},
        ],
    )
    def test_no_start(self, members: dict[str, str]) -> None:
        reading = read(xml(talk_xml(**members), talk_xml()), timezone="Europe/Berlin")
        assert [session.start for session in reading.document.sessions] == [None, BERLIN("10:00")]
        (first, *_) = reading.problems
        assert first.message == "a talk must have a time; it is not scheduled yet"

    def test_a_talk_that_belongs_to_no_day(self) -> None:
        whole = xml(
            talk_xml(), day='index="1"', conference="<title>C</title><start>2014-12-27</start>"
        )
        assert session_of(whole, timezone="Europe/Berlin").start is None

    @pytest.mark.parametrize(
        ("day", "change", "on"),
        [
            ('date="2014-12-27"', "04:00", "2014-12-28"),
            ('date="2014-12-27"', "04:00:00", "2014-12-28"),
            ('date="2014-12-27"', "03:00", "2014-12-27"),
            ('date="2014-12-27"', "", "2014-12-27"),
            (
                'date="2014-12-27" start="2014-12-27T11:00:00+01:00" end="2014-12-28T04:00:00+01:00"',
                "",
                "2014-12-28",
            ),
            ('start="2014-12-27T11:00:00+01:00"', "", "2014-12-28"),
            ('date="2014-12-27" start="2014-12-27T00:00:00+01:00"', "04:00", "2014-12-27"),
            ('date="2014-12-27" start="2014-12-27"', "", "2014-12-27"),
        ],
    )
    def test_after_midnight(self, day: str, change: str, on: str) -> None:
        conference = f"<title>C</title><day_change>{change}</day_change>"
        data = xml(talk_xml(start="03:00"), conference=conference, day=day)
        start = session_of(data, timezone="Europe/Berlin").start
        assert start == at("Europe/Berlin")(f"{on} 03:00")

    def test_a_time_that_a_clock_change_skips(self) -> None:
        data = xml(talk_xml(start="02:30"), day='date="2015-03-29"')
        start = session_of(data, timezone="Europe/Berlin").start
        assert start == at("Europe/Berlin")("2015-03-29 03:30")

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("00:45", timedelta(minutes=45)),
            ("0:45", timedelta(minutes=45)),
            ("00:45:10", timedelta(minutes=45, seconds=10)),
            ("26:00", timedelta(hours=26)),
            ("45", timedelta(minutes=45)),
            (45, timedelta(minutes=45)),
            ("PT1H30M", timedelta(minutes=90)),
            ("P1DT2H", timedelta(hours=26)),
            ("00:00", timedelta(0)),
            ("", None),
            ("long", None),
            ("99999:00", None),
            (-5, None),
            (True, None),
            (10**20, None),
        ],
    )
    def test_a_length(self, text: Any, expected: timedelta | None) -> None:
        assert length_of(text) == expected

    @pytest.mark.parametrize(
        ("head", "hours"),
        [('<generator name="pretalx" version="2.3"/>', 24 + 2), ("", 1)],
    )
    def test_three_numbers_are_days_first_only_by_pretalx(self, head: str, hours: int) -> None:
        session = session_of(xml(talk_xml(duration="01:02:00"), head=head), timezone="UTC")
        minutes = 0 if head else 2
        assert length(session) == timedelta(hours=hours, minutes=minutes)

    def test_pretalx_names_itself_in_json(self) -> None:
        schedule = json.loads(as_json(talk_json(duration="1:02:00")))
        schedule["generator"] = {"name": "pretalx"}
        assert length(session_of(json.dumps(schedule).encode())) == timedelta(hours=26)

    @pytest.mark.parametrize("duration", ["00:00", "", None, "?"])
    def test_no_length(self, duration: str | None) -> None:
        assert session_of(xml(talk_xml(duration=duration)), timezone="UTC").end is None

    def test_an_end_wins_over_the_length(self) -> None:
        talk = session_of(as_json(talk_json(end="2014-12-27T12:00:00+01:00")))
        assert length(talk) == timedelta(hours=2)

    def test_an_end_before_the_start_is_left_out(self) -> None:
        reading = read(as_json(talk_json(end="2014-12-27T09:00:00+01:00")), timezone="UTC")
        assert reading.document.sessions[0].end is None
        (problem,) = reading.problems
        assert "end must be after start" in problem.message
        assert problem.place == "/schedule/conference/days/0/rooms/Saal 1/0/end"

    @pytest.mark.parametrize("text", ["", "x", "2014-12-27T", None, 3])
    def test_what_is_no_moment(self, text: Any) -> None:
        assert moment_of(text) is None


class TestConference:
    @pytest.mark.parametrize(
        ("members", "start", "end"),
        [
            ({"start": "2014-12-27", "end": "2014-12-30"}, date(2014, 12, 27), date(2014, 12, 30)),
            ({"start": "2014-12-27"}, date(2014, 12, 27), None),
            (
                {"start": "2014-12-27T11:00:00+01:00", "end": "2014-12-27T18:00:00+01:00"},
                BERLIN("11:00"),
                BERLIN("18:00"),
            ),
            ({"start": "2014-12-27T11:00:00+01:00"}, BERLIN("11:00"), None),
            (
                {"start": "2014-12-27T11:00:00+01:00", "end": "2014-12-30"},
                date(2014, 12, 27),
                date(2014, 12, 30),
            ),
            (
                {"start": "2014-12-27", "end": "2014-12-30T18:00:00+01:00"},
                date(2014, 12, 27),
                date(2014, 12, 30),
            ),
            ({"end": "2014-12-28"}, date(2014, 12, 27), date(2014, 12, 28)),
            ({}, date(2014, 12, 27), None),
        ],
    )
    def test_its_days_or_times(self, members: Any, start: Any, end: Any) -> None:
        event = event_of(as_json(talk_json(), **members), timezone="Europe/Berlin")
        assert (event.start, event.end) == (start, end)

    def test_its_first_talk_tells_its_day(self) -> None:
        talks = [talk_json(), talk_json(id=2, date="2014-12-26T23:00:00+01:00")]
        event = event_of(as_json(days=[{"rooms": {"": talks}}]), timezone="Europe/Berlin")
        assert event.start == date(2014, 12, 26)

    def test_no_day_at_all(self) -> None:
        with pytest.raises(DecodeError, match="a schedule must have a day"):
            read(as_json(days=[]))

    def test_an_end_before_the_start_is_left_out(self) -> None:
        reading = read(as_json(start="2014-12-27", end="2014-12-26"))
        assert reading.document.end is None
        assert "end must be not before start" in reading.problems[0].message

    @pytest.mark.parametrize(
        ("members", "id", "title"),
        [
            ({"acronym": "31c3"}, "31c3", "Conf"),
            ({"acronym": " a b "}, "a-b", "Conf"),
            (
                {"acronym": "", "title": "28th Congress, Berlin"},
                "28th_congress_berlin",
                "28th Congress, Berlin",
            ),
            ({"acronym": None, "title": "漢字"}, "漢字", "漢字"),
            ({"acronym": "31c3", "title": ""}, "31c3", "31c3"),
            ({"acronym": "", "title": ""}, "untitled", "(untitled)"),
        ],
    )
    def test_its_id_and_title(self, members: Any, id: str, title: str) -> None:
        reading = read(as_json(start="2014-12-27", **members))
        assert (reading.document.id, reading.document.title) == (id, title)
        assert bool(reading.problems) is not bool(members.get("title", "Conf"))

    def test_a_namespace_makes_the_id_unique(self) -> None:
        event = event_of(as_json(start="2014-12-27"), namespace="events.ccc.de")
        assert event.id == "conf@events.ccc.de"

    def test_members(self) -> None:
        event = event_of(
            as_json(
                start="2014-12-27",
                description="About\r\nit",
                keywords=["a", " b ", "", 3],
                languages=["en", "de"],
                url="https://example.org",
                logo="logo.png",
                base_url="https://example.org/2014/",
                colors={"primary": "#000000"},
                timeslot_duration="00:15",
            ),
            source="https://example.org/schedule.json",
        )
        assert event == Event(
            id="conf",
            title="Conf",
            start=date(2014, 12, 27),
            kind="conference",
            description="About\nit",
            topics=["a", "b"],
            languages=["en", "de"],
            url="https://example.org",
            image="https://example.org/2014/logo.png",
            sources=["https://example.org/schedule.json"],
            venue=event.venue,
            extra={"frab": {"colors": {"primary": "#000000"}, "timeslot_duration": "00:15"}},
        )

    def test_members_of_pentabarf(self) -> None:
        conference = (
            "<title>28C3</title><subtitle>Behind Enemy Lines</subtitle><venue>bcc</venue>"
            "<city>Berlin</city><release>Version 0.21a</release>"
        )
        event = event_of(xml(talk_xml(), conference=conference))
        assert (event.subtitle, event.venue.name) == ("Behind Enemy Lines", "bcc")
        assert event.venue.address.locality == "Berlin"
        assert event.extra == {"frab": {"version": "Version 0.21a"}}

    @pytest.mark.parametrize(
        "data",
        [
            b'{"conference": {"title": "Conf", "start": "2014-12-27", "days": []}}',
            b'{"schedule": {"conference": {"title": "Conf", "start": "2014-12-27"}, "days": []}}',
        ],
    )
    def test_wrappers_that_are_elsewhere(self, data: bytes) -> None:
        assert event_of(data).title == "Conf"

    def test_a_start_that_cannot_be_told(self) -> None:
        """The clocks of Amsterdam were 19 minutes and 32 seconds ahead."""
        data = as_json(start="1900-03-04T10:00:00Z", time_zone_name="Europe/Amsterdam")
        with pytest.raises(DecodeError, match="start must have an offset of whole minutes"):
            read(data)

    def test_several_faults_of_one_member_are_told_once(self) -> None:
        reading = read(as_json(start="2014-12-27", languages=["English!", "German!"]))
        assert len(reading.problems) == 1

    def test_what_is_not_as_it_should_be_is_left_out(self) -> None:
        reading = read(as_json(start="2014-12-27", url="here", languages=["English!", "de"]))
        assert (reading.document.url, reading.document.languages) == (None, ())
        assert {p.place.rpartition("/")[2] for p in reading.problems} == {"url", "languages"}
        assert reading.document.extra == {"frab": {"url": "here"}}


class TestTalks:
    @pytest.mark.parametrize(
        ("attributes", "id"),
        [
            (f'id="7" guid="{GUID}"', GUID),
            ('id="7" guid="HOqeNIb6G7M4hYFKFRkCmQ"', "HOqeNIb6G7M4hYFKFRkCmQ"),
            ('id="7" guid="a/b c"', "a-b-c"),
            ('id="7"', "7"),
            ('code="ABCDEF"', "ABCDEF"),
            ("", "talk"),
        ],
    )
    def test_ids(self, attributes: str, id: str) -> None:
        assert session_of(xml(talk_xml(attributes=attributes))).id == id

    def test_one_that_stands_there_twice(self) -> None:
        reading = read(xml(talk_xml(), talk_xml()), timezone="UTC")
        assert [session.id for session in reading.document.sessions] == ["1", "1-2"]
        assert "a talk '1' stands there twice; this one is '1-2'" in reading.problems[0].message

    def test_one_without_a_title_is_left_out(self) -> None:
        reading = read(as_json(talk_json(title=""), talk_json(id=2)), timezone="UTC")
        assert [session.id for session in reading.document.sessions] == ["2"]
        (problem,) = reading.problems
        assert problem.severity == "error"
        assert problem.place == "/schedule/conference/days/0/rooms/Saal 1/0/title"

    def test_one_with_a_wrong_type_is_refused_and_others_are_read(self) -> None:
        bad = talk_json(title=3, persons=[{"id": "x"}, "Ada"], links="here")
        reading = read(as_json(bad, talk_json(id=2), "no talk", code="x"), timezone="UTC")
        assert [session.id for session in reading.document.sessions] == ["2"]
        talks = "/schedule/conference/days/0/rooms/Saal 1"
        assert [(p.place, p.message) for p in reading.problems] == [
            (f"{talks}/0/title", "title must be a text"),
            (f"{talks}/0/links", "links must be a list"),
            (f"{talks}/0/persons/0/id", "id must be a whole number"),
            (f"{talks}/0/persons/1", "must be an object"),
            (f"{talks}/2", "must be an object"),
        ]

    @pytest.mark.parametrize(
        ("word", "kind"),
        [
            ("", "talk"),
            ("lecture", "talk"),
            ("Talk", "talk"),
            ("Lightning Talk", "lightning"),
            ("HANDS-ON", "workshop"),
            ("keynote", "keynote"),
            ("open_floor", "open_floor"),
            ("break", "break"),
            ("contest", "other"),
        ],
    )
    def test_kinds(self, word: str, kind: str) -> None:
        session = session_of(xml(talk_xml(type=word)))
        assert session.kind == kind
        kept = {"frab": {"type": word}} if word and word != kind else {}
        assert session.extra == kept
        assert kind_of(word, ("keynote", "talk", "break", "open_floor")) == kind or kind in (
            "lightning",
            "workshop",
        )

    @pytest.mark.parametrize(
        ("given", "language"), [("de", "de"), ("de_DE", "de-DE"), ("", None), ("Deutsch!", None)]
    )
    def test_languages(self, given: str, language: str | None) -> None:
        assert both("language", given).language == language

    def test_what_is_no_language_is_kept(self) -> None:
        reading = read(xml(talk_xml(language="Deutsch!")), timezone="UTC")
        assert reading.document.sessions[0].extra == {"frab": {"language": "Deutsch!"}}
        assert "language must be a BCP 47 language tag" in reading.problems[0].message

    @pytest.mark.parametrize(
        ("inner", "recording", "licence"),
        [
            ("<license>CC0</license><optout>false</optout>", "allowed", "CC0"),
            ("<license></license><optout>true</optout>", "opt_out", None),
            ("<license/><optout>1</optout>", "opt_out", None),
            ("<optout>perhaps</optout>", "unknown", None),
            ("", "unknown", None),
        ],
    )
    def test_recording(self, inner: str, recording: str, licence: str | None) -> None:
        session = session_of(xml(talk_xml(f"<recording>{inner}</recording>")))
        assert (session.recording, session.recording_licence) == (recording, licence)

    @pytest.mark.parametrize(
        ("value", "recording"), [(True, "opt_out"), (False, "allowed"), (None, "unknown")]
    )
    def test_recording_in_json(self, value: bool | None, recording: str) -> None:
        assert session_of(as_json(talk_json(do_not_record=value))).recording == recording

    def test_what_has_no_member_is_kept(self) -> None:
        talk = talk_json(answers=[{"question": 1}], slug="a-slug", do_not_stream=True, nothing=None)
        assert session_of(as_json(talk)).extra == {
            "frab": {"answers": ({"question": 1},), "slug": "a-slug", "do_not_stream": True}
        }
        marked = talk_xml(
            "<video format='mp4'><size>3</size>x</video><mark>y</mark><seen by='us'>z</seen>"
        )
        assert session_of(xml(marked)).extra == {
            "frab": {
                "video": {"format": "mp4", "size": "3"},
                "mark": "y",
                "seen": {"by": "us", "text": "z"},
            }
        }

    def test_events_under_days_without_rooms(self) -> None:
        """As FOSDEM had them in 2012."""
        talk = talk_xml(room="AW1.121")
        data = f"<schedule><conference><title>F</title></conference><day date='2012-02-04'>{talk}</day></schedule>"
        event = event_of(data.encode(), timezone="Europe/Brussels")
        assert event.room(event.sessions[0].room).name == "AW1.121"

    def test_what_else_stands_in_a_day_is_not_minded(self) -> None:
        data = xml(talk_xml()).replace(b"<room", b"<note>x</note><room")
        assert session_of(data).title == "Talk"

    def test_a_key_that_is_too_long(self) -> None:
        session = session_of(xml(talk_xml(attributes=f'guid="{"x" * 300}"')))
        assert len(session.id) == 217 and session.id.startswith("x" * 200 + "-")

    def test_days_inside_the_conference(self) -> None:
        data = f"<schedule><conference><title>F</title><day date='2012-02-04'>{talk_xml()}</day></conference></schedule>"
        assert session_of(data.encode()).title == "Talk"

    def test_a_name_space_is_not_minded(self) -> None:
        data = xml(talk_xml()).replace(b"<schedule>", b'<s:schedule xmlns:s="urn:x">')
        assert session_of(data.replace(b"</schedule>", b"</s:schedule>")).title == "Talk"


def references(*parts: dict[str, Any], name: str = "links", **schedule: Any) -> Session:
    return session_of(as_json(talk_json(**{name: list(parts)}), schedule=schedule))


class TestReferences:
    URL = "https://example.org/a"

    def test_a_link_without_a_title_of_its_own(self) -> None:
        for link in ({"url": self.URL}, {"url": self.URL, "title": self.URL}):
            session = references(link)
            assert (session.links, session.materials) == ((self.URL,), ())

    @pytest.mark.parametrize(
        ("name", "word", "kind"),
        [
            ("links", None, "link"),
            ("links", "web", "link"),
            ("links", "SLIDES", "slides"),
            ("attachments", None, "handout"),
            ("attachments", "slides", "slides"),
            ("attachments", "paper", "article"),
            ("attachments", "media", "recording"),
            ("attachments", "code", "code"),
            ("attachments", "odd", "link"),
        ],
    )
    def test_kinds(self, name: str, word: str | None, kind: str) -> None:
        (material,) = references({"url": self.URL, "title": "A", "type": word}, name=name).materials
        assert (material.title, material.kind, material.url) == ("A", kind, self.URL)
        assert material.id == str(uuid5(NAMESPACE_URL, self.URL))

    def test_in_xml(self) -> None:
        session = session_of(
            xml(
                talk_xml(
                    '<links><link href="https://a.b">A</link><link>https://c.d</link></links>'
                    '<attachments><attachment href="https://e.f" type="slides">E</attachment>'
                    "</attachments>"
                )
            )
        )
        assert session.links == ("https://c.d",)
        assert [(m.title, m.kind) for m in session.materials] == [("A", "link"), ("E", "slides")]

    def test_recordings(self) -> None:
        inner = "<recording><optout>false</optout><url>https://a.b/v.mp4</url></recording>"
        (material,) = session_of(xml(talk_xml(inner))).materials
        assert (material.kind, material.url) == ("recording", "https://a.b/v.mp4")
        (material,) = session_of(xml(talk_xml(video_download_url="https://a.b/v"))).materials
        assert material.kind == "recording"
        assert session_of(xml(talk_xml(video_download_url="soon"))).materials == ()

    def test_one_address_twice(self) -> None:
        session = references({"url": self.URL, "title": "A"}, {"url": self.URL, "title": "B"})
        assert len({material.id for material in session.materials}) == 2

    @pytest.mark.parametrize("url", ["a.pdf", "ftp://a.b", ""])
    def test_what_is_no_address_is_kept(self, url: str) -> None:
        data = as_json(talk_json(links=[{"url": url, "title": "A"}]))
        reading = read(data, timezone="UTC")
        assert reading.document.sessions[0].extra == {
            "frab": {"links": ({"url": url, "title": "A"},)}
        }
        places = [problem.place for problem in reading.problems]
        talk = "/schedule/conference/days/0/rooms/Saal 1/0"
        assert places == ([f"{talk}/links/0/url"] if url else [])

    @pytest.mark.parametrize(
        ("given", "url"),
        [
            ("a.pdf", "https://example.org/2014/a.pdf"),
            ("/a b.pdf", "https://example.org/a%20b.pdf"),
            (" www.example.com/x ", "http://www.example.com/x"),
            ("mailto:a@example.org", "mailto:a@example.org"),
            ("http://[", "http://["),
        ],
    )
    def test_addresses_are_seen_from_the_schedule(self, given: str, url: str) -> None:
        assert references({"url": given}, base_url="https://example.org/2014/").links == (url,)

    def test_addresses_of_a_talk(self) -> None:
        talk = talk_json(url="talk/1", logo="/logo.png")
        session = session_of(as_json(talk, base_url="https://example.org/2014/"))
        assert session.url == "https://example.org/2014/talk/1"
        assert session.image == "https://example.org/logo.png"
        assert session_of(as_json(talk)).url is None

    @pytest.mark.parametrize(
        ("url", "uri"),
        [
            ("https://example.org", "https://example.org"),
            ("HTTPS://EXAMPLE.ORG/", "https://EXAMPLE.ORG/"),
            ("https://example.org/é", "https://example.org/%C3%A9"),
            ("https://[2001:db8::1]:8080/a?b#c", "https://[2001:db8::1]:8080/a?b#c"),
            ("https://a.b/#c#d", None),
            ("https://a.b/%zz", None),
            ("https://a.b:port/", None),
            ("https://a.b/<c>", None),
            ("mailto:a@b", None),
        ],
    )
    def test_what_a_schema_takes_for_an_address(self, url: str, uri: str | None) -> None:
        assert uri_of(url) == uri


class TestPeople:
    @pytest.mark.parametrize(
        ("person", "id", "name"),
        [
            ({"id": 7, "public_name": "Ada"}, "7", "Ada"),
            ({"id": 7, "full_public_name": " Ada "}, "7", "Ada"),
            ({"id": 7, "code": "ABC", "name": "Ada"}, "ABC", "Ada"),
            ({"id": 7, "code": "ABC", "guid": GUID, "name": "Ada"}, GUID, "Ada"),
            ({"name": "Ada Lovelace"}, "ada-lovelace", "Ada Lovelace"),
            ({"name": "漢字"}, "漢字", "漢字"),
            ({"guid": "a@b", "name": "Ada"}, "a-b", "Ada"),
        ],
    )
    def test_bare_ones(self, person: Any, id: str, name: str) -> None:
        event = event_of(as_json(talk_json(persons=[person])))
        assert [(p.id, p.name) for p in event.people] == [(id, name)]
        assert event.sessions[0].contributors == (Contributor(person=id),)

    @pytest.mark.parametrize(
        "inner",
        [
            '<persons><person id="7">Ada</person></persons>',
            '<persons><person id="7" name="Ada"/></persons>',
            '<speakers><speaker id="7"><name>Ada</name><bio>b</bio></speaker></speakers>',
            "<persons><person><id>7</id><public_name>Ada</public_name></person></persons>",
        ],
    )
    def test_in_xml(self, inner: str) -> None:
        (person,) = event_of(xml(talk_xml(inner))).people
        assert (person.id, person.name) == ("7", "Ada")
        assert person.bio == ("b" if "<bio>" in inner else None)

    def test_rich_ones(self) -> None:
        rich = {
            "code": "ABC",
            "name": "Ada",
            "public_name": "Ada",
            "biography": "Wrote\r\nnotes",
            "avatar": "/ada.png",
            "url": "https://example.org/ada",
            "links": [{"url": "https://a.b"}, "https://c.d", {"url": "here"}],
            "answers": [],
            "pronouns": "she",
        }
        data = as_json(talk_json(persons=[rich]), schedule={"base_url": "https://example.org"})
        (person,) = event_of(data).people
        assert (person.bio, person.image) == ("Wrote\nnotes", "https://example.org/ada.png")
        assert (person.url, person.links[:2]) == (
            "https://example.org/ada",
            ("https://a.b", "https://c.d"),
        )
        assert person.extra == {"frab": {"pronouns": "she"}}

    def test_what_several_talks_tell_is_put_together(self) -> None:
        talks = [
            talk_json(persons=[{"id": 7, "public_name": "Ada", "biography": ""}]),
            talk_json(id=2, persons=[{"id": 7, "public_name": "A. L.", "biography": "Bio"}]),
        ]
        (person,) = event_of(as_json(*talks)).people
        assert (person.name, person.bio) == ("Ada", "Bio")

    def test_one_person_twice_in_a_talk(self) -> None:
        talk = talk_json(persons=[{"id": 7, "name": "Ada"}, {"id": 7, "name": "Ada"}])
        assert len(session_of(as_json(talk)).contributors) == 1

    def test_two_whose_ids_are_made_alike(self) -> None:
        talk = talk_json(persons=[{"name": "Ada L"}, {"name": "Ada-L"}])
        assert [p.id for p in event_of(as_json(talk)).people] == ["ada-l", "ada-l-2"]

    @pytest.mark.parametrize("person", [{}, {"id": 7}, {"name": ""}])
    def test_nobody(self, person: Any) -> None:
        reading = read(as_json(talk_json(persons=[person])), timezone="UTC")
        assert reading.document.people == ()
        (problem,) = reading.problems
        assert problem.message == "a person must have a name"
        assert problem.place.endswith("/persons/0")


class TestRoomsAndTracks:
    def test_rooms_that_are_listed(self) -> None:
        data = as_json(
            talk_json(room="Saal 1"),
            rooms=[
                {"name": "Foyer", "guid": GUID, "capacity": 100, "stream_id": "s1"},
                {"name": "Saal 1", "guid": GUID, "capacity": 3025.0},
                {"name": "Odd", "capacity": -1},
                {"name": None},
                3,
            ],
        )
        rooms = event_of(data).venue.rooms
        assert [(r.id, r.name, r.capacity) for r in rooms] == [
            (GUID, "Foyer", 100),
            ("saal-1", "Saal 1", 3025),
            ("odd", "Odd", None),
        ]
        assert rooms[0].extra == {"frab": {"stream_id": "s1"}}

    def test_rooms_of_xml(self) -> None:
        data = xml(talk_xml(room="Saal 1")).replace(
            b"<room name", f'<room guid="{GUID}" name'.encode()
        )
        assert session_of(data).room == GUID

    def test_the_room_in_which_a_talk_stands_wins(self) -> None:
        reading = read(xml(talk_xml(room="Saal 2")), timezone="UTC")
        assert reading.document.sessions[0].room == "saal-1"
        (problem,) = reading.problems
        assert (problem.value, problem.line) == ("Saal 2", 1)

    def test_no_room(self) -> None:
        event = event_of(as_json(talk_json(), room=""))
        assert (event.sessions[0].room, event.venue) == (None, None)

    @pytest.mark.parametrize(
        ("track", "id", "color"),
        [
            ({"name": "CCC", "slug": "ccc", "color": "#00FF00"}, "ccc", "#00ff00"),
            ({"name": "CCC", "color": "no colour"}, "ccc", None),
            ({"name": "CCC", "slug": "c", "colors": {"light": "#000000"}}, "c", "#000000"),
        ],
    )
    def test_tracks_that_are_listed(self, track: Any, id: str, color: str | None) -> None:
        event = event_of(as_json(talk_json(track="CCC"), tracks=[track, {"name": ""}]))
        assert [(t.id, t.name, t.color) for t in event.tracks] == [(id, "CCC", color)]
        assert event.sessions[0].track == id

    def test_tracks_in_xml(self) -> None:
        conference = '<title>C</title><track name="A" slug="a-track" color="#123456"/>'
        event = event_of(xml(talk_xml(track="A"), conference=conference))
        assert [(t.id, t.color) for t in event.tracks] == [("a-track", "#123456")]
        head = '<tracks><track online_qa="false">B</track></tracks>'
        event = event_of(xml(talk_xml(track="B"), head=head))
        assert [(t.id, t.name) for t in event.tracks] == [("b", "B")]


class TestVersion2:
    """The schema that the hub of c3voc moves to: talks, people, rooms and tracks by reference."""

    def data(self, *talks: dict[str, Any], **schedule: Any) -> bytes:
        conference = {
            "title": "38C3",
            "acronym": "38c3",
            "start": "2024-12-27",
            "time_zone_name": "Europe/Berlin",
            "rooms": [{"name": "Saal 1", "guid": GUID}],
            "tracks": [{"name": "CCC", "slug": "ccc"}],
            "days": [{"index": 1, "date": "2024-12-27", "start": "2024-12-27T09:30:00Z"}],
        }
        return as_json(schedule={"events": list(talks), "conference": conference} | schedule)

    TALK = {
        "guid": "270fa44c-821a-577f-8ca3-33e8d4a8c2a7",
        "title": "Opening",
        "start": "2024-12-27T10:30:00+01:00",
        "end": "2024-12-27T11:00:00+01:00",
        "room": {"guid": GUID},
        "track": {"slug": "ccc"},
        "logo": {"url": "https://example.org/logo.png"},
        "participants": [{"guid": "g1", "name": "Ada", "role": "MODERATOR"}],
        "links": [
            {"type": "ORIGIN", "url": "https://a.b/origin"},
            {"type": "FEEDBACK", "url": "https://a.b/feedback"},
        ],
    }

    def test_a_talk(self) -> None:
        people = [{"guid": "g1", "biography": "Bio", "avatar": {"url": "https://a.b/c.png"}}]
        event = event_of(self.data(self.TALK, persons=people))
        (session,) = event.sessions
        opening = at("Europe/Berlin", "2024-12-27")
        assert (session.start, session.end) == (opening("10:30"), opening("11:00"))
        assert (session.room, session.track) == (GUID, "ccc")
        assert session.image == "https://example.org/logo.png"
        assert session.contributors == (Contributor(person="g1", role="moderator"),)
        assert session.extra == {
            "frab": {"origin_url": "https://a.b/origin", "feedback_url": "https://a.b/feedback"}
        }
        assert (event.people[0].bio, event.people[0].image) == ("Bio", "https://a.b/c.png")

    def test_a_talk_of_a_wrong_type(self) -> None:
        reading = read(self.data(self.TALK, self.TALK | {"title": 3}))
        assert len(reading.document.sessions) == 1
        assert [problem.place for problem in reading.problems] == ["/schedule/events/1/title"]

    def test_a_name_that_stands_only_in_the_list(self) -> None:
        talk = self.TALK | {"participants": [{"guid": "g1", "role": "GUEST"}]}
        event = event_of(self.data(talk, persons=[{"guid": "g1", "name": "Ada"}]))
        assert event.people[0].name == "Ada"
        assert event.sessions[0].contributors[0].label == "Guest"

    @pytest.mark.parametrize(
        ("state", "status"),
        [
            ("CONFIRMED", "confirmed"),
            ("CANCELED", "cancelled"),
            ("DELAYED", "confirmed"),
            ("DRAFT", "tentative"),
            ("SUBMITTED", "tentative"),
            ("WITHDRAWN", None),
            ("DELETED", None),
        ],
    )
    def test_states(self, state: str, status: str | None) -> None:
        sessions = event_of(self.data(self.TALK | {"state": state})).sessions
        assert [session.status for session in sessions] == ([status] if status else [])

    def test_rooms_and_tracks_by_name(self) -> None:
        talk = self.TALK | {"room": {"name": "Foyer"}, "track": {"name": "New"}}
        event = event_of(self.data(talk))
        assert event.room(event.sessions[0].room).name == "Foyer"
        assert event.track(event.sessions[0].track).name == "New"


class TestIdsThatComeBack:
    """A reader recognises a GUID that our writer made."""

    @pytest.mark.parametrize("format", FORMATS)
    @pytest.mark.parametrize("id", ["keynote", "4721", "open-floor-1"])
    def test_a_key_that_the_file_has_room_for(self, format: str, id: str) -> None:
        from hallwaytrack import write

        talk = Session(id=id, title="Talk", start=BERLIN("10:00"))
        event = Event(id="31c3", title="31C3", start=BERLIN("10:00"), sessions=[talk])
        assert read(write(event, format)).document.sessions == (talk,)
        renamed = event.replace(id="no acronym".replace(" ", "@"))
        (back,) = read(write(renamed, format)).document.sessions
        assert back.id != id and len(back.id) == 36
