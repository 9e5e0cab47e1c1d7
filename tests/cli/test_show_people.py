"""``hallwaytrack show`` with ``--roster``, ``--person`` and ``--upcoming``."""

import io
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console
from tests.cli.running import Program, Run
from tests.model.test_staffing import event, on, shift, talk

from hallwaytrack import (
    Booth,
    Calendar,
    Event,
    EventSeries,
    Material,
    Person,
    Recurrence,
    Tour,
    UserGroup,
    VirtualLocation,
    Volunteer,
    at,
    example,
    to_json,
)
from hallwaytrack.cli.listing import personal, upcoming
from hallwaytrack.cli.rosters import bar, draw_roster

LAUNCH = "launch-toronto@heroeshappenhere.example"
WIDTHS = (60, 80, 100, 120, 200)


@pytest.fixture
def show(run: Run) -> Callable[..., list[str]]:
    """The lines that the command prints of a document, piped."""

    def shown(document: Any, *args: str) -> list[str]:
        result = run("show", "-", *args, input=to_json(document))
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout.splitlines()

    return shown


def told(run: Run, document: Any, *args: str, **options: Any) -> str:
    """The last line of an error that ends with 2."""
    result = run("show", "-", *args, input=to_json(document), **options)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.splitlines()[-1]


def drawn(pieces: Iterable[Any], width: int, **options: Any) -> str:
    """What a terminal of some width shows."""
    stream = io.StringIO()
    console = Console(file=stream, width=width, highlight=False, markup=False, **options)
    for piece in pieces:
        console.print(piece)
    return stream.getvalue()


def launch() -> Event:
    return example().event(LAUNCH)


class TestBar:
    @pytest.mark.parametrize(
        ("there", "needed", "missing", "shown"),
        [
            (0, 1, 1, "[.]"),
            (3, 3, 0, "[###]"),
            (2, 3, 1, "[##.]"),
            (3, 2, 0, "[##+]"),
            (2, 2, 1, "[#.+]"),
            (10, 10, 0, "[##########]"),
            (20, 20, 0, "[##########]"),
            (10, 20, 10, "[#####.....]"),
            (999, 1000, 1, "[#########.]"),
            (0, 2_147_483_647, 2_147_483_647, "[..........]"),
        ],
    )
    def test_has_a_sign_for_each_or_a_share(
        self, there: int, needed: int, missing: int, shown: str
    ) -> None:
        assert bar(there, needed, missing).plain == shown


class TestRoster:
    def test_of_the_story(self, show: Callable[..., list[str]]) -> None:
        lines = show(example(), "--roster")
        assert lines[:5] == [
            "Roster: Heroes Happen Here",
            "",
            "Wednesday 27 February 2008",
            "08:00-09:00  [##]          2 of 2    Put up the banner               Dana (done), Ravi (done)",
            "                                     User Group area",
        ]
        at_hours = lines.index("Hours")
        assert lines[lines.index("Coverage over time") : at_hours] == [
            "Coverage over time",
            "08:00-09:00  [##]          2 of 2",
            "10:30-12:30  [###]         3 of 3",
            "13:00-15:00  [###]         3 of 3",
            "15:00-15:30  [##]          2 of 2",
            "",
        ]
        assert lines[at_hours + 2] == (
            "Dana   3 h planned, 1 h 5 min worked, 2 h done without a record"
        )
        assert "From 2 h to 3 h each, 2 h 30 min on average: a spread of 1 h" in lines
        assert "Clashes" not in lines
        missed = lines.index("Missed by volunteers")
        assert lines[missed + 1 : missed + 3] == [
            "- A first look at Windows Server 2008: Dana, Mei, Tomas",
            "  To follow: Slides (by 14 Mar 2008)",
        ]

    def test_what_lacks_and_what_clashes(self, show: Callable[..., list[str]]) -> None:
        busy = event(
            shift("a", "09:00", "11:00", "ada", "bob", needed=3, place="b1", role="Desk"),
            shift("b", "10:00", "12:00", "ada", role="Door"),
            shift("c", "10:00", "12:00", role="Gate"),
            shift("d", "23:00", "23:30", "bob").replace(
                start=on("23:00") + timedelta(days=1), end=on("23:30") + timedelta(days=1)
            ),
            sessions=[talk(title="Servers")],
            volunteers=[Volunteer(person="ada", max_hours=3), Volunteer(person="bob")],
        )
        assert show(busy, "--roster") == [
            "Roster: Launch",
            "",
            "Tuesday 18 March 2008",
            "09:00-11:00  [##.]         2 of 3    Desk                            Ada, Bob",
            "                                     Room B1",
            "10:00-12:00  [#]           1 of 1    Door                            Ada",
            "10:00-12:00  [.]           0 of 1    Gate                            nobody yet",
            "",
            "Wednesday 19 March 2008",
            "23:00-23:30  [#]           1 of 1    booth                           Bob",
            "",
            "Coverage over time",
            "09:00-10:00  [##.]         2 of 3, 1 missing",
            "10:00-11:00  [###..]       3 of 5, 2 missing",
            "11:00-12:00  [#.]          1 of 2, 1 missing",
            "Wed 19 Mar 2008, 23:00-23:30  [#]           1 of 1",
            "",
            "Hours",
            "Ada  4 h planned (3 h wanted)",
            "Bob  2 h 30 min planned",
            "From 2 h 30 min to 4 h each, 3 h 15 min on average: a spread of 1 h 30 min",
            "",
            "Clashes",
            "- Ada: Desk 09:00-11:00 and Door 10:00-12:00",
            "- Ada: Servers 10:00-11:00 and Door 10:00-12:00",
            "",
            "Missed by volunteers",
            "- Servers: Bob",
        ]

    def test_without_volunteers(self, show: Callable[..., list[str]]) -> None:
        lines = show(event(shift("a", "09:00", "10:00"), volunteers=()), "--roster")
        assert lines[-1] == "09:00-10:00  [.]           0 of 1, 1 missing"

    def test_without_shifts(self, show: Callable[..., list[str]]) -> None:
        assert show(event(), "--roster") == ["Roster: Launch", "No shifts."]
        assert show(Calendar(events=[event()]), "--roster") == ["Roster: Launch", "No shifts."]

    def test_of_what_has_no_volunteers(self, show: Callable[..., list[str]]) -> None:
        assert show(Tour(id="t", name="T"), "--roster") == ["No shifts."]

    def test_of_each_event_that_has_shifts(self, show: Callable[..., list[str]]) -> None:
        one, two = event(shift("a", "09:00", "10:00")), event(shift("a", "09:00", "10:00"))
        calendar = Calendar(
            events=[one, event().replace(id="none"), two.replace(id="two", title="Two")]
        )
        lines = show(calendar, "--roster")
        assert [line for line in lines if line.startswith("Roster")] == [
            "Roster: Launch",
            "Roster: Two",
        ]
        assert lines[lines.index("Roster: Two") - 1] == ""

    def test_of_one_event(self, show: Callable[..., list[str]]) -> None:
        assert show(example(), "--roster", "--event", LAUNCH) == show(launch(), "--roster")

    @pytest.mark.parametrize("width", WIDTHS)
    def test_fits_into_any_width(self, width: int) -> None:
        shown = drawn(draw_roster(launch(), width), width)
        assert all(cell_len(line.rstrip()) <= width for line in shown.splitlines())
        beside = "Put up the banner" in next(x for x in shown.splitlines() if "Dana (done), R" in x)
        assert beside is (width >= 100)

    def test_narrow_names_stand_below(self) -> None:
        lines = [x.rstrip() for x in drawn(draw_roster(launch(), 60), 60).splitlines()]
        assert lines[3:7] == [
            "08:00-09:00  [##]          2 of 2    Put up the banner",
            "                                     User Group area",
            "                                     Dana (done), Ravi",
            "                                     (done)",
        ]

    def test_is_in_colours_on_a_terminal(self) -> None:
        short = launch().amend("pack-up", needed=3)
        shown = drawn(draw_roster(short, 80), 80, force_terminal=True, color_system="standard")
        assert "\x1b[32m##\x1b[0m\x1b[1;31m.\x1b[0m" in shown


class TestPerson:
    def test_of_the_story(self, show: Callable[..., list[str]]) -> None:
        assert show(example(), "--person", "mei", "--event", LAUNCH) == [
            "Mei: Heroes Happen Here",
            "",
            "Wednesday 27 February 2008",
            "10:30-12:30  Booth: User Group area, Heroes Happen Here",
            "             Answer IT professionals, Exhibit hall, Direct Energy Building, Toronto, CA",
            "15:00-15:30  Booth: User Group area, Heroes Happen Here",
            "             Take down the banner, Exhibit hall, Direct Energy Building, Toronto, CA",
            "",
            "Missed meanwhile",
            "- A first look at Windows Server 2008",
            "  To follow: Slides (by 14 Mar 2008)",
            "- A first look at Visual Studio 2008",
            "  To follow: Slides (by 14 Mar 2008), Code of the demos (by 14 Mar 2008)",
            "- Looking after SQL Server 2008",
            "  To follow: Slides (by 14 Mar 2008)",
            "",
            "Hours: 2 h 30 min planned, 2 h 30 min done without a record",
        ]

    def test_who_speaks(self, show: Callable[..., list[str]]) -> None:
        lines = show(
            event(sessions=[talk(room=None)], venue=None, volunteers=()), "--person", "ada"
        )
        assert lines == [
            "Ada: Launch",
            "",
            "Tuesday 18 March 2008",
            "10:00-11:00  Talk: T, Launch",
        ]

    def test_where_it_is_online(self, show: Callable[..., list[str]]) -> None:
        online = [VirtualLocation(url="https://example.org/join")]
        lines = show(
            event(sessions=[talk(online=online, room=None)], venue=None, volunteers=()),
            "--person",
            "ada",
        )
        assert lines[-1] == "             online"

    def test_what_they_miss_without_anything_to_follow(
        self, show: Callable[..., list[str]]
    ) -> None:
        lines = show(
            event(shift("a", "10:00", "11:00", "bob"), sessions=[talk()]), "--person", "bob"
        )
        assert lines[-4:] == ["Missed meanwhile", "- T", "", "Hours: 1 h planned"]

    def test_who_does_nothing(self, show: Callable[..., list[str]]) -> None:
        assert show(event(volunteers=()), "--person", "ada") == ["Ada: Launch", "Nothing to do."]

    def test_at_each_event_that_knows_them(self, show: Callable[..., list[str]]) -> None:
        other = event(people=[Person(id="zed", name="Z")], volunteers=()).replace(id="other")
        calendar = Calendar(events=[event(), other, event().replace(id="third", title="Third")])
        lines = show(calendar, "--person", "ada")
        assert [line for line in lines if line.startswith("Ada")] == ["Ada: Launch", "Ada: Third"]

    def test_who_is_not_there(self, run: Run) -> None:
        assert told(run, event(), "--person", "add") == (
            "<stdin>: no person has this id, got 'add'; did you mean 'ada'?"
        )

    @pytest.mark.parametrize("width", WIDTHS)
    def test_fits_into_any_width(self, width: int) -> None:
        shown = drawn(personal(launch(), "mei", width), width)
        assert all(cell_len(line.rstrip()) <= width for line in shown.splitlines())


def groups() -> Calendar:
    """Two groups: one meets every third Tuesday, the other once, elsewhere."""
    toronto, montreal = at("America/Toronto"), at("America/Vancouver")
    itpro = UserGroup(id="itpro", name="IT Pro Toronto")
    monthly = Event(
        id="monthly@example.org",
        title="Meeting",
        start=toronto("2008-03-18 18:00"),
        end=toronto("2008-03-18 21:00"),
        groups=[itpro],
        organizers=["itpro"],
        materials=[Material(id="m", title="Agenda")],
    )
    once = Event(
        id="once@example.org",
        title="Pacific night",
        start=montreal("2008-03-20 19:00"),
        status="postponed",
        status_reason="Snow",
    )
    return Calendar(
        name="User groups",
        timezone="America/Toronto",
        series=[EventSeries(template=monthly, recurrence=Recurrence.monthly(nth=3, weekday="tue"))],
        events=[once],
    )


class TestUpcoming:
    def test_of_groups(self, show: Callable[..., list[str]]) -> None:
        assert show(groups(), "--upcoming", "30d", "--now", "2008-03-18") == [
            "Upcoming: User groups",
            "",
            "Tuesday 18 March 2008",
            "18:00-21:00  Meeting",
            "             IT Pro Toronto, place to be announced",
            "             To follow: Agenda",
            "             Times are those of America/Toronto",
            "",
            "Thursday 20 March 2008",
            "19:00        Postponed: Pacific night",
            "             place to be announced",
            "             postponed: Snow",
            "             Times are those of America/Vancouver",
            "",
            "Tuesday 15 April 2008",
            "18:00-21:00  Meeting",
            "             IT Pro Toronto, place to be announced",
            "             To follow: Agenda",
            "             Times are those of America/Toronto",
        ]

    @pytest.mark.parametrize(
        ("length", "now", "meetings"),
        [
            ("1d", "2008-03-18", 1),
            ("28d", "2008-03-18", 1),
            ("29d", "2008-03-18", 2),
            ("5w", "2008-03-19", 1),
            ("1d", "2008-03-18T21:00:00-04:00", 0),
            ("1d", "2008-03-19T00:59:59Z", 1),
            ("1d", "2008-03-19T01:00:00Z", 0),
        ],
    )
    def test_from_then_on(
        self, show: Callable[..., list[str]], length: str, now: str, meetings: int
    ) -> None:
        calendar = groups().replace(events=())
        lines = show(calendar, "--upcoming", length, "--now", now)
        assert sum(line.endswith(" Meeting") for line in lines) == meetings
        assert ("No events." in lines) is (not meetings)

    def test_one_zone_goes_without_saying(self, show: Callable[..., list[str]]) -> None:
        lines = show(groups().replace(events=()), "--upcoming", "1d", "--now", "2008-03-18")
        assert not any("Times are" in line for line in lines)

    def test_days(self, show: Callable[..., list[str]]) -> None:
        start = on("00:00").date()
        one = Event(id="one", title="One", start=start)
        two = Event(id="two", title="Two", start=start, end=start + timedelta(days=1))
        lines = show(Calendar(events=[two, one]), "--upcoming", "1w", "--now", "2008-03-18")
        assert [line.split("  ")[0] for line in lines if "One" in line or "Two" in line] == [
            "all day",
            "to Wed 19 Mar 2008",
        ]

    def test_of_a_single_event(self, show: Callable[..., list[str]]) -> None:
        lines = show(event(), "--upcoming", "1w", "--now", "2008-03-17")
        assert lines[:1] == ["Upcoming"] and "08:00        Launch" in lines

    @pytest.mark.parametrize("document", [Tour(id="t", name="T"), UserGroup(id="g", name="G")])
    def test_of_what_has_no_time(self, show: Callable[..., list[str]], document: Any) -> None:
        shown = show(document, "--upcoming", "1w", "--now", "2008-03-17")
        assert shown == ["Upcoming", "No events."]

    def test_the_environment_may_tell_the_time(self, run: Run) -> None:
        at_noon = str(int(on("12:00").timestamp()))
        result = run("show", "-", "--upcoming", "1d", input=to_json(groups()),
                     env={"SOURCE_DATE_EPOCH": at_noon})  # fmt: skip
        assert (result.exit_code, "Tuesday 18 March 2008" in result.stdout) == (0, True)

    def test_no_clock_is_read(self, run: Run) -> None:
        assert told(run, groups(), "--upcoming", "1d", env={"SOURCE_DATE_EPOCH": None}) == (
            "--upcoming: say from when on: with --now 2008-03-01, or in SOURCE_DATE_EPOCH"
        )

    @pytest.mark.parametrize("epoch", ["x", "9" * 30, "1.5"])
    def test_an_environment_that_tells_none(self, run: Run, epoch: str) -> None:
        line = told(run, groups(), "--upcoming", "1d", env={"SOURCE_DATE_EPOCH": epoch})
        assert (
            line == f"SOURCE_DATE_EPOCH: it must be a number of seconds since 1970, not {epoch!r}"
        )

    @pytest.mark.parametrize(
        ("args", "line"),
        [
            (("--upcoming", "30"), "--upcoming: write a number of days, hours or weeks, such as 30d, not '30'"),
            (("--now", "soon"), "with the offset, not 'soon'"),
            (("--now", "2008-02-30"), "with the offset, not '2008-02-30'"),
            (("--now", "2008-03-01T10:00"), "--now: write 2008-02-27, or 2008-02-27T08:00-05:00 with the offset, not '2008-03-01T10:00'"),
        ],
    )  # fmt: skip
    def test_what_is_no_length_or_time(self, run: Run, args: tuple[str, ...], line: str) -> None:
        assert told(run, groups(), *args).endswith(line)

    @pytest.mark.parametrize("now", ["9998-01-01", "9998-01-01T00:00Z"])
    def test_beyond_the_last_year(self, run: Run, now: str) -> None:
        assert told(run, groups(), "--upcoming", "99999w", "--now", now) == (
            "--upcoming: it goes on beyond the last year that there is"
        )

    @pytest.mark.parametrize("width", WIDTHS)
    def test_fits_into_any_width(self, width: int) -> None:
        events = example().between(on("00:00").date() - timedelta(days=60), on("23:00"))
        shown = drawn(upcoming("Toronto", events, width), width)
        assert all(cell_len(line.rstrip()) <= width for line in shown.splitlines())


class TestTogether:
    @pytest.mark.parametrize(
        "args",
        [
            ("--roster", "--person", "ada"),
            ("--roster", "--upcoming", "1d"),
            ("--person", "ada", "--upcoming", "1d"),
        ],
    )
    def test_one_at_a_time(self, run: Run, args: tuple[str, ...]) -> None:
        line = told(run, event(), *args)
        assert line == "Error: --roster, --person and --upcoming exclude each other"

    def test_an_event_that_is_not_there(self, run: Run) -> None:
        assert told(run, event(), "--event", "x", "--roster").startswith(
            "<stdin>: no event has this id, got 'x'; there is e@example.org"
        )

    def test_titles_cannot_turn_the_text_around(self, show: Callable[..., list[str]]) -> None:
        evil = event(
            shift("a", "09:00", "10:00", "ada", role="R\u202ed", place="z"),
            booths=[Booth(id="z", title="B\u202ez")],
        ).replace(title="E\u202ev")
        for args in (
            ("--roster",),
            ("--person", "ada"),
            ("--upcoming", "1d", "--now", "2008-03-18"),
        ):
            assert "\u202e" not in "\n".join(show(evil, *args))

    def test_as_a_program(self, program: Program) -> None:
        done = program("show", "-", "--roster", input=to_json(launch()))
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"[##]" in done.stdout
