"""Data from strangers: what is hostile is refused or read within bounds, with its place."""

import gzip
import json
import re
import tracemalloc
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.frab.schedules import (
    FORMATS,
    as_json,
    event_of,
    session_of,
    talk_json,
    talk_xml,
    xml,
)

from hallwaytrack import DecodeError, HallwayTrackError, InvalidValueError, read, write
from hallwaytrack.formats.frab import read_json, read_xml
from hallwaytrack.formats.frab.elements import DEEPEST

MEGABYTE = 2**20


def refused(data: bytes, format: str | None = None, **options: Any) -> Any:
    with pytest.raises(DecodeError) as caught:
        read(data, format, **options)
    return caught.value.problems[0]


def peak(data: bytes, **options: Any) -> int:
    """Bytes that were in use at most while something was read or refused."""
    tracemalloc.start()
    try:
        read(data, **options)
    except DecodeError:
        pass
    finally:
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return most


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))


class TestXml:
    def test_a_billion_laughs(self) -> None:
        data = f'<!DOCTYPE schedule [<!ENTITY l0 "ha">\n{LAUGHS}]>\n'.encode() + xml(
            talk_xml(title="&l29;")
        )
        problem = refused(data)
        assert "declare no entities" in problem.message and problem.line == 1
        assert peak(data) < MEGABYTE

    @pytest.mark.parametrize(
        "declaration",
        [
            '<!ENTITY x SYSTEM "file:///etc/passwd">',
            '<!ENTITY x PUBLIC "a" "https://example.org/x">',
            '<!ENTITY % x SYSTEM "https://example.org/x"> %x;',
            '<!ENTITY x "text">',
        ],
    )
    def test_no_entity_is_declared(self, declaration: str) -> None:
        data = f"<!DOCTYPE schedule [{declaration}]>".encode() + xml(talk_xml(title="&x;"))
        assert "declare no entities" in refused(data, "frab-xml").message

    def test_a_dtd_is_not_fetched(self) -> None:
        """Its entities are those of HTML, or nothing."""
        doctype = b'<!DOCTYPE schedule SYSTEM "https://example.org/schedule.dtd">'
        data = doctype + xml(talk_xml(title="caf&eacute;&nbsp;&unknown; %x;"))
        assert session_of(data).title == "café\u00a0&unknown; %x;"

    def test_a_parameter_entity_is_skipped(self) -> None:
        doctype = b'<!DOCTYPE schedule SYSTEM "https://example.org/schedule.dtd" [%x;]>'
        assert session_of(doctype + xml(talk_xml())).title == "Talk"

    def test_an_entity_without_a_dtd(self) -> None:
        problem = refused(xml("\n", talk_xml(title="&nbsp;")))
        assert "well-formed (undefined entity)" in problem.message and problem.line == 2

    def test_deep_nesting(self) -> None:
        data = xml("<a>" * 100_000)
        assert refused(data).message == f"XML must be nested at most {DEEPEST} deep"
        assert peak(data) < 4 * MEGABYTE

    def test_too_many_elements(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("hallwaytrack.formats.frab.elements.MOST_ELEMENTS", 100)
        assert refused(xml("<a/>" * 100)).message == "XML must have at most 100 elements"
        assert read(xml("<a/>" * 80)).document.title == "Conf"

    @pytest.mark.parametrize("data", [b"<schedule>", b"<schedule", b"<schedule><a></b>"])
    def test_what_is_not_well_formed(self, data: bytes) -> None:
        problem = refused(data, "frab-xml")
        assert "well-formed" in problem.message and problem.line == 1

    @pytest.mark.parametrize(
        "data", [b"", b"   ", b"<feed/>", b"<schedule/>", b"<schedule><day/></schedule>"]
    )
    def test_what_is_no_schedule(self, data: bytes) -> None:
        with pytest.raises(DecodeError, match="XML must be well-formed|must hold <schedule>"):
            read(data, "frab-xml")

    @pytest.mark.parametrize("encoding", ["utf-9", "utf-7", "big5"])
    def test_an_encoding_that_expat_cannot_read(self, encoding: str) -> None:
        data = f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + xml(talk_xml())
        with pytest.raises(DecodeError, match="XML must be"):
            read(data, "frab-xml")

    def test_broken_utf_16(self) -> None:
        with pytest.raises(DecodeError, match="XML must be in its encoding"):
            read(b"\xff\xfe<", "frab-xml")

    @given(st.binary(max_size=60))
    def test_any_bytes(self, data: bytes) -> None:
        for format in FORMATS:
            with pytest.raises(HallwayTrackError):
                read(data, format)

    @given(st.data())
    def test_a_schedule_with_a_byte_changed(self, data: Any) -> None:
        whole = bytearray(xml(talk_xml('<persons><person id="1">Ada</person></persons>')))
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
        try:
            assert read(bytes(whole), "frab-xml").document.title
        except DecodeError as error:
            assert error.problems


class TestJson:
    def test_deep_nesting(self) -> None:
        for data in (b'{"schedule":' * 100_000, b"[" * 1_000_000):
            assert "nested" in refused(data, "frab-json").message

    def test_deep_nesting_in_what_is_kept(self) -> None:
        deep: Any = "x"
        for _ in range(100):
            deep = [deep]
        reading = read(as_json(talk_json(answers=deep)))
        assert reading.document.sessions[0].extra == {}
        assert "nested at most 32 deep" in reading.problems[-1].message

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            (b'{"schedule": {\n,}}', "well-formed"),
            (b'{"schedule": NaN}', "NaN is no number"),
            (b'{"schedule": ' + b"9" * 10_000 + b"}", "readable"),
            (b'{"schedule": "\xff"}', "readable"),
            (b"[]", "an object here"),
            (b'{"schedule": []}', "an object here"),
            (b'{"schedule": {"conference": 3}}', "an object here"),
            (b'{"schedule": {}}', "must hold a conference"),
            (b"{}", "must hold a conference"),
        ],
    )
    def test_what_is_no_schedule(self, data: bytes, told: str) -> None:
        with pytest.raises(DecodeError, match=told):
            read(data, "frab-json")

    def test_a_fault_has_its_line(self) -> None:
        assert refused(b'{"schedule": {\n"conference": {\n,}}}').line == 3

    @given(st.data())
    def test_a_schedule_with_a_value_changed(self, data: Any) -> None:
        """Whatever stands where: it is read, or refused with its place."""
        whole = json.loads(
            as_json(
                talk_json(
                    guid="g", persons=[{"id": 1, "name": "Ada"}], links=[{"url": "https://a.b"}],
                    room="Saal", track="T", logo="x", language="en", type="talk", url="https://a.b",
                ),
                rooms=[{"name": "Saal"}], tracks=[{"name": "T"}], keywords=["a"], languages=["en"],
                start="2014-12-27", end="2014-12-27", time_zone_name="UTC",
            )
        )  # fmt: skip
        holders: list[tuple[Any, Any]] = []

        def walk(value: Any) -> None:
            for key in value if isinstance(value, dict) else range(len(value)):
                holders.append((value, key))
                if isinstance(value[key], dict | list):
                    walk(value[key])

        walk(whole)
        holder, key = data.draw(st.sampled_from(holders))
        odd: list[Any] = [
            None,
            3,
            -1.5,
            True,
            "",
            "x",
            "\ud800",
            [],
            [3],
            [[]],
            {},
            {"a": 1},
            10**30,
        ]
        holder[key] = data.draw(st.sampled_from(odd))
        try:
            event = read(json.dumps(whole).encode(), "frab-json").document
        except DecodeError as error:
            assert all(problem.place for problem in error.problems)
        else:
            assert event.title


class TestBounds:
    def test_a_zip_bomb(self) -> None:
        bomb = gzip.compress(xml(talk_xml(title="x" * 20 * MEGABYTE)), 9)
        assert len(bomb) < 30_000
        problem = refused(bomb, "frab-xml", max_bytes=MEGABYTE)
        assert problem.message == f"a schedule must have at most {MEGABYTE} bytes"
        assert peak(bomb, format="frab-xml", max_bytes=MEGABYTE) < 4 * MEGABYTE

    def test_a_bomb_of_many_members(self) -> None:
        bomb = gzip.compress(b" " * MEGABYTE, mtime=0) * 30
        assert "at most" in refused(bomb, "frab-xml", max_bytes=2 * MEGABYTE).message
        assert peak(bomb, format="frab-xml", max_bytes=2 * MEGABYTE) < 8 * MEGABYTE

    def test_a_bomb_within_a_bomb_is_no_schedule(self) -> None:
        refused(gzip.compress(gzip.compress(xml(talk_xml()))), "frab-xml")

    @pytest.mark.parametrize("format", FORMATS)
    def test_too_many_bytes(self, format: str) -> None:
        data = xml(talk_xml()) if format == "frab-xml" else as_json(talk_json())
        assert "at most 10 bytes" in refused(data, format, max_bytes=10).message
        assert read(data, format, max_bytes=None).document.title == "Conf"
        assert read(gzip.compress(data, mtime=0), format, max_bytes=None).document.title == "Conf"

    def test_several_members_are_one_file(self) -> None:
        data = xml(talk_xml())
        assert event_of(gzip.compress(data[:50], mtime=0) + gzip.compress(data[50:])) == event_of(
            data
        )

    @pytest.mark.parametrize("cut", [3, 12, -9])
    def test_gzip_that_breaks_off(self, cut: int) -> None:
        data = gzip.compress(xml(talk_xml()))[:cut]
        assert "gzip data must be whole" in refused(data, "frab-xml").message

    def test_gzip_that_is_broken(self) -> None:
        data = bytearray(gzip.compress(xml(talk_xml())))
        data[12] ^= 0xFF
        assert "gzip data must be whole" in refused(bytes(data), "frab-xml").message
        with pytest.raises(DecodeError, match="of no known format"):
            read(b"\x1f\x8b\x08" + b"\xff" * 20)

    @pytest.mark.parametrize("name", ["title", "abstract", "track", "start", "date", "duration"])
    def test_a_text_of_ten_megabytes(self, name: str) -> None:
        huge = "x" * 10 * MEGABYTE
        for data in (xml(talk_xml(**{name: huge})), as_json(talk_json(**{name: huge}))):
            reading = read(data)
            assert reading.document.sessions[0].title
            assert all(len(str(problem)) < 1000 for problem in reading.problems)

    def test_a_megabyte_of_white_space(self) -> None:
        """What looks for line breaks must not look from each space again."""
        for blank in (unit * (MEGABYTE // 4) for unit in (" ", "\n", " \n", "\t \u2028")):
            talk = talk_json(title=f"a{blank}b\x06", abstract=blank, track=blank, url=f"x{blank}y")
            assert session_of(as_json(talk)).title in (f"a{blank}b", "a b")

    def test_problems_without_end(self) -> None:
        for talks in ([talk_json(title="")] * 5000 + [talk_json()], [talk_json(id="x")] * 5000):
            data = as_json(*talks)
            try:
                problems = read(data, timezone="UTC").problems
            except DecodeError as error:
                problems = error.problems
            assert len(problems) == 1001
            assert problems[-1].message == "there are more problems; these are the first 1000"

    def test_many_talks_of_one_number(self) -> None:
        talks = [talk_json(guid=f"talk-{n}", room="") for n in range(3000)]
        event = event_of(as_json(*talks))
        numbers = re.findall(rb'"id":(\d+)', write(event, "frab-json"))
        assert len(set(numbers)) == 3000 and b"1" in numbers

    def test_many_talks_of_one_guid(self) -> None:
        event = event_of(xml(*[talk_xml(attributes='guid="one"')] * 3000))
        assert len({session.id for session in event.sessions}) == 3000


class TestArguments:
    @pytest.mark.parametrize("format", FORMATS)
    @pytest.mark.parametrize(
        ("options", "told"),
        [
            ({"timezone": "Europe/Berlyn"}, "timezone must be an IANA time zone name"),
            ({"timezone": 3}, "timezone must be the name"),
            ({"namespace": "a b"}, "namespace must be an id"),
            ({"source": "here"}, "source must be an absolute URL"),
        ],
    )
    def test_what_is_no_such_thing(self, format: str, options: Any, told: str) -> None:
        with pytest.raises(InvalidValueError, match=told):
            read(b"", format, **options)

    @pytest.mark.parametrize("format", FORMATS)
    def test_what_is_not_bytes(self, format: str) -> None:
        with pytest.raises(InvalidValueError, match="must be given as bytes"):
            (read_xml if format == "frab-xml" else read_json)("<schedule>")


class TestMarkup:
    """HTML is a text as any other: it is kept, and escaped when it is written."""

    def test_in_a_title(self) -> None:
        assert session_of(xml(talk_xml(title="&lt;script&gt;x&lt;/script&gt;"))).title == (
            "<script>x</script>"
        )
        assert session_of(as_json(talk_json(title="<b>a</b> &amp;"))).title == "<b>a</b> &amp;"

    def test_that_is_not_escaped(self) -> None:
        title = "A <b>bold <i>word</i></b> &amp; more"
        assert session_of(xml(talk_xml(title=title))).title == "A bold word & more"

    def test_in_character_data(self) -> None:
        assert session_of(xml(talk_xml(title="<![CDATA[a <b> & c]]>"))).title == "a <b> & c"


def test_the_window_of_zlib_is_that_of_gzip() -> None:
    """A zlib stream is no gzip."""
    assert "XML must be" in refused(zlib.compress(xml(talk_xml())), "frab-xml").message
