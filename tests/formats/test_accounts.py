"""Accounts: as lists write them, and as links."""

import pytest

from hallwaytrack.formats.accounts import ACCOUNTS, handles_of, link_of

PAIRS = [
    ("twitter", "@pycon", "https://twitter.com/pycon"),
    ("mastodon", "@pycascades@fosstodon.org", "https://fosstodon.org/@pycascades"),
    ("bluesky", "@pycon.us", "https://bsky.app/profile/pycon.us"),
]


class TestAccounts:
    @pytest.mark.parametrize(("service", "handle", "link"), PAIRS)
    def test_both_ways(self, service: str, handle: str, link: str) -> None:
        assert link_of(service, handle) == link
        assert handles_of([link]) == {service: handle}

    def test_every_service_is_tested(self) -> None:
        assert {service for service, _, _ in PAIRS} == set(ACCOUNTS)

    @pytest.mark.parametrize(
        ("service", "handle"),
        [
            ("twitter", "pycon"),
            ("twitter", "@py con"),
            ("twitter", "@pycon/../x"),
            ("mastodon", "@pycon"),
            ("mastodon", "@a@b/c"),
            ("bluesky", "@pycon"),
            ("twitter", "@" + "x" * 100_000),
            ("bluesky", "@" + "x." * 100_000),
        ],
    )
    def test_what_is_no_account(self, service: str, handle: str) -> None:
        assert link_of(service, handle) is None

    @pytest.mark.parametrize(
        "link",
        [
            "https://example.org",
            "https://twitter.com/pycon/status/1",
            "https://www.youtube.com/@pycon",
            "https://medium.com/@pycon",
        ],
    )
    def test_what_is_no_link_to_one(self, link: str) -> None:
        assert handles_of([link]) == {}

    def test_the_first_of_each(self) -> None:
        links = ["https://twitter.com/a", "https://twitter.com/b", "https://c.example/@d"]
        assert handles_of(links) == {"twitter": "@a", "mastodon": "@d@c.example"}
