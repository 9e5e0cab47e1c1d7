"""What is remembered of what was written: never wrong, and never much."""

import gc
import threading
import tracemalloc
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given, settings
from tests.formats.ical.documents import conference
from tests.formats.ical.programme import programme
from tests.publishing.edits import edited_calendars

from hallwaytrack import Calendar, Person, Tour, iter_ical, to_ical
from hallwaytrack.formats.ical import memory
from hallwaytrack.formats.ical.blocks import Block, Writer
from hallwaytrack.formats.ical.memory import MEMORY, Memory, remembered

WAYS: list[dict[str, Any]] = [
    {},
    {"components": True},
    {"view": "full"},
    {"view": "full", "components": True},
]


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    MEMORY.clear()
    yield
    MEMORY.clear()


def afresh(document: Any, **way: Any) -> bytes:
    """A document as it is written by what remembers nothing."""
    return b"".join(iter_ical(document, **way))


def kept(document: Any) -> list[Block]:
    """What is remembered of the events of a document."""
    writer = Writer(document, full=False, components=False)
    list(remembered(document, writer))
    return list(MEMORY._kept.values())


@pytest.mark.parametrize("way", WAYS, ids=str)
class TestNeverWrong:
    """Whatever changed, the bytes are those that are written afresh."""

    @settings(max_examples=8)
    @given(edited=edited_calendars())
    def test_of_generated_documents(
        self, way: dict[str, Any], edited: tuple[Calendar, Calendar]
    ) -> None:
        for document in (*edited, edited[0]):
            assert to_ical(document, **way) == afresh(document, **way)

    @pytest.mark.parametrize(
        "changes",
        [
            {"venue": None, "other_venues": [], "room": None},
            {"timezone": "America/Vancouver"},
            {"status": "cancelled"},
            {"status": "postponed"},
            {"id": "another@example.org"},
            {"people": "renamed"},
            {"booths": "renamed"},
            {"sessions": "one renamed"},
            {"tour": "t"},
            {"title": "Another"},
        ],
        ids=str,
    )
    def test_of_what_surrounds_a_session(
        self, way: dict[str, Any], changes: dict[str, Any]
    ) -> None:
        before = conference()
        after = changed(before, changes)
        for event in (before, after, before):
            for document in (
                event,
                Calendar(events=[event]),
                Calendar(events=[event], tours=[TOUR]),
            ):
                assert to_ical(document, **way) == afresh(document, **way)


TOUR = Tour(id="t", name="The tour")


def changed(event: Any, changes: dict[str, Any]) -> Any:
    """The conference after a change that some of its sessions may show."""
    if changes.get("people"):
        return event.replace(people=[p.replace(name=f"{p.name} II") for p in event.people])
    if changes.get("booths"):
        return event.replace(booths=[b.replace(title="Another") for b in event.booths])
    if changes.get("sessions"):
        return event.amend(event.sessions[0].id, title="Another")
    if "room" in changes:
        event = event.replace(
            sessions=[s.replace(room=None) for s in event.sessions],
            booths=[b.replace(room=None) for b in event.booths],
            shifts=[s.replace(place=None) for s in event.shifts],
        )
    return event.replace(**{k: v for k, v in changes.items() if k != "room"})


class TestWhatIsWrittenAgain:
    def test_is_what_changed_and_its_event(self) -> None:
        before = programme(50)
        (first,) = kept(before)
        (second,) = kept(before.amend("s000007", title="Another"))
        pairs = zip(first.vevents, second.vevents, strict=True)
        assert [i for i, (a, b) in enumerate(pairs) if a is not b] == [0, 8]

    def test_is_nothing_of_the_same_event(self) -> None:
        before = programme(5)
        (first,) = kept(before)
        (second,) = kept(before)
        assert second is first

    def test_is_all_of_it_in_another_zone_or_at_another_venue(self) -> None:
        before = programme(5)
        (first,) = kept(before)
        for after in (
            before.replace(timezone="America/Vancouver"),
            before.replace(venue=before.venue.replace(name="Another")),
            before.replace(people=[Person(id=p.id, name="Another") for p in before.people]),
        ):
            (second,) = kept(after)
            for a, b in zip(first.vevents[1:], second.vevents[1:], strict=True):
                assert a is not b

    @pytest.mark.parametrize("sessions", [4, 20, 40])
    def test_is_all_of_an_event_that_was_read_again(self, sessions: int) -> None:
        before, again = programme(20), programme(sessions)
        assert to_ical(before) != b""
        gone = weakref.ref(before.sessions[0])
        del before
        for block in remembered(again, Writer(again, full=False, components=False)):
            gc.collect()
            assert gone() is None, "the former one makes room before the new one is kept"
            assert len(block.vevents) == sessions + 1
        assert to_ical(again) == afresh(again)

    @pytest.mark.parametrize("step", [2, 13])
    def test_is_what_changed_wherever_it_stands(self, step: int) -> None:
        before = programme(400)
        (first,) = kept(before)
        edited = [
            each.replace(title="Another") if i % step == 0 else each
            for i, each in enumerate(before.sessions)
        ]
        (second,) = kept(before.replace(sessions=edited))
        pairs = zip(first.vevents[1:], second.vevents[1:], strict=True)
        assert [a is b for a, b in pairs] == [i % step != 0 for i in range(400)]

    @pytest.mark.parametrize("which", [slice(None, None, 2), slice(5, None), slice(None, 3)])
    def test_is_nothing_of_what_only_moved(self, which: slice) -> None:
        before = programme(40)
        (first,) = kept(before)
        old = dict(zip(map(id, first.children), first.vevents[1:], strict=True))
        after = before.replace(sessions=[*before.sessions[which]][::-1])
        (second,) = kept(after)
        for child, vevent in zip(second.children, second.vevents[1:], strict=True):
            assert vevent is old[id(child)]
        assert to_ical(after) == afresh(after)

    def test_each_view_is_remembered_for_itself(self) -> None:
        event = programme(3)
        for way in WAYS:
            to_ical(event, **way)
        assert len(MEMORY._kept) == len(WAYS)


class TestBounds:
    def test_old_events_are_forgotten_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(memory, "MOST_ENTRIES", 20)
        events = [programme(4).replace(id=f"{n}@example.org") for n in range(6)]
        for event in events:
            to_ical(event)
        assert [key[0] for key in MEMORY._kept] == [f"{n}@example.org" for n in (2, 3, 4, 5)]
        to_ical(events[2])
        to_ical(events[0])
        assert [key[0] for key in MEMORY._kept] == [f"{n}@example.org" for n in (4, 5, 2, 0)]
        assert MEMORY.entries == 20
        assert MEMORY.bytes == sum(
            len(vevent) for kept in MEMORY._kept.values() for vevent in kept.vevents
        )

    def test_so_many_bytes_are_kept_at_the_most(self, monkeypatch: pytest.MonkeyPatch) -> None:
        event = programme(4)
        monkeypatch.setattr(memory, "MOST_BYTES", 2 * len(to_ical(event)))
        MEMORY.clear()
        for n in range(10):
            to_ical(event.replace(id=f"{n}@example.org"))
        assert 0 < MEMORY.bytes <= memory.MOST_BYTES

    def test_what_is_too_large_pushes_nothing_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(memory, "MOST_ENTRIES", 20)
        to_ical(programme(4))
        to_ical(programme(30).replace(id="large@example.org"))
        assert [key[0] for key in MEMORY._kept] == ["conference@example.org"]

    def test_one_that_grew_too_large_is_forgotten(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(memory, "MOST_ENTRIES", 20)
        to_ical(programme(4))
        to_ical(programme(30))
        assert (MEMORY._kept, MEMORY.bytes, MEMORY.entries) == ({}, 0, 0)

    def test_what_another_one_let_go_is_gone(self) -> None:
        to_ical(programme(4))
        for _ in range(2):
            MEMORY.forget(next(iter(MEMORY._kept), ("gone", None, False, False)))
            assert (MEMORY._kept, MEMORY.bytes, MEMORY.entries) == ({}, 0, 0)

    def test_streaming_remembers_nothing(self) -> None:
        afresh(programme(4))
        assert MEMORY._kept == {}

    def test_streaming_many_sessions_takes_little_memory(self) -> None:
        event = programme(5_000)
        list(iter_ical(programme(300)))
        tracemalloc.start()
        size = sum(map(len, iter_ical(event)))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < size / 2

    def test_an_event_that_is_written_no_more_is_let_go(self) -> None:
        event = programme(3)
        gone = weakref.ref(event.sessions[0])
        to_ical(event)
        to_ical(programme(2))  # the same event, of other objects
        del event
        gc.collect()
        assert gone() is None


class TestThreads:
    def test_many_write_at_once(self) -> None:
        """Each gets its own bytes, whatever the others put into the memory meanwhile."""
        base = programme(40)
        events = [base.amend("s000003", title=f"Title {n}") for n in range(8)]
        expected = [afresh(event) for event in events]
        barrier = threading.Barrier(8)

        def write(n: int) -> bool:
            barrier.wait()
            return all(to_ical(events[n]) == expected[n] for _ in range(20))

        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(write, range(8)))

    def test_who_finds_it_busy_does_not_wait(self) -> None:
        busy = Memory()
        event = programme(2)
        writer = Writer(event, full=False, components=False)
        with busy._lock:
            (block,) = remembered(event, writer, busy)
        assert len(block.vevents) == 3
        assert busy.get((event.id, None, False, False)) is None

    def test_nor_does_who_would_let_something_go(self) -> None:
        busy = Memory()
        event, again = programme(2), programme(2)
        (block,) = remembered(event, Writer(event, full=False, components=False), busy)
        with busy._lock:
            (other,) = remembered(again, Writer(again, full=False, components=False), busy)
        assert (other.vevents, other.event) == (block.vevents, again)
        assert busy.get((event.id, None, False, False)) is block
