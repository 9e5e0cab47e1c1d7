"""JSON-LD in the words of schema.org, as pages of events carry it for search engines.

What it cannot carry is listed in ``FORMATS["jsonld"].cannot_carry``; ``losses`` tells it of one
document, and what Google asks for that its page will lack.
"""

from hallwaytrack.formats.jsonld.lost import lost_in_jsonld
from hallwaytrack.formats.jsonld.read import read_jsonld
from hallwaytrack.formats.jsonld.write import jsonld_text, to_jsonld

__all__ = ["jsonld_text", "lost_in_jsonld", "read_jsonld", "to_jsonld"]
