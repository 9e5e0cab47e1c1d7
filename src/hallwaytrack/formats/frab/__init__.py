"""Schedules of conferences as frab, pentabarf, pretalx and their kin exchange them: XML and JSON.

What they cannot carry is listed in ``FORMATS["frab-xml"].cannot_carry``; ``losses`` tells it of one
event.
"""

from hallwaytrack.formats.frab.lost import lost_in_json, lost_in_xml
from hallwaytrack.formats.frab.read import read_json, read_xml
from hallwaytrack.formats.frab.write import write_json, write_xml

__all__ = ["lost_in_json", "lost_in_xml", "read_json", "read_xml", "write_json", "write_xml"]
