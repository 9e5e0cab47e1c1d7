"""The examples in docstrings give what they say."""

import doctest
import importlib
import pkgutil

import pytest

import hallwaytrack

MODULES = sorted(
    module.name for module in pkgutil.walk_packages(hallwaytrack.__path__, "hallwaytrack.")
)


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("__main__")])
def test_examples_give_what_they_say(name: str) -> None:
    if name.startswith("hallwaytrack.cli"):
        pytest.importorskip("click")
        pytest.importorskip("rich")
    tried = doctest.testmod(importlib.import_module(name))
    assert tried.failed == 0


def test_there_are_examples() -> None:
    found = doctest.DocTestFinder().find(importlib.import_module("hallwaytrack.model.times"))
    assert any(test.examples for test in found)
