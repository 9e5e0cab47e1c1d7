"""``hallwaytrack merge``: files in, one file out, and every decision told."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tests.cli.running import Program, Run

from hallwaytrack import (
    Calendar,
    Event,
    EventSeries,
    Recurrence,
    Session,
    Tour,
    UserGroup,
    at,
    from_ical,
    from_json,
    public_view,
    to_ical,
    to_json,
)

START = at("America/Toronto")("2008-03-18 18:00")


def meeting(id: str = "meeting@itpro.example", **members: Any) -> Event:
    return Event(**{"id": id, "title": "Meeting", "start": START, **members})


def feed(*lines: str) -> bytes:
    """An iCalendar feed of one event with these content lines."""
    whole = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", *lines)
    return "\r\n".join([*whole, "END:VEVENT", "END:VCALENDAR", ""]).encode()


LOCAL = ("UID:1", "DTSTAMP:20080301T000000Z", "DTSTART:20080318T220000Z")


@pytest.fixture
def put(tmp_path: Path) -> Any:
    """Puts a document or bytes into a file."""

    def write(name: str, held: Any) -> Path:
        path = tmp_path / name
        if not isinstance(held, bytes):
            held = to_ical(held) if name.endswith(".ics") else to_json(held)
        path.write_bytes(held)
        return path

    return write


def lines(result: Result, code: int = 0) -> list[str]:
    """What a command said on stderr that ended with this code and printed nothing else."""
    assert (result.exit_code, result.stdout) == (code, "")
    return result.stderr.splitlines()


class TestMerge:
    def test_json_and_icalendar(self, run: Run, put: Any, tmp_path: Path) -> None:
        ours = Calendar(name="IT Pro", events=[meeting()])
        theirs = Calendar(events=[meeting("talk@dotnet.example", title="Talk")])
        out = tmp_path / "all.json"
        files = put("a.json", ours), put("b.ics", theirs)
        assert lines(run("merge", *files, "-o", out)) == []
        found = from_json(out.read_bytes(), Calendar)
        assert found.name == "IT Pro"
        assert [event.title for event in found.events] == ["Meeting", "Talk"]

    def test_to_icalendar(self, run: Run, put: Any, tmp_path: Path) -> None:
        files = put("a.json", meeting()), put("b.json", meeting("b@y", title="Other"))
        out = tmp_path / "all.ics"
        assert lines(run("merge", *files, "-o", out)) == []
        assert [e.id for e in from_ical(out.read_bytes()).events] == [
            "meeting@itpro.example",
            "b@y",
        ]

    def test_documents_of_every_class(self, run: Run, put: Any, tmp_path: Path) -> None:
        series = EventSeries(template=meeting("s@x"), recurrence=Recurrence(rule="FREQ=WEEKLY"))
        group, tour = UserGroup(id="itpro", name="IT Pro"), Tour(id="heroes", name="Heroes")
        held = meeting(), series, group, tour
        files = [put(f"{i}.json", document) for i, document in enumerate(held)]
        out = tmp_path / "all.json"
        assert lines(run("merge", *files, "-o", out)) == []
        assert from_json(out.read_bytes()) == Calendar().put(*held)

    def test_one_file_alone(self, run: Run, put: Any, tmp_path: Path) -> None:
        assert lines(run("merge", put("a.json", meeting()), "-o", tmp_path / "b.json")) == []
        assert from_json((tmp_path / "b.json").read_bytes()) == Calendar(events=[meeting()])

    def test_the_newer_version_stays_whichever_comes_first(self, run: Run, put: Any) -> None:
        old, new = put("old.json", meeting()), put("new.json", meeting(title="New", sequence=1))
        for files in ((old, new), (new, old)):
            result = run("merge", *files, "-o", "-", "--to", "json")
            assert (result.exit_code, result.stderr) == (0, "")
            assert from_json(result.stdout_bytes, Calendar).events[0].title == "New"

    def test_streams(self, program: Program, put: Any) -> None:
        """The standard input is one of the files; what it holds is known by its content."""
        theirs = put("b.json", meeting("b@y"))
        done = program("merge", "-", theirs, "-o", "-", "--to", "json", input=to_ical(meeting()))
        assert (done.returncode, done.stderr) == (0, b"")
        assert [e.id for e in from_json(done.stdout, Calendar).events] == [
            "meeting@itpro.example",
            "b@y",
        ]

    def test_the_zone_of_times_that_name_none(self, run: Run, put: Any) -> None:
        """It is for the files that need it; those whose times name their zone are not told."""
        local = feed("UID:a@x", "DTSTAMP:20080301T000000Z", "DTSTART:20080318T180000")
        files = put("a.ics", local), put("b.json", meeting())
        given = "-o", "-", "--to", "json", "--timezone", "America/Toronto"
        result = run("merge", *files, *given)
        assert result.exit_code == 0
        first, second = from_json(result.stdout_bytes, Calendar).events
        assert first.start == second.start == START

    def test_components(self, run: Run, put: Any, launch: Event) -> None:
        held = put("a.json", launch), put("b.json", meeting())
        result = run("merge", *held, "-o", "-", "--to", "ical", "--components")
        assert b"BEGIN:PARTICIPANT" in result.stdout_bytes

    def test_components_are_icalendars(self, run: Run, put: Any) -> None:
        result = run("merge", put("a.json", meeting()), "-o", "x.json", "--components")
        assert lines(result, 2) == ["x.json: --components is not for JSON"]


class TestView:
    def test_public_is_the_default(self, run: Run, put: Any, launch: Event) -> None:
        path = put("a.json", launch)
        public = run("merge", path, "-o", "-", "--to", "json").stdout_bytes
        assert from_json(public) == public_view(Calendar(events=[launch]))
        full = run("merge", path, "-o", "-", "--to", "json", "--view", "full").stdout_bytes
        assert from_json(full) == Calendar(events=[launch])

    def test_the_public_view_replaces_none_of_the_files(
        self, run: Run, put: Any, launch: Event
    ) -> None:
        path, other = put("a.json", launch), put("b.json", meeting())
        (line,) = lines(run("merge", other, path, "-o", path), 2)
        assert line.startswith(f"{path}: the public view of a file must not replace it")
        assert from_json(path.read_bytes()) == launch

    def test_the_full_view_may(self, run: Run, put: Any, launch: Event) -> None:
        path, other = put("a.json", launch), put("b.json", meeting())
        assert lines(run("merge", path, other, "-o", path, "--view", "full")) == []
        assert len(from_json(path.read_bytes(), Calendar).events) == 2


class TestNamespace:
    """Feeds that number their entries are kept apart, file by file."""

    @pytest.fixture
    def files(self, put: Any) -> tuple[Path, Path]:
        return put("a.ics", feed(*LOCAL, "SUMMARY:One")), put("b.ics", feed(*LOCAL, "SUMMARY:Two"))

    def test_without_one_they_conflict(self, run: Run, files: Any, tmp_path: Path) -> None:
        out = tmp_path / "all.json"
        (line,) = lines(run("merge", *files, "-o", out), 1)
        assert line == (
            f"{files[1]} /events/0: MG101 event '1' differs from the same version of it; "
            f"kept that of {files[0]}; they differ in title"
        )
        assert [e.title for e in from_json(out.read_bytes(), Calendar).events] == ["One"]

    def test_with_one_they_are_two(self, run: Run, files: Any, tmp_path: Path) -> None:
        out = tmp_path / "all.json"
        given = [f"--namespace={n}.example={f}" for n, f in zip("ab", files, strict=True)]
        assert lines(run("merge", *files, "-o", out, *given)) == []
        found = from_json(out.read_bytes(), Calendar)
        assert [e.id for e in found.events] == ["1@a.example", "1@b.example"]

    def test_of_one_file_only(self, run: Run, files: Any) -> None:
        given = "-o", "-", "--to", "json", "--namespace", f"b.example={files[1]}"
        found = from_json(run("merge", *files, *given).stdout_bytes, Calendar)
        assert [e.id for e in found.events] == ["1", "1@b.example"]

    @pytest.mark.parametrize("given", ["b.example", "b.example=other.ics", "=a.ics", ""])
    def test_one_that_names_no_file(self, run: Run, files: Any, given: str) -> None:
        (line,) = lines(run("merge", *files, "-o", "x.json", "--namespace", given), 2)
        assert line == (
            f"--namespace: write NAME=FILE with one of the files to merge, not {given!r}"
        )

    def test_of_a_format_that_needs_none(self, run: Run, put: Any) -> None:
        path = put("a.json", meeting())
        (line,) = lines(run("merge", path, "-o", "x.ics", "--namespace", f"a={path}"), 2)
        assert line == f"{path}: --namespace is not for JSON, whose ids are unique in the world"


class TestProblems:
    """One line each on stderr: the file, the place in it, the code, the message."""

    def test_a_conflict_is_told_and_the_rest_is_written(
        self, run: Run, put: Any, tmp_path: Path
    ) -> None:
        one = put("one.json", Calendar(events=[meeting("a@x"), meeting("b@x")]))
        other = put("two.json", Calendar(events=[meeting("c@x"), meeting("b@x", title="Other")]))
        out = tmp_path / "all.json"
        assert lines(run("merge", one, other, "-o", out), 1) == [
            f"{other} /events/1: MG101 event 'b@x' differs from the same version of it; "
            f"kept that of {one}; they differ in title"
        ]
        assert [e.id for e in from_json(out.read_bytes(), Calendar).events] == ["a@x", "b@x", "c@x"]

    def test_of_documents_by_themselves_the_place_is_theirs(
        self, run: Run, put: Any, tmp_path: Path
    ) -> None:
        talk = Session(id="s", title="S", uid="talk-1")
        one, other = (put(f"{id}.json", meeting(f"{id}@x", sessions=[talk])) for id in "ab")
        result = run("merge", one, other, "-o", tmp_path / "all.json")
        assert lines(result) == [
            f"{other} /sessions/0: warning: MG105 session 's' has the UID of something else; "
            "gave it the one made from its id"
        ]

    def test_a_document_that_is_left_out_whole(self, run: Run, put: Any, tmp_path: Path) -> None:
        one, other = put("1.json", meeting()), put("2.json", meeting(title="Other"))
        (line,) = lines(run("merge", one, other, "-o", tmp_path / "x.json"), 1)
        assert line.startswith(f"{other}: MG101 event 'meeting@itpro.example' differs")

    def test_streams_by_their_names(self, run: Run, put: Any, tmp_path: Path) -> None:
        other = put("b.json", meeting(title="Other"))
        result = run("merge", "-", other, "-o", tmp_path / "x.json", input=to_json(meeting()))
        (line,) = lines(result, 1)
        assert "kept that of <stdin>" in line

    def test_what_reading_a_file_met_comes_first(self, run: Run, put: Any, tmp_path: Path) -> None:
        torn = feed(*LOCAL, "SUMMARY:One").replace(b"PRODID:x\r\n", b"PRODID:x\r\nno property\r\n")
        one, other = put("a.ics", torn), put("b.ics", feed(*LOCAL, "SUMMARY:Two"))
        first, second = lines(run("merge", one, other, "-o", tmp_path / "x.json"), 1)
        assert first.startswith(f"{one}:4")
        assert " IC101 " in first
        assert " MG101 " in second

    def test_choices_that_were_asked_for_are_told_when_asked(
        self, run: Run, put: Any, tmp_path: Path
    ) -> None:
        one = put("a.json", Calendar(name="A", events=[meeting("a@x", same_as=["b@y"])]))
        other = put("b.json", Calendar(name="B", events=[meeting("b@y"), meeting("c@z")]))
        out = tmp_path / "x.json"
        assert lines(run("merge", one, other, "-o", out)) == []
        assert lines(run("merge", one, other, "-o", out, "--verbose")) == [
            f"{one}: gave 1 of its 1 events and series",
            f"{other}: gave 1 of its 2 events and series",
            f"{other}: info: MG108 {other} says something else of itself; kept what {one} says",
            f"{other} /events/0: info: MG107 'b@y' is the same as another by same_as; "
            "left this one out, kept 'a@x'",
        ]


class TestRefusals:
    """Lines on stderr, exit code 2, and nothing is written: the old file is as it was."""

    @pytest.fixture
    def out(self, tmp_path: Path) -> Path:
        path = tmp_path / "out.json"
        path.write_bytes(b"as it was")
        return path

    def refused(self, run: Run, out: Path, *args: object, **options: Any) -> list[str]:
        before = {path.name for path in out.parent.iterdir()}
        told = lines(run("merge", *args, "-o", out, **options), 2)
        assert out.read_bytes() == b"as it was"
        assert {path.name for path in out.parent.iterdir()} == before
        return told

    def test_a_file_that_is_not_there(self, run: Run, put: Any, out: Path) -> None:
        files = put("a.json", meeting()), out.with_name("none.json")
        assert self.refused(run, out, *files) == [f"{files[1]}: No such file or directory"]

    def test_a_file_that_cannot_be_read(self, run: Run, put: Any, out: Path) -> None:
        broken = put("b.json", b'{"hallwaytrack":"1.0","type":"event","id":"a b","title":""}')
        told = self.refused(run, out, put("a.json", meeting()), broken)
        assert len(told) == 3
        assert all(line.startswith(f"{broken} /") for line in told)

    def test_a_file_of_no_known_format(self, run: Run, put: Any, out: Path) -> None:
        (line,) = self.refused(run, out, put("a.txt", b"hello"))
        assert "the content is of no known format" in line

    def test_the_standard_input_twice(self, run: Run, out: Path) -> None:
        told = self.refused(run, out, "-", "-", input=to_json(meeting()))
        assert told == ["<stdin>: it can be read only once"]

    def test_a_suffix_that_nobody_knows(self, run: Run, put: Any, tmp_path: Path) -> None:
        out = tmp_path / "all.doc"
        (line,) = lines(run("merge", put("a.json", meeting()), "-o", out), 2)
        assert line.startswith(f"{out}: no format has the suffix of this name")
        assert not out.exists()

    def test_a_stream_without_a_format(self, run: Run, put: Any) -> None:
        (line,) = lines(run("merge", put("a.json", meeting()), "-o", "-"), 2)
        assert line == "<stdout>: say in which format, with --to json or --to ical"

    def test_no_file_at_all(self, run: Run, out: Path) -> None:
        assert run("merge", "-o", out).exit_code == 2
        assert out.read_bytes() == b"as it was"

    def test_a_writer_that_fails(
        self, run: Run, put: Any, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As on a full disk: the new file is gone, and the old one is as it was."""

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        told = self.refused(run, out, put("a.json", meeting()))
        assert told == [f"{out}: No space left on device"]
