"""Entries: their UIDs, and sessions that are part of sessions."""

from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from tests.model.plain import END, START, event, refused, session, shift, told, toronto

from hallwaytrack import Booth, Event, InvalidValueError, Session
from hallwaytrack.model.entries import basic, entries_of, tail_of, uid_of, uids_of

LATER = toronto("2008-03-18 19:00")


class TestUids:
    def test_a_child_has_its_own_or_one_derived_from_ids(self) -> None:
        whole = event(sessions=[session(), session("old", uid="17@elsewhere")])
        assert [uid_of(s, whole) for s in whole.sessions] == [
            "hypervisors/launch@example.org",
            "17@elsewhere",
        ]

    def test_in_an_override_the_occurrence_is_part_of_it(self) -> None:
        timed = event(occurrence=START, sessions=[session()])
        assert uid_of(timed.sessions[0], timed) == "hypervisors/launch@example.org/20080318T220000Z"
        days = event(start=date(2008, 3, 18), occurrence=date(2008, 3, 18), sessions=[session()])
        assert uid_of(days.sessions[0], days) == "hypervisors/launch@example.org/20080318"

    @pytest.mark.parametrize(
        ("when", "text"),
        [
            (START, "20080318T220000Z"),
            (toronto("2008-11-02 01:30", fold=1), "20081102T063000Z"),
            (date(2008, 3, 18), "20080318"),
            (datetime(1900, 1, 1, tzinfo=UTC), "19000101T000000Z"),
        ],
    )
    def test_basic_times(self, when: date, text: str) -> None:
        assert basic(when) == text

    def test_all_of_an_event(self) -> None:
        whole = event(
            sessions=[session("s")],
            booths=[Booth(id="b", title="B", uid="u")],
            shifts=[shift("h")],
        )
        assert uids_of(whole) == [
            "launch@example.org",
            "s/launch@example.org",
            "u",
            "h/launch@example.org",
        ]
        assert [place for place, _ in entries_of(whole)] == [
            "/sessions/0",
            "/booths/0",
            "/shifts/0",
        ]
        assert tail_of(whole) == "/launch@example.org"

    def test_one_that_looks_derived_is_refused(self) -> None:
        with refused(
            "uid must not end in '/launch@example.org', as the UIDs derived from ids do, got"
            " 'x/launch@example.org' (at /sessions/0/uid); leave it out"
        ):
            event(sessions=[session(uid="x/launch@example.org")])

    def test_that_holds_in_an_override_too(self) -> None:
        with pytest.raises(InvalidValueError, match="uid must not end in"):
            event(
                occurrence=START,
                sessions=[
                    session("a", uid="b/launch@example.org/20080318T220000Z"),
                    session("b"),
                ],
            )

    def test_that_of_an_entry_with_another_uid_by_now_is_free(self) -> None:
        """So what is cancelled can keep the UID by which the world knew it."""
        freed = "hypervisors/launch@example.org"
        whole = event(sessions=[session(uid="17@elsewhere"), session("old", uid=freed)])
        assert uids_of(whole) == ["launch@example.org", "17@elsewhere", freed]
        with refused(
            "uid must not end in '/launch@example.org', as the UIDs derived from ids do, got"
            " 'hypervisors/launch@example.org' (at /sessions/1/uid); leave it out"
        ):
            event(sessions=[session(), session("old", uid=freed)])

    @pytest.mark.parametrize("uid", ["x/other@example.org", "/", "launch@example.org/x", "a b"])
    def test_others_are_kept(self, uid: str) -> None:
        assert event(sessions=[session(uid=uid)]).sessions[0].uid == uid

    def test_it_is_not_that_of_the_event(self) -> None:
        with refused(
            "uid 'launch@example.org' stands there twice; UIDs must be unique (at /booths/0/uid)"
        ):
            event(booths=[Booth(id="b", title="B", uid="launch@example.org")])

    def test_it_stands_there_once(self) -> None:
        assert told(
            lambda: event(
                sessions=[session("a", uid="u"), session("b", uid="u")], shifts=[shift(uid="u")]
            )
        ) == [
            "uid 'u' stands there twice; UIDs must be unique (at /sessions/1/uid)",
            "uid 'u' stands there twice; UIDs must be unique (at /shifts/0/uid)",
        ]


class TestPartOf:
    FLOOR = session("floor", kind="open_floor", start=START, end=END)

    def corner(self, **members: object) -> Session:
        """A session that is part of the open floor."""
        return session("corner", part_of="floor", **members)

    @pytest.mark.parametrize(
        "members",
        [
            {},
            {"start": START},
            {"start": START, "end": END},
            {"start": LATER, "end": END},
            {"start": END},
            {"start": START.astimezone(UTC), "end": END.astimezone(UTC)},
        ],
    )
    def test_a_part_lies_within_the_whole(self, members: dict[str, datetime]) -> None:
        assert event(sessions=[self.FLOOR, self.corner(**members)])
        assert event(sessions=[self.corner(**members), self.FLOOR]), "in either order"

    @pytest.mark.parametrize(
        "members",
        [
            {"start": toronto("2008-03-18 17:59:59")},
            {"start": START, "end": toronto("2008-03-18 21:00:01")},
            {"start": toronto("2008-03-18 21:00:01")},
            {"start": toronto("2008-03-19 18:00"), "end": toronto("2008-03-19 19:00")},
        ],
    )
    def test_a_part_outside_the_whole_is_refused(self, members: dict[str, datetime]) -> None:
        start = members["start"].isoformat()
        with refused(
            "session 'corner' must lie within 'floor', which it is part of,"
            f" got {start} (at /sessions/1/start)"
        ):
            event(sessions=[self.FLOOR, self.corner(**members)])

    def test_a_whole_without_an_end_is_open(self) -> None:
        floor = self.FLOOR.replace(end=None)
        assert event(sessions=[floor, self.corner(start=toronto("2008-03-19 18:00"))])
        with pytest.raises(InvalidValueError, match="must lie within"):
            event(sessions=[floor, self.corner(start=toronto("2008-03-18 17:00"))])

    def test_a_whole_without_a_start_holds_anything(self) -> None:
        assert event(sessions=[session("floor"), self.corner(start=START, end=END)])

    def test_the_second_pass_counts(self) -> None:
        first, second = toronto("2008-11-02 01:30"), toronto("2008-11-02 01:30", fold=1)
        after = toronto("2008-11-02 03:00")
        floor = session("floor", start=second, end=after)
        assert event(sessions=[floor, self.corner(start=second)])
        with pytest.raises(InvalidValueError, match="must lie within"):
            event(sessions=[floor, self.corner(start=first)])

    def test_parts_may_have_parts(self) -> None:
        sessions = [self.FLOOR, self.corner(start=LATER), session("seat", part_of="corner")]
        for order in permutations(sessions):
            assert event(sessions=order)

    def test_a_session_is_no_part_of_itself(self) -> None:
        with refused("session 'a' must not be part of itself (at /sessions/0/part_of)"):
            event(sessions=[session("a", part_of="a")])

    def test_nor_by_way_of_others(self) -> None:
        ring = [session("a", part_of="b"), session("b", part_of="c"), session("c", part_of="a")]
        assert told(lambda: event(sessions=[*ring, session("d", part_of="a")])) == [
            "session 'a' must not be part of itself (at /sessions/0/part_of)",
            "session 'b' must not be part of itself (at /sessions/1/part_of)",
            "session 'c' must not be part of itself (at /sessions/2/part_of)",
        ]

    def test_a_long_chain_is_no_trouble(self) -> None:
        chain = [session(f"s{n}", part_of=f"s{n - 1}" if n else None) for n in range(5_000)]
        assert isinstance(event(sessions=chain[::-1]), Event)
