"""Skips for tests whose reader is not installed here."""

import pytest

from .by_icaljs import icaljs_available
from .by_libical import libical_available

needs_icaljs = pytest.mark.skipif(
    not icaljs_available(), reason="node or ical.js is missing; .ci/readers installs them"
)
needs_libical = pytest.mark.skipif(
    not libical_available(), reason="libical 3 is missing; .ci/readers installs it"
)
