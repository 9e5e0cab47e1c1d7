"""What may not leave, in every format that there is.

Emails and phones of people, volunteers, shifts and private notes are in nothing that is written,
unless it is asked for by name: with ``view="full"``, or as JSON or a roster, which hold everything
that is private in what they are given. The command line gives those the public view, too.
"""

import re
from html import unescape
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
    public_view,
    to_json,
    write,
)

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


@given(data=st.data())
def test_json_of_the_public_view_has_nothing_private(data: st.DataObject) -> None:
    assert not leaks(to_json(public_view(secretive(data))))
