"""The public view: nothing private remains, and nothing else is lost."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from tests.model.plain import event, session, shift
from tests.strategies import Document, documents, events, models

from hallwaytrack import (
    Assignment,
    Booth,
    Calendar,
    Contributor,
    Event,
    EventSeries,
    Note,
    Person,
    Recurrence,
    Sponsor,
    Tour,
    UserGroup,
    Volunteer,
    from_ical,
    public_view,
    speakers,
    to_ical,
    to_json,
)
from hallwaytrack.model.base import Model
from hallwaytrack.model.extra import NO_EXTRA, FrozenMap
from hallwaytrack.model.fields import fields_of

ADA = Person(id="ada", name="Ada", email="ada@example.org", phone="+1 416 555 0100")
BOB, EVE = Person(id="bob", name="Bob"), Person(id="eve", name="Eve")
SECRET = Note(id="secret", text="Why Bob left", private=True)
MINUTES = Note(id="minutes", text="What was said")
HELPERS = {
    "volunteers": [Volunteer(person="bob")],
    "shifts": [shift(assignments=[Assignment(person="bob", note="late")])],
}


def parts(model: Model) -> Iterator[Model]:
    """An object and everything in it."""
    yield model
    for field in fields_of(type(model)):
        if field.model:
            value = getattr(model, field.name)
            for part in value if field.many else [value] if value is not None else []:
                yield from parts(part)


def names(model: Model) -> set[str]:
    """The ids of people, groups and sponsors that an event's parts name."""
    found: set[str] = set()
    for part in parts(model):
        for field in fields_of(type(part)):
            if field.refers_to in ("person", "human", "volunteer"):
                value = getattr(part, field.name)
                found.update(value if field.many else [value] if value is not None else [])
    return found


def is_private(model: Model) -> bool:
    """Whether an object holds, itself or in its parts, something that may not leave."""
    return any(
        any(field.private and getattr(part, field.name) for field in fields_of(type(part)))
        or "ical" in getattr(part, "extra", ())
        or (isinstance(part, Event) and (part.volunteers or part.shifts))
        or (part is not model and isinstance(part, Note) and part.private)
        for part in parts(model)
    )


def without_lines(value: Any) -> Any:
    """A value without lines of a feed in it."""
    if isinstance(value, tuple):
        return tuple(map(without_lines, value))
    if isinstance(value, Mapping):
        return {name: kept for name, kept in value.items() if name != "ical"}
    if not isinstance(value, Model):
        return value
    members = {f.name: getattr(value, f.name) for f in fields_of(type(value))}
    return value.replace(**{name: without_lines(member) for name, member in members.items()})


class TestNothingPrivateRemains:
    @given(models())
    def test_no_private_member_is_set(self, model: Model) -> None:
        for part in parts(public_view(model)):
            for field in fields_of(type(part)):
                assert not field.private or getattr(part, field.name) is None

    @given(documents())
    def test_no_volunteers_shifts_or_private_notes(self, document: Document) -> None:
        for part in parts(public_view(document)):
            assert not isinstance(part, Volunteer | Assignment)
            assert not isinstance(part, Note) or not part.private
            assert not isinstance(part, Event) or (part.volunteers, part.shifts) == ((), ())

    def test_addresses_and_numbers_go(self) -> None:
        assert public_view(ADA) == Person(id="ada", name="Ada")

    def test_what_volunteers_tell_goes(self) -> None:
        volunteer = Volunteer(
            person="ada", roles=["door"], note="allergic", emergency_contact="Bob"
        )
        assert public_view(volunteer) == Volunteer(person="ada", roles=["door"])

    def test_the_address_of_a_group_stays_and_those_of_its_people_go(self) -> None:
        group = UserGroup(
            id="itpro",
            name="IT Pro",
            email="info@example.org",
            people=[ADA, BOB],
            organizers=["ada"],
        )
        public = public_view(group)
        assert public.email == "info@example.org"
        assert public.people == (Person(id="ada", name="Ada"), BOB)
        assert public.organizers == ("ada",)

    def test_private_notes_of_events_and_sessions_go(self) -> None:
        whole = event(notes=[SECRET, MINUTES], sessions=[session(notes=[MINUTES, SECRET])])
        public = public_view(whole)
        assert public.notes == (MINUTES,)
        assert public.sessions[0].notes == (MINUTES,)

    def test_lines_of_a_feed_that_nobody_has_looked_through_go(self) -> None:
        lines = {"ical": ["ATTENDEE:mailto:eve@example.org"], "badge": "blue"}
        whole = event(extra=lines, sessions=[session(extra={"ical": ["CONTACT:Eve"]})])
        public = public_view(Calendar(events=[whole], extra=lines))
        assert public.extra == {"badge": "blue"}
        assert public.events[0].extra == {"badge": "blue"}
        assert public.events[0].sessions[0].extra == {}

    def test_addresses_and_answers_of_guests_in_jscalendar_go(self) -> None:
        guest = {"participationComment": "ill", "sendTo": {"imip": "mailto:eve@x.example"}}
        kept = {
            "privacy": "public",
            "replyTo": {"imip": "mailto:bob@x.example"},
            "participants": {"1": {**guest, "expectReply": True}},
            "localizations": {"de": {"title": "Treffen", "participants/1/sendTo/imip": "mailto:e"}},
            "x.example/list": [{"email": "eve@x.example", "n": 1}],
            "entries": [{"@type": "Event", "shift": "eve"}],
        }
        extra = {"jscalendar": kept, "badge": "blue"}
        public = public_view(event(extra=extra, sessions=[session(extra=extra)]))
        left = {
            "privacy": "public",
            "participants": {"1": {"expectReply": True}},
            "localizations": {"de": {"title": "Treffen"}},
            "x.example/list": [{"n": 1}],
        }
        assert public == event(
            extra={"jscalendar": left, "badge": "blue"},
            sessions=[session(extra={"jscalendar": left, "badge": "blue"})],
        )
        assert public_view(public) is public

    def test_addresses_of_people_in_json_ld_go(self) -> None:
        eve = {"@type": "Person", "name": "Eve", "email": "eve@x.example"}
        kept = {"attendee": [eve], "sponsor": {**eve, "telephone": "1"}, "keywords": ["a"]}
        public = public_view(event(extra={"jsonld": kept}))
        left = {"sponsor": {"@type": "Person", "name": "Eve"}, "keywords": ["a"]}
        assert public == event(extra={"jsonld": left})

    def test_what_a_program_added_to_jscalendar_goes(self) -> None:
        kept = {
            "color": "red",
            "cal.x.example:notes": "ask Eve",
            "iCalComponent": {"properties": [["attendee", {}, "cal-address", "mailto:eve@x.org"]]},
            "links": {"1": {"rel": "icon", "x.example:by": "Eve"}},
            "localizations": {"de": {"title": "Treffen", "links/1/x.example:by": "Eve"}},
            "recurrenceOverrides": {"2020-01-07T14:00:00": {"title": "x"}},
            "locations": {"1": {"name": "Hall", "hallwaytrack.github.io:unread": True}},
        }
        public = public_view(event(extra={"jscalendar": kept}))
        left = {
            "color": "red",
            "links": {"1": {"rel": "icon"}},
            "localizations": {"de": {"title": "Treffen"}},
            "recurrenceOverrides": {"2020-01-07T14:00:00": {"title": "x"}},
            "locations": {"1": {"name": "Hall", "hallwaytrack.github.io:unread": True}},
        }
        assert public == event(extra={"jscalendar": left})
        assert public_view(public) is public

    @pytest.mark.parametrize(
        ("kept", "left"),
        [
            ({"code": "ABCDEF", "internal_notes": "late"}, {"frab": {"code": "ABCDEF"}}),
            ({"features": ["a"], "url": None}, {"frab": {"features": ("a",), "url": None}}),
            ({"answers": [{"answer": "vegan"}]}, {}),
            ({"slug": {"internal": "late"}, "type": ["a", {"b": 1}]}, {}),
            ("late", {}),
            ({}, {}),
        ],
    )
    def test_of_a_schedule_only_what_the_format_publishes_stays(self, kept: Any, left: Any) -> None:
        extra = {"frab": kept, "badge": "blue"}
        public = public_view(event(extra=extra, sessions=[session(extra={"frab": kept})]))
        assert public.extra == {**left, "badge": "blue"}
        assert public.sessions[0].extra == left
        assert public_view(public) is public

    def test_answers_of_sessionize_go(self) -> None:
        answers = {"sessionize": {"answers": {"Diet?": "vegan"}}}
        public = public_view(event(sessions=[session(extra=answers)]))
        assert public == event(sessions=[session()])

    @pytest.mark.parametrize("kept", [{"online": "yes"}, "text"])
    def test_of_a_public_list_of_conferences_all_stays(self, kept: Any) -> None:
        whole = event(extra={"confs-tech": kept})
        assert public_view(whole) is whole

    @pytest.mark.parametrize("kept", ["text", ["text"], None, 3])
    def test_what_is_no_object_of_jscalendar_stays(self, kept: Any) -> None:
        whole = event(extra={"jscalendar": kept})
        assert public_view(whole) is whole

    def test_no_shift_of_a_feed_whose_data_was_damaged_remains(self) -> None:
        helpers = event(people=[BOB], **HELPERS)
        feed = to_ical(helpers, view="full").replace(b"X-HALLWAYTRACK-DATA:1/1", b"X-OTHER:")
        damaged = from_ical(feed, Event)
        assert b"bob" in to_json(damaged)
        assert b"bob" not in to_json(public_view(damaged))

    def test_in_every_event_of_a_calendar_and_a_series(self) -> None:
        secret = event(people=[ADA], notes=[SECRET])
        series = EventSeries(
            template=secret.replace(id="series"),
            recurrence=Recurrence(rule="FREQ=WEEKLY"),
            overrides=[secret.replace(id="series", occurrence=secret.start)],
        )
        group = UserGroup(id="g", name="G", people=[ADA])
        public = public_view(Calendar(events=[secret], series=[series], groups=[group]))
        assert not is_private(public)
        assert [p.email for e in public.events for p in e.people] == [None]


class TestWhoRemains:
    """People whom only what is gone names go with it; all others stay."""

    @pytest.mark.parametrize(
        "members",
        [
            HELPERS,
            {"volunteers": HELPERS["volunteers"]},
            {"notes": [SECRET.replace(authors=["bob"])]},
            {"sessions": [session(notes=[SECRET.replace(authors=["bob"])])]},
            {**HELPERS, "notes": [SECRET.replace(authors=["bob", "eve"])], "organizers": ["eve"]},
        ],
    )
    def test_who_is_named_only_there_goes(self, members: dict[str, Any]) -> None:
        public = public_view(event(people=[ADA, BOB, EVE], **members))
        assert [person.id for person in public.people] == ["ada", "eve"]

    @pytest.mark.parametrize(
        "members",
        [
            {"organizers": ["bob"]},
            {"contributors": speakers("bob")},
            {"sessions": [session(contributors=[Contributor(person="bob", role="host")])]},
            {"booths": [Booth(id="b", title="B", host="bob")]},
            {"booths": [Booth(id="b", title="B", contributors=speakers("bob"))]},
            {"notes": [MINUTES.replace(authors=["bob"])]},
            {"sessions": [session(notes=[MINUTES.replace(authors=["bob"]), SECRET])]},
        ],
    )
    def test_who_is_named_elsewhere_stays(self, members: dict[str, Any]) -> None:
        public = public_view(event(people=[BOB], **HELPERS, **members))
        assert public.people == (BOB,)
        assert not is_private(public)

    def test_who_is_named_nowhere_stays(self) -> None:
        public = public_view(event(people=[ADA, BOB, EVE], **HELPERS))
        assert public.people == (Person(id="ada", name="Ada"), EVE)

    def test_groups_and_sponsors_stay(self) -> None:
        whole = event(
            groups=[UserGroup(id="itpro", name="IT Pro")],
            sponsors=[Sponsor(id="acme", name="Acme")],
            notes=[SECRET.replace(authors=["itpro", "acme"])],
        )
        public = public_view(whole)
        assert (public.groups, public.sponsors) == (whole.groups, whole.sponsors)

    def test_somebody_in_another_event_of_the_calendar_does_not_count(self) -> None:
        one = event(id="one", people=[BOB], **HELPERS)
        other = event(id="other", people=[BOB], contributors=speakers("bob"))
        public = public_view(Calendar(events=[one, other]))
        assert [e.people for e in public.events] == [(), (BOB,)]

    @given(events())
    def test_of_any_event(self, whole: Event) -> None:
        public = public_view(whole)
        before, after = names(whole), names(public)
        assert [person.id for person in public.people] == [
            person.id for person in whole.people if person.id in after or person.id not in before
        ]
        assert [g.id for g in public.groups] == [g.id for g in whole.groups]
        assert public.sponsors == whole.sponsors


class TestTheRest:
    @given(models())
    def test_it_is_the_same_the_second_time(self, model: Model) -> None:
        public = public_view(model)
        assert public_view(public) is public

    @given(models())
    def test_it_breaks_no_rule(self, model: Model) -> None:
        """It is made without the checks, since nothing in it can break one."""
        public = public_view(model)
        members = {field.name: getattr(public, field.name) for field in fields_of(type(public))}
        assert type(public)(**members) == public

    @given(models())
    def test_an_object_without_anything_private_is_itself(self, model: Model) -> None:
        public = public_view(model)
        assert (public is model) == (not is_private(model))
        assert type(public) is type(model)

    @given(events())
    def test_nothing_else_is_changed(self, whole: Event) -> None:
        public = public_view(whole)
        touched = {"people", "groups", "sponsors", "notes", "sessions", "volunteers", "shifts"}
        for field in fields_of(Event):
            if field.name not in touched:
                assert without_lines(getattr(public, field.name)) == without_lines(
                    getattr(whole, field.name)
                )
        for before, after in zip(whole.sessions, public.sessions, strict=True):
            notes = [n for n in before.notes if not n.private]
            assert after == without_lines(before.replace(notes=notes))

    @given(documents())
    def test_every_rule_still_holds(self, document: Document) -> None:
        public = public_view(document)
        assert public.replace() == public

    def test_what_is_left_of_extra_is_frozen(self) -> None:
        kept = {"ical": ("X-A:1",), "frab": {"version": "1", "notes": "?"}, "own": {"a": ["b"]}}
        public = public_view(event(extra=kept))
        same = event(extra={"frab": {"version": "1"}, "own": {"a": ["b"]}})
        assert (public, hash(public), type(public.extra)) == (same, hash(same), FrozenMap)
        assert public_view(event(extra={"ical": ("X-A:1",)})).extra is NO_EXTRA

    def test_parts_that_are_public_stay_the_same_objects(self) -> None:
        whole = event(people=[ADA, BOB], sessions=[session()])
        public = public_view(whole)
        assert public.people[1] is BOB and public.sessions is whole.sessions

    def test_the_document_given_is_not_changed(self) -> None:
        whole = event(people=[ADA], **HELPERS | {"volunteers": [], "shifts": []})
        public_view(whole)
        assert whole.people == (ADA,)

    def test_a_private_note_on_its_own_is_what_was_asked_for(self) -> None:
        assert public_view(SECRET) is SECRET

    def test_a_tour_has_nothing_private(self) -> None:
        tour = Tour(id="t", name="T", extra={"email": "a@b"})
        assert public_view(tour) is tour
