"""What ``from_json`` takes, and what it asks of it before it looks inside."""

import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.plain import ADA, START, event, refused, session

from hallwaytrack import (
    Calendar,
    DecodeError,
    Event,
    EventSeries,
    HallwayTrackError,
    InvalidValueError,
    Note,
    Recurrence,
    Tour,
    UserGroup,
    from_json,
    speakers,
    to_json,
)
from hallwaytrack.formats.json import BOM, MAX_BYTES, writing

DATA = to_json(event())
ONE_OF_EACH = {
    "event": event(),
    "event_series": EventSeries(template=event(), recurrence=Recurrence(rule="FREQ=WEEKLY")),
    "user_group": UserGroup(id="g", name="G"),
    "tour": Tour(id="t", name="T"),
    "calendar": Calendar(),
}


class TestTheClassAskedFor:
    @pytest.mark.parametrize("name", ONE_OF_EACH)
    def test_is_the_class_returned(self, name: str) -> None:
        document: Any = ONE_OF_EACH[name]
        assert from_json(to_json(document), type(document)) == document
        assert type(from_json(to_json(document))) is type(document)

    @pytest.mark.parametrize("asked", ONE_OF_EACH)
    @pytest.mark.parametrize("held", ONE_OF_EACH)
    def test_data_of_another_kind_says_what_it_holds(self, asked: str, held: str) -> None:
        if asked == held:
            return
        kind: Any = type(ONE_OF_EACH[asked])
        document: Any = ONE_OF_EACH[held]
        articles = {name: f"{'an' if name[0] == 'e' else 'a'} {name}" for name in ONE_OF_EACH}
        with pytest.raises(DecodeError) as error:
            from_json(to_json(document), kind)
        assert str(error.value) == (
            f"the document holds {articles[held]}, not {articles[asked]} (at /type);"
            f" read it as {type(document).__name__}"
        )

    @pytest.mark.parametrize(
        "kind",
        ["event", int, object, 5, dict, Recurrence, Event(id="e", title="E", start=event().start)],
    )
    def test_what_is_no_class_of_documents_is_refused(self, kind: Any) -> None:
        message = "^kind must be one of Event, EventSeries, UserGroup, Tour, Calendar, got "
        with pytest.raises(InvalidValueError, match=message):
            from_json(DATA, kind)

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            ("evnt", "type must be one of event, event_series, user_group, tour, calendar, got 'evnt'"
                     " (at /type); did you mean 'event'?"),
            ("Event", "did you mean 'event'?"),
            (5, "type must be one of event, event_series, user_group, tour, calendar, got 5 (at /type)"),
            (None, "got None (at /type)"),
            (["event"], "got ['event'] (at /type)"),
            ({}, "got {} (at /type)"),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("kind", [None, Event])
    def test_a_type_that_is_none_is_told(self, kind: Any, value: Any, message: str) -> None:
        with pytest.raises(DecodeError) as error:
            from_json(json.dumps({**json.loads(DATA), "type": value}).encode(), kind)
        assert message in str(error.value)

    @pytest.mark.parametrize("kind", [None, Event])
    def test_a_header_that_is_missing_is_told(self, kind: Any) -> None:
        with pytest.raises(DecodeError) as error:
            from_json(b"{}", kind)
        assert [str(problem) for problem in error.value.problems[:2]] == [
            f"member {name!r} is missing (at /{name});"
            ' a document begins {"hallwaytrack": "1.0", "type": "event"'
            for name in ("hallwaytrack", "type")
        ]

    def test_the_header_may_stand_anywhere(self) -> None:
        whole = json.loads(DATA)
        turned = json.dumps(dict(reversed(whole.items()))).encode()
        assert from_json(turned, Event) == event() == from_json(turned)

    @pytest.mark.parametrize("data", [b"[]", b"null", b"1", b'"event"', b"true", b"[{}]"])
    @pytest.mark.parametrize("kind", [None, Event])
    def test_a_document_is_an_object(self, kind: Any, data: bytes) -> None:
        with pytest.raises(DecodeError, match="^a document must be a JSON object, got "):
            from_json(data, kind)


class TestTheBytes:
    @pytest.mark.parametrize("cls", [bytes, bytearray, memoryview])
    def test_of_any_kind_are_read(self, cls: Any) -> None:
        assert from_json(cls(DATA), Event) == event()

    @pytest.mark.parametrize("data", ["{}", None, 5, json.loads(DATA), [DATA], object()])
    def test_what_is_none_is_refused(self, data: Any) -> None:
        with pytest.raises(InvalidValueError) as error:
            from_json(data, Event)
        assert str(error.value).startswith("JSON must be given as bytes, got ")
        assert str(error.value).endswith("; read the file with open(path, 'rb')")

    def test_a_byte_order_mark_is_passed_over_once(self) -> None:
        assert from_json(BOM + DATA, Event) == event()
        with pytest.raises(DecodeError, match="^a document must be JSON"):
            from_json(BOM + BOM + DATA, Event)

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"", "a document must be JSON: Expecting value in line 1, column 1"),
            (BOM, "a document must be JSON: Expecting value in line 1, column 1"),
            (b"\n {,}", "a document must be JSON: Expecting property name enclosed in double quotes"
                        " in line 2, column 3"),
            (b"\xff", "a document must be UTF-8; byte 0 is not"),
            (b'{"a":"\xc3"}', "a document must be UTF-8; byte 6 is not"),
            (b'{"a":"\xed\xa0\x80"}', "a document must be UTF-8; byte 6 is not"),
            (b'{"a":"\xc0\x80"}', "a document must be UTF-8; byte 6 is not"),
            ('{"a":1}'.encode("utf-16"), "a document must be UTF-8; byte 0 is not"),
            (b'{"a":NaN}', "a document must be JSON, which has no NaN"),
            (b'{"a":-Infinity}', "a document must be JSON, which has no -Infinity"),
            (b'{"a":1e999}', "a document must be JSON with numbers that a float can hold, not 1e999"),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("kind", [None, Event])
    def test_what_is_no_json_is_told(self, kind: Any, data: bytes, message: str) -> None:
        with pytest.raises(DecodeError) as error:
            from_json(data, kind)
        assert str(error.value) == message

    def test_a_control_character_in_a_text_is_told(self) -> None:
        with pytest.raises(
            DecodeError, match="^a document must be JSON: Invalid control character"
        ):
            from_json(DATA.replace(b"Launch", b"Lau\nnch"), Event)

    @given(st.binary(max_size=50), st.sampled_from([None, Event, Calendar]))
    def test_any_bytes_at_all_raise_a_decode_error_only(self, data: bytes, kind: Any) -> None:
        with pytest.raises(DecodeError):
            from_json(data, kind)

    @given(
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["id", "title", "start", "type", "events"]), inner
                )
            ),
            max_leaves=8,
        ),
        st.sampled_from([*ONE_OF_EACH, None]),
    )
    def test_any_json_at_all_raises_a_decode_error_only(self, value: Any, name: str | None) -> None:
        if isinstance(value, dict) and name:
            value = {**value, "hallwaytrack": "1.0", "type": name}
        try:
            from_json(json.dumps(value).encode())
        except DecodeError as error:
            assert str(error)


class TestTheSize:
    def test_a_limit_can_be_set(self) -> None:
        assert from_json(DATA, Event, max_bytes=len(DATA)) == event()
        with pytest.raises(DecodeError) as error:
            from_json(DATA, Event, max_bytes=len(DATA) - 1)
        assert str(error.value) == (
            f"a document must have at most {len(DATA) - 1} bytes, and this has {len(DATA)};"
            " give a higher max_bytes to read it"
        )

    def test_none_is_no_limit(self) -> None:
        assert from_json(DATA + b" " * 10, Event, max_bytes=None) == event()

    def test_there_is_one_by_default(self) -> None:
        with pytest.raises(DecodeError, match=f"at most {MAX_BYTES} bytes"):
            from_json(bytes(MAX_BYTES + 1), Event)

    def test_what_is_too_large_is_not_copied(self) -> None:
        data: Any = bytearray(MAX_BYTES + 1)
        tracemalloc.start()
        with pytest.raises(DecodeError):
            from_json(data, Event)
        assert tracemalloc.get_traced_memory()[1] < 2**20
        tracemalloc.stop()


class TestErrors:
    def test_nothing_of_a_parser_shows(self) -> None:
        for data in (b"{", b"{}", DATA.replace(b"title", b"titel"), DATA.replace(b"-04:00", b"")):
            with pytest.raises(DecodeError) as error:
                from_json(data, Event)
            assert isinstance(error.value, HallwayTrackError | ValueError)
            assert "msgspec" not in str(error.value)

    def test_a_single_wrong_reference_is_one_problem(self) -> None:
        with refused("no session has this id, got 'x'; there is none"):
            from_json(DATA, Event).session("x")


class TestWhatIsSaidMoreThanOnce:
    """Each thing is checked once in a document, and only where its bytes tell that it may be."""

    CODES = (*range(0x20), 0x22, 0x5C, *range(0x7F, 0xC0), 0x2028, 0xE9, 0x6F22, 0x1F389)

    @pytest.mark.parametrize("code", CODES)
    @pytest.mark.parametrize("wrapped", ["{}", "a {} b", "\\{}n", "{}u0041", "é«{}»", "\n{}\t"])
    def test_a_text_is_read_where_its_rule_takes_it(self, code: int, wrapped: str) -> None:
        text = wrapped.format(chr(code))
        whole = json.loads(DATA) | {"description": text}
        ours = writing.to_bytes(whole | {"description": "x"}).replace(
            b'"description":"x"', b'"description":' + writing.to_bytes(text)
        )
        try:
            made = event(description=text).description
        except InvalidValueError:
            for data in (ours, writing.indented(ours), json.dumps(whole).encode()):
                with pytest.raises(DecodeError) as error:
                    from_json(data, Event)
                assert [problem.place for problem in error.value.problems] == ["/description"]
        else:
            for data in (ours, writing.indented(ours), json.dumps(whole).encode()):
                assert from_json(data, Event).description == made

    def test_equal_parts_of_texts_are_one_object(self) -> None:
        sessions = [session(f"s{n}", contributors=speakers("ada")) for n in range(2)]
        read = from_json(to_json(event(people=[ADA], sessions=sessions)), Event)
        first, second = (s.contributors[0] for s in read.sessions)
        assert first is second

    def test_a_time_of_two_events_is_in_the_zone_of_each(self) -> None:
        toronto = event(sessions=[session(start=START)])
        halifax = toronto.replace(id="halifax").in_zone("America/Halifax", keep="instant")
        both = Calendar(events=[toronto, halifax])
        whole = json.loads(to_json(both))
        for part in whole["events"]:
            part["sessions"][0]["start"] = part["start"] = "2008-03-18T22:00:00Z"
            part.pop("end", None)
        read = from_json(json.dumps(whole).encode(), Calendar)
        for made, zone in zip(read.events, ("America/Toronto", "America/Halifax"), strict=True):
            assert {str(t.tzinfo) for t in (made.starts_at, made.sessions[0].start)} == {zone}

    def test_a_part_that_is_refused_once_is_refused_each_time(self) -> None:
        whole = json.loads(to_json(event(people=[ADA])))
        wrong = {"person": "ada", "label": "\x85"}
        whole["contributors"] = [wrong, wrong]
        for _ in range(2):
            with pytest.raises(DecodeError) as error:
                from_json(json.dumps(whole).encode(), Event)
            places = [problem.place for problem in error.value.problems]
            assert places == ["/contributors/0/label", "/contributors/1/label"]


class TestPartsThatAreReadOneByOne:
    """Those of the lists of events, calendars and series, in whatever they stand."""

    WHOLES: tuple[Any, ...] = (
        event(sessions=[session(), session("another", notes=[Note(id="n", text="")])]),
        Calendar(events=[event(sessions=[session()])]),
        EventSeries(
            template=event(sessions=[session()]), recurrence=Recurrence(rule="FREQ=WEEKLY")
        ),
    )
    PLACES = ("/sessions/0", "/events/0/sessions/0", "/template/sessions/0")

    @pytest.mark.parametrize("whole", WHOLES, ids=lambda whole: type(whole).__name__)
    def test_are_read_however_they_are_spaced(self, whole: Any) -> None:
        for data in (
            to_json(whole),
            to_json(whole, indent=True),
            json.dumps(json.loads(to_json(whole)), indent=3).encode(),
            to_json(whole).replace(b'":', b'" :\n '),
        ):
            assert from_json(data, type(whole)) == whole

    @pytest.mark.parametrize(("whole", "place"), [*zip(WHOLES, PLACES, strict=True)])
    def test_hide_nothing(self, whole: Any, place: str) -> None:
        good = to_json(whole)
        for member in (b'"subtitle":null', b'"title":"First"', b'"titel":"T"', b'"status":"no"'):
            bad = good.replace(b'{"id":"hypervisors"', b'{"id":"hypervisors",' + member, 1)
            assert bad != good
            for data in (bad, writing.indented(bad)):
                with pytest.raises(DecodeError) as raised:
                    from_json(data, type(whole))
                (problem,) = raised.value.problems
                assert problem.place.startswith(f"{place}/{member.split(b':')[0].decode()[1:-1]}")

    def test_what_only_looks_indented_is_read_as_it_is(self) -> None:
        whole = event(description="a\n  b", sessions=[session(abstract="{\n  }")])
        data = to_json(whole, indent=True)
        assert from_json(data.replace(b"\n  ", b"\n    ", 1), Event) == whole
        assert from_json(data.removesuffix(b"\n"), Event) == whole
        with pytest.raises(DecodeError, match="stands there twice"):
            from_json(data.replace(b'"title"', b'"title": "T",\n      "title"'), Event)
