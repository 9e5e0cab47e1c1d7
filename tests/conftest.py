"""What all tests share: Hypothesis profiles, and golden files compared byte for byte.

The ordinary run draws the same few cases every time, so that a red run is the fault of a change.
``pytest -m deep`` draws many, other ones every time.
"""

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, settings

GOLDEN = Path(__file__).parent / "golden"

Golden: TypeAlias = Callable[[str, bytes], None]

# A deadline would be a timing asserted in a test.
settings.register_profile(
    "default",
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "deep",
    max_examples=20_000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("default")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The one way to rewrite a golden file."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the tests give to tests/golden instead of comparing it",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares bytes with ``tests/golden/<name>``, or writes them there with ``--update-golden``."""
    update = request.config.getoption("--update-golden")

    def compare(name: str, data: bytes) -> None:
        __tracebackhide__ = True
        path = GOLDEN / name
        before = path.read_bytes() if path.exists() else None
        if before == data:
            return
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        elif before is None:
            pytest.fail(f"tests/golden/{name} is missing; --update-golden writes it")
        else:
            pytest.fail(f"tests/golden/{name} differs:\n{_difference(before, data)}")

    return compare


def _difference(before: bytes, after: bytes) -> str:
    return "\n".join(
        difflib.unified_diff(_lines(before), _lines(after), "golden", "now", "", "", 3, "")
    )


def _lines(data: bytes) -> list[str]:
    """Lines of a file as a terminal can show them, carriage returns and broken UTF-8 included."""
    text = data.decode("utf-8", "backslashreplace")
    return [
        "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line) for line in text.split("\n")
    ]
