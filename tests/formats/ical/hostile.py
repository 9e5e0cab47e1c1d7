r"""Texts that try to become lines of their own, put into every member that holds text.

Run as a module it prints what was written of a handful of them: under ``python -O`` an assert that
guards a newline is gone.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st
from tests.formats.ical.documents import booth, event, session
from tests.formats.ical.written import Document

from hallwaytrack import (
    Address,
    Calendar,
    Contributor,
    GeoPoint,
    InvalidValueError,
    Material,
    Note,
    Person,
    Room,
    Sponsor,
    Tour,
    UserGroup,
    Venue,
    VirtualLocation,
    speakers,
    to_ical,
)

SITE = "https://example.org/"
SEPARATORS = str.maketrans("\u2028\u2029", "\n\n")
"""What is written as a newline, since some readers end a line there."""


def same(text: str) -> str:
    return text


class Case(NamedTuple):
    """A member: how a document with some text in it is made, and where the text is written."""

    make: Callable[[str], Document]
    entry: int | None = None
    name: str = ""
    shown: Callable[[str], str] = same
    parameter: str = ""

    def written(self, text: str) -> bytes:
        """A feed with that text.

        Raises:
            InvalidValueError: If the model refuses the text.
        """
        return to_ical(self.make(text), components=True)


def _told(text: str) -> str:
    return f"With: {text} (speaker)"


def _venue(**members: str) -> Venue:
    return Venue(id="v", name="V", address=Address(**members))


CASES: Mapping[str, Case] = {
    "calendar name": Case(lambda t: Calendar(name=t), None, "NAME"),
    "calendar description": Case(lambda t: Calendar(description=t), None, "DESCRIPTION"),
    "calendar url": Case(lambda t: Calendar(url=SITE + t)),
    "calendar image": Case(lambda t: Calendar(image=SITE + t)),
    "calendar color": Case(lambda t: Calendar(color=t)),
    "calendar timezone": Case(lambda t: Calendar(timezone=t)),
    "event id": Case(lambda t: event(id=t), 0, "UID"),
    "parent id": Case(lambda t: event(id=t, sessions=[session()]), 1, "RELATED-TO"),
    "event timezone": Case(lambda t: event(timezone=t)),
    "title": Case(lambda t: event(title=t), 0, "SUMMARY"),
    "description": Case(lambda t: event(description=t), 0, "DESCRIPTION"),
    "status_reason": Case(lambda t: event(status_reason=t), 0, "COMMENT"),
    "topic": Case(lambda t: event(topics=[t, "x"]), 0, "CATEGORIES", lambda t: f"{t}\0x"),
    "url": Case(lambda t: event(url=SITE + t)),
    "mail url": Case(lambda t: event(url="mailto:" + t)),
    "image": Case(lambda t: event(image=SITE + t)),
    "tour": Case(lambda t: event(tour=t), 0, "X-HALLWAYTRACK-TOUR"),
    "tour name": Case(
        lambda t: Calendar(tours=[Tour(id="t", name=t)], events=[event(tour="t")]),
        0,
        "DESCRIPTION",
        lambda t: f"Tour: {t}",
    ),
    "venue name": Case(lambda t: event(venue=Venue(id="v", name=t)), 0, "LOCATION"),
    "street": Case(lambda t: event(venue=_venue(street=t)), 0, "LOCATION", lambda t: f"V, {t}"),
    "country": Case(lambda t: event(venue=_venue(country=t))),
    "apple title": Case(
        lambda t: event(venue=Venue(id="v", name=t, geo=GeoPoint(latitude=1, longitude=2)))
    ),
    "room name": Case(
        lambda t: event(
            venue=Venue(id="v", name="V", rooms=[Room(id="r", name=t)]),
            sessions=[session(room="r")],
        ),
        1,
        "LOCATION",
        lambda t: t if t == "V" else f"{t}, V",
    ),
    "person name": Case(
        lambda t: event(people=[Person(id="a", name=t)], contributors=speakers("a")),
        0,
        "DESCRIPTION",
        _told,
    ),
    "person id": Case(
        lambda t: event(people=[Person(id=t, name="A")], contributors=speakers(t)),
        0,
        "DESCRIPTION",
        lambda _: _told("A"),
    ),
    "person url": Case(
        lambda t: event(people=[Person(id="a", name="A", url=SITE + t)], contributors=speakers("a"))
    ),
    "role label": Case(
        lambda t: event(
            people=[Person(id="a", name="A")], contributors=[Contributor(person="a", label=t)]
        ),
        0,
        "DESCRIPTION",
        lambda t: f"With: A ({t})",
    ),
    "sponsor name": Case(
        lambda t: event(sponsors=[Sponsor(id="s", name=t)]),
        0,
        "DESCRIPTION",
        lambda t: f"Sponsors: {t}",
    ),
    "organizer name": Case(
        lambda t: event(groups=[UserGroup(id="g", name=t, email="g@x.org")], organizers=["g"]),
        0,
        "ORGANIZER",
        parameter="CN",
    ),
    "organizer email": Case(
        lambda t: event(groups=[UserGroup(id="g", name="G", email=t)], organizers=["g"])
    ),
    "online label": Case(
        lambda t: event(online=[VirtualLocation(url=SITE, label=t)]),
        0,
        "CONFERENCE",
        parameter="LABEL",
    ),
    "online url": Case(lambda t: event(online=[VirtualLocation(url=SITE + t)])),
    "dial in": Case(lambda t: event(online=[VirtualLocation(url=SITE, dial_in=t)])),
    "material title": Case(
        lambda t: event(materials=[Material(id="m", title=t, url=SITE)]),
        0,
        "ATTACH",
        parameter="FILENAME",
    ),
    "material url": Case(lambda t: event(materials=[Material(id="m", title="M", url=SITE + t)])),
    "pending material": Case(
        lambda t: event(materials=[Material(id="m", title=t)]),
        0,
        "DESCRIPTION",
        lambda t: f"Materials to follow: {t}",
    ),
    "note": Case(lambda t: event(notes=[Note(id="n", text=t)])),
    "session id": Case(
        lambda t: event(sessions=[session(t)]), 1, "UID", lambda t: f"{t}/e@example.org"
    ),
    "session uid": Case(lambda t: event(sessions=[session(uid=t)]), 1, "UID"),
    "session title": Case(lambda t: event(sessions=[session(title=t)]), 1, "SUMMARY"),
    "abstract": Case(lambda t: event(sessions=[session(abstract=t)]), 1, "DESCRIPTION"),
    "session description": Case(
        lambda t: event(sessions=[session(description=t)]), 1, "DESCRIPTION"
    ),
    "booth title": Case(lambda t: event(booths=[booth(title=t)]), 1, "SUMMARY"),
    "booth description": Case(lambda t: event(booths=[booth(description=t)]), 1, "DESCRIPTION"),
    "interval": Case(lambda t: Calendar(name=t, refresh_interval=timedelta(hours=1)), None, "NAME"),
}
"""Every member of a document whose text is in a feed, and some whose text may not be."""

HARMLESS: Mapping[str, str] = {
    "calendar color": "red",
    "calendar timezone": "America/Toronto",
    "event timezone": "America/Toronto",
    "country": "CA",
    "dial in": "+1 416",
    "mail url": "a@b",
    "organizer email": "a@b",
}
"""A text for members that take no plain word."""

PIECES = (
    *("\r", "\n", "\r\n", "\r\n ", "\n ", "\0", "\t", "\x0b", "\x0c", "\x1b", "\x1c", "\x1d"),
    *("\x1e", "\x1f", "\x7f", "\x85", "\u2028", "\u2029", "\ud800", "\udfff", "\ufeff", "\ufffe"),
    *("\\", "\\n", "\\N", "\\,", "\\\\", "^", "^n", "^'", "^^", '"', ":", ";", ",", "=", " ", "  "),
    *("BEGIN:VEVENT", "END:VEVENT", "X-EVIL:1", "ATTENDEE:mailto:a@b", ";X-P=1:", "a", "é", "漢"),
    *("🎉", "\u200b", "\u202e", "%0D%0A", "=0D=0A", "&#10;", "x" * 60, "/", "@", "#", "<", "{"),
)


def hostile() -> st.SearchStrategy[str]:
    """Texts of what has a meaning somewhere, and any other."""
    pieces = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
    within = st.tuples(st.just("a"), pieces, st.just("b")).map("".join)
    return pieces | within | st.text(st.characters(codec=None), min_size=1, max_size=20)


HANDFUL = (
    "a\r\nX-EVIL:1",
    "a\nX-EVIL:1",
    "a\rX-EVIL:1",
    "a\x85X-EVIL:1",
    "a\u2028X-EVIL:1",
    "a\\NX-EVIL:1",
    'a":X-EVIL;^n"',
    "a\0b",
    "a\ud800b",
)


def _after_crlf(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def _by_splitlines(data: bytes) -> list[str]:
    """As Python programs do it: each line of ``str.splitlines``, joined to the one before."""
    lines: list[str] = []
    for line in data.decode().splitlines():
        if line[:1] in (" ", "\t") and lines:
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return lines


def _unfolded_first(data: bytes) -> list[str]:
    return [line.decode() for line in data.replace(b"\r\n ", b"").splitlines()]


def _unfolded_then_splitlines(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").splitlines()


RULES = (_after_crlf, _by_splitlines, _unfolded_first, _unfolded_then_splitlines)


def shapes(data: bytes) -> list[list[str]]:
    """The names of a feed's lines, by each rule by which a reader may split it."""
    return [[_name(line) for line in rule(data)] for rule in RULES]


def _name(line: str) -> str:
    """The name of a line, with the value where that names a component; or the whole, if none."""
    found = re.match(r"(?:BEGIN|END):.*\Z|[A-Z0-9-]+(?=[;:])|\Z", line)
    return found[0] if found else f"no content line: {line!r}"


def outcome(case: Case, text: str) -> list[list[str]] | None:
    """The shapes of what is written, or None where the model refuses the text."""
    try:
        return shapes(case.written(text))
    except InvalidValueError:
        return None


@cache
def harmless(name: str) -> list[list[str]] | None:
    """The shapes of what is written of a text in which nothing is meant."""
    return outcome(CASES[name], HARMLESS.get(name, "word"))


def outcomes() -> list[list[list[str]] | None]:
    """Those of a handful of texts in every member."""
    return [outcome(case, text) for case in CASES.values() for text in HANDFUL]


if __name__ == "__main__":
    print(json.dumps([__debug__, outcomes()]))
