"""``hallwaytrack convert`` and ``show`` on feeds of other programs."""

from pathlib import Path

import pytest
from tests.cli.running import Run

from hallwaytrack import Calendar, from_ical, from_json, public_view, to_ical

FEED = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Some program//EN\r
X-WR-CALNAME:IT Pro Toronto\r
BEGIN:VEVENT\r
UID:1\r
DTSTART:20080318T180000\r
DTEND:20080318T210000\r
SUMMARY:First meeting\r
ORGANIZER;CN=Ada:mailto:ada@example.org\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:2\r
DTSTART;VALUE=DATE:20080415\r
RRULE:FREQ=MONTHLY;BYDAY=3TU\r
SUMMARY:Every month\r
END:VEVENT\r
END:VCALENDAR\r
"""
TORONTO = ("--timezone", "America/Toronto")


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.ics"
    path.write_bytes(FEED)
    return path


class TestConvert:
    def test_to_json(self, run: Run, feed: Path) -> None:
        target = feed.with_suffix(".json")
        result = run("convert", feed, target, *TORONTO)
        read = from_ical(FEED, timezone="America/Toronto")
        assert result.exit_code == 0
        assert from_json(target.read_bytes(), Calendar) == public_view(read)
        assert [event.timezone for event in read.events] == ["America/Toronto"]
        assert len(read.series) == 1

    def test_addresses_stay_behind(self, run: Run, feed: Path) -> None:
        assert b"ada@" not in run("convert", feed, "-", "--to", "json").stdout_bytes
        full = run("convert", feed, "-", "--to", "json", "--view", "full")
        assert b"ada@" in full.stdout_bytes

    def test_repairs_are_told_with_their_lines(self, run: Run, feed: Path) -> None:
        result = run("convert", feed, "-", "--to", "json", *TORONTO)
        lines = result.stderr.splitlines()
        assert lines[0].startswith(f"{feed}:7: info: IC202 the time names no zone, got")
        assert len(lines) == 2

    def test_what_is_lost_ends_with_1(self, run: Run, feed: Path) -> None:
        feed.write_bytes(FEED.replace(b"DTSTART:20080318T180000\r\n", b""))
        result = run("convert", feed, "-", "--to", "json")
        assert result.exit_code == 1
        assert f"{feed}:5: IC109 an event needs a DTSTART; kept in" in result.stderr
        assert len(from_json(result.stdout_bytes, Calendar).series) == 1

    def test_namespace(self, run: Run, feed: Path) -> None:
        result = run("convert", feed, "-", "--to", "json", "--namespace", "itprotoronto.ca")
        found = from_json(result.stdout_bytes, Calendar)
        assert [event.id for event in found.events] == ["1@itprotoronto.ca"]

    def test_from_a_stream(self, run: Run) -> None:
        result = run("convert", "-", "-", "--to", "json", input=FEED)
        assert len(from_json(result.stdout_bytes, Calendar).events) == 1

    @pytest.mark.parametrize(
        ("options", "told"),
        [
            (["--timezone", "Toronto"], "timezone must be an IANA time zone name"),
            (["--namespace", "a b"], "namespace must be an id"),
        ],
    )
    def test_options_that_are_wrong(
        self, run: Run, feed: Path, options: list[str], told: str
    ) -> None:
        result = run("convert", feed, "-", "--to", "json", *options)
        assert (result.exit_code, result.stdout) == (2, "")
        assert told in result.stderr

    def test_what_is_no_feed(self, run: Run, feed: Path) -> None:
        feed.write_bytes(b"hello")
        result = run("convert", feed, "-", "--to", "json")
        assert result.exit_code == 2
        assert result.stderr.startswith(f"{feed}: iCalendar begins BEGIN:VCALENDAR")

    def test_again_to_the_feed_that_it_was(self, run: Run, feed: Path) -> None:
        """A public feed of ours is written with the same bytes."""
        document = from_ical(FEED).replace(series=())
        feed.write_bytes(to_ical(document))
        result = run("convert", feed, "-", "--to", "ical")
        assert (result.exit_code, result.stdout_bytes) == (0, feed.read_bytes())


class TestShow:
    def test_a_feed(self, run: Run, feed: Path) -> None:
        result = run("show", feed, *TORONTO)
        assert result.exit_code == 0
        assert "IT Pro Toronto" in result.stdout
        assert "Tue 18 Mar 2008, 18:00 to 21:00 (America/Toronto, UTC-04:00)" in result.stdout
        assert "ada@" not in result.stdout

    def test_namespace_is_taken(self, run: Run, feed: Path) -> None:
        assert run("show", feed, "--namespace", "itprotoronto.ca").exit_code == 0

    def test_json_needs_no_zone(self, run: Run, launch_json: Path) -> None:
        result = run("show", launch_json, *TORONTO)
        assert (result.exit_code, result.stderr.count("--timezone is not for JSON")) == (2, 1)
