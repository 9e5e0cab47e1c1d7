"""Everything that is wrong with a document is told at once, each with its JSON Pointer."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from tests.model.plain import DIRECT_ENERGY, START, event, session, shift
from tests.strategies import Document

from hallwaytrack import (
    Calendar,
    DecodeError,
    Event,
    EventSeries,
    Problem,
    Tour,
    UserGroup,
    from_json,
    to_json,
)
from hallwaytrack.formats.json import MAX_PROBLEMS

HEADER = {"hallwaytrack": "1.0", "type": "event"}
DAY = {**HEADER, "id": "e", "title": "E", "start": "2008-03-18"}
TIMED = {**DAY, "start": "2008-03-18T18:00:00-04:00", "timezone": "America/Toronto"}
SERIES = {
    "hallwaytrack": "1.0",
    "type": "event_series",
    "template": {"id": "e", "title": "E", "start": "2008-03-18"},
    "recurrence": {"rule": "FREQ=WEEKLY"},
}


def problems_of(document: Any, kind: type[Document] = Event) -> list[str]:
    """All that is wrong with a document, given as bytes or as what the JSON of it holds."""
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    with pytest.raises(DecodeError) as error:
        from_json(data, kind)  # type: ignore[type-var]
    return [str(problem) for problem in error.value.problems]


def raw(members: str) -> bytes:
    """The bytes of a lawful event with these members, as text, at its end."""
    return f"{json.dumps(DAY)[:-1]},{members}}}".encode()


class TestMembers:
    def test_an_unknown_one_is_told_with_the_nearest(self) -> None:
        assert problems_of({**DAY, "titel": "E"}) == [
            "unknown member 'titel' (at /titel); did you mean 'title'?"
        ]

    def test_one_that_is_near_to_none_is_told_with_all(self) -> None:
        (problem,) = problems_of({**DAY, "tracks": [{"id": "t", "name": "T", "xyzzy": 1}]})
        assert problem == (
            "unknown member 'xyzzy' (at /tracks/0/xyzzy); known are id, name, color, description"
        )

    @pytest.mark.parametrize(
        "name", ["", "a/b~c", "漢字", "__class__", "extra ", "Title", "\u2028", "type"]
    )
    def test_of_any_name(self, name: str) -> None:
        problems = problems_of({**DAY, "venue": {"id": "v", "name": "V", name: 1}})
        assert len(problems) == 1 and problems[0].startswith("unknown member ")

    def test_the_header_is_that_of_the_whole_only(self) -> None:
        assert problems_of({**DAY, "tracks": [{"id": "t", "name": "T", "hallwaytrack": "1.0"}]})

    @pytest.mark.parametrize("name", ["id", "title", "start"])
    def test_a_missing_one_is_told(self, name: str) -> None:
        without = {key: value for key, value in DAY.items() if key != name}
        assert problems_of(without) == [f"member {name!r} is missing (at /{name})"]

    def test_a_missing_one_inside_is_told(self) -> None:
        assert problems_of({**DAY, "sessions": [{"id": "s"}, {"title": "T"}]}) == [
            "member 'title' is missing (at /sessions/0/title)",
            "member 'id' is missing (at /sessions/1/id)",
        ]

    @pytest.mark.parametrize(
        "name", ["title", "end", "topics", "extra", "venue", "status", "moved_online"]
    )
    def test_null_is_refused(self, name: str) -> None:
        assert problems_of({**DAY, name: None}) == [
            f"{name} must not be null (at /{name}); leave the member out"
        ]

    def test_null_as_an_item_is_refused(self) -> None:
        assert problems_of({**DAY, "topics": ["a", None], "links": [None]}) == [
            "topics[1] must not be null, got None (at /topics/1)",
            "links[0] must not be null, got None (at /links/0)",
        ]
        (problem,) = problems_of({**DAY, "sessions": [None]})
        assert problem.startswith("must be a JSON object (Session), got None (at /sessions/0)")

    def test_null_is_lawful_in_extra_and_in_texts(self) -> None:
        data = json.dumps({**DAY, "title": "null", "extra": {"a": None}}).encode()
        assert from_json(data, Event).extra == {"a": None}

    @pytest.mark.parametrize(
        ("members", "place"),
        [
            ('"title":"again"', "/title"),
            ('"title":"E"', "/title"),
            ('"venue":{"id":"v","id":"v","name":"V"}', "/venue/id"),
            ('"extra":{"a":1,"a":1}', "/extra/a"),
            ('"extra":{"a":[{"b":1,"b":2}]}', "/extra/a/0/b"),
            ('"sessions":[{"id":"s","title":"T","titl\\u0065":"T"}]', "/sessions/0/title"),
            ('"type":"event"', "/type"),
            ('"hallwaytrack":"1.0"', "/hallwaytrack"),
        ],
    )
    def test_a_repeated_one_is_told(self, members: str, place: str) -> None:
        name = place.rpartition("/")[2]
        assert problems_of(raw(members)) == [f"member {name!r} stands there twice (at {place})"]

    def test_one_that_stands_there_thrice_is_told_once(self) -> None:
        assert len(problems_of(raw('"extra":{"a":1,"a":1,"a":1}'))) == 1


WRONG: Mapping[str, tuple[Any, ...]] = {
    "title": (1, 1.5, True, [], {}, ["E"]),
    "start": (20080318, True, [], {}, "18 March 2008", "2008-03-18T18:00:00", "2008-02-30"),
    "end": (0, "2008-3-19", "2008-03-17"),
    "kind": (1, "tlak", "Launch", []),
    "moved_online": (0, 1, "true", []),
    "topics": ("a", {}, 1, [1], [["a"]]),
    "venue": ("v", [], 1),
    "people": ({}, "ada", ["ada"], [[]]),
    "sequence": (1.5, "1", True, -1, 2**31, 10**30, 1e30),
    "extra": ([], "a", 1, True),
    "updated": ("2008-03-18", 0, "2008-03-18T18:00:00", "9999-12-31T23:59:59Z", []),
    "created": ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+23:00"),
    "url": (1, "", "a b", "javascript:alert(1)"),
    "timezone": (1, "", "Nowhere", "../UTC"),
    "previous_starts": ("2008-03-18", [1], ["2008-03-18T18:00"]),
}


class TestValues:
    @pytest.mark.parametrize(
        ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values]
    )
    def test_of_a_wrong_type_or_form_are_told_with_their_place(self, name: str, value: Any) -> None:
        for problem in problems_of({**DAY, name: value}):
            assert f"(at /{name}" in problem

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            (
                "18:00",
                'start must be a time with its offset, such as "2008-03-18T18:00:00-04:00"',
            ),
            ("2008-02-30", 'start must be a date, such as "2008-03-18"'),
        ],
    )
    def test_a_time_is_asked_for_with_an_example(self, value: str, message: str) -> None:
        (problem,) = problems_of({**TIMED, "start": value})
        assert problem.startswith(message)

    def test_what_the_rules_refuse_is_told_in_their_words(self) -> None:
        assert problems_of(
            {**DAY, "kind": "metting", "topics": ["a", ""], "languages": ["en_CA"]}
        ) == [
            "kind must be one of launch, conference, tour_stop, meeting, community_evening, workshop,"
            " hackathon, unconference, social, other, got 'metting' (at /kind);"
            " did you mean 'meeting'?",
            "languages[0] must be a BCP 47 language tag, got 'en_CA' (at /languages/0);"
            ' write one like "fr-CA"',
            "topics[1] must hold a visible character, got '' (at /topics/1)",
        ]

    def test_rules_between_members_are_told(self) -> None:
        assert problems_of({**DAY, "end": "2008-03-17", "tickets": [{"price": "25.00"}]}) == [
            "currency is needed with a price (at /tickets/0/currency)",
            "end must be not before start (2008-03-18), got 2008-03-17 (at /end)",
        ]

    def test_references_are_told_as_everywhere(self) -> None:
        whole = event(venue=DIRECT_ENERGY, sessions=[session(room="b1")])
        assert problems_of(to_json(whole).replace(b'"room":"b1"', b'"room":"b9"')) == [
            "session 'hypervisors' is in room 'b9'; venue 'direct-energy' has rooms: b1, b2"
            " (at /sessions/0/room)"
        ]

    def test_places_in_a_calendar_begin_at_its_top(self) -> None:
        event_in_it = {
            "id": "e",
            "title": "",
            "start": "2008-03-18",
            "sessions": [{"id": "s", "title": "S", "room": "x"}],
        }
        document = {"hallwaytrack": "1.0", "type": "calendar", "events": [event_in_it]}
        assert problems_of(document, Calendar) == [
            "title must hold a visible character, got '' (at /events/0/title)",
            "session 's' is in room 'x'; the event has no room (at /events/0/sessions/0/room)",
        ]

    @pytest.mark.parametrize(
        ("members", "place"),
        [
            ('"extra":{"a":9223372036854775808}', "/extra"),
            ('"sequence":9223372036854775808', "/sequence"),
            ('"sequence":1e400', ""),
            ('"extra":{"a":1e400}', ""),
            ('"extra":{"a":-1e400}', ""),
            (f'"sequence":{"1" * 5_000}', ""),
            (f'"extra":{{"a":{"1" * 5_000}}}', ""),
            ('"sequence":1.0', "/sequence"),
        ],
    )
    def test_numbers_that_are_too_large_are_told(self, members: str, place: str) -> None:
        (problem,) = problems_of(raw(members))
        assert len(problem) < 500
        assert ("(at " in problem) == bool(place)

    @pytest.mark.parametrize(
        "number", ["NaN", "Infinity", "-Infinity", "nan", "0x10", "01", "1.", "+1"]
    )
    @pytest.mark.parametrize("member", ["sequence", "extra"])
    def test_what_json_does_not_call_a_number_is_told(self, member: str, number: str) -> None:
        value = number if member == "sequence" else f'{{"a":{number}}}'
        (problem,) = problems_of(raw(f'"{member}":{value}'))
        assert problem.startswith("a document must be JSON")

    @pytest.mark.parametrize(
        "members",
        [
            r'"description":"\ud800"',
            r'"description":"\udc00\ud800"',
            r'"extra":{"a":"\ud800"}',
            r'"extra":{"\ud800":1}',
            r'"\ud800":1',
            r'"venue":{"id":"v","name":"V","\udfff":1}',
        ],
    )
    def test_lone_surrogates_are_told(self, members: str) -> None:
        for problem in problems_of(raw(members)):
            assert problem.isprintable()

    def test_a_pair_of_surrogates_is_one_character(self) -> None:
        assert from_json(raw(r'"description":"\ud83d\ude00"'), Event).description == "😀"

    def test_a_deep_nest_is_told(self) -> None:
        for depth in (33, 65, 500, 5_000, 100_000):
            nested = "[" * depth + "]" * depth
            for members in (f'"extra":{{"a":{nested}}}', f'"mood":{nested}', f'"title":{nested}'):
                for problem in problems_of(raw(members)):
                    assert len(problem) < 2_000


class TestAllAtOnce:
    def test_ten_in_one_file(self) -> None:
        whole = {
            **TIMED,
            "titel": "E",
            "end": "2008-03-18T21:00:00",
            "kind": "metting",
            "url": "example.org",
            "topics": "cloud",
            "people": [{"id": "ada@example.org", "name": "Ada"}, {"id": "bob"}],
            "sessions": [
                {"id": "s", "title": "S", "start": "2008-03-09T02:30:00", "length": "45 minutes"},
                {"id": "s", "title": "T", "room": "b9"},
            ],
        }
        with pytest.raises(DecodeError) as error:
            from_json(json.dumps(whole).encode(), Event)
        assert [problem.place for problem in error.value.problems] == [
            "/titel",
            "/end",
            "/kind",
            "/topics",
            "/people/0/id",
            "/people/1/name",
            "/sessions/0/start",
            "/sessions/0/length",
            "/url",
            "/sessions/1/id",
            "/sessions/1/room",
        ]
        assert str(error.value).count("\n- ") == 11

    def test_one_mistake_is_told_once(self) -> None:
        assert len(problems_of({**TIMED, "timezone": "America/Torono"})) == 1
        assert len(problems_of({**TIMED, "start": "2008-03-18T18:00:00"})) == 1
        assert len(problems_of({**TIMED, "id": ""})) == 1
        assert len(problems_of({**SERIES, "template": {"id": "e", "title": "E"}}, EventSeries)) == 1
        assert len(problems_of({**SERIES, "template": 5}, EventSeries)) == 1

    def test_an_id_that_cannot_be_read_does_not_count(self) -> None:
        assert problems_of(
            {**DAY, "people": [{"id": "", "name": "A"}, {"id": "", "name": "B"}]}
        ) == [
            "id must be an id of 1 to 255 printable characters without a space, got ''"
            f" (at /people/{n}/id)"
            for n in (0, 1)
        ]

    def test_a_hundred_at_most(self) -> None:
        many = problems_of({**DAY, "topics": [""] * 1_000})
        assert len(many) == MAX_PROBLEMS == 100
        assert many[99] == "topics[99] must hold a visible character, got '' (at /topics/99)"

    @pytest.mark.parametrize(
        "members",
        [
            {"sessions": [{"id": f"s{n}", "title": "", "room": "x"} for n in range(5_000)]},
            {f"m{n}": 1 for n in range(5_000)},
            {"sessions": [1] * 50_000},
            {"venue": {"id": "v", "name": "V", "rooms": [{"id": f"r{n}", "name": "R"} for n in range(5_000)]},
             "sessions": [{"id": f"s{n}", "title": "S", "room": "x"} for n in range(5_000)]},
            {"sessions": [{"id": f"s{n}", "title": "S", "part_of": f"s{n - 1}"} for n in range(5_000)]},
        ],
        ids=["sessions", "unknown", "numbers", "rooms", "chain"],
    )  # fmt: skip
    def test_many_are_told_in_bounded_memory(self, members: dict[str, Any]) -> None:
        problems = problems_of({**DAY, **members})
        assert len(problems) <= MAX_PROBLEMS
        assert all(len(problem) < 1_000 for problem in problems)

    @pytest.mark.parametrize(
        "series",
        [
            {},
            {"template": 5},
            {"template": None, "recurrence": {}},
            {"recurrence": {"rule": "FREQ=WEEKLY"}},
            {"template": {}, "recurrence": {}, "overrides": [{}, 5, None]},
            {"template": {"id": "e"}, "recurrence": 5, "overrides": 5},
        ],
    )
    def test_series_of_which_parts_are_missing(self, series: dict[str, Any]) -> None:
        assert problems_of({"hallwaytrack": "1.0", "type": "event_series", **series}, EventSeries)
        calendar = {"hallwaytrack": "1.0", "type": "calendar", "series": [series, series]}
        assert problems_of(calendar, Calendar)

    @pytest.mark.parametrize("kind", [Event, EventSeries, UserGroup, Tour, Calendar])
    def test_objects_without_any_member(self, kind: type[Document]) -> None:
        names = {Event: "event", EventSeries: "event_series", UserGroup: "user_group", Tour: "tour"}
        header = {"hallwaytrack": "1.0", "type": names.get(kind, "calendar")}
        empty: dict[str, Any] = {
            name: [{}, 5, None, []]
            for name in ("people", "groups", "sponsors", "sessions", "events", "series", "tours")
        }
        assert problems_of({**header, **empty}, kind)

    def test_a_time_that_its_zone_cannot_tell_is_told_with_its_place(self) -> None:
        early = {
            **SERIES,
            "template": {
                "id": "m",
                "title": "T",
                "start": "1973-01-01T00:00:00Z",
                "timezone": "Africa/Monrovia",
            },
            "recurrence": {"added": ["1970-01-01T00:00:00Z"]},
        }
        (problem,) = problems_of(early, EventSeries)
        assert "must have an offset of whole minutes" in problem
        assert "(at /recurrence/added/0)" in problem


class TestBrokenOff:
    def test_data_cut_at_any_byte_is_told(self) -> None:
        whole = event(
            title="Launch é漢🎉",
            sessions=[session(start=START, extra={"a": [1, {"b": None}]})],
            shifts=[shift()],
        )
        data = to_json(whole)
        for end in range(len(data)):
            (problem,) = problems_of(data[:end])
            assert problem.startswith("a document must be ")

    def test_a_byte_more_is_told(self) -> None:
        data = to_json(event())
        for extra in (b"}", b"x", b"\x00", b"{}", data):
            (problem,) = problems_of(data + extra)
            assert problem.startswith("a document must be JSON")

    def test_white_space_around_is_lawful(self) -> None:
        assert from_json(b" \r\n\t" + to_json(event()) + b"\n\n", Event) == event()


def test_problems_are_those_of_the_library() -> None:
    with pytest.raises(DecodeError) as error:
        from_json(b"{}", Event)
    assert all(isinstance(problem, Problem) for problem in error.value.problems)
