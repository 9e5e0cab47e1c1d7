"""``hallwaytrack show``: what stands where, in plain text and in colours."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from rich.console import Console
from tests.cli.running import Program, Run

from hallwaytrack import (
    Address,
    Booth,
    Calendar,
    Contributor,
    Event,
    EventSeries,
    Material,
    Person,
    Recurrence,
    Room,
    Session,
    Tour,
    Track,
    UserGroup,
    Venue,
    VirtualLocation,
    at,
    example,
    public_view,
    speakers,
    to_json,
)
from hallwaytrack.cli.drawing import draw
from hallwaytrack.cli.terminal import put_out

Show: TypeAlias = Callable[..., list[str]]
BERLIN = at("Europe/Berlin", "2027-10-30")


@pytest.fixture
def show(run: Run) -> Show:
    """The lines that the command prints of a document, piped."""

    def shown(document: Any, *args: str) -> list[str]:
        result = run("show", "-", *args, input=to_json(document))
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout.splitlines()

    return shown


def drawn(document: Any, width: int, **options: Any) -> str:
    """A document as a terminal of some width shows it."""
    stream = io.StringIO()
    console = Console(file=stream, width=width, highlight=False, markup=False, **options)
    for piece in draw(document, "room", width):
        console.print(piece)
    return stream.getvalue()


def event(**members: Any) -> Event:
    given = {"id": "e@example.org", "title": "Meeting", "start": BERLIN("18:00"), **members}
    return Event(**given)


def in_rooms(count: int, **members: Any) -> Event:
    """An event with a session in each of so many rooms at once, and one in all of them."""
    rooms = [Room(id=f"r{i}", name=f"Room {i}") for i in range(count)]
    sessions = [
        Session(id=f"s{i}", title=f"Talk {i}", room=f"r{i}", start=BERLIN("10:00"))
        for i in range(count)
    ]
    lunch = Session(id="lunch", title="Lunch", start=BERLIN("12:00"), all_rooms=True)
    venue = Venue(id="v", name="Hall", rooms=rooms)
    return event(venue=venue, sessions=[*sessions, lunch], **members)


class TestFacts:
    """The lines at the top: when, where, whether."""

    def test_of_a_meeting(self, show: Show) -> None:
        meeting = event(
            subtitle="The first of many",
            end=BERLIN("21:00"),
            venue=Venue(
                id="v",
                name="Library",
                address=Address(street="Main St 1", locality="Berlin", country="DE"),
            ),
            url="https://example.org/meeting",
        )
        assert show(meeting) == [
            "Meeting",
            "The first of many",
            "When        Sat 30 Oct 2027, 18:00 to 21:00 (Europe/Berlin, UTC+02:00)",
            "Where       Library, Main St 1, Berlin, DE",
            "Status      confirmed",
            "Page        https://example.org/meeting",
        ]

    @pytest.mark.parametrize(
        ("members", "when"),
        [
            ({}, "Sat 30 Oct 2027, 18:00, end to be announced (Europe/Berlin, UTC+02:00)"),
            (
                {"end": at("Europe/Berlin")("2027-10-31 18:00")},
                "Sat 30 Oct 2027, 18:00 to Sun 31 Oct 2027, 18:00 (Europe/Berlin, UTC+02:00)",
            ),
            ({"start": date(2027, 10, 30)}, "Sat 30 Oct 2027, all day"),
            (
                {"start": date(2027, 10, 30), "end": date(2027, 10, 30)},
                "Sat 30 Oct 2027, all day",
            ),
            (
                {"start": date(2027, 10, 30), "end": date(2027, 10, 31)},
                "Sat 30 Oct 2027 to Sun 31 Oct 2027, all day",
            ),
            (
                {"start": at("Europe/Berlin")("2027-10-31 02:30", fold=1)},
                "Sun 31 Oct 2027, 02:30 CET, end to be announced (Europe/Berlin, UTC+01:00)",
            ),
            (
                {"start": at("America/St_Johns")("2027-10-30 18:00")},
                "Sat 30 Oct 2027, 18:00, end to be announced (America/St_Johns, UTC-02:30)",
            ),
        ],
    )
    def test_when(self, show: Show, members: dict[str, Any], when: str) -> None:
        assert f"When        {when}" in show(event(**members))

    @pytest.mark.parametrize(
        ("members", "where"),
        [
            ({}, "to be announced"),
            ({"online": "stream"}, "online"),
            ({"venue": "A"}, "A"),
            ({"venue": "A", "online": "stream"}, "A, and online"),
            ({"venue": "A", "other": "B"}, "A; B"),
            ({"venue": "A", "moved_online": True}, "online, moved there from A"),
            ({"moved_online": True}, "online"),
        ],
    )
    def test_where(self, show: Show, members: dict[str, Any], where: str) -> None:
        places = {name: Venue(id=name, name=name) for name in "AB"}
        stream = VirtualLocation(url="https://example.org/s", kind="stream")
        meeting = event(
            venue=places.get(members.get("venue", "")),
            other_venues=[places["B"]] if "other" in members else [],
            online=[stream] if "online" in members else [],
            moved_online=members.get("moved_online", False),
        )
        lines = show(meeting)
        assert f"Where       {where}" in lines
        assert ("Online      stream: https://example.org/s" in lines) is ("online" in members)

    @pytest.mark.parametrize(
        ("members", "status"),
        [
            ({}, "confirmed"),
            ({"status": "cancelled"}, "cancelled"),
            ({"status": "postponed", "status_reason": "a flood"}, "postponed: a flood"),
            (
                {"previous_starts": [BERLIN("17:00")]},
                "confirmed (was to be on Sat 30 Oct 2027, 17:00)",
            ),
        ],
    )
    def test_status(self, show: Show, members: dict[str, Any], status: str) -> None:
        assert f"Status      {status}" in show(event(**members))

    def test_materials_to_follow(self, show: Show) -> None:
        materials = [
            Material(id="a", title="Photos", expected_on=date(2027, 11, 5)),
            Material(id="b", title="Notes"),
            Material(id="c", title="Slides", url="https://example.org/slides"),
        ]
        lines = show(event(materials=materials))
        assert lines[-1] == "To follow   Photos (by 5 Nov 2027), Notes"


class TestAgenda:
    def test_is_a_table_where_it_fits(self, show: Show, launch: Event) -> None:
        first, second = 13, 57
        assert [
            (line[:first].strip(), line[first:second].strip(), line[second:])
            for line in show(launch)[6:]
        ] == [
            ("", "Room 1", "Room 2"),
            ("09:00", "Keynote", ""),
            ("", "all rooms", ""),
            ("10:00", "Servers", "Queries"),
            ("", "until 11:00", ""),
            ("", "Ada", ""),
        ]

    def test_is_a_list_where_a_table_does_not_fit(self) -> None:
        shown = [line.rstrip() for line in drawn(in_rooms(3), 60).splitlines()]
        assert shown[shown.index("") :] == [
            "",
            "Saturday 30 October 2027",
            "10:00        Talk 0",
            "             Room 0",
            "10:00        Talk 1",
            "             Room 1",
            "10:00        Talk 2",
            "             Room 2",
            "12:00        Lunch",
            "             all rooms",
        ]

    @pytest.mark.parametrize("width", [30, 60, 61, 79, 100, 132, 200])
    @pytest.mark.parametrize("count", [1, 2, 3, 5, 9])
    def test_never_is_wider_than_the_terminal(self, width: int, count: int) -> None:
        lines = drawn(in_rooms(count), width).splitlines()
        assert max(map(len, lines)) <= width
        text = "\n".join(lines)
        assert all(f"Talk {i}" in text and f"Room {i}" in text for i in range(count))

    @pytest.mark.parametrize(("width", "columns"), [(60, 2), (100, 4), (200, 9)])
    def test_has_more_columns_in_a_wider_terminal(self, width: int, columns: int) -> None:
        def has_heads(count: int) -> bool:
            heads = " ".join(f"Room {i}" for i in range(count))
            lines = drawn(in_rooms(count), width).splitlines()
            return any(" ".join(line.split()) == heads for line in lines)

        assert has_heads(columns)
        assert not has_heads(columns + 1)

    def test_of_a_meeting_without_rooms_is_a_list(self, show: Show) -> None:
        talks = [Session(id=f"s{i}", title=f"Talk {i}", start=BERLIN("18:00")) for i in range(2)]
        assert show(event(sessions=talks))[5:] == [
            "Saturday 30 October 2027",
            "18:00        Talk 0",
            "18:00        Talk 1",
        ]

    def test_a_night_belongs_to_its_evening(self, show: Show) -> None:
        tomorrow = at("Europe/Berlin", "2027-10-31")
        party = Session(id="p", title="Party", start=BERLIN("22:00"), end=tomorrow("01:30"))
        last = Session(id="l", title="Last dance", start=tomorrow("01:30"))
        brunch = Session(id="b", title="Brunch", start=tomorrow("11:00"))
        assert show(event(sessions=[brunch, last, party]))[5:] == [
            "Saturday 30 October 2027",
            "22:00-01:30+1  Party",
            "01:30+1        Last dance",
            "",
            "Sunday 31 October 2027",
            "11:00        Brunch",
        ]

    def test_a_repeated_hour_is_told_apart(self, show: Show) -> None:
        night = at("Europe/Berlin", "2027-10-31")
        talks = [
            Session(id="a", title="Second pass", start=night("02:15", fold=1)),
            Session(id="b", title="First pass", start=night("02:45")),
        ]
        assert show(event(sessions=talks))[6:] == [
            "02:45+1 CEST  First pass",
            "02:15+1 CET   Second pass",
        ]

    def test_who_and_what_stands_below_the_title(self, show: Show) -> None:
        people = [Person(id="ada", name="Ada"), Person(id="bob", name="Bob")]
        floor = Session(id="f", title="Open floor", kind="open_floor", start=BERLIN("18:00"))
        corner = Session(
            id="c",
            title="Corner",
            start=BERLIN("18:00"),
            part_of="f",
            contributors=[
                Contributor(person="ada", role="facilitator"),
                Contributor(person="bob"),
                Contributor(person="ada", role="other", label="tea"),
            ],
            materials=[Material(id="m", title="Notes", expected_on=date(2027, 11, 5))],
        )
        assert show(event(people=people, sessions=[floor, corner]))[6:] == [
            "18:00        Corner",
            "             Ada (facilitator), Bob, Ada (tea), part of Open floor",
            "             To follow: Notes (by 5 Nov 2027)",
            "18:00        Open floor",
        ]

    def test_sessions_of_one_room_and_time_stand_apart(self, show: Show) -> None:
        clash = Session(id="x", title="Clash", room="r0", start=BERLIN("10:00"))
        lines = show(in_rooms(2).put(clash))
        assert [line[13:40].strip() for line in lines[7:10]] == ["Talk 0", "", "Clash"]

    @pytest.mark.parametrize("status", ["cancelled", "postponed", "tentative"])
    def test_what_is_not_certain_says_so(self, show: Show, status: Any) -> None:
        talk = Session(id="s", title="Talk", start=BERLIN("18:00"), status=status)
        assert f"18:00        {status.capitalize()}: Talk" in show(event(sessions=[talk]))

    def test_what_has_no_time_yet_comes_last(self, show: Show) -> None:
        talks = [
            Session(id="a", title="Some day", length=timedelta(minutes=90)),
            Session(id="b", title="Sometime", length=timedelta(seconds=30), room="r1"),
            Session(id="c", title="Or never", materials=[Material(id="m", title="Slides")]),
        ]
        assert show(in_rooms(2).put(*talks))[-4:] == [
            "Not scheduled yet",
            "- Some day, 1 h 30 min",
            "- Sometime, 0 min, Room 1",
            "- Or never, to follow: Slides",
        ]

    def test_booths(self, show: Show) -> None:
        group = UserGroup(id="g", name="IT Pro Toronto")
        booths = [
            Booth(id="b", title="User Group area", host="g", room="r1", start=BERLIN("08:00")),
            Booth(id="c", title="Books"),
        ]
        assert show(in_rooms(2, groups=[group], booths=booths))[-3:] == [
            "Booths",
            "- User Group area, IT Pro Toronto, Room 1, Sat 30 Oct 2027, 08:00",
            "- Books",
        ]


class TestBy:
    def test_track_in_columns(self, show: Show) -> None:
        tracks = [Track(id="t", name="Infrastructure"), Track(id="u", name="Code")]
        talks = [
            Session(id="a", title="A", track="u", start=BERLIN("10:00")),
            Session(id="b", title="B", track="t", start=BERLIN("10:00"), room="r1"),
        ]
        whole = in_rooms(2, tracks=tracks).replace(sessions=talks)
        assert [line.split() for line in show(whole, "--by", "track")[6:]] == [
            ["Infrastructure", "Code"],
            ["10:00", "B", "A"],
            ["Room", "1"],
        ]

    def test_person_under_each_name_where_a_table_does_not_fit(self, show: Show) -> None:
        people = [Person(id=f"p{i}", name=f"Person {i}") for i in range(6)]
        panel = Session(
            id="s",
            title="Panel",
            start=BERLIN("10:00"),
            contributors=speakers(*(p.id for p in people)),
        )
        lines = show(event(people=people, sessions=[panel]), "--by", "person")
        assert [line for line in lines if line in [p.name for p in people]]
        assert sum("10:00" in line for line in lines) == 6

    def test_kind(self, show: Show, launch: Event) -> None:
        keynote = launch.session("keynote").replace(kind="keynote")
        lines = show(launch.put(keynote), "--by", "kind")
        assert lines[6].split() == ["Keynote", "Talk"]


class TestView:
    def test_public_is_the_default(self, show: Show, launch: Event) -> None:
        lines = show(launch)
        assert lines == show(public_view(launch))
        assert not any("banner" in line or "Bob" in line for line in lines)

    def test_full_shows_the_shifts(self, show: Show, launch: Event) -> None:
        assert show(launch, "--view", "full")[-2:] == [
            "Shifts",
            "- Wed 27 Feb 2008, 08:00-09:00, Put up the banner: 1 of 2 filled: Bob",
        ]

    def test_full_says_how_far_an_assignment_is(self, show: Show, launch: Event) -> None:
        banner = launch.shift("banner")
        asked = banner.assignments[0].replace(status="no_show")
        lines = show(launch.put(banner.replace(assignments=[asked])), "--view", "full")
        assert lines[-1].endswith("Put up the banner: 0 of 2 filled: Bob (no show)")


class TestOtherDocuments:
    def test_a_calendar_by_date(self, show: Show) -> None:
        late, early = event(id="b", title="Late"), event(id="a", title="Early")
        early = early.replace(start=at("Europe/Berlin")("2027-01-01 18:00"))
        series = EventSeries(
            template=event(id="s", title="Between", start=BERLIN("17:00")),
            recurrence=Recurrence(rule="FREQ=MONTHLY;BYDAY=3TU"),
        )
        lines = show(Calendar(name="All of it", events=[late, early], series=[series]))
        assert [line for line in lines if line in ("All of it", "Early", "Between", "Late")] == [
            "All of it",
            "Early",
            "Between",
            "Late",
        ]
        assert lines[1] == ""

    def test_a_calendar_of_days_and_times(self, show: Show) -> None:
        day = event(id="d", title="Day", start=date(2027, 10, 30))
        lines = show(Calendar(events=[event(), day]))
        assert lines[0] == "Day"

    def test_an_empty_calendar(self, show: Show) -> None:
        assert show(Calendar()) == ["No events."]
        assert show(Calendar(name="Nothing yet")) == ["Nothing yet", "No events."]

    def test_a_series(self, show: Show) -> None:
        series = EventSeries(
            template=event(),
            recurrence=Recurrence(
                rule="FREQ=WEEKLY",
                added=[at("Europe/Berlin")("2027-12-24 18:00")],
                skipped=[at("Europe/Berlin")("2027-11-06 18:00")],
            ),
            overrides=[event(title="Moved", occurrence=at("Europe/Berlin")("2027-11-13 18:00"))],
        )
        lines = show(series)
        assert lines[4:8] == [
            "Repeats     FREQ=WEEKLY",
            "Also on     Fri 24 Dec 2027",
            "Not on      Sat 6 Nov 2027",
            "",
        ]
        assert (lines[8], lines[-1]) == ("Moved", "Instead of  Sat 13 Nov 2027")

    def test_a_user_group(self, show: Show) -> None:
        group = UserGroup(
            id="g",
            name="IT Pro Toronto",
            locality="Toronto",
            country="CA",
            people=[Person(id="dana", name="Dana")],
            organizers=["dana"],
            url="https://itprotoronto.ca/",
        )
        assert show(group) == [
            "IT Pro Toronto",
            "Where       Toronto, CA",
            "Status      active",
            "Organizers  Dana",
            "Page        https://itprotoronto.ca/",
        ]

    def test_a_tour(self, show: Show) -> None:
        tour = Tour(id="t", name="Heroes Happen Here", products=["SQL Server 2008", "Windows"])
        assert show(tour) == ["Heroes Happen Here", "Products    SQL Server 2008, Windows"]

    def test_the_example(self, show: Show) -> None:
        lines = show(example(), "--view", "full")
        assert "Where       Direct Energy Building, Toronto, CA" in lines
        assert max(map(len, lines)) <= 100


HOSTILE = ("[red]Not[/red] markup", "[link=https://x]y[/link]", ":smile:", "[/]", "100% \\[b]")


class TestTexts:
    @pytest.mark.parametrize("title", HOSTILE)
    def test_markup_stays_text(self, title: str) -> None:
        whole = event(
            title=title,
            venue=Venue(id="v", name=title, rooms=[Room(id="r", name=title)]),
            people=[Person(id="p", name=title)],
            sessions=[
                Session(id="s", title=title, start=BERLIN("18:00"), contributors=speakers("p")),
                Session(id="t", title=title, start=BERLIN("18:00"), room="r"),
                Session(id="u", title=title),
            ],
            booths=[Booth(id="b", title=title)],
        )
        plain = drawn(whole, 200)
        assert plain.count(title) == 8
        assert drawn(whole, 200, force_terminal=True, color_system="truecolor").count(title) == 8

    def test_nothing_turns_the_direction_of_the_line(self, show: Show) -> None:
        lines = show(event(title="a\u202eb\u2066c\u2069d"))
        assert lines[0] == r"a\u202eb\u2066c\u2069d"

    def test_wide_characters_keep_the_columns(self) -> None:
        talks = [
            Session(
                id="a", title="小さなコミュニティを十年続ける方法", room="r0", start=BERLIN("10:00")
            ),
            Session(id="b", title="Narrow", room="r1", start=BERLIN("10:00")),
        ]
        lines = drawn(in_rooms(2).replace(sessions=talks), 60).splitlines()
        row = next(line for line in lines if "Narrow" in line)
        before = row[: row.index("Narrow")]
        heads = next(line for line in lines if "Room 1" in line)
        assert sum(2 if ord(c) > 0x2E80 else 1 for c in before) == heads.index("Room 1")

    @pytest.mark.parametrize("title", ["شكرا", "e\u0301\u200d", "👩‍👩‍👧‍👦", "x" * 500])
    def test_any_title_is_shown(self, show: Show, title: str) -> None:
        talk = Session(id="s", title=title, start=BERLIN("18:00"))
        shown = "".join(line.strip() for line in show(event(sessions=[talk])))
        assert title in shown


class TestOutput:
    def test_piped_is_plain_and_clean(self, program: Program, launch_json: Path) -> None:
        shown = program("show", launch_json).stdout.decode()
        assert "\x1b" not in shown
        assert shown.isascii()
        assert not any(line.endswith(" ") for line in shown.splitlines())

    def test_piped_has_100_columns_whatever_the_terminal(
        self, program: Program, launch_json: Path
    ) -> None:
        narrow = program("show", launch_json, env={**os.environ, "COLUMNS": "40"})
        assert narrow.stdout == program("show", launch_json).stdout

    def test_an_old_encoding_shows_question_marks(self, program: Program) -> None:
        given = to_json(event(title="Große Sitzung"))
        env = {**os.environ, "PYTHONIOENCODING": "ascii"}
        done = program("show", "-", input=given, env=env)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.startswith(b"Gro?e Sitzung\n")

    @pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
    def test_colours_where_a_terminal_has_them(
        self,
        launch: Event,
        monkeypatch: pytest.MonkeyPatch,
        variables: dict[str, str],
        coloured: bool,
    ) -> None:
        for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {"TERM": "xterm-256color", "COLUMNS": "80", **variables}.items():
            monkeypatch.setenv(name, value)
        screen = Screen()
        put_out(screen, lambda width: draw(launch, "room", width))
        assert ("\x1b[36m" in screen.getvalue() or ";36m" in screen.getvalue()) is coloured

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
    @pytest.mark.parametrize("columns", [60, 200])
    def test_a_terminal_is_used_in_its_width(self, launch_json: Path, columns: int) -> None:
        shown = in_a_terminal(columns, "show", str(launch_json))
        heads = next(line for line in shown.splitlines() if "Room 1" in line and "Room 2" in line)
        assert ("\x1b[" in shown) is True
        assert heads.index("Room 2") > columns // 4


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def in_a_terminal(columns: int, *args: str) -> str:
    """What a command prints in a pseudo-terminal of so many columns."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    names = ("COLUMNS", "NO_COLOR", "LINES")
    env = {k: v for k, v in os.environ.items() if k not in names} | {"TERM": "xterm-256color"}
    command = [sys.executable, "-m", "hallwaytrack", *args]
    running = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=env)
    os.close(theirs)
    pieces = []
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux tells the end of a terminal so
            break
        if not piece:
            break
        pieces.append(piece)
    os.close(ours)
    assert running.wait(timeout=60) == 0
    return b"".join(pieces).decode()
