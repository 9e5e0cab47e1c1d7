"""The links of a page to its feed: one that subscribes to it, and one that downloads it."""

from typing import NamedTuple

from hallwaytrack.errors import InvalidValueError, Problem

WEB = ("http://", "https://")
WEBCAL = "webcal://"


class Feed(NamedTuple):
    """Where a feed is: for calendar programs, and for browsers."""

    subscribe: str
    download: str


def feed_of(url: object) -> Feed | None:
    """The links to a feed, given either of them; None where there is none.

    Raises:
        InvalidValueError: If it is no absolute URL of the web.
    """
    if url is None:
        return None
    if isinstance(url, str) and url.isprintable() and " " not in url:
        for scheme in (*WEB, WEBCAL):
            rest = url[len(scheme) :]
            if url.lower().startswith(scheme) and rest.strip("/"):
                web = "https://" if scheme == WEBCAL else scheme
                return Feed(WEBCAL + rest, web + rest)
    message = "feed_url must be an absolute URL of the web"
    mend = "write one like https://example.org/events.ics"
    raise InvalidValueError(Problem(message=message, value=url, mend=mend))
