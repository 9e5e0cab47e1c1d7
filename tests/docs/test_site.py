"""The site: it builds without a warning, and no link in it leads nowhere."""

import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from tests.docs.pages import ROOT

pytest.importorskip("sphinx", reason="the group docs is not installed")


class Anchors(HTMLParser):
    """The links of a page, and what links to it may name."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        members = dict(attrs)
        self.names |= {str(members[name]) for name in ("id", "name") if name in members}
        link = members.get("href") or members.get("src")
        if link:
            self.links.append(link)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built with warnings as errors."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html"]
    command += ["-d", str(folder / "trees"), str(ROOT / "docs"), str(folder / "html")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "html"


class TestSite:
    def test_every_page_of_the_docs_is_there(self, site: Path) -> None:
        pages = {path.relative_to(ROOT / "docs") for path in ROOT.glob("docs/**/*.md")}
        built = {path.relative_to(site).with_suffix(".md") for path in site.rglob("*.html")}
        assert pages <= built

    def test_the_navigation_names_every_page(self, site: Path) -> None:
        links = {urldefrag(link)[0] for link in Anchors(site / "index.html").links}
        pages = {path.relative_to(ROOT / "docs") for path in ROOT.glob("docs/**/*.md")}
        named = {p.with_suffix(".html").as_posix() for p in pages if p.name != "index.md"}
        assert named <= links

    def test_no_link_leads_nowhere(self, site: Path) -> None:
        anchors = {page.resolve(): Anchors(page) for page in site.rglob("*.html")}
        broken = [found for page in anchors for found in _broken(page, anchors)]
        assert broken == []
        assert sum(len(each.links) for each in anchors.values()) > 500

    def test_every_public_name_is_in_the_reference(self, site: Path) -> None:
        import hallwaytrack

        names = Anchors(site / "reference" / "api.html").names
        public = [n for n in hallwaytrack.__all__ if callable(getattr(hallwaytrack, n))]
        assert [n for n in public if f"hallwaytrack.{n}" not in names] == []

    def test_so_is_what_they_can_do(self, site: Path) -> None:
        """Verbs that a class inherits, too; how a model checks itself is nobody's call."""
        names = Anchors(site / "reference" / "api.html").names
        for verb in ("Event.reschedule", "Event.assign", "Event.put", "Shift.mark"):
            assert f"hallwaytrack.{verb}" in names
        assert not {"hallwaytrack.Event.broken", "hallwaytrack.Tour.replace"} & names


def _broken(page: Path, anchors: dict[Path, Anchors]) -> Iterator[str]:
    for link in anchors[page].links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
        known = anchors.get(target)
        names = known.names if known else None
        is_there = target.exists() if names is None else unquote(parts.fragment) in {"", *names}
        if not is_there:
            yield f"{page.name}: {link}"
