"""Sessions, booths, and what they leave behind."""

from collections.abc import Iterator
from datetime import UTC, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.plain import END, START, refused, session, toronto

from hallwaytrack import (
    Booth,
    CallForSpeakers,
    InvalidValueError,
    Material,
    Note,
    Problem,
    Session,
    Ticket,
)
from hallwaytrack.model.making import maker

TIMES = (
    START,
    END,
    START.astimezone(UTC),
    toronto("2008-11-02 01:30"),
    toronto("2008-11-02 01:30", fold=1),
    toronto("2008-11-02 01:45"),
)


class TestSession:
    def test_no_start_is_lawful(self) -> None:
        assert session(length=timedelta(minutes=45)).start is None

    def test_no_end_is_lawful(self) -> None:
        assert session(start=START).end is None

    def test_an_end_needs_a_start(self) -> None:
        with refused("end needs start, got 2008-03-18T21:00:00-04:00 (at /end)"):
            session(end=END)

    def test_a_room_clears_all_rooms(self) -> None:
        assert session(all_rooms=True).all_rooms
        assert not session(all_rooms=True, room="b1").all_rooms
        assert not session(all_rooms=True).replace(room="b1").all_rooms

    def test_all_rooms_clears_the_room(self) -> None:
        everyone = session(room="b1").replace(all_rooms=True)
        assert everyone.room is None and everyone.all_rooms

    def test_both_at_once_is_the_room(self) -> None:
        one = session().replace(room="b1", all_rooms=True)
        assert one.room == "b1" and not one.all_rooms

    def test_another_change_leaves_both_alone(self) -> None:
        assert session(room="b1").replace(all_rooms=False).room == "b1"
        assert session(all_rooms=True).replace(title="T").all_rooms

    def test_materials_and_notes_are_unique_in_it(self) -> None:
        slides, note = Material(id="m", title="Slides"), Note(id="n", text="")
        with refused("material 'm' stands there twice; ids must be unique (at /materials/1/id)"):
            session(materials=[slides, slides])
        with refused("note 'n' stands there twice; ids must be unique (at /notes/1/id)"):
            session(notes=[note, note])
        assert session(materials=[slides.replace(id="n")], notes=[note])

    def test_a_subclass_may_have_rules_of_its_own(self) -> None:
        class Short(Session):
            def broken(self) -> Iterator[Problem]:
                yield from super().broken()
                if len(self.title) > 10:
                    yield Problem(message="title must be short", place="/title")

        assert Short(id="s", title="Short").title == "Short"
        with refused("title must be short (at /title)"):
            Short(id="s", title="A title that is long")

    @given(
        start=st.sampled_from([None, *TIMES]),
        end=st.sampled_from([None, *TIMES]),
        room=st.sampled_from([None, "b1"]),
        all_rooms=st.booleans(),
        materials=st.lists(st.just(Material(id="m", title="M")), max_size=2).map(tuple),
        notes=st.lists(st.just(Note(id="n", text="")), max_size=2).map(tuple),
    )
    def test_at_a_glance_only_what_breaks_no_rule_is_lawful(self, **members: Any) -> None:
        one = maker(Session, ("id", "title", *members))("s", "S", *members.values())
        glance = eval(Session._quick.format(m="one"), {"one": one})
        assert not (glance and [*one.settle(), *one.broken()])
        assert one.all_rooms is members["all_rooms"] or not glance


class TestBooth:
    def test_it_may_be_there_all_the_time(self) -> None:
        assert Booth(id="user-groups", title="User Group area").start is None

    def test_its_end_is_after_its_start(self) -> None:
        with pytest.raises(InvalidValueError, match="^end must be after start"):
            Booth(id="b", title="B", start=END, end=START)
        with pytest.raises(InvalidValueError, match="^end needs start"):
            Booth(id="b", title="B", end=START)


class TestMaterial:
    def test_without_a_url_it_is_pending(self) -> None:
        assert Material(id="m", title="Slides").is_pending
        assert not Material(id="m", title="Slides", url="https://example.org").is_pending


class TestNote:
    def test_it_is_not_private_unless_told_so(self) -> None:
        assert not Note(id="n", text="Why people leave").private

    def test_its_text_may_be_empty(self) -> None:
        assert Note(id="n", text="").text == ""

    def test_its_text_is_required(self) -> None:
        with pytest.raises(InvalidValueError, match="^text must be a text, got None"):
            Note(id="n", text=None)  # type: ignore[arg-type]


class TestTicket:
    def test_all_of_it_is_optional(self) -> None:
        assert repr(Ticket()) == "Ticket()"

    def test_a_price_needs_a_currency(self) -> None:
        with refused("currency is needed with a price (at /currency)"):
            Ticket(price=Decimal(25))
        assert Ticket(price=Decimal(0), currency="CAD").price == 0
        assert Ticket(currency="CAD").price is None

    def test_the_sale_closes_after_it_opens(self) -> None:
        with refused(
            "closes_at must be after opens_at (2008-03-18T21:00:00-04:00),"
            " got 2008-03-18T18:00:00-04:00 (at /closes_at)"
        ):
            Ticket(opens_at=END, closes_at=START)

    def test_it_may_only_close(self) -> None:
        assert Ticket(closes_at=START).opens_at is None


def test_a_call_needs_a_form() -> None:
    with pytest.raises(InvalidValueError, match="^url must be an absolute URL"):
        CallForSpeakers(url="ask us")
