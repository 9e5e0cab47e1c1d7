"""The statements of the page on databases, on a PostgreSQL that is started for them alone."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.docs.pages import ROOT, Page

from hallwaytrack import Calendar, Event, from_json, to_json
from hallwaytrack.examples import example

pytestmark = pytest.mark.postgres
DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian keeps the programs of the server, off the path."""
NOBODY_ELSE = "-c listen_addresses= -c unix_socket_directories="


def program(name: str) -> str:
    """A program of the server."""
    if sys.platform == "win32":
        pytest.skip("the server is asked through a socket of Unix")
    versions = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda found: int(found.parts[-3]))
    found = versions[-1] if versions else shutil.which(name)
    if found is None:
        pytest.skip("no PostgreSQL here; .ci/postgres installs it")
    return str(found)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The folder of the socket of a server that ends with the tests."""
    initdb, pg_ctl = program("initdb"), program("pg_ctl")
    # It refuses to run as root, so there it runs as the user that its package made.
    user = "postgres" if os.name == "posix" and os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory() as folder:
        if user:
            shutil.chown(folder, user)

        def run(*command: str) -> None:
            log = subprocess.DEVNULL
            subprocess.run(command, check=True, user=user, cwd=folder, stdout=log, stderr=log)

        data = f"{folder}/data"
        run(initdb, "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C")
        run(pg_ctl, "-w", "-D", data, "-l", f"{folder}/log", "-o", NOBODY_ELSE + folder, "start")
        try:
            yield folder
        finally:
            run(pg_ctl, "-w", "-m", "immediate", "-D", data, "stop")


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """What the page defines."""
    found = Page(ROOT / "docs" / "how-to" / "store-in-a-database.md")
    found.run()
    return dict(found.document.namespace)


@pytest.fixture
def db(server: str, page: dict[str, Any]) -> Iterator[psycopg.Connection[Any]]:
    """A connection whose changes are undone."""
    with psycopg.connect(host=server, user="tester", dbname="postgres") as connection:
        connection.execute(page["TABLE"])
        yield connection
        connection.rollback()


class TestPostgres:
    def test_what_comes_back_is_equal_and_writes_the_same_bytes(
        self, db: psycopg.Connection[Any], page: dict[str, Any]
    ) -> None:
        for event in example().events:
            page["save_in_postgres"](db, event)
            loaded = page["load_from_postgres"](db, event.id)
            assert loaded == event
            assert to_json(loaded) == to_json(event)

    def test_saving_again_replaces(self, db: psycopg.Connection[Any], page: dict[str, Any]) -> None:
        page["save_in_postgres"](db, page["first"])
        page["save_in_postgres"](db, page["moved"])
        assert db.execute("SELECT id, title, starts_at FROM event").fetchall() == [
            (page["first"].id, page["first"].title, page["moved"].starts_at)
        ]

    def test_topics_are_found(self, db: psycopg.Connection[Any], page: dict[str, Any]) -> None:
        page["save_in_postgres"](db, page["first"])
        page["save_in_postgres"](db, page["party"])
        found = db.execute(page["ABOUT"], ("Virtualization",)).fetchall()
        assert found == [(page["first"].id,)]

    def test_text_of_any_kind_survives(
        self, db: psycopg.Connection[Any], page: dict[str, Any]
    ) -> None:
        event: Event = page["first"].replace(
            title='Zoë\'s "café" \\u0041 \U0001f9ea', extra={"x": 0.1}
        )
        page["save_in_postgres"](db, event)
        assert page["load_from_postgres"](db, event.id) == event

    def test_whole_calendar_fits_a_column(self, db: psycopg.Connection[Any]) -> None:
        whole = to_json(example()).decode()
        back = db.execute("SELECT (%s::jsonb)::text", (whole,)).fetchone()
        assert back is not None
        assert from_json(back[0].encode(), Calendar) == example()
