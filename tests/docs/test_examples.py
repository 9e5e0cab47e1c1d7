"""The programs of docs/examples, run as their docstrings say, and what they make, read back."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.pages import ROOT

from hallwaytrack import (
    Calendar,
    Event,
    at,
    example,
    from_ical,
    public_view,
    read,
    roster,
    to_ical,
    to_json,
)

EXAMPLES = ROOT / "docs" / "examples"
toronto = at("America/Toronto")
MEETING = Event(
    id="first@a.example",
    title="Virtualization",
    start=toronto("2008-03-18 18:00"),
    end=toronto("2008-03-18 21:00"),
)
SECOND = Event(id="second@a.example", title="Queries", start=toronto("2008-04-15 18:00"))


def run(name: str, folder: Path, *arguments: str, code: int = 0) -> tuple[str, str]:
    """What a program prints, and what it says on the standard error."""
    command = [sys.executable, "-W", "error", str(EXAMPLES / name), *arguments]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == code, done.stderr
    return done.stdout, done.stderr


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.name)
class TestEach:
    def test_it_is_short_and_says_how_to_run_it(self, path: Path) -> None:
        text = path.read_text("utf-8")
        assert len(text.splitlines()) < 80
        assert f"\n    python {path.name} " in text.partition('"""\n')[0]

    def test_it_is_listed(self, path: Path) -> None:
        page = (ROOT / "docs" / "how-to" / "start-from-an-example.md").read_text("utf-8")
        assert f"(../examples/{path.name})" in page


class TestUserGroupSite:
    def test_it_makes_pages_and_a_feed(self, tmp_path: Path) -> None:
        run("user_group_site.py", tmp_path, "site", "2008-03-19T09:00:00-04:00")
        site = tmp_path / "site"
        days = ["04-15", "05-20", "06-17", "08-19", "09-16", "10-21"]
        pages = [*(f"2008-{day}.html" for day in days), "index.html"]
        assert sorted(path.name for path in site.glob("*.html")) == pages
        assert "Cancelled." in (site / "2008-05-20.html").read_text("utf-8")
        index = (site / "index.html").read_text("utf-8")
        assert all(f'href="{page}"' in index for page in pages[:-1])
        feed = from_ical((site / "meetings.ics").read_bytes())
        assert [event.status for event in feed.between(toronto("2008-05-01 00:00"), toronto("2008-06-30 00:00"))] == ["cancelled", "confirmed"]  # fmt: skip

    def test_the_same_call_makes_the_same_bytes(self, tmp_path: Path) -> None:
        for folder in ("one", "two"):
            run("user_group_site.py", tmp_path, folder, "2008-03-19T09:00:00-04:00")
        made = [{p.name: p.read_bytes() for p in (tmp_path / f).iterdir()} for f in ("one", "two")]
        assert made[0] == made[1]


class TestConferenceExport:
    def test_it_makes_a_programme_and_feeds_of_speakers(self, tmp_path: Path) -> None:
        run("conference_export.py", tmp_path, "app")
        launch = max(example().events, key=lambda event: len(event.sessions))
        programme = json.loads((tmp_path / "app" / "programme.json").read_text("utf-8"))
        shown = [
            session["id"]
            for day in programme["days"]
            for room in day["rooms"]
            for session in room["sessions"]
        ]
        assert set(shown) == {session.id for session in launch.sessions if session.start}
        feeds = sorted((tmp_path / "app" / "speakers").iterdir())
        assert feeds
        for path in feeds:
            feed = from_ical(path.read_bytes())
            assert feed.events

    def test_nothing_private_gets_into_the_app(self, tmp_path: Path) -> None:
        run("conference_export.py", tmp_path, "app")
        made = b"".join(path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file())
        launch = max(example().events, key=lambda event: len(event.sessions))
        helpers = set(launch.people) - set(public_view(launch).people)
        private = [*(p.name for p in helpers), *(v.note for v in launch.volunteers if v.note)]
        assert len(private) > 5
        assert [text for text in private if text.encode() in made] == []


class TestAggregator:
    def test_it_merges_and_tells_of_conflicts_and_twins(self, tmp_path: Path) -> None:
        other = MEETING.replace(title="Virtualisation")
        twin = MEETING.replace(id="evt-1@b.example")
        (tmp_path / "a.ics").write_bytes(to_ical(Calendar(name="Town", events=[MEETING, SECOND])))
        (tmp_path / "b.json").write_bytes(to_json(Calendar(events=[other])))
        (tmp_path / "c.json").write_bytes(to_json(twin))
        (tmp_path / "broken.json").write_bytes(b"{}")
        (tmp_path / "group.json").write_bytes(to_json(example().groups[0]))
        files = ["a.ics", "b.json", "broken.json", "group.json", "gone.ics", "c.json"]
        _, told = run("aggregator.py", tmp_path, "town.ics", *files)
        town = from_ical((tmp_path / "town.ics").read_bytes())
        assert (town.name, [event.title for event in town.events]) == (
            "Town",
            ["Virtualization", "Queries", "Virtualization"],
        )
        assert "first@a.example" in next(line for line in told.splitlines() if "conflict: " in line)
        assert "maybe one: evt-1@b.example and first@a.example (" in told
        for name in ("broken.json", "group.json", "gone.ics"):
            assert f"{name}: left out: " in told


class TestRosterPlanner:
    def test_nobody_is_asked_for_what_they_cannot_do(self, tmp_path: Path) -> None:
        printed, _ = run("roster_planner.py", tmp_path, "roster.csv")
        launch = max(example().events, key=lambda event: len(event.shifts))
        empty = launch.put(*(shift.replace(assignments=()) for shift in launch.shifts))
        event = read((tmp_path / "roster.csv").read_bytes(), "roster-csv", into=empty).document
        assert isinstance(event, Event)
        plan = roster(event)
        assert not plan.clashes
        assert all(not cover.extra for cover in plan.shifts)
        assert sum(hours.planned for hours in plan.volunteers) > 0
        for volunteer in event.volunteers:
            hours = next(h.planned for h in plan.volunteers if h.person.id == volunteer.person)
            assert volunteer.max_hours is None or hours <= volunteer.max_hours
            assert f"{event.person(volunteer.person).name}: {hours:g} hours" in printed


class TestStaticFeedJob:
    def test_it_publishes_with_what_was_published(self, tmp_path: Path) -> None:
        source, feed = tmp_path / "calendar.json", tmp_path / "feed.ics"
        name, files = "static_feed_job.py", ("calendar.json", "feed.ics")
        source.write_bytes(to_json(Calendar(events=[MEETING, SECOND])))
        _, told = run(name, tmp_path, *files, "2008-03-01T09:00:00Z", code=1)
        assert told.startswith("not published: ")
        run(name, tmp_path, *files, "2008-03-01T09:00:00Z", "--first")
        first = feed.read_bytes()
        printed, _ = run(name, tmp_path, *files, "2008-03-02T09:00:00Z")
        assert (printed, feed.read_bytes()) == ("Nothing has changed.\n", first)

        source.write_bytes(to_json(Calendar(events=[MEETING.replace(title="Many servers")])))
        printed, _ = run(name, tmp_path, *files, "2008-03-03T09:00:00Z")
        assert '"Virtualization" is called "Many servers" now' in printed
        assert '"Queries" is cancelled' in printed
        events = from_ical(feed.read_bytes()).events
        assert [(e.sequence, e.status) for e in events] == [(1, "confirmed"), (1, "cancelled")]

    def test_what_is_wrong_leaves_the_feed_as_it_was(self, tmp_path: Path) -> None:
        (tmp_path / "feed.ics").write_bytes(b"as it was")
        (tmp_path / "calendar.json").write_bytes(b"{}")
        name, files = "static_feed_job.py", ("calendar.json", "feed.ics")
        _, told = run(name, tmp_path, *files, "2008-03-01T09:00:00Z", code=1)
        assert "not published: " in told
        assert (tmp_path / "feed.ics").read_bytes() == b"as it was"
