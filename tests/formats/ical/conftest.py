"""What the clauses of the specifications are held against."""

import pytest
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
