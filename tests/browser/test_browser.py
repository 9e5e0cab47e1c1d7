"""Pages in a browser: no sideways scrolling, nothing that axe-core objects to, nothing fetched.

``SCREENSHOTS=folder pytest -m browser`` leaves pictures of all of them, for people to look at.
"""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.benchmarks import data, ours
from tests.browser.looking import Look, Seen, browser, look_at
from tests.formats.html.test_html_hostile import HOSTILE, filled
from tests.formats.html.test_html_page import EXAMPLE_FEED, LAUNCH, evening, series
from tests.formats.ical.documents import conference

from hallwaytrack import Calendar, example, to_html

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(browser() is None, reason="Chromium is missing; .ci/browser installs it"),
]
WIDTHS = (320, 360, 768, 1440, 1920)
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 5

PAGES: dict[str, Callable[[], Any]] = {
    "example": lambda: to_html(example(), feed_url=EXAMPLE_FEED),
    "500 sessions": lambda: to_html(ours.event(data.conference(500)), feed_url=EXAMPLE_FEED),
    "launch": lambda: to_html(example().event(LAUNCH)),
    "by person": lambda: to_html(conference(), by="person"),
    "roster": lambda: to_html(example().event(LAUNCH), roster=True),
    "series": lambda: to_html(series(), now=date(2008, 4, 1)),
    "several": lambda: to_html(Calendar(events=[evening(), conference()], series=[series()])),
    "long words": lambda: to_html(filled(LONG)),
    "hostile": lambda: to_html(filled(" ".join(HOSTILE))),
}


def shot(name: str, width: int, dark: bool) -> str:
    folder = os.environ.get("SCREENSHOTS")
    file = f"{name.replace(' ', '-')}-{width}-{'dark' if dark else 'light'}.png"
    return str(Path(folder) / file) if folder else ""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everybody(name: str) -> None:
    html = PAGES[name]().decode()
    looks = [
        Look(html, width, dark, shot(name, width, dark))
        for width in WIDTHS
        for dark in (False, True)
    ]
    for look, seen in zip(looks, look_at(looks), strict=True):
        about = f"{look.width} px, {'dark' if look.dark else 'light'}"
        assert seen.inner == look.width, about
        assert seen.wide <= seen.inner, f"{about}: scrolls sideways"
        assert seen.violations == [], about
        assert seen.asked == [], about


@pytest.mark.parametrize("target", ["e-2008-05-14", "e.s00244", "e.s00499"])
def test_what_a_link_leads_to_is_not_below_a_head_that_stays(target: str) -> None:
    html = PAGES["500 sessions"]().decode()
    phone, screen = look_at([Look(html, width, False, target=target) for width in (360, 1440)])
    assert (phone.covering, screen.covering) == ("", "")


def test_the_looks_find_what_is_wrong() -> None:
    """So that a browser which does not judge cannot pass for a good page."""
    bad = (
        "<title>Bad</title><img src='https://a.invalid/b.png'>"
        "<p style='width:2000px;color:#ddd;background:#fff'>Pale"
    )
    (seen,) = look_at([Look(bad, 360, False)])
    found: Seen = seen
    assert found.wide >= 2000 and found.asked == ["https://a.invalid/b.png"]
    rules = {violation.partition(":")[0] for violation in found.violations}
    assert {"image-alt", "color-contrast", "html-has-lang"} <= rules


def test_they_find_what_is_covered() -> None:
    head = "<p style='position:fixed;top:0;margin:0;height:50px;width:100%;background:#fff'>Head"
    below = "<p id='x' style='margin-top:2000px'>Below</p><p style='height:2000px'>"
    covered, gone = look_at([Look(head + below, 360, False, target=id) for id in ("x", "y")])
    assert (covered.covering, gone.covering) == ("Head", "no y")
