"""What a format leaves out of a document."""

from typing import Any

import pytest
from hypothesis import given
from tests.strategies import documents

from hallwaytrack import (
    FORMATS,
    Event,
    Format,
    InvalidValueError,
    Room,
    Session,
    Tour,
    Venue,
    at,
    losses,
)
from hallwaytrack.formats.losses import Carries, left_out
from hallwaytrack.model.fields import fields_of

BERLIN = at("Europe/Berlin", "2014-12-27")
TALK = Session(id="keynote", title="A New Dawn", start=BERLIN("11:30"), level="All")
EVENT = Event(id="31c3", title="31C3", start=BERLIN("11:00"), sessions=[TALK])


def no_dawn(title: str, owner: object) -> str:
    return f"of {type(owner).__name__} loses the dawn" if "Dawn" in title else ""


def told(event: Event, carries: Carries) -> list[tuple[str, str]]:
    return [(p.place, p.message) for p in left_out(event, carries)]


class TestLeftOut:
    def test_a_member_that_is_not_in_the_table(self) -> None:
        assert told(EVENT, {Event: {"id": None, "title": None, "start": None}}) == [
            ("/timezone", "timezone is left out"),
            ("/sessions", "sessions is left out"),
        ]

    def test_parts_are_looked_at_by_their_own_class(self) -> None:
        whole = {f.name: None for f in fields_of(Session)}
        del whole["level"]
        carries = {Event: {f.name: None for f in fields_of(Event)}, Session: whole}
        assert told(EVENT, carries) == [("/sessions/0/level", "level is left out")]

    def test_a_part_that_is_one(self) -> None:
        venue = Venue(id="cch", name="CCH", rooms=[Room(id="1", name="Saal 1", floor="1")])
        event = Event(id="31c3", title="31C3", start=BERLIN("11:00"), venue=venue)
        known = {"id": None, "name": None, "rooms": None}
        carries = {Event: {f.name: None for f in fields_of(Event)}, Venue: known, Room: known}
        assert told(event, carries) == [("/venue/rooms/0/floor", "floor is left out")]

    def test_a_function_tells_what_happens_to_a_value(self) -> None:
        members = {f.name: None for f in fields_of(Session)} | {"title": no_dawn}
        carries = {Event: {f.name: None for f in fields_of(Event)}, Session: members}
        assert told(EVENT, carries) == [
            ("/sessions/0/title", "title of Session loses the dawn"),
        ]
        assert told(EVENT.amend("keynote", title="Noon"), carries) == []

    def test_of_many_each_is_asked_for(self) -> None:
        carries = {Event: {f.name: None for f in fields_of(Event)} | {"topics": no_dawn}}
        event = EVENT.replace(sessions=[], topics=["Dusk", "Dawn"])
        assert told(event, carries) == [("/topics/1", "topics of Event loses the dawn")]

    @given(documents())
    def test_a_format_that_carries_nothing_loses_every_set_member(self, document: Any) -> None:
        members = fields_of(type(document))
        given = [f.name for f in members if getattr(document, f.name) != f.default]
        assert [p.place for p in left_out(document, {})] == [f"/{name}" for name in given]


class TestLosses:
    def test_a_format_that_carries_all(self) -> None:
        assert losses(EVENT, "json") == ()

    def test_a_format_that_tells_it_of_a_document(self, monkeypatch: pytest.MonkeyPatch) -> None:
        entry = Format(
            name="titles",
            title="Titles",
            suffixes=(".t",),
            media_type="text/plain",
            writer=lambda event: event.title.encode(),
            kinds=(Event,),
            lost=lambda event: left_out(event, {Event: {"title": None}}),
        )
        monkeypatch.setitem(FORMATS, "titles", entry)
        found = losses(EVENT, "titles")
        assert [p.place for p in found] == ["/id", "/start", "/timezone", "/sessions"]
        assert {p.severity for p in found} == {"warning"}
        with pytest.raises(InvalidValueError, match="Titles holds no Tour"):
            losses(Tour(id="t", name="Tour"), "titles")

    def test_a_format_that_cannot_tell_says_what_it_never_carries(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        entry = Format(
            name="titles",
            title="Titles",
            suffixes=(".t",),
            media_type="text/plain",
            writer=lambda event: event.title.encode(),
            cannot_carry=("Starts are left out.",),
        )
        monkeypatch.setitem(FORMATS, "titles", entry)
        assert [(p.message, p.severity) for p in losses(EVENT, "titles")] == [
            ("Starts are left out.", "info")
        ]

    def test_an_unknown_format(self) -> None:
        with pytest.raises(InvalidValueError, match="did you mean 'json'"):
            losses(EVENT, "jsn")
