"""Stretches of time: against the plain definition, all pairs and all seconds."""

from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import CHANGES, instants

from hallwaytrack import at
from hallwaytrack.model.spans import (
    Stretch,
    clashes,
    crossings,
    lies_within,
    seconds,
    seconds_in,
    stretch,
    together,
)

SECONDS = st.integers(0, 12)
PAIRS = st.tuples(SECONDS, st.integers(1, 5)).map(lambda p: (float(p[0]), float(p[0] + p[1])))
STRETCHES = st.lists(st.tuples(PAIRS, st.sampled_from("abc")), max_size=8).map(
    lambda drawn: [Stretch(*times, str(i), place, None) for i, (times, place) in enumerate(drawn)]
)


def overlap(one: Stretch[None], other: Stretch[None], grace: float = 0) -> bool:
    """By the definition: neither is over, with the grace, when the other one begins."""
    return one.start < other.end + grace and other.start < one.end + grace


class TestStretch:
    toronto = at("America/Toronto", "2008-11-02")

    def test_of_a_repeated_hour_lasts_from_the_first_pass_to_the_second(self) -> None:
        first, second = self.toronto("01:30"), self.toronto("01:15", fold=1)
        found = stretch(first, second, "s", "b1", "what")
        assert found.end - found.start == 45 * 60
        assert found == Stretch(first.timestamp(), second.timestamp(), "s", "b1", "what")

    def test_without_an_end_is_a_second(self) -> None:
        found = stretch(self.toronto("09:00"), None, "s", None, None)
        assert found.end - found.start == timedelta(seconds=1).total_seconds()


class TestSeconds:
    @given(st.sampled_from(sorted(CHANGES)).flatmap(instants))
    def test_are_those_of_the_timestamp(self, time: datetime) -> None:
        """In every hour that clock changes repeat, on every day on which they skip one."""
        assert seconds(time) == time.timestamp()

    @given(st.sampled_from(sorted(CHANGES)).flatmap(instants))
    def test_of_another_object_of_the_zone_are_the_same(self, time: datetime) -> None:
        """As a zone is that was unpickled after its cache was cleared."""
        zone = ZoneInfo.no_cache(str(time.tzinfo))
        assert zone is not time.tzinfo
        assert seconds_in(zone)(time) == time.timestamp()


class TestClashes:
    @given(STRETCHES, st.integers(0, 3), st.randoms())
    def test_are_those_of_all_pairs(
        self, stretches: list[Stretch[None]], grace: int, r: Random
    ) -> None:
        """Each pair is one, and everything that has an earlier one in its way is in a pair."""
        found = list(clashes(stretches, grace))
        assert all(one.place != other.place and overlap(one, other, grace) for one, other in found)
        order = sorted(stretches, key=lambda s: (s.start, s.end, s.id))
        late = [
            other
            for i, other in enumerate(order)
            if any(s.place != other.place and other.start < s.end + grace for s in order[:i])
        ]
        assert [later for _, later in found] == late
        r.shuffle(stretches)
        assert list(clashes(stretches, grace)) == found

    def test_name_the_one_that_goes_on_longest(self) -> None:
        times = {"a": (0, 9), "b": (1, 3), "c": (2, 4)}
        stretches = [Stretch(*times[id], id, id, None) for id in times]
        assert [(one.id, other.id) for one, other in clashes(stretches)] == [("a", "b"), ("a", "c")]

    def test_neighbours_touch_and_a_grace_parts_them(self) -> None:
        stretches = [Stretch(0, 5, "a", "x", None), Stretch(5, 9, "b", "y", None)]
        assert list(clashes(stretches)) == []
        assert list(clashes(stretches, 1)) == [(stretches[0], stretches[1])]


class TestCrossings:
    @given(STRETCHES, STRETCHES, st.integers(0, 3))
    def test_are_those_of_all_pairs_of_two_kinds(
        self, ones: list[Stretch[None]], others: list[Stretch[None]], grace: int
    ) -> None:
        others = [other._replace(id=f"{other.id}'") for other in others]
        found = list(crossings(ones, others, grace))
        assert all((one in ones) is not (other in ones) for one, other in found)
        assert all(one.place != other.place and overlap(one, other, grace) for one, other in found)
        order = sorted([*ones, *others], key=lambda s: (s.start, s.end, s.id))
        late = [
            each
            for i, each in enumerate(order)
            if any(
                (s in ones) is not (each in ones)
                and s.place != each.place
                and each.start < s.end + grace
                for s in order[:i]
            )
        ]
        assert [later for _, later in found] == late


class TestTogether:
    @given(st.lists(PAIRS, max_size=8), st.integers(0, 3))
    def test_covers_the_same_seconds(self, stretches: list[tuple[float, float]], gap: int) -> None:
        found = together(stretches, gap)
        assert all(a[1] + gap < b[0] for a, b in pairwise(found))
        starts, ends = {s for s, _ in stretches}, {e for _, e in stretches}
        assert all(start in starts and end in ends for start, end in found)
        assert all(any(a <= s and e <= b for a, b in found) for s, e in stretches)
        if not gap:
            covered = {n for s, e in stretches for n in range(int(s), int(e))}
            assert covered == {n for s, e in found for n in range(int(s), int(e))}

    @given(st.lists(PAIRS, max_size=6), PAIRS)
    def test_holds_what_lies_in_one_of_them(
        self, stretches: list[tuple[float, float]], pair: tuple[float, float]
    ) -> None:
        found = together(stretches)
        assert lies_within(*pair, found) is any(a <= pair[0] and pair[1] <= b for a, b in found)
