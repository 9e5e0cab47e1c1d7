"""``hallwaytrack convert``."""

from pathlib import Path
from typing import Any

import pytest
from tests.cli.running import Program, Run

from hallwaytrack import (
    FORMATS,
    Calendar,
    Event,
    Format,
    Problem,
    Reading,
    at,
    from_json,
    public_view,
    to_html,
    to_ical,
    to_json,
)

toronto = at("America/Toronto")
SLIP: dict[str, Any] = {
    "name": "slip",
    "title": "Slips",
    "suffixes": (".slip",),
    "media_type": "text/x",
}
"""A format of the user's own, but for its reader and writer."""

FEED = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
BEGIN:VEVENT
UID:first-meeting@itprotoronto.example
DTSTART:20080318T180000
DTEND:20080318T210000
SUMMARY:First meeting
END:VEVENT
BEGIN:VEVENT
UID:monthly@itprotoronto.example
DTSTART:20080415T180000
RRULE:FREQ=MONTHLY;BYDAY=3TU
SUMMARY:Monthly meeting
END:VEVENT
END:VCALENDAR
"""
LOST = FEED.replace(
    b"DTEND:20080318T210000\nSUMMARY:First", b"STATUS:SO-SO\nSUMMARY:First"
).replace(b"DTSTART:20080415T180000\n", b"")
"""The same with a status that none knows, and without the start of the series."""

READABLE = ", ".join(name for name, format in FORMATS.items() if format.reads)
WRITABLE = ", ".join(name for name, format in FORMATS.items() if format.writes)
KNOWN = ", ".join(f"{s} ({name})" for name, format in FORMATS.items() for s in format.suffixes)


def _is_slip(head: bytes) -> bool:
    return head.startswith(b"SLIP")


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """A feed that another program wrote."""
    path = tmp_path / "feed.ics"
    path.write_bytes(FEED)
    return path


class TestPages:
    def test_to_a_page_and_what_programs_read_in_it(
        self, run: Run, launch: Event, launch_json: Path
    ) -> None:
        page, back = launch_json.with_suffix(".html"), launch_json.with_name("back.json")
        result = run("convert", launch_json, page)
        assert (result.exit_code, result.output) == (0, "")
        assert page.read_bytes() == to_html(launch)
        assert run("convert", page, back, "--timezone", "America/Toronto").exit_code == 0
        assert "Heroes Happen Here" in back.read_text("utf-8")


class TestFromIcalendar:
    def test_to_json(self, run: Run, feed: Path) -> None:
        target = feed.with_suffix(".json")
        result = run("convert", feed, target, "--timezone", "America/Toronto")
        assert (result.exit_code, result.stdout) == (0, "")
        found = from_json(target.read_bytes(), Calendar)
        assert [event.start for event in found.events] == [toronto("2008-03-18 18:00")]
        assert [series.recurrence.rule for series in found.series] == ["FREQ=MONTHLY;BYDAY=3TU"]

    def test_what_we_wrote_comes_back_with_the_same_bytes(
        self, run: Run, launch: Event, launch_json: Path
    ) -> None:
        feed, back = launch_json.with_suffix(".ics"), launch_json.with_name("back.ics")
        for source, target in ((launch_json, feed), (feed, back)):
            result = run("convert", source, target)
            assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == ""  # what was lost, was lost before
        assert back.read_bytes() == feed.read_bytes() == to_ical(launch)

    def test_streams(self, program: Program) -> None:
        zone = ("--timezone", "America/Toronto")
        done = program("convert", "-", "-", "--to", "json", *zone, input=FEED)
        assert done.returncode == 0
        assert len(from_json(done.stdout, Calendar).events) == 1

    def test_what_was_guessed_is_told_and_0(self, run: Run, feed: Path) -> None:
        """A warning: all that the feed holds is there."""
        result = run("convert", feed, "-", "--to", "json")
        assert result.exit_code == 0
        assert result.stderr.splitlines()[0] == (
            f"{feed}:6: warning: IC203 the time names no zone, and none is known, "
            "got 'DTSTART:20080318T180000'; read as UTC"
        )

    @pytest.mark.parametrize("to", ["json", "ical"])
    def test_what_no_model_holds_is_told_and_1(self, run: Run, feed: Path, to: str) -> None:
        """An error, while the rest is written."""
        feed.write_bytes(LOST)
        zone = ("--timezone", "America/Toronto")
        result = run("convert", feed, "-", "--to", to, *zone, "--view", "full")
        assert result.exit_code == 1
        assert b"First meeting" in result.stdout_bytes
        severe = [line for line in result.stderr.splitlines() if ": info: " not in line]
        assert severe == [
            f"{feed}:7: warning: IC115 the value cannot be read, got 'STATUS:SO-SO'; kept in extra",
            f"{feed}:10: IC109 an event needs a DTSTART; kept in the calendar's extra",
        ]

    def test_show(self, run: Run, feed: Path) -> None:
        feed.write_bytes(FEED.replace(b"T180000", b"T220000Z").replace(b"T210000", b"T230000Z"))
        result = run("show", feed)
        assert (result.exit_code, result.stderr) == (0, "")
        assert "First meeting" in result.stdout
        assert "Monthly meeting" in result.stdout

    def test_show_tells_what_is_lost_after_the_rest(self, run: Run, feed: Path) -> None:
        feed.write_bytes(LOST)
        result = run("show", feed)
        assert result.exit_code == 1
        assert "First meeting" in result.stdout
        assert result.stderr.splitlines()[-1] == (
            f"{feed}:10: IC109 an event needs a DTSTART; kept in the calendar's extra"
        )


class TestConvert:
    def test_to_icalendar(self, run: Run, launch: Event, launch_json: Path) -> None:
        target = launch_json.with_suffix(".ics")
        result = run("convert", launch_json, target)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr.endswith("left out of iCalendar; --losses tells what\n")
        assert target.read_bytes() == to_ical(launch)

    def test_a_suffix_in_capitals(self, run: Run, launch: Event, launch_json: Path) -> None:
        target = launch_json.with_name("LAUNCH.ICS")
        assert run("convert", launch_json, target).exit_code == 0
        assert target.read_bytes() == to_ical(launch)

    def test_by_the_content(self, run: Run, launch: Event, launch_json: Path) -> None:
        source = launch_json.rename(launch_json.with_name("launch"))
        assert run("convert", source, "-", "--to", "ical").stdout_bytes == to_ical(launch)

    def test_by_name(self, run: Run, launch: Event, launch_json: Path) -> None:
        source = launch_json.rename(launch_json.with_suffix(".txt"))
        target = source.with_suffix(".out")
        assert run("convert", source, target, "--from", "json", "--to", "ical").exit_code == 0
        assert target.read_bytes() == to_ical(launch)

    def test_with_components(self, run: Run, launch: Event, launch_json: Path) -> None:
        result = run("convert", launch_json, "-", "--to", "ical", "--components")
        assert result.stdout_bytes == to_ical(launch, components=True)
        assert b"BEGIN:PARTICIPANT" in result.stdout_bytes

    def test_streams(self, program: Program, launch: Event) -> None:
        done = program("convert", "-", "-", "--to", "ical", input=to_json(launch))
        assert (done.returncode, done.stderr.count(b"\n")) == (0, 1)
        assert done.stdout == to_ical(launch)

    def test_a_calendar_of_thousands_streams(self, program: Program, launch: Event) -> None:
        sessions = [launch.session("servers").replace(id=f"s{i}") for i in range(3000)]
        large = launch.replace(sessions=sessions)
        done = program("convert", "-", "-", "--to", "ical", input=to_json(large))
        assert done.stdout == to_ical(large)


class TestView:
    """What is private leaves only with ``--view full``, whatever the format."""

    def test_public_is_the_default(self, run: Run, launch: Event, launch_json: Path) -> None:
        result = run("convert", launch_json, "-", "--to", "json")
        assert from_json(result.stdout_bytes) == public_view(launch)
        for secret in (b"ada@example.org", b"416 555", b"banner", b"Not for others", b"Bob"):
            assert secret not in result.stdout_bytes

    def test_full_by_name(self, run: Run, launch: Event, launch_json: Path) -> None:
        target = launch_json.with_name("copy.json")
        assert run("convert", launch_json, target, "--view", "full").exit_code == 0
        assert from_json(target.read_bytes()) == launch

    def test_public_icalendar_needs_no_public_view(self, launch: Event) -> None:
        assert to_ical(public_view(launch)) == to_ical(launch)

    def test_the_public_view_does_not_replace_its_source(
        self, run: Run, launch: Event, launch_json: Path
    ) -> None:
        result = run("convert", launch_json, launch_json)
        assert result.exit_code == 2
        assert result.stderr == (
            f"{launch_json}: the public view of a file must not replace it; "
            "name another, or say --view full\n"
        )
        assert from_json(launch_json.read_bytes()) == launch

    def test_nor_by_another_name(self, run: Run, launch: Event, launch_json: Path) -> None:
        other = launch_json.with_name("other.json")
        other.hardlink_to(launch_json)
        assert run("convert", launch_json, other).exit_code == 2
        assert from_json(launch_json.read_bytes()) == launch

    def test_the_full_view_may(self, run: Run, launch: Event, launch_json: Path) -> None:
        launch_json.write_bytes(to_json(launch, indent=True))
        assert run("convert", launch_json, launch_json, "--view", "full").exit_code == 0
        assert launch_json.read_bytes() == to_json(launch)


class TestRefusals:
    """Each is one line, nothing is written, and the program ends with 2."""

    def told(self, run: Run, *args: object, input: bytes | None = None) -> str:
        result = run("convert", *args, input=input)
        assert (result.exit_code, result.stdout) == (2, "")
        (line,) = result.stderr.splitlines()
        return line

    def test_an_unknown_suffix(self, run: Run, launch_json: Path) -> None:
        target = launch_json.with_suffix(".doc")
        assert self.told(run, launch_json, target) == (
            f"{target}: no format has the suffix of this name, got 'launch.doc'; known are {KNOWN}"
        )
        assert not target.exists()

    def test_an_unknown_content(self, run: Run) -> None:
        line = self.told(run, "-", "x.ics", input=b"hello")
        assert line == f"<stdin>: the content is of no known format; what can be read is {READABLE}"

    @pytest.mark.parametrize(("option", "where"), [("--from", "SRC"), ("--to", "DST")])
    def test_an_unknown_format(self, run: Run, launch_json: Path, option: str, where: str) -> None:
        target = launch_json.with_suffix(".ics")
        line = self.told(run, launch_json, target, option, "jsn")
        about = launch_json if where == "SRC" else target
        assert line == (
            f"{about}: a format must be one of {', '.join(FORMATS)}, got 'jsn'; "
            "did you mean 'json'?"
        )

    def test_a_stream_of_what(self, run: Run, launch_json: Path) -> None:
        line = self.told(run, launch_json, "-")
        assert line == "<stdout>: say in which format, with --to json or --to ical"

    def test_reading_what_can_only_be_written(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(FORMATS, "slip", Format(**SLIP, writer=lambda _: b"", sniff=_is_slip))
        source = tmp_path / "talk.slip"
        source.write_bytes(b"SLIP Talk")
        told = f"Slips can only be written, not read; what can be read is {READABLE}"
        assert self.told(run, source, tmp_path / "out.json") == f"{source}: {told}"
        given = source.read_bytes()
        assert self.told(run, "-", tmp_path / "out.json", input=given) == f"<stdin>: {told}"

    def test_icalendar_that_is_none(self, run: Run, tmp_path: Path) -> None:
        source, target = tmp_path / "feed.ics", tmp_path / "out.json"
        source.write_bytes(b"<html>")
        line = self.told(run, source, target)
        assert line.startswith(f"{source}: ")
        assert "BEGIN:VCALENDAR" in line
        assert not target.exists()

    def test_an_unknown_zone_for_icalendar(self, run: Run, feed: Path) -> None:
        line = self.told(run, feed, "-", "--to", "json", "--timezone", "Nowhere/Land")
        assert line.startswith(
            f"{feed}: timezone must be an IANA time zone name, got 'Nowhere/Land'"
        )

    def test_a_document_that_the_format_does_not_hold(self, run: Run) -> None:
        tour = b'{"hallwaytrack":"1.0","type":"tour","id":"t","name":"T"}'
        line = self.told(run, "-", "-", "--to", "ical", input=tour)
        assert line == "<stdin>: iCalendar holds no Tour, only these: Calendar, Event, EventSeries"

    def test_components_of_what_has_none(self, run: Run, launch_json: Path) -> None:
        target = launch_json.with_name("copy.json")
        line = self.told(run, launch_json, target, "--components")
        assert line == f"{target}: --components is not for JSON"

    def test_a_zone_for_what_names_its_own(self, run: Run, launch_json: Path) -> None:
        target = launch_json.with_suffix(".ics")
        line = self.told(run, launch_json, target, "--timezone", "America/Toronto")
        assert line == f"{launch_json}: --timezone is not for JSON, whose times name their zone"
        assert not target.exists()

    def test_every_problem_of_a_document(self, run: Run, tmp_path: Path) -> None:
        source = tmp_path / "talks.json"
        source.write_bytes(
            b'{"hallwaytrack":"1.0","type":"event","id":"e","title":"","sesions":[],'
            b'"start":"2008-03-18T18:00:00-04:00","timezone":"America/Toronto"}'
        )
        result = run("convert", source, "-", "--to", "ical")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.splitlines() == [
            f"{source} /sesions: unknown member 'sesions'; did you mean 'sessions'?",
            f"{source} /title: title must hold a visible character, got ''",
        ]

    def test_a_naive_time(self, run: Run, tmp_path: Path) -> None:
        source = tmp_path / "talks.json"
        source.write_bytes(
            b'{"hallwaytrack":"1.0","type":"event","id":"e","title":"T",'
            b'"start":"2008-03-18T18:00:00"}'
        )
        line = self.told(run, source, "-", "--to", "ical")
        assert line.startswith(f"{source} /start: start needs a time zone, got ")

    def test_an_empty_file(self, run: Run, tmp_path: Path) -> None:
        source = tmp_path / "empty.json"
        source.touch()
        line = self.told(run, source, "-", "--to", "ical")
        assert line.startswith(f"{source}: a document must be JSON")


@pytest.fixture
def slips(monkeypatch: pytest.MonkeyPatch) -> list[Problem]:
    """A format of the user's own, one title a line, whose problems a test chooses."""
    problems: list[Problem] = []

    def from_slip(data: bytes, *, timezone: str = "UTC") -> Reading:
        start = f"2008-03-18T18:00:00{'-04:00' if timezone == 'America/Toronto' else 'Z'}"
        event: dict[str, Any] = {"start": start, "timezone": timezone, "title": data.decode()}
        members = ",".join(f'"{name}":"{value}"' for name, value in event.items())
        text = f'{{"hallwaytrack":"1.0","type":"event","id":"e",{members}}}'
        return Reading(from_json(text.encode()), problems)

    monkeypatch.setitem(FORMATS, "slip", Format(**SLIP, reader=from_slip))
    return problems


class TestReaders:
    """What a reader tells besides the document, and what it may be told."""

    @pytest.fixture
    def slip(self, tmp_path: Path, slips: list[Problem]) -> Path:
        path = tmp_path / "talk.slip"
        path.write_bytes(b"Talk")
        return path

    def test_no_problem_is_0(self, run: Run, slip: Path) -> None:
        assert run("convert", slip, "-", "--to", "json").exit_code == 0

    def test_something_lost_is_1(self, run: Run, slip: Path, slips: list[Problem]) -> None:
        slips.append(Problem(message="no title", line=3, code="HT301", value=""))
        slips.append(Problem(message="odd", place="/end", severity="warning", mend="mended"))
        result = run("convert", slip, "-", "--to", "json")
        assert result.exit_code == 1
        assert from_json(result.stdout_bytes, Event).title == "Talk"
        assert result.stderr.splitlines() == [
            f"{slip}:3: HT301 no title, got ''",
            f"{slip} /end: warning: odd; mended",
        ]

    def test_something_mended_is_0(self, run: Run, slip: Path, slips: list[Problem]) -> None:
        slips.append(Problem(message="odd", severity="warning"))
        result = run("convert", slip, "-", "--to", "json")
        assert (result.exit_code, result.stderr) == (0, f"{slip}: warning: odd\n")

    def test_a_zone_for_times_without_one(self, run: Run, slip: Path) -> None:
        zone = "America/Toronto"
        result = run("convert", slip, "-", "--to", "json", "--timezone", zone)
        assert from_json(result.stdout_bytes, Event).timezone == zone

    def test_writing_what_can_only_be_read(self, run: Run, slip: Path, launch_json: Path) -> None:
        result = run("convert", launch_json, slip)
        assert result.stderr == (
            f"{launch_json}: Slips can only be read, not written; "
            f"what can be written is {WRITABLE}\n"
        )
        assert (result.exit_code, slip.read_bytes()) == (2, b"Talk")
