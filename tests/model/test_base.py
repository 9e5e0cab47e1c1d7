"""What every model has: checks, ``replace``, equality by instants, copies, pickles, a short repr."""

import copy
import pickle
import pydoc
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import assume, given
from tests.model.plain import (
    ADA,
    DIRECT_ENERGY,
    END,
    START,
    event,
    refused,
    session,
    times_in,
    told,
    toronto,
)
from tests.strategies import models

from hallwaytrack import (
    Assignment,
    Event,
    InvalidValueError,
    Material,
    Person,
    Recurrence,
    Session,
    Shift,
    Span,
    Track,
    UserGroup,
    Volunteer,
    speakers,
)
from hallwaytrack.model.base import Model
from hallwaytrack.model.fields import fields_of

FIRST, SECOND = toronto("2008-11-02 01:30"), toronto("2008-11-02 01:30", fold=1)
PROTOCOLS = pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))


class TestMaking:
    def test_positional_arguments_are_refused(self) -> None:
        with pytest.raises(TypeError, match=r"^Track\(\) takes its members by their names only$"):
            Track("t", "T")  # type: ignore[misc, call-arg]
        with pytest.raises(TypeError, match="by their names only"):
            Track("t", id="t", name="T")  # type: ignore[misc]

    def test_help_tells_the_members(self) -> None:
        shown = pydoc.plain(pydoc.render_doc(Track))
        assert "Track(*, id: str, name: str" in shown
        assert "Model" in pydoc.plain(pydoc.render_doc(Model))

    def test_what_was_refused_cannot_be_changed(self) -> None:
        """Whoever keeps an object whose constructor failed has nothing that could be set."""
        track = object.__new__(Track)
        with pytest.raises(InvalidValueError):
            track.__init__(id="t t", name="T")  # type: ignore[misc]
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            track.name = "T"  # type: ignore[misc]

    def test_unknown_members_are_refused(self) -> None:
        with pytest.raises(TypeError, match="titel"):
            Session(id="s", title="S", titel="S")  # type: ignore[call-arg]

    def test_required_members_are_required(self) -> None:
        with pytest.raises(TypeError, match=r"^Session\(\) is missing title$"):
            Session(id="s")  # type: ignore[call-arg]
        with pytest.raises(TypeError, match=r"^Session\(\) is missing id, title$"):
            Session(start="soon")  # type: ignore[call-arg, arg-type]

    def test_all_that_is_wrong_is_told_at_once(self) -> None:
        assert told(
            lambda: Session(
                id="a b",
                title="",
                kind="tlak",  # type: ignore[arg-type]
                start=datetime(2008, 3, 18, 18),
                topics="cloud",
                links=["https://a", "b"],
                capacity=-1,
                all_rooms=1,  # type: ignore[arg-type]
            )
        ) == [
            "id must be an id of 1 to 255 printable characters without a space, got 'a b' (at /id)",
            "title must hold a visible character, got '' (at /title)",
            "kind must be one of keynote, talk, breakout, workshop, panel, lightning, discussion, demo,"
            " open_floor, break, social, registration, other, got 'tlak' (at /kind);"
            " did you mean 'talk'?",
            "start needs a time zone, got 2008-03-18T18:00:00 (at /start);"
            ' make it with at("Area/City")',
            "all_rooms must be True or False, got 1 (at /all_rooms)",
            "topics must be a list or tuple of items, got 'cloud' (at /topics);"
            " write [...] around a single one",
            "links[1] must be an absolute URL of the scheme http, https, mailto, tel, geo, webcal,"
            " xmpp or sip, got 'b' (at /links/1)",
            "capacity must be a whole number from 0 to 2147483647, got -1 (at /capacity)",
        ]

    def test_the_message_of_many_lists_them(self) -> None:
        with pytest.raises(InvalidValueError) as error:
            Track(id="", name="")
        assert str(error.value) == (
            "2 problems:\n"
            "- id must be an id of 1 to 255 printable characters without a space, got '' (at /id)\n"
            "- name must hold a visible character, got '' (at /name)"
        )

    def test_rules_between_members_are_all_told(self) -> None:
        assert len(told(lambda: Assignment(person="a b", note="\x00"))) == 2
        assert told(
            lambda: event(end=START, sessions=[session(room="b9"), session(track="t9")])
        ) == [
            "end must be after start (2008-03-18T18:00:00-04:00), got 2008-03-18T18:00:00-04:00"
            " (at /end)",
            "session, booth or shift 'hypervisors' stands there twice; ids must be unique"
            " (at /sessions/1/id)",
            "session 'hypervisors' is in room 'b9'; the event has no room (at /sessions/0/room)",
            "session 'hypervisors' is on track 't9'; the event has no track (at /sessions/1/track)",
        ]

    def test_an_optional_member_may_be_given_as_none(self) -> None:
        assert session(room=None, url=None) == session()


class TestReplace:
    def test_a_change_gives_a_new_object(self) -> None:
        before = session()
        after = before.replace(title="Hypervisors, again", capacity=80)
        assert (before.title, after.title, after.capacity) == (
            "Hypervisors",
            "Hypervisors, again",
            80,
        )

    def test_all_rules_are_checked(self) -> None:
        with pytest.raises(InvalidValueError, match="^end must be after start"):
            session(start=START, end=END).replace(start=END)

    def test_an_unknown_name_is_told_with_the_nearest(self) -> None:
        with pytest.raises(
            TypeError, match=r"\ASession has no member 'titel'; did you mean 'title'\?\Z"
        ):
            session().replace(titel="S")

    def test_an_unknown_name_that_is_near_to_none_is_told_with_all(self) -> None:
        message = r"\ATrack has no member 'xyzzy'; it has id, name, color, description\Z"
        with pytest.raises(TypeError, match=message):
            Track(id="t", name="T").replace(xyzzy=1)

    def test_a_private_name_is_no_member(self) -> None:
        with pytest.raises(TypeError, match="has no member '_by_id'"):
            event().replace(_by_id={})

    @given(models())
    def test_without_changes_it_is_equal(self, model: Model) -> None:
        again = model.replace()
        assert again == model and hash(again) == hash(model) and repr(again) == repr(model)

    @given(models())
    def test_with_its_own_members_it_is_equal(self, model: Model) -> None:
        same = {f.name: getattr(model, f.name) for f in fields_of(type(model))}
        assert model.replace(**same) == model
        assert type(model)(**same) == model


class TestImmutability:
    @given(models())
    def test_no_member_can_be_set_or_deleted(self, model: Model) -> None:
        name = fields_of(type(model))[0].name
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(model, name, None)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(model, name)
        with pytest.raises(AttributeError):
            model.nickname = "x"  # type: ignore[attr-defined]

    def test_a_list_that_was_given_can_change_without_harm(self) -> None:
        topics = ["cloud"]
        made = session(topics=topics)
        topics.append("later")
        assert made.topics == ("cloud",)


class TestEquality:
    def test_the_second_pass_of_an_hour_is_another_time(self) -> None:
        one, other = session(start=FIRST), session(start=SECOND)
        assert FIRST == SECOND, "as Python has it"
        assert one != other and hash(one) != hash(other)
        assert len({one, other}) == 2

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (Span(start=FIRST, end=END.replace(year=2009)), Span(start=SECOND, end=END.replace(year=2009))),
            (event(start=FIRST), event(start=SECOND)),
            (event(previous_starts=[FIRST]), event(previous_starts=[SECOND])),
            (event(sessions=[session(start=FIRST)]), event(sessions=[session(start=SECOND)])),
            (Recurrence(added=[START, FIRST]), Recurrence(added=[START, SECOND])),
        ],
    )  # fmt: skip
    def test_so_it_is_wherever_a_time_stands(self, one: Model, other: Model) -> None:
        assert one != other and hash(one) != hash(other)

    def test_an_instant_is_the_same_in_any_zone(self) -> None:
        one, other = session(start=START), session(start=START.astimezone(UTC))
        assert one == other and hash(one) == hash(other)

    def test_a_day_is_no_midnight(self) -> None:
        day = event(start=date(2008, 3, 18), timezone="UTC")
        assert day != event(start=datetime(2008, 3, 18, tzinfo=UTC))

    def test_classes_differ(self) -> None:
        assert Track(id="a", name="A") != Person(id="a", name="A")
        assert session() != "hypervisors"

    def test_members_of_lists_and_tuples_are_the_same(self) -> None:
        assert session(topics=["a"]) == session(topics=("a",))

    @given(models(), models())
    def test_equal_objects_hash_alike(self, one: Model, other: Model) -> None:
        assert hash(one) == hash(copy.deepcopy(one))
        if one == other:
            assert hash(one) == hash(other)
        assert (one == other) == (other == one)

    @given(models())
    def test_any_other_member_makes_another_object(self, model: Model) -> None:
        for field in fields_of(type(model)):
            if field.name in ("title", "name", "label", "role", "text") and field.base is str:
                assert model.replace(**{field.name: "another one"}) != model


class TestCopies:
    @given(models())
    def test_copies_are_equal(self, model: Model) -> None:
        for again in (copy.copy(model), copy.deepcopy(model)):
            assert again == model and hash(again) == hash(model) and repr(again) == repr(model)

    @PROTOCOLS
    @given(model=models())
    def test_pickles_are_equal(self, model: Model, protocol: int) -> None:
        # Only from protocol 4 on does Python write the fold of a time (PEP 495).
        assume(protocol >= 4 or not any(time.fold for time in times_in(model)))
        again = pickle.loads(pickle.dumps(model, protocol))
        assert again == model and hash(again) == hash(model) and repr(again) == repr(model)

    @PROTOCOLS
    def test_a_large_event_pickles(self, protocol: int) -> None:
        large = event(
            people=[ADA],
            venue=DIRECT_ENERGY,
            sessions=[
                session(
                    f"s{n}",
                    start=START + timedelta(minutes=n),
                    end=END + timedelta(minutes=n),
                    room="b1",
                    contributors=speakers("ada"),
                )
                for n in range(10_000)
            ],
        )
        assert large.session("s9999").start == START + timedelta(minutes=9_999)
        again = pickle.loads(pickle.dumps(large, protocol))
        assert again == large and hash(again) == hash(large)
        assert again.session("s9999") == large.session("s9999")

    def test_zones_are_the_same_objects_after_it(self) -> None:
        for again in (pickle.loads(pickle.dumps(event())), copy.deepcopy(event())):
            assert again.start.tzinfo is ZoneInfo("America/Toronto")

    def test_an_event_whose_look_ups_were_used_copies_too(self) -> None:
        used = event(sessions=[session()])
        assert used.session("hypervisors")
        for again in (pickle.loads(pickle.dumps(used)), copy.copy(used), copy.deepcopy(used)):
            assert again == used and again.session("hypervisors") == session()
            assert again.replace(sessions=()).sessions == ()

    def test_weak_references_work(self) -> None:
        import weakref

        kept = event()
        assert weakref.ref(kept)() is kept


def hidden(model: Any, secret: str) -> Any:
    """The same object with all that is private in it set to one text that stands nowhere else."""
    changes: dict[str, Any] = {}
    for field in fields_of(type(model)):
        value = getattr(model, field.name)
        if field.private and value:
            texts = {"email": f"{secret}@example.org", "phone": "+1 416 555 0199"}
            changes[field.name] = texts.get(field.name, secret)
        elif field.model and value:
            parts = (
                [hidden(part, secret) for part in value] if field.many else hidden(value, secret)
            )
            changes[field.name] = parts
    return model.replace(**changes)


class TestRepr:
    def test_what_is_at_its_default_is_left_out(self) -> None:
        assert repr(session()) == "Session(id='hypervisors', title='Hypervisors')"

    def test_times_are_short_and_name_their_zone(self) -> None:
        assert repr(session(start=START, end=END.replace(second=5))) == (
            "Session(id='hypervisors', title='Hypervisors', start=2008-03-18 18:00 America/Toronto,"
            " end=2008-03-18 21:00:05 America/Toronto)"
        )

    def test_a_second_pass_is_told(self) -> None:
        assert repr(session(start=SECOND)).endswith(
            "start=2008-11-02 01:30 America/Toronto (second pass))"
        )

    def test_a_bare_offset_is_told(self) -> None:
        from datetime import timezone

        start = datetime(2008, 3, 18, 18, tzinfo=timezone(timedelta(hours=-4)))
        assert repr(session(start=start)).endswith("start=2008-03-18 18:00:00-04:00)")

    def test_days_and_durations_are_short(self) -> None:
        shown = repr(Material(id="m", title="M", expected_on=date(2008, 3, 18)))
        assert shown == "Material(id='m', title='M', expected_on=2008-03-18)"
        assert repr(session(length=timedelta(minutes=45))).endswith("length=0:45:00)")

    def test_private_members_are_hidden(self) -> None:
        person = Person(id="ada", name="Ada", email="ada@example.org", phone="911")
        assert repr(person) == "Person(id='ada', name='Ada', email=<private>, phone=<private>)"
        volunteer = Volunteer(person="ada", note="allergic", emergency_contact="Bob")
        assert repr(volunteer) == (
            "Volunteer(person='ada', note=<private>, emergency_contact=<private>)"
        )

    def test_the_address_of_a_group_is_public(self) -> None:
        assert "info@example.org" in repr(UserGroup(id="g", name="G", email="info@example.org"))

    def test_many_items_are_counted(self) -> None:
        assert repr(session(topics=["a", "b", "c"])).endswith("topics=['a', 'b', 'c'])")
        assert repr(session(topics=["a", "b", "c", "d"])).endswith("topics=<4 of them>)")

    def test_long_texts_are_cut(self) -> None:
        assert len(repr(session(description="x" * 10**6))) < 300

    def test_it_is_one_line(self) -> None:
        assert "\n" not in repr(session(description="a\nb", extra={"a": "b\nc"}))

    @given(models())
    def test_it_never_raises_and_never_tells_what_is_private(self, model: Model) -> None:
        secret = "s3cr3t-t3xt"
        shown = repr(hidden(model, secret))
        assert secret not in shown and "555 0199" not in shown
        assert shown.startswith(type(model).__name__)


class TestMessagesKeepSecrets:
    def test_a_refused_part_is_shown_without_what_is_private(self) -> None:
        person = Person(id="ada", name="Ada", email="ada@example.org", phone="911")
        (problem,) = told(lambda: session(contributors=[person]))
        assert "ada@example.org" not in problem and "911" not in problem

    def test_a_model_where_a_text_goes_is_told(self) -> None:
        with refused("title must be a text of one line, got Track(id='t', name='T') (at /title)"):
            session(title=Track(id="t", name="T"))


class TestSubclasses:
    def test_a_subclass_without_members_of_its_own_works(self) -> None:
        class Meeting(Event):
            """A meeting."""

        meeting = Meeting(id="m", title="M", start=START)
        assert isinstance(meeting, Event) and meeting.timezone == "America/Toronto"
        assert type(meeting.replace(title="N")) is Meeting

    def test_shifts_across_a_change_count_what_passes(self) -> None:
        assert Shift(id="s", role="R", start=FIRST, end=SECOND).hours == 1.0
