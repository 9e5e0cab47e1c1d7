"""A programme as Sessionize gives it, in both views, with something of everything."""

import copy
import json
from typing import Any

from hallwaytrack import Event, at

EVENT = Event(
    id="launch@example.org",
    title="Heroes Happen Here",
    start=at("America/Toronto")("2008-02-27 08:00"),
    end=at("America/Toronto")("2008-02-27 18:00"),
)
ADA, BOB = "83c42ccd-b1e3-4c7e-906a-4009f7b52d8f", "fb1a4080-cb59-4de7-9930-a411667c855f"
KEYNOTE: dict[str, Any] = {
    "id": "1001",
    "title": "Keynote: Heroes",
    "description": "What is new.\r\n\r\n* Servers\r\n* Databases\r\n",
    "startsAt": "2008-02-27T09:00:00",
    "endsAt": "2008-02-27T09:45:00",
    "isServiceSession": False,
    "isPlenumSession": True,
    "speakers": [ADA, BOB],
    "categoryItems": [11, 21],
    "questionAnswers": [{"questionId": 7, "answerValue": "heroes"}],
    "roomId": 100,
    "liveUrl": "https://live.example/1001",
    "recordingUrl": None,
    "status": "Accepted",
    "isInformed": True,
    "isConfirmed": True,
}
TALK: dict[str, Any] = {
    **KEYNOTE,
    "id": "1002",
    "title": "Hypervisors, from the inside",
    "description": None,
    "startsAt": "2008-02-27T10:00:00",
    "endsAt": "2008-02-27T11:00:00",
    "isPlenumSession": False,
    "speakers": [BOB],
    "categoryItems": [12, 22, 31, 41],
    "questionAnswers": [],
    "roomId": 101,
    "liveUrl": None,
    "recordingUrl": "https://video.example/1002",
    "status": "Waitlisted",
}
LUNCH: dict[str, Any] = {
    **TALK,
    "id": "5b3f6c5e-0a51-4b39-8d5c-6a2f1c2f7c11",
    "title": "Lunch",
    "startsAt": "2008-02-27T12:00:00",
    "endsAt": "2008-02-27T13:00:00",
    "isServiceSession": True,
    "isPlenumSession": True,
    "speakers": [],
    "categoryItems": [],
    "roomId": None,
    "recordingUrl": None,
    "status": None,
}
UNPLANNED: dict[str, Any] = {
    **TALK,
    "id": "1003",
    "title": "To be announced",
    "startsAt": None,
    "endsAt": None,
    "speakers": [],
    "categoryItems": [],
    "roomId": None,
    "recordingUrl": None,
    "status": "Accepted",
}


def _person(id: str, first: str, last: str, **members: Any) -> dict[str, Any]:
    return {
        "id": id,
        "firstName": first,
        "lastName": last,
        "fullName": f"{first} {last}",
        "bio": None,
        "tagLine": None,
        "profilePicture": None,
        "isTopSpeaker": False,
        "links": [],
        "sessions": [],
        "categoryItems": [],
        "questionAnswers": [],
        **members,
    }


def _category(id: int, title: str, *items: tuple[int, str]) -> dict[str, Any]:
    listed = [{"id": item, "name": name, "sort": 0} for item, name in items]
    return {"id": id, "title": title, "items": listed, "sort": 0, "type": "session"}


ALL: dict[str, Any] = {
    "sessions": [KEYNOTE, TALK, LUNCH, UNPLANNED],
    "speakers": [
        _person(
            ADA,
            "Ada",
            "Lovelace",
            bio="Wrote the first program.\r\n",
            tagLine="Analyst, Engine Works",
            profilePicture="https://img.example/ada.jpg",
            links=[
                {"title": "Blog", "url": "https://ada.example", "linkType": "Blog"},
                {"title": "X", "url": "https://twitter.com/ada", "linkType": "Twitter"},
            ],
        ),
        _person(BOB, "Bob", "Martin"),
    ],
    "questions": [{"id": 7, "question": "Short title", "questionType": "Short_Text", "sort": 0}],
    "categories": [
        _category(1, "Session format", (11, "Keynote (45 minutes)"), (12, "Session (60 minutes)")),
        _category(2, "Track", (21, "Main track"), (22, "Servers")),
        _category(3, "Level", (31, "Intermediate")),
        _category(4, "Topics", (41, "Virtualization")),
    ],
    "rooms": [{"id": 100, "name": "Hall", "sort": 0}, {"id": 101, "name": "Room 1", "sort": 1}],
}


def _in_grid(session: dict[str, Any]) -> dict[str, Any]:
    """A session as GridSmart has it: who and what it is about by name."""
    names = {each["id"]: each["fullName"] for each in ALL["speakers"]}
    chosen = [
        {
            "id": category["id"],
            "name": category["title"],
            "categoryItems": [
                {"id": item["id"], "name": item["name"]}
                for item in category["items"]
                if item["id"] in session["categoryItems"]
            ],
            "sort": 0,
        }
        for category in ALL["categories"]
    ]
    left = {"categoryItems", "questionAnswers"}
    return {
        **{name: value for name, value in session.items() if name not in left},
        "speakers": [{"id": id, "name": names[id]} for id in session["speakers"]],
        "categories": [each for each in chosen if each["categoryItems"]],
        "room": "",
    }


def _room(room: int, name: str, *sessions: dict[str, Any]) -> dict[str, Any]:
    inside = [_in_grid(session) for session in sessions]
    return {"id": room, "name": name, "sessions": inside, "hasOnlyPlenumSessions": False}


GRID: list[dict[str, Any]] = [
    {
        "date": "2008-02-27T00:00:00",
        "isDefault": True,
        "rooms": [_room(100, "Hall", KEYNOTE, LUNCH), _room(101, "Room 1", TALK, LUNCH)],
        "timeSlots": [
            {"slotStart": "09:00:00", "rooms": [{**_room(100, "Hall"), "index": 0}]},
        ],
    },
    {"date": "2008-02-28T00:00:00", "isDefault": False, "rooms": [_room(100, "Hall")]},
]


def all_view(**changes: Any) -> bytes:
    """The view All, with some of its lists exchanged."""
    return json.dumps({**ALL, **changes}, indent=2, ensure_ascii=False).encode()


def one_session(**changes: Any) -> bytes:
    """The view All with the talk alone, changed."""
    return all_view(sessions=[{**TALK, **changes}])


def grid(sessions: dict[str, Any] | None = None) -> bytes:
    """The view GridSmart, with some members of the first session exchanged."""
    days = copy.deepcopy(GRID)
    days[0]["rooms"][0]["sessions"][0].update(sessions or {})
    return json.dumps(days, indent=2, ensure_ascii=False).encode()
