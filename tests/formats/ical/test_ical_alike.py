"""VEVENTs that look alike are read a property at a time, and mean what each means by itself."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from tests.formats.ical.mangling import NEVER, feeds, learning_after, made_again
from tests.formats.ical.reading import feed, vevent
from tests.strategies import calendars

from hallwaytrack import Calendar, DecodeError, Event, Session, from_ical, read, to_ical
from hallwaytrack.formats.ical import Limits, alike, programme
from hallwaytrack.formats.ical.alike import read_drafts
from hallwaytrack.formats.ical.clocks import Clocks
from hallwaytrack.formats.ical.components import tree
from hallwaytrack.formats.ical.content import Source
from hallwaytrack.formats.ical.draft import Feed
from hallwaytrack.formats.ical.repair import Problems
from hallwaytrack.formats.ical.write import PRODID
from hallwaytrack.formats.registry import Reading

EVENT = vevent(uid="e@x.org")
MANY = 30
"""Sessions enough that what they look like is learnt."""


def session(n: int | str, *lines: str, start: str = "20080318T230000Z") -> str:
    """A session of the event, as we write it; lines take the place of those of their name."""
    plain = [
        f"UID:s{n}/e@x.org", "DTSTAMP:19700101T000000Z", "LAST-MODIFIED:20080301T120000Z",
        "SEQUENCE:1", f"DTSTART:{start}", "DTEND:20080319T000000Z", f"SUMMARY:Talk {n}",
        "DESCRIPTION:One\\, two.", "LOCATION:Room 1", "STATUS:CONFIRMED", "URL:https://x.org/",
        "CATEGORIES:a,b", "RELATED-TO:e@x.org",
    ]  # fmt: skip
    names = {line.partition(":")[0].partition(";")[0]: line for line in lines}
    known = {line.partition(":")[0] for line in plain}
    kept = [names.get(line.partition(":")[0], line) for line in plain]
    new = [line for name, line in names.items() if name not in known]
    return "\r\n".join(["BEGIN:VEVENT", *kept, *new, "END:VEVENT"])


def ours(*sessions: str, before: Sequence[str] = (EVENT,)) -> bytes:
    return feed(*before, *sessions, prodid=PRODID)


def read_both_ways(data: bytes) -> Reading:
    """What a feed means; it must not matter how it is read."""
    with learning_after(NEVER):
        by_itself = read(data, "ical")
    with learning_after(1):
        assert read(data, "ical") == by_itself
    found = read(data, "ical")
    assert found == by_itself
    assert made_again(found.document) == found.document
    return found


def sessions_of(reading: Reading) -> tuple[Session, ...]:
    (event,) = reading.document.events
    return event.sessions


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The UIDs of the sessions that had to be looked at each by itself."""
    found: list[str] = []
    look = programme._session

    def noted(draft, *others):  # type: ignore[no-untyped-def]
        found.append(draft.uid)
        return look(draft, *others)

    monkeypatch.setattr(programme, "_session", noted)
    return found


ODD = [
    *("SUMMARY:", "SUMMARY: ", "SUMMARY:a\\nb", "SUMMARY:a\x00b", "SUMMARY:a\u00a0b"),
    *("SUMMARY:\u200b", "SUMMARY:a\u2028b", "SUMMARY:Cancelled: x", "SUMMARY: padded "),
    *("DESCRIPTION:", "DESCRIPTION:a\x00b", "DESCRIPTION:a\u0085b", "DESCRIPTION:a\\\\b\\Nc"),
    *("DESCRIPTION:a\tb", "DESCRIPTION:\\", "SEQUENCE:-1", "SEQUENCE:9999999999", "SEQUENCE:x"),
    *("SEQUENCE: 2", "STATUS:SO-SO", "STATUS:cancelled", "STATUS:TENTATIVE", "STATUS:"),
    *("URL:", "URL:javascript:alert(1)", "URL:https://x.org/a b", "CATEGORIES:", "CATEGORIES:a,,b"),
    *("CATEGORIES:a\x00,b", "CATEGORIES:a\\,b", "LOCATION:", "LOCATION:Hall\\nB", "LOCATION:a\x00"),
    *("DTSTART:20080318", "DTSTART:18991231T235900Z", "DTSTART:99990101T000000Z", "DTSTART:x"),
    *("DTSTART;TZID=Europe/Berlin:20080330T023000", "DTSTART;TZID=Europe/Berlin:20081026T023000"),
    *("DTSTART;TZID=Nowhere:20080318T230000", "DTSTART:20080318T230060Z", "DTSTART:"),
    *("DTEND:20080318T230000Z", "DTEND:20080318", "DTEND;TZID=Asia/Tokyo:20080319T093000"),
    *("DTEND:99991231T235959Z", "DTEND:x", "LAST-MODIFIED:x", "LAST-MODIFIED:20080230T000000Z"),
    *("LAST-MODIFIED:20080301T120000", "LAST-MODIFIED:00010101T000000Z", "LAST-MODIFIED:20080301"),
    *("UID:other", "UID:a/b/e@x.org", "UID:/e@x.org", "UID:s0/e@x.org", "UID:", "UID:a b/e@x.org"),
    *("UID:s\\,x/e@x.org", f"UID:{'x' * 300}/e@x.org", "RELATED-TO:nobody", "RELATED-TO:"),
    *("RELATED-TO;RELTYPE=SIBLING:e@x.org", "GEO:1;2", "GEO:91;0", "GEO:x", "CREATED:x"),
    *("CREATED:20080101T000000Z", "IMAGE:https://x.org/i.png", "IMAGE;VALUE=BINARY:eA==", "IMAGE:x"),
    *("X-OTHER:1", "COMMENT:x", "TRANSP:TRANSPARENT", "CLASS:PRIVATE", "DURATION:PT1H"),
    *("RRULE:FREQ=DAILY", "ATTACH:https://x.org/a", "CONFERENCE:https://x.org/c", "ATTENDEE:x"),
    *("EXDATE:20080318T230000Z/P1D", "RDATE:20080318T230000Z/PT1H"),
]  # fmt: skip
"""Lines of a session that are not as in the others, lawful ones among them."""


class TestOneOfMany:
    @pytest.mark.parametrize("line", ODD)
    def test_is_read_as_it_is_by_itself(self, line: str) -> None:
        found = [session(n) for n in range(MANY)]
        read_both_ways(ours(*found, session("odd", line), session("last")))

    @pytest.mark.parametrize("line", ODD)
    def test_all_are_so(self, line: str) -> None:
        read_both_ways(ours(*(session(n, line) for n in range(MANY))))

    @pytest.mark.parametrize("line", ODD)
    def test_none_is_ours(self, line: str) -> None:
        found = [session(n) for n in range(MANY)]
        read_both_ways(feed(EVENT, *found, session("odd", line), session("last")))

    def test_it_alone_is_looked_at(self, looked_at: list[str]) -> None:
        found = [session(n) for n in range(2 * MANY)]
        read(ours(*found, session("odd", "DTEND:20080318T230000Z")), "ical")
        first = [uid for uid in looked_at if uid != "sodd/e@x.org"]
        assert "sodd/e@x.org" in looked_at
        assert len(first) < MANY

    def test_problems_are_told_where_they_are(self) -> None:
        found = [session(n, f"SEQUENCE:{'x' if n > 25 else n}") for n in range(MANY)]
        problems = read_both_ways(ours(*found)).problems
        assert [problem.uid for problem in problems] == [f"s{n}/e@x.org" for n in range(26, 30)]
        assert {problem.code for problem in problems} == {"IC115"}


class TestManyOfOneLook:
    @pytest.mark.parametrize("together", [1, 2, alike.TOGETHER])
    def test_however_many_are_read_together(
        self, together: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(alike, "TOGETHER", together)
        found = [session(n, f"SUMMARY:{'a' * (n % 3)}") for n in range(MANY)]
        reading = read_both_ways(ours(*found))
        assert [s.title for s in sessions_of(reading)[:3]] == ["(untitled)", "a", "aa"]

    def test_two_looks_in_turn(self) -> None:
        found = [session(n, *(["COMMENT:x"] if n % 2 else [])) for n in range(4 * MANY)]
        kept = [s.extra for s in sessions_of(read_both_ways(ours(*found)))]
        assert kept == [{}, {"ical": ("COMMENT:x",)}] * (2 * MANY)

    @pytest.mark.parametrize("name", ["CATEGORIES", "ATTACH", "CONFERENCE", "RELATED-TO"])
    def test_a_property_that_may_stand_there_twice(self, name: str) -> None:
        values = {"CATEGORIES": "c"}.get(name, "https://x.org/{n}")
        twice = "\r\n".join(f"{name}:{values.format(n=n)}" for n in range(2))
        found = [session(n).replace("END:VEVENT", f"{twice}\r\nEND:VEVENT") for n in range(MANY)]
        read_both_ways(ours(*found))

    def test_one_that_may_not(self) -> None:
        found = [session(n).replace("SUMMARY", "SUMMARY:x\r\nSUMMARY") for n in range(MANY)]
        reading = read_both_ways(ours(*found))
        assert {problem.code for problem in reading.problems} == {"IC114"}

    @pytest.mark.parametrize("line", ["X-A:b", "DTSTAMP:19700101T000000Z"])
    def test_nothing_that_means_anything(self, line: str) -> None:
        nothing = f"BEGIN:VEVENT\r\n{line}\r\nEND:VEVENT"
        reading = read_both_ways(ours(*[nothing] * MANY))
        assert {problem.code for problem in reading.problems} == {"IC109"}

    def test_unknown_properties_are_kept(self) -> None:
        reading = read_both_ways(ours(*(session(n, f"X-A:{n}") for n in range(MANY))))
        assert [s.extra for s in sessions_of(reading)][25] == {"ical": ("X-A:25",)}

    def test_a_method_that_cancels(self) -> None:
        lines = "\r\nSTATUS:CONFIRMED"
        found = [session(n).replace(lines, "") for n in range(MANY)]
        reading = read_both_ways(ours(*found, before=("METHOD:CANCEL", EVENT)))
        assert {s.status for s in sessions_of(reading)} == {"cancelled"}

    def test_times_that_mean_nothing_by_the_events_clocks(self) -> None:
        """A zone is that of its event, and a time that comes twice is the one that was meant."""
        before = vevent("DTSTART;TZID=America/Toronto:20081102T003000", uid="e@x.org")
        starts = (f"DTSTART;TZID=America/Toronto:20081102T01{n:02}00" for n in range(MANY))
        found = [session(n, line, "DTEND:20081102T063000Z") for n, line in enumerate(starts)]
        sessions = sessions_of(read_both_ways(ours(*found, before=(before,))))
        assert {str(s.start.tzinfo) for s in sessions if s.start} == {"America/Toronto"}
        assert {s.end.fold for s in sessions if s.end} == {1}

    def test_without_a_place(self) -> None:
        found = [session(n).replace("\r\nLOCATION:Room 1", "") for n in range(MANY)]
        assert {s.room for s in sessions_of(read_both_ways(ours(*found)))} == {None}

    def test_a_point_without_a_name(self) -> None:
        found = [
            session(n, "GEO:43.5;-79.5").replace("LOCATION:Room 1", "LOCATION:")
            for n in range(MANY)
        ]
        reading = read_both_ways(ours(*found))
        (venue,) = reading.document.events[0].other_venues
        assert venue.name == "43.5, -79.5"
        assert [problem.code for problem in reading.problems] == ["IC504"]

    def test_controls_in_a_file_that_has_some(self) -> None:
        """One at the end takes back that there is none."""
        found = [session(n) for n in range(MANY)]
        last = session("last", "DESCRIPTION:a\x07b")
        reading = read_both_ways(ours(*found, last))
        assert sessions_of(reading)[-1].description == "ab"
        assert [problem.code for problem in reading.problems] == ["IC502"]


class TestReadDrafts:
    def test_each_vevent_has_one(self) -> None:
        source = Source(ours(*(session(n) for n in range(MANY))))
        problems = Problems(source)
        (calendar,) = tree(source, problems, Limits())
        drafts = list(read_drafts(calendar.parts, Feed(Clocks({}, None), problems, True, "")))
        assert [draft.component for draft in drafts] == calendar.parts
        assert drafts[-1].plain
        assert drafts[-1].values["title"] == drafts[-1].plain.title


class TestEveryFeed:
    def test_what_is_read_passes_its_own_constructor(self) -> None:
        for data in feeds():
            try:
                found = read(data, "ical").document
            except DecodeError:
                continue
            assert made_again(found) == found

    @settings(max_examples=25)
    @given(calendar=calendars())
    def test_what_we_write(self, calendar: Calendar) -> None:
        for view in ("public", "full"):
            read_both_ways(to_ical(calendar, view=view))

    def test_most_sessions_are_plain(self, looked_at: list[str]) -> None:
        event = from_ical(ours(*(session(n) for n in range(10 * MANY))), Event)
        assert len(event.sessions) == 10 * MANY
        assert len(looked_at) < MANY
