"""Publishing, sentence by sentence."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.publishing.made import (
    DAY,
    ID,
    NOW,
    booth,
    calendar,
    entry,
    event,
    series,
    session,
    toronto,
    uids,
    version,
)

from hallwaytrack import (
    Calendar,
    Contributor,
    Event,
    EventSeries,
    InvalidValueError,
    Note,
    Person,
    Session,
    Shift,
    Tour,
    Volunteer,
    at,
    from_ical,
    publish,
    published,
    to_ical,
)
from hallwaytrack.model.fields import fields_of

TALK = f"talk/{ID}"
LATER = NOW + DAY
FIRST, SECOND = "20080107T090000Z", "20080108T090000Z"


class TestWhatIsGiven:
    @pytest.mark.parametrize("document", [event(session()), series(), calendar(event())])
    def test_comes_back_as_what_it_was(self, document: Any) -> None:
        first = publish(document, None, NOW)
        assert type(first) is type(document)
        assert to_ical(publish(document, first, LATER)) == to_ical(first)

    def test_is_not_touched(self) -> None:
        before = calendar(event(session()))
        publish(before, None, NOW)
        assert before == calendar(event(session()))


class TestNew:
    """A new entry keeps its sequence and gets ``updated = now`` where it has none."""

    def test_has_the_time_of_its_publication(self) -> None:
        assert version(publish(event(session()), None, NOW), TALK) == (0, FIRST)

    def test_keeps_its_own(self) -> None:
        own = session(sequence=7, updated=datetime(2007, 12, 1, tzinfo=UTC))
        assert version(publish(event(own), None, NOW), TALK) == (7, "20071201T000000Z")

    def test_is_not_created_by_it(self) -> None:
        assert publish(event(), None, NOW).created is None

    def test_may_be_added_to_what_is_there(self) -> None:
        first = publish(event(), None, NOW)
        assert version(publish(event(session()), first, LATER), TALK) == (0, SECOND)
        assert version(publish(event(session()), first, LATER), ID) == (0, FIRST)


class TestChanged:
    """One more than the previous SEQUENCE, or its own, if higher, and ``updated = now``."""

    def test_counts_on(self) -> None:
        first = publish(event(session(sequence=4)), None, NOW)
        assert version(publish(event(session(hour=10)), first, LATER), TALK) == (5, SECOND)

    def test_its_own_counts_if_it_is_higher(self) -> None:
        first = publish(event(session()), None, NOW)
        moved = event(session(hour=10, sequence=9))
        assert version(publish(moved, first, LATER), TALK) == (9, SECOND)

    def test_keeps_when_it_was_created(self) -> None:
        created = datetime(2007, 1, 1, tzinfo=UTC)
        first = publish(event(session(created=created)), None, NOW)
        second = publish(event(session(hour=10)), first, LATER)
        assert second.session("talk").created == created

    def test_stops_at_the_largest_number_that_iCalendar_has(self) -> None:
        first = publish(event(session(sequence=2**31 - 1)), None, NOW)
        assert version(publish(event(session(hour=10)), first, LATER), TALK) == (2**31 - 1, SECOND)

    @pytest.mark.parametrize(
        "members",
        [
            {"hour": 10},
            {"title": "Another"},
            {"description": "x"},
            {"status": "tentative"},
            {"url": "https://x.example"},
            {"topics": ["x"]},
            {"created": NOW},
        ],
    )
    def test_by_whatever_is_public(self, members: dict[str, Any]) -> None:
        first = publish(event(session()), None, NOW)
        assert version(publish(event(session(**members)), first, LATER), TALK) == (1, SECOND)

    @pytest.mark.parametrize(
        "members",
        [
            {"kind": "workshop"},
            {"level": "hard"},
            {"notes": [Note(id="n", text="x", private=True)]},
            {"extra": {"x": 1}},
            {"sequence": 99},
            {"updated": NOW + 5 * DAY},
        ],
    )
    def test_not_by_what_is_not(self, members: dict[str, Any]) -> None:
        first = publish(event(session()), None, NOW)
        second = publish(event(session(**members)), first, LATER)
        assert to_ical(second) == to_ical(first)
        unversioned = {k: v for k, v in members.items() if k not in ("sequence", "updated")}
        for name, value in unversioned.items():
            assert getattr(second.session("talk"), name) == getattr(session(**members), name), value

    def test_nor_by_volunteers(self) -> None:
        first = publish(calendar(event(session())), None, NOW)
        staffed = event(
            session(),
            people=[Person(id="vera", name="Vera")],
            volunteers=[Volunteer(person="vera")],
            shifts=[Shift(id="s", role="Door", start=toronto("08:00"), end=toronto("09:00"))],
        )
        second = publish(calendar(staffed), first, LATER)
        assert to_ical(second) == to_ical(first)
        assert second.event(ID).volunteers == staffed.volunteers

    def test_a_change_of_the_components_counts_where_they_are_written(self) -> None:
        ada = Person(id="ada", name="Ada")
        hosted = event(people=[ada], contributors=[Contributor(person="ada", role="host")])
        linked = hosted.replace(people=[ada.replace(url="https://ada.example")])
        first = publish(hosted, None, NOW)
        assert publish(linked, first, LATER).sequence == 0
        assert publish(linked, first, LATER, components=True).sequence == 1


class TestUnchanged:
    """It takes the previous ``created`` and ``updated`` and keeps its bytes."""

    def test_keeps_all_three(self) -> None:
        stamps = {"created": NOW - DAY, "updated": NOW}
        first = event(session(sequence=3, **stamps))
        second = publish(event(session()), first, LATER)
        assert second.session("talk") == first.session("talk")
        assert second.session("talk") is first.session("talk")

    def test_keeps_that_it_was_never_dated(self) -> None:
        second = publish(event(session()), event(session()), NOW)
        assert second.session("talk").updated is None

    def test_a_repeated_hour_is_no_other_time(self) -> None:
        repeated = [at("America/Toronto")("2008-11-02 01:30", fold=fold) for fold in (0, 1)]
        first, second = (event(session(start=start)) for start in repeated)
        assert version(publish(second, publish(first, None, NOW), LATER), TALK) == (1, SECOND)

    def test_in_a_zone_of_its_own_it_is_told_there(self) -> None:
        """Both zones write the time in UTC, so only the event's own entry has changed."""
        early = session(start=toronto("1969-07-20 12:00"))
        before = event(early, start=toronto("1969-07-20 10:00"))
        after = before.replace(timezone="Europe/Paris")
        second = publish(after, publish(before, None, NOW), LATER)
        assert second.session("talk").start.tzinfo.key == "Europe/Paris"
        assert second.session("talk").sequence == 0

    def test_what_other_tools_put_there_is_the_new(self) -> None:
        first = publish(event(session(extra={"x": 1})), None, NOW)
        second = publish(event(session(extra={"x": True})), first, LATER)
        assert second.session("talk").extra["x"] is True


class TestTheCalendar:
    """``Calendar.updated`` is ``now`` only if bytes change."""

    def test_is_dated_when_it_is_first_published(self) -> None:
        assert publish(calendar(), None, NOW).updated == NOW

    def test_keeps_its_date_where_nothing_changed(self) -> None:
        first = publish(calendar(event()), None, NOW)
        assert publish(calendar(event(), updated=LATER), first, LATER).updated == NOW
        assert publish(calendar(event()), calendar(event()), LATER).updated is None

    @pytest.mark.parametrize(
        "after",
        [
            calendar(event(title="x")),
            calendar(event(), event(id="b@x")),
            calendar(event(), name="x"),
            calendar(),
        ],
    )
    def test_is_dated_where_anything_did(self, after: Calendar) -> None:
        first = publish(calendar(event()), None, NOW)
        assert publish(after, first, LATER).updated == LATER

    def test_another_order_is_a_change(self) -> None:
        first = publish(calendar(event(), event(id="b@x")), None, NOW)
        assert publish(calendar(event(id="b@x"), event()), first, LATER).updated == LATER

    def test_what_no_feed_shows_is_none(self) -> None:
        first = publish(calendar(event()), None, NOW)
        assert publish(calendar(event(kind="launch"), color="#abcdef"), first, LATER).updated == NOW


class TestAVanishedChild:
    """Only title, start, end and the entry fields, cancelled."""

    FULL = session(
        end=toronto("10:00"), description="x", topics=["y"], url="https://x.example", created=NOW
    )

    def test_stays_cancelled(self) -> None:
        first = publish(event(self.FULL), None, NOW)
        second = publish(event(), first, LATER)
        assert second.session("talk") == session(
            end=toronto("10:00"), status="cancelled", sequence=1, created=NOW, updated=LATER
        )
        assert entry(second, TALK).text("SUMMARY") == "Cancelled: Talk"

    def test_a_booth_does_so_as_a_session(self) -> None:
        first = publish(event(session(), booths=[booth()]), None, NOW)
        second = publish(event(session()), first, LATER)
        assert [s.id for s in second.sessions] == ["talk", "desk"]
        assert entry(second, f"desk/{ID}").text("STATUS") == "CANCELLED"

    def test_is_what_its_constructor_takes(self) -> None:
        """It is made of members that were checked before, and checked no more."""
        gone = session("a" * 255, title="Cancelled: T", extra={"x": [1]}, end=toronto("12:00"))
        tools = session("other", uid="uid@other.example", status="cancelled")
        before = publish(event(gone, tools), None, NOW)
        after = publish(event(), before, NOW + DAY)
        assert len(after.sessions) == 2
        for stone in after.sessions:
            again = Session(**{f.name: getattr(stone, f.name) for f in fields_of(Session)})
            assert (again, repr(again)) == (stone, repr(stone))

    def test_goes_after_a_while(self) -> None:
        first = publish(event(session()), None, NOW)
        second = publish(event(), first, LATER)
        for days, there in ((29, True), (30, False), (31, False)):
            third = publish(event(), second, LATER + days * DAY)
            assert (TALK in uids(third)) is there
            assert third == second or not there

    def test_goes_when_asked(self) -> None:
        first = publish(event(session()), None, NOW)
        second = publish(event(), first, LATER, keep_cancelled=2 * DAY)
        assert TALK in uids(second)
        third = publish(event(), second, LATER + 2 * DAY, keep_cancelled=2 * DAY)
        assert TALK not in uids(third)
        assert TALK not in uids(publish(event(), first, LATER, keep_cancelled=timedelta()))

    def test_was_cancelled_long_ago_and_goes_at_once(self) -> None:
        """Its age counts from ``updated``: subscribers were told for long enough."""
        first = publish(event(session(status="cancelled", description="x")), None, NOW)
        assert TALK in uids(publish(event(), first, NOW + 29 * DAY))
        assert TALK not in uids(publish(event(), first, NOW + 30 * DAY))

    def test_without_a_date_its_age_counts_from_now(self) -> None:
        never_dated = event(session(status="cancelled"))
        second = publish(event(), never_dated, NOW)
        assert second.session("talk").updated == NOW
        assert TALK not in uids(publish(event(), second, NOW + 30 * DAY))

    def test_goes_on_counting_when_it_returns(self) -> None:
        first = publish(event(session()), None, NOW)
        second = publish(event(), first, LATER)
        third = publish(event(session()), second, LATER + DAY)
        assert third.session("talk") == session(sequence=2, updated=LATER + DAY)

    def test_is_told_by_its_uid(self) -> None:
        first = publish(event(session(uid="17@elsewhere")), None, NOW)
        second = publish(event(session("other", title="Talk", uid="17@elsewhere")), first, LATER)
        assert uids(second) == [ID, "17@elsewhere"]
        assert second.session("other").sequence == 0

    def test_still_written_anywhere_leaves_none(self) -> None:
        other = event(id="other@itpro.example")
        first = publish(calendar(event(session()), other), None, NOW)
        moved = calendar(event(), other.replace(sessions=[session(uid=TALK)]))
        second = publish(moved, first, LATER)
        assert uids(second) == [ID, "other@itpro.example", TALK]
        assert version(second, TALK) == (1, SECOND)

    def test_the_event_that_it_became_is_it(self) -> None:
        first = publish(calendar(event(session())), None, NOW)
        second = publish(calendar(event(), event(id=TALK)), first, LATER)
        assert sorted(uids(second)) == [ID, TALK]
        assert version(second, TALK)[0] == 1

    def test_whose_id_is_taken_gets_another(self) -> None:
        first = publish(event(session(uid="17@elsewhere")), None, NOW)
        second = publish(event(session()), first, LATER)
        stone = second.session("talk-2")
        assert (stone.uid, stone.status, stone.sequence) == ("17@elsewhere", "cancelled", 1)
        third = publish(event(session()), second, LATER + DAY)
        assert to_ical(third) == to_ical(second)

    def test_whose_id_is_that_of_a_renamed_one_keeps_the_derived_uid(self) -> None:
        first = publish(event(session()), None, NOW)
        second = publish(event(session(uid="17@elsewhere")), first, LATER)
        assert second.session("talk-2").uid == TALK
        assert from_ical(to_ical(second), Event).session("talk").status == "cancelled"
        assert publish(event(session(uid="17@elsewhere")), second, LATER) == second

    def test_of_a_changed_meeting_that_is_back_stands_in_it(self) -> None:
        when = toronto("08:00") + 7 * DAY
        weekly = series(timezone="America/Toronto")
        change = weekly.template.replace(start=when, occurrence=when, title="Other")
        with_talk = change.replace(sessions=[session(start=when)])
        first = publish(weekly.put(with_talk), None, NOW)
        second = publish(weekly, first, LATER)
        assert [s.status for s in second.template.sessions] == ["cancelled"]
        third = publish(weekly.put(change), second, LATER + DAY)
        for found in (third, from_ical(to_ical(third), EventSeries)):
            assert [s.id for s in found.template.sessions] == []
            assert [s.id for s in found.overrides[0].sessions] == ["talk"]

    def test_with_the_uid_that_a_renamed_one_had_outlives_that_one(self) -> None:
        whole = event(session(), session("part", part_of="talk"))
        renamed = event(session(uid="17@elsewhere"), session("part", part_of="talk"))
        second = publish(calendar(renamed), publish(calendar(whole), None, NOW), LATER)
        other = event(session(uid="17@elsewhere"), id="other@itpro.example")
        third = publish(calendar(other), second, LATER + DAY).event(ID)
        assert [(s.id, s.uid, s.part_of) for s in third.sessions] == [
            ("part", None, None),
            ("talk", None, None),
        ]
        assert entry(third, TALK).text("STATUS") == "CANCELLED"

    def test_of_a_shift_by_that_name_leaves_none(self) -> None:
        """In the full view the shift has that UID."""
        first = publish(event(session()), None, NOW)
        shift = Shift(id="talk", role="Door", start=toronto("08:00"), end=toronto("09:00"))
        assert uids(publish(event(shifts=[shift]), first, LATER)) == [ID]

    def test_in_an_event_of_days_it_brings_its_zone(self) -> None:
        first = publish(event(session()), None, NOW)
        days = event(start=date(2008, 2, 27))
        second = publish(days, first, LATER)
        assert second.timezone == "America/Toronto"
        assert entry(second, TALK).text("STATUS") == "CANCELLED"

    def test_that_its_new_zone_cannot_tell_leaves_none(self) -> None:
        """In 1960 Monrovia was 44 minutes and 30 seconds behind."""
        start = datetime(1960, 1, 1, tzinfo=UTC)
        before = event(session(start=start), start=start, timezone="UTC")
        after = event(start=date(1960, 1, 1), timezone="Africa/Monrovia")
        assert uids(publish(after, publish(before, None, NOW), LATER)) == [ID]

    def test_of_an_event_that_is_a_session_now_goes_to_its_event(self) -> None:
        first = publish(calendar(event(session())), None, NOW)
        whole = event(session("launch", uid=ID), id="week@itpro.example")
        second = publish(calendar(whole), first, LATER)
        assert uids(second) == ["week@itpro.example", ID, TALK]
        assert entry(second, TALK).text("RELATED-TO") == "week@itpro.example"

    def test_with_a_uid_that_its_new_event_would_derive_leaves_none(self) -> None:
        first = publish(calendar(event(session(uid="a/b/week@itpro.example"))), None, NOW)
        whole = event(session("launch", uid=ID), id="week@itpro.example")
        assert uids(publish(calendar(whole), first, LATER)) == [whole.id, ID]


class TestOneWithoutAStart:
    """Postponed, if the session still stands without a start."""

    def test_is_postponed_in_its_place(self) -> None:
        first = publish(event(session(), session("b")), None, NOW)
        waiting = event(session(start=None, abstract="x"), session("b"))
        second = publish(waiting, first, LATER)
        assert second.sessions[0] == session(status="postponed", sequence=1, updated=LATER)
        found = entry(second, TALK)
        assert (found.text("STATUS"), found.text("TRANSP")) == ("TENTATIVE", "TRANSPARENT")
        assert publish(waiting, second, LATER + 29 * DAY) == second

    def test_stands_there_again_after_a_while(self) -> None:
        first = publish(event(session()), None, NOW)
        waiting = event(session(start=None, abstract="x"))
        second = publish(waiting, first, LATER)
        third = publish(waiting, second, LATER + 30 * DAY)
        assert third.session("talk") == session(start=None, abstract="x")
        assert uids(third) == [ID]

    def test_is_cancelled_if_it_is(self) -> None:
        first = publish(event(session()), None, NOW)
        second = publish(event(session(start=None, status="cancelled")), first, LATER)
        assert second.session("talk").status == "cancelled"

    def test_frees_what_was_part_of_it(self) -> None:
        floor = session("floor", end=toronto("10:00"))
        first = publish(event(floor), None, NOW)
        corner = session("corner", 15, part_of="floor")
        second = publish(event(floor.replace(start=None, end=None), corner), first, LATER)
        assert second.session("corner").part_of is None

    def test_a_booth_stays_one(self) -> None:
        first = publish(event(booths=[booth()]), None, NOW)
        second = publish(event(booths=[booth().replace(start=None)]), first, LATER)
        assert second.booth("desk").status == "postponed"

    def test_one_that_was_an_event_of_days_leaves_none(self) -> None:
        days = event(id="days@itpro.example", start=date(2008, 2, 27))
        first = publish(calendar(event(), days), None, NOW)
        waiting = event(session(start=None, uid=days.id))
        assert uids(publish(calendar(waiting), first, LATER)) == [ID]


class TestAVanishedEvent:
    """It stays whole, its children cancelled."""

    WHOLE = event(
        session(description="x"),
        session("open", start=None),
        description="All of it",
        booths=[booth()],
        kind="launch",
    )

    def test_stays_whole(self) -> None:
        first = publish(calendar(self.WHOLE), None, NOW)
        second = publish(calendar(), first, LATER).event(ID)
        assert (second.status, second.sequence, second.updated) == ("cancelled", 1, LATER)
        assert (second.description, second.kind) == ("All of it", "launch")
        assert second.session("talk").description == "x"
        assert {s.status for s in (*second.sessions, *second.booths)} == {"cancelled"}
        assert second.session("talk").sequence == second.booth("desk").sequence == 1

    def test_goes_with_all_that_it_holds(self) -> None:
        first = publish(calendar(self.WHOLE), None, NOW)
        second = publish(calendar(), first, LATER)
        assert publish(calendar(), second, LATER + 29 * DAY) == second
        third = publish(calendar(), second, LATER + 30 * DAY)
        assert (third.events, third.updated) == ((), LATER + 30 * DAY)

    def test_leaves_behind_what_moved(self) -> None:
        whole = event(
            session("floor", end=toronto("10:00")),
            session("corner", part_of="floor"),
            booths=[booth()],
            shifts=[
                Shift(
                    id="s", role="Desk", place="desk", start=toronto("08:00"), end=toronto("09:00")
                )
            ],
        )
        first = publish(calendar(whole), None, NOW)
        other = event(
            session("floor", uid=f"floor/{ID}"),
            id="other@itpro.example",
            booths=[booth(uid=f"desk/{ID}")],
        )
        second = publish(calendar(other), first, LATER)
        stone = second.event(ID)
        assert [s.id for s in stone.sessions] == ["corner"]
        assert stone.session("corner").part_of is None
        assert (stone.booths, stone.shift("s").place) == ((), None)

    def test_says_which_tour_it_was_a_stop_of(self) -> None:
        before = calendar(event(tour="t"), tours=[Tour(id="t", name="The tour")])
        first = publish(before, None, NOW)
        for tours in ((), [Tour(id="t", name="Another name")], [Tour(id="t", name="The tour")]):
            second = publish(calendar(tours=tours), first, LATER)
            assert "Tour: The tour" in entry(second, ID).text("DESCRIPTION")

    def test_a_series_does_so_too(self) -> None:
        weekly = series(title="Weekly")
        weekly = weekly.amend(date(2008, 3, 5), title="Special", sessions=[session("x")])
        first = publish(Calendar(series=[weekly]), None, NOW)
        second = publish(Calendar(), first, LATER)
        stone = second.series_of(weekly.id)
        assert {e.status for _, e in stone.events()} == {"cancelled"}
        assert stone.recurrence == weekly.recurrence
        assert publish(Calendar(), second, LATER + 30 * DAY).series == ()

    def test_a_title_is_what_its_readers_understand(self) -> None:
        """Also where it begins as a status does."""
        odd = event(session(title="Postponed: x"), status="postponed", title="Postponed: y")
        first = publish(calendar(odd), None, NOW)
        second = publish(calendar(), first, LATER).event(ID)
        assert (second.title, second.session("talk").title) == ("y", "x")

    def test_a_lone_event_cannot(self) -> None:
        with pytest.raises(InvalidValueError, match="an earlier publication of 'b@x', got"):
            publish(event(id="b@x"), event(), NOW)


class TestAVanishedOverride:
    """It leaves no tombstone: the meeting is as the template has it, its sessions are cancelled."""

    def test_is_as_the_series_has_it(self) -> None:
        plain = series()
        changed = plain.amend(date(2008, 3, 5), title="Special", sessions=[session("x")])
        first = publish(changed, None, NOW)
        second = publish(plain, first, LATER)
        assert second.overrides == ()
        uid = "x/weekly@itpro.example/20080305T130000Z"
        assert uids(second) == ["weekly@itpro.example", uid]
        assert entry(second, uid).text("STATUS") == "CANCELLED"
        assert version(second, "weekly@itpro.example") == (0, FIRST)
        assert publish(plain, second, LATER + 30 * DAY) == publish(plain, None, NOW)

    def test_the_sessions_of_one_that_stays_are_its_own(self) -> None:
        when = date(2008, 3, 5)
        with_talk = series().amend(when, title="Special", sessions=[session("x")])
        first = publish(with_talk, None, NOW)
        second = publish(with_talk.amend(when, sessions=[]), first, LATER)
        assert second.meeting(when).session("x").status == "cancelled"

    def test_one_that_is_new_counts_for_itself(self) -> None:
        first = publish(series(), None, NOW)
        second = publish(series().amend(date(2008, 3, 5), title="Special"), first, LATER)
        assert (second.template.sequence, second.overrides[0].sequence) == (0, 0)
        assert second.overrides[0].updated == LATER


class TestRefused:
    def test_a_previous_of_another_kind(self) -> None:
        message = "previous must be of the kind of what is published, Calendar, got 'Event'"
        with pytest.raises(InvalidValueError, match=message):
            publish(calendar(), event(), NOW)

    def test_what_is_never_published(self) -> None:
        with pytest.raises(
            InvalidValueError, match="must be a Calendar, an Event or an EventSeries"
        ):
            publish(session(), None, NOW)

    @pytest.mark.parametrize("document", [event(session()), calendar(event(session()))])
    def test_a_time_before_the_previous(self, document: Any) -> None:
        first = publish(document, None, LATER)
        with pytest.raises(InvalidValueError, match="now must not be before what was published"):
            publish(document, first, NOW)
        assert publish(document, first, LATER) == first

    def test_a_calendar_that_alone_is_newer(self) -> None:
        with pytest.raises(InvalidValueError, match=r"\(the calendar, 2008-01-08T09:00:00"):
            publish(calendar(), calendar(updated=LATER), NOW)

    def test_a_session_that_alone_is_newer_whatever_its_uid(self) -> None:
        talk = session(uid="the calendar", updated=LATER)
        older = calendar(event(talk, updated=NOW), updated=NOW)
        with pytest.raises(InvalidValueError, match=r"\(the calendar, 2008-01-08T09:00:00"):
            publish(calendar(), older, NOW)

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            (
                {"now": datetime(2008, 1, 7)},
                "now needs a time zone, got 2008-01-07T00:00:00; make it with",
            ),
            ({"now": date(2008, 1, 7)}, "now must be a datetime with a time zone"),
            ({"keep_cancelled": -DAY}, "keep_cancelled must be a timedelta of 0 or more"),
            ({"keep_cancelled": 30}, r"keep_cancelled .*, got 30; write timedelta\(days=30\)"),
            ({"cancelled": "hidden"}, "cancelled must be 'marked' or 'left_out', got 'hidden'"),
            ({"max_bytes": 0}, "max_bytes must be a whole number of bytes"),
            ({"max_bytes": True}, "max_bytes must be a whole number of bytes"),
            ({"after": datetime(2008, 1, 7)}, "a window must begin and end with times that have"),
            ({"after": date(2009, 1, 1), "before": date(2008, 1, 1)}, "must not end before it"),
        ],
    )
    def test_arguments_that_are_not_what_they_should_be(
        self, options: dict[str, Any], message: str
    ) -> None:
        with pytest.raises(InvalidValueError, match=message):
            publish(calendar(event()), None, **{"now": NOW, **options})


def test_published_tells_what_changed_and_what_was_left_out() -> None:
    first = publish(calendar(event(session())), None, NOW)
    result = published(calendar(event(session(hour=10))), first, LATER, after=date(2008, 2, 27))
    assert [change.kind for change in result.changes] == ["moved"]
    assert result.left_out == ()
    assert result.document == publish(calendar(event(session(hour=10))), first, LATER)
