"""What the clauses of the specifications are held against, and a server for feeds."""

from collections.abc import Iterator
from itertools import count

import caldav
import pytest
from tests.formats.ical.caldav_server import radicale
from tests.formats.ical.grammar import Component, Property
from tests.formats.ical.written import Feed, feeds


@pytest.fixture(scope="session")
def written() -> tuple[Feed, ...]:
    """All feeds: of made documents, and of generated ones."""
    return feeds()


@pytest.fixture(scope="session")
def entries(written: tuple[Feed, ...]) -> list[Component]:
    """The VEVENTs of all feeds."""
    return [entry for each in written for entry in each.entries]


@pytest.fixture(scope="session")
def zones(written: tuple[Feed, ...]) -> list[Component]:
    """The VTIMEZONEs of all feeds."""
    return [zone for each in written for zone in each.zones]


@pytest.fixture(scope="session")
def properties(written: tuple[Feed, ...]) -> list[Property]:
    """The properties of all feeds, wherever they stand."""
    return [
        each
        for feed in written
        for component in feed.calendar.walk()
        for each in component.properties
    ]


@pytest.fixture(scope="session")
def caldav_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[caldav.DAVClient]:
    """A client of a server that runs while the tests do, and holds nothing at first."""
    with (
        radicale(tmp_path_factory.mktemp("radicale")) as address,
        caldav.DAVClient(url=address, username="ada", password="none") as client,
    ):
        yield client


NUMBERS = count()


@pytest.fixture
def collection(caldav_client: caldav.DAVClient) -> caldav.Calendar:
    """A calendar on the server that no other test puts anything into."""
    number = next(NUMBERS)
    return caldav_client.principal().make_calendar(name=f"Feed {number}", cal_id=f"feed-{number}")
