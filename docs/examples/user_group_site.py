"""The site of a user group that meets on the third Tuesday: pages and a feed, as plain files.

    python user_group_site.py site 2008-03-19T09:00:00-04:00

writes ``site/index.html``, a page for each of the next meetings, and ``site/meetings.ics``. The
time is an argument, so that the same call writes the same bytes. The group and its plans stand at
the top: put your own there.
"""

import sys
from datetime import datetime
from html import escape
from pathlib import Path

from hallwaytrack import (
    Calendar,
    Event,
    EventSeries,
    Recurrence,
    UserGroup,
    at,
    public_view,
    publish,
    to_ical,
)

toronto = at("America/Toronto")
GROUP = UserGroup(id="it-pro-toronto", name="IT Pro Toronto", url="https://itprotoronto.example/")
MEETINGS = EventSeries(
    template=Event(
        id="monthly@itprotoronto.example",
        title="Monthly meeting",
        start=toronto("2008-03-18 18:00"),
        end=toronto("2008-03-18 21:00"),
        groups=[GROUP],
        organizers=[GROUP.id],
    ),
    recurrence=Recurrence.monthly(nth=3, weekday="tue", except_months=[7]),
).cancel(toronto("2008-05-20 18:00"), "The room is flooded")
CALENDAR = Calendar(name=GROUP.name, timezone="America/Toronto", groups=[GROUP], series=[MEETINGS])
PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{title}</title>
<h1>{title}</h1>
{body}
</html>
"""


def page(title: str, body: str) -> str:
    """A page; texts of people are escaped."""
    return PAGE.format(title=escape(title), body=body)


def about(meeting: Event) -> str:
    """What a page says of a meeting."""
    told = f"<p>{meeting.starts_at:%A %d %B %Y, %H:%M}"
    if meeting.status == "cancelled":
        told += f"<p><strong>Cancelled.</strong> {escape(meeting.status_reason or '')}"
    return told


def build(calendar: Calendar, now: datetime, folder: Path) -> None:
    """Write the site."""
    folder.mkdir(parents=True, exist_ok=True)
    items = []
    for meeting in public_view(calendar).upcoming(now, 6):
        name = f"{meeting.occurrence or meeting.starts_at:%Y-%m-%d}.html"
        (folder / name).write_text(page(meeting.title, about(meeting)), encoding="utf-8")
        items.append(f'<li><a href="{name}">{escape(meeting.title)}</a> {about(meeting)}')
    index = page(calendar.name or "Meetings", "<ul>\n" + "\n".join(items) + "\n</ul>")
    (folder / "index.html").write_text(index, encoding="utf-8")
    (folder / "meetings.ics").write_bytes(to_ical(publish(calendar, None, now)))


if __name__ == "__main__":
    build(CALENDAR, datetime.fromisoformat(sys.argv[2]), Path(sys.argv[1]))
