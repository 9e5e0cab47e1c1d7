"""The life of a feed on a CalDAV server, which a bridge keeps up to date from the feed alone."""

from typing import Any

import icalendar
import pytest
from tests.peers import caldav_server as server
from tests.publishing.life import Reader, Shown, follow, publications, shown


def mirrored_on(collection: Any) -> Reader:
    """A reader that puts what is new or differs, deletes what is gone, and asks for everything."""
    known: dict[str, bytes] = {}

    def read(data: bytes) -> list[Shown]:
        objects = server.objects_of(icalendar.Calendar.from_ical(data))
        now = {uid: each.to_ical() for uid, each in objects.items()}
        server.put(collection, {u: each for u, each in objects.items() if known.get(u) != now[u]})
        server.delete(collection, known.keys() - now.keys())
        known.clear()
        known.update(now)
        found = server.got(collection)
        return [shown(event) for each in found.values() for event in each.events]

    return read


@pytest.mark.parametrize("from_feeds", [False, True])
def test_every_publication_is_on_the_server_as_it_was_meant(
    collection: Any, from_feeds: bool
) -> None:
    follow(publications(from_feeds=from_feeds), mirrored_on(collection))
