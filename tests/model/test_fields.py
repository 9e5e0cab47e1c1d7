"""The annotations: every member of every class, pinned; and what reads them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, get_args

import attrs
import pytest
from tests.strategies import MODELS

import hallwaytrack
from hallwaytrack.errors import Problem
from hallwaytrack.model import recurrence, types, vocabulary
from hallwaytrack.model.base import Model
from hallwaytrack.model.fields import Field, Refused, did_you_mean, fields_of, is_model, items
from hallwaytrack.model.members import breaks_of
from hallwaytrack.model.scopes import INSIDE_A_GROUP, SCOPES

ENTRY = "uid: Line?, sequence: Count = 0, created: Stamp?, updated: Stamp?, extra: Extra = {}"

MEMBERS: Mapping[str, str] = {
    "Address": "street: Line?, locality: Line?, region: Line?, postal_code: Line?, country: Country?",
    "GeoPoint": "latitude: Latitude, longitude: Longitude",
    "Span": "start: Instant, end: Instant",
    "VirtualLocation": "url: Url, kind: VirtualKind = 'join', label: Line?, dial_in: Phone?",
    "Room": "id: PlaceId, name: Line, capacity: Count?, floor: Line?, accessibility: Text?,"
    " online: [VirtualLocation], extra: Extra = {}",
    "Venue": "id: Id, name: Line, address: Address?, geo: GeoPoint?, url: Url?, capacity: Count?,"
    " rooms: [Room], accessibility: Text?, directions: Text?",
    "Person": "id: PersonId, name: Line, bio: Text?, affiliation: Line?, pronouns: Line?, url: Url?,"
    " image: Url?, links: [Url], *email: Email?*, *phone: Phone?*, extra: Extra = {}",
    "Contributor": "person: PersonId, role: Role = 'speaker', label: Line?",
    "Volunteer": "person: PersonId, roles: [Line], skills: [Line], available: [Span],"
    " max_hours: Hours?, *note: Text?*, *emergency_contact: Line?*",
    "Track": "id: TrackId, name: Line, color: Color?, description: Text?",
    "Material": "id: Id, title: Line, kind: MaterialKind = 'link', url: Url?, expected_on: Day?,"
    " published_at: Stamp?, language: Lang?, licence: Line?",
    "Note": "id: Id, text: Text, authors: [PersonId], recorded_at: Stamp?, shared_with: [Line],"
    " private: bool = False",
    "Sponsor": "id: PersonId, name: Line, tier: Line?, kinds: [SponsorKind], url: Url?, image: Url?",
    "Ticket": "name: Line?, url: Url?, opens_at: Instant?, closes_at: Instant?, price: Money?,"
    " currency: Currency?, capacity: Count?, sold_out: bool = False",
    "CallForSpeakers": "url: Url, closes_on: Day?",
    "Session": "id: EntryId, title: Line, kind: SessionKind = 'talk', start: Instant?, end: Instant?,"
    " length: Duration?, room: PlaceId?, all_rooms: bool = False, part_of: EntryId?, track: TrackId?,"
    " subtitle: Line?, abstract: Text?, description: Text?, contributors: [Contributor],"
    " topics: [Line], level: Line?, language: Lang?, status: Status = 'confirmed',"
    " online: [VirtualLocation], materials: [Material], notes: [Note],"
    " recording: Recording = 'unknown', recording_licence: Line?, url: Url?, image: Url?,"
    f" links: [Url], capacity: Count?, {ENTRY}",
    "Booth": "id: EntryId, title: Line, host: PersonId?, room: PlaceId?, start: Instant?,"
    " end: Instant?, status: Status = 'confirmed', description: Text?, contributors: [Contributor],"
    f" url: Url?, {ENTRY}",
    "Shift": "id: EntryId, role: Line, start: Instant, end: Instant, needed: Positive = 1,"
    " place: PlaceId?, skills: [Line], briefing: Text?, assignments: [Assignment],"
    f" {ENTRY}",
    "Assignment": "person: PersonId, status: AssignmentStatus = 'confirmed', checked_in_at: Stamp?,"
    " checked_out_at: Stamp?, *note: Text?*",
    "UserGroup": "id: PersonId, name: Line, description: Text?, url: Url?, email: Email?,"
    " topics: [Line], locality: Line?, country: Country?, founded_on: Day?,"
    " status: GroupStatus = 'active', people: [Person], organizers: [PersonId], image: Url?,"
    " links: [Url], extra: Extra = {}",
    "Tour": "id: Id, name: Line, description: Text?, url: Url?, organizer: Line?, products: [Line],"
    " image: Url?, extra: Extra = {}",
    "Event": "id: Id, title: Line, start: When, end: When?, timezone: Zone?,"
    " kind: EventKind = 'other', status: Status = 'confirmed', status_reason: Line?,"
    " moved_online: bool = False, previous_starts: [When], subtitle: Line?, description: Text?,"
    " languages: [Lang], topics: [Line], products: [Line], audience: [Line], venue: Venue?,"
    " other_venues: [Venue], online: [VirtualLocation], people: [Person], groups: [UserGroup],"
    " organizers: [PersonId], contributors: [Contributor], sponsors: [Sponsor], tracks: [Track],"
    " sessions: [Session], booths: [Booth], volunteers: [Volunteer], shifts: [Shift],"
    " materials: [Material], notes: [Note], tickets: [Ticket], call_for_speakers: CallForSpeakers?,"
    " url: Url?, image: Url?, links: [Url], code_of_conduct: Url?, tour: Id?, occurrence: When?,"
    " same_as: [Id], sources: [Url], sequence: Count = 0, created: Stamp?, updated: Stamp?,"
    " extra: Extra = {}",
    "Recurrence": "rule: RuleText?, added: [When], skipped: [When]",
    "EventSeries": "template: Event, recurrence: Recurrence, overrides: [Event]",
    "Calendar": "name: Line?, description: Text?, url: Url?, timezone: Zone?,"
    " refresh_interval: Duration?, color: Color?, image: Url?, groups: [UserGroup], tours: [Tour],"
    " events: [Event], series: [EventSeries], updated: Stamp?, extra: Extra = {}",
}
"""What version 1 promises: `X?` is optional, `[X]` a sequence, `*x*` private; else it is required.

JSON members, their order, JSON Schema and every format stand on it. A change here is a change of
the format, and wants a new version of it.
"""

REFERENCES: Mapping[str, str] = {
    "Contributor.person": "person",
    "Volunteer.person": "human",
    "Note.authors": "person",
    "Session.room": "room",
    "Session.part_of": "session",
    "Session.track": "track",
    "Booth.host": "person",
    "Booth.room": "room",
    "Shift.place": "place",
    "Assignment.person": "volunteer",
    "UserGroup.organizers": "member",
    "Event.organizers": "person",
}

VOCABULARIES: Mapping[str, str] = {
    "VirtualKind": "join, stream, chat, phone",
    "Role": "speaker, host, facilitator, moderator, panelist, mentor, organizer, note_taker,"
    " interpreter, performer, other",
    "MaterialKind": "slides, recording, code, handout, photos, article, link",
    "SponsorKind": "money, venue, catering, in_kind, media, mentoring, donated_technology",
    "SessionKind": "keynote, talk, breakout, workshop, panel, lightning, discussion, demo,"
    " open_floor, break, social, registration, other",
    "EventKind": "launch, conference, tour_stop, meeting, community_evening, workshop, hackathon,"
    " unconference, social, other",
    "Status": "tentative, confirmed, cancelled, postponed",
    "GroupStatus": "forming, active, dormant, closed",
    "Recording": "allowed, opt_out, unknown",
    "AssignmentStatus": "applied, offered, waitlisted, confirmed, declined, withdrawn, checked_in,"
    " no_show, done",
}

NARROWED = {
    "HumanId": "PersonId",
    "VolunteerId": "PersonId",
    "MemberId": "PersonId",
    "RoomId": "PlaceId",
    "SessionId": "EntryId",
}
"""Ids that lead to some of a scope only, by the name of the whole of it."""


def names_of_rules() -> dict[int, str]:
    """The name of each type, by the identity of its rule."""
    aliases = {**vars(types), **vars(vocabulary), "RuleText": recurrence.RuleText}
    named = {
        name: rule
        for name, alias in aliases.items()
        for rule in getattr(alias, "__metadata__", ())[:1]
        if name[0].isupper()
    }
    return {id(rule): NARROWED.get(name, name) for name, rule in named.items()}


RULES = names_of_rules()


def type_name(field: Field) -> str:
    """What a member holds, as the table says it."""
    if field.model or field.base is bool:
        return str(field.base.__name__)
    for name in VOCABULARIES:
        if getattr(vocabulary, name) == field.base:
            return name
    return RULES[id(field.rule)]


def told(field: Field) -> str:
    """A member as the table tells it."""
    inside = type_name(field)
    shown = f"[{inside}]" if field.many else f"{inside}?" if field.optional else inside
    if not field.required and not field.many and not field.optional:
        shown += f" = {field.default!r}"
    return f"*{field.name}: {shown}*" if field.private else f"{field.name}: {shown}"


def model_classes() -> Iterator[type[Model]]:
    """Every public class that is a model."""
    for name in hallwaytrack.__all__:
        of_model = hallwaytrack.LAZY.get(name, "hallwaytrack.model").startswith(
            "hallwaytrack.model"
        )
        if of_model and is_model(getattr(hallwaytrack, name)):
            cls = getattr(hallwaytrack, name)
            if issubclass(cls, Model):
                yield cls


EVERY_MODEL = pytest.mark.parametrize("cls", sorted(model_classes(), key=lambda c: c.__name__))


class TestTheContract:
    def test_every_class_is_in_the_table_and_has_a_strategy(self) -> None:
        classes = set(model_classes())
        assert {cls.__name__ for cls in classes} == set(MEMBERS)
        assert classes == set(MODELS)

    @EVERY_MODEL
    def test_attrs_knows_the_members_as_those_of_a_constructor(self, cls: type[Model]) -> None:
        """So that its ``evolve``, and all that asks it for members, work as for other classes."""
        for told, field in zip(attrs.fields(cls), fields_of(cls), strict=True):  # type: ignore[arg-type]
            hint = cls.__annotations__[field.name]
            assert (told.name, told.default, told.type) == (field.name, field.default, hint)
            assert told.init and told.alias == field.name

    @EVERY_MODEL
    def test_members_types_defaults_and_order(self, cls: type[Model]) -> None:
        assert ", ".join(map(told, fields_of(cls))) == MEMBERS[cls.__name__]

    @EVERY_MODEL
    def test_an_optional_member_is_none_by_default_and_a_sequence_empty(
        self, cls: type[Model]
    ) -> None:
        for field in fields_of(cls):
            if field.optional:
                assert field.default is None, field.name
            if field.many:
                assert field.default == () and not field.optional, field.name

    def test_references_lead_where_they_should(self) -> None:
        found = {
            f"{cls.__name__}.{field.name}": field.refers_to
            for cls in model_classes()
            for field in fields_of(cls)
            if field.refers_to
        }
        assert found == REFERENCES
        assert {*found.values()} <= {*SCOPES, INSIDE_A_GROUP}

    @pytest.mark.parametrize("name", VOCABULARIES)
    def test_vocabularies_are_closed(self, name: str) -> None:
        assert ", ".join(get_args(getattr(vocabulary, name))) == VOCABULARIES[name]

    @EVERY_MODEL
    def test_a_class_is_frozen_slotted_and_keyword_only(self, cls: type[Model]) -> None:
        assert "__dict__" not in dir(cls)
        assert all(a.kw_only for a in attrs.fields(cls))  # type: ignore[arg-type]

    @EVERY_MODEL
    def test_every_member_has_its_line_in_the_docstring(self, cls: type[Model]) -> None:
        lines = [line.strip() for line in (cls.__doc__ or "").splitlines()]
        for field in fields_of(cls):
            assert any(line.startswith(f"{field.name}: ") for line in lines), field.name

    def test_only_people_and_staff_have_something_private(self) -> None:
        private = {
            f"{cls.__name__}.{f.name}"
            for cls in model_classes()
            for f in fields_of(cls)
            if f.private
        }
        assert private == {
            "Person.email",
            "Person.phone",
            "Volunteer.note",
            "Volunteer.emergency_contact",
            "Assignment.note",
        }


class TestItems:
    @pytest.mark.parametrize("values", [[1, 2], (1, 2), range(1, 3)])
    def test_what_has_an_order_is_taken(self, values: Sequence[int]) -> None:
        assert items(values) == (1, 2)

    @pytest.mark.parametrize("value", ["ada", b"ada", 5, None, {"a": 1}, object()])
    def test_a_single_value_is_refused(self, value: Any) -> None:
        with pytest.raises(Refused) as no:
            items(value)
        assert no.value.wants == "must be a list or tuple of items"
        assert no.value.mend == "write [...] around a single one"

    @pytest.mark.parametrize(
        "value", [{1, 2}, frozenset(), iter([1]), (n for n in "ab"), {}.keys()]
    )
    def test_what_has_no_order_is_refused(self, value: Any) -> None:
        with pytest.raises(Refused) as no:
            items(value)
        assert no.value.mend == "write list(...) to say in which order they go"


class TestDidYouMean:
    @pytest.mark.parametrize(
        ("value", "mend"),
        [
            ("sesions", "did you mean 'sessions'?"),
            ("Sessions", "did you mean 'sessions'?"),
            ("zzz", ""),
            (5, ""),
            (None, ""),
            ("s" * 10**6, ""),
        ],
    )
    def test_the_nearest_is_named(self, value: object, mend: str) -> None:
        assert did_you_mean(value, ["sessions", "shifts"]) == mend


class TestBreaksOf:
    def test_every_item_is_told_with_its_place(self) -> None:
        (topics,) = (f for f in fields_of(hallwaytrack.Session) if f.name == "topics")
        assert list(breaks_of(topics, ["a", "", "b", 3])) == [
            Problem(
                message="topics[1] must hold a visible character",
                value="",
                place="/topics/1",
            ),
            Problem(message="topics[3] must be a text of one line", value=3, place="/topics/3"),
        ]

    def test_a_clue_names_the_zone_in_the_mend(self) -> None:
        (start,) = (f for f in fields_of(hallwaytrack.Span) if f.name == "start")
        (problem,) = breaks_of(start, timedelta(1), "Europe/Dublin")
        assert problem.mend == 'make it with at("Europe/Dublin")'
