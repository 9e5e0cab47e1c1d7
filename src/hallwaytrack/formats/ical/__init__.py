"""iCalendar (:rfc:`5545`, :rfc:`7986`, :rfc:`9073`): the format that calendar programs read.

What the public view can't carry: sessions without a start; a session's kind, track, level,
language, capacity, recording and notes; volunteers and shifts; tickets and calls for speakers;
people's biographies; a material's kind and licence.
"""

from hallwaytrack.formats.ical.write import iter_ical, to_ical

__all__ = ["iter_ical", "to_ical"]
