"""RFC 8984, section by section."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.formats.ical.reading import CORPUS, with_corpus
from tests.formats.jscalendar.objects import (
    OURS,
    again,
    calendar,
    child,
    event,
    group,
    meeting,
    problems,
    reading,
    series,
    session,
    told,
    toronto,
    written,
)

from hallwaytrack import (
    Address,
    Calendar,
    Contributor,
    DecodeError,
    Event,
    EventSeries,
    GeoPoint,
    InvalidValueError,
    Material,
    Person,
    Recurrence,
    Room,
    Session,
    Sponsor,
    UserGroup,
    Venue,
    VirtualLocation,
    at,
    read,
)
from hallwaytrack.formats.jscalendar import from_jscalendar, read_jscalendar
from hallwaytrack.formats.jscalendar.patches import patched

EXAMPLES = sorted((CORPUS / "jscalendar-rfc8984").glob("*.json"))
MEETING = Event(id="m@example.org", title="Meeting", start=toronto("2008-03-18 18:00"))
BERLIN = at("Europe/Berlin")


def missing(found: Any, back: Any, place: str = "") -> list[str]:
    """Where something of ``found`` is not in ``back``."""
    if isinstance(found, dict) and isinstance(back, dict):
        return [
            each
            for name, value in found.items()
            for each in (
                missing(value, back[name], f"{place}/{name}")
                if name in back
                else [f"{place}/{name}"]
            )
        ]
    if isinstance(found, list) and isinstance(back, list) and len(found) == len(back):
        pairs = enumerate(zip(found, back, strict=True))
        return [each for i, pair in pairs for each in missing(*pair, f"{place}/{i}")]
    return [] if found == back else [place]


def expanded(found: dict[str, Any]) -> dict[str, Any]:
    """With each override as the object that it makes: one patch may be told in several ways."""
    base = {k: v for k, v in found.items() if not k.startswith("recurrence")}
    overrides = {
        at: value if value in ({}, {"excluded": True}) else patched({**base, "start": at}, value)
        for at, value in found.get("recurrenceOverrides", {}).items()
    }
    return {**found, "recurrenceOverrides": overrides}


@with_corpus
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
class TestSection6Examples:
    def test_all_of_it_comes_back(self, path: Path) -> None:
        found = json.loads(path.read_bytes())
        assert missing(expanded(found), expanded(again(found))) == []

    def test_the_model_comes_back(self, path: Path) -> None:
        one = read(path.read_bytes()).document
        assert from_jscalendar(json.dumps(written(one)).encode()) == one

    def test_nothing_is_wrong_with_it(self, path: Path) -> None:
        told = [p.message for p in read(path.read_bytes()).problems if p.severity != "info"]
        floats = "the time names no zone that is known"
        assert told == ([floats] if "floating" in path.stem else [])


class TestSection141Id:
    """ "At least 1 and at most 255 octets, only letters, digits, hyphen and underscore"."""

    def test_an_id_that_is_no_key_stands_beside_it(self) -> None:
        venue = Venue(id="salle~é", name="Salle")
        found = written(MEETING.replace(venue=venue))["locations"]
        assert list(found) == ["salle"]
        assert found["salle"][f"{OURS}id"] == "salle~é"

    def test_keys_of_one_map_are_unique(self) -> None:
        venue = Venue(
            id="hall", name="Hall", rooms=[Room(id="hall", name="One"), Room(id="é", name="2")]
        )
        assert list(written(MEETING.replace(venue=venue))["locations"]) == ["hall", "hall-2", "x"]


class TestSection146Duration:
    """ "Days are nominal": the clocks may change meanwhile."""

    def test_days_are_those_of_the_calendar(self) -> None:
        found = event(start="2008-03-08T18:00:00", duration="P1DT1H")
        assert found.end == toronto("2008-03-09 19:00")
        assert found.duration == timedelta(hours=24)
        assert event(duration="P2W").end == toronto("2008-04-01 18:00")

    def test_hours_are_those_of_a_clock(self) -> None:
        found = event(start="2008-03-08T18:00:00", duration="PT25H")
        assert found.end == toronto("2008-03-09 20:00")
        assert written(found)["duration"] == "PT25H"

    def test_none_is_no_end(self) -> None:
        assert event(duration="PT0S").end is None
        assert event(duration="P0D").end is None
        assert event().end is None

    @pytest.mark.parametrize("text", ["", "P", "PT", "1H", "P1H", "-PT1H", 5, "PT1H30"])
    def test_others_are_told(self, text: Any) -> None:
        (found,) = problems(duration=text)
        assert found.place == "/duration"
        assert event(duration=text).end is None

    def test_one_beyond_all_years_is_no_end(self) -> None:
        (found,) = problems(start="9000-01-01T00:00:00", duration="P999999D")
        assert found.message == "an end must be a time that there is"

    @pytest.mark.parametrize("length", ["PT1H30M", "PT45M", "PT1H5S", "PT100H"])
    def test_it_comes_back(self, length: str) -> None:
        assert again(meeting(duration=length))["duration"] == length


class TestSection414And415Times:
    def test_fractions_of_seconds_are_cut(self) -> None:
        found = event(start="2008-03-18T18:00:00.5", updated="2008-03-01T00:00:00.25Z")
        assert found.start == toronto("2008-03-18 18:00")
        assert found.updated == datetime(2008, 3, 1, tzinfo=UTC)

    @pytest.mark.parametrize(
        "text", ["2008-03-18", "2008-02-30T00:00:00", "2008-03-18T18:00:00Z", 7]
    )
    def test_no_wall_time_is_no_start(self, text: Any) -> None:
        with pytest.raises(DecodeError, match="an event needs a start"):
            reading(meeting(start=text))

    def test_one_outside_of_the_years_is_refused(self) -> None:
        with pytest.raises(DecodeError, match="1900 to 9998") as refused:
            reading(meeting(start="1850-01-01T00:00:00"))
        assert refused.value.problems[0].place == "/start"
        with pytest.raises(DecodeError, match="of this calendar"):
            reading(meeting(start="9999-12-31T23:00:00"))

    def test_a_skipped_time_is_read_by_the_offset_before(self) -> None:
        assert event(start="2008-03-09T02:30:00").start == toronto("2008-03-09 03:30")
        assert told(meeting(start="2008-03-09T02:30:00")) == [
            ("/start", "a clock change skips the time")
        ]

    def test_a_second_pass_is_written_in_utc(self) -> None:
        one = MEETING.replace(start=toronto("2008-11-02 01:30", fold=1))
        found = written(one)
        assert (found["start"], found["timeZone"]) == ("2008-11-02T06:30:00", "UTC")
        assert reading(found).document == one

    def test_an_offset_that_no_model_has_is_read_in_utc(self) -> None:
        assert event(start="1930-06-01T12:00:00", timeZone="Europe/Amsterdam").timezone == "UTC"


class TestSection41Metadata:
    def test_updated_is_always_there(self) -> None:
        """ "updated (mandatory)": the clock is not asked."""
        assert written(MEETING)["updated"] == "1970-01-01T00:00:00Z"
        assert reading(written(MEETING)).document.updated is None

    def test_sequence_and_created(self) -> None:
        found = event(sequence=3, created="2008-01-01T00:00:00Z")
        assert (found.sequence, found.created) == (3, datetime(2008, 1, 1, tzinfo=UTC))
        assert problems(sequence=-1)[0].place == "/sequence"
        assert problems(sequence=True)[0].place == "/sequence"

    def test_without_a_uid_an_id_is_made(self) -> None:
        one, other = event(uid=None), event(uid=None, title="Other")
        assert one.id != other.id
        assert event(uid=None) == one
        assert event(uid="a b").id == "a-b"
        assert [p.place for p in problems(uid="a b")] == ["/uid"]

    def test_two_of_one_uid_are_both_kept(self) -> None:
        found = calendar(meeting(), meeting(title="Other"))
        assert [e.id for e in found.events] == ["m@example.org", "m@example.org#2"]


class TestSection42What:
    def test_texts(self) -> None:
        found = event(title="a\nb\x00", description="a\r\nb\x07")
        assert (found.title, found.description) == ("a b", "a\nb")
        assert event(title=None).title == event(title="\u200b").title == "(untitled)"
        assert "title" not in again(meeting(title=None))
        assert event(description="\x00").description is None

    def test_show_without_time_is_a_day(self) -> None:
        found = event(
            start="2008-03-18T00:00:00", showWithoutTime=True, duration="P2D", timeZone=None
        )
        assert (found.start, found.end, found.timezone) == (
            date(2008, 3, 18),
            date(2008, 3, 19),
            None,
        )
        assert written(found)["duration"] == "P2D"

    def test_one_with_a_time_is_none(self) -> None:
        found = event(showWithoutTime=True)
        assert not found.is_all_day
        assert again(meeting(showWithoutTime=True))["showWithoutTime"] is True

    def test_a_day_too_many_is_no_end(self) -> None:
        found = event(start="9990-01-01T00:00:00", showWithoutTime=True, duration="P999999D")
        assert found.end is None

    def test_locations_are_venues(self) -> None:
        place = {"name": "Hall", "coordinates": "geo:43.6,-79.4;u=5", "description": "By the lake"}
        found = event(locations={"1": place, "2": {"name": "Pub"}})
        assert found.venue == Venue(
            id="1",
            name="Hall",
            geo=GeoPoint(latitude=43.6, longitude=-79.4),
            directions="By the lake",
        )
        assert [venue.id for venue in found.other_venues] == ["2"]
        assert event(locations={"1": {}}).venue == Venue(id="1", name="(unnamed)")

    @pytest.mark.parametrize("text", ["geo:91,0", "geo:1.2.3,4", "43,79", 5])
    def test_no_point_is_told(self, text: Any) -> None:
        found = problems(locations={"1": {"name": "Hall", "coordinates": text}})
        assert [p.place for p in found] == ["/locations/1/coordinates"]

    def test_an_address_stands_in_the_description(self) -> None:
        address = Address(street="100 Princes' Blvd", locality="Toronto", country="CA")
        venue = Venue(id="hall", name="Hall", address=address, directions="Gate 5")
        one = MEETING.replace(venue=venue)
        (found,) = written(one)["locations"].values()
        assert found["description"] == "100 Princes' Blvd, Toronto, CA\n\nGate 5"
        assert reading(written(one)).document == one

    def test_other_venues_alone_stay_others(self) -> None:
        one = MEETING.replace(other_venues=[Venue(id="pub", name="Pub")])
        assert reading(written(one)).document == one

    def test_a_room_of_no_venue_is_one(self) -> None:
        found = event(locations={"1": {"name": "Hall", f"{OURS}within": "9"}})
        assert found.venue == Venue(id="1", name="Hall")

    def test_places_online(self) -> None:
        found = event(
            virtualLocations={
                "a": {"name": "Zoom", "uri": "https://example.org/1", "features": {"video": True}},
                "b": {"uri": "https://example.org/2", "features": {"feed": True}},
                "c": {"uri": "javascript:alert(1)"},
                "d": {},
            }
        )
        assert found.online == (
            VirtualLocation(url="https://example.org/1", label="Zoom"),
            VirtualLocation(url="https://example.org/2", kind="stream"),
        )

    def test_links(self) -> None:
        found = event(
            links={
                "a": {"href": "https://example.org/1", "rel": "describedby"},
                "b": {"href": "https://example.org/2", "rel": "icon"},
                "c": {"href": "https://example.org/3", "rel": "enclosure", "title": "Slides"},
                "d": {"href": "https://example.org/4", "rel": "enclosure"},
                "e": {"href": "https://example.org/5", "rel": "license"},
                "f": {"href": "cid:123@example.org"},
                "g": {},
            }
        )
        assert (found.url, found.image) == ("https://example.org/1", "https://example.org/2")
        assert found.links == ("https://example.org/5",)
        assert found.materials == (
            Material(id="c", title="Slides", url="https://example.org/3"),
            Material(id="d", title="(untitled)", url="https://example.org/4"),
        )

    def test_what_a_link_says_beside_its_address_stays(self) -> None:
        links = {
            "x": {"href": "https://example.org/1", "rel": "license", "size": 5},
            "url": {"href": "https://example.org/2", "contentType": "text/html"},
            "y": {"href": "cid:123@example.org", "size": 7},
        }
        assert missing({"links": links}, again(meeting(links=links))) == []

    def test_a_link_that_a_model_lost_is_gone(self) -> None:
        found = event(links={"x": {"href": "https://example.org/1", "size": 5}})
        assert "links" not in written(found.replace(links=[]))

    def test_a_venue_has_a_page_only(self) -> None:
        links = {"x": {"href": "https://example.org/1"}}
        found = meeting(locations={"1": {"name": "Hall", "links": links}})
        assert ("/locations/1/links/x", "a link has no place here") in told(found)
        assert missing(found, again(found)) == []

    def test_keywords(self) -> None:
        found = event(keywords={"a": True, " ": True, "b": True})
        assert found.topics == ("a", "b")
        assert problems(keywords={"a": False})[0].place == "/keywords"


class TestSection43Recurrence:
    @pytest.mark.parametrize(
        ("rule", "text"),
        [
            ({"frequency": "weekly"}, "FREQ=WEEKLY"),
            (
                {
                    "frequency": "monthly",
                    "byDay": [{"@type": "NDay", "day": "tu", "nthOfPeriod": 3}],
                },
                "FREQ=MONTHLY;BYDAY=3TU",
            ),
            (
                {
                    "frequency": "yearly",
                    "byMonth": ["3"],
                    "byMonthDay": [-1],
                    "interval": 2,
                    "count": 9,
                },
                "FREQ=YEARLY;INTERVAL=2;COUNT=9;BYMONTH=3;BYMONTHDAY=-1",
            ),
            (
                {"frequency": "weekly", "until": "2008-12-30T18:00:00", "firstDayOfWeek": "su"},
                "FREQ=WEEKLY;UNTIL=20081230T230000Z;WKST=SU",
            ),
            ({"frequency": "daily", "rscale": "gregorian", "skip": "omit"}, "FREQ=DAILY"),
            ({"frequency": "daily", "byHour": [9, 18], "count": None}, "FREQ=DAILY;BYHOUR=9,18"),
        ],
    )
    def test_a_rule(self, rule: dict[str, Any], text: str) -> None:
        found = series(recurrenceRules=[{"@type": "RecurrenceRule", **rule}])
        assert found.recurrence == Recurrence(rule=text)
        (back,) = written(found)["recurrenceRules"]
        assert (
            missing({k: v for k, v in rule.items() if k not in ("rscale", "skip", "count")}, back)
            == []
        )

    def test_until_of_days_is_a_day(self) -> None:
        rule = {"frequency": "weekly", "until": "2008-12-30T00:00:00"}
        day = {"start": "2008-03-18T00:00:00", "showWithoutTime": True}
        found = series(recurrenceRules=[rule], **day)
        assert found.recurrence.rule == "FREQ=WEEKLY;UNTIL=20081230"
        assert written(found)["recurrenceRules"][0]["until"] == "2008-12-30T00:00:00"

    @pytest.mark.parametrize(
        "rule",
        [
            5,
            {},
            {"frequency": 7},
            {"frequency": "secondly"},
            {"frequency": "daily", "rscale": "hebrew"},
            {"frequency": "daily", "skip": "forward"},
            {"frequency": "daily", "count": "3"},
            {"frequency": "daily", "count": 1, "until": "2008-12-30T00:00:00"},
            {"frequency": "daily", "byDay": "mo"},
            {"frequency": "daily", "byDay": [{"day": "mo", "nthOfPeriod": True}]},
            {"frequency": "daily", "byHour": [10**9]},
            {"frequency": "daily", "until": "9999-12-31T23:59:59"},
            {"frequency": "daily", "colour": "red"},
        ],
    )
    def test_one_that_no_series_has_is_kept(self, rule: Any) -> None:
        found = meeting(recurrenceRules=[rule])
        assert isinstance(reading(found).document, Event)
        assert [p.place for p in reading(found).problems] == ["/recurrenceRules/0"]
        assert again(found)["recurrenceRules"] == [rule]

    def test_a_second_rule_is_kept(self) -> None:
        rules = [{"frequency": "daily"}, {"frequency": "weekly"}]
        found = series(recurrenceRules=rules)
        assert found.recurrence.rule == "FREQ=DAILY"
        assert [r["frequency"] for r in written(found)["recurrenceRules"]] == ["daily", "weekly"]

    def test_rules_of_exceptions_are_kept(self) -> None:
        found = meeting(excludedRecurrenceRules=[{"frequency": "weekly"}])
        assert told(found) == [("/excludedRecurrenceRules", "a rule of exceptions can't be read")]
        assert again(found)["excludedRecurrenceRules"] == [{"frequency": "weekly"}]

    def test_a_rule_that_fits_no_day_is_one_meeting(self) -> None:
        found = meeting(
            recurrenceRules=[{"frequency": "yearly", "byMonth": ["2"], "byMonthDay": [30]}]
        )
        assert isinstance(reading(found).document, Event)
        assert reading(found).problems[0].mend == "read as one meeting"
        assert missing(found, again(found)) == []

    def test_overrides(self) -> None:
        """ "An empty object adds, excluded removes, everything else is a PatchObject"."""
        found = series(
            recurrenceRules=[{"frequency": "weekly"}],
            keywords={"a": True},
            recurrenceOverrides={
                "2008-03-20T18:00:00": {},
                "2008-03-25T18:00:00": {"excluded": True},
                "2008-04-01T18:00:00": {"title": "Other", "keywords/b": True, "excluded": False},
                "2008-04-08T18:00:00": {
                    "start": "2008-04-09T18:00:00",
                    "timeZone": None,
                    "uid": "x",
                },
            },
        )
        assert found.recurrence.added == (toronto("2008-03-20 18:00"),)
        assert found.recurrence.skipped == (toronto("2008-03-25 18:00"),)
        one, other = found.overrides
        assert (one.title, one.topics, one.id) == ("Other", ("a", "b"), found.id)
        assert one.start == one.occurrence == toronto("2008-04-01 18:00")
        assert (other.start, other.timezone) == (datetime(2008, 4, 9, 18, tzinfo=UTC), "UTC")
        assert other.occurrence == toronto("2008-04-08 18:00")

    def test_a_moved_meeting_is_a_patch(self) -> None:
        whole = EventSeries(template=MEETING, recurrence=Recurrence(rule="FREQ=WEEKLY"))
        moved = whole.move(date(2008, 3, 25), toronto("2008-03-26 19:00"))
        assert written(moved)["recurrenceOverrides"] == {
            "2008-03-25T18:00:00": {"start": "2008-03-26T19:00:00"}
        }

    @pytest.mark.parametrize(
        ("key", "patch"),
        [
            ("2008-04-01T18:00:00", {"a/b": 1}),
            ("2008-04-01T18:00:00", {"keywords": {}, "keywords/b": True}),
            ("2008-04-01T18:00:00", {"title/x": 1}),
            ("2008-04-01T18:00:00", {"start": "never"}),
            ("2008-04-01T18:00:00", 5),
            ("never", {"title": "Other"}),
            ("9999-12-31T23:59:59", {"title": "Other"}),
        ],
    )
    def test_one_that_can_not_be_read_is_kept(self, key: str, patch: Any) -> None:
        found = meeting(recurrenceRules=[{"frequency": "weekly"}], recurrenceOverrides={key: patch})
        assert reading(found).document.overrides == ()
        assert reading(found).problems[-1].severity == "error"
        assert again(found)["recurrenceOverrides"] == {key: patch}

    def test_those_of_days_are_named_by_midnight(self) -> None:
        found = series(
            start="2008-03-18T00:00:00",
            showWithoutTime=True,
            recurrenceRules=[{"frequency": "weekly"}],
            recurrenceOverrides={
                "2008-03-25T00:00:00": {"excluded": True},
                "2008-04-01T18:00:00": {},
            },
        )
        assert found.recurrence.skipped == (date(2008, 3, 25),)
        assert found.recurrence.added == ()

    def test_a_skipped_time_names_the_one_after_the_gap(self) -> None:
        found = series(
            start="2008-03-02T02:30:00",
            recurrenceRules=[{"frequency": "weekly"}],
            recurrenceOverrides={"2008-03-09T02:30:00": {"title": "Other"}},
        )
        assert found.overrides[0].occurrence == toronto("2008-03-09 03:30")

    def test_without_a_rule_what_is_changed_recurs(self) -> None:
        found = series(recurrenceOverrides={"2008-04-01T18:00:00": {"title": "Other"}})
        assert found.recurrence == Recurrence(added=[toronto("2008-04-01 18:00")])
        assert again(meeting(recurrenceOverrides={"2008-04-01T18:00:00": {"title": "Other"}}))[
            "recurrenceOverrides"
        ] == {"2008-04-01T18:00:00": {"title": "Other"}}

    def test_a_problem_of_the_template_is_told_once(self) -> None:
        found = meeting(
            color=5,
            duration="long",
            recurrenceRules=[{"frequency": "weekly"}],
            recurrenceOverrides={"2008-04-01T18:00:00": {"status": "x"}},
        )
        assert [place for place, _ in told(found)] == [
            "/duration",
            "/recurrenceOverrides/2008-04-01T18:00:00/status",
        ]

    def test_sessions_of_one_meeting(self) -> None:
        talk = Session(id="talk", title="Talk", start=toronto("2008-04-01 19:00"))
        whole = EventSeries(template=MEETING, recurrence=Recurrence(rule="FREQ=WEEKLY"))
        whole = whole.amend(date(2008, 4, 1), sessions=[talk])
        found = written(whole)
        assert found["entries"][1][f"{OURS}occurrence"] == "2008-04-01T18:00:00"
        assert reading(found).document == whole

    def test_a_meeting_without_its_series(self) -> None:
        """ "recurrenceId: identifies one instance of a recurring object"."""
        talk = Session(id="talk", title="Talk", start=toronto("2008-04-01 19:00"))
        whole = EventSeries(
            template=MEETING.replace(sessions=[]), recurrence=Recurrence(rule="FREQ=WEEKLY")
        )
        one = whole.meeting(date(2008, 4, 1))
        found = written(one)
        assert found["recurrenceId"] == "2008-04-01T18:00:00"
        assert found["recurrenceIdTimeZone"] == "America/Toronto"
        assert reading(found).document == one
        assert reading(written(one.replace(sessions=[talk]))).document.sessions == (talk,)
        assert reading(found, Calendar).document.events[0].occurrence is None

    def test_a_meeting_of_days(self) -> None:
        day = Event(
            id="d@example.org", title="Day", start=date(2008, 4, 1), occurrence=date(2008, 4, 1)
        )
        assert "recurrenceIdTimeZone" not in written(day)
        assert reading(written(day)).document == day


class TestSection44Sharing:
    def test_participants(self) -> None:
        found = event(
            participants={
                "zoe": {
                    "name": "Zoe",
                    "email": "zoe@example.org",
                    "roles": {"owner": True, "chair": True},
                },
                "tom": {"name": "Tom", "roles": {"attendee": True, f"{OURS}speaker": True}},
                "itpro": {
                    "name": "IT Pro",
                    "kind": "group",
                    "description": "A group",
                    "email": "no",
                },
                "acme": {"name": "ACME", "roles": {f"{OURS}sponsor": True}},
                "room": {"name": "Room 5", "kind": "location", "email": "room@example.org"},
                "a@b": {},
            }
        )
        assert found.people == (
            Person(id="zoe", name="Zoe", email="zoe@example.org"),
            Person(id="tom", name="Tom"),
            Person(id="a-b", name="(unnamed)"),
        )
        assert found.groups == (UserGroup(id="itpro", name="IT Pro", description="A group"),)
        assert found.sponsors == (Sponsor(id="acme", name="ACME"),)
        assert found.organizers == ("zoe",)
        assert found.contributors == (
            Contributor(person="zoe", role="moderator"),
            Contributor(person="tom", role="speaker"),
        )

    def test_addresses_leave_only_in_the_full_view(self) -> None:
        found = meeting(
            replyTo={"imip": "mailto:secret1@example.org"},
            participants={
                "zoe": {
                    "name": "Zoe",
                    "email": "secret2@example.org",
                    "sendTo": {"imip": "mailto:secret3@example.org"},
                    "roles": {"owner": True},
                    "participationStatus": "accepted",
                },
                "room": {"name": "R", "kind": "location", "email": "secret4@example.org"},
            },
            recurrenceRules=[{"@type": "RecurrenceRule", "frequency": "daily"}],
            recurrenceOverrides={
                "2008-03-19T18:00:00": {
                    "participants/zoe/sendTo/imip": "mailto:secret5@example.org"
                }
            },
        )
        public = json.dumps(again(found, "public"))
        assert "secret" not in public
        assert "accepted" in public
        assert "Zoe" in public
        assert missing(expanded(found), expanded(again(found))) == []

    def test_a_status(self) -> None:
        assert event(status="cancelled").status == "cancelled"
        assert event(status="postponed").status == "confirmed"
        assert written(MEETING.postpone())["freeBusyStatus"] == "free"
        assert reading(written(MEETING.postpone())).document == MEETING.postpone()

    def test_an_edit_of_the_status_counts(self) -> None:
        found = {**written(MEETING.postpone()), "status": "cancelled"}
        assert reading(found).document.status == "cancelled"

    def test_nothing_happens_at_a_cancelled_event(self) -> None:
        talk = Session(id="talk", title="Talk", start=toronto("2008-03-18 19:00"))
        one = MEETING.replace(sessions=[talk]).cancel()
        found = written(one)
        assert [entry["status"] for entry in found["entries"]] == ["cancelled", "cancelled"]
        assert reading(found).document == one


class TestSection47TimeZones:
    def test_a_floating_time_is_read_in_utc_or_in_the_zone_given(self) -> None:
        found = meeting(timeZone=None)
        assert reading(found).document.timezone == "UTC"
        assert "timeZone" not in again(found)
        assert reading(found, timezone="Europe/Berlin").document.start == BERLIN("2008-03-18 18:00")
        assert reading(found, timezone="Europe/Berlin").problems == ()

    def test_an_unknown_zone_is_kept(self) -> None:
        found = meeting(timeZone="/custom", timeZones={"/custom": {"tzId": "Custom"}})
        assert reading(found).document.timezone == "UTC"
        assert missing(found, again(found)) == []

    def test_an_event_that_was_given_a_zone_has_it(self) -> None:
        found = reading(meeting(timeZone=None)).document.replace(timezone="Europe/Berlin")
        assert written(found)["timeZone"] == "Europe/Berlin"

    def test_sessions_may_have_other_zones(self) -> None:
        assert session(timeZone="Europe/Berlin").start == BERLIN("2008-03-18 19:00")
        assert session(timeZone=None).start == toronto("2008-03-18 19:00")

    def test_a_day_takes_the_zone_of_its_sessions(self) -> None:
        day = meeting(start="2008-03-18T00:00:00", showWithoutTime=True, timeZone=None)
        (found,) = calendar(day, child()).events
        assert found.timezone == "America/Toronto"


class TestSection46Localizations:
    def test_they_and_all_that_is_unknown_stay(self) -> None:
        more = {
            "locale": "en",
            "localizations": {"fr": {"title": "Réunion", "locations~1x/name": "Salle"}},
            "priority": 3,
            "example.com:custom": {"deep": [1, {"a": None}]},
            "alerts": {"1": {"trigger": {"@type": "OffsetTrigger", "offset": "-PT5M"}}},
        }
        assert missing(more, again(meeting(**more))) == []

    def test_what_no_extra_can_hold_is_told(self) -> None:
        found = meeting(big=2**70)
        assert "64 bits" in told(found)[0][1]
        assert "big" not in again(found)

    def test_what_a_model_says_goes_before_what_was_kept(self) -> None:
        found = event(locations={"1": {"name": "Hall", "relativeTo": "start"}})
        moved = found.replace(venue=Venue(id="1", name="Other hall"))
        assert written(moved)["locations"]["1"]["name"] == "Other hall"
        assert written(moved)["locations"]["1"]["relativeTo"] == "start"
        assert "locations" not in written(found.replace(venue=None))

    @pytest.mark.parametrize("kept", [5, {"links": 5, "locations": {"a": 5}, "title": "x"}])
    def test_an_extra_of_anybody_breaks_nothing(self, kept: Any) -> None:
        found = written(MEETING.replace(extra={"jscalendar": kept}))
        assert found["title"] == "Meeting"


class TestSection53Groups:
    def test_a_group_is_a_calendar(self) -> None:
        found = calendar(
            meeting(),
            title="All",
            description="Of them",
            updated="2008-01-01T00:00:00Z",
            color="red",
            links={"a": {"href": "https://example.org", "rel": "describedby"}},
            source="https://example.org/feed",
        )
        assert (found.name, found.description, found.color) == ("All", "Of them", "red")
        assert (found.url, found.updated) == (
            "https://example.org",
            datetime(2008, 1, 1, tzinfo=UTC),
        )
        assert written(found)["source"] == "https://example.org/feed"
        assert written(found)["uid"] == "g"

    def test_a_calendar_has_a_uid_of_its_own(self) -> None:
        one, other = written(Calendar(name="A")), written(Calendar(name="B"))
        assert one["uid"] != other["uid"]
        assert reading(one).document == Calendar(name="A")

    def test_what_is_no_event_is_kept(self) -> None:
        task = {"@type": "Task", "uid": "t", "title": "Do"}
        found = group(task, meeting(), 5)
        assert [p.place for p in reading(found).problems] == ["/entries/0", "/entries/2"]
        assert [p.severity for p in reading(found).problems] == ["info", "error"]
        assert again(found)["entries"][1:] == [task, 5]

    def test_a_broken_event_is_kept_with_its_children(self) -> None:
        found = group(meeting(start="never"), child(), meeting(uid="other"))
        document = reading(found).document
        assert [e.id for e in document.events] == ["other"]
        assert len(again(found)["entries"]) == 3

    def test_a_group_is_one_event_where_it_is_asked_for(self) -> None:
        assert reading(group(meeting()), Event).document.id == "m@example.org"
        assert reading(meeting(), Calendar).document.events[0].id == "m@example.org"
        told = reading(group(meeting(), title="All"), Event).problems
        assert [p.message for p in told] == ["what a group says beside its event is no part of it"]

    @pytest.mark.parametrize(
        ("found", "kind", "message"),
        [
            (group(), Event, "0 events and 0 series, not one Event"),
            (group(meeting()), EventSeries, "1 event and 0 series, not one EventSeries"),
            (meeting(recurrenceRules=[{"frequency": "daily"}]), Event, "0 events and 1 series"),
            ({**group(), f"{OURS}type": "event"}, None, "not one event"),
        ],
    )
    def test_another_number_or_kind_is_refused(self, found: Any, kind: Any, message: str) -> None:
        with pytest.raises(DecodeError, match=message):
            reading(found, kind)

    def test_arguments_are_checked(self) -> None:
        with pytest.raises(InvalidValueError, match="kind must be one of"):
            read_jscalendar(b"{}", Person)
        with pytest.raises(InvalidValueError, match="timezone must be"):
            read_jscalendar(b"{}", timezone="Toronto")


class TestSection413RelatedTo:
    def test_a_child_is_a_session(self) -> None:
        assert session() == Session(id="talk", title="Talk", start=toronto("2008-03-18 19:00"))
        found = session(uid="x/y", duration="PT1H")
        assert (found.id, found.uid, found.end) == ("x-y", "x/y", toronto("2008-03-18 20:00"))

    def test_a_part_of_a_session(self) -> None:
        hour, part = child(duration="PT1H"), child("part/m@example.org", of="talk/m@example.org")
        (found,) = calendar(part, hour, meeting()).events
        assert found.session("part").part_of == "talk"

    def test_one_that_is_not_within_is_no_part(self) -> None:
        late = child("part/m@example.org", of="talk/m@example.org", start="2008-03-18T22:00:00")
        found = group(meeting(), child(duration="PT1H"), late)
        assert reading(found).document.events[0].session("part").part_of is None
        assert ("/entries/2/relatedTo", "a part lies within its session") in told(found)

    @pytest.mark.parametrize(
        "more",
        [
            {"showWithoutTime": True, "start": "2008-03-18T00:00:00"},
            {"recurrenceRules": [{"frequency": "daily"}]},
            {"relatedTo": {"m@example.org": {"relation": {"next": True}}}},
            {"relatedTo": {"m@example.org": {}}},
            {"relatedTo": {"other": {"relation": {"parent": True}}}},
            {"relatedTo": {"talk/m@example.org": {"relation": {"parent": True}}}},
            {"relatedTo": {"m@example.org": 5}},
            {"relatedTo": 5},
        ],
    )
    def test_others_are_events(self, more: dict[str, Any]) -> None:
        found = calendar(meeting(), child(**more))
        assert len(found.events) + len(found.series) == 2
        assert missing({"relatedTo": more.get("relatedTo", {})}, written(found)["entries"][1]) == []

    def test_rings_are_events(self) -> None:
        one, other = child("a", of="b"), child("b", of="a")
        assert len(calendar(one, other, child("c", of="a")).events) == 3

    def test_a_broken_child_is_left_out(self) -> None:
        found = group(meeting(), child(start=5), child("ok/m@example.org"))
        assert [s.id for s in reading(found).document.events[0].sessions] == ["ok"]
        assert any(p.place == "/entries/1" for p in reading(found).problems)

    def test_ids_that_meet_are_told_apart(self) -> None:
        (found,) = calendar(
            meeting(), child("a/b"), child("a-b/m@example.org"), child("a-b")
        ).events
        assert [s.id for s in found.sessions] == ["a-b-2", "a-b", "a-b-3"]

    def test_what_stands_before_the_uid_of_the_event_must_be_an_id(self) -> None:
        found = session(uid="a/b/m@example.org", **{f"{OURS}id": "c d"})
        assert (found.id, found.uid) == ("a-b-m@example.org", None)
        assert session(uid="a\x00b").uid is None

    def test_a_place_that_the_event_does_not_know_is_another_venue(self) -> None:
        pub = {"9": {"name": "Pub"}}
        event_ = meeting(locations={"1": {"name": "Hall"}})
        (found,) = calendar(event_, child(locations=pub), child("b", locations=pub)).events
        assert found.venue == Venue(id="1", name="Hall")
        assert [room.name for room in found.other_venues[0].rooms] == ["Pub"]
        assert {s.room for s in found.sessions} == {"9"}

    def test_a_key_is_one_of_its_object_alone(self) -> None:
        hall, pub = {"1": {"name": "Hall"}}, {"1": {"name": "Pub"}}
        ada = {"1": {"name": "Ada", "roles": {"owner": True}}}
        bob = {"1": {"name": "Bob", "roles": {f"{OURS}speaker": True}}}
        found = group(
            meeting(locations=hall, participants=ada), child(locations=pub, participants=bob)
        )
        (one,) = reading(found).document.events
        assert (one.venue.name, one.room(one.sessions[0].room).name) == ("Hall", "Pub")
        assert [person.name for person in one.people] == ["Ada", "Bob"]
        assert one.speakers("talk") == (one.people[1],)
        assert reading(again(found)).document.events == (one,)

    def test_a_speaker_whom_the_event_does_not_know_is_one_of_its_people(self) -> None:
        ada = {"ada": {"name": "Ada", "roles": {f"{OURS}speaker": True}}}
        (found,) = calendar(meeting(), child(participants=ada)).events
        assert found.people == (Person(id="ada", name="Ada"),)
        assert found.sessions[0].contributors == (Contributor(person="ada"),)

    def test_a_session_that_the_model_refuses_is_left_out(self) -> None:
        sessions = [child(f"{n}/m@example.org") for n in range(2)]
        sessions[1][f"{OURS}type"] = "shift"
        found = reading(group(meeting(), *sessions))
        assert len(found.document.events[0].sessions) == 1
        assert any("end" in p.message for p in found.problems)
