"""What changed, as people tell it."""

from datetime import date
from typing import Any

import pytest
from tests.publishing.made import (
    DAY,
    ID,
    NOW,
    booth,
    calendar,
    event,
    series,
    session,
    toronto,
)

from hallwaytrack import (
    Contributor,
    GeoPoint,
    InvalidValueError,
    Material,
    Person,
    Room,
    Tour,
    Venue,
    VirtualLocation,
    changes,
    publish,
)

TALK = f"talk/{ID}"
HALL = Venue(id="hall", name="Hall", rooms=[Room(id="a", name="A"), Room(id="b", name="B")])
SLIDES = Material(id="s", title="Slides", url="https://x.example/s")
MEET = VirtualLocation(url="https://meet.example/1")
JOINED = VirtualLocation(url="https://meet.example/2")


def told(old: Any, new: Any) -> list[tuple[str, str]]:
    """The kinds of the changes, and their sentences."""
    return [(change.kind, str(change)) for change in changes(old, new)]


def of_talk(old: dict[str, Any], new: dict[str, Any], **members: Any) -> list[tuple[str, str]]:
    """What is told of a session that was changed."""
    before, after = ({"end": toronto("10:00"), **each} for each in (old, new))
    return told(event(session(**before), **members), event(session(**after), **members))


class TestOneSession:
    @pytest.mark.parametrize(
        ("old", "new", "sentences"),
        [
            ({}, {}, []),
            ({}, {"kind": "workshop"}, []),
            (
                {},
                {"start": toronto("09:30")},
                [
                    (
                        "moved",
                        '"Talk" moved from Wed 27 Feb 2008, 09:00-10:00'
                        " to Wed 27 Feb 2008, 09:30-10:00",
                    )
                ],
            ),
            (
                {"room": "a"},
                {"room": "b"},
                [("relocated", '"Talk" moved from A, Hall to B, Hall')],
            ),
            ({}, {"title": "Lecture"}, [("edited", '"Talk" is called "Lecture" now')]),
            (
                {},
                {"status": "cancelled"},
                [
                    (
                        "cancelled",
                        '"Talk" is cancelled; it was to be on Wed 27 Feb 2008, 09:00-10:00',
                    )
                ],
            ),
            (
                {},
                {"status": "postponed"},
                [("moved", '"Talk" is postponed; it was to be on Wed 27 Feb 2008, 09:00-10:00')],
            ),
            (
                {"status": "cancelled"},
                {"room": "a"},
                [
                    (
                        "edited",
                        '"Talk" is on again: Wed 27 Feb 2008, 09:00-10:00 (America/Toronto),'
                        " A, Hall",
                    )
                ],
            ),
            ({}, {"status": "tentative"}, [("edited", '"Talk" is tentative now')]),
            (
                {},
                {"materials": [SLIDES]},
                [("edited", '"Talk" has new materials: Slides (https://x.example/s)')],
            ),
            ({"materials": [SLIDES]}, {}, [("edited", '"Talk" has no more: Slides')]),
            (
                {"description": "x"},
                {"description": "y", "topics": ["z"], "url": "https://x.example"},
                [("edited", '"Talk" has changed in its description, url and topics')],
            ),
            (
                {},
                {"online": [MEET]},
                [
                    ("relocated", '"Talk" is online at https://meet.example/1'),
                    ("edited", '"Talk" has changed in its description'),
                ],
            ),
            (
                {"online": [MEET], "description": MEET.url},
                {"description": MEET.url},
                [("relocated", '"Talk" is online at no link any more')],
            ),
            (
                {"online": [MEET], "description": MEET.url},
                {"online": [MEET.replace(label="Here")], "description": MEET.url},
                [("edited", '"Talk" has changed in its details')],
            ),
        ],
    )
    def test_is_told_in_a_sentence(
        self, old: dict[str, Any], new: dict[str, Any], sentences: list[tuple[str, str]]
    ) -> None:
        assert of_talk(old, new, venue=HALL) == sentences

    def test_several_ways_are_told_one_by_one(self) -> None:
        found = of_talk({"room": "a"}, {"room": "b", "hour": 8, "title": "x"}, venue=HALL)
        assert [kind for kind, _ in found] == ["moved", "relocated", "edited"]

    def test_has_what_it_was_and_is(self) -> None:
        (change,) = changes(event(session(title="Old")), event(session(title="New")))
        assert (change.kind, change.uid, change.title, change.event) == ("edited", TALK, "New", ID)
        assert (change.before, change.after) == ("Old", "New")

    def test_cannot_move_the_cursor(self) -> None:
        (change,) = changes(event(), event(session(title="x\u2066y")))
        assert "\u2066" not in str(change)


class TestEvents:
    def test_a_new_one(self) -> None:
        days = event(id="b@x", title="Camp", start=date(2008, 5, 1), end=date(2008, 5, 3))
        off = event(id="c@x", title="Off", status="cancelled")
        assert told(calendar(), calendar(event(venue=HALL), days, off)) == [
            ("added", '"Launch" is new: Wed 27 Feb 2008, 08:00 (America/Toronto), Hall'),
            ("added", '"Camp" is new: Thu 1 May 2008 to Sat 3 May 2008'),
            (
                "added",
                '"Off" is new: Wed 27 Feb 2008, 08:00 (America/Toronto); it is cancelled',
            ),
        ]

    def test_one_that_vanished_is_cancelled(self) -> None:
        assert told(calendar(event()), calendar()) == [
            ("cancelled", '"Launch" is cancelled; it was to be on Wed 27 Feb 2008, 08:00')
        ]
        assert told(calendar(event(status="cancelled")), calendar()) == []

    def test_a_tombstone_is_told_once(self) -> None:
        first = publish(calendar(event(session(), venue=HALL)), None, NOW)
        second = publish(calendar(event(venue=HALL)), first, NOW + DAY)
        assert [kind for kind, _ in told(first, second)] == ["cancelled"]
        assert told(second, publish(calendar(event(venue=HALL)), second, NOW + 40 * DAY)) == []

    def test_another_zone(self) -> None:
        moved = event(timezone="America/Chicago")
        assert told(event(), moved) == [
            ("edited", '"Launch" is told in the time of America/Chicago now')
        ]

    def test_a_venue(self) -> None:
        point = HALL.replace(geo=GeoPoint(latitude=1, longitude=2))
        assert told(event(), event(venue=HALL)) == [("relocated", '"Launch" is at Hall')]
        assert told(event(venue=HALL), event()) == [
            ("relocated", '"Launch" is not at Hall any more')
        ]
        assert told(event(venue=HALL), event(venue=point)) == [
            ("edited", '"Launch" has changed in its details')
        ]

    def test_who_takes_part(self) -> None:
        hosted = event(
            people=[Person(id="ada", name="Ada")],
            contributors=[Contributor(person="ada", role="host")],
        )
        assert told(event(), hosted) == [("edited", '"Launch" has changed in its description')]

    def test_what_only_a_calendar_knows(self) -> None:
        before, after = (
            calendar(event(tour="t"), tours=[Tour(id="t", name=name)]) for name in ("A", "B")
        )
        assert told(before, after) == [("edited", '"Launch" has changed in its description')]

    def test_a_booth(self) -> None:
        assert told(event(booths=[booth()]), event(booths=[booth(hour=9)])) == [
            ("moved", '"Desk" moved from Wed 27 Feb 2008, 08:00 to Wed 27 Feb 2008, 09:00')
        ]


class TestSeries:
    def test_a_changed_meeting_comes_and_goes(self) -> None:
        changed = series().amend(date(2008, 3, 5), title="Special")
        assert told(series(), changed) == [
            ("added", '"Special" is new: Wed 5 Mar 2008, 08:00 (America/Toronto)')
        ]
        assert told(changed, series()) == [
            ("edited", '"Special" of Wed 5 Mar 2008, 08:00 is as its series has it again')
        ]

    def test_another_rule(self) -> None:
        weekly = series()
        daily = weekly.replace(recurrence=weekly.recurrence.replace(rule="FREQ=DAILY;COUNT=3"))
        assert told(weekly, daily) == [("edited", '"Launch" has changed in its rule')]


def test_two_kinds_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="between two calendars, two events or two series"):
        changes(event(), calendar())
    with pytest.raises(InvalidValueError, match="got 'Session and Session'"):
        changes(session(), session())
