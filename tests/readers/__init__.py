"""iCalendar bytes, as programs that share no code with us understand them.

A test that reads our output with our own reader proves only that the two agree. Here four readers
of the field say what they saw: two in Python (icalendar, vobject), ical.js in a node process and
libical through ctypes. The last two are installed by ``.ci/readers``; ask ``icaljs_available()``
and ``libical_available()``, or mark a test with ``needs_icaljs`` or ``needs_libical``.

Each reader raises ``ReadingFailed`` where it reports any error at all, and where it is left with a
time that names no instant. icalendar takes a zone by its name from zoneinfo; the other three
resolve a TZID from the file's own VTIMEZONE, and refuse a TZID that has none.

What the readers are known to get wrong is in ``pitfalls.md`` beside this file.
"""

from .by_icalendar import with_icalendar
from .by_icaljs import icaljs_available, meetings_with_icaljs, with_icaljs, with_icaljs_many
from .by_libical import libical_available, meetings_with_libical, with_libical
from .by_vobject import meetings_with_vobject, with_vobject
from .marks import needs_icaljs, needs_libical
from .seen import ReadingFailed, Seen

__all__ = [
    "ReadingFailed",
    "Seen",
    "icaljs_available",
    "libical_available",
    "meetings_with_icaljs",
    "meetings_with_libical",
    "meetings_with_vobject",
    "needs_icaljs",
    "needs_libical",
    "with_icalendar",
    "with_icaljs",
    "with_icaljs_many",
    "with_libical",
    "with_vobject",
]
