"""Accounts on social media: "@pycon" as lists write it, and the link that models have for it."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple


class Account(NamedTuple):
    """How a service writes an account, and the link to it; each as a pattern and as a template."""

    handle: re.Pattern[str]
    to_link: str
    link: re.Pattern[str]
    to_handle: str


ACCOUNTS: Final[Mapping[str, Account]] = {
    "twitter": Account(
        re.compile(r"@(\w{1,30})", re.ASCII),
        r"https://twitter.com/\1",
        re.compile(r"https://twitter\.com/(\w{1,30})", re.ASCII),
        r"@\1",
    ),
    "mastodon": Account(
        re.compile(r"@([\w.]{1,60})@([\w.-]{1,200})", re.ASCII),
        r"https://\2/@\1",
        # Other places write "/@name", too.
        re.compile(
            r"https://(?!(?:www\.)?(?:medium|youtube|tiktok|threads)\.)([\w.-]{1,200})/@([\w.]{1,60})",
            re.ASCII,
        ),
        r"@\2@\1",
    ),
    "bluesky": Account(
        re.compile(r"@([\w-]{1,60}(?:\.[\w-]{1,60})+)", re.ASCII),
        r"https://bsky.app/profile/\1",
        re.compile(r"https://bsky\.app/profile/([\w-]{1,60}(?:\.[\w-]{1,60})+)", re.ASCII),
        r"@\1",
    ),
}
"""The services by the names that they have in lists."""


def link_of(service: str, handle: str) -> str | None:
    """The link to an account; None if the handle is none of that service.

    >>> link_of("mastodon", "@pycascades@fosstodon.org")
    'https://fosstodon.org/@pycascades'
    """
    account = ACCOUNTS[service]
    found = account.handle.fullmatch(handle)
    return found.expand(account.to_link) if found else None


def handles_of(links: Iterable[str]) -> dict[str, str]:
    """The first account at each service among some links.

    >>> handles_of(["https://example.org", "https://twitter.com/pycon"])
    {'twitter': '@pycon'}
    """
    found: dict[str, str] = {}
    for link in links:
        for service, account in ACCOUNTS.items():
            match = account.link.fullmatch(link)
            if match:
                found.setdefault(service, match.expand(account.to_handle))
    return found
