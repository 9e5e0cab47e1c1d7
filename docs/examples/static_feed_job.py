"""A job for a scheduler: the feed of a static host, published with what was published last.

    python static_feed_job.py calendar.json public/feed.ics 2008-03-01T09:00:00Z

reads the calendar, reads the feed that is there as the previous publication, writes the next one in
its place and prints what changed. The first run says so with ``--first``; any other that finds no
feed fails, since publishing without the previous state would count every entry from 0 again. It
ends with 1 and leaves the feed as it was if something is wrong. Give it the time from the shell:
``"$(date -u +%Y-%m-%dT%H:%M:%SZ)"``.
"""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

from hallwaytrack import (
    Calendar,
    HallwayTrackError,
    check,
    from_ical,
    from_json,
    published,
    to_ical,
)

GOOGLES_LIMIT = 1_000_000
"""Bytes; Google drops larger feeds."""
KEPT = timedelta(days=365)
"""How long past meetings stay in the feed."""


def run(source: Path, feed: Path, now: datetime, *, first: bool) -> list[str]:
    """Publish, and tell what changed."""
    new = from_json(source.read_bytes(), Calendar)
    wrong = [str(problem) for problem in check(new) if problem.severity == "error"]
    if wrong:
        raise SystemExit("\n".join(wrong))
    previous = None if first else from_ical(feed.read_bytes())
    publication = published(new, previous, now, after=now - KEPT, max_bytes=GOOGLES_LIMIT)
    replace(feed, to_ical(publication.document))
    return [*map(str, publication.changes), *map(str, publication.left_out)]


def replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: a host may read it at any moment."""
    beside = path.with_suffix(".new")
    beside.write_bytes(data)
    os.replace(beside, path)


def main(arguments: list[str]) -> None:
    """Run the job with the arguments of the command line."""
    source, feed, now = [each for each in arguments if each != "--first"]
    time = datetime.fromisoformat(now)
    try:
        told = run(Path(source), Path(feed), time, first="--first" in arguments)
    except (HallwayTrackError, OSError) as error:
        raise SystemExit(f"not published: {error}") from error
    print(*(told or ["Nothing has changed."]), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
