"""jCal (:rfc:`7265`): iCalendar in JSON, line by line.

It carries exactly what iCalendar carries: writing turns the content lines of ``to_ical`` into JSON,
and reading turns JSON into content lines for ``read_ical``. So all meaning is iCalendar's, and
``FORMATS["ical"].cannot_carry`` holds here, too.
"""

from hallwaytrack.formats.jcal.read import from_jcal, read_jcal
from hallwaytrack.formats.jcal.write import jcal_of, to_jcal

__all__ = ["from_jcal", "jcal_of", "read_jcal", "to_jcal"]
