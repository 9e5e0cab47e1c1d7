"""What a feed leaves out: the cancelled, what is out of a window, and what makes it too large."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.publishing.edits import LATER as AFTER_ALL
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
)
from tests.strategies import calendars

from hallwaytrack import (
    Calendar,
    EventSeries,
    InvalidValueError,
    Shift,
    at,
    changes,
    publish,
    published,
    to_ical,
)

TALK, WEEKLY = f"talk/{ID}", "weekly@itpro.example"
LATER = NOW + DAY


def left(*args: Any, **options: Any) -> list[tuple[str, str]]:
    """What is left out of a first publication, and why."""
    return [(each.uid, each.reason) for each in published(*args, None, NOW, **options).left_out]


class TestCancelled:
    """Cancelled entries by policy: marked or left out."""

    def test_are_marked_by_default(self) -> None:
        whole = calendar(event(session(status="cancelled")))
        assert TALK in uids(publish(whole, None, NOW))
        assert left(whole) == []

    def test_are_left_out_where_that_is_the_policy(self) -> None:
        off = event(session(), id="off@itpro.example", status="cancelled")
        whole = calendar(event(session(status="cancelled"), session("b")), off)
        assert uids(publish(whole, None, NOW, cancelled="left_out")) == [ID, f"b/{ID}"]
        assert left(whole, cancelled="left_out") == [
            (TALK, "cancelled"),
            (off.id, "cancelled"),
            (f"talk/{off.id}", "cancelled"),
        ]

    def test_leave_no_tombstone_then(self) -> None:
        first = publish(calendar(event(session())), None, NOW)
        second = publish(calendar(event()), first, LATER, cancelled="left_out")
        assert uids(second) == [ID]
        third = published(calendar(), first, LATER, cancelled="left_out")
        assert third.document.events == ()
        assert [change.kind for change in third.changes] == ["cancelled", "cancelled"]

    def test_a_postponed_one_is_told_all_the_same(self) -> None:
        first = publish(event(session()), None, NOW)
        second = publish(event(session(start=None)), first, LATER, cancelled="left_out")
        assert entry(second, TALK).text("STATUS") == "TENTATIVE"

    def test_a_lone_event_stays(self) -> None:
        off = event(session(), status="cancelled")
        assert uids(publish(off, None, NOW, cancelled="left_out")) == [ID]

    def test_a_changed_meeting_is_skipped_instead(self) -> None:
        """Without its VEVENT it would be as the series has it."""
        when = at("America/Toronto")("2008-03-05 08:00")
        weekly = series().amend(date(2008, 3, 5), sessions=[session("x")]).cancel(date(2008, 3, 5))
        second = publish(weekly, None, NOW, cancelled="left_out")
        assert (second.overrides, second.recurrence.skipped) == ((), (when,))
        assert left(weekly, cancelled="left_out") == [
            (WEEKLY, "cancelled"),
            (f"x/{WEEKLY}/20080305T130000Z", "cancelled"),
        ]
        assert publish(weekly, second, LATER, cancelled="left_out") == second

    def test_one_that_is_skipped_already_is_so_once(self) -> None:
        weekly = series().cancel(date(2008, 3, 5))
        both = weekly.replace(
            recurrence=weekly.recurrence.replace(skipped=[weekly.overrides[0].occurrence])
        )
        assert len(publish(both, None, NOW, cancelled="left_out").recurrence.skipped) == 1

    def test_a_cancelled_series_goes_as_a_whole(self) -> None:
        weekly = series(status="cancelled")
        weekly = weekly.amend(date(2008, 3, 5), status="confirmed", sessions=[session("x")])
        assert publish(Calendar(series=[weekly]), None, NOW, cancelled="left_out").series == ()
        alone = publish(weekly, None, NOW, cancelled="left_out")
        assert len(alone.overrides) == 1


class TestPrivate:
    """What was marked as private in the feed that it was read from."""

    MARK: dict[str, Any] = {"extra": {"ical": ["CLASS:PRIVATE"]}}

    def test_is_left_out_and_told(self) -> None:
        whole = calendar(
            event(session(**self.MARK), session("b")),
            event(id="off@itpro.example", **self.MARK),
        )
        first = published(whole, None, NOW)
        assert uids(first.document) == [ID, f"b/{ID}"]
        assert left(whole) == [(TALK, "private"), ("off@itpro.example", "private")]
        assert str(first.left_out[0]).endswith(
            "marked as private in the feed that it was read from"
        )
        assert [change.uid for change in first.changes] == [ID, f"b/{ID}"]

    @pytest.mark.parametrize("keep_whole", [False, True])
    def test_changes_nothing(self, keep_whole: bool) -> None:
        """Whether the last publication knew it, as kept by hand, or not."""
        whole = calendar(event(session()), event(id="off@itpro.example", **self.MARK))
        first = publish(whole, None, NOW)
        assert first == publish(calendar(event(session())), None, NOW)
        previous = first.put(whole.events[1]) if keep_whole else first
        second = publish(whole, previous, LATER)
        assert second.events == first.events
        assert publish(whole, second, LATER + DAY) == second

    def test_marked_since_it_goes_without_a_tombstone(self) -> None:
        """A tombstone would tell its title, and that it is cancelled, which is not so."""
        whole = calendar(event(session(), session("b")))
        first = publish(whole, None, NOW)
        hidden = calendar(event(session(**self.MARK), session("b")))
        second = published(hidden, first, LATER)
        assert uids(second.document) == [ID, f"b/{ID}"]
        assert second.changes == changes(whole, hidden) == ()
        assert second.document.updated == LATER

    @pytest.mark.parametrize("policy", ["marked", "left_out"])
    def test_marked_without_a_start_it_is_not_postponed(self, policy: Any) -> None:
        """Neither is what is part of it shown, which would be by a tombstone in its place."""
        part = session("part", part_of="talk")
        first = publish(event(session("talk"), part), None, NOW)
        whole = event(session("talk", start=None, end=None, **self.MARK), part)
        second = published(whole, first, LATER, cancelled=policy)
        assert uids(second.document) == [ID]
        assert {(each.uid, each.reason) for each in second.left_out} == {
            (TALK, "private"),
            (f"part/{ID}", "private"),
        }
        assert second.changes == ()

    def test_cancelled_it_takes_its_parts_along(self) -> None:
        hidden = session("talk", status="cancelled", **self.MARK)
        whole = event(hidden, session("part", part_of="talk"))
        for policy in ("marked", "left_out"):
            assert uids(publish(whole, None, NOW, cancelled=policy)) == [ID]  # type: ignore[arg-type]

    def test_gone_for_good_it_leaves_no_tombstone(self) -> None:
        previous = calendar(event(session(**self.MARK)), updated=NOW)
        assert uids(publish(calendar(event()), previous, LATER)) == [ID]

    def test_a_marked_meeting_is_skipped(self) -> None:
        weekly = series().amend(date(2008, 3, 5), **self.MARK)
        second = publish(weekly, None, NOW)
        assert (second.overrides, len(second.recurrence.skipped)) == ((), 1)
        assert publish(weekly, second, LATER) == second

    def test_a_lone_event_keeps_its_times(self) -> None:
        first = publish(event(session()), None, NOW)
        second = publish(event(session(), **self.MARK), first, LATER)
        assert (second.title, second.sessions, second.sequence) == ("(private)", (), 1)
        assert publish(event(session(), **self.MARK), second, LATER + DAY) == second

    def test_what_changed_in_it_is_not_told(self) -> None:
        old, new = (calendar(event(session(title=t, **self.MARK))) for t in "ab")
        assert changes(old, new) == changes(calendar(event()), new) == ()


class TestWindow:
    """A window (``after``, ``before``)."""

    WHOLE = event(session("early", 9, end=toronto("10:00")), session("late", 15))

    @pytest.mark.parametrize(
        ("options", "there"),
        [
            ({}, ["early", "late"]),
            ({"after": date(2008, 2, 27)}, ["early", "late"]),
            ({"after": toronto("09:59")}, ["early", "late"]),
            ({"after": toronto("10:00")}, ["late"]),
            ({"after": toronto("15:00")}, ["late"]),
            ({"before": toronto("15:00")}, ["early"]),
            ({"after": toronto("10:00"), "before": toronto("15:00")}, []),
        ],
    )
    def test_is_half_open(self, options: dict[str, Any], there: list[str]) -> None:
        second = publish(self.WHOLE, None, NOW, **options)
        assert [s.id for s in second.sessions] == there

    def test_an_event_stays_for_what_it_holds(self) -> None:
        whole = calendar(self.WHOLE)
        assert uids(publish(whole, None, NOW, after=toronto("12:00"))) == [ID, f"late/{ID}"]
        assert left(whole, after=toronto("12:00")) == [(f"early/{ID}", "over")]

    def test_an_event_out_of_it_goes(self) -> None:
        whole = calendar(self.WHOLE, event(id="b@x", start=date(2008, 3, 1)))
        assert left(whole, after=date(2008, 2, 28)) == [
            (ID, "over"),
            (f"early/{ID}", "over"),
            (f"late/{ID}", "over"),
        ]
        assert left(whole, before=date(2008, 2, 28)) == [("b@x", "later")]

    def test_a_date_begins_where_the_calendar_is_at_home(self) -> None:
        late = event(start=toronto("23:30"))
        assert left(calendar(late), after=date(2008, 2, 28)) == [(ID, "over")]
        assert left(calendar(late, timezone="Europe/Paris"), after=date(2008, 2, 28)) == []

    def test_what_went_out_of_it_is_not_cancelled(self) -> None:
        first = publish(calendar(self.WHOLE), None, NOW)
        result = published(calendar(self.WHOLE), first, LATER, after=date(2008, 2, 28))
        assert result.document.events == ()
        assert result.changes == ()

    def test_tombstones_go_out_of_it_too(self) -> None:
        first = publish(calendar(self.WHOLE), None, NOW)
        result = published(calendar(), first, LATER, after=date(2008, 2, 28))
        assert result.document.events == ()

    @pytest.mark.parametrize(
        ("after", "before", "there"),
        [
            (None, date(2008, 2, 27), False),
            (None, date(2008, 2, 28), True),
            (date(2008, 3, 12), None, True),
            (date(2008, 3, 13), None, False),
            (date(2008, 3, 6), date(2008, 3, 12), False),
        ],
    )
    def test_a_series_stays_for_any_meeting(
        self, after: date | None, before: date | None, there: bool
    ) -> None:
        whole = Calendar(series=[series()])
        assert bool(publish(whole, None, NOW, after=after, before=before).series) is there
        if not there:
            over = before is None
            reason = "over" if over else "later"
            assert left(whole, after=after, before=before) == [(WEEKLY, reason)]

    def test_a_series_keeps_all_its_changed_meetings(self) -> None:
        weekly = series().amend(date(2008, 3, 5), title="Special", sessions=[session("x")])
        second = publish(Calendar(series=[weekly]), None, NOW, after=date(2008, 3, 6))
        (found,) = second.series
        assert [o.title for o in found.overrides] == ["Special"]
        assert found.overrides[0].sessions == ()

    def test_what_refers_to_what_is_left_out_does_not_any_more(self) -> None:
        floor = session("floor", 9)
        shift = Shift(
            id="s", role="Desk", place="desk", start=toronto("08:00"), end=toronto("09:00")
        )
        whole = event(
            floor, session("corner", 15, part_of="floor"), booths=[booth()], shifts=[shift]
        )
        second = publish(whole, None, NOW, after=toronto("12:00"))
        assert second.session("corner").part_of is None
        assert second.shift("s").place is None


class TestSize:
    """A size limit, with a report of what was left out."""

    def test_what_is_over_goes_first_then_what_is_farthest_away(self) -> None:
        days = [event(id=f"d{n}@x", start=NOW + n * DAY) for n in (3, -1, 1, -2, 2)]
        whole = calendar(*days)
        size = len(to_ical(publish(whole, None, NOW)))
        order = []
        while size:
            result = published(whole, None, NOW, max_bytes=size)
            data = to_ical(result.document)
            assert len(data) <= size
            order = [each.uid for each in result.left_out]
            if not result.document.events:
                break
            size = len(data) - 1
        assert order == ["d-2@x", "d-1@x", "d3@x", "d2@x", "d1@x"]

    def test_it_is_exact(self) -> None:
        whole = calendar(event(session()))
        size = len(to_ical(publish(whole, None, NOW)))
        assert left(whole, max_bytes=size) == []
        assert left(whole, max_bytes=size - 1) == [(TALK, "size")]

    def test_children_go_before_their_event(self) -> None:
        whole = event(session("a", 9), session("b", 11), session("c", 10))
        size = len(to_ical(publish(event(), None, NOW)))
        assert [uid for uid, _ in left(whole, max_bytes=size)] == [
            f"{id}/{ID}" for id in ("b", "c", "a")
        ]

    def test_a_series_goes_as_a_whole(self) -> None:
        weekly = series().amend(date(2008, 3, 5), title="Special", sessions=[session("x")])
        old = EventSeries(
            template=event(id="old@x", start=NOW - 9 * DAY),
            recurrence=weekly.recurrence.replace(rule="FREQ=WEEKLY;COUNT=1"),
        )
        whole = Calendar(series=[weekly, old])
        size = len(to_ical(publish(Calendar(series=[weekly]), None, NOW)))
        assert left(whole, max_bytes=size) == [("old@x", "size")]
        size = len(to_ical(publish(Calendar(), None, NOW))) + 400
        assert [uid for uid, _ in left(whole, max_bytes=size)] == [
            "old@x",
            f"x/{WEEKLY}/20080305T130000Z",
            WEEKLY,
            WEEKLY,
        ]

    def test_what_cannot_fit_is_refused(self) -> None:
        with pytest.raises(InvalidValueError, match="too small .*, got 100; 119 bytes would"):
            publish(calendar(event()), None, NOW, max_bytes=100)
        with pytest.raises(InvalidValueError, match="max_bytes is too small"):
            publish(event(), None, NOW, max_bytes=200)

    def test_what_it_leaves_out_is_not_cancelled_and_changes_nothing(self) -> None:
        whole = calendar(event(), event(id="b@x"))
        size = len(to_ical(publish(calendar(event()), None, NOW)))
        first = publish(whole, None, NOW, max_bytes=size)
        result = published(whole, first, LATER, max_bytes=size)
        assert to_ical(result.document) == to_ical(first)
        assert result.document.updated == NOW
        assert result.changes == ()

    @settings(max_examples=25)
    @given(calendars(), st.integers(300, 4000))
    def test_it_holds_for_every_calendar(self, whole: Calendar, size: int) -> None:
        try:
            found = publish(whole, None, AFTER_ALL, max_bytes=size)
        except InvalidValueError:
            bare = whole.replace(events=[], series=[], updated=AFTER_ALL)
            assert len(to_ical(bare)) > size
        else:
            assert len(to_ical(found)) <= size


def test_what_was_left_out_is_told_in_words() -> None:
    off = event(session(status="cancelled", title="A\u200btalk"))
    (told,) = published(off, None, NOW, cancelled="left_out").left_out
    assert str(told) == '"A\\u200btalk" is left out: cancelled'
