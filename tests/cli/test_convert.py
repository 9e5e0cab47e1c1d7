"""``hallwaytrack convert``."""

from pathlib import Path
from typing import Any

import pytest
from tests.cli.running import Program, Run

from hallwaytrack import (
    FORMATS,
    Event,
    Format,
    Problem,
    Reading,
    from_json,
    public_view,
    to_ical,
    to_json,
)


class TestConvert:
    def test_to_icalendar(self, run: Run, launch: Event, launch_json: Path) -> None:
        target = launch_json.with_suffix(".ics")
        result = run("convert", launch_json, target)
        assert (result.exit_code, result.output) == (0, "")
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
        assert (done.returncode, done.stderr) == (0, b"")
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
        known = ", ".join(f"{s} ({f.name})" for f in FORMATS.values() for s in f.suffixes)
        assert self.told(run, launch_json, target) == (
            f"{target}: no format has the suffix of this name, got 'launch.doc'; known are {known}"
        )
        assert not target.exists()

    def test_an_unknown_content(self, run: Run) -> None:
        line = self.told(run, "-", "x.ics", input=b"hello")
        assert line == "<stdin>: the content is of no known format; what can be read is json"

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

    def test_reading_what_can_only_be_written(self, run: Run, tmp_path: Path) -> None:
        source = tmp_path / "feed.ics"
        source.write_bytes(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
        told = "iCalendar can only be written, not read; what can be read is json"
        assert self.told(run, source, tmp_path / "out.json") == f"{source}: {told}"
        given = source.read_bytes()
        assert self.told(run, "-", tmp_path / "out.json", input=given) == f"<stdin>: {told}"

    def test_a_document_that_the_format_does_not_hold(self, run: Run) -> None:
        tour = b'{"hallwaytrack":"1.0","type":"tour","id":"t","name":"T"}'
        line = self.told(run, "-", "-", "--to", "ical", input=tour)
        assert line == "<stdin>: iCalendar holds no Tour, only these: Calendar, Event"

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

    slip = Format(
        name="slip", title="Slips", suffixes=(".slip",), media_type="text/x", reader=from_slip
    )
    monkeypatch.setitem(FORMATS, "slip", slip)
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
        written = ", ".join(f.name for f in FORMATS.values() if f.writes)
        assert result.stderr == (
            f"{launch_json}: Slips can only be read, not written; "
            f"what can be written is {written}\n"
        )
        assert (result.exit_code, slip.read_bytes()) == (2, b"Talk")
