"""Shared input of the benchmarks, and their absence where a peer is not installed."""

from importlib.util import find_spec

import pytest

from . import data

PEERS = (
    *("ical", "icalendar", "ics", "pydantic", "pytest_benchmark"),
    *("recurring_ical_events", "vobject"),
)

# The ordinary suite collects this directory before it deselects it, and runs without the peers.
collect_ignore_glob = [] if all(map(find_spec, PEERS)) else ["test_*.py"]


@pytest.fixture(scope="session")
def conference() -> data.Plain:
    """The size that the project's figures are given for."""
    return data.conference(10_000)


@pytest.fixture(scope="session")
def small_conference() -> data.Plain:
    """For peers of half a millisecond a session; the time a session is what compares."""
    return data.conference(1_000)
