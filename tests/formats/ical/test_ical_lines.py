"""Content lines (:rfc:`5545`, section 3.1), and the table of which they are made."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.ical.documents import event, session
from tests.strategies import events

from hallwaytrack import Contributor, Event, Material, Person, VirtualLocation, speakers
from hallwaytrack.formats.ical.blocks import Writer
from hallwaytrack.formats.ical.lines import BLOCK, WIDTH, cut, folded
from hallwaytrack.formats.ical.prose import described, description
from hallwaytrack.formats.ical.table import FULL_ROWS, ROWS
from hallwaytrack.formats.ical.values import EPOCH, escaped_bytes
from hallwaytrack.formats.ical.whole import Whole

QUICK = [
    (cls, row)
    for table in (ROWS, FULL_ROWS)
    for cls, rows in table.items()
    for row in rows
    if row.quick
]
LENGTHS = (*range(70, 80), *range(145, 152), 300, BLOCK - 2, BLOCK - 1, BLOCK, 3 * BLOCK + 1)
CHARACTERS = st.sampled_from("aaaaaaaaaaaaaaaa ,é\u2028€😀\u0301")


def cut_by_hand(raw: bytes) -> bytes:
    """The same octet by octet: 74 a piece, and fewer where a character would be split."""
    pieces = []
    while raw:
        end = min(WIDTH - 1, len(raw))
        while end < len(raw) and raw[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(raw[:end])
        raw = raw[end:]
    return b"\r\n ".join(pieces)


class TestFolding:
    @pytest.mark.parametrize("character", ["a", "é", "€", "😀"])
    @pytest.mark.parametrize("length", LENGTHS)
    def test_at_every_length(self, character: str, length: int) -> None:
        raw = ("a" * (length % 3) + character * length).encode()
        assert cut(raw) == cut_by_hand(raw)

    @given(text=st.lists(CHARACTERS, min_size=1, max_size=3_000).map("".join))
    def test_splits_no_character_and_loses_nothing(self, text: str) -> None:
        line = folded(text)
        assert line == (
            text.encode() if len(text.encode()) <= WIDTH else cut_by_hand(text.encode())
        )
        assert line.replace(b"\r\n ", b"").decode() == text
        for piece in line.split(b"\r\n"):
            assert len(piece) <= WIDTH
            assert piece.decode()


class TestTheTable:
    def test_what_people_edit_is_one_line_each(self) -> None:
        """So each has its digest by itself, and an end that of the start right before it."""
        for rows in FULL_ROWS.values():
            edited = [row for row in rows if row.editable]
            assert not [row.name for row in edited if row.how == "many"]
            names = list(dict.fromkeys(row.name for row in rows))
            assert names.index("DTEND") == names.index("DTSTART") + 1
            twice = [row.name for row in edited if [r.name for r in edited].count(row.name) > 1]
            assert set(twice) <= {"DTSTART"}, "which is told as one meeting or as the first of many"

    @given(written=events())
    def test_what_is_told_in_line_is_what_would_be_shown(self, written: Event) -> None:
        for full in (False, True):
            whole = Writer(written, full=full, components=False).whole(written, None)
            for entry in (written, *whole.children):
                for cls, row in QUICK:
                    if cls is not type(entry):
                        continue
                    assert row.shown is not None
                    shown = row.shown(entry, whole)
                    names = {"entry": entry, "whole": whole, "raw": row.raw, "EPOCH": EPOCH}
                    exec(row.once, names)
                    told = eval(row.quick.format(raw="raw"), names)
                    if row.raw and told is not None:
                        shown = f"{row.name}:".encode() + escaped_bytes(shown)
                    assert told in (None, shown), row.name

    @pytest.mark.parametrize(
        ("members", "is_raw"),
        [
            ({}, True),
            ({"abstract": None, "description": "long; and\\N, \u2028 more"}, True),
            ({"contributors": speakers("ada", "zoe")}, True),
            ({"description": "long"}, False),
            ({"abstract": None}, False),
            ({"abstract": "With: Ada (speaker)"}, False),
            ({"contributors": ()}, False),
            ({"contributors": [Contributor(person="ada", role="host")]}, False),
            ({"contributors": [Contributor(person="ada", label="Star")]}, False),
            ({"materials": [Material(id="m", title="Slides")]}, False),
            ({"online": [VirtualLocation(url="https://example.org")]}, False),
        ],
    )
    def test_a_description_is_told_at_once(self, members: dict[str, Any], is_raw: bool) -> None:
        given: dict[str, Any] = {"abstract": "naïve; short", "contributors": speakers("ada")}
        talk = session(**(given | members))
        people = [Person(id="ada", name="Ada, Countess"), Person(id="zoe", name="Zoë; R")]
        whole = Whole(event(people=people, sessions=[talk]), {})
        raw = described(talk, whole.speakers)
        assert (raw is not None) is is_raw
        if raw is not None:
            assert raw == b"DESCRIPTION:" + escaped_bytes(description(talk, whole) or "")

    def test_some_of_it_is_told_in_line(self) -> None:
        assert {row.name for _, row in QUICK} >= {"UID", "DTSTAMP", "SUMMARY", "LOCATION"}
