"""ical.js's own pairs of iCalendar and jCal: our content lines say what its parser reads.

Where ours say something else, ``REASONS`` says why.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.formats.ical.jcal import jcal
from tests.formats.ical.reading import CORPUS, with_corpus

pytestmark = with_corpus

PAIRS = sorted(
    path
    for path in (CORPUS / "conformance" / "ical.js" / "parser").glob("*.ics")
    if path.with_suffix(".json").exists()
)
NO_NUMBER = "the value is no number, and is refused where it means one; ical.js takes it for 0"
REASONS: dict[str, dict[str, str]] = {
    "float": {"x-invalid-float": NO_NUMBER},
    "integer": {"x-invalid": NO_NUMBER},
}
"""By file and property."""


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_it_means_what_ical_js_reads(path: Path) -> None:
    reasons = REASONS.get(path.stem, {})
    data = path.read_bytes()
    for name in reasons:
        lines = data.splitlines(keepends=True)
        data = b"".join(line for line in lines if not line.startswith(name.upper().encode()))
    assert jcal(data) == _without(json.loads(path.with_suffix(".json").read_bytes()), reasons)


def _without(component: Any, names: dict[str, str]) -> Any:
    """The same without some properties."""
    if component and isinstance(component[0], list):
        return [_without(each, names) for each in component]
    name, properties, parts = component
    kept = [each for each in properties if each[0] not in names]
    return [name, kept, [_without(part, names) for part in parts]]


def test_all_pairs_are_there() -> None:
    assert len(PAIRS) == 21
