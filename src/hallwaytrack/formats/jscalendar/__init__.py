"""JSCalendar (:rfc:`8984`): events in JSON, as calendar servers and programs exchange them.

What it cannot carry of a document, ``losses(document, "jscalendar")`` tells.
"""

from hallwaytrack.formats.jscalendar.lost import lost
from hallwaytrack.formats.jscalendar.read import from_jscalendar, read_jscalendar
from hallwaytrack.formats.jscalendar.write import to_jscalendar

__all__ = ["from_jscalendar", "lost", "read_jscalendar", "to_jscalendar"]
