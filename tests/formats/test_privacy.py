"""What may not leave, in every format that there is.

Emails and phones of people, volunteers, shifts and private notes are in nothing that is written,
unless it is asked for by name: with ``view="full"``, or as JSON or a roster, which hold everything
that is private in what they are given. The command line gives those the public view, too.
"""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.marked import PHONE, SECRET, marked
from tests.strategies import events

from hallwaytrack import (
    FORMATS,
    Calendar,
    Event,
    Note,
    at,
    public_view,
    read,
    to_json,
    write,
)
from hallwaytrack.formats.frab.table import ROWS
from hallwaytrack.views.public import PUBLISHED

GOLDEN = Path(__file__).parents[1] / "golden"
PUBLIC = [f for f in FORMATS.values() if f.writes and f.name != "json" and not f.is_private]
OPTIONS: dict[str, Any] = {"components": True, "indent": True}
"""What may make a format write more than it does otherwise."""
DIGITS = re.sub(r"\D", "", PHONE)


def text_of(data: bytes) -> str:
    """Some bytes as a reader sees them: unfolded, unescaped, in lower case."""
    text = re.sub(r"\r?\n[ \t]", "", data.decode())
    return unescape(text.replace("\\", "")).lower()


def leaks(data: bytes) -> bool:
    """Whether a secret stands in some bytes."""
    text = text_of(data)
    return SECRET in text or PHONE in text or DIGITS in text


def document_of(event: Event, kind: type) -> Any:
    """An event by itself, or in a calendar."""
    return event if kind is Event else Calendar(events=[event], groups=event.groups)


def secretive(data: st.DataObject) -> Event:
    """An event with something private in it."""
    event = data.draw(events().map(marked))
    return event.replace(notes=[*event.notes, Note(id=f"{SECRET}-n", text=SECRET, private=True)])


class TestPublicWriters:
    @pytest.mark.parametrize("format", PUBLIC, ids=lambda f: f.name)
    @given(data=st.data())
    def test_let_nothing_private_out(self, format: Any, data: st.DataObject) -> None:
        event = secretive(data)
        options = {k: v for k, v in OPTIONS.items() if k in format.write_options}
        for kind in set(format.kinds) & {Event, Calendar}:
            document = document_of(event, kind)
            assert leaks(to_json(document))
            for given_options in ({}, options):
                assert not leaks(write(document, format.name, **given_options))

    @pytest.mark.parametrize("format", PUBLIC, ids=lambda f: f.name)
    @given(data=st.data())
    def test_write_what_they_write_of_the_public_view(
        self, format: Any, data: st.DataObject
    ) -> None:
        event = secretive(data)
        kind = Event if Event in format.kinds else Calendar
        document = document_of(event, kind)
        assert write(document, format.name) == write(public_view(document), format.name)


def spiked(node: Any, name: str) -> Any:
    """Some JSON, with a member in each of its objects that the format does not know.

    A name with a colon is one of JSCalendar, whose maps of objects hold nothing else.
    """
    if isinstance(node, dict):
        spike = {name: {"text": [SECRET]}} if "@type" in node or ":" not in name else {}
        return {k: spiked(v, name) for k, v in node.items()} | spike
    return [spiked(each, name) for each in node] if isinstance(node, list) else node


class TestReaders:
    """What a reader kept of a file and nobody has looked through does not leave."""

    @pytest.mark.parametrize(
        ("path", "member"),
        [
            ("frab-json/conference.json", "internal_notes"),
            ("frab-json/congress.json", "answers"),
            ("jscalendar/conference.jscal.json", "x.example:notes"),
            ("jscalendar/calendar.jscal.json", "iCalComponent"),
            ("sessionize/all-source.json", "internalNotes"),
            ("sessionize/all-source.json", "email"),
        ],
    )
    def test_members_that_no_format_knows(self, path: str, member: str) -> None:
        data = json.dumps(spiked(json.loads((GOLDEN / path).read_bytes()), member)).encode()
        name = path.partition("/")[0]
        into = Event(id="e", title="E", start=at("Europe/Berlin")("2024-04-20 09:00"))
        options = {"into": into} if "into" in FORMATS[name].read_options else {}
        document = read(data, name, **options).document
        assert name == "sessionize" or SECRET in to_json(document).decode()
        assert SECRET not in to_json(public_view(document)).decode()
        for format in PUBLIC:
            if isinstance(document, tuple(format.kinds)):
                assert not leaks(write(document, format.name))

    def test_elements_of_a_schedule_that_it_does_not_know(self) -> None:
        data = (GOLDEN / "frab-xml/conference.xml").read_bytes()
        note = b"<internal_notes>%s</internal_notes></event>" % SECRET.encode()
        document = read(data.replace(b"</event>", note), "frab-xml").document
        assert SECRET in to_json(document).decode()
        assert SECRET not in to_json(public_view(document)).decode()

    def test_lines_of_a_feed(self) -> None:
        data = (GOLDEN / "ical/hello.ics").read_bytes()
        line = b"X-NOTE:%s\r\nEND:VEVENT" % SECRET.encode()
        document = read(data.replace(b"END:VEVENT", line), "ical").document
        assert SECRET in to_json(document).decode()
        assert SECRET not in to_json(public_view(document)).decode()

    def test_answers_of_sessionize(self) -> None:
        source = json.loads((GOLDEN / "sessionize/all-source.json").read_bytes())
        source["questions"] = [{"id": 1, "question": "Diet?", "questionType": "Short_Text"}]
        for session in source["sessions"]:
            session["questionAnswers"] = [{"questionId": 1, "answerValue": SECRET}]
        into = Event(id="e", title="E", start=at("Europe/Berlin")("2024-04-20 09:00"))
        document = read(json.dumps(source).encode(), "sessionize", into=into).document
        assert SECRET in to_json(document).decode()
        assert SECRET not in to_json(public_view(document)).decode()

    def test_what_a_schedule_publishes_is_what_its_table_has_no_member_for(self) -> None:
        """And the word for a talk's kind, of which the kind alone is a member."""
        rows = [row for each in ROWS.values() for row in each if not row.member]
        assert PUBLISHED["frab"] == {*(row.key for row in rows), "type"}


@given(data=st.data())
def test_json_of_the_public_view_has_nothing_private(data: st.DataObject) -> None:
    assert not leaks(to_json(public_view(secretive(data))))
