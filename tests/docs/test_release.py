"""A release says one thing of itself: in the changelog, in its metadata and in the code."""

import re
import tomllib
from datetime import date
from itertools import pairwise

from tests.docs.pages import ROOT, pages

import hallwaytrack

CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
METADATA = PROJECT["project"]
RELEASE = re.compile(r"\[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d\d-\d\d)")
SECTIONS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def headings(level: int) -> list[str]:
    return re.findall(rf"^{'#' * level} (.+)$", CHANGELOG, re.MULTILINE)


class TestChangelog:
    def test_what_is_unreleased_stands_above_the_version(self) -> None:
        """A version is three numbers: nothing is released as a candidate or by a date."""
        first, newest, *_ = headings(2)
        assert first == "[Unreleased]"
        found = RELEASE.fullmatch(newest)
        assert found, newest
        assert ".".join(found.groups()[:3]) == hallwaytrack.__version__

    def test_the_newest_comes_first_and_every_day_is_one(self) -> None:
        found = [RELEASE.fullmatch(each) for each in headings(2)[1:]]
        assert all(found)
        numbers = [tuple(map(int, each.groups()[:3])) for each in found if each]
        days = [date.fromisoformat(each[4]) for each in found if each]
        assert all(later > earlier for later, earlier in pairwise(numbers))
        assert all(later >= earlier for later, earlier in pairwise(days))

    def test_sections_are_those_of_keep_a_changelog(self) -> None:
        assert set(headings(3)) <= SECTIONS

    def test_the_first_release_only_adds(self) -> None:
        first = CHANGELOG[CHANGELOG.index("## [1.0.0]") :]
        assert re.findall(r"^### (.+)$", first, re.MULTILINE) == ["Added"]


class TestMetadata:
    def test_the_version_stands_in_one_place(self) -> None:
        assert "version" in METADATA["dynamic"] and "version" not in METADATA
        path = ROOT / PROJECT["tool"]["hatch"]["version"]["path"]
        assert path.parts[-3:] == ("src", "hallwaytrack", "__init__.py")

    def test_a_version_of_one_or_more_is_stable(self) -> None:
        (status,) = (each for each in METADATA["classifiers"] if each.startswith("Development"))
        is_stable = int(hallwaytrack.__version__.partition(".")[0]) >= 1
        assert ("Stable" in status) is is_stable

    def test_pythons_are_those_from_the_oldest_on(self) -> None:
        named = re.findall(r"Python :: 3\.(\d+)", "\n".join(METADATA["classifiers"]))
        oldest = METADATA["requires-python"].removeprefix(">=3.")
        minors = [int(minor) for minor in named]
        assert minors == list(range(int(oldest), minors[-1] + 1))

    def test_it_is_typed_and_its_licence_is_an_expression(self) -> None:
        assert "Typing :: Typed" in METADATA["classifiers"]
        assert METADATA["license"] == "MIT"
        assert not [each for each in METADATA["classifiers"] if each.startswith("License ::")]
        licence = (ROOT / "LICENSE").read_text("utf-8")
        assert METADATA["license-files"] == ["LICENSE"] and "MIT" in licence

    def test_every_address_of_the_repository_is_one(self) -> None:
        """Where it moves, no link is left behind."""
        source = METADATA["urls"]["Source"]
        texts = [page.read_text("utf-8") for page in pages()]
        texts.append((ROOT / "pyproject.toml").read_text("utf-8"))
        found = re.findall(r"https://[\w.]+/[\w-]+/hallwaytrack\b", "\n".join(texts))
        assert len(found) > 4
        assert set(found) == {source}
