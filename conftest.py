"""Collects the Markdown pages whose examples are run: README.md and all of docs/."""

from tests.docs.pages import pytest_collect_file

__all__ = ["pytest_collect_file"]
