"""Real feeds: each one reads, and holds what a person counted in it."""

import csv
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.formats.ical.reading import CORPUS, entries, feeds_of_corpus, with_corpus

from hallwaytrack import Calendar, Event, from_json, read, to_ical, to_json
from hallwaytrack.formats.ical.repair import REPAIRS

pytestmark = with_corpus

TABLE = CORPUS / "FACTS.tsv"
ROWS = TABLE.read_text("utf-8").splitlines() if TABLE.exists() else []
FACTS = [row for row in csv.DictReader(ROWS, delimiter="\t") if row["file"].endswith(".ics")]
ZONES = {
    "pypi/machbar_16_feb_2019.ics": "Europe/Berlin",
    "pypi/fablab_cottbus.ics": "Europe/Berlin",
}
"""The zone in which the table counts floating and all-day times; else it is UTC."""


def calendar(name: str, **options: Any) -> Calendar:
    return read((CORPUS / name).read_bytes(), "ical", **options).document


def instant(when: Any, all_day_zone: str | None) -> datetime:
    from zoneinfo import ZoneInfo

    if isinstance(when, datetime):
        return when.astimezone(UTC)
    zone = ZoneInfo(all_day_zone or "UTC")
    return datetime.combine(when, time(), zone).astimezone(UTC)


@pytest.mark.parametrize("path", feeds_of_corpus(), ids=lambda p: str(p.relative_to(CORPUS)))
class TestEveryFeed:
    def test_it_reads_and_keeps_every_event(self, path: Path) -> None:
        """What has a start is an entry; what has none is in ``extra``."""
        data = path.read_bytes()
        reading = read(data, "ical")
        kept = list(reading.document.extra.get("ical", ()))
        begun = data.upper().count(b"BEGIN:VEVENT")
        assert len(entries(reading.document)) + kept.count("BEGIN:VEVENT") == begun

    def test_it_can_be_stored(self, path: Path) -> None:
        found = read(path.read_bytes(), "ical").document
        assert from_json(to_json(found), Calendar) == found

    def test_its_public_feed_is_read_and_written_again_with_the_same_bytes(
        self, path: Path
    ) -> None:
        found = read(path.read_bytes(), "ical").document
        for components in (False, True):
            feed = to_ical(found, components=components)
            reading = read(feed, "ical")
            assert to_ical(reading.document, components=components) == feed
            assert reading.problems == ()


@pytest.mark.parametrize("row", FACTS, ids=lambda row: row["file"])
class TestFacts:
    def test_count(self, row: dict[str, str]) -> None:
        assert len(entries(calendar(row["file"]))) == int(row["count"])

    def test_first_start(self, row: dict[str, str]) -> None:
        zone = ZONES.get(row["file"])
        starts = [instant(e.start, zone) for e in entries(calendar(row["file"], timezone=zone))]
        assert f"{min(starts):%Y-%m-%dT%H:%M:%SZ}" == row["earliest_start_utc"]

    def test_last_end(self, row: dict[str, str]) -> None:
        """The table counts the start of what has no end."""
        zone = ZONES.get(row["file"])
        ends = []
        for each in entries(calendar(row["file"], timezone=zone)):
            end: date | None = each.end
            if end is not None and not isinstance(end, datetime):
                end += timedelta(days=1)
            ends.append(instant(end or each.start, zone))
        assert f"{max(ends):%Y-%m-%dT%H:%M:%SZ}" == row["latest_end_utc"]

    def test_places(self, row: dict[str, str]) -> None:
        events = [e for e in entries(calendar(row["file"])) if isinstance(e, Event)]
        assert len({e.venue.name for e in events if e.venue}) == int(row["rooms"])


class TestRepairs:
    @pytest.mark.parametrize(
        "found", [r for r in REPAIRS if "/" in r.seen], ids=lambda repair: repair.code
    )
    def test_a_file_of_the_corpus_needs_it(self, found: Any) -> None:
        problems = read((CORPUS / found.seen).read_bytes(), "ical").problems
        assert found.code in [problem.code for problem in problems]

    def test_a_malformed_feed(self) -> None:
        """A bare ``VTIMEZONE:`` line, and 88 events on 5 UIDs, each kept under an id of its own."""
        reading = read((CORPUS / "conf-moca2024/schedule.ics").read_bytes(), "ical")
        counts = Counter(problem.code for problem in reading.problems)
        assert (counts["IC110"], counts["IC302"]) == (1, 87)
        broken = next(p for p in reading.problems if p.code == "IC110")
        assert (broken.line, broken.value) == (4, "VTIMEZONE: Europe/Rome")
        ids = [event.id for event in reading.document.events]
        assert "46939#20240915T130000Z" in ids
        assert len({id.partition("#")[0] for id in ids}) == 5
        assert all(p.uid for p in reading.problems if p.code == "IC302")

    def test_ids_do_not_depend_on_the_order(self) -> None:
        data = (CORPUS / "conf-pyconuk2015/schedule.ics").read_bytes()
        head, *events = data.decode().split("BEGIN:VEVENT")
        last, tail = events[-1].split("END:VCALENDAR")
        turned = "BEGIN:VEVENT".join([head, last, *reversed(events[:-1])]) + "END:VCALENDAR" + tail
        one, other = read(data, "ical").document, read(turned.encode(), "ical").document
        assert {e.id: e for e in one.events} == {e.id: e for e in other.events}
