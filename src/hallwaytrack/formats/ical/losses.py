"""What of a document is lost in a feed: told by reading what was written.

jCal carries the same lines, so the same is lost in it.
"""

from collections.abc import Iterator

from hallwaytrack.errors import Problem
from hallwaytrack.formats.comparing import differing
from hallwaytrack.formats.ical.blocks import Written
from hallwaytrack.formats.ical.components import Limits
from hallwaytrack.formats.ical.read import from_ical
from hallwaytrack.formats.ical.write import View, to_ical

UNBOUNDED = Limits(
    max_bytes=None, max_lines=None, max_line_length=None, max_components=None, max_depth=None
)
"""For what was just written."""


def lost_in_ical(
    document: Written, *, view: View = "public", components: bool = False
) -> Iterator[Problem]:
    """A warning for everything in a document that its feed does not carry.

    The full view carries everything.
    """
    if view == "public":
        data = to_ical(document, components=components)
        yield from differing(document, from_ical(data, type(document), limits=UNBOUNDED))
