"""Pages: a calendar, an event with its programme, a series or a roster as one HTML file.

What a page does not tell is listed in ``FORMATS["html"].cannot_carry``. It needs the extra "html".
"""

from hallwaytrack.formats.html.write import to_html

__all__ = ["to_html"]
