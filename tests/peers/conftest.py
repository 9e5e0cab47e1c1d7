"""A CalDAV server that runs while the tests do."""

from collections.abc import Iterator
from itertools import count

import pytest
from caldav.collection import Calendar as Collection
from caldav.davclient import DAVClient
from tests.peers.caldav_server import radicale

NUMBERS = count()


@pytest.fixture(scope="session")
def caldav_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DAVClient]:
    """A client of a server that holds nothing at first."""
    with (
        radicale(tmp_path_factory.mktemp("radicale")) as address,
        DAVClient(url=address, username="ada", password="none") as client,
    ):
        yield client


@pytest.fixture
def collection(caldav_client: DAVClient) -> Collection:
    """A calendar on the server into which no other test puts anything."""
    number = next(NUMBERS)
    return caldav_client.principal().make_calendar(name=f"Feed {number}", cal_id=f"feed-{number}")
