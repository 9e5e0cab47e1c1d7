"""What is written, and that it is read back as it was."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator
from tests.model.plain import ADA, DIRECT_ENERGY, START, event, session, shift, toronto
from tests.strategies import Document, documents, events

from hallwaytrack import (
    Calendar,
    Event,
    EventSeries,
    InvalidValueError,
    Note,
    Recurrence,
    Ticket,
    Tour,
    UserGroup,
    VirtualLocation,
    from_json,
    json_schema,
    to_json,
)
from hallwaytrack.formats.json import TYPES
from hallwaytrack.model.base import Model
from hallwaytrack.model.fields import fields_of

HEADER = b'{"hallwaytrack":"1.0","type":"event","id":"e","title":"E"'


def written(**members: Any) -> bytes:
    """What an event of these members is written as, its header and the closing brace left out."""
    data = to_json(Event(**{"id": "e", "title": "E", "start": date(2008, 3, 18), **members}))
    assert data.startswith(HEADER) and data.endswith(b"}")
    return data[len(HEADER) + 1 : -1]


def again(document: Document) -> Document:
    """A document after it was written and read."""
    return from_json(to_json(document), type(document))  # type: ignore[type-var]


class TestRoundTrips:
    """:func:`from_json` gives back exactly what :func:`to_json` was given."""

    @given(documents())
    def test_of_any_document(self, document: Document) -> None:
        read = again(document)
        assert read == document and hash(read) == hash(document) and repr(read) == repr(document)

    @pytest.mark.deep
    @settings(settings.get_profile("deep"))
    @given(documents())
    def test_of_any_document_deep(self, document: Document) -> None:
        data = to_json(document)
        read = from_json(data)
        assert read == document and to_json(read) == data
        assert from_json(to_json(document, indent=True), type(document)) == document  # type: ignore[type-var]

    @given(documents())
    def test_the_class_may_be_left_out(self, document: Document) -> None:
        assert from_json(to_json(document)) == document

    @given(documents())
    def test_the_bytes_are_the_same_again(self, document: Document) -> None:
        data = to_json(document)
        assert to_json(from_json(data)) == data
        assert to_json(document.replace()) == data

    @given(documents())
    def test_of_an_indented_document(self, document: Document) -> None:
        data = to_json(document, indent=True)
        read = from_json(data, type(document))  # type: ignore[type-var]
        assert read == document
        assert to_json(read, indent=True) == data
        assert json.loads(data) == json.loads(to_json(document))

    @given(events())
    def test_every_time_keeps_its_pass_and_zone(self, found: Event) -> None:
        read = again(found)
        assert isinstance(read, Event) and read.timezone == found.timezone
        for before, after in zip(found.sessions, read.sessions, strict=True):
            if before.start is not None and after.start is not None:
                assert after.start.fold == before.start.fold
                assert after.start.tzinfo is before.start.tzinfo

    @pytest.mark.parametrize(
        "price", ["0.0000001", "0E-8", "0.000000000001", "1E+2", "0E+3", "25.00", "0", "-0"]
    )
    def test_of_every_amount(self, price: str) -> None:
        ticket = Ticket(price=Decimal(price), currency="CAD")
        read = again(event(tickets=[ticket]))
        assert isinstance(read, Event) and read.tickets == (ticket,)

    @pytest.mark.parametrize(
        "when",
        [
            datetime(1900, 1, 1, tzinfo=UTC),
            datetime(9998, 12, 31, 23, 59, 59, tzinfo=UTC),
            toronto("2008-11-02 01:30"),
            toronto("2008-11-02 01:30", fold=1),
            toronto("1970-01-01 00:00"),
            toronto("2199-12-31 23:59:59"),
        ],
    )
    def test_of_times_at_the_edges(self, when: datetime) -> None:
        found = event(start=when, sessions=[session(start=when)])
        assert again(found) == found

    @pytest.mark.parametrize(
        "text", ["", "\n", "\t", "\u2028", "\u200b", "\U0010ffff", '"\\/\b'[:3]]
    )
    def test_of_texts_at_the_edges(self, text: str) -> None:
        found = event(notes=[Note(id="n", text=text)])
        assert again(found) == found

    @pytest.mark.parametrize(
        "value",
        [
            *(
                None,
                True,
                False,
                0,
                -1,
                2**63 - 1,
                -(2**63),
                0.1,
                1e300,
                5e-324,
                "",
                "\x00\x1f",
                "\u2028",
            ),
            *([], {}, [[]], [None], {"": ""}, {"b": 1, "a": 2}, {"a/b~c": [{"x": None}]}),
        ],
    )
    def test_of_extra(self, value: Any) -> None:
        found = event(extra={"tool": value})
        assert again(found) == found

    def test_of_a_large_event(self) -> None:
        sessions = [session(f"s{n}", start=START, room="b1") for n in range(2_000)]
        large = event(venue=DIRECT_ENERGY, sessions=sessions)
        assert again(large) == large


class TestWhatIsWritten:
    def test_the_smallest_documents(self) -> None:
        assert to_json(Calendar()) == b'{"hallwaytrack":"1.0","type":"calendar"}'
        assert to_json(Tour(id="t", name="T")) == (
            b'{"hallwaytrack":"1.0","type":"tour","id":"t","name":"T"}'
        )
        assert to_json(UserGroup(id="g", name="G")) == (
            b'{"hallwaytrack":"1.0","type":"user_group","id":"g","name":"G"}'
        )
        series = EventSeries(
            template=Event(id="e", title="E", start=date(2008, 3, 18)),
            recurrence=Recurrence(rule="FREQ=WEEKLY"),
        )
        assert to_json(series) == (
            b'{"hallwaytrack":"1.0","type":"event_series","template":{"id":"e","title":"E",'
            b'"start":"2008-03-18"},"recurrence":{"rule":"FREQ=WEEKLY"}}'
        )

    @pytest.mark.parametrize(
        ("members", "data"),
        [
            ({}, '"start":"2008-03-18"'),
            (
                {"start": START},
                '"start":"2008-03-18T18:00:00-04:00","timezone":"America/Toronto"',
            ),
            (
                {"start": datetime(2008, 3, 18, tzinfo=UTC)},
                '"start":"2008-03-18T00:00:00Z","timezone":"UTC"',
            ),
            (
                {"start": toronto("2008-11-02 01:30", fold=1)},
                '"start":"2008-11-02T01:30:00-05:00","timezone":"America/Toronto"',
            ),
            ({"end": date(2008, 3, 19)}, '"start":"2008-03-18","end":"2008-03-19"'),
            ({"updated": START}, '"start":"2008-03-18","updated":"2008-03-18T22:00:00Z"'),
            ({"description": "漢字 🎉 \u2028 é"}, '"start":"2008-03-18","description":"漢字 🎉 \u2028 é"'),
            ({"description": 'a\n\t"\\/'}, r'"start":"2008-03-18","description":"a\n\t\"\\/"'),
            ({"status": "confirmed", "sequence": 0}, '"start":"2008-03-18"'),
            ({"status": "postponed", "sequence": 1}, '"start":"2008-03-18","status":"postponed","sequence":1'),
            ({"moved_online": True}, '"start":"2008-03-18","moved_online":true'),
            ({"topics": ["b", "a"]}, '"start":"2008-03-18","topics":["b","a"]'),
            (
                {"sessions": [session(length=timedelta(minutes=90))]},
                '"start":"2008-03-18","sessions":[{"id":"hypervisors","title":"Hypervisors","length":"PT1H30M"}]',
            ),
            (
                {"tickets": [Ticket(price=Decimal("25.00"), currency="CAD")]},
                '"start":"2008-03-18","tickets":[{"price":"25.00","currency":"CAD"}]',
            ),
            (
                {"tickets": [Ticket(price=Decimal("1E+2"), currency="CAD"), Ticket()]},
                '"start":"2008-03-18","tickets":[{"price":"100","currency":"CAD"},{}]',
            ),
            (
                {"online": [VirtualLocation(url="https://a", kind="join")]},
                '"start":"2008-03-18","online":[{"url":"https://a"}]',
            ),
            (
                {"extra": {"b": None, "a": [1, 2.5, {"z": True, "y": ""}]}},
                '"start":"2008-03-18","extra":{"a":[1,2.5,{"y":"","z":true}],"b":null}',
            ),
            (
                {"people": [ADA.replace(email="ada@example.org", phone="911")]},
                '"start":"2008-03-18","people":[{"id":"ada","name":"Ada Lovelace",'
                '"email":"ada@example.org","phone":"911"}]',
            ),
        ],
    )  # fmt: skip
    def test_members_of_each_kind(self, members: dict[str, Any], data: str) -> None:
        assert written(**members).decode() == data

    def test_an_indented_document_is_for_people(self) -> None:
        day = Event(id="e", title="E", start=date(2008, 3, 18), topics=["a"])
        assert to_json(day, indent=True) == (
            b'{\n  "hallwaytrack": "1.0",\n  "type": "event",\n  "id": "e",\n  "title": "E",\n'
            b'  "start": "2008-03-18",\n  "topics": [\n    "a"\n  ]\n}\n'
        )

    @given(documents())
    def test_members_come_in_the_order_of_the_class_and_never_at_their_default(
        self, document: Document
    ) -> None:
        whole = json.loads(to_json(document))
        assert list(whole)[:2] == ["hallwaytrack", "type"]
        assert TYPES[whole["type"]] is type(document)
        del whole["hallwaytrack"], whole["type"]
        for cls, members in objects(whole, type(document)):
            fields = {f.name: f for f in fields_of(cls)}
            assert list(members) == [name for name in fields if name in members]
            assert all(value is not None for value in members.values())
            for name, value in members.items():
                empty: list[Any] = [] if fields[name].model else [[], {}]  # an Address() is written as {}
                assert fields[name].required or value not in (fields[name].default, *empty)

    @pytest.mark.parametrize("value", [None, "event", session(), START, {}, Event, [event()]])
    def test_what_is_no_document_is_refused(self, value: Any) -> None:
        message = "^a document must be one of Event, EventSeries, UserGroup, Tour, Calendar, got "
        with pytest.raises(InvalidValueError, match=message):
            to_json(value)

    def test_nothing_private_is_left_out(self) -> None:
        whole = event(people=[ADA.replace(email="ada@example.org")], shifts=[shift()])
        data = to_json(whole)
        assert b"ada@example.org" in data and b'"shifts"' in data


def objects(value: Any, cls: type[Model]) -> Iterator[tuple[type[Model], dict[str, Any]]]:
    """Every object of a document, with its class."""
    yield cls, value
    for field in fields_of(cls):
        if field.model and field.name in value:
            inner = value[field.name]
            for part in inner if field.many else [inner]:
                yield from objects(part, field.model)


class TestTheSchema:
    """Every document that is written validates against the JSON Schema."""

    @staticmethod
    @cache
    def validator(kind: type[Document] | None) -> Validator:
        """A validator of documents of one kind, or of any."""
        schema = json_schema(kind)
        Draft202012Validator.check_schema(schema)
        return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)

    @given(documents())
    def test_of_any_document(self, document: Document) -> None:
        whole = json.loads(to_json(document))
        self.validator(type(document)).validate(whole)

    @settings(max_examples=10)
    @given(documents())
    def test_of_any_kind(self, document: Document) -> None:
        self.validator(None).validate(json.loads(to_json(document)))

    @pytest.mark.deep
    @settings(settings.get_profile("deep"), max_examples=5_000)
    @given(documents())
    def test_of_any_document_deep(self, document: Document) -> None:
        self.validator(type(document)).validate(json.loads(to_json(document)))

    @pytest.mark.parametrize(
        "change",
        [
            *({"title": ""}, {"title": None}, {"mood": 1}, {"kind": "tlak"}, {"sequence": -1}),
            *(
                {"start": "18 March"},
                {"url": "a b"},
                {"id": ""},
                {"id": "a b"},
                {"hallwaytrack": "2.0"},
            ),
            *(
                {"type": "tour"},
                {"topics": "a"},
                {"extra": []},
                {"people": [{"id": "a@b", "name": "A"}]},
            ),
        ],
        ids=repr,
    )
    def test_it_refuses_much_of_what_is_wrong(self, change: dict[str, Any]) -> None:
        whole = {**json.loads(to_json(event())), **change}
        assert not self.validator(Event).is_valid(whole)
