"""Real feeds: whatever they hold, the checks have an answer, and do not cry wolf."""

from datetime import date
from pathlib import Path

import pytest
from tests.formats.ical.reading import CORPUS, feeds_of_corpus, with_corpus

from hallwaytrack import check, read

pytestmark = with_corpus


@pytest.mark.parametrize("path", feeds_of_corpus(), ids=lambda p: str(p.relative_to(CORPUS)))
def test_of_a_real_feed_nothing_is_an_error(path: Path) -> None:
    """Feeds without rooms, speakers or tours have nothing that cannot happen."""
    found = check(read(path.read_bytes(), "ical").document, date(2015, 9, 1))
    assert [problem for problem in found if problem.severity == "error"] == []


def test_two_tellings_of_one_birthday_are_one_gathering() -> None:
    path = CORPUS / "conformance" / "ical.js" / "samples" / "google_birthday.ics"
    found = check(read(path.read_bytes(), "ical").document)
    assert [problem.code for problem in found if problem.severity != "info"] == ["HT403"]
