"""What of a document is lost in JSCalendar: told by reading what was written."""

from collections.abc import Iterator

from hallwaytrack.errors import Problem
from hallwaytrack.formats.comparing import differing
from hallwaytrack.formats.jscalendar.read import read_jscalendar
from hallwaytrack.formats.jscalendar.write import View, Written, to_jscalendar


def lost(document: Written, *, view: View = "public") -> Iterator[Problem]:
    """A warning for everything in a document that JSCalendar does not carry in a view."""
    data = to_jscalendar(document, view=view)
    back = read_jscalendar(data, type(document), max_bytes=None).document
    return differing(document, back)
