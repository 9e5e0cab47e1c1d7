"""The packaged example: true to its source, labelled where it is not, and fit for every writer."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest

from hallwaytrack import (
    Calendar,
    Contributor,
    Event,
    EventSeries,
    Session,
    Shift,
    UnknownIdError,
    UserGroup,
    example,
    from_json,
    to_ical,
    to_json,
)
from hallwaytrack.examples import EXAMPLES, example_json
from hallwaytrack.model.base import Model
from hallwaytrack.model.fields import Field, fields_of

EVENING = "community-evening@heroeshappenhere.example"
LAUNCH = "launch-toronto@heroeshappenhere.example"
NEXT_STOP = "next-stop@heroeshappenhere.example"
MEETING = "first-meeting@itprotoronto.ca"
MEETINGS = "monthly-meeting@itprotoronto.ca"
TOUR = "heroes-happen-here"
GROUP = "it-pro-toronto"
PRODUCTS = ("Windows Server 2008", "Visual Studio 2008", "SQL Server 2008")
THEMES = (
    "Why people leave the profession",
    "How to retain them",
    "How to help the next generation",
    "Sponsorship",
    "Mentoring",
    "Donated technology",
)

FORM: Mapping[str, set[str]] = {
    "Calendar": {"description", "timezone", "groups", "tours", "events", "series"},
    "Tour": {"description"},
    "UserGroup": {"description"},
    "Event": {"kind", "description", "venue", "people", "groups", "sessions", "booths", "shifts"},
    "Room": set(),
    "Person": {"bio"},
    "Session": {"kind", "description"},
    "Booth": {"description"},
    "Shift": set(),
}
"""By class: the form in which the story is told, and what holds parts that label themselves."""

SAID: Mapping[str, set[str]] = {
    TOUR: {"name", "products"},
    GROUP: {"name", "url", "locality", "country", "status"},
    EVENING: {"timezone"},
    LAUNCH: {"title", "timezone", "products", "tour"},
    NEXT_STOP: {"products", "tour"},
    MEETING: {"title", "start", "end", "timezone", "topics", "organizers", "url"},
    MEETINGS: {"timezone", "organizers", "url"},
    "user-group-area": {"title"},
    "open-floor": {"title"},
    # The theme, and that there was a facilitator.
    **{f"corner-{n}": {"title", "part_of", "contributors"} for n in range(1, 7)},
    **{
        shift: {"place"}
        for shift in (
            "set-up",
            "morning-it-professionals",
            "morning-developers",
            "afternoon-it-professionals",
            "afternoon-developers",
            "pack-up",
        )
    },
}
"""By id: the members that the source gives. Whatever else is set has to be labelled."""


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return example()


@pytest.fixture(scope="module")
def evening(calendar: Calendar) -> Event:
    return calendar.event(EVENING)


@pytest.fixture(scope="module")
def launch(calendar: Calendar) -> Event:
    return calendar.event(LAUNCH)


@pytest.fixture(scope="module")
def meeting(calendar: Calendar) -> Event:
    return calendar.event(MEETING)


@pytest.fixture(scope="module")
def meetings(calendar: Calendar) -> EventSeries:
    return calendar.series_of(MEETINGS)


@pytest.fixture(scope="module")
def group(calendar: Calendar) -> UserGroup:
    return calendar.group(GROUP)


@pytest.fixture(scope="module")
def feed(calendar: Calendar) -> str:
    """The public iCalendar feed, its lines unfolded."""
    return to_ical(calendar).decode().replace("\r\n ", "")


def corners(evening: Event) -> list[Session]:
    return [session for session in evening.sessions if session.part_of]


def breakouts(launch: Event) -> list[Session]:
    return [session for session in launch.sessions if session.kind == "breakout"]


def overlap(a: Session | Shift, b: Session | Shift) -> bool:
    assert a.start
    assert a.end
    assert b.start
    assert b.end
    return a.start < b.end and b.start < a.end


def members(model: Any) -> tuple[Field, ...]:
    cls: Any = type(model)
    return fields_of(cls)


def models(value: Any) -> Iterator[Any]:
    """Every object of a document, the document first."""
    if isinstance(value, Model):
        yield value
        for field in members(value):
            yield from models(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from models(item)


def given(model: Any) -> set[str]:
    """The members of an object that are not at their default."""
    return {f.name for f in members(model) if getattr(model, f.name) != f.default}


def illustrated(model: Any) -> tuple[str, ...]:
    return tuple(model.extra.get("illustration", ()))


def events(calendar: Calendar) -> list[Event]:
    """The single ones, then the templates of the series."""
    return [*calendar.events, *(series.template for series in calendar.series)]


def of_series(calendar: Calendar, model: Any) -> tuple[str, ...]:
    """What a template labels besides its own members: the rule of its series."""
    return ("recurrence",) if any(model is s.template for s in calendar.series) else ()


def labelled_models(calendar: Calendar) -> list[Any]:
    """The objects of the classes that have room for a label."""
    return [model for model in models(calendar) if hasattr(model, "extra")]


def words(model: Any) -> str | None:
    """The text in which an object can say that it is an illustration; a room has none."""
    texts = [getattr(model, name, None) for name in ("description", "bio", "briefing")]
    return next((text for text in texts if text), None)


class TestExample:
    def test_every_name_gives_a_calendar(self) -> None:
        for name in EXAMPLES:
            assert isinstance(example(name), Calendar)

    def test_without_a_name_it_is_the_launch_in_toronto(self) -> None:
        assert example() == example("heroes-happen-here")
        assert example_json() == example_json("heroes-happen-here")

    @pytest.mark.parametrize("read", [example, example_json])
    @pytest.mark.parametrize("name", ["heroes", "../pyproject", "", "Heroes-Happen-Here"])
    def test_unknown_name_is_refused_and_told_what_there_is(self, read: Any, name: str) -> None:
        with pytest.raises(UnknownIdError, match=r"no example has this id.*heroes-happen-here"):
            read(name)

    def test_package_brings_it_without_reading_json_until_it_is_asked_for(self) -> None:
        """In an interpreter of its own: by now this one has imported everything."""
        code = (
            "import sys, hallwaytrack\n"
            "assert not {'msgspec', 'hallwaytrack.examples'} & set(sys.modules)\n"
            "print(hallwaytrack.example().name)"
        )
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert ran.stdout.split() == b"Heroes Happen Here in Toronto".split()


class TestFile:
    @pytest.mark.parametrize("name", EXAMPLES)
    def test_it_is_what_the_library_writes(self, name: str) -> None:
        data = example_json(name)
        assert to_json(from_json(data), indent=True) == data

    def test_members_stand_in_the_order_of_the_classes(self) -> None:
        """What "is what the library writes" rests on, told where it breaks."""
        lines = example_json().decode().splitlines()
        written = [line.split('"')[1] for line in lines if line.startswith('  "')]
        ordered = [field.name for field in fields_of(Calendar) if field.name in written]
        assert written == ["hallwaytrack", "type", *ordered]

    def test_no_email_or_phone_is_in_it(self, calendar: Calendar) -> None:
        contact = {"email", "phone", "dial_in", "emergency_contact"}
        assert not [name for model in models(calendar) for name in contact & given(model)]
        data = example_json().decode()
        assert "mailto:" not in data
        assert "tel:" not in data
        ids = {event.id for event in events(calendar)}
        assert {word.strip('",') for word in data.split() if "@" in word} == ids

    def test_domains_are_reserved_ones_but_for_the_groups_own(self, calendar: Calendar) -> None:
        domains = {event.id.partition("@")[2] for event in events(calendar)}
        assert domains == {"heroeshappenhere.example", "itprotoronto.ca"}
        urls = {word.strip('",') for word in example_json().decode().split() if "://" in word}
        assert urls == {"https://itprotoronto.ca/"}


class TestLaunch:
    def test_it_is_the_tours_stop_in_toronto(self, calendar: Calendar, launch: Event) -> None:
        assert launch.kind == "launch"
        assert launch.products == calendar.tour(TOUR).products == PRODUCTS
        assert launch.venue
        assert launch.venue.name == "Direct Energy Building"
        assert launch.venue.address
        assert launch.venue.address.locality == "Toronto"
        assert calendar.stops(TOUR)[0] == launch

    def test_tour_goes_on_to_other_communities(self, calendar: Calendar) -> None:
        """The source names none of them, so where it goes is an illustration."""
        assert [stop.id for stop in calendar.stops(TOUR)] == [LAUNCH, NEXT_STOP]
        assert {"title", "start"} <= set(illustrated(calendar.event(NEXT_STOP)))

    def test_street_that_the_source_does_not_give_is_left_out(self, launch: Event) -> None:
        assert launch.venue
        assert launch.venue.address
        assert given(launch.venue.address) == {"locality", "country"}

    def test_it_is_on_27_february_in_winter_time(self, launch: Event) -> None:
        assert launch.starts_at.date() == date(2008, 2, 27)
        assert launch.starts_at.utcoffset() == timedelta(hours=-5)
        assert launch.timezone == "America/Toronto"

    def test_programme_has_more_than_breakouts(self, launch: Event) -> None:
        kinds = [session.kind for session in launch.sessions]
        assert {"registration", "keynote", "break", "breakout"} == set(kinds)
        assert all(session.all_rooms for session in launch.sessions if session.kind == "keynote")

    def test_each_breakout_waits_for_material(self, launch: Event) -> None:
        assert len(breakouts(launch)) == 6
        for session in breakouts(launch):
            assert any(material.is_pending for material in session.materials)
            assert "posted once received" in str(session.description)
        assert all(material.is_pending for material in launch.pending_materials())

    def test_nobody_speaks_in_two_rooms_at_once(self, launch: Event) -> None:
        for a in breakouts(launch):
            for b in breakouts(launch):
                if a is not b and overlap(a, b):
                    assert not {*launch.speakers(a.id)} & {*launch.speakers(b.id)}
                    assert a.room != b.room

    def test_user_group_makes_its_debut_at_the_booth(self, launch: Event, group: UserGroup) -> None:
        booth = launch.booth("user-group-area")
        assert booth.title == "User Group area"
        assert booth.host == group.id
        assert launch.group(GROUP) == group
        assert "debut" in str(launch.description)


class TestVolunteers:
    def test_shifts_are_at_the_booth_and_covered(self, launch: Event) -> None:
        assert launch.shifts
        for shift in launch.shifts:
            assert shift.place == "user-group-area"
            assert sum(assignment.covers for assignment in shift.assignments) == shift.needed

    def test_each_misses_breakouts(self, launch: Event) -> None:
        assert launch.volunteers
        for volunteer in launch.volunteers:
            assert [
                session
                for shift in self._worked(launch, volunteer.person)
                for session in breakouts(launch)
                if overlap(shift, session)
            ]

    def test_each_works_when_they_can_and_as_they_can(self, launch: Event) -> None:
        """A roster that the checks would find fault with teaches nobody."""
        for volunteer in launch.volunteers:
            shifts = self._worked(launch, volunteer.person)
            assert volunteer.max_hours
            assert sum(s.hours for s in shifts) <= volunteer.max_hours
            assert not [a for a in shifts for b in shifts if a is not b and overlap(a, b)]
            for shift in shifts:
                assert set(shift.skills) <= set(volunteer.skills)
                assert not volunteer.available or any(
                    span.start <= shift.start and shift.end <= span.end
                    for span in volunteer.available
                )

    @staticmethod
    def _worked(launch: Event, person: str) -> list[Shift]:
        return [s for s in launch.shifts for a in s.assignments if a.person == person and a.covers]


class TestEvening:
    def test_it_is_the_evening_before_the_launch(self, evening: Event, launch: Event) -> None:
        assert evening.kind == "community_evening"
        assert evening.starts_at.date() == launch.starts_at.date() - timedelta(days=1)
        assert evening.ends_at
        assert evening.ends_at.date() == date(2008, 2, 26)

    def test_where_it_was_the_source_does_not_say(self, evening: Event) -> None:
        assert evening.attendance == "to_be_announced"

    def test_discussion_is_split_into_a_corner_a_theme(self, evening: Event) -> None:
        discussion = evening.session("open-floor")
        assert discussion.kind == "open_floor"
        assert discussion.start
        assert discussion.end
        assert tuple(corner.title for corner in corners(evening)) == THEMES
        for corner in corners(evening):
            assert corner.part_of == discussion.id
            assert corner.start
            assert corner.end
            assert discussion.start <= corner.start
            assert corner.end <= discussion.end

    def test_each_corner_has_a_facilitator_of_its_own(self, evening: Event) -> None:
        facilitators = {corner.contributors for corner in corners(evening)}
        assert len(facilitators) == len(THEMES)
        for (facilitator,) in facilitators:
            assert isinstance(facilitator, Contributor)
            assert facilitator.role == "facilitator"

    def test_notes_are_passed_on_to_a_partner_team(self, evening: Event) -> None:
        for corner in corners(evening):
            (note,) = corner.notes
            assert note.shared_with == ("partner team",)
            assert not note.private
            assert note.recorded_at
            assert corner.end
            assert note.recorded_at > corner.end


class TestFirstMeeting:
    def test_it_is_on_the_third_tuesday(self, meeting: Event) -> None:
        day = meeting.starts_at
        assert day.date() == date(2008, 3, 18)
        assert f"{day:%A}" == "Tuesday"
        assert (day.day - 1) // 7 + 1 == 3

    def test_it_lasts_from_18_to_21_in_summer_time(self, meeting: Event) -> None:
        assert meeting.starts_at.astimezone(UTC) == datetime(2008, 3, 18, 22, tzinfo=UTC)
        assert f"{meeting.starts_at:%H:%M} to {meeting.ends_at:%H:%M}" == "18:00 to 21:00"
        assert meeting.timezone == "America/Toronto"

    def test_venue_and_details_follow(self, meeting: Event, group: UserGroup) -> None:
        assert meeting.venue is None
        assert not meeting.sessions
        assert meeting.attendance == "to_be_announced"
        assert meeting.url == group.url == "https://itprotoronto.ca/"
        assert "Venue and details to follow" in str(meeting.description)

    def test_it_is_the_new_groups_and_about_virtualization(
        self, meeting: Event, group: UserGroup
    ) -> None:
        assert meeting.topics == ("Virtualization",)
        assert meeting.organizers == (group.id,)
        assert meeting.group(GROUP) == group
        assert group.status == "forming"


class TestMonthlyMeetings:
    def test_rule_begins_after_the_first_meeting(
        self, meeting: Event, meetings: EventSeries, group: UserGroup
    ) -> None:
        """So that the one meeting that the source knows is an event, and is listed once."""
        assert meetings.template.start == datetime(2008, 4, 15, 22, tzinfo=UTC)
        assert meetings.template.start > meeting.starts_at
        assert meetings.group == group

    def test_calendar_lists_each_meeting_once(self, calendar: Calendar) -> None:
        spring = calendar.between(date(2008, 3, 13), date(2008, 6, 1))
        assert [(event.id, event.starts_at.date()) for event in spring] == [
            (MEETING, date(2008, 3, 18)),
            (MEETINGS, date(2008, 4, 15)),
            (MEETINGS, date(2008, 5, 20)),
        ]
        assert calendar.upcoming(date(2008, 3, 13), 3) == spring

    def test_every_one_is_on_a_third_tuesday_at_the_hours_of_the_first(
        self, meeting: Event, meetings: EventSeries
    ) -> None:
        for each in meetings.upcoming(date(2008, 4, 1), 24):
            assert f"{each.start:%A %H:%M}" == f"{meeting.start:%A %H:%M}" == "Tuesday 18:00"
            assert 15 <= each.start.day <= 21
            assert each.duration == meeting.duration

    def test_november_is_an_hour_later_in_utc_than_march(
        self, meeting: Event, meetings: EventSeries
    ) -> None:
        november = meetings.meeting(date(2008, 11, 18))
        assert november.starts_at.astimezone(UTC) == datetime(2008, 11, 18, 23, tzinfo=UTC)
        assert meeting.starts_at.astimezone(UTC).hour == 22

    def test_monthly_rule_is_labelled(self, meetings: EventSeries) -> None:
        """The source says "first meeting", and no more."""
        _, _, label = str(meetings.template.description).partition("Illustration: ")
        assert "the monthly rule is an assumption" in label
        assert "recurrence" in illustrated(meetings.template)


class TestLabels:
    def test_whatever_the_source_does_not_say_is_labelled(self, calendar: Calendar) -> None:
        for model in labelled_models(calendar):
            id = getattr(model, "id", "")
            known = {"id", "extra"} | FORM[type(model).__name__] | SAID.get(id, set())
            made_up = (given(model) - known) | {*of_series(calendar, model)}
            assert made_up == set(illustrated(model)), id

    def test_what_is_labelled_says_so_in_words(self, calendar: Calendar) -> None:
        for model in labelled_models(calendar):
            text = words(model)
            if text is not None:
                assert ("Illustration: " in text) == bool(illustrated(model)), model

    def test_label_stands_in_a_paragraph_of_its_own(self, calendar: Calendar) -> None:
        for model in labelled_models(calendar):
            if illustrated(model) and words(model):
                assert str(words(model)).split("\n\n")[-1].startswith("Illustration: ")

    def test_members_are_named_in_the_order_of_their_class(self, calendar: Calendar) -> None:
        for model in labelled_models(calendar):
            ordered = [f.name for f in members(model) if f.name in illustrated(model)]
            assert list(illustrated(model)) == [*ordered, *of_series(calendar, model)]

    def test_each_breakouts_title_time_and_speaker_are_labelled(self, launch: Event) -> None:
        for session in breakouts(launch):
            assert {"title", "start", "end", "contributors"} <= set(illustrated(session))

    def test_days_that_the_source_gives_are_told_apart_from_clock_times(
        self, launch: Event, evening: Event
    ) -> None:
        for event in (launch, evening):
            assert {"start", "end"} <= set(illustrated(event))
            assert "the clock times" in str(event.description)

    def test_notes_say_in_their_own_words_that_they_are_made_up(self, evening: Event) -> None:
        for corner in corners(evening):
            assert "\n\nIllustration: " in corner.notes[0].text

    def test_everybody_has_a_first_name_only(self, calendar: Calendar) -> None:
        people = [p for e in events(calendar) for p in e.people]
        people += [p for g in calendar.groups for p in g.people]
        assert people
        for person in people:
            assert " " not in person.name
            assert given(person) == {"id", "name", "bio", "extra"}

    def test_fixed_stamps_are_of_february_2008(self, calendar: Calendar) -> None:
        stamps = [m.updated for m in models(calendar) if getattr(m, "updated", None)]
        assert calendar.updated == max(stamps)
        assert {(stamp.year, stamp.month) for stamp in stamps} == {(2008, 2)}


class TestFeed:
    def test_an_independent_reader_finds_no_error(self, calendar: Calendar) -> None:
        for components in (False, True):
            data = to_ical(calendar, components=components)
            read = icalendar.Calendar.from_ical(data)
            assert [c.name for c in read.walk() if c.errors] == []
            assert len(read.events) == sum(
                1 + len(event.sessions) + len(event.booths) for event in events(calendar)
            )

    def test_first_meeting_and_launch_are_found_once_at_their_times(
        self, calendar: Calendar
    ) -> None:
        read = icalendar.Calendar.from_ical(to_ical(calendar))
        march = datetime(2008, 3, 18, 22, tzinfo=UTC)
        assert [str(e["UID"]) for e in read.events if e.start == march] == [MEETING]
        (launch,) = [event for event in read.events if event["UID"] == LAUNCH]
        assert launch.start.utcoffset() == timedelta(hours=-5)
        assert [str(e["UID"]) for e in read.events if "RRULE" in e] == [MEETINGS]

    def test_each_breakout_is_in_it_with_what_is_to_follow(self, calendar: Calendar) -> None:
        read = icalendar.Calendar.from_ical(to_ical(calendar))
        entries = {event.uid: event for event in read.events}
        for session in breakouts(calendar.event(LAUNCH)):
            entry = entries[f"{session.id}/{LAUNCH}"]
            assert str(entry["SUMMARY"]) == session.title
            assert (entry.start, entry.end) == (session.start, session.end)
            assert "Materials to follow: Slides (by 2008-03-14)" in str(entry["DESCRIPTION"])
            assert "Illustration: " in str(entry["DESCRIPTION"])

    def test_volunteers_and_their_shifts_do_not_leave(self, launch: Event, feed: str) -> None:
        seen = {c.person for entry in launch.sessions for c in entry.contributors}
        unseen = [launch.person(v.person) for v in launch.volunteers if v.person not in seen]
        assert unseen
        assert not [person.name for person in unseen if person.name in feed]
        for shift in launch.shifts:
            assert shift.role not in feed
            assert str(shift.briefing).partition("\n")[0] not in feed
            assert shift.id not in feed

    def test_private_note_about_a_volunteer_does_not_leave(self, launch: Event, feed: str) -> None:
        notes = [volunteer.note for volunteer in launch.volunteers if volunteer.note]
        assert notes
        assert not [note for note in notes if note in feed]

    def test_speakers_and_facilitators_are_named_in_it(self, evening: Event, feed: str) -> None:
        assert "With: Viktor (speaker)" in feed
        for person in evening.people:
            assert f"With: {person.name} (facilitator)" in feed
