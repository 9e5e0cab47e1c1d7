"""Data from strangers: bounded, and told with its place."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
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
    toronto,
    written,
)

from hallwaytrack import (
    Booth,
    Calendar,
    Contributor,
    DecodeError,
    Event,
    EventSeries,
    InvalidValueError,
    Recurrence,
    Session,
    losses,
    read,
)
from hallwaytrack.formats.jscalendar import from_jscalendar, read_jscalendar, to_jscalendar
from hallwaytrack.formats.jscalendar.recurring import MOST_VALUES
from hallwaytrack.formats.jscalendar.source import MAX_DEPTH, MAX_PROBLEMS
from hallwaytrack.formats.registry import format_of

RULES = [{"@type": "RecurrenceRule", "frequency": "daily"}]


class TestDocuments:
    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"", "must be JSON"),
            (b"{", "must be JSON"),
            (b"\xff", "must be JSON"),
            (b'{"@type": "Event", "x": NaN}', "NaN is no JSON"),
            (b'{"@type": "Event", "x": ' + b"9" * 5000 + b"}", "must be JSON"),
            (b"[]", "must be an object"),
            (b'"Event"', "must be an object"),
            (b"{}", "@type must be Event or Group"),
            (b'{"@type": "Task"}', "@type must be Event or Group"),
            (b'{"@type": ["Event"]}', "@type must be Event or Group"),
            (b'{"@type": "Event"}', "an event needs a start"),
        ],
    )
    def test_what_is_none_is_refused(self, data: bytes, message: str) -> None:
        with pytest.raises(DecodeError, match=message):
            read_jscalendar(data)

    def test_only_bytes_are_read(self) -> None:
        with pytest.raises(InvalidValueError, match="given as bytes"):
            read_jscalendar("{}")
        data = b"\xef\xbb\xbf" + json.dumps(meeting()).encode()
        assert from_jscalendar(memoryview(data)) == event()

    def test_nesting_is_bounded_with_a_pointer(self) -> None:
        deep = meeting(x=json.loads("[" * MAX_DEPTH + "]" * MAX_DEPTH))
        with pytest.raises(DecodeError, match=f"up to {MAX_DEPTH} levels deep") as refused:
            reading(deep)
        assert refused.value.problems[0].place == "/x" + "/0" * (MAX_DEPTH - 1)
        reading(meeting(x=json.loads("[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1))))
        with pytest.raises(DecodeError, match="levels deep"):
            read_jscalendar(b'{"a":' * 200_000)

    def test_size_is_bounded(self) -> None:
        data = json.dumps(meeting()).encode()
        with pytest.raises(DecodeError, match="up to 10 bytes"):
            read_jscalendar(data, max_bytes=10)
        assert read_jscalendar(data, max_bytes=None).document == event()

    def test_ten_megabytes_of_one_text(self) -> None:
        long = "漢\n" * 2_500_000
        assert event(description=long).description == long
        assert len(event(title=long).title) == 4_999_999

    def test_half_a_character_is_none(self) -> None:
        data = b'{"@type":"Event","uid":"m","start":"2008-03-18T18:00:00","title":"a\\ud800b"}'
        assert from_jscalendar(data, Event).title == "a?b"

    def test_a_member_that_stands_there_twice_is_told(self) -> None:
        data = b'{"@type":"Event","uid":"m","uid":"n","start":"2008-03-18T18:00:00","title":"a"}'
        found = read_jscalendar(data)
        assert found.document.id == "n"
        assert "'uid' stands there twice" in found.problems[0].message

    def test_problems_are_bounded(self) -> None:
        found = problems(participants=dict.fromkeys(map(str, range(MAX_PROBLEMS + 5)), 5))
        assert len(found) == MAX_PROBLEMS + 1
        assert found[-1].message == "there are 5 more problems"


class TestWrongTypes:
    @pytest.mark.parametrize("value", [None, True, 5, 5.5, "x", [], ["x"], {}, {"x": 5}, {"x": {}}])
    @pytest.mark.parametrize(
        "name",
        [
            *(
                "uid",
                "title",
                "description",
                "created",
                "updated",
                "sequence",
                "timeZone",
                "duration",
            ),
            *("showWithoutTime", "status", "freeBusyStatus", "keywords", "locations", "links"),
            *("virtualLocations", "participants", "relatedTo", "recurrenceRules", "replyTo"),
            *("recurrenceOverrides", "excludedRecurrenceRules", "recurrenceId", "localizations"),
            *("recurrenceIdTimeZone", "privacy", "entries"),
            *(f"{OURS}{name}" for name in ("kind", "status", "timeZone", "type", "id")),
        ],
    )
    def test_a_property_of_any_type_is_read(self, name: str, value: Any) -> None:
        for found in (meeting(**{name: value}), group(meeting(), child(**{name: value}))):
            if value is None:
                (found.get("entries") or [found])[-1][name] = None
            document = reading(found).document
            assert isinstance(reading(written(document), type(document)).document, type(document))

    @pytest.mark.parametrize("value", [None, True, 5, "x", [], {}, {"x": 5}])
    @pytest.mark.parametrize(
        ("owner", "name"),
        [
            *(
                ("participants", n)
                for n in ("name", "email", "roles", "kind", "links", f"{OURS}id")
            ),
            *(("locations", n) for n in ("name", "coordinates", "links", "description")),
            *(("locations", f"{OURS}{n}") for n in ("id", "within", "address", "otherVenue")),
            *(("virtualLocations", n) for n in ("uri", "name", "features")),
            *(("links", n) for n in ("href", "rel", "title", f"{OURS}kind", f"{OURS}id")),
        ],
    )
    def test_a_member_of_any_type_is_read(self, owner: str, name: str, value: Any) -> None:
        entry = {"uri": "https://example.org", "href": "https://example.org", "rel": "enclosure"}
        found = meeting(**{owner: {"a": {**entry, name: value}, "": {"name": "x"}}})
        for document in (
            reading(found).document,
            calendar(meeting(), {**child(), owner: found[owner]}),
        ):
            assert isinstance(reading(written(document), type(document)).document, type(document))

    @given(
        st.dictionaries(
            st.sampled_from(
                [*meeting(), "participants", "locations", "links", "recurrenceRules", "duration",
                 "recurrenceOverrides", "virtualLocations", "keywords", "relatedTo", "a/b"]
            ),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.text(max_size=4)
                | st.sampled_from(["2008-03-18T18:00:00", "Event", "m@example.org", "PT1H", "daily"]),
                lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
                    st.sampled_from(["name", "href", "uri", "2008-03-18T18:00:00", "frequency", "a"]),
                    inner, max_size=3),
                max_leaves=12,
            ),
        )
    )  # fmt: skip
    def test_anything_under_any_name(self, found: dict[str, Any]) -> None:
        whole = reading(group(meeting(), {**meeting(), **found}, {**child(), **found}))
        assert isinstance(whole.document, Calendar)
        assert whole.document.events or whole.document.series
        assert reading(written(whole.document)).document

    @pytest.mark.parametrize("found", [5, "x", [5], {"a": 5}])
    def test_entries_of_any_type_are_kept(self, found: Any) -> None:
        assert isinstance(reading(group(found)).document, Calendar)
        assert reading({"@type": "Group", "entries": found}).document.events == ()


class TestBounds:
    def test_changed_meetings_are_bounded_together(self) -> None:
        keys = [f"20{y:02}-{m:02}-01T18:00:00" for y in range(10, 60) for m in range(1, 13)]
        found = meeting(
            alerts={str(n): 5 for n in range(2000)},
            recurrenceRules=RULES,
            recurrenceOverrides={key: {"title": "x"} for key in keys},
        )
        whole = reading(found)
        assert 0 < len(whole.document.overrides) < len(keys)
        assert str(MOST_VALUES) in whole.problems[0].message
        assert list(again(found)["recurrenceOverrides"]) == keys or len(
            again(found)["recurrenceOverrides"]
        ) == len(keys)

    def test_no_rule_is_followed(self) -> None:
        rule = {"frequency": "hourly", "byMinute": [0, 5], "bySetPosition": [-1]}
        assert isinstance(reading(meeting(recurrenceRules=[rule])).document, EventSeries)

    @pytest.mark.parametrize("step", [1, -1])
    def test_long_chains_of_parents(self, step: int) -> None:
        chain = [child(str(n), of=str(n - 1) if n else "m@example.org") for n in range(2000)]
        (found,) = calendar(*chain[::step], meeting()).events
        assert len(found.sessions) == 2000


class TestModels:
    """What the rules of a model refuse is left out, and told."""

    def test_a_member_that_a_group_can_not_have(self) -> None:
        found = reading(group(meeting(), color="no colour"))
        assert found.document.color is None
        assert [p.message for p in found.problems if "color" in p.message]

    def test_events_whose_uids_meet(self) -> None:
        one = group(meeting(), child("x"), meeting(uid="other"), child("x", of="other"))
        found = reading(one)
        assert len(found.document.events) == 1
        assert any("UID" in p.message for p in found.problems)

    def test_a_shift_needs_an_end(self) -> None:
        shift = {**child(), f"{OURS}type": "shift"}
        found = reading(group(meeting(), shift))
        assert found.document.events[0].shifts == ()
        assert "the entry is no part of an event" in [p.message for p in found.problems]

    def test_a_shift_of_anybody(self) -> None:
        people = {
            "ada": {"name": "Ada", "participationStatus": "accepted"},
            "bob": {"name": "Bob", "participationStatus": "declined", f"{OURS}assignment": "done"},
            "eve": {"name": "Eve", "participationStatus": "tentative"},
            "it": {"name": "IT", "kind": "group"},
        }
        shift = {**child(duration="PT1H", participants=people), f"{OURS}type": "shift"}
        (found,) = reading(group(meeting(), shift)).document.events
        assert [(a.person, a.status) for a in found.shifts[0].assignments] == [
            ("ada", "confirmed"),
            ("bob", "declined"),
            ("eve", "offered"),
        ]
        assert [v.person for v in found.volunteers] == ["ada", "bob", "eve"]

    def test_a_group_does_not_volunteer(self) -> None:
        roles = {f"{OURS}volunteer": True}
        found = event(participants={"it": {"name": "IT", "kind": "group", "roles": roles}})
        assert found.volunteers == ()

    def test_a_room_of_a_session_is_nobody(self) -> None:
        room = {"r": {"name": "Room", "kind": "resource"}}
        found = group(meeting(participants=room), child(participants=room))
        assert reading(found).document.events[0].people == ()
        assert again(found)["entries"][1]["participants"]["r"]["kind"] == "resource"


class TestWriter:
    def test_arguments_are_checked(self) -> None:
        with pytest.raises(InvalidValueError, match="view must be"):
            to_jscalendar(event(), view="all")
        with pytest.raises(InvalidValueError, match="holds a Calendar"):
            to_jscalendar(event().start)
        assert to_jscalendar(event(), indent=True).endswith(b"}\n")

    def test_it_is_known_by_its_content(self) -> None:
        assert read(to_jscalendar(event())).document == event()
        page = b'{"@context": "https://schema.org", "@type": "Event"}'
        assert format_of("-", page).name == "jsonld"


class TestLosses:
    def test_of_two_for_one_meeting_one_is_lost(self) -> None:
        when = toronto("2008-03-25 18:00")
        twice = Recurrence(rule="FREQ=WEEKLY", added=[when, when], skipped=[when, when])
        whole = EventSeries(template=event(), recurrence=twice)
        places = [p.place for p in losses(whole, "jscalendar")]
        assert places == ["/recurrence/added", "/recurrence/skipped"]

    def test_until_in_a_second_pass(self) -> None:
        rule = Recurrence(rule="FREQ=WEEKLY;UNTIL=20081102T063000Z")
        (found,) = losses(EventSeries(template=event(), recurrence=rule), "jscalendar")
        assert found.message == "rule comes back as 'FREQ=WEEKLY;UNTIL=20081102T053000Z'"

    def test_added_alone_come_back_where_all_are_changed(self) -> None:
        when = toronto("2008-03-25 18:00")
        whole = EventSeries(template=event(), recurrence=Recurrence(added=[when]))
        changed = whole.put(whole.meeting(when).replace(title="Other"))
        assert losses(changed, "jscalendar") == ()
        skipped = whole.replace(recurrence=Recurrence(added=[when], skipped=[when]))
        assert losses(skipped, "jscalendar") == ()
        assert reading(written(skipped)).document == skipped

    def test_order_and_repetition(self) -> None:
        people = {n: {"name": n, "roles": {"owner": True}} for n in ("ada", "bob")}
        one = event(participants=people)
        assert losses(one, "jscalendar") == ()
        turned = one.replace(organizers=["bob", "ada"])
        assert [p.place for p in losses(turned, "jscalendar")] == ["/organizers"]
        twice = one.replace(contributors=[Contributor(person="ada", label=x) for x in "ab"])
        assert "/contributors/1" in [p.place for p in losses(twice, "jscalendar")]

    def test_what_has_no_start_is_left_out(self) -> None:
        one = event().replace(
            sessions=[
                Session(id="a", title="A"),
                Session(id="b", title="B", start=toronto("2008-03-18 19:00"), part_of="a"),
            ],
            booths=[Booth(id="c", title="C")],
        )
        assert [p.place for p in losses(one, "jscalendar")] == [
            "/sessions/0",
            "/sessions/1/part_of",
            "/booths",
        ]
