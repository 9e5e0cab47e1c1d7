"""iCalendar (:rfc:`5545`, :rfc:`7986`, :rfc:`9073`): the format that calendar programs read.

What the public view can't carry is listed in ``FORMATS["ical"].cannot_carry``; ``losses`` tells it
of one document.
"""

from hallwaytrack.formats.ical.components import Limits
from hallwaytrack.formats.ical.losses import lost_in_ical
from hallwaytrack.formats.ical.read import from_ical, read_ical
from hallwaytrack.formats.ical.write import iter_ical, to_ical

__all__ = ["Limits", "from_ical", "iter_ical", "lost_in_ical", "read_ical", "to_ical"]
