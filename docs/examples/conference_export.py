"""What a conference app loads: the programme by day and room, and a feed for each speaker.

    python conference_export.py app

writes ``app/programme.json``, in the shape of the screens of an app, and ``app/speakers/ID.ics``
with one speaker's own sessions. The conference is the packaged example; read your own with
``from_json`` or, from a conference tool, with ``read``. Nothing private gets into the app.
"""

import json
import sys
from pathlib import Path
from typing import Any

from hallwaytrack import Event, Session, agenda, example, public_view, schedule_of, to_ical


def card(event: Event, session: Session) -> dict[str, Any]:
    """What the app shows of a session in a list."""
    return {
        "id": session.id,
        "title": session.title,
        "start": session.start and session.start.isoformat(),
        "end": session.end and session.end.isoformat(),
        "speakers": [party.name for party in event.speakers(session.id)],
        "cancelled": session.status == "cancelled",
    }


def programme(event: Event) -> dict[str, Any]:
    """A screen a day, a column a room."""
    days = [
        {
            "date": day.date.isoformat(),
            "rooms": [
                {"name": column.title, "sessions": [card(event, s) for s in column.sessions]}
                for column in day.columns
            ],
        }
        for day in agenda(event, by="room").days
    ]
    return {"title": event.title, "timezone": event.timezone, "days": days}


def speaker_ids(event: Event) -> list[str]:
    """Whoever has a part in a session, each once, in the order of the programme."""
    parts = (part.person for session in event.sessions for part in session.contributors)
    people = {person.id for person in event.people}
    return [id for id in dict.fromkeys(parts) if id in people]


def export(event: Event, folder: Path) -> None:
    """Write all that the app loads."""
    event = public_view(event)
    (folder / "speakers").mkdir(parents=True, exist_ok=True)
    text = json.dumps(programme(event), ensure_ascii=False, indent=2)
    (folder / "programme.json").write_text(text, encoding="utf-8")
    for id in speaker_ids(event):
        (folder / "speakers" / f"{id}.ics").write_bytes(to_ical(schedule_of(event, id)))


if __name__ == "__main__":
    fullest = max(example().events, key=lambda event: len(event.sessions))
    export(fullest, Path(sys.argv[1]))
