"""Who belongs to whom: children, series, ids. RFC 5545, sections 3.8.4 and 3.8.5."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.formats.ical.reading import calendar, codes, event, feed, kept, series, session, vevent

from hallwaytrack import Calendar, at, from_ical, to_ical
from hallwaytrack.model.entries import uid_of

TORONTO = at("America/Toronto")
ZONED = "DTSTART;TZID=America/Toronto:20080318T180000"
WEEKLY = "RRULE:FREQ=WEEKLY"


def child(uid: str, *lines: str, of: str = "m@example.org") -> str:
    return vevent(f"RELATED-TO:{of}", *lines, uid=uid)


def sessions(*parts: str) -> list[str]:
    """The ids of the sessions of the first event or series."""
    found = calendar(*parts)
    whole = found.events[0] if found.events else found.series[0].template
    return [each.id for each in whole.sessions]


class TestChildren:
    """RELATED-TO with RELTYPE PARENT, "the default" (section 3.2.15), names an event of the file."""

    @pytest.mark.parametrize(
        "name", ["RELATED-TO", "RELATED-TO;RELTYPE=PARENT", "RELATED-TO;RELTYPE=parent"]
    )
    def test_a_session(self, name: str) -> None:
        assert sessions(vevent(), vevent(f"{name}:m@example.org", uid="s1/m@example.org")) == ["s1"]

    def test_it_may_stand_before_its_event(self) -> None:
        assert sessions(child("s1/m@example.org"), vevent()) == ["s1"]

    @pytest.mark.parametrize(
        "parts",
        [
            [vevent(), vevent("RELATED-TO;RELTYPE=SIBLING:m@example.org", uid="s")],
            [vevent(), child("s", of="gone@example.org")],
            [vevent(), child("s", "DTSTART;VALUE=DATE:20080318")],
            [vevent("RELATED-TO:s"), child("s")],
            [vevent("RELATED-TO:m@example.org")],
            [child("b", of="a"), child("c", of="b"), child("a", of="c")],
        ],
        ids=["sibling", "orphan", "all-day", "two in a ring", "itself", "three in a ring"],
    )
    def test_no_child(self, parts: list[str]) -> None:
        found = calendar(*parts)
        assert len(found.events) == len(parts)
        assert not any(each.sessions for each in found.events)
        assert any(line.startswith("RELATED-TO") for e in found.events for line in kept(e))

    def test_a_child_that_recurs_is_a_series(self) -> None:
        found = calendar(vevent(), child("s", WEEKLY))
        assert (len(found.events), len(found.series)) == (1, 1)

    def test_a_grandchild_is_an_event(self) -> None:
        found = calendar(vevent(uid="a"), child("b", of="a"), child("c", of="b"))
        assert [(e.id, [s.id for s in e.sessions]) for e in found.events] == [
            ("a", ["b"]),
            ("c", []),
        ]
        assert kept(found.events[1]) == ["RELATED-TO:b"]

    def test_other_relations_of_a_session_are_kept(self) -> None:
        found = session("RELATED-TO;RELTYPE=SIBLING:other", "COMMENT:so")
        assert kept(found) == ["RELATED-TO;RELTYPE=SIBLING:other", "COMMENT:so"]

    def test_a_confidential_child_is_no_session(self) -> None:
        lines = (vevent(), child("s", "CLASS:CONFIDENTIAL"))
        found = calendar(*lines).events[0]
        assert (found.sessions, kept(found)[0], kept(found)[-1]) == (
            (),
            "BEGIN:VEVENT",
            "END:VEVENT",
        )
        assert codes(*lines) == ["IC305"]

    @pytest.mark.parametrize("secrecy", ["PUBLIC", "PRIVATE"])
    def test_another_class(self, secrecy: str) -> None:
        assert kept(session(f"CLASS:{secrecy}")) == (
            [] if secrecy == "PUBLIC" else ["CLASS:PRIVATE"]
        )

    def test_of_two_events_with_one_uid_the_one_written_before_it(self) -> None:
        one, two = vevent(), vevent("DTSTART:20080319T220000Z")
        found = calendar(child("a"), one, child("b"), two, child("c"))
        assert [[s.id for s in e.sessions] for e in found.events] == [["a", "b"], ["c"]]


class TestIds:
    @pytest.mark.parametrize(
        ("uid", "id", "own"),
        [
            ("s1/m@example.org", "s1", None),
            ("s1", "s1", "s1"),
            ("a b", "a-b", "a b"),
            ("a/b/c", "a-b-c", "a/b/c"),
            ("s1/other@example.org", "s1-other@example.org", "s1/other@example.org"),
        ],
    )
    def test_of_a_session(self, uid: str, id: str, own: str | None) -> None:
        found = session(uid=uid)
        assert (found.id, found.uid) == (id, own)
        assert codes(vevent(), child(uid)) == []

    @pytest.mark.parametrize("uid", ["a/b/m@example.org", "/m@example.org", "a b/m@example.org"])
    def test_a_uid_that_only_looks_derived(self, uid: str) -> None:
        found = session(uid=uid)
        assert (found.uid, kept(found)) == (None, [f"UID:{uid}"])
        assert codes(vevent(), child(uid)) == ["IC303"]

    def test_sessions_with_one_uid(self) -> None:
        found = calendar(
            vevent(), child("s1/m@example.org"), child("s1/m@example.org"), child("x"), child("x")
        ).events[0]
        assert [s.id for s in found.sessions] == ["s1", "s1-2", "x", "x#20080318T220000Z"]
        assert len({uid_of(s, found) for s in found.sessions}) == 4

    def test_events_with_one_uid_have_their_starts_in_their_ids(self) -> None:
        parts = (
            vevent(), vevent("DTSTART:20080319T220000Z"), vevent("DTSTART;VALUE=DATE:20080320"), vevent(),
        )  # fmt: skip
        found = [e.id.removeprefix("m@example.org") for e in calendar(*parts).events]
        assert found == [
            "#20080318T220000Z",
            "#20080319T220000Z",
            "#20080320",
            "#20080318T220000Z#2",
        ]
        assert codes(*parts) == ["IC302"] * 4

    def test_what_has_no_uid_gets_an_id_by_start_and_title(self) -> None:
        one, other = vevent(uid=None), vevent("LOCATION:here", uid=None)
        ids = [calendar(part).events[0].id for part in (one, other, one)]
        assert len(set(ids)) == 1
        assert codes(one) == ["IC301"]
        assert calendar(one, namespace="x.org").events[0].id != ids[0]
        assert len({e.id for e in calendar(one, one).events}) == 2

    @pytest.mark.parametrize(
        ("uid", "id"),
        [("a b", "a-b"), ("a\x01b", "a-b"), ("x" * 300, "x" * 200 + "-98fdaae3be6f2d7f"), (" 1 ", "1")],
    )  # fmt: skip
    def test_a_uid_that_is_no_id(self, uid: str, id: str) -> None:
        found = calendar(vevent(uid=uid)).events[0]
        assert found.id[:201] == id[:201]
        assert len(found.id) <= 255
        assert kept(found) == ([] if uid == " 1 " else [f"UID:{uid}"])

    def test_one_that_stands_there_twice(self) -> None:
        """Its line is kept once, and both repairs are told."""
        parts = vevent(uid="a b"), vevent("DTSTART:20080401T220000Z", uid="a b")
        first, second = calendar(*parts).events
        assert first.id != second.id
        assert kept(first) == kept(second) == ["UID:a b"]
        assert sorted(codes(*parts)) == ["IC302", "IC302", "IC303", "IC303"]

    def test_a_session_named_as_that_of_another_event(self) -> None:
        """A UID is derived from the id of one session alone."""
        parts = (
            *(vevent(uid="1@x.org"), child("talk/2@x.org", of="1@x.org")),
            *(vevent(uid="2@x.org"), child("talk/2@x.org", of="2@x.org")),
        )
        first, second = calendar(*parts).events
        assert [(s.id, s.uid) for s in first.sessions] == [("talk-2@x.org", "talk/2@x.org")]
        assert [(s.id, s.uid) for s in second.sessions] == [("talk-2", None)]
        assert "IC302" in codes(*parts)

    @pytest.mark.parametrize(
        ("uid", "id"),
        [
            ("1", "1@pyvo.cz"),
            ("1@x.org", "1@x.org"),
            ("654C6EC3-542C-469A-8267-12C35E5A6BCA", "654C6EC3-542C-469A-8267-12C35E5A6BCA"),
        ],
    )
    def test_a_namespace_makes_local_uids_unique(self, uid: str, id: str) -> None:
        found = calendar(
            vevent(uid=uid), child(f"s/{uid}", of=uid), child("2", of=uid), namespace="pyvo.cz"
        ).events[0]
        assert found.id == id
        assert [(s.id, s.uid) for s in found.sessions] == [("s", None), ("2@pyvo.cz", "2@pyvo.cz")]

    def test_the_source_is_noted(self) -> None:
        url = "https://example.org/feed.ics"
        found = calendar(vevent(), vevent(WEEKLY, uid="w"), source=url)
        assert found.events[0].sources == found.series[0].template.sources == (url,)


class TestSeries:
    @pytest.mark.parametrize(
        "line", ["RRULE:FREQ=WEEKLY", "RDATE:20080325T220000Z", "EXDATE:20080318T220000Z"]
    )
    def test_what_makes_one(self, line: str) -> None:
        assert series(vevent(line)).recurrence

    def test_a_change_makes_one(self) -> None:
        found = series(vevent(), vevent("RECURRENCE-ID:20080318T220000Z", "LOCATION:there"))
        assert found.recurrence.added == (found.template.start,)
        assert found.overrides[0].venue.name == "there"

    @pytest.mark.parametrize(
        ("rule", "canonical", "told"),
        [
            ("freq=monthly;byday=3tu;interval=1", "FREQ=MONTHLY;BYDAY=3TU", []),
            ("FREQ=WEEKLY; BYDAY=TU;", "FREQ=WEEKLY;BYDAY=TU", []),
            ("FREQ=WEEKLY;UNTIL=20081231T230000Z", "FREQ=WEEKLY;UNTIL=20081231T230000Z", []),
            ("FREQ=WEEKLY;UNTIL=20081231T180000", "FREQ=WEEKLY;UNTIL=20081231T230000Z", ["IC403"]),
            ("FREQ=WEEKLY;UNTIL=20081231", "FREQ=WEEKLY;UNTIL=20090101T045959Z", ["IC403"]),
        ],
    )
    def test_a_rule(self, rule: str, canonical: str, told: list[str]) -> None:
        assert series(vevent(ZONED, f"RRULE:{rule}")).recurrence.rule == canonical
        assert codes(vevent(ZONED, f"RRULE:{rule}")) == told

    def test_until_of_days(self) -> None:
        lines = ("DTSTART;VALUE=DATE:20080318", "RRULE:FREQ=WEEKLY;UNTIL=20081231T230000Z")
        assert series(vevent(*lines)).recurrence.rule == "FREQ=WEEKLY;UNTIL=20081231"

    @pytest.mark.parametrize(
        "rule",
        [
            "FREQ=SECONDLY",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;BYX=1",
            "FREQ=DAILY;UNTIL=20081399",
            "x",
        ],
    )
    def test_a_rule_that_cannot_be_kept(self, rule: str) -> None:
        assert kept(event(f"RRULE:{rule}")) == [f"RRULE:{rule}"]
        assert codes(vevent(f"RRULE:{rule}")) == ["IC401"]

    def test_a_second_rule_and_exception_rules_are_kept(self) -> None:
        lines = (WEEKLY, "RRULE:FREQ=DAILY", "EXRULE:FREQ=MONTHLY")
        assert sorted(kept(series(vevent(*lines)).template)) == [
            "EXRULE:FREQ=MONTHLY",
            "RRULE:FREQ=DAILY",
        ]
        assert codes(vevent(*lines)) == ["IC402", "IC409"]

    def test_an_empty_rule_is_none(self) -> None:
        assert event("RRULE:") == event()

    def test_added_and_skipped(self) -> None:
        lines = (
            ZONED, WEEKLY, "EXDATE;TZID=America/Toronto:20080325T180000,20080401T180000",
            "EXDATE:20080325T220000Z", "RDATE;VALUE=DATE-TIME:20080320T220000Z",
        )  # fmt: skip
        found = series(vevent(*lines)).recurrence
        assert found.skipped == (TORONTO("2008-03-25 18:00"), TORONTO("2008-04-01 18:00"))
        assert found.added == (TORONTO("2008-03-20 18:00"),)

    def test_a_period_is_read_without_its_length(self) -> None:
        line = "RDATE;VALUE=PERIOD:20080320T220000Z/PT3H,20080321T220000Z/20080322T000000Z"
        assert [t.day for t in series(vevent(line)).recurrence.added] == [20, 21]
        assert codes(vevent(line)) == ["IC404"]

    @pytest.mark.parametrize(
        ("start", "line", "skipped"),
        [
            (ZONED, "EXDATE;VALUE=DATE:20080325", TORONTO("2008-03-25 18:00")),
            ("DTSTART;VALUE=DATE:20080318", "EXDATE:20080325T220000Z", date(2008, 3, 25)),
            ("DTSTART;VALUE=DATE:20080318", "EXDATE;VALUE=DATE:20080325", date(2008, 3, 25)),
        ],
    )
    def test_a_meeting_is_named_as_the_start_is(self, start: str, line: str, skipped: date) -> None:
        assert series(vevent(start, WEEKLY, line)).recurrence.skipped == (skipped,)

    def test_no_meeting_lies_in_a_second_pass(self) -> None:
        found = series(vevent(ZONED, WEEKLY, "RDATE:20081102T063000Z"))
        assert (found.recurrence.added, kept(found.template)) == ((), ["RDATE:20081102T063000Z"])

    def test_changes(self) -> None:
        moved = vevent(
            "RECURRENCE-ID;TZID=America/Toronto:20080325T180000",
            "DTSTART;TZID=America/Toronto:20080326T180000",
        )
        found = series(vevent(ZONED, WEEKLY), moved)
        (override,) = found.overrides
        assert override.occurrence == TORONTO("2008-03-25 18:00")
        assert (override.id, override.start) == (found.id, TORONTO("2008-03-26 18:00"))

    def test_a_day_names_a_timed_meeting(self) -> None:
        found = series(vevent(ZONED, WEEKLY), vevent(ZONED, "RECURRENCE-ID;VALUE=DATE:20080325"))
        assert found.overrides[0].occurrence == TORONTO("2008-03-25 18:00")

    def test_an_all_day_change_of_a_timed_meeting(self) -> None:
        change = vevent(
            "DTSTART;VALUE=DATE:20080325", "RECURRENCE-ID;TZID=America/Toronto:20080325T180000"
        )
        override = series(vevent(ZONED, WEEKLY), change).overrides[0]
        assert (override.timezone, override.start) == ("America/Toronto", date(2008, 3, 25))

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            (vevent("RECURRENCE-ID:20080325T220000Z"), "IC407"),
            (vevent(ZONED, "RECURRENCE-ID:20081102T063000Z"), "IC408"),
        ],
    )
    def test_a_change_that_cannot_be_kept_is_an_event(self, change: str, told: str) -> None:
        parts = (vevent(ZONED, WEEKLY), vevent("RECURRENCE-ID:20080325T220000Z"), change)
        found = calendar(*parts)
        assert len(found.series[0].overrides) == 1
        assert found.events[0].id.startswith("m@example.org#")
        assert kept(found.events[0])[0].startswith("RECURRENCE-ID")
        assert codes(*parts) == [told]

    def test_changes_without_their_series_are_events(self) -> None:
        parts = [vevent(f"RECURRENCE-ID:200803{day}T220000Z") for day in (18, 25)]
        ids = [e.id for e in calendar(*parts).events]
        assert ids == ["m@example.org#20080318T220000Z", "m@example.org#20080325T220000Z"]
        assert codes(*parts) == ["IC304", "IC304"]

    def test_a_change_of_all_later_meetings(self) -> None:
        change = vevent("RECURRENCE-ID;RANGE=THISANDFUTURE:20080325T220000Z")
        found = series(vevent(WEEKLY), change)
        assert kept(found.overrides[0]) == ["RECURRENCE-ID;RANGE=THISANDFUTURE:20080325T220000Z"]
        assert codes(vevent(WEEKLY), change) == ["IC406"]

    def test_a_change_that_recurs(self) -> None:
        change = vevent("RECURRENCE-ID:20080325T220000Z", "RRULE:FREQ=DAILY")
        assert kept(series(vevent(WEEKLY), change).overrides[0]) == ["RRULE:FREQ=DAILY"]
        assert codes(vevent(WEEKLY), change) == ["IC410"]

    def test_children_of_the_series_and_of_one_meeting(self) -> None:
        change = vevent("RECURRENCE-ID:20080325T220000Z")
        parts = [
            vevent(WEEKLY), change, child("a/m@example.org"), child("a/m@example.org/20080325T220000Z"), child("b"),
        ]  # fmt: skip
        found = series(*parts)
        assert [s.id for s in found.template.sessions] == ["a"]
        assert [(s.id, s.uid) for s in found.overrides[0].sessions] == [("a", None), ("b", "b")]
        assert codes(*parts) == []

    def test_a_series_that_recurs_is_the_one_of_its_uid_that_changes_belong_to(self) -> None:
        parts = (vevent(), vevent(WEEKLY), vevent("RECURRENCE-ID:20080325T220000Z"))
        found = calendar(*parts)
        assert (len(found.events), len(found.series[0].overrides)) == (1, 1)


def test_what_no_event_can_be_made_of_is_kept() -> None:
    """The template's start, moved into the zone of a session, lies in a second pass."""
    parts = [
        vevent("DTSTART:20081102T063000Z", WEEKLY),
        child("s", "DTSTART;TZID=America/Toronto:20081102T180000"),
    ]
    found = calendar(*parts)
    assert (found.events, found.series, kept(found).count("BEGIN:VEVENT")) == ((), (), 2)
    assert codes(*parts) == ["IC108"]


def test_our_own_derived_uids_come_back() -> None:
    data: Any = feed(vevent(), child("s1/m@example.org"), child("x"))
    found = from_ical(data)
    assert from_ical(to_ical(found)).events[0].sessions[1].uid == "x"
    assert isinstance(found, Calendar)
    assert found.events[0].starts_at == datetime(2008, 3, 18, 22, tzinfo=UTC)
