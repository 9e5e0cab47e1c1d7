"""``hallwaytrack publish``: from files to files, with what changed told in between."""

from pathlib import Path
from typing import Any

import pytest
from tests.cli.running import Run
from tests.publishing.made import ID, calendar, event, series, session, toronto

from hallwaytrack import Calendar, Event, EventSeries, UserGroup, from_ical, from_json, to_json

NOW, LATER = "2008-01-07T09:00:00Z", "2008-01-08T09:00:00Z"


@pytest.fixture(autouse=True)
def _no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture
def write(tmp_path: Path) -> Any:
    """Writes a document as JSON, and gives the path."""

    def save(document: Any, name: str = "new.json") -> Path:
        path = tmp_path / name
        path.write_bytes(to_json(document))
        return path

    return save


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "feed.ics"


class TestPublishing:
    def test_a_first_time(self, run: Run, write: Any, out: Path) -> None:
        done = run("publish", write(calendar(event(session()))), "-o", out, "--now", NOW)
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.stdout == (
            '"Launch" is new: Wed 27 Feb 2008, 08:00 (America/Toronto) (and 1 session of it)\n'
        )
        assert from_ical(out.read_bytes()).event(ID).session("talk").sequence == 0

    @pytest.mark.parametrize("suffix", [".ics", ".json"])
    def test_after_the_last_one_into_the_same_file(
        self, run: Run, write: Any, tmp_path: Path, suffix: str
    ) -> None:
        out = tmp_path / f"feed{suffix}"
        before = calendar(event(session(), session("b", 11)))
        run("publish", write(before), "-o", out, "--now", NOW)
        after = calendar(event(session(hour=10), session("c", 12)))
        done = run("publish", write(after), "--previous", out, "-o", out, "--now", LATER)
        assert done.stdout.splitlines() == [
            '"Talk" moved from Wed 27 Feb 2008, 09:00 to Wed 27 Feb 2008, 10:00',
            '"C" is new: Wed 27 Feb 2008, 12:00 (America/Toronto)',
            '"B" is cancelled; it was to be on Wed 27 Feb 2008, 11:00',
        ]
        read = from_ical if suffix == ".ics" else from_json
        found = read(out.read_bytes(), Calendar).event(ID)
        assert [(s.id, s.sequence) for s in found.sessions] == [("talk", 1), ("c", 0), ("b", 1)]

    def test_both_ways_to_keep_the_last_one_give_the_same_feed(
        self, run: Run, write: Any, tmp_path: Path
    ) -> None:
        for suffix in ("ics", "json"):
            kept = tmp_path / f"kept.{suffix}"
            run("publish", write(calendar(event(session()))), "-o", kept, "--now", NOW)
            out = tmp_path / f"out-{suffix}.ics"
            new = write(calendar(event()))
            run("publish", new, "--previous", kept, "-o", out, "--now", LATER)
        assert (tmp_path / "out-ics.ics").read_bytes() == (tmp_path / "out-json.ics").read_bytes()

    def test_nothing_changed(self, run: Run, write: Any, out: Path) -> None:
        new = write(calendar(event()))
        run("publish", new, "-o", out, "--now", NOW)
        before = out.read_bytes()
        done = run("publish", new, "--previous", out, "-o", out, "--now", LATER)
        assert (done.stdout, out.read_bytes()) == ("Nothing has changed.\n", before)

    @pytest.mark.parametrize("document", [event(session()), series()])
    def test_one_event_or_series(
        self, run: Run, write: Any, out: Path, document: Event | EventSeries
    ) -> None:
        new = write(document)
        kept = out.with_name("kept.json")
        run("publish", new, "-o", kept, "--now", NOW)
        done = run("publish", new, "--previous", kept, "-o", kept, "--now", LATER)
        assert (done.exit_code, done.stdout) == (0, "Nothing has changed.\n")

    def test_one_event_from_its_feed(self, run: Run, write: Any, out: Path) -> None:
        new = write(event(session()))
        run("publish", new, "-o", out, "--now", NOW)
        done = run("publish", new, "--previous", out, "-o", out, "--now", LATER)
        assert (done.exit_code, done.stdout) == (0, "Nothing has changed.\n")

    def test_streams(self, run: Run) -> None:
        data = to_json(event())
        done = run("publish", "-", "-o", "-", "--to", "ical", "--now", NOW, input=data)
        assert done.stdout.startswith("BEGIN:VCALENDAR")
        assert done.stderr.startswith('"Launch" is new')

    def test_an_event_tells_for_all_that_it_holds(self, run: Run, write: Any, out: Path) -> None:
        run("publish", write(calendar(event(session(), session("b")))), "-o", out, "--now", NOW)
        done = run("publish", write(calendar()), "--previous", out, "-o", out, "--now", LATER)
        assert done.stdout == (
            '"Launch" is cancelled; it was to be on Wed 27 Feb 2008, 08:00 (and 2 sessions of it)\n'
        )

    def test_private_data_stays_at_home(
        self, run: Run, launch: Event, write: Any, tmp_path: Path
    ) -> None:
        out = tmp_path / "out.json"
        new = write(launch)
        run("publish", new, "-o", out, "--now", NOW)
        assert from_json(out.read_bytes(), Event).volunteers == ()
        run("publish", new, "-o", out, "--now", NOW, "--view", "full")
        assert from_json(out.read_bytes(), Event).volunteers == launch.volunteers
        done = run("publish", new, "-o", new, "--now", NOW)
        assert done.exit_code == 2
        assert "the public view of a file must not replace it" in done.stderr


class TestOptions:
    def test_keep_cancelled(self, run: Run, write: Any, out: Path) -> None:
        run("publish", write(calendar(event())), "-o", out, "--now", NOW)
        common = ("--previous", out, "-o", out)
        run("publish", write(calendar()), *common, "--now", LATER, "--keep-cancelled", "2d")
        assert from_ical(out.read_bytes()).events
        after = "2008-01-10T09:00:00Z"
        run("publish", write(calendar()), *common, "--now", after, "--keep-cancelled", "48h")
        assert not from_ical(out.read_bytes()).events

    def test_what_is_left_out_is_counted(self, run: Run, write: Any, out: Path) -> None:
        off = calendar(
            event(session(status="cancelled"), session("b", status="cancelled")),
            event(id="b@x", title="Old", start=toronto("2008-01-01 09:00")),
        )
        options = ("--now", NOW, "--cancelled", "left-out", "--after", "2008-01-05")
        done = run("publish", write(off), "-o", out, *options)
        assert (done.exit_code, done.stderr) == (
            0,
            "2 entries are left out: cancelled\n"
            "1 entry is left out: over before the window begins\n",
        )
        done = run("publish", write(off), "-o", out, *options, "--verbose")
        assert done.stderr.splitlines()[-1] == ('"Old" is left out: over before the window begins')

    def test_before_and_max_bytes(self, run: Run, write: Any, out: Path) -> None:
        whole = calendar(event(session()), event(id="b@x", start=toronto("2008-05-01 09:00")))
        options = ("--before", "2008-05-01T00:00:00-05:00", "--max-bytes", "750")
        done = run("publish", write(whole), "-o", out, "--now", NOW, *options)
        assert done.stderr == (
            "1 entry is left out: not begun when the window ends\n"
            "1 entry is left out: too much for the size of the feed\n"
        )
        assert out.stat().st_size <= 750

    def test_the_time_may_come_from_the_environment(
        self, run: Run, write: Any, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1199696400")
        run("publish", write(calendar(event())), "-o", out)
        assert f"{from_ical(out.read_bytes()).updated:%Y-%m-%dT%H:%M:%SZ}" == NOW

    def test_components_count_where_they_are_written(self, run: Run, write: Any, out: Path) -> None:
        new = write(calendar(event(session())))
        run("publish", new, "-o", out, "--now", NOW, "--components")
        common = ("--previous", out, "-o", out, "--now", LATER)
        done = run("publish", new, *common, "--components")
        assert done.stdout == "Nothing has changed.\n"


class TestRefused:
    """Each a clear error, and nothing is written."""

    def refused(self, run: Run, out: Path, *args: object) -> str:
        before = out.read_bytes() if out.exists() else None
        done = run("publish", *args, "-o", out)
        assert (done.exit_code, done.stdout) == (2, "")
        assert (out.read_bytes() if out.exists() else None) == before
        return done.stderr

    def test_no_time(self, run: Run, write: Any, out: Path) -> None:
        told = self.refused(run, out, write(calendar()))
        assert told == (
            "--now: say when this is published, with --now"
            ' "$(date -u +%Y-%m-%dT%H:%M:%SZ)", or in SOURCE_DATE_EPOCH\n'
        )

    @pytest.mark.parametrize("text", ["now", "99999999999999999999"])
    def test_a_time_of_the_environment_that_is_none(
        self, run: Run, write: Any, out: Path, monkeypatch: pytest.MonkeyPatch, text: str
    ) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
        told = self.refused(run, out, write(calendar()))
        assert told.startswith("SOURCE_DATE_EPOCH: it must be a number of seconds since 1970")

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            (
                ("--now", "noon"),
                "--now: write 2008-02-27, or 2008-02-27T08:00-05:00 with the offset",
            ),
            (("--now", "2008-01-07"), "--now: write the time of day, too, as in 2008-01-07T12:00Z"),
            (("--now", "2008-01-07T09:00:00"), "with the offset, not '2008-01-07T09:00:00'"),
            (("--now", NOW, "--keep-cancelled", "a month"), "such as 30d, not 'a month'"),
            (("--now", NOW, "--after", "2008-13-01"), "not '2008-13-01'"),
            (("--now", NOW, "--max-bytes", "10"), "max_bytes is too small for the feed"),
        ],
    )
    def test_options(
        self, run: Run, write: Any, out: Path, options: tuple[str, ...], message: str
    ) -> None:
        assert message in self.refused(run, out, write(calendar()), *options)

    def test_a_previous_file_of_a_newer_version(self, run: Run, write: Any, out: Path) -> None:
        old = out.with_name("old.json")
        old.write_text('{"hallwaytrack": "2.0", "type": "calendar"}', "utf-8")
        told = self.refused(run, out, write(calendar()), "--previous", old, "--now", NOW)
        assert told.startswith(f"{old} /hallwaytrack: ")
        assert "2.0" in told

    def test_a_previous_of_another_kind(self, run: Run, write: Any, out: Path) -> None:
        old = write(event(), "old.json")
        told = self.refused(run, out, write(calendar()), "--previous", old, "--now", NOW)
        assert told.startswith(f"{old} ")
        feed = out.with_name("old.ics")
        run("publish", write(calendar(event(), event(id="b@x"))), "-o", feed, "--now", NOW)
        told = self.refused(run, out, write(event()), "--previous", feed, "--now", LATER)
        assert told == (
            f"{feed}: the file holds 2 events and 0 series, not one Event; read it as Calendar\n"
        )

    def test_a_previous_of_another_event(self, run: Run, write: Any, out: Path) -> None:
        old = write(event(id="b@x"), "old.json")
        told = self.refused(run, out, write(event()), "--previous", old, "--now", NOW)
        assert f"previous must be an earlier publication of '{ID}', got 'b@x'" in told

    def test_a_time_before_the_previous(self, run: Run, write: Any, out: Path) -> None:
        new = write(calendar(event()))
        run("publish", new, "-o", out, "--now", LATER)
        told = self.refused(run, out, new, "--previous", out, "--now", NOW)
        assert "now must not be before what was published" in told

    def test_a_previous_that_is_not_there(self, run: Run, write: Any, out: Path) -> None:
        told = self.refused(
            run, out, write(calendar()), "--previous", out.with_name("no.ics"), "--now", NOW
        )
        assert "No such file" in told

    def test_what_is_no_feed(self, run: Run, write: Any, out: Path) -> None:
        told = self.refused(run, out, write(UserGroup(id="g", name="G")), "--now", NOW)
        assert "a UserGroup is not published; a Calendar, Event or EventSeries is" in told

    def test_one_stream_for_both(self, run: Run, out: Path) -> None:
        assert "only once" in self.refused(run, out, "-", "--previous", "-", "--now", NOW)
