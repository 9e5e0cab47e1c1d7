"""A CalDAV server on this machine, and what its clients do with a feed.

The server is Radicale, the client is caldav. An object of CalDAV holds one UID (:rfc:`4791`,
section 4.1), so an event with its sessions is several, and each goes and comes by itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import icalendar
from caldav.calendarobjectresource import Event as Resource
from caldav.collection import Calendar as Collection
from radicale import config
from radicale.app import Application

HOST = "127.0.0.1"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Requests belong into no test's output."""


@contextmanager
def radicale(folder: Path) -> Iterator[str]:
    """A running server's address; its files are in the folder, and anybody may write them."""
    settings = config.load()
    settings.update(
        {"auth": {"type": "none"}, "storage": {"filesystem_folder": str(folder)}},
        "the tests",
        privileged=True,
    )
    # Port 0 is a free one, taken by the system at this moment, so that no other test has it.
    server = make_server(HOST, 0, Application(settings), _Server, _Silent)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def objects_of(feed: icalendar.Calendar) -> dict[str, icalendar.Calendar]:
    """The objects of a feed by their UIDs: all VEVENTs of one, and the zones that they need."""
    head = {name: feed[name] for name in ("VERSION", "PRODID")}  # the rest is the collection's
    objects: dict[str, icalendar.Calendar] = {}
    for event in feed.events:
        one = objects.setdefault(str(event["UID"]), icalendar.Calendar(head))
        one.add_component(event)
    for one in objects.values():
        needed = one.get_used_tzids()
        one.subcomponents[:0] = [zone for zone in feed.timezones if zone["TZID"] in needed]
    return objects


def put(collection: Collection, objects: Mapping[str, icalendar.Calendar]) -> None:
    """Put the objects where they are not, and over those that are there, as they are."""
    for uid, each in objects.items():
        _object(collection, uid, data=each.to_ical()).save(increase_seqno=False)


def delete(collection: Collection, uids: Iterable[str]) -> None:
    """Take objects away."""
    for uid in uids:
        _object(collection, uid).delete()


def _object(collection: Collection, uid: str, data: bytes | None = None) -> Resource:
    """An object by its UID, which, unlike a name, may hold what no path and no file system takes."""
    url = collection.url.join(f"{sha256(uid.encode()).hexdigest()}.ics")
    return Resource(collection.client, url=url, data=data, parent=collection)


def got(collection: Collection) -> dict[str, icalendar.Calendar]:
    """All objects of a collection by their UIDs, as the server gives them."""
    found = [icalendar.Calendar.from_ical(each.data) for each in collection.events()]
    return {str(each.events[0]["UID"]): each for each in found}


def gathered(objects: Mapping[str, icalendar.Calendar], uids: Iterable[str]) -> icalendar.Calendar:
    """One calendar of objects, in the order of these UIDs: a collection has none."""
    found = [objects[uid] for uid in uids]
    calendar = icalendar.Calendar(found[0])
    zones = {zone["TZID"]: zone for each in found for zone in each.timezones}
    calendar.subcomponents = [*zones.values(), *(event for each in found for event in each.events)]
    return calendar
